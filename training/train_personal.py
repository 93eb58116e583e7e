"""Train ``analysis/models/personal``: which pieces of a post lead to a dwelling, name an account or a plate?

    python -m training.train_personal SHARED_DATA_FOLDER [--measure]

Learnt from posts with invented personal data that strangers wrote (`training/personal_posts.tsv`, sixteen writers; a post without
marks holds none) and from the halves of the test sets whose errors have been read (`choose`, `later`, `new`); their halves
`check` and the sixth to the ninth set are never read here. Posts are told again with others' addresses and accounts. Ordinary speech comes from opinions (SmSA), our own training posts and sentences of
NERP and NER-Grit; a text in which the rules find something is left out. A structured perceptron with a margin, averaged
(Collins 2002), over the features of `analysis/personal/token_features.py`. Which of its proposals are masked, a judge learns
from taggers that had two writers and an eighth of the everyday texts left out (`personal_judge.py`). What is masked of those,
with what the others taught, is printed first; with ``--measure`` nothing is written.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.learning.files import save_model
from analysis.measures.personal import ALLOW, Case, cases_in, clean_in, hidden
from analysis.personal import learnt
from analysis.personal.guards import signs_of
from analysis.personal.learnt import FAR, MODEL, PAIRS, TAGS, Tagger, distance
from analysis.personal.masking import found_by_rules, mask
from analysis.personal.signs import Sign
from analysis.personal.token_features import (
    ACCOUNT_KINDS,
    BUCKETS,
    HOME_KIND,
    KINDS,
    NEAR,
    OFFICE_KIND,
    REACH,
    pieces,
    seen,
)
from analysis.text.plain import plain
from training.linear_training import sha256_of
from training.personal_judge import Row, fit_judge, proposed

HERE = Path(__file__).parent
QUALITY = HERE.parent / "tests" / "quality"
SHIPPED = HERE.parent / "analysis" / "data" / "measure"
POSTS = HERE / "personal_posts.tsv"
SETS = (
    QUALITY / "personal_{}.tsv",
    QUALITY / "personal_{}_2.tsv",
    QUALITY / "personal_{}_3.tsv",
    SHIPPED / "personal_{}_4.tsv",
    SHIPPED / "personal_{}_5.tsv",
)
WRITERS = ("1", "2", "3", "4", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17")
#: Left out together, with an eighth of the everyday texts.
FOLDS = (("1", "6"), ("2", "7"), ("3", "8"), ("4", "9"), ("10", "12"), ("11", "13"), ("14", "15"), ("16", "17"))
#: Letters of the marks and the tags they teach; all others are numbers.
LETTERS = {"a": 1, "u": 2, "p": 3}
NUMBER = 4
EPOCHS = 6
STEP = 0.1
LONGEST = 500
MOST_ORDINARY = 20_000
#: How often a post is told again with other addresses, accounts and plates in its places.
RETOLD = 4
LOOKED_AT = int(
    Sign.AT
    | Sign.HASH
    | Sign.DIGIT
    | Sign.PLATFORM
    | Sign.HOUSE
    | Sign.ROAD
    | Sign.RT_RW
    | Sign.PLATE
    | Sign.DIGIT_WORD
    | Sign.SLASH
)
WIDTH = 2 * REACH + 1
#: Where each kind of weight begins in one long row.
AT_PAIRS = BUCKETS * WIDTH
AT_FAR = AT_PAIRS + len(PAIRS) * KINDS * KINDS
AT_START = AT_FAR + 3 * (len(FAR) + 1) * KINDS
NOTHING = AT_START + 1

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Example(NamedTuple):
    """The features of every piece of a post, and its tag."""

    features: Ints
    tags: NDArray[np.int8]


def main() -> None:
    """Measure with each writer left out, then train on everything and write the model with its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    posts = written()
    texts = [Case("", text, ()) for text in ordinary_texts(given.shared)]
    ordinary = [example(case) for case in texts]
    taggers, rows = crossed(posts, texts, ordinary)
    for number, fold in enumerate(FOLDS):
        others = [row for other, told in enumerate(rows) if other != number for row in told]
        use(Tagger(taggers[number] | {"judge": fit_judge(others)}))
        for writer in fold:
            print(writer, json.dumps(measured(posts[writer])), flush=True)
        everyday = texts[number :: len(FOLDS)]
        print("everyday", sum(mask(case.text).text != case.text for case in everyday), "of", len(everyday), flush=True)
    if given.measure:
        return
    arrays = fit(ordinary + marked_examples([case for writer in WRITERS for case in posts[writer]]))
    arrays["judge"] = fit_judge([row for told in rows for row in told])
    save_model(Path("analysis/models"), MODEL, arrays, card(posts, len(ordinary)))


