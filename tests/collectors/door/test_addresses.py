"""The guard against being sent into one's own network."""

from __future__ import annotations

import pytest

from collectors.door.addresses import check_url, is_public, shown
from kentongan.core.errors import FetchError


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
        *("192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fd00::1"),
        *(
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::a00:1",
            "2002:7f00:1::",
            "2002:a00:1::",
            "2002:808:808::",
            "ff02::1",
        ),
        *("2001:0:7f00:1::", "2001:db8::1", "fec0::1", "not an address", ""),
    ],
)
def test_inner_and_special_addresses_are_not_public(address: str) -> None:
    """Private, loopback, link-local, multicast, reserved, documentation, and IPv6 with one of them inside."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "103.10.10.10", "2606:4700::1111"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    """Ordinary addresses pass."""
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "file:///etc/passwd",
            "ftp://situs.id/a",
            "javascript:alert(1)",
            "situs.id/rss",
            "",
            "http://",
            "http://[::1",
        ),
        *(
            "https://orang:sandi@situs.id/rss",
            "https://orang@situs.id/",
            "http://situs.id:22/",
            "http://situs.id:99999/",
        ),
    ],
)
def test_addresses_that_are_never_asked(url: str) -> None:
    """Other schemes, credentials, other ports and broken addresses are refused before anything is resolved."""
    with pytest.raises(FetchError) as caught:
        check_url(url, ())
    assert "sandi@" not in caught.value.to("id")


def test_an_administrator_may_vouch_for_a_host() -> None:
    """An allowed host may use any port; an allowed host and port only that one."""
    assert check_url("http://intranet.local:8080/rss", ("intranet.local",)) == ("http", "intranet.local", 8080)
    assert check_url("http://intranet.local:8080/rss", ("intranet.local:8080",))[2] == 8080
    with pytest.raises(FetchError):
        check_url("http://intranet.local:8081/rss", ("intranet.local:8080",))


def test_messages_show_no_secret() -> None:
    """Query, fragment and credentials stay out of what people and logs see."""
    assert shown("https://u:p@situs.id/rss?key=rahasia#x") == "https://situs.id/rss"
    assert "rahasia" not in shown("::rahasia::")
