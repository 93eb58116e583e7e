"""Feeds: golden pairs, broken and hostile feeds, and what a visit leaves behind."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from collectors.door.fetch import Door
from collectors.door.manners import Manners
from collectors.feed_entries import FeedReading, web_address
from collectors.feeds.collector import FeedCollector, read_feed
from collectors.registry import harvest, harvest_all
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import FormatError
from kentongan.core.posts import PostKind, Source
from kentongan.core.runs import Cause, FeedState, Harvest, OutcomeKind

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
GOLDEN = Path(__file__).parents[1] / "golden"
SOURCE = Source("s-1", "feed", "Warta", "https://warta.contoh.id/feed/", tier=2)


def read(body: bytes | str, content_type: str = "application/rss+xml", source: Source = SOURCE) -> FeedReading:
    """Read a body as the feed of SOURCE."""
    data = body.encode() if isinstance(body, str) else body
    return read_feed(data, content_type, source, base_url="https://warta.contoh.id/feed/", now=NOW)


def rss(items: str, head: str = "") -> str:
    """A small feed around items."""
    start = f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0"><channel><title>t</title>'
    return f"{start}{items}</channel></rss>"


@pytest.mark.parametrize("path", sorted(p for p in GOLDEN.iterdir() if p.suffix != ".json"), ids=lambda p: p.name)
def test_golden_feeds(path: Path) -> None:
    """Each stored feed gives the posts beside it."""
    reading = read(path.read_bytes(), "")
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = [
        {
            "external_id": post.external_id,
            "url": post.url,
            "title": post.title,
            "author": post.author,
            "text": post.text,
            "published_at": post.published_at.isoformat() if post.published_at else None,
            "estimated": post.estimated,
        }
        for post in reading.posts
    ]
    assert found == expected["posts"]
    assert (reading.title, reading.rejected, len(reading.notes)) == (
        expected["title"],
        expected["rejected"],
        expected["notes"],
    )


def test_encodings_that_lie() -> None:
    """Declared UTF-8 but cp1252, and declared Latin-1 but UTF-8."""
    lying = rss("<item><title>Café di Tuban</title></item>")
    assert read(lying.encode("cp1252")).posts[0].title == "Café di Tuban"
    assert read(lying.replace("UTF-8", "ISO-8859-1").encode("utf-8")).posts[0].title == "Café di Tuban"


def test_the_zone_of_the_source_counts() -> None:
    """A date without a zone is local to the source; the raw text is kept."""
    body = rss("<item><title>a</title><pubDate>2026-11-21 08:00:00</pubDate></item>")
    post = read(body, source=replace(SOURCE, zone="WIT")).posts[0]
    assert post.published_at == datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    assert (post.estimated, post.published_raw) == (False, "2026-11-21 08:00:00")


def test_posts_carry_what_the_source_says() -> None:
    """Kind and mark of the office; the tier of a source without one comes from the outlet's address."""
    body = rss("<item><title>a</title><link>https://news.detik.com/berita/d-1</link></item>")
    post = read(body, source=replace(SOURCE, official=True, post_kind=PostKind.VIDEO, tier=0)).posts[0]
    assert (post.official, post.kind, post.tier) == (True, PostKind.VIDEO, 1)
    assert read(body).posts[0].tier is None


def test_one_id_for_everything_identifies_nothing() -> None:
    """A careless feed gives every item the same guid: then the address tells them apart."""
    item = '<item><title>{0}</title><guid isPermaLink="false">sama</guid><link>https://x.contoh.id/{0}</link></item>'
    posts = read(rss(item.format("a") + item.format("b"))).posts
    assert [post.external_id for post in posts] == ["x.contoh.id/a", "x.contoh.id/b"]


def test_an_item_that_comes_twice_is_one() -> None:
    """The same guid and address twice in one feed."""
    item = "<item><title>a</title><guid>https://x.contoh.id/1</guid></item>"
    assert len(read(rss(item * 2)).posts) == 1


