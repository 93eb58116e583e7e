"""One mail (RFC 5322) as text: subject, words, sender, date; whatever charset it claims, however it is nested.

Attachments are counted and never opened. A message forwarded as an attachment (message/rfc822) is what is read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from collectors.feed_entries import MAX_TEXT, MAX_TITLE
from collectors.html_text import html_to_text, tidy
from collectors.mail.forwards import bare_subject, inner_message
from collectors.texts import decode

# Parts of one mail that are looked at, and forwards inside forwards.
_MAX_PARTS = 200
_MAX_DEPTH = 5
# Programs claim these and mean the superset of Windows, or UTF-8.
_VAGUE = frozenset(["", "us-ascii", "ascii", "iso-8859-1", "latin1", "latin-1", "unknown-8bit", "8bit", "default"])
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}")


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says.

    Args:
        identity: its Message-ID; "" where it has none.
        title, text: subject without prefixes, words without headers, quotations and signature.
        sender: the address, else the name, of who wrote it first.
        date: when that was, as written.
        sent: date of the outermost mail, as written.
        attachments: parts that were left unopened.
        automatic: a reply of a machine, or a report on delivery.
    """

    identity: str
    title: str
    text: str
    sender: str
    date: str
    sent: str
    attachments: int
    automatic: bool


def read_mail(data: bytes) -> Mail | None:
    """The mail in these bytes, which may be cut; None where it is none at all."""
    try:
        return _mail(message_from_bytes(data), 0)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The standard parser is known to fail on hostile headers in ways of its own.
        return None


def _mail(message: Message, depth: int) -> Mail:
    headers = _headers(message)
    text, attachments, inside = _content(message)
    identity, sent = _short(headers.get("message-id", "")), _short(headers.get("date", ""))
    automatic = _is_automatic(message, headers)
    if inside is not None and depth < _MAX_DEPTH and not automatic:
        inner = _mail(inside, depth + 1)
        if inner.text or inner.title:
            return replace(inner, identity=identity, sent=sent, attachments=inner.attachments + attachments)
    subject = _short(headers.get("subject", ""), MAX_TITLE)
    found = inner_message(text, subject)
    return Mail(
        identity=identity,
        title=bare_subject(found.subject or subject),
        text=tidy(found.text),
        sender=_sender(found.sender or headers.get("from", "")),
        date=found.date or sent,
        sent=sent,
        attachments=attachments,
        automatic=automatic,
    )


def _headers(message: Message) -> dict[str, str]:
    """The first header of each name, decoded."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), header_text(str(value)))
    return found


def header_text(raw: str) -> str:
    """A header as it was meant: RFC 2047 words, or bytes that nobody encoded.

    >>> header_text("=?utf-8?q?Jalan_rusak_=E2=80=93_lagi?=")
    'Jalan rusak – lagi'
    """
    plain = " ".join(raw.split())
    if any("\udc80" <= letter <= "\udcff" for letter in plain):
        return decode(plain.encode("utf-8", "surrogateescape"))
    try:
        return "".join(
            part if isinstance(part, str) else _decoded(part, charset or "") for part, charset in decode_header(plain)
        )
    except (HeaderParseError, ValueError):
        return plain


def _content(message: Message) -> tuple[str, int, Message | None]:
    """The words (plain rather than HTML), how many attachments there are, and a mail forwarded as one of them."""
    plain: list[str] = []
    pages: list[str] = []
    attachments = 0
    inside: Message | None = None
    for part in _parts(message):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            if inside is None and isinstance(inner, list) and inner and isinstance(inner[0], Message):
                inside = inner[0]
            continue
        if part.get_content_disposition() == "attachment" or part.get_filename() or kind not in _READ:
            attachments += 1
            continue
        body = part.get_payload(decode=True)
        text = _decoded(body[: 4 * MAX_TEXT], part.get_content_charset() or "") if isinstance(body, bytes) else ""
        if kind == "text/plain":
            plain.append(_unflowed(text) if part.get_param("format") == "flowed" else text)
        else:
            pages.append(text)
    words = "\n".join(plain).replace("\r\n", "\n")
    return (words if words.strip() else html_to_text("\n".join(pages)))[:MAX_TEXT], attachments, inside


_READ = ("text/plain", "text/html")


def _parts(message: Message) -> Iterator[Message]:
    """The leaves of a mail, forwarded mails unopened; not recursive, and bounded."""
    waiting = [message]
    for _ in range(_MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(one for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part


def _decoded(data: bytes, charset: str) -> str:
    """Bytes by their charset; by what they look like where it is vague, unknown, or wrong."""
    name = charset.strip().strip("\"'").lower()
    if name not in _VAGUE:
        try:
            return data.decode(codecs.lookup(name).name)
        except (LookupError, ValueError, TypeError):
            pass
    return decode(data)


def _unflowed(text: str) -> str:
    """Lines that a program broke (RFC 3676) joined again."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if lines and lines[-1].endswith(" ") and not lines[-1].startswith(">") and lines[-1] != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)


def _is_automatic(message: Message, headers: dict[str, str]) -> bool:
    """RFC 3834; and what Exchange and mail servers send in their own name."""
    said = headers.get("auto-submitted", "no").lower()
    return (
        not said.startswith("no")
        or headers.get("x-auto-response-suppress", "").lower() == "all"
        or message.get_content_type() == "multipart/report"
    )


def _sender(written: str) -> str:
    """The address in "Nama <a@b.id>", else the name; only a pseudonym of it is kept."""
    _, address = parseaddr(written)
    found = _ADDRESS.search(address) or _ADDRESS.search(written)
    return (found[0] if found else tidy(written))[:200]


def _short(text: str, limit: int = 500) -> str:
    return " ".join(text.split())[:limit]
