"""Telling found-false from otherwise checked texts as a desk would that learns anew every month: macro-F1, in one command.

`python benchmarks/verification_month_by_month.py DIR`: DIR is the measuring data. Every month from July 2017 on is answered by models of
all texts dated before its first day, and by a threshold chosen on the answers they had given in the twelve months before. Nothing newer
than the day of training is used, as in the strict reading of `verification_by_time.py`; but there a model answers up to twenty months and its
threshold is older still, while the share found false goes from 64 % (2018) to 96 % (2019 on). A month that follows fewer than sixty answers
is not counted; near-copies of what was seen are not asked.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from analysis.learning.scoring import interval, macro_f1  # noqa: E402
from benchmarks.verification_by_time import features, signs_of  # noqa: E402
from training.train_verification import read_rows  # noqa: E402

FIRST: Final = np.datetime64("2017-07")
#: Months whose answers choose the threshold, and how many answers that takes.
LOOK_BACK: Final = 12
ENOUGH: Final = 60
#: Months after which a text, and an answer given, counts half; nearest earlier texts asked.
HALF: Final = {"text": 24, "answer": 3}
NEAREST: Final = 30


class Months:
    """The texts by month, and for every way of reading them a score of each text by what came before its month."""

    def __init__(self, rows: Any) -> None:
        """`rows`: what `read_rows` gives."""
        self.label, self.group = rows.label.to_numpy(), rows.group.to_numpy()
        self.month = rows.dt.to_numpy().astype("datetime64[M]")
        self.all = [month for month in np.unique(self.month) if month >= FIRST]

    def scores(self, one: Any) -> Any:
        """`one(seen, test, age)` scores the rows `test`; `age` is how many months old each row of `seen` is."""
        found = np.full(len(self.label), np.nan)
        for month in self.all:
            seen = np.flatnonzero(self.month < month)
            test = np.flatnonzero((self.month == month) & ~np.isin(self.group, self.group[seen]))
            if len(test):
                found[test] = one(seen, test, (month - self.month[seen]).astype(int))
        return found

    def stacked(self, columns: list[Any]) -> Any:
        """A logistic regression of given scores, learnt every month on the answers of the months before."""
        x = np.column_stack(columns)
        x = (x - np.nanmean(x, 0)) / np.nanstd(x, 0)
        found = np.full(len(x), np.nan)
        for month in self.all:
            asked = ~np.isnan(x[:, 0])
            past, test = np.flatnonzero((self.month < month) & asked), np.flatnonzero((self.month == month) & asked)
            if len(past) < ENOUGH or not len(test):
                continue
            weight = 0.5 ** ((month - self.month[past]).astype(int) / HALF["answer"])
            model = LogisticRegression().fit(x[past], self.label[past], sample_weight=weight)
            found[test] = model.decision_function(x[test])
        return found

    def answers(self, score: Any) -> tuple[list[int], list[int], dict[str, float]]:
        """True labels, answers, and macro-F1 of each year."""
        true: list[int] = []
        said: list[int] = []
        years: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for month in self.all:
            known = ~np.isnan(score)
            test = np.flatnonzero((self.month == month) & known)
            past = np.flatnonzero((self.month < month) & (self.month >= month - LOOK_BACK) & known)
            if len(past) < ENOUGH:
                continue
            steps = np.quantile(score[past], np.linspace(0.01, 0.99, 99))
            best = np.argmax([macro_f1(self.label[past], (score[past] >= step).astype(int)) for step in steps])
            answer = (score[test] >= steps[best]).astype(int).tolist()
            true.extend(self.label[test].tolist())
            said.extend(answer)
            years[str(month)[:4]][0].extend(self.label[test].tolist())
            years[str(month)[:4]][1].extend(answer)
        return true, said, {year: macro_f1(*both) for year, both in years.items()}


def scores_of(months: Months, texts: list[str]) -> dict[str, Any]:
    """Scores by name: plain words, everything, everything with newer texts weighing more, the nearest earlier texts."""
    label, signs = months.label, signs_of(texts)

    def fit(x: Any, seen: Any, test: Any, weight: Any = None, **more: Any) -> Any:
        model = LogisticRegression(solver="liblinear", **more)
        return model.fit(x[seen], label[seen], sample_weight=weight).decision_function(x[test])

    def words(seen: Any, test: Any, _age: Any) -> Any:
        return fit(features(texts, seen, chars=False, more=[]), seen, test)

    def everything(seen: Any, test: Any, _age: Any) -> Any:
        return fit(features(texts, seen, chars=True, more=signs), seen, test, C=0.1, class_weight="balanced")

    def newer(seen: Any, test: Any, age: Any) -> Any:
        x = features(texts, seen, chars=True, more=signs)
        return fit(x, seen, test, 0.5 ** (age / HALF["text"]), C=0.2, class_weight="balanced")

    def nearest(seen: Any, test: Any, _age: Any) -> Any:
        x = normalize(features(texts, seen, chars=True, more=[]))
        like = (x[test] @ x[seen].T).toarray()
        top = np.argsort(-like, axis=1, kind="stable")[:, :NEAREST]
        weight = np.take_along_axis(like, top, 1) ** 2
        return (weight * label[seen][top]).sum(1) / np.maximum(weight.sum(1), 1e-9)

    return {
        "words": months.scores(words),
        "words, characters, signs, stance": months.scores(everything),
        "the same, newer texts weigh more": months.scores(newer),
        "nearest earlier texts": months.scores(nearest),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    path = parser.parse_args().data / "hoax" / "mafindo_labelled_train.csv"
    rows = read_rows(path)
    months = Months(rows)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    print(f"texts {digest}, {len(rows)}; {platform.machine()}, Python {platform.python_version()}")
    titles = [whole.removesuffix(text).strip() for whole, text in zip(rows.whole, rows.narrative, strict=True)]
    of_title = scores_of(months, titles)["the same, newer texts weigh more"]
    for name, texts, more in (("narrative", rows.narrative, []), ("with title", rows.whole, [of_title])):
        found = scores_of(months, texts.tolist())
        both = [found["the same, newer texts weigh more"], found["nearest earlier texts"]]
        found["the last two together" if not more else "the last two and the title's together"] = months.stacked(
            both + more
        )
        for way, score in found.items():
            true, said, years = months.answers(score)
            low, high = interval(macro_f1, true, said)
            by_year = " ".join(f"{year} {value:.3f}" for year, value in years.items())
            print(
                f"{name:10}  {way:38} {len(true)} macro-F1 {macro_f1(true, said):.3f} [{low:.3f}, {high:.3f}]  {by_year}"
            )


if __name__ == "__main__":
    main()
