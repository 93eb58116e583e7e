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
from types import FunctionType
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


_expected: list[int] = []


def expect(rows: int) -> None:
    """So many rows will come, perhaps in pieces: where they are many, every later piece is worth a compiled loop."""
    if rows >= MANY and not _expected:
        _expected.append(rows)


def worth(rows: int, many: int = MANY) -> bool:
    """Whether a compiled loop should do the work for so many rows."""
    return (rows >= many or bool(_expected)) and available()


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

        made: Callable[..., Any] = njit(cache=True, nogil=True)(_linked(self.plain))
        return made

    def __call__(self, *arguments: Any) -> Any:
        """Run the compiled loop."""
        return self.compiled(*arguments)


def _linked(plain: Callable[..., Any]) -> Callable[..., Any]:
    """The function with the loops that it calls by name in machine code, too."""
    names: dict[str, Any] = plain.__globals__
    used = {name: names[name].compiled for name in plain.__code__.co_names if isinstance(names.get(name), Loop)}
    if not used:
        return plain
    linked = FunctionType(plain.__code__, {**names, **used}, plain.__name__, plain.__defaults__)
    linked.__module__, linked.__qualname__ = plain.__module__, plain.__qualname__
    return linked
