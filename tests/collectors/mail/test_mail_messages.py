"""Mails as people and programs write them. All are invented."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.mime.text import MIMEText
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.mail.forwards import bare_subject, inner_message
from collectors.mail.inbox import post_of
from collectors.mail.messages import Mail, header_text, read_mail
from kentongan.core.posts import PostKind, Source

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SOURCE = Source("s-1", "imap", "Kotak aduan")


def read(data: bytes) -> Mail:
    """A mail that can be read."""
    found = read_mail(data)
    assert found is not None
    return found


def message(text: str = "Jalan rusak", subject: str = "Aduan", **headers: str) -> EmailMessage:
    """A plain mail."""
    mail = EmailMessage()
    mail["From"] = "Warga <warga@contoh.id>"
    mail["Date"] = "Fri, 20 Nov 2026 09:30:00 +0700"
    mail["Message-ID"] = "<1@contoh.id>"
    mail["Subject"] = subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def test_a_plain_mail_is_a_complaint() -> None:
    """Subject as title, Message-ID as id, the address for a pseudonym; the signature is not kept."""
    data = message("Lampu jalan mati\ndi Girimukti.\n\n-- \nBudi Santoso\nJl. Rahasia 5").as_bytes()
    post = post_of(read(data), data, SOURCE, NOW)
    assert (post.title, post.text) == ("Aduan", "Lampu jalan mati\ndi Girimukti.")
    assert (post.external_id, post.author, post.kind) == ("<1@contoh.id>", "warga@contoh.id", PostKind.COMPLAINT)
    assert (post.published_at, post.estimated) == (datetime(2026, 11, 20, 2, 30, tzinfo=UTC), False)
    assert (post.platform, post.source_name) == ("Surel", "Kotak aduan")
    assert post.complaint is not None


GMAIL = """Mohon ditindaklanjuti.

---------- Forwarded message ---------
Dari: Warga Satu <satu@contoh.id>
Date: {date}
Subject: Jembatan retak
To: Humas <humas@contoh.go.id>


Jembatan Tegalrandu retak.
Mohon dicek.
"""
OUTLOOK = """
________________________________
Dari: Warga Satu <satu@contoh.id>
Dikirim: {date}
Kepada: Humas <humas@contoh.go.id>; Staf
 <staf@contoh.go.id>
Subjek: Jembatan retak

Jembatan Tegalrandu retak.
Mohon dicek.
"""
ORIGINAL = """Silakan.

-----Pesan Asli-----
*Dari:* Warga Satu <satu@contoh.id>
*Dikirim:* {date}
*Kepada:* Humas
*Subjek:* Jembatan retak

Jembatan Tegalrandu retak.
Mohon dicek.
"""
APPLE = """Mulai pesan yang diteruskan:

> Dari: Warga Satu <satu@contoh.id>
> Perihal: Jembatan retak
> Tanggal: {date}
> Kepada: humas@contoh.go.id
>
> Jembatan Tegalrandu retak.
> Mohon dicek.
"""


@pytest.mark.parametrize("form", [GMAIL, OUTLOOK, ORIGINAL, APPLE], ids=["gmail", "outlook", "original", "apple"])
@pytest.mark.parametrize(
    "date",
    [
        "Kam, 19 Nov 2026 pukul 16.05",
        "Thu, Nov 19, 2026 at 4:05 PM",
        "Kamis, 19 November 2026 16:05",
        "Thursday, November 19, 2026 4:05 PM",
        "19 November 2026 16.05.00 WIB",
        "Thu, 19 Nov 2026 16:05:00 +0700",
    ],
)
def test_what_is_inside_a_forward(form: str, date: str) -> None:
    """The first writer's words, subject and date; nothing of who passed it on."""
    data = message(form.format(date=date), "Fwd: Jembatan retak").as_bytes()
    post = post_of(read(data), data, SOURCE, NOW)
    assert (post.text, post.title) == ("Jembatan Tegalrandu retak.\nMohon dicek.", "Jembatan retak")
    assert post.author == "satu@contoh.id"
    assert (post.published_at, post.estimated) == (datetime(2026, 11, 19, 9, 5, tzinfo=UTC), False)


