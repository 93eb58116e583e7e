"""Drafts of a hoax desk's case: its clarification and its release as lines, so that they can be written in every form."""

from __future__ import annotations

from typing import Final

from analysis.advice.clarification import DRAFT, clarification
from analysis.drafts.base import Draft, Kind, Line, Piece, sentences_of
from kentongan.core.desk import DeskCase
from kentongan.core.office import Office

#: What a case can be drafted as.
FORMS: Final = ("klarifikasi", "siaran-pers")
_HEADINGS: Final = frozenset({"Klaim", "Hasil cek fakta", "Kesimpulan", "Rujukan", "Rujukan:"})


def draft_of_case(case: DeskCase, office: Office, form: str) -> Draft:
    """The draft of a case with a verdict that was approved.

    Raises:
        KeyError: there is no such form for a case. ValueError: it has no verdict.
    """
    if form not in FORMS:
        raise KeyError(form)
    texts = clarification(case, office)
    text = texts.article if form == "klarifikasi" else texts.release
    title = sentences_of("title")[form]
    # The mark, the title and the agency are printed on top of every document.
    top = {DRAFT, title, office.agency}
    rows = [row for row in text.splitlines() if row.strip() and row not in top]
    head = tuple(_labelled(row) for row in rows if row.startswith("Nomor: "))
    body = [row for row in rows if not row.startswith("Nomor: ")]
    lines = [_line(row, first=number == 0) for number, row in enumerate(body)]
    return Draft(form, title, head, tuple(lines))


def _labelled(row: str) -> tuple[str, str]:
    label, _, value = row.partition(": ")
    return label, value


def _line(row: str, *, first: bool) -> Line:
    if row.startswith("- "):
        return Line((Piece(row[2:]),), Kind.POINT)
    return Line((Piece(row),), Kind.HEADING if first or row in _HEADINGS else Kind.PARAGRAPH)
