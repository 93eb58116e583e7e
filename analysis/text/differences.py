"""Two texts side by side, word by word: what stayed, what went, what came."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

#: A word, a figure with its separators, or one mark; each with the white space after it.
_TOKEN: Final = re.compile(r"(\w(?:[\w.,:/'’\-]*\w)?|[^\w\s])\s*|\s+")
#: From here on words that stand everywhere are no anchors: comparing stays far from quadratic.
_LONG: Final = 2_000
#: Unchanged words between two changes hold them apart only with a word of this length or a figure.
_ISLAND: Final = re.compile(r"\w{4,}|\d")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words.

    Args:
        kind: "same" in both texts, "removed" from the first, "added" in the second.
        text: the words with the white space between and after them, as they were written.
    """

    kind: Literal["same", "added", "removed"]
    text: str


def word_changes(before: str, after: str) -> tuple[Change, ...]:
    """The pieces of both texts in order; where words were replaced, "removed" comes before "added".

    "same" and "added" joined are ``after``, letter by letter; "same" and "removed" joined are ``before`` but for white
    space. Ratcliff & Obershelp's matching as in difflib, with words and punctuation marks as units.
    """
    return tuple(_pieces(_without_islands(_runs(_tokens(before), _tokens(after)))))


def _runs(old: list[str], new: list[str]) -> list[tuple[str, str, bool]]:
    """(words of the first text, words of the second, they are the same) in order."""
    bare_old, bare_new = [t.strip() for t in old], [t.strip() for t in new]
    head = _common(bare_old, bare_new)
    tail = _common(bare_old[head:][::-1], bare_new[head:][::-1])
    middle_old, middle_new = bare_old[head : len(old) - tail], bare_new[head : len(new) - tail]
    matcher = difflib.SequenceMatcher(None, middle_old, middle_new, autojunk=len(middle_old) + len(middle_new) > _LONG)
    blocks = [(0, 0, head), *((i + head, j + head, n) for i, j, n in matcher.get_matching_blocks() if n)]
    blocks.append((len(old) - tail, len(new) - tail, tail))
    runs, i, j = [], 0, 0
    for left, right, size in blocks:
        runs.append(("".join(old[i:left]), "".join(new[j:right]), False))
        runs.append(("".join(old[left : left + size]), "".join(new[right : right + size]), True))
        i, j = left + size, right + size
    return [run for run in runs if run[0] or run[1]]


def _common(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _tokens(text: str) -> list[str]:
    return [hit[0] for hit in _TOKEN.finditer(text)]


def _without_islands(runs: list[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """A lone "di" or comma between two changes is read as changed with them."""
    last = len(runs) - 1
    old = new = ""
    for place, (left, right, same) in enumerate(runs):
        if not same or (0 < place < last and not _ISLAND.search(right)):
            old, new = old + left, new + right
            continue
        if old or new:
            yield old, new, False
        old = new = ""
        yield left, right, True
    if old or new:
        yield old, new, False


def _pieces(runs: Iterator[tuple[str, str, bool]]) -> Iterator[Change]:
    for old, new, same in runs:
        if same:
            yield Change("same", new)
            continue
        if old:
            yield Change("removed", old)
        if new:
            yield Change("added", new)
