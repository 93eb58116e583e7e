"""Klarifikasi: what goes round and what is true. Called untrue only where two persons stand for a verdict."""

from __future__ import annotations

from typing import Final

from analysis.drafts.base import Line, Matter, Piece, sentences_of
from kentongan.core.day import ClaimCase
from kentongan.core.desk import Stage
from kentongan.core.findings import VerificationState

FORM = "klarifikasi"
_DECIDED: Final = frozenset({Stage.APPROVED, Stage.PUBLISHED, Stage.CLOSED})
_VERDICTS: Final = {
    VerificationState.HOAX: "tidak benar",
    VerificationState.FRAUD: "tidak benar dan merupakan penipuan",
    VerificationState.PARTLY: "hanya sebagian benar",
    VerificationState.TRUE: "benar",
    VerificationState.UNVERIFIABLE: "belum dapat dipastikan kebenarannya",
}


def lines(matter: Matter) -> tuple[Line, ...]:
    """The clarification; the claim is quoted unless it would stir up people against each other."""
    own, common, claim = sentences_of(FORM), sentences_of("common"), matter.claim
    found = [matter.line(own["pembuka"])]
    if not matter.tense:
        text = Piece("[ISI: klaim yang beredar]")
        if claim is not None:
            posts = (*claim.spreading, *claim.asking, *claim.denying)
            text = Piece(matter.masked(claim.claim), tuple(post for post in posts if post in matter.posts))
        found.append(matter.line(own["klaim"], klaim=text))
    if claim is not None and decided(claim) and claim.state in _VERDICTS:
        found.append(matter.line(own["putusan"], putusan=Piece(_VERDICTS[claim.state])))
    found += [matter.line(own["fakta"]), matter.phrase("imbauan"), matter.line(common["narahubung"])]
    return tuple(found)


def warnings(matter: Matter) -> tuple[Line, ...]:
    """That nobody has decided yet."""
    if matter.claim is not None and decided(matter.claim):
        return ()
    return (matter.line(sentences_of(FORM)["belum"]),)


def decided(claim: ClaimCase) -> bool:
    """Two persons stand for a verdict on the claim."""
    return claim.desk is not None and claim.desk.stage in _DECIDED
