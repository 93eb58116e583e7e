"""Texts read piece by piece: what stands between two blanks is worked out once and remembered, for texts repeat themselves.

Patterns cost microseconds a text. Where what a text gives is what its pieces give, side by side, the patterns see each
piece once, and of a text only its pieces are looked up, without any Python code per word.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal

_REMEMBERED: Final = 150_000
#: Longer pieces (addresses, hostile texts) seldom come twice.
_LONGEST: Final = 40
#: Longer texts are not kept in pieces, or a stream of them would fill memory.
_SHORT: Final = 1_000


Numbers = Literal["same", "none", ""]
#: The pieces themselves, which all tables hold: one string for all of them is one to fetch from memory.
_PIECES: Final[dict[str, str]] = {}


class Remembered(dict[str, str]):
    """Piece → what `work` makes of it, each worked out once; joining what ``map`` gives runs no Python code per word.

    Numbers are not kept: they hardly come twice and would push words out. Forgets all when full: the frequent ones are back
    soon, and those of yesterday's stream are gone.

    Args:
        work: any piece → what is asked of it.
        numbers: what `work` makes of plain digits: "same", "none", or "" where that is not said.
    """

    def __init__(self, work: Callable[[str], str], numbers: Numbers = "") -> None:
        super().__init__()
        self._work = work
        self._numbers = numbers

    def __missing__(self, piece: str) -> str:
        number = piece.isdecimal()
        if number and self._numbers and piece.isascii():
            return piece if self._numbers == "same" else ""
        found = self._work(piece)
        if not number and len(piece) <= _LONGEST:
            if len(_PIECES) >= _REMEMBERED:
                _PIECES.clear()
            if len(self) >= _REMEMBERED:
                self.clear()
            piece = _PIECES.setdefault(piece, piece)
            self[piece] = found = piece if found == piece else found
        return found


def parted(pieces: list[str]) -> list[str]:
    """The words of pieces that hold one or more; where each holds one, the list itself, whose strings know their hashes."""
    joined = " ".join(pieces)
    return pieces if joined.count(" ") < len(pieces) or not pieces else joined.split(" ")


def pieces_of(text: str) -> list[str]:
    """What stands between the blanks of a text; several steps ask for those of the same short text. Not to be changed."""
    return _kept_pieces(text) if len(text) <= _SHORT else text.split(" ")


@lru_cache(maxsize=2_048)
def _kept_pieces(text: str) -> list[str]:
    return text.split(" ")


class Piecewise:
    """A function of texts made of one of pieces: what it gives for each, joined by blanks, those that give nothing left out.

    Args:
        work: any piece (no blank in it) → its words with blanks between them; must not depend on what stands beside it.
        numbers: as in :class:`Remembered`.
    """

    def __init__(self, work: Callable[[str], str], numbers: Numbers = "") -> None:
        self._table = Remembered(work, numbers)

    def words(self, text: str) -> list[str]:
        """The words of a text, one by one."""
        return parted(list(filter(None, map(self._table.__getitem__, pieces_of(text)))))

    def __call__(self, text: str) -> str:
        """The words of a text, single blanks between them."""
        return " ".join(filter(None, map(self._table.__getitem__, pieces_of(text))))
