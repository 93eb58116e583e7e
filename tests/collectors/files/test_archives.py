"""Packed files: what is inside is read, bombs and lies are refused, nothing is left behind."""

from __future__ import annotations

import contextlib
import gc
import gzip
import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import harvest, notes, posts, workbook, written

from collectors.files import archives, workbook_guard
from kentongan.core.errors import InputError

CHAT = "[05/08/26 10.15.22] Budi: Jalan ambles\n[05/08/26 10.16.00] Ani: \u200e<terlampir: 0001-PHOTO.jpg>\n"


def zipped(folder: Path, name: str, parts: dict[str, bytes | str]) -> Path:
    """A ZIP with these parts."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return folder / name


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is unpacked must be gone after each test."""
    place = tmp_path / "sementara"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield
    gc.collect()
    assert os.listdir(place) == []  # noqa: PTH208


def test_gzip(tmp_path: Path) -> None:
    """CSV and JSONL, several members in one file, zeros behind the last."""
    one = written(
        tmp_path, "a.csv.gz", gzip.compress(b"isi;tanggal\nsatu;20/11/2026 10.00\n") + gzip.compress(b"dua;\n")
    )
    assert [post.text for post in posts(one)] == ["satu", "dua"]
    two = written(tmp_path, "b.jsonl.gz", gzip.compress(b'{"text": "tiga"}\n') + bytes(512))
    found = harvest(two)
    assert [post.text for post in found.posts] == ["tiga"]
    assert found.outcome.source_name == "b.jsonl.gz"


def test_a_long_gzip_loses_nothing(tmp_path: Path) -> None:
    """Several pieces, highly packed: every row arrives."""
    body = "isi\n" + "".join(f"baris {n} {'a' * 1000}\n" for n in range(5000))
    assert len(posts(written(tmp_path, "a.csv.gz", gzip.compress(body.encode(), 9)))) == 5000


def test_a_chat_export_with_media(tmp_path: Path) -> None:
    """The chat is read, the media are counted; names that point elsewhere lead nowhere."""
    parts: dict[str, bytes | str] = {
        "_chat.txt": CHAT,
        "0001-PHOTO.jpg": b"\xff\xd8\xff",
        "../../jahat.csv": "isi\nx\n",
    }
    found = harvest(zipped(tmp_path, "WhatsApp Chat - Warga.zip", parts))
    said = notes(found)
    assert "2 berkas lain di dalam arsip tidak dibaca." in said
    assert found.outcome.seen == 1
    android = zipped(tmp_path, "b.zip", {"Chat WhatsApp dengan Warga.txt": CHAT, "catatan.txt": "x"})
    assert [post.text for post in posts(android)] == ["Jalan ambles"]


@pytest.mark.parametrize("name", ["ekspor.csv", "folder/ekspor.csv", "folder\\ekspor.csv", "/etc/ekspor.csv"])
def test_a_table_in_a_zip(tmp_path: Path, name: str) -> None:
    """With what macOS puts beside it."""
    parts: dict[str, bytes | str] = {name: "isi\nhalo\n", "__MACOSX/._ekspor.csv": "x", ".DS_Store": "x"}
    assert [post.text for post in posts(zipped(tmp_path, "a.zip", parts))] == ["halo"]


def test_a_workbook_in_a_zip(tmp_path: Path) -> None:
    """Is looked into like any other."""
    book = workbook(tmp_path / "a.xlsx", {"D": [["Isi"], ["x"]]}).read_bytes()
    assert [post.text for post in posts(zipped(tmp_path, "a.zip", {"a.xlsx": book}))] == ["x"]


@pytest.mark.parametrize(
    ("parts", "hint"),
    [
        ({"a.csv": "isi\n", "b.csv": "isi\n"}, "a.csv, b.csv"),
        ({"a.jpg": b"x"}, "tabel atau percakapan"),
        ({"a.csv": b"PK\x03\x04 bukan"}, "arsip"),
        ({"a.csv": b""}, "kosong"),
    ],
)
def test_zips_that_are_not_read(tmp_path: Path, parts: dict[str, bytes | str], hint: str) -> None:
    """Several tables, none, an archive again, nothing: one line that says what to do."""
    with pytest.raises(InputError) as caught:
        posts(zipped(tmp_path, "a.zip", parts))
    assert hint in caught.value.to("id")
    assert caught.value.do is not None


