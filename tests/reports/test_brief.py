"""One phone screen: short enough, in the fixed order of what gives way, and unsendable without a named checker."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.core.findings import Alert, Level
from reports.brief import LIMIT, TELEGRAM_LIMIT, alert_text, compose_brief, length, telegram_html, whatsapp_brief

CHECKER = "Siti Contoh, Pranata Humas"


def test_the_example_brief_reads_as_stored(days: ModuleType, golden: Callable[[str, str], None]) -> None:
    """The field guide's Monday on one screen, word for word."""
    golden("brief-example.txt", whatsapp_brief(days.example_day(), checker=CHECKER) + "\n")


def test_the_heavy_brief_reads_as_stored(days: ModuleType, golden: Callable[[str, str], None]) -> None:
    """What is left of a day with far too much."""
    golden("brief-heavy.txt", whatsapp_brief(days.heavy_day(), checker=CHECKER) + "\n")


@pytest.mark.parametrize("name", ["example_day", "empty_day", "heavy_day", "hostile_day"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_brief_fits_one_screen_on_any_day(days: ModuleType, name: str, lang: str) -> None:
    """At most 1,500 characters, counted as a phone counts them; Telegram's form at most 4,096."""
    brief = compose_brief(getattr(days, name)(), lang, "X" * 300, "https://laporan.example/" + "x" * 300)  # type: ignore[arg-type]

    assert length(brief.whatsapp) <= LIMIT
    assert length(brief.telegram) <= TELEGRAM_LIMIT


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(issues=st.integers(0, 5), claims=st.integers(0, 5), asks=st.integers(0, 5), name=st.text(max_size=400))
def test_no_mixture_is_too_long(days: ModuleType, issues: int, claims: int, asks: int, name: str) -> None:
    """Whatever the mixture and the wording, the limit holds and the parts that must stay do stay."""
    day = days.heavy_day(18)
    day = replace(
        day,
        priority=tuple(replace(i, name=name) for i in day.priority[:issues]),
        claims=tuple(replace(c, claim=name) for c in day.claims[:claims]),
        asks=tuple(name for _ in range(asks)),
        positive=day.other,
    )
    text = whatsapp_brief(day)

    assert length(text) <= LIMIT
    for part in ("*STATUS: 🔴 KRISIS*", "*PERLU VERIFIKASI (belum tentu hoaks)*", "*MOHON ARAHAN*"):
        assert part in text
    assert text.splitlines()[-1].startswith("_Disusun dengan bantuan sistem, diperiksa:")


def test_parts_give_way_in_the_fixed_order(days: ModuleType) -> None:
    """First POSITIF, then the detail of ADUAN, then later issues; nothing is cut while it fits."""
    day = days.example_day()
    assert compose_brief(day).cut == ()

    road = day.priority[0]
    longer = [replace(day, priority=(road,) * n) for n in range(2, 6)]
    briefs = [compose_brief(each) for each in longer]

    order = ("positif", "rincian aduan", "isu berikutnya", "panjang kalimat")
    assert all(brief.cut == order[: len(brief.cut)] for brief in briefs)
    assert "*POSITIF*" not in briefs[-1].whatsapp
    assert re.search(r"\+\d isu lain di laporan", briefs[-1].whatsapp)


def test_without_a_named_checker_it_must_not_be_sent(days: ModuleType) -> None:
    """The last line asks for the name, and the brief says that it may not leave."""
    unchecked = compose_brief(days.example_day(), checker="  ")
    checked = compose_brief(days.example_day(), checker=CHECKER)

    assert not unchecked.sendable
    assert "BELUM BOLEH DIKIRIM" in unchecked.whatsapp.splitlines()[-1]
    assert checked.sendable
    assert checked.whatsapp.splitlines()[-1] == f"_Disusun dengan bantuan sistem, diperiksa: {CHECKER}_"


def test_texts_cannot_break_the_marks_or_carry_links(days: ModuleType) -> None:
    """Stars and underscores of posts are gone, lines stay whole, private links and accounts are not there."""
    text = whatsapp_brief(days.hostile_day(), checker=CHECKER)

    for line in text.splitlines():
        assert line.count("*") % 2 == 0
    assert not re.search(r"https?://|jahat\.example/|budi_santoso|0812345|@budi|\u202e", text)
    assert "~" not in text


def test_telegram_holds_only_escaped_text_in_two_tags(days: ModuleType) -> None:
    """`<b>` and `<i>`, balanced; everything else is escaped."""
    text = telegram_html(days.hostile_day())
    tags = re.findall(r"<[^>]*>", text)

    assert set(tags) <= {"<b>", "</b>", "<i>", "</i>"}
    assert tags.count("<b>") == tags.count("</b>")
    assert "&lt;script&gt;" in text
    assert not re.search(r"&(?!lt;|gt;|amp;)", text)


def test_an_alert_says_what_where_since_when_and_how_much(days: ModuleType) -> None:
    """The alert of a level, with the numbers it stands on and a request for instructions."""
    day = days.example_day()
    alert = Alert(
        "a1", day.priority[0].id, "lonjakan", day.window.end, 3.2, "naik 4,4 kali dalam 24 jam", (), Level.STANDBY
    )
    text = alert_text(alert, day.priority[0], day)

    assert text.splitlines()[0] == "*ALERT ISU — 🟠 SIAGA*"
    assert "Lokasi: Kec. Sukamaju" in text
    assert "Angka: 40 penyebutan (sebelumnya 9), 3 media" in text
    assert text.endswith("Mohon arahan.")
