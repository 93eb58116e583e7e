"""Kinds that an office must allow: X, Threads, Instagram, Google News."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from collectors import registry
from collectors.door.refusals import for_status
from collectors.plugins import google_news, instagram, threads, x
from collectors.plugins.google_news import GoogleNewsCollector, read_items
from collectors.plugins.instagram import InstagramCollector
from collectors.plugins.threads import ThreadsCollector
from collectors.plugins.x import XCollector, thousandths
from collectors.registry import notice_of
from kentongan.core.errors import FormatError
from kentongan.core.runs import Cause, FeedState, OutcomeKind
from kentongan.pipeline.collecting.intake import intake

# What the door makes of a server's own trouble.
TROUBLE = for_status("https://layanan.test/", 503, None).cause
NOTED = ("youtube", "gdelt", "bluesky_search", "threads", "x", "telegram", "google_news", "instagram")


@pytest.mark.parametrize("kind", NOTED)
def test_every_kind_that_is_off_has_a_note(kind: str) -> None:
    """In both languages, with what is to be decided and as of when."""
    notice = notice_of(kind)
    assert notice is not None
    assert "keadaan per" in notice.id
    assert "nstansi memutuskan" in notice.id
    assert "as of" in notice.en
    assert "he office decides" in notice.en


def test_kinds_that_are_on_have_none() -> None:
    """Nothing to decide where everybody may read."""
    assert not [kind for kind in registry.BUILT_IN if kind not in NOTED and notice_of(kind)]


@pytest.mark.parametrize(
    ("kind", "address", "part", "parameter", "value"),
    [
        ("x", "https://x.com/search?q=banjir%20samarinda", "search", "query", "banjir samarinda lang:in -is:retweet"),
        ("threads", "https://www.threads.com/search?q=banjir", "keyword_search", "q", "banjir"),
        ("instagram", "https://www.instagram.com/explore/tags/banjir/", "ig_hashtag_search", "q", "banjir"),
    ],
)
def test_a_pasted_address_says_what_is_wanted(
    on_x: Any,
    meta: Any,
    service: Any,
    reply: Any,
    desk: Any,
    source: Any,
    kind: str,
    address: str,
    part: str,
    parameter: str,
    value: str,
) -> None:
    """The address of a search page or a hashtag does without options for the words."""
    service.answer = lambda _call: reply({"data": []})
    desk.visit(registry.collector_for(kind), source(kind, address, anggaran="5", pengguna="1"))
    assert service.asked(part)[0].one(parameter) == value


# X


def tweet(number: int, **more: Any) -> dict[str, Any]:
    """A post as version 2 of the interface has it."""
    made = {
        "id": str(number),
        "text": f"Banjir {number}",
        "created_at": "2026-11-20T03:00:00.000Z",
        "author_id": "77",
        "public_metrics": {"retweet_count": 1, "quote_count": 2, "reply_count": 3, "like_count": 4},
    }
    return made | more


@pytest.fixture
def on_x(service: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A search that has as many posts as the test says; 100 a page at most."""
    monkeypatch.setattr(x, "API", service.url("/2/search"))
    tweets: list[dict[str, Any]] = []

    def answer(call: Any) -> Any:
        most = int(call.one("max_results"))
        if not 10 <= most <= 100:
            return reply({"title": "Invalid Request", "detail": "max_results", "status": 400}, 400)
        start = int(call.one("next_token") or 0)
        page = tweets[start : start + most]
        more = {"next_token": str(start + most)} if len(tweets) > start + most else {}
        return reply({"data": page, "meta": {"result_count": len(page), **more}} if page else {"meta": more})

    service.answer = answer
    return tweets


