"""Was this checked before? Proposals from the library for a text or a case: by whom, with what verdict, how sure.

Near-identical fact-checks of several publishers are one proposal. Nothing found is said as "belum ada cek fakta yang
cocok", never as "benar".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kentongan.core.desk import DeskCase
from kentongan.core.findings import FactCheck
from kentongan.core.messages import Say
from kentongan.core.verdicts import Verdict, verdict_of
from kentongan.pipeline.factchecks.index import library_index
from kentongan.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from analysis.claims.match import Candidate

MOST = 5
NOTHING = Say("Belum ada cek fakta yang cocok.", "No fact-check fits so far.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One claim that was checked, and everybody who checked it.

    Args:
        best: the fact-check that fits best; `also` the same claim by others.
        score: 0–1.
        sure: it may be taken for the same claim; otherwise it is to be read.
        verdict: what the publisher's words mean.
    """

    best: FactCheck
    also: tuple[FactCheck, ...]
    score: float
    sure: bool
    verdict: Verdict


def proposals(workspace: Workspace, texts: Sequence[str], *, without: str = "") -> list[Proposal]:
    """What the library holds on texts that say one thing, the surest first.

    Args:
        workspace: the office's.
        texts: the wordings at hand (the message, the claim).
        without: id of a fact-check that does not count (the case's own verdict).

    Raises:
        ModelError: a model file is damaged.
    """
    from analysis.claims.match import claim_columns
    from analysis.frame import posts_frame

    wordings = [text[:20_000] for text in dict.fromkeys(texts) if text.strip()]
    known = {check.id: check for check in workspace.store.factchecks.all()}
    if not known or not wordings:
        return []
    frame = posts_frame([{"id": f"t{i}", "text": text} for i, text in enumerate(wordings)])
    columns = claim_columns(frame, library_index(workspace, list(known.values())))["claims"]
    groups = workspace.store.factchecks.groups()
    best: dict[str, Candidate] = {}
    for one in (one for candidates in columns for one in candidates if one.decision != "none"):
        group = groups.get(one.factcheck) or one.factcheck
        held = best.get(group)
        if one.factcheck != without and (held is None or _rank(one) > _rank(held)):
            best[group] = one
    found = []
    for group, one in sorted(best.items(), key=lambda pair: (_rank(pair[1]), pair[0]), reverse=True)[:MOST]:
        also = tuple(
            known[other] for other, name in groups.items() if name == group and other not in {one.factcheck, without}
        )
        check = known[one.factcheck]
        found.append(Proposal(check, also, one.score, one.decision == "confirm", verdict_of(check)))
    return found


def proposals_for(workspace: Workspace, case: DeskCase) -> list[Proposal]:
    """The same for a case: its claim and the posts it came with; its own published verdict is left out."""
    posts = workspace.store.posts.get(case.posts[:1]).values()
    return proposals(workspace, [case.claim, *(f"{p.title}\n{p.text}" for p in posts), case.said], without=case.id)


def _rank(one: Candidate) -> tuple[bool, float]:
    return one.decision == "confirm", one.score


def publishers(proposal: Proposal) -> Sequence[str]:
    """Everybody who checked it, once each."""
    return list(
        dict.fromkeys(
            check.source or check.url for check in (proposal.best, *proposal.also) if check.source or check.url
        )
    )
