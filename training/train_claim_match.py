"""Train and measure ``analysis/models/claim_match``: does this text carry that fact-checked claim?

    python -m training.train_claim_match SHARED_DATA_FOLDER [--save]

Queries are circulating narratives, changed the way texts change on their way (cut, words dropped, forwarded mark).
The base holds all fact-checks, but of the query's own claim it holds, by turns, only the title ("hidden"), title and
narrative ("known"), or nothing at all ("unseen": any confirmation is wrong). Near-identical fact-checks count as one
claim. Thresholds are chosen on claims before 2024 and measured on 2024-2025.
"""

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression
from sparse_dot_topn import sp_matmul_topn

from analysis.claim_match import (
    FEATURES,
    MODEL,
    FactCheckIndex,
    Ranker,
    candidates,
    circulating,
    claim_columns,
    pair_features,
    same_claim,
)
from analysis.claim_vectors import BACKGROUND, raw_counts
from analysis.model_files import save_model
from kentongan.core.findings import FactCheck
from training.train_verification import ordinary

SPLIT = "2024-01-01"
PER_MODE = 500
MODES = ("hidden", "known", "unseen")
ARTICLE = 0.3  # share of queries that stand inside a longer text about other things


def main() -> None:
    """Train before the split, choose thresholds there, measure after it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    if arguments.save:
        save_background(arguments.shared)
    rows = read(arguments.shared / "hoax" / "factchecks.jsonl")
    rows["cluster"] = clusters(rows)
    early = queries(rows, rows.date < SPLIT, seed=1)
    late = queries(rows, rows.date >= SPLIT, seed=2)
    index = base(rows, pd.concat([early, late]))
    features, same, _ = measured_pairs(early, rows, index)
    ranker = fit(features, same)
    ranker = replace(ranker, **thresholds(early, rows, index, ranker))
    print("thresholds", ranker.suggest, ranker.confirm)
    print(dict(zip(FEATURES, ranker.weights.round(2), strict=True)))
    figures: dict[str, Any] = {}
    for name, wanted in (("early", early), ("late", late)):
        figures[name] = measure(wanted, rows, index, ranker)
        print(name, json.dumps(figures[name], indent=1))
    figures["unrelated_news"] = news(arguments.shared, index, ranker)
    print(figures["unrelated_news"])
    if arguments.save:
        save(ranker, figures)


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
    save_model(
        Path("analysis/models"),
        MODEL,
        {"mean": ranker.mean, "scale": ranker.scale, "weights": ranker.weights, "bias": np.array([ranker.bias])},
        {
            "version": "1",
            "task": "probability that a text and a fact-check are about one claim",
            "features": list(FEATURES),
            "licence": "Apache-2.0 (14 numbers; no texts)",
            "suggest": ranker.suggest,
            "confirm": ranker.confirm,
            "measured": figures,
            "limits": "Queries are recorded narratives, shortened and roughened; freely retold claims are harder.",
        },
    )


def read(path: Path) -> pd.DataFrame:
    """Fact-checks with text fields as strings and dates as ISO ("" unknown)."""
    rows = pd.DataFrame([json.loads(line) for line in path.read_text("utf-8").splitlines()])
    for name in ("title", "narrative", "date", "url", "label"):
        rows[name] = rows[name].fillna("").astype(str)
    # What the fact-checker wrote after the circulating text isn't part of it.
    rows["narrative"] = rows.narrative.map(circulating)
    return rows


def clusters(rows: pd.DataFrame) -> Any:
    """One number for all fact-checks of the same claim: near-equal titles or near-equal narratives."""
    index = FactCheckIndex.build([FactCheck(str(i), r.title, r.narrative) for i, r in enumerate(rows.itertuples())])
    graph = sparse.csr_matrix((len(rows), len(rows)))
    for vectors, limit in ((index.titles, 0.8), (index.full, 0.6)):
        near = sp_matmul_topn(vectors.chars, vectors.chars.T.tocsr(), top_n=15, threshold=limit, n_threads=1)
        graph = graph + near
    return connected_components(graph, directed=False)[1]


def queries(rows: pd.DataFrame, dated: Any, seed: int) -> pd.DataFrame:
    """`PER_MODE` narratives a mode, one a claim, of at least 6 words, roughened."""
    rng = random.Random(seed)
    ok = rows[dated & (rows.date != "") & (rows.narrative.str.split().str.len() >= 6)]
    ok = ok.drop_duplicates("cluster").sample(frac=1, random_state=seed)
    picked = ok.head(PER_MODE * len(MODES)).copy()
    picked["mode"] = [MODES[i % len(MODES)] for i in range(len(picked))]
    picked["query"] = [roughen(text, rng) for text in picked.narrative]
    # What surrounds a claim in an article: claims the base doesn't hold.
    around = picked[picked["mode"] == "unseen"].narrative.tolist()
    picked["query"] = [
        text
        if rng.random() > ARTICLE
        else " ".join([text, *rng.sample(around, 4)])
        if rng.random() < 0.5
        else " ".join([*rng.sample(around, 2), text, *rng.sample(around, 2)])
        for text in picked["query"]
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


def base(rows: pd.DataFrame, asked: pd.DataFrame) -> FactCheckIndex:
    """The base as each query's mode wants it, for all queries at once."""
    mode = dict(zip(asked.cluster, asked["mode"], strict=True))
    checks = []
    for i, row in enumerate(rows.itertuples()):
        how = mode.get(row.cluster, "known")
        if how == "unseen":
            continue
        checks.append(FactCheck(str(i), row.title, "" if how == "hidden" else row.narrative, row.date, row.label))
    return FactCheckIndex.build(checks)


