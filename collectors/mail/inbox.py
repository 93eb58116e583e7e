"""An IMAP mailbox to which complaints are sent or forwarded, as a source of complaints.

`address` is imaps://server[:port]; `options` hold "user" (or "pengguna"), "folder" (INBOX where it is not said) and
"sandi", the name of the key that holds the password ("surel" where it is not said). The folder is opened for reading
only: nothing is marked, moved or deleted. Each visit goes on behind the last mail it saw (UID and UIDVALIDITY, RFC 3501
2.3.1.1); mails are known by their Message-ID, so that a folder that was rebuilt gives no post twice.
"""

from __future__ import annotations

import asyncio
import imaplib
import json
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from collectors.base import MAX_NOTES
from collectors.dates import read_date
from collectors.mail import refusals
from collectors.mail.imap_client import Connection, MailLimits, TooMuchError, since
from collectors.mail.messages import Mail, read_mail
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.posts import Complaint, PostKind, RawPost, Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collectors.door.fetch import Door

PORT = 993
PLATFORM = "Surel"
_KEY = "surel"


@dataclass(frozen=True, slots=True)
class _Place:
    """Which mailbox: server, and how to get in."""

    host: str
    port: int
    addresses: Sequence[str]
    user: str
    folder: str
    password: str = field(repr=False)


@dataclass(slots=True)
class _Reading:
    """What a visit gave so far, and where the next one goes on."""

    posts: list[RawPost] = field(default_factory=list)
    notes: list[Say] = field(default_factory=list)
    validity: str = ""
    last: int = 0
    seen: int = 0
    rejected: int = 0
    automatic: int = 0
    attachments: int = 0
    partial: bool = False


