"""Fixtures of the reports' tests: the days that reports are made of, and the stored outputs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

# importlib mode gives test files no package; the factory's modules beside them are found by this folder.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def days() -> ModuleType:
    """The factory: `days.example_day()`, `days.empty_day()`, `days.heavy_day()`, `days.hostile_day()`."""
    import day_factory

    return day_factory


@pytest.fixture(scope="session")
def golden() -> Callable[[str, str], None]:
    """Compares a text with its stored copy; `KENTONGAN_UPDATE_GOLDEN=1` stores it anew, to be reviewed as a change."""
    folder = Path(__file__).parents[1] / "golden" / "reports"

    def check(name: str, text: str) -> None:
        stored = folder / name
        if os.environ.get("KENTONGAN_UPDATE_GOLDEN"):
            folder.mkdir(parents=True, exist_ok=True)
            stored.write_text(text, encoding="utf-8", newline="\n")
        assert stored.is_file(), f"{name} is not stored yet: run once with KENTONGAN_UPDATE_GOLDEN=1 and review it"
        assert text == stored.read_text(encoding="utf-8")

    return check
