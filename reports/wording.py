"""Numbers, dates, changes, names of levels and lists, as an Indonesian officer writes them (and in English).

Indonesian writing puts a point between thousands and a comma before decimals (1.234,5), a point between hours and
minutes (pukul 06.00 WITA), and no space after Rp. Field guide 19.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as calendar_date
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from kentongan.core.clock import Window, zone
from kentongan.core.findings import Level, Phase, Tone
from kentongan.core.messages import Lang, Say

MINUS = "\u2212"
NIHIL = Say("Nihil", "None")
UNKNOWN = Say("Dalam pendataan", "Being established")
DRAFT_STAMP = Say("DRAF — perlu pemeriksaan Pranata Humas", "DRAFT — to be checked by a PR officer")
CITIZEN = Say("akun warga", "citizen account")

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": (
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
SHORT_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
SMALL_NUMBERS = {
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_SCALES = {
    "id": ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu")),
    "en": ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand")),
}

LEVEL_NAMES = {
    Level.STABLE: Say("Stabil", "Stable"),
    Level.ALERT: Say("Waspada", "Alert"),
    Level.STANDBY: Say("Siaga", "Standby"),
    Level.CRISIS: Say("Krisis", "Crisis"),
}
LEVEL_MARKS = {Level.STABLE: "🟢", Level.ALERT: "🟡", Level.STANDBY: "🟠", Level.CRISIS: "🔴"}

TONE_NAMES = {
    Tone.POSITIVE: Say("positif", "positive"),
    Tone.NEUTRAL: Say("netral", "neutral"),
    Tone.NEGATIVE: Say("negatif", "negative"),
}
PHASE_NAMES = {
    Phase.NEW: Say("baru", "new"),
    Phase.GROWING: Say("membesar", "growing"),
    Phase.PEAKING: Say("memuncak", "peaking"),
    Phase.STEADY: Say("tetap", "steady"),
    Phase.COOLING: Say("mereda", "cooling"),
    Phase.CLOSED: Say("selesai", "closed"),
}
# The printed four, in the report's order (field guide 8).
BUCKETS = ("positif", "netral", "berpotensi negatif", "negatif")
BUCKET_NAMES = {
    "positif": Say("positif", "positive"),
    "netral": Say("netral", "neutral"),
    "berpotensi negatif": Say("berpotensi negatif", "potentially negative"),
    "negatif": Say("negatif", "negative"),
}

# Written out, because the characters themselves cannot be seen: zero-width, bidi marks, overrides and isolates.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
# Control characters, lone surrogates, line and paragraph separators (Unicode categories Cc, Cs, Zl, Zp).
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


def clean(text: str) -> str:
    """One line of plain text: no control, bidi or zero-width characters, single spaces.

    Posts are hostile input: a right-to-left override can make a name or an address read backwards.
    """
    if not text.isprintable():
        text = _BREAKING.sub(" ", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def number(value: float, lang: Lang = "id", decimals: int = 0) -> str:
    """1234.5 → "1.234,5" (id) or "1,234.5" (en); halves are rounded up, as officers do by hand."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    text = f"{abs(rounded):,.{decimals}f}"
    if lang == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return (MINUS if rounded < 0 else "") + text


def signed(value: float, lang: Lang = "id", decimals: int = 0) -> str:
    """The same with its sign: "+18", "−3", "0"."""
    text = number(value, lang, decimals)
    return text if text.startswith(MINUS) or not any(c in "123456789" for c in text) else "+" + text


def counted(count: int, noun: str) -> str:
    """English only, since Indonesian nouns do not change: "1 outlet", "3 outlets"."""
    return f"{number(count, 'en')} {noun}" + ("" if count == 1 else "s")


def in_words(count: int, lang: Lang = "id") -> str:
    """Up to ten in words ("tiga"), more in digits: a sentence reads better so."""
    return SMALL_NUMBERS[lang][count] if 0 <= count <= 10 else number(count, lang)


