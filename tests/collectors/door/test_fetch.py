"""The door, against a real server: politeness, bounds, and plain words for everything that goes wrong."""

from __future__ import annotations

import asyncio
import gzip
import logging
import time
import tracemalloc
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from collectors.door.addresses import system_resolver
from collectors.door.fetch import Door, Fetched, Key, Limits
from collectors.door.manners import Manners
from kentongan.core.errors import CollectError, FetchError
from kentongan.core.runs import Cause

MakeDoor = Callable[..., Door]


def get(door: Door, url: str, **options: Any) -> Fetched:
    """One visit."""
    return asyncio.run(door.get(url, **options))


def refused(door: Door, url: str) -> FetchError:
    """The error of a visit that must fail; with words in both languages."""
    with pytest.raises(FetchError) as caught:
        get(door, url)
    error = caught.value
    assert error.what.id != error.what.en
    assert error.do is not None
    return error


def test_a_visit_brings_the_body_and_says_who_we_are(site: Any, make_door: MakeDoor) -> None:
    """The body comes whole, headers in lower case, and the request carries our honest name."""
    site.say("/rss", b"<rss/>", headers={"ETag": '"1"', "Content-Type": "application/rss+xml"})
    found = get(make_door(), site.url("/rss"))
    assert (found.body, found.status, found.not_modified, found.permanent_redirect) == (b"<rss/>", 200, False, "")
    assert found.headers["etag"] == '"1"'
    asked = site.seen[-1].headers
    assert asked["user-agent"] == "KentonganTest/1.0 (+https://contoh.test)"
    assert asked["accept-encoding"] == "gzip, deflate"
    assert asked["host"] == f"situs.test:{site.port}"
    assert "cookie" not in asked


def test_validators_are_sent_back_and_304_is_understood(site: Any, make_door: MakeDoor) -> None:
    """An unchanged source costs an answer without a body."""
    site.say("/rss", status=304, headers={"ETag": '"1"'})
    found = get(make_door(), site.url("/rss"), etag='W/"1"', last_modified="Sat, 21 Nov 2026 00:00:00 GMT")
    assert (found.not_modified, found.body) == (True, b"")
    assert site.seen[-1].headers["if-none-match"] == 'W/"1"'
    assert site.seen[-1].headers["if-modified-since"] == "Sat, 21 Nov 2026 00:00:00 GMT"


def test_redirects_are_followed_by_hand(site: Any, make_door: MakeDoor) -> None:
    """Relative and absolute ones; only a wholly permanent chain is reported as a move."""
    site.say("/a", status=301, headers={"Location": "/b"})
    site.say("/b", status=308, headers={"Location": site.url("/c", "lain.test")})
    site.say("/c", b"di sini")
    site.say("/d", status=302, headers={"Location": "/c"})
    found = get(make_door(), site.url("/a"))
    assert found.body == b"di sini"
    assert found.final_url == found.permanent_redirect == site.url("/c", "lain.test")
    assert get(make_door(), site.url("/d")).permanent_redirect == ""
    assert [request.host for request in site.seen if request.path == "/robots.txt"][:2] == ["situs.test", "lain.test"]


def test_redirects_that_lead_nowhere_end(site: Any, make_door: MakeDoor) -> None:
    """Loops, long chains and redirects without a target are given up."""
    site.say("/putar", status=302, headers={"Location": "/putar2"})
    site.say("/putar2", status=302, headers={"Location": "/putar"})
    for number in range(10):
        site.say(f"/n{number}", status=302, headers={"Location": f"/n{number + 1}"})
    site.say("/tanpa", status=302)
    for path in ("/putar", "/n0", "/tanpa"):
        assert "engalihan" in refused(make_door(), site.url(path)).to("id")
    assert "/n6" not in site.paths()


