"""How often a headline's answer is right: `python training/fit_headline_trust.py --data DIR` prints the numbers of
`trusted_headlines`.

Platt's scaling (Platt 1999) of the winner's score with a bias for each label, fitted on titles that chose no word of
`news_words.toml`: the 477 for trust, read without the words that they alone brought to mind (`headline_words_apart.txt`),
and the 128 of the first two sets. Calibration and gain are those of ten-fold cross-validation, five times.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from analysis.frame import posts_frame
from analysis.learning.scoring import ece, surest
from analysis.tone import headlines
from analysis.tone import reading as tone

ROOT = Path(__file__).resolve().parents[1]
NEWS = "events/berita_2025-06-18_19.jsonl"
SCORES = [f"tone_{label}" for label in tone.LABELS]
FOLDS, TIMES = 10, 5


def titles(data: Path, number: str, split: str) -> pd.DataFrame:
    """Columns title and tone of one labelled set; ``split`` "" is all of it."""
    items = [json.loads(line) for line in (data / NEWS).read_text("utf-8").splitlines()]
    known = {hashlib.sha256(item["url"].encode()).hexdigest()[:16]: item["judul"] for item in items}
    table = pd.read_csv(ROOT / f"tests/quality/news_title_tone{number}.tsv", sep="\t")
    table = table[table["split"] == split] if split else table
    return table.assign(title=[known[key] for key in table["url_sha256"]])


def read(table: pd.DataFrame) -> tuple[Any, Any]:
    """Features ``(n, 4)``: log-odds of the winner's score, one column for each label; and whether the answer is right."""
    said = tone.tone_columns(posts_frame([{"text": title, "kind": "news"} for title in table["title"]]))
    scores = said[SCORES].to_numpy(float)
    top = np.clip(scores.max(axis=1), 0.34, 0.995)
    columns = np.column_stack([np.log(top / (1 - top)), np.eye(len(SCORES))[scores.argmax(axis=1)]])
    return columns, said["tone"].to_numpy() == table["tone"].to_numpy()


def model() -> LogisticRegression:
    """Hardly regularised: four numbers from six hundred answers."""
    return LogisticRegression(C=100.0, fit_intercept=False, max_iter=1000)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    tone.trusted_headlines = lambda scores, _: scores  # type: ignore[attr-defined]
    parts = [read(titles(data, "", "check")), read(titles(data, "_2", ""))]
    apart = set(Path(__file__).with_name("headline_words_apart.txt").read_text("utf-8").splitlines()[1:])
    lexicon = headlines._lexicon()  # noqa: SLF001
    for first, entries in lexicon.items():
        lexicon[first] = [entry for entry in entries if " ".join(entry[0]) not in apart]
    parts.append(read(titles(data, "_4", "trust")))
    columns, right = (np.concatenate(part) for part in zip(*parts, strict=True))
    slope, *biases = model().fit(columns, right).coef_[0].round(2)
    print(
        f"n {len(right)}, right {right.mean():.3f}: slope {slope}, {dict(zip(tone.LABELS, map(float, biases), strict=True))}"
    )
    errors, gains = [], []
    for seed in range(TIMES):
        trust = np.zeros(len(right))
        for train, held in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(columns, right):
            trust[held] = model().fit(columns[train], right[train]).predict_proba(columns[held])[:, 1]
        errors.append(ece(right, trust))
        gains.append(surest(right, trust) - right.mean())
    print(f"cross-validated: ECE {np.mean(errors):.3f}, surest 80 % {100 * np.mean(gains):+.1f} points")


if __name__ == "__main__":
    main()
