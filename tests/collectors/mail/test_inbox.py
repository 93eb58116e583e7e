"""A mailbox as a source, against servers that do not behave; the real ones are in `test_inbox_servers.py`."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mail_servers import HOST, ScriptedServer, Visitor, certificate, drip, obliging, tag_of

from collectors.mail.imap_client import MailLimits, quoted
from collectors.mail.inbox import _cursor
from kentongan.core.errors import CollectError
from kentongan.core.runs import Cause, FeedState, OutcomeKind

MAIL = b"Message-ID: <%d@x>\r\nSubject: Aduan %d\r\nDate: Fri, 20 Nov 2026 09:30:00 +0700\r\n\r\nJalan rusak\r\n"
Start = Callable[..., Visitor]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate and its key."""
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def start(made: tuple[Path, Path]) -> Iterator[Start]:
    """Starts a scripted server, and gives a collector that finds it."""
    running: list[ScriptedServer] = []

    def begin(answer: Any, *, plain: bool = False, greeting: bytes = b"* OK siap\r\n", **options: Any) -> Visitor:
        server = ScriptedServer(answer, None if plain else made, greeting)
        running.append(server)
        visitor = Visitor(server.port, made[0], **options)
        visitor.server = server  # type: ignore[attr-defined]
        return visitor

    yield begin
    for server in running:
        server.close()


def test_mails_are_read_once_and_never_changed(start: Start) -> None:
    """EXAMINE and PEEK only; the next visit goes on behind the last mail."""
    mails = {number: MAIL % (number, number) for number in (3, 5, 9)}
    visitor = start(obliging(mails))
    found = asyncio.run(visitor.visit())
    assert [post.title for post in found.posts] == ["Aduan 3", "Aduan 5", "Aduan 9"]
    assert found.state is not None
    assert json.loads(found.state.cursor) == {"uidvalidity": "7", "uid": 9}
    said = b"".join(visitor.server.said).upper()  # type: ignore[attr-defined]
    assert b"SINCE 22-OCT-2026" in said
    assert b"EXAMINE" in said
    assert not any(word in said for word in (b" SELECT ", b" STORE ", b"EXPUNGE", b"DELETE", b"BODY[]"))
    # A server always names the last mail, also when it was seen before.
    again = start(obliging({9: mails[9], 11: MAIL % (11, 11)}))
    later = asyncio.run(again.visit(found.state))
    assert [post.external_id for post in later.posts] == ["<11@x>"]
    quiet = start(obliging({11: MAIL % (11, 11)}))
    assert asyncio.run(quiet.visit(later.state)).outcome.kind is OutcomeKind.UNCHANGED


def test_a_folder_that_was_rebuilt_is_read_again(start: Start) -> None:
    """Another UIDVALIDITY: the numbers mean nothing any more; the ids of mails still do."""
    state = FeedState(cursor='{"uidvalidity": "6", "uid": 400}')
    found = asyncio.run(start(obliging({1: MAIL % (1, 1)})).visit(state))
    assert [post.external_id for post in found.posts] == ["<1@x>"]
    assert found.state is not None
    assert _cursor(found.state.cursor) == ("7", 1)


@pytest.mark.parametrize("cursor", ["", "{", "[]", '{"uid": null}', '{"uidvalidity": 7, "uid": "x"}'])
def test_a_spoiled_memory_is_no_memory(cursor: str) -> None:
    """What cannot be read is a first visit."""
    assert _cursor(cursor) == ("", 0)


def test_many_mails_take_several_visits(start: Start) -> None:
    """Partial is said, and nothing is left out in the end."""
    mails = {number: MAIL % (number, number) for number in range(1, 8)}
    limits = MailLimits(total=10.0, read=5.0, messages=4)
    first = asyncio.run(start(obliging(mails), limits=limits).visit())
    assert (len(first.posts), first.outcome.partial) == (4, True)
    assert "sisanya" in first.outcome.notes[0].id
    rest = {number: mail for number, mail in mails.items() if number > 4}
    second = asyncio.run(start(obliging(rest), limits=limits).visit(first.state))
    assert ([post.title for post in second.posts], second.outcome.partial) == (["Aduan 5", "Aduan 6", "Aduan 7"], False)


def test_what_came_before_the_server_failed_is_kept(start: Start) -> None:
    """The visit is partial, and the next goes on behind what came."""

    def special(_talk: Any, line: bytes) -> bytes | str | None:
        return None if b" 5 (UID" in line else ""

    mails = {number: MAIL % (number, number) for number in (3, 5)}
    found = asyncio.run(start(obliging(mails, special=special)).visit())
    assert ([post.title for post in found.posts], found.outcome.partial) == (["Aduan 3"], True)
    assert found.state is not None
    assert _cursor(found.state.cursor)[1] == 3


def test_mails_that_cannot_be_used_are_counted(start: Start) -> None:
    """Empty ones rejected, machines' replies left out, attachments unopened."""
    attached = (
        b"Subject: Foto\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nlihat foto\r\n"
        b"--b\r\nContent-Type: image/jpeg\r\n\r\nx\r\n--b--\r\n"
    )
    mails = {1: b"\r\n\r\n", 2: b"Subject: Cuti\r\nAuto-Submitted: auto-replied\r\n\r\nx", 3: attached}
    found = asyncio.run(start(obliging(mails)).visit())
    assert [post.text for post in found.posts] == ["lihat foto"]
    assert (found.outcome.seen, found.outcome.rejected) == (3, 1)
    assert [note.id for note in found.outcome.notes] == [
        "1 lampiran tidak dibuka.",
        "1 balasan otomatis dilewati.",
        "Satu surel tanpa isi yang terbaca dilewati.",
    ]


