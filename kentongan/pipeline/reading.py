"""Reading posts with all the processor's cores: the same answers in the same order as one process gives.

The steps of `analysis.steps` look at one post at a time, so chunks can be read anywhere. Few posts are read here: a new
process costs about a second before its first post. Processes are always spawned, as Windows does, so that there is one
way of working everywhere and nothing of an open database is inherited.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING, Any

from analysis.compiled import expect
from analysis.ngram_loops import prepare
from analysis.steps import Context, read_posts

if TYPE_CHECKING:
    import pandas as pd

#: Posts a chunk: enough to make the passing to and fro small, few enough to keep memory flat.
CHUNK = 1_000
#: Fewer posts than this are read here, sooner than other processes would have started.
ALONE = 8_000
#: More processes would cost an office PC more memory than they save time.
MOST_PROCESSES = 4

#: In a process of the pool: what it was given when it started.
_given: list[Context] = []


def cores() -> int:
    """Processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_in_order(
    posts: pd.DataFrame, context: Context, *, chunk: int = CHUNK, processes: int | None = None
) -> Iterator[pd.DataFrame]:
    """The reading columns of `posts`, chunk by chunk in their order; the index is kept.

    Args:
        posts: the frame of posts.
        context: what the steps know beside the posts.
        chunk: posts a chunk.
        processes: how many read at once; None = as many as help, 1 = this one alone.

    Raises:
        ModelError: a model file is damaged.
    """
    parts = (posts.iloc[start : start + chunk] for start in range(0, len(posts), chunk))
    expect(len(posts))
    wanted = processes if processes is not None else _helpful(len(posts))
    if wanted <= 1:
        yield from (read_posts(part, context) for part in parts)
        return
    yield from _shared(parts, context, wanted)


def _helpful(posts: int) -> int:
    """How many processes help with so many posts; a daemon may have none of its own."""
    if posts < ALONE or multiprocessing.current_process().daemon:
        return 1
    return min(cores(), MOST_PROCESSES)


def _shared(parts: Iterator[pd.DataFrame], context: Context, processes: int) -> Iterator[pd.DataFrame]:
    """Parts read by other processes, in order; at most a few wait, however slow the one who takes them is."""
    waiting: deque[tuple[pd.DataFrame, Future[pd.DataFrame] | None]] = deque()
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=spawn, initializer=_ready, initargs=(context, spawn.Lock()))
    try:
        for part in parts:
            waiting.append((part, _submitted(pool, part)))
            if len(waiting) > 2 * processes:
                yield _result(*waiting.popleft(), context)
        while waiting:
            yield _result(*waiting.popleft(), context)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, part: pd.DataFrame) -> Future[pd.DataFrame] | None:
    with suppress(BrokenProcessPool):
        return pool.submit(_read, part)
    return None


def _result(part: pd.DataFrame, future: Future[pd.DataFrame] | None, context: Context) -> pd.DataFrame:
    """What the other process read; where it was killed (a system short of memory does that), read here."""
    if future is not None:
        with suppress(BrokenProcessPool):
            return future.result()
    return read_posts(part, context)


def _ready(context: Context, turn: AbstractContextManager[Any]) -> None:
    """In a new process: keep the context, leave Ctrl-C to the parent, and get the compiled loops ready."""
    _given[:] = [context]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    expect(ALONE)
    prepare(turn)


def _read(part: pd.DataFrame) -> pd.DataFrame:
    return read_posts(part, _given[0])
