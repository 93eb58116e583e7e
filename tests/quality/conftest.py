"""The scripts of `benchmarks`, which is no package: floors are measured with what prints the figures."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


def _script(name: str) -> ModuleType:
    """A script by its name, loaded once; what it adds to the search path is taken back."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        before = list(sys.path)
        spec.loader.exec_module(sys.modules[name])
        sys.path[:] = before
    return sys.modules[name]


@pytest.fixture(scope="session")
def script() -> Callable[[str], ModuleType]:
    """What loads a script."""
    return _script
