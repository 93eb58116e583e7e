"""Which column is what: proposed by synonyms, shown to the officer, corrected by him, kept per header set."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from collectors.files.synonyms import COMPLAINT_WORDS, EXACT, PERSONAL_EXACT, PERSONAL_WORDS, SYNONYMS, WORDS
from collectors.outlets import plain_name
from kentongan.core.errors import ColumnError, UsageError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say

FIELDS: tuple[str, ...] = tuple(SYNONYMS)
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column of a table fills which field.

    Args:
        columns: field → header as written.
        dropped: personal columns: not read at all.
        unmapped: columns that nothing asks for.
        complaint: the table is an export of complaints.
        platform: the platform whose export it is, by its headers; "" if they do not say.
    """

    columns: Mapping[str, str]
    dropped: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    complaint: bool = False
    platform: str = ""
    headers: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """The id of the header set: under it a mapping is kept for the next file of this shape."""
        return header_key(self.headers)

    def to_json(self) -> str:
        """One line that `from_json` reads back."""
        return json.dumps(
            {
                "columns": dict(self.columns),
                "dropped": list(self.dropped),
                "unmapped": list(self.unmapped),
                "complaint": self.complaint,
                "platform": self.platform,
                "headers": list(self.headers),
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> ColumnMapping:
        """The mapping that `to_json` wrote.

        Raises:
            UsageError: the text is no mapping.
        """
        try:
            data = json.loads(text)
            return cls(
                columns={str(k): str(v) for k, v in data["columns"].items()},
                dropped=tuple(map(str, data["dropped"])),
                unmapped=tuple(map(str, data["unmapped"])),
                complaint=bool(data["complaint"]),
                platform=str(data["platform"]),
                headers=tuple(map(str, data["headers"])),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(
                Say("Pemetaan kolom yang tersimpan tidak terbaca.", "The kept column mapping cannot be read."),
                Say("Impor ulang berkas itu tanpa pemetaan.", "Import the file again without it."),
            ) from error

    def is_proposal(self) -> bool:
        """Whether it is what the names of its columns alone say, and nobody's choice."""
        try:
            return self == map_columns(self.headers)
        except ColumnError:
            return False

    def fits(self, headers: Iterable[str]) -> bool:
        """Whether every mapped column is there."""
        return set(self.columns.values()) <= set(headers)


def header_key(headers: Iterable[str]) -> str:
    """The id of a set of headers; their order does not matter."""
    return content_id("m", *sorted(map(plain_name, headers)))


def map_columns(headers: Iterable[str], overrides: Mapping[str, str] | None = None) -> ColumnMapping:
    """The mapping for a table with these headers.

    Args:
        headers: as written.
        overrides: field → header (or "" for "not this one") from the officer; compared like synonyms. They win, also
            over the dropping of personal columns: he has seen the column.

    Raises:
        ColumnError: neither a text nor a title column; or an override names a column that is not there.
        UsageError: an override names a field that does not exist.
    """
    names = tuple(headers)
    chosen = _overrides(names, overrides or {})
    off = {one for one, header in (overrides or {}).items() if not header}
    taken = set(chosen.values())
    personal = tuple(header for header in personal_columns(names) if header not in taken)
    free = [header for header in names if header not in taken and header not in personal]
    _choose_exact(free, chosen, off)
    _choose_by_words(free, chosen, off)
    if "date" not in chosen and "time" in chosen and "time" not in (overrides or {}):
        chosen["date"] = chosen.pop("time")
    if not {"text", "title"} & set(chosen):
        raise _no_text(names)
    used = set(chosen.values())
    return ColumnMapping(
        columns={one: chosen[one] for one in FIELDS if one in chosen},
        dropped=personal,
        unmapped=tuple(header for header in names if header not in used and header not in personal),
        complaint=_is_complaint(chosen),
        platform=_platform(names),
        headers=names,
    )


def check_fields(names: Iterable[str]) -> None:
    """Whether these are fields that a column can be mapped to.

    Raises:
        UsageError: one of them is not.
    """
    for name in names:
        if name not in FIELDS:
            raise UsageError(
                Say(f'Bidang "{name}" tidak dikenal.', f'The field "{name}" is unknown.'),
                Say(f"Bidang yang ada: {', '.join(FIELDS)}.", f"Fields: {', '.join(FIELDS)}."),
            )


def personal_columns(headers: Iterable[str]) -> tuple[str, ...]:
    """The columns that say who somebody is and how to reach him; never read unless the officer says so."""
    return tuple(header for header in headers if _is_personal(header))


def _overrides(names: tuple[str, ...], overrides: Mapping[str, str]) -> dict[str, str]:
    by_name = {plain_name(name): name for name in reversed(names)}
    chosen: dict[str, str] = {}
    check_fields(overrides)
    for one, header in overrides.items():
        if not header:
            continue
        found = header if header in names else by_name.get(plain_name(header))
        if found is None:
            raise ColumnError(
                Say(f'Kolom "{header}" tidak ada di berkas.', f'The file has no column "{header}".'), _found(names)
            )
        chosen[one] = found
    return chosen


def _choose_exact(free: list[str], chosen: dict[str, str], off: set[str]) -> None:
    """Each field takes the free column that stands first in its list of names."""
    candidates: dict[str, list[tuple[int, int, str]]] = {}
    for position, header in enumerate(free):
        for one, rank in EXACT.get(plain_name(header), ()):
            candidates.setdefault(one, []).append((rank, position, header))
    for one in FIELDS:
        if one in chosen or one in off:
            continue
        taken = set(chosen.values())
        best = min((c for c in candidates.get(one, []) if c[2] not in taken), default=None)
        if best is not None:
            chosen[one] = best[2]


def _choose_by_words(free: list[str], chosen: dict[str, str], off: set[str]) -> None:
    """Columns no list knows ("Isi Laporan Warga / Aspirasi") are read by their words."""
    for header in free:
        if header in chosen.values() or plain_name(header) in EXACT:
            continue
        one = next((WORDS[word] for word in _words(header) if word in WORDS), None)
        if one is not None and one not in chosen and one not in off:
            chosen[one] = header


def _words(header: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(_CAMEL.sub(" ", header))]


def _is_personal(header: str) -> bool:
    name = plain_name(header)
    if name in EXACT:
        return False
    if name in PERSONAL_EXACT:
        return True
    words = set(_words(header))
    if words & PERSONAL_WORDS:
        return True
    # "Nama Ibu", "Alamat Domisili"; but not "Nama Media", which says what it names.
    return bool(words & {"nama", "alamat"}) and not words & set(WORDS)


def _is_complaint(chosen: Mapping[str, str]) -> bool:
    """A ticket column, or a status beside a unit, or a text column that says so."""
    text = plain_name(chosen.get("text", ""))
    return "ticket" in chosen or {"status", "unit"} <= set(chosen) or any(word in text for word in COMPLAINT_WORDS)


def _platform(names: Iterable[str]) -> str:
    """By headers that only one platform's exports have."""
    plain = {plain_name(name) for name in names}
    if plain & {"pagename", "facebookid", "totalinteractions"}:
        return "Facebook"
    if "followersatposting" in plain:
        return "Instagram"
    if any("tweet" in name for name in plain):
        return "X"
    if plain & {"videoid", "channeltitle", "videotitle"}:
        return "YouTube"
    return ""


def _found(names: Iterable[str]) -> Say:
    listed = ", ".join(name[:60] for name in list(names)[:30]) or "(-)"
    return Say(
        f"Kolom yang ditemukan: {listed}. Tunjuk kolomnya, misalnya: --map text=Isi --map date=Tanggal.",
        f"Columns found: {listed}. Name the column, for example: --map text=Isi --map date=Tanggal.",
    )


def _no_text(names: tuple[str, ...]) -> ColumnError:
    return ColumnError(
        Say("Berkas tidak memiliki kolom isi maupun judul.", "The file has neither a text nor a title column."),
        _found(names),
    )
