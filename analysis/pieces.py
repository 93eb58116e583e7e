"""Texts read piece by piece: what stands between two blanks is worked out once and remembered, for texts repeat themselves.

Patterns cost microseconds a text. Where what a text gives is what its pieces give, side by side, the patterns see each
piece once, and of a text only its pieces are looked up, without any Python code per word.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

_REMEMBERED: Final = 60_000
#: Longer pieces (addresses, hostile texts) seldom come twice.
_LONGEST: Final = 40
#: Longer texts are not kept in pieces, or a stream of them would fill memory.
_SHORT: Final = 1_000


class Remembered(dict[str, str]):
    """Piece → what `work` makes of it, each worked out once; joining what ``map`` gives runs no Python code per word.

    Forgets all when full: the frequent ones are back soon, and those of yesterday's stream are gone.
    """

    def __init__(self, work: Callable[[str], str]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, piece: str) -> str:
        found = self._work(piece)
        # One string for both is one less to fetch from memory.
        found = piece if found == piece else found
        if len(piece) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = found
        return found


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
    """

    def __init__(self, work: Callable[[str], str]) -> None:
        self._table = Remembered(work)

    def __call__(self, text: str) -> str:
        """The words of a text, single blanks between them."""
        return " ".join(filter(None, map(self._table.__getitem__, pieces_of(text))))
