"""Reading with several processes gives what one process gives, in the same order, whatever happens to them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.frame import posts_frame
from analysis.places.gazetteer import Gazetteer
from analysis.steps import GIVES, STEPS, Context, Step, read_posts
from kentongan.core.office import Office
from kentongan.pipeline.analysing import processes, reading

TEXTS = (
    "Jalan di Kecamatan Leles rusak parah, tolong Bupati",
    "Terima kasih dinas kesehatan",
    "sebarkan! gempa besar",
    "",
)


@pytest.fixture(scope="module")
def posts() -> pd.DataFrame:
    """Ninety posts with an index of their own."""
    frame = posts_frame({"text": f"{TEXTS[n % 4]} {n}", "id": str(n)} for n in range(90))
    return frame.set_index(pd.RangeIndex(1000, 1090))


@pytest.fixture(scope="module")
def context() -> Context:
    """An office of Garut."""
    return Context(Office(agency="Pemkab Garut", short="Garut", region="32.05"), Gazetteer.load())


@pytest.mark.more
def test_several_processes_read_as_one_does(posts: pd.DataFrame, context: Context) -> None:
    """Two processes, chunks of unequal size."""
    parts = list(reading.read_in_order(posts, context, chunk=20, processes=2))
    assert [len(part) for part in parts] == [11, 9, 8, 7, 6, 6, *[5] * 8, 3]
    pd.testing.assert_frame_equal(pd.concat(parts), read_posts(posts, context))


def test_a_killed_process_costs_no_post(posts: pd.DataFrame, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool that takes nothing any more."""

    class Killed:
        def submit(self, *_: object) -> object:
            raise BrokenProcessPool

        def shutdown(self, **_: object) -> None: ...

    monkeypatch.setattr(processes, "ProcessPoolExecutor", lambda *_, **__: Killed())
    parts = list(reading.read_in_order(posts, context, chunk=40, processes=2))
    pd.testing.assert_frame_equal(pd.concat(parts), read_posts(posts, context))


def test_processes_killed_in_the_middle_cost_no_post(posts: pd.DataFrame, context: Context) -> None:
    """Real processes, really killed."""
    read = reading.read_in_order(posts, context, chunk=10, processes=2)
    parts = [next(read)]
    for child in multiprocessing.active_children():
        child.kill()
    parts += list(read)
    pd.testing.assert_frame_equal(pd.concat(parts), read_posts(posts, context))


def test_parts_begun_while_processes_start_give_the_same() -> None:
    """What this process does first, or fails to do, changes nothing of the answers and their order."""
    begun: list[str] = []

    def meanwhile(part: str) -> str:
        begun.append(part)
        if len(begun) == 2:
            raise ValueError(part)
        return part.lower()

    parts = [f"Part {n}" for n in range(40)]
    done = list(processes.work_in_order(_lower, parts, None, processes=2, meanwhile=meanwhile))
    assert done == [part.lower() for part in parts]
    assert begun
    assert begun == parts[: len(begun)]


@pytest.mark.parametrize(("count", "several"), [(0, 2), (3, 1), (300, 2)])
def test_what_is_done_beside_is_done_once_before_the_first_answer(count: int, several: int) -> None:
    """With few parts, with more than are dealt out ahead, and with none."""
    done: list[int] = []
    parts = [f"Part {n}" for n in range(count)]
    answers = processes.work_in_order(_lower, parts, None, processes=several, beside=lambda: done.append(len(got)))
    got: list[str] = []
    got += answers
    assert done == [0]
    assert got == [part.lower() for part in parts]


def _lower(_: object, part: str) -> str:
    return part.lower()


@pytest.mark.more
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_a_killed_program_leaves_no_process_behind() -> None:
    """Whoever kills the program, a system short of memory for one, need not look for others."""
    script = """
import os, sys, time
from kentongan.pipeline.analysing.processes import work_in_order
from tests_work import whoami
for pid in work_in_order(whoami, range(100), None, processes=2):
    print(pid, flush=True)
    time.sleep(0.2)
"""
    folder = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as name:
        Path(name, "tests_work.py").write_text("import os\ndef whoami(given, part):\n    return os.getpid()\n", "utf-8")
        paths = os.pathsep.join((str(folder), name))
        with subprocess.Popen(
            [sys.executable, "-c", script], cwd=name, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.PIPE
        ) as program:
            assert program.stdout is not None
            worker = int(program.stdout.readline())
            program.kill()
            program.wait()
    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the process is still there")


def test_few_posts_and_no_posts_are_read_here(posts: pd.DataFrame, context: Context) -> None:
    """No process is started for a handful."""
    assert list(reading.read_in_order(posts.iloc[:0], context)) == []
    assert list(read_posts(posts.iloc[:0], context).columns) == list(GIVES)
    assert len(list(reading.read_in_order(posts, context))) == 1


def test_posts_of_the_same_words_are_read_once(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forwarded texts read as each alone would; what looks at the address still sees every post."""
    rows = [
        {"text": TEXTS[n % 3], "url": f"https://warta.contoh.id/{n}", "kind": "news" if n == 5 else "social"}
        for n in range(8)
    ]
    posts = posts_frame(rows).set_index(pd.RangeIndex(50, 58))
    seen: dict[str, int] = {}

    def counted(step: Step) -> Step:
        def run(part: pd.DataFrame, *rest: object) -> pd.DataFrame:
            seen[step.name] = len(part)
            return step.run(part, *rest)  # type: ignore[arg-type]

        return replace(step, run=run)

    together = read_posts(posts, context, [counted(step) for step in STEPS])
    assert (seen["tone"], seen["verification"]) == (4, 8)
    pd.testing.assert_frame_equal(together, pd.concat([read_posts(posts.loc[[n]], context) for n in posts.index]))
