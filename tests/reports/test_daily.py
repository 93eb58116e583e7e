"""The daily report: complete, true to its lists, adding up, and safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest

from kentongan.core.findings import Level
from kentongan.core.messages import Say
from reports.blocks import Cards, IssueCard, Paragraph, Points, Report, Section, State, StatusBanner, Table, plain
from reports.daily import SECTIONS, compose_daily
from reports.lists import anchor_map, row_numbers, target, texts
from reports.plain_text import outline

TITLES = (
    "Status Hari Ini",
    "Ringkasan Eksekutif",
    "Angka Pantauan",
    "Isu Prioritas",
    "Isu Berpotensi Negatif",
    "Indikasi Hoaks (Perlu Verifikasi)",
    "Aduan dan Aspirasi",
    "Isu Positif dan Capaian",
    "Rekomendasi",
    "Perkembangan Isu Sebelumnya",
    "Sorotan Tokoh dan Media",
    "Keterbatasan",
)

CASES = ("Unggahan dalam isu", "Unggahan yang memuat klaim", "Posts in priority", "Posts with claims")


def section(report: Report, key: str) -> Section:
    """The section of that key."""
    return next(s for s in report.sections if s.key == key)


def table(report: Report, key: str) -> Table:
    """The table of that key, wherever it stands."""
    return next(b for s in report.sections for b in s.blocks if isinstance(b, Table) and b.key == key)


def words(report: Report) -> str:
    """Every word of the report."""
    return outline(report)


def test_the_example_day_reads_as_stored(days: ModuleType, golden: Callable[[str, str], None]) -> None:
    """The field guide's Monday, word for word, so that a change of wording is reviewed as one."""
    golden("daily-example.txt", outline(compose_daily(days.example_day()), table_rows=6))


def test_the_empty_day_reads_as_stored(days: ModuleType, golden: Callable[[str, str], None]) -> None:
    """A day with nothing still gives the whole report."""
    golden("daily-empty.txt", outline(compose_daily(days.empty_day())))


def test_the_english_day_reads_as_stored(days: ModuleType, golden: Callable[[str, str], None]) -> None:
    """The same day with English fixed texts, numbers and dates."""
    golden("daily-example-en.txt", outline(compose_daily(days.example_day(), lang="en"), table_rows=3))


@pytest.mark.parametrize("name", ["example_day", "empty_day", "heavy_day", "hostile_day"])
def test_all_twelve_sections_and_four_annexes_stand_in_order(days: ModuleType, name: str) -> None:
    """No day loses a section; numbers run from 1 to 12; annexes come last."""
    report = compose_daily(getattr(days, name)())
    numbered = [s for s in report.sections if s.number]

    assert [s.number for s in numbered] == [str(n) for n in range(1, 13)]
    assert tuple(s.title for s in numbered) == TITLES
    assert [s.title[:11] for s in report.sections if s.annex] == [f"Lampiran {letter}." for letter in "ABCD"]
    assert all(s.blocks for s in report.sections)


def test_empty_sections_say_nihil(days: ModuleType) -> None:
    """Each section that can be empty says "Nihil", and the status says there is nothing to do."""
    report = compose_daily(days.empty_day())
    empty = [s.key for s in report.sections if any(isinstance(b, Paragraph) and b.nihil for b in s.blocks)]

    assert empty == [
        *("prioritas", "potensi", "hoaks", "aduan", "positif", "rekomendasi", "perkembangan", "sorotan"),
        *("lampiran-a", "lampiran-b", "lampiran-d"),
    ]
    assert "Terpantau 0 penyebutan." in words(report)
    assert "Tidak ada isu yang perlu ditindaklanjuti." in words(report)


def test_the_example_figures_are_the_field_guides(days: ModuleType) -> None:
    """214 mentions, 181 the day before, 0,29, 19 outlets, one release with 20 pickups."""
    rows = [[plain(cell) for cell in row] for row in table(compose_daily(days.example_day()), "angka").rows]

    assert rows == [
        ["Berita", "30", "18", "6", "7", "61", "55", "+11%"],
        ["Media sosial", "62", "42", "10", "14", "128", "104", "+23%"],
        ["Aduan", "0", "8", "8", "9", "25", "22", "+14%"],
        ["Jumlah", "92", "68", "24", "30", "214", "181", "+18%"],
    ]
    text = words(compose_daily(days.example_day()))
    assert "Indeks sentimen 0,29 (skala −1 s.d. 1) · media berbeda: 19 · siaran pers: 1 naskah, 20 pemuatan" in text
    assert "43% positif, 32% netral, 11% berpotensi negatif, 14% negatif" in text


