"""Canonical URLs: one article, one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.urls import canonical_url, host_of, without_account


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.contoh.id/berita/1/", "contoh.id/berita/1"),
        ("http://contoh.id/berita/1?utm_source=x&id=2", "contoh.id/berita/1?id=2"),
        ("https://m.contoh.id/berita/1?fbclid=abc", "contoh.id/berita/1"),
        ("https://CONTOH.id:443//a//b", "contoh.id/a/b"),
        ("https://contoh.id:8080/a", "contoh.id:8080/a"),
        ("https://contoh.id/a#k2", "contoh.id/a#k2"),
        ("contoh.id/a", "contoh.id/a"),
        ("https://contoh.id/jalan%20rusak", "contoh.id/jalan%20rusak"),
        ("https://contoh.id/jalan rusak", "contoh.id/jalan%20rusak"),
        ("https://m.id/a", "m.id/a"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("bukan alamat", ""),
        ("", ""),
        ("https://[::1", ""),
    ],
)
def test_one_article_has_one_key(address: str, key: str) -> None:
    """Addresses that open the same article have the same key, and what is no web address has none."""
    assert key == canonical_url(address)


@given(
    st.from_regex(
        r"https?://(www\.|m\.)?[a-z]{2,8}\.id(/[a-zA-Z0-9 %._~-]{0,12}){0,3}(\?[a-z=&0-9]{0,12})?", fullmatch=True
    )
)
def test_the_key_of_a_key_is_itself(address: str) -> None:
    """Canonicalising twice changes nothing."""
    once = canonical_url(address)

    assert once == canonical_url(once)


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands in a feed's link, a key or an empty string comes back."""
    assert isinstance(canonical_url(text), str)
    assert isinstance(host_of(text), str)


@pytest.mark.parametrize(
    ("address", "account", "kept"),
    [
        ("https://x.example/pagi-kopi/x-1", "@pagi.kopi", "https://x.example/_/x-1"),
        ("https://tiktok.example/@warga_1/video/9", "Warga Satu", "https://tiktok.example/_/video/9"),
        ("https://x.example/status/12", "@st", "https://x.example/status/12"),
        ("https://warga@x.example/a", "", "https://x.example/a"),
    ],
)
def test_an_address_keeps_no_private_account(address: str, account: str, kept: str) -> None:
    """The author's name does not survive in the link to the post."""
    assert kept == without_account(address, account)
