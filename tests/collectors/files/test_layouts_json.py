"""Nested exports: X API, YouTube, Zeeschuimer, Mastodon. All texts are invented."""

from __future__ import annotations

import json
import re
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import harvest, posts, written

from collectors.files import jsonl_files
from collectors.files.layouts import OBJECT_LAYOUTS
from collectors.files.mapping import FIELDS
from kentongan.core.posts import Engagement, PostKind

USERS = [{"id": "7", "username": "warga_a", "name": "Warga A"}, {"id": "8", "username": "akun_b", "name": "Akun B"}]
COUNTS = {"retweet_count": 2, "reply_count": 1, "like_count": 5, "quote_count": 0, "impression_count": 0}


def tweet(number: str, text: str, **more: Any) -> dict[str, Any]:
    """A post of X API v2."""
    return {
        "id": number,
        "text": text,
        "author_id": "7",
        "created_at": "2026-11-20T03:00:00.000Z",
        "lang": "in",
        "edit_history_tweet_ids": [number],
        "public_metrics": COUNTS,
        **more,
    }


LONG = "Air PDAM mati sejak Senin di RW kami, sudah lapor dua kali dan belum ada petugas yang datang memeriksa " * 2
PAGE: dict[str, Any] = {
    "data": [
        tweet("101", "Jalan ambles & macet"),
        tweet("102", f"RT @akun_b: {LONG[:100]}…", referenced_tweets=[{"type": "retweeted", "id": "90"}]),
        tweet("103", "@akun_b betul", referenced_tweets=[{"type": "replied_to", "id": "90"}]),
        tweet("105", "sudah disunting", edit_history_tweet_ids=["104", "105"], note_tweet={"text": "panjang " * 50}),
    ],
    "includes": {"users": USERS, "tweets": [{**tweet("90", LONG), "author_id": "8"}]},
    "meta": {"result_count": 4},
}


