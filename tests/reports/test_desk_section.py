"""Section 6 with a desk behind it, and the stamp of a clarification."""

from __future__ import annotations

import re
from dataclasses import replace
from types import ModuleType
from xml.etree import ElementTree

import pytest

from kentongan.core.clock import Window
from kentongan.core.day import DayFindings, DeskView
from kentongan.core.desk import Stage
from kentongan.core.desk_figures import DeskMonth
from kentongan.core.findings import VerificationState
from kentongan.core.verdicts import HoaxType
from reports.brief import whatsapp_brief
from reports.daily import compose_daily
from reports.plain_text import outline
from reports.stamp import SIDE, Stamp, stamp_png, stamp_svg

RUNNING = DeskView(Stage.VERIFYING, steps=3, steps_done=1, waits_for=("Konfirmasi kepada Dinsos",), repeats=2)
DECIDED = DeskView(
    Stage.PUBLISHED, running=False, kind=HoaxType.FABRICATED, sentence="Itu palsu", link="https://a.go.id/1"
)  # fmt: skip


def with_desk(days: ModuleType, *views: tuple[DeskView, VerificationState], **month: object) -> DayFindings:
    """The example day whose claim stands at the desk so, once for each view."""
    day: DayFindings = days.example_day()
    claims = tuple(
        replace(day.claims[0], id=f"k-{n}", claim=f"Klaim nomor {n}", desk=view, state=state)
        for n, (view, state) in enumerate(views)
    )
    window = Window(day.window.start, day.window.end)
    return replace(day, claims=claims, desk=DeskMonth(window, **month) if month else None)  # type: ignore[arg-type]


def section(day: DayFindings, lang: str = "id") -> str:
    """The words of section 6."""
    text = outline(compose_daily(day, lang=lang))  # type: ignore[arg-type]
    return text.split("\n6. ")[1].split("\n7. ")[0]


def test_the_compulsory_sentence_clocks_and_verdicts(days: ModuleType) -> None:
    """Running cases have their clock and next step; only decided ones have a verdict, in the name of two."""
    late = replace(RUNNING, overdue=True)
    waiting = replace(RUNNING, stage=Stage.CONCLUDED, kind=HoaxType.FABRICATED, sentence="Belum boleh tampil")
    risen = replace(DECIDED, woken_count=12)
    text = section(
        with_desk(
            days,
            (RUNNING, VerificationState.UNDERWAY),
            (late, VerificationState.UNDERWAY),
            (waiting, VerificationState.UNDERWAY),
            (DECIDED, VerificationState.HOAX),
            (risen, VerificationState.HOAX),
        )
    )
    assert "Daftar ini bukan penetapan hoaks. Putusan yang tercantum dibuat dan disetujui dua petugas." in text
    assert "“Klaim nomor 0”: tenggat 12.00; langkah berikutnya: Konfirmasi kepada Dinsos." in text
    assert "“Klaim nomor 1”: lewat tenggat 12.00" in text
    assert "“Klaim nomor 2”: tenggat 12.00; menunggu persetujuan orang kedua." in text
    assert "Belum boleh tampil" not in text
    assert "“Klaim nomor 3”: hoaks – konten palsu. Itu palsu. Klarifikasi: https://a.go.id/1." in text
    assert "“Klaim nomor 4”: beredar lagi setelah klarifikasi, 12 unggahan sehari." in text
    assert "1 dari 3 langkah; dilaporkan 3 kali" in text


def test_without_verdicts_the_sentence_stands_alone(days: ModuleType) -> None:
    """Nothing is decided, so nothing is said of decisions; a day without claims is Nihil and keeps the figures."""
    text = section(with_desk(days, (RUNNING, VerificationState.UNDERWAY)))
    assert "Daftar ini bukan penetapan hoaks.\n" in text
    assert "dua petugas" not in text
    nothing = section(with_desk(days, received=3, waiting=1))
    assert "Nihil" in nothing
    assert "Laporan diterima | 3" in nothing.replace("  ", " ")


