"""Dates as Indonesian outlets, exports and feeds write them.

Always on the raw text: feed libraries read "10:00:00 WIB" as UTC, seven hours wrong and silently (measured; see
`tests/collectors/test_dates.py`). The rules, in one place:

* a zone in the text (WIB, WITA, WIT, GMT, +0700, Z, …) is obeyed;
* no zone: the source's zone; not an estimate, because local outlets write local time;
* a date without a time of day: noon there (half a day is then the largest error), or `now` if noon is yet to come;
  an estimate;
* relative dates ("2 jam lalu", "kemarin 14.20"): counted from `now`; an estimate, for nobody says when it was written;
* 05/08/2026 is 5 August; month/day is read only where day/month is impossible (08/25/2026);
* later than `now` + 15 minutes: `now`; an estimate;
* unreadable, or before 1990: no date; an estimate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from datetime import time as time_of_day

from kentongan.core.clock import zone as zone_named

FUTURE_TOLERANCE = timedelta(minutes=15)
EARLIEST_YEAR = 1990
# Longest text that is looked at: a date is short, and what follows is not ours to search.
MAX_CHARACTERS = 160
NOON = time_of_day(12)

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb peb febr pebr",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt ags aug agust agus",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}

# Hours east of Greenwich of the zone words seen in feeds and exports (RFC 822 section 5 for the American ones).
ZONE_HOURS: dict[str, int] = {
    "wib": 7,
    "wita": 8,
    "wit": 9,
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "ut": 0,
    "sgt": 8,
    "myt": 8,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))
_TIME = re.compile(
    r"(?<![\d.:/-])(?P<h>\d{1,2})\s?[:.]\s?(?P<m>[0-5]\d)(?:[:.](?P<s>[0-5]\d|60)(?:[.,](?P<f>\d{1,9}))?)?(?!\d)"
    r"(?:\s?(?P<half>[ap]\.?m)\b\.?)?",
    re.ASCII,
)
_HOUR_ONLY = re.compile(
    r"\b(?:pukul|pkl\.?|jam)\s(?P<h>\d{1,2})(?![\d:.])|\b(?P<h12>\d{1,2})\s?(?P<half>[ap]\.?m)\b", re.ASCII
)
_ZONE = re.compile(
    r"(?:(?:utc|gmt)?\s?(?P<sign>[+-])(?P<oh>\d{1,2})(?::?(?P<om>\d{2}))?(?!\d)"
    r"|\b(?P<word>wib|wita|wit|utc|gmt|ut|z|sgt|myt|est|edt|cst|cdt|mst|mdt|pst|pdt)\b)",
    re.ASCII,
)
_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<mo>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)(?:t(?=\d))?", re.ASCII)
_COMPACT = re.compile(
    r"^(?P<y>(?:19|20)\d\d)(?P<mo>\d\d)(?P<d>\d\d)(?:t?(?P<h>\d\d)(?P<m>\d\d)(?P<s>\d\d)?)?(?=z|[+-]|\s|$)", re.ASCII
)
_DAY_MONTH = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s./-]{0,3}(?P<name>[a-z]{3,9})\b[\s.,/-]{0,4}(?P<y>\d{4}|\d{2}(?![\d:.]))?",
    re.ASCII,
)
_MONTH_DAY = re.compile(
    r"\b(?P<name>[a-z]{3,9})\.?\s(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![\d:.])(?:,?\s(?P<y>\d{4})\b(?!:))?", re.ASCII
)
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?!\d)", re.ASCII)
_YEAR_AT_END = re.compile(r"(?<![\d:+-])(\d{4})$", re.ASCII)
_EXCEL = re.compile(r"^\d{5}(?:[.,]\d{1,12})?$", re.ASCII)
_EPOCH = re.compile(r"^(?:\d{10}(?:\.\d{1,9})?|\d{13}|\d{16})$", re.ASCII)
_AGO = re.compile(
    r"\b(?P<n>\d{1,4}|se|satu|an?|one)\s?(?P<unit>detik|menit|mnt|jam|hari|minggu|pekan|bulan|tahun"
    r"|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s(?:yang\s)?(?:lalu|silam|ago)\b",
    re.ASCII,
)
_NEAR_DAY = re.compile(r"\b(?P<word>hari ini|today|kemarin lusa|kemarin|kemaren|yesterday)\b", re.ASCII)
_JUST_NOW = re.compile(r"\b(?:baru saja|barusan|just now|beberapa saat (?:yang )?lalu)\b", re.ASCII)
_DAYS_BACK = {"hari ini": 0, "today": 0, "kemarin": 1, "kemaren": 1, "yesterday": 1, "kemarin lusa": 2}
_UNIT_SECONDS = {
    "detik": 1,
    "second": 1,
    "sec": 1,
    "menit": 60,
    "mnt": 60,
    "minute": 60,
    "min": 60,
    "jam": 3600,
    "hour": 3600,
    "hr": 3600,
    "hari": 86400,
    "day": 86400,
    "minggu": 604800,
    "pekan": 604800,
    "week": 604800,
    "bulan": 2592000,
    "month": 2592000,
    "tahun": 31536000,
    "year": 31536000,
}


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment read from a text.

    Args:
        at: aware, UTC; None when no date could be read.
        estimated: the moment was assumed (see the module's rules); always True where `at` is None.
        future: the text named a moment later than `now`, so `at` is `now`.
    """

    at: datetime | None
    estimated: bool
    future: bool = False


