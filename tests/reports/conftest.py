"""Fixtures of the reports' tests: the days that reports are made of.

importlib mode gives test files no package, so the factory beside them is loaded by its path.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _load(name: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def days() -> ModuleType:
    """The factory: `days.example_day()`, `days.empty_day()`, `days.heavy_day()`, `days.hostile_day()`."""
    return _load("day_factory")


@pytest.fixture(scope="session")
def golden() -> Path:
    """Folder of the stored outputs; `KENTONGAN_UPDATE_GOLDEN=1` writes them anew."""
    return Path(__file__).parents[1] / "golden" / "reports"
