"""Train the learned part of the tone toward the agency: ``python training/train_agency.py --data DIR`` writes ``analysis/models/agency.*``.

Learns from posts written one by one for this purpose (``agency_posts.tsv``) and from our posts for the tone of the event
(``office_posts.tsv``), whose label holds toward the agency, too, but where ``office_posts_agency.tsv`` says otherwise (by
number of the post: netral, or left out). Two stages: n-grams alone, then their answers for posts the first stage had not
seen beside the signs of the rules, on the first posts only, for the tone model has learnt from the others. Both are
linear, so they ship as one. Reviews and tweets of SmSA train and NusaX train in which the rules hear nothing public
stand for matters outside government, in both stages.. No measuring set is read.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from linear_training import SEED, features, sha256_of
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from analysis.learning.files import save_model
from analysis.learning.scoring import macro_f1
from analysis.text.clean import clean_text
from analysis.tone.agency import heard_by_rules
from analysis.tone.agency_model import LONGEST, SIGNS, Heard, signs_of
from analysis.tone.learnt_sums import AGENCY
from analysis.tone.model import LABELS, Voice, score_prepared
from analysis.tone.readers import NEWS, model
from analysis.tone.text import tone_text

HERE = Path(__file__).parent
#: Chosen by cross-validation and on the choosing halves among 1, 2, 3, 6, 10; .03, .05, .1, .2, .3, 1.
WORD_STRENGTH, SIGN_STRENGTH = 2.0, 0.05
#: So many texts on matters outside government, and what one weighs in either stage (among 500, 1,000, 1,500, 3,000; .1, .3, .6, 1).
PRIVATE, PRIVATE_WORDS, PRIVATE_SIGNS = 1_000, 0.6, 0.3
FOLDS = 10
#: N-grams of fewer posts say more about a post than about a tone.
LEAST_POSTS = 2
SOURCES = ("sentiment/smsa_train.tsv", "sentiment/nusax/indonesian/train.csv")
#: Neighbours in the file share words, so they share a fold.
TOGETHER = 4
_SHARE_OF_CAPITALS = 0.7


def office_posts() -> pd.DataFrame:
    """Our posts for the tone of the event with their tone toward the agency: columns agency, kind, text."""
    table = pd.read_csv(HERE / "office_posts.tsv", sep="\t", quoting=3).rename(columns={"tone": "agency"})
    other = pd.read_csv(HERE / "office_posts_agency.tsv", sep="\t").set_index("line")["agency"]
    table.index = table.index + 1
    table.loc[other.index, "agency"] = other
    table["kind"] = ["news" if is_title(text) else "social" for text in table["text"]]
    return table[table["agency"] != "left out"]


def private_texts(data: Path, count: int = PRIVATE) -> pd.DataFrame:
    """Reviews and tweets in which the rules hear nothing public, as netral: columns agency, kind, text."""
    reviews = pd.read_csv(data / SOURCES[0], sep="\t", header=None, quoting=3, names=["text", "tone"])
    more = pd.read_csv(data / SOURCES[1])
    table = pd.concat([reviews[["text"]].sample(2 * count, random_state=1), more[["text"]]], ignore_index=True)
    table = table[table["text"].str.len() <= LONGEST].assign(kind="social", agency="netral")
    heard, _ = heard_in(table)
    return table[[not one.public and one.said == "netral" for one in heard]].iloc[:count]


def is_title(text: str) -> bool:
    """Whether most words begin with a capital, as in a headline."""
    words = text.split()
    return len(words) > 3 and sum(word[:1].isupper() for word in words) >= _SHARE_OF_CAPITALS * len(words)


def heard_in(table: pd.DataFrame) -> tuple[list[Heard], Any]:
    """What the rules say of posts and hear in them, and the scores of the event, ``(n, 3)``."""
    bodies = [clean_text(text) for text in table["text"]]
    scores, readings = score_prepared([tone_text(body) for body in bodies], [kind == "news" for kind in table["kind"]])
    voices = [Voice() for _ in bodies]
    for voice, reading in zip(voices, readings, strict=True):
        voice.hear(reading)
    posts = [
        (kind, body, "") if kind == "news" else (kind, "", body)
        for kind, body in zip(table["kind"], bodies, strict=True)
    ]
    return heard_by_rules(posts, [LABELS[best] for best in scores.argmax(axis=1)], voices, ()), scores


def weighed(matrix: Any, counting: Any = slice(None)) -> tuple[Any, Any, Any]:
    """N-grams of a few posts by their rarity, their columns, and what each was multiplied by; those that too few of the rows
    ``counting`` hold are left out.
    """
    count = np.bincount(matrix.indices, minlength=matrix.shape[1])
    columns = np.flatnonzero(np.bincount(matrix[counting].indices, minlength=matrix.shape[1]) >= LEAST_POSTS)
    rarity = np.log((1 + matrix.shape[0]) / (1 + count[columns])) + 1
    found = matrix[:, columns] @ sparse.diags(rarity)
    scale = 1.0 / np.sqrt(found.multiply(found).sum(axis=1).mean())
    return (found * scale).tocsr(), columns, rarity * scale


def regression(rows: Any, labels: Any, weights: Any, strength: float) -> LogisticRegression:
    """A multinomial regression, its classes in the order of ``LABELS``."""
    return LogisticRegression(C=strength, max_iter=1000).fit(rows, labels, sample_weight=weights)


def out_of_fold(rows: Any, labels: Any, weights: Any, fold: Any, strength: float) -> Any:
    """Log-odds ``(n, 3)`` of every row by a regression that saw none of its fold; a weight of 0 teaches nothing."""
    out = np.zeros((len(labels), len(LABELS)))
    for k in range(FOLDS):
        seen = (fold != k) & (weights > 0)
        out[fold == k] = regression(rows[seen], labels[seen], weights[seen], strength).decision_function(
            rows[fold == k]
        )
    return out


def scores(truth: Any, best: Any) -> dict[str, float]:
    """How often the numbers of labels are right."""
    said = [LABELS[number] for number in best]
    return {
        "n": len(said),
        "accuracy": round(float(np.mean(truth == np.array(said, object))), 3),
        "macro_f1": round(macro_f1(truth.tolist(), said, list(LABELS)), 3),
    }


def main() -> None:
    """Fit both stages, measure on posts not seen, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE.parent / "analysis" / "models")
    args = parser.parse_args()
    own = pd.read_csv(HERE / "agency_posts.tsv", sep="\t", quoting=3)
    parts = {"own": own, "office": office_posts(), "private": private_texts(args.data)}
    table = pd.concat([part.assign(src=name) for name, part in parts.items()], ignore_index=True)
    labels, source = table["agency"].to_numpy(dtype=object), table["src"].to_numpy()
    rows, columns, factors = weighed(
        features(model(NEWS).spec, [tone_text(clean_text(text)) for text in table["text"]])
    )
    heard, events = heard_in(table)
    signs = signs_of(heard, events)
    groups = np.arange(len(table)) // TOGETHER
    fold = np.random.default_rng(SEED).integers(FOLDS, size=groups.max() + 1)[groups]
    word_weights = np.where(source == "private", PRIVATE_WORDS, 1.0)
    sign_weights = np.select([source == "own", source == "private"], [1.0, PRIVATE_SIGNS], 0.0)
    unseen = out_of_fold(rows, labels, word_weights, fold, WORD_STRENGTH)
    both = np.hstack([unseen, signs])
    best = out_of_fold(both, labels, sign_weights, fold, SIGN_STRENGTH).argmax(axis=1)
    ruled = np.array([LABELS.index(one.said) for one in heard])
    metrics = {
        name: scores(labels[source == "own"], said[source == "own"])
        for name, said in {"rules": ruled, "rules and model": best}.items()
    }
    print(metrics)
    words = regression(rows, labels, word_weights, WORD_STRENGTH)
    last = regression(both[sign_weights > 0], labels[sign_weights > 0], sign_weights[sign_weights > 0], SIGN_STRENGTH)
    mixing, of_signs = last.coef_[:, : len(LABELS)].T, last.coef_[:, len(LABELS) :].T
    weights = words.coef_.T @ mixing * factors[:, None]
    arrays = {
        "columns": columns.astype(np.int32),
        "weights": weights.astype(np.float16),
        "sign_weights": of_signs.astype(np.float32),
        "bias": (words.intercept_ @ mixing + last.intercept_).astype(np.float32),
    }
    card = {
        "labels": list(LABELS),
        "signs": list(SIGNS),
        "training": {
            f"training/{name}": sha256_of(HERE / name)
            for name in ("agency_posts.tsv", "office_posts.tsv", "office_posts_agency.tsv")
        }
        | {name: sha256_of(args.data / name) for name in SOURCES},
        "licence": "SmSA (IndoNLU) Apache-2.0; NusaX CC BY-SA 4.0; all posts Apache-2.0",
        "script": "training/train_agency.py",
        "date": "2026-11-23",
        "metrics": {"method": "ten folds of the posts written for it, neighbours in one fold", **metrics},
        "intended_use": "Tone of a short public post or headline toward the agency for a PR officer, who decides.",
        "limits": "Learnt from some 2,100 short posts of one writer's head; articles with a body and long posts are not read by it. "
        "Weak on irony and on regional languages. No judgement of people.",
    }
    save_model(args.out, AGENCY, arrays, card)
    print(len(columns), "columns,", (args.out / f"{AGENCY}.npz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
