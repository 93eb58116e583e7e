"""What the door remembers: rules over rounds, hosts at rest, failed hosts for a while, connections within a round."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from collectors.door import addresses
from collectors.door.fetch import Door
from collectors.door.manners import Manners
from collectors.door.robots import RobotsBook
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import FetchError
from kentongan.core.runs import Cause
from kentongan.core.sites import SiteNote

MakeDoor = Callable[..., Door]
ORIGIN = "https://situs.test"
RULES = b"User-agent: *\nDisallow: /tutup\n"


def book(notes: dict[str, SiteNote], at: datetime) -> RobotsBook:
    """The rules as a round at that moment knows them."""
    return RobotsBook(notes, lambda: at)


def test_rules_are_not_asked_for_again_in_the_next_round(site: Any, make_door: MakeDoor, now: datetime) -> None:
    """An hour later the site is asked for its page only; a day later for its rules again."""
    site.say("/robots.txt", RULES)
    site.say("/rss", b"isi")
    door = make_door()
    asyncio.run(door.get(site.url("/rss")))
    memory = door.remembered()
    assert list(memory) == [site.url("").rstrip("/")]
    for hours, asked in ((1, 1), (25, 2)):
        later = make_door(memory=memory, clock=StoppedClock(now + timedelta(hours=hours)))
        asyncio.run(later.get(site.url("/rss")))
        with pytest.raises(FetchError):
            asyncio.run(later.get(site.url("/tutup")))
        assert site.paths().count("/robots.txt") == asked


def test_unreachable_rules(now: datetime) -> None:
    """RFC 9309: known rules go on; unknown ones close the site for 30 days, then count as missing."""
    known = book({}, now)
    known.learn(ORIGIN, 200, RULES)
    later = book(dict(known.changed()), now + timedelta(days=2))
    assert later.current(ORIGIN) is None
    robots = later.learn(ORIGIN, 503, b"")
    assert (robots.allows(f"{ORIGIN}/rss", "K"), robots.allows(f"{ORIGIN}/tutup", "K")) == (True, False)
    closed = book({}, now)
    assert closed.learn(ORIGIN, 500, b"").closed
    notes = dict(closed.changed())
    for days, shut in ((29, True), (31, False)):
        assert book(notes, now + timedelta(days=days)).learn(ORIGIN, 0, b"").closed is shut
    assert not book(notes, now + timedelta(days=1)).learn(ORIGIN, 404, b"").closed


def test_a_failure_of_an_earlier_round_is_not_relied_upon(now: datetime) -> None:
    """The cable may be plugged in again; within a round the site is not asked twice."""
    first = book({}, now)
    first.learn(ORIGIN, 0, b"")
    assert first.current(ORIGIN) is not None
    assert book(dict(first.changed()), now + timedelta(minutes=1)).current(ORIGIN) is None


@pytest.mark.parametrize(("status", "closed"), [(404, False), (401, False), (429, True), (500, True), (0, True)])
def test_what_an_answer_means(now: datetime, status: int, closed: bool) -> None:
    """4xx: no rules; too many requests, errors and silence say nothing about them."""
    assert book({}, now).learn(ORIGIN, status, b"").closed is closed


def test_a_rest_outlives_the_round(site: Any, make_door: MakeDoor, now: datetime) -> None:
    """A site that asked for an hour is not asked for anything in that hour."""
    site.say("/rss", status=429, headers={"Retry-After": "3600"})
    door = make_door()
    with pytest.raises(FetchError):
        asyncio.run(door.get(site.url("/rss")))
    memory = door.remembered()
    asked = len(site.seen)
    with pytest.raises(FetchError) as caught:
        asyncio.run(make_door(memory=memory, clock=StoppedClock(now + timedelta(minutes=30))).get(site.url("/lain")))
    assert (caught.value.cause, len(site.seen)) == (Cause.LIMITED, asked)
    site.say("/lain", b"isi")
    assert asyncio.run(
        make_door(memory=memory, clock=StoppedClock(now + timedelta(hours=2))).get(site.url("/lain"))
    ).body


def test_a_dead_host_is_left_alone_for_ten_minutes(site: Any, make_door: MakeDoor, fake_time: Any) -> None:
    """The second source of a host that cannot be reached costs nothing; after ten minutes it is tried again."""
    asked = []

    async def resolve(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        if len(asked) == 1:
            raise OSError("no such host")
        return ("127.0.0.1",)

    site.say("/rss", b"isi")
    door = make_door(resolve=resolve)
    for _ in range(3):
        with pytest.raises(FetchError) as caught:
            asyncio.run(door.get(site.url("/rss")))
        assert caught.value.cause is Cause.UNREACHABLE
    assert asked == ["situs.test"]
    fake_time.at += 601
    assert asyncio.run(door.get(site.url("/rss"))).body == b"isi"


def test_a_name_that_changes_its_answer_gains_nothing(
    site: Any, make_door: MakeDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: checked and connected to is one and the same address.

    Here 127.0.0.1 plays a public address and 127.0.0.2 an inner one. Every exchange asks the name once, checks what
    came, and hands only that address on: below the door nobody ever sees the name, so nobody can ask it again.
    """
    asked: list[str] = []
    connected: list[str] = []

    async def resolve(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) <= 2 else ("127.0.0.2",)

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: connected.append(host) or real(host, *rest, **more)
    )
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setitem(addresses.PORTS, "http", site.port)
    site.say("/rss", b"isi")
    site.say("/dua", b"rahasia")
    door = make_door(resolve=resolve, allow_hosts=())
    assert asyncio.run(door.get("http://ganti.test/rss")).body == b"isi"
    with pytest.raises(FetchError) as caught:
        asyncio.run(door.get("http://ganti.test/dua"))
    assert "jaringan dalam" in caught.value.to("id")
    assert "/dua" not in site.paths()
    assert asked == ["ganti.test"] * 3  # rules, page, and the page that was refused
    assert set(map(str, connected)) <= {"127.0.0.1"}


def test_connections_are_kept_within_a_round(site: Any, make_door: MakeDoor) -> None:
    """Rules, redirect and page over one connection; two names at one address share none; afterwards all are closed."""
    opened: list[tuple[str, int]] = []

    def noted(handler: Any) -> None:
        opened.append((handler.headers["Host"].partition(":")[0], handler.client_address[1]))
        handler.close_connection = False
        body = b"isi"
        handler.send_response(302 if handler.path == "/a" else 200)
        if handler.path == "/a":
            handler.send_header("Location", "/b")
        handler.send_header("Set-Cookie", "jejak=1")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    for path in ("/robots.txt", "/a", "/b"):
        site.routes[path] = noted

    async def rounds() -> None:
        async with make_door(manners=Manners(gap=0)) as door:
            for host in ("situs.test", "lain.test"):
                assert (await door.get(site.url("/a", host))).body == b"isi"
                assert (await door.get(site.url("/b", host))).body == b"isi"

    asyncio.run(rounds())
    assert len(opened) == 8
    ports = {host: {port for name, port in opened if name == host} for host in ("situs.test", "lain.test")}
    assert all(len(found) == 1 for found in ports.values())
    assert ports["situs.test"] != ports["lain.test"]
    assert all("cookie" not in request.headers for request in site.seen)


def test_notes_are_plain_values(now: datetime) -> None:
    """They can be compared, and a changed one is another."""
    note = SiteNote(rules="x", status=200, asked_at=now, known_at=now)
    assert replace(note, status=404) != note
