"""Mastodon hashtag timelines against a server with the shapes and limits of version 4.6."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from collectors.social.mastodon import MastodonCollector, hidden, reset_of, server_and_tags
from kentongan.core.runs import Cause, OutcomeKind

OPEN = {"hashtag_feeds": {"local": "public", "remote": "public"}}


@dataclass
class Server:
    """A server with a hashtag; ids grow, newest first, at most 40 a page, as `min_id` and `Link` have it."""

    reply: Any
    url: str
    statuses: list[dict[str, Any]] = field(default_factory=list)
    access: dict[str, Any] = field(default_factory=lambda: OPEN)
    deleted: set[str] = field(default_factory=set)
    limit: dict[str, str] = field(default_factory=dict)

    def post(self, number: int, text: str = "Banjir", **more: Any) -> None:
        """Somebody writes."""
        account = {
            "acct": "warga@lain.test",
            "username": "warga",
            "noindex": False,
            "discoverable": True,
            "indexable": True,
        }
        account |= more.pop("account", {})
        self.statuses.append(
            {
                "id": str(number),
                "created_at": f"2026-11-20T{number % 24:02}:00:00.000Z",
                "visibility": "public",
                "url": f"https://lain.test/@warga/{number}",
                "content": f"<p>{text} {number} <a href='#'>#<span>banjir</span></a></p>",
                "spoiler_text": "",
                "edited_at": None,
                "reblog": None,
                "replies_count": 1,
                "reblogs_count": 2,
                "favourites_count": 3,
                "account": account,
            }
            | more
        )

    def __call__(self, call: Any) -> Any:
        """Answer as Mastodon does."""
        if call.path == "/api/v2/instance":
            return self.reply({"configuration": {"timelines_access": self.access}})
        if call.path.startswith("/api/v1/statuses/"):
            known = {s["id"]: s for s in self.statuses}.get(call.path.rpartition("/")[2])
            return self.reply(known) if known else self.reply({"error": "Record not found"}, 404)
        if call.path != "/api/v1/timelines/tag/banjir":
            return self.reply({"error": "Record not found"}, 404)
        after, most = int(call.one("min_id") or -1), int(call.one("limit"))
        newer = sorted((s for s in self.statuses if int(s["id"]) > after), key=lambda s: int(s["id"]))
        page = (newer[:most] if call.one("min_id") else newer[-most:])[::-1]
        link = f'<{self.url}/api/v1/timelines/tag/banjir?max_id=1>; rel="next"'
        if page:
            link += f', <{self.url}/api/v1/timelines/tag/banjir?min_id={page[0]["id"]}>; rel="prev"'
        return self.reply(page, headers={"Link": link, **self.limit})


@pytest.fixture
def server(service: Any, reply: Any) -> Server:
    """The server behind the service."""
    service.answer = made = Server(reply, service.url())
    return made


@pytest.fixture
def tag(service: Any, source: Any) -> Any:
    """The source for #banjir there."""
    return source("mastodon", service.url("/tags/banjir"))


def test_a_status_becomes_a_post_without_its_author(server: Server, tag: Any, desk: Any) -> None:
    """Text of the HTML with the warning before it, counts, date; the account in one field only."""
    server.post(7, spoiler_text="Hati-hati")
    post = desk.visit(MastodonCollector(), tag).posts[0]
    assert (post.external_id, post.text) == ("7", "Hati-hati\nBanjir 7 #banjir")
    assert post.published_at is not None
    assert (post.published_at.isoformat(), post.estimated) == ("2026-11-20T07:00:00+00:00", False)
    assert (post.author, post.url) == ("warga@lain.test", "https://lain.test/_/7")
    assert (post.engagement.likes, post.engagement.shares, post.engagement.comments) == (3, 2, 1)
    assert post.engagement.views is None


