"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
# Elsewhere when the repository is checked out in another place, as a second working tree is.
SHARED = Path(os.environ.get("KENTONGAN_SHARED_DATA") or BESIDE)

TOGETHER = {
    "the dashboard": ("tests/web/test_",),
    "fifteen days": ("tests/app/test_drafts.py", "tests/app/test_officer_checks.py", "tests/app/test_planted_truth.py"),
}
"""Files whose tests one process runs: they look at the same office."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object | None:
    """With `--dist loadfile`, one process also runs all files that share a fixture of ten seconds."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::", 1)[0]
            return next((group for group, files in TOGETHER.items() if file.startswith(files)), file)

    return Together(config, log)  # type: ignore[arg-type]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave what would make the ordinary run longer than five minutes to those who ask for it."""
    if os.environ.get("KENTONGAN_MORE") == "1":
        return
    for item in items:
        if item.get_closest_marker("more"):
            item.add_marker(pytest.mark.skip(reason="beyond the ordinary five minutes; set KENTONGAN_MORE=1"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of measuring data beside the repository; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("measuring data is not here: put the shared folder beside the repository to run this test")
    return SHARED