def test_x_posts_are_kept_without_an_account(on_x: Any, desk: Any, source: Any, service: Any) -> None:
    """The key in a header, the query with language and without reposts, an edit under its first number."""
    on_x[:] = [tweet(5, edit_history_tweet_ids=["3", "5"], note_tweet={"text": "panjang"}), tweet(4)]
    where = source("x", kata="banjir", anggaran="5")
    found = desk.visit(XCollector(), where)
    edited, other = intake(found.posts, where, key=b"k" * 32, now=desk.now)
    assert (edited.external_id, edited.text, edited.url) == ("3", "panjang", "https://x.com/_/status/5")
    assert (other.engagement.likes, other.engagement.shares, other.engagement.views) == (4, 3, None)
    asked = service.asked()[0]
    assert asked.headers["authorization"] == "Bearer rahasia-kantor"
    assert asked.one("query") == "banjir lang:in -is:retweet"
    assert "expansions" not in asked.query  # users cost twice as much as posts
    desk.visit(XCollector(), where)
    assert service.asked()[1].one("since_id") == "5"


def test_x_stops_at_the_budget(on_x: Any, desk: Any, source: Any, service: Any) -> None:
    """Never a post more than the month's money pays for; on from the first of the next month."""
    on_x[:] = [tweet(n) for n in range(1000, 0, -1)]
    where = source("x", kata="banjir", anggaran="0,60", maksimum="500")  # 120 posts
    found = desk.visit(XCollector(), where)
    assert [int(call.one("max_results")) for call in service.asked()] == [100, 20]
    assert len(found.posts) == 120
    assert found.outcome.partial
    again = desk.visit(XCollector(), where)
    assert (again.outcome.kind, again.outcome.cause) == (OutcomeKind.SKIPPED, Cause.LIMITED)
    assert len(service.asked()) == 2
    assert desk.state.not_before.isoformat() == "2026-12-01T00:00:00+00:00"
    desk.now = desk.state.not_before
    assert desk.visit(XCollector(), where).posts


def test_x_says_what_it_costs(on_x: Any, desk: Any, source: Any) -> None:
    """At every visit, in the month's sum."""
    on_x[:] = [tweet(n) for n in range(30, 0, -1)]
    found = desk.visit(XCollector(), source("x", kata="banjir", anggaran="5"))
    assert "USD 0,15 dari 5,00" in found.outcome.notes[-1].id
    assert [thousandths(one) for one in ("5", "2,50", "0.005", "", "lima", "-1", "1e9")] == [5000, 2500, 5, 0, 0, 0, 0]


def test_x_needs_a_budget(on_x: Any, desk: Any, source: Any, service: Any) -> None:
    """Nothing is bought without one."""
    for options in ({"kata": "banjir"}, {"kata": "banjir", "anggaran": "0"}, {"anggaran": "5"}):
        assert desk.visit(XCollector(), source("x", **options)).outcome.kind is OutcomeKind.FAILED
    assert not service.asked()


def test_x_reaches_back_a_week_at_most(on_x: Any, desk: Any, source: Any, service: Any) -> None:
    """After a long rest an old number would be refused; a moment within reach is asked for."""
    on_x[:] = [tweet(1)]
    where = source("x", kata="banjir", anggaran="5")
    desk.visit(XCollector(), where)
    desk.now += timedelta(days=9)
    desk.visit(XCollector(), where)
    assert service.asked()[1].one("start_time") == "2026-11-24T03:00:00Z"


@pytest.mark.parametrize(
    ("status", "kind", "cause"),
    [
        (400, OutcomeKind.FAILED, Cause.BROKEN),
        (401, OutcomeKind.FAILED, Cause.KEY),
        (402, OutcomeKind.FAILED, Cause.BLOCKED),
        (403, OutcomeKind.FAILED, Cause.BLOCKED),
        (429, OutcomeKind.SKIPPED, Cause.LIMITED),
        (503, OutcomeKind.FAILED, TROUBLE),
    ],
)
def test_x_refuses(
    on_x: Any, service: Any, reply: Any, desk: Any, source: Any, status: int, kind: OutcomeKind, cause: Cause
) -> None:
    """Each status, with the reset of a limit."""
    body = {"title": "t", "detail": "d", "type": "about:blank", "status": status}
    reset = str(int((desk.now + timedelta(minutes=9)).timestamp()))
    service.answer = lambda _call: reply(body, status, {"x-rate-limit-reset": reset})
    found = desk.visit(XCollector(), source("x", kata="banjir", anggaran="5"))
    assert (found.outcome.kind, found.outcome.cause) == (kind, cause)
    if status == 429:
        assert desk.state.not_before == desk.now + timedelta(minutes=9)


