"""Tables of known tools, told by their headers. All texts are invented."""

from __future__ import annotations

import csv
import io
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import harvest, posts, workbook, written

from collectors.files.layout_tables import table_layouts
from collectors.files.mapping import FIELDS
from kentongan.core.posts import ComplaintStatus, Engagement, PostKind, RawPost

NINE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 9.00 WIB


def table(folder: Path, row: dict[str, str], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """A CSV with these headers and this row."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([list(row), list(row.values())])
    return written(folder, "a.csv", out.getvalue().encode(encoding))


def one(folder: Path, tool: str, row: dict[str, str], **options: Any) -> RawPost:
    """The post in a table of one row, which must be recognised."""
    found = harvest(table(folder, row, **options))
    (post,) = found.posts
    assert found.recognised == (tool,)
    assert found.outcome.notes == ()
    return post


TWITTER: dict[str, dict[str, str]] = {
    "twarc-csv (X API v2)": {
        "id": "55",
        "conversation_id": "55",
        "referenced_tweets.replied_to.id": "",
        "referenced_tweets.retweeted.id": "",
        "author_id": "9",
        "created_at": "2026-11-20T02:00:00.000Z",
        "text": "Macet, parah",
        "lang": "in",
        "public_metrics.like_count": "3",
        "public_metrics.retweet_count": "0",
        "public_metrics.reply_count": "",
        "author.username": "warga_a",
    },
    "tweet-harvest (X)": {
        "conversation_id_str": "55",
        "created_at": "Fri Nov 20 02:00:00 +0000 2026",
        "favorite_count": "3",
        "full_text": "Macet, parah",
        "id_str": "55",
        "in_reply_to_screen_name": "",
        "lang": "in",
        "retweet_count": "0",
        "tweet_url": "https://x.com/warga_a/status/55",
        "user_id_str": "9",
        "username": "warga_a",
    },
    "TAGS (X)": {
        "id_str": "55",
        "from_user": "warga_a",
        "text": "Macet, parah",
        "created_at": "Fri Nov 20 02:00:00 +0000 2026",
        "time": "20/11/2026 02:00:00",
        "in_reply_to_status_id_str": "",
        "status_url": "http://twitter.com/warga_a/statuses/55",
        "entities_str": "{}",
    },
    "Twint (X)": {
        "id": "55",
        "conversation_id": "55",
        "created_at": "2026-11-20 09:00:00 WIB",
        "date": "2026-11-20",
        "time": "09:00:00",
        "timezone": "+0700",
        "username": "warga_a",
        "tweet": "Macet, parah",
        "language": "in",
        "retweets_count": "0",
        "likes_count": "3",
        "link": "https://twitter.com/warga_a/status/55",
        "user_rt_id": "",
    },
    "4CAT (X)": {
        "id": "55",
        "thread_id": "55",
        "timestamp": "2026-11-20 02:00:00",
        "body": "Macet, parah",
        "author": "warga_a",
        "retweet_count": "0",
        "like_count": "3",
        "is_retweet": "no",
        "is_reply": "no",
    },
}


@pytest.mark.parametrize("tool", TWITTER)
def test_every_tool_for_x_gives_the_same_post(tmp_path: Path, tool: str) -> None:
    """One post has one address, one account and one moment, whoever exported it."""
    post = one(tmp_path, tool, TWITTER[tool])
    assert (post.text, post.author, post.url) == ("Macet, parah", "warga_a", "https://x.com/warga_a/status/55")
    assert (post.published_at, post.estimated, post.external_id) == (NINE, False, "55")
    assert (post.kind, post.platform) == (PostKind.SOCIAL, "X")
    if tool != "TAGS (X)":
        assert (post.engagement.likes, post.engagement.shares) == (3, 0)
    assert post.engagement.comments is None


@pytest.mark.parametrize(
    ("tool", "change", "kind", "text"),
    [
        ("twarc-csv (X API v2)", {"referenced_tweets.replied_to.id": "5"}, PostKind.COMMENT, "Macet, parah"),
        ("twarc-csv (X API v2)", {"referenced_tweets.retweeted.id": "5"}, PostKind.SOCIAL, "RT: Macet, parah"),
        ("tweet-harvest (X)", {"full_text": "RT @a: Macet"}, PostKind.SOCIAL, "RT @a: Macet"),
        ("tweet-harvest (X)", {"in_reply_to_screen_name": "b"}, PostKind.COMMENT, "Macet, parah"),
        ("Twint (X)", {"conversation_id": "44"}, PostKind.COMMENT, "Macet, parah"),
        ("4CAT (X)", {"is_reply": "yes"}, PostKind.COMMENT, "Macet, parah"),
        ("4CAT (X)", {"is_retweet": "yes", "body": "RT @a: x"}, PostKind.SOCIAL, "RT @a: x"),
    ],
)
def test_replies_and_reposts(tmp_path: Path, tool: str, change: dict[str, str], kind: PostKind, text: str) -> None:
    """Replies are comments; reposts are marked and leave the reactions to the original."""
    post = one(tmp_path, tool, {**TWITTER[tool], **change})
    assert (post.kind, post.text) == (kind, text)
    if text.startswith("RT"):
        assert post.engagement == Engagement()


@pytest.mark.parametrize("damaged", ["1,85902E+18", "1.85902e+18"])
def test_ids_that_a_spreadsheet_cut(tmp_path: Path, damaged: str) -> None:
    """Many rows would share them: the address the tool wrote stands in, and no id at all."""
    post = one(tmp_path, "tweet-harvest (X)", {**TWITTER["tweet-harvest (X)"], "id_str": damaged})
    assert (post.external_id, post.url) == ("", "https://x.com/warga_a/status/55")
    (book,) = posts(workbook(tmp_path / "a.xlsx", {"D": [["id", "isi"], [1859021234567890123.0, "a"]]}))
    assert book.external_id == ""


def test_the_archive_of_an_account(tmp_path: Path) -> None:
    """X's old tweets.csv has no account in it; the address does without."""
    row = {
        "tweet_id": "55",
        "in_reply_to_status_id": "",
        "timestamp": "2026-11-20 02:00:00 +0000",
        "text": "Layanan dibuka kembali",
        "retweeted_status_id": "",
    }
    post = one(tmp_path, "X (tweets.csv)", row)
    assert (post.url, post.published_at, post.author) == ("https://x.com/_/status/55", NINE, "")


def test_comments_of_youtube_data_tools(tmp_path: Path) -> None:
    """Doubled quotes and backslashes before quotes in one file; dates without a zone are UTC."""
    text = (
        "id,replyCount,likeCount,publishedAt,authorName,text,authorChannelId,isReply,isReplyTo\n"
        '"Ug1","0","2","2026-11-20 02:00:00","Warga","Kata ""beliau"", \\"segera\\" diperbaiki, tapi","UCa","0",""\n'
        '"Ug2","","","2026-11-20 02:05:00","Lain","Folder C:\\","UCb","1","Ug1"\n'
        '"Ug3","1","0","2026-11-20 02:06:00","Lain","dua\nbaris \\"kutip\\"","UCb","0",""\n'
    )
    found = harvest(written(tmp_path, "a.csv", text))
    read = list(found.posts)
    assert found.recognised == ("YouTube Data Tools (Comments)",)
    assert [post.text for post in read] == [
        'Kata "beliau", "segera" diperbaiki, tapi',
        "Folder C:\\",
        'dua\nbaris "kutip"',
    ]
    assert [post.author for post in read] == ["UCa", "UCb", "UCb"]
    assert [post.engagement for post in read] == [Engagement(2, None, 0), Engagement(), Engagement(0, None, 1)]
    assert read[0].published_at == NINE
    assert {(post.kind, post.platform) for post in read} == {(PostKind.COMMENT, "YouTube")}


def test_escaped_quotes_are_told_in_any_table(tmp_path: Path) -> None:
    """PHP applications write them under other headers too."""
    text = 'judul,isi\n"A","kata \\"ya\\", lalu \\"tidak\\", pergi"\n"B","biasa"\n'
    assert [post.text for post in posts(written(tmp_path, "a.csv", text))] == [
        'kata "ya", lalu "tidak", pergi',
        "biasa",
    ]


def test_videos_of_youtube_data_tools(tmp_path: Path) -> None:
    """With an address made from the id."""
    row = {
        "channelId": "UCa",
        "channelTitle": "Kanal",
        "videoId": "v1",
        "publishedAt": "2026-11-20T02:00:00Z",
        "videoTitle": "Judul",
        "videoDescription": "Isi",
        "viewCount": "1200",
    }
    post = one(tmp_path, "YouTube Data Tools (Video List)", row)
    assert (post.url, post.title, post.kind) == ("https://www.youtube.com/watch?v=v1", "Judul", PostKind.VIDEO)
    assert (post.engagement.views, post.published_at) == (1200, NINE)


@pytest.mark.parametrize(
    ("created", "moment", "sure"),
    [
        ("2026-11-20 09:00:00 WIB", NINE, True),
        ("2026-11-19 21:00:00 EST", NINE, True),
        ("2026-11-20 04:00:00 CEST", NINE, True),
        ("2026-11-20 02:00:00 UTC", NINE, True),
        ("2026-11-20 02:00:00 AEST", datetime(2026, 11, 20, 5, 0, tzinfo=UTC), False),
    ],
)
def test_crowdtangle_of_facebook(tmp_path: Path, created: str, moment: datetime, sure: bool) -> None:
    """Dates end in a zone's name (an unknown one leaves the day); all reactions together; a page is an account."""
    row = {
        "Page Name": "Kabar Wanasari",
        "User Name": "kabarwanasari",
        "Facebook Id": "100",
        "Post Created": created,
        "Type": "Native Video",
        "Total Interactions": "1,020",
        "Likes": "1,000",
        "Comments": "10",
        "Shares": "0",
        "Love": "5",
        "Angry": "5",
        "URL": "https://www.facebook.com/100/posts/7",
        "Message": "Jembatan ditutup",
        "Link": "",
    }
    post = one(tmp_path, "CrowdTangle (Facebook)", row)
    assert (post.published_at, not post.estimated) == (moment, sure)
    assert post.engagement == Engagement(1010, 0, 10, None)
    assert (post.author, post.platform, post.text) == ("kabarwanasari", "Facebook", "Jembatan ditutup")


def test_crowdtangle_of_instagram(tmp_path: Path) -> None:
    """The caption stands under Description."""
    row = {
        "Account": "Wanasari",
        "User Name": "wanasari",
        "Followers at Posting": "1000",
        "Post Created": "2026-11-20 02:00:00 UTC",
        "Type": "Photo",
        "Likes": "7",
        "Comments": "0",
        "Views": "",
        "URL": "https://www.instagram.com/p/Abc/",
        "Link": "https://www.instagram.com/p/Abc/",
        "Photo": "",
        "Title": "",
        "Description": "Karnaval batik",
    }
    post = one(tmp_path, "CrowdTangle (Instagram)", row)
    assert (post.text, post.platform, post.engagement) == ("Karnaval batik", "Instagram", Engagement(7, None, 0, None))


def test_facepager(tmp_path: Path) -> None:
    """Seeds without a message are counted, posts have an address."""
    head = "path;id;parent_id;level;object_id;object_type;query_status;from.name;created_time;message;shares.count\n"
    rows = "a;1;;0;hal;seed;;;;;\nb;2;1;1;10_20;data;fetched (200);Hal;2026-11-20T02:00:00+0000;Air keruh;4\n"
    found = harvest(written(tmp_path, "a.csv", head + rows))
    (post,) = found.posts
    assert found.recognised == ("Facepager (Facebook)",)
    assert (post.url, post.text, post.published_at) == ("https://www.facebook.com/10_20", "Air keruh", NINE)
    assert found.outcome.rejected == 1


MELTWATER = {
    "Date": "20-Nov-2026 09:00AM",
    "Headline": "PDAM perbaiki pipa",
    "URL": "https://jateng.antaranews.com/berita/1",
    "Opening Text": "Petugas memperbaiki pipa utama",
    "Hit Sentence": "pipa utama",
    "Source": "Antara",
    "Influencer": "",
    "Input Name": "PDAM",
    "Sentiment": "Neutral",
}


@pytest.mark.parametrize(("delimiter", "encoding"), [("\t", "utf-16"), (",", "utf-8-sig"), ("\t", "utf-16-le")])
def test_meltwater(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Tab-separated UTF-16 under the name .csv, or plain CSV; news by its outlet, posts by their address."""
    post = one(tmp_path, "Meltwater", MELTWATER, delimiter=delimiter, encoding=encoding)
    assert (post.title, post.text) == ("PDAM perbaiki pipa", "Petugas memperbaiki pipa utama")
    assert (post.kind, post.source_name, post.published_at) == (PostKind.NEWS, "Antara Jateng", NINE)
    new = {
        "Date": "2026-11-20",
        "Time": "09:00 AM",
        "Document ID": "x",
        "URL": "https://twitter.com/a/status/5",
        "Input Name": "PDAM",
        "Source Name": "X",
        "Author Handle": "@a",
        "Title": "",
        "Opening Text": "",
        "Hit Sentence": "air mati",
        "Likes": "0",
        "Reposts": "2",
        "Replies": "",
    }
    post = one(tmp_path, "Meltwater", new, delimiter=delimiter, encoding=encoding)
    assert (post.kind, post.platform, post.text, post.author) == (PostKind.SOCIAL, "X", "air mati", "@a")
    assert (post.published_at, post.engagement) == (NINE, Engagement(0, 2, None, None))


def test_brand24(tmp_path: Path) -> None:
    """Date and hour in two columns."""
    row = {
        "Date": "2026-11-20",
        "Hour": "09:00",
        "Title": "",
        "Content": "Antre di puskesmas tiga jam",
        "URL": "https://www.facebook.com/groups/1/posts/2",
        "Source": "facebook.com",
        "Author": "Grup Warga",
        "Sentiment": "negative",
        "Social media reach": "120",
        "Influence score": "3",
    }
    post = one(tmp_path, "Brand24", row)
    assert (post.text, post.platform, post.published_at) == ("Antre di puskesmas tiga jam", "Facebook", NINE)
    assert not post.estimated
    assert post.engagement == Engagement()


LAPOR = {
    "No": "1",
    "Tracking ID": "9912345",
    "Tanggal Laporan Masuk": "20/11/2026 09.00",
    "Nama Pelapor": "Anonim",
    "No. Telepon": "0812",
    "Email": "a@contoh.id",
    "Alamat Pelapor": "Jl. Rahasia 5",
    "Judul Laporan": "Lampu jalan",
    "Isi Laporan": "Lampu mati sebulan",
    "Kategori": "Infrastruktur",
    "Instansi Terdisposisi": "Dinas Perhubungan",
    "Lokasi Kejadian": "Girimukti",
    "Status Laporan": "Sedang diproses",
}


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_lapor(tmp_path: Path, suffix: str) -> None:
    """Ticket, status, unit and place; what tells who reported is not read, and shown as such."""
    if suffix == "xlsx":
        titled: list[list[object]] = [["LAPORAN MASUK"], [], list(LAPOR), list(LAPOR.values())]
        path = workbook(tmp_path / "a.xlsx", {"Laporan": titled})
    else:
        path = table(tmp_path, LAPOR, delimiter=";")
    found = harvest(path)
    (post,) = found.posts
    assert found.recognised == ("SP4N-LAPOR!",)
    assert (post.kind, post.platform, post.external_id) == (PostKind.COMPLAINT, "SP4N-LAPOR!", "9912345")
    assert post.complaint is not None
    assert (post.complaint.status, post.complaint.unit) == (ComplaintStatus.IN_PROGRESS, "Dinas Perhubungan")
    assert (post.complaint.location, post.published_at, post.author) == ("Girimukti", NINE, "")
    assert not {"0812", "a@contoh.id", "Jl. Rahasia 5"} & {str(getattr(post, name)) for name in post.__slots__}
    assert found.mapping is not None
    assert found.mapping.dropped == ("No. Telepon", "Email", "Alamat Pelapor")


def test_the_officer_outranks_a_layout_now_and_later(tmp_path: Path) -> None:
    """Columns named by hand, and a mapping kept from then."""
    path = table(tmp_path, LAPOR)
    first = harvest(path, overrides={"text": "Judul Laporan"})
    assert [post.text for post in first.posts] == ["Lampu jalan"]
    again = harvest(path, mapping=first.mapping)
    assert [post.text for post in again.posts] == ["Lampu jalan"]
    assert (first.recognised, again.recognised) == ((), ())


def test_nearly_a_layout_is_mapped_by_names(tmp_path: Path) -> None:
    """A column short, and the names alone decide, as for any table."""
    row = {name: cell for name, cell in LAPOR.items() if name != "Tracking ID"}
    found = harvest(table(tmp_path, row))
    (post,) = found.posts
    assert (found.recognised, post.text) == ((), "Lampu mati sebulan")


def test_entries_are_whole() -> None:
    """Every entry fills a text or a title, with fields that exist, and is told apart from all before it."""
    seen: list[frozenset[str]] = []
    for layout in table_layouts():
        assert {"text", "date"} <= set(layout.columns)
        assert set(layout.columns) <= set(FIELDS)
        narrowest = frozenset(min(group) for group in layout.needs)
        assert narrowest not in seen
        seen.append(narrowest)
        named = [next(iter(sorted(group))) for group in layout.needs]
        assert next(one for one in table_layouts() if one.fits_headers(named)) is layout


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_cells_are_read(tmp_path_factory: Any, data: Any) -> None:
    """Whatever stands in the columns: a post or a counted row, never an error."""
    layout = data.draw(st.sampled_from(table_layouts()))
    headers = sorted({min(group) for group in layout.needs})
    cells = data.draw(
        st.lists(
            st.text(st.characters(exclude_characters="\0"), max_size=12), min_size=len(headers), max_size=len(headers)
        )
    )
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([headers, cells])
    found = harvest(written(tmp_path_factory.mktemp("t"), "a.csv", out.getvalue().encode("utf-8", "replace")))
    read = list(found.posts)
    assert len(read) + found.outcome.rejected == found.outcome.seen


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Three times the rows, the same peak."""
    peaks = []
    for rows in (1_000, 3_000):
        body = "".join(f"{n},{n},,2026-11-20 02:00:00 +0000,{'kata ' * 180}{n},\n" for n in range(rows))
        path = written(
            tmp_path, "a.csv", "tweet_id,x,in_reply_to_status_id,timestamp,text,retweeted_status_id\n" + body
        )
        del body
        tracemalloc.start()
        assert sum(1 for _ in harvest(path).posts) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]
