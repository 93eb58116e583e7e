"""What an office's own model loses on the shipped sets: it is kept only where that is little."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.categories.layer import CategoryHead, CategoryTraits, Said, category_traits
from analysis.categories.reading import CategoryJudge
from analysis.frame import posts_frame
from analysis.measures.answers import posts_of, table_of
from analysis.office.model import Head, Traits, traits_of, words_of
from analysis.tone.model import LABELS
from analysis.tone.reading import tone_columns

_TONE_SETS: Final = {"tone": "government_tone.tsv", "tone_agency": "agency_tone.tsv"}


def fall_on_shipped(column: str, head: Head) -> float:
    """Accuracy that an office's own head loses on the shipped set of its column (below zero: gains)."""
    traits, true = _tone_set(column)
    said = head.scores(traits.base[column], traits).argmax(axis=1)
    return float((traits.base[column].argmax(axis=1) == true).mean() - (said == true).mean())


def category_fall(head: CategoryHead, habits: Collection[tuple[int, int]] = ()) -> float:
    """Accuracy that an office's own head of categories loses on the shipped set; 0 where its categories are others.

    Args:
        head: as taught.
        habits: (the lists' answer, the office's) by position: ways that officers showed, in which another answer is no loss.
    """
    traits, true = _category_set(head.codes)
    if not len(traits):
        return 0.0
    said = head.answers(traits)
    own = np.array([pair in habits for pair in zip(traits.said.tolist(), said.tolist(), strict=True)], bool)
    return float((traits.said == true).mean() - np.where(own, traits.said == true, said == true).mean())


@cache
def _category_set(codes: tuple[str, ...]) -> tuple[CategoryTraits, NDArray[np.int64]]:
    table = table_of("citizen_posts.tsv")
    if not {*table["category"]} <= {*codes}:
        table = table[:0]
    judge = CategoryJudge("pemda")
    judged = [judge.judge("", text) for text in table["text"]]
    said = [Said(one.code, one.score, one.second) for one in judged]
    words = words_of(posts_frame([{"text": text} for text in table["text"]]))
    return category_traits(codes, said, words), np.array([codes.index(code) for code in table["category"]], np.int64)


@cache
def _tone_set(column: str) -> tuple[Traits, NDArray[np.int64]]:
    table = table_of(_TONE_SETS[column])
    posts = posts_of(table)
    true = np.array([LABELS.index(tone) for tone in table["tone"]])
    return traits_of(posts, tone_columns(posts)), true
