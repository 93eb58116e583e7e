"""The wheel holds what the checkout holds: four packages, every module, every data file."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("kentongan", "collectors", "analysis", "reports")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], cwd=ROOT, check=True)
    return next(out.glob("*.whl"))


def test_the_wheel_has_the_four_packages_and_nothing_else(wheel: Path) -> None:
    """No test, script or note slips into the installation."""
    tops = {entry.split("/")[0] for entry in zipfile.ZipFile(wheel).namelist()}

    assert {*ROOMS} == {t for t in tops if not t.endswith(".dist-info")}


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    """A data file that stayed behind would fail only on users' machines."""
    held = set(zipfile.ZipFile(wheel).namelist())
    missing = [
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.relative_to(ROOT).as_posix() not in held
    ]

    assert missing == []


def test_the_wheel_passes_its_own_check(wheel: Path) -> None:
    """check-wheel-contents finds neither strange top names nor forgotten files."""
    command = [str(Path(sys.executable).parent / "check-wheel-contents"), "--toplevel", ",".join(ROOMS), str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
