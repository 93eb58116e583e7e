"""WordPress sites by a small stand-in; `tests/servers/test_wordpress.py` says the same of the real one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.registry import harvest
from collectors.sites import wordpress_json as wp
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import FormatError
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest, OutcomeKind

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SOURCE = Source("s-1", "wordpress", "Warta", "https://warta.contoh.id/")


def gmt(moment: datetime) -> str:
    """As `_gmt` fields are written."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


@dataclass
class FakeWordPress:
    """Answers `/wp-json/wp/v2/posts` as WordPress 6.1 does, as far as it is asked.

    Args:
        before: bytes printed before the JSON.
        refuses: status and body instead of every answer.
        hides: ids that the list leaves out although the post is there (a stale cache).
        ignores: parameters of a newer version that are not obeyed.
    """

    posts: dict[int, dict[str, Any]] = field(default_factory=dict)
    before: bytes = b""
    refuses: tuple[int, bytes] | None = None
    hides: frozenset[int] = frozenset()
    ignores: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)

    def post(self, number: int, hours: float, *, changed: float | None = None, **more: Any) -> None:
        """Publish post `number` so many hours before NOW."""
        self.posts[number] = {
            "id": number,
            "guid": {"rendered": f"https://warta.contoh.id/?p={number}"},
            "date_gmt": gmt(NOW - timedelta(hours=hours)),
            "modified_gmt": gmt(NOW - timedelta(hours=hours if changed is None else changed)),
            "link": f"https://warta.contoh.id/berita-{number}/",
            "title": {"rendered": f"Berita &#8216;{number}&#8217;"},
            "excerpt": {"rendered": "<p>Ringkas</p>", "protected": False},
            "content": {"rendered": f"<p>Isi {number}.</p>", "protected": False},
            **more,
        }

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        self.asked.append(handler.path)
        status, body = self.refuses or self._answer(handler.path)
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(self.before + body)))
        handler.end_headers()
        handler.wfile.write(self.before + body)

    def _answer(self, path: str) -> tuple[int, bytes]:
        parts = urlsplit(path)
        query = {k: v[0] for k, v in parse_qs(parts.query).items() if k not in self.ignores}
        tail = parts.path.rpartition("/")[2]
        if tail.isdigit():
            found = self.posts.get(int(tail))
            return (200, json.dumps(found).encode()) if found else error("rest_post_invalid_id", 404)
        items = list(self._matching(query))
        key = {"date": "date_gmt", "modified": "modified_gmt", "id": "id"}[query.get("orderby", "date")]
        items.sort(key=lambda one: one[key], reverse=query.get("order", "desc") == "desc")
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        if page > 1 and (page - 1) * size >= len(items):
            return error("rest_post_invalid_page_number", 400)
        return 200, json.dumps(items[(page - 1) * size : page * size]).encode()

    def _matching(self, query: dict[str, str]) -> Iterator[dict[str, Any]]:
        bounds = {
            "after": "date_gmt",
            "before": "date_gmt",
            "modified_after": "modified_gmt",
            "modified_before": "modified_gmt",
        }
        included = {int(one) for one in query["include"].split(",")} - self.hides if "include" in query else None
        for one in self.posts.values():
            if included is not None and one["id"] not in included:
                continue
            held = (
                (one[name], query[bound].rstrip("Z"), "after" in bound)
                for bound, name in bounds.items()
                if bound in query
            )
            if all(value > limit if lower else value < limit for value, limit, lower in held):
                yield one


def error(code: str, status: int) -> tuple[int, bytes]:
    """An error of the API."""
    return status, json.dumps({"code": code, "message": "x", "data": {"status": status}}).encode()


class Routes(dict[str, Any]):
    """Routes of which those of the API are answered by the stand-in whatever the query."""

    def __init__(self, fake: FakeWordPress) -> None:
        super().__init__()
        self.fake = fake

    def get(self, key: str, default: Any = None) -> Any:
        """The route of a path."""
        return self.fake if key.startswith("/wp-json/") else super().get(key, default)


class Reader:
    """Visits a site again and again."""

    def __init__(self, site, make_door) -> None:
        self.site, self.make_door, self.now, self.state = site, make_door, NOW, FeedState()
        self.fake = FakeWordPress()
        site.routes = Routes(self.fake)
        self.source = Source("s-1", "wordpress", "Warta", site.url("/"))

    def visit(self, later: timedelta = timedelta()) -> Harvest:
        """One visit, so much later."""
        self.now += later
        clock = StoppedClock(self.now)
        brought = asyncio.run(harvest(self.source, self.state, self.make_door(clock=clock), clock))
        self.state = brought.state or FeedState()
        return brought


