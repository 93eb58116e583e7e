"""Personal data in marked posts: is every letter and digit of it masked, and nothing of other posts?"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from analysis.measures.answers import Answers, Share, text_of
from analysis.measures.marks import unmarked
from analysis.personal.masking import find_personal_data, mask

#: Accounts given as the office's own in the measuring sets.
ALLOW = ("@pemkabwanasari", "@dinkes_wanasari", "pemkabwanasari")
_MARK = re.compile(r"\{(?P<label>[nktspaurb]):(?P<words>[^{}]*)\}")


class Case(NamedTuple):
    """A post and what must be hidden in it: (start, end, letter of the kind)."""

    half: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def cases_in(content: str) -> list[Case]:
    """The labelled posts, half and marked post a line; ValueError names a line of another form."""
    rows = []
    for line in content.splitlines():
        half, marked = line.split("\t")
        text, spans = unmarked(marked.replace("\\n", "\n"), _MARK)
        if not spans:
            raise ValueError(f"no span in {line!r}")
        rows.append(Case(half, text, tuple(spans)))
    return rows


def clean_in(content: str) -> list[tuple[str, str, str]]:
    """(half, origin, text) of every post without personal data."""
    rows = (line.split("\t") for line in content.splitlines())
    return [(half, origin, text) for half, origin, text in rows]


def hidden(case: Case, allowed: Collection[str] = ALLOW) -> list[bool]:
    """For every span: is each letter and digit of it under a mask?"""
    under = bytearray(len(case.text))
    for start, end, _ in find_personal_data(case.text, tuple(allowed)):
        under[start:end] = b"\1" * (end - start)
    return [
        all(under[place] or not case.text[place].isalnum() for place in range(start, end))
        for start, end, _ in case.spans
    ]


def masked(file: str) -> Answers:
    """Share of the marked spans that are hidden whole."""
    rows = cases_in(text_of(file))
    return {half: _share([hit for row in rows if row.half == half for hit in hidden(row)]) for half in _halves(rows)}


def left_alone(file: str) -> Answers:
    """Share of the posts without personal data of which nothing is masked."""
    rows = clean_in(text_of(file))
    return {
        half: _share([mask(text, ALLOW).text == text for other, _, text in rows if other == half])
        for half in _halves(rows)
    }


def _halves(rows: Collection[tuple[str, *tuple[object, ...]]]) -> list[str]:
    return sorted({row[0] for row in rows})


def _share(right: list[bool]) -> Share:
    return Share(sum(right), len(right))
