"""What the reading steps are worth on labelled sets that ship (``analysis/data/measure``): one function for each task.

A new task is a file there, a function here from its table to answers, and a line in `MEASURES`; `kentongan accuracy`
prints it and ``tests/quality/test_accuracy_floors.py`` pins it with the hash of its file. Columns are tab-separated with a
line of headings; lines that begin with # are remarks.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.categories.layer import CategoryHead, CategoryTraits, Said, category_traits
from analysis.categories.reading import CategoryJudge
from analysis.claims.verification import verification_columns
from analysis.frame import posts_frame
from analysis.learning.comparing import Interval, wilson
from analysis.learning.scoring import accuracy, confusion, interval, macro_f1
from analysis.office.model import Head, Traits, traits_of, words_of
from analysis.stance.reading import stance_columns
from analysis.tone.model import LABELS
from analysis.tone.reading import tone_columns
from kentongan.core.messages import Say


@dataclass(frozen=True, slots=True)
class Labelled:
    """Answers to a task with classes: what is true and what was said, item by item."""

    true: Sequence[str]
    said: Sequence[str]


@dataclass(frozen=True, slots=True)
class Share:
    """Answers to a task that counts: `right` of `of`."""

    right: int
    of: int


Answers = Mapping[str, Labelled | Share]
"""By part of the set ("choose" was looked at when tuning, "check" never; "" = the whole)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One task: its name, what it is about, the file of its labels, and the function that answers it."""

    name: str
    what: Say
    file: str
    answer: Callable[[pd.DataFrame], Answers]


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the table.

    Args:
        measure: name of the task.
        part: of the set.
        metric: "accuracy", "macro_f1" or "share".
        n: how many were judged.
        score: with its 95 % interval: bootstrap over the items, Wilson's for shares.
        confusion: counts as a text table; "" for shares.
    """

    measure: str
    part: str
    metric: str
    n: int
    score: Interval
    confusion: str = ""


def table_of(file: str) -> pd.DataFrame:
    """The labels of a set, every cell a text."""
    text = "".join(line for line in _text(file).splitlines(keepends=True) if not line.startswith("#"))
    return pd.read_csv(io.StringIO(text), sep="\t", quoting=3, dtype=str, keep_default_na=False)


def digest_of(file: str) -> str:
    """SHA-256 of a set's file."""
    return hashlib.sha256(_text(file).encode()).hexdigest()


def scores_of(measure: Measure) -> list[Score]:
    """Answer a task and score the answers."""
    found = []
    for part, answers in measure.answer(table_of(measure.file)).items():
        if isinstance(answers, Share):
            found.append(Score(measure.name, part, "share", answers.of, wilson(answers.right, answers.of)))
            continue
        true, said = np.asarray(answers.true, dtype=object), np.asarray(answers.said, dtype=object)
        labels = sorted({*answers.true, *answers.said})
        codes = np.array([labels.index(t) for t in true]), np.array([labels.index(s) for s in said])
        wanted = sorted({*codes[0].tolist()})
        shown = confusion(true, said, labels)
        for name, metric in (("accuracy", accuracy), ("macro_f1", partial(macro_f1, labels=wanted))):
            low, high = interval(metric, *codes)
            found.append(Score(measure.name, part, name, len(true), Interval(metric(*codes), low, high), shown))
    return found


@cache
def _text(file: str) -> str:
    return resources.files("analysis").joinpath("data", "measure", file).read_text("utf-8")


def posts_of(table: pd.DataFrame) -> pd.DataFrame:
    """The frame of posts of a set with columns kind and text; a news text is a headline."""
    rows = zip(table["kind"], table["text"], strict=True)
    return posts_frame([{"kind": kind, "title" if kind == "news" else "text": text} for kind, text in rows])


def _by_part(parts: Sequence[str], true: Sequence[str], said: Sequence[str]) -> dict[str, Labelled]:
    """Answers part by part, in alphabetical order."""
    return {
        name: Labelled(
            [t for t, p in zip(true, parts, strict=True) if p == name],
            [s for s, p in zip(said, parts, strict=True) if p == name],
        )
        for name in sorted(set(parts))
    }


def _tone(table: pd.DataFrame, column: str) -> Answers:
    said = tone_columns(posts_of(table))[column].tolist()
    return _by_part(table["split"].tolist(), table["tone"].tolist(), said)


def _category(table: pd.DataFrame) -> Answers:
    judge = CategoryJudge("pemda")
    return {
        "": Labelled(
            [code or "-" for code in table["category"]], [judge.judge("", text).code or "-" for text in table["text"]]
        )
    }


def _stance(table: pd.DataFrame) -> Answers:
    from analysis.claims.match import Candidate

    posts = posts_frame([{"text": text} for text in table["text"]])
    flags = verification_columns(posts)["needs_verification"].tolist()
    matched = [(Candidate("f", 0.9, "suggest"),) if one == "1" else () for one in table["matched"]]
    said = stance_columns(posts, flags, matched)["claim_stance"].tolist()
    return _by_part(table["split"].tolist(), table["stance"].tolist(), said)


MEASURES: Final = (
    Measure(
        "tone",
        Say("nada peristiwa dalam percakapan pemerintahan", "tone in government talk"),
        "government_tone.tsv",
        partial(_tone, column="tone"),
    ),
    Measure(
        "tone_agency",
        Say("nada terhadap instansi", "tone toward the agency"),
        "agency_tone.tsv",
        partial(_tone, column="tone_agency"),
    ),
    Measure("category", Say("kategori isu", "category"), "citizen_posts.tsv", _category),
    Measure("stance", Say("sikap terhadap klaim", "stance toward a claim"), "stance_cases.tsv", _stance),
)

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
