"""Telling found-false from otherwise checked texts, cross-validated by time: macro-F1 of what was tried, in one command.

`python benchmarks/verification_by_time.py DIR [--reading past|months]`: DIR is the measuring data. Two readings of "by time":

- past (strict): a slice is answered by a model of what came before it;
- months: whole months are held out, in five folds, and the model has seen what came before and after. Subjects of a month stay
  together, but the years are mixed, and with them the share found false (64 % in 2018, 96 % after): an easier question.

The threshold is chosen on the last quarter of what the model may see; near-copies of what it has seen are left out.
"Title" is the fact-checker's, which no post bears: rows with it say what the data allows, not what the desk sees.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from analysis.claims.cues import read_cues  # noqa: E402
from analysis.claims.verification import marks  # noqa: E402
from analysis.learning.scoring import interval, macro_f1  # noqa: E402
from analysis.stance.reading import list_names, spoken  # noqa: E402
from training.train_verification import read_rows  # noqa: E402

FOLDS: Final = 5
DATES: Final = ("2017-07-01", "2018-01-01", "2018-07-01", "2019-01-01", "2019-07-01", "2020-09-01")
#: Name, title read too, character n-grams, outward signs, words of stance, strength of the model (C of scikit-learn).
TRIED: Final = (
    ("words, narrative alone", False, False, False, False, 1.0),
    ("words, characters, signs, narrative alone", False, True, True, False, 1.0),
    ("stance too, narrative alone", False, True, True, True, 1.0),
    ("stance too, C 0.1, narrative alone", False, True, True, True, 0.1),
    ("words, with title", True, False, False, False, 1.0),
    ("words, characters, signs, with title", True, True, True, False, 1.0),
    ("stance too, with title", True, True, True, True, 1.0),
    ("stance too, C 0.3, with title", True, True, True, True, 0.3),
    ("stance too, C 0.1, with title", True, True, True, True, 0.1),
    ("stance too, C 0.03, with title", True, True, True, True, 0.03),
)


def signs_of(texts: Sequence[str]) -> tuple[Any, Any]:
    """Outward signs of the texts, and which lists of stance words they bear, each halved beside the n-grams."""
    names = list_names()
    own = np.array([marks(text, read_cues(text)) for text in texts])
    said = np.array([[float(name in found) for name in names] for found in map(spoken, texts)])
    return sparse.csr_matrix(own * 0.5), sparse.csr_matrix(said * 0.5)


def features(texts: Sequence[str], past: Any, *, chars: bool, more: Sequence[Any]) -> Any:
    """TF-IDF of words (and characters) learnt from the past, beside the given columns."""
    learnt = [texts[i] for i in past]
    kinds = [TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)]
    if chars:
        kinds.append(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True, max_features=150_000)
        )
    return sparse.hstack([*(kind.fit(learnt).transform(texts) for kind in kinds), *more]).tocsr()


def answered(x: Any, y: Any, past: Any, test: Any, when: Any, group: Any, strength: float) -> tuple[Any, Any]:
    """Decisions and answers of the slice; the threshold comes from the last quarter of the past."""
    model = LogisticRegression(C=strength, class_weight="balanced", solver="liblinear")
    order = past[np.argsort(when[past], kind="stable")]
    early, late = np.split(order, [int(len(order) * 0.75)])
    late = late[~np.isin(group[late], group[early])]
    z = model.fit(x[early], y[early]).decision_function(x[late])
    steps = np.quantile(z, np.linspace(0.05, 0.95, 61))
    threshold = steps[np.argmax([macro_f1(y[late], (z >= step).astype(int)) for step in steps])]
    decision = model.fit(x[past], y[past]).decision_function(x[test])
    return decision, (decision >= threshold).astype(int)


def folds(when: Any, group: Any, reading: str) -> list[tuple[Any, Any]]:
    """Rows a model may see and rows it answers, once each fold; near-copies of the former are not asked."""
    if reading == "past":
        pairs = [
            (np.flatnonzero(when < np.datetime64(start)), (when >= np.datetime64(start)) & (when < np.datetime64(end)))
            for start, end in pairwise(DATES)
        ]
    else:
        month = when.astype("datetime64[M]").astype(int)
        pairs = [
            (seen, np.isin(np.arange(len(when)), held)) for seen, held in GroupKFold(FOLDS).split(when, groups=month)
        ]
    return [(seen, np.flatnonzero(inside & ~np.isin(group, group[seen]))) for seen, inside in pairs]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--reading", choices=["past", "months"], default="past")
    parser.add_argument("--only", help="only models whose name has this")
    given = parser.parse_args()
    path = given.data / "hoax" / "mafindo_labelled_train.csv"
    rows = read_rows(path)
    y, when, group = rows.label.to_numpy(), rows.dt.to_numpy(), rows.group.to_numpy()
    texts = {False: rows.narrative.tolist(), True: rows.whole.tolist()}
    signs = {title: signs_of(both) for title, both in texts.items()}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    print(
        f"reading {given.reading}; texts {digest}, {len(y)}; {platform.machine()}, Python {platform.python_version()}"
    )
    for name, title, chars, outward, stance, strength in TRIED:
        if given.only and given.only not in name:
            continue
        begun, true, said, each = time.process_time(), [], [], []
        for seen, test in folds(when, group, given.reading):
            more = [part for part, used in zip(signs[title], (outward, stance), strict=True) if used]
            x = features(texts[title], seen, chars=chars, more=more)
            decision, answer = answered(x, y, seen, test, when, group, strength)
            each.append(f"{macro_f1(y[test], answer):.3f} ({roc_auc_score(y[test], decision):.2f})")
            true += y[test].tolist()
            said += answer.tolist()
        low, high = interval(macro_f1, true, said)
        print(
            f"{name:44} macro-F1 {macro_f1(true, said):.3f} [{low:.3f}, {high:.3f}]  "
            f"slices (AUC) {' '.join(each)}  {time.process_time() - begun:.0f} CPU s"
        )


if __name__ == "__main__":
    main()
