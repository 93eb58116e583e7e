"""Text as a person reads it: one Unicode form, no invisible characters, no HTML remnants, no outlet boilerplate.

**Offsets.** ``clean_text`` changes lengths. Spans that a user sees must refer to the text the user gave: steps that
report spans run on the raw text (:mod:`analysis.personal.masking`, :mod:`analysis.tone.lexicon`), or on the result of
:func:`clean_with_offsets`, whose map leads every cleaned character back to its place in the original.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pandas as pd

_INVISIBLE_CLASS: Final = (
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
)
_INVISIBLE: Final = re.compile(f"[{_INVISIBLE_CLASS}]")
_TAG: Final = re.compile(r"<(?:/?[A-Za-z][^<>]{0,300}|!--[^<>]{0,300}--)>")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
#: Runs of blanks but a single plain one.
_BLANKS: Final = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_LINES: Final = re.compile(r" ?\n[ \n]*")
#: What makes tidying necessary: an invisible character, a blank that is no plain one, a tag; or two blanks in a row.
_ODD: Final = re.compile(
    f"[{_INVISIBLE_CLASS}<\t\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_DOUBLED: Final = ("  ", " \n", "\n ", "\n\n")

#: Datelines at the start of an article: "Liputan6.com, Jakarta -", "JAKARTA, KOMPAS.com –".
_OUTLET: Final = (
    r"(?:Liputan6\.com|(?:detik|kompas|tribun|tempo|suara|merdeka|okezone|antaranews|sindonews|jpnn|viva|kumparan|"
    r"republika|"
    r"inews|beritasatu|mediaindonesia|cnnindonesia|cnbcindonesia)[a-z]{0,12}\.(?:com|co\.id|co|id|tv))"
)
_PLACE: Final = r"[A-Za-z][A-Za-z .]{2,30}?"
_DATELINE: Final = re.compile(
    rf"^\s*(?:{_OUTLET}[,\s]\s*{_PLACE}\s*(?:\([A-Za-z]{{4,8}}\)\s*)?[-–—]{{1,2}}|"
    rf"{_PLACE},\s*{_OUTLET}\s*[-–—]{{1,2}}|"
    rf"Liputan6\.com,\s*(?-i:[A-Z][a-z]+(?=[A-Z]))|{_OUTLET}\s*[-–—]{{1,2}}|{_PLACE}\s\((?:ANTARA|"
    rf"Antara)\)\s*[-–—]{{1,2}})\s*",
    re.IGNORECASE,
)
#: Whole lines that outlets put between paragraphs.
_LINE_NOISE: Final = re.compile(
    r"^\s*(?:advertisement|iklan|scroll to (?:continue|resume)[\w ]*|baca juga\s*:?.*|"
    r"baca (?:berita )?selengkapnya.*|lihat juga\s*:?.*|simak juga\s*:?.*|"
    r"simak video.*|saksikan (?:video|live).*|tonton juga.*|pilihan editor\s*:?.*|\[gambas:[^\]]*\]|"
    r"lanjut(?:kan)? membaca.*|"
    r"artikel ini (?:telah (?:naik|tayang)|bersumber dari).*|ikuti whats ?app channel.*|dapatkan update berita.*|"
    r"simak breaking news.*|"
    r"copyright ©.*|a post shared by.*|halo,? pembaca nawala.*|google news|\*{3,}|-{4,})\s*$",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"\s*\((?:antara|ant|mdk/\w{2,4}|[a-z]{2,4}(?:/[a-z]{2,4}){1,2})\)\s*$", re.IGNORECASE)


def clean_text(text: str) -> str:
    """Readable text; paragraphs stay apart by one line break. Idempotent.

    Linear in the length of the text: no pattern backs up over more than 300 characters.
    """
    for _ in range(4):
        # Decoding "&amp;lt;b&amp;gt;" once gives "&lt;b&gt;": repeat until nothing changes, but not for ever.
        cleaned = _clean_once(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def _clean_once(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if _ODD.search(text) or any(pair in text for pair in _DOUBLED):
        text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        if "<" in text:
            text = _TAG.sub(" ", text)
        text = _LINES.sub("\n", _BLANKS.sub(" ", text))
    text = text.strip()
    if "\n" in text:
        text = "\n".join([line for line in text.split("\n") if not _LINE_NOISE.match(line[:400])])
    elif len(text) < 60 and _LINE_NOISE.match(text):
        return ""
    dated = _DATELINE.match(text[:200]) if _may_be_dated(text) else None
    text = text[dated.end() :] if dated else text
    if text[-40:].rstrip().endswith(")"):
        text = text[:-40] + _TAIL.sub("", text[-40:])
    return text.strip()


def _may_be_dated(text: str) -> bool:
    """A dash stands near the beginning, or an outlet that needs none."""
    head = text[:200]
    return "-" in head or "–" in head or "—" in head or "putan6" in head.lower()


@dataclass(frozen=True, slots=True)
class CleanText:
    """Cleaned text and the way back: ``text[i]`` stood at ``origin[i]``; ``origin[-1]`` is the original's end."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span ``[start, end)`` of the cleaned text in the original; (0, 0) for an empty span."""
        return (self.origin[start], self.origin[end - 1] + 1) if end > start else (0, 0)


def clean_with_offsets(text: str) -> CleanText:
    """NFKC and invisible characters out, one character at a time, with the map back to the original.

    Boilerplate and HTML stay: a span producer wants every place of the original reachable. Characters that combine
    across code points (a letter and its accent) are normalised together.
    """
    out: list[str] = []
    origin: list[int] = []
    starts = [i for i, char in enumerate(text) if not unicodedata.combining(char)]
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
    for start, end in pairwise([*starts, len(text)]):
        piece = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[start:end]))
        out.append(piece)
        origin.extend([start] * len(piece))
    return CleanText("".join(out), (*origin, len(text)))


def clean_column(texts: pd.Series) -> pd.Series:
    """:func:`clean_text` of every text; same index. Texts that occur twice are cleaned once."""
    known: dict[str, str] = {}
    out = []
    for text in texts:
        found = known.get(text)
        if found is None:
            found = known[text] = clean_text(text)
            if len(known) > 50_000:
                known.clear()
        out.append(found)
    return pd.Series(out, index=texts.index, dtype="str")
