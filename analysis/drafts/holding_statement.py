"""Pernyataan awal: what is known, who looks into it, when more is said. No denial, no blame, no name of a victim."""

from __future__ import annotations

from analysis.drafts.base import Line, Matter, sentences_of
from analysis.severity.harm_words import Harm

FORM = "pernyataan-awal"


def lines(matter: Matter) -> tuple[Line, ...]:
    """The statement; in tension the calming one."""
    own, common = sentences_of(FORM), sentences_of("common")
    found = [*empathy(matter)]
    if matter.tense:
        found.append(matter.phrase("menenangkan"))
    else:
        found.append(matter.phrase("pernyataan_awal" if matter.ours else "pernyataan_awal_kewenangan"))
        if matter.place is not None:
            found.append(matter.line(own["tempat"], tempat=matter.place))
        found.append(matter.line(common["pasti"]))
        if matter.answer is not None:
            found.append(matter.line(common["pernah"], tanggapan=matter.answer))
    if Harm.MINOR_VICTIM in matter.harm:
        found.append(matter.line(own["pelindungan"]))
    if matter.doubted:
        found.append(matter.phrase("imbauan"))
    found.append(matter.line(common["narahubung"]))
    return tuple(found)


def empathy(matter: Matter) -> tuple[Line, ...]:
    """Sympathy where people came to harm, an apology for discomfort where a service failed; else nothing."""
    if matter.harm & {Harm.DEATH_INJURY, Harm.MINOR_VICTIM, Harm.MASS_POISONING}:
        return (matter.line(sentences_of("common")["korban"]),)
    if Harm.DANGER in matter.harm or Harm.LIVE_DANGER in matter.harm:
        return (matter.phrase("empati"),)
    return ()
