"""Train the learnt part of the categories: ``python training/train_category.py --data DIR`` writes ``analysis/models/category.*``.

Learns from posts that strangers to the program wrote and labelled (``day_posts.tsv``, ``claim_posts.tsv``), from what people say of each matter
(``category_words.txt``, every turn a text by itself, without the lists' evidence), from the halves for choosing of our own labelled
posts, and from reviews and tweets of SmSA train and NusaX train in which the lists find nothing, as none. ``--held-out`` leaves one
writer out after the other and prints what the rest makes of him, and the numbers that make the score a share of right answers; nothing is written. No half called check is read, and no real news.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from linear_training import sha256_of
from scipy import sparse
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from analysis.categories.learnt import (
    LONGEST,
    MODEL,
    CategoryNumbers,
    LearntPart,
    Seen,
    chosen,
    signs_of,
    word_matrix,
)
from analysis.categories.lists import category_codes
from analysis.categories.reading import UNSURE, CategoryJudge
from analysis.learning.files import save_model
from analysis.learning.scoring import ece, macro_f1
from analysis.text.phrases import tokenize
from analysis.tone.reading import tone_columns

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "analysis" / "data" / "measure"
sys.path.insert(0, str(HERE.parent / "tests" / "quality"))
import category_truth  # noqa: E402

POSTS, WORDS = (HERE / "day_posts.tsv", HERE / "claim_posts.tsv"), HERE / "category_words.txt"
SOURCES = ("sentiment/smsa_train.tsv", "sentiment/nusax/indonesian/train.csv")
CODES = category_codes("pemda")
LABELS = (*CODES, "")
#: Inverse penalty; what a turn of `WORDS` weighs beside a post, what one of our older posts does, and one on claims, whose matter may be
#: seen in several ways; so many private texts, and what one weighs.
STRENGTH, WORD_WEIGHT, OURS_WEIGHT, CLAIM_WEIGHT, PRIVATE, PRIVATE_WEIGHT = 5.0, 3.0, 6.0, 0.3, 600, 0.15
#: Parts of words in fewer texts say more about a text than about a matter; so many parts are kept, those that say most.
LEAST_TEXTS, MOST_PARTS = 2, 20_000
_STEPS = 150


def private_texts(data: Path) -> pd.DataFrame:
    """Reviews and tweets on matters of nobody: columns label, kind, title, text."""
    reviews = pd.read_csv(data / SOURCES[0], sep="\t", header=None, quoting=3, names=["text", "tone"])
    more = pd.read_csv(data / SOURCES[1])
    table = pd.concat([reviews[["text"]].sample(3 * PRIVATE, random_state=1), more[["text"]]], ignore_index=True)
    table = table[table["text"].str.len() <= LONGEST].assign(label="none", kind="social", title="", writer="private")
    judge = CategoryJudge("pemda", learnt=_nobody())
    silent = [not judge.weigh("", text)[0].code for text in table["text"]]
    return table[silent].iloc[:PRIVATE]


def posts(data: Path) -> pd.DataFrame:
    """All posts to learn from: columns writer, label (code or "none"), kind, title, text."""
    tables = [pd.read_csv(path, sep="\t", quoting=3, dtype=str, keep_default_na=False) for path in POSTS]
    written = pd.concat(tables, ignore_index=True).rename(columns={"category": "label"})
    written = written[written["label"] != ""].reset_index(drop=True)
    ours = pd.concat([category_truth.truth("pemda", None), category_truth.strangers()], ignore_index=True)
    ours = ours[ours["half"].str.startswith("choose")]
    ours = ours.assign(writer=ours["part"].where(ours["part"] == "strangers", "ours"))
    parts = [category_truth.headlines_parted(written), ours, private_texts(data)]
    table = pd.concat([part[["writer", "label", "kind", "title", "text"]] for part in parts], ignore_index=True)
    return table[table["title"].str.len() + table["text"].str.len() <= LONGEST].reset_index(drop=True)


def turns() -> tuple[list[str], list[str]]:
    """Codes and turns of `WORDS`, each once a code."""
    lines = [line for line in WORDS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    found = dict.fromkeys(
        (code, turn.strip())
        for code, turn in (
            (code, t) for code, _, rest in (line.partition(":") for line in lines) for t in rest.split(",")
        )
    )
    pairs = [(code, turn) for code, turn in found if turn]
    return [code.replace("none", "") for code, _ in pairs], [turn for _, turn in pairs]


def _evenly(codes: Sequence[str]) -> Any:
    """Weights that give every category as much: one has more words than another."""
    counts = pd.Series(codes).map(pd.Series(codes).value_counts())
    return (counts.mean() / counts).to_numpy()


def _nobody() -> LearntPart:
    """A learnt part that knows the labels only: what it would see can be asked for before there are numbers."""
    count = len(LABELS)
    nothing = np.zeros((1, count), np.float32)
    return LearntPart(
        CODES,
        CategoryNumbers(
            LABELS, np.zeros(1, np.uint32), nothing, np.zeros((2 * count + 2, count), np.float32), nothing[0]
        ),
    )


def seen_in(table: pd.DataFrame) -> list[Seen]:
    """What the learnt part sees of each post; a short one too."""
    citizens = table[table["kind"] != "news"]
    praised = (tone_columns(citizens)["tone_agency"] == "positif").reindex(table.index, fill_value=False)
    judge, known = CategoryJudge("pemda", learnt=_nobody()), _nobody()
    found = []
    for title, text, praise in zip(table["title"], table["text"], praised, strict=True):
        lists, seen = judge.weigh(title, text, praised=bool(praise))
        words = (*tokenize(title).low, *tokenize(text).low)
        said = known.position(lists.code)
        found.append(seen or Seen(words, known.none if said is None else said, {}, 0.0, bool(title), bool(praise)))
    return found


def fit(rows: Any, labels: Any, weights: Any) -> tuple[Any, Any]:
    """Weights ``(columns, labels)`` and bias of a multinomial regression."""
    back, width, kinds = rows.T.tocsr(), rows.shape[1], len(LABELS)
    truth, share = np.eye(kinds, dtype=np.float32)[labels], weights.astype(np.float32)[:, None]

    def loss(flat: Any) -> tuple[float, Any]:
        own, bias = flat[:-kinds].reshape(width, kinds).astype(np.float32), flat[-kinds:].astype(np.float32)
        logits = rows @ own + bias
        logits -= logits.max(axis=1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        slope = share * (np.exp(logs) - truth)
        value = -(share * truth * logs).sum() + 0.5 / STRENGTH * (own**2).sum()
        return float(value), np.concatenate([(back @ slope + own / STRENGTH).ravel(), slope.sum(axis=0)]).astype(float)

    start = np.zeros((width + 1) * kinds)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS, "maxcor": 6}).x
    return found[:-kinds].reshape(width, kinds), found[-kinds:]


class Lessons:
    """Posts and turns as rows: first the posts, parts of words by their rarity beside the signs of the lists."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table, self.seen = table, seen_in(table)
        codes, said = turns()
        matrix, numbers = word_matrix([*(one.words for one in self.seen), *(tokenize(turn).low for turn in said)])
        count = np.bincount(matrix.indices, minlength=matrix.shape[1])
        kept = np.flatnonzero(count >= LEAST_TEXTS)
        rarity = np.log((1 + matrix.shape[0]) / (1 + count[kept])) + 1
        matrix = matrix[:, kept] @ sparse.diags(rarity)
        scale = 1.0 / np.sqrt(matrix.multiply(matrix).sum(axis=1).mean())
        self.numbers, self.factors = numbers[kept], rarity * scale
        signs = sparse.csr_matrix(signs_of(self.seen, len(LABELS)))
        none = sparse.csr_matrix((len(said), signs.shape[1]))
        self.rows = sparse.hstack([matrix * scale, sparse.vstack([signs, none])]).tocsr().astype(np.float32)
        everything = [*table["label"].replace("none", ""), *codes]
        self.labels = np.array([LABELS.index(label) for label in everything])
        writer = table["writer"].to_numpy()
        self.weights = np.concatenate(
            [
                np.select(
                    [writer == "private", writer == "ours", table["writer"].str.isdigit()],
                    [PRIVATE_WEIGHT, OURS_WEIGHT, CLAIM_WEIGHT],
                    1.0,
                ),
                WORD_WEIGHT * _evenly(codes),
            ]
        )

    def learn(self, rows: Any) -> tuple[Any, Any, Any, Any]:
        """Numbers of the parts kept, their weights, those of the signs and the bias, from these rows."""
        weights, bias = fit(self.rows[rows], self.labels[rows], self.weights[rows])
        own, signs = weights[: len(self.numbers)], weights[len(self.numbers) :]
        size = np.sqrt(self.rows[:, : len(self.numbers)].multiply(self.rows[:, : len(self.numbers)]).mean(axis=0).A1)
        worth = size * np.abs(own - own.mean(axis=1, keepdims=True)).max(axis=1)
        kept = np.sort(np.argsort(-worth)[:MOST_PARTS])
        return self.numbers[kept], (own * self.factors[:, None])[kept], signs, bias

    def arrays(self, rows: Any) -> dict[str, Any]:
        """What a file keeps, the weights of parts as whole numbers of a step for each label."""
        numbers, own, signs, bias = self.learn(rows)
        step = np.abs(own).max(axis=0) / 127
        return {
            "columns": numbers,
            "weights": np.round(own / step).astype(np.int8),
            "scale": step.astype(np.float32),
            "signs": signs.astype(np.float32),
            "bias": bias.astype(np.float32),
        }