@pytest.fixture
def reader(site, make_door) -> Reader:
    """A reader of a fresh site."""
    return Reader(site, make_door)


def numbers(brought: Harvest) -> list[str]:
    """The numbers of the posts that came."""
    return [post.external_id.rpartition("=")[2] for post in brought.posts]


FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>Dari umpan</title>'
    b"<guid>https://warta.contoh.id/?p=1</guid><pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>"
)


def test_posts_edits_and_nothing_new(reader) -> None:
    """Two days on the first visit, then what is new or changed; a post older than the first visit stays out."""
    reader.fake.post(1, 60, changed=60)
    reader.fake.post(2, 3)
    first = reader.visit()
    assert [(post.title, post.text, post.published_at) for post in first.posts] == [
        ("Berita ‘2’", "Isi 2.", NOW - timedelta(hours=3))
    ]
    assert reader.visit(timedelta(hours=1)).outcome.kind is OutcomeKind.UNCHANGED
    reader.fake.post(1, 60, changed=-1)
    reader.fake.post(2, 3, changed=-1)
    assert numbers(reader.visit(timedelta(hours=2))) == ["2"]
    reader.fake.post(3, -4)
    assert numbers(reader.visit(timedelta(hours=3))) == ["3"]


def test_little_is_asked_and_never_for_people(reader) -> None:
    """Two requests a visit, only fields that are used, neither users nor what is embedded."""
    reader.fake.post(2, 3)
    reader.visit()
    reader.visit(timedelta(hours=1))
    assert len(reader.fake.asked) == 4
    for path in reader.fake.asked:
        fields = parse_qs(urlsplit(path).query)["_fields"][0].split(",")
        assert not {"author", "_embedded", "_links"} & set(fields)
        assert "/users" not in path
        assert "page=" not in path.replace("per_page=", "")


def test_protected_posts_stay_out(reader) -> None:
    """What wants a password is not public."""
    reader.fake.post(2, 3, content={"rendered": "", "protected": True})
    assert reader.visit().posts == ()


def test_deleted_posts_are_withdrawn_once_sure(reader) -> None:
    """A list that leaves a post out is not believed before the post itself was asked for."""
    for number in range(1, 5):
        reader.fake.post(number, number)
    reader.visit()
    reader.fake.hides = frozenset({1})
    del reader.fake.posts[2]
    later = reader.visit(timedelta(hours=7))
    assert later.withdrawn == ("https://warta.contoh.id/?p=2",)
    assert "dihapus" in later.outcome.notes[0].id
    reader.fake.posts.clear()
    assert reader.visit(timedelta(hours=7)).withdrawn == ()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        error("rest_cannot_access", 401),
        error("rest_login_required", 401),
        error("rest_not_logged_in", 401),
        error("rest_forbidden", 403),
        error("rest_no_route", 404),
        (200, b"<!doctype html><html><form>Silakan masuk</form></html>"),
        (403, b"<html>Wordfence</html>"),
        (404, b""),
        (200, b""),
        (200, b'"teks"'),
    ],
)
def test_a_hidden_api_gives_way_to_the_feed(reader, status: int, body: bytes) -> None:
    """Every way of hiding: the feed is read, it is said once, and after a week the API is asked again."""
    reader.fake.refuses = (status, body)
    reader.site.say("/feed/", FEED)
    first = reader.visit()
    assert [post.title for post in first.posts] == ["Dari umpan"]
    assert "REST WordPress" in first.outcome.notes[0].id
    reader.fake.asked.clear()
    second = reader.visit(timedelta(hours=1))
    assert (reader.fake.asked, second.outcome.notes, second.outcome.kind) == ([], (), OutcomeKind.UNCHANGED)
    reader.fake.refuses = None
    reader.fake.post(7, -24 * 6)
    assert numbers(reader.visit(timedelta(days=7))) == ["7"]
    assert "way" not in reader.state.cursor


def test_a_site_that_shows_nothing_fails_with_the_reason(reader) -> None:
    """Neither API nor feed nor sitemap."""
    reader.fake.refuses = error("rest_forbidden", 403)
    outcome = reader.visit().outcome
    assert (outcome.kind, outcome.cause) == (OutcomeKind.FAILED, Cause.BLOCKED)
    assert "rest_forbidden" in outcome.reason.id


