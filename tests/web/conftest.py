"""Fixtures of the dashboard's tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from dashboard import OpenOffice, build_office, opened


@pytest.fixture(scope="session")
def built_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The settings of an office whose sample day was analysed; copy it before changing it."""
    return build_office(tmp_path_factory.mktemp("kantor"))


@pytest.fixture(scope="module")
def office(built_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenOffice]:
    """An open office shared by the tests of one file: look, and change only what no other test looks at."""
    with opened(built_office, tmp_path_factory.mktemp("dasbor") / "kantor") as found:
        yield found


@pytest.fixture
def own_office(built_office: Path, tmp_path: Path) -> Iterator[OpenOffice]:
    """An open office of the test's own."""
    with opened(built_office, tmp_path / "kantor") as found:
        yield found


@pytest.fixture
def provider() -> Iterator[Any]:
    """A provider in which Sari is logged in."""
    pytest.importorskip("joserfc", reason="pip install joserfc, then run this file again")
    from identity_server import providing
    from login_ways import SARI

    with providing(**SARI) as running:
        yield running


@pytest.fixture
def desk(own_office: OpenOffice, provider: Any) -> OpenOffice:
    """An office whose people come in through the provider."""
    from identity_server import behind

    behind(own_office, provider)
    return own_office
