"""HTML to text, outlets, starter sources, kinds of collectors, robots."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import EntryPoint
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectors import registry
from collectors.base import Collector, failed
from collectors.door.fetch import Door
from collectors.door.refusals import retry_after_seconds
from collectors.door.robots import product_token
from collectors.html_text import html_to_text, one_line
from collectors.outlets import outlet_of, outlets, platform_of, zone_of_region
from kentongan.core.clock import Clock, StoppedClock
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind, Source
from kentongan.core.runs import FeedState, Harvest, OutcomeKind

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>Satu</p><p>Dua</p>", "Satu\n\nDua"),
        ("Satu<br/>dua<br>tiga", "Satu\ndua\ntiga"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a<script>x</script><style>y</style><!-- z -->b", "ab"),
        ("<div>a <b>b</b>\n c</div>", "a b\nc"),
        ("Harga < 5 ribu & naik", "Harga < 5 ribu & naik"),
        ("R&amp;D &#39;x&#x27; &tidakada;", "R&D 'x' &tidakada;"),
        ("<p>tak ditutup <b>tebal", "tak ditutup tebal"),
        ("<scr<script>ipt>alert(1)</script>", "ipt>alert(1)"),
        ("<p>Isi.</p><p>The post Judul appeared first on Warta.</p>", "Isi."),
        ("<p>Isi.</p><p>Artikel Judul pertama kali tampil pada Warta.</p>", "Isi."),
        ("", ""),
    ],
)
def test_html_becomes_text(fragment: str, text: str) -> None:
    """Paragraphs and lines kept, scripts and comments gone, plain text untouched."""
    assert html_to_text(fragment) == text


def test_titles_are_one_line_and_unescaped_twice() -> None:
    """Feeds escape titles once too often."""
    assert one_line("Banjir &amp;amp; <b>Longsor</b>\n di  A") == "Banjir & Longsor di A"


@given(st.text(max_size=500))
def test_any_text_is_survived(text: str) -> None:
    """No error, no script, no control characters."""
    found = html_to_text(text + "<script>jahat()</script>")
    assert "jahat()" not in found or "jahat()" in text or "<" in text
    assert not any(ord(c) < 32 and c != "\n" for c in found)


def test_outlets_by_address_and_name() -> None:
    """The longest domain wins; names count; strangers are nobody."""
    assert outlet_of("https://news.detik.com/a") == outlets()["detik.com"]
    regional, national = outlet_of("https://jateng.tribunnews.com/a"), outlet_of("https://www.tribunnews.com/a")
    assert regional is not None
    assert national is not None
    assert (regional.tier, regional.region, national.tier, national.region) == (2, "33", 1, "")
    assert outlet_of("Detikcom") == outlet_of("detik.com") == outlets()["detik.com"]
    for stranger in ("", "detik.com.penipu.id", "https://contoh.id", "Warta Fiktif", "bukandetik.com"):
        assert outlet_of(stranger) is None


def test_platforms_by_address_and_name() -> None:
    """Addresses with and without subdomain, and the many names of one place."""
    for text in ("https://m.facebook.com/x", "FB", "facebook", "fb.watch/x"):
        found = platform_of(text)
        assert found is not None
        assert found.name == "Facebook"
    assert (platform_of("https://t.co.id/x"), platform_of("netx.com"), platform_of("")) == (None, None, None)


def test_the_table_of_outlets_is_sound() -> None:
    """About two hundred, no domain twice, tiers and codes as they should be, each found by its own domain."""
    table = files("collectors").joinpath("data/outlets.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines(), delimiter="\t"))
    assert len(rows) == len(outlets()) >= 120
    for row in rows:
        assert row["tier"] in ("1", "2", "3"), row
        assert row["region"] == "" or (len(row["region"]) == 2 and row["region"].isdigit()), row
        assert (row["tier"] == "1") == (row["region"] == ""), row
        assert outlet_of(f"https://www.{row['domain']}/a") == outlets()[row["domain"]]


def test_zones_of_provinces() -> None:
    """Three zones; a ministry is in Jakarta."""
    assert [zone_of_region(code) for code in ("31.71", "61", "62", "63.01", "51", "73", "81", "91", "")] == [
        *("WIB", "WIB", "WIB", "WITA", "WITA", "WITA", "WIT", "WIT", "WIB")
    ]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sat, 21 Nov 2026 03:10:00 GMT", 600),
        ("Fri, 20 Nov 2026 03:00:00 GMT", 0),
        ("x", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    """Seconds or a date; a past date is now; nonsense is nothing."""
    assert retry_after_seconds(value, NOW) == seconds


def test_our_name_for_robots() -> None:
    """The product token, not the whole User-Agent."""
    assert product_token("Kentongan/1.0 (+https://contoh.id)") == "Kentongan"


class Pigeon:
    """A third party's collector."""

    kind = "merpati"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:  # noqa: ARG002
        """Bring nothing."""
        return failed(source, Say("tersesat", "lost"), state)


