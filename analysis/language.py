"""Language of a post: Indonesian, Malay, English, ten regional languages, ``mixed`` or ``unknown``.

Codes are ISO 639-3: ind, msa, eng, jav, sun, min, bjn, ban, bug, mad, ace, bbc, nij. A linear model over hashed
characters and words (Cavnar & Trenkle 1994 is the ancestor of the idea) with calibrated scores. Sources of this program
are Indonesian, so doubt is Indonesian: a regional language needs a sure score, Malay a very sure one.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.language_text import language_text
from analysis.linear import LinearModel

UNKNOWN: Final = "unknown"
MIXED: Final = "mixed"
#: Under this many letters nothing can be said.
MIN_LETTERS: Final = 12
#: Scores under which a language is not believed and Indonesian is said instead.
SURE: Final = {"ind": 0.0, "eng": 0.5, "msa": 0.75}
SURE_REGIONAL: Final = 0.55
#: A headline of names and places looks like anything: under this many letters a regional language must be surer.
FEW_LETTERS: Final = 50
SURE_REGIONAL_SHORT: Final = 0.8
_CHUNK: Final = 20_000
#: A text is looked at piece by piece for mixing when it has this many words and its best score is doubtful.
_MIX_WORDS: Final = 12
_MIX_DOUBT: Final = 0.85
_PIECE_WORDS: Final = 6


@cache
def _model() -> LinearModel:
    return LinearModel.load("language")


def detect(texts: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
    """Language code and calibrated score of each text; the score of ``unknown`` is 0, of ``mixed`` its share."""
    model = _model()
    prepared = [language_text(text) for text in texts]
    scores = model.probabilities(model.decisions(prepared))
    codes: list[str] = []
    values = np.zeros(len(prepared), dtype=np.float32)
    indonesian = model.labels.index("ind")
    doubtful: list[int] = []
    for place, (text, row) in enumerate(zip(prepared, scores, strict=True)):
        best = int(row.argmax())
        label, score = model.labels[best], float(row[best])
        letters = len(text) - text.count(" ")
        if letters < MIN_LETTERS:
            codes.append(UNKNOWN)
            continue
        if score < _MIX_DOUBT and text.count(" ") >= _MIX_WORDS:
            doubtful.append(place)
        if score < SURE.get(label, SURE_REGIONAL if letters >= FEW_LETTERS else SURE_REGIONAL_SHORT):
            label, score = "ind", float(row[indonesian])
        codes.append(label)
        values[place] = score
    _mark_mixed(model, prepared, doubtful, codes, values)
    return codes, values


def _mark_mixed(
    model: LinearModel, prepared: Sequence[str], doubtful: Sequence[int], codes: list[str], values: Any
) -> None:
    """Where two languages each rule a third of the pieces of a doubtful text, call it mixed."""
    pieces: list[str] = []
    owners: list[int] = []
    for place in doubtful:
        words = prepared[place].split(" ")
        for start in range(0, len(words) - _PIECE_WORDS + 1, _PIECE_WORDS):
            pieces.append(" ".join(words[start : start + _PIECE_WORDS]))
            owners.append(place)
    if not pieces:
        return
    scores = model.probabilities(model.decisions(pieces))
    # Malay and Indonesian share most words; their mixture says nothing.
    names = ["ind" if label == "msa" else label for label in model.labels]
    ruling: dict[int, dict[str, int]] = {}
    total: dict[int, int] = {}
    for owner, row in zip(owners, scores, strict=True):
        best = int(row.argmax())
        total[owner] = total.get(owner, 0) + 1
        if row[best] >= 0.8:
            count = ruling.setdefault(owner, {})
            count[names[best]] = count.get(names[best], 0) + 1
    for owner, count in ruling.items():
        strong = [number for number in count.values() if number * 3 >= total[owner]]
        if len(strong) >= 2:
            codes[owner] = MIXED
            values[owner] = sum(strong) / total[owner]


def language_columns(posts: pd.DataFrame) -> pd.DataFrame:
    """``language`` (str) and ``language_score`` (float32, 0…1) of title and text together; index of ``posts``.

    Raises:
        ModelError: the model file is missing or damaged.
    """
    codes: list[str] = []
    scores: list[NDArray[np.float32]] = []
    for start in range(0, len(posts), _CHUNK):
        part = posts.iloc[start : start + _CHUNK]
        both = [f"{title}. {text}" if title else text for title, text in zip(part["title"], part["text"], strict=True)]
        found, values = detect(both)
        codes += found
        scores.append(values)
    score = np.concatenate(scores) if scores else np.zeros(0, dtype=np.float32)
    return pd.DataFrame(
        {
            "language": pd.Series(codes, index=posts.index, dtype="str"),
            "language_score": pd.Series(score, index=posts.index),
        }
    )
