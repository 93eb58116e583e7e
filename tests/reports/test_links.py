"""Addresses that may stand in a report, and those that must not."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.posts import PostKind
from reports.links import link_of, neutral_url, safe_url


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "//media.example/a",
        "https://budi:rahasia@media.example/",
        "https://media.example/a\nb",
        "https://media.example/ b",
        "ftp://media.example/",
        "https://localhost/",
        "https://[::1",
        "",
        "https://media.example/" + "a" * 3000,
    ],
)
def test_dangerous_or_broken_addresses_are_dropped(address: str) -> None:
    """Only plain http(s) addresses with a real host and no user part remain."""
    assert safe_url(address) == ""
    assert neutral_url(address) == ""


def test_an_address_cannot_close_its_attribute() -> None:
    """Quotes and angle brackets are encoded; a query keeps its meaning."""
    assert safe_url('https://media.example/a?x="><b>&y=1') == "https://media.example/a?x=%22%3E%3Cb%3E&y=1"
    assert safe_url("https://media.example/%E2%80%AEgpj") == "https://media.example/%E2%80%AEgpj"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://x.com/warga_asli/status/123456", "https://x.com/i/status/123456"),
        ("https://twitter.com/warga_asli/status/123456?s=20", "https://x.com/i/status/123456"),
        ("https://www.instagram.com/warga_asli/p/C0abc-_/", "https://www.instagram.com/p/C0abc-_/"),
        ("https://www.instagram.com/reel/C0abc/?igsh=1", "https://www.instagram.com/reel/C0abc/"),
        ("https://www.tiktok.com/@warga.asli/video/7123456789", "https://www.tiktok.com/@/video/7123456789"),
        ("https://www.threads.net/@warga/post/C0abc", "https://www.threads.net/t/C0abc"),
        ("https://www.facebook.com/warga.asli/posts/123456789", "https://www.facebook.com/123456789"),
        ("https://www.youtube.com/watch?v=abcDEF12345&ab_channel=Warga", "https://www.youtube.com/watch?v=abcDEF12345"),
        ("https://x.com/warga_asli", ""),
        ("https://www.facebook.com/permalink.php?story_fbid=1&id=100012345", ""),
        ("https://forum.example/user/warga-asli/12", ""),
        ("https://mastodon.example/@warga/1", ""),
        ("https://www.lapor.example/laporan/detil/123", "https://www.lapor.example/laporan/detil/123"),
    ],
)
def test_a_private_account_never_shows_in_an_address(address: str, shown: str) -> None:
    """The post opens without the name, or there is no link at all."""
    assert neutral_url(address) == shown


@given(st.text(max_size=80))
def test_whatever_comes_out_is_http(text: str) -> None:
    """Nothing but http(s) and printable ASCII leaves, whatever goes in."""
    for address in (safe_url(text), safe_url("https://a.example/" + text), neutral_url("https://x.com/" + text)):
        assert address == "" or address.startswith(("http://", "https://"))
        assert address.isascii()
        assert not set(address) & set("\"'<> \\")


def test_a_social_account_filed_as_news_is_still_private(days: ModuleType) -> None:
    """Only the office's own channel keeps its address whole."""
    view = days.example_day().posts["p0000"]
    filed = replace(view, kind=PostKind.NEWS, url="https://x.com/warga_asli/status/123456")

    assert link_of(filed) == "https://x.com/i/status/123456"
    assert link_of(replace(filed, official=True)) == "https://x.com/warga_asli/status/123456"
    assert link_of(replace(filed, url="https://media.example/berita/1")) == "https://media.example/berita/1"
