"""Any file an officer brings: told apart by content, bad rows noted and nothing else lost."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import NOW, harvest, posts, workbook, written

from collectors.files.jsonl_files import read_jsonl
from collectors.files.mapping import map_columns
from collectors.files.reading import read_pasted, read_rows
from collectors.files.tables import read_tables
from kentongan.core.errors import ColumnError, InputError
from kentongan.core.messages import Say
from kentongan.core.posts import ComplaintStatus, Engagement, PostKind, Source


def test_the_columns_of_annotate_and_of_collected_news(tmp_path: Path) -> None:
    """Our own columns, and those of a crawler's export."""
    own = '{"id": 7, "url": "https://x.com/a/status/1", "text": "t", "kind": "social", "author": "@a"}'
    (post,) = posts(written(tmp_path, "a.jsonl", own))
    assert (post.external_id, post.kind, post.platform, post.author) == ("7", PostKind.SOCIAL, "X", "@a")
    crawled = (
        '{"sumber": "tribun", "url": "https://jateng.tribunnews.com/x", "judul": "J", '
        '"tanggal_publikasi": "20 Nov 2026 10.00 WIB", "isi_berita": "<p>I</p>"}'
    )
    (news,) = posts(written(tmp_path, "b.jsonl", crawled))
    assert (news.kind, news.source_name, news.tier, news.text) == (PostKind.NEWS, "Tribun Jateng", 2, "I")


def test_dates_that_are_missing_strange_or_in_the_future(tmp_path: Path) -> None:
    """Kept, estimated, and noted with their line."""
    text = "isi;tanggal\na;2099-01-01\nb;entah\nc;\nd;20/11/2026 10.00\n"
    found = harvest(written(tmp_path, "a.csv", text))
    assert [(post.published_at, post.estimated) for post in found.posts] == [
        (NOW, True),
        (None, True),
        (None, True),
        (datetime(2026, 11, 20, 3, 0, tzinfo=UTC), False),
    ]
    assert [note.id.partition(":")[0] for note in found.outcome.notes] == ["Baris 2", "Baris 3", "Baris 4"]


def test_a_date_and_a_time_in_two_columns(tmp_path: Path) -> None:
    """Text with text, and Excel's date with Excel's time of day."""
    (one,) = posts(written(tmp_path, "a.csv", "Tanggal;Jam;Media;Judul\n20/11/2026;07.30;RRI;Banjir\n"))
    assert (one.published_at, one.estimated) == (datetime(2026, 11, 20, 0, 30, tzinfo=UTC), False)
    rows = [["Tanggal", "Jam", "Judul"], [date(2026, 11, 20), 0.3125, "Banjir"]]
    (two,) = posts(workbook(tmp_path / "a.xlsx", {"D": rows}))
    assert (two.published_at, two.estimated) == (datetime(2026, 11, 20, 0, 30, tzinfo=UTC), False)


@pytest.mark.parametrize(
    ("row", "kind", "platform", "name"),
    [
        ("https://www.facebook.com/x;;a;", PostKind.SOCIAL, "Facebook", "Facebook"),
        ("https://youtu.be/x;;a;", PostKind.VIDEO, "YouTube", "YouTube"),
        (";X (Twitter);a;", PostKind.SOCIAL, "X", "X"),
        (";Instagram;a;komentar", PostKind.COMMENT, "Instagram", "Instagram"),
        ("https://solopos.com/x;;a;", PostKind.NEWS, "", "Solopos"),
        (";Solopos;a;", PostKind.NEWS, "", "Solopos"),
        ("https://tak-dikenal.contoh.id/x;;a;", PostKind.NEWS, "", "tak-dikenal.contoh.id"),
        (";Forum Warga;a;", PostKind.SOCIAL, "Forum Warga", "Forum Warga"),
        (";RRI;a;berita", PostKind.NEWS, "", "RRI"),
    ],
)
def test_what_a_row_is(tmp_path: Path, row: str, kind: PostKind, platform: str, name: str) -> None:
    """By its address, by its source, or by its own word."""
    (post,) = posts(written(tmp_path, "a.csv", f"link;sumber;isi;jenis\n{row}\n"))
    assert (post.kind, post.platform, post.source_name) == (kind, platform, name)


