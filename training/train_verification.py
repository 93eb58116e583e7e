"""Train ``analysis/models/verification``: circulating texts a fact-checker looked at, against the rest of a day.

    python -m training.train_verification SHARED_DATA_FOLDER

Positive: texts that Mafindo found false or misleading, 2015–2020. Negative: texts that Mafindo looked at and did not
(clarifications, true news, opinions); sentences of opinions (SmSA) and of news (NERP, NER-Grit), so that ordinary
speech scores low; and everyday posts in slang (STIF, our own), so that informality is no evidence. One source for the first two, so that the outlet can't be learnt. Near-copies (character cosine over
0.5) stay on one side; the choice was made by year (train before, test after). Hashed n-grams: no vocabulary ships.
"""

import argparse
import hashlib
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupKFold

from analysis.claims.cues import read_cues
from analysis.claims.need import SPEC, plain_texts
from analysis.claims.verification import MODEL, marks
from analysis.learning.files import save_model
from training import everyday_posts, office_sentences

MONTHS = {"Agu": "Aug", "Ags": "Aug", "Mei": "May", "Okt": "Oct", "Des": "Dec", "Peb": "Feb", "Nop": "Nov"}
OTHER_WEIGHT = 0.15  # weight of the ordinary sentences beside the two balanced Mafindo classes
STACK_WEIGHT = 0.3
# The same for everyday posts. More of them ranks ordinary speech still lower, and tells false from true ones a little worse.
EVERYDAY_WEIGHT = 0.05
EVERYDAY_STACK = 0.05
# Mix for which the score is calibrated: share of found-false, of otherwise checked, of ordinary texts.
MIX = (0.5, 0.25, 0.25)
FLAG_RATE_ORDINARY = 0.01


