"""Train the language model: ``python training/train_language.py --data DIR`` writes ``analysis/models/language.*``.

DIR is the measuring data (see ``docs/accuracy.md``). Sentences of SIB-200, NusaX and NusaWrites for all codes, plus
informal Indonesian (SmSA, STIF), without which slangy Indonesian is called Javanese or Minang.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from linear_training import SEED, calibrated, expected_calibration_error, features, fit_calibrated, sha256_of
from sklearn.metrics import f1_score

from analysis.language_text import language_text
from analysis.linear import FeatureSpec
from analysis.model_files import save_model

SPEC = FeatureSpec(words=1, word_bits=16, chars=(1, 5), char_bits=17)
FILES = ["lang/langid_train.csv", "sentiment/smsa_train.tsv", "lexicon/stif_informal_formal/train.inf"]


def sentences(data: Path) -> pd.DataFrame:
    """Columns text, lang, src, weight."""
    base = pd.read_csv(data / FILES[0]).assign(weight=1.0)
    smsa = pd.read_csv(data / FILES[1], sep="\t", header=None, quoting=3)[0].sample(2500, random_state=SEED)
    stif = [line for line in (data / FILES[2]).read_text("utf-8").splitlines() if line]
    informal = pd.DataFrame({"text": [*smsa, *stif]})
    informal["text"] = informal["text"].str.replace(r"xxx[a-z]+xxx", " ", regex=True)
    informal = informal.assign(lang="ind", weight=0.6, src=["smsa"] * len(smsa) + ["stif"] * len(stif))
    full = pd.concat([base, informal], ignore_index=True)
    # Posts are shorter than sentences of an encyclopaedia: teach the first few words of each, too.
    short = full.sample(frac=0.6, random_state=SEED)
    cut = np.random.default_rng(SEED).integers(3, 9, len(short))
    words = [" ".join(text.split()[:n]) for text, n in zip(short["text"], cut, strict=True)]
    full["group"] = full.index
    short = short.assign(text=words, weight=short["weight"] * 0.5, group=short.index, src=short["src"] + "-short")
    return pd.concat([full, short], ignore_index=True)


def main() -> None:
    """Fit, measure by cross-validation, write the model and its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "analysis" / "models")
    args = parser.parse_args()
    table = sentences(args.data)
    labels = sorted(table["lang"].unique())
    y = table["lang"].map(labels.index).to_numpy()
    matrix = features(SPEC, [language_text(text) for text in table["text"]])
    everything = np.ones(len(table), bool)
    weights, bias, calibration, out = fit_calibrated(
        matrix, y, table["weight"].to_numpy(), table["group"].to_numpy(), strength=0.5, calibrate_on=everything
    )
    probabilities = calibrated(calibration, out)
    guess = probabilities.argmax(axis=1)
    per_source = {
        source: {"n": len(part), "accuracy": round(float((guess[part.index] == y[part.index]).mean()), 4)}
        for source, part in table.groupby("src")
    }
    whole = ~table["src"].str.endswith("-short").to_numpy()
    per_label = dict(zip(labels, f1_score(y[whole], guess[whole], average=None).round(3).tolist(), strict=True))
    card = {
        "labels": labels,
        "features": {"words": 1, "word_bits": 16, "chars": [1, 5], "char_bits": 17},
        "training": {name: sha256_of(args.data / name) for name in FILES},
        "licence": "SIB-200, NusaX, NusaWrites CC BY-SA 4.0; SmSA (IndoNLU) Apache-2.0; STIF-Indonesia MIT",
        "script": "training/train_language.py",
        "date": "2026-11-21",
        "metrics": {
            "method": "5-fold cross-validation, cut copies kept with their sentence",
            "accuracy_by_source": per_source,
            "f1_by_language_full_sentences": per_label,
            "expected_calibration_error": round(expected_calibration_error(probabilities, y), 4),
        },
        "intended_use": "Language of a public post in Indonesia; routing and a confidence mark, no decision on people.",
        "limits": "Malay and Indonesian share most words: short texts can't be told apart. Madurese, Toba Batak "
        "and Ngaju were learnt from one source. Under twelve letters the answer is unknown.",
    }
    save_model(
        args.out,
        "language",
        {
            "weights": weights.astype(np.float16),
            "bias": bias.astype(np.float32),
            "calibration": calibration.astype(np.float32),
        },
        card,
    )
    print(card["metrics"], (args.out / "language.npz").stat().st_size)


if __name__ == "__main__":
    main()
