"""Bluesky accounts, the network's public view, servers of accounts, and the search for signed-in users."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from collectors.door.refusals import for_status
from collectors.plugins import bluesky_search
from collectors.plugins.bluesky_search import BlueskySearchCollector
from collectors.social import atproto, bluesky
from collectors.social.atproto import external_id, members_only, uri_parts
from collectors.social.bluesky import BlueskyCollector, account_in
from kentongan.core.posts import Post
from kentongan.core.runs import Cause, OutcomeKind
from kentongan.pipeline.collecting.intake import intake

DID = "did:plc:warga234567"
# What the door makes of a server's own trouble.
TROUBLE = for_status("https://layanan.test/", 503, None).cause


def key(number: int) -> str:
    """Record keys are times: they grow."""
    return f"3lb{number:010}"


@dataclass
class Network:
    """Posts of one account, as the public view and as its own server give them."""

    reply: Any
    posts: dict[int, dict[str, Any]] = field(default_factory=dict)
    labels: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def post(self, number: int, text: str = "", **record: Any) -> None:
        """The account writes."""
        made = {"$type": atproto.POSTS, "text": text or f"Banjir {number}", "langs": ["id"]}
        made["createdAt"] = f"2026-11-20T{number // 60 % 24:02}:{number % 60:02}:00.000Z"
        self.posts[number] = made | record

    def view(self, number: int) -> dict[str, Any]:
        """A post as `app.bsky.feed.defs#postView`."""
        return {
            "uri": f"at://{DID}/{atproto.POSTS}/{key(number)}",
            "cid": "bafy",
            "author": {"did": DID, "handle": "warga.test", "labels": self.labels},
            "record": self.posts[number],
            "likeCount": 4,
            "repostCount": 5,
            "replyCount": 6,
            "indexedAt": f"2026-11-20T{number // 60 % 24:02}:{number % 60:02}:30.000Z",
        }

    def __call__(self, call: Any) -> Any:
        """Answer as the lexicons say."""
        method = call.path.rpartition("/")[2]
        numbers, start = sorted(self.posts, reverse=True), int(call.one("cursor") or 0)
        page = numbers[start : start + int(call.one("limit") or 50)]
        following = {"cursor": str(start + len(page))} if page else {}
        if method == "app.bsky.feed.getAuthorFeed":
            return self.reply({"feed": [{"post": self.view(n)} for n in page], **following}, headers=self.headers)
        if method == "app.bsky.feed.getPosts":
            wanted = {uri.rpartition("/")[2] for uri in call.query["uris"]}
            return self.reply({"posts": [self.view(n) for n in self.posts if key(n) in wanted]})
        if method == "com.atproto.repo.listRecords":
            uri = f"at://{DID}/{atproto.POSTS}/"
            return self.reply({"records": [{"uri": uri + key(n), "value": self.posts[n]} for n in page], **following})
        if call.one("collection") == "app.bsky.actor.profile" and self.labels:
            return self.reply({"value": {"labels": {"values": self.labels}}})
        if any(key(n) == call.one("rkey") for n in self.posts):
            return self.reply({"value": {}})
        return self.reply({"error": "RecordNotFound", "message": "Could not locate record"}, 400)


@pytest.fixture
def network(service: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> Network:
    """The public view behind the service."""
    monkeypatch.setattr(bluesky, "PUBLIC", service.url())
    service.answer = made = Network(reply)
    return made


@pytest.fixture(params=["network", "server"])
def account(request: pytest.FixtureRequest, service: Any, source: Any) -> Any:
    """The same account by both ways."""
    server = {"server": service.url()} if request.param == "server" else {}
    return source("bluesky", "https://bsky.app/profile/warga.test", **server)


def kept(found: Any, source: Any, now: Any) -> list[Post]:
    """What would be stored."""
    return list(intake(found.posts, source, key=b"k" * 32, now=now))


def test_posts_are_kept_without_a_name(network: Network, account: Any, desk: Any) -> None:
    """The account's identifier is in no field of what is stored; the date is the earlier of the two."""
    card = {"external": {"title": "Jembatan putus", "uri": "https://media.test/a"}}
    network.post(1, embed=card)
    network.post(2, createdAt="2030-01-01T00:00:00Z")
    found = desk.visit(BlueskyCollector(), account)
    second, first = kept(found, account, desk.now)
    assert first.text == "Banjir 1\nJembatan putus"
    assert (first.published_at.isoformat(), first.estimated) == ("2026-11-20T00:01:00+00:00", False)
    assert DID not in repr(first) + repr(second)
    assert first.external_id == external_id(DID, key(1))
    assert first.canonical_url != second.canonical_url
    if "server" not in account.options:
        assert (first.engagement.likes, first.engagement.shares, first.engagement.comments) == (4, 5, 6)
        assert (second.published_at.isoformat(), second.estimated) == ("2026-11-20T00:02:30+00:00", False)
    else:
        assert second.estimated
        assert first.engagement.total() is None


