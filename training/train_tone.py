"""Train the tone models: ``python training/train_tone.py --data DIR`` writes ``analysis/models/tone.*`` (it reads news) and
``tone_talk.*`` (it reads every other post).

Both train on SmSA train, NusaX train of all twelve languages, our own office sentences built from frames and our own office
posts (``office_posts.tsv``); the model of talk learns ``office_posts_2.tsv`` and, without their news, ``office_posts_3.tsv`` and
``day_posts.tsv`` (by eight people who had never seen the program) beside them. SmSA valid and NusaX valid are for choosing only and are
measured here. Test splits are never read. ``--without smsa`` leaves a source out and writes nothing: how
well is read what is like nothing learnt?
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from linear_training import SEED, calibrated, expected_calibration_error, features, fit_calibrated, sha256_of
from office_sentences import build
from sklearn.metrics import accuracy_score, f1_score

from analysis.learning.files import save_model
from analysis.learning.linear import FeatureSpec
from analysis.tone.readers import NEWS, TALK
from analysis.tone.text import tone_text

LABELS = ["negatif", "netral", "positif"]
ENGLISH = {"negative": "negatif", "neutral": "netral", "positive": "positif"}
SPEC = FeatureSpec(words=2, word_bits=18, chars=(3, 6), char_bits=18)
STRENGTH = 1.0
OFFICE_PER_TONE = 400
#: Weight of a text by its source; five thousand posts of the field stand against sixteen thousand reviews and tweets. Posts of a day were
#: weighed with each writer's left out, on the halves for choosing and the valid files, among 1, 1.25, 1.5, 2 and 3.
WEIGHTS = {"office": 0.5, "office_posts": 2.0, "office_posts_2": 1.0, "office_posts_3": 1.0, "day_posts": 1.25}
#: In talk a text of SmSA weighs more (among 1, 1.25, 1.5 and 2), lest so many posts on government take reviews along.
SMSA_IN_TALK = 2.0
#: Our own posts that each model learns.
POSTS_OF = {NEWS: ("office_posts",), TALK: ("office_posts", "office_posts_2", "office_posts_3", "day_posts")}
TITLES = ("news", "headline")
DATES = {NEWS: "2026-11-22", TALK: "2026-11-23"}
USES = {
    NEWS: "Tone of news, titles and bodies, for a PR officer, who decides; a score under 0.6 is shown as unsure.",
    TALK: "Tone of a public post that is no news, for a PR officer, who decides; a score under 0.6 is shown as unsure.",
}
#: Neighbours in the file share words, so they share a fold of the cross-validation.
POSTS_TOGETHER = 4


def smsa(data: Path, split: str) -> pd.DataFrame:
    """SmSA: columns text, tone, group, src."""
    table = pd.read_csv(data / f"sentiment/smsa_{split}.tsv", sep="\t", header=None, quoting=3, names=["text", "tone"])
    table["tone"] = table["tone"].map(ENGLISH)
    return table.assign(group=[f"s{n}" for n in table.index], src="smsa")


def nusax(data: Path, split: str) -> pd.DataFrame:
    """NusaX of every language; the translations of one sentence share a group."""
    parts = []
    for folder in sorted((data / "sentiment/nusax").iterdir()):
        part = pd.read_csv(folder / f"{split}.csv")
        tone = part["label"].map(ENGLISH)
        parts.append(
            pd.DataFrame(
                {"text": part["text"], "tone": tone, "group": "n" + part["id"].astype(str), "src": folder.name}
            )
        )
    return pd.concat(parts, ignore_index=True)


def sources(data: Path) -> list[str]:
    """Files of others that are learnt, below ``data``."""
    languages = sorted(folder.name for folder in (data / "sentiment/nusax").iterdir())
    return ["sentiment/smsa_train.tsv", *(f"sentiment/nusax/{language}/train.csv" for language in languages)]


def office() -> pd.DataFrame:
    """Our own sentences; one group, so that cross-validation never tests a frame it has learnt."""
    return pd.DataFrame(build(OFFICE_PER_TONE, SEED), columns=["text", "tone"]).assign(group="office", src="office")


def own_posts(src: str) -> pd.DataFrame:
    """A file of our own posts, without those whose tone is open."""
    table = pd.read_csv(Path(__file__).with_name(f"{src}.tsv"), sep="\t", quoting=3).dropna(subset=["tone"])
    return table.assign(text=table["text"].str.replace("\\n", "\n", regex=False)).reset_index(drop=True)


def posts(name: str) -> pd.DataFrame:
    """Our own posts that a model learns, written one by one; some are the opposite of their neighbours."""
    parts = []
    for src in POSTS_OF[name]:
        table = own_posts(src)
        if "kind" in table:
            table = table[~table["kind"].isin(TITLES)].reset_index(drop=True)
        parts.append(
            table.reindex(columns=["tone", "text", "kind", "writer"]).assign(
                group=[f"{src}:{n // POSTS_TOGETHER}" for n in table.index], src=src
            )
        )
    return pd.concat(parts, ignore_index=True)


def learnt(name: str, data: Path, without: Sequence[str] = ()) -> pd.DataFrame:
    """All that a model learns: columns text, tone, group, src, weight and, of the calibration, weight_asked."""
    parts = {"smsa": smsa(data, "train"), "nusax": nusax(data, "train"), "office": office(), "posts": posts(name)}
    table = pd.concat([part for source, part in parts.items() if source not in without], ignore_index=True)
    weight = table["src"].map(WEIGHTS | ({"smsa": SMSA_IN_TALK} if name == TALK else {})).fillna(1.0)
    # In talk every text that somebody wrote counts once, so that its scores stay shares of right answers elsewhere, too.
    asked = (weight if name == NEWS else 1.0) * (table["src"] != "office")
    return table.assign(weight=weight, weight_asked=asked)


def fitted(table: pd.DataFrame) -> tuple[Any, Any, Any]:
    """Weights, bias and calibration of a model that learns ``table``."""
    weights, bias, calibration, _ = fit_calibrated(
        features(SPEC, [tone_text(text) for text in table["text"]]),
        table["tone"].map(LABELS.index).to_numpy(),
        table["weight"].to_numpy(),
        table["group"].astype("category").cat.codes.to_numpy(),
        strength=STRENGTH,
        calibrate_with=table["weight_asked"].to_numpy(dtype=np.float64),
    )
    return weights.astype(np.float16), bias.astype(np.float32), calibration.astype(np.float32)


def scores(probabilities: Any, truth: Any) -> dict[str, float]:
    """Accuracy, macro-F1, calibration error, n."""
    guess = probabilities.argmax(axis=1)
    return {
        "n": len(truth),
        "accuracy": round(float(accuracy_score(truth, guess)), 4),
        "macro_f1": round(float(f1_score(truth, guess, average="macro")), 4),
        "ece": round(expected_calibration_error(probabilities, truth), 4),
    }


def main() -> None:
    """Fit, calibrate, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "analysis" / "models")
    parser.add_argument("--model", choices=POSTS_OF, help="only this one")
    parser.add_argument(
        "--without", choices=["smsa", "nusax", "office", "posts"], help="leave a source out, only measure"
    )
    args = parser.parse_args()
    for name in [args.model] if args.model else POSTS_OF:
        train(name, args.data, args.out, args.without)


