"""Numbers, dates, changes and cuts, as officers write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.clock import Window
from kentongan.core.findings import Level
from reports import wording

MONDAY = datetime(2025, 2, 2, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (214, 0, "214", "214"),
        (1_000_000, 0, "1.000.000", "1,000,000"),
        (0.285, 2, "0,29", "0.29"),
        (-0.004, 2, "0,00", "0.00"),
        (-3.2, 1, "−3,2", "−3.2"),
        (2.5, 0, "3", "3"),
    ],
)
def test_numbers_follow_each_language(value: float, decimals: int, indonesian: str, english: str) -> None:
    """1.234,5 in Indonesian and 1,234.5 in English; halves go up; there is no minus zero."""
    assert wording.number(value, "id", decimals) == indonesian
    assert wording.number(value, "en", decimals) == english


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_whole_number_reads_back(value: int) -> None:
    """Nothing is lost between a number and its Indonesian spelling."""
    assert int(wording.number(value).replace(".", "").replace("−", "-")) == value


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=8))
def test_shares_add_up_to_a_hundred(counts: list[int]) -> None:
    """Printed percentages add up exactly, and none is further than one point from the truth."""
    shares = wording.shares(counts)
    total = sum(counts)

    assert sum(shares) == (100 if total else 0)
    assert all(abs(share - 100 * count / total) < 1 for share, count in zip(shares, counts, strict=True) if total)


@pytest.mark.parametrize(
    ("now", "before", "short", "words"),
    [
        (214, 181, "+18%", "naik 18%"),
        (61, 55, "+11%", "naik 11%"),
        (93, 100, "−7%", "turun 7%"),
        (5, 5, "0%", "tetap"),
        (5, 0, "baru", "baru"),
        (0, 0, "–", "tetap"),
        (0, 4, "−100%", "turun 100%"),
        (1001, 1000, "0%", "tetap"),
    ],
)
def test_changes_never_divide_by_zero(now: int, before: int, short: str, words: str) -> None:
    """Against nothing a change is "baru", not infinite; the sign and the word agree."""
    assert wording.change(now, before) == short
    assert wording.change_words(now, before) == words


def test_times_of_an_issue() -> None:
    """40 against 9 is written 4,4 kali, and nothing against nothing is not written at all."""
    assert wording.times(40, 9) == "4,4 kali"
    assert wording.times(8, 4) == "2 kali"
    assert wording.times(8, 0) == ""


@pytest.mark.parametrize(
    ("value", "short", "long"),
    [
        (1_200_000_000, "Rp1,2 miliar", "Rp1.200.000.000"),
        (600_000, "Rp600 ribu", "Rp600.000"),
        (2_000_000, "Rp2 juta", "Rp2.000.000"),
        (999, "Rp999", "Rp999"),
        (3_450_000_000_000, "Rp3,5 triliun", "Rp3.450.000.000.000"),
    ],
)
def test_rupiah(value: int, short: str, long: str) -> None:
    """No space after Rp; a thousand million is miliar, never M."""
    assert wording.rupiah_short(value) == short
    assert wording.rupiah(value) == long


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("WIB", "Senin, 3 Februari 2025", "pukul 05.00 WIB"),
        ("WITA", "Senin, 3 Februari 2025", "pukul 06.00 WITA"),
        ("WIT", "Senin, 3 Februari 2025", "pukul 07.00 WIT"),
    ],
)
def test_dates_in_three_zones(zone: str, day: str, hour: str) -> None:
    """One moment has three clocks in Indonesia, each named."""
    assert wording.day_date(MONDAY, zone) == day
    assert wording.at_hour(MONDAY, zone) == hour


def test_the_window_names_both_ends() -> None:
    """The years are written only when they differ."""
    window = Window(datetime(2025, 2, 1, 22, tzinfo=UTC), MONDAY)
    turn = Window(datetime(2024, 12, 30, 22, tzinfo=UTC), datetime(2024, 12, 31, 22, tzinfo=UTC))

    assert wording.window_text(window, "WITA") == "2 Februari pukul 06.00 – 3 Februari pukul 06.00 WITA"
    assert wording.window_text(turn, "WITA") == "31 Desember 2024 pukul 06.00 – 1 Januari 2025 pukul 06.00 WITA"


def test_deadlines_name_the_day_only_when_it_is_another() -> None:
    """Today needs the hour alone; none means the next report."""
    assert wording.deadline_text(MONDAY.replace(hour=23), MONDAY, "WITA") == "07.00"
    assert wording.deadline_text(datetime(2025, 2, 4, 2, tzinfo=UTC), MONDAY, "WITA") == "4 Feb 10.00"
    assert wording.deadline_text(None, MONDAY, "WITA") == "laporan berikut"


@given(st.text(max_size=300), st.integers(min_value=1, max_value=120))
def test_shortening_keeps_its_limit(text: str, limit: int) -> None:
    """A cut text is never longer than asked, and starts as the text does."""
    cut = wording.shorten(text, limit)

    assert len(cut) <= limit
    assert wording.clean(text).startswith(cut.removesuffix("…"))


def test_shortening_cuts_between_words() -> None:
    """Words stay whole, and no comma or full stop is left hanging before the dots."""
    assert wording.shorten("Jalan ambles ruas A–B, Kec. Sukamaju", 26) == "Jalan ambles ruas A–B…"
    assert wording.shorten("Jalan ambles, Kec. Sukamaju", 20) == "Jalan ambles, Kec…"


@given(st.text())
def test_cleaning_leaves_one_visible_line(text: str) -> None:
    """No line break, control or direction mark survives; cleaning twice changes nothing."""
    line = wording.clean(text)

    assert not set("\n\r\t\x00\u202e\u2066\u200b\u2028") & set(line)
    assert wording.clean(line) == line


def test_lists_and_levels() -> None:
    """EYD's comma before "dan" in a row of three; each level has its circle and its word."""
    assert wording.join_list(["a"]) == "a"
    assert wording.join_list(["a", "b"]) == "a dan b"
    assert wording.join_list(["a", "b", "c"]) == "a, b, dan c"
    assert [wording.level_mark(level) for level in Level] == ["🟢 Stabil", "🟡 Waspada", "🟠 Siaga", "🔴 Krisis"]
