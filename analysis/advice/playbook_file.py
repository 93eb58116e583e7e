"""The playbook as a file: situations in order and the phrase bank, read, checked line by line, and shipped.

An office keeps a copy of its own (``kentongan playbook show > playbook.toml``) and edits it. Everything wrong with it is
told at once, each with its line and key; what is never recommended (`analysis.advice.forbidden`) is refused in every copy.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from typing import Any, Final

from analysis.advice.facts import IssueFacts
from analysis.advice.forbidden import bans
from kentongan.core.errors import ConfigError
from kentongan.core.findings import Level, Tone, VerificationState
from kentongan.core.messages import Say

OWNERS: Final = ("opd", "humas", "humas+opd", "pimpinan", "ppid", "hukum", "kesbangpol")
FORMS: Final = (
    "pernyataan awal", "klarifikasi", "siaran pers", "info layanan", "tindak lanjut lapangan", "balasan aduan", "hak jawab",
    "penguatan publikasi", "pantau saja", "tidak perlu direspons", "data belum cukup",
)  # fmt: skip
#: What a text may ask for in braces.
WORDS: Final = ("isu", "opd", "kewenangan", "kanal", "instansi")
_CLOCK: Final = re.compile(r"berikutnya|hari_ini|(?:menit|jam|hari_kerja):[1-9]\d{0,2}")
_BRACES: Final = re.compile(r"\{(\w{1,20})\}")
_CONDITIONS: Final = (*(f.name for f in fields(IssueFacts)), "total", "level", "known_sources")
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "level": tuple(Level),
    "verification": tuple(VerificationState),
    "tone_agency": tuple(Tone),
    "tone_event": tuple(Tone),
    "responded": ("sudah", "belum", "belum diketahui"),
    "authority": ("nasional", "provinsi", "kab-kota", "desa", "instansi vertikal", "belum jelas"),
}
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One situation of the playbook; a ``note`` adds to the deciding row."""

    key: str
    when: Mapping[str, Any]
    action: str
    form: str = ""
    owner: str = "humas"
    clock: str = "berikutnya"
    draft: str = ""
    asks: str = ""
    note: bool = False


@dataclass(frozen=True, slots=True)
class Playbook:
    """Rows in order and the phrase bank; phrases that an office left out are the shipped ones."""

    rows: tuple[Row, ...]
    phrases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a playbook: its line (0 = unknown), its key, and what it is."""

    line: int
    key: str
    what: Say

    def as_say(self) -> Say:
        """As "baris 12, `tenggat`: …"."""
        place = (f"baris {self.line}, ", f"line {self.line}, ") if self.line else ("", "")
        key = f"`{self.key}`: " if self.key else ""
        return Say(f"{place[0]}{key}{self.what.id}", f"{place[1]}{key}{self.what.en}")


def shipped_text() -> str:
    """The built-in playbook as it is written."""
    return resources.files("analysis").joinpath("data", "playbook.toml").read_text("utf-8")


@cache
def shipped_playbook() -> Playbook:
    """The built-in playbook, read once."""
    table = tomllib.loads(shipped_text())
    return Playbook(tuple(Row(**row) for row in table["row"]), table["phrases"])


def read_playbook(text: str, name: str = "playbook.toml") -> Playbook:
    """The playbook of an office.

    Raises:
        ConfigError: anything is wrong with it; every place is named.
    """
    found = problems(text)
    if found:
        shown = [problem.as_say() for problem in found[:_SHOWN]]
        raise ConfigError(
            Say(f"{name}: " + "\n".join(one.id for one in shown), f"{name}: " + "\n".join(one.en for one in shown)),
            Say(
                f"Perbaiki berkas itu dan periksa dengan: kentongan playbook check {name}",
                f"Mend the file and check it with: kentongan playbook check {name}",
            ),
        )
    table = tomllib.loads(text)
    phrases = {**shipped_playbook().phrases, **table.get("phrases", {})}
    return Playbook(tuple(Row(**row) for row in table.get("row", ())), phrases)


def problems(text: str) -> tuple[Problem, ...]:
    """Everything that is wrong with a playbook, in the order of its lines; () for a good one."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        line = re.search(r"at line (\d+)", str(cause))
        what = Say(f"bukan TOML yang benar ({cause}).", f"is not valid TOML ({cause}).")
        return (Problem(int(line[1]) if line else 0, "", what),)
    lines = _lines(text)
    found = [*_tables(table, lines)]
    rows, phrases = table.get("row", []), table.get("phrases", {})
    if isinstance(rows, list) and isinstance(phrases, dict):
        known = {**shipped_playbook().phrases, **phrases}
        seen: dict[str, int] = {}
        for number, row in enumerate(rows):
            if isinstance(row, dict):
                found += _row(row, number, lines, known)
                found += _shadowed(rows[:number], row, number, lines)
                found += _twice(str(row.get("key", "")), number, lines, seen)
        for key, phrase in phrases.items():
            place = lines.get(("phrases", 0, key), 0)
            found += [Problem(place, key, what) for what in _words_of(phrase)]
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.key)))


