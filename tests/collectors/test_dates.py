"""Dates as outlets, exports and feeds write them; 10.00 WIB on 21 November 2026 is now."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectors.dates import Dated, read_date

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
WIB = timezone(timedelta(hours=7))


def read(value: object, zone: str = "WIB") -> Dated:
    """Read at 10.00 WIB on 21 November 2026."""
    return read_date(value, zone=zone, now=NOW)


def wib(*parts: int) -> datetime:
    """A moment in WIB."""
    return datetime(*parts, tzinfo=WIB)  # type: ignore[misc,arg-type]


EXACT = [
    ("Diperbarui 18 Jun 2025, 14:05 WIB", wib(2025, 6, 18, 14, 5)),
    (",\xa0Jurnalis-Jum'at, 13 Juni 2025 |19:04 WIB", wib(2025, 6, 13, 19, 4)),
    ("Kompas.com- Diperbarui 19/06/2025, 10:25 WIB", wib(2025, 6, 19, 10, 25)),
    ("Kompas.com- 19/06/2025, 08:50 WIB", wib(2025, 6, 19, 8, 50)),
    ("Rabu   18 Jun 2025  22:02 WIB", wib(2025, 6, 18, 22, 2)),
    ("Kamis, 19 Jun 2025 03:00 WIB", wib(2025, 6, 19, 3, 0)),
    ("Sabtu, 31 Mei  2025 12:03 WIB", wib(2025, 5, 31, 12, 3)),
    ("19 Juni 2025 | 10.00 WIB", wib(2025, 6, 19, 10, 0)),
    ("Wed, 05 Aug 2026 10:00:00 +0700", wib(2026, 8, 5, 10)),
    ("Wed, 05 Aug 2026 10:00:00 WIB", wib(2026, 8, 5, 10)),
    ("Wed, 05 Aug 2026 03:00:00 GMT", wib(2026, 8, 5, 10)),
    ("Tue, 04 Aug 2026 20:00:00 PDT", wib(2026, 8, 5, 10)),
    ("Rabu, 05 Agustus 2026 10:00:00 WIB", wib(2026, 8, 5, 10)),
    ("Rabu, 05 Agustus 2026 11:00:00 WITA", wib(2026, 8, 5, 10)),
    ("05 Agustus 2026 pukul 12.00 WIT", wib(2026, 8, 5, 10)),
    ("Wed Aug 05 03:00:00 +0000 2026", wib(2026, 8, 5, 10)),
    ("2026-08-05T10:00:00+07:00", wib(2026, 8, 5, 10)),
    ("2026-08-05T03:00:00.000Z", wib(2026, 8, 5, 10)),
    ("2026-08-05T10:00:00+0700", wib(2026, 8, 5, 10)),
    ("2026-08-05 10:00:00", wib(2026, 8, 5, 10)),
    ("2026-08-05 03:00:00 UTC", wib(2026, 8, 5, 10)),
    ("2026/08/05 10.00", wib(2026, 8, 5, 10)),
    ("20260805T030000Z", wib(2026, 8, 5, 10)),
    ("20260805100000", wib(2026, 8, 5, 10)),
    ("Wed, 05 Aug 2026 10:00:00", wib(2026, 8, 5, 10)),
    ("05/08/2026 10:00", wib(2026, 8, 5, 10)),
    ("5/8/26 10.00", wib(2026, 8, 5, 10)),
    ("05-08-2026 10.00.00", wib(2026, 8, 5, 10)),
    ("05.08.2026 10.00", wib(2026, 8, 5, 10)),
    ("10.00.00, 05/08/2026", wib(2026, 8, 5, 10)),
    ("5 Agustus 2026 10.11.12", wib(2026, 8, 5, 10, 11, 12)),
    ("20260805 10.00 WIB", wib(2026, 8, 5, 10)),
    ("08/25/2026 10:00 AM", wib(2026, 8, 25, 10)),
    ("Aug 5, 2026 10:00 AM", wib(2026, 8, 5, 10)),
    ("August 5, 2026 at 10:00 pm", wib(2026, 8, 5, 22)),
    ("12:00 AM, 5 Aug 2026", wib(2026, 8, 5, 0)),
    ("10:00 WIB, 5 Agt 2026", wib(2026, 8, 5, 10)),
    ("Senin (3/8/2026) pukul 7 WIB", wib(2026, 8, 3, 7)),
    ("3 Agustus 2026 24.00 WIB", wib(2026, 8, 4, 0)),
    ("1754362800", datetime(2025, 8, 5, 3, tzinfo=UTC)),
    ("1754362800000", datetime(2025, 8, 5, 3, tzinfo=UTC)),
    (1754362800, datetime(2025, 8, 5, 3, tzinfo=UTC)),
    (1754362800.5, datetime(2025, 8, 5, 3, 0, 0, 500000, tzinfo=UTC)),
    ("46239.4166666667", wib(2026, 8, 5, 10)),
    (46239.416666666664, wib(2026, 8, 5, 10)),
    (datetime(2026, 8, 5, 10), wib(2026, 8, 5, 10)),  # noqa: DTZ001 (what Excel gives)
]


@pytest.mark.parametrize(("text", "moment"), EXACT, ids=repr)
def test_exact_moments(text: object, moment: datetime) -> None:
    """A day with a time of day is no estimate, with or without a zone."""
    assert read(text) == Dated(moment.astimezone(UTC), estimated=False)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        *(("Januari", 1), ("Pebruari", 2), ("Feb", 2), ("Maret", 3), ("April", 4), ("Mei", 5), ("Jun", 6), ("Juli", 7)),
        *(("Agt", 8), ("Ags", 8), ("Agu", 8), ("Agustus", 8), ("Sept", 9), ("Okt", 10), ("October", 10)),
        *(("Nopember", 11), ("Des", 12), ("Dec", 12), ("DESEMBER", 12)),
    ],
)
def test_month_names_and_their_variants(name: str, month: int) -> None:
    """Old and new spelling, short and long, Indonesian and English; Ahad and Jum'at are days."""
    assert read(f"Ahad, 7 {name} 2021 - 09:30 WIB").at == wib(2021, month, 7, 9, 30)
    assert read(f"Jum’at,7 {name} 2021 09.30").at == wib(2021, month, 7, 9, 30)


