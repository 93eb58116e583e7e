"""The labels that can be asked for in the search box: `nada:negatif`, `tempat:Palaran`, `sejak:2026-11-01`.

What only the office knows (its sources, categories, places, issues) is asked of `Names`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Protocol

from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind
from kentongan.core.search_query import Label, Period

FIELDS: Final[Mapping[str, Say]] = {
    "nada": Say("nada", "tone"),
    "jenis": Say("jenis", "kind"),
    "sumber": Say("sumber", "source"),
    "tempat": Say("tempat", "place"),
    "kategori": Say("kategori", "category"),
    "isu": Say("isu", "issue"),
    "bahasa": Say("bahasa", "language"),
    "sejak": Say("sejak", "since"),
    "sampai": Say("sampai", "until"),
    "tanggal": Say("tanggal", "date"),
    "verifikasi": Say("verifikasi", "verification"),
    "koreksi": Say("koreksi", "corrected"),
    "luar": Say("luar", "outside"),
}
"""Field → its name in both languages."""

_ALIASES: Final[Mapping[str, str]] = {
    **{name.en: field for field, name in FIELDS.items()},
    "tone": "nada",
    "sentimen": "nada",
    "type": "jenis",
    "media": "sumber",
    "lokasi": "tempat",
    "wilayah": "tempat",
    "location": "tempat",
    "lang": "bahasa",
    "dari": "sejak",
    "from": "sejak",
    "hingga": "sampai",
    "to": "sampai",
    "hari": "tanggal",
    "day": "tanggal",
    "diperiksa": "koreksi",
    "checked": "koreksi",
    "luar-wilayah": "luar",
}

TONES: Final[Mapping[str, Say]] = {
    "positif": Say("positif", "positive"),
    "netral": Say("netral", "neutral"),
    "berpotensi negatif": Say("berpotensi negatif", "potentially negative"),
    "negatif": Say("negatif", "negative"),
}
KINDS: Final[Mapping[str, Say]] = {
    PostKind.NEWS: Say("berita", "news"),
    PostKind.SOCIAL: Say("medsos", "social"),
    PostKind.VIDEO: Say("video", "video"),
    PostKind.COMMENT: Say("komentar", "comment"),
    PostKind.COMPLAINT: Say("aduan", "complaint"),
    PostKind.MESSAGE: Say("pesan", "message"),
}
YES_NO: Final[Mapping[str, Say]] = {"ya": Say("ya", "yes"), "tidak": Say("tidak", "no")}
_MORE: Final[Mapping[str, str]] = {
    "potensial": "berpotensi negatif",
    "berpotensi": "berpotensi negatif",
    "potential": "berpotensi negatif",
    "berpotensi-negatif": "berpotensi negatif",
    "sosial": "social",
    "keluhan": "complaint",
    "laporan": "complaint",
}
_STATES: Final[Mapping[str, Mapping[str, Say]]] = {
    "verifikasi": {
        "ya": Say("perlu verifikasi", "to be verified"),
        "tidak": Say("tidak perlu verifikasi", "not to be verified"),
    },
    "koreksi": {
        "ya": Say("sudah dikoreksi petugas", "corrected by an officer"),
        "tidak": Say("belum dikoreksi", "not corrected"),
    },
    "luar": {
        "ya": Say("tentang wilayah lain", "about another region"),
        "tidak": Say("bukan tentang wilayah lain", "not about another region"),
    },
}
_MONTHS: Final = tuple("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split())
_ENGLISH: Final = tuple("January February March April May June July August September October November December".split())
_NUMBERS: Final = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")
_AGO: Final = re.compile(r"(\d{1,3})\s*(?:hari|days?|d|h)")


@dataclass(frozen=True, slots=True)
class Found:
    """What a name stands for: the stored values, and how to say it."""

    values: tuple[str, ...]
    shown: Say


class Names(Protocol):
    """What an office calls things."""

    def find(self, field: str, text: str) -> Found | None:
        """The values that a person means by a text, for sumber, tempat, kategori, isu and bahasa; None = no such one."""

    def near(self, field: str, text: str) -> Sequence[str]:
        """A few names that may have been meant."""


@dataclass(frozen=True, slots=True)
class LabelReader:
    """Reads `name:value` for `search_query.parse`.

    Args:
        names: what the office calls things.
        zone: the office's, for dates.
        today: its date, for "kemarin" and "7 hari".
    """

    names: Names
    zone: tzinfo
    today: date

    def __call__(self, name: str, values: list[str]) -> Label | Period | None:
        """The label or period; None for a word with a colon behind it that names no field ("Catatan:").

        Raises:
            UsageError: no such field or value; says what may be meant.
        """
        if not values and not is_field(name):
            return None
        field = field_of(name)
        if not values:
            raise UsageError(
                Say(f'Setelah "{name}:" belum ada isinya.', f'Nothing stands after "{name}:".'),
                Say(f"Contoh: {_EXAMPLES[field]}", f"For example: {_EXAMPLES[field]}"),
            )
        if field in ("sejak", "sampai", "tanggal"):
            return self._period(field, " ".join(values))
        found = [self._value(field, value) for value in values]
        shown = Say(_listed([one.shown.id for one in found], "atau"), _listed([one.shown.en for one in found], "or"))
        return Label(field, tuple(dict.fromkeys(value for one in found for value in one.values)), shown)

    def _value(self, field: str, text: str) -> Found:
        table = {"nada": TONES, "jenis": KINDS, **dict.fromkeys(_STATES, YES_NO)}.get(field)
        if table is not None:
            value = _among(table, text)
            if value is None:
                raise _wrong_value(field, text, [say.id for say in table.values()], [say.en for say in table.values()])
            return Found((value,), _STATES[field][value] if field in _STATES else table[value])
        found = self.names.find(field, text)
        if found is None:
            near = self.names.near(field, text)
            raise _wrong_value(field, text, near, near)
        return found

    def _period(self, field: str, text: str) -> Period:
        day = read_date(text, self.today)
        if day is None:
            raise UsageError(
                Say(f'Tanggal "{text}" tidak terbaca.', f'The date "{text}" cannot be read.'),
                Say(
                    f"Tulis tahun-bulan-hari, misalnya {field}:{self.today.isoformat()}, atau {field}:kemarin.",
                    f"Write year-month-day, as in {field}:{self.today.isoformat()}, or {field}:yesterday.",
                ),
            )
        try:
            start = datetime.combine(day, time(), self.zone).astimezone(UTC)
            end = datetime.combine(day + timedelta(days=1), time(), self.zone).astimezone(UTC)
        except OverflowError:
            start = end = datetime(9999, 1, 1, tzinfo=UTC)
        words = date_in_words(day, self.today)
        if field == "sejak":
            return Period(start, None, Say(f"sejak {words.id}", f"since {words.en}"))
        if field == "sampai":
            return Period(None, end, Say(f"sampai {words.id}", f"until {words.en}"))
        return Period(start, end, Say(f"pada {words.id}", f"on {words.en}"))


_EXAMPLES: Final[Mapping[str, str]] = {
    "nada": "nada:negatif",
    "jenis": "jenis:berita",
    "sumber": 'sumber:"Kaltim Post"',
    "tempat": "tempat:Palaran",
    "kategori": "kategori:INFRA",
    "isu": 'isu:"jalan rusak"',
    "bahasa": "bahasa:jv",
    "sejak": "sejak:2026-11-01",
    "sampai": "sampai:2026-11-30",
    "tanggal": "tanggal:2026-11-17",
    "verifikasi": "verifikasi:ya",
    "koreksi": "koreksi:ya",
    "luar": "luar:tidak",
}


def is_field(name: str) -> bool:
    """Whether a field has this name in either language."""
    return name.casefold().replace("_", "-") in {*FIELDS, *_ALIASES}


def field_of(name: str) -> str:
    """The field that a person names, in either language.

    Raises:
        UsageError: there is none; says which may be meant.
    """
    plain = name.casefold().replace("_", "-")
    field = plain if plain in FIELDS else _ALIASES.get(plain, "")
    if field:
        return field
    close = difflib.get_close_matches(plain, [*FIELDS, *_ALIASES], n=1, cutoff=0.6)
    listed = ", ".join(FIELDS)
    guess = Say(f"Mungkin maksudnya {close[0]}:? ", f"Did you mean {close[0]}:? ") if close else Say("", "")
    raise UsageError(
        Say(f'Bidang "{name}:" tidak dikenal.', f'The field "{name}:" is unknown.'),
        Say(
            f"{guess.id}Yang ada: {listed}. Untuk mencari tulisannya, pakai tanda kutip.",
            f"{guess.en}There are: {', '.join(say.en for say in FIELDS.values())}. Use quotation marks to look for the text itself.",
        ),
    )


def read_date(text: str, today: date) -> date | None:
    """A date as people write it: 2026-11-01, 1/11/2026, 1-11-2026, hari ini, kemarin, "7 hari" (ago); None = unreadable."""
    plain = " ".join(text.casefold().replace("_", " ").split())
    if plain in ("hari ini", "hariini", "today"):
        return today
    if plain in ("kemarin", "yesterday"):
        return today - timedelta(days=1)
    if ago := _AGO.fullmatch(plain):
        return today - timedelta(days=int(ago[1]))
    if not (found := _NUMBERS.fullmatch(plain)):
        return None
    first, month, last = found.groups()
    year, day = (first, last) if len(first) == 4 else (last, first)
    try:
        return date(int(year), int(month), int(day)) if len(year) == 4 else None
    except ValueError:
        return None


def date_in_words(day: date, today: date) -> Say:
    """ "1 November", with the year where it is another one."""
    year = f" {day.year}" if day.year != today.year else ""
    return Say(f"{day.day} {_MONTHS[day.month - 1]}{year}", f"{day.day} {_ENGLISH[day.month - 1]}{year}")


def matching(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of `names` (key → name) that a text means: the very name, else names that hold it at a word's beginning."""
    plain = " ".join(text.casefold().split())
    exact = tuple(key for key, name in names.items() if plain in (key.casefold(), name.casefold()))
    if exact or not plain:
        return exact
    starts = re.compile(rf"(?<!\w){re.escape(plain)}")
    return tuple(key for key, name in names.items() if starts.search(name.casefold()))


def closest(text: str, names: Sequence[str], count: int = 5) -> list[str]:
    """The names most like a text."""
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(name.casefold(), name)
    return [by_key[key] for key in difflib.get_close_matches(text.casefold(), by_key, n=count, cutoff=0.5)]


def _among(table: Mapping[str, Say], text: str) -> str | None:
    plain = " ".join(text.casefold().split())
    plain = _MORE.get(plain, plain)
    if plain in ("y", "t", "n"):
        plain = "ya" if plain == "y" else "tidak"
    return next((key for key, say in table.items() if plain in (key, say.id, say.en)), None)


def _wrong_value(field: str, text: str, known: Sequence[str], in_english: Sequence[str]) -> UsageError:
    listed, english = ", ".join(known), ", ".join(in_english)
    do = Say(f"Mungkin maksudnya: {listed}.", f"Perhaps you mean: {english}.")
    if not listed:
        do = Say(f"Contoh penulisan: {_EXAMPLES[field]}", f"For example: {_EXAMPLES[field]}")
    name = FIELDS[field]
    return UsageError(Say(f'{name.id.capitalize()} "{text}" tidak dikenal.', f'The {name.en} "{text}" is unknown.'), do)


def _listed(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
