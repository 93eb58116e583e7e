"""Two persons changed the same text: their words together where they changed different ones, else a decision for a person.

Three-way merging by words after Khanna, Kunal and Pierce, "A Formal Investigation of Diff3" (2007): a stretch of the base that only
one of them touched takes that one's words; a stretch both touched differently is a conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

#: A word or a mark with the white space after it; joined they are the text again.
_TOKEN: Final = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_Hunk = tuple[int, int, list[str]]


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: `text` holds both persons' words when `clean`, else `mine` unchanged."""

    text: str
    clean: bool


def tokens(text: str) -> list[str]:
    """The words and marks of a text, each with the white space after it; joined they are the text."""
    return _TOKEN.findall(text)


def merged(base: str, mine: str, theirs: str) -> Merged:
    """`mine` and `theirs`, both made from `base`, as one text.

    Words that both changed alike are no conflict, nor is a word beside one that the other changed; two insertions at one
    place are, because nobody knows which comes first.
    """
    if mine in (theirs, base):
        return Merged(theirs, True)
    if theirs == base:
        return Merged(mine, True)
    old = tokens(base)
    left, right = _hunks(old, tokens(mine)), _hunks(old, tokens(theirs))
    if any(_clash(one, other) for one in left for other in right):
        return Merged(mine, False)
    written: list[str] = []
    at = 0
    for start, end, words in sorted(left + [hunk for hunk in right if hunk not in left], key=lambda hunk: hunk[:2]):
        written += [*old[at:start], *words]
        at = end
    return Merged("".join([*written, *old[at:]]), True)


def _hunks(old: list[str], new: list[str]) -> list[_Hunk]:
    """(from, to, the words that stand there now) for every stretch of `old` that changed."""
    bare_old, bare_new = [word.strip() for word in old], [word.strip() for word in new]
    opcodes = SequenceMatcher(None, bare_old, bare_new, autojunk=False).get_opcodes()
    return [(i, j, _spaced(old, j, new, k, n)) for tag, i, j, k, n in opcodes if tag != "equal"]


def _spaced(old: list[str], end: int, new: list[str], start: int, stop: int) -> list[str]:
    """The new words of a stretch; what ended the text and no longer does is given its space."""
    words = new[start:stop]
    if words and stop == len(new) and end < len(old) and not words[-1][-1].isspace():
        words[-1] += " "
    # Words put behind the last one of the base bring the space between with them.
    if words and end == len(old) and end and start and not old[-1][-1].isspace() and new[start - 1][-1].isspace():
        words[0] = new[start - 1][len(new[start - 1].rstrip()) :] + words[0]
    return words


def _clash(one: _Hunk, other: _Hunk) -> bool:
    """Both change the same words, and not alike."""
    if one == other:
        return False
    (a, b, _), (c, d, _) = one, other
    if a == b or c == d:  # an insertion takes no words away: it clashes with what reaches its place
        return a <= d and c <= b
    return a < d and c < b