@pytest.mark.parametrize(
    "target", ["http://dalam.test:{port}/rahasia", "http://127.0.0.1:{port}/rahasia", "http://169.254.169.254/latest"]
)
def test_a_redirect_into_the_inner_network_is_refused(site: Any, make_door: MakeDoor, target: str) -> None:
    """The address of every hop is checked; the inner server never hears of it."""
    site.say("/rahasia", b"rahasia")
    site.say("/a", status=302, headers={"Location": target.format(port=site.port)})
    door = make_door(allow_hosts=("situs.test", f"dalam.test:{site.port + 1}"))
    refused(door, site.url("/a"))
    assert "/rahasia" not in site.paths()


def test_a_redirect_to_a_file_is_refused(site: Any, make_door: MakeDoor) -> None:
    """Only http and https."""
    site.say("/a", status=302, headers={"Location": "file:///etc/passwd"})
    assert "http" in refused(make_door(), site.url("/a")).to("id")


def test_one_inner_address_among_public_ones_is_enough_to_refuse(make_door: MakeDoor) -> None:
    """Every address of a name is checked, not the first."""
    assert "jaringan dalam" in refused(make_door(), "http://campuran.test/rss").to("id")


def test_the_checked_address_is_the_one_connected_to(site: Any, make_door: MakeDoor) -> None:
    """A name that resolves differently a moment later gains nothing: each exchange resolves once."""
    asked = []

    async def resolve(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) <= 2 else ("10.255.255.1",)

    site.say("/rss", b"ok")
    assert get(make_door(resolve=resolve), site.url("/rss")).body == b"ok"
    assert asked == ["situs.test", "situs.test"]  # robots.txt, then the page


def test_the_next_address_is_tried_where_the_first_is_dead(site: Any, make_door: MakeDoor) -> None:
    """An office without IPv6 still reaches a site that has both."""

    async def resolve(_host: str, _port: int) -> tuple[str, ...]:
        return ("::1", "127.0.0.2", "127.0.0.1")

    site.say("/rss", b"ok")
    assert get(make_door(resolve=resolve), site.url("/rss")).body == b"ok"


def test_the_systems_own_resolver(site: Any, make_door: MakeDoor) -> None:
    """By name, through the operating system; and a name that nobody has."""
    site.say("/rss", b"ok")
    door = make_door(resolve=system_resolver, allow_hosts=("localhost",))
    assert get(door, site.url("/rss", "localhost")).body == b"ok"
    assert "tidak ditemukan" in refused(door, "http://tidak-ada.invalid/rss").to("id")


def test_an_unknown_name_is_said_plainly(make_door: MakeDoor) -> None:
    """DNS failure names the host and what to check."""
    assert "tidak-ada.test" in refused(make_door(), "http://tidak-ada.test/rss").to("id")


