"""Finished documents into a folder: each file whole or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kentongan.core.errors import ReportError
from kentongan.core.messages import Say
from kentongan.core.system_errors import is_full, plain_reason

# No document takes so long to write.
_LEFT_OVER_SECONDS = 3_600.0


def deliver_to_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write `files` (name → bytes) into `folder`, which is made if needed; returns their paths in the same order.

    A file that is open elsewhere (Word keeps a lock on Windows) is named in the error; the others are written.

    Raises:
        ReportError: the folder or one of the files cannot be written, or the disk is full.
    """
    blocked: list[tuple[str, OSError]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder.name, error) from error
    _sweep(folder)
    for name, content in files.items():
        try:
            _write(folder / name, content)
        except OSError as error:
            blocked.append((name, error))
    if blocked:
        raise _refused(", ".join(name for name, _ in blocked), blocked[0][1]) from blocked[0][1]
    return tuple(folder / name for name in files)


def _sweep(folder: Path) -> None:
    """Take away what a process that was killed left half-written; a younger piece may be somebody's work."""
    for piece in folder.glob(".*.part"):
        with suppress(OSError):
            if time.time() - piece.stat().st_mtime > _LEFT_OVER_SECONDS:
                piece.unlink()


def _write(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _refused(name: str, error: OSError) -> ReportError:
    if is_full(error):
        return ReportError(
            Say(f"Ruang disk penuh saat menulis {name}.", f"The disk is full while writing {name}."),
            Say("Kosongkan sebagian disk, lalu ulangi.", "Free some room, then run this again."),
        )
    reason = plain_reason(error)
    return ReportError(
        Say(f"{name} tidak dapat ditulis: {reason.id}.", f"{name} cannot be written: {reason.en}."),
        Say(
            "Tutup berkas itu bila sedang terbuka di Word, dan periksa izin folder laporan.",
            "Close the file if it is open in Word, and check the permissions of the report folder.",
        ),
    )
