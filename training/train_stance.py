"""Train ``analysis/models/stance``: does a post spread a claim, deny it, quote it, ask about it?

    python -m training.train_stance SHARED_DATA_FOLDER [--measure]

Learnt from the texts of `training/stance_texts.py`: common words, the signs of the rules, and what a model of n-grams that had not
learnt the text says of it (`training/train_stance_ngrams.py`, which comes first, then `train_need.py`). ``--measure`` prints
macro-F1 beside the rules' of what was held out: every writer apart from us as a whole, our own by topics.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from analysis.claims.cues import read_cues
from analysis.claims.verification import verification_columns
from analysis.frame import posts_frame
from analysis.learning.files import save_model
from analysis.learning.scoring import f1_of, macro_f1
from analysis.stance.model import (
    ANSWERS,
    BLANK,
    ENDS,
    MODEL,
    OF_NEWSROOMS,
    OPENS,
    SIGNALS,
    Words,
    packed,
    pairs_and_words,
    signals,
    weight_of,
    words_of,
)  # fmt: skip
from analysis.stance.ngrams import SIGNS
from analysis.stance.reading import Reading, list_names, more_signals, rules, sign_lists, spoken, told
from training.command import arguments
from training.linear_training import sha256_of
from training.news_sentences import news_sentences
from training.stance_texts import digest, folds, texts
from training.train_stance_ngrams import held_out, material

#: Common is a word of this many training texts, a pair of this many: rare ones say more about a person.
WORD_TEXTS = 5
PAIR_TEXTS = 3
#: Weight of a text by where it comes from; chosen, like the strength, on texts left out.
WEIGHTS = {"own": 2.0, "chosen": 2.0, "cases": 1.0, "library": 6.0, "opinion": 0.15, "office": 0.3, "strangers": 0.65}
#: How much of an ordinary post of ours comes with a match: the matcher errs now and then.
MATCHED_ORDINARY = 0.15
#: How often the flag "needs a check" comes to a post that should be checked, and to one that should not: the flag is made
#: better apart from this model, which must not hang on the version of the day. Else a post comes as it is flagged now.
FLAGGED = {True: 0.8, False: 0.1}
FLAGGED_AS_NOW = 0.3
#: Weight of a text of ordinary news beside a stranger's headline; chosen with what the gate of one half leaves through.
ORDINARY_NEWS = 0.2
STRENGTH = 0.1


@dataclass
class Rows:
    """Training rows: each text once for every way it may come (with a match or without)."""

    table: pd.DataFrame
    words: Words
    features: Any
    keys: list[int]


def main() -> None:
    """Train on everything and write the model with its card; or measure on held-out folds."""
    given = arguments(__doc__)
    table, sums = texts(given.shared), held_out(material(given.shared))
    rows = prepared(table, sums)
    held = out_of_fold(rows)
    figures = report(rows, held)
    print(json.dumps(figures, indent=1))
    if given.measure:
        return
    model = fit(rows, np.arange(len(rows.table)))
    order = [list(model.classes_).index(answer) for answer in ANSWERS]
    weights = model.coef_[order].T
    size = len(rows.keys)
    scale = np.abs(weights[:size]).max() / 127
    save_model(
        Path("analysis/models"),
        MODEL,
        {
            "words": packed(rows.words.common),
            "keys": np.array(rows.keys, np.int64),
            "weights": np.round(weights[:size] / scale).astype(np.int8),
            "scale": np.array([scale], np.float32),
            "signs": packed(sign_names()),
            "sign_weights": weights[size:].astype(np.float32),
            "bias": model.intercept_[order].astype(np.float32),
            "press": newsrooms(table, sums, news_sentences(given.shared)),
        },
        {
            "version": "1",
            "task": "stance of a post to a claim: spreads, denies, quotes, asks, none",
            "licence": "Apache-2.0 (weights); texts of others are not included, only words of at least five texts",
            "trained_on": {
                "training/stance_posts.tsv and the choosing halves of our own labelled posts": "our own",
                "training/claim_posts*.tsv": "our own, thirteen more writers",
                "mafindo_labelled_train.csv": sha256_of(given.shared / "hoax" / "mafindo_labelled_train.csv"),
                "smsa_train.tsv": sha256_of(given.shared / "sentiment" / "smsa_train.tsv"),
                "training/office_posts.tsv": "our own",
            },
            "measured": figures,
            "limits": "A quarter of the training posts have one author, the rest fifteen; regional speech is thinly covered. Never a verdict on a person.",
        },
    )


def prepared(table: pd.DataFrame, sums: Mapping[str, Any]) -> Rows:
    """Features of all rows; a text whose match is open comes twice, with half the weight each.

    ``sums``: what n-grams say of each text, by a model that has not learnt it.
    """
    table = table.assign(answer=table.stance.where(table.stance != "none", ""))
    posts = posts_frame(
        [{"id": str(i), "title": "", "text": text, "kind": "social"} for i, text in enumerate(table.text)]
    )
    table["flagged"] = verification_columns(posts).needs_verification.to_numpy()
    words = common_words(table)
    full = pd.DataFrame([way for _, row in table.iterrows() for way in ways(row)]).reset_index(drop=True)
    found = [pairs_and_words(words.numbers(text)[0], len(words.common)) for text in full.text]
    counted: dict[int, set[int]] = {}
    place = {text: i for i, text in enumerate(dict.fromkeys(full.text))}
    for text, keys in zip(full.text, found, strict=True):
        for key in keys:
            counted.setdefault(key, set()).add(place[text])
    kept = sorted(key for key, those in counted.items() if len(those) >= PAIR_TEXTS)
    row_of = {key: i for i, key in enumerate(kept)}
    matrix = sparse.lil_matrix((len(full), len(kept)), dtype=np.float32)
    for i, (text, keys) in enumerate(zip(full.text, found, strict=True)):
        weight = weight_of(len(words.numbers(text)[0]))
        for key in keys:
            if key in row_of:
                matrix[i, row_of[key]] = weight
    names = {name: i for i, name in enumerate(sign_names())}
    seen = []
    ruled = []
    for row in full.itertuples():
        read = Reading(
            f"\n{row.text}"[:3000], spoken(row.text), read_cues(row.text),
            trusted=False, matched=row.known == "1", flagged=bool(row.flagged), sums=tuple(sums[row.text]),
        )  # fmt: skip
        ruled.append(rules(read))
        seen.append(signals(row.text, told(read), names, read.report, more_signals(read, ruled[-1])))
    full["rules"] = ruled
    return Rows(full, words, sparse.hstack([matrix.tocsr(), sparse.csr_matrix(np.array(seen))]).tocsr(), kept)


def ways(row: Any) -> list[dict[str, Any]]:
    """The ways in which a text may come, matched or not, flagged or not, with their weights; ``measured`` is one of them."""
    turn = int(digest(row.text), 16)
    if row.known != "":
        matches = {row.known: 1.0}
    elif row.stance == "none":
        matches = {"1": MATCHED_ORDINARY, "0": 1 - MATCHED_ORDINARY}
    else:
        matches = {"1": 0.5, "0": 0.5}
    known = row.known or str(turn % 2 if row.stance != "none" else 0)
    should = row.need == "y" if row.need else row.stance in {"spreads", "quotes", "asks"}
    often = float(row.flagged)
    if row.origin not in {"opinion", "office"}:
        often = FLAGGED_AS_NOW * often + (1 - FLAGGED_AS_NOW) * FLAGGED[should]
    flagged = turn // 2 % 100 < 100 * often
    return [
        {
            **row, "known": match, "flagged": flag, "weight": WEIGHTS[row.origin] * share * (often if flag else 1 - often),
            "measured": match == known and flag == flagged,
        }
        for match, share in matches.items()
        for flag in (True, False)
        if (often if flag else 1 - often) > 0
    ]  # fmt: skip


def common_words(table: pd.DataFrame) -> Words:
    """Words of at least ``WORD_TEXTS`` texts that speak of claims, in standard form; the most frequent first."""
    counted: Counter[str] = Counter()
    for text in table.text[table.origin.isin(["own", "chosen", "cases", "library", "strangers"])]:
        counted.update(set(words_of(text)))
    kept = sorted((word for word, n in counted.items() if n >= WORD_TEXTS), key=lambda word: (-counted[word], word))
    return Words.of([BLANK, OPENS, ENDS, *kept])


def sign_names() -> list[str]:
    """Names of the signs, in the order of their weights."""
    return [*(f"list {name}" for name in (*list_names(), *sign_lists())), *SIGNALS, *SIGNS]


def fit(rows: Rows, those: Any) -> LogisticRegression:
    """The regression of some rows."""
    table = rows.table.iloc[those]
    return LogisticRegression(C=STRENGTH, max_iter=400).fit(
        rows.features[those], table.answer.to_numpy(), sample_weight=table.weight.to_numpy()
    )


def newsrooms(table: pd.DataFrame, sums: Mapping[str, Any], ordinary: list[str]) -> Any:
    """Weights ``(6, 3)`` of the n-grams' sums, and biases, for what an article does; strangers' headlines, and news as ordinary ones."""
    told = table[table.kind == "headline"]
    kept = [text for text in ordinary if text in sums]
    answers = [*told.stance.where(told.stance.isin(OF_NEWSROOMS), ""), *[""] * len(kept)]
    model = LogisticRegression(max_iter=500).fit(
        np.stack([sums[text] for text in (*told.text, *kept)]), answers,
        sample_weight=[1.0] * len(told) + [ORDINARY_NEWS] * len(kept),
    )  # fmt: skip
    order = [list(model.classes_).index(answer) for answer in OF_NEWSROOMS]
    return np.vstack([model.coef_[order].T, model.intercept_[order]]).astype(np.float32)


def out_of_fold(rows: Rows) -> Any:
    """Probabilities of every row by a model that saw nothing of its writer, or, of ours, nothing of its topic."""
    fold = folds(rows.table)
    out = np.zeros((len(fold), len(ANSWERS)))
    for k in sorted(set(fold)):
        model = fit(rows, np.flatnonzero(fold != k))
        order = [list(model.classes_).index(answer) for answer in ANSWERS]
        out[fold == k] = model.predict_proba(rows.features[fold == k])[:, order]
    return out


def report(rows: Rows, held: Any) -> dict[str, Any]:
    """Macro-F1 of the model and of the rules on held-out rows: our training posts, the library, the sets, the strangers."""
    table, said = rows.table, np.array(ANSWERS, object)[held.argmax(axis=1)]
    parts = {
        "own training posts": (table.origin == "own") & table.measured,
        "library, labelled by hand": (table.origin == "library") & table.measured,
        "third set, choosing half": (table["set"] == "stance_posts_3.tsv") & table.measured,
        "all choosing halves": (table.origin == "chosen") & table.measured,
        **{f"writer {name}": (table.writer == name) & table.measured for name in sorted(set(table.writer) - {""})},
    }
    found = {}
    for name, mask in parts.items():
        true, mine, ruled = table.answer[mask].tolist(), said[mask].tolist(), table.rules[mask].tolist()
        found[name] = {
            "n": len(true), "model": round(macro_f1(true, mine, ANSWERS), 3), "rules": round(macro_f1(true, ruled, ANSWERS), 3),
            **{answer or "none": round(f1_of(true, mine, answer), 3) for answer in ANSWERS},
        }  # fmt: skip
    return found


if __name__ == "__main__":
    sys.exit(main())