def crossed(
    posts: dict[str, list[Case]], texts: Sequence[Case], ordinary: Sequence[Example]
) -> tuple[list[dict[str, Any]], list[list[Row]]]:
    """For every fold a tagger that has not learnt from it, and what that proposes in it."""
    taggers, rows = [], []
    for number, fold in enumerate(FOLDS):
        taught = [case for writer in WRITERS if writer not in fold for case in posts[writer]]
        everyday = [one for place, one in enumerate(ordinary) if place % len(FOLDS) != number]
        taggers.append(fit(everyday + marked_examples(taught)))
        use(Tagger(taggers[-1]))
        rows.append(
            list(proposed([*(case for writer in fold for case in posts[writer]), *texts[number :: len(FOLDS)]]))
        )
    return taggers, rows


def use(tagger: Tagger) -> None:
    """Let masking ask these weights instead of the shipped ones."""
    learnt.shipped_tagger = lambda: tagger  # type: ignore[assignment]


def measured(cases: Sequence[Case]) -> dict[str, float]:
    """Recall of spans with the rules and the learnt part, and how many clean posts are touched."""
    found = [hit for case in cases if case.spans for hit in hidden(case)]
    clean = [case.text for case in cases if not case.spans]
    touched = sum(mask(text, ALLOW).text != text for text in clean)
    return {"spans": len(found), "recall": round(sum(found) / len(found), 4), "clean": len(clean), "touched": touched}


def written() -> dict[str, list[Case]]:
    """The posts of every writer."""
    posts: dict[str, list[Case]] = {writer: [] for writer in WRITERS}
    for line in POSTS.read_text(encoding="utf-8").splitlines()[1:]:
        writer, post = line.split("\t")
        marked = any(f"{{{letter}:" in post for letter in "nktspaurb")
        posts[writer] += cases_in(f"x\t{post}") if marked else [Case("x", post.replace("\\n", "\n"), ())]
    return posts


def marked_examples(taught: Sequence[Case]) -> list[Example]:
    """These posts and those of the sets whose errors have been read, as they are and told again."""
    cases = [*taught, *seen_sets()]
    return [example(case) for case in (*cases, *retold(cases))]


def retold(cases: Sequence[Case]) -> Iterator[Case]:
    """The posts with an address, account or plate, with others of the same kind in its place: what is said around tells."""
    rng = random.Random(5)
    others: dict[tuple[str, bool, bool], list[str]] = {}
    for case in cases:
        for start, end, letter in case.spans:
            others.setdefault(_look_of(case.text[start:end], letter), []).append(case.text[start:end])
    for case in cases * RETOLD:
        if any(letter in LETTERS for _, _, letter in case.spans):
            text, spans, last = "", [], 0
            for start, end, letter in case.spans:
                said = case.text[start:end]
                new = rng.choice(others[_look_of(said, letter)]) if letter in LETTERS else said
                text += case.text[last:start]
                spans.append((len(text), len(text) + len(new), letter))
                text, last = text + new, end
            yield Case(case.half, text + case.text[last:], tuple(spans))


def _look_of(said: str, letter: str) -> tuple[str, bool, bool]:
    return letter, said.startswith("@"), "\n" in said


def seen_sets() -> Iterator[Case]:
    """Posts of the test sets whose errors have been read, with personal data and without."""
    for path in SETS:
        cases = cases_in(Path(str(path).format("cases")).read_text(encoding="utf-8"))
        yield from (case for case in cases if case.half != "check")
        clean = clean_in(Path(str(path).format("clean")).read_text(encoding="utf-8"))
        yield from (Case(half, text.replace("\\n", "\n"), ()) for half, _, text in clean if half != "check")


def ordinary_texts(shared: Path) -> list[str]:
    """Everyday texts that the learnt part would look at and in which the rules find nothing."""
    texts = [line.split("\t")[0] for line in (shared / "sentiment" / "smsa_train.tsv").read_text("utf-8").splitlines()]
    for path in sorted(HERE.glob("*posts*.tsv")):
        if path != POSTS:
            texts += [line.split("\t")[-1].replace("\\n", "\n") for line in path.read_text("utf-8").splitlines()[1:]]
    for name in ("nerp_ner-prosa_train.txt", "nergrit_ner-grit_train.txt"):
        for sentence in (shared / "ner" / name).read_text("utf-8").split("\n\n"):
            texts.append(" ".join(line.split()[0] for line in sentence.splitlines() if line.strip()))
    kept = [text[:LONGEST] for text in dict.fromkeys(texts) if text]
    kept = [text for text in kept if signs_of(plain(text)) & LOOKED_AT and not found_by_rules(text)]
    random.Random(3).shuffle(kept)
    return kept[:MOST_ORDINARY]


def example(case: Case) -> Example:
    """Features and tags of a post."""
    text = plain(case.text)
    found = pieces(text)
    tags = np.zeros(len(found), np.int8)
    for start, end, letter in case.spans:
        for place, (piece, first, last) in enumerate(found):
            if first < end and last > start and piece != "\n":
                tags[place] = LETTERS.get(letter, NUMBER)
    return Example(features([piece for piece, _, _ in found]), tags)


