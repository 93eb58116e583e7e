"""`kentongan import` of exports that are recognised, and of packed files."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from office_desk import Desk

HEAD = "Tracking ID;Tanggal Laporan Masuk;Nama Pelapor;No. HP;Judul Laporan;Isi Laporan;Status Laporan;Instansi Terdisposisi\n"
ROW = "9912345;15/11/2026 09.00;Budi;0812;Lampu mati;Lampu jalan di Girimukti mati sebulan;Selesai;Dishub\n"


def test_what_was_recognised_is_said(desk: Desk) -> None:
    """Whose export it is, which column is read as what, what is left unread; again, and nothing is new."""
    path = desk.folder / "lapor.csv"
    path.write_text(HEAD + ROW, encoding="utf-8")
    first, again = desk.call("import", path), desk.call("import", path)
    english = desk.call("import", path, "--lang", "en")
    assert "Dikenali sebagai ekspor SP4N-LAPOR!." in first.err
    assert "Recognised as an export of SP4N-LAPOR!." in english.err
    assert "text ← Isi Laporan" in first.err
    assert "tidak dibaca (data pribadi): No. HP" in first.err
    assert "1 baru" in first.out
    assert "0 baru" in again.out
    assert desk.rows("SELECT kind, platform FROM posts") == [("complaint", "SP4N-LAPOR!")]


def test_the_officers_mapping_is_remembered_and_outranks(desk: Desk) -> None:
    """Named once, it is used for the next file of this shape, and nothing is called recognised."""
    path = desk.folder / "lapor.csv"
    path.write_text(HEAD + ROW, encoding="utf-8")
    chosen = desk.call("import", path, "--map", "text=Judul Laporan")
    path.write_text(HEAD + ROW.replace("9912345", "9912346"), encoding="utf-8")
    later = desk.call("import", path)
    assert "Dikenali" not in chosen.err + later.err
    assert sorted(desk.rows("SELECT text FROM posts")) == [("Lampu mati",), ("Lampu mati",)]


def test_the_same_post_from_two_tools_is_one(desk: Desk) -> None:
    """X's interface and a harvester's table, the second with the old host."""
    one = {
        "id": "55",
        "text": "Macet di Girimukti",
        "author_id": "7",
        "created_at": "2026-11-15T02:00:00.000Z",
        "edit_history_tweet_ids": ["55"],
    }
    page = {"data": [one], "includes": {"users": [{"id": "7", "username": "warga_a"}]}}
    (desk.folder / "a.jsonl").write_text(json.dumps(page) + "\n", encoding="utf-8")
    (desk.folder / "b.csv").write_text(
        "created_at,favorite_count,full_text,id_str,tweet_url,username\n"
        "Sun Nov 15 02:00:00 +0000 2026,3,Macet di Girimukti,55,https://twitter.com/warga_a/status/55,warga_a\n",
        encoding="utf-8",
    )
    said = desk.call("import", desk.folder / "a.jsonl", desk.folder / "b.csv")
    assert said.code == 0, said.err
    assert desk.rows("SELECT url, likes FROM posts") == [("https://x.com/_/status/55", 3)]
    assert "warga_a" not in repr(desk.rows("SELECT * FROM posts"))


def test_a_zipped_chat(desk: Desk) -> None:
    """Members' names stay out, media are counted."""
    with zipfile.ZipFile(desk.folder / "chat.zip", "w") as archive:
        archive.writestr("_chat.txt", "[15/11/26 10.15.22] Budi Santoso: @\u2068Ani Rahayu\u2069 jalan ambles\n")
        archive.writestr("0001-PHOTO.jpg", b"\xff\xd8\xff")
    said = desk.call("import", desk.folder / "chat.zip")
    assert said.code == 0, said.err
    assert "1 berkas lain" in said.err
    kept = repr(desk.rows("SELECT * FROM posts"))
    assert "jalan ambles" in kept
    assert not any(name in kept for name in ("Budi", "Santoso", "Ani", "Rahayu"))
