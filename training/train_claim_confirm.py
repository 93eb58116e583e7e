"""Train ``analysis/models/claim_confirm``: is this text certainly of that fact-check's claim?

    python -m training.train_claim_confirm SHARED_DATA_FOLDER [--save]

Examples: true and changed messages made by rule about dated fact-checks before the newest tenth (`training/changed_claims.py`), other
hoaxes' fact-checks that come first for them, the choosing halves of the messages written by hand, and more messages by hand that only
training reads (`training/claim_messages.tsv`). Fact-checks that any message by hand is about make no examples by rule. The threshold is
chosen on what was written by hand, each fact-check's messages answered by a model that did not see them, with a margin; as in use, of
the first three answers the soonest that is certain counts.
"""

import argparse
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from analysis.claims.alignment import NAMES, Reader
from analysis.claims.confirming import MODEL, Confirmer, pair_signs
from analysis.claims.index import FactCheckIndex
from analysis.claims.match import long_enough, order_of
from analysis.claims.ranking import candidates, pair_features, read_queries, shipped_ranker
from analysis.claims.vectors import unmask
from analysis.learning.files import save_model
from analysis.text.tokens import visible
from kentongan.core.findings import FactCheck
from training.changed_claims import Example, examples
from training.claim_gold import DOUBTFUL, Likeness, judged, newest, read
from training.claim_pairs import FILES, LEARNT, judge, read_pairs

FACTCHECKS = 2_600
#: True messages that are asked of the matcher, and how much an answer of another hoax weighs.
ASKED, OTHER = 1_500, 0.5
BLOCK = 500
#: What a message by hand weighs beside one made by rule.
BY_HAND = 8.0
STRENGTH = 0.3
FOLDS = 8
#: No wrong confirmation of the choosing halves from 0.66 on, of the messages to learn from 0.70 on; lists of words were made on both.
THRESHOLD = 0.70


