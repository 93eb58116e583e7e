"""What goes out: a letter with its texts and files, the parcels it falls into, and the receipt of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kentongan.core.messages import Say


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A report or an alert, ready for every channel.

    Args:
        document: id of the report's version or of the alert.
        subject: one line.
        text: plain, with WhatsApp's marks.
        html: the same with Telegram's tags.
        attachments: the files.
        lang: language of the few words the channels add.
    """

    document: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    lang: str = "id"


@dataclass(frozen=True, slots=True)
class Channel:
    """One way out, as the settings have it.

    Args:
        name: the officer's name for it.
        kind: "surel", "telegram", "whatsapp", "webhook", "apprise".
        to: recipients: addresses, chat ids, telephone numbers, URLs.
        flavours: which files go with a report.
        reports, alerts: what is sent this way.
        options: what only this kind of channel knows.
    """

    name: str
    kind: str
    to: tuple[str, ...]
    flavours: tuple[str, ...] = ("pdf",)
    reports: bool = True
    alerts: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parcel:
    """The smallest thing that is sent, and never twice without saying so: one part of a letter to one recipient."""

    document: str
    channel: str
    to: str
    part: str

    @property
    def key(self) -> str:
        """What stays the same however often it is tried; services that know such keys are given a digest of it."""
        return "\x1f".join((self.document, self.channel, self.to, self.part))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the service said: its own id of the message, and its answer in one line."""

    provider_id: str = ""
    answer: str = ""


class Driver(Protocol):
    """One kind of channel."""

    def parts(self, letter: Letter) -> tuple[str, ...]:
        """The parts this channel makes of a letter, in the order they are sent."""
        ...

    def send(self, letter: Letter, part: str, to: str, key: str) -> Receipt:
        """Send one part.

        Args:
            letter: the whole letter.
            part: one of `parts`.
            to: the recipient.
            key: the same at every attempt, other for every parcel.

        Raises:
            DeliveryError: it did not go out, or nobody knows.
        """
        ...


def shown(to: str) -> str:
    """A recipient fit for screens and logs: enough to know who is meant, not enough to write to them."""
    if "://" in to:
        scheme, _, rest = to.partition("://")
        host = rest.split("/")[0].rpartition("@")[2]
        return f"{scheme}://{host}/…"
    name, at, host = to.partition("@")
    if at and name:
        return f"{name[:2]}…@{host}"
    return f"{to[:3]}…{to[-3:]}" if len(to) > 8 else to


FILE = "berkas:"


def file_parts(letter: Letter) -> tuple[str, ...]:
    """A part for each attachment."""
    return tuple(FILE + attachment.name for attachment in letter.attachments)


def attachment_of(letter: Letter, part: str) -> Attachment:
    """The attachment a part names; KeyError where there is none."""
    name = part.removeprefix(FILE)
    for attachment in letter.attachments:
        if attachment.name == name:
            return attachment
    raise KeyError(name)


def nothing_like(kind: str) -> Say:
    """What is said of a kind of channel nobody knows."""
    return Say(f"Jenis kiriman “{kind}” tidak dikenal.", f"There is no kind of channel “{kind}”.")