def rupiah(value: int, lang: Lang = "id") -> str:
    """1250000 → "Rp1.250.000": no space, no decimals."""
    return ("-" if value < 0 else "") + "Rp" + number(abs(value), lang)


def rupiah_short(value: int, lang: Lang = "id") -> str:
    """1200000000 → "Rp1,2 miliar" (never "M", which readers take for a million or for a billion)."""
    for size, name in _SCALES[lang]:
        if abs(value) >= size:
            digits = number(abs(value) / size, lang, 1)
            digits = digits[:-2] if digits.endswith((",0", ".0")) else digits
            return ("-" if value < 0 else "") + f"Rp{digits} {name}"
    return rupiah(value, lang)


def percent(part: float, whole: float, lang: Lang = "id", decimals: int = 0) -> str:
    """Share of `whole` as "18%"; "Nihil" when the whole is 0, because a share of nothing is no number."""
    if whole == 0:
        return NIHIL.to(lang)
    return number(100 * part / whole, lang, decimals) + "%"


def shares(counts: Sequence[int]) -> list[int]:
    """Whole percentages that add up to exactly 100 (largest remainder, Hamilton's method); zeros for no items."""
    total = sum(counts)
    if total == 0:
        return [0] * len(counts)
    floors = [100 * count // total for count in counts]
    order = sorted(range(len(counts)), key=lambda i: (-(100 * counts[i] % total), i))
    for i in order[: 100 - sum(floors)]:
        floors[i] += 1
    return floors


def change(now: int, before: int, lang: Lang = "id") -> str:
    """As "+18%", "−7%", "0%"; "baru" when there was nothing before; "–" when there is nothing at all."""
    if before == 0:
        return "–" if now == 0 else Say("baru", "new").to(lang)
    return signed(round_half_up(100 * (now - before) / before), lang) + "%"


def change_words(now: int, before: int, lang: Lang = "id") -> str:
    """As "naik 18%", "turun 7%", "tetap", "baru"."""
    if before == 0:
        return Say("tetap", "unchanged").to(lang) if now == 0 else Say("baru", "new").to(lang)
    points = round_half_up(100 * (now - before) / before)
    if points == 0:
        return Say("tetap", "unchanged").to(lang)
    word = Say("naik", "up") if points > 0 else Say("turun", "down")
    return f"{word.to(lang)} {number(abs(points), lang)}%"


def direction(now: int, before: int) -> int:
    """1 for more, −1 for fewer, 0 for the same."""
    return (now > before) - (now < before)


def times(now: int, before: int, lang: Lang = "id") -> str:
    """40 against 9 → "4,4 kali"; "" when there was nothing before."""
    if before == 0:
        return ""
    text = number(now / before, lang, 1)
    text = text[:-2] if text.endswith((",0", ".0")) else text
    return f"{text} kali" if lang == "id" else f"{text} times"


def round_half_up(value: float) -> int:
    """The nearest whole number, halves away from zero (Python's `round` would go to the even one)."""
    return int(Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def level_name(level: Level, lang: Lang = "id") -> str:
    """As "Siaga"."""
    return LEVEL_NAMES[level].to(lang)


def level_mark(level: Level, lang: Lang = "id") -> str:
    """As "🟠 Siaga"."""
    return f"{LEVEL_MARKS[level]} {level_name(level, lang)}"


def date(moment: datetime, zone_name: str, lang: Lang = "id") -> str:
    """As "3 Februari 2025", in the office's zone."""
    local = moment.astimezone(zone(zone_name))
    return f"{local.day} {MONTHS[lang][local.month - 1]} {local.year}"


def iso_date(text: str, lang: Lang = "id") -> str:
    """A written date as "3 Februari 2025" where it begins with an ISO date, else as it stands."""
    try:
        day = calendar_date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"


def day_date(moment: datetime, zone_name: str, lang: Lang = "id") -> str:
    """As "Senin, 3 Februari 2025"."""
    return f"{DAYS[lang][moment.astimezone(zone(zone_name)).weekday()]}, {date(moment, zone_name, lang)}"


def short_date(moment: datetime, zone_name: str, lang: Lang = "id") -> str:
    """As "3 Feb"; the year is added when a table spans years by the caller, not here."""
    local = moment.astimezone(zone(zone_name))
    return f"{local.day} {SHORT_MONTHS[lang][local.month - 1]}"


def hour(moment: datetime, zone_name: str, lang: Lang = "id") -> str:
    """As "06.00" (id) or "06:00" (en)."""
    return moment.astimezone(zone(zone_name)).strftime("%H.%M" if lang == "id" else "%H:%M")


def at_hour(moment: datetime, zone_name: str, lang: Lang = "id") -> str:
    """As "pukul 06.00 WITA"."""
    return f"{Say('pukul', 'at').to(lang)} {hour(moment, zone_name, lang)} {zone_name}"


def date_hour(moment: datetime, zone_name: str, lang: Lang = "id") -> str:
    """As "3 Feb 06.00", for table cells."""
    return f"{short_date(moment, zone_name, lang)} {hour(moment, zone_name, lang)}"


def window_text(window: Window, zone_name: str, lang: Lang = "id") -> str:
    """As "2 Februari pukul 06.00 – 3 Februari pukul 06.00 WITA"; years only where they differ."""
    start, end = (moment.astimezone(zone(zone_name)) for moment in (window.start, window.end))
    year = f" {start.year}" if start.year != end.year else ""
    end_year = f" {end.year}" if year else ""
    at = Say("pukul", "at").to(lang)
    first = f"{start.day} {MONTHS[lang][start.month - 1]}{year} {at} {hour(window.start, zone_name, lang)}"
    last = f"{end.day} {MONTHS[lang][end.month - 1]}{end_year} {at} {hour(window.end, zone_name, lang)}"
    return f"{first} – {last} {zone_name}"


def deadline_text(deadline: datetime | None, now: datetime, zone_name: str, lang: Lang = "id") -> str:
    """As "10.00" today, "4 Feb 10.00" later, "laporan berikut" without one."""
    if deadline is None:
        return Say("laporan berikut", "next report").to(lang)
    local = zone(zone_name)
    if deadline.astimezone(local).date() == now.astimezone(local).date():
        return hour(deadline, zone_name, lang)
    return date_hour(deadline, zone_name, lang)


def join_list(items: Sequence[str], lang: Lang = "id") -> str:
    """As "a", "a dan b", "a, b, dan c" (EYD V writes the comma before "dan" in a row of three or more)."""
    word = Say("dan", "and").to(lang)
    if len(items) <= 2:
        return f" {word} ".join(items)
    return f"{', '.join(items[:-1])}, {word} {items[-1]}"


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word border with "…"; never ends on a comma or a dash."""
    line = clean(text)
    if len(line) <= limit:
        return line
    if limit <= 1:
        return "…"[:limit]
    cut = line[: limit - 1]
    if not line[limit - 1].isspace():
        head, space, _ = cut.rpartition(" ")
        cut = head if space and len(head) >= limit // 2 else cut
    return cut.rstrip(" .,;:–—-(“\"'") + "…"


def two_lines(text: str, letters: int) -> list[str]:
    """The text in one or two lines of at most `letters`, about equally long; what does not fit ends in "…"."""
    line = clean(text)
    words = line.split(" ")
    if len(line) <= letters or len(words) == 1:
        return [shorten(line, letters)]
    breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    fitting = [pair for pair in breaks if len(pair[0]) <= letters] or breaks[:1]
    # Once the rest is too long anyway, the first line takes what it can.
    first, second = min(fitting, key=lambda pair: (max(len(pair[0]), len(pair[1])), len(pair[1])))
    return [shorten(first, letters), shorten(second, letters)]


def first_upper(text: str) -> str:
    """The text with a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]


def full_stop(text: str) -> str:
    """The text with one closing mark."""
    return text if not text or text[-1] in ".!?…" else text + "."