class InboxCollector:
    """Reads the folder of one mailbox.

    Args:
        limits: bounds of a visit.
        tls: gives the rules for certificates; the system's where it is not said.
    """

    def __init__(
        self, limits: MailLimits | None = None, tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    ) -> None:
        self._limits = limits or MailLimits()
        self._tls = tls

    @property
    def kind(self) -> str:
        """See `collectors.base.Collector`."""
        return "imap"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`; what came before the server failed is kept, the rest comes next time."""
        host, port = _server(source.address)
        user, folder = _option(source, "user", "pengguna"), _option(source, "folder") or "INBOX"
        if not user:
            raise refusals.no_user()
        password = door.secret(_option(source, "sandi") or _KEY)
        place = _Place(host, port, await door.addresses(host, port), user, folder, password)
        found = await asyncio.to_thread(self._visit, place, source, state, clock.now())
        cursor = json.dumps({"uidvalidity": found.validity, "uid": found.last})
        kind = OutcomeKind.OK if found.seen else OutcomeKind.UNCHANGED
        outcome = Outcome(
            source.id,
            source.name,
            kind,
            seen=found.seen,
            rejected=found.rejected,
            notes=tuple([*_summary(found), *found.notes][:MAX_NOTES]),
            partial=found.partial,
        )
        return Harvest(tuple(found.posts), outcome, replace(state, cursor=cursor, failures=0))

    def _visit(self, place: _Place, source: Source, state: FeedState, now: datetime) -> _Reading:
        """Connect, read what is new, hang up.

        Raises:
            CollectError: nothing usable came; the cause in plain words.
        """
        reading = _Reading()
        connection: Connection | None = None
        try:
            connection = Connection(place.host, place.port, place.addresses, tls=self._tls(), limits=self._limits)
            _enter(connection, place)
            self._read(connection, place, source, state, now, reading)
        except CollectError:
            raise
        except (OSError, imaplib.IMAP4.error, TooMuchError) as error:
            if not reading.seen:
                raise refusals.for_failure(place.host, error, self._limits.total) from error
            # What came so far is whole; the visit after this one goes on behind it.
            reading.partial = True
        finally:
            if connection is not None:
                with suppress(OSError, imaplib.IMAP4.error, TooMuchError):
                    connection.shutdown()
        return reading

    def _read(
        self,
        connection: Connection,
        place: _Place,
        source: Source,
        state: FeedState,
        now: datetime,
        reading: _Reading,
    ) -> None:
        validity = connection.examine(place.folder)
        if validity is None:
            raise refusals.no_folder(place.folder)
        known, last = _cursor(state.cursor)
        reading.validity = validity
        if known == validity and last:
            reading.last = last
            numbers = [number for number in connection.numbers("UID", f"{last + 1}:*") if number > last]
        else:
            numbers = connection.numbers("SINCE", since((now - timedelta(days=self._limits.days)).date()))
        if len(numbers) > self._limits.messages:
            reading.partial = True
        for number in numbers[: self._limits.messages]:
            data = connection.mail(number)
            if data is not None:
                self._take(data, source, now, reading)
            reading.last = number
        if not numbers and not reading.last:
            # An empty folder: everything that comes from now on is new.
            reading.last = max(connection.numbers("ALL"), default=0)

    def _take(self, data: bytes, source: Source, now: datetime, reading: _Reading) -> None:
        """One mail into a post, or into a count."""
        reading.seen += 1
        mail = read_mail(data)
        if mail is None or not (mail.title or mail.text):
            reading.rejected += 1
            if len(reading.notes) < MAX_NOTES:
                reading.notes.append(
                    Say("Satu surel tanpa isi yang terbaca dilewati.", "One mail without readable text was left out.")
                )
            return
        if mail.automatic:
            reading.automatic += 1
            return
        reading.attachments += mail.attachments
        reading.posts.append(post_of(mail, data, source, now))


def post_of(mail: Mail, data: bytes, source: Source, now: datetime) -> RawPost:
    """A mail as a complaint; dated by the message inside, else by itself."""
    dated = read_date(mail.date, zone=source.zone, now=now)
    written = mail.date
    if dated.at is None or dated.future:
        dated, written = read_date(mail.sent, zone=source.zone, now=now), mail.sent
    return RawPost(
        external_id=mail.identity or content_id("mail", data.decode("latin-1")),
        title=mail.title,
        text=mail.text,
        author=mail.sender,
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=written[:200],
        kind=PostKind.COMPLAINT,
        platform=PLATFORM,
        source_name=source.name,
        complaint=Complaint(),
    )


def _enter(connection: Connection, place: _Place) -> None:
    try:
        connection.enter(place.user, place.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        # Without its cause: the library's errors may hold what was sent.
        raise refusals.wrong_password(place.host) from None


def _server(address: str) -> tuple[str, int]:
    """Host and port of imaps://host[:port].

    Raises:
        CollectError: the address is none, or says more than that.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port or PORT
    except ValueError as error:
        raise refusals.no_server() from error
    if parts.scheme.lower() != "imaps" or not host or parts.password is not None or parts.username is not None:
        raise refusals.no_server()
    return host, port


def _option(source: Source, *names: str) -> str:
    """An option by any of its names, fit for a line of the protocol."""
    value = next((source.options[name] for name in names if source.options.get(name)), "").strip()
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in value):
        raise refusals.no_server()
    return value


def _cursor(text: str) -> tuple[str, int]:
    """(UIDVALIDITY, last UID) of the visit before; ("", 0) where there was none."""
    try:
        kept = json.loads(text) if text else {}
        return str(kept["uidvalidity"]), int(kept["uid"])
    except (ValueError, KeyError, TypeError):
        return "", 0


def _summary(found: _Reading) -> list[Say]:
    """Plain lines on what was left out."""
    lines = []
    if found.partial:
        lines.append(
            Say(
                "Belum semua surel terbaca; sisanya pada putaran berikutnya.",
                "Not all mail was read; the rest comes next.",
            )
        )
    if found.attachments:
        lines.append(
            Say(f"{found.attachments} lampiran tidak dibuka.", f"{found.attachments} attachments were not opened.")
        )
    if found.automatic:
        lines.append(
            Say(f"{found.automatic} balasan otomatis dilewati.", f"{found.automatic} automatic replies were left out.")
        )
    return lines