@pytest.mark.parametrize("name", ["example_day", "empty_day", "heavy_day", "hostile_day"])
def test_rows_and_columns_add_up(days: ModuleType, name: str) -> None:
    """The four tones of a row make its total, and the rows make the last one, on every day."""
    rows = [
        [int(plain(c).replace(".", "").replace("–", "0")) for c in row[1:7]]
        for row in table(compose_daily(getattr(days, name)()), "angka").rows
    ]

    assert all(sum(row[:4]) == row[4] for row in rows)
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]


@pytest.mark.parametrize("name", ["example_day", "heavy_day", "hostile_day"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_number_is_the_length_of_its_list(days: ModuleType, name: str, lang: str) -> None:
    """A plain number that opens a list says how many posts the list has, and the list is there."""
    report = compose_daily(getattr(days, name)(), lang=lang)  # type: ignore[arg-type]
    anchors, rows = anchor_map(report.lists), row_numbers(report)
    seen = 0
    for part in report.sections:
        for text in texts(part):
            for span in text:
                if not span.posts:
                    continue
                assert target(span, anchors, rows).startswith("#" if span.label else "#k")
                # A count of issues or claims opens the posts these are in; all other figures count their list.
                if re.fullmatch(r"[\d.,]+", span.text) and span.label:
                    shown = int(re.sub(r"[.,]", "", span.text))
                    others = {report.numbers["isu prioritas"], report.numbers["klaim"]}
                    assert shown == len(span.posts) or (span.label.startswith(CASES) and shown in others)
                    seen += 1
    assert seen > 5
    assert len({entry.anchor for entry in report.lists}) == len(report.lists)


def test_no_more_than_five_points_and_five_issues(days: ModuleType) -> None:
    """However much happened, the summary has at most five points and there are at most five cards."""
    day = days.heavy_day()
    report = compose_daily(replace(day, priority=(*day.priority, *day.other)))
    points = next(b for b in section(report, "ringkasan").blocks if isinstance(b, Points))
    cards = [b for b in section(report, "prioritas").blocks if isinstance(b, IssueCard)]

    assert len(points.items) <= 5
    assert [card.number for card in cards] == [f"4.{n}" for n in range(1, 6)]
    assert "Isu lain yang dipantau" in words(report)


@pytest.mark.parametrize(("zone", "mark"), [("WIB", "WIB"), ("WITA", "WITA"), ("WIT", "WIT")])
def test_the_cover_names_day_date_window_and_zone(days: ModuleType, zone: str, mark: str) -> None:
    """Cut-off and zone stand on page one, in each of the three zones."""
    meta = dict(compose_daily(days.example_day(zone)).meta)

    assert meta["Hari/tanggal"] == "Senin, 3 Februari 2025"
    assert meta["Rentang pantauan"] == f"2 Februari pukul 06.00 – 3 Februari pukul 06.00 {mark}"


def test_a_draft_is_stamped_until_a_person_approves_it(days: ModuleType) -> None:
    """The stamp falls only with approval."""
    stamps = {state: compose_daily(days.empty_day(), state=state).stamp for state in State}

    assert stamps[State.DRAFT] == stamps[State.REVIEWED] == "DRAF — perlu pemeriksaan Pranata Humas"
    assert stamps[State.APPROVED] == stamps[State.SENT] == ""


def test_the_same_day_gives_the_same_report(days: ModuleType) -> None:
    """Composing twice gives equal reports, ids and all; another version has another id."""
    one, other = compose_daily(days.example_day()), compose_daily(days.example_day())

    assert one == other
    assert compose_daily(days.example_day(), version=2).id != one.id


def test_the_status_is_the_highest_level_with_yesterdays(days: ModuleType) -> None:
    """SIAGA after Stabil, and why; a crisis asks for a spokesperson."""
    banner = section(compose_daily(days.example_day()), "status").blocks[0]

    assert isinstance(banner, StatusBanner)
    assert (banner.level, banner.headline, banner.before) == (Level.STANDBY, "SIAGA", "kemarin Stabil")
    assert plain(banner.text).startswith("Satu isu sudah diberitakan media daerah dan belum direspons (Jalan ambles")
    assert plain(banner.text).endswith("satu klaim belum terverifikasi.")
    assert "juru bicara tunggal" in words(compose_daily(days.heavy_day()))


def test_dropped_sources_are_named_and_left_out_of_the_change(days: ModuleType) -> None:
    """A source that did not work on both days counts today but not in the comparison."""
    day = days.example_day()
    comparable = tuple(p for p in day.counted if day.posts[p].source_name != "Kabar Contoh")
    report = compose_daily(replace(day, counted_comparable=comparable, dropped_sources=("Kabar Contoh",)))
    news = [plain(cell) for cell in table(report, "angka").rows[0]]

    assert news[5:] == ["61", "55", "+2%"]
    assert "tidak disertakan: Kabar Contoh." in words(report)


def test_posts_about_other_regions_stand_in_the_annex_only(days: ModuleType) -> None:
    """They are in a table of their own, in no list and in no figure."""
    day = days.example_day()
    report = compose_daily(day)

    assert len(table(report, "luar").rows) == len(day.outside) == 3
    assert not {p for entry in report.lists for p in entry.posts} & set(day.outside)
    assert not set(report.clipping) & set(day.outside)


def test_nothing_is_called_a_hoax_by_the_machine(days: ModuleType) -> None:
    """The word stands in the section's title, in its warning and in the method only."""
    lines = [line for line in words(compose_daily(days.example_day())).splitlines() if "hoaks" in line.lower()]
    allowed = ("Indikasi Hoaks (Perlu Verifikasi)", "bukan penetapan hoaks", "Penetapan hoaks memerlukan bukti")

    assert lines
    assert all(any(text in line for text in allowed) for line in lines)


def test_no_private_person_is_shown(days: ModuleType) -> None:
    """Accounts, phone numbers, NIK and mail that stood in posts are in no part of the report."""
    text = words(compose_daily(days.hostile_day())) + repr(compose_daily(days.hostile_day()).sections)

    for planted in ("budi_santoso", "081234567890", "3275010101900001", "budi@surel", "warga_asli"):
        assert planted not in text
    assert "akun warga, X" in text


def test_invisible_and_direction_marks_are_gone(days: ModuleType) -> None:
    """A right-to-left override cannot make a name read backwards."""
    text = repr(compose_daily(days.hostile_day()).sections)

    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]|\\\\u202", text)


def test_an_office_can_leave_sections_out_and_numbers_follow(days: ModuleType) -> None:
    """Without "sorotan" the limitations become number 11."""
    keys = [key for key in SECTIONS if key != "sorotan"]
    report = compose_daily(days.example_day(), sections=keys)

    assert section(report, "keterbatasan").number == "11"
    assert "sorotan" not in {s.key for s in report.sections}


def test_limitations_always_say_how_many_labels_were_checked(days: ModuleType) -> None:
    """31 dari 214, beside what was missing."""
    day = replace(days.example_day(), limitations=(Say("Satu situs gagal dibaca", "One site failed"),))
    block = section(compose_daily(day), "keterbatasan").blocks[0]

    assert isinstance(block, Points)
    assert [plain(item) for item in block.items] == [
        "Satu situs gagal dibaca.",
        "Label nada dibuat sistem; 31 dari 214 sudah diperiksa petugas.",
    ]


def test_each_recommendation_has_owner_deadline_form_and_reason(days: ModuleType) -> None:
    """No cell of the table is empty, and unknown things are "Dalam pendataan"."""
    for name in ("example_day", "heavy_day", "hostile_day"):
        rows = table(compose_daily(getattr(days, name)()), "rekomendasi").rows
        assert rows
        assert all(plain(cell).strip() for row in rows for cell in row)


def test_clipping_rows_are_numbered_as_cited(days: ModuleType) -> None:
    """Row n of annex A is post n of `clipping`, and all counted posts are there."""
    day = days.example_day()
    report = compose_daily(day)
    rows = table(report, "kliping").rows

    assert [plain(row[0]) for row in rows] == [str(n) for n in range(1, len(report.clipping) + 1)]
    assert set(day.counted) <= set(report.clipping)


def test_key_figures(days: ModuleType) -> None:
    """Four cards: mentions, negative share, issues, claims."""
    cards = next(b for b in section(compose_daily(days.example_day()), "ringkasan").blocks if isinstance(b, Cards))

    assert [(c.value.text, c.caption, c.change) for c in cards.cards] == [
        ("214", "penyebutan", "+18% dari kemarin"),
        ("14%", "bernada negatif", "30 penyebutan"),
        ("2", "isu prioritas", "tertinggi Siaga"),
        ("1", "klaim perlu verifikasi", "bukan penetapan hoaks"),
    ]