def test_a_slow_drip_ends_at_the_deadline(site: Any, make_door: MakeDoor) -> None:
    """A byte every now and then keeps every read timeout happy; the total does not."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(30):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    site.routes["/rss"] = drip
    began = time.monotonic()
    error = refused(make_door(limits=Limits(total=0.5)), site.url("/rss"))
    assert "lambat" in error.to("id")
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"isi umpan")),
        ("x-gzip", gzip.compress(b"isi ") + gzip.compress(b"umpan")),
        ("gzip", gzip.compress(b"isi umpan") + b"\0\0\0"),
        ("deflate", zlib.compress(b"isi umpan")),
        ("deflate", zlib.compress(b"isi umpan", wbits=-15)),
        ("identity", b"isi umpan"),
    ],
    ids=["gzip", "members", "padding", "zlib", "raw", "identity"],  # packed bytes carry the time they were made
)
def test_packed_bodies_are_unpacked(site: Any, make_door: MakeDoor, encoding: str, packed: bytes) -> None:
    """In gzip (several members, padding), and deflate with and without its header."""
    site.say("/rss", packed, headers={"Content-Encoding": encoding})
    assert get(make_door(), site.url("/rss")).body == b"isi umpan"


def test_a_bomb_is_refused_within_little_memory(site: Any, make_door: MakeDoor) -> None:
    """200 kB that unpack to 200 MB: refused, and never in memory."""
    bomb = gzip.compress(bytes(200_000_000), 9)
    assert len(bomb) < 300_000
    site.say("/rss", bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    error = refused(make_door(), site.url("/rss"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "terlalu besar" in error.to("id")
    assert peak < 60_000_000


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
def test_other_compressions_are_refused(site: Any, make_door: MakeDoor, encoding: str) -> None:
    """What was not asked for, and nested packing, is not unpacked."""
    site.say("/rss", b"x", headers={"Content-Encoding": encoding})
    assert "pemampatan" in refused(make_door(), site.url("/rss")).to("id")


def test_damaged_and_large_bodies_are_refused(site: Any, make_door: MakeDoor) -> None:
    """A body that does not unpack, and one beyond the bound on the wire."""
    site.say("/rusak", b"\x1f\x8b\x08\x00rusak" * 3, headers={"Content-Encoding": "gzip"})
    site.say("/besar", bytes(3000))
    assert "rusak" in refused(make_door(), site.url("/rusak")).to("id")
    assert "terlalu besar" in refused(make_door(limits=Limits(wire=2000)), site.url("/besar")).to("id")


@pytest.mark.parametrize(
    ("status", "word"), [(404, "tidak ditemukan"), (403, "menolak"), (401, "menolak"), (500, "galat")]
)
def test_statuses_in_plain_words(site: Any, make_door: MakeDoor, status: int, word: str) -> None:
    """Each says what happened; the address is shown without its query."""
    site.say("/rss?key=rahasia", status=status)
    error = refused(make_door(), site.url("/rss?key=rahasia"))
    assert word in error.to("id")
    assert "rahasia" not in error.to("id") + error.to("en")


def test_a_withdrawn_feed_says_so(site: Any, make_door: MakeDoor) -> None:
    """HTTP 410 is `gone`; 404 is not."""
    site.say("/rss", status=410)
    assert refused(make_door(), site.url("/rss")).gone
    assert not refused(make_door(), site.url("/lain")).gone


def test_a_short_retry_after_is_waited_for(site: Any, make_door: MakeDoor, fake_time: Any, answer: Any) -> None:
    """429 with `Retry-After: 40`: the second request comes 40 seconds later and is the last."""
    site.say_in_turn("/rss", answer(b"", 429, Retry_After="40"), answer(b"isi"))
    assert get(make_door(), site.url("/rss")).body == b"isi"
    first, second = (request.at for request in site.seen if request.path == "/rss")
    assert second - first == pytest.approx(40, abs=1)
    assert fake_time.slept


def test_a_long_retry_after_is_handed_on(site: Any, make_door: MakeDoor) -> None:
    """We don't sit and wait an hour: the error carries the time, given as seconds or as a date."""
    site.say("/detik", status=429, headers={"Retry-After": "3600"})
    site.say("/tanggal", status=503, headers={"Retry-After": "Sat, 21 Nov 2026 05:00:00 GMT"}, host="lain.test")
    assert refused(make_door(), site.url("/detik")).retry_after == 3600
    assert refused(make_door(), site.url("/tanggal", "lain.test")).retry_after == 7200
    assert len([path for path in site.paths() if path != "/robots.txt"]) == 2


def test_transient_errors_are_tried_again_and_others_not(site: Any, make_door: MakeDoor, answer: Any) -> None:
    """503 twice, then an answer; 500 and 404 are asked for once."""
    site.say_in_turn("/rss", answer(b"", 503), answer(b"", 502), answer(b"isi"))
    assert get(make_door(), site.url("/rss")).body == b"isi"
    site.say("/galat", status=500)
    refused(make_door(), site.url("/galat"))
    assert site.paths().count("/galat") == 1
    site.say("/sibuk", status=503)
    refused(make_door(), site.url("/sibuk"))
    assert site.paths().count("/sibuk") == 3


def test_a_connection_that_breaks_is_tried_again(site: Any, make_door: MakeDoor, answer: Any) -> None:
    """A body shorter than announced is no answer."""

    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"separuh")

    site.say_in_turn("/rss", broken, answer(b"utuh"))
    assert get(make_door(), site.url("/rss")).body == b"utuh"


