"""Compiled loops: off without numba or when switched off, and the same function when on."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.speed import compiled


def squares(values: np.ndarray) -> float:
    total = 0.0
    for value in values:
        total += value * value
    return total


def test_few_rows_never_load_numba() -> None:
    assert not compiled.worth(compiled.MANY - 1)


def test_many_rows_that_are_announced_count_from_the_first_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_installed", lambda: True)
    monkeypatch.setattr(compiled, "_expected", [])
    compiled.expect(compiled.MANY - 1)
    assert not compiled.worth(10)
    compiled.expect(compiled.MANY)
    assert compiled.worth(10)


def test_the_switch_leaves_an_installed_numba_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_installed", lambda: True)
    assert compiled.worth(compiled.MANY)
    monkeypatch.setenv(compiled.SWITCH, "0")
    assert not compiled.worth(compiled.MANY)


def test_a_loop_is_the_function_it_was_written_as() -> None:
    pytest.importorskip("numba", reason="loops are compiled where kentongan[cepat] is installed")
    loop = compiled.Loop(squares)
    assert loop(np.arange(4.0)) == loop.plain(np.arange(4.0)) == 14.0
