"""Train the learned part of "berpotensi negatif": ``python training/train_worry.py --data DIR`` writes ``analysis/models/worry.*``.

Learns from our posts for the tone of the event, headlines among them, for people pass these on as posts: those of
``office_posts_3.tsv`` and ``day_posts.tsv`` carry the mark, of the others ``office_posts_potential.tsv`` names the ones that worry,
doubt, wait or retell a rumour (by number of the post) and the ones left out for being either; complaints and all others teach what worry
is not, and so do reviews and tweets on matters outside government. Two stages: n-grams alone, then their answers for posts the first stage had not seen beside the
signs of the rules. Both are linear, so they ship as one. No measuring set is read.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from linear_training import SEED, features, sha256_of
from sklearn.linear_model import LogisticRegression
from train_agency import SOURCES, heard_in, private_texts, weighed
from train_tone import own_posts

from analysis.learning.files import save_model
from analysis.learning.scoring import f1_of
from analysis.text.clean import clean_text
from analysis.tone.learnt_sums import WORRY
from analysis.tone.readers import TALK, model
from analysis.tone.text import tone_text
from analysis.tone.worry import SIGNS, signs_of

HERE = Path(__file__).parent
#: Chosen on the choosing halves and on SmSA valid among 1, 3, 10; .3, 1.
WORD_STRENGTH, SIGN_STRENGTH = 3.0, 1.0
#: So many texts on matters outside government, and what one weighs (among 0, 1,000, 3,000; .15, .3, .6, 1).
PRIVATE, PRIVATE_WEIGHT = 3_000, 0.3
FOLDS = 10
#: Neighbours in the file share words, so they share a fold.
TOGETHER = 4
FILES = ("office_posts", "office_posts_2", "office_posts_3", "day_posts")
#: Weight of a post, and of a headline of people who had never seen the program (among 1, 2, 3; 0, .5, 1, 2).
POST, HEADLINE = 2.0, 1.0
#: These are posts like any other here.
SOCIAL = ("news", "headline", "official", "review")
MARKS = "office_posts_potential.tsv"


def posts() -> pd.DataFrame:
    """Our posts: columns kind, text, potential, group, weight."""
    marks = pd.read_csv(HERE / MARKS, sep="\t", dtype=str).set_index("posts")
    parts = []
    for number, name in enumerate(FILES):
        table = own_posts(name)
        table["group"] = number * 10_000 + table.index // TOGETHER
        if "potential" not in table:
            ours = marks.loc[[name]].set_index("line")["potential"]
            said = (table.index + 1).astype(str).map(ours)
            table = table.assign(potential=said == "1", kind="social")[said != "left out"]
        table["weight"] = np.where(table["kind"] == "headline", HEADLINE, POST)
        table["kind"] = table["kind"].where(~table["kind"].isin(SOCIAL), "social")
        parts.append(table[["kind", "text", "potential", "group", "weight"]])
    return pd.concat(parts, ignore_index=True)


def learnt(data: Path) -> pd.DataFrame:
    """All that is learnt: columns kind, text, potential (bool), group, weight."""
    private = private_texts(data, PRIVATE)[["kind", "text"]]
    private = private.assign(potential=False, group=range(-1, -1 - len(private), -1), weight=PRIVATE_WEIGHT)
    table = pd.concat([posts(), private], ignore_index=True)
    return table.astype({"potential": bool})


def regression(rows: Any, labels: Any, weights: Any, strength: float) -> LogisticRegression:
    """A regression of worry against everything else."""
    return LogisticRegression(C=strength, max_iter=2000).fit(rows, labels, sample_weight=weights)


def out_of_fold(rows: Any, labels: Any, weights: Any, fold: Any, strength: float) -> Any:
    """Log-odds ``(n, 1)`` of every row by a regression that saw none of its fold."""
    out = np.zeros((len(labels), 1))
    for k in range(FOLDS):
        seen = fold != k
        machine = regression(rows[seen], labels[seen], weights[seen], strength)
        out[~seen, 0] = machine.decision_function(rows[~seen])
    return out


def prepared_of(table: pd.DataFrame) -> tuple[Any, Any]:
    """N-grams ``(n, columns)`` of the texts, and the values of ``SIGNS``, ``(n, 17)``."""
    texts = [tone_text(clean_text(text)) for text in table["text"]]
    return features(model(TALK).spec, texts), signs_of(heard_in(table)[0])


def fitted(table: pd.DataFrame, matrix: Any, signs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The numbers of a part that learns ``table`` (``learnt_sums``), and how often it is right on posts not seen."""
    labels, weights = table["potential"].to_numpy(), table["weight"].to_numpy()
    own = weights >= 1.0
    rows, columns, factors = weighed(matrix, own)
    groups = table["group"].astype("category").cat.codes.to_numpy()
    fold = np.random.default_rng(SEED).integers(FOLDS, size=groups.max() + 1)[groups]
    both = np.hstack([out_of_fold(rows, labels, weights, fold, WORD_STRENGTH), signs])
    unseen = out_of_fold(both, labels, weights, fold, SIGN_STRENGTH)[:, 0] > 0
    words = regression(rows, labels, weights, WORD_STRENGTH)
    last = regression(both, labels, weights, SIGN_STRENGTH)
    mixing, of_signs = last.coef_[:, :1], last.coef_[:, 1:].T
    return {
        "columns": columns.astype(np.int32),
        "weights": (words.coef_.T @ mixing * factors[:, None]).astype(np.float16),
        "sign_weights": of_signs.astype(np.float32),
        "bias": (words.intercept_ * mixing[0] + last.intercept_).astype(np.float32),
    }, {"n": int(own.sum()), "yes": int(labels.sum()), "f1": round(f1_of(labels[own], unseen[own], True), 3)}


def main() -> None:
    """Fit both stages, measure on posts not seen, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE.parent / "analysis" / "models")
    args = parser.parse_args()
    table = learnt(args.data)
    arrays, metrics = fitted(table, *prepared_of(table))
    print(metrics)
    card = {
        "labels": ["berpotensi negatif"],
        "signs": list(SIGNS),
        "training": {f"training/{name}": sha256_of(HERE / name) for name in (*(f"{name}.tsv" for name in FILES), MARKS)}
        | {name: sha256_of(args.data / name) for name in SOURCES},
        "licence": "SmSA (IndoNLU) Apache-2.0; NusaX CC BY-SA 4.0; all posts Apache-2.0",
        "script": "training/train_worry.py",
        "date": "2026-11-23",
        "metrics": {"method": "ten folds of our posts, neighbours in one fold", **metrics},
        "intended_use": "Worry, doubt, rumour and waiting in a short public post, for a PR officer, who decides.",
        "limits": "Learnt from posts of ten writers; news and long posts are not read by it. Weak in regional languages. "
        "No judgement of people.",
    }
    save_model(args.out, WORRY, arrays, card)
    print(len(arrays["columns"]), "columns,", (args.out / f"{WORRY}.npz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
