"""Draft: what an office may say, in pieces that know where they come from.

Own words (fixed sentences, the office's settings, gaps) and borrowed words (a post's, with its id) are kept apart piece
by piece, so that a program can prove of every draft that nothing in it was invented (`tests/app/test_drafts.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

#: Something that a person fills in.
GAP: Final = re.compile(r"\[ISI: ([^\[\]]{1,120})\]")


class Kind(StrEnum):
    """How a line stands in the text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words; `posts` are the posts they were taken from, () for own words."""

    text: str
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, point or heading."""

    pieces: tuple[Piece, ...]
    kind: Kind = Kind.PARAGRAPH

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts it stands on."""
        return tuple(dict.fromkeys(post for piece in self.pieces for post in piece.posts))


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of one form, never sent or published by the program.

    Args:
        form: key of the form, e.g. "siaran-pers".
        title: as printed on top.
        head: (label, value) lines under the title.
        lines: the text.
        sheet: facts for whoever checks it, not to be published.
    """

    form: str
    title: str
    head: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    sheet: tuple[Line, ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """What a person still has to fill in, each once."""
        texts = [*(value for _, value in self.head), *(line.text for line in self.lines)]
        return tuple(dict.fromkeys(gap for text in texts for gap in GAP.findall(text)))
