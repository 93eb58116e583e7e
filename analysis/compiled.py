"""Inner loops in machine code where the extra `kentongan[cepat]` (numba) is installed; numpy does the same work without it.

A loop is written as a plain function over numpy arrays and wrapped in `Loop`. It is compiled at its first use only, kept by
numba beside the source, and leaves the interpreter's lock, so that threads share it. Loading numba takes most of a second:
callers ask `worth(rows)` first, and few rows never pay for it. Both ways give the same answer; tests hold them side by side.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property, lru_cache
from importlib.util import find_spec
from typing import Any

SWITCH = "KENTONGAN_NUMBA"
"""Set to 0, this variable of the environment leaves an installed numba aside."""

MANY = 2_000
"""Rows from which loading numba is repaid."""


@lru_cache(maxsize=1)
def _installed() -> bool:
    return find_spec("numba") is not None


def available() -> bool:
    """Whether numba is installed and not switched off."""
    return os.environ.get(SWITCH) != "0" and _installed()


def worth(rows: int, many: int = MANY) -> bool:
    """Whether a compiled loop should do the work for so many rows."""
    return rows >= many and available()


class Loop:
    """A function over numpy arrays and numbers that numba compiles when it is first called.

    Raises whatever numba raises when the function holds what it can't compile: a mistake of ours, never of the data.
    """

    def __init__(self, plain: Callable[..., Any]) -> None:
        self.plain = plain
        self.__name__ = getattr(plain, "__name__", "loop")
        self.__doc__ = plain.__doc__

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The loop in machine code."""
        from numba import njit

        made: Callable[..., Any] = njit(cache=True, nogil=True)(self.plain)
        return made

    def __call__(self, *arguments: Any) -> Any:
        """Run the compiled loop."""
        return self.compiled(*arguments)