def _lines(text: str) -> dict[tuple[str, int, str], int]:
    """(table, its number, key) → line; key "" is the table's own heading."""
    places: dict[tuple[str, int, str], int] = {}
    table, number, inside = "", 0, False
    counts: dict[str, int] = {}
    for at, line in enumerate(text.splitlines(), start=1):
        quotes = line.count('"""') + line.count("'''")
        if inside:
            inside = quotes % 2 == 0
            continue
        if head := re.match(r"\s*\[\[\s*(\w+)\s*\]\]", line):
            table, number = head[1], counts.get(head[1], 0)
            counts[table] = number + 1
            places[table, number, ""] = at
        elif head := re.match(r"\s*\[\s*(\w+)(?:\.(\w+))?\s*\]", line):
            if head[2]:
                places[table, number, head[2]] = at
            else:
                table, number = head[1], 0
                places[table, number, ""] = at
        elif key := re.match(r"\s*\"?([\w-]+)\"?\s*=", line):
            places.setdefault((table, number, key[1]), at)
            inside = quotes % 2 == 1
    return places


def _tables(table: Mapping[str, Any], lines: Mapping[tuple[str, int, str], int]) -> Iterator[Problem]:
    for name, kind in (("row", list), ("phrases", dict)):
        if name in table and not isinstance(table[name], kind):
            header = "[[row]]" if name == "row" else "[phrases]"
            yield Problem(lines.get((name, 0, ""), 0), name, Say(f"ditulis sebagai {header}.", f"is written {header}."))
    for name in table:
        if name not in ("row", "phrases"):
            place = lines.get((name, 0, ""), lines.get(("", 0, name), 0))
            yield Problem(place, name, Say("tabel ini tidak dikenal.", "there is no such table."))
    if not table.get("row"):
        yield Problem(0, "", Say("tidak ada satu baris [[row]] pun.", "there is not a single [[row]]."))


def _row(
    row: Mapping[str, Any], number: int, lines: Mapping[tuple[str, int, str], int], phrases: Mapping[str, Any]
) -> Iterator[Problem]:
    """What is wrong with one row."""

    def at(key: str, what: Say) -> Problem:
        return Problem(lines.get(("row", number, key), lines.get(("row", number, ""), 0)), key, what)

    yield from (at(key, what) for key, what in _missing(row))
    yield from (at(key, what) for key, what in _choices(row, phrases))
    when = row.get("when")
    for name, wanted in when.items() if isinstance(when, Mapping) else ():
        yield from (at("when", what) for what in _condition(name, wanted))
    for key in ("action", "asks"):
        yield from (at(key, what) for what in _words_of(row.get(key, "")))


