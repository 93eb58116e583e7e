"""Does the drum keep its promise about false alarms, and how early does it sound? One command, three seeds.

`python benchmarks/emergence_calibration.py --data DIR`: DIR holds `events/`. Quiet weeks of whole offices
(`emergence_streams.py`) go through the decision as the product makes it every day (`analysis.alarms`, a frame of so many
days as `hari_analisis` says); every alarm is a false one. Bursts are planted into such weeks, one at a time. Rivals
(`emergence_rivals.py`) get their limits from other quiet weeks, so that they alarm as often as the drum was seen to do.
`--frames N` sends N offices as posts through `analysis.drum.Drum` and compares the answers with the matrices'.
"""

from __future__ import annotations

import argparse
import platform
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from emergence_rivals import RIVALS, every_ten_minutes, rolling
from emergence_streams import (
    ISSUES,
    KINDS,
    LONGEST,
    SLOTS,
    Office,
    birth_sizes,
    grouped_stories,
    news,
    office,
    sha256,
    time_courses,
    tweets,
    words_of,
)

from analysis.alarm_limits import stratum
from analysis.alarms import BIRTH, LEAST_VOICES, Limits, Questions, alarms, questions
from analysis.births import Births
from analysis.drum import Drum
from analysis.heard import DAY, HOUR, WEEK, Heard, slots_of
from analysis.rhythm import exposure_of