@pytest.mark.shared
def test_real_posts_of_x_are_read(shared_data: Path, on_x: Any, desk: Any, source: Any) -> None:
    """Recorded answers: long texts, edits, counts."""
    folder = shared_data / "fixtures" / "x-api-v2"
    if not folder.is_dir():
        pytest.skip("the recorded answers are not here")
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            on_x[:] = json.loads(line)["data"]
            desk.state = FeedState()
            found = desk.visit(XCollector(), source("x", kata="banjir", anggaran="5"))
            assert len(found.posts) == len(on_x)
            assert all(
                post.author and not post.estimated and post.engagement.total() is not None for post in found.posts
            )


# Threads and Instagram


@pytest.fixture
def meta(service: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Both interfaces of Meta."""
    monkeypatch.setattr(threads, "API", service.url("/v1.0/keyword_search"))
    monkeypatch.setattr(instagram, "API", service.url())
    item = {"id": "9", "text": "Banjir", "caption": "Banjir", "timestamp": "2026-11-20T03:00:00+0000"}
    item |= {"permalink": "https://www.threads.com/@warga/post/C9", "username": "warga", "like_count": 3}

    def answer(call: Any) -> Any:
        if call.path.endswith("ig_hashtag_search"):
            return reply({"data": [{"id": str(17841 + sum(map(ord, call.one("q"))))}]})
        return reply({"data": [item], "paging": {"cursors": {"after": ""}}})

    service.answer = answer
    return item


def test_threads_posts(meta: Any, desk: Any, source: Any, service: Any) -> None:
    """Without the account; the token in the query and in nothing that is kept."""
    where = source("threads", kata="banjir")
    found = desk.visit(ThreadsCollector(), where)
    (post,) = intake(found.posts, where, key=b"k" * 32, now=desk.now)
    assert (post.text, post.url) == ("Banjir", "https://www.threads.com/_/post/C9")
    assert (post.published_at.isoformat(), post.estimated) == ("2026-11-20T03:00:00+00:00", False)
    assert service.asked()[0].one("access_token") == "rahasia-kantor"
    assert "rahasia" not in repr(found)


def test_an_empty_answer_of_threads_proves_nothing(meta: Any, reply: Any, desk: Any, source: Any, service: Any) -> None:
    """And says so."""
    service.answer = lambda _call: reply({"data": []})
    found = desk.visit(ThreadsCollector(), source("threads", kata="banjir"))
    assert found.outcome.kind is OutcomeKind.UNCHANGED
    assert "bukan bukti" in found.outcome.notes[0].id


def test_threads_questions_are_counted(meta: Any, desk: Any, source: Any, service: Any) -> None:
    """The share of a moving day."""
    where = source("threads", kata="banjir", jatah="2")
    outcomes = [desk.visit(ThreadsCollector(), where).outcome.kind for _ in range(4)]
    assert outcomes == [OutcomeKind.OK, OutcomeKind.OK, OutcomeKind.SKIPPED, OutcomeKind.SKIPPED]
    assert len(service.asked()) == 2
    desk.now = desk.state.not_before
    assert desk.visit(ThreadsCollector(), where).outcome.kind is OutcomeKind.OK


def test_instagrams_hashtags_are_counted(meta: Any, desk: Any, source: Any, service: Any) -> None:
    """30 different ones in 7 days; those in use go on, a new one waits."""
    thirty = [f"tagar{n}" for n in range(30)]
    found = desk.visit(InstagramCollector(), source("instagram", tagar=",".join(thirty), pengguna="1"))
    assert len(found.posts) == 30
    more = desk.visit(InstagramCollector(), source("instagram", tagar="tagar0, baru", pengguna="1"))
    assert (len(more.posts), more.outcome.partial) == (1, True)
    assert "baru" in more.outcome.notes[0].id
    assert len(service.asked("ig_hashtag_search")) == 30
    only_new = desk.visit(InstagramCollector(), source("instagram", tagar="baru", pengguna="1"))
    assert only_new.outcome.kind is OutcomeKind.SKIPPED
    desk.now = desk.state.not_before
    assert desk.visit(InstagramCollector(), source("instagram", tagar="baru", pengguna="1")).posts


@pytest.mark.parametrize(
    ("status", "error", "kind", "cause"),
    [
        (400, {"code": 190, "message": "expired"}, OutcomeKind.FAILED, Cause.KEY),
        (400, {"code": 4, "message": "limit"}, OutcomeKind.SKIPPED, Cause.LIMITED),
        (403, {"code": 10, "message": "permission"}, OutcomeKind.FAILED, Cause.BLOCKED),
        (500, {"code": 2, "message": "temporary"}, OutcomeKind.FAILED, Cause.BROKEN),
        (400, {"code": 100, "message": "parameter"}, OutcomeKind.FAILED, Cause.BROKEN),
        (200, {"code": 190, "message": "expired"}, OutcomeKind.FAILED, Cause.KEY),
        (404, {}, OutcomeKind.FAILED, Cause.NOT_FOUND),
        (429, {}, OutcomeKind.SKIPPED, Cause.LIMITED),
    ],
)
def test_meta_refuses(
    meta: Any, service: Any, reply: Any, desk: Any, source: Any, status: int, error: Any, kind: Any, cause: Cause
) -> None:
    """By the code in the body."""
    service.answer = lambda _call: reply({"error": error}, status)
    for collector, where in (
        (ThreadsCollector(), source("threads", kata="banjir")),
        (InstagramCollector(), source("instagram", tagar="banjir", pengguna="1")),
    ):
        desk.state = FeedState()
        found = desk.visit(collector, where)
        assert (found.outcome.kind, found.outcome.cause) == (kind, cause)


# Google News

FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><generator>NFE/5.0</generator>
<copyright>Copyright</copyright>
<item><title>Banjir &amp; longsor - Antara</title><link>https://news.google.com/rss/articles/CBMi1?oc=5</link>
<guid isPermaLink="false">CBMi1</guid><pubDate>Fri, 20 Nov 2026 00:15:29 GMT</pubDate>
<description>&lt;ol&gt;&lt;/ol&gt;</description><source url="https://www.antaranews.com">Antara</source></item>
<item><title>Jalan rusak - Kabar - Media Lokal</title><link>https://news.google.com/rss/articles/CBMi2?oc=5</link>
<pubDate>entah</pubDate><source url="https://lokal.test">Media Lokal</source></item>
</channel></rss>"""


def test_headlines_of_google_news(service: Any, reply: Any, desk: Any, source: Any, monkeypatch: Any) -> None:
    """Title without the outlet's name, the outlet as the source, one article over two queries; once an hour."""
    monkeypatch.setattr(google_news, "ADDRESS", service.url("/rss/search"))
    service.answer = lambda _call: reply(FEED.encode())
    found = desk.visit(GoogleNewsCollector(), source("google_news", kata="banjir"))
    first, second = found.posts
    assert (first.title, first.source_name, first.tier) == ("Banjir & longsor", "Antara", 1)
    assert (second.title, second.source_name, second.published_at) == ("Jalan rusak - Kabar", "Media Lokal", None)
    asked = service.asked()[0]
    assert (asked.one("q"), asked.one("ceid")) == ("banjir when:1d", "ID:id")
    assert desk.visit(GoogleNewsCollector(), source("google_news", kata="banjir")).outcome.kind is OutcomeKind.SKIPPED
    desk.state = FeedState()
    service.answer = lambda _call: reply(FEED.replace("CBMi1", "CBMi9").encode())
    again = desk.visit(GoogleNewsCollector(), source("google_news", kata="longsor"))
    assert again.posts[0].external_id == first.external_id


@pytest.mark.parametrize("body", [b"", b"<html><body>Sebelum melanjutkan</body></html>", b"{}"])
def test_google_news_pages_that_are_no_feed(body: bytes) -> None:
    """A consent page, nothing at all."""
    with pytest.raises(FormatError):
        list(read_items(body))
