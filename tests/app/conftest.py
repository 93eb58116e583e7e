"""Fixtures of the application's tests: desks to work at, and the sample day."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

# importlib mode gives test files no package; the modules beside them are found by this folder.
sys.path.insert(0, str(Path(__file__).parent))

from office_desk import DAY, SAMPLE, SAMPLE_FILES, Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk of the sample regency."""
    return make_desk(tmp_path / "meja")


@pytest.fixture(scope="session")
def sample_files() -> Sequence[Path]:
    """The sample day as files to import: feeds saved to disk, social posts, complaints, a chat."""
    return [*sorted((SAMPLE / "media").glob("*.xml")), *(SAMPLE / name for name in SAMPLE_FILES)]


@pytest.fixture(scope="session")
def finished_desk(tmp_path_factory: pytest.TempPathFactory, sample_files: Sequence[Path]) -> Desk:
    """A desk after the whole day's work: imported, analysed, reported. Copy it before changing it."""
    desk = make_desk(tmp_path_factory.mktemp("selesai"))
    for words in (("import", *sample_files), ("analyse", "--day", DAY), ("report", "--day", DAY)):
        said = desk.call(*words)
        assert said.code == 0, said.err
    return desk


@pytest.fixture
def done(finished_desk: Desk, tmp_path: Path) -> Desk:
    """A copy of the finished desk that a test may change."""
    return finished_desk.copy(tmp_path / "meja")


@pytest.fixture(scope="session")
def desk_maker() -> Callable[..., Desk]:
    """Makes desks."""
    return make_desk