def test_two_people_with_one_record_key_stay_two(desk: Any, source: Any) -> None:
    """Anybody may choose a record key; nobody may overwrite another's post with it."""
    from collectors.social.visits import Visit

    visit = Visit(source("bluesky"), desk.door(), desk.now, {})
    record = {"text": "Banjir", "createdAt": "2026-11-20T00:00:00Z"}
    visit.posts = [atproto.post_of(did, "self", record, visit) for did in (DID, "did:plc:lain")]
    one, other = intake(visit.posts, visit.source, key=b"k" * 32, now=desk.now)
    assert one.canonical_url != other.canonical_url
    assert one.id != other.id
    assert one.url.startswith("https://bsky.app/profile/_/post/self#")


def test_the_next_visit_reads_until_what_is_known(network: Network, account: Any, desk: Any, service: Any) -> None:
    """New posts on several pages; then a quiet visit is one page."""
    for number in range(1, 4):
        network.post(number)
    desk.visit(BlueskyCollector(), account)
    for number in range(4, 140):
        network.post(number)
    found = desk.visit(BlueskyCollector(), account)
    assert {p.external_id for p in found.posts} >= {external_id(DID, key(n)) for n in range(4, 140)}
    assert not found.outcome.partial
    service.calls.clear()
    desk.visit(BlueskyCollector(), account)
    assert len([c for c in service.asked() if "AuthorFeed" in c.path or "listRecords" in c.path]) == 1


def test_too_much_for_one_visit_is_said(network: Network, account: Any, desk: Any) -> None:
    """More than five pages since the last visit."""
    network.post(1)
    desk.visit(BlueskyCollector(), account)
    for number in range(2, 400):
        network.post(number)
    assert desk.visit(BlueskyCollector(), account).outcome.partial


def test_deleted_posts_are_taken_back(network: Network, account: Any, desk: Any) -> None:
    """What was there and is gone; also the only one."""
    for number in range(1, 4):
        network.post(number)
    desk.visit(BlueskyCollector(), account)
    del network.posts[2]
    assert desk.visit(BlueskyCollector(), account).withdrawn == (external_id(DID, key(2)),)
    network.posts.clear()
    gone = desk.visit(BlueskyCollector(), account).withdrawn
    assert set(gone) == {external_id(DID, key(1)), external_id(DID, key(3))}


def test_members_only_accounts_are_not_read(network: Network, account: Any, desk: Any) -> None:
    """The wish of the account counts, whichever way leads to it."""
    network.post(1)
    network.labels = [{"val": "!no-unauthenticated"}]
    found = desk.visit(BlueskyCollector(), account)
    assert (found.outcome.kind, found.outcome.cause, found.posts) == (OutcomeKind.FAILED, Cause.BLOCKED, ())
    assert not members_only({"labels": [{"val": "!no-unauthenticated", "neg": True}]})


def test_reposts_and_replies(service: Any, network: Network, source: Any, desk: Any) -> None:
    """Reposts are somebody else's; replies come when they are asked for."""
    network.post(1, reply={"parent": {}})
    quiet = source("bluesky", "https://bsky.app/profile/warga.test", server=service.url())
    loud = source("bluesky", "https://bsky.app/profile/warga.test", server=service.url(), balasan="ya")
    assert not desk.visit(BlueskyCollector(), quiet).posts
    assert desk.visit(BlueskyCollector(), loud).posts
    service.answer = lambda _call: network.reply({"feed": [{"post": network.view(1), "reason": {"$type": "repost"}}]})
    assert not desk.visit(BlueskyCollector(), source("bluesky", akun="warga.test")).posts


