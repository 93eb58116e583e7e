"""From the posts of an issue to its USG: what the rubric needs, gathered in one place."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analysis.severity.counts import IssueCounts
from analysis.severity.usg import SeverityFacts, severity
from kentongan.core.findings import Severity, VerificationState
from kentongan.core.office import Office

# Copies told within this time by few accounts are a sign of coordination (field guide 9.1, G = 5).
_COORDINATED_COPIES, _COORDINATED_HOURS = 8, 3


def severity_of(
    today: pd.DataFrame, counts: IssueCounts, category: str, state: VerificationState, office: Office
) -> Severity:
    """The machine's suggestion for an issue.

    Args:
        today: its posts of the window.
        counts: its numbers.
        category: its code.
        state: a claim that needs checking and has a single voice is held down (ceiling of field guide 9.3).
        office: gives the minimums.
    """
    stands = today[today["representative"].astype(bool)]
    stands = stands if len(stands) else today
    voices = today[~today["official"]]["copy_group"].nunique()
    national = counts.tiers.get(1, 0)
    return severity(
        SeverityFacts(
            n24=counts.n24,
            n24_prev=counts.n24_prev,
            n6=counts.n6,
            base6=counts.base6,
            media=len(counts.media),
            platforms=len(counts.platforms),
            national_outlets=national if national >= office.national_outlets_for_g5 else 0,
            texts=[f"{t}\n{x}" for t, x in zip(stands["title"], stands["text"], strict=True)],
            category=category,
            scope=_scope(today, office),
            coordinated=coordinated(today),
            shared_wording=shared_wording(today),
            public=bool(category),
            unverified_rumour=state is VerificationState.NEEDED and voices <= 1,
        ),
        office,
    )


def _scope(posts: pd.DataFrame, office: Office) -> str:
    """How far the matter reaches: one person, a neighbourhood or kecamatan, the regency, the province.

    A place counts when a fifth of the posts name it; a detour through a third kecamatan does not widen the matter.
    """
    if len(posts) == 1 and posts["kind"].iloc[0] != "news":
        return "individu"
    often = max(2, len(posts) / 5)
    named = [{place[0] for place in places if place[0]} for places in posts["places"] + posts["title_places"]]
    districts = Counter(code for places in named for code in {c[:8] for c in places if len(c) >= 8})
    regencies = Counter(code for places in named for code in {c[:5] for c in places if len(c) >= 5})
    if len(office.region) != 5 and sum(n >= often for n in regencies.values()) > 1:
        return "provinsi"
    return "kabupaten" if sum(n >= often for n in districts.values()) > 2 else "kecamatan"


def shared_wording(posts: pd.DataFrame) -> bool:
    """Three or more posts of different voices carry one text, the office's own releases left out."""
    sizes = posts[~posts["official"]].groupby("copy_group")["author"].agg(["size", "nunique"])
    return bool(((sizes["size"] >= 3) & (sizes["nunique"] >= 2)).any())


def coordinated(posts: pd.DataFrame) -> bool:
    """Many copies of one social text within a short time: counted, never named (field guide 9.1)."""
    social = posts[posts["kind"].isin(["social", "comment", "video"])]
    for _, copies in social.groupby("copy_group"):
        when = copies["published_at"]
        close = (when.max() - when.min()).total_seconds() <= _COORDINATED_HOURS * 3600
        if len(copies) >= _COORDINATED_COPIES and close:
            return True
    return False
