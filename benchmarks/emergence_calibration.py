"""Does the promise about false alarms hold? Simulated issues without any event, and planted ramps.

Issues are negative-binomial streams with an hour-of-day and weekday cycle, slow drift of their rate and common volume
shocks; none of them has an event, so every alarm is a false one. Run: `python benchmarks/emergence_calibration.py`.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from analysis.emergence import LEAST_VOICES, surprise


def cycle(hours: int) -> np.ndarray:
    """Relative activity per hour: quiet nights, weaker weekends."""
    hour = np.arange(hours)
    day = 1 + 0.8 * np.sin((hour % 24 - 8) / 24 * 2 * np.pi)
    return day * np.where(hour // 24 % 7 >= 5, 0.7, 1.0)


def simulate(random: np.random.Generator, issues: int, hours: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(counts issues × hours, exposure, rates)."""
    exposure = cycle(hours)
    exposure = exposure / exposure.mean()
    shock = np.exp(random.normal(0, 0.1, hours))
    rates = np.exp(random.normal(np.log(0.4), 1.4, issues))
    drift = np.exp(np.cumsum(random.normal(0, 0.01, (issues, hours)), axis=1))
    size = random.uniform(1.5, 15, issues)[:, None]
    mean = rates[:, None] * drift * exposure * shock
    counts = random.negative_binomial(size, size / (size + mean))
    return counts.astype(float), exposure, rates


def main() -> None:
    """Print the observed rate of false alarms against the promised one, and how early ramps are found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random = np.random.default_rng(args.seed)
    hours, warm = 21 * 24, 14 * 24
    counts, exposure, rates = simulate(random, args.issues, hours)
    begun = time.process_time()
    p = np.ones((args.issues, hours - warm))
    for issue in range(args.issues):
        for hour in range(warm, hours):
            if counts[issue, hour]:  # nothing new is said: no question is asked
                p[issue, hour - warm] = surprise(counts[issue, : hour + 1], exposure[: hour + 1]).p
    spent = time.process_time() - begun
    weeks = (hours - warm) / 168
    print(f"{args.issues} issues, {weeks:.0f} week of hourly checks after {warm // 24} days of past, {spent:.1f} CPU-s")
    print("promised/week  limit p   hours in alarm  observed/promised  (an issue in alarm is quiet for 24 h)")
    for promised in (1.0, 3.5, 7.0, 35.0, 350.0):
        limit = promised / (args.issues * 168)
        fired = episodes(p <= limit)
        print(f"{promised:>8}      {limit:.1e}   {(p <= limit).sum() / weeks:>8.1f}  {fired / weeks / promised:>12.2f}")
    for low, high in ((0, 0.3), (0.3, 1), (1, 1e9)):
        group = (rates >= low) & (rates < high)
        limit = 7.0 / (args.issues * 168)
        fired = episodes(p[group] <= limit)
        share = 7.0 * group.mean()
        print(
            f"rate {low}-{high}/h: {group.sum()} issues, {fired / weeks:.2f} alarms a week, share of promise {share:.2f}"
        )
    ramps(random, counts, exposure, 3.5 / (args.issues * 168))


def episodes(alarms: np.ndarray) -> int:
    """Alarms, an issue's later ones within 24 hours not counted again."""
    total = 0
    for row in alarms:
        last = -99
        for hour in np.flatnonzero(row):
            if hour - last >= 24:
                total += 1
                last = hour
    return total


def ramps(random: np.random.Generator, counts: np.ndarray, exposure: np.ndarray, limit: float) -> None:
    """Plant growth of 1, 2 and 3 voices an hour each hour and see after how many voices the drum sounds."""
    start = counts.shape[1] - 30
    for growth in (0.5, 1.0, 2.0, 3.0):
        found, extra = [], []
        for issue in random.choice(len(counts), 60, replace=False):
            planted = counts[issue].copy()
            added = random.poisson(growth * np.arange(1, 13))
            planted[start : start + 12] += added
            for hour in range(12):
                end = start + hour + 1
                if planted[start:end].sum() >= LEAST_VOICES and surprise(planted[:end], exposure[:end]).p <= limit:
                    found.append(hour + 1)
                    extra.append(added[: hour + 1].sum())
                    break
        print(
            f"ramp +{growth}/h per hour: found {len(found)}/60 within 12 h, median delay "
            f"{np.median(found) if found else float('nan'):.0f} h, {np.median(extra) if extra else float('nan'):.0f} voices"
        )


if __name__ == "__main__":
    main()
