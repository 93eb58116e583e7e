"""Siaran pers: heading, lead with place and date, facts, steps, a quote, whom to call (5W1H; PermenPANRB 30/2011)."""

from __future__ import annotations

from analysis.drafts.base import Kind, Line, Matter, sentences_of

FORM = "siaran-pers"


def lines(matter: Matter) -> tuple[Line, ...]:
    """The release; of an achievement, or of an explanation."""
    own, common, good = sentences_of(FORM), sentences_of("common"), matter.issue.positive
    found = [
        matter.line(own["judul_capaian" if good else "judul"], Kind.HEADING),
        matter.line(own["pembuka_capaian" if good else "pembuka"]),
    ]
    found.append(matter.line(own["fakta"]))
    if matter.place is not None and not matter.tense:
        found.append(matter.line(own["tempat"], tempat=matter.place))
    if matter.answer is not None and not matter.tense:
        found.append(matter.line(common["pernah"], tanggapan=matter.answer))
    found += [matter.phrase("apresiasi")] if good else [matter.line(common["langkah"])]
    found.append(matter.line(common["kutipan"]))
    found += [matter.phrase("imbauan")] if matter.doubted else []
    found.append(matter.line(common["narahubung"]))
    return tuple(found)
