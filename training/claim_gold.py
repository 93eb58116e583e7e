"""Fact-checks for training and measuring claim matching: reading, who says the same, and what is held back.

Which fact-checks are of one hoax: near-identical titles (:func:`analysis.claims.index.same_claim`), and the pairs judged by hand in
``tests/quality/same_hoax.tsv``. Pairs that share much of their wording without being either are doubtful: nobody trains on them.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sparse_dot_topn import sp_matmul_topn

from analysis.claims.index import FactCheckIndex, circulating
from analysis.claims.vectors import fit_weights, raw_counts, weigh
from analysis.text.tokens import stems, stop_words, words
from kentongan.core.findings import FactCheck

JUDGED = Path(__file__).parents[1] / "tests" / "quality" / "same_hoax.tsv"
#: Likeness of two titles' words from which a pair is doubtful.
DOUBTFUL = 0.55
#: Likeness of two circulating texts from which their fact-checks are of one hoax, if the texts have so many words.
COPY = 0.95
COPY_WORDS = 8


def read(path: Path) -> pd.DataFrame:
    """Fact-checks with text fields as strings, dates as ISO ("" unknown), and the number of their hoax (``cluster``)."""
    rows = pd.DataFrame([json.loads(line) for line in path.read_text("utf-8").splitlines()])
    for name in ("title", "narrative", "date", "url", "label"):
        rows[name] = rows[name].fillna("").astype(str)
    # What the fact-checker wrote after the circulating text isn't part of it.
    rows["narrative"] = rows.narrative.map(circulating)
    rows["cluster"] = clusters(rows.title.tolist())
    return rows


def clusters(titles: Sequence[str]) -> Any:
    """One number for all fact-checks with near-identical titles."""
    index = FactCheckIndex.build([FactCheck(str(i), title) for i, title in enumerate(titles)])
    chars = index.titles.vectors.chars
    near = sp_matmul_topn(chars, chars.T.tocsr(), top_n=15, threshold=0.45, n_threads=1).tocoo()
    first = (
        pd.Series(range(len(titles))).groupby([index.sorted_title(i) for i in range(len(titles))]).transform("first")
    )
    left, right = list(range(len(titles))), first.tolist()
    for i, j in zip(near.row.tolist(), near.col.tolist(), strict=True):
        if i < j and index.same(i, j):
            left.append(i)
            right.append(j)
    graph = sparse.coo_matrix((np.ones(len(left)), (left, right)), shape=(len(titles), len(titles)))
    return connected_components(graph, directed=False)[1]


def copies(narratives: Sequence[str], least: float = 0.85) -> dict[tuple[int, int], float]:
    """Rows whose circulating texts are near-identical → cosine of their character n-grams, both ways round.

    Texts of fewer than four content words say too little to be told apart.
    """
    counts = raw_counts(list(narratives))
    vectors = weigh(counts, fit_weights(counts[0], counts[1]))
    near = sp_matmul_topn(vectors.chars, vectors.chars.T.tocsr(), top_n=15, threshold=least, n_threads=1).tocoo()
    kept = (near.row != near.col) & (np.minimum(vectors.lengths[near.row], vectors.lengths[near.col]) >= 4)
    found = zip(near.row[kept].tolist(), near.col[kept].tolist(), near.data[kept].tolist(), strict=True)
    return {pair: likeness for i, j, likeness in found for pair in ((i, j), (j, i))}


def judged() -> set[tuple[str, str]]:
    """Pairs of fact-checks that were judged by hand to be of one hoax, each both ways round."""
    return {pair for pair, same in verdicts().items() if same}


def verdicts() -> dict[tuple[str, str], bool]:
    """Pairs of fact-checks that were judged by hand, each both ways round → whether they are of one hoax."""
    lines = [line.split("\t") for line in JUDGED.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {pair: same == "1" for one, other, same in lines for pair in ((one, other), (other, one))}


def newest(rows: pd.DataFrame, share: float = 0.1) -> pd.DataFrame:
    """The newest share of dated fact-checks with a circulating text, without those whose text is but their title."""
    told = rows[(rows.date != "") & (rows.narrative.str.strip() != "")].sort_values("date", kind="stable")
    last = told.tail(round(len(told) * share))
    return last[[plain(n) != plain(t) for n, t in zip(last.narrative, last.title, strict=True)]]


def plain(text: str) -> str:
    """Letters and digits only, lower case, without a leading tag."""
    return " ".join(re.findall(r"\w+", re.sub(r"^\s*[\[({][^\])}]*[\])}]", "", text).casefold()))


class Likeness:
    """How much two titles share of their wording, 0–1: Dice and containment of stems weighted by IDF."""

    def __init__(self, titles: Sequence[str]) -> None:
        """Count words over all titles."""
        stops = stop_words()
        self._words = [
            frozenset(stems([w for w in words(title) if w not in stops and not w[0].isdigit()])) for title in titles
        ]
        seen = Counter(word for said in self._words for word in said)
        self._weight = {word: math.log(len(titles) / count) for word, count in seen.items()}
        self._mass = [sum(self._weight[word] for word in said) for said in self._words]

    def __call__(self, one: int, other: int) -> float:
        """Likeness of two titles by their numbers."""
        shared = sum(self._weight[word] for word in self._words[one] & self._words[other])
        a, b = self._mass[one], self._mass[other]
        dice = 2 * shared / max(a + b, 1e-6)
        return 0.5 * dice + 0.5 * shared / max(min(a, b), 1.0) if min(a, b) > 8 else dice
