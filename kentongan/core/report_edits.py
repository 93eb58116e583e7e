"""What officers wrote into a report, passage by passage: every step is kept, and the last one stands.

A passage is one editable text of a report (a sentence of the summary, a cell of the recommendations); its key says what it
is about and stays the same when the report is composed again. Texts are kept with citations as `[#post-id]`, because the
numbers of annex A change with every new post.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

#: A citation as kept, with the space before it.
CITATION: Final = re.compile(r"\s?\[#([\w-]{1,64})\]")
_SHOWN: Final = re.compile(r"\s?\[(\d{1,6})\]")


class Step(StrEnum):
    """What an officer did: wrote, took back the last writing, or decided after the machine's text had changed."""

    WRITE = "write"
    UNDO = "undo"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Edit:
    """One step on one passage; never changed, never removed.

    Args:
        report_id, version: the version it was made on.
        passage: key; `number`: 1, 2, 3 … for this passage and day.
        machine: what the machine had written there then.
        before, after: the passage's text before and after the step.
    """

    report_id: str
    version: int
    passage: str
    number: int
    step: Step
    machine: str
    before: str
    after: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How a passage stands.

    Args:
        text: as it is printed now; `machine`: as the machine writes it now.
        number: of its last step, 0 = nobody touched it.
        edited: an officer's words stand there.
        base: the machine's text on which the officer's words were written.
        conflict: the machine's text has changed since, and nobody has decided yet.
        by, at: the last step's.
    """

    text: str
    machine: str
    number: int = 0
    edited: bool = False
    base: str = ""
    conflict: bool = False
    by: str = ""
    at: datetime | None = None


def standing(machine: str, steps: Iterable[Edit]) -> Standing:
    """How a passage stands after its steps, oldest first.

    A text taken back to the machine's own words follows the machine again.
    """
    done: list[Edit] = []
    last: Edit | None = None
    for last in steps:
        if last.step is Step.UNDO:
            done = done[:-1]
        else:
            done.append(last)
    if last is None:
        return Standing(machine, machine)
    top = done[-1] if done else None
    if top is None or top.after in (top.machine, machine):
        return Standing(machine, machine, last.number, False, machine, False, last.by, last.at)
    conflict = top.machine != machine
    return Standing(top.after, machine, last.number, True, top.machine, conflict, last.by, last.at)


def by_passage(edits: Iterable[Edit], *, until: int) -> dict[str, list[Edit]]:
    """The steps of every passage, oldest first, made on versions up to `until`."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.version <= until:
            found.setdefault(edit.passage, []).append(edit)
    return found


def shown(text: str, rows: Mapping[str, int]) -> str:
    """A kept text as people read it: citations as rows of annex A; those that are not there any more fall away."""

    def row(hit: re.Match[str]) -> str:
        return f" [{rows[hit[1]]}]" if hit[1] in rows else ""

    return CITATION.sub(row, text).strip()


def kept(text: str, clipping: Mapping[int, str]) -> str:
    """What people wrote as it is kept: "[12]" cites row 12 of annex A; numbers that are no rows stay as written."""

    def post(hit: re.Match[str]) -> str:
        found = clipping.get(int(hit[1]))
        return f" [#{found}]" if found else hit[0]

    return _SHOWN.sub(post, text)


def cited(text: str) -> tuple[str, ...]:
    """Ids of the posts that a kept text cites, in order, once each."""
    return tuple(dict.fromkeys(CITATION.findall(text)))