@pytest.mark.parametrize("body", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_body_is_said_plainly(body: bytes) -> None:
    """Nothing came."""
    with pytest.raises(FormatError) as caught:
        read(body)
    assert "kosong" in caught.value.to("id")


def test_a_web_page_is_no_feed_and_may_name_one() -> None:
    """The message says what came, and the feed's address where the page names it."""
    page = '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>'
    with pytest.raises(FormatError) as caught:
        read(page, "text/html")
    assert "halaman web" in caught.value.to("id")
    assert "https://warta.contoh.id/rss.xml" in caught.value.to("id")


@pytest.mark.parametrize(
    "body",
    ["/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/", "bukan umpan", "{", '{"a": 1}', "{" * 100_000, "<a/>"],
    ids=lambda text: text[:12],
)
def test_what_is_no_feed_is_refused(body: str) -> None:
    """A body that looks like a path or an address is never opened; broken JSON is an error of its own."""
    with pytest.raises(FormatError):
        read(body, "")


def test_a_feed_without_items_is_no_error() -> None:
    """A quiet day."""
    assert read(rss("")).posts == ()


def test_entity_bombs_and_external_entities_do_nothing() -> None:
    """Billion laughs, quadratic blow-up and XXE: soon over, nothing expanded, nothing read."""
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bombs = [
        f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}]>',
        f'<!DOCTYPE rss [<!ENTITY l9 "{"a" * 100_000}">]>',
        '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    ]
    for head in bombs:
        began = time.process_time()
        post = read(rss(f"<item><title>judul {'&l9;' * 50}</title><description>isi</description></item>", head)).posts[
            0
        ]
        assert time.process_time() - began < 2
        assert len(post.title) < 2_000
        assert "root:" not in post.title + post.text
        assert post.text == "isi"


def test_deep_and_huge_feeds_survive() -> None:
    """A hundred thousand nested tags in a text, a megabyte title, NUL bytes, five thousand items."""
    began = time.process_time()
    deep = read(rss(f"<item><title>a</title><description><![CDATA[{'<div>' * 100_000}isi]]></description></item>"))
    assert deep.posts[0].title == "a"
    huge = read(rss(f"<item><title>{'a' * 1_000_000}</title><description>b\0c</description></item>"))
    assert len(huge.posts[0].title) == 1_000
    many = read(rss("".join(f"<item><title>{n}</title><guid>g{n}</guid></item>" for n in range(5_000))))
    assert len(many.posts) == 5_000
    assert time.process_time() - began < 20


