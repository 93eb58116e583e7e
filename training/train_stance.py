"""Train ``analysis/models/stance``: does a post spread a claim, deny it, quote it, ask about it?

    python -m training.train_stance SHARED_DATA_FOLDER [--measure]

Learnt from posts we wrote (`training/stance_posts.tsv`, mostly five stances to a topic, so that no topic speaks for a
stance; `training/claim_posts.tsv`, by three strangers; the choosing halves of `tests/quality/stance_posts*.tsv`; the half
for tuning of the product's own cases), texts of Mafindo 2015–2020 labelled by hand (by row and hash in `training/stance_library.tsv`), and, unread and of little
weight, opinions (SmSA) and our office posts as ordinary speech. News and the rest of the library may not train what
ships, nor does any half set apart for checking. ``--measure`` prints macro-F1 beside the rules' of what was held out: every
writer apart from us as a whole, our own by topics.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
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
    OPENS,
    SIGNALS,
    Words,
    packed,
    pairs_and_words,
    signals,
    weight_of,
    words_of,
)  # fmt: skip
from analysis.stance.reading import Reading, list_names, more_signals, rules, sign_lists, spoken, told
from training.linear_training import sha256_of

HERE = Path(__file__).parent
QUALITY = HERE.parent / "tests" / "quality"
LABELLED = ("stance_posts.tsv", "stance_posts_2.tsv", "stance_posts_3.tsv", "stance_posts_4.tsv")
#: Writers of `claim_posts.tsv` that are learnt; what the other five bring and cost stands in docs/accuracy-claims.md.
STRANGERS = ("1", "2", "3")
#: The set that a stranger wrote.
EXAM = "stance_posts_4.tsv"
CASES = HERE.parent / "analysis" / "data" / "measure" / "stance_cases.tsv"
#: Common is a word of this many training texts, a pair of this many: rare ones say more about a person.
WORD_TEXTS = 5
PAIR_TEXTS = 3
#: Weight of a text by where it comes from.
WEIGHTS = {"own": 1.0, "chosen": 2.0, "cases": 1.0, "library": 1.0, "opinion": 0.15, "office": 0.3, "strangers": 2.0}
#: How much of an ordinary post of ours comes with a match: the matcher errs now and then.
MATCHED_ORDINARY = 0.15
#: How often the flag "needs a check" comes to a post that should be checked, and to one that should not: the flag is made
#: better apart from this model, which must not hang on the version of the day. Else a post comes as it is flagged now.
FLAGGED = {True: 0.8, False: 0.1}
FLAGGED_AS_NOW = 0.3
STRENGTH = 0.5
#: Of the texts with a stance as many are read even where no claim is in sight.
DOUBT_REACHED = 0.85
DOUBT_STRENGTH = 1.0
FOLDS = 5


@dataclass
class Rows:
    """Training rows: each text once for every way it may come (with a match or without)."""

    table: pd.DataFrame
    words: Words
    features: Any
    keys: list[int]


def main() -> None:
    """Train on everything and write the model with its card; or measure on held-out folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    rows = prepared(texts(given.shared))
    held = out_of_fold(rows)
    figures = report(rows, held)
    print(json.dumps(figures, indent=1))
    if given.measure:
        return
    scores, bar = doubt(rows)
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
            "doubt": scores.astype(np.float16),
            "doubt_bar": np.array([bar], np.float32),
        },
        {
            "version": "1",
            "task": "stance of a post to a claim: spreads, denies, quotes, asks, none",
            "licence": "Apache-2.0 (weights); texts of others are not included, only words of at least five texts",
            "trained_on": {
                "training/stance_posts.tsv and the choosing halves of our own labelled posts": "our own",
                "training/claim_posts.tsv": "our own, three more writers",
                "mafindo_labelled_train.csv": sha256_of(given.shared / "hoax" / "mafindo_labelled_train.csv"),
                "smsa_train.tsv": sha256_of(given.shared / "sentiment" / "smsa_train.tsv"),
                "training/office_posts.tsv": "our own",
            },
            "measured": figures,
            "limits": "Half of the training posts have one author, the rest four; regional speech is thinly covered. Never a verdict on a person.",
        },
    )