def part_of(arrays: dict[str, Any]) -> LearntPart:
    """A learnt part with these arrays."""
    order = np.argsort(arrays["columns"])
    weights = (arrays["weights"].astype(np.float32) * arrays["scale"])[order]
    return LearntPart(
        CODES, CategoryNumbers(LABELS, arrays["columns"][order], weights, arrays["signs"], arrays["bias"])
    )


def held_out(lessons: Lessons) -> None:
    """Print what is made of each writer by a part that has not learnt from him, and the fit of the score."""
    writers = lessons.table["writer"].to_numpy()
    everyone = np.arange(lessons.rows.shape[0])
    truths, shares, answers = [], [], []
    for writer in [*sorted(set(writers) - {"ours", "private", "strangers"}), "strangers"]:
        asked = np.flatnonzero(writers == writer)
        part = part_of(lessons.arrays(np.setdiff1d(everyone, asked)))
        lists = np.array([lessons.seen[place].said for place in asked])
        shares.append(part.shares([lessons.seen[place] for place in asked]))
        truths.append(lessons.labels[asked])
        answers.append(chosen(shares[-1], lists))
        figures = " ".join(
            f"{name} {_score(truths[-1], said):.3f}" for name, said in (("lists", lists), ("both", answers[-1]))
        )
        print(
            f"{writer}: {len(asked)} posts, macro-F1 {figures}, accuracy {(truths[-1] == answers[-1]).mean():.3f}",
            flush=True,
        )
    truth, share, said = np.concatenate(truths), np.concatenate(shares), np.concatenate(answers)
    given = np.flatnonzero(said != len(CODES))
    top = np.clip(share[given, said[given]], 1e-4, 1 - 1e-4)
    odds, right = np.log(top / (1 - top))[:, None], (said == truth)[given]
    scale = LogisticRegression(C=1e6).fit(odds, right)
    score = scale.predict_proba(odds)[:, 1]
    unsure = score < UNSURE
    print(
        f"trust {scale.intercept_[0]:.2f}, {scale.coef_[0, 0]:.2f}: ECE {ece(right.tolist(), score.tolist()):.3f}, "
        f"ragu {unsure.mean():.3f} of them, right {right[unsure].mean():.3f}, the others {right[~unsure].mean():.3f}"
    )


