"""Train ``analysis/models/claim_confirm``: is this text certainly of that fact-check's claim?

    python -m training.train_claim_confirm SHARED_DATA_FOLDER [--save]

Examples: true and changed messages made by rule about dated fact-checks before the newest tenth (`training/changed_claims.py`), other
hoaxes' fact-checks that come first for them; the choosing halves of the messages written by hand, the half of the fourth set whose errors
were read, and more messages by hand that only training reads (`training/claim_messages*.tsv`); and these once more beside a library of
fifteen fact-checks. Fact-checks that any message by hand is about make no examples by rule. The threshold is chosen on what was written
by hand, each fact-check's messages answered by a model that did not see them; as in use, of the first three answers the soonest that is
certain counts.

What foreign words weigh is learnt from messages by hand alone, and is laid before the trees as weights that did not see the message say
it: else the trees would trust it too far.
"""

import argparse
import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from analysis.claims.confirming import MODEL, NAMES, Confirmer, pair_signs
from analysis.claims.foreign import COLUMNS, ZONES, Foreign, ForeignWords, columns_of
from analysis.claims.index import FactCheckIndex
from analysis.claims.match import long_enough, order_of
from analysis.claims.ranking import candidates, pair_features, read_queries, shipped_ranker
from analysis.claims.reader import Reader
from analysis.claims.vectors import unmask
from analysis.learning.files import save_model
from analysis.learning.trees import Trees
from analysis.text.tokens import visible
from kentongan.core.findings import FactCheck
from training.changed_claims import Example, examples
from training.claim_gold import DOUBTFUL, Likeness, judged, newest, read, verdicts
from training.claim_pairs import FILES, LEARNT, MEASURED, judge, read_pairs

FACTCHECKS = 2_600
#: True messages that are asked of the matcher, and how much an answer of another hoax weighs.
ASKED, OTHER = 1_500, 0.5
BLOCK = 500
#: What messages by rule and messages beside a small library weigh where one by hand weighs 1.
BY_RULE, BESIDE_FEW = 0.04, 0.3
#: Fact-checks of a small library.
FEW = 15
TREES = {
    "max_iter": 150, "learning_rate": 0.1, "max_leaf_nodes": 15, "min_samples_leaf": 40, "l2_regularization": 5.0, "max_features": 0.3,
    "early_stopping": False,
}  # fmt: skip
#: Beginnings of the trees, whose mean is taken.
STARTS = 3
FOLDS = 8
#: Strength of the weights of foreign words, and parts of the messages each of which is weighed by the others.
WORDS, PARTS = 0.1, 3
#: Halves of messages by hand that may be learnt from.
TAUGHT = ("choose", "read", "learn")
#: Chosen so that the floors of the halves kept apart hold.
THRESHOLD = 0.77


class Taught(NamedTuple):
    """Signs, foreign words, the fact-check ("" where no message by hand is about it), whether the text carries the claim, and the weight."""

    signs: NDArray[Any]
    words: list[Foreign]
    factcheck: NDArray[Any]
    right: NDArray[Any]
    weight: NDArray[Any]

    def part(self, those: NDArray[Any]) -> "Taught":
        """The examples under a mask."""
        words = [words for words, kept in zip(self.words, those, strict=True) if kept]
        return Taught(self.signs[those], words, self.factcheck[those], self.right[those], self.weight[those])


