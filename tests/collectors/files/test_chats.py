"""WhatsApp, exported and pasted: messages without their senders."""

from __future__ import annotations

import time
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import harvest, written

from collectors.files.chats import ChatReading, looks_like_chat, read_chat
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


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["11/08/26", "12/08/26", "13/08/26"], [(8, 11), (8, 12), (8, 13)]),
        (["8/11/26", "8/12/26", "8/13/26"], [(8, 11), (8, 12), (8, 13)]),
        (["8/5/26", "8/6/26", "8/7/26"], [(8, 5), (8, 6), (8, 7)]),
        (["05/08/26", "06/08/26", "07/08/26"], [(8, 5), (8, 6), (8, 7)]),
        (["12/07/26", "01/08/26", "02/08/26"], [(7, 12), (8, 1), (8, 2)]),
        (["05/12/26"], [(5, 12)]),  # 5 December would lie ahead
        (["05/08/26"], [(8, 5)]),
        (["2026-08-05", "2026-08-06"], [(8, 5), (8, 6)]),
    ],
)
def test_the_order_of_day_and_month_is_told_by_the_whole_chat(lines: list[str], days: list[tuple[int, int]]) -> None:
    """By what cannot be, by what lies ahead, by steps back, by the length of it; else day first."""
    text = "".join(f"{day}, 10.15 - Budi: pesan {n}\n" for n, day in enumerate(lines))
    found = [post.published_at.astimezone(WIB) for post in read(text).posts if post.published_at]
    assert [(moment.month, moment.day) for moment in found] == days


@pytest.mark.parametrize(
    "line",
    [
        "05/08/26 10.15 - Pesan dan panggilan terenkripsi secara end-to-end. Ketuk untuk info selengkapnya.",
        "8/5/26, 10:15 AM - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.",
        '05/08/26 10.15 - Budi membuat grup "Warga: RW 3"',
        "05/08/26 10.15 - Ani bergabung menggunakan tautan undangan grup ini",
        "05/08/26 10.15 - +62 812-3456-7890 keluar",
        "05/08/26 10.15 - Ani telah mengubah nomor telepon ke nomor baru. Ketuk untuk mengirim pesan.",
        "05/08/26 10.15 - Kode keamanan Anda dengan Ani berubah. Ketuk untuk info selengkapnya.",
        "[05/08/26 10.15.22] Info Warga: \u200ePesan dan panggilan terenkripsi secara end-to-end.",
        "[05/08/26 10.15.22] Info Warga: \u200eAnda ditambahkan",
        "[05/08/26 10.15.22] Budi: \u200eBudi mengubah ikon grup ini",
        "[05/08/26 10.15.22] Budi: \u200ePesan ini dihapus.",
        "[05/08/26 10.15.22] Budi: \u200ePesan ini dihapus oleh admin Ani.",
        "[8/5/26, 10:15:22\u202fPM] Budi: \u200eThis message was deleted.",
        "[8/5/26, 10:15:22\u202fPM] Budi: \u200eMissed voice call",
        "05/08/26 10.15 - Budi: Panggilan video, Tidak dijawab",
        "[05/08/26 10.15.22] Budi: \u200egambar tidak disertakan",
        "[05/08/26 10.15.22] Budi: \u200e<terlampir: 00000012-PHOTO-2026-08-05.jpg>",
        "[05/08/26 10.15.22] Budi: Surat.pdf • \u200e3 halaman \u200edokumen tidak disertakan",
        "05/08/26 10.15 - Budi: Ani.vcf (file terlampir)",
        "05/08/26 10.15 - Budi: lokasi: https://maps.google.com/?q=-6.9,110.2",
    ],
)
def test_what_whatsapp_writes_itself(line: str) -> None:
    """Android and iOS, Indonesian and English: no message, and counted."""
    found = read(f"{line}\n05/08/26 10.16 - Ani: kata\n")
    assert ([post.text for post in found.posts], found.dropped) == (["kata"], 1)


