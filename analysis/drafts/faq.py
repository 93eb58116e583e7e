"""Tanya jawab: the questions people really asked, those of most first; answers are the agency's to give."""

from __future__ import annotations

from analysis.drafts.base import Kind, Line, Matter, Piece, sentences_of

FORM = "faq"
_MOST = 8


def lines(matter: Matter) -> tuple[Line, ...]:
    """Each question as it was asked, a gap for the answer, and what was already said about the matter."""
    own = sentences_of(FORM)
    found = [matter.line(own["pembuka"])]
    for number, question in enumerate(matter.questions[:_MOST], start=1):
        found.append(Line((Piece(f"{number}. "), question), Kind.HEADING))
        found.append(matter.line(own["jawaban"]))
    found += [matter.line(own["tambahan"], Kind.HEADING), matter.line(own["jawaban"])]
    if matter.answer is not None and not matter.tense:
        found.append(matter.line(own["bahan"], tanggapan=matter.answer))
    found.append(matter.line(own["lengkap"]))
    return tuple(found)