def _missing(row: Mapping[str, Any]) -> Iterator[tuple[str, Say]]:
    """Keys that no row has, and those that every row needs."""
    known = [f.name for f in fields(Row)]
    for key in row:
        if key not in known:
            yield key, _unknown(key, known)
    for key in ("key", "action"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            yield key, Say("wajib diisi.", "must be given.")
    if not isinstance(row.get("when"), Mapping):
        yield "when", Say("wajib ada; {} berarti selalu.", "must be given; {} means always.")


def _choices(row: Mapping[str, Any], phrases: Mapping[str, Any]) -> Iterator[tuple[str, Say]]:
    """Values that are none of those to choose from; a note may go without a form."""
    form, owner = row.get("form", ""), row.get("owner", "humas")
    if form not in FORMS and (form or not row.get("note", False)):
        yield "form", _unknown(form, FORMS)
    if owner not in OWNERS:
        yield "owner", _unknown(owner, OWNERS)
    if row.get("draft") and row["draft"] not in phrases:
        yield "draft", _unknown(row["draft"], list(phrases))
    if not _CLOCK.fullmatch(str(row.get("clock", "berikutnya"))):
        choices = "berikutnya, hari_ini, menit:N, jam:N, hari_kerja:N"
        yield "clock", Say(f"tenggat tidak dikenal; pilih {choices}.", f"unknown clock; choose {choices}.")


def _condition(name: str, wanted: Any) -> Iterator[Say]:
    if name not in _CONDITIONS:
        yield _unknown(name, _CONDITIONS)
        return
    if isinstance(wanted, Mapping):
        if not wanted or set(wanted) - {"min", "max"} or not all(type(v) in (int, float) for v in wanted.values()):
            yield Say(
                f"{name}: tulis {{ min = angka, max = angka }}.", f"{name}: write {{ min = number, max = number }}."
            )
        return
    for value in wanted if isinstance(wanted, list) else [wanted]:
        if name in _VALUES and value != "?" and value not in _VALUES[name]:
            yield _unknown(str(value), _VALUES[name])


def _words_of(text: Any) -> Iterator[Say]:
    """What is wrong with a text that people act on or read aloud."""
    if not isinstance(text, str):
        yield Say("harus berupa teks dalam tanda kutip.", "must be text in quotation marks.")
        return
    for name in _BRACES.findall(text):
        if name not in WORDS:
            yield _unknown("{" + name + "}", ["{" + word + "}" for word in WORDS])
    for ban in bans(text):
        yield forbidden_words(ban.words, ban.rule.name, ban.rule.instead)


def forbidden_words(words: str, name: Say, instead: Say) -> Say:
    """A refusal with the words, the thing they are, and the nearest thing that is allowed."""
    return Say(
        f"“{words}” termasuk {name.id}, yang tidak boleh disarankan. Gantinya: {instead.id}.",
        f"“{words}” is a forbidden suggestion ({name.en}). Instead: {instead.en}.",
    )


def _unknown(value: str, choices: Any) -> Say:
    near = difflib.get_close_matches(str(value), [str(c) for c in choices], n=1)
    hint = (f" Mungkin maksudnya {near[0]}.", f" Did you mean {near[0]}?") if near else ("", "")
    listed = ", ".join(str(c) for c in choices) if len(choices) <= 12 else ""
    more = (f" Pilihan: {listed}.", f" Choices: {listed}.") if listed and not near else ("", "")
    return Say(f"“{value}” tidak dikenal.{hint[0]}{more[0]}", f"“{value}” is unknown.{hint[1]}{more[1]}")


def _shadowed(
    before: list[Any], row: Mapping[str, Any], number: int, lines: Mapping[tuple[str, int, str], int]
) -> Iterator[Problem]:
    """A row that is never reached, because an earlier one asks for less."""
    when = row.get("when")
    if row.get("note") or not isinstance(when, Mapping):
        return
    for other in before:
        asked = other.get("when") if isinstance(other, Mapping) and not other.get("note") else None
        if isinstance(asked, Mapping) and all(name in when and when[name] == value for name, value in asked.items()):
            place = lines.get(("row", number, ""), 0)
            earlier = other.get("key", "")
            what = Say(
                f"baris ini tidak pernah tercapai karena baris “{earlier}” di atasnya sudah mencakupnya.",
                f"is never reached, because the row “{earlier}” above it covers it.",
            )
            yield Problem(place, str(row.get("key", "")), what)
            return


def _twice(key: str, number: int, lines: Mapping[tuple[str, int, str], int], seen: dict[str, int]) -> Iterator[Problem]:
    if key and key in seen:
        place = lines.get(("row", number, "key"), 0)
        yield Problem(
            place, key, Say(f"sudah dipakai pada baris {seen[key]}.", f"is used in line {seen[key]} already.")
        )
    seen.setdefault(key, lines.get(("row", number, "key"), 0))
