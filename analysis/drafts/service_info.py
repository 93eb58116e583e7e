"""Info layanan: the repeated question, its answer, requirements, hours, costs, place, channel (UU 14/2008)."""

from __future__ import annotations

from analysis.drafts.base import Kind, Line, Matter, sentences_of

FORM = "info-layanan"


def lines(matter: Matter) -> tuple[Line, ...]:
    """The sheet of a service, led by the question most people asked."""
    own, common = sentences_of(FORM), sentences_of("common")
    found = [matter.line(own["tentang"])]
    found += [matter.line(own["tanya"], pertanyaan=question) for question in matter.questions[:1]]
    found.append(matter.line(own["jawaban"]))
    if matter.answer is not None and not matter.tense:
        found.append(matter.line(common["pernah"], tanggapan=matter.answer))
    found += [matter.line(own[key], Kind.POINT) for key in ("syarat", "jam", "biaya", "lokasi", "kanal")]
    return tuple(found)