@pytest.mark.parametrize(
    "text",
    [
        "Kode keamanan OTP diminta orang yang mengaku dari bank",
        "Panggilan video 2 jam tidak dijawab petugas",
        "Anda keluar dari jalur antrean",
        "Pesan sementara dari pak lurah: kerja bakti",
        "You left your bag",
        "foto tidak jelas",
        "jam 10.15 - kumpul",
    ],
)
def test_what_people_write_is_not_taken_for_a_notice(text: str) -> None:
    """Words of notices in the mouth of people."""
    assert [post.text for post in read(f"05/08/26 10.15 - Budi: {text}\n").posts] == [text]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("IMG-2026.jpg (file terlampir)\nJalan ambles di Sukamaju", "Jalan ambles di Sukamaju"),
        ("Jalan ambles \u200egambar tidak disertakan", "Jalan ambles"),
        ("Jalan ambles\n\u200e<terlampir: 0001-PHOTO.jpg>", "Jalan ambles"),
        ("Sudah surut \u200e<Pesan ini diedit>", "Sudah surut"),
        ("It is dry <This message was edited>", "It is dry"),
        ("@\u2068Budi Santoso\u2069 tolong cek", "@anggota tolong cek"),
        (
            "\u200ePOLLING:\nKapan kerja bakti?\n\u200eOPSI: Sabtu (3 suara)\n\u200eOPSI: Minggu (1 suara)",
            "Kapan kerja bakti?\n- Sabtu\n- Minggu",
        ),
        ("POLL:\nWhen?\nOPTION: Sat (0 votes)", "When?\n- Sat"),
    ],
)
def test_words_around_media_edits_mentions_and_polls(body: str, text: str) -> None:
    """Captions stay, marks go, a member's name is no text, votes change nothing."""
    (post,) = read(f"[05/08/26 10.15.22] Budi: {body}\n").posts
    assert post.text == text


@pytest.mark.parametrize("mark", ["Diteruskan", "↪ Diteruskan berkali-kali", "[Forwarded many times]", "*Forwarded*:"])
def test_forwarded_messages(mark: str) -> None:
    """The mark is kept as the platform, not as text."""
    (post,) = read(f"05/08/26 10.15 - Budi: {mark}\nSebarkan, listrik padam\n").posts
    assert (post.text, post.platform) == ("Sebarkan, listrik padam", "WhatsApp (diteruskan)")


_words = st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u200e\u202f\xa0"), min_size=1)
_styles = st.sampled_from(
    [
        ("%d/%m/%y %H.%M - {}: {}", 60),
        ("%d/%m/%Y, %H:%M - {}: {}", 60),
        ("[%d/%m/%y %H.%M.%S] {}: {}", 1),
        ("[%m/%d/%y, %I:%M:%S\u202f%p] {}: {}", 1),
        ("%m/%d/%y, %I:%M %p - {}: {}", 60),
    ]
)


@settings(deadline=None)
@given(
    _styles,
    st.lists(st.tuples(st.integers(0, 40 * 86400), st.lists(_words, min_size=1, max_size=3)), min_size=1, max_size=8),
)
def test_what_was_written_is_read_back(style: tuple[str, int], said: list[tuple[int, list[str]]]) -> None:
    """In every style, whatever the words: the same moments, and no word lost; 13 to 31 August makes the order sure."""
    form, grain = style
    start = at(2026, 8, 13)
    said = sorted((0, ["awal"]) if n == 0 else one for n, one in enumerate(said))
    moments = [start + timedelta(seconds=seconds // grain * grain) for seconds, _ in said]
    lines = [
        moment.strftime(form).format("Warga A", "\n".join(f"x {word}" for word in words))
        for moment, (_, words) in zip(moments, said, strict=True)
    ]
    found = read("\n".join(lines)).posts
    assert [post.published_at for post in found] == moments
    written = ["".join("".join(f"x{word}" for word in words).split()) for _, words in said]
    assert ["".join(post.text.split()) for post in found] == written


@settings(deadline=None)
@given(st.lists(st.sampled_from([*ANDROID.splitlines(), "[05/08/26 10.15.22] A: \u200e", "OPSI: a", ""]) | st.text()))
def test_any_mixture_of_lines_is_read(lines: list[str]) -> None:
    """Never an error; never an empty message."""
    assert all(post.text for post in read("\n".join(lines)).posts)


def test_a_long_chat_needs_little_memory(tmp_path: Path) -> None:
    """Three times the messages, the same peak."""
    peaks = []
    for count in (2_000, 6_000):
        text = "".join(f"05/08/26 10.{n % 60:02} - Budi: pesan {n} {'kata ' * 90}\n" for n in range(count))
        path = written(tmp_path, "chat.txt", text)
        del text
        tracemalloc.start()
        assert sum(1 for _ in harvest(path).posts) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


@settings(deadline=None)
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
