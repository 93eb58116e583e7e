"""The mailbox against Dovecot, filled through a real SMTP server; switched on by KENTONGAN_SERVERS=1."""

from __future__ import annotations

import asyncio
import os
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from dovecot import PASSWORD, USER, MailSystem, running
from mail_servers import Visitor

from collectors.mail.imap_client import MailLimits
from collectors.mail.inbox import _cursor
from kentongan.core.errors import CollectError
from kentongan.core.runs import Cause, OutcomeKind

pytestmark = pytest.mark.servers
NOW = datetime.now(UTC)


@pytest.fixture
def system(tmp_path: Path) -> Iterator[MailSystem]:
    """Both servers, with an empty mailbox."""
    with running(tmp_path) as system:
        yield system


def visitor(system: MailSystem, **options: Any) -> Visitor:
    """Our collector, as an office would set it up."""
    settings = {"options": {"user": USER, "folder": "Aduan"}, "secrets": {"surel": PASSWORD}, **options}
    return Visitor(system.imaps, system.trusted, **settings)


def mail(text: str, subject: str = "Aduan", number: int = 1) -> EmailMessage:
    """A mail of today."""
    made = EmailMessage()
    made["From"] = "Warga <warga@contoh.id>"
    made["Subject"] = subject
    made["Date"] = NOW
    made["Message-ID"] = f"<{number}@contoh.id>"
    made.set_content(text)
    return made


FORWARD = """Mohon ditindaklanjuti.

---------- Forwarded message ---------
Dari: Warga Satu <satu@contoh.id>
Date: Kam, 19 Nov 2020 pukul 16.05
Subject: Jembatan retak
To: Humas <humas@contoh.go.id>

Jembatan Tegalrandu retak.
"""


def flags(system: MailSystem) -> list[bytes]:
    """What is marked on the mails of the folder."""
    with system.own_client() as client:
        client.select("Aduan", readonly=True)
        return [bytes(piece) for piece in client.fetch("1:*", "(FLAGS)")[1] if isinstance(piece, bytes)]


def test_complaints_arrive(system: MailSystem) -> None:
    """A forward, bytes of Windows that claim latin-1, HTML with an attachment; all stay unread."""
    windows = (
        b"From: Ani <ani@contoh.id>\r\nSubject: =?windows-1252?Q?Kaf=E9_=96_bising?=\r\nMessage-ID: <2@contoh.id>\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        b"Musik \x93keras\x94 tiap malam\r\n"
    )
    page = mail("", number=3)
    page.set_content("<p>Sampah <b>menumpuk</b></p>", subtype="html")
    page.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="foto.jpg")
    system.send(mail(FORWARD, "Fwd: Jembatan retak"), windows, page)
    found = asyncio.run(visitor(system).visit(now=NOW))
    assert [(post.title, post.text) for post in found.posts] == [
        ("Jembatan retak", "Jembatan Tegalrandu retak."),
        ("Kafé – bising", "Musik “keras” tiap malam"),
        ("Aduan", "Sampah menumpuk"),
    ]
    assert found.posts[0].published_at == datetime(2020, 11, 19, 9, 5, tzinfo=UTC)
    assert [note.id for note in found.outcome.notes] == ["1 lampiran tidak dibuka."]
    assert not any(b"Seen" in one for one in flags(system))


def test_the_next_visit_reads_only_what_is_new(system: MailSystem) -> None:
    """Unchanged, then one more, then a folder that was deleted and made anew."""
    collector = visitor(system)
    system.send(mail("satu", number=1), mail("dua", number=2))
    first = asyncio.run(collector.visit(now=NOW))
    same = asyncio.run(collector.visit(first.state, now=NOW))
    assert (len(first.posts), same.outcome.kind, same.posts) == (2, OutcomeKind.UNCHANGED, ())
    system.send(mail("tiga", number=3))
    third = asyncio.run(collector.visit(same.state, now=NOW))
    assert [post.text for post in third.posts] == ["tiga"]
    with system.own_client() as client:
        assert client.delete("Aduan")[0] == client.create("Aduan")[0] == "OK"
    system.send(mail("empat", number=4))
    fourth = asyncio.run(collector.visit(third.state, now=NOW))
    assert [post.text for post in fourth.posts] == ["empat"]
    assert third.state is not None
    assert fourth.state is not None
    assert _cursor(third.state.cursor)[0] != _cursor(fourth.state.cursor)[0]


def test_an_empty_folder_and_one_with_a_foreign_name(system: MailSystem) -> None:
    """Nothing is no failure; folders may be called anything."""
    empty = asyncio.run(visitor(system).visit(now=NOW))
    assert empty.outcome.kind is OutcomeKind.UNCHANGED
    system.send(mail("pertama"))
    assert len(asyncio.run(visitor(system).visit(empty.state, now=NOW)).posts) == 1
    with system.own_client() as client:
        assert client.create('"Aduan Masuk &- Caf&AOk-"')[0] == "OK"
    options = {"user": USER, "folder": "Aduan Masuk & Café"}
    assert asyncio.run(visitor(system, options=options).visit(now=NOW)).outcome.kind is OutcomeKind.UNCHANGED


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        ({"secrets": {"surel": "salah"}}, Cause.KEY),
        ({"options": {"user": USER, "folder": "Tak Ada"}}, Cause.NOT_FOUND),
        ({"trusted": None}, Cause.CERTIFICATE),
        ({"host": "lain.test"}, Cause.CERTIFICATE),
        ({"allowed": False}, Cause.BROKEN),
    ],
)
def test_failures_have_their_names(system: MailSystem, options: dict[str, Any], cause: Cause) -> None:
    """A wrong password, an unknown folder, a certificate nobody knows or of another name, an inner address."""
    collector = visitor(system)
    for name, value in options.items():
        setattr(collector, name, value)
    with pytest.raises(CollectError) as caught:
        asyncio.run(collector.visit(now=NOW))
    assert caught.value.cause is cause


def test_large_mails_are_read_in_part(system: MailSystem) -> None:
    """Twenty megabytes of attachment cost two of memory; the words before it are there."""
    large = mail("Foto terlampir")
    large.add_attachment(os.urandom(20_000_000), maintype="video", subtype="mp4", filename="v.mp4")
    system.send(large)
    tracemalloc.start()
    found = asyncio.run(visitor(system, limits=MailLimits(total=60.0)).visit(now=NOW))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [post.text for post in found.posts] == ["Foto terlampir"]
    assert peak < 25_000_000


def test_five_hundred_mails(system: MailSystem) -> None:
    """More than one visit takes: all of them in the end, none twice."""
    system.send(*(mail(f"aduan {number}", number=number) for number in range(500)))
    collector = visitor(system, limits=MailLimits(total=60.0))
    first = asyncio.run(collector.visit(now=NOW))
    second = asyncio.run(collector.visit(first.state, now=NOW))
    assert (first.outcome.partial, second.outcome.partial) == (True, False)
    texts = [post.text for post in (*first.posts, *second.posts)]
    assert sorted(texts) == sorted(f"aduan {number}" for number in range(500))
