"""Answers to a labelled set, and their scores: by class, by count, or by spans found in texts."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources

import numpy as np
import pandas as pd

from analysis.frame import posts_frame
from analysis.learning.comparing import Interval, wilson
from analysis.learning.scoring import Metric, accuracy, confusion, ece, f1_of, interval, macro_f1, surest
from kentongan.core.messages import Say


@dataclass(frozen=True, slots=True)
class Labelled:
    """Answers to a task with classes: what is true and what was said, item by item, and how sure (0–1) where it says so."""

    true: Sequence[str]
    said: Sequence[str]
    score: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """Answers to a task that counts: `right` of `of`."""

    right: int
    of: int


@dataclass(frozen=True, slots=True)
class Spans:
    """Answers to a task that finds spans: right, false and missed ones, text by text."""

    counts: Sequence[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Marks:
    """Answers to a task that marks some items: which should be marked, and which were."""

    true: Sequence[bool]
    said: Sequence[bool]


Answers = Mapping[str, Labelled | Share | Spans | Marks]
"""By part of the set ("choose" was looked at when tuning, "check" never; "" = the whole)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One task: its name, what it is about, the file of its labels, and the function that answers it."""

    name: str
    what: Say
    file: str
    answer: Callable[[str], Answers]


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the table.

    Args:
        measure: name of the task.
        part: of the set.
        metric: "accuracy", "macro_f1", "surest" (accuracy of the surest 80 %), "ece" (expected calibration error, less is
            better), "share", "f1", "precision" or "recall".
        n: how many items were judged.
        score: with its 95 % interval: bootstrap over the items, Wilson's for shares.
        confusion: counts as a text table; "" where there are no classes.
    """

    measure: str
    part: str
    metric: str
    n: int
    score: Interval
    confusion: str = ""


def text_of(file: str) -> str:
    """A shipped set as it stands in its file."""
    return _text(file)


def table_of(file: str) -> pd.DataFrame:
    """The labels of a set with a line of headings, every cell a text; lines that begin with # are remarks."""
    text = "".join(line for line in _text(file).splitlines(keepends=True) if not line.startswith("#"))
    return pd.read_csv(io.StringIO(text), sep="\t", quoting=3, dtype=str, keep_default_na=False)


def digest_of(file: str) -> str:
    """SHA-256 of a set's file."""
    return hashlib.sha256(_text(file).encode()).hexdigest()


def scores_of(measure: Measure) -> list[Score]:
    """Answer a task and score the answers."""
    found = []
    for part, answers in measure.answer(measure.file).items():
        for metric, n, score, shown in _scored(answers):
            found.append(Score(measure.name, part, metric, n, score, shown))
    return found


def _scored(answers: Labelled | Share | Spans | Marks) -> Iterator[tuple[str, int, Interval, str]]:
    if isinstance(answers, Share):
        yield "share", answers.of, wilson(answers.right, answers.of), ""
    elif isinstance(answers, Spans):
        rows = np.array(answers.counts).reshape(-1, 3)
        places = np.arange(len(rows))
        low, high = interval(lambda drawn, _: f1_of_counts(rows[drawn]), places, places)
        yield "f1", len(rows), Interval(f1_of_counts(rows), low, high), ""
    elif isinstance(answers, Marks):
        yield from _of_marks(answers)
    else:
        yield from _of_classes(answers)


def _of_classes(answers: Labelled) -> Iterator[tuple[str, int, Interval, str]]:
    true, said = np.asarray(answers.true, dtype=object), np.asarray(answers.said, dtype=object)
    labels = sorted({*answers.true, *answers.said})
    codes = np.array([labels.index(t) for t in true]), np.array([labels.index(s) for s in said])
    wanted = sorted({*codes[0].tolist()})
    shown = confusion(true, said, labels)
    kinds: tuple[tuple[str, Metric], ...] = (("accuracy", accuracy), ("macro_f1", partial(macro_f1, labels=wanted)))
    for name, metric in kinds:
        low, high = interval(metric, *codes)
        yield name, len(true), Interval(metric(*codes), low, high), shown
    if answers.score:
        right, sure = codes[0] == codes[1], np.asarray(answers.score, dtype=np.float64)
        worth: tuple[tuple[str, Metric], ...] = (("surest", surest), ("ece", ece))
        for name, metric in worth:
            low, high = interval(metric, right, sure)
            yield name, len(true), Interval(metric(right, sure), low, high), shown


def _of_marks(answers: Marks) -> Iterator[tuple[str, int, Interval, str]]:
    true, said = np.asarray(answers.true, dtype=bool), np.asarray(answers.said, dtype=bool)
    hits = int((true & said).sum())
    low, high = interval(partial(f1_of, label=True), true, said)
    yield "precision", len(true), wilson(hits, int(said.sum())), ""
    yield "recall", len(true), wilson(hits, int(true.sum())), ""
    yield "f1", len(true), Interval(f1_of(true, said, True), low, high), ""


def f1_of_counts(rows: np.ndarray) -> float:
    """F1 over texts: columns right, false, missed; 0 where nothing is right."""
    right, false, missed = (int(total) for total in rows.sum(axis=0))
    return 2 * right / (2 * right + false + missed) if right else 0.0


@cache
def _text(file: str) -> str:
    return resources.files("analysis").joinpath("data", "measure", file).read_text("utf-8")


def posts_of(table: pd.DataFrame) -> pd.DataFrame:
    """The frame of posts of a set with columns kind and text: of kind news the text is a title, of kind headline a title and, after a
    line break, its lead.
    """
    records = []
    for kind, text in zip(table["kind"], table["text"].str.replace(r"\n", "\n", regex=False), strict=True):
        title, _, lead = text.partition("\n") if kind == "headline" else (text, "", "")
        if kind in {"news", "headline"}:
            records.append({"kind": "news", "title": title, "text": lead})
        else:
            records.append({"kind": kind, "text": text})
    return posts_frame(records)


def marks_by_part(parts: Sequence[str], true: Sequence[bool], said: Sequence[bool]) -> dict[str, Marks]:
    """Marks part by part, in alphabetical order."""
    found = {}
    for name in sorted(set(parts)):
        rows = [place for place, part in enumerate(parts) if part == name]
        found[name] = Marks([bool(true[i]) for i in rows], [bool(said[i]) for i in rows])
    return found


def by_part(
    parts: Sequence[str], true: Sequence[str], said: Sequence[str], score: Sequence[float] = ()
) -> dict[str, Labelled]:
    """Answers part by part, in alphabetical order."""
    found = {}
    for name in sorted(set(parts)):
        rows = [place for place, part in enumerate(parts) if part == name]
        found[name] = Labelled(
            [true[i] for i in rows], [said[i] for i in rows], [float(score[i]) for i in rows] if len(score) else ()
        )
    return found