UNREADABLE = Dated(None, estimated=True)


def read_date(value: object, *, zone: str, now: datetime) -> Dated:
    """The moment that `value` speaks of; never raises for a strange value.

    Args:
        value: text, an Excel cell (datetime, date, number), an epoch number, or None.
        zone: "WIB", "WITA" or "WIT": for texts that name no zone.
        now: when the text was collected; aware.

    Raises:
        KeyError: `zone` is none of the three.
        ValueError: `now` is naive.
    """
    if now.tzinfo is None:
        raise ValueError("`now` must be aware")
    local = zone_named(zone)
    try:
        found = _from_value(value, local, now)
    except (ValueError, OverflowError, OSError):
        return UNREADABLE
    if found is None or found.at is None or found.at.year < EARLIEST_YEAR:
        return UNREADABLE
    at = found.at.astimezone(UTC)
    if at > now + FUTURE_TOLERANCE:
        return Dated(now.astimezone(UTC), estimated=True, future=True)
    return Dated(at, found.estimated)


def _from_value(value: object, local: tzinfo, now: datetime) -> Dated | None:
    """By the type of the value; a bool is no date although Python calls it a number."""
    if isinstance(value, datetime):
        return Dated(value if value.tzinfo else value.replace(tzinfo=local), estimated=False)
    if isinstance(value, date):
        return _day_only(value, local, now)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_text(str(value) if isinstance(value, int) else f"{value:.10f}".rstrip("0").rstrip("."), local, now)
    if isinstance(value, str):
        return _from_text(value, local, now)
    return None


def _from_text(text: str, local: tzinfo, now: datetime) -> Dated | None:
    """The first form that fits: number, compact, ISO, month by name, numbers, relative."""
    plain = " ".join(text[:MAX_CHARACTERS].translate(_INVISIBLE).casefold().split())
    if not plain:
        return None
    if plain[0].isdigit() and (number := _from_number(plain, local, now)):
        return number
    if match := _COMPACT.match(plain):
        return _from_compact(match, plain[match.end() :], local, now)
    if (match := _ISO.search(plain)) and (day := _day(int(match["y"]), int(match["mo"]), int(match["d"]))):
        return _with_time(day, plain[: match.start()], plain[match.end() :], local, now)
    # Names before numbers: in "5 Agustus 2026 10.15.22" the numbers are a time.
    return _from_month_name(plain, local, now) or _from_numbers(plain, local, now) or _from_relative(plain, local, now)


def _from_number(plain: str, local: tzinfo, now: datetime) -> Dated | None:
    """Excel serials (days since 30 Dec 1899, local) and Unix epochs (seconds, milli- or microseconds)."""
    if _EXCEL.match(plain):
        days = float(plain.replace(",", "."))
        if not 32874 <= days < 80000:  # 1 Jan 1990 … 2119
            return None
        moment = datetime(1899, 12, 30) + timedelta(seconds=round(days * 86400))  # noqa: DTZ001 (zone follows)
        return _day_only(moment.date(), local, now) if days.is_integer() else Dated(moment.replace(tzinfo=local), False)
    if _EPOCH.match(plain):
        whole = plain.partition(".")[0]
        seconds = float(plain) / {10: 1, 13: 1_000, 16: 1_000_000}[len(whole)]
        return Dated(datetime.fromtimestamp(seconds, UTC), estimated=False)
    return None


def _from_compact(match: re.Match[str], rest: str, local: tzinfo, now: datetime) -> Dated | None:
    """20260805, 20260805T101500Z, 20260805101500."""
    day = date(int(match["y"]), int(match["mo"]), int(match["d"]))
    if match["h"] is None:
        return _with_time(day, "", rest, local, now)
    moment = time_of_day(int(match["h"]), int(match["m"]), int(match["s"] or 0))
    return Dated(datetime.combine(day, moment, _zone_in(rest) or local), estimated=False)


def _from_numbers(plain: str, local: tzinfo, now: datetime) -> Dated | None:
    """Day first; month first only where there is no such month. A four-digit year is surer than two digits."""
    matches = sorted(_NUMERIC.finditer(plain), key=lambda match: len(match["y"]), reverse=True)
    for match in matches:
        first, second, year = int(match["a"]), int(match["b"]), _full_year(match["y"])
        day = _day(year, second, first) if second <= 12 else _day(year, first, second)
        if day:
            return _with_time(day, plain[: match.start()], plain[match.end() :], local, now)
    return None


