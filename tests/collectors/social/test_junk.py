"""Whatever a service says: every collector ends with an outcome, and what it brings can be taken in."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectors.door.fetch import Fetched
from collectors.factchecks.google_tools import published, read_claims
from collectors.plugins import bluesky_search, telegram
from collectors.plugins.telegram import Pace
from collectors.plugins.telegram_pages import read_page
from collectors.registry import collector_for
from collectors.social.jetstream_events import Event, read_event, wanted
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import CollectError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest, OutcomeKind
from kentongan.pipeline.collecting.intake import intake

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

# Names that the services use, so that junk gets past the first look.
NAMES = """feed post uri record text createdAt embed external title author did labels val indexedAt likeCount cursor records
value values posts items id videoId snippet publishedAt channelId description topLevelComment textOriginal authorChannelId
totalReplyCount resourceId nextPageToken error errors reason code message status details articles url seendate domain data
permalink caption timestamp username paging cursors after meta next_token created_at public_metrics like_count note_tweet
edit_history_tweet_ids author_id account acct username noindex discoverable indexable reblog visibility content spoiler_text
configuration timelines_access hashtag_feeds local remote claims claimReview publisher name site textualRating reviewDate
accessJwt refreshJwt payload $type seq time time_us commit operation collection rkey langs detail parent reply""".split()
VALUES = [
    *(
        "at://did:plc:a/app.bsky.feed.post/3k",
        "2026-11-20T03:00:00Z",
        "9" * 400,
        "https://a.test/x",
        "http://[",
        "//",
        "public",
    ),
    *(
        "javascript:alert(1)",
        "\ud800",
        "\x00",
        "app.bsky.feed.post",
        "create",
        "delete",
        "!no-unauthenticated",
        "quotaExceeded",
    ),
    *(0, -1, 10**30, 190, 4, True, None, 1e308, "", " ", "﷽" * 50, "id", "<p>a<p><b>", "&#0;&#x110000;&amp;amp;"),
]
scalars = st.sampled_from(VALUES) | st.text(max_size=20) | st.integers() | st.floats(allow_nan=False) | st.booleans()
junk = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=8)
    ),
    max_leaves=40,
)
statuses = st.sampled_from([200, 200, 200, 400, 401, 402, 403, 404, 410, 422, 429])
headers = st.dictionaries(
    st.sampled_from(["link", "ratelimit-reset", "ratelimit-remaining", "x-ratelimit-reset", "x-rate-limit-reset"]),
    st.sampled_from(
        ["0", "9" * 30, '<http://[>; rel="prev"', '<x?min_id=>; rel="prev"', "²", "2026-99-99", "-5", "\udcff"]
    ),
)

SOURCES = {
    "mastodon": ("https://m.test/tags/banjir", {}),
    "bluesky": ("", {"akun": "a.test"}),
    "youtube": ("", {"kata": "banjir", "komentar": "ya"}),
    "gdelt": ("", {"kata": "banjir"}),
    "bluesky_search": ("", {"kata": "banjir", "akun": "a.test"}),
    "threads": ("", {"kata": "banjir"}),
    "x": ("", {"kata": "banjir", "anggaran": "5"}),
    "telegram": ("", {"kanal": "kabar"}),
    "google_news": ("", {"kata": "banjir"}),
    "instagram": ("", {"tagar": "banjir", "pengguna": "1"}),
}


_POST = {
    "uri": "at://did:plc:a/app.bsky.feed.post/3k",
    "author": {"did": "did:plc:a", "labels": [{"val": "x"}]},
    "record": {"text": "Banjir", "createdAt": "2026-11-20T03:00:00Z", "embed": {"external": {"title": "t"}}},
    "indexedAt": "2026-11-20T03:00:00Z",
    "likeCount": 1,
}
_MEDIA = {
    "id": "1",
    "text": "Banjir",
    "caption": "Banjir",
    "timestamp": "2026-11-20T03:00:00Z",
    "permalink": "https://a.test/1",
}
_SNIPPET = {"publishedAt": "2026-11-20T03:00:00Z", "channelId": "UC", "title": "Banjir &amp;", "description": "d"}
_COMMENT = {
    "textOriginal": "Kapan?",
    "publishedAt": "2026-11-20T03:00:00Z",
    "authorChannelId": {"value": "UC"},
    "likeCount": 1,
}
_STATUS = {
    "id": "5",
    "created_at": "2026-11-20T03:00:00Z",
    "url": "https://m.test/@a/5",
    "content": "<p>Banjir</p>",
    "account": {"acct": "a@m.test", "username": "a"},
    "favourites_count": 1,
}
_TWEET = {
    "id": "5",
    "text": "Banjir",
    "created_at": "2026-11-20T03:00:00Z",
    "author_id": "1",
    "public_metrics": {"like_count": 1},
    "edit_history_tweet_ids": ["4"],
}
# What each service says when all is well, in the order in which it is asked; junk takes the place of parts of it.
GOOD: dict[str, list[Any]] = {
    "mastodon": [
        {"configuration": {"timelines_access": {"hashtag_feeds": {"local": "public"}}}},
        [_STATUS] * 25,
        [_STATUS],
    ],
    "bluesky": [{"feed": [{"post": _POST}], "cursor": "c"}, {"posts": [_POST]}],
    "youtube": [
        {"items": [{"id": {"videoId": "v"}, "snippet": _SNIPPET}]},
        {"items": [{"snippet": {"topLevelComment": {"id": "c", "snippet": _COMMENT}, "totalReplyCount": 1}}]},
    ],
    "gdelt": [
        {
            "articles": [
                {"url": "https://a.test/x", "title": "Banjir", "seendate": "20261120T030000Z", "domain": "a.test"}
            ]
        }
    ],
    "bluesky_search": [{"accessJwt": "a", "refreshJwt": "r"}, {"posts": [_POST], "cursor": "c"}],
    "threads": [{"data": [_MEDIA], "paging": {"cursors": {"after": "a"}}}],
    "x": [{"data": [_TWEET], "meta": {"next_token": "n"}}],
    "instagram": [{"data": [{"id": "17"}]}, {"data": [_MEDIA], "paging": {"cursors": {"after": "a"}}}],
}


def spoiled(good: Any, draw: Any) -> Any:
    """`good` with junk in place of one part of it."""
    if isinstance(good, dict) and good and draw(st.integers(0, 9)):
        name = draw(st.sampled_from(sorted(good)))
        return {**good, name: spoiled(good[name], draw)}
    if isinstance(good, list) and good and draw(st.integers(0, 9)):
        at = draw(st.integers(0, len(good) - 1))
        return [*good[:at], spoiled(good[at], draw), *good[at + 1 :]]
    return draw(junk)


class JunkDoor:
    """Answers every visit with the next of its answers."""

    def __init__(self, answers: list[tuple[int, bytes, dict[str, str]]]) -> None:
        self._answers = answers
        self._at = 0

    def secret(self, _name: str) -> str:
        """A key."""
        return "kunci"

    async def get(self, url: str, *, also: Any = (), **_rest: Any) -> Fetched:
        """Junk; a status nobody asked to see is an error as at the real door."""
        status, body, heads = self._answers[self._at % len(self._answers)]
        self._at += 1
        if status != 200 and status not in also:
            raise CollectError(Say("galat", "error"))
        return Fetched(url, status, heads, body, False, "")


def visit(kind: str, answers: list[tuple[int, bytes, dict[str, str]]], state: FeedState) -> Harvest:
    """One visit, with everything it brings taken in."""
    address, options = SOURCES[kind]
    source = Source(content_id("s", kind), kind, kind, address, options=options)
    bluesky_search._sessions.clear()
    door: Any = JunkDoor(answers)
    found = asyncio.run(collector_for(kind).collect(source, state, door, StoppedClock(NOW)))
    posts = list(intake(found.posts, source, key=b"k" * 32, now=NOW))
    assert len(posts) == len(found.posts)
    assert all(post.published_at.tzinfo for post in posts)
    if found.outcome.kind is not OutcomeKind.OK and found.outcome.kind is not OutcomeKind.UNCHANGED:
        assert found.outcome.reason is not None
    return found


@pytest.fixture(autouse=True)
def _no_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second a page is for real sites."""
    monkeypatch.setattr(telegram, "PACE", Pace(0.0))


