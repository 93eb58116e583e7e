"""The machine's claims of a day and the desk's cases as one list: a claim that a person has taken up is that person's case."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from analysis.claims.intake import same_words
from kentongan.core.clock import Window, zone
from kentongan.core.day import ClaimCase, DeskView
from kentongan.core.desk import DeskCase, Stage

_WHEN: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2})[.:](\d{2})(?: (WITA|WIB|WIT))?\b", re.IGNORECASE)
#: A decided case stays in the report for so long after its last step.
SHOWN: timedelta = timedelta(days=1)


def with_desk(
    found: Sequence[ClaimCase],
    desk: Sequence[DeskCase],
    window: Window,
    carried: Mapping[str, Collection[str]] | None = None,
    zone_name: str = "WIB",
) -> tuple[ClaimCase, ...]:
    """The day's claims: the machine's in its order, with what the desk says of them, then the desk's own.

    Args:
        found: the machine's claims of the window.
        desk: all cases of the desk.
        window: the report's.
        carried: case → ids of posts known to carry its claim.
        zone_name: of times that an officer wrote without a zone.
    """
    carried = carried or {}
    taken: dict[str, list[ClaimCase]] = {}
    alone: list[ClaimCase] = []
    for claim in found:
        case = case_of(claim, desk, carried)
        if case is None:
            alone.append(claim)
        else:
            taken.setdefault(case.id, []).append(claim)
    mine = [
        _joined(case, taken.get(case.id, []), window.end, zone_name) for case in desk if _shown(case, taken, window)
    ]
    # Clocks first: what runs out soonest, then what the machine found, then what is decided.
    running = sorted((c for c in mine if c.desk is not None and c.desk.running), key=lambda c: (c.deadline, c.id))
    decided = [c for c in mine if c.desk is not None and not c.desk.running]
    return (*running, *alone, *decided)


def case_of(claim: ClaimCase, desk: Sequence[DeskCase], carried: Mapping[str, Collection[str]]) -> DeskCase | None:
    """The desk's case of a machine's claim: the same id, a shared post, its own verdict confirmed, or the same words."""
    posts = frozenset((*claim.spreading, *claim.asking, *claim.denying))
    confirmed = {match.factcheck.id for match in claim.matches if match.decision == "confirm"}
    rules: tuple[Callable[[DeskCase], bool], ...] = (
        lambda case: case.id == claim.id or case.id in confirmed,
        lambda case: not posts.isdisjoint(case.posts) or not posts.isdisjoint(carried.get(case.id, ())),
        lambda case: same_words(case.name, claim.claim),
    )
    for belongs in rules:
        hits = [case for case in desk if belongs(case)]
        if hits:
            # Of several the one that is still open, else the latest.
            return max(hits, key=lambda case: (case.running, case.received_at, case.id))
    return None


def _shown(case: DeskCase, taken: Mapping[str, object], window: Window) -> bool:
    """Those the day's posts speak of, open ones, those that rise again, and those decided lately."""
    if case.id in taken:
        return True
    if case.received_at >= window.end or case.stage is Stage.REFUSED:
        return False
    return case.running or case.woken_at is not None or case.events[-1].at >= window.start - SHOWN


def _joined(case: DeskCase, claims: Sequence[ClaimCase], now: datetime, zone_name: str) -> ClaimCase:
    """A case with the posts of the day's claims that belong to it."""

    def together(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(post for claim in claims for post in getattr(claim, name)))

    first = claims[0] if claims else None
    since = _written(case, zone_name) or case.received_at
    # A post that an officer pasted went round where the officer says, not where it was pasted.
    told = case.where if case.origin == "tempelan" else ""
    base = first or ClaimCase(
        id=case.id, claim=case.name, form=case.form, where=case.where, since=since, cues=(), confirm_with="",
        deadline=case.due, state=case.state, matches=(), spreading=(), denying=(),
    )  # fmt: skip
    return replace(
        base,
        id=case.id,
        claim=case.claim or base.claim,
        form=case.form or base.form,
        where=told or base.where or case.where,
        since=min((since, *(claim.since for claim in claims))),
        confirm_with=case.confirm_with or base.confirm_with,
        deadline=case.due,
        state=case.state,
        spreading=together("spreading"),
        denying=together("denying"),
        asking=together("asking"),
        issue_id=case.issue_id or base.issue_id,
        # What the desk published of this very claim is its verdict, no hint.
        matches=tuple(match for match in base.matches if match.factcheck.id != case.id),
        desk=view_of(case, now),
    )


def _written(case: DeskCase, zone_name: str) -> datetime | None:
    """Since when it goes round by the words of the report ("15/11/2026 20.00 WIB"); None where they name no time before it came."""
    found = _WHEN.search(case.when)
    if found is None:
        return None
    day, month, year, hour, minute = (int(part) for part in found.groups()[:5])
    try:
        at = datetime(year, month, day, hour, minute, tzinfo=zone((found[6] or zone_name).upper()))
    except ValueError:
        return None
    return at if at <= case.received_at else None


def view_of(case: DeskCase, now: datetime) -> DeskView:
    """What a report or a page shows of a case beside its claim; officers are named by their office's own rules."""
    verdict = case.conclusion if case.stage in {Stage.APPROVED, Stage.PUBLISHED, Stage.CLOSED} else None
    return DeskView(
        stage=case.stage,
        running=case.running,
        overdue=case.running and now > case.due,
        beyond_limit=case.running and now > case.limit,
        steps_done=sum(step.done_at is not None for step in case.steps),
        steps=len(case.steps),
        kind=verdict.kind if verdict else None,
        sentence=verdict.sentence if verdict else "",
        link=case.link if verdict else "",
        woken_count=case.woken_count if case.woken_at is not None else 0,
        repeats=case.repeats,
        waits_for=tuple(step.text for step in case.open_steps[:1]),
    )