def features(words: Sequence[str]) -> Ints:
    """For every piece the places of its weights, filled up with `NOTHING`."""
    looks = [seen(word) for word in words]
    kinds = [0, 0, *(look.kind for look in looks), 0, 0]
    rows, home, account, office = [], 99, 99, 99
    for place, own in enumerate(looks):
        row = [AT_START]
        for away in range(-REACH, REACH + 1):
            if 0 <= place + away < len(looks):
                other = looks[place + away]
                near = other.parts if abs(away) <= NEAR else ()
                row += [bucket * WIDTH + away + REACH for bucket in (*other.whole, *near)]
        for number, (first, second) in enumerate(PAIRS):
            row.append(AT_PAIRS + (number * KINDS + kinds[place + 2 + first]) * KINDS + kinds[place + 2 + second])
        for number, since in enumerate((home, account, office)):
            row.append(AT_FAR + (number * (len(FAR) + 1) + distance(since)) * KINDS + own.kind)
        office = 0 if own.kind == OFFICE_KIND else office + 1
        home = 0 if own.kind == HOME_KIND else home + 1
        account = 0 if own.kind in ACCOUNT_KINDS else account + 1
        rows.append(row)
    filled = np.full((len(rows), max(map(len, rows), default=1)), NOTHING, np.int32)
    for place, row in enumerate(rows):
        filled[place, : len(row)] = row
    return filled


def fit(examples: Sequence[Example]) -> dict[str, Any]:
    """Averaged weights of a perceptron that must be right by a margin of one a piece, as whole numbers of one scale."""
    kinds = len(TAGS)
    weights, summed = np.zeros((NOTHING + 1, kinds), np.float32), np.zeros((NOTHING + 1, kinds))
    moves, moved = np.zeros((kinds, kinds), np.float32), np.zeros((kinds, kinds))
    order, rng, count = [one for one in examples if len(one.tags)], random.Random(0), 1
    for _ in range(EPOCHS):
        rng.shuffle(order)
        for rows, right in order:
            scored = weights[rows].sum(1) + 1
            scored[np.arange(len(right)), right] -= 1
            given = viterbi(scored, moves)
            for place in np.nonzero(given != right)[0]:
                for tag, sign in ((right[place], STEP), (given[place], -STEP)):
                    weights[rows[place], tag] += sign
                    summed[rows[place], tag] += sign * count
            weights[NOTHING] = summed[NOTHING] = 0
            for place in range(1, len(right)):
                if (right[place - 1], right[place]) != (given[place - 1], given[place]):
                    for path, sign in ((right, STEP), (given, -STEP)):
                        moves[path[place - 1], path[place]] += sign
                        moved[path[place - 1], path[place]] += sign * count
            count += 1
    return packed(weights - summed / count, moves - moved / count)


def viterbi(scored: Floats, moves: Floats) -> NDArray[np.int8]:
    """The best row of tags."""
    best, back = scored[0], np.zeros(scored.shape, np.int8)
    for place in range(1, len(scored)):
        ways = best[:, None] + moves
        back[place] = ways.argmax(0)
        best = ways.max(0) + scored[place]
    tags = np.empty(len(scored), np.int8)
    tags[-1] = best.argmax()
    for place in range(len(scored) - 1, 0, -1):
        tags[place - 1] = back[place][tags[place]]
    return tags


def packed(weights: NDArray[Any], moves: NDArray[Any]) -> dict[str, Any]:
    """What `learnt.Tagger` reads: scores beside that of being nothing, in steps of one scale."""
    told = weights[:, 1:] - weights[:, :1]
    scale = np.float32(max(np.abs(told).max(), np.abs(moves).max()) / 127)
    parts = {
        "table": told[:AT_PAIRS].reshape(BUCKETS, WIDTH, -1),
        "pairs": told[AT_PAIRS:AT_FAR].reshape(len(PAIRS), KINDS, KINDS, -1),
        "far": told[AT_FAR:AT_START].reshape(3, len(FAR) + 1, KINDS, -1),
        "start": told[AT_START],
        "moves": moves,
    }
    return {"scale": scale} | {name: np.round(part / scale).astype(np.int8) for name, part in parts.items()}


def card(posts: dict[str, list[Case]], ordinary: int) -> dict[str, Any]:
    """What the model was trained on, and what it is for."""
    return {
        "task": "Pieces of a post that lead to a dwelling, name an account or a plate; adds to the rules of analysis/personal.",
        "trained_on": {
            "personal_posts.tsv": {"posts": sum(map(len, posts.values())), "sha256": sha256_of(POSTS)},
            "sets": "halves choose, later and new of the test sets 1 to 5",
            "ordinary": {"texts": ordinary, "from": "SmSA, NERP, NER-Grit, training/*posts*.tsv"},
        },
        "licence": "Apache-2.0 (weights); texts of others are not included",
        "measured": "docs/accuracy-personal.md, sections on the sixth to the ninth set",
        "limits": "Invented data of few writers; only words for streets, homes, platforms and vehicles are looked around; numbers are left to the rules.",
    }


if __name__ == "__main__":
    main()