def test_a_page_of_reposts_is_read_past(service: Any, network: Network, source: Any, desk: Any) -> None:
    """Own posts behind fifty reposts of others are found; a pinned old post ends nothing."""
    where = source("bluesky", akun="warga.test")
    network.post(1)
    service.answer = network
    desk.visit(BlueskyCollector(), where)
    for number in range(2, 8):
        network.post(number)
    repost = {"post": network.view(1), "reason": {"$type": "x#reasonRepost", "indexedAt": "2026-11-20T20:00:00.000Z"}}
    pinned = {"post": network.view(1), "reason": {"$type": "x#reasonPin"}}
    own = [{"post": network.view(n)} for n in range(7, 0, -1)]
    pages = {"": ([pinned] + [repost] * 49, "2"), "2": (own, "")}
    service.answer = lambda call: network.reply(dict(zip(("feed", "cursor"), pages[call.one("cursor")], strict=True)))
    assert len(desk.visit(BlueskyCollector(), where).posts) == 7


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (400, {"error": "InvalidRequest", "message": "Profile not found"}, Cause.NOT_FOUND),
        (400, {"error": "InvalidRequest", "message": "Could not find repo: warga.test"}, Cause.NOT_FOUND),
        (400, {"error": "AccountTakedown", "message": "Account has been suspended"}, Cause.GONE),
        (400, {"error": "AccountDeactivated", "message": "Account is deactivated"}, Cause.GONE),
        (400, {"error": "BlockedActor", "message": "Requester has blocked actor"}, Cause.BLOCKED),
        (400, {"error": "InvalidRequest", "message": "Params must have the property actor"}, Cause.BROKEN),
        (401, {"error": "AuthMissing", "message": "Authentication Required"}, Cause.KEY),
        (403, b"<html>Forbidden</html>", Cause.BLOCKED),
        (502, {"error": "UpstreamFailure", "message": "Upstream Failure"}, TROUBLE),
        (200, b"[]", Cause.BROKEN),
    ],
)
def test_refusals_have_a_cause(
    service: Any, reply: Any, network: Network, source: Any, desk: Any, status: int, body: Any, cause: Cause
) -> None:
    """Each error body of an XRPC service."""
    service.answer = lambda _call: reply(body, status)
    found = desk.visit(BlueskyCollector(), source("bluesky", akun="warga.test"))
    assert (found.outcome.kind, found.outcome.cause) == (OutcomeKind.FAILED, cause)


def test_the_limit_is_a_pause(service: Any, reply: Any, network: Network, source: Any, desk: Any) -> None:
    """429 with its reset, and `remaining: 0` on a good answer."""
    reset = str(int((desk.now + timedelta(minutes=3)).timestamp()))
    body = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
    service.answer = lambda _call: reply(body, 429, {"RateLimit-Reset": reset})
    found = desk.visit(BlueskyCollector(), source("bluesky", akun="warga.test"))
    assert (found.outcome.kind, desk.state.not_before) == (OutcomeKind.SKIPPED, desk.now + timedelta(minutes=3))
    network.headers = {"RateLimit-Remaining": "0", "RateLimit-Reset": reset}
    network.post(1)
    service.answer = network
    desk.state = type(desk.state)()
    assert desk.visit(BlueskyCollector(), source("bluesky", akun="warga.test")).posts
    assert desk.state.not_before == desk.now + timedelta(minutes=3)


def test_addresses_and_uris() -> None:
    """What names an account and what does not."""
    assert account_in("https://bsky.app/profile/bpbd.contoh.go.id") == "bpbd.contoh.go.id"
    assert account_in("https://bsky.app/") == account_in("http://[") == ""
    assert uri_parts("at://did:plc:a/app.bsky.feed.post/3k") == ("did:plc:a", "app.bsky.feed.post", "3k")
    assert uri_parts("at://did:plc:a") is uri_parts(None) is uri_parts("https://a/b/c") is None


@pytest.mark.shared
def test_real_records_are_read(shared_data: Path, desk: Any, source: Any) -> None:
    """Post records as the network has them."""
    from collectors.social.visits import Visit

    folder = shared_data / "fixtures" / "atproto"
    if not folder.is_dir():
        pytest.skip("the real records are not here")
    visit = Visit(source("bluesky"), desk.door(), desk.now, {})
    for name in ("post_record.json", "extended_post_record.json"):
        found = json.loads((folder / name).read_text(encoding="utf-8"))
        record = found.get("value", found)
        post = atproto.post_of(DID, "3k", record, visit)
        assert post.text.startswith(record["text"])
        assert not post.estimated
    thread = json.loads((folder / "thread_view_post_with_embed_media.json").read_text(encoding="utf-8"))
    view = thread["thread"]["post"]
    post = atproto.post_of(DID, "3k", view["record"], visit, seen_at=view["indexedAt"], view=view)
    assert post.engagement.likes == view["likeCount"]


