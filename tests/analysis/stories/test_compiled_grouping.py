"""Grouping with compiled loops and without: the same neighbours, scores and groups."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("numba", reason="loops are compiled where kentongan[cepat] is installed")

from analysis.issues.grouping_index import GroupingIndex
from analysis.stories import attachment as story_attachment
from analysis.stories import centroids as story_centroids
from analysis.stories import neighbour_loops, neighbours, pair_loops
from analysis.stories.features import Weighted, hash_terms, lead_texts, tfidf
from analysis.stories.neighbours import Edges, nearest

GENERATOR = Path(__file__).resolve().parents[3] / "benchmarks" / "grouping_made.py"
MODULES = (neighbours, story_attachment, story_centroids)
DAY = 86_400


@cache
def _stream(posts: int) -> pd.DataFrame:
    """The made week that benchmarks measure on, in another size."""
    spec = importlib.util.spec_from_file_location("grouping_made", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    frame: pd.DataFrame = made.week(posts, 1)[0]
    return frame


@cache
def _weighted() -> Weighted:
    return tfidf(hash_terms(lead_texts(_stream(600))))


def _switch(patched: pytest.MonkeyPatch, *, compiled: bool) -> None:
    for module in MODULES:
        patched.setattr(module, "worth", lambda *_: compiled)


def _edges(patched: pytest.MonkeyPatch, dated: int, *, compiled: bool) -> Edges:
    _switch(patched, compiled=compiled)
    seconds = np.sort(_stream(600)["published_at"].dt.as_unit("s").astype("int64").to_numpy())
    windows = np.where(np.arange(600) % 7 == 0, 3 * DAY, 2 * DAY)
    return nearest(_weighted(), seconds, dated, windows, np.array([40, 3]))


def _scores(edges: Edges) -> pd.DataFrame:
    keys = pd.MultiIndex.from_arrays([edges.rows, edges.columns])
    return pd.DataFrame({"cosine": edges.cosine, "evidence": edges.evidence}, index=keys).sort_index()


@pytest.mark.parametrize("dated", [600, 540])
def test_the_same_neighbours_and_scores(monkeypatch: pytest.MonkeyPatch, dated: int) -> None:
    """But for ties at the end of a list, which few have; undated rows are compared with all."""
    monkeypatch.setattr(neighbour_loops.nearest_within, "__kwdefaults__", {"cell": 90})
    one, other = (_scores(_edges(monkeypatch, dated, compiled=compiled)) for compiled in (False, True))
    both = one.index.intersection(other.index)
    assert len(both) > 1000
    assert len(both) > 0.99 * max(len(one), len(other))
    assert np.allclose(one.loc[both], other.loc[both], atol=1e-4)


def test_nearest_are_found_whatever_the_cells() -> None:
    rows = _weighted().rows
    low, high = np.arange(600) // 2, np.minimum(np.arange(600) + 250, 600)
    small, large = (neighbour_loops.nearest_within(rows, low, high, 580, 5, 0.1, cell=size) for size in (37, 600))
    assert all(map(np.array_equal, small, large))
    products = (rows @ rows.T).toarray()
    np.fill_diagonal(products, 0)
    columns = np.arange(600)
    products[~((columns >= low[:, None]) & (columns < high[:, None]) | (columns >= 580))] = 0
    best = -np.sort(-products, axis=1)[:, :5]
    assert np.allclose(np.sort(best[best >= 0.1]), np.sort(small[2]), atol=1e-6)


def test_the_largest_products_with_another_matrix() -> None:
    rows = _weighted().rows
    found = neighbour_loops.largest_by_cells(rows[:50], rows[50:], 4, 0.1, cell=64)
    plain = neighbours.largest_products(rows[:50], rows[50:], 4, 0.1)
    assert np.array_equal(found[0], plain[0])
    assert np.allclose(found[2], plain[2], atol=1e-6)


def test_pairs_by_loop_and_by_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _weighted().rows
    chance = np.random.default_rng(1)
    one, other = np.sort(chance.integers(0, 600, 2000)), chance.integers(0, 600, 2000)
    _switch(monkeypatch, compiled=False)
    assert np.allclose(story_centroids.paired(rows, rows, one, other), pair_loops.dots(rows, rows, one, other))
    looked_up = story_attachment.looked_up(rows, rows.copy(), one, other)
    assert np.allclose(looked_up, pair_loops.looked_up_sums(rows, rows, one, other))


def test_a_loop_says_the_same_uncompiled() -> None:
    rows = _weighted().rows[:40]
    starts, terms, values = pair_loops.plain_arrays(rows)
    one, other = np.repeat(np.arange(40, dtype=np.int32), 3), np.tile(np.arange(40, dtype=np.int32), 3)
    found = np.zeros((2, 120), dtype=np.float32)
    arguments: tuple[Any, ...] = (starts, terms, values, starts, terms, values, rows.shape[1], one, other, 0, 120)
    pair_loops._dots.plain(*arguments, found[0])
    pair_loops._dots(*arguments, found[1])
    assert np.array_equal(found[0], found[1])
    assert found.any()


def test_the_same_stories_and_issues(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream and what joins it; a tie may fall otherwise."""
    posts = _stream(1500)
    found = []
    for compiled in (False, True):
        _switch(monkeypatch, compiled=compiled)
        index = GroupingIndex(posts.iloc[:1300])
        index.add(posts.iloc[1300:])
        found.append(index.columns())
    one, other = found
    assert one["copy_group"].equals(other["copy_group"])
    for level in ("story", "issue"):
        assert (one[level] == other[level]).mean() > 0.98
    assert len(set(one["story"])) < 1300
