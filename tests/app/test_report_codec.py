"""What a version keeps comes back as it was: every type of block, every kind of day."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))

import day_factory

from kentongan.core.findings import Level
from kentongan.pipeline.reports.codec import packed_day, packed_report, unpacked_day, unpacked_report
from reports.blocks import (
    Block,
    Card,
    Cards,
    Chart,
    Column,
    IssueCard,
    Paragraph,
    Points,
    Report,
    Section,
    Signature,
    Span,
    StatusBanner,
    Table,
)
from reports.book.content import compose_book
from reports.daily import compose_daily
from reports.flavours import FLAVOURS

TEXT = (
    Span("40 \U0001f7e0 “aneh” \u202e<b>", True, False, ("p1", "p2"), "Isu", "", Level.ALERT),
    Span(" x", quiet=True, url="https://a.example"),
)
CHART = Chart("k", "Judul", {"mark": "bar", "data": {"values": [{"x": 1, "y": None}]}}, "kata", 640, 220, {"a": [1.5]})
BLOCKS: tuple[Block, ...] = (
    Paragraph(TEXT, note=True, nihil=True, key="k"),
    Points((TEXT, ()), ordered=True, keys=("a", "b")),
    Cards((Card(TEXT[0], "judul", "+18%", -1),)),
    Table((Column("No", 0.4, number=True), Column("Isu")), ((TEXT, ()), ((), TEXT)), "kepala", True, "t", 120, ("a", "b")),
    CHART,
    IssueCard("i", "4.1", "Jalan", Level.CRISIS, "Krisis", "U4", (("Ringkasan", TEXT),), (TEXT,), CHART, (4, 4, 4)),
    StatusBanner(Level.STABLE, "STABIL", "kemarin", TEXT),
    Signature("Demikian", "Wanasari", "Penyusun", "Sari", "NIP."),
)  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_every_block_comes_back(block: Block) -> None:
    """With every field set."""
    bare = Report(
        "r-1", "harian", "LAPORAN", "Pemkab", (("Nomor", "1"),), (Section("a", "1", "A", (block,), annex=True),),
        (), ("p1",), {}, "id", "WIB", "2026-11-16", datetime(2026, 11, 16, tzinfo=UTC), Level.ALERT, numbers={"x": 1},
    )  # fmt: skip
    assert unpacked_report(packed_report(bare), {}) == bare


def test_every_type_of_block_is_tried() -> None:
    """A new type needs its line above and in the codec."""
    assert {type(block) for block in BLOCKS} == set(Block.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["example_day", "empty_day", "hostile_day"])
def test_a_kept_day_makes_the_same_documents(name: str) -> None:
    """The brief and the sheet, which are drawn from the day, are the same to the byte; posts keep no more than they print."""
    factory: ModuleType = day_factory
    day = getattr(factory, name)()
    report = compose_daily(day)
    again = unpacked_day(packed_day(day))
    assert replace(again, posts={}) == replace(day, posts={})
    assert all(len(view.text) <= 520 and len(view.title) <= 400 for view in again.posts.values())
    kept = unpacked_report(packed_report(report), again.posts)
    assert replace(kept, posts=day.posts) == report
    assert compose_book(kept, again) == compose_book(report, day)
    for flavour in ("txt", "xlsx"):
        assert FLAVOURS[flavour].render(kept, again) == FLAVOURS[flavour].render(report, day)
