"""The office's own Word template: read, and checked as a whole before anything is written with it.

A file without placeholders is a letterhead: its head, foot and styles are kept and its body is replaced. A file with
placeholders is filled where they stand. What is wrong is told all at once, each with its place, the text there, what is
the matter and the nearest right word.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kentongan.core.errors import TemplateError
from kentongan.core.messages import Say, printable
from reports.placeholders import Found, Spot, W, find, normal, rest_of, spots
from reports.template_words import ANNEXES, BLOCKS, IDENTITY, KNOWN, REST, SECTION, SIGNATURES, SIGNER
from reports.word_package import checked_package, open_checked

MOST_SIGNERS = 6
_SHOWN_PROBLEMS = 20
_SINGLE = re.compile(r"(?<!\{)\{([^{}]{1,40})\}(?!\})")
_OTHER_MARKS = re.compile(r"\{%.{0,60}?%\}|<<\s*\w[\w ]{0,40}>>|«\s*\w[\w ]{0,40}»")
# Fields that fetch from elsewhere or start something (ECMA-376 part 1, 17.16.5).
_FETCHING = re.compile(
    r"\s*(DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|RD|MACROBUTTON|EMBED)\b", re.IGNORECASE
)
_MEND = Say(
    "Perbaiki di Word, simpan, lalu ulangi: kentongan template check. Daftar penanda: docs/panduan/templat.md.",
    "Mend it in Word, save it, and repeat: kentongan template check. The placeholders: docs/panduan/templat.md.",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what stands there, what is the matter, and the nearest right word."""

    place: Say
    text: str
    what: Say
    nearest: str = ""

    def said(self) -> Say:
        """As one line."""
        shown = self.text if len(self.text) <= 80 else self.text[:79] + "…"
        hint = (
            Say(f" Mungkin maksudnya {self.nearest}.", f" Did you mean {self.nearest}?")
            if self.nearest
            else Say("", "")
        )
        return Say(
            f"{self.place.id}, “{shown}”: {self.what.id}{hint.id}",
            f"{self.place.en}, “{shown}”: {self.what.en}{hint.en}",
        )


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """A checked template.

    Args:
        package: the file, looked through and cleaned.
        letterhead: it holds no placeholder in its body, so the body is replaced.
        blocks: its blocks in order: keys of sections, `REST`, `ANNEXES`.
        signs: it has places for signatures of its own.
        used: names of all placeholders, in order of first use.
    """

    package: bytes
    letterhead: bool
    blocks: tuple[str, ...]
    signs: bool
    used: tuple[str, ...]

    def order(self, sections: Sequence[str], annexes: Collection[str]) -> tuple[str, ...]:
        """The sections to compose, in the order in which this template prints them.

        Args:
            sections: those that would be printed without a template, in their order.
            annexes: keys of those that are annexes.
        """
        if self.letterhead:
            return tuple(sections)
        named = set(self.blocks)
        rest = [key for key in sections if key not in named and key not in annexes]
        behind = [key for key in sections if key not in named and key in annexes]
        made: list[str] = []
        for block in self.blocks:
            made += rest if block == REST else behind if block == ANNEXES else [block]
        # Whole reports end with their annexes; a template of chosen sections prints what it chose.
        return tuple(made + (behind if REST in named and ANNEXES not in named else []))


def read_template(data: bytes, sections: Collection[str], *, signatories: int = 0) -> OfficeTemplate:
    """Open and check.

    Args:
        data: the file.
        sections: keys that may follow `bagian:`.
        signatories: how many the office names; 0 = not known.

    Raises:
        TemplateError: with everything that is wrong, each with its place.
    """
    package = checked_package(data)
    document = open_checked(package)
    every = list(spots(document))
    found = [one for spot in every for one in find(spot) if not spot.shadow]
    shown = [spot for spot in every if not spot.shadow]
    problems = [
        *(problem for spot in shown for problem in _in_spot(spot, sections, signatories)),
        *_twice(found),
        *_nowhere(found),
        *_notes(document),
    ]
    if problems:
        raise TemplateError(_all(problems), _MEND)
    blocks = [
        one.argument if one.name == SECTION else one.name for one in found if one.name in (SECTION, REST, ANNEXES)
    ]
    return OfficeTemplate(
        package,
        letterhead=all(one.spot.in_margin for one in found),
        blocks=tuple(blocks),
        signs=any(one.name == SIGNATURES or one.name in SIGNER for one in found),
        used=tuple(dict.fromkeys(one.name for one in found)),
    )


