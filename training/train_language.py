"""Train the language model: ``python training/train_language.py --data DIR`` writes ``analysis/models/language.*``.

DIR is the measuring data (see ``docs/accuracy.md``). Sentences of SIB-200, NusaX and NusaWrites for all codes, plus
informal Indonesian (SmSA, STIF), without which slangy Indonesian is called Javanese or Minang, everyday posts of our own in Javanese,
Balinese and Sundanese, pieces of all of them, and the word lists of NusaX.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from linear_training import SEED, calibrated, expected_calibration_error, features, fit_calibrated, sha256_of
from sklearn.metrics import f1_score

from analysis.learning.files import save_model
from analysis.learning.linear import FeatureSpec
from analysis.text.language_text import language_text

SPEC = FeatureSpec(words=1, word_bits=17, chars=(1, 5), char_bits=18)
WORD_LISTS = {
    "acehnese": "ace",
    "balinese": "ban",
    "banjarese": "bjn",
    "buginese": "bug",
    "english": "eng",
    "javanese": "jav",
    "madurese": "mad",
    "minangkabau": "min",
    "ngaju": "nij",
    "sundanese": "sun",
    "toba_batak": "bbc",
}
FILES = [
    "lang/langid_train.csv",
    "sentiment/smsa_train.tsv",
    "lexicon/stif_informal_formal/train.inf",
    *[f"lexicon/nusax_local/{name}.csv" for name in WORD_LISTS],
]
OWN_POSTS = Path(__file__).with_name("regional_posts.tsv")
# Posts are shorter than sentences of an encyclopaedia: how many pieces of every sentence are taught, the fewest and the most
# characters of one, and what each counts beside a sentence. Pieces are whole words from anywhere.
PIECES = ((3, 12, 45, 0.45), (3, 15, 31, 0.35))
# Words of a list stand alone; so many together are about a short post.
LIST_WORDS, LIST_WEIGHT = 3, 0.5


def sentences(data: Path) -> pd.DataFrame:
    """Columns text, lang, src, weight, group; what is no whole sentence has a source that ends in "-short"."""
    base = pd.read_csv(data / FILES[0]).assign(weight=1.0)
    smsa = pd.read_csv(data / FILES[1], sep="\t", header=None, quoting=3)[0].sample(2500, random_state=SEED)
    stif = [line for line in (data / FILES[2]).read_text("utf-8").splitlines() if line]
    informal = pd.DataFrame({"text": [*smsa, *stif]})
    informal["text"] = informal["text"].str.replace(r"xxx[a-z]+xxx", " ", regex=True)
    informal = informal.assign(lang="ind", weight=0.6, src=["smsa"] * len(smsa) + ["stif"] * len(stif))
    # The public sentences hold little everyday speech; polite Javanese, above all, is not in them.
    own = pd.read_csv(OWN_POSTS, sep="\t", quoting=3).assign(weight=1.0, src="own")
    full = pd.concat([base, informal, own], ignore_index=True)
    # NusaX was drawn from the same reviews as SmSA: a sentence and its copy share a fold.
    full["group"] = pd.factorize(full["text"].map(lambda text: language_text(text)[:60]))[0]
    rng = np.random.default_rng(SEED)
    parts = [
        full.assign(
            text=[piece(text, *limits, rng) for text in full["text"]],
            weight=full["weight"] * weight,
            src=full["src"] + "-short",
        )
        for number, *limits, weight in PIECES
        for _ in range(number)
    ]
    return pd.concat([full, *parts, word_lists(data, int(full["group"].max()) + 1)], ignore_index=True)


def piece(text: str, fewest: int, most: int, rng: np.random.Generator) -> str:
    """Whole words of ``text`` from a random place, at most a random number of characters, at least one word."""
    words = text.split()
    limit = int(rng.integers(fewest, most + 1))
    start = int(rng.integers(0, max(1, len(words) - 2)))
    found = ""
    for word in words[start:]:
        longer = f"{found} {word}" if found else word
        if len(longer) > limit and found:
            break
        found = longer
    return found


def word_lists(data: Path, first_group: int) -> pd.DataFrame:
    """Words of regional languages and of English that are not the Indonesian ones, a few at a time."""
    rng = np.random.default_rng(SEED)
    rows = []
    for name, code in WORD_LISTS.items():
        table = pd.read_csv(data / f"lexicon/nusax_local/{name}.csv")[["indonesian", name]].dropna().astype(str)
        own, indonesian = table[name].str.strip(), table["indonesian"].str.strip()
        words = own[own.str.lower() != indonesian.str.lower()].tolist()
        rng.shuffle(words)
        rows += [(" ".join(words[k : k + LIST_WORDS]), code) for k in range(0, len(words), LIST_WORDS)]
    lists = pd.DataFrame(rows, columns=["text", "lang"])
    return lists.assign(src="nusax_local-short", weight=LIST_WEIGHT, group=first_group + np.arange(len(lists)))


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
    posts = (table["src"] != "nusax_local-short").to_numpy()
    weight = table["weight"].to_numpy()
    weights, bias, calibration, out = fit_calibrated(
        matrix, y, weight, table["group"].to_numpy(), strength=0.5, calibrate_with=weight * posts
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
        "features": {
            "words": SPEC.words,
            "word_bits": SPEC.word_bits,
            "chars": list(SPEC.chars),
            "char_bits": SPEC.char_bits,
        },
        "training": {
            **{name: sha256_of(args.data / name) for name in FILES},
            f"training/{OWN_POSTS.name}": sha256_of(OWN_POSTS),
        },
        "licence": "SIB-200, NusaX with its word lists, NusaWrites CC BY-SA 4.0; SmSA (IndoNLU) Apache-2.0; STIF-Indonesia MIT; our own posts Apache-2.0",
        "script": "training/train_language.py",
        "date": "2026-11-22",
        "metrics": {
            "method": "5-fold cross-validation, pieces kept with their sentence",
            "accuracy_by_source": per_source,
            "f1_by_language_full_sentences": per_label,
            "expected_calibration_error": round(expected_calibration_error(probabilities[posts], y[posts]), 4),
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