def broken() -> Collector:
    """A plugin that does not start."""
    raise ImportError("no wings")


def test_third_parties_join_by_entry_point(monkeypatch: pytest.MonkeyPatch, make_door: Callable[..., Door]) -> None:
    """A new kind from another package; a broken one fails alone; a built-in kind cannot be replaced."""
    here = [
        EntryPoint("merpati", "test", registry.GROUP),
        EntryPoint("rusak", "test", registry.GROUP),
        EntryPoint("salah", "test", registry.GROUP),
        EntryPoint("feed", "test", registry.GROUP),
    ]
    made = {"merpati": Pigeon, "rusak": broken, "salah": dict, "feed": Pigeon}
    monkeypatch.setattr(EntryPoint, "load", lambda self: made[self.name])
    monkeypatch.setattr(
        registry,
        "entry_points",
        lambda *, group, name="": [p for p in here if p.group == group and name in ("", p.name)],
    )
    assert registry.kinds() == (*registry.BUILT_IN, "merpati", "rusak", "salah")
    assert registry.collector_for("merpati").kind == "merpati"
    assert registry.collector_for("feed").kind == "feed"
    for kind in ("rusak", "salah", "tiada"):
        with pytest.raises(CollectError):
            registry.collector_for(kind)
    source = Source("s-1", "rusak", "rusak")
    found = asyncio.run(registry.harvest(source, FeedState(), make_door(), StoppedClock(NOW)))
    assert found.outcome.kind is OutcomeKind.FAILED


def test_built_in_collectors_keep_the_protocol() -> None:
    """Each is a `Collector` and names its kind."""
    for kind in registry.BUILT_IN:
        found = registry.collector_for(kind)
        assert isinstance(found, Collector)
        assert found.kind == kind


def test_a_file_as_a_source(tmp_path: Path, make_door: Callable[..., Door]) -> None:
    """Read when it changed, unchanged otherwise; a missing one is a failed outcome."""
    path = tmp_path / "aduan.csv"
    path.write_text("Isi Aduan\nJalan rusak\n", encoding="utf-8")
    source = Source("s-1", "file", "Aduan", str(path))

    def visit(of: Source, state: FeedState) -> Harvest:
        return asyncio.run(registry.harvest(of, state, make_door(), StoppedClock(NOW)))

    first = visit(source, FeedState())
    assert [post.kind for post in first.posts] == [PostKind.COMPLAINT]
    assert visit(source, first.state or FeedState()).outcome.kind is OutcomeKind.UNCHANGED
    path.write_text("Isi Aduan\nJalan rusak\nAir mati\n", encoding="utf-8")
    assert visit(source, first.state or FeedState()).outcome.seen == 2
    gone = visit(Source("s-2", "file", "Hilang", str(tmp_path / "hilang.csv")), FeedState())
    assert gone.outcome.kind is OutcomeKind.FAILED
