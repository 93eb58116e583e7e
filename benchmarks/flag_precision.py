"""Precision of the "perlu verifikasi" flag on texts newer than everything its model was trained on, in one command.

`python benchmarks/flag_precision.py DIR`: DIR is the measuring data. For each slice of time a model is trained on what
came before (as `training/train_verification.py` does) and the flag is asked about the slice: cue rule, guards and this
model's score, without the part that learnt what asks for a check (`flag_posts.py` measures all of it). Shown per
threshold of the score: share flagged of texts found false, of texts checked and not found false, and of ordinary texts;
the precision under two mixtures; and from which share of false texts it reaches 0.95.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.model_selection import GroupKFold

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from analysis.claims.cues import read_cues  # noqa: E402
from analysis.claims.verification import MODEL, flag  # noqa: E402
from analysis.learning.files import load_model  # noqa: E402
from training.train_verification import Data, decide, everyday, fit, ordinary, read_rows  # noqa: E402

SLICES: Final = (("2018-01-01", "2018-07-01"), ("2018-07-01", "2019-01-01"), ("2019-01-01", "2021-01-01"))
THRESHOLDS: Final = (0.6, 0.709, 0.8, 0.9)
#: Shares of found-false, otherwise checked and ordinary texts.
MIXTURES: Final = {"desk": (0.5, 0.25, 0.25), "one in five false, rest ordinary": (0.2, 0, 0.8)}
GOAL: Final = 0.95


def main() -> None:
    """Train by time and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    folder = parser.parse_args().data
    path = folder / "hoax" / "mafindo_labelled_train.csv"
    rows, plain = read_rows(path), ordinary(folder)
    daily, frames = everyday(folder)
    data, texts, others = Data(rows, plain, daily, frames), rows.narrative.tolist(), [*plain, *daily]
    slope, offset = load_model(MODEL)[0]["calibration"]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    print(f"texts {digest}, {len(texts)}; {platform.machine()}, Python {platform.python_version()}")
    for start, end in SLICES:
        train = np.flatnonzero(data.date < np.datetime64(start))
        late = (data.date >= np.datetime64(start)) & (data.date < np.datetime64(end))
        test = np.flatnonzero(late & ~np.isin(data.group, data.group[train]))
        half, held = next(GroupKFold(2, shuffle=True, random_state=0).split(data.frame, groups=data.frame))
        quiet = held[data.real[held]]
        z, oz = decide(data, fit(data, train, half), test, quiet)
        checked, calm = (1 / (1 + np.exp(-(float(slope) * part + float(offset)))) for part in (z, oz))
        y = data.y[test]
        print(f"\n{start} to {end}: {int((y == 1).sum())} false, {int((y == 0).sum())} not, {len(quiet)} ordinary")
        for threshold in THRESHOLDS:
            own = flags([texts[i] for i in test], checked, threshold)
            rates = own[y == 1].mean(), own[y == 0].mean(), flags([others[i] for i in quiet], calm, threshold).mean()
            shown = "  ".join(f"{name} {precision(rates, mix):.3f}" for name, mix in MIXTURES.items())
            print(
                f"  threshold {threshold:.3f}  flagged: false {rates[0]:.3f}  not false {rates[1]:.3f}  "
                f"ordinary {rates[2]:.4f}  precision: {shown}  as checked {own[y == 1].sum() / max(own.sum(), 1):.3f}  "
                f"{GOAL} among ordinary texts from {break_even(rates):.3f} false"
            )


def flags(texts: list[str], scores: Any, threshold: float) -> Any:
    """The product's flag of posts without any source."""
    return np.array(
        [flag(read_cues(text), float(s), text, "", threshold) for text, s in zip(texts, scores, strict=True)]
    )


def break_even(rates: Any) -> float:
    """Share of false texts, the rest ordinary, from which the precision reaches the goal."""
    odds = GOAL / (1 - GOAL) * rates[2] / max(rates[0], 1e-9)
    return float(odds / (1 + odds))


def precision(rates: Any, mixture: tuple[float, float, float]) -> float:
    """Share found false of what is flagged, under a mixture."""
    mass = [rate * share for rate, share in zip(rates, mixture, strict=True)]
    return float(mass[0] / max(sum(mass), 1e-9))


if __name__ == "__main__":
    main()