@dataclass
class Home:
    """A server with accounts: sessions that expire, and a search behind them."""

    network: Network
    valid: str = "a1"
    refresh: str = "r1"
    password: str = "rahasia-kantor"  # noqa: S105 (of this test)
    made: int = 0

    def __call__(self, call: Any) -> Any:
        """Answer as a PDS."""
        reply, method = self.network.reply, call.path.rpartition("/")[2]
        signed = call.headers.get("authorization", "")
        if method == "com.atproto.server.createSession":
            self.made += 1
            if json.loads(call.body) != {"identifier": "humas.test", "password": self.password}:
                body = {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}
                return reply(body, 401)
            return reply({"accessJwt": self.valid, "refreshJwt": self.refresh, "did": DID})
        if method == "com.atproto.server.refreshSession":
            assert (call.method, call.body) == ("POST", b"")
            if signed != f"Bearer {self.refresh}":
                return reply({"error": "ExpiredToken", "message": "Token has expired"}, 400)
            self.valid, self.refresh = "a2", "r2"
            return reply({"accessJwt": self.valid, "refreshJwt": self.refresh})
        if signed != f"Bearer {self.valid}":
            return reply({"error": "ExpiredToken", "message": "Token has expired"}, 400)
        start = int(call.one("cursor") or 0)
        numbers = sorted(self.network.posts, reverse=True)[start : start + int(call.one("limit"))]
        more = {"cursor": str(start + 100)} if len(self.network.posts) > start + 100 else {}
        return reply({"posts": [self.network.view(n) for n in numbers], **more})


@pytest.fixture
def home(service: Any, network: Network, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The home of the office's account, and no session yet."""
    monkeypatch.setattr(bluesky_search, "_sessions", {})
    service.answer = made = Home(network)
    return made


@pytest.fixture
def query(service: Any, source: Any) -> Any:
    """The source for a search."""
    return source("bluesky_search", kata="banjir", akun="humas.test", server=service.url())


def test_search_signs_in_once_and_renews(home: Home, query: Any, desk: Any, service: Any) -> None:
    """One session for many visits; an expired one is renewed; nothing of it is remembered on disk."""
    home.network.post(1)
    assert len(desk.visit(BlueskySearchCollector(), query).posts) == 1
    asked = service.asked("searchPosts")[0]
    assert (asked.one("q"), asked.one("lang"), asked.one("sort")) == ("banjir", "id", "latest")
    desk.visit(BlueskySearchCollector(), query)
    assert home.made == 1
    home.valid = "lain"  # expired
    assert desk.visit(BlueskySearchCollector(), query).outcome.kind is OutcomeKind.OK
    assert home.made == 1
    home.valid, home.refresh = "lain", "lain"  # both expired
    assert desk.visit(BlueskySearchCollector(), query).outcome.kind is OutcomeKind.OK
    assert home.made == 2
    assert not {"a1", "a2", "r1", "r2", "rahasia"} & set(desk.state.cursor.replace('"', " ").split())


def test_search_pages_and_says_when_there_is_more(home: Home, query: Any, desk: Any) -> None:
    """Three pages at most."""
    for number in range(500):
        home.network.post(number)
    found = desk.visit(BlueskySearchCollector(), query)
    assert (len(found.posts), found.outcome.partial) == (300, True)


def test_search_leaves_members_only_authors_out(home: Home, query: Any, desk: Any) -> None:
    """Being signed in ourselves does not make our readers members."""
    home.network.post(1)
    home.network.labels = [{"val": "!no-unauthenticated"}]
    found = desk.visit(BlueskySearchCollector(), query)
    assert (found.posts, found.withdrawn) == ((), (external_id(DID, key(1)),))


def test_a_wrong_password_is_a_key_that_was_refused(home: Home, query: Any, desk: Any) -> None:
    """With the name of the key; tried again at once when it is mended."""
    desk.secrets["bluesky"] = "salah"
    found = desk.visit(BlueskySearchCollector(), query)
    assert (found.outcome.kind, found.outcome.cause) == (OutcomeKind.FAILED, Cause.KEY)
    assert found.outcome.reason is not None
    assert "bluesky" in found.outcome.reason.id
    assert "salah" not in found.outcome.reason.id
    assert desk.state.not_before is None
    desk.secrets.clear()
    assert desk.visit(BlueskySearchCollector(), query).outcome.cause is Cause.KEY


def test_a_sessions_token_stays_at_home(home: Home, query: Any, desk: Any, service: Any, reply: Any) -> None:
    """A redirect to another origin does not learn it."""
    there = f"http://lain.test:{service.port}/di-sana"
    first = home.__call__
    service.answer = lambda c: reply(b"", 302, {"Location": there}) if "searchPosts" in c.path else first(c)
    desk.visit(BlueskySearchCollector(), query)
    assert service.asked("di-sana")
    assert not [call for call in service.asked("di-sana") if "authorization" in call.headers]
