"""Large work on all cores: threads where numpy and scipy leave the interpreter's lock, which they do for nearly all of it.

What is small stays in the calling thread. Nothing here changes an answer: tasks write to places of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

LARGE = 50_000
"""Rows beyond which a second core pays."""

_MOST = 4


def cores(rows: int, large: int = LARGE) -> int:
    """How many cores to use for so many rows: 1 when they are few."""
    if rows <= large:
        return 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST)


def spread(task: Callable[[slice], None], rows: int, batch: int, *, large: int = LARGE) -> None:
    """Call the task for consecutive slices of `batch` rows, side by side where there are more than `large`."""
    slices: Iterable[slice] = (slice(start, min(start + batch, rows)) for start in range(0, rows, batch))
    many = cores(rows, large)
    if many == 1:
        for part in slices:
            task(part)
        return
    with ThreadPoolExecutor(many) as pool:
        for _ in pool.map(task, slices):
            pass
