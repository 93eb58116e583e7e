"""Emergence: is an issue talked about more than chance allows, given its own past and the office's rhythm?

What is counted are *voices*: distinct authors (or outlets) per hour, copies folded, so that one loud account or one
wire copy in twenty outlets is not a crowd. For windows of 1, 3, 6 and 24 hours the count is compared with a
negative-binomial prediction (Poisson counts whose rate is not known exactly and varies more than Poisson allows): rate
from the issue's own past with a half-life of three days, dispersion shrunk to a common value, uncertainty of the rate
added. An issue without a past is compared with how large new stories usually get.

The threshold is a promise: at most so many false alarms a week over all issues together. The smallest of the four
p-values is multiplied by four (Bonferroni) and compared with budget / (issues × checks a week).
`benchmarks/emergence_calibration.py` measures how far the promise holds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.figures_in_words import decimal, odds
from analysis.rhythm import Rhythm, hours_before
from analysis.voices import voice_keys, voices
from kentongan.core.findings import Phase

WINDOWS = (1, 3, 6, 24)
LEAST_POSTS = 5
LEAST_VOICES = 3
HALF_LIFE_HOURS = 72.0
_PRIOR_RATE = 0.15
_PRIOR_EXPOSURE = 12.0
_PRIOR_DISPERSION = 0.6
_PRIOR_BLOCKS = 8.0
_BLOCK = 6
_YOUNG_HOURS = 24
_BIRTH_TAIL = 2.0
_LEAST_BIRTHS = 200

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Emergence:
    """The verdict of the drum.

    Args:
        emerging: more than chance allows at the stated rate of false alarms.
        score: -log10 of p, 0 and up.
        p: probability of so much by chance (corrected for the four windows).
        phase: where the issue stands in its life.
        reason: Indonesian, with the numbers used.
        enough: False = too few data to say (then never emerging).
    """

    emerging: bool
    score: float
    p: float
    phase: Phase
    reason: str
    enough: bool


@dataclass(frozen=True, slots=True)
class Surprise:
    """The most surprising window: its p (already times the number of windows), length, count and expectation."""

    p: float
    hours: int
    seen: float
    expected: float


def emergence(
    issue: pd.DataFrame,
    rhythm: Rhythm,
    *,
    issues: int,
    false_alarms_per_week: float = 7.0,
    checks_per_week: float = 168.0,
    births: Sequence[int] = (),
    stories_per_week: float | None = None,
) -> Emergence:
    """Judge one issue at `rhythm.until`.

    Args:
        issue: its posts with `published_at`, `author`, `source` (and `id`); copies folded by the caller.
        rhythm: of the office (`analysis.rhythm.read_rhythm`).
        issues: how many issues are watched.
        false_alarms_per_week: promised over all issues together; half of it goes to issues without a past.
        checks_per_week: how often this question is asked (7 for a daily report, 168 for hourly).
        births: voices that earlier stories had in their first day, all of them, single posts included.
        stories_per_week: how many stories begin in a week; default: `rhythm.posts_per_week` / 1.5.
    """
    counts, age = voice_hours(issue, rhythm)
    posts = len(issue)
    phase = phase_of(counts, age)
    speaking = _voices(issue, rhythm.until)
    if posts < LEAST_POSTS:
        text = f"data belum cukup: {posts} unggahan dari {speaking} sumber (perlu sedikitnya {LEAST_POSTS} unggahan)"
        return Emergence(False, 0.0, 1.0, phase, text, False)
    budget = false_alarms_per_week / 2
    if age <= _YOUNG_HOURS:
        begun = stories_per_week if stories_per_week is not None else max(rhythm.posts_per_week / 1.5, 1.0)
        p = birth_p(speaking, births)
        limit = min(budget / max(begun, 1.0), 0.05)
        text = (
            f"isu berumur {max(age, 1)} jam dengan {speaking} sumber berbeda; "
            f"peristiwa baru mencapai sebanyak itu dengan peluang {odds(p)}"
        )
    else:
        found = surprise(counts, rhythm.exposure)
        p, limit = found.p, min(budget / (max(issues, 1) * checks_per_week), 0.05)
        text = (
            f"{found.seen:.0f} suara dalam {found.hours} jam terakhir, biasanya {decimal(found.expected)} "
            f"pada jam dan hari seperti ini; peluang kebetulan {odds(p)}"
        )
    emerging = p <= limit and speaking >= LEAST_VOICES
    rate = decimal(false_alarms_per_week)
    text += f" (batas {odds(limit)}, agar alarm palsu paling banyak {rate} sepekan untuk semua isu)"
    if p <= limit and speaking < LEAST_VOICES:
        text += f"; hanya {speaking} sumber berbeda, belum dianggap menonjol"
    if emerging and phase in (Phase.STEADY, Phase.COOLING):
        phase = Phase.GROWING
    return Emergence(emerging, float(-np.log10(max(p, 1e-300))), p, phase, text, True)


def voice_hours(issue: pd.DataFrame, rhythm: Rhythm) -> tuple[Floats, int]:
    """Distinct voices per hour, aligned with the rhythm's hours, and the issue's age in hours."""
    hours = len(rhythm.exposure)
    number = hours_before(issue["published_at"], rhythm.until, hours)
    voice = voice_keys(issue)
    table = pd.DataFrame({"hour": number, "voice": voice})[number >= 0].drop_duplicates()
    counts = np.bincount(table["hour"].to_numpy(dtype=np.int64), minlength=hours).astype(float)
    first = issue["published_at"].min()
    age = 0 if pd.isna(first) else math.floor((pd.Timestamp(rhythm.until) - first).total_seconds() / 3600)
    return counts, max(age, 0)


def _voices(issue: pd.DataFrame, until: datetime) -> int:
    """Distinct voices of the last 24 hours."""
    return voices(issue[hours_before(issue["published_at"], until, 24) >= 0])


def surprise(counts: Floats, exposure: Floats) -> Surprise:
    """The window in which the counts most exceed what the hours before it let expect.

    Args:
        counts: voices per hour, oldest first, ending now.
        exposure: of the same hours; hours with exposure 0 were not collected and say nothing.
    """
    from scipy.stats import nbinom

    best = Surprise(1.0, WINDOWS[-1], 0.0, 0.0)
    smallest = 2.0
    for hours in WINDOWS:
        past, now = slice(0, len(counts) - hours), slice(len(counts) - hours, len(counts))
        due = float(exposure[now].sum())
        if due <= 0:
            continue
        rate, shape = _rate(counts[past], exposure[past])
        dispersion = _dispersion(counts[past], exposure[past], rate) + 1 / shape
        expected = rate * due
        seen = float(counts[now][exposure[now] > 0].sum())
        size = 1 / dispersion
        p = float(nbinom.sf(seen - 1, size, size / (size + expected))) if seen > 0 else 1.0
        if p < smallest:
            smallest, best = p, Surprise(min(1.0, p * len(WINDOWS)), hours, seen, expected)
    return best


def _rate(counts: Floats, exposure: Floats) -> tuple[float, float]:
    """Voices per unit of exposure and the shape of what is known about it (gamma posterior)."""
    open_hours = exposure > 0
    weight = 0.5 ** (np.arange(len(counts))[::-1] / HALF_LIFE_HOURS) * open_hours
    begun = np.flatnonzero(counts > 0)
    if len(begun):
        weight[: begun[0]] = 0
    seen = float((weight * counts).sum()) + _PRIOR_RATE * _PRIOR_EXPOSURE
    due = float((weight * exposure).sum()) + _PRIOR_EXPOSURE
    return seen / due, seen


def _dispersion(counts: Floats, exposure: Floats, rate: float) -> float:
    """Excess variance over Poisson in blocks of six hours, as in Var = μ + φ μ², shrunk to the common value."""
    begun = np.flatnonzero(counts > 0)
    if not len(begun):
        return float(_PRIOR_DISPERSION)
    usable = len(counts) - (len(counts) - int(begun[0])) // _BLOCK * _BLOCK
    seen = counts[usable:].reshape(-1, _BLOCK).sum(axis=1)
    due = rate * exposure[usable:].reshape(-1, _BLOCK).sum(axis=1)
    weight = 0.5 ** (np.arange(len(seen))[::-1] * _BLOCK / (4 * HALF_LIFE_HOURS))
    square = float((weight * due**2).sum())
    excess = float((weight * ((seen - due) ** 2 - due)).sum())
    prior = _PRIOR_BLOCKS * max(float((due**2).mean()) if len(due) else 1.0, 1e-6)
    return float(max((excess + prior * _PRIOR_DISPERSION) / (square + prior), 0.05))


def birth_p(speaking: int, births: Sequence[int]) -> float:
    """Share of new stories that reach so many voices on their first day.

    From the office's own stories where there are enough, otherwise voices^-2, the tail seen on real Indonesian news
    days (docs/algorithms.md).
    """
    tail = 1.0 / float(max(speaking, 1) ** _BIRTH_TAIL)
    if len(births) < _LEAST_BIRTHS:
        return tail
    reached = sum(1 for size in births if size >= speaking)
    return max((reached + 1) / (len(births) + 1), tail / 100)


def phase_of(counts: Floats, age: int) -> Phase:
    """Where an issue stands: from voices per hour and its age in hours."""
    if not counts.sum():
        return Phase.CLOSED
    if not counts[-72:].sum():
        return Phase.CLOSED
    if age <= _YOUNG_HOURS:
        return Phase.NEW
    now, before, recent = counts[-24:].sum(), counts[-48:-24].sum(), counts[-6:].sum()
    if now >= 1.5 * before and now - before >= 3:
        return Phase.GROWING if recent >= now / 6 else Phase.PEAKING
    if now <= 0.6 * before:
        return Phase.COOLING
    days = counts[-168:][len(counts[-168:]) % 24 :].reshape(-1, 24).sum(axis=1)
    if now >= 5 and now >= days.max(initial=0) and len(days) > 2:
        return Phase.PEAKING
    return Phase.STEADY