def test_nobody_there(site: Any, make_door: MakeDoor) -> None:
    """A closed port: unreachable, in plain words."""
    site.port += 1 if site.port < 65000 else -1
    assert "tidak dapat dihubungi" in refused(make_door(), site.url("/rss")).to("id")


def test_robots_rules_are_obeyed(site: Any, make_door: MakeDoor) -> None:
    """The longest match wins, a byte order mark hides nothing, and our own name's rules count."""
    rules = b"\xef\xbb\xbfUser-agent: *\nDisallow: /\nAllow: /rss/\n\nUser-agent: Lain\nDisallow:\n"
    site.say("/robots.txt", rules)
    site.say("/rss/a", b"isi")
    door = make_door()
    assert get(door, site.url("/rss/a")).body == b"isi"
    assert "robots.txt" in refused(door, site.url("/berita")).to("id")
    assert "/berita" not in site.paths()
    site.say("/robots.txt", b"User-agent: KentonganTest\nDisallow: /rss\n")
    refused(make_door(), site.url("/rss/a"))


@pytest.mark.parametrize("status", [404, 403, 401])
def test_no_robots_means_no_rules(site: Any, make_door: MakeDoor, status: int) -> None:
    """RFC 9309: a 4xx answer for robots.txt forbids nothing."""
    site.say("/robots.txt", status=status)
    site.say("/rss", b"isi")
    assert get(make_door(), site.url("/rss")).body == b"isi"


def test_broken_robots_closes_the_site(site: Any, make_door: MakeDoor, fake_time: Any) -> None:
    """RFC 9309: a server error forbids everything, until the site answers again."""
    site.say("/robots.txt", status=503)
    site.say("/rss", b"isi")
    door = make_door()
    refused(door, site.url("/rss"))
    refused(door, site.url("/rss"))
    assert site.paths() == ["/robots.txt"]
    site.say("/robots.txt", b"")
    fake_time.at += 601
    assert get(door, site.url("/rss")).body == b"isi"


def test_robots_is_remembered_for_a_day(site: Any, make_door: MakeDoor, fake_time: Any) -> None:
    """Asked once for many visits, and again after 24 hours."""
    site.say("/rss", b"isi")
    door = make_door()
    for _ in range(3):
        get(door, site.url("/rss"))
    assert site.paths().count("/robots.txt") == 1
    fake_time.at += 24 * 3600
    get(door, site.url("/rss"))
    assert site.paths().count("/robots.txt") == 2


def test_a_huge_robots_file_is_read_in_part(site: Any, make_door: MakeDoor) -> None:
    """Half a megabyte is read, the rules in it count, and the site is not refused for the rest."""
    site.say("/robots.txt", b"User-agent: *\nDisallow: /tutup\n" + b"# isi\n" * 200_000)
    site.say("/rss", b"isi")
    door = make_door()
    assert get(door, site.url("/rss")).body == b"isi"
    refused(door, site.url("/tutup"))


def test_visits_to_one_host_keep_a_gap(site: Any, make_door: MakeDoor) -> None:
    """Five seconds from start to start on one host, none between different hosts."""
    site.say("/a", b"a")

    async def visits() -> None:
        door = make_door()
        await asyncio.gather(*(door.get(site.url("/a", host)) for host in ("situs.test", "situs.test", "lain.test")))

    asyncio.run(visits())
    times = {
        host: [r.at for r in site.seen if r.path == "/a" and r.host == host] for host in ("situs.test", "lain.test")
    }
    assert times["situs.test"][1] - times["situs.test"][0] >= 5
    assert times["lain.test"][0] - times["situs.test"][0] <= 5


def test_crawl_delay_widens_the_gap_and_a_silly_one_ends_the_visit(site: Any, make_door: MakeDoor) -> None:
    """`Crawl-delay: 20` is kept; an hour is not waited for."""
    site.say("/robots.txt", b"User-agent: *\nCrawl-delay: 20\n", host="situs.test")
    site.say("/robots.txt", b"User-agent: *\nCrawl-delay: 3600\n", host="lain.test")
    site.say("/a", b"a")
    door = make_door()
    get(door, site.url("/a"))
    get(door, site.url("/a"))
    first, second = (request.at for request in site.seen if request.path == "/a")
    assert second - first >= 20
    get(door, site.url("/a", "lain.test"))
    assert (refused(door, site.url("/a", "lain.test")).retry_after or 0) > 3000