def test_reactions_said_and_unsaid(tmp_path: Path) -> None:
    """Absent is not zero; thousands and shortened numbers are read."""
    text = "isi;likes;shares;comments;views\na;1.234;0;;1,2 rb\nb;12;x;3K;\n"
    found = [post.engagement for post in posts(written(tmp_path, "a.csv", text))]
    assert found == [Engagement(1234, 0, None, 1200), Engagement(12, None, 3000, None)]


def test_complaints(tmp_path: Path) -> None:
    """A complaint export: ticket, status, unit, place; the phone number is not read at all."""
    text = (
        "Tracking ID,Judul Laporan,Isi Laporan,Kategori,Instansi Terlapor,Status,Kecamatan,Nama Pelapor,Email\n"
        "LP-1,Jalan,Jalan rusak,Infrastruktur,DPUPR,Selesai,Palaran,Budi,b@contoh.id\n"
    )
    found = harvest(written(tmp_path, "a.csv", text))
    (post,) = found.posts
    assert post.kind is PostKind.COMPLAINT
    assert post.complaint is not None
    assert (post.complaint.ticket, post.complaint.unit, post.complaint.location) == ("LP-1", "DPUPR", "Palaran")
    assert (post.complaint.status, post.complaint.category) == (ComplaintStatus.DONE, "Infrastruktur")
    assert "b@contoh.id" not in repr(post)


def test_the_officer_has_the_last_word(tmp_path: Path) -> None:
    """Columns by `overrides`, a kept mapping, and the kind of all posts."""
    path = written(tmp_path, "a.csv", "Kol A;Kol B\nhalo;20/11/2026 10.00\n")
    with pytest.raises(ColumnError) as caught:
        harvest(path)
    assert "Kol A, Kol B" in caught.value.to("id")
    first = harvest(path, overrides={"text": "kol_a", "date": "Kol B"}, kind=PostKind.COMMENT)
    (post,) = first.posts
    assert (post.text, post.kind, post.estimated) == ("halo", PostKind.COMMENT, False)
    (again,) = posts(path, mapping=first.mapping)
    assert again.text == "halo"
    (kept,) = posts(written(tmp_path, "b.csv", "isi\nlain\n"), mapping=first.mapping)
    assert kept.text == "lain"  # a mapping that does not fit is not used


def test_posts_of_the_office_itself(tmp_path: Path) -> None:
    """A source that is the office's own marks its posts; its id and name stand in the outcome."""
    own = Source("s-9", "file", "Siaran pers", official=True)
    found = harvest(written(tmp_path, "a.csv", "isi\nrilis\n"), source=own)
    assert [post.official for post in found.posts] == [True]
    assert (found.outcome.source_id, found.outcome.source_name) == ("s-9", "Siaran pers")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *(
            ("a.csv", b""),
            ("a.csv", b"\xef\xbb\xbf\n\n"),
            ("a.pdf", b"%PDF-1.7 x"),
            ("a.csv", b"\x89PNG\r\n\x1a\n\0\0"),
        ),
        *(("a.txt", b"ab\0\0cd\0" * 50), ("a.jsonl", b"{rusak\n{rusak\n"), ("a.json", b"[]"), ("a.jsonl", b"[1,2,3]")),
        ("a.csv.gz", b"\x1f\x8b\x08\0x"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes) -> None:
    """Empty, binary, or without one readable object: one line that says so, and what to do."""
    with pytest.raises(InputError) as caught:
        harvest(written(tmp_path, name, content))
    assert caught.value.do is not None


def test_missing_files_and_folders(tmp_path: Path) -> None:
    """The message names the file, not the folder it is in."""
    for path in (tmp_path / "tidak-ada.csv", tmp_path):
        with pytest.raises(InputError) as caught:
            harvest(path)
        assert path.name in caught.value.to("id")
        assert str(tmp_path) not in caught.value.to("id")


