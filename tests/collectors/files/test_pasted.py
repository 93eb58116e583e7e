"""One pasted link or text."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.files.pasted import MAX_PASTED, read_pasted_post
from kentongan.core.errors import InputError, UsageError
from kentongan.core.posts import PostKind, RawPost

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def read(words: str, **options: str) -> RawPost:
    """Pasted at 10.00 WIB on 21 November 2026."""
    return read_pasted_post(words, zone="WIB", now=NOW, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "kind", "url", "text", "platform", "name"),
    [
        ("Jalan ambles", PostKind.MESSAGE, "", "Jalan ambles", "", ""),
        ("https://www.detik.com/a", PostKind.NEWS, "https://www.detik.com/a", "", "", "detikcom"),
        ("https://x.com/a/status/1", PostKind.SOCIAL, "https://x.com/a/status/1", "", "X", "X"),
        ("https://youtu.be/abc", PostKind.VIDEO, "https://youtu.be/abc", "", "YouTube", "YouTube"),
        ("Macet! https://x.com/a/status/1.", PostKind.SOCIAL, "https://x.com/a/status/1",
         "Macet! https://x.com/a/status/1.", "X", "X"),
        ("(https://situs.contoh.id/b_(c))", PostKind.NEWS, "https://situs.contoh.id/b_(c)", "", "", ""),
        ("situs.contoh.id/berita/1", PostKind.NEWS, "https://situs.contoh.id/berita/1", "", "", ""),
        ("lihat situs.contoh.id/berita/1", PostKind.MESSAGE, "", "lihat situs.contoh.id/berita/1", "", ""),
        ("📢 https://t.me/kanal/5 🙏", PostKind.SOCIAL, "https://t.me/kanal/5", "", "Telegram", "Telegram"),
    ],
)  # fmt: skip
def test_what_was_pasted(words: str, kind: PostKind, url: str, text: str, platform: str, name: str) -> None:
    """A text, a link, or both; kind, platform and outlet by the link."""
    post = read(words)
    assert (post.kind, post.url, post.text, post.platform) == (kind, url, text, platform)
    assert post.source_name == name
    assert (post.published_at, post.estimated, post.title) == (None, True, "")


def test_the_same_text_is_the_same_post() -> None:
    """Case and spaces don't matter; other words do."""
    assert read("Jalan  AMBLES\n").external_id == read("jalan ambles").external_id
    assert read("jalan ambles").external_id != read("jalan amblas").external_id
    assert read("https://x.com/a/status/1").external_id == ""


def test_the_officer_says_when_and_what() -> None:
    """Date in the office's zone, headline, kind."""
    post = read("isi", date="20/11/2026 09.30", title=" Judul\n")
    assert (post.published_at, post.estimated) == (datetime(2026, 11, 20, 2, 30, tzinfo=UTC), False)
    assert post.title == "Judul"
    chosen = read_pasted_post("isi", zone="WIB", now=NOW, kind=PostKind.COMPLAINT)
    assert chosen.kind is PostKind.COMPLAINT


@pytest.mark.parametrize(
    "words", ["", " \n ", "😂😂😂", "...", "a" * (MAX_PASTED + 1), "file:///etc/passwd", "https://"]
)
def test_what_cannot_be_noted(words: str) -> None:
    """One clear line, and what to do."""
    with pytest.raises(InputError) as caught:
        read(words)
    assert caught.value.do is not None
    assert len(caught.value.to("id")) < 300


@pytest.mark.parametrize("date", ["entah", "31/12/2099"])
def test_dates_that_cannot_be(date: str) -> None:
    """Unreadable or ahead: said, never guessed."""
    with pytest.raises(UsageError):
        read("isi", date=date)


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["", "https://", "https://x.com/", "http://a.contoh.id/?q="]))
def test_any_text_is_noted_or_refused(text: str, link: str) -> None:
    """Never another error; what is noted has words or an address."""
    with contextlib.suppress(InputError):
        post = read(text + link + text)
        assert post.text or post.url
