"""Columns: proposed by synonyms, personal ones left unread."""

from __future__ import annotations

import pytest

from collectors.files.mapping import ColumnMapping, map_columns
from kentongan.core.errors import ColumnError, UsageError


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (
            "sumber,url,judul,author,tanggal_publikasi,isi_berita",
            {
                "source": "sumber",
                "url": "url",
                "title": "judul",
                "author": "author",
                "date": "tanggal_publikasi",
                "text": "isi_berita",
            },
        ),
        (
            "id,url,title,text,published_at,source,kind,author",
            {
                "id": "id",
                "url": "url",
                "title": "title",
                "text": "text",
                "date": "published_at",
                "source": "source",
                "kind": "kind",
                "author": "author",
            },
        ),
        (
            "Page Name,User Name,Facebook Id,Post Created,Type,Likes,Comments,Shares,URL,Message,Link,Description",
            {
                "source": "Page Name",
                "author": "User Name",
                "date": "Post Created",
                "kind": "Type",
                "likes": "Likes",
                "comments": "Comments",
                "shares": "Shares",
                "url": "URL",
                "text": "Message",
            },
        ),
        (
            "publishedAt,videoId,channelTitle,videoTitle,videoDescription,viewCount,likeCount",
            {
                "date": "publishedAt",
                "id": "videoId",
                "source": "channelTitle",
                "title": "videoTitle",
                "text": "videoDescription",
                "views": "viewCount",
                "likes": "likeCount",
            },
        ),
        (
            "created_at,tweet_id,full_text,user.screen_name,retweet_count",
            {"date": "created_at", "id": "tweet_id", "text": "full_text", "shares": "retweet_count"},
        ),
        ("TANGGAL,JAM,Nama Media,Judul Berita,Link Berita", None),
        ("Tgl. Aduan Masuk,Uraian Permasalahan Warga,Dinas Penerima,Ket", None),
    ],
)
def test_known_tables(headers: str, columns: dict[str, str] | None) -> None:
    """Exports as they are; case, spaces, dots and underscores don't matter."""
    found = dict(map_columns(headers.split(",")).columns)
    if columns is None:
        columns = {
            "TANGGAL": {
                "date": "TANGGAL",
                "time": "JAM",
                "source": "Nama Media",
                "title": "Judul Berita",
                "url": "Link Berita",
            },
            "Tgl. Aduan Masuk": {
                "date": "Tgl. Aduan Masuk",
                "text": "Uraian Permasalahan Warga",
                "unit": "Dinas Penerima",
            },
        }[headers.split(",", maxsplit=1)[0]]
    assert found == columns


@pytest.mark.parametrize(
    "header",
    [
        *("No HP", "no_hp", "Nomor HP Pelapor", "Telepon", "Email", "E-Mail Pelapor", "NIK", "No. KTP", "Alamat"),
        *("Alamat Rumah Pelapor", "Tanggal Lahir", "Jenis Kelamin", "Nama Ibu Kandung", "WhatsApp", "No Rekening"),
    ],
)
def test_personal_columns_are_dropped(header: str) -> None:
    """Not mapped, not in `unmapped`, shown as dropped; "Tanggal Lahir" is no date of a complaint."""
    mapping = map_columns(["Isi Aduan", header])
    assert mapping.dropped == (header,)
    assert header not in (*mapping.columns.values(), *mapping.unmapped)


def test_the_author_is_mapped_only_to_become_a_pseudonym_and_places_stay() -> None:
    """The name of a reporter goes to `author`; where it happened is no home address."""
    mapping = map_columns(["Isi Aduan", "Nama Pelapor", "Lokasi Kejadian", "Alamat Kejadian", "Nama Media"])
    assert mapping.columns["author"] == "Nama Pelapor"
    assert mapping.columns["location"] == "Lokasi Kejadian"
    assert mapping.columns["source"] == "Nama Media"
    assert mapping.dropped == ()


@pytest.mark.parametrize(
    ("headers", "complaint"),
    [
        (["Isi Aduan"], True),
        (["Isi", "No Tiket"], True),
        (["Isi", "Status", "OPD"], True),
        (["Isi", "Status"], False),
        (["Judul", "Media", "Link"], False),
    ],
)
def test_complaint_tables_are_told_by_their_columns(headers: list[str], complaint: bool) -> None:
    """A ticket, a status beside a unit, or a text column that says so."""
    assert map_columns(headers).complaint is complaint


def test_the_officers_word_wins() -> None:
    """Over a synonym, over the dropping of a personal column, and to leave a field empty."""
    headers = ["Isi", "Isi Lengkap", "Tanggal", "Alamat"]
    mapping = map_columns(headers, {"text": "isi lengkap", "location": "alamat", "date": ""})
    assert mapping.columns == {"text": "Isi Lengkap", "location": "Alamat"}
    assert mapping.dropped == ()


def test_what_cannot_be_mapped_is_said_plainly() -> None:
    """No text and no title; a column that is not there; a field that does not exist; a spoiled kept mapping."""
    with pytest.raises(ColumnError) as caught:
        map_columns(["A", "B"])
    assert "A, B" in caught.value.to("id")
    assert "--map" in caught.value.to("en")
    with pytest.raises(ColumnError):
        map_columns(["Isi"], {"date": "Tanggal"})
    with pytest.raises(UsageError):
        map_columns(["Isi"], {"warna": "Isi"})
    for spoiled in ("", "[]", "{}", '{"columns": 1}'):
        with pytest.raises(UsageError):
            ColumnMapping.from_json(spoiled)