def texts(shared: Path) -> pd.DataFrame:
    """Training texts with ``stance``, ``origin``, ``topic`` and ``known`` (1, 0, or "" where either may be)."""
    parts = [pd.read_csv(HERE / "stance_posts.tsv", sep="\t", quoting=3).assign(origin="own", known="")]
    strangers = pd.read_csv(HERE / "claim_posts.tsv", sep="\t", dtype=str, keep_default_na=False, quoting=3)
    strangers = strangers[strangers.writer.isin(STRANGERS)].drop(columns=["kind", "category"])
    parts.append(strangers.assign(origin="strangers", known=""))
    checked = pd.read_csv(shared / "hoax" / "mafindo_labelled_train.csv").fillna("")
    by_hash = {digest(text): text for text in checked.narrative}
    for name in LABELLED:
        folder = CASES.parent if name == EXAM else QUALITY
        part = pd.read_csv(folder / name, sep="\t", dtype=str, keep_default_na=False, quoting=3)
        part = part[(part.split == "choose") & (part.source != "news")]
        part["text"] = [text or by_hash.get(key, "") for text, key in zip(part.text, part["hash"], strict=True)]
        part = part[part.text != ""].assign(origin="chosen", set=name)
        if name == EXAM:
            part = part.assign(origin="strangers", writer="exam")
        parts.append(part[part.columns.intersection(["text", "stance", "origin", "known", "set", "writer"])])
    cases = pd.read_csv(CASES, sep="\t", comment="#", dtype=str, keep_default_na=False, quoting=3)
    cases = cases[cases.split == "tune"].rename(columns={"matched": "known"})
    parts.append(cases[["text", "stance", "known"]].assign(origin="cases"))
    labelled = pd.read_csv(HERE / "stance_library.tsv", sep="\t")
    labelled["text"] = checked.narrative.iloc[labelled.row].tolist()
    if [digest(text) for text in labelled.text] != labelled["hash"].tolist():
        sys.exit("mafindo_labelled_train.csv is not the file that was labelled.")
    parts.append(labelled[["text", "stance"]].assign(origin="library", known="1"))
    smsa = pd.read_csv(shared / "sentiment" / "smsa_train.tsv", sep="\t", header=None, quoting=3)[0].sample(
        1500, random_state=1
    )
    parts.append(pd.DataFrame({"text": smsa, "stance": "none", "origin": "opinion", "known": "0"}))
    office = pd.read_csv(HERE / "office_posts.tsv", sep="\t").text.sample(800, random_state=1)
    parts.append(pd.DataFrame({"text": office, "stance": "none", "origin": "office", "known": "0"}))
    table = pd.concat(parts, ignore_index=True)
    table["topic"] = np.where(table.topic.isna(), 1000 + np.arange(len(table)), table.topic).astype(int)
    table["set"], table["writer"], table["need"] = (table[name].fillna("") for name in ("set", "writer", "need"))
    table["text"] = table.text.str.replace("\\n", "\n")
    return table


def prepared(table: pd.DataFrame) -> Rows:
    """Features of all rows; a text whose match is open comes twice, with half the weight each."""
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
            trusted=False, matched=row.known == "1", flagged=bool(row.flagged),
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
    return [*(f"list {name}" for name in (*list_names(), *sign_lists())), *SIGNALS]


def fit(rows: Rows, those: Any) -> LogisticRegression:
    """The regression of some rows."""
    table = rows.table.iloc[those]
    return LogisticRegression(C=STRENGTH, max_iter=400).fit(
        rows.features[those], table.answer.to_numpy(), sample_weight=table.weight.to_numpy()
    )


def out_of_fold(rows: Rows) -> Any:
    """Probabilities of every row by a model that saw nothing of its writer, or, of ours, nothing of its topic."""
    topics = sorted(set(rows.table.topic))
    side = dict(zip(topics, np.random.default_rng(0).integers(FOLDS, size=len(topics)).astype(str), strict=True))
    fold = rows.table.writer.where(rows.table.writer != "", rows.table.topic.map(side)).to_numpy()
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


def doubt(rows: Rows) -> tuple[Any, float]:
    """What each common word says for a stance where no claim is in sight, and the sum that most such texts reach."""
    table = rows.table[rows.table.measured]
    ordinary = table.origin.isin(["opinion", "office"])
    table = table[ordinary | table.origin.isin(["own", "chosen", "cases", "strangers"])]
    told = (table.answer != "").to_numpy()
    seen = sparse.lil_matrix((len(table), len(rows.words.common)), dtype=np.float32)
    for i, text in enumerate(table.text):
        seen[i, sorted(set(rows.words.numbers(text)[0]) - {0, 1, 2})] = 1
    seen = seen.tocsr()
    model = LogisticRegression(C=DOUBT_STRENGTH, max_iter=400).fit(seen, told)
    scores = model.coef_[0].astype(np.float32)
    sums, ordinary = seen @ scores, ordinary[table.index].to_numpy()
    bar = float(np.quantile(sums[told], 1 - DOUBT_REACHED))
    print(
        f"doubt: {np.mean(sums[told] >= bar):.3f} of the told texts, {np.mean(sums[ordinary] >= bar):.3f} of ordinary ones"
    )
    return scores, bar


def digest(text: str) -> str:
    """First twelve digits of the SHA-256 of a text, as the labelled files give it."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