def measured_pairs(asked: pd.DataFrame, rows: pd.DataFrame, index: FactCheckIndex) -> tuple[Any, Any, Any]:
    """Features of candidate pairs, and whether they are of one claim."""
    vectors = index.vectors(asked["query"].tolist())
    pairs = candidates(vectors, index, [frozenset()] * len(asked))
    cluster = rows.cluster.to_numpy()
    row_of = np.array([int(check.id) for check in index.factchecks])
    same = asked.cluster.to_numpy()[pairs[0]] == cluster[row_of[pairs[1]]]
    return pair_features(vectors, index, pairs), same, pairs


def fit(features: Any, same: Any) -> Ranker:
    """Standardise and fit."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2000).fit((features - mean) / scale, same)
    return Ranker(mean, scale, model.coef_[0], float(model.intercept_[0]), 0.3, 0.9)


def answers(asked: pd.DataFrame, index: FactCheckIndex, ranker: Ranker) -> list[Any]:
    """Candidates of each query."""
    frame = pd.DataFrame({"title": "", "text": asked["query"].tolist(), "url": ""})
    return claim_columns(frame, index, ranker=ranker).claims.tolist()


def thresholds(asked: pd.DataFrame, rows: pd.DataFrame, index: FactCheckIndex, ranker: Ranker) -> dict[str, float]:
    """Lowest confirm threshold with at least 98 % right (one third unseen), lowest suggest threshold with 75 % right."""
    found = answers(asked, index, replace(ranker, suggest=0.0, confirm=0.0))
    cluster = rows.cluster.to_numpy()
    first = [
        (a[0].score, a[0].decision == "confirm",
         cluster[int(a[0].factcheck)] == row.cluster
         or same_claim(FactCheck("", rows.title[int(a[0].factcheck)]), FactCheck("", row.title)))
        for a, row in zip(found, asked.itertuples(), strict=True) if a
    ]  # fmt: skip
    return {
        "confirm": max(0.85, lowest([(s, right) for s, allowed, right in first if allowed], 0.98)),
        "suggest": max(0.5, lowest([(s, right) for s, _, right in first], 0.75, marginal=True)),
    }


def lowest(scored: list[tuple[float, bool]], precision: float, *, marginal: bool = False) -> float:
    """Lowest score from which the share of right answers is at least ``precision``.

    ``marginal`` asks it of the fifty answers next above the score, not of all above it.
    """
    ordered = sorted(scored, reverse=True)
    right = np.array([r for _, r in ordered], float)
    share = (
        np.convolve(right, np.ones(50) / 50, "valid") if marginal else np.cumsum(right) / np.arange(1, len(right) + 1)
    )
    good = np.flatnonzero(share >= precision)
    return round(float(ordered[min(int(good.max()), len(ordered) - 1)][0]), 3) if good.size else 0.99


def measure(asked: pd.DataFrame, rows: pd.DataFrame, index: FactCheckIndex, ranker: Ranker) -> dict[str, Any]:
    """Recall and precision a mode."""
    found = answers(asked, index, ranker)
    cluster = rows.cluster.to_numpy()
    out: dict[str, Any] = {}
    table = []

    def same(hit: int, wanted: int, title: str) -> bool:
        return bool(cluster[hit] == wanted) or same_claim(FactCheck("", rows.title[hit]), FactCheck("", title))

    for a, row in zip(found, asked.itertuples(), strict=True):
        right = [same(int(c.factcheck), row.cluster, row.title) for c in a]
        table.append({
            "mode": row.mode, "r1": bool(right[:1] == [True]), "r10": any(right),
            "confirm": bool(a) and a[0].decision == "confirm", "suggest": bool(a) and a[0].decision != "none",
            "right": bool(right[:1] == [True]),
        })  # fmt: skip
    frame = pd.DataFrame(table)
    for a, row in zip(found, asked.itertuples(), strict=True):
        if a and a[0].decision == "confirm" and not same(int(a[0].factcheck), row.cluster, row.title):
            print(
                "   WRONG",
                row.mode,
                a[0].score,
                "|",
                row.query[:150].replace("\n", " "),
                "|",
                row.title[:80],
                "|",
                rows.title[int(a[0].factcheck)][:100],
            )
    for mode, part in frame.groupby("mode"):
        out[str(mode)] = {
            "n": len(part), "recall@1": round(part.r1.mean(), 3), "recall@10": round(part.r10.mean(), 3),
            "confirmed": round(part.confirm.mean(), 3), "shown": round(part.suggest.mean(), 3),
        }  # fmt: skip
    for name in ("confirm", "suggest"):
        chosen = frame[frame[name]]
        out[f"precision_{name}"] = round(chosen.right.mean(), 4)
        out[f"precision_{name}_of_seen"] = round(chosen[chosen["mode"] != "unseen"].right.mean(), 4)
    return out


def news(shared: Path, index: FactCheckIndex, ranker: Ranker) -> dict[str, Any]:
    """Confirm and suggest rates on two days of ordinary news."""
    table = pd.read_json(shared / "events" / "berita_2025-06-18_19.jsonl", lines=True)
    frame = pd.DataFrame({"title": table.judul.fillna(""), "text": table.isi_berita.fillna(""), "url": ""})
    found = claim_columns(frame, index, ranker=ranker).claims
    first = [a[0].decision if a else "none" for a in found]
    for a, title in zip(found, frame.title, strict=True):
        if a and a[0].decision == "confirm":
            hit = next(c for c in index.factchecks if c.id == a[0].factcheck)
            print("CONFIRM news:", title[:90], "|", hit.title[:90], a[0].score)
    return {"n": len(first), "confirmed": first.count("confirm"), "suggested": first.count("suggest")}


if __name__ == "__main__":
    main()