def refusing(word: bytes) -> Callable[[Any, bytes], bytes | str | None]:
    """NO to one command, with the server's own words."""
    return lambda _talk, line: tag_of(line) + b" NO rahasia sekali\r\n" if word in line.upper() else ""


def test_failures_have_their_names(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    """Wrong password, unknown folder, no TLS, no IMAP, hung up: each by its cause; the password is nowhere."""
    caplog.set_level(logging.DEBUG)
    cases: list[tuple[Visitor, Cause, str]] = [
        (start(obliging({}, special=refusing(b" LOGIN "))), Cause.KEY, "sandi"),
        (start(obliging({}, special=refusing(b" EXAMINE "))), Cause.NOT_FOUND, "Aduan"),
        (start(obliging({}), plain=True), Cause.UNREACHABLE, "993"),
        (start(obliging({}), greeting=b"220 surel.test ESMTP\r\n"), Cause.BROKEN, "IMAP"),
        (start(lambda _talk, _line: None), Cause.UNREACHABLE, "memutus"),
        (replace(start(obliging({})), trusted=None), Cause.CERTIFICATE, "Sertifikat"),
        (replace(start(obliging({})), host="lain.test"), Cause.CERTIFICATE, "Sertifikat"),
        (Visitor(1, None), Cause.UNREACHABLE, "memutus"),
    ]
    for visitor, cause, word in cases:
        with pytest.raises(CollectError) as caught:
            asyncio.run(visitor.visit())
        assert caught.value.cause is cause
        assert word in caught.value.to("id")
        assert "rahasia" not in repr(caught.value) + caught.value.to("en") + repr(caught.value.__cause__)
    assert "rahasia sekali" not in caplog.text


def test_what_is_wrong_before_anybody_is_asked() -> None:
    """No password, no user, an inner address, a line break in a folder, credentials in the address."""
    cases: list[tuple[Visitor, Cause]] = [
        (Visitor(993, None, secrets={}), Cause.KEY),
        (Visitor(993, None, options={"folder": "Aduan"}), Cause.BROKEN),
        (Visitor(993, None, options={"user": "a", "folder": "x\r\na DELETE y"}), Cause.BROKEN),
        (Visitor(993, None, host="a:b@surel.test"), Cause.BROKEN),
        (Visitor(993, None, allowed=False), Cause.BROKEN),
        (Visitor(993, None, allowed=False, address="::ffff:10.0.0.1"), Cause.BROKEN),
    ]
    for visitor, cause in cases:
        with pytest.raises(CollectError) as caught:
            asyncio.run(visitor.visit())
        assert caught.value.cause is cause


def slow(talk: Any, line: bytes) -> bytes | str | None:
    """A byte a tenth of a second, for longer than anybody waits."""
    if b" EXAMINE " in line.upper():
        drip(talk, 15)
        return None
    return ""


def endless(talk: Any, line: bytes) -> bytes | str | None:
    """One line without end."""
    if b" EXAMINE " in line.upper():
        for _ in range(400):
            talk.sendall(b"x" * 65536)
        return None
    return ""


def chatty(talk: Any, line: bytes) -> bytes | str | None:
    """Lines without end."""
    if b" EXAMINE " in line.upper():
        for _ in range(400):
            talk.sendall(b"* 1 RECENT\r\n" * 5000)
        return None
    return ""


def boasting(_talk: Any, line: bytes) -> bytes | str | None:
    """A mail of ten gigabytes."""
    return b"* 1 FETCH (UID 1 BODY[]<0> {10000000000}\r\n" if b" FETCH " in line.upper() else ""


@pytest.mark.parametrize(
    ("special", "cause"),
    [(slow, Cause.SLOW), (endless, Cause.BROKEN), (chatty, Cause.BROKEN), (boasting, Cause.BROKEN)],
    ids=["slow", "endless", "chatty", "boasting"],
)
def test_servers_that_never_end(start: Start, special: Any, cause: Cause) -> None:
    """None holds a visit beyond its deadline or its bytes."""
    limits = MailLimits(total=2.0, read=1.0, session=200_000)
    visitor = start(obliging({1: MAIL % (1, 1)}, special=special), limits=limits)
    began = time.monotonic()
    with pytest.raises(CollectError) as caught:
        asyncio.run(visitor.visit())
    assert time.monotonic() - began < 6
    assert caught.value.cause is cause


@pytest.mark.parametrize(
    ("name", "written"),
    [("INBOX", '"INBOX"'), ('Adu"an\\', '"Adu\\"an\\\\"'), ("Pengaduan & Saran", '"Pengaduan &- Saran"'),
     ("日本語", '"&ZeVnLIqe-"')],
)  # fmt: skip
def test_names_of_folders(name: str, written: str) -> None:
    """Quoted, and in modified UTF-7 (the example of RFC 3501, 5.1.3)."""
    assert quoted(name) == written
    assert HOST not in written
