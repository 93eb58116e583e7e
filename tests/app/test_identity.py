"""What makes two raw posts one post: addresses, tickets, ids, words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from kentongan.core.posts import Post, PostKind, RawPost, Source
from kentongan.pipeline.collecting.intake import intake

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
ONE, OTHER = Source("s-1", "file", "satu.csv"), Source("s-2", "file", "dua.csv")
PAGE = "https://www.youtube.com/watch?v=abc1"


def post(source: Source = ONE, **fields: Any) -> Post:
    """A post that went through intake."""
    (made,) = intake([RawPost(**fields)], source, key=b"k" * 32, now=NOW)
    return made


@pytest.mark.parametrize("kind", [PostKind.COMMENT, PostKind.COMPLAINT, PostKind.MESSAGE])
def test_posts_on_one_page_are_many(kind: PostKind) -> None:
    """Comments with the address of their video, complaints with the link they are about: by id, else by words."""
    by_id = [post(kind=kind, url=PAGE, external_id=str(number), text="mantap").id for number in (1, 2)]
    by_words = [post(kind=kind, url=PAGE, text=text).id for text in ("mantap", "setuju")]
    assert len({*by_id, *by_words}) == 4
    assert post(kind=kind, url=PAGE + "&t=", text="a").id != post(kind=kind, url=PAGE + "&t=", text="b").id
    assert by_words[0] == post(OTHER, kind=kind, url=PAGE, text="mantap").id


@pytest.mark.parametrize(
    ("address", "number"),
    [
        (f"{PAGE}&lc=UgX", "UgX"),
        ("https://x.com/a/status/55", "55"),
        ("https://www.lapor.go.id/pengaduan/LP-9", "lp-9"),
    ],
)
def test_an_address_with_the_posts_own_id_names_it(address: str, number: str) -> None:
    """A reply is the same post for a tool that says it is one and for a tool that does not."""
    reply = post(kind=PostKind.COMMENT, url=address, external_id=number)
    assert reply.id == post(OTHER, kind=PostKind.SOCIAL, url=address).id


def test_a_complaint_is_its_ticket() -> None:
    """Whatever link it carries and whatever the file is called."""
    first = post(kind=PostKind.COMPLAINT, url="https://contoh.id/bukti.jpg", external_id="LP-1", text="a")
    assert first.id == post(OTHER, kind=PostKind.COMPLAINT, external_id="LP-1", text="b").id


def test_channels_number_their_posts_each_for_itself() -> None:
    """Message 5 of two Telegram channels is two posts, and neither address names the channel's person."""
    one, two = (post(kind=PostKind.SOCIAL, url=f"https://t.me/{name}/5", author=name) for name in ("warga", "lain"))
    assert one.url == two.url == "https://t.me/_/5"
    assert one.id != two.id
    assert one.canonical_url != two.canonical_url
    assert "warga" not in one.canonical_url
