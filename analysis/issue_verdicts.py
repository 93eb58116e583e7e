"""From the posts of an issue to its USG and to the drum: what the rubric and the alarm need, gathered in one place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.emergence import Emergence, emergence, voice_hours
from analysis.figures_in_words import decimal, odds
from analysis.issue_counts import IssueCounts
from analysis.rhythm import Rhythm, read_rhythm
from analysis.severity import SeverityFacts, severity
from analysis.trend import slow_growth
from analysis.voices import independent
from kentongan.core.clock import Window
from kentongan.core.findings import Phase, Severity, VerificationState
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


@dataclass(frozen=True, slots=True)
class Drum:
    """What every issue of a day is held against: the office's rhythm and how large new stories usually are.

    Args:
        rhythm: posts per hour, weekday and hour known, gaps left out.
        issues: how many issues are judged together; they share the false alarms the officer accepts.
        births: voices of the stories that began before the day.
        stories_per_week: how many new stories a week brings.
    """

    rhythm: Rhythm
    issues: int
    births: tuple[int, ...]
    stories_per_week: float

    @classmethod
    def of(cls, posts: pd.DataFrame, window: Window, quiet: Sequence[Window], *, issues: int) -> Drum:
        """The drum of a day, from all posts that count."""
        texts = independent(posts)
        first = texts.groupby("story")["published_at"].transform("min")
        past = texts[first < pd.Timestamp(window.start)]
        days = max((pd.Timestamp(window.end) - texts["published_at"].min()).days, 1) if len(texts) else 1
        return cls(
            read_rhythm(posts["published_at"], window.end, excluded=quiet),
            issues,
            tuple(int(n) for n in past.groupby("story").size()),
            float(texts["story"].nunique()) * 7 / days,
        )

    def listen(self, posts: pd.DataFrame, office: Office) -> Emergence:
        """Whether it sounds for an issue, given all its posts; copies are folded and the office's own posts left out here.

        What does not burst may still grow day by day (`analysis.trend`). That question gets half of the false alarms
        promised to issues with a past, so that both together stay below the promise.
        """
        texts = independent(posts)
        found = emergence(
            texts,
            self.rhythm,
            issues=self.issues,
            false_alarms_per_week=office.false_alarms_per_week,
            checks_per_week=7.0,
            births=self.births,
            stories_per_week=self.stories_per_week,
        )
        if found.emerging or not found.enough:
            return found
        counts, _ = voice_hours(texts, self.rhythm)
        trend = slow_growth(counts, self.rhythm.exposure)
        limit = office.false_alarms_per_week / 4 / (max(self.issues, 1) * 7.0)
        if trend is None or trend.p > limit:
            return found
        text = (
            f"naik bertahap {trend.days} hari terakhir: semula {decimal(trend.before)}, kini {decimal(trend.now)} suara "
            f"sehari; peluang kebetulan {odds(trend.p)} (batas {odds(limit)})"
        )
        return replace(
            found, emerging=True, p=trend.p, score=-math.log10(max(trend.p, 1e-300)), phase=Phase.GROWING, reason=text
        )
