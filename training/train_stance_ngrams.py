"""Train ``analysis/models/stance_ngrams``: what words, pairs of words and letters of a text say of its stance.

    python -m training.train_stance_ngrams SHARED_DATA_FOLDER [--measure]

Five logistic regressions over the hashed n-grams of the flag "needs a check" (:mod:`analysis.claims.need`), one for each answer.
Learnt from the texts of the stance (`training/stance_texts.py`) and, of little weight, from posts of an office's days in which nothing
asks for a check (`training/day_posts*.tsv`) and sentences of news; our own and strangers' posts are read in other spellings too, as for the flag. Their
sums are no answers yet: `train_stance.py` weighs them beside common words and signs, `train_need.py` beside its own, from fewer writers.
``--measure`` writes nothing. Figures are those of writers who were left out.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from analysis.claims.need import SPEC, plain_texts
from analysis.learning.files import save_model
from analysis.learning.scoring import macro_f1
from analysis.stance.model import ANSWERS
from analysis.stance.ngrams import MODEL
from training.command import arguments
from training.linear_training import idf_scaled, sha256_of
from training.news_sentences import news_sentences
from training.respelling import AGAIN, respelt
from training.stance_texts import FOLDS, folds, texts
from training.strangers import CLAIMS, DAYS, posts_of

HERE = Path(__file__).parent
#: Weight of a text by where it comes from; chosen, like what follows, on writers left out.
WEIGHTS = {
    "own": 1.0, "chosen": 1.5, "cases": 1.0, "library": 0.5, "opinion": 0.5, "office": 0.5, "strangers": 1.5,
    "day": 0.3, "news": 0.3,
}  # fmt: skip
#: Whose texts are read in other spellings, too.
RESPELT = ("own", "chosen", "cases", "strangers")
STRENGTH = 16.0
#: n-grams of fewer texts say more about a person than about a stance.
TEXTS = 2


@dataclass
class Material:
    """Texts once each with their n-grams; ``table`` has answer, origin and fold, and ``text`` for those that stay as typed."""

    table: pd.DataFrame
    matrix: Any


def main() -> None:
    """Measure on writers left out, then train on everything and write the model with its card."""
    given = arguments(__doc__)
    learnt = material(given.shared)
    figures = report(learnt, held_out(learnt))
    print(json.dumps(figures, indent=1))
    if given.measure:
        return
    weights, bias = fit(learnt, np.ones(len(learnt.table), bool))
    scale = np.abs(weights).max(axis=0) / 127
    save_model(
        Path("analysis/models"),
        MODEL,
        {
            "weights": np.round(weights / scale).astype(np.int8),
            "scale": scale.astype(np.float32),
            "bias": bias.astype(np.float32),
        },
        {
            "version": "1",
            "task": "log-odds of each stance to a claim (spreads, denies, quotes, asks, none) by n-grams alone",
            "licence": "Apache-2.0 (weights); texts of others are not included",
            "trained_on": {
                "training/stance_texts.py": "our own and strangers' posts, Mafindo 2015-2020 labelled by hand",
                **{f"training/{name}": sha256_of(HERE / name) for name in (*CLAIMS, *DAYS)},
            },
            "measured": figures,
            "limits": "Half of the texts have one author; regional speech is thinly covered. Never a verdict on a person.",
        },
    )


def material(shared: Path, claims: Sequence[str] = CLAIMS, days: Sequence[str] = DAYS) -> Material:
    """Everything that is learnt, other spellings last; ``claims`` and ``days``: strangers' files."""
    table = texts(shared, claims)
    table = table.assign(answer=table.stance.where(table.stance != "none", ""), fold=folds(table)).drop_duplicates(
        "text"
    )
    calm = posts_of(*days)
    quiet = [*calm.text[calm.need == "n"].str.replace("\\n", "\n", regex=False), *news_sentences(shared)]
    turns = np.random.default_rng(1).integers(FOLDS, size=len(quiet)).astype(str)
    more = pd.DataFrame({"text": quiet, "answer": "", "fold": [f"part {turn}" for turn in turns]})
    more["origin"] = np.where(more.index < (calm.need == "n").sum(), "day", "news")
    table = pd.concat([table[["text", "answer", "origin", "fold"]], more], ignore_index=True).assign(again=False)
    plain = plain_texts(table.text.tolist())
    ours = table.origin.isin(RESPELT).to_numpy()
    again = table[ours].assign(text="", again=True)
    others = respelt([text for text, own in zip(plain, ours, strict=True) if own])
    return Material(pd.concat([table, again, again], ignore_index=True), SPEC.matrix([*plain, *others]))


def fit(learnt: Material, those: Any) -> tuple[Any, Any]:
    """Weights ``(columns, 5)`` and biases of one regression for each answer; IDF is folded into the weights."""
    x, table = learnt.matrix[those], learnt.table[those]
    kept, factors, scaled = idf_scaled(x, TEXTS)
    weight = table.origin.map(WEIGHTS).to_numpy() * np.where(table.again, AGAIN, 1.0)
    models = [
        LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(
            scaled, table.answer == answer, sample_weight=weight
        )
        for answer in ANSWERS
    ]
    weights = np.zeros((x.shape[1], len(ANSWERS)))
    weights[kept] = factors[:, None] * np.stack([model.coef_[0] for model in models], axis=1)
    return weights, np.array([model.intercept_[0] for model in models])


def held_out(learnt: Material) -> Mapping[str, Any]:
    """Text → its five sums by a model that learnt nothing of its fold."""
    found: dict[str, Any] = {}
    typed = ~learnt.table.again.to_numpy()
    for fold in sorted(set(learnt.table.fold)):
        inside = (learnt.table.fold == fold).to_numpy()
        weights, bias = fit(learnt, ~inside)
        asked = inside & typed
        found |= dict(zip(learnt.table.text[asked], learnt.matrix[asked] @ weights + bias, strict=True))
    return found


def report(learnt: Material, held: Mapping[str, Any]) -> dict[str, Any]:
    """Of every writer left out: macro-F1 of the likeliest answer, and how well "a claim is told of" is ranked."""
    table = learnt.table[(learnt.table.origin == "strangers") & ~learnt.table.again]
    found = {}
    for writer, part in table.groupby("fold"):
        sums, true = np.stack([held[text] for text in part.text]), part.answer.tolist()
        said = [ANSWERS[i] for i in sums.argmax(axis=1)]
        told = [answer != "" for answer in true]
        found[f"writer {writer}"] = {
            "n": len(true), "macro_f1": round(macro_f1(true, said, ANSWERS), 3),
            "told_auc": round(float(roc_auc_score(told, -sums[:, ANSWERS.index("")])), 3),
        }  # fmt: skip
    return found


if __name__ == "__main__":
    sys.exit(main())