def test_a_text_without_a_zone_has_the_zone_of_its_source() -> None:
    """The same words are two hours apart in Jakarta and in Jayapura."""
    assert read("5 Agustus 2026 10.00", "WIT").at == wib(2026, 8, 5, 8)
    assert read("5 Agustus 2026 10.00 WIB", "WIT").at == wib(2026, 8, 5, 10)


@pytest.mark.parametrize(
    "text",
    ["5 Agustus 2026", "2026-08-05", "05/08/2026", "20260805", "46239", 46239, date(2026, 8, 5), "Rabu 5 Agustus"],
)
def test_a_day_without_a_time_is_noon_and_an_estimate(text: object) -> None:
    """Noon is at most half a day wrong; a missing year is this one, or the last one."""
    assert read(text) == Dated(wib(2026, 8, 5, 12).astimezone(UTC), estimated=True)
    assert read("5 Desember").at == wib(2025, 12, 5, 12)


def test_today_without_a_time_is_not_in_the_future() -> None:
    """At ten in the morning, today's noon is still to come: now is nearer."""
    assert read("21 November 2026") == Dated(NOW, estimated=True)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2 jam lalu", wib(2026, 11, 21, 8)),
        ("2 jam yang lalu", wib(2026, 11, 21, 8)),
        ("sejam lalu", wib(2026, 11, 21, 9)),
        ("45 menit lalu", wib(2026, 11, 21, 9, 15)),
        ("3 hari lalu", wib(2026, 11, 18, 10)),
        ("an hour ago", wib(2026, 11, 21, 9)),
        ("5 minutes ago", wib(2026, 11, 21, 9, 55)),
        ("kemarin", wib(2026, 11, 20, 12)),
        ("Kemarin, 14:20 WIB", wib(2026, 11, 20, 14, 20)),
        ("hari ini 07.20", wib(2026, 11, 21, 7, 20)),
        ("baru saja", wib(2026, 11, 21, 10)),
    ],
)
def test_relative_dates_count_from_now_and_are_estimates(text: str, moment: datetime) -> None:
    """Nobody knows when "2 jam lalu" was written."""
    assert read(text) == Dated(moment.astimezone(UTC), estimated=True)


