"""Fixtures of the application's tests: desks to work at, and the sample day."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

# importlib mode gives test files no package; the modules beside them are found by this folder.
sys.path.insert(0, str(Path(__file__).parent))

from office_desk import DAY, SAMPLE, SAMPLE_FILES, Desk, make_desk
from planted import CUT_OFF, DAYS, Found, look, open_at

from kentongan.pipeline.analysing import analyse as analysing
from kentongan.pipeline.demo import fill


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


@pytest.fixture(scope="session")
def workspace_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's posts, read once."""
    folder = tmp_path_factory.mktemp("kebenaran")
    for name in ("kentongan.toml", "wilayah.csv"):
        shutil.copyfile(SAMPLE / name, folder / name)
    with open_at(folder, CUT_OFF) as workspace:
        fill(workspace, SAMPLE)
    return folder


@pytest.fixture(scope="session")
def found(workspace_folder: Path) -> Found:
    """The day of the report, all posts at once."""
    with open_at(workspace_folder, CUT_OFF) as workspace:
        return look(workspace, CUT_OFF.date().isoformat())


@pytest.fixture(scope="session")
def daily_folder(workspace_folder: Path, tmp_path_factory: pytest.TempPathFactory, found: Found) -> Path:
    """A copy of it for the work of two weeks; what was read once stays read. Copy it before changing it."""
    assert found.posts
    folder = tmp_path_factory.mktemp("harian") / "meja"
    shutil.copytree(workspace_folder, folder)
    return folder


@pytest.fixture(scope="session")
def by_day(daily_folder: Path, found: Found) -> dict[str, Found]:
    """The same two weeks day by day, each with what was known before."""
    assert found.posts
    days = {}
    for back in range(DAYS - 1, -1, -1):
        moment = CUT_OFF - timedelta(days=back)
        day = moment.date().isoformat()
        with open_at(daily_folder, moment) as workspace:
            days[day] = look(workspace, day)
            with workspace.store.writing():
                workspace.store.issues.save(tuple(days[day].known.values()), moment)
                found = days[day].findings
                workspace.store.issues.put_day(day, [analysing.issue_day(view, found) for view in found.issues()])
    return days