def test_locked_broken_and_lying_archives(tmp_path: Path) -> None:
    """A password, a cut, a wrong checksum."""
    whole = zipped(tmp_path, "a.zip", {"a.csv": "isi\n" + "halo\n" * 500}).read_bytes()
    locked = bytearray(whole)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[whole.index(mark) + at] |= 1
    with pytest.raises(InputError) as caught:
        posts(written(tmp_path, "b.zip", bytes(locked)))
    assert "kata sandi" in caught.value.to("id")
    lying = bytearray(whole)
    lying[whole.index(b"PK\x01\x02") + 16] ^= 1
    packed = gzip.compress(b"isi\nhalo\n")
    for name, content in (
        ("c.zip", whole[:-30]),
        ("d.zip", bytes(lying)),
        ("e.csv.gz", packed[:-6]),
        ("f.csv.gz", packed[:12]),
        ("g.csv.gz", packed[:-8] + bytes(8)),
    ):
        with pytest.raises(InputError) as caught:
            posts(written(tmp_path, name, content))
        assert "rusak" in caught.value.to("id")


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files that unpack to more than we hold, whatever sizes they declare."""
    monkeypatch.setattr(archives, "MAX_UNPACKED", 3_000_000)
    body = b"isi\n" + b"a" * 5_000_000
    for path in (written(tmp_path, "a.csv.gz", gzip.compress(body)), zipped(tmp_path, "a.zip", {"a.csv": body})):
        assert path.stat().st_size < 20_000
        with pytest.raises(InputError) as caught:
            posts(path)
        assert "terlalu besar" in caught.value.to("id")
    monkeypatch.setattr(archives, "MAX_PARTS", 10)
    with pytest.raises(InputError):
        posts(zipped(tmp_path, "b.zip", {f"{n}.jpg": b"" for n in range(20)}))


def test_a_reader_that_stops_leaves_nothing_behind(tmp_path: Path) -> None:
    """The folder goes with the harvest, also when not one post was read."""
    path = written(tmp_path, "a.csv.gz", gzip.compress(b"isi\nsatu\ndua\n"))
    found = harvest(path)
    next(iter(found.posts))
    del found
    harvest(path)


ODS = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
)


def cell(text: str, repeated: int = 1) -> str:
    """A filled cell of an .ods."""
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods(folder: Path, rows: str, *, kind: str = ODS, before: str = "") -> Path:
    """An .ods with these rows."""
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {SPACES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(folder, "a.ods", {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


HEAD = f"<table:table-row>{cell('Isi')}{cell('Status')}</table:table-row>"
EMPTY = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'


def test_an_open_document(tmp_path: Path) -> None:
    """As LibreOffice writes it, with a million empty rows to the end of the sheet."""
    rows = f"{HEAD}<table:table-row>{cell('Lampu mati')}{cell('Selesai')}</table:table-row>{EMPTY}"
    assert [post.text for post in posts(ods(tmp_path, rows))] == ["Lampu mati"]


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1000000">{cell("x", 16384)}</table:table-row>',
        f"{EMPTY}<table:table-row><table:table-cell table:number-columns-repeated='16383'/>{cell('x')}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="{"9" * 30}">{cell("x", 30)}</table:table-row>',
    ],
)
def test_cells_repeated_without_end(tmp_path: Path, rows: str) -> None:
    """A kilobyte that claims billions of cells."""
    with pytest.raises(InputError) as caught:
        posts(ods(tmp_path, HEAD + rows))
    assert "membentang" in caught.value.to("id")


def test_other_documents_and_entities(tmp_path: Path) -> None:
    """A text document, and a spreadsheet with a document type."""
    with pytest.raises(InputError) as caught:
        posts(ods(tmp_path, HEAD, kind="application/vnd.oasis.opendocument.text"))
    assert "tidak didukung" in caught.value.to("id")
    with pytest.raises(InputError):
        posts(ods(tmp_path, HEAD, before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400), st.sampled_from(["a.zip", "a.csv.gz", "a.ods"]))
def test_damaged_archives_are_read_or_refused(tmp_path_factory: Any, noise: bytes, at: int, name: str) -> None:
    """Never another error than InputError."""
    folder = tmp_path_factory.mktemp("z")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "isi\n" + "halo semua\n" * 30)
    content = bytearray(gzip.compress(b"isi\nhalo\n") if name.endswith("gz") else whole.getvalue())
    content[at : at + len(noise)] = noise
    with contextlib.suppress(InputError):
        posts(written(folder, name, bytes(content)))


def test_the_guard_sees_every_byte(tmp_path: Path) -> None:
    """A part whose last bytes wait inside the unpacker is counted to its end."""
    path = zipped(tmp_path, "a.zip", {"a": bytes(3 * (1 << 20) + 5)})
    with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
        found = sum(map(len, workbook_guard.unpacked(archive.infolist()[0], raw)))
    assert found == 3 * (1 << 20) + 5
