"""Does the drum keep its promise about false alarms, and how early does it sound? One command, three seeds.

`python benchmarks/emergence_calibration.py --data DIR`: DIR holds `events/`. Quiet weeks of whole offices
(`emergence_streams.py`) go through the decision as the product makes it every day (`analysis.emergence.drum_beats`, a frame of so many
days as `hari_analisis` says); every alarm is a false one. Bursts are planted into such weeks, one at a time. Rivals
(`emergence_rivals.py`) get their limits from other quiet weeks, so that they alarm as often as the drum was seen to do.
`--frames N` sends N offices as posts through `analysis.emergence.drum.Drum` and compares the answers with the matrices'.
"""

from __future__ import annotations

import argparse
import platform
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from emergence_oracle import oracle_hears
from emergence_product import (
    BEGIN,
    CLOCK,
    RATES,
    Heard24,
    Planted,
    Quiet,
    drum_hears,
    heard_at,
    hourly,
    plant,
    quiet_week,
    through_frames,
    with_burst,
)
from emergence_rivals import RIVALS, every_ten_minutes, rolling
from emergence_streams import (
    ISSUES,
    KINDS,
    Office,
    Words,
    birth_sizes,
    grouped_stories,
    news,
    office,
    sha256,
    time_courses,
    tweets,
    words_of,
)

from analysis.emergence.alarm_limits import stratum
from analysis.emergence.drum_beats import LEAST_VOICES
from analysis.emergence.heard import DAY, HOUR, slots_of
from analysis.emergence.rhythm import exposure_of

SIZES = ((5, 8), (8, 12), (12, 25), (25, 50), (50, 101), (101, 201))


