"""Requests under UU 27/2022: what is kept of a person is found, handed over and erased, and the log names nobody."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from office_desk import SETTINGS, Desk

from kentongan.pipeline.workspace import open_workspace
from kentongan.store.boards import Boards

ROWS = [
    {"id": "1", "platform": "X", "author": "@wargagirimukti", "text": "airkeruh lagi di Wanasari"},
    {"id": "2", "platform": "X", "author": "wargagirimukti", "text": "pamsimas macet Wanasari"},
    {"id": "3", "platform": "X", "author": "@lain", "text": "setuju dgn wargagirimukti soal Wanasari"},
    {"id": "4", "platform": "X", "author": "@lain", "text": "beda orang, wargagirimukti2, Wanasari"},
    {"id": "5", "platform": "X", "author": "+62 812-3456-7890", "text": "jalanlubang di Wanasari"},
]


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with five posts and a news article."""
    desk.settings(SETTINGS)
    file = desk.folder / "ekspor.jsonl"
    rows = [{**row, "date": "2026-11-15T10:00:00+07:00"} for row in ROWS]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert desk.call("import", file).code == 0
    news = desk.folder / "berita.csv"
    news.write_text(
        "tanggal,judul,isi,url\n2026-11-15 09:00,Keluhan air,Keluhan itu dari wargagirimukti di Wanasari,https://media.example/1\n"
    )
    assert desk.call("import", news, "--kind", "news").code == 0
    file.unlink()
    news.unlink()
    return desk


def words_in(folder: Path, words: str) -> bool:
    """Whether the words stand anywhere in the files of a folder."""
    return any(words.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_kept_is_found(kept: Desk) -> None:
    """Own posts by pseudonym in every form, posts of others by words, news apart; another account is not meant."""
    said = kept.call("privacy", "find", "@wargagirimukti")
    assert said.code == 0, said.err
    assert "Unggahan orang ini sendiri: 2" in said.out
    assert "warga lain yang menyebutnya: 1" in said.out
    assert "Berita dan unggahan resmi yang menyebutnya: 1" in said.out
    assert "beda orang" not in said.out
    assert "jalanlubang" in kept.call("privacy", "find", "081234567890").out
    assert "Tidak ada yang tersimpan" in kept.call("privacy", "find", "tidak_pernah_ada").out
    assert kept.call("privacy", "find", "ani").code == 2


def test_a_copy_is_for_the_person_alone(kept: Desk, tmp_path: Path) -> None:
    """Own posts whole; of others only the words around the name."""
    out = tmp_path / "salinan.json"
    assert kept.call("privacy", "export", "wargagirimukti", "--out", out).code == 0
    whole = json.loads(out.read_text(encoding="utf-8"))
    assert {post["text"] for post in whole["posts_of_the_person"]} == {
        "airkeruh lagi di Wanasari",
        "pamsimas macet Wanasari",
    }
    named = whole["posts_that_name_the_person"]
    assert len(named) == 2
    assert all("author" not in one and "text" not in one for one in named)
    assert kept.call("privacy", "export", "wargagirimukti", "--out", tmp_path / "tidak" / "ada").code == 2


def test_erased_is_gone_from_the_file(kept: Desk) -> None:
    """Only with --yes; the words leave the database file; news stays and is named; running again finds nothing more."""
    first = kept.call("privacy", "erase", "wargagirimukti")
    assert "--yes" in first.err
    assert words_in(kept.folder, "airkeruh")
    done = kept.call("privacy", "erase", "wargagirimukti", "--yes")
    assert done.code == 0, done.err
    assert done.out.startswith("3 unggahan dikosongkan")
    assert "Masih menyebut: 1" in done.err
    for words in ("airkeruh", "pamsimas", "setuju kata"):
        assert not words_in(kept.folder, words)
    assert words_in(kept.folder, "beda orang")
    assert kept.call("privacy", "erase", "wargagirimukti", "--yes").out.startswith("0 unggahan")


def test_an_erased_post_does_not_come_back(kept: Desk) -> None:
    """The same export imported again brings nothing of the person."""
    kept.call("privacy", "erase", "wargagirimukti", "--yes")
    file = kept.folder / "ekspor.jsonl"
    file.write_text(json.dumps({**ROWS[0], "date": "2026-11-15T10:00:00+07:00"}), encoding="utf-8")
    kept.call("import", file)
    file.unlink()
    assert not words_in(kept.folder, "airkeruh")


def test_the_log_names_nobody(kept: Desk) -> None:
    """The number of a request is the same for one person, and neither it nor its counts tell who it is."""
    for words in (("find", "@wargagirimukti"), ("export", "wargagirimukti"), ("erase", "Wargagirimukti", "--yes")):
        kept.call("privacy", *words)
    rows = kept.rows("SELECT action, subject, detail FROM audit ORDER BY seq")
    assert [row[0] for row in rows] == ["privasi.cari", "privasi.ekspor", "privasi.hapus"]
    assert len({row[1] for row in rows}) == 1
    assert "girimukti" not in str(rows).casefold()


def test_pages_quote_it_no_longer(done: Desk) -> None:
    """An erased post leaves the pages of its issues too, and the page itself can still be read."""
    with open_workspace(done.folder / "kentongan.toml") as workspace:
        boards: Boards = workspace.store.boards
        found = [page for _, card in boards.cards(boards.days()[0]) if (page := boards.issue(card.id))]
        day, page, quote = next((day, page, quote) for day, page in found for quote in page.view.evidence)
        words = page.cited[quote.post_id].text
        assert words
        workspace.store.privacy.erase([quote.post_id])
        _, after = boards.issue(page.view.id, day)  # type: ignore[misc]
        emptied = next(one for one in after.view.evidence if one.post_id == quote.post_id)
        assert (emptied.text, after.cited[quote.post_id].text, after.posts) == ("", "", page.posts)
    quoted = [
        row for row in done.rows("SELECT data FROM issue_pages") if words[:40] in zlib.decompress(row[0]).decode()
    ]  # type: ignore[arg-type]
    assert not quoted
