"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
# Elsewhere when the repository is checked out in another place, as a second working tree is.
SHARED = Path(os.environ.get("KENTONGAN_SHARED_DATA") or BESIDE)


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