def test_content_counts_more_than_the_extension(tmp_path: Path) -> None:
    """JSON called .csv, CSV called .txt, a workbook called .csv, a saved feed called .txt."""
    assert posts(written(tmp_path, "a.csv", '{"text": "a"}\n'))[0].text == "a"
    assert posts(written(tmp_path, "b.txt", "Judul;Isi\na;b\n"))[0].text == "b"
    (tmp_path / "c.csv").write_bytes(workbook(tmp_path / "c.xlsx", {"D": [["Isi"], ["x"]]}).read_bytes())
    assert posts(tmp_path / "c.csv")[0].text == "x"
    feed = '<?xml version="1.0"?>\n<rss version="2.0"><channel><item><title>Judul</title></item></channel></rss>'
    assert posts(written(tmp_path, "d.txt", feed))[0].title == "Judul"
    (text,) = posts(written(tmp_path, "e.txt", "Sebarkan! Besok listrik padam, kata PLN.\nTeruskan."))
    assert (text.kind, text.text) == (PostKind.MESSAGE, "Sebarkan! Besok listrik padam, kata PLN.\nTeruskan.")


def test_a_workbook_that_was_renamed_and_dates_merged_over_rows(tmp_path: Path) -> None:
    """An .xlsx called .xls is read as what it is; a date written once for several rows dates them all."""
    rows = [
        ["Tanggal", "Isi"],
        ["15/11/2026 10.00", "Jalan ambles di Girimukti"],
        ["", "Lampu jalan mati di Cipanggung"],
    ]
    path = workbook(tmp_path / "a.xlsx", {"Data": rows}, merge="A2:A3").rename(tmp_path / "a.xls")
    found = posts(path)
    assert [post.text for post in found] == ["Jalan ambles di Girimukti", "Lampu jalan mati di Cipanggung"]
    assert len({post.published_at for post in found}) == 1


def test_pasted_text() -> None:
    """From standard input: one message, or a chat; white space is nothing."""
    (post,) = read_pasted("Info penting\ndari grup", zone="WIB", now=NOW).posts
    assert (post.text, post.kind, post.published_at) == ("Info penting\ndari grup", PostKind.MESSAGE, None)
    with pytest.raises(InputError):
        read_pasted(" \n", zone="WIB", now=NOW)


def test_plain_rows(tmp_path: Path) -> None:
    """`read_rows` gives cells under the file's own column names, and notes on the rest."""
    said: list[Say] = []
    path = written(tmp_path, "a.jsonl", '{"id": 1, "title": "a"}\nrusak\n{"id": 2, "narrative": "b"}\n')
    assert list(read_rows(path, said)) == [{"id": 1, "title": "a"}, {"id": 2, "narrative": "b"}]
    assert [note.id for note in said] == ["Baris 2: bukan JSON yang sah."]
    assert len(read_tables(path)) == 1
    assert read_jsonl(path).headers == ("id", "title", "narrative")
    with pytest.raises(InputError):
        read_rows(tmp_path / "tidak-ada.csv", said)


@given(st.binary(max_size=300), st.sampled_from([".csv", ".txt", ".jsonl", ".xlsx", ".xls", ""]))
def test_any_bytes_are_read_or_refused(tmp_path_factory: Any, content: bytes, suffix: str) -> None:
    """Never another error than InputError, whatever the file holds."""
    path = written(tmp_path_factory.mktemp("bytes"), f"a{suffix}", content)
    with contextlib.suppress(InputError):
        list(harvest(path).posts)


def test_a_mapping_is_kept_as_text() -> None:
    """Round trip through JSON; the key does not depend on order or case."""
    mapping = map_columns(["Isi", "Tanggal", "No HP"])
    assert type(mapping).from_json(mapping.to_json()) == mapping
    assert mapping.key == map_columns(["tanggal", "NO_HP", "isi"]).key
