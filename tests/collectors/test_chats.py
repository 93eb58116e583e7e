"""WhatsApp, exported and pasted: messages without their senders."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectors.chats import ChatReading, looks_like_chat, read_chat
from kentongan.core.posts import PostKind

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
WIB = timezone(timedelta(hours=7))


def read(text: str) -> ChatReading:
    """Read at 10.00 WIB on 21 November 2026."""
    return read_chat(text, zone="WIB", now=NOW)


def at(*parts: int) -> datetime:
    """A moment in WIB."""
    return datetime(*parts, tzinfo=WIB)  # type: ignore[misc,arg-type]


ANDROID = """05/08/26 10.14 - Pesan dan panggilan terenkripsi secara end-to-end.
05/08/26 10.14 - Budi menambahkan Ani
05/08/26 10.15 - Budi: Jalan ke pasar ambles
sejak subuh: hati-hati

lewat sana
05/08/26 10.16 - +62 812-3456-7890: <Media tidak disertakan>
05/08/26 10.17 - +62 812-3456-7890: Betul, saya lihat sendiri
05/08/26 10.18 - Budi mengubah subjek dari "A" menjadi "Info: Banjir"
05/08/26 10.19 - Ani: Pesan ini telah dihapus
05/08/26 10.20 - Ani: Diteruskan berkali-kali
SEBARKAN! Besok semua sekolah libur
"""


def test_an_android_export() -> None:
    """Continuation lines belong to their message; notices, media and deleted messages are dropped and counted."""
    found = read(ANDROID)
    assert [(post.text, post.author, post.platform) for post in found.posts] == [
        ("Jalan ke pasar ambles\nsejak subuh: hati-hati\n\nlewat sana", "Budi", "WhatsApp"),
        ("Betul, saya lihat sendiri", "+62 812-3456-7890", "WhatsApp"),
        ("SEBARKAN! Besok semua sekolah libur", "Ani", "WhatsApp (diteruskan)"),
    ]
    assert found.dropped == 5
    assert found.posts[0].published_at == at(2026, 8, 5, 10, 15)
    assert not found.posts[0].estimated
    assert all(post.kind is PostKind.MESSAGE for post in found.posts)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("[05/08/26 10.15.22] ~ Budi: pesan", at(2026, 8, 5, 10, 15, 22)),
        ("\u200e[05/08/26, 10.15.22] Budi: \u200epesan", at(2026, 8, 5, 10, 15, 22)),
        ("[05/08/2026 10:15:22] Budi: pesan", at(2026, 8, 5, 10, 15, 22)),
        ("[5/8/26, 10:15:22\u202fPM] Budi: pesan", at(2026, 8, 5, 22, 15, 22)),
        ("[10.15, 5/8/2026] Budi: pesan", at(2026, 8, 5, 10, 15)),
        ("05/08/2026, 10:15 - Budi: pesan", at(2026, 8, 5, 10, 15)),
        ("05/08/26 pukul 10.15 - Budi: pesan", at(2026, 8, 5, 10, 15)),
        ("5/8/26, 10:15 PM - Budi: pesan", at(2026, 8, 5, 22, 15)),
    ],
)
def test_heads_of_all_programs(text: str, moment: datetime) -> None:
    """Android, iOS, WhatsApp Web; dots or colons; invisible marks."""
    assert looks_like_chat(text)
    (post,) = read(text).posts
    assert (post.text, post.author, post.published_at) == ("pesan", "Budi", moment)


def test_american_dates_are_told_by_the_whole_export() -> None:
    """One 8/25 among them, and 8/5 is 5 August too."""
    text = "8/5/26, 10:15 AM - Budi: a\n8/25/26, 10:15 AM - Budi: b\n"
    assert [post.published_at for post in read(text).posts] == [at(2026, 8, 5, 10, 15), at(2026, 8, 25, 10, 15)]


@pytest.mark.parametrize(
    "body",
    [
        *("<Media tidak disertakan>", "<Media omitted>", "gambar tidak disertakan", "stiker dihilangkan", "null"),
        *("<terlampir: 00000012-PHOTO-2026.jpg>", "IMG-2026.jpg (file terlampir)", "Anda menghapus pesan ini"),
        *(
            "This message was deleted",
            "Panggilan suara tak terjawab",
            "Menunggu pesan ini.",
            "",
        ),
    ],
)
def test_messages_without_words_are_dropped(body: str) -> None:
    """Placeholders and WhatsApp's own words."""
    found = read(f"05/08/26 10.15 - Budi: {body}\n05/08/26 10.16 - Budi: kata\n")
    assert ([post.text for post in found.posts], found.dropped) == (["kata"], 1)


def test_text_without_heads_is_one_message() -> None:
    """Pasted by itself; a forward mark above it is a mark, not text."""
    (post,) = read("Diteruskan\nAwas penipuan bansos!\nKlik: https://x.contoh.id").posts
    assert (post.text, post.platform) == ("Awas penipuan bansos!\nKlik: https://x.contoh.id", "WhatsApp (diteruskan)")
    assert (post.published_at, post.estimated, post.author) == (None, True, "")
    assert read(" \n ").posts == ()


def test_what_stands_above_the_first_head_is_not_lost() -> None:
    """The end of a message that was cut when copying."""
    assert [post.text for post in read("sisa pesan\n[10.15, 5/8/2026] Budi: baru").posts] == ["sisa pesan", "baru"]


def test_the_same_words_later_are_another_message_and_the_same_export_gives_the_same_ids() -> None:
    """Overlapping exports don't double; a repeated message does."""
    text = "05/08/26 10.15 - Budi: ok siap\n05/08/26 10.16 - Ani: ok siap\n"
    first = [post.external_id for post in read(text).posts]
    assert len(set(first)) == 2
    assert first == [post.external_id for post in read(text.replace("Budi", "Nama Baru")).posts]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Never an error; never an empty message."""
    assert all(post.text for post in read(text).posts)


@pytest.mark.parametrize(
    "text",
    ["1/1/26 " * 20_000, "[" * 100_000, "05/08/26 10.15 - " + "a" * 200_000, "a: " * 50_000],
    ids=lambda text: text[:6],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    """No pattern backtracks for long."""
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 1