def jsonl(folder: Path, *rows: object) -> Path:
    """A JSONL file of these objects."""
    return written(folder, "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


def test_pages_of_x(tmp_path: Path) -> None:
    """Authors joined, reposts whole and without the original's reactions, replies, edits under their first id."""
    found = harvest(jsonl(tmp_path, PAGE))
    one, repost, reply, edited = found.posts
    assert found.recognised == ("X API v2",)
    assert (one.text, one.author, one.url) == ("Jalan ambles & macet", "warga_a", "https://x.com/warga_a/status/101")
    assert (one.kind, one.platform, one.engagement) == (PostKind.SOCIAL, "X", Engagement(5, 2, 1, None))
    assert (one.published_at, one.estimated) == (datetime(2026, 11, 20, 3, tzinfo=UTC), False)
    assert repost.text == f"RT @akun_b: {LONG.strip()}"
    assert repost.engagement == Engagement()
    assert reply.kind is PostKind.COMMENT
    assert (edited.external_id, edited.url) == ("104", "https://x.com/warga_a/status/104")
    assert edited.text == ("panjang " * 50).strip()


@pytest.mark.parametrize(
    "shape",
    [
        lambda: [PAGE, PAGE],
        lambda: [{"data": one, "includes": PAGE["includes"]} for one in PAGE["data"]],
        lambda: [{**one, "author": USERS[0]} for one in PAGE["data"]],
        lambda: PAGE["data"],
    ],
    ids=["pages", "envelopes", "flattened", "bare"],
)
@pytest.mark.parametrize("as_array", [False, True])
def test_every_shape_of_x_gives_the_same_posts(tmp_path: Path, shape: Any, as_array: bool) -> None:
    """Pages, one post a line with its includes, twarc's flattened form, bare posts; lines or one array."""
    rows = shape()
    path = written(tmp_path, "a.json", json.dumps(rows)) if as_array else jsonl(tmp_path, *rows)
    read = posts(path)
    assert [post.external_id for post in read[:4]] == ["101", "102", "103", "104"]
    assert {post.platform for post in read} == {"X"}
    assert len(read) == (8 if rows[0] is PAGE else 4)


def test_a_page_saved_over_many_lines(tmp_path: Path) -> None:
    """Pretty-printed: the includes are still beside the data."""
    read = posts(written(tmp_path, "a.json", json.dumps(PAGE, indent=2)))
    assert [post.author for post in read] == ["warga_a"] * 4


OLD = {
    "id_str": "77",
    "created_at": "Fri Nov 20 03:00:00 +0000 2026",
    "full_text": "RT @asal: potongan…",
    "user": {"screen_name": "warga_c"},
    "favorite_count": 9,
    "retweeted_status": {"full_text": "potongan yang utuh", "user": {"screen_name": "asal"}},
}


def test_collections_of_the_old_interface(tmp_path: Path) -> None:
    """Version 1.1: the author inside, reposts whole."""
    plain = {**OLD, "id_str": "78", "full_text": "Macet", "in_reply_to_status_id_str": "5"}
    plain.pop("retweeted_status")
    found = harvest(jsonl(tmp_path, OLD, plain))
    repost, reply = found.posts
    assert found.recognised == ("X API v1.1",)
    assert (repost.text, repost.engagement) == ("RT @asal: potongan yang utuh", Engagement())
    assert (reply.kind, reply.engagement, reply.url) == (
        PostKind.COMMENT,
        Engagement(9, None, None, None),
        "https://x.com/warga_c/status/78",
    )


THREAD = {
    "kind": "youtube#commentThread",
    "id": "Ug1",
    "snippet": {
        "videoId": "vid_1",
        "topLevelComment": {
            "kind": "youtube#comment",
            "id": "Ug1",
            "snippet": {
                "authorDisplayName": "@warga",
                "authorChannelId": {"value": "UCa"},
                "textDisplay": "Kapan <b>diperbaiki</b>?",
                "textOriginal": "Kapan diperbaiki?",
                "likeCount": 0,
                "publishedAt": "2026-11-19T23:30:00Z",
            },
        },
        "totalReplyCount": 1,
    },
    "replies": {
        "comments": [
            {
                "kind": "youtube#comment",
                "id": "Ug1.r",
                "snippet": {"textDisplay": "Sabar &amp; doa", "publishedAt": "2026-11-20T00:30:00Z"},
            }
        ]
    },
}


@pytest.mark.parametrize("wrapped", [True, False])
def test_comment_threads_of_youtube(tmp_path: Path, wrapped: bool) -> None:
    """A page or single threads: the comment and its replies, with addresses of their own; 0 likes are 0."""
    page = {"kind": "youtube#commentThreadListResponse", "items": [THREAD, THREAD]}
    found = harvest(jsonl(tmp_path, page) if wrapped else jsonl(tmp_path, THREAD, THREAD))
    read = list(found.posts)
    assert found.recognised == ("YouTube Data API",)
    assert [post.text for post in read[:2]] == ["Kapan diperbaiki?", "Sabar & doa"]
    assert read[0].url == "https://www.youtube.com/watch?v=vid_1&lc=Ug1"
    assert (read[0].author, read[0].engagement) == ("UCa", Engagement(0, None, 1, None))
    assert read[1].engagement == Engagement()
    assert {(post.kind, post.platform) for post in read} == {(PostKind.COMMENT, "YouTube")}


def test_videos_of_youtube(tmp_path: Path) -> None:
    """Search results and videos; entities in titles are resolved."""
    item = {
        "kind": "youtube#searchResult",
        "id": {"kind": "youtube#video", "videoId": "v1"},
        "snippet": {
            "title": "A &amp; B",
            "description": "isi",
            "publishedAt": "2026-11-20T00:00:00Z",
            "channelId": "UCx",
        },
    }
    (post,) = posts(jsonl(tmp_path, {"kind": "youtube#searchListResponse", "items": [item]}))
    assert (post.title, post.kind, post.url) == ("A & B", PostKind.VIDEO, "https://www.youtube.com/watch?v=v1")


def item(platform: str, data: object) -> dict[str, object]:
    """Zeeschuimer's envelope."""
    return {"source_platform": platform, "item_id": "1", "timestamp_collected": 1795000000000, "data": data}


TIKTOK = {
    "id": "7300",
    "desc": "Banjir lagi #kendal",
    "createTime": 1795143600,
    "author": {"uniqueId": "warga.kendal", "nickname": "W"},
    "stats": {"diggCount": 10, "shareCount": 0, "commentCount": 3, "playCount": 900},
}
INSTAGRAM = {
    "code": "C0de",
    "caption": {"text": "Festival kota"},
    "taken_at": 1795143600,
    "user": {"username": "ig_a"},
    "like_count": 4,
    "comment_count": 0,
}
GRAPH = {
    "shortcode": "Sh0rt",
    "edge_media_to_caption": {"edges": [{"node": {"text": "Pasar baru"}}]},
    "taken_at_timestamp": 1795143600,
    "owner": {"username": "ig_b"},
    "edge_media_preview_like": {"count": 0},
}
X_WEB = {
    "rest_id": "555",
    "core": {"user_results": {"result": {"legacy": {"screen_name": "akun_x"}}}},
    "legacy": {
        "full_text": "RT @asal: potongan…",
        "created_at": "Fri Nov 20 03:00:00 +0000 2026",
        "favorite_count": 9,
        "retweeted_status_result": {
            "result": {
                "core": {"user_results": {"result": {"core": {"screen_name": "asal"}}}},
                "legacy": {"full_text": "potongan yang utuh sampai akhir"},
            }
        },
    },
}
THREADS = {
    "code": "ThR",
    "caption": {"text": "Macet total"},
    "taken_at": 1795143600,
    "user": {"username": "th_a"},
    "like_count": 1,
    "text_post_app_info": {"repost_count": 2, "direct_reply_count": 3, "is_reply": True},
}


def test_items_of_zeeschuimer(tmp_path: Path) -> None:
    """TikTok, both forms of Instagram, X with a repost, Threads; other platforms are counted as not used."""
    rows = [
        item("tiktok.com", TIKTOK),
        item("instagram.com", INSTAGRAM),
        item("instagram.com", GRAPH),
        item("twitter.com", X_WEB),
        item("threads.com", THREADS),
        item("imgur.com", {"title": "x"}),
    ]
    found = harvest(jsonl(tmp_path, *rows))
    read = list(found.posts)
    assert [(post.platform, post.text) for post in read] == [
        ("TikTok", "Banjir lagi #kendal"),
        ("Instagram", "Festival kota"),
        ("Instagram", "Pasar baru"),
        ("X", "RT @asal: potongan yang utuh sampai akhir"),
        ("Threads", "Macet total"),
    ]
    assert [post.url for post in read] == [
        "https://www.tiktok.com/@warga.kendal/video/7300",
        "https://www.instagram.com/p/C0de/",
        "https://www.instagram.com/p/Sh0rt/",
        "https://x.com/akun_x/status/555",
        "https://www.threads.com/@th_a/post/ThR",
    ]
    assert [post.engagement for post in read] == [
        Engagement(10, 0, 3, 900),
        Engagement(4, None, 0, None),
        Engagement(0, None, None, None),
        Engagement(),
        Engagement(1, 2, 3, None),
    ]
    assert all(not post.estimated for post in read)
    assert read[4].kind is PostKind.COMMENT
    assert (found.outcome.seen, found.outcome.rejected) == (6, 1)
    assert "Zeeschuimer" in found.outcome.notes[0].id


def status(**more: Any) -> dict[str, Any]:
    """A status of Mastodon."""
    return {
        "id": "117",
        "url": "https://m.contoh.id/@a/117",
        "content": "<p>Longsor di <b>Girimukti</b></p>",
        "created_at": "2026-11-20T03:00:00.000Z",
        "visibility": "public",
        "account": {"acct": "a@m.contoh.id", "indexable": True},
        "reblogs_count": 0,
        "favourites_count": 2,
        "replies_count": 0,
        **more,
    }


def test_statuses_of_mastodon(tmp_path: Path) -> None:
    """HTML read, boosts as reposts; private ones and accounts that shun indexing are not used."""
    rows = [
        status(),
        status(id="118", url="https://m.contoh.id/@b/118", content="", reblog=status()),
        status(id="119", visibility="private"),
        status(id="120", account={"acct": "c", "noindex": True}),
    ]
    found = harvest(written(tmp_path, "a.json", json.dumps(rows)))
    one, boost = found.posts
    assert (one.text, one.platform, one.kind) == ("Longsor di Girimukti", "Mastodon", PostKind.SOCIAL)
    assert one.engagement == Engagement(2, 0, 0, None)
    assert (boost.text, boost.engagement) == ("RT @a@m.contoh.id: Longsor di Girimukti", Engagement())
    assert found.outcome.rejected == 2
    assert len(posts(jsonl(tmp_path, {"accounts": [], "statuses": [status()]}))) == 1


def test_the_officers_columns_outrank_a_layout(tmp_path: Path) -> None:
    """With columns named by hand nothing is recognised."""
    found = harvest(jsonl(tmp_path, item("tiktok.com", TIKTOK)), overrides={"text": "data.id"})
    assert [post.text for post in found.posts] == ["7300"]
    assert found.recognised == ()


def test_memory_stays_flat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of a hundred posts: three times the pages, the same peak once the first bytes are held."""
    monkeypatch.setattr(jsonl_files, "_HEADER_BYTES", 200_000)
    peaks = []
    for pages in (10, 30):
        page = {**PAGE, "data": [tweet(str(n), "kata " * 100) for n in range(100)]}
        path = jsonl(tmp_path, *([page] * pages))
        tracemalloc.start()
        assert sum(1 for _ in harvest(path).posts) == 100 * pages
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def spoiled(draw: Any) -> object:
    """A real shape with some of its parts replaced by anything."""
    shape = json.loads(json.dumps(draw(st.sampled_from([PAGE, OLD, THREAD, TIKTOK, GRAPH, X_WEB, THREADS, status()]))))
    if draw(st.booleans()):
        shape = item(draw(st.sampled_from(["tiktok.com", "instagram.com", "x.com", "threads.net", ""])), shape)
    for _ in range(draw(st.integers(1, 4))):
        here = shape
        while isinstance(here, dict | list) and here:
            key = draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
            if not isinstance(here[key], dict | list) or draw(st.integers(0, 3)) == 0:
                here[key] = draw(_json)
                break
            here = here[key]
    return shape


@settings(max_examples=150, deadline=None)
@given(spoiled() | st.dictionaries(st.text(max_size=5), _json, max_size=4))
def test_no_shape_crashes_a_layout(value: Any) -> None:
    """Whatever stands where; and only our own fields come out."""
    for layout in OBJECT_LAYOUTS:
        layout.fits(value)
        for row in layout.unfold(value):
            assert set(row) <= set(FIELDS)


@settings(max_examples=40, deadline=None)
@given(st.lists(spoiled(), min_size=1, max_size=4))
def test_spoiled_files_are_read_to_their_end(tmp_path_factory: Any, rows: list[object]) -> None:
    """A bad object costs itself."""
    found = harvest(jsonl(tmp_path_factory.mktemp("x"), status(), status(), status(), status(), status(), *rows))
    assert len(list(found.posts)) >= 5


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "tool", "count"),
    [
        ("x-api-v2/edited.jsonl", "X API v2", 1),
        ("x-api-v2/mentions_tweet.jsonl", "X API v2", 1),
        ("x-api-v2/media_tweet.jsonl", "X API v2", 1),
        ("x-api-v2/cotweet.jsonl", "X API v2", 1),
        ("python-youtube/comment_threads_by_video_paged_1.json", "YouTube Data API", 5),
        ("python-youtube/search_by_keywords_p1.json", "YouTube Data API", 25),
        ("python-youtube/videos_info_multi.json", "YouTube Data API", 2),
    ],
)
def test_answers_of_the_real_interfaces(shared_data: Path, name: str, tool: str, count: int) -> None:
    """Recognised, every item a post with address, account and a sure date."""
    path = shared_data / "fixtures" / name
    if not path.is_file():
        pytest.skip("the fixtures are not here: put the shared folder beside the repository to run this test")
    found = harvest(path)
    read = list(found.posts)
    assert (found.recognised, len(read), found.outcome.rejected) == ((tool,), count, 0)
    assert all(post.url and post.author and post.published_at and not post.estimated for post in read)


@pytest.mark.shared
def test_statuses_of_a_real_mastodon(shared_data: Path, tmp_path: Path) -> None:
    """The answers in Mastodon.py's cassettes (server 4.6.4)."""
    path = shared_data / "fixtures" / "mastodon-py" / "test_hashtag_tl.yaml"
    if not path.is_file():
        pytest.skip("the fixtures are not here: put the shared folder beside the repository to run this test")
    # YAML folds a long quoted text over lines and doubles its quotes.
    quoted = re.findall(r"string: '((?:[^']|'')*)'", path.read_text(encoding="utf-8"))
    bodies = [re.sub(r"\n\s+", " ", body).replace("''", "'") for body in quoted]
    lists = [body for body in bodies if body.startswith("[{")]
    assert lists
    for body in lists:
        found = harvest(written(tmp_path, "a.json", body))
        read = list(found.posts)
        assert found.recognised == ("Mastodon",)
        assert len(read) == len(json.loads(body))
        assert all("hashtag toot" in post.text and post.kind is PostKind.SOCIAL for post in read)
