"""Write `analysis/data/name_shapes.tsv`: how much each run of two to four letters speaks for a person's name.

A logistic regression on letters, so that a name on no list ("Ronaldus", "Mulyoto") is known by its shape. Trained on
`given_names.txt` against ordinary words and the names of places, all of them shipped beside it; no text of others.

Run: `python training/train_name_shapes.py`.
"""

from __future__ import annotations

import lzma
import random
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

DATA = Path(__file__).resolve().parents[1] / "analysis" / "data"
PLACES = 6000
LEAST = 0.3


def _names(file: str) -> set[str]:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def main() -> None:
    """Train, drop what says little, write."""
    names = _names("given_names.txt")
    plain = set(lzma.decompress((DATA / "plain_words.txt.xz").read_bytes()).decode("ascii").split())
    rows = lzma.decompress((DATA / "wilayah.tsv.xz").read_bytes()).decode("utf-8").splitlines()
    places = {word for row in rows for word in row.split("\t")[1].lower().split() if word.isalpha() and word.isascii()}
    known = sorted(word for word in places if word not in names and word not in plain and len(word) > 3)
    others = sorted(word for word in plain if len(word) > 3) + random.Random(1).sample(known, PLACES)
    chosen = sorted(word for word in names if len(word) > 3 and word.isalpha())
    letters = CountVectorizer(analyzer="char", ngram_range=(2, 4), lowercase=False, min_df=5, binary=True)
    rows_of = letters.fit_transform([f"^{word}$" for word in chosen + others])
    model = LogisticRegression(C=0.3, max_iter=400).fit(rows_of, [1] * len(chosen) + [0] * len(others))
    weights = sorted((part, model.coef_[0][k]) for part, k in letters.vocabulary_.items())
    kept = [f"{part}\t{weight:.2f}" for part, weight in weights if abs(weight) >= LEAST]
    head = f"part\tweight\n\t{model.intercept_[0]:.2f}\n"
    (DATA / "name_shapes.tsv").write_text(head + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} parts of {len(weights)}")


if __name__ == "__main__":
    main()