@pytest.mark.parametrize("kind", SOURCES)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_junk_ends_with_an_outcome(kind: str, data: st.DataObject) -> None:
    """JSON of any shape under the names that the service uses; twice, so that its memory is junk as well."""
    said = data.draw(st.lists(st.tuples(statuses, junk, headers), min_size=1, max_size=4))
    answers = [(status, json.dumps(body).encode(), heads) for status, body, heads in said]
    found = visit(kind, answers, FeedState(cursor=data.draw(junk.map(json.dumps))))
    visit(kind, answers, FeedState(cursor=(found.state or FeedState()).cursor))


@pytest.mark.parametrize("kind", GOOD)
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_spoiled_answers_end_with_an_outcome(kind: str, data: st.DataObject) -> None:
    """What the service says when all is well, with junk in one place of each answer; the second visit remembers."""
    state = FeedState()
    for _ in range(2):
        answers = [(200, json.dumps(spoiled(good, data.draw)).encode(), data.draw(headers)) for good in GOOD[kind]]
        state = FeedState(cursor=(visit(kind, answers, state).state or FeedState()).cursor)


@pytest.mark.parametrize("kind", GOOD)
def test_the_good_answers_are_good(kind: str) -> None:
    """Else the test above would spoil what is spoiled already."""
    assert visit(kind, [(200, json.dumps(good).encode(), {}) for good in GOOD[kind]], FeedState()).posts


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[" * 5000, b'{"a":' * 2000, b"<html>", b"9" * 5000, b"NaN", b"null"]
)
def test_bytes_end_with_an_outcome(kind: str, body: bytes) -> None:
    """No JSON at all, or one that is deep."""
    visit(kind, [(200, body, {})], FeedState(cursor="{"))


@settings(max_examples=150, deadline=None)
@given(junk)
def test_junk_of_jetstream(body: Any) -> None:
    """Messages and records."""
    found = read_event(json.dumps(body))
    if isinstance(found, Event) and found.record is not None:
        wanted(found.record, ("banjir",), ("id",))
    if isinstance(body, dict):
        wanted(body, ("banjir",), ("id",))


@settings(max_examples=100, deadline=None)
@given(junk)
def test_junk_of_fact_checks(body: Any) -> None:
    """Claims of any shape."""
    if isinstance(body, dict):
        read_claims(body)
    door: Any = JunkDoor([(200, json.dumps(body).encode(), {})])
    with suppress(CollectError):
        asyncio.run(published(door, publishers=("a.test",)))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")))
def test_junk_of_telegram(body: bytes) -> None:
    """Pages of any bytes."""
    read_page(body)
    read_page(b'<div class="tgme_widget_message" data-post="a/1">' + body)
