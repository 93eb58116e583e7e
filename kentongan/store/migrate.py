"""Bring a database to this version's shape, or say why that cannot be.

The steps are Alembic revisions, numbered modules in `migrations/versions` that are shipped with the package. A step
runs inside one writing transaction together with its mark, so that a kill leaves the old shape or the new one. Alembic
is imported only when there is something to do.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.errors import SchemaTooNew, StoreBusy, StoreError
from kentongan.core.messages import Say
from kentongan.store import failures
from kentongan.store.connections import MARK, Database

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0012"


def prepare(database: Database) -> None:
    """Make or update the tables; nothing happens when they are as they should be.

    Raises:
        SchemaTooNew: a newer Kentongan made the database.
        StoreError: not ours, or opened read-only while it needs an update.
    """
    with database.reading() as connection:
        revision = _revision(connection, database)
    if revision == HEAD:
        return
    if database.read_only:
        raise StoreError(
            Say(
                f"Basis data {database.name} belum disiapkan untuk versi ini.",
                f"The database {database.name} is not prepared for this version.",
            ),
            Say("Jalankan sekali `kentongan daily` dengan hak tulis.", "Run `kentongan daily` once with write access."),
        )
    if database.is_sqlite:
        _use_wal(database)
    with database.writing() as connection:
        if _revision(connection, database) != HEAD:  # another process may have been faster
            from alembic import command

            command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for our steps, bound to an open connection."""
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection, database: Database) -> str:
    """The revision the database is at, "" for an empty one."""
    tables = set(sa.inspect(connection).get_table_names())
    marked = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == MARK if database.is_sqlite else True
    if "alembic_version" not in tables:
        if database.is_sqlite and tables:
            raise failures.foreign(database.name)
        return ""
    revision = str(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or "")
    if not marked:
        raise failures.foreign(database.name)
    if revision > HEAD:
        raise SchemaTooNew(
            Say(
                f"Basis data {database.name} dibuat oleh Kentongan yang lebih baru (skema {revision}, di sini {HEAD}).",
                f"The database {database.name} was made by a newer Kentongan (schema {revision}, here {HEAD}).",
            ),
            Say("Perbarui Kentongan di komputer ini.", "Update Kentongan on this computer."),
        )
    return revision


def _use_wal(database: Database) -> None:
    """Write-ahead logging: readers never wait for the writer. Persistent, so it is set once.

    SQLite does not wait for its own busy timeout here, hence the loop.
    """
    give_up = time.monotonic() + database.busy_seconds
    while True:
        try:
            with failures.translated(database.name), database.engine.connect() as connection:
                driver = connection.connection.driver_connection
                if driver is not None:
                    driver.execute("PRAGMA journal_mode=WAL")
        except StoreBusy:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)
        else:
            return
