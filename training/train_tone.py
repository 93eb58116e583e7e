"""Train the tone model: ``python training/train_tone.py --data DIR`` writes ``analysis/models/tone.*``.

Trains on SmSA train, NusaX train of all twelve languages, our own office sentences built from frames and our own office
posts (``office_posts.tsv``). SmSA valid and NusaX valid are for choosing only and are measured here. Test splits are never
read. ``--without smsa`` leaves a source out and writes nothing: how well is read what is like nothing learnt?
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from linear_training import SEED, calibrated, expected_calibration_error, features, fit_calibrated, sha256_of
from office_sentences import build
from sklearn.metrics import accuracy_score, f1_score

from analysis.learning.files import save_model
from analysis.learning.linear import FeatureSpec
from analysis.tone.text import tone_text

LABELS = ["negatif", "netral", "positif"]
ENGLISH = {"negative": "negatif", "neutral": "netral", "positive": "positif"}
SPEC = FeatureSpec(words=2, word_bits=18, chars=(3, 6), char_bits=18)
STRENGTH = 1.0
OFFICE_PER_TONE = 400
#: Weight of a text by its source; a thousand posts of the field stand against sixteen thousand reviews and tweets.
WEIGHTS = {"office": 0.5, "posts": 2.0}
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


def office() -> pd.DataFrame:
    """Our own sentences; one group, so that cross-validation never tests a frame it has learnt."""
    return pd.DataFrame(build(OFFICE_PER_TONE, SEED), columns=["text", "tone"]).assign(group="office", src="office")


def posts() -> pd.DataFrame:
    """Our own posts, written one by one; some are the opposite of their neighbours."""
    table = pd.read_csv(Path(__file__).with_name("office_posts.tsv"), sep="\t", quoting=3)
    return table.assign(group=[f"p{n // POSTS_TOGETHER}" for n in table.index], src="posts")


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
    parser.add_argument(
        "--without", choices=["smsa", "nusax", "office", "posts"], help="leave a source out, only measure"
    )
    args = parser.parse_args()
    parts = {"smsa": smsa(args.data, "train"), "nusax": nusax(args.data, "train"), "office": office(), "posts": posts()}
    table = pd.concat([part for name, part in parts.items() if name != args.without], ignore_index=True)
    y = table["tone"].map(LABELS.index).to_numpy()
    weight = table["src"].map(WEIGHTS).fillna(1.0).to_numpy()
    matrix = features(SPEC, [tone_text(text) for text in table["text"]])
    groups = table["group"].astype("category").cat.codes.to_numpy()
    weights, bias, calibration, _ = fit_calibrated(
        matrix, y, weight, groups, strength=STRENGTH, calibrate_on=(table["src"] != "office").to_numpy()
    )
    weights = weights.astype(np.float16)
    metrics = {}
    valid = {"smsa": smsa(args.data, "valid")} | dict(list(nusax(args.data, "valid").groupby("src")))
    for name, part in valid.items():
        decisions = features(SPEC, [tone_text(text) for text in part["text"]]) @ weights.astype(np.float32) + bias
        metrics[name] = scores(calibrated(calibration, decisions), part["tone"].map(LABELS.index).to_numpy())
        print(name, metrics[name])
    local = [m["accuracy"] for n, m in metrics.items() if n not in {"smsa", "indonesian", "english"}]
    print(
        "local mean",
        np.mean(local),
        "nusax macro-F1 mean",
        np.mean([m["macro_f1"] for n, m in metrics.items() if n != "smsa"]),
    )
    if args.without:
        return
    names = ["sentiment/smsa_train.tsv"] + [f"sentiment/nusax/{name}/train.csv" for name in metrics if name != "smsa"]
    card = {
        "labels": LABELS,
        "features": {"words": 2, "word_bits": 18, "chars": [3, 6], "char_bits": 18},
        "training": {name: sha256_of(args.data / name) for name in names}
        | {
            f"training/{name}": sha256_of(Path(__file__).with_name(name))
            for name in ("office_sentences.py", "office_words.tsv", "office_posts.tsv")
        },
        "licence": "SmSA (IndoNLU) Apache-2.0; NusaX CC BY-SA 4.0; office sentences and posts Apache-2.0",
        "script": "training/train_tone.py",
        "date": "2026-11-22",
        "metrics": {"method": "validation splits, never trained on", "valid": metrics},
        "intended_use": "Tone of a public post for a PR officer, who decides; a score under 0.6 is shown as unsure.",
        "limits": "Learnt from reviews, tweets and translated sentences: weaker on news, on irony, on Buginese, Ngaju, "
        "Acehnese and Toba Batak. No judgement of people.",
    }
    arrays = {"weights": weights, "bias": bias.astype(np.float32), "calibration": calibration.astype(np.float32)}
    save_model(args.out, "tone", arrays, card)
    print((args.out / "tone.npz").stat().st_size)


if __name__ == "__main__":
    main()