def _all(problems: Sequence[Problem]) -> Say:
    shown = [problem.said() for problem in problems[:_SHOWN_PROBLEMS]]
    more = len(problems) - len(shown)
    tail = Say(f"\n… dan {more} lagi.", f"\n… and {more} more.") if more else Say("", "")
    count = len(problems)
    return Say(
        f"Templat memuat {count} kesalahan:\n" + "\n".join(f"- {one.id}" for one in shown) + tail.id + "\n",
        f"The template has {count} mistake{'s' if count > 1 else ''}:\n"
        + "\n".join(f"- {one.en}" for one in shown)
        + tail.en
        + "\n",
    )


def _in_spot(spot: Spot, sections: Collection[str], signatories: int) -> Iterator[Problem]:
    """What is wrong in one paragraph."""
    yield from (problem for one in find(spot) if (problem := _wrong(one, sections, signatories)))
    yield from _marks(spot)
    yield from _fetching(spot)


def _marks(spot: Spot) -> Iterator[Problem]:
    """Braces that do not close, single braces around a known word, and marks of other programs."""
    rest = rest_of(spot.text)
    for braces, what in (
        (
            "{{",
            Say("penanda tidak ditutup dengan }} di paragraf yang sama.", "not closed with }} in the same paragraph."),
        ),
        ("}}", Say("penutup }} tanpa pembuka {{.", "a closing }} without an opening {{.")),
    ):
        if braces in rest:
            near = _nearest(re.split(r"[{}]+", rest)[1 if braces == "{{" else 0], KNOWN)
            yield Problem(spot.place, printable(rest), what, near)
    for match in _SINGLE.finditer(rest):
        name = normal(match.group(1).partition(":")[0])
        if name in KNOWN or (near := _nearest(name, KNOWN)):
            wanted = f"{{{{ {name if name in KNOWN else near.strip('{} ')} }}}}"
            yield Problem(
                spot.place,
                match.group(),
                Say("kurung kurawal harus dua-dua.", "braces come in pairs."),
                wanted,
            )
    for match in _OTHER_MARKS.finditer(rest):
        what = Say(
            "penanda seperti ini tidak dikenal; pakai {{ … }}.", "marks of this kind are not known; use {{ … }}."
        )
        yield Problem(spot.place, printable(match.group()), what)


def _wrong(found: Found, sections: Collection[str], signatories: int) -> Problem | None:
    """What is wrong with one placeholder by itself."""
    spot = found.spot
    if found.name not in KNOWN:
        near = _nearest(found.name, KNOWN) or (
            f"{{{{ {SECTION}: {normal(found.name, '-')} }}}}" if normal(found.name, "-") in sections else ""
        )
        return Problem(
            spot.place, found.written, Say("penanda ini tidak dikenal.", "there is no such placeholder."), near
        )
    if found.name == SECTION and found.argument not in sections:
        close = difflib.get_close_matches(found.argument, sections, n=1, cutoff=0.5)
        what = (
            Say("bagian ini tidak ada.", "there is no such section.")
            if found.argument
            else Say("nama bagian belum ditulis.", "the section's name is missing.")
        )
        return Problem(
            spot.place, found.written, what, f"{{{{ {SECTION}: {close[0] if close else next(iter(sections))} }}}}"
        )
    if found.name in SIGNER:
        return _wrong_signer(found, signatories)
    if found.argument and found.name != SECTION:
        what = Say("penanda ini tidak memakai titik dua.", "this placeholder takes nothing after a colon.")
        return Problem(spot.place, found.written, what, f"{{{{ {found.name} }}}}")
    if found.name in BLOCKS:
        return _misplaced(found)
    return None


def _wrong_signer(found: Found, signatories: int) -> Problem | None:
    most = signatories or MOST_SIGNERS
    if not found.argument or (found.argument.isdecimal() and 1 <= int(found.argument[:4]) <= most):
        return None
    if found.argument.isdecimal() and signatories:
        what = Say(f"[[penanda_tangan]] baru memuat {signatories}.", f"[[penanda_tangan]] has {signatories}.")
    else:
        what = Say("setelah titik dua ditulis nomor penanda tangan.", "a signatory's number follows the colon.")
    return Problem(found.spot.place, found.written, what, f"{{{{ {found.name}: 1 }}}}")