def main() -> None:
    """Make examples, fit, and say what each threshold does on the choosing halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    rows = read(given.shared / "hoax" / "factchecks.jsonl")
    index = FactCheckIndex.build([FactCheck(r.id, r.title, r.narrative, r.date) for r in rows.itertuples()])
    pairs = read_pairs((*FILES, LEARNT))
    made = generated(rows, index, set(pairs.factcheck))
    made_signs = np.array([pair_signs(unmask(visible(e.text)), e.row, index) for e in made])
    made_right = np.array([e.right for e in made])
    weight = np.array([OTHER if e.change == "another" else 1.0 for e in made])
    print(len(made), "examples by rule,", int(made_right.sum()), "true")
    hand = by_hand(pairs[pairs.half != "check"].reset_index(drop=True), rows, index)
    hand["kept"] = (hand.right | ~hand.named) & ~hand.doubtful
    hand["found"] = 0.0
    hand["truth"] = hand.right & hand.hit
    # Learnt from the first answers only; the others of a message are answered as well.
    first = hand.kept & (hand.answer == 0)
    signs = np.array(hand.signs.tolist())
    truth = hand.truth.to_numpy()
    for others, now in GroupKFold(FOLDS).split(signs, groups=hand.factcheck):
        past = others[first.to_numpy()[others]]
        model = fitted(made_signs, made_right, weight, signs[past], truth[past])
        hand.loc[now, "found"] = [model.probability(values) for values in signs[now].tolist()]
    for half, part in hand.groupby("half"):
        meant = int((part.right & (part.answer == 0)).sum())
        for step in np.arange(0.5, 0.85, 0.04):
            sure = part[(part.found >= step) & part.long].drop_duplicates("message")
            wrong = int((~sure.truth & sure.kept).sum())
            print(f"  {half} from {step:.2f}: {int(sure.truth.sum())} right of {meant}, {wrong} wrong")
    if given.save:
        model = fitted(made_signs, made_right, weight, signs[first], truth[first])
        save(model, len(made), int(first.sum()), str(newest(rows).date.min()))


def generated(rows: pd.DataFrame, index: FactCheckIndex, kept_out: set[str]) -> list[Example]:
    """Messages by rule about older fact-checks, and answers of other hoaxes to some of the true ones."""
    last = newest(rows)
    apart = set(last.cluster) | set(rows.cluster[rows.id.isin(kept_out)])
    older = rows[(rows.date != "") & (rows.date < last.date.min()) & ~rows.cluster.isin(apart)]
    rng = random.Random(5)
    picked = sorted(rng.sample(older.index.tolist(), FACTCHECKS))
    made = examples(rows, Reader(index), picked, seed=5)
    asked = [example for example in made if example.right][::3][:ASKED]
    alike = Likeness(rows.title.tolist())
    for example, answers in zip(asked, first_answers([e.text for e in asked], index, 5), strict=True):
        for row in answers:
            if rows.cluster[row] != rows.cluster[example.row] and alike(row, example.row) < DOUBTFUL:
                made.append(Example(example.text, row, False, "another"))
    return made


def first_answers(texts: list[str], index: FactCheckIndex, most: int) -> list[list[int]]:
    """Rows of the fact-checks that come first for each text, before any decision."""
    ranker, out = shipped_ranker(), []
    for start in range(0, len(texts), BLOCK):
        block = [unmask(visible(text)) for text in texts[start : start + BLOCK]]
        queries = read_queries(block, index)
        pairs = candidates(queries.whole, index, [frozenset()] * len(block))
        order = order_of(pair_features(queries, index, pairs), ranker)
        bounds = np.searchsorted(pairs[0], np.arange(len(block) + 1))
        for a, b in pairwise(bounds):
            out.append([int(row) for row in pairs[1][a:b][np.argsort(-order[a:b], kind="stable")][:most]])
    return out


def by_hand(pairs: pd.DataFrame, rows: pd.DataFrame, index: FactCheckIndex) -> pd.DataFrame:
    """Each message three times, with the signs against the three fact-checks that come first for it, and whether each is right."""
    cluster = dict(zip(rows.id, rows.cluster, strict=True))
    words = {row.id: f"{row.title} {row.narrative}".casefold() for row in rows.itertuples()}
    same = judged()
    answers = first_answers(pairs.text.tolist(), index, 3)
    out = pairs.loc[pairs.index.repeat([len(of) for of in answers])].reset_index(names="message")
    out["answer"] = out.groupby("message").cumcount()
    row = [row for of in answers for row in of]
    verdicts = [judge(pair, rows.id[k], cluster, words, same) for pair, k in zip(out.itertuples(), row, strict=True)]
    out["hit"] = [own or named for own, named in verdicts]
    out["named"] = [named for _, named in verdicts]
    # Nobody judged which other fact-checks are of the hoaxes that only training reads: those with a title like it are left out.
    alike, at = Likeness(rows.title.tolist()), dict(zip(rows.id, range(len(rows)), strict=True))
    out["doubtful"] = [
        one.half == "learn" and not one.hit and alike(k, at[one.factcheck]) >= DOUBTFUL
        for one, k in zip(out.itertuples(), row, strict=True)
    ]
    out["signs"] = [pair_signs(unmask(visible(text)), k, index) for text, k in zip(out.text, row, strict=True)]
    out["long"] = out.text.map(long_enough)
    return out


def fitted(
    made: NDArray[Any], made_right: NDArray[Any], weight: NDArray[Any], hand: NDArray[Any], hand_right: NDArray[Any]
) -> Confirmer:
    """A logistic over both kinds of examples."""
    x = np.vstack([made, hand])
    y = np.concatenate([made_right, hand_right])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=3_000)
    model.fit((x - mean) / scale, y, sample_weight=np.concatenate([weight, np.full(len(hand), BY_HAND)]))
    return Confirmer(mean, scale, model.coef_[0], float(model.intercept_[0]), THRESHOLD)


def save(model: Confirmer, made: int, hand: int, until: str) -> None:
    """Write the model with its card."""
    save_model(
        Path("analysis/models"),
        MODEL,
        {"mean": model.mean, "scale": model.scale, "weights": model.weights, "bias": np.array([model.bias])},
        {
            "version": "3",
            "task": "whether a text certainly carries a fact-check's claim, from signs of what differs",
            "features": list(NAMES),
            "threshold": model.threshold,
            "trained_on": {"messages by rule": made, "messages by hand": hand, "fact-checks before": until},
            "licence": f"Apache-2.0 ({3 * len(NAMES) + 1} numbers; no texts)",
            "measured": {"where": "docs/accuracy-claims.md"},
            "limits": "A claim told again in other words is suggested, not confirmed.",
        },
    )


if __name__ == "__main__":
    main()