def _score(truth: Any, said: Any) -> float:
    names = [code or "none" for code in LABELS]
    return macro_f1([names[k] for k in truth], [names[k] for k in said], names)


def main() -> None:
    """Fit and write, or measure on writers not learnt from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE.parent / "analysis" / "models")
    parser.add_argument("--held-out", action="store_true")
    args = parser.parse_args()
    lessons = Lessons(posts(args.data))
    print(lessons.table["writer"].value_counts().to_dict(), lessons.rows.shape)
    if args.held_out:
        held_out(lessons)
        return
    arrays = lessons.arrays(np.arange(lessons.rows.shape[0]))
    card = {
        "labels": list(LABELS),
        "training": {f"training/{path.name}": sha256_of(path) for path in (*POSTS, WORDS)}
        | {
            f"{path.name}, half for choosing": sha256_of(path)
            for path in (category_truth.HERE / "category_posts.tsv", SHIPPED / category_truth.STRANGERS)
        }
        | {name: sha256_of(args.data / name) for name in SOURCES},
        "licence": "SmSA (IndoNLU) Apache-2.0; NusaX CC BY-SA 4.0; all posts and words Apache-2.0",
        "script": "training/train_category.py",
        "date": "2026-11-23",
        "intended_use": "Category of a short public post or headline for a PR officer, who decides; beside the lists of the general profile.",
        "limits": "Learnt from some 10,500 invented posts; longer texts and articles are not read by it. Weak on irony, on what is only "
        "implied and on regional languages. No judgement of people.",
        "metrics": {"method": "--held-out; figures in docs/accuracy-meaning.md"},
    }
    save_model(args.out, MODEL, arrays, card)
    print(arrays["weights"].shape, (args.out / f"{MODEL}.npz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