def test_nothing_is_lost_in_a_busy_hour(server: Server, tag: Any, desk: Any, service: Any) -> None:
    """More posts than a visit reads are read by the next visits, in order and without a gap."""
    for number in range(1, 46):
        server.post(number)
    seen = {post.external_id for post in desk.visit(MastodonCollector(), tag).posts}
    assert seen == {str(n) for n in range(6, 46)}  # the newest page
    for number in range(46, 600):
        server.post(number)
    busy = desk.visit(MastodonCollector(), tag)
    assert busy.outcome.partial
    seen |= {post.external_id for post in busy.posts}
    rest = desk.visit(MastodonCollector(), tag)
    assert not rest.outcome.partial
    seen |= {post.external_id for post in rest.posts}
    assert seen == {str(n) for n in range(6, 600)}
    before = len(service.asked("timelines"))
    desk.visit(MastodonCollector(), tag)
    assert len(service.asked("timelines")) == before + 1  # a quiet hashtag costs one question
    assert len(service.asked("instance")) == 1  # the rules are asked once a day


def test_edits_and_deletions_of_the_last_posts_are_seen(server: Server, tag: Any, desk: Any) -> None:
    """An edited text comes again under its id; a post that is gone is taken back, one that lost its tag is not."""
    for number in range(1, 31):
        server.post(number)
    desk.visit(MastodonCollector(), tag)
    server.statuses[28]["content"], server.statuses[28]["edited_at"] = "<p>Sudah surut</p>", "2026-11-21T00:00:00Z"
    del server.statuses[29]
    server.post(31)
    again = desk.visit(MastodonCollector(), tag)
    assert {p.external_id: p.text for p in again.posts}["29"] == "Sudah surut"
    assert again.withdrawn == ("30",)


def test_who_does_not_want_to_be_found_is_left_out(server: Server, tag: Any, desk: Any) -> None:
    """Three switches of an account, boosts and private posts; what was taken in before is taken back."""
    server.post(1)
    for number, wish in enumerate(({"noindex": True}, {"discoverable": False}, {"indexable": False}), start=2):
        server.post(number, account=wish)
    server.post(5, reblog={"id": "1"})
    server.post(6, visibility="unlisted")
    first = desk.visit(MastodonCollector(), tag)
    assert [post.external_id for post in first.posts] == ["1"]
    assert set(first.withdrawn) == {"2", "3", "4"}
    server.statuses[0]["account"]["noindex"] = True
    assert "1" in desk.visit(MastodonCollector(), tag).withdrawn
    assert not hidden({"acct": "a"})  # an older server does not say


@pytest.mark.parametrize("access", ["authenticated", "disabled"])
def test_a_closed_server_is_named(server: Server, tag: Any, desk: Any, service: Any, access: str) -> None:
    """The instance says so before its timeline is asked."""
    server.access = {"hashtag_feeds": {"local": access, "remote": access}}
    found = desk.visit(MastodonCollector(), tag)
    assert (found.outcome.kind, found.outcome.cause) == (OutcomeKind.FAILED, Cause.BLOCKED)
    assert not service.asked("timelines")


def test_a_half_open_server_is_asked_for_its_open_half(server: Server, tag: Any, desk: Any, service: Any) -> None:
    """Local posts only, where the remote ones are for members."""
    server.access = {"hashtag_feeds": {"local": "public", "remote": "authenticated"}}
    desk.visit(MastodonCollector(), tag)
    assert service.asked("timelines")[0].one("local") == "true"


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (422, {"error": "This method requires an authenticated user"}, Cause.BLOCKED),
        (401, {"error": "The access token is invalid"}, Cause.BLOCKED),
        (403, {"error": "This action is not allowed"}, Cause.BLOCKED),
        (404, {"error": "Record not found"}, Cause.NOT_FOUND),
        (200, b"<html>Login</html>", Cause.BROKEN),
        (200, {"error": "?"}, Cause.BROKEN),
    ],
)
def test_refusals_have_a_cause(
    service: Any, reply: Any, tag: Any, desk: Any, status: int, body: Any, cause: Cause
) -> None:
    """Each error of the timeline."""
    service.answer = lambda call: reply({}, 404) if "instance" in call.path else reply(body, status)
    found = desk.visit(MastodonCollector(), tag)
    assert (found.outcome.kind, found.outcome.cause) == (OutcomeKind.FAILED, cause)
    assert found.outcome.reason is not None
    assert found.outcome.reason.id != found.outcome.reason.en


