"""What an office's corrections of categories taught: its own habits, over the lists that ship.

``p = softmax(prior + said · S + words · W + c)`` over the office's categories and "none": *prior* is how often the lists are right
when they say what they said, *said* is their answer, *words* are hashed n-grams as in :mod:`analysis.office.model`. Without
corrections the lists' answer stands; :mod:`analysis.office.category_learning` moves it. So "here AIR is filed under INFRA" is a
handful of numbers, and a local word another handful. Reading needs numpy only, and no word can be read back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol, runtime_checkable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.categories.reading import UNSURE
from analysis.learning.linear import softmax

Float = NDArray[np.float32]
Int = NDArray[np.int64]

COLUMN: Final = "category"
#: How often "none" is right, and how much of the doubt about a category goes to the second one.
_NONE_RIGHT, _SECOND = 0.8, 0.4
_LEAST, _MOST = 0.3, 0.97


@runtime_checkable
class CategoryLayer(Protocol):
    """Reads the category anew, post by post, knowing what the lists say."""

    def recategorise(self, posts: pd.DataFrame, read: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
        """The columns of ``analysis.categories.reading.category_columns`` as this layer would have them; index of ``read``."""


class Said(NamedTuple):
    """How the lists judged one post; see `analysis.categories.reading.Judgement`."""

    code: str
    score: float
    second: str


@dataclass(frozen=True, slots=True)
class CategoryTraits:
    """What a layer sees of n posts.

    Args:
        codes: the categories, "" = none among them.
        prior: log-probabilities of the codes by the lists alone, ``(n, K)``.
        said: positions of the lists' answers.
        words: hashed n-grams, CSR, rows of length √2.
    """

    codes: tuple[str, ...]
    prior: Float
    said: Int
    words: Any

    def __len__(self) -> int:
        return len(self.said)

    def rows(self, chosen: Any) -> CategoryTraits:
        """The traits of some posts, by position or truth."""
        return CategoryTraits(self.codes, self.prior[chosen], self.said[chosen], self.words[chosen])


def with_none(codes: Sequence[str]) -> tuple[str, ...]:
    """The answers that there are: a profile's codes, and "" for none."""
    return (*codes, "")


def category_traits(codes: tuple[str, ...], said: Sequence[Said], words: Any) -> CategoryTraits:
    """What a layer sees of posts that the lists judged; an answer that is not among the codes is none."""
    place = {code: k for k, code in enumerate(codes)}
    none = place[""]
    first = np.array([place.get(one.code, none) for one in said], np.int64)
    right = np.array([np.clip(one.score, _LEAST, _MOST) if one.code else _NONE_RIGHT for one in said], np.float64)
    shares = np.repeat((1 - right)[:, None] / max(len(codes) - 1, 1), len(codes), axis=1).reshape(-1, len(codes))
    for row, one in enumerate(said):
        second = place.get(one.second, none) if one.second else none
        if second not in (first[row], none):
            shares[row] *= 1 - _SECOND
            shares[row, second] += _SECOND * (1 - right[row])
    shares[np.arange(len(first)), first] = right
    return CategoryTraits(codes, np.log(shares).astype(np.float32), first, words)


@dataclass(frozen=True, slots=True)
class CategoryHead:
    """Weights of the lists' answer ``(K, K)`` and of the words ``(columns, K)``, and the bias ``(K,)``."""

    codes: tuple[str, ...]
    said: Float
    words: Float
    bias: Float

    def scores(self, traits: CategoryTraits) -> Float:
        """Probabilities ``(n, K)`` in the order of ``codes``."""
        logits = traits.prior + self.said[traits.said] + traits.words @ self.words + self.bias
        return softmax(np.asarray(logits, dtype=np.float32))

    def answers(self, traits: CategoryTraits) -> Int:
        """Positions of the likeliest codes."""
        return np.asarray(self.scores(traits).argmax(axis=1), np.int64)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What a file keeps; the words' weights in half precision."""
        parts: dict[str, NDArray[Any]] = {"said": self.said, "words": self.words.astype(np.float16), "bias": self.bias}
        return {f"{COLUMN}.{name}": part for name, part in parts.items()}


def said_of(read: pd.DataFrame) -> list[Said]:
    """The lists' answers from the columns of reading."""
    columns = zip(read["category"], read["category_score"], read["category_2"], strict=True)
    return [Said(str(code), float(score), str(second)) for code, score, second in columns]


def recategorised(head: CategoryHead, traits: CategoryTraits, read: pd.DataFrame) -> pd.DataFrame:
    """The columns with the head's answers: the lists' answer is the second where another was chosen."""
    scores = head.scores(traits)
    best = scores.argmax(axis=1)
    codes = [head.codes[k] for k in best]
    top = [round(float(score), 3) if code else 0.0 for code, score in zip(codes, scores.max(axis=1), strict=True)]
    listed = zip(codes, read["category"], read["category_2"], strict=True)
    seconds = [second if code == before else before for code, before, second in listed]
    unsure = [bool(code) and score < UNSURE for code, score in zip(codes, top, strict=True)]
    return read.assign(
        category=pd.Series(codes, index=read.index, dtype="str"),
        category_score=pd.Series(top, index=read.index, dtype="float64"),
        category_2=pd.Series(seconds, index=read.index, dtype="str"),
        category_unsure=pd.Series(unsure, index=read.index, dtype="bool"),
    )
