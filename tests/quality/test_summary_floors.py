"""Summaries against references of real articles: above the first three sentences, and not below what was measured."""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

_HERE = Path(__file__).parent
#: Means on the later half less one point (`docs/accuracy-summaries.md`): ROUGE-1, -2, -L.
FLOORS = (31.2, 10.3, 21.2)


@cache
def bench() -> ModuleType:
    """The script that measures; `benchmarks` is no package."""
    name = "summary_rouge"
    spec = importlib.util.spec_from_file_location(name, _HERE.parents[1] / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_rouge_counts_as_published() -> None:
    """Worked by hand: five of six words, three of five pairs, a common row of five; nothing in common; the same."""
    wanted, given = "the cat sat on the mat", "the cat lay on the mat"
    assert bench().rouge(wanted, given) == pytest.approx((5 / 6, 3 / 5, 5 / 6))
    assert bench().rouge(wanted, "ikan") == (0.0, 0.0, 0.0)
    assert bench().rouge(wanted, wanted) == (1.0, 1.0, 1.0)


def test_what_is_said_twice_is_counted() -> None:
    """A summary that repeats itself is all redundancy in its second half."""
    assert bench().redundancy(["Banjir merendam rumah warga.", "Banjir merendam rumah warga."]) == 0.5
    assert bench().redundancy(["Banjir merendam rumah warga."]) == 0.0


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("KENTONGAN_FLOORS") != "1", reason="227 articles: KENTONGAN_FLOORS=1")
def test_summaries_are_above_the_first_three_sentences(shared_data: Path) -> None:
    """In the same run, and not below their floors."""
    assert shared_data.is_dir()
    found = bench().articles("final")
    ours, lead = [], []
    for article in found:
        ours.append(bench().rouge(article.reference, " ".join(bench().ours(article))))
        lead.append(bench().rouge(article.reference, " ".join(bench().lead(article, 3))))
    for column, floor in enumerate(FLOORS):
        mine, theirs = (100 * sum(row[column] for row in rows) / len(found) for rows in (ours, lead))
        assert mine > theirs
        assert mine >= floor
