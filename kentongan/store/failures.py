"""What a database driver complains of, as one plain line for a person."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kentongan.core.errors import StoreBusy, StoreError, StoreFull, StoreReadOnly
from kentongan.core.messages import Say

# Extended SQLite codes of a write that the system refused: quota, file size limit, a full network disk.
_REFUSED_WRITES = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE}

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}  # Windows knows no EDQUOT


def busy(where: str) -> StoreBusy:
    """Somebody else writes."""
    return StoreBusy(
        Say(f"Basis data {where} sedang ditulis oleh proses lain.", f"Another process is writing to {where}."),
        Say("Tunggu sampai perintah itu selesai, lalu ulangi.", "Wait until it has finished, then try again."),
    )


def read_only(where: str) -> StoreReadOnly:
    """The folder, the file or the account does not allow writing."""
    return StoreReadOnly(
        Say(f"{where} tidak dapat ditulis.", f"{where} cannot be written."),
        Say(
            "Beri hak tulis pada folder dan berkas itu, atau pilih folder data lain.",
            "Give yourself write access to that folder and file, or choose another data folder.",
        ),
    )


def full(where: str) -> StoreFull:
    """No room: disk, quota or file size limit."""
    return StoreFull(
        Say(
            f"Ruang disk untuk {where} habis; langkah ini dibatalkan, data sebelumnya tetap utuh.",
            f"There is no disk space left for {where}; this step was undone, earlier data is intact.",
        ),
        Say("Kosongkan ruang disk atau kuota, lalu ulangi.", "Free some disk space or quota, then try again."),
    )


def foreign(where: str) -> StoreError:
    """A file that is no database, or another program's."""
    return StoreError(
        Say(f"{where} bukan basis data Kentongan.", f"{where} is not a Kentongan database."),
        Say(
            "Pindahkan berkas itu atau pilih nama lain; Kentongan tidak mengubahnya.",
            "Move that file away or choose another name; Kentongan has not changed it.",
        ),
    )


def damaged(where: str) -> StoreError:
    """A database file with broken pages."""
    return StoreError(
        Say(f"Berkas basis data {where} rusak.", f"The database file {where} is damaged."),
        Say("Pulihkan berkas itu dari cadangan terakhir.", "Restore the file from the last backup."),
    )


def unusable(where: str, detail: object) -> StoreError:
    """Anything else; the driver's own words stand in brackets."""
    words = " ".join(str(detail).split())[:200]
    return StoreError(
        Say(f"Basis data {where} tidak dapat dipakai ({words}).", f"The database {where} cannot be used ({words})."),
        Say(
            "Periksa alamat basis data dan jalankan `kentongan doctor`.",
            "Check the database address and run `kentongan doctor`.",
        ),
    )


def _from_sqlite(error: sqlite3.Error, where: str) -> StoreError:
    extended: int = getattr(error, "sqlite_errorcode", 0) or 0
    if extended in _REFUSED_WRITES:
        return full(where)
    makers = {
        sqlite3.SQLITE_BUSY: busy,
        sqlite3.SQLITE_LOCKED: busy,
        sqlite3.SQLITE_READONLY: read_only,
        sqlite3.SQLITE_PERM: read_only,
        sqlite3.SQLITE_FULL: full,
        sqlite3.SQLITE_NOTADB: foreign,
        sqlite3.SQLITE_CORRUPT: damaged,
    }
    maker = makers.get(extended & 0xFF)
    return maker(where) if maker else unusable(where, error)


def _from_postgres(error: BaseException, where: str) -> StoreError:
    """By SQLSTATE (PostgreSQL manual, appendix A)."""
    makers = {
        "55P03": busy,  # lock_not_available
        "40P01": busy,  # deadlock_detected
        "40001": busy,  # serialization_failure
        "25006": read_only,  # read_only_sql_transaction
        "42501": read_only,  # insufficient_privilege
        "53100": full,  # disk_full
        "XX001": damaged,  # data_corrupted
        "XX002": damaged,  # index_corrupted
    }
    maker = makers.get(getattr(error, "sqlstate", None) or "")
    return maker(where) if maker else unusable(where, error)


def store_error(error: BaseException, where: str) -> StoreError:
    """The error of our tree for a driver's error.

    Args:
        error: what the driver raised.
        where: the file, or the server's address without its password.
    """
    return _from_sqlite(error, where) if isinstance(error, sqlite3.Error) else _from_postgres(error, where)


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Drivers' errors inside leave as StoreError, with the original as `__cause__`; all others pass."""
    try:
        yield
    except PoolTimeout as error:
        raise busy(where) from error
    except DBAPIError as error:
        raise store_error(error.orig or error, where) from error
    except sqlite3.Error as error:
        raise store_error(error, where) from error


def file_error(error: OSError, where: str) -> StoreError:
    """The error of our tree for what the operating system said about a file or folder."""
    if error.errno in _NO_ROOM:
        return full(where)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(where)
    return unusable(where, error.strerror or error)


def missing(where: str) -> StoreError:
    """To be read, but not there."""
    return StoreError(
        Say(f"Basis data {where} belum ada.", f"There is no database {where} yet."),
        Say(
            "Jalankan `kentongan daily` lebih dahulu, atau periksa alamatnya.",
            "Run `kentongan daily` first, or check the address.",
        ),
    )