@pytest.mark.parametrize("reset", ["2026-11-21T03:04:00.916474Z", "1795230240"])
def test_the_limit_is_a_pause_and_not_a_failure(service: Any, reply: Any, tag: Any, desk: Any, reset: str) -> None:
    """429 with the reset as a time or as seconds: skipped until then, without another question."""
    service.answer = lambda call: (
        reply({})
        if "instance" in call.path
        else reply({"error": "Too many requests"}, 429, {"X-RateLimit-Reset": reset})
    )
    first = desk.visit(MastodonCollector(), tag)
    assert (first.outcome.kind, first.outcome.cause) == (OutcomeKind.SKIPPED, Cause.LIMITED)
    assert first.outcome.reason is not None
    assert "10.04 WIB" in first.outcome.reason.id
    asked = len(service.asked())
    assert desk.visit(MastodonCollector(), tag).outcome.kind is OutcomeKind.SKIPPED
    assert len(service.asked()) == asked
    desk.now += timedelta(minutes=5)
    desk.visit(MastodonCollector(), tag)
    assert len(service.asked()) > asked


def test_the_last_question_allowed_is_followed_by_a_pause(server: Server, tag: Any, desk: Any) -> None:
    """`remaining: 0` on a good answer: the posts are kept, and we come back after the reset."""
    server.limit = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-11-21T03:02:00Z"}
    server.post(1)
    found = desk.visit(MastodonCollector(), tag)
    assert found.outcome.kind is OutcomeKind.OK
    assert desk.state.not_before == desk.now + timedelta(minutes=2)


def test_a_reset_nobody_can_read_is_five_minutes(desk: Any) -> None:
    """And one far away is cut at a day."""
    assert (
        reset_of({}, desk.now) == reset_of({"x-ratelimit-reset": "besok"}, desk.now) == desk.now + timedelta(minutes=5)
    )
    assert reset_of({"x-ratelimit-reset": "9999999999"}, desk.now) == desk.now + timedelta(days=1)


def test_tags_come_from_the_options_or_the_address(source: Any) -> None:
    """With or without "#"; the server may be named apart."""
    assert server_and_tags(source("mastodon", "https://m.test/tags/banjir")) == ("https://m.test", ("banjir",))
    named = source("mastodon", "https://m.test/", tagar="#banjir, longsor", server="lain.test")
    assert server_and_tags(named) == ("https://lain.test", ("banjir", "longsor"))


def cassette(text: str) -> list[tuple[str, str]]:
    """Addresses and bodies of a recording: YAML whose bodies are folded texts in single quotes."""
    found = []
    for part in text.split("- request:")[1:]:
        uri, body = re.search(r"uri: (\S+)", part), re.search(r"string: '((?:[^']|'')*)'", part)
        if uri and body:
            found.append((uri[1], re.sub(r"\n\s+", " ", body[1].replace("''", "'"))))
    return found


@pytest.mark.shared
def test_recorded_answers_of_a_real_server_are_read(
    shared_data: Path, service: Any, reply: Any, desk: Any, source: Any
) -> None:
    """The timeline that Mastodon.py recorded from server 4.6.4."""
    path = shared_data / "fixtures" / "mastodon-py" / "test_hashtag_tl.yaml"
    if not path.exists():
        pytest.skip("the recorded answers are not here")
    recorded = [body for uri, body in cassette(path.read_text(encoding="utf-8")) if "/timelines/tag/" in uri]
    assert recorded
    service.answer = lambda call: reply({}, 404) if "instance" in call.path else reply(recorded[0].encode())
    found = desk.visit(MastodonCollector(), source("mastodon", service.url("/tags/hoot")))
    assert [post.text for post in found.posts]
    assert all("hoot" in post.text and "<" not in post.text and not post.estimated for post in found.posts)