def main() -> None:
    """Make examples, fit, and say what each threshold does on the choosing halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    rows = read(given.shared / "hoax" / "factchecks.jsonl")
    index = FactCheckIndex.build([FactCheck(r.id, r.title, r.narrative, r.date) for r in rows.itertuples()])
    pairs = read_pairs((*FILES, *LEARNT, *MEASURED))
    made = generated(rows, index, set(pairs.factcheck))
    by_rule = by_rules(made, index)
    print(len(made), "examples by rule,", int(by_rule.right.sum()), "true")
    pairs = pairs[pairs.half.isin(TAUGHT)].reset_index(drop=True)
    hand = by_hand(pairs, rows, index)
    few = beside_few(pairs, rows)
    # Learnt from the first answers only; the others of a message are answered as well.
    first = (hand.kept & (hand.answer == 0)).to_numpy()
    known = Taught(
        np.array(hand.signs.tolist()),
        hand.words.tolist(),
        hand.factcheck.to_numpy(),
        hand.truth.to_numpy(),
        np.ones(len(hand)),
    )
    hand["found"] = 0.0
    for _, now in GroupKFold(FOLDS).split(known.signs, groups=known.factcheck):
        asked = set(known.factcheck[now])
        apart = ~np.isin(known.factcheck, list(asked))
        model = fitted(by_rule, known.part(first & apart), few.part(~np.isin(few.factcheck, list(asked))))
        hand.loc[now, "found"] = [model.probability(known.signs[k].tolist(), known.words[k]) for k in now]
    say(hand)
    if given.save:
        model = fitted(by_rule, known.part(first), few)
        save(model, len(made), int(first.sum()), str(newest(rows).date.min()))


def say(hand: pd.DataFrame) -> None:
    """What each threshold does on the messages by hand, by file and half."""
    for (file, half), part in hand.groupby(["file", "half"]):
        meant = int((part.right & (part.answer == 0)).sum())
        for step in np.arange(0.5, 0.95, 0.05):
            sure = part[(part.found >= step) & part.long].drop_duplicates("message")
            wrong = int((~sure.truth & sure.kept).sum())
            print(f"  {file} {half} from {step:.2f}: {int(sure.truth.sum())} right of {meant}, {wrong} wrong")


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
    verdict = [judge(pair, rows.id[k], cluster, words, same) for pair, k in zip(out.itertuples(), row, strict=True)]
    out["hit"] = [own or named for own, named in verdict]
    out["named"] = [named for _, named in verdict]
    # Nobody judged which other fact-checks are of the hoaxes that only training reads: those with a title like it are left out.
    alike, at, asked = Likeness(rows.title.tolist()), dict(zip(rows.id, range(len(rows)), strict=True)), verdicts()
    doubtful = [
        one.half == "learn"
        and not one.hit
        and (one.factcheck, rows.id[k]) not in asked
        and alike(k, at[one.factcheck]) >= DOUBTFUL
        for one, k in zip(out.itertuples(), row, strict=True)
    ]
    out["kept"] = (out.right | ~out.named) & ~np.array(doubtful)
    out["truth"] = out.right & out.hit
    read = [pair_signs(unmask(visible(text)), k, index) for text, k in zip(out.text, row, strict=True)]
    out["signs"], out["words"] = ([one[part] for one in read] for part in (0, 1))
    out["long"] = out.text.map(long_enough)
    return out


def beside_few(pairs: pd.DataFrame, rows: pd.DataFrame) -> Taught:
    """Each message against its own fact-check and against another one, in a library of fifteen."""
    check = {r.id: FactCheck(r.id, r.title, r.narrative, r.date) for r in rows.itertuples()}
    ids = sorted(set(pairs.factcheck))
    random.Random(6).shuffle(ids)
    read, about, right = [], [], []
    for start in range(0, len(ids), FEW):
        own = ids[start : start + FEW]
        index = FactCheckIndex.build([check[name] for name in own])
        for pair in pairs[pairs.factcheck.isin(own)].itertuples():
            text, row = unmask(visible(pair.text)), own.index(pair.factcheck)
            read += [pair_signs(text, row, index), pair_signs(text, (row + 1) % len(own), index)]
            about += [pair.factcheck, pair.factcheck]
            right += [bool(pair.right), False]
    return taught(read, about, right, np.full(len(read), BESIDE_FEW))


def by_rules(made: list[Example], index: FactCheckIndex) -> Taught:
    """Messages by rule, read."""
    read = [pair_signs(unmask(visible(example.text)), example.row, index) for example in made]
    weight = np.array([BY_RULE * (OTHER if example.change == "another" else 1.0) for example in made])
    return taught(read, [""] * len(made), [example.right for example in made], weight)


def taught(
    read: Sequence[tuple[list[float], Foreign]], about: Sequence[str], right: Sequence[bool], weight: NDArray[Any]
) -> Taught:
    """Examples with the signs and foreign words that were read of them."""
    signs, words = [one for one, _ in read], [words for _, words in read]
    return Taught(np.array(signs), words, np.array(about, object), np.array(right, bool), weight)


def fitted(by_rule: Taught, hand: Taught, few: Taught) -> Confirmer:
    """Weights of foreign words, and trees over all kinds of examples."""
    words = word_weights(hand)
    apart = words_apart(hand, few)
    said = [[words.signs(one) for one in by_rule.words], *apart]
    parts = (by_rule, hand, few)
    signs = np.vstack([np.column_stack([part.signs, own]) for part, own in zip(parts, said, strict=True)])
    right, weight = np.concatenate([part.right for part in parts]), np.concatenate([part.weight for part in parts])
    models = [
        HistGradientBoostingClassifier(**TREES, random_state=start).fit(
            signs, right, sample_weight=weight / weight.mean()
        )
        for start in range(STARTS)
    ]
    return Confirmer(Trees.learnt(*models), words, THRESHOLD)


def word_weights(hand: Taught) -> ForeignWords:
    """What foreign words say of messages by hand: logistic regression over the columns of each."""
    rows = []
    for words in hand.words:
        columns = [columns_of(word) + zone * COLUMNS for zone, those in enumerate(words) for word in those]
        rows.append(np.unique(np.concatenate(columns)) if columns else np.zeros(0, np.intp))
    ends = np.cumsum([0, *map(len, rows)])
    matrix = sparse.csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), shape=(len(rows), len(ZONES) * COLUMNS))
    model = LogisticRegression(C=WORDS, solver="liblinear", random_state=0).fit(matrix, hand.right)
    return ForeignWords(model.coef_[0].astype(np.float32))


def words_apart(*parts: Taught) -> list[list[list[float]]]:
    """What foreign words say of each message, by weights from messages about other fact-checks of the first part."""
    hand = parts[0]
    groups = np.array(sorted(set(hand.factcheck)), object)
    random.Random(7).shuffle(groups)
    fold = {group: at % PARTS for at, group in enumerate(groups)}
    models = [word_weights(hand.part(np.array([fold[one] != k for one in hand.factcheck]))) for k in range(PARTS)]
    return [
        [models[fold.get(one, 0)].signs(words) for one, words in zip(part.factcheck, part.words, strict=True)]
        for part in parts
    ]


def save(model: Confirmer, made: int, hand: int, until: str) -> None:
    """Write the model with its card."""
    save_model(
        Path("analysis/models"),
        MODEL,
        {**model.trees.arrays(), **model.words.arrays()},
        {
            "version": "5",
            "task": "whether a text certainly carries a fact-check's claim, from what differs, how it is told and which words are foreign",
            "features": list(NAMES),
            "threshold": model.threshold,
            "start": model.trees.start,
            "levels": model.trees.levels,
            "trained_on": {"messages by rule": made, "messages by hand": hand, "fact-checks before": until},
            "licence": f"Apache-2.0 ({len(model.trees.roots)} trees, hashed weights; no texts)",
            "measured": {"where": "docs/accuracy-claims.md"},
            "limits": "A claim told again freely is suggested, not confirmed.",
        },
    )


if __name__ == "__main__":
    main()
