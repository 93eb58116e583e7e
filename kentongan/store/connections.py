"""The way to the database: addresses, engines, and one transaction at a time for writing."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from kentongan.core.errors import StoreError
from kentongan.core.messages import Say
from kentongan.store import failures

# "Kntg": marks the file as ours (SQLite's application_id) and names the writers' lock on PostgreSQL.
MARK = 0x4B6E7467

_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=NORMAL",  # with WAL: a kill loses nothing, a power cut at most the last commits
    "cache_size=-65536",  # KiB
    "temp_store=MEMORY",
    "journal_size_limit=67108864",  # bytes the log may keep after a large import
)


def address_of(url_or_path: str) -> URL:
    """A database address from what a person wrote: a file's path, `sqlite:///…` or `postgresql://…`.

    Raises:
        StoreError: another kind of database, or no address at all.
    """
    text = url_or_path.strip()
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser()))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise _wrong_address("?") from error
    kind = url.get_backend_name()
    if kind == "postgres":
        kind = "postgresql"
    if kind not in ("sqlite", "postgresql") or (kind == "sqlite" and not url.database):
        raise _wrong_address(kind)
    return url.set(drivername="postgresql+psycopg" if kind == "postgresql" else "sqlite")


def _wrong_address(kind: str) -> StoreError:
    return StoreError(
        Say(f"Alamat basis data jenis “{kind}” tidak dikenal.", f"Unknown kind of database address: “{kind}”."),
        Say(
            "Tulis nama berkas (kentongan.db) atau postgresql://pengguna@server/basisdata.",
            "Give a file name (kentongan.db) or postgresql://user@server/database.",
        ),
    )


class Database:
    """An engine, and the two ways of using it: `reading` and `writing`.

    Args:
        url: where it is (`address_of`).
        read_only: refuse to write.
        busy_seconds: how long to wait for another writer before StoreBusy.
    """

    def __init__(self, url: URL, *, read_only: bool, busy_seconds: float) -> None:
        self.url = url
        self.read_only = read_only
        self.busy_seconds = busy_seconds
        self.name = str(url.database) if self.is_sqlite else url.render_as_string(hide_password=True)
        self._current = threading.local()
        try:
            self.engine = self._sqlite_engine() if self.is_sqlite else self._postgres_engine()
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            raise StoreError(
                Say("Penggerak PostgreSQL belum terpasang.", "The PostgreSQL driver is not installed."),
                Say("Pasang kentongan[postgres], lalu ulangi.", "Install kentongan[postgres], then try again."),
            ) from error

    @property
    def is_sqlite(self) -> bool:
        """SQLite, not PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"

    def _sqlite_engine(self) -> Engine:
        path = Path(str(self.url.database))
        address, uri = str(path), self.read_only
        if self.read_only:
            # In a folder that cannot be written, SQLite can only read a WAL file that it may take for frozen.
            frozen = "&immutable=1" if not _is_writable(path.parent) and not Path(f"{path}-wal").exists() else ""
            address = f"file:{quote(str(path.absolute()))}?mode=ro{frozen}"

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                address,
                uri=uri,
                timeout=self.busy_seconds,
                check_same_thread=False,  # the pool hands a connection to one thread at a time
                isolation_level=None,  # we say BEGIN ourselves, so that DDL is in the transaction too
            )
            try:
                for pragma in _PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # is it a database at all?
            except BaseException:
                connection.close()
                raise
            return connection

        engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.QueuePool)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            writing = connection.get_execution_options().get("kentongan_writing", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

        return engine

    def _postgres_engine(self) -> Engine:
        engine = sa.create_engine(
            self.url, pool_pre_ping=True, connect_args={"connect_timeout": max(1, round(self.busy_seconds))}
        )
        return engine.execution_options(postgresql_readonly=True) if self.read_only else engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with: the writing transaction of this thread if there is one, else one of its own."""
        current: Connection | None = getattr(self._current, "connection", None)
        with failures.translated(self.name):
            if current is not None:
                yield current
            else:
                with self.engine.connect() as connection:
                    yield connection

    @contextmanager
    def writing(self, *, at_once: bool = False) -> Iterator[Connection]:
        """The one writing transaction: all of it or nothing; inside another one, a part of that.

        One writer at a time on both dialects (BEGIN IMMEDIATE, or an advisory lock), so that looking first and writing
        then is safe. `at_once`: do not wait for another writer. Raises StoreBusy, StoreReadOnly, StoreFull, StoreError.
        """
        current: Connection | None = getattr(self._current, "connection", None)
        if self.read_only:
            raise failures.read_only(self.name)
        with failures.translated(self.name):
            if current is not None:
                yield current
                return
            patience = 0.0 if at_once else self.busy_seconds
            with (
                self.engine.connect().execution_options(kentongan_writing=True) as connection,
                self._begun(connection, patience),
            ):
                if not self.is_sqlite:
                    milliseconds = max(1, round(patience * 1000))
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MARK})")
                self._current.connection = connection
                try:
                    yield connection
                finally:
                    self._current.connection = None

    @contextmanager
    def _begun(self, connection: Connection, patience: float) -> Iterator[None]:
        """A transaction, waited for at most so many seconds; PostgreSQL is told its patience inside."""
        driver = connection.connection.driver_connection if self.is_sqlite and patience != self.busy_seconds else None
        if driver is None:
            with connection.begin():
                yield
            return
        driver.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
        try:
            with connection.begin():
                yield
        finally:
            driver.execute(f"PRAGMA busy_timeout = {round(self.busy_seconds * 1000)}")

    def close(self) -> None:
        """Give all connections back; the last one folds SQLite's WAL into the file."""
        self.engine.dispose()


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)
