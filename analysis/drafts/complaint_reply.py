"""Balasan aduan: thanks, number, who works on it, by when; of another body's matter, where it went. No identity."""

from __future__ import annotations

from analysis.drafts.base import Line, Matter, sentences_of

FORM = "balasan-aduan"


def lines(matter: Matter) -> tuple[Line, ...]:
    """One reply for the complaints of the issue; number and deadline differ from one to the next and are gaps."""
    own = sentences_of(FORM)
    found = [matter.line(own["sapaan"])]
    if matter.ours:
        found.append(matter.phrase("balasan_aduan"))
    else:
        found += [matter.line(own["terima"]), matter.phrase("bukan_kewenangan")]
    found += [matter.line(own["tindakan"]), matter.line(own["status"]), matter.line(own["penutup"])]
    return tuple(found)