def rival_cells(
    rule: str, counts: np.ndarray, total: np.ndarray, *, often: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Scores of the last week by slot (-inf where it is not asked, or nothing new was said), and the same only where as
    many voices speak as the drum asks for.
    """
    exposure, _ = exposure_of(hourly(total), CLOCK % 24, CLOCK // 24 % 7)
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
        f"   {' / '.join(f'{d:>5.2f}' for d in delay[:4])}   {' / '.join(f'{d:>3.0f}' for d in delay[5:7])}"
    )


def report(trials: Trials, seen: Quiet) -> None:
    """The tables of planted bursts."""
    bursts = trials.bursts
    known = np.array([burst.row >= 0 for burst in bursts])
    rate = stratum(np.array([burst.per_day for burst in bursts]))
    head = f"{'':<52}" + "".join(f"{f'{low}-{high - 1}':>7}" for low, high in SIZES)
    head += f"{'>= 12':>8}   hours: 25, 50, 75, 90 %     voices: 50, 75 %"
    everywhere = np.ones(len(bursts), dtype=bool)
    for title, chosen in (("all issues", everywhere), ("issues with a past", known), ("new issues", ~known)):
        print(f"\nBursts in {title}: {chosen.sum()}; share found by size, delay of 12 and more\n{head}")
        told(f"drum ({np.mean(seen.weekly):.2f} a week)", bursts, trials.drum, chosen)
        told("drum, asked every hour", bursts, trials.hourly, chosen)
        for number, label in enumerate(LABELS):
            for rule, rival in trials.rivals.items():
                told(f"{rule}, {label} ({rival.rates[number]:.1f})", bursts, rival.heard[number], chosen)
        for voices in (2, 3, 4):
            told(f"voice number {voices} has spoken", bursts, [spoken(burst, voices) for burst in bursts], chosen)
    print(f"\nThe drum by usual voices a day\n{head}")
    for number, label in enumerate(RATES):
        told(label, bursts, trials.drum, known & (rate == number))
        for rule, rival in trials.rivals.items():
            told(f"  {rule}, {LABELS[1]}", bursts, rival.heard[1], known & (rate == number))


def spoken(burst: Planted, voices: int) -> Heard24:
    """When so many of its voices had spoken: no rule that asks for as many can sound before."""
    return heard_at(burst, np.flatnonzero(np.cumsum(burst.added) >= voices))


def least_delay(trials: Trials) -> None:
    """The table of the oracle, with the drum on the same bursts."""
    bursts = [burst for burst, _, _ in trials.oracle]
    place = {id(burst): number for number, burst in enumerate(trials.bursts)}
    drum = [trials.drum[place[id(burst)]] for burst in bursts]
    everywhere = np.ones(len(bursts), dtype=bool)
    print(f"\nAn oracle: {len(bursts)} of the bursts of 12 and more in issues with a past")
    told("drum", bursts, drum, everywhere)
    told("oracle of size, time course and rate", bursts, [heard for _, heard, _ in trials.oracle], everywhere)
    told(f"oracle, {LEAST_VOICES} voices", bursts, [heard for _, _, heard in trials.oracle], everywhere)
    for voices in (2, 3, 4):
        told(f"voice number {voices} has spoken", bursts, [spoken(burst, voices) for burst in bursts], everywhere)


def quiet_line(name: str, seen: Quiet) -> None:
    """Observed and promised alarms."""
    weeks = len(seen.weekly)
    cells = [f"{a / weeks:.2f}/{p / weeks:.2f}" for a, p in zip(seen.alarms, seen.promised, strict=True)]
    spread = np.std(seen.weekly) / np.sqrt(weeks)
    print(f"{name:<22}{np.mean(seen.weekly):>6.2f} ± {spread:.2f}   " + "  ".join(f"{cell:>10}" for cell in cells))


@dataclass
class Material:
    """What offices are made of: words with their times, first-day voices and time courses of real stories."""

    posts: pd.DataFrame
    articles: pd.DataFrame
    sizes: dict[str, np.ndarray]
    courses: list[np.ndarray]

    @classmethod
    def of(cls, data: Path) -> Material:
        """From the two data sets."""
        posts, articles = tweets(data), news(data)
        sample = posts.sample(8000, random_state=1).reset_index(drop=True)
        stories = {"posts": grouped_stories(sample), "news": grouped_stories(articles)}
        sizes = {kind: birth_sizes(grouped) for kind, grouped in stories.items()}
        return cls(posts, articles, sizes, time_courses(stories["news"]))

    def words(self, seed: int) -> dict[str, Words]:
        """Words and when they were said."""
        return {
            "posts": words_of(self.posts, 24, per_day=400, seed=seed),
            "news": words_of(self.articles, 6, per_day=None, seed=seed),
        }


@dataclass
class Trials:
    """Planted bursts and when they were heard, over all seeds."""

    bursts: list[Planted] = field(default_factory=list)
    drum: list[Heard24] = field(default_factory=list)
    hourly: list[Heard24] = field(default_factory=list)
    rivals: dict[str, Rival] = field(default_factory=dict)
    oracle: list[tuple[Planted, Heard24, Heard24]] = field(default_factory=list)

    def add_rivals(self, found: dict[str, Rival]) -> None:
        """The rivals of one more seed."""
        for rule, rival in found.items():
            known = self.rivals.setdefault(rule, Rival([0.0] * len(LABELS), [], [[] for _ in LABELS]))
            known.rates = [a + b for a, b in zip(known.rates or [0.0] * len(LABELS), rival.rates, strict=True)]
            known.heard = [a + b for a, b in zip(known.heard, rival.heard, strict=True)]


def one_seed(
    args: argparse.Namespace, material: Material, seed: int, trials: Trials, by_kind: dict[str, Quiet]
) -> Quiet:
    """Quiet weeks, bursts planted into them, and the rivals."""
    random, words, own = np.random.default_rng(seed), material.words(seed), Quiet()
    planted_in: list[tuple[Office, Planted]] = []
    for week in range(args.weeks):
        here = office(KINDS[week % 3], random, words, material.sizes)
        days = quiet_week(here, args.days, args.promised, own)
        by_kind[here.kind].weekly.append(own.weekly[-1])
        for number in range(args.bursts * week // args.weeks, args.bursts * (week + 1) // args.weeks):
            burst = plant(random, here, material.courses, new=number % 5 == 4)
            trials.bursts.append(burst)
            trials.drum.append(drum_hears(here, burst, args.days, days))
            trials.hourly.append(drum_hears(here, burst, args.days, days, HOUR))
            planted_in.append((here, burst))
    if not args.no_rivals:
        separate = [office(KINDS[n % 3], random, words, material.sizes) for n in range(args.weeks // 2)]
        found = set_limits(separate, float(np.mean(own.weekly)), args.promised / (ISSUES * 168))
        for rule, rival in found.items():
            for here, burst in planted_in:
                rivals_hear(here, burst, rule, rival)
        trials.add_rivals(found)
    trials.oracle += oracle_hears(planted_in, float(np.mean(own.weekly)), args.oracle, random)
    return own


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--promised", type=float, default=1.0)
    parser.add_argument("--weeks", type=int, default=200)
    parser.add_argument("--bursts", type=int, default=500)
    parser.add_argument("--days", type=int, default=15, help="the frame (`hari_analisis`)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--frames", type=int, default=30)
    parser.add_argument("--no-rivals", action="store_true")
    parser.add_argument("--oracle", type=int, default=70, help="bursts a seed for the oracle")
    return parser.parse_args()


def main() -> None:
    """Print the tables."""
    args = arguments()
    for name in ("crisislex_t6.jsonl", "berita_2025-06-18_19.jsonl"):
        print(f"{name} sha256 {sha256(args.data / 'events' / name)}")
    print(
        f"Python {platform.python_version()}, {platform.machine()}; promised {args.promised} a week, frame {args.days} days"
    )
    begun = time.process_time()
    material = Material.of(args.data)
    half = np.array([np.median(course) for course in material.courses])
    quartiles = np.quantile(half, [0.25, 0.5, 0.75]).round(1)
    print(f"{len(half)} time courses of real stories: half told after {quartiles} h")
    print(f"\nQuiet weeks, {args.weeks} a seed: observed a week; observed/promised by usual voices a day")
    print(f"{'':<22}{'all':>6}          " + "  ".join(f"{label:>10}" for label in (*RATES, "new")))
    together, by_kind, trials = Quiet(), {kind: Quiet() for kind in KINDS}, Trials()
    for seed in args.seeds:
        own = one_seed(args, material, seed, trials, by_kind)
        quiet_line(f"seed {seed}", own)
        together.alarms += own.alarms
        together.promised += own.promised
        together.weekly += own.weekly
    quiet_line("all", together)
    for kind, seen in by_kind.items():
        print(f"{kind:<22}{np.mean(seen.weekly):>6.2f}")
    for rival in trials.rivals.values():
        rival.rates = [rate / len(args.seeds) for rate in rival.rates]
    if trials.bursts:
        report(trials, together)
    if trials.oracle:
        least_delay(trials)
    random = np.random.default_rng(args.seeds[0])
    checked = [
        through_frames(office("simulated", random, {}, material.sizes), args.days, 20.0) for _ in range(args.frames)
    ]
    print(f"\nAs posts through the drum: {sum(a for a, _ in checked)} alarms, {sum(b for _, b in checked)} differ")
    print(f"{time.process_time() - begun:.0f} CPU-s")


if __name__ == "__main__":
    main()
