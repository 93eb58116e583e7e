"""Packed files: `.gz`, and `.zip` with one table or one chat in it.

What is inside goes to a temporary folder of its own, bounded while it is unpacked (the sizes an archive declares can
lie), and is gone when it has been read. Pictures and other media beside a chat are counted and never unpacked.
"""

from __future__ import annotations

import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from collectors.files.tables import file_head
from collectors.files.workbook_guard import unpacked
from kentongan.core.errors import InputError
from kentongan.core.messages import Say

MAX_UNPACKED = 2_000_000_000
MAX_PARTS = 20_000
_PIECE = 1 << 20
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
_WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml", "word/document.xml", "ppt/presentation.xml")
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_READABLE = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".xml", *_WORKBOOK_NAMES)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was in an archive.

    Args:
        path: the file that was read out of it.
        folder: the temporary folder it lies in; `discard` removes it.
        media: further files, which were left where they are.
    """

    path: Path
    folder: Path
    media: int = 0

    def head(self) -> bytes:
        """The first bytes of the file.

        Raises:
            InputError: it is empty, or an archive again.
        """
        head = file_head(self.path)
        if is_archive(self.path, head):
            name = self.path.name
            raise InputError(
                Say(f"{name} adalah arsip di dalam arsip.", f"{name} is an archive in an archive."),
                Say("Ekstrak isinya, lalu impor berkas di dalamnya.", "Extract it, and import the file inside."),
            )
        return head

    def discard(self) -> None:
        """Remove what was unpacked; twice does no harm."""
        shutil.rmtree(self.folder, ignore_errors=True)


def is_archive(path: Path, head: bytes) -> bool:
    """Whether a file is packed and no workbook (which is a ZIP, too)."""
    if head.startswith(GZIP):
        return True
    if not head.startswith(ZIP) or path.suffix.casefold() in _WORKBOOK_NAMES:
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(part in archive.namelist() for part in _WORKBOOK_PARTS)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return True


def unpack(path: Path, head: bytes) -> Unpacked:
    """Take the one readable file out of an archive.

    Raises:
        InputError: broken, locked, too large once unpacked, or without exactly one file that can be read.
    """
    folder = Path(tempfile.mkdtemp(prefix="kentongan-"))
    try:
        if head.startswith(GZIP):
            inside = folder / (path.name.removesuffix(".gz").removesuffix(".GZ") or "isi")
            _write(_gunzipped(path), inside, path.name)
            return Unpacked(inside, folder)
        return _from_zip(path, folder)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError, EOFError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _broken(path.name) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _from_zip(path: Path, folder: Path) -> Unpacked:
    with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
        parts = [part for part in archive.infolist()[: MAX_PARTS + 1] if not part.is_dir()]
        if len(parts) > MAX_PARTS:
            raise _too_large(path.name)
        chosen = _chosen(parts, path.name)
        if chosen.flag_bits & 1:
            raise InputError(
                Say(f"{path.name} dikunci dengan kata sandi.", f"{path.name} is locked with a password."),
                Say("Ekstrak dengan kata sandinya, lalu impor isinya.", "Extract it, and import what is inside."),
            )
        # Only the last part of its name: names of parts may point anywhere.
        inside = folder / (PurePosixPath(chosen.filename.replace("\\", "/")).name or "isi")
        _write(_sound(chosen, raw), inside, path.name)
        return Unpacked(inside, folder, len(parts) - 1)


def _chosen(parts: Iterable[zipfile.ZipInfo], name: str) -> zipfile.ZipInfo:
    """A chat export's text, else the only file that can be read."""
    found = []
    for part in parts:
        steps = PurePosixPath(part.filename.replace("\\", "/")).parts
        if not steps or "__MACOSX" in steps or steps[-1].startswith("."):
            continue
        if steps[-1].casefold() == "_chat.txt" or (len(steps) == 1 and _is_chat_name(steps[0])):
            return part
        if steps[-1].casefold().endswith(_READABLE):
            found.append(part)
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(
            Say(f"{name} tidak berisi tabel atau percakapan.", f"{name} holds neither a table nor a chat."),
            Say("Ekstrak isinya, lalu impor berkas di dalamnya.", "Extract it, and import the file inside."),
        )
    listed = ", ".join(PurePosixPath(part.filename).name[:60] for part in found[:5])
    raise InputError(
        Say(f"{name} berisi {len(found)} berkas: {listed}.", f"{name} holds {len(found)} files: {listed}."),
        Say("Ekstrak isinya, lalu impor berkas yang dimaksud.", "Extract it, and import the file you mean."),
    )


def _is_chat_name(name: str) -> bool:
    """Android calls it after the chat: "Chat WhatsApp dengan Warga RW 3.txt"."""
    plain = name.casefold()
    return plain.endswith(".txt") and "whatsapp" in plain


def _gunzipped(path: Path) -> Iterator[bytes]:
    """All members of a gzip file, in bounded pieces; what follows them and is no gzip is not ours."""
    with path.open("rb") as file:
        packed = file.read(_PIECE)
        while packed.startswith(GZIP):
            unpacker = zlib.decompressobj(31)
            while True:
                piece = unpacker.decompress(packed, _PIECE)
                yield piece
                if unpacker.eof:
                    break
                packed = unpacker.unconsumed_tail or file.read(_PIECE)
                if not packed and not piece:
                    raise EOFError
            packed = unpacker.unused_data or file.read(_PIECE)


def _sound(part: zipfile.ZipInfo, raw: BinaryIO) -> Iterator[bytes]:
    """The bytes of a part, which must be those that were packed."""
    found = 0
    for piece in unpacked(part, raw):
        found = zlib.crc32(piece, found)
        yield piece
    if found != part.CRC:
        raise zipfile.BadZipFile("wrong checksum")


def _write(pieces: Iterator[bytes], inside: Path, name: str) -> None:
    left = MAX_UNPACKED
    try:
        with inside.open("wb") as file:
            for piece in pieces:
                left -= len(piece)
                if left < 0:
                    raise _too_large(name)
                file.write(piece)
    except OSError as error:
        raise InputError(
            Say(f"{name} tidak dapat dimekarkan.", f"{name} cannot be unpacked."),
            Say("Periksa ruang kosong pada disk.", "Check the free space on the disk."),
        ) from error


def _broken(name: str) -> InputError:
    return InputError(
        Say(f"Arsip {name} rusak atau tidak lengkap.", f"The archive {name} is broken or incomplete."),
        Say("Unduh atau salin ulang, lalu ulangi.", "Download or copy it again, and try again."),
    )


def _too_large(name: str) -> InputError:
    return InputError(
        Say(f"Isi {name} terlalu besar setelah dimekarkan.", f"{name} is too large once unpacked."),
        Say("Pecah menjadi beberapa berkas, lalu ulangi.", "Split it into several files, and try again."),
    )