def test_a_passing_failure_changes_no_way(reader) -> None:
    """503: failed, tried again; only an API that breaks every time gives way to the feed."""
    reader.fake.refuses = (503, b"")
    reader.site.say("/feed/", FEED)
    assert [reader.visit(timedelta(hours=1)).outcome.kind for _ in range(2)] == [OutcomeKind.FAILED] * 2
    assert "/feed/" not in reader.site.paths()
    assert [post.title for post in reader.visit(timedelta(hours=1)).posts] == ["Dari umpan"]


def test_a_feed_that_fails_for_once_stays_the_way(reader) -> None:
    """The other ways are not tried because the server is down."""
    reader.fake.refuses = error("rest_forbidden", 401)
    reader.site.say("/feed/", FEED)
    reader.visit()
    reader.site.say("/feed/", b"", 500)
    reader.site.seen.clear()
    assert reader.visit(timedelta(hours=1)).outcome.kind is OutcomeKind.FAILED
    assert set(reader.site.paths()) == {"/robots.txt", "/feed/"}
    assert "way" in reader.state.cursor


def test_an_old_version_ignores_the_bound_of_change(reader) -> None:
    """Before 5.7: new posts come, the oldest of all times do not."""
    reader.fake.ignores = frozenset({"modified_after"})
    for number in range(150):
        reader.fake.post(number + 1, 24 * 400 - number)
    reader.fake.post(900, 2)
    assert numbers(reader.visit()) == ["900"]
    assert len(reader.fake.asked) == 2


def test_a_bulk_edit_of_hundreds_in_one_second(reader) -> None:
    """A portion within one second is read by id; nothing is lost, nothing comes twice."""
    for number in range(1, 251):
        reader.fake.post(number, 20, changed=5)
    found = numbers(reader.visit()) + numbers(reader.visit(timedelta(hours=1)))
    assert sorted(found, key=int) == [str(number) for number in range(1, 251)]


@pytest.mark.parametrize("noise", [b"\xef\xbb\xbf", b"\n\n", b"<br />\n<b>Notice</b>: x[0] in {main} [a, b] {c: 1}\n"])
def test_what_php_prints_before_the_json(reader, noise: bytes) -> None:
    """A mark, empty lines, a notice with brackets of its own."""
    reader.fake.before = noise
    reader.fake.post(2, 3)
    assert numbers(reader.visit()) == ["2"]


def test_odd_items_are_left_out(reader) -> None:
    """Numbers as texts, missing titles, addresses that are none."""
    reader.fake.post(2, 3, link="javascript:x", title="tanpa objek")
    reader.fake.post(3, 3, title=None, content=None, excerpt=None)
    reader.fake.post(4, 3, date_gmt="2026-11-21T01:00:00", guid=None)
    posts = reader.visit().posts
    assert [(post.title, post.url) for post in posts] == [
        ("tanpa objek", ""),
        ("Berita ‘4’", "https://warta.contoh.id/berita-4/"),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "title", "content", "rendered", "link", "date_gmt", "guid", "code", "data", "status"]
            ),
            inner,
        )
    ),
    max_leaves=20,
)


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_junk_is_no_crash(answer: object) -> None:
    """Any JSON is posts, an error of the API, or one plain error."""
    try:
        found = wp.read_answer(json.dumps(answer).encode(), what="https://warta.contoh.id/wp-json/")
    except FormatError:
        return
    wp.refusal(found)
    wp.read_posts(found if isinstance(found, list) else [found], SOURCE, base_url="https://warta.contoh.id/")


@pytest.mark.parametrize(
    ("address", "roots", "home"),
    [
        ("https://x.id", ("https://x.id/wp-json/", "https://x.id/?rest_route=/"), "https://x.id/"),
        ("https://x.id/desa/", ("https://x.id/desa/wp-json/", "https://x.id/desa/?rest_route=/"), "https://x.id/desa/"),
        ("https://x.id/index.php", ("https://x.id/wp-json/", "https://x.id/?rest_route=/"), "https://x.id/"),
        ("https://x.id/wp-json/wp/v2/posts", ("https://x.id/wp-json/",), "https://x.id/"),
        ("https://x.id/?rest_route=/wp/v2/posts", ("https://x.id/?rest_route=/",), "https://x.id/"),
    ],
)
def test_where_the_api_may_be(address: str, roots: tuple[str, ...], home: str) -> None:
    """From the site, from a folder of it, from the API itself."""
    assert wp.roots_of(address) == roots
    assert wp.home_of(roots[0]) == home
    assert wp.route(roots[-1], "wp/v2/posts", {"page": "2"}).startswith(roots[-1].rstrip("/"))