def test_a_chain_of_forwards() -> None:
    """The innermost counts."""
    inner = GMAIL.format(date="Kam, 19 Nov 2026 pukul 16.05").replace("Mohon ditindaklanjuti.", "Dari grup sebelah")
    outer = (
        f"FYI\n\n---------- Forwarded message ---------\nDari: Staf <staf@contoh.id>\nDate: Jum, 20 Nov 2026\n\n{inner}"
    )
    found = inner_message(outer, "Fwd: Fwd: Jembatan retak")
    assert found.text == "Jembatan Tegalrandu retak.\nMohon dicek."
    assert "satu@contoh.id" in found.sender


def test_a_reply_without_what_it_answers() -> None:
    """Quotations and the mails below are not said again."""
    quoted = (
        "Masih rusak.\n\nPada tgl Kam, 19 Nov 2026 16.05, Humas <humas@contoh.go.id> menulis:\n> Sudah diperbaiki.\n"
    )
    assert inner_message(quoted, "Re: Jalan").text == "Masih rusak."
    below = f"Masih rusak.\n{ORIGINAL.partition('Silakan.')[2].replace('-----Pesan Asli-----', '')}"
    assert inner_message(below.format(date="x"), "Re: Jalan").text == "Masih rusak."


@pytest.mark.parametrize(
    "text",
    [
        "Dari: jembatan sampai pasar, jalan rusak.\nMohon diperbaiki.",
        "Pada hari Kamis petugas menulis:\nbesok kembali",
        "Lokasi: Girimukti\nTanggal: 19 November\nHal: lampu mati",
    ],
)
def test_words_that_only_look_like_headers(text: str) -> None:
    """A sentence with a colon is a sentence."""
    assert inner_message(text, "Aduan").text == text


def test_a_mail_forwarded_as_an_attachment() -> None:
    """What is inside is read, with the identity of the mail that came."""
    inside = message("Sampah menumpuk", "Sampah di Sukamaju")
    inside.replace_header("From", "Warga Dua <dua@contoh.id>")
    inside.replace_header("Date", "Thu, 19 Nov 2026 16:05:00 +0700")
    outer = message("Mohon dicek", "Fwd: Sampah", X_Nothing="1")
    outer.replace_header("Message-ID", "<9@contoh.id>")
    outer.add_attachment(inside)
    found = read(outer.as_bytes())
    assert (found.title, found.text, found.sender) == ("Sampah di Sukamaju", "Sampah menumpuk", "dua@contoh.id")
    assert (found.identity, found.date) == ("<9@contoh.id>", "Thu, 19 Nov 2026 16:05:00 +0700")


def test_html_and_attachments() -> None:
    """Plain text before HTML, HTML as text where there is no other; attachments counted, not opened."""
    both = message("Versi polos")
    both.add_alternative("<p>Versi <b>HTML</b></p>", subtype="html")
    both.add_attachment(b"isi;x\n1;2\n", maintype="text", subtype="csv", filename="data.csv")
    both.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    found = read(both.as_bytes())
    assert (found.text, found.attachments) == ("Versi polos", 2)
    page = MIMEText("<style>x</style><p>Air &amp; listrik</p><script>y()</script><p>mati</p>", "html")
    page["Subject"] = "Aduan"
    assert read(page.as_bytes()).text == "Air & listrik\n\nmati"