def test_the_months_figures_in_both_languages(days: ModuleType) -> None:
    """Each figure with its unit; zero is said as Nihil or 0."""
    month = {
        "received": 12, "repeats": 3, "refused": (("opini", 2), ("gambar tanpa pertanyaan", 1)),
        "verified": (("hoaks – konten palsu", 4),), "hours_to_verdict": 2.25, "within_target": 3, "published": 4,
        "woken": 1, "seen_after": 1_250, "waiting": 5, "overdue": 2,
    }  # fmt: skip
    day = with_desk(days, (RUNNING, VerificationState.UNDERWAY), **month)
    text = section(day)
    for part in (
        "12 (dan 3 laporan ulang)",
        "opini 2, gambar tanpa pertanyaan 1",
        "2,3 jam; 3 dari 4 dalam tenggat",
        "1.250 unggahan",
        "5 (2 lewat tenggat)",
    ):
        assert part in text
    english = section(day, "en")
    assert "2.3 hours; 3 of 4 in time" in english
    assert "The hoax desk since" in english


def test_signs_of_coordination_are_counts_and_times(days: ModuleType) -> None:
    """What the analysis counted, between which times; no account, and what it does not mean."""
    day: DayFindings = days.example_day()
    news = tuple(view.id for view in day.posts.values())[:9]
    claim = replace(day.claims[0], coordination=("9 dari 9 unggahan berkalimat sama, dari 9 akun",), spreading=news)
    text = section(replace(day, claims=(claim,)))
    (line,) = [line for line in text.splitlines() if "berkalimat sama" in line]
    assert re.search(r"antara \d+ \w+ \d\d\.\d\d dan \d+ \w+ \d\d\.\d\d", line)
    assert "hitungan, bukan tuduhan" in text
    assert "@" not in line


def test_the_brief_says_what_is_late(days: ModuleType) -> None:
    """A clock that ran out stands in the message to the leader; decided claims do not."""
    late = replace(RUNNING, overdue=True)
    day = with_desk(days, (late, VerificationState.UNDERWAY), (DECIDED, VerificationState.HOAX))
    text = whatsapp_brief(day)
    assert "tenggat 12.00 (lewat)" in text
    assert "Klaim nomor 1" not in text


@pytest.mark.parametrize(
    ("word", "claim"),
    [
        ("HOAKS", 'Bantuan <script>alert(1)</script> & "kutip" 😀 \u202eterbalik'),
        (
            "BELUM DAPAT DIPASTIKAN",
            "Kata" + "sangat" * 60 + "panjang " + "dan kalimat yang sangat panjang sekali " * 20,
        ),
        ("SEBAGIAN BENAR", ""),
    ],
)
def test_the_stamp_holds_any_text_within_its_frame(word: str, claim: str) -> None:
    """Well-formed, nothing but drawing, every line inside, the verdict in letters."""
    stamp = Stamp(
        "Pemkab " * 12, word, VerificationState.HOAX, claim, "fakta " * 120, "konten palsu", "16/11/2026", "a.go.id"
    )
    svg = stamp_svg(stamp)
    tree = ElementTree.fromstring(svg)  # noqa: S314
    tags = {element.tag.partition("}")[2] for element in tree.iter()}
    assert tags <= {"svg", "rect", "text", "g"}
    texts = [element for element in tree.iter() if element.tag.endswith("text")]
    assert word in [element.text for element in texts]
    for element in texts:
        if element.get("text-anchor") is None:
            assert int(element.get("y", 0)) <= SIDE
            assert len(element.text or "") * float(element.get("font-size", 0)) * 0.5 <= SIDE


def test_the_stamp_as_a_picture() -> None:
    """A PNG of the size that chat shows."""
    png = stamp_png(Stamp("Pemkab", "BENAR", VerificationState.TRUE, "Klaim", "Fakta"))
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == SIDE
