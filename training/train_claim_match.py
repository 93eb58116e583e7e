"""Train ``analysis/models/claim_match``: does this text carry that fact-checked claim?

    python -m training.train_claim_match SHARED_DATA_FOLDER [--save]

Only fact-checks dated before the newest tenth are read, as queries and as the library; the newest tenth is measured by
``benchmarks/claim_matching.py``. Of these older ones the last tenth ("later") is for choosing, the rest trains.
Queries are circulating texts as recorded ("hidden": the library holds their claim's title only), or changed the way texts change on
their way ("known": title and text; "unseen": neither, so that every answer is wrong). Near-identical titles are one claim, and so are
near-identical texts. The order is learnt from all queries hidden and from a mixture of the three, the score from the mixture.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from analysis.claims.index import FactCheckIndex, same_claim
from analysis.claims.match import claim_columns
from analysis.claims.ranking import FEATURES, MODEL, SURE, Ranker, candidates, pair_features, read_queries
from analysis.claims.vectors import BACKGROUND, raw_counts
from analysis.learning.files import save_model
from kentongan.core.findings import FactCheck
from training.claim_gold import COPY, COPY_WORDS, DOUBTFUL, Likeness, copies, newest, read
from training.listwise import Lists, fit
from training.train_verification import ordinary

FOLDS = 4
#: Queries of a fold by mode.
SIZES = {"hidden": 1400, "known": 450, "unseen": 350}
SINCE = "2017-01-01"
#: Chosen by hand on the later part and on the choosing half of tests/quality/claim_pairs.tsv.
SUGGEST = 0.3
CONFIRM = 0.4
HIDDEN, EPOCHS, SEEDS = 32, 40, 2
ARTICLE = 0.3  # share of known and unseen queries that stand inside a longer text about other things


def main() -> None:
    """Train before the later part, measure there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    if arguments.save:
        save_background(arguments.shared)
    rows = older(read(arguments.shared / "hoax" / "factchecks.jsonl"))
    later = newest(rows)
    early = rows[(rows.date < later.date.min()) & (rows.date >= SINCE) & ~rows.cluster.isin(later.cluster)]
    gold = Gold.of(rows)
    parts = [one_fold(gold, early, later, fold) for fold in range(FOLDS)]
    ranker = as_ranker(fit_order(joined([part for part, _ in parts])), fit_sure(joined([part for _, part in parts])))
    asked = queries(later, dict.fromkeys(SIZES, len(later) // len(SIZES)), seed=2)
    index = base(rows, asked)
    figures = {"later": measure(asked, rows, index, ranker), "until": str(rows.date.max())}
    print(figures)
    if arguments.save:
        save(ranker, figures)


def older(rows: pd.DataFrame) -> pd.DataFrame:
    """Dated fact-checks before the newest tenth and of no hoax in it, numbered anew."""
    last = newest(rows)
    kept = rows[(rows.date != "") & (rows.date < last.date.min()) & ~rows.cluster.isin(last.cluster)]
    return kept.reset_index(drop=True)


@dataclass(frozen=True)
class Gold:
    """Which fact-checks (numbers of ``rows``) are of one claim, and which nobody should be taught by."""

    rows: pd.DataFrame
    alike: Likeness
    copied: dict[tuple[int, int], float]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Self:
        """Read titles and texts once."""
        return cls(rows, Likeness(rows.title.tolist()), copies(rows.narrative.tolist()))

    def judge(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether each pair is of one claim, and whether that is certain."""
        cluster, long = self.rows.cluster.to_numpy(), self.rows.narrative.str.split().str.len().to_numpy() >= COPY_WORDS
        copied = np.array([self.copied.get(pair, 0.0) for pair in zip(one.tolist(), other.tolist(), strict=True)])
        right = (cluster[one] == cluster[other]) | ((copied >= COPY) & long[one] & long[other])
        certain = np.array(
            [
                good or (not near and self.alike(i, j) < DOUBTFUL)
                for good, near, i, j in zip(right, copied, one.tolist(), other.tolist(), strict=True)
            ]
        )
        return right, certain


def one_fold(gold: Gold, early: pd.DataFrame, later: pd.DataFrame, fold: int) -> tuple[Lists, Lists]:
    """Candidate lists of one fold's queries, the later part's texts hidden: all hidden and the mixture for the order, the mixture for the score."""
    own = early[early.cluster % FOLDS == fold]
    every = own[own.narrative.str.strip() != ""].drop_duplicates("cluster").copy()
    every["mode"], every["query"] = "hidden", every.narrative
    order, _ = lists(gold, every, later)
    mixed, sure = lists(gold, queries(own, SIZES, seed=fold), later)
    order = joined([order, mixed])
    print("fold", fold, len(every), "queries", len(order.right), "pairs", flush=True)
    return order, sure


def lists(gold: Gold, asked: pd.DataFrame, later: pd.DataFrame) -> tuple[Lists, Lists]:
    """Candidate lists of queries for the order and for the score."""
    index = base(gold.rows, asked, hidden=set(later.cluster))
    vectors = read_queries(asked["query"].tolist(), index)
    pairs = candidates(vectors.whole, index, [frozenset()] * len(asked))
    row_of = np.array([int(check.id) for check in index.factchecks])
    right, sure = gold.judge(asked.index.to_numpy()[pairs[0]], row_of[pairs[1]])
    features = pair_features(vectors, index, pairs)
    # A query whose own claim isn't among the candidates would only teach that likeness is wrong.
    found = np.zeros(len(asked), dtype=bool)
    found[np.unique(pairs[0][right])] = True
    kept = sure & found[pairs[0]]
    good = right.astype(np.float32)
    return (
        Lists(features.order[kept], good[kept], pairs[0][kept]),
        Lists(features.sure[sure], good[sure], pairs[0][sure]),
    )


def joined(parts: list[Lists]) -> Lists:
    """Lists of all folds, numbered on."""
    group = np.concatenate([part.group + 1_000_000 * i for i, part in enumerate(parts)])
    features = np.concatenate([part.features for part in parts])
    return Lists(features, np.concatenate([part.right for part in parts]), group)


def fit_order(
    lists: Lists, hidden: int = HIDDEN, epochs: int = EPOCHS, decay: float = 1e-4, seeds: int = SEEDS
) -> dict[str, Any]:
    """The mean of networks from several beginnings, as one network."""
    nets = [fit(lists, hidden=hidden, epochs=epochs, decay=decay, seed=seed) for seed in range(seeds)]
    return {
        **nets[0],
        "direct": np.mean([net["direct"] for net in nets], axis=0),
        "hidden": np.concatenate([net["hidden"] for net in nets], axis=1),
        "shift": np.concatenate([net["shift"] for net in nets]),
        "out": np.concatenate([net["out"] for net in nets]) / seeds,
    }


def fit_sure(lists: Lists) -> dict[str, Any]:
    """Arrays ``sure_mean, sure_scale, sure`` and the bias of a logistic over single pairs."""
    mean, scale = lists.features.mean(axis=0), lists.features.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2000).fit((lists.features - mean) / scale, lists.right)
    return {"sure_mean": mean, "sure_scale": scale, "sure": model.coef_[0], "bias": float(model.intercept_[0])}


def as_ranker(order: dict[str, Any], sure: dict[str, Any]) -> Ranker:
    """The ranker of trained arrays."""
    return Ranker(**order, **sure, suggest=SUGGEST, confirm=CONFIRM)


def save_background(shared: Path) -> None:
    """Document frequencies (at least 5) of hashed n-grams over texts whose licence lets a model ship."""
    checked = pd.read_csv(shared / "hoax" / "mafindo_labelled_train.csv").fillna("")
    texts = (checked.title + "\n" + checked.narrative).tolist() + ordinary(shared)
    words, chars, _ = raw_counts(texts)
    arrays = {}
    for name, matrix in (("words", words), ("chars", chars)):
        frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
        kept = np.flatnonzero(frequency >= 5)
        arrays[f"{name}_at"] = kept.astype(np.int32)
        arrays[f"{name}_count"] = np.minimum(frequency[kept], 65535).astype(np.uint16)
    save_model(
        Path("analysis/models"),
        BACKGROUND,
        arrays,
        {
            "version": "1",
            "task": "document frequencies of hashed n-grams, for the weights of a small fact-check base",
            "licence": "Apache-2.0 (counts of hashes, at least 5 texts each; no texts)",
            "texts": len(texts),
        },
    )


def save(ranker: Ranker, figures: dict[str, Any]) -> None:
    """Write the ranker with its card."""
    names = ("mean", "scale", "direct", "hidden", "shift", "out", "sure_mean", "sure_scale", "sure")
    arrays = {name: getattr(ranker, name) for name in names} | {"bias": np.array([ranker.bias])}
    save_model(
        Path("analysis/models"),
        MODEL,
        arrays,
        {
            "version": "3",
            "task": "how likely a text and a fact-check are about one claim, and which fact-check comes first",
            "features": list(FEATURES),
            "features_of_score": list(SURE),
            "licence": "Apache-2.0 (some 4,500 numbers; no texts)",
            "suggest": ranker.suggest,
            "confirm": ranker.confirm,
            "measured": {"until": figures["until"], "where": "docs/accuracy-claims.md"},
            "limits": "Queries are recorded narratives, as they stood or roughened; freely retold claims are harder.",
        },
    )


def queries(part: pd.DataFrame, sizes: dict[str, int], seed: int) -> pd.DataFrame:
    """Narratives with their mode, one a claim; known and unseen ones of at least 6 words, roughened."""
    rng = random.Random(seed)
    told = part[part.narrative.str.strip() != ""].drop_duplicates("cluster").sample(frac=1, random_state=seed)
    modes = rng.sample([mode for mode, size in sizes.items() for _ in range(size)], k=sum(sizes.values()))[: len(told)]
    picked = told.head(len(modes)).copy()
    picked["mode"] = modes
    picked = picked[(picked["mode"] == "hidden") | (picked.narrative.str.split().str.len() >= 6)]
    # What surrounds a claim in an article: claims the base doesn't hold.
    around = picked[picked["mode"] == "unseen"].narrative.tolist()

    def sent(text: str) -> str:
        rough = roughen(text, rng)
        if rng.random() > ARTICLE:
            return rough
        if rng.random() < 0.5:
            return " ".join([rough, *rng.sample(around, 4)])
        return " ".join([*rng.sample(around, 2), rough, *rng.sample(around, 2)])

    picked["query"] = [
        text if mode == "hidden" else sent(text) for text, mode in zip(picked.narrative, picked["mode"], strict=True)
    ]
    return picked


def roughen(text: str, rng: random.Random) -> str:
    """What happens on the way: words lost, the end cut off, a comment or a forwarded mark before it."""
    words = text.split()
    if len(words) > 12 and rng.random() < 0.6:
        start = rng.randrange(0, max(1, len(words) // 3))
        words = words[start : start + max(10, int(len(words) * rng.uniform(0.4, 0.9)))]
    words = [w for w in words if rng.random() > 0.08]
    lead = rng.choice(["", "", "Diteruskan berkali-kali ", "Dapat dari grup sebelah ", "Apa benar ini? ", "Info gan "])
    return lead + " ".join(words)


def base(rows: pd.DataFrame, asked: pd.DataFrame, hidden: frozenset[int] | set[int] = frozenset()) -> FactCheckIndex:
    """The library as each query's mode wants it, for all queries at once; of the claims ``hidden`` it holds titles only."""
    mode = dict.fromkeys(hidden, "hidden") | dict(zip(asked.cluster, asked["mode"], strict=True))
    checks = []
    for i, row in enumerate(rows.itertuples()):
        how = mode.get(row.cluster, "known")
        if how != "unseen":
            checks.append(FactCheck(str(i), row.title, "" if how == "hidden" else row.narrative, row.date, row.label))
    return FactCheckIndex.build(checks)


def answers(asked: pd.DataFrame, index: FactCheckIndex, ranker: Ranker) -> list[Any]:
    """Candidates of each query."""
    frame = pd.DataFrame({"title": "", "text": asked["query"].tolist(), "url": ""})
    return claim_columns(frame, index, ranker=ranker).claims.tolist()


def right(found: str, asked: Any, rows: pd.DataFrame) -> bool:
    """Whether a fact-check is of the query's claim."""
    hit = int(found)
    same = same_claim(FactCheck("", rows.title[hit]), FactCheck("", asked.title))
    return bool(rows.cluster[hit] == asked.cluster) or same


def measure(asked: pd.DataFrame, rows: pd.DataFrame, index: FactCheckIndex, ranker: Ranker) -> dict[str, Any]:
    """Recall and precision by mode."""
    table = []
    for a, row in zip(answers(asked, index, ranker), asked.itertuples(), strict=True):
        good = [right(c.factcheck, row, rows) for c in a]
        confirmed = bool(a) and a[0].decision == "confirm"
        if confirmed and not good[0]:
            print("   WRONG", row.mode, a[0].score, "|", row.title[:80], "|", rows.title[int(a[0].factcheck)][:100])
        table.append(
            {"mode": row.mode, "r1": good[:1] == [True], "r5": any(good[:5]), "confirmed": confirmed,
             "shown": bool(a) and a[0].decision != "none"}
        )  # fmt: skip
    frame = pd.DataFrame(table)
    out: dict[str, Any] = {
        str(mode): {"n": len(part), **part[["r1", "r5", "confirmed", "shown"]].mean().round(3).to_dict()}
        for mode, part in frame.groupby("mode")
    }
    for name in ("confirmed", "shown"):
        out[f"precision_{name}"] = round(float(frame[frame[name]].r1.mean()), 4)
    return out


if __name__ == "__main__":
    main()
