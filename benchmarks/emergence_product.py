"""The decision as the product makes it every day, asked about offices and planted bursts of the benchmark."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
from emergence_streams import ISSUES, LONGEST, SLOTS, Office

from analysis.emergence.alarm_limits import stratum
from analysis.emergence.births import Births
from analysis.emergence.drum import Drum
from analysis.emergence.drum_beats import BIRTH, Limits, Questions, alarms, questions
from analysis.emergence.heard import DAY, HOUR, WEEK, Heard, slots_of
from analysis.emergence.rhythm import exposure_of

BEGIN = SLOTS - WEEK
RATES = ("< 0.5", "0.5-2", "2-8", "> 8")
CLOCK = np.arange(SLOTS // HOUR)


@dataclass
class Quiet:
    """What was seen in quiet weeks: alarms and promised ones by rate stratum (last place: births), issue-weeks."""

    alarms: np.ndarray = field(default_factory=lambda: np.zeros(len(RATES) + 1))
    promised: np.ndarray = field(default_factory=lambda: np.zeros(len(RATES) + 1))
    weekly: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Planted:
    """A burst.

    Args:
        row: of the office; -1 = a new issue.
        added: voices per slot of the last week.
        first: first moment in slots.
        per_day: usual voices a day.
        course: the time course it was drawn from, hours of its voices.
    """

    row: int
    added: np.ndarray
    first: float
    per_day: float
    course: np.ndarray

    @property
    def size(self) -> int:
        """Voices in all."""
        return int(self.added.sum())


@dataclass(frozen=True)
class Heard24:
    """When a burst was heard: hours after its first voice and how many of its voices were out; infinite = never."""

    hours: float
    voices: float


@dataclass(frozen=True)
class Day:
    """A day's question, as the product asks it: frame of the last days, limits learned before the day."""

    rows: np.ndarray
    limits: Limits

    def limits_of(self, row: int) -> Limits:
        """The limits of one row of the office; -1: a new issue."""
        place = np.flatnonzero(self.rows == row)
        return replace(self.limits, own=self.limits.own[place] if len(place) else np.zeros(1))


def hourly(values: np.ndarray) -> np.ndarray:
    """Sums by hour along the last axis."""
    return values.reshape(*values.shape[:-1], -1, HOUR).sum(axis=-1)


