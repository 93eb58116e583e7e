"""Files of text in whatever encoding an office's programs write: UTF-8 with or without mark, UTF-16, cp1252."""

from __future__ import annotations

import codecs
from pathlib import Path

from kentongan.core.errors import InputError
from kentongan.core.messages import Say

_CHUNK = 1 << 18
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"SQLite format 3", "SQLite"),
)


def sniff_encoding(path: Path) -> str:
    """The encoding of a text file: by its mark, its zero bytes, by whether all of it is UTF-8, else cp1252.

    The whole file is read once, a megabyte at a time: one name with an accent on the last line decides.

    Raises:
        InputError: the file holds no text.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        found = _by_head(head)
        if found:
            return found
        refuse_binary(head, path.name)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            chunk = head
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def decode(data: bytes) -> str:
    """Bytes as text, by the same rules; never raises."""
    found = _by_head(data)
    if found:
        return data.decode(found, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def refuse_binary(head: bytes, name: str) -> None:
    """Say what the file is where it is no text.

    Raises:
        InputError: a picture, a PDF, an archive, or bytes that are no text.
    """
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), "")
    # UTF-16 is full of zero bytes.
    if not kind and (b"\0" not in head[:65536] or _by_head(head)):
        return
    what = f" ({kind})" if kind else ""
    raise InputError(
        Say(f"{name} bukan berkas teks atau tabel{what}.", f"{name} is no text or table{what}."),
        Say(
            "Simpan sebagai CSV, XLSX, JSONL, atau teks, lalu ulangi.",
            "Save it as CSV, XLSX, JSONL or text, and try again.",
        ),
    )


def _by_head(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:4096]
    if len(sample) < 8:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * len(sample) and even < 0.02 * len(sample):
        return "utf-16-le"
    if even > 0.3 * len(sample) and odd < 0.02 * len(sample):
        return "utf-16-be"
    return ""