def _from_month_name(plain: str, local: tzinfo, now: datetime) -> Dated | None:
    """As in "18 Jun 2025, 14:05 WIB", "Aug 5, 2026 10:15 PM", "Wed Aug 05 10:00:00 +0000 2026", "5 Agustus 10.15"."""
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(plain):
            month = MONTHS.get(match["name"])
            if month is None:
                continue
            before, after = plain[: match.start()], plain[match.end() :]
            written = match["y"]
            if written is None and (tail := _YEAR_AT_END.search(after)):
                written, after = tail[1], after[: tail.start()]
            if written is not None:
                day = _day(_full_year(written), month, int(match["d"]))
                return _with_time(day, before, after, local, now) if day else None
            return _nearest_year(month, int(match["d"]), (before, after), local, now)
    return None


def _nearest_year(month: int, number: int, around: tuple[str, str], local: tzinfo, now: datetime) -> Dated | None:
    """A date without a year: this year, or the last one if it is still to come; an estimate."""
    for year in (now.astimezone(local).year, now.astimezone(local).year - 1):
        day = _day(year, month, number)
        found = _with_time(day, *around, local, now) if day else None
        if found and found.at and found.at <= now + FUTURE_TOLERANCE:
            return Dated(found.at, estimated=True)
    return None


def _from_relative(plain: str, local: tzinfo, now: datetime) -> Dated | None:
    """As in "2 jam lalu", "sejam lalu", "kemarin 14.20", "hari ini", "baru saja"."""
    if match := _AGO.search(plain):
        count = int(match["n"]) if match["n"].isdigit() else 1
        return Dated(now - timedelta(seconds=count * _UNIT_SECONDS[match["unit"].removesuffix("s")]), estimated=True)
    if match := _NEAR_DAY.search(plain):
        day = now.astimezone(local).date() - timedelta(days=_DAYS_BACK[match["word"]])
        return Dated(_with_time(day, plain[: match.start()], plain[match.end() :], local, now).at, estimated=True)
    return Dated(now, estimated=True) if _JUST_NOW.search(plain) else None


def _with_time(day: date, before: str, after: str, local: tzinfo, now: datetime) -> Dated:
    """The day with the time of day that stands after it, or else before it."""
    for part in (after, before):
        found = _time_in(part)
        if found is None:
            continue
        moment, end = found
        zone = _zone_in(part[end:]) or local
        if moment is None:  # 24.00
            return Dated(datetime.combine(day + timedelta(days=1), time_of_day(0), zone), estimated=False)
        return Dated(datetime.combine(day, moment, zone), estimated=False)
    return _day_only(day, local, now)


def _time_in(part: str) -> tuple[time_of_day | None, int] | None:
    """The first time of day in a text and where it ends; the time is None for 24.00."""
    for match in _TIME.finditer(part):
        hour, minute = int(match["h"]), int(match["m"])
        second, micro = min(int(match["s"] or 0), 59), int((match["f"] or "0")[:6].ljust(6, "0"))
        if match["half"]:
            hour = _twelve_hour(hour, match["half"])
        if hour < 24:
            return time_of_day(hour, minute, second, micro), match.end()
        if hour == 24 and minute == 0:
            return None, match.end()
    match_hour = _HOUR_ONLY.search(part)
    if match_hour is None:
        return None
    hour = int(match_hour["h"] or match_hour["h12"])
    hour = _twelve_hour(hour, match_hour["half"]) if match_hour["half"] else hour
    return (time_of_day(hour), match_hour.end()) if hour < 24 else None


def _twelve_hour(hour: int, half: str) -> int:
    """12 AM is midnight, 12 PM is noon; 13 PM stays 13."""
    if hour > 12:
        return hour
    return hour % 12 + (12 if half.startswith("p") else 0)


def _zone_in(rest: str) -> tzinfo | None:
    """The zone right after a time of day, if one is named."""
    match = _ZONE.search(rest[:24])
    if match is None:
        return None
    if match["word"]:
        return timezone(timedelta(hours=ZONE_HOURS[match["word"]]))
    hours, minutes = int(match["oh"]), int(match["om"] or 0)
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if match["sign"] == "-" else offset)


def _day_only(day: date, local: tzinfo, now: datetime) -> Dated:
    """Noon of the day, or `now` where the day has not reached noon."""
    noon = datetime.combine(day, NOON, local)
    if noon > now and day == now.astimezone(local).date():
        return Dated(now, estimated=True)
    return Dated(noon, estimated=True)


def _day(year: int, month: int, number: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _full_year(text: str) -> int:
    """26 is 2026, 98 is 1998."""
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < 70 else 1900)
