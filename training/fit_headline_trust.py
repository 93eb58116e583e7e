"""How often a headline's answer is right: `python training/fit_headline_trust.py --data DIR` prints the numbers of
`trusted_headlines`.

Platt's scaling (Platt 1999) of the winner's score with a bias for each label, fitted on titles that chose no word of
`news_words.toml` and that the learned part has not seen: the 477 for trust, read without the words that they alone brought to
mind (`headline_words_apart.txt`), the 128 of the first two sets, and the headlines of people who had never seen the program, each
writer's read by a part that has not learnt them. Calibration and gain are those of ten-fold cross-validation, five times.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from train_headline import fitted, headlines, prepared_of, titles

from analysis.frame import posts_frame
from analysis.learning.scoring import ece, surest
from analysis.tone import headline_model, readers
from analysis.tone import headlines as words
from analysis.tone import reading as tone
from analysis.tone.learnt_sums import HEADLINE, LearntSums

SCORES = [f"tone_{label}" for label in tone.LABELS]
FOLDS, TIMES = 10, 5


def read(table: pd.DataFrame) -> tuple[Any, Any]:
    """Features ``(n, 4)``: log-odds of the winner's score, one column for each label; and whether the answer is right."""
    said = tone.tone_columns(posts_frame([{"text": title, "kind": "news"} for title in table["title"]]))
    scores = said[SCORES].to_numpy(float)
    top = np.clip(scores.max(axis=1), 0.34, 0.995)
    columns = np.column_stack([np.log(top / (1 - top)), np.eye(len(SCORES))[scores.argmax(axis=1)]])
    return columns, said["tone"].to_numpy() == table["tone"].to_numpy()


def model() -> LogisticRegression:
    """Four numbers; the biases are kept small, for strangers' headlines and real ones ask for different ones."""
    return LogisticRegression(C=0.01, fit_intercept=False, max_iter=1000)


def real_ones(data: Path) -> Iterator[tuple[Any, Any]]:
    """:func:`read` of real headlines that chose nothing, as they are."""
    yield read(titles(data, "", "check"))
    yield read(titles(data, "_2", ""))
    apart = set(Path(__file__).with_name("headline_words_apart.txt").read_text("utf-8").splitlines()[1:])
    lexicon = words._lexicon()  # noqa: SLF001
    whole = {first: list(entries) for first, entries in lexicon.items()}
    for first, entries in whole.items():
        lexicon[first] = [entry for entry in entries if " ".join(entry[0]) not in apart]
    yield read(titles(data, "_4", "trust"))
    lexicon.update(whole)


def strangers(data: Path) -> Iterator[tuple[Any, Any]]:
    """:func:`read` of each writer's headlines by a part that has learnt all others."""
    table = headlines(data)
    matrix, signs = prepared_of(table)
    shipped = readers.learnt_sums
    for writer in sorted(set(table["writer"]) - {""}):
        kept = np.flatnonzero(table["writer"] != writer)
        arrays, _ = fitted(table.iloc[kept], matrix[kept], signs[kept])
        ours = LearntSums(**{name: array if name == "columns" else np.float32(array) for name, array in arrays.items()})
        for module in (readers, headline_model):
            module.learnt_sums = lambda name, ours=ours: ours if name == HEADLINE else shipped(name)  # type: ignore[attr-defined]
        readers._headline_weights.cache_clear()  # noqa: SLF001
        yield read(table[table["writer"] == writer])


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    tone.trusted_headlines = lambda scores, _: scores  # type: ignore[attr-defined]
    sets = [
        [np.concatenate(part) for part in zip(*of, strict=True)]
        for of in (list(real_ones(data)), list(strangers(data)))
    ]
    columns, right = (np.concatenate(part) for part in zip(*sets, strict=True))
    slope, *biases = model().fit(columns, right).coef_[0].round(2)
    print(
        f"n {len(right)}, right {right.mean():.3f}: slope {slope}, {dict(zip(tone.LABELS, map(float, biases), strict=True))}"
    )
    places = np.repeat([0, 1], [len(of[1]) for of in sets])
    for number, name in enumerate(("real", "strangers")):
        errors, gains = [], []
        for seed in range(TIMES):
            trust = np.zeros(len(right))
            for train, held in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(columns, right):
                found = model().fit(columns[train], right[train])
                trust[held] = found.predict_proba(columns[held])[:, 1]
            one = places == number
            errors.append(ece(right[one], trust[one]))
            gains.append(surest(right[one], trust[one]) - right[one].mean())
        print(f"{name}, cross-validated: ECE {np.mean(errors):.3f}, surest 80 % {100 * np.mean(gains):+.1f} points")


if __name__ == "__main__":
    main()