@pytest.mark.parametrize("text", ["2099-01-01 10:00", "21 Nov 2026 10:16 WIB", "4102444800", "2026-11-21T10:00:00Z"])
def test_the_future_is_now_and_an_estimate(text: str) -> None:
    """Later than a quarter of an hour from now cannot be; the mark lets a note say so."""
    assert read(text) == Dated(NOW, estimated=True, future=True)
    assert read("21 Nov 2026 10:14 WIB") == Dated(wib(2026, 11, 21, 10, 14).astimezone(UTC), estimated=False)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            "n/a",
            "abc",
            "31/31/2026",
            "30 Februari 2026",
            "2026-02-30",
            "1970-01-01",
            "0",
            "12",
            "Juni 2025",
        ),
        *(
            "99999",
            "0000-00-00 00:00:00",
            "10:00",
            "٣ jam lalu",
            None,
            True,
            [],
            {},
            float("nan"),
            float("inf"),
            -5,
            10**40,
        ),
    ],
    ids=repr,
)
def test_what_is_no_date_has_none(text: object) -> None:
    """Never an error, never an invented day."""
    assert read(text) == Dated(None, estimated=True)


@given(st.text(max_size=400))
def test_any_text_gives_a_sound_answer(text: str) -> None:
    """Aware, never later than now and the tolerance, estimated where there is nothing."""
    found = read(text)
    assert found.at is None or (found.at.tzinfo is UTC and found.at <= NOW + timedelta(minutes=15))
    assert found.estimated or found.at is not None


MOMENTS = st.datetimes(datetime(1990, 1, 2), datetime(2026, 11, 20)).map(lambda d: d.replace(microsecond=0))  # noqa: DTZ001
INDONESIAN = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


@given(MOMENTS, st.sampled_from([("WIB", 7), ("WITA", 8), ("WIT", 9)]))
def test_every_moment_survives_every_common_form(moment: datetime, zone: tuple[str, int]) -> None:
    """Written as outlets do and read back, a moment is itself."""
    word, hours = zone
    expected = moment.replace(tzinfo=timezone(timedelta(hours=hours))).astimezone(UTC)
    month = INDONESIAN[moment.month - 1]
    for text in (
        f"{moment:%d} {month} {moment:%Y, %H:%M:%S} {word}",
        f"{moment:%d} {month[:3]} {moment:%Y | %H.%M.%S} {word}",
        f"{moment:%d/%m/%Y %H:%M:%S} {word}",
        f"{moment:%Y-%m-%d %H:%M:%S} {word}",
        f"{moment:%Y-%m-%dT%H:%M:%S}+{hours:02}:00",
        f"{moment:%a, %d %b %Y %H:%M:%S} +{hours:02}00",
        str(int(expected.timestamp())) if expected.year > 2001 else f"{moment:%Y%m%d%H%M%S} {word}",
    ):
        assert read(text) == Dated(expected, estimated=False), text


@pytest.mark.parametrize(
    "text",
    ["1" * 5000, "1/" * 3000, "1 a" * 2000, ":" * 5000, "9.9" * 2000, "jan " * 2000, " " * 100_000, "1 jan " * 900],
    ids=lambda text: text[:6],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    """No pattern backtracks for long."""
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 0.05


def test_dates_are_read_fast() -> None:
    """At least 20,000 a second, so that a million rows wait for something else."""
    texts = [text for text, _ in EXACT if isinstance(text, str)] * 100
    began = time.process_time()
    for text in texts:
        read(text)
    assert len(texts) / (time.process_time() - began) > 20_000


@pytest.mark.shared
def test_every_date_of_two_days_of_news_is_understood(shared_data: Path) -> None:
    """2,449 articles of six outlets: all dates but the one that is missing, most of them of those days."""
    path = shared_data / "events" / "berita_2025-06-18_19.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [(row["tanggal_publikasi"], read(row["tanggal_publikasi"]), row["crawl_day"]) for row in rows]
    assert [text for text, dated, _ in found if dated.estimated] == [None]
    ages = [
        (datetime.fromisoformat(day).date() - dated.at.astimezone(WIB).date()).days
        for _, dated, day in found
        if dated.at
    ]
    assert min(ages) >= 0
    assert sum(age <= 1 for age in ages) > 0.7 * len(ages)  # the rest are old articles, updated


def test_wrong_calls_are_told() -> None:
    """A naive `now` and an unknown zone are mistakes of the caller."""
    with pytest.raises(ValueError, match="aware"):
        read_date("x", zone="WIB", now=datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(KeyError):
        read("x", "PST")