def train(name: str, data: Path, out: Path, without: str | None) -> None:
    """One model; with ``without`` it is only measured."""
    weights, bias, calibration = fitted(learnt(name, data, [without] if without else []))
    metrics = {}
    valid = {"smsa": smsa(data, "valid")} | dict(list(nusax(data, "valid").groupby("src")))
    for source, part in valid.items():
        decisions = features(SPEC, [tone_text(text) for text in part["text"]]) @ weights.astype(np.float32) + bias
        metrics[source] = scores(calibrated(calibration, decisions), part["tone"].map(LABELS.index).to_numpy())
        print(name, source, metrics[source])
    local = [m["accuracy"] for n, m in metrics.items() if n not in {"smsa", "indonesian", "english"}]
    print(
        "local mean",
        np.mean(local),
        "nusax macro-F1 mean",
        np.mean([m["macro_f1"] for n, m in metrics.items() if n != "smsa"]),
    )
    if without:
        return
    names = sources(data)
    own = ["office_sentences.py", "office_words.tsv", *(f"{src}.tsv" for src in POSTS_OF[name])]
    card = {
        "labels": LABELS,
        "features": {"words": 2, "word_bits": 18, "chars": [3, 6], "char_bits": 18},
        "training": {name: sha256_of(data / name) for name in names}
        | {f"training/{name}": sha256_of(Path(__file__).with_name(name)) for name in own},
        "licence": "SmSA (IndoNLU) Apache-2.0; NusaX CC BY-SA 4.0; office sentences and posts Apache-2.0",
        "script": "training/train_tone.py",
        "date": DATES[name],
        "metrics": {"method": "validation splits, never trained on", "valid": metrics},
        "intended_use": USES[name],
        "limits": "Learnt from reviews, tweets and translated sentences: weaker on news, on irony, on Buginese, Ngaju, "
        "Acehnese and Toba Batak. No judgement of people.",
    }
    save_model(out, name, {"weights": weights, "bias": bias, "calibration": calibration}, card)
    print((out / f"{name}.npz").stat().st_size)


if __name__ == "__main__":
    main()