def frame_of(office: Office, end: int, days: int, total: np.ndarray, counts: np.ndarray) -> tuple[int, Questions]:
    """The frame that ends at a slot: its first slot, and questions about some rows."""
    start = end - days * DAY
    clock = CLOCK[start // HOUR : end // HOUR]
    exposure, per_week = exposure_of(hourly(total[start:end]), clock % 24, clock // 24 % 7)
    born, size = office.births
    inside = (born >= start + DAY) & (born < end - DAY)
    births = Births(size[inside].astype(float), (end - start - 2 * DAY) / WEEK, per_week)
    return start, questions(Heard.counted(counts[:, start:end]), slots_of(exposure), births)


def quiet_week(office: Office, days: int, promised: float, seen: Quiet) -> list[Day]:
    """The last week of an office, day by day."""
    asked_days, rang = [], 0
    for end in range(BEGIN + DAY, SLOTS + 1, DAY):
        rows = np.flatnonzero(office.counts[:, end - days * DAY : end].sum(axis=1) >= 3)
        _, asked = frame_of(office, end, days, office.total, office.counts[rows])
        limits = asked.learn(days * DAY - DAY, promised)
        asked_days.append(Day(rows, limits))
        cells = asked.cells
        sounds = alarms(asked, limits.of(cells)).sounds & (cells.slot >= days * DAY - DAY)
        rang += int(sounds.sum())
        group = np.where(cells.window == BIRTH, len(RATES), stratum(cells.per_day))
        seen.alarms += np.bincount(group[sounds], minlength=len(RATES) + 1)
        today = asked.watched[:, -DAY:]
        share = np.bincount(today[today >= 0], minlength=len(RATES)) / max((today >= 0).sum(), 1)
        seen.promised += np.r_[share * (promised - limits.births_per_week), limits.births_per_week] / 7
    seen.weekly.append(rang)
    return asked_days


def plant(random: np.random.Generator, office: Office, courses: list[np.ndarray], *, new: bool) -> Planted:
    """A burst of 5 to 200 voices that comes in as a real story did, in hours that are collected."""
    size = int(np.exp(random.uniform(np.log(5), np.log(201))))
    course = courses[random.integers(len(courses))]
    within = np.interp(random.random(size), np.linspace(0, 1, len(course)), course)
    open_slots = np.flatnonzero(office.total[BEGIN : SLOTS - LONGEST * HOUR - DAY] > 0)
    moments = np.sort(float(random.choice(open_slots)) + random.random() + (within - within.min()) * HOUR)
    added = np.bincount(moments.astype(int), minlength=WEEK).astype(float) * (office.total[BEGIN:] > 0)
    row = -1 if new else int(random.integers(ISSUES))
    per_day = 0.0 if new else float(office.counts[row, BEGIN - 4 * WEEK : BEGIN].sum() / 28)
    return Planted(row, added, float(moments[0]), per_day, course)


def with_burst(office: Office, burst: Planted) -> tuple[np.ndarray, np.ndarray]:
    """The row and the office's total with the burst in them."""
    row = np.zeros(SLOTS) if burst.row < 0 else office.counts[burst.row].copy()
    total = office.total.copy()
    row[BEGIN:] += burst.added
    total[BEGIN:] += burst.added
    return row, total


def heard_at(burst: Planted, slots: np.ndarray) -> Heard24:
    """From the slots (of the last week) at whose end a rule sounds."""
    last = int(np.flatnonzero(burst.added)[-1]) + DAY
    hit = slots[(slots >= int(burst.first)) & (slots < min(last, WEEK))]
    if not len(hit):
        return Heard24(np.inf, np.inf)
    return Heard24((hit.min() + 1 - burst.first) / HOUR, float(burst.added[: hit.min() + 1].sum()))


def drum_hears(office: Office, burst: Planted, days: int, asked: list[Day], step: int = 1) -> Heard24:
    """The product's days one after another; asked at the end of every `step` slots only."""
    row, total = with_burst(office, burst)
    for number in range(int(burst.first) // DAY, 7):
        start, found = frame_of(office, BEGIN + (number + 1) * DAY, days, total, row[None])
        cells = found.cells
        hit = (cells.score >= asked[number].limits_of(burst.row).of(cells)) & (cells.slot >= days * DAY - DAY)
        slots = cells.slot[hit] + start - BEGIN
        heard = heard_at(burst, slots // step * step + step - 1)
        if np.isfinite(heard.hours):
            return heard
    return Heard24(np.inf, np.inf)


def through_frames(office: Office, days: int, promised: float) -> tuple[int, int]:
    """The last day as posts through `Drum`: the same alarms at the same moments? Alarms, and alarms that differ."""
    start = SLOTS - days * DAY
    until = datetime(2026, 9, 7, tzinfo=UTC) + timedelta(hours=SLOTS // HOUR)
    rows = np.flatnonzero(office.counts[:, start:].sum(axis=1) >= 3)
    counts = office.counts[rows][:, start:].astype(int)
    lone = np.maximum(office.total[start:] - counts.sum(axis=0), 0).astype(int)
    place = np.concatenate(
        [*(np.repeat(np.arange(days * DAY), row) for row in counts), np.repeat(np.arange(days * DAY), lone)]
    )
    issue = np.repeat(np.arange(len(rows) + 1), [*counts.sum(axis=1), lone.sum()])
    frame = pd.DataFrame({"id": [f"p{n}" for n in range(len(place))], "kind": "social", "source": "", "tier": 0})
    frame["author"] = frame["copy_group"] = frame["story"] = frame["id"]
    frame["official"] = False
    frame["issue"] = np.where(issue < len(rows), np.char.mod("i%04d", issue), "")
    moments = pd.Timestamp(until) - pd.to_timedelta((days * DAY - place - 0.5) / HOUR, unit="h")
    frame["published_at"] = moments.astype("datetime64[us, UTC]")
    drum = Drum.of(frame, until, promised=promised)
    total, whole = np.zeros(SLOTS), np.zeros((len(rows), SLOTS))
    total[start:], whole[:, start:] = np.bincount(place, minlength=days * DAY), counts
    _, asked = frame_of(replace(office, births=(np.zeros(0, dtype=int), np.zeros(0))), SLOTS, days, total, whole)
    asked = replace(asked, births=drum.asked.births)
    rang = alarms(asked, asked.learn(days * DAY - DAY, promised).of(asked.cells)).sounds
    offset = drum.heard.voices.shape[1] - days * DAY
    today = asked.cells.slot >= days * DAY - DAY
    there = set(zip(asked.cells.row[rang & today].tolist(), asked.cells.slot[rang & today].tolist(), strict=True))
    cells = drum.asked.cells
    sounds = drum.rung.sounds & (cells.slot - offset >= days * DAY - DAY)
    here = set(zip(cells.row[sounds].tolist(), (cells.slot[sounds] - offset).tolist(), strict=True))
    return len(there), len(there ^ here)