def main() -> None:
    """Measure by year and by groups, then train on everything and write the model with its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    shared = parser.parse_args().shared
    rows = read_rows(shared / "hoax" / "mafindo_labelled_train.csv")
    data = Data(rows, ordinary(shared), *everyday(shared))
    years = {}
    for start, end in (("2018-01-01", "2018-07-01"), ("2018-07-01", "2019-01-01"), ("2019-01-01", "2021-01-01")):
        years[f"{start}..{end}"] = report(data, *by_year(data, start, end))
        print(start, years[f"{start}..{end}"])
    z, oz, test = out_of_fold(data)
    # Of our own frames many texts are alike: rates are stated for texts that somebody wrote.
    oz = oz[data.real]
    slope, offset = calibrate(data.y[test], z, oz)
    threshold = float(np.quantile(1 / (1 + np.exp(-(slope * oz + offset))), 1 - FLAG_RATE_ORDINARY))
    scores = 1 / (1 + np.exp(-(slope * z + offset)))
    flagged = scores >= threshold
    print("threshold", threshold, "flagged of checked", flagged.mean(), "precision", data.y[test][flagged].mean())
    bins = reliability(data.y[test], scores, 1 / (1 + np.exp(-(slope * oz + offset))))
    print("reliability", bins)
    weights, bias, stack, stack_bias = fit(data, np.arange(len(data.y)))
    scale = np.abs(weights).max() / 127
    save_model(
        Path("analysis/models"),
        MODEL,
        {
            "weights": np.round(weights / scale).astype(np.int8),
            "scale": np.array([scale], np.float32),
            "bias": np.array([bias, stack_bias], np.float32),
            "stack": stack.astype(np.float32),
            "calibration": np.array([slope, offset], np.float32),
        },
        {
            "version": "2",
            "task": "score of a text that a fact-checker would find false or misleading, for a checking desk",
            "licence": "Apache-2.0 (weights); the training texts are not included",
            "trained_on": {
                "mafindo_labelled_train.csv": sha(shared / "hoax" / "mafindo_labelled_train.csv"),
                "smsa_train.tsv": sha(shared / "sentiment" / "smsa_train.tsv"),
                "nerp, nergrit train": "IndoNLU",
                "stif train.inf": sha(shared / "lexicon" / "stif_informal_formal" / "train.inf"),
                "training/everyday_posts.py, training/office_sentences.py": "our own",
            },
            "mix": MIX,
            "threshold": round(threshold, 4),
            "measured": {
                "by_groups": report(data, z, oz, test),
                "by_year": years,
                "reliability": bins,
                "flagged_of_checked": round(float(flagged.mean()), 3),
                "precision_of_flagged_checked": round(float(data.y[test][flagged].mean()), 3),
            },
            "limits": "Texts of 2015-2020, much politics and Covid-19; new subjects score less surely. Never a verdict.",
        },
    )


class Data:
    """Features of the checked texts (narrative alone, and title with narrative) and of the ordinary sentences."""

    def __init__(self, rows: pd.DataFrame, other: list[str], daily: list[str], frames: list[int]) -> None:
        """``frames`` numbers the frame of each text of ``daily``, -1 for a text nobody made."""
        self.y = rows.label.to_numpy()
        self.date = rows.dt.to_numpy()
        self.group = rows.group.to_numpy()
        alone, whole = rows.narrative.tolist(), rows.whole.tolist()
        self.x = (SPEC.matrix(plain_texts(alone)), SPEC.matrix(plain_texts(whole)))
        self.m = tuple(np.array([marks(t, read_cues(t)) for t in texts]) for texts in (alone, whole))
        self.other = SPEC.matrix(plain_texts([*other, *daily]))
        self.other_marks = np.array([marks(t, read_cues(t)) for t in [*other, *daily]])
        #: Everyday posts: their signs count, those of the other sentences (without capitals and marks) don't.
        self.daily = np.r_[np.zeros(len(other), bool), np.ones(len(daily), bool)]
        #: Texts made from one frame stay on one side of a split.
        numbers = np.r_[np.full(len(other), -1), np.array(frames, int)]
        self.frame = np.where(numbers < 0, 1000 + np.arange(len(numbers)), numbers)
        #: Texts nobody made: thresholds and calibration rest on these alone.
        self.real = numbers < 0


def read_rows(path: Path) -> pd.DataFrame:
    """The labelled texts with date, near-copy group and title joined to the narrative."""
    rows = pd.read_csv(path).fillna("")
    date = rows.date
    for old, new in MONTHS.items():
        date = date.str.replace(old, new)
    rows["dt"] = pd.to_datetime(date, format="%d-%b-%y")
    rows["whole"] = rows.title + "\n" + rows.narrative
    x = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True).fit_transform(rows.whole)
    near = x @ x.T
    near.data[near.data < 0.5] = 0
    near.eliminate_zeros()
    rows["group"] = connected_components(near)[1]
    return rows


def ordinary(shared: Path) -> list[str]:
    """Opinions and news sentences whose licence lets a model ship."""
    smsa = pd.read_csv(shared / "sentiment" / "smsa_train.tsv", sep="\t", header=None, quoting=3)[0]
    texts: list[str] = smsa.sample(4000, random_state=0).tolist()
    for name in ("nerp_ner-prosa_train.txt", "nergrit_ner-grit_train.txt"):
        blocks = (shared / "ner" / name).read_text("utf-8").split("\n\n")
        texts += [" ".join(line.split("\t")[0] for line in block.splitlines()) for block in blocks[::2] if block]
    return texts


def everyday(shared: Path) -> tuple[list[str], list[int]]:
    """Everyday posts in slang, and the number of the frame each was made from (-1: written by somebody).

    Customers' questions (STIF), our own posts of a regency, our own office sentences.
    """
    lines = (shared / "lexicon" / "stif_informal_formal" / "train.inf").read_text("utf-8").splitlines()
    stif = [" ".join(re.sub(r"xxx[a-z]+xxx", " ", line).split()) for line in lines]
    made = everyday_posts.build(2000, 0)
    office = [text for text, _ in office_sentences.build(400, 0)]
    # The frames of the office sentences aren't told: all count as one.
    frames = [-1] * len(stif) + [frame for _, frame in made] + [999] * len(office)
    return [*stif, *(text for text, _ in made), *office], frames


def shares(data: Data, other: Any, plain: float, daily: float) -> Any:
    """Weights of the other texts: ``plain`` in all for the sentences, ``daily`` in all for the everyday posts."""
    own = data.daily[other]
    return np.where(own, daily / max(own.sum(), 1), plain / max((~own).sum(), 1))


def fit(data: Data, rows: Any, other: Any = None) -> tuple[Any, float, Any, float]:
    """Text weights with bias, then the stack over [text decision, signs] fitted on decisions of held-out folds."""
    other = np.arange(data.other.shape[0]) if other is None else other
    y, w = data.y[rows], balance(data.y[rows])
    weights, bias = fit_text(data, rows, w, other)
    held = np.zeros((2, len(rows)))
    for a, b in GroupKFold(4, shuffle=True, random_state=1).split(rows, groups=data.group[rows]):
        part, part_bias = fit_text(data, rows[a], w[a], other)
        for k in (0, 1):
            held[k, b] = data.x[k][rows[b]] @ part + part_bias
    quiet = np.zeros(len(other))
    for a, b in GroupKFold(4, shuffle=True, random_state=1).split(other, groups=data.frame[other]):
        part, part_bias = fit_text(data, rows, w, other[a])
        quiet[b] = data.other[other[b]] @ part + part_bias
    # Ordinary sentences come without capitals and marks, which must not be learnt: they get the signs of checked texts
    # that were not found false, so that only their words speak.
    calm = rows[y == 0]
    borrowed = data.m[0][calm[np.arange(len(other)) % len(calm)]]
    # Everyday posts are written as people write: their own signs stand.
    borrowed = np.where(data.daily[other][:, None], data.other_marks[other], borrowed)
    features = np.vstack(
        [*(np.column_stack([held[k], data.m[k][rows]]) for k in (0, 1)), np.column_stack([quiet, borrowed])]
    )
    stack = LogisticRegression(C=0.3, max_iter=1000).fit(
        features,
        np.r_[y, y, np.zeros(len(other), int)],
        sample_weight=np.r_[w * 0.5, w * 0.5, shares(data, other, STACK_WEIGHT, EVERYDAY_STACK) * len(rows)],
    )
    return weights, bias, stack.coef_[0], float(stack.intercept_[0])


def fit_text(data: Data, rows: Any, w: Any, other: Any) -> tuple[Any, float]:
    """Logistic regression over hashed n-grams; IDF (document frequency at least 5) is folded into the weights."""
    x = sparse.vstack([data.x[0][rows], data.x[1][rows], data.other[other]]).tocsr()
    frequency = np.bincount(x.indices, minlength=x.shape[1])
    idf = np.where(frequency >= 5, np.log((1 + x.shape[0]) / (1 + frequency)) + 1, 0)
    y = np.r_[data.y[rows], data.y[rows], np.zeros(len(other), int)]
    weight = np.r_[w * 0.6, w * 0.4, shares(data, other, OTHER_WEIGHT, EVERYDAY_WEIGHT) * len(rows)]
    model = LogisticRegression(C=1.0, solver="liblinear", random_state=0)
    model.fit(x @ sparse.diags(idf), y, sample_weight=weight)
    return idf * model.coef_[0], float(model.intercept_[0])


def balance(y: Any) -> Any:
    """Weights under which both classes weigh the same."""
    share = y.mean()
    return np.where(y == 1, 0.5 / share, 0.5 / (1 - share))


def decide(data: Data, model: tuple[Any, float, Any, float], rows: Any, other: Any) -> tuple[Any, Any]:
    """Decisions of checked texts (narrative alone) and of ordinary sentences."""
    weights, bias, stack, stack_bias = model
    z = np.column_stack([data.x[0][rows] @ weights + bias, data.m[0][rows]]) @ stack + stack_bias
    oz = np.column_stack([data.other[other] @ weights + bias, data.other_marks[other]]) @ stack + stack_bias
    return z, oz


def out_of_fold(data: Data) -> tuple[Any, Any, Any]:
    """Decisions of held-out groups and held-out ordinary sentences."""
    everyone = np.arange(len(data.y))
    z, oz = np.zeros(len(data.y)), np.zeros(data.other.shape[0])
    folds = GroupKFold(4, shuffle=True, random_state=0).split(everyone, groups=data.group)
    others = GroupKFold(4, shuffle=True, random_state=0).split(oz, groups=data.frame)
    for (a, b), (oa, ob) in zip(folds, others, strict=True):
        z[b], oz[ob] = decide(data, fit(data, everyone[a], oa), b, ob)
    return z, oz, everyone


def by_year(data: Data, start: str, end: str) -> tuple[Any, Any, Any]:
    """Decisions of texts dated in [start, end) by a model of what came before; near-copies of earlier ones left out."""
    train = np.flatnonzero(data.date < np.datetime64(start))
    late = (data.date >= np.datetime64(start)) & (data.date < np.datetime64(end))
    test = np.flatnonzero(late & ~np.isin(data.group, data.group[train]))
    half, held = next(GroupKFold(2, shuffle=True, random_state=0).split(data.frame, groups=data.frame))
    z = np.zeros(data.other.shape[0])
    decided, z[held] = decide(data, fit(data, train, half), test, held)
    return decided, z[held][data.real[held]], test


def calibrate(y: Any, z: Any, oz: Any) -> tuple[float, float]:
    """Platt scaling on the stated mix."""
    weight = np.r_[
        np.where(y == 1, MIX[0] / (y == 1).sum(), MIX[1] / max((y == 0).sum(), 1)), np.full(len(oz), MIX[2] / len(oz))
    ]
    model = LogisticRegression(C=1e6).fit(
        np.r_[z, oz][:, None], np.r_[y, np.zeros(len(oz), int)], sample_weight=weight * 1000
    )
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def reliability(y: Any, scores: Any, other: Any) -> list[dict[str, float]]:
    """Held-out score bins under the stated mix: mean score and share found false."""
    weight = np.r_[
        np.where(y == 1, MIX[0] / (y == 1).sum(), MIX[1] / (y == 0).sum()), np.full(len(other), MIX[2] / len(other))
    ]
    every, truth = np.r_[scores, other], np.r_[y, np.zeros(len(other))]
    out = []
    for low in np.arange(0, 1, 0.2):
        inside = (every >= low) & (every < low + 0.2)
        if inside.any():
            mass = weight[inside]
            out.append({
                "from": round(float(low), 1), "share": round(float(mass.sum()), 3),
                "score": round(float(np.average(every[inside], weights=mass)), 3),
                "false": round(float(np.average(truth[inside], weights=mass)), 3),
            })  # fmt: skip
    return out


def report(data: Data, z: Any, oz: Any, test: Any) -> dict[str, float]:
    """Ranking measures: within the checked texts, and against ordinary sentences."""
    y = data.y[test]
    both = np.r_[z[y == 1], oz]
    return {
        "n": len(y),
        "share_false": round(float(y.mean()), 3),
        "auc_checked": round(float(roc_auc_score(y, z)), 3),
        "ap_checked": round(float(average_precision_score(y, z)), 3),
        "auc_against_ordinary": round(float(roc_auc_score(np.r_[np.ones((y == 1).sum()), np.zeros(len(oz))], both)), 3),
    }


def sha(path: Path) -> str:
    """SHA-256 of a training file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