BEGIN = SLOTS - WEEK
RATES = ("< 0.5", "0.5-2", "2-8", "> 8")
SIZES = ((5, 8), (8, 12), (12, 25), (25, 50), (50, 101), (101, 201))
CLOCK = np.arange(SLOTS // HOUR)


@dataclass
class Quiet:
    """What was seen in quiet weeks: alarms and promised ones by rate stratum (last place: births), issue-weeks."""

    alarms: np.ndarray = field(default_factory=lambda: np.zeros(len(RATES) + 1))
    promised: np.ndarray = field(default_factory=lambda: np.zeros(len(RATES) + 1))
    weekly: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Planted:
    """A burst: row (-1 = a new issue), voices per slot of the last week, first moment in slots, usual voices a day."""

    row: int
    added: np.ndarray
    first: float
    per_day: float

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
    open_hours = np.ones(len(clock), dtype=bool)
    exposure, per_week = exposure_of(hourly(total[start:end]), clock % 24, clock // 24 % 7, open_hours)
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
    return Planted(row, added, float(moments[0]), per_day)


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


def rival_cells(
    rule: str, counts: np.ndarray, total: np.ndarray, *, often: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Scores of the last week by slot (-inf where it is not asked, or nothing new was said), and the same only where as
    many voices speak as the drum asks for.
    """
    exposure, _ = exposure_of(hourly(total), CLOCK % 24, CLOCK // 24 % 7, np.ones(len(CLOCK), dtype=bool))
    score = np.full(counts.shape, -np.inf)
    if often:
        late = every_ten_minutes(RIVALS[rule][0], counts, slots_of(exposure), HOUR)
        score = np.where(counts > 0, late, -np.inf)
    else:
        found = RIVALS[rule][0](hourly(counts), exposure)
        score[:, HOUR - 1 :: HOUR] = np.where(hourly(counts) > 0, found, -np.inf)
    score = score[:, BEGIN:]
    return score, np.where(rolling(counts, DAY)[:, BEGIN:] >= LEAST_VOICES, score, -np.inf)


def alarms_above(weeks: list[np.ndarray], limit: float) -> float:
    """Alarms a week; an issue's later ones within 24 hours are not counted again."""
    number = 0
    for week in weeks:
        row, hour = np.nonzero(week >= limit)
        number += int(((row[1:] != row[:-1]) | (np.diff(hour) > DAY)).sum()) + int(len(row) > 0)
    return number / len(weeks)


def limit_for(weeks: list[np.ndarray], rate: float) -> float:
    """The smallest limit that alarms at most so often a week."""
    finite = np.concatenate([week[np.isfinite(week)] for week in weeks])
    found = np.unique(np.sort(finite)[-min(len(finite), 20_000) :])
    low, high = 0, len(found) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if alarms_above(weeks, float(found[middle])) <= rate else (middle + 1, high)
    return float(found[low])


LABELS = ("matched", "matched, 3 voices", "10 min, matched, 3 voices", "usual")


@dataclass
class Rival:
    """A rule's limits, one for each of `LABELS`, how often it alarms with them, and what it heard."""

    limits: list[float]
    rates: list[float]
    heard: list[list[Heard24]]


def rival_ways(rule: str, counts: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, ...]:
    """Scores for each of `LABELS`."""
    plain, gated = rival_cells(rule, counts, total)
    return plain, gated, rival_cells(rule, counts, total, often=True)[1], plain


def rivals_hear(office: Office, burst: Planted, rule: str, rival: Rival) -> None:
    """Let a rule listen to a burst with each of its limits."""
    row, total = with_burst(office, burst)
    for heard, limit, score in zip(rival.heard, rival.limits, rival_ways(rule, row[None], total), strict=True):
        heard.append(heard_at(burst, np.flatnonzero(score[0] >= limit)))


def set_limits(offices: list[Office], rate: float, per_cell: float) -> dict[str, Rival]:
    """Limits of every rule from quiet weeks of their own."""
    found = {}
    for rule, (_, usual) in RIVALS.items():
        ways: list[list[np.ndarray]] = [[] for _ in LABELS]
        for here in offices:
            for kept, score in zip(ways, rival_ways(rule, here.counts, here.total), strict=True):
                kept.append(score.astype(np.float32))
        limits = [limit_for(weeks, rate) for weeks in ways[:-1]]
        limits.append(-float(np.log10(per_cell)) if usual is None else usual)
        rates = [alarms_above(weeks, limit) for weeks, limit in zip(ways, limits, strict=True)]
        found[rule] = Rival(limits, rates, [[] for _ in LABELS])
    return found


def told(name: str, bursts: list[Planted], heard: list[Heard24], chosen: np.ndarray) -> None:
    """One line: share found by size, and delay of those of 12 voices and more, the unheard counted as never."""
    size = np.array([burst.size for burst in bursts])
    hours, voices = np.array([h.hours for h in heard]), np.array([h.voices for h in heard])
    inside = [chosen & (size >= low) & (size < high) for low, high in SIZES]
    shares = [np.isfinite(hours[those]).mean() if those.any() else np.nan for those in inside]
    large = chosen & (size >= 12)
    if not large.any():
        return
    delay = [
        float(np.quantile(values[large], q, method="higher"))
        for values in (hours, voices)
        for q in (0.25, 0.5, 0.75, 0.9)
    ]
    print(
        f"{name:<52}" + "".join(f"{share:>7.2f}" for share in shares) + f"{np.isfinite(hours[large]).mean():>8.3f}"
        f"   {' / '.join(f'{d:>4.1f}' for d in delay[:4])}   {' / '.join(f'{d:>3.0f}' for d in delay[5:7])}"
    )


def report(
    bursts: list[Planted], drum: list[Heard24], hourly_drum: list[Heard24], rivals: dict[str, Rival], seen: Quiet
) -> None:
    """The tables of planted bursts."""
    known = np.array([burst.row >= 0 for burst in bursts])
    rate = stratum(np.array([burst.per_day for burst in bursts]))
    head = f"{'':<52}" + "".join(f"{f'{low}-{high - 1}':>7}" for low, high in SIZES)
    head += f"{'>= 12':>8}   hours: 25, 50, 75, 90 %     voices: 50, 75 %"
    for title, chosen in (("issues with a past", known), ("new issues", ~known)):
        print(f"\nBursts in {title}: {chosen.sum()}; share found by size, delay of 12 and more\n{head}")
        told(f"drum ({np.mean(seen.weekly):.2f} a week)", bursts, drum, chosen)
        told("drum, asked every hour", bursts, hourly_drum, chosen)
        for number, label in enumerate(LABELS):
            for rule, rival in rivals.items():
                told(f"{rule}, {label} ({rival.rates[number]:.1f})", bursts, rival.heard[number], chosen)
    print(f"\nThe drum by usual voices a day\n{head}")
    for number, label in enumerate(RATES):
        told(label, bursts, drum, known & (rate == number))
        for rule, rival in rivals.items():
            told(f"  {rule}, {LABELS[1]}", bursts, rival.heard[1], known & (rate == number))


def quiet_line(name: str, seen: Quiet) -> None:
    """Observed and promised alarms."""
    weeks = len(seen.weekly)
    cells = [f"{a / weeks:.2f}/{p / weeks:.2f}" for a, p in zip(seen.alarms, seen.promised, strict=True)]
    spread = np.std(seen.weekly) / np.sqrt(weeks)
    print(f"{name:<22}{np.mean(seen.weekly):>6.2f} ± {spread:.2f}   " + "  ".join(f"{cell:>10}" for cell in cells))


def through_frames(office: Office, days: int, promised: float) -> tuple[int, int]:
    """The last day as posts through `Drum`: the same alarms at the same moments? (alarms, alarms that differ)"""
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


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--promised", type=float, default=1.0)
    parser.add_argument("--weeks", type=int, default=200)
    parser.add_argument("--bursts", type=int, default=500)
    parser.add_argument("--days", type=int, default=15, help="the frame (`hari_analisis`)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--frames", type=int, default=30)
    parser.add_argument("--no-rivals", action="store_true")
    args = parser.parse_args()
    for name in ("crisislex_t6.jsonl", "berita_2025-06-18_19.jsonl"):
        print(f"{name} sha256 {sha256(args.data / 'events' / name)}")
    print(
        f"Python {platform.python_version()}, {platform.machine()}; promised {args.promised} a week, frame {args.days} days"
    )
    begun = time.process_time()
    posts, articles = tweets(args.data), news(args.data)
    sample = posts.sample(8000, random_state=1).reset_index(drop=True)
    stories = {"posts": grouped_stories(sample), "news": grouped_stories(articles)}
    sizes = {kind: birth_sizes(grouped) for kind, grouped in stories.items()}
    courses = time_courses(stories["news"])
    half = np.array([np.median(course) for course in courses])
    print(
        f"{len(courses)} time courses of real stories: half told after {np.quantile(half, [0.25, 0.5, 0.75]).round(1)} h"
    )
    together, by_kind = Quiet(), {kind: Quiet() for kind in KINDS}
    bursts: list[Planted] = []
    drum: list[Heard24] = []
    hourly_drum: list[Heard24] = []
    rivals: dict[str, Rival] = {}
    for seed in args.seeds:
        random = np.random.default_rng(seed)
        words = {
            "posts": words_of(posts, 24, per_day=400, seed=seed),
            "news": words_of(articles, 6, per_day=None, seed=seed),
        }
        own = Quiet()
        offices = []
        for week in range(args.weeks):
            here = office(KINDS[week % 3], random, words, sizes)
            days = quiet_week(here, args.days, args.promised, own)
            number = args.bursts * (week + 1) // args.weeks - args.bursts * week // args.weeks
            planted = [plant(random, here, courses, new=(len(bursts) + n) % 5 == 4) for n in range(number)]
            drum += [drum_hears(here, burst, args.days, days) for burst in planted]
            hourly_drum += [drum_hears(here, burst, args.days, days, HOUR) for burst in planted]
            bursts += planted
            offices += [(here, burst) for burst in planted]
            kind = by_kind[here.kind]
            kind.weekly.append(own.weekly[-1])
        together.alarms += own.alarms
        together.promised += own.promised
        together.weekly += own.weekly
        if seed == args.seeds[0]:
            print(f"\nQuiet weeks, {args.weeks} a seed: observed a week; observed/promised by usual voices a day")
            print(f"{'':<22}{'all':>6}          " + "  ".join(f"{label:>10}" for label in (*RATES, "new")))
        quiet_line(f"seed {seed}", own)
        if args.no_rivals:
            continue
        separate = [office(KINDS[n % 3], random, words, sizes) for n in range(args.weeks // 2)]
        found = set_limits(separate, float(np.mean(own.weekly)), args.promised / (ISSUES * 168))
        for rule, rival in found.items():
            for here, burst in offices:
                rivals_hear(here, burst, rule, rival)
            if rule not in rivals:
                rivals[rule] = rival
            else:
                rivals[rule].heard = [a + b for a, b in zip(rivals[rule].heard, rival.heard, strict=True)]
                rivals[rule].rates = [a + b for a, b in zip(rivals[rule].rates, rival.rates, strict=True)]
    quiet_line("all", together)
    for kind, seen in by_kind.items():
        print(f"{kind:<22}{np.mean(seen.weekly):>6.2f}")
    for rival in rivals.values():
        rival.rates = [rate / len(args.seeds) for rate in rival.rates]
    report(bursts, drum, hourly_drum, rivals, together)
    random = np.random.default_rng(args.seeds[0])
    checked = [through_frames(office("simulated", random, {}, sizes), args.days, 20.0) for _ in range(args.frames)]
    print(f"\nAs posts through the drum: {sum(a for a, _ in checked)} alarms, {sum(b for _, b in checked)} differ")
    print(f"{time.process_time() - begun:.0f} CPU-s")


if __name__ == "__main__":
    main()
