"""The office's secret for pseudonyms: a file beside the database, never in it."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from kentongan.core.errors import StoreError
from kentongan.core.messages import Say
from kentongan.store import failures

FILE_NAME = "kantor.kunci"
KEY_BYTES = 32


def office_key(folder: Path) -> bytes:
    """The office's 32 random bytes; made on first use, readable by this user only.

    The file comes into being whole or not at all, and never takes the place of another: of two processes that start
    together one makes it and both read it. Keep a copy of it: without it new pseudonyms no longer match old ones.

    Raises:
        StoreReadOnly, StoreFull: it cannot be made.
        StoreError: it cannot be read, or is too short to be a key.
    """
    path = folder / FILE_NAME
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _make(path)
    except OSError as error:
        raise failures.file_error(error, str(path)) from error
    try:
        key = path.read_bytes()
    except OSError as error:
        raise StoreError(
            Say(f"Kunci kantor {path} tidak dapat dibaca.", f"The office key {path} cannot be read."),
            Say(
                "Jalankan sebagai pengguna pemilik berkas itu, atau perbaiki hak bacanya.",
                "Run as the user who owns that file, or give yourself read access.",
            ),
        ) from error
    if len(key) < KEY_BYTES:
        raise StoreError(
            Say(
                f"Kunci kantor {path} rusak: {len(key)} bita, seharusnya {KEY_BYTES}.",
                f"The office key {path} is damaged: {len(key)} bytes instead of {KEY_BYTES}.",
            ),
            Say(
                "Pulihkan dari cadangan. Bila tidak ada, hapus; nama samaran baru tidak akan cocok dengan yang lama.",
                "Restore it from a backup. If there is none, delete it; new pseudonyms will not match old ones.",
            ),
        )
    return key


def _make(path: Path) -> None:
    """Write a key to a file of its own, then give it its name if the name is still free."""
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        _claim(Path(draft), path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(draft).unlink()


def _claim(draft: Path, path: Path) -> None:
    """Name `draft` `path` unless that name is taken."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            draft.replace(path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
