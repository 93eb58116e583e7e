"""Regions inside hashtags: "#BanjirSamarinda", "#savekendari"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from analysis.places.company import Mention
from analysis.text.phrases import PhraseIndex

_TAG = re.compile(r"#(\w{6,60})")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Shorter names stand by chance in other words.
_LEAST = 6


def in_hashtags(text: str, large: PhraseIndex[str], unsure: Set[str]) -> Iterator[Mention]:
    """Regions in tags of several words; one whose name is an `unsure` word counts only as a word with a capital."""
    for tag in _TAG.finditer(text):
        parts = list(_PART.finditer(tag[1]))
        low = [part[0].lower() for part in parts]
        if len(parts) > 1:
            for first, last, codes in large.find(low):
                if last - first < len(parts) and not (low[first] in unsure and first):
                    yield _mention(
                        text, tag.start(1) + parts[first].start(), tag.start(1) + parts[last - 1].end(), codes
                    )
        elif tag[1].islower() and (found := _inside(tag[1], large, unsure)) is not None:
            yield _mention(text, tag.start(1) + found[0], tag.start(1) + found[1], found[2])


def _inside(tag: str, large: PhraseIndex[str], unsure: Set[str]) -> tuple[int, int, tuple[str, ...]] | None:
    """A region's name of one word with which a tag in small letters ends or begins."""
    ends = [(cut, len(tag)) for cut in range(1, len(tag) - _LEAST + 1)]
    begins = [(0, cut) for cut in range(len(tag) - 1, _LEAST - 1, -1)]
    for start, end in (*ends, *begins):
        name = tag[start:end]
        hit = large.at((name,), 0) if name not in unsure else None
        if hit is not None:
            return start, end, hit[1]
    return None


def _mention(text: str, start: int, end: int, codes: Sequence[str]) -> Mention:
    return Mention(text[start:end], start, end, tuple(sorted(set(codes))))