def test_hosts_at_once_are_bounded(site: Any, make_door: MakeDoor) -> None:
    """Never more exchanges at a time than the manners say."""
    busy: list[int] = []
    most: list[int] = []

    def slow(handler: BaseHTTPRequestHandler) -> None:
        # Counted until the answer goes out: who has it may ask again before this thread has ended.
        busy.append(1)
        most.append(len(busy))
        time.sleep(0.1)
        busy.pop()
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.routes["/a"] = slow

    async def visits(at_once: int) -> int:
        most.clear()
        door = make_door(manners=Manners(gap=0, jitter=0, hosts_at_once=at_once))
        hosts = ("situs.test", "lain.test", "ketiga.test")
        await asyncio.gather(*(door.get(site.url("/a", host)) for host in hosts for _ in range(2)))
        return max(most)

    assert asyncio.run(visits(1)) == 1
    assert 2 <= asyncio.run(visits(8)) <= 3  # one connection a host


def test_logs_hold_no_address_with_its_secrets(
    site: Any, make_door: MakeDoor, caplog: pytest.LogCaptureFixture
) -> None:
    """The HTTP library logs whole addresses at INFO; the door keeps it quiet."""
    site.say("/rss?key=rahasia", b"isi")
    door = make_door()
    with caplog.at_level(logging.INFO):
        get(door, site.url("/rss?key=rahasia"))
    assert "rahasia" not in caplog.text


SECRET = "rahasia-12345"  # noqa: S105 (made up)


@pytest.mark.parametrize(
    ("key", "where"),
    [
        (Key("layanan", query="key"), "query"),
        (Key("layanan", header="Authorization", scheme="Bearer "), "header"),
    ],
)
def test_a_secret_goes_to_its_service_only(
    site: Any, make_door: MakeDoor, caplog: pytest.LogCaptureFixture, key: Key, where: str
) -> None:
    """The door puts the key where the service wants it; it stands in no error, no log, and follows no redirect away."""
    caplog.set_level(logging.DEBUG)
    other = site.url("/tujuan").replace("situs.test", "lain.test")
    sent = f"?q=banjir&key={SECRET}" if where == "query" else "?q=banjir"
    site.say(f"/api{sent}", b"{}")
    for path in ("/pindah", "/tutup"):
        site.say(path + (f"?key={SECRET}" if where == "query" else ""), status=403, body=b'{"error":"no"}')
    site.say("/pindah" + (f"?key={SECRET}" if where == "query" else ""), status=302, headers={"Location": other})
    site.say("/tujuan", b"{}")
    door = make_door(secrets={"layanan": SECRET})
    get(door, site.url("/api?q=banjir"), key=key)
    asked = site.seen[-1]
    assert (f"key={SECRET}" in asked.path) == (where == "query")
    assert asked.headers.get("authorization", "") == (f"Bearer {SECRET}" if where == "header" else "")
    fetched = get(door, site.url("/pindah"), key=key)
    assert SECRET not in site.seen[-1].path + str(site.seen[-1].headers) + fetched.final_url
    with pytest.raises(FetchError) as caught:
        get(door, site.url("/tutup"), key=key)
    assert caught.value.cause is Cause.BLOCKED
    assert SECRET not in f"{caught.value!r}{caught.value.as_say()}{caplog.text}"
    told = get(door, site.url("/tutup"), key=key, also=(403,))
    assert (told.status, told.body) == (403, b'{"error":"no"}')


def test_a_missing_key_is_named(make_door: MakeDoor, site: Any) -> None:
    """The officer learns which key, and where it is set."""
    with pytest.raises(CollectError) as caught:
        get(make_door(), site.url("/api"), key=Key("youtube", query="key"))
    assert caught.value.cause is Cause.KEY
    assert "KENTONGAN_KUNCI_YOUTUBE" in caught.value.to("id")
    assert site.seen == []