@pytest.mark.parametrize(
    ("charset", "encoding", "body"),
    [
        ("windows-1252", "8bit", "“Café” – Rp5.000".encode("cp1252")),
        ("iso-8859-1", "8bit", "“Café” – Rp5.000".encode("cp1252")),
        ("us-ascii", "8bit", "“Café” – Rp5.000".encode()),
        ("utf-8", "8bit", "“Café” – Rp5.000".encode("cp1252")),
        ("entah-8", "8bit", "“Café” – Rp5.000".encode()),
        ('"utf-8"', "quoted-printable", b"=E2=80=9CCaf=C3=A9=E2=80=9D =\r\n=E2=80=93 Rp5.000"),
        ("utf-8", "base64", b"4oCcQ2Fmw6nigJ0g4oCTIFJwNS4wMDA="),
    ],
)
def test_charsets_that_lie(charset: str, encoding: str, body: bytes) -> None:
    """Declared wrongly, vaguely or unknown: read as it was meant."""
    head = f"Subject: x\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    assert read(head.encode() + body).text == "“Café” – Rp5.000"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?Q?Jalan_rusak_=E2=80=93?= =?utf-8?Q?_lagi?=", "Jalan rusak – lagi"),
        ("=?windows-1252?Q?=93Lubang=94?=", "“Lubang”"),
        ("=?iso-8859-1?B?k0x1YmFuZ5Q=?=", "“Lubang”"),
        ("=?entah?Q?abc?=", "abc"),
        ("=?utf-8?B?abcde?=", "=?utf-8?B?abcde?="),
        ("biasa saja", "biasa saja"),
    ],
)
def test_subjects(raw: str, text: str) -> None:
    """RFC 2047 words, in charsets that are what they say or not."""
    assert header_text(raw) == text


def test_subjects_nobody_encoded() -> None:
    """Bare bytes in a header."""
    assert read("Subject: Café – mati\n\nisi".encode()).title == "Café – mati"
    assert read("Subject: Café – mati\n\nisi".encode("cp1252")).title == "Café – mati"


@pytest.mark.parametrize("subject", ["Fwd: Jalan", "FW: RE: Jalan", "Bls: Trs: Jalan", "Re[2]: Jalan", "Jalan"])
def test_prefixes_of_subjects(subject: str) -> None:
    """Of Indonesian and English programs."""
    assert bare_subject(subject) == "Jalan"


def test_lines_that_a_program_broke_are_joined() -> None:
    """format=flowed (RFC 3676)."""
    head = b"Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
    assert (
        read(head + b"Jalan di depan \npasar rusak.\nMohon dicek.").text == "Jalan di depan pasar rusak.\nMohon dicek."
    )


@pytest.mark.parametrize(
    "mail",
    [
        message(Auto_Submitted="auto-replied"),
        message(X_Auto_Response_Suppress="All"),
    ],
)
def test_machines_are_no_complainants(mail: EmailMessage) -> None:
    """Out-of-office replies and their like."""
    assert read(mail.as_bytes()).automatic


def test_mails_that_nest_without_end() -> None:
    """A thousand parts in parts, and mails in mails: an answer, and soon."""
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000))
    assert read_mail(b"Subject: x\n" + deep) is None or read(b"Subject: x\n" + deep).title == "x"
    mails = b"Content-Type: message/rfc822\n\n" * 50 + b"Subject: dalam\n\nisi"
    assert read_mail(mails) is not None


_headers = st.sampled_from(
    ["Subject", "From", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]
)
_values = st.text(max_size=30) | st.sampled_from(
    ["multipart/mixed; boundary=b", "text/html", "message/rfc822", "base64", "quoted-printable", "=?utf-8?q?=ff?=",
     "text/plain; charset=utf-7", "attachment; filename*=x''%ff", "text/plain; charset*0=a; charset*1=b"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_headers, _values), max_size=5), st.text(max_size=80) | st.just("--b\n\nx\n--b--"))
def test_any_mail_is_read_or_refused(headers: list[tuple[str, str]], body: str) -> None:
    """Whatever stands in it: no error."""
    text = "".join(f"{name}: {value}\n" for name, value in headers) + "\n" + body
    read_mail(text.encode("utf-8", "replace"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """The same for what is no mail at all."""
    read_mail(data)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([*GMAIL.splitlines(), *OUTLOOK.splitlines(), *APPLE.splitlines()]) | st.text(max_size=20))
)
def test_forwards_lose_nothing_but_their_wrapping(lines: list[str]) -> None:
    """Where anything was written, something is left or all of it was headers; never an error."""
    found: Any = inner_message("\n".join(lines), "Fwd: x")
    assert isinstance(found.text, str)
