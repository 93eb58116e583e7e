"""Reading with several processes gives what one process gives, in the same order, whatever happens to them."""

from __future__ import annotations

import multiprocessing
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pandas as pd
import pytest

from analysis.frame import posts_frame
from analysis.gazetteer import Gazetteer
from analysis.steps import GIVES, STEPS, Context, Step, read_posts
from kentongan.core.office import Office
from kentongan.pipeline import processes, reading

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
    assert [len(part) for part in parts] == [20, 20, 20, 20, 10]
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
