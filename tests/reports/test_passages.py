"""The editable texts of a report: keys that stay, words that keep their links, nothing touched that is not edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.blocks import Points, Span, plain
from reports.daily import compose_daily
from reports.edited_day import deadline_of, with_words
from reports.lists import row_numbers, texts
from reports.passages import passages, rewritten
from reports.respan import kept_text, respanned

TEXT = (
    Span("Isu: ", strong=True),
    Span("40", posts=("p1", "p2"), label="Isu"),
    Span(" penyebutan di "),
    Span("Sukamaju", strong=True),
    Span("\u00a0[3]", quiet=True, posts=("p1",)),
    Span("."),
)
ROWS = {"p1": 3, "p2": 7}


@pytest.mark.parametrize("name", ["example_day", "empty_day", "heavy_day", "hostile_day"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_texts_put_back_as_they_were_change_nothing(days: ModuleType, name: str, lang: str) -> None:
    """Every key is unique; a report with its own texts is the same report."""
    report = compose_daily(getattr(days, name)(), lang=lang)  # type: ignore[arg-type]
    found = passages(report)
    assert len({p.key for p in found}) == len(found)
    assert rewritten(report, {p.key: p.text for p in found}) == report


def test_a_key_is_no_position(days: ModuleType) -> None:
    """An issue that moves down, or one that comes before it, leaves the keys of the others alone."""
    day = days.example_day()
    turned = replace(day, priority=day.priority[::-1], claims=())
    before = {
        p.key: p.text for p in passages(compose_daily(day)) if p.key.startswith(("rekomendasi/i-", "prioritas/i-"))
    }
    after = {p.key: p.text for p in passages(compose_daily(turned))}
    assert before
    assert {key: after[key] for key in before} == before


def test_figures_levels_verdicts_and_quotations_are_not_edited_here(days: ModuleType) -> None:
    """They have their own places."""
    keys = " ".join(p.key for p in passages(compose_daily(days.example_day())))
    for word in (
        "statistik",
        "penilaian",
        "tingkat",
        "lampiran-a",
        "lampiran-c",
        "angka/indeks",
        "keterbatasan/butir",
        "hoaks/k1/status",
    ):
        assert word not in keys


def test_words_that_stay_keep_their_links() -> None:
    """Emphasis, lists and citations go with the words; new words are plain, or look like those they replace."""
    edited = "Isu: 40 penyebutan di Sukamaju Hilir [#p1], lihat [#p2] dan [#p9]."
    spans = respanned(TEXT, edited, ROWS)
    assert plain(spans) == "Isu: 40 penyebutan di Sukamaju Hilir\u00a0[3], lihat\u00a0[7] dan."
    assert [s for s in spans if s.label] == [TEXT[1]]
    assert [s.posts for s in spans if s.quiet] == [("p1",), ("p2",)]
    assert next(s for s in spans if "Sukamaju" in s.text).strong
    assert respanned(TEXT, kept_text(TEXT), ROWS) == TEXT
    assert respanned(TEXT, "Isu: 41 penyebutan", ROWS)[1].posts == ()


@given(st.text(alphabet="ab [#p1]2.,\n", max_size=40))
@settings(max_examples=60)
def test_any_text_comes_out_as_written(edited: str) -> None:
    """Apart from citations, the spans hold exactly the words."""
    spans = respanned(TEXT, edited, {})
    bare = kept_text(tuple(s for s in spans if not s.posts or s.label))
    import re

    assert bare.split() == re.sub(r"\s?\[#[\w-]{1,64}\]", "", edited).split()


def test_what_is_emptied_is_left_out_and_notes_are_added(days: ModuleType) -> None:
    """A point without words goes; an officer's note of two lines is two paragraphs; the matrix follows the advice."""
    report = compose_daily(days.example_day())
    changed = rewritten(
        report,
        {
            "ringkasan/butir/potensi": "",
            "ringkasan/catatan-petugas": "Satu.\nDua.",
            "rekomendasi/i-jalan/penanggung-jawab": "DPUPR Provinsi",
        },
    )
    section = next(s for s in changed.sections if s.key == "ringkasan")
    points = next(b for b in section.blocks if isinstance(b, Points))
    assert "potensi" not in points.keys
    assert [plain(b.text) for b in section.blocks[-2:]] == ["Satu.", "Dua."]  # type: ignore[union-attr]
    matrix = [plain(text) for s in changed.sections if s.key == "lampiran-b" for text in texts(s)]
    assert "DPUPR Provinsi" in matrix
    assert row_numbers(changed) == row_numbers(report)


def test_sheet_and_brief_say_what_the_report_says(days: ModuleType) -> None:
    """Edited advice, owner, deadline and summary are the day's own."""
    day = days.example_day()
    words = {
        "rekomendasi/i-jalan/rekomendasi": "Tutup ruas itu — Jalan ambles ruas A–B, Kec. Sukamaju",
        "rekomendasi/i-jalan/tenggat": "4 Feb 13.30",
        "prioritas/i-jalan/ringkasan": "Ruas ditutup. [#p0025]",
        "hoaks/k1/konfirmasi-ke": "Dinas Sosial",
    }
    issue = with_words(day, words).priority[0]
    assert issue.recommendation.action == "Tutup ruas itu"
    assert issue.recommendation.deadline == deadline_of("4 Feb 13.30", day)
    assert (issue.summary[0].text, issue.summary[0].posts) == ("Ruas ditutup.", ("p0025",))
    assert with_words(day, words).claims[0].confirm_with == "Dinas Sosial"
    assert deadline_of("laporan berikut", day) is None
    today, later = deadline_of("14.00", day), deadline_of(f"4 Feb 14.00 {day.office.zone}", day)
    assert today is not None
    assert later is not None
    assert later - today == timedelta(days=1)
    for wrong in ("segera", "25.00", "31 Feb 10.00"):
        with pytest.raises(ValueError, match=r"\S"):
            deadline_of(wrong, day)