def _misplaced(found: Found) -> Problem | None:
    """Blocks fill whole paragraphs; sections bring tables and turn pages, so they stand in the body itself."""
    spot = found.spot
    movable = found.name in (SIGNATURES, IDENTITY) and spot.in_table
    if not spot.in_body and not movable:
        what = Say(
            "harus berdiri di badan surat, bukan di tabel, kotak teks, kepala, atau kaki halaman.",
            "belongs into the body, not into a table, a text box, a header or a footer.",
        )
        return Problem(spot.place, found.written, what)
    if rest_of(spot.text).strip() or len(find(spot)) > 1:
        what = Say("harus sendirian dalam paragrafnya.", "must stand alone in its paragraph.")
        return Problem(spot.place, printable(spot.text), what)
    return None


def _twice(found: Iterable[Found]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Say] = {}
    for one in found:
        key = (one.name, one.argument)
        if one.name not in (SECTION, REST, ANNEXES):
            continue
        if key in seen:
            first = seen[key]
            yield Problem(one.spot.place, one.written, Say(f"sudah ada di {first.id}.", f"is already at {first.en}."))
        seen.setdefault(key, one.spot.place)


def _nowhere(found: Sequence[Found]) -> Iterator[Problem]:
    """A body with placeholders, but no place for the report itself."""
    inside = [one for one in found if not one.spot.in_margin]
    if inside and not any(one.name in (SECTION, REST) for one in found):
        what = Say(
            "templat belum memuat {{ isi }} atau {{ bagian: … }}, sehingga laporan tidak punya tempat.",
            "the template has no {{ isi }} and no {{ bagian: … }}, so the report has no place.",
        )
        yield Problem(inside[0].spot.place, inside[0].written, what, "{{ isi }}")


def _notes(document: Any) -> Iterator[Problem]:
    """Footnotes, endnotes and comments are not filled."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("footnotes", "endnotes", "comments") and b"{{" in relation.target_part.blob:
            place = Say({"footnotes": "catatan kaki", "endnotes": "catatan akhir"}.get(kind, "komentar"), kind)
            yield Problem(place, "{{", Say("penanda di sini tidak diisi.", "placeholders are not filled here."))


def _fetching(spot: Spot) -> Iterator[Problem]:
    """Fields that would fetch something or start a program when the report is opened."""
    what = Say("bidang Word ini mengambil dari luar berkas.", "this Word field fetches from outside.")
    for code in _field_codes(spot.element):
        if _FETCHING.match(code):
            yield Problem(spot.place, printable(code), what)


def _field_codes(paragraph: Any) -> Iterator[str]:
    """The instructions of a paragraph's fields, nested ones too."""
    open_codes: list[str] = []
    for node in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if node.tag == f"{W}fldSimple":
            yield node.get(f"{W}instr") or ""
        elif node.tag == f"{W}instrText":
            open_codes = open_codes or [""]  # the rest of a field that began in an earlier paragraph
            open_codes[-1] += node.text or ""
        elif node.get(f"{W}fldCharType") == "begin":
            open_codes.append("")
        elif open_codes:
            yield open_codes.pop()
            open_codes.append("")  # what follows "separate" is the result, closed by "end"
    yield from open_codes


def _nearest(word: str, known: Iterable[str]) -> str:
    name = normal(word.partition(":")[0])
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    close = close or [one for one in known if name.startswith(f"{one}_")]
    if not close:
        return ""
    return f"{{{{ {close[0]}: … }}}}" if close[0] == SECTION else f"{{{{ {close[0]} }}}}"


def template_bytes(template: Path | bytes | None) -> bytes | None:
    """A template that is given as a file or as its bytes; None stays None.

    Raises:
        TemplateError: the file cannot be opened.
    """
    if not isinstance(template, Path):
        return template
    try:
        return template.read_bytes()
    except OSError as error:
        raise TemplateError(
            Say(f"Templat {template.name} tidak dapat dibuka.", f"The template {template.name} cannot be opened."),
            Say("Periksa letak dan hak aksesnya.", "Check where it is and who may read it."),
        ) from error
