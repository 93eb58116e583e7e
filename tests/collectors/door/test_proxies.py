"""An office's proxy: chosen by the settings only, shown no secret, and never asked for the inner network."""

from __future__ import annotations

import asyncio
import base64
import socketserver
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from collectors.door.fetch import Door
from collectors.door.proxies import Proxy, chosen_proxy
from kentongan.core.errors import ConfigError, FetchError
from kentongan.core.runs import Cause

MakeDoor = Callable[..., Door]


class Relay(socketserver.ThreadingTCPServer):
    """A proxy that answers by itself and notes what it was asked."""

    daemon_threads = True
    allow_reuse_address = True


@pytest.fixture
def relay() -> Iterator[tuple[str, list[str]]]:
    """Its address, and the requests it saw."""
    seen: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        """Answers every request, refuses every tunnel."""

        def handle(self) -> None:
            """One request."""
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += self.rfile.readline()
            seen.append(head.decode("latin-1"))
            robots = b"/robots.txt" in head.split(b"\r\n")[0]
            status = b"403 Forbidden" if head.startswith(b"CONNECT") else b"404 No" if robots else b"200 OK"
            self.wfile.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 3\r\nConnection: close\r\n\r\nisi")

    server = Relay(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", seen
    server.shutdown()
    server.server_close()
    thread.join()


async def nobody(host: str, _port: int) -> tuple[str, ...]:
    """Behind many proxies names cannot be resolved."""
    if host == "dalam.contoh.id":
        return ("10.0.0.5",)
    raise OSError("no such host")


def test_requests_go_through_it_by_name(relay: tuple[str, list[str]], make_door: MakeDoor) -> None:
    """The name is handed over, our agent stays, the password is the proxy's alone."""
    address, seen = relay
    door = make_door(proxy=Proxy(address, "humas", "sandi-rahasia"), resolve=nobody, allow_hosts=())
    assert asyncio.run(door.get("http://media.contoh.id/rss")).body == b"isi"
    assert [head.split("\r\n")[0] for head in seen] == [
        "GET http://media.contoh.id/robots.txt HTTP/1.1",
        "GET http://media.contoh.id/rss HTTP/1.1",
    ]
    assert all(base64.b64encode(b"humas:sandi-rahasia").decode() in head for head in seen)
    assert "sandi-rahasia" not in repr(door.__dict__) + repr(Proxy(address, "humas", "sandi-rahasia"))


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/", "http://10.0.0.1/", "http://printer/"),
        *(
            "http://intranet.lan/",
            "http://server.local/",
            "http://localhost/",
            "http://dalam.contoh.id/",
            "http://0x7f.1/",
        ),
        "http://2130706433/",
    ],
)
def test_the_proxy_is_not_asked_for_the_inner_network(
    relay: tuple[str, list[str]], make_door: MakeDoor, url: str
) -> None:
    """Literal addresses, names of inner networks, and names that this computer knows to lead inside."""
    address, seen = relay
    with pytest.raises(FetchError) as caught:
        asyncio.run(make_door(proxy=Proxy(address), resolve=nobody, allow_hosts=()).get(url))
    assert (caught.value.cause, seen) == (Cause.BROKEN, [])


def test_a_host_of_the_office_is_visited_directly(relay: tuple[str, list[str]], site: Any, make_door: MakeDoor) -> None:
    """What the administrator vouched for needs no proxy."""
    site.say("/rss", b"langsung")
    assert asyncio.run(make_door(proxy=Proxy(relay[0])).get(site.url("/rss"))).body == b"langsung"
    assert relay[1] == []


def test_a_proxy_that_refuses_is_named(relay: tuple[str, list[str]], make_door: MakeDoor) -> None:
    """The officer learns that it is the proxy, not the site."""
    with pytest.raises(FetchError) as caught:
        asyncio.run(make_door(proxy=Proxy(relay[0]), resolve=nobody).get("https://media.contoh.id/rss"))
    assert "roxy" in caught.value.to("id")
    assert caught.value.cause is Cause.UNREACHABLE


def test_what_the_settings_choose() -> None:
    """Nothing unless asked for; the environment only when told so; credentials apart from the address."""
    environment = {"HTTPS_PROXY": "http://anu:rahasia@proxy.kantor.go.id:3128/"}
    assert chosen_proxy("", environment) is None
    assert chosen_proxy("sistem", {}) is None
    found = chosen_proxy("sistem", environment)
    assert found == Proxy("http://proxy.kantor.go.id:3128", "anu", "rahasia")
    assert "rahasia" not in repr(found)
    assert chosen_proxy("proxy.lan:80", {}, "a:b:c") == Proxy("http://proxy.lan:80", "a", "b:c")
    for wrong in ("socks5://x:1", "http://", "http://x:abc"):
        with pytest.raises(ConfigError):
            chosen_proxy(wrong, {})
