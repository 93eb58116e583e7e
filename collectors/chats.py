"""WhatsApp messages, exported or copied and pasted, into raw posts; who sent them is not part of a post.

Heads of lines vary by program, locale and version:

    05/08/26 10.15 - Nama: pesan              Android, Indonesian
    8/5/26, 10:15 AM - Nama: pesan            Android, American: month first
    [05/08/26 10.15.22] Nama: pesan           iOS, with invisible marks
    [10.15, 5/8/2026] Nama: pesan             copied from WhatsApp Web

Lines without a head continue the message before. System lines and media placeholders are dropped, and counted. A text
without any head is one message. The sender is handed on in `RawPost.author`, to become a pseudonym.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from collectors.dates import Dated, read_date
from collectors.feed_entries import MAX_TEXT
from collectors.html_text import tidy
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind, RawPost

PLATFORM = "WhatsApp"
FORWARDED = "WhatsApp (diteruskan)"

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))
_SPACES = {ord("\u202f"): " ", ord("\u00a0"): " "}
_DATE = r"(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?:\d{2})?)"
_CLOCK = r"(?P<clock>\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?)"
_HEADS = (
    re.compile(rf"^{_DATE},? (?:pukul |at )?{_CLOCK} - (?P<rest>.*)$"),
    re.compile(rf"^\[{_DATE},? (?:pukul |at )?{_CLOCK}\] (?P<rest>.*)$"),
    re.compile(rf"^\[{_CLOCK}, {_DATE}\] (?P<rest>.*)$"),
)
_SENDER = re.compile(r"^(?P<sender>[^:\"“”]{1,80}):(?: (?P<text>.*))?$")
_DAY_MONTH = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})([/.-])")

# What WhatsApp itself writes; read at the start of a message, or of a line that names no sender.
_SYSTEM = re.compile(
    r"(?:pesan dan panggilan|pesan di grup ini|messages and calls|messages to this (?:chat|group)"
    r"|pesan ini telah dihapus|pesan ini dihapus"
    r"|anda menghapus pesan|this message was deleted|you deleted this message|menunggu pesan ini"
    r"|waiting for this message|kode keamanan|your security code|panggilan (?:suara|video) tak terjawab"
    r"|missed (?:voice|video) call|pesan sementara|disappearing messages|akun bisnis ini|chat ini dengan akun bisnis)",
    re.IGNORECASE,
)
# A sender is a name; with these words in it, the line is a notice about a group ("A mengubah subjek menjadi: …").
_NOTICE = re.compile(
    r"\b(?:mengubah|menambahkan|mengeluarkan|membuat grup|bergabung|keluar|dikeluarkan|changed|added|removed|created"
    r"|joined|left)\b",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"^[<(\[]?\s*(?:media (?:tidak disertakan|omitted|dihilangkan)|(?:gambar|foto|video|audio|stiker|gif|dokumen"
    r"|kartu kontak|image|sticker|document|contact card|video note) (?:tidak disertakan|omitted|dihilangkan)"
    r"|(?:lampiran|attached|terlampir): [^>]{1,200}|null)\s*[>)\]]?$",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(
    r"^\S[^\n]{0,150}\.\w{2,5} \((?:file terlampir|file attached|berkas terlampir)\)$", re.IGNORECASE
)
_FORWARD = re.compile(
    r"^\s*[\[(<]?\s*(?:diteruskan(?: berkali-kali)?|forwarded(?: many times)?)\s*[\])>]?\s*:?\s*$", re.IGNORECASE
)
_EDITED = re.compile(r"\s*<(?:pesan ini diedit|this message was edited)>\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ChatReading:
    """What a chat held.

    Args:
        posts: the messages, in their order.
        dropped: system lines and media placeholders, which carry no text.
        notes: plain lines on what was odd.
    """

    posts: tuple[RawPost, ...]
    dropped: int
    notes: tuple[Say, ...] = ()


@dataclass(slots=True)
class _Message:
    date: str
    clock: str
    sender: str
    lines: list[str]


def looks_like_chat(sample: str) -> bool:
    """Whether a text begins like a chat: a head among its first five lines that hold anything."""
    first = [line for line in map(_plain, sample.splitlines()) if line.strip()][:5]
    return any(_head(line) for line in first)


def read_chat(text: str, *, zone: str, now: datetime) -> ChatReading:
    """The messages in an export or in pasted text.

    Args:
        text: as exported or pasted.
        zone: of its dates, which name none.
        now: when it was read; the date of a text without heads.
    """
    messages, dropped = _messages(text.splitlines())
    if messages is None:
        body = tidy(text)
        forwarded, body = _without_forward_mark(body)
        posts = (_post("", "", body, forwarded, read_date("", zone=zone, now=now)),) if body else ()
        return ChatReading(posts, 0)
    month_first = _month_first(message.date for message in messages)
    posts_found = []
    undated = 0
    for message in messages:
        forwarded, body = _without_forward_mark(tidy("\n".join(message.lines)))
        body = _EDITED.sub("", body)
        if not body or _MEDIA.match(body) or _ATTACHMENT.match(body) or _SYSTEM.match(body):
            dropped += 1
            continue
        day = _DAY_MONTH.sub(r"\3\2\1\4", message.date) if month_first else message.date
        dated = read_date(f"{day} {message.clock}", zone=zone, now=now)
        undated += dated.estimated
        posts_found.append(_post(f"{message.date} {message.clock}", message.sender, body, forwarded, dated))
    notes = (
        (Say(f"{undated} pesan waktunya diperkirakan.", f"The time of {undated} messages is an estimate."),)
        if undated
        else ()
    )
    return ChatReading(tuple(posts_found), dropped, notes)


def _messages(lines: Iterable[str]) -> tuple[list[_Message] | None, int]:
    """Messages and how many system lines were dropped; None where no line has a head."""
    found: list[_Message] = []
    dropped, heads, open_message = 0, False, False
    for line in map(_plain, lines):
        head = _head(line)
        if head is None:
            if open_message:
                found[-1].lines.append(line)
            elif not heads and line.strip():
                # What was pasted above the first head is a message of its own.
                if not found:
                    found.append(_Message("", "", "", []))
                found[-1].lines.append(line)
            continue
        heads = True
        sender = _SENDER.match(head["rest"])
        open_message = sender is not None and not _NOTICE.search(sender["sender"])
        if sender is None or not open_message:
            dropped += 1
            continue
        found.append(_Message(head["date"], head["clock"], sender["sender"].strip(" ~"), [sender["text"] or ""]))
    return (found if heads else None), dropped


def _plain(line: str) -> str:
    return line.translate(_SPACES).translate(_MARKS)


def _head(line: str) -> re.Match[str] | None:
    return next((match for pattern in _HEADS if (match := pattern.match(line))), None)


def _month_first(dates: Iterable[str]) -> bool:
    """American order: some second number is too large for a month, and no first one is."""
    pairs = [(int(m[1]), int(m[3])) for m in map(_DAY_MONTH.match, dates) if m]
    return any(second > 12 for _, second in pairs) and not any(first > 12 for first, _ in pairs)


def _without_forward_mark(body: str) -> tuple[bool, str]:
    first, _, rest = body.partition("\n")
    return (True, rest.strip()) if rest and _FORWARD.match(first) else (False, body)


def _post(when: str, sender: str, body: str, forwarded: bool, dated: Dated) -> RawPost:
    """The same words at another minute are another message; the sender stays out of the id."""
    return RawPost(
        external_id=content_id("m", when, body),
        text=body[:MAX_TEXT],
        author=sender,
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=when,
        kind=PostKind.MESSAGE,
        platform=FORWARDED if forwarded else PLATFORM,
    )
