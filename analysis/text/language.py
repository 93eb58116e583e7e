"""Language of a post: Indonesian, Malay, English, ten regional languages, ``mixed`` or ``unknown``.

Codes are ISO 639-3: ind, msa, eng, jav, sun, min, bjn, ban, bug, mad, ace, bbc, nij. A linear model over hashed
characters and words (Cavnar & Trenkle 1994 is the ancestor of the idea) with calibrated scores. Sources of this program
are Indonesian, so doubt is Indonesian: other languages need a surer score, Malay most of all. A text in two languages is
found piece by piece.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.learning.linear import LinearModel
from analysis.text.language_text import language_text

UNKNOWN: Final = "unknown"
MIXED: Final = "mixed"
#: Under this many Latin letters nothing can be said.
MIN_LETTERS: Final = 12
#: Scores under which a language is not believed and Indonesian is said instead.
SURE: Final = {"ind": 0.0, "eng": 0.3, "msa": 0.5}
SURE_REGIONAL: Final = 0.4
_CHUNK: Final = 20_000
#: A text is looked at piece by piece for mixing when it has this many words and is not surely Indonesian.
_MIX_WORDS: Final = 10
_SURELY_INDONESIAN: Final = 0.98
_PIECE_WORDS: Final = 5
#: A piece may speak a language from this score; these and the rules below were chosen on half of `language_mixed.tsv`.
_PIECE_SCORE: Final = 0.55
#: Of two mixed languages: how sure the surest piece must be, and its least share of the pieces. Regional texts are full of
#: Indonesian words, Indonesian texts seldom look like another language.
_RULES: Final = (0.8, 0.25)
_INDONESIAN_RULES: Final = (0.75, 0.25)
#: One of the two is Indonesian or English: nobody mixes Balinese with Javanese, but the model takes one for the other.
_COMMON: Final = frozenset({"ind", "eng"})
_FOREIGN: Final = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


@cache
def _model() -> LinearModel:
    return LinearModel.load("language")


def detect(texts: Sequence[str], model: LinearModel | None = None) -> tuple[list[str], NDArray[np.float32]]:
    """Language code and calibrated score of each text; the score of ``unknown`` is 0, of ``mixed`` its share.

    ``model`` is the shipped one where none is given (cross-validation gives its own).
    """
    model = model or _model()
    prepared = [language_text(text) for text in texts]
    scores = model.probabilities(model.decisions(prepared))
    codes: list[str] = []
    values = np.zeros(len(prepared), dtype=np.float32)
    indonesian = model.labels.index("ind")
    doubtful: list[int] = []
    best_ones, best_scores = scores.argmax(axis=1).tolist(), scores.max(axis=1).tolist()
    for place, (text, best, top) in enumerate(zip(prepared, best_ones, best_scores, strict=True)):
        label, score = model.labels[best], top
        if _latin_letters(text) < MIN_LETTERS:
            codes.append(UNKNOWN)
            continue
        if (best != indonesian or top < _SURELY_INDONESIAN) and text.count(" ") + 1 >= _MIX_WORDS:
            doubtful.append(place)
        if score < SURE.get(label, SURE_REGIONAL):
            label, score = "ind", float(scores[place, indonesian])
        codes.append(label)
        values[place] = score
    _mark_mixed(model, prepared, doubtful, codes, values)
    return codes, values


def _latin_letters(text: str) -> int:
    """Letters of a prepared text; none where most are of other scripts."""
    letters = len(text) - text.count(" ")
    if text.isascii():
        return letters
    foreign = len(_FOREIGN.findall(text))
    return 0 if 2 * foreign > letters else letters - foreign


def _mark_mixed(
    model: LinearModel, prepared: Sequence[str], doubtful: Sequence[int], codes: list[str], values: Any
) -> None:
    """Where two languages each rule their share of the pieces of a text, call it mixed."""
    pieces: list[str] = []
    owners: list[int] = []
    for place in doubtful:
        words = prepared[place].split(" ")
        number = round(len(words) / _PIECE_WORDS)
        cuts = [round(part * len(words) / number) for part in range(number + 1)]
        pieces += [" ".join(words[start:end]) for start, end in pairwise(cuts)]
        owners += [place] * number
    if not pieces:
        return
    scores = model.probabilities(model.decisions(pieces))
    # Malay and Indonesian share most words; their mixture says nothing.
    names = ["ind" if label == "msa" else label for label in model.labels]
    ruling: dict[int, dict[str, list[float]]] = {}
    total = Counter(owners)
    for owner, best, score in zip(owners, scores.argmax(axis=1).tolist(), scores.max(axis=1).tolist(), strict=True):
        if score >= _PIECE_SCORE:
            ruling.setdefault(owner, {}).setdefault(names[best], []).append(score)
    for owner, heard in ruling.items():
        strong = {}
        for name, found in heard.items():
            least, share = _INDONESIAN_RULES if name == "ind" else _RULES
            if max(found) >= least and len(found) >= share * total[owner]:
                strong[name] = len(found)
        # Three languages in one post are the model's confusion.
        if len(strong) == 2 and _COMMON & strong.keys():
            codes[owner] = MIXED
            values[owner] = sum(strong.values()) / total[owner]


def language_columns(posts: pd.DataFrame) -> pd.DataFrame:
    """``language`` (str) and ``language_score`` (float32, 0…1) of title and text together; index of ``posts``.

    Raises:
        ModelError: the model file is missing or damaged.
    """
    codes: list[str] = []
    scores: list[NDArray[np.float32]] = []
    for start in range(0, len(posts), _CHUNK):
        part = posts.iloc[start : start + _CHUNK]
        both = [
            f"{title}. {text}" if title else text
            for title, text in zip(part["title"].tolist(), part["text"].tolist(), strict=True)
        ]
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
