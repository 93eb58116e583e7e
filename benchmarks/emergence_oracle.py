"""About the least delay that a rule could have: one that knows every planted burst before it comes.

It is told the burst's size, the time course its voices are drawn from, and the issue's true rate and rhythm; only when the
burst begins it has to find out. Then the likelihood ratio of burst against no burst, at its best over all beginnings, is the
best statistic there is (Neyman and Pearson; over beginnings it is Page's CUSUM, optimal by Moustakides 1986), as far as the
background is Poisson; it is a little more than that, so what comes out is a mark and no strict bound. Its limit is read off
quiet issues of the same background and rate, so that it alarms as seldom as the drum was seen to.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from emergence_product import BEGIN, Heard24, Planted, heard_at, with_burst
from emergence_streams import ISSUES, LONGEST, SLOTS, WEEKS, Office

from analysis.emergence.alarm_limits import episodes, stratum
from analysis.emergence.drum_beats import LEAST_VOICES
from analysis.emergence.heard import DAY, HOUR, rolling

POOL = (60, 60, 25, 25)
"""Quiet issues that a limit is read off, by rate stratum (busy ones take longer and err more evenly)."""

_FADE = 2 * DAY
_LEAST_EVIDENCE = np.log(2.0)


def expected_voices(burst: Planted) -> np.ndarray:
    """Voices due in every slot after the burst's first one, given its size and time course."""
    share = np.linspace(0, 1, len(burst.course))
    begin = np.interp(1 / (burst.size + 1), share, burst.course)
    edges = np.interp(begin + np.arange(LONGEST * HOUR + 1) / HOUR, burst.course, share)
    return np.asarray(burst.size * np.diff(edges) + 1e-9)


def usual_voices(office: Office, counts: np.ndarray) -> np.ndarray:
    """The true rate of an issue in every slot: its mean over all weeks times the office's day, 0 while nothing is collected."""
    day = office.total.reshape(-1, DAY).sum(axis=0) + 1
    collected = office.total.reshape(-1, HOUR).sum(axis=1).repeat(HOUR) > 0
    rhythm = np.maximum(np.tile(day / day.mean(), SLOTS // DAY) * collected, 0.02)
    return np.asarray(max(float(counts.sum()), 1.0) * rhythm / rhythm.sum())


def evidence(counts: np.ndarray, usual: np.ndarray, due: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slots with voices, and the log-likelihood ratio at each, at its best over all beginnings that were a voice."""
    slots = np.flatnonzero(counts > 0)
    so_far, best = np.cumsum(due), np.full(len(slots), -np.inf)
    for place, begin in enumerate(slots):
        end = int(np.searchsorted(slots, begin + len(due)))
        age = slots[place:end] - begin
        gain = np.cumsum(counts[slots[place:end]] * np.log1p(due[age] / usual[slots[place:end]]))
        best[place:end] = np.maximum(best[place:end], gain - so_far[age])
    return slots, best


def oracle_hears(
    planted: list[tuple[Office, Planted]], rate: float, number: int, random: np.random.Generator
) -> list[tuple[Planted, Heard24, Heard24]]:
    """When the oracle hears some of the bursts of 12 and more in issues with a past: at all, and not before three voices.

    Args:
        planted: offices and bursts.
        rate: false alarms a week of an office.
        number: how many bursts, drawn at random.
        random: draws bursts and quiet issues.
    """
    pool: dict[tuple[str, int], list[tuple[Office, np.ndarray]]] = defaultdict(list)
    for office in {id(office): office for office, _ in planted}.values():
        for counts in office.counts[:ISSUES]:
            pool[office.kind, rate_of(counts)].append((office, counts))
    asked = [(office, burst) for office, burst in planted if burst.row >= 0 and burst.size >= 12]
    found = []
    for place in random.permutation(len(asked))[:number]:
        office, burst = asked[place]
        due, counts = expected_voices(burst), office.counts[burst.row]
        quiet = pool[office.kind, rate_of(counts)]
        size = min(len(quiet), POOL[rate_of(counts)])
        chosen = [quiet[number] for number in random.permutation(len(quiet))[:size]]
        row, start = with_burst(office, burst)[0], BEGIN - _FADE
        slots, score = evidence(row[start:], usual_voices(office, counts)[start:], due)
        voices = rolling(row[None], DAY)[0][start:][slots]
        times = []
        for least in (1, LEAST_VOICES):
            hit = (score > _limit(chosen, due, rate / ISSUES, least)) & (voices >= least)
            times.append(heard_at(burst, slots[hit] - _FADE))
        found.append((burst, times[0], times[1]))
    return found


def rate_of(counts: np.ndarray) -> int:
    """Rate stratum of an issue by all its weeks."""
    return int(stratum(np.array([counts.sum() / (7 * WEEKS)]))[0])


def _limit(quiet: list[tuple[Office, np.ndarray]], due: np.ndarray, per_issue_week: float, least: int) -> float:
    """The evidence that quiet issues reach no more often than that."""
    peaks: list[float] = []
    for office, counts in quiet:
        slots, score = evidence(counts, usual_voices(office, counts), due)
        told = (score > _LEAST_EVIDENCE) & (rolling(counts[None], DAY)[0][slots] >= least)
        if told.any():
            peak = episodes(np.zeros(int(told.sum()), dtype=np.int64), slots[told], score[told])
            peaks += score[told][peak].tolist()
    allowed = int(len(quiet) * WEEKS * per_issue_week)
    return (
        float(max(np.sort(peaks)[::-1][allowed], _LEAST_EVIDENCE)) if len(peaks) > allowed else float(_LEAST_EVIDENCE)
    )
