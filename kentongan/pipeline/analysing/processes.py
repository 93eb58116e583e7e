"""Work on parts of a whole with all the processor's cores: the same answers in the same order as one process gives.

On Linux a small server is started, which loads models and places once, while the program still reads its file, and forks
the processes from itself: they share what was loaded, and inherit nothing of an open database or of threads, as they
would if the program forked itself. Elsewhere, and in a program that lives on as the dashboard does, every process is
started afresh.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, TypeVar

Part = TypeVar("Part")
Done = TypeVar("Done")

#: Fewer posts than this are read here, sooner than other processes would have started.
ALONE = 8_000
#: More processes would cost an office PC more memory than they save time.
MOST_PROCESSES = 4
_PRELOADED = "kentongan.pipeline.preloaded"
#: A post in a file of posts, with its address and date.
_BYTES = 400

#: More parts are not begun ahead: they wait in memory.
_MOST_BEGUN = 50

#: In a process of the pool: what it was given when it started.
_given: list[Any] = []


def cores() -> int:
    """Processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def helpful(posts: int) -> int:
    """How many processes help with so many posts; a daemon may have none of its own."""
    if posts < ALONE or multiprocessing.current_process().daemon:
        return 1
    return min(cores(), MOST_PROCESSES)


def posts_in(path: Path) -> int:
    """About how many posts a file may hold, by its size; 0 where it cannot be read."""
    with suppress(OSError):
        return path.stat().st_size // _BYTES
    return 0


def size_of_next(left: int, most: int) -> int:
    """How much of what is left the next part should hold: `most`, and less towards the end, down to a quarter of it.

    So all who work end together, and few parts are small; guided self-scheduling (Polychronopoulos and Kuck, 1987).
    """
    return max(min(most, left // (2 * MOST_PROCESSES)), most // 4, 1)


def get_ready(posts: int) -> None:
    """Begin loading, beside whatever the program does now, where about so many posts are going to be read.

    Worth calling before the program loads anything itself, which takes it as long.
    """
    if helpful(posts) > 1:
        _way()


def _way() -> BaseContext:
    """How processes are started; where a server of them is wanted, it begins to load now.

    The server stays until the program ends, so work in a thread (of a program that serves) has none. Linux only: on
    macOS the system's own libraries do not survive a fork.
    """
    if sys.platform == "linux" and threading.current_thread() is threading.main_thread():
        from multiprocessing.forkserver import ensure_running, set_forkserver_preload

        with suppress(OSError):  # no room for its socket
            set_forkserver_preload([_PRELOADED])
            ensure_running()
            return multiprocessing.get_context("forkserver")
    return multiprocessing.get_context("spawn")


def work_in_order(
    work: Callable[[Any, Part], Done],
    parts: Iterable[Part],
    given: Any,
    *,
    processes: int,
    meanwhile: Callable[[Part], Part] | None = None,
    beside: Callable[[], None] | None = None,
) -> Iterator[Done]:
    """``work(given, part)`` of every part, in their order; at most a few wait, however slow the one who takes them is.

    Args:
        work: a function of a module, so that other processes find it; pure, for a part is worked on again where a
            process was killed.
        parts: what is worked on; taken as it is needed.
        given: what every part needs; carried over once a process.
        processes: how many work at once; 1 = this one alone.
        meanwhile: what this one does to a part itself as long as it waits for the others to start; `work` must give the
            same of a part with and without it.
        beside: what this one does, once, before it takes the first answer, while the others work already.

    Raises:
        Whatever `work` raises, at the part's turn.
    """
    if processes <= 1:
        if beside is not None:
            beside()
        yield from (work(given, part) for part in parts)
        return
    waiting: deque[tuple[Part, Future[Done] | None]] = deque()
    context = _way()
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_ready, initargs=(given,))
    try:
        for part in parts if meanwhile is None else _begun(pool, parts, meanwhile):
            waiting.append((part, _submitted(pool, work, part)))
            if beside is not None and len(waiting) > _MOST_BEGUN:
                beside()
                beside = None
            while beside is None and len(waiting) > 2 * processes:
                yield _result(work, given, *waiting.popleft())
        if beside is not None:
            beside()
        while waiting:
            yield _result(work, given, *waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begun(pool: ProcessPoolExecutor, parts: Iterable[Part], meanwhile: Callable[[Part], Part]) -> Iterator[Part]:
    """The parts; those that come before a process of the pool answers, with `meanwhile` done."""

    def wake() -> None:
        # A pool that is broken answers by its first part.
        with suppress(Exception):
            pool.submit(os.getpid).result()

    waking = threading.Thread(target=wake, daemon=True)
    waking.start()
    parts, begun = iter(parts), deque[Part]()
    while waking.is_alive() and len(begun) < _MOST_BEGUN and (part := next(parts, None)) is not None:
        try:
            begun.append(meanwhile(part))
        except Exception:  # noqa: BLE001 - whatever it is, `work` meets it at the part's turn
            begun.append(part)
    waking.join()
    while begun:
        yield begun.popleft()
    yield from parts


def _submitted(pool: ProcessPoolExecutor, work: Callable[[Any, Part], Done], part: Part) -> Future[Done] | None:
    with suppress(BrokenProcessPool):
        return pool.submit(_do, work, part)
    return None


def _result(work: Callable[[Any, Part], Done], given: Any, part: Part, future: Future[Done] | None) -> Done:
    """What the other process made; where it was killed (a system short of memory does that), made here."""
    if future is not None:
        with suppress(BrokenProcessPool):
            return future.result()
    return work(given, part)


def _ready(given: Any) -> None:
    """In a new process: keep what was given, and leave Ctrl-C to the parent."""
    _given[:] = [given]
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing of what was given, a whole library of fact-checks perhaps, is ever garbage; looking for some takes time.
    gc.freeze()


def _end_with_parent() -> None:
    """A killed program takes its processes with it: they would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(work: Callable[[Any, Part], Done], part: Part) -> Done:
    return work(_given[0], part)