def test_only_web_addresses_are_kept() -> None:
    """Scripts, files and broken addresses give no link; relative ones are made whole."""
    base = "https://warta.contoh.id/feed/"
    assert web_address("../a b", base) == "https://warta.contoh.id/ab"
    for bad in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[", ""):
        assert web_address(bad, base) == ""


# --- visits ---

MakeDoor = Callable[..., Door]
LATER = NOW + timedelta(hours=1)
FEED = rss("<item><title>Satu</title><link>https://x.contoh.id/1</link></item>").encode()


def visit(door: Door, source: Source, state: FeedState, at: datetime = NOW) -> Harvest:
    """One visit through the registry, as a round makes it."""
    return asyncio.run(harvest(source, state, door, StoppedClock(at)))


def test_a_visit_and_the_next_one(site: Any, make_door: MakeDoor) -> None:
    """First the posts and the validators; then 304: unchanged."""
    site.say("/rss", FEED, headers={"ETag": '"a"', "Last-Modified": "Sat, 21 Nov 2026 00:00:00 GMT"})
    source = replace(SOURCE, address=site.url("/rss"))
    first = visit(make_door(), source, FeedState())
    assert (first.outcome.kind, first.outcome.seen, first.posts[0].title) == (OutcomeKind.OK, 1, "Satu")
    assert first.state is not None
    assert (first.state.etag, first.state.last_modified) == ('"a"', "Sat, 21 Nov 2026 00:00:00 GMT")
    site.say("/rss", status=304)
    assert visit(make_door(), source, first.state).outcome.kind is OutcomeKind.SKIPPED
    second = visit(make_door(), source, first.state, LATER)
    assert second.outcome.kind is OutcomeKind.UNCHANGED
    assert second.state == replace(first.state, not_before=LATER + timedelta(minutes=10))
    assert site.seen[-1].headers["if-none-match"] == '"a"'


def test_an_unchanged_body_behind_a_changing_header(site: Any, make_door: MakeDoor) -> None:
    """Servers without validators: the body's digest tells."""
    site.say("/rss", FEED)
    source = replace(SOURCE, address=site.url("/rss"))
    first = visit(make_door(), source, FeedState())
    assert visit(make_door(), source, first.state or FeedState(), LATER).outcome.kind is OutcomeKind.UNCHANGED


def test_a_permanent_move_is_believed_after_the_third_time(site: Any, make_door: MakeDoor) -> None:
    """Then the new address is visited at once; when it fails, the old one is tried again."""
    site.say("/lama", status=301, headers={"Location": "/baru"})
    site.say("/baru", FEED)
    source, state = replace(SOURCE, address=site.url("/lama")), FeedState()
    for _ in range(3):
        state = visit(make_door(), source, replace(state, not_before=None)).state or FeedState()
    assert (state.moved_to, state.moved_seen) == (site.url("/baru"), 3)
    site.seen.clear()
    state = visit(make_door(), source, replace(state, not_before=None)).state or FeedState()
    assert site.paths() == ["/robots.txt", "/baru"]
    assert state.moved_to == site.url("/baru")
    site.say("/baru", status=404)
    state = visit(make_door(), source, replace(state, not_before=None)).state or FeedState()
    assert state.moved_to == ""


def test_failures_are_outcomes_and_make_visits_rarer(site: Any, make_door: MakeDoor) -> None:
    """A failure is a reason in plain words; from the third in a row on the source rests for a while."""
    source, state = replace(SOURCE, address=site.url("/tiada")), FeedState(etag='"a"')
    for count in (1, 2, 3):
        failed = visit(make_door(), source, state)
        assert failed.outcome.kind is OutcomeKind.FAILED
        assert "tidak ditemukan" in (failed.outcome.reason.id if failed.outcome.reason else "")
        state = failed.state or FeedState()
        assert state.failures == count
    assert state.etag == '"a"'
    assert state.not_before == NOW + timedelta(minutes=30)
    assert visit(make_door(), source, state).outcome.kind is OutcomeKind.SKIPPED
    site.say("/tiada", FEED)
    back = visit(make_door(), source, state, LATER)
    assert back.outcome.kind is OutcomeKind.OK
    assert back.state is not None
    assert (back.state.failures, back.state.not_before) == (0, LATER + timedelta(minutes=10))


def test_gone_rests_long_and_retry_after_as_asked(site: Any, make_door: MakeDoor) -> None:
    """410: a month; 429 with an hour: an hour."""
    site.say("/410", status=410)
    site.say("/429", status=429, headers={"Retry-After": "3600"})
    gone = visit(make_door(), replace(SOURCE, address=site.url("/410")), FeedState())
    busy = visit(make_door(), replace(SOURCE, address=site.url("/429")), FeedState())
    assert (gone.state or FeedState()).not_before == NOW + timedelta(days=30)
    seen = len(site.seen)
    later = visit(make_door(), replace(SOURCE, address=site.url("/410")), gone.state or FeedState(), LATER)
    assert (later.outcome.kind, later.outcome.cause, len(site.seen)) == (OutcomeKind.FAILED, Cause.GONE, seen)
    assert (busy.state or FeedState()).not_before == NOW + timedelta(hours=1)


def test_one_bad_source_costs_itself_only(site: Any, make_door: MakeDoor) -> None:
    """A round over a good feed, a page, a closed site, an unknown kind and a switched-off source."""
    site.say("/rss", FEED)
    site.say("/halaman", b"<html><body>halo</body></html>")
    site.say("/robots.txt", b"User-agent: *\nDisallow: /\n", host="lain.test")
    addresses = [site.url("/rss"), site.url("/halaman"), site.url("/rss", "lain.test"), "http://169.254.169.254/"]
    sources = [Source(f"s-{n}", "feed", f"sumber {n}", address) for n, address in enumerate(addresses)]
    sources += [Source("s-x", "merpati", "pos merpati"), Source("s-off", "feed", "mati", "x", enabled=False)]
    found = asyncio.run(harvest_all(sources, {}, make_door(), StoppedClock(NOW)))
    assert [one.outcome.kind.value for one in found] == ["ok", "failed", "failed", "failed", "failed"]
    assert all(one.outcome.reason for one in found[1:])


def test_a_faulty_collector_is_an_outcome_too(
    make_door: MakeDoor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception nobody expected ends in the log and in a failed outcome, not in the round."""

    async def broken(*_: object) -> Harvest:
        raise ZeroDivisionError

    monkeypatch.setattr(FeedCollector, "collect", broken)
    assert visit(make_door(), SOURCE, FeedState()).outcome.kind is OutcomeKind.FAILED
    assert "ZeroDivisionError" in caplog.text


def test_a_feed_is_read_as_seldom_as_it_asks(site: Any, make_door: MakeDoor) -> None:
    """`ttl`, the syndication module and `max-age` are lower bounds, also while the answer is 304; a day is the most."""
    period = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    named = '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>t</title>'
    for path, body, header, minutes in (
        ("/ttl", rss("<ttl>60</ttl>"), "", 55),
        ("/sy", f"{named}{period}</channel></rss>", "", 355),
        ("/umur", rss(""), "public, max-age=7200", 115),
        ("/lama", rss("<ttl>999999</ttl>"), "", 24 * 60 - 5),
        ("/segera", rss("<ttl>1</ttl>"), "no-cache, max-age=7200", 10),
        ("/rusak", rss("<ttl>60</ttl><item><title>a & b</title></item>"), "", 55),
    ):
        site.say(path, body.encode(), headers={"ETag": '"1"', **({"Cache-Control": header} if header else {})})
        source = replace(SOURCE, address=site.url(path))
        state = visit(make_door(manners=Manners(gap=0)), source, FeedState()).state or FeedState()
        assert state.not_before == NOW + timedelta(minutes=minutes), path
        site.say(path, status=304, headers={"Cache-Control": header} if header else {})
        again = visit(make_door(manners=Manners(gap=0)), source, replace(state, not_before=None), LATER)
        assert again.outcome.kind is OutcomeKind.UNCHANGED
        assert (again.state or FeedState()).not_before == LATER + timedelta(minutes=minutes), path


def test_validators_are_trusted_for_a_day_and_by_the_same_parser(site: Any, make_door: MakeDoor) -> None:
    """After that the feed is asked for without conditions: a server that always says 304 hides nothing for long."""
    site.say("/rss", FEED, headers={"ETag": '"a"'})
    source = replace(SOURCE, address=site.url("/rss"))
    state = visit(make_door(), source, FeedState()).state or FeedState()
    for known, at in ((replace(state, parser="1"), LATER), (state, NOW + timedelta(hours=25))):
        assert visit(make_door(), source, known, at).outcome.kind is OutcomeKind.OK
        assert "if-none-match" not in site.seen[-1].headers
    site.say("/rss", status=304)
    forever = visit(make_door(), source, state, NOW + timedelta(hours=25))
    assert (forever.outcome.kind, forever.outcome.cause) == (OutcomeKind.FAILED, Cause.BROKEN)


def test_what_was_cut_off_is_read_next_time(site: Any, make_door: MakeDoor) -> None:
    """A body that ends in the middle leaves no validators behind, so the rest comes with the next visit."""
    whole = rss("<item><title>Satu</title><link>https://x.contoh.id/1</link></item><item><title>Dua</title></item>")
    site.say("/rss", whole[:-60].encode(), headers={"ETag": '"a"'})
    source = replace(SOURCE, address=site.url("/rss"))
    first = visit(make_door(), source, FeedState())
    assert first.outcome.partial
    site.say("/rss", whole.encode(), headers={"ETag": '"a"'})
    second = visit(make_door(), source, first.state or FeedState(), LATER)
    assert "if-none-match" not in site.seen[-1].headers
    assert [post.title for post in second.posts] == ["Satu", "Dua"]
