"""WhatsApp messages, exported or copied and pasted, into raw posts; who sent them is not part of a post.

Lines without a head continue the message before. System lines and media placeholders are dropped, and counted. A text
without any head is one message. The sender is handed on in `RawPost.author`, to become a pseudonym. What a line is,
`chat_lines` says. A chat is walked twice (its dates are told by all of it), and needs the memory of one message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from collectors.dates import Dated, read_date
from collectors.feed_entries import MAX_TEXT
from collectors.files.chat_lines import BREAK, MARK, head_of, month_first, plain, sender_of, turned, words_of
from collectors.html_text import tidy
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind, RawPost

PLATFORM = "WhatsApp"
FORWARDED = "WhatsApp (diteruskan)"


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
class ChatCount:
    """What a walk through a chat left out or assumed, so far."""

    dropped: int = 0
    undated: int = 0

    def notes(self) -> tuple[Say, ...]:
        """Plain lines on what was odd."""
        if not self.undated:
            return ()
        return (
            Say(f"{self.undated} pesan waktunya diperkirakan.", f"The time of {self.undated} messages is an estimate."),
        )


@dataclass(slots=True)
class _Message:
    date: str = ""
    clock: str = ""
    sender: str = ""
    lines: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, line: str) -> None:
        """One more line, while anybody would read it."""
        if self.length <= 2 * MAX_TEXT:
            self.lines.extend(line.split(BREAK))
            self.length += len(line) + 1


def looks_like_chat(sample: str) -> bool:
    """Whether a text begins like a chat: a head among its first five lines that hold anything."""
    first = [line for line in map(plain, sample.splitlines()) if line.strip()][:5]
    return any(head_of(line) for line in first)


def read_chat(text: str, *, zone: str, now: datetime) -> ChatReading:
    """The messages in an export or in pasted text.

    Args:
        text: as exported or pasted.
        zone: of its dates, which name none.
        now: when it was read; the date of a text without heads.
    """
    count = ChatCount()
    posts = tuple(walk_chat(text.splitlines, zone=zone, now=now, count=count))
    return ChatReading(posts, count.dropped, count.notes())


def walk_chat(lines: Callable[[], Iterable[str]], *, zone: str, now: datetime, count: ChatCount) -> Iterator[RawPost]:
    """The messages of a chat, one by one.

    Args:
        lines: gives its lines, once for each walk.
        zone: of its dates, which name none.
        now: when it was read; the date of a text without heads.
        count: told what was left out.
    """
    dates = _dates(lines())
    turn = month_first(dates, now)
    for message in _messages(lines(), count) if dates else _alone(lines()):
        text, forwarded = words_of(tidy("\n".join(message.lines)))
        if not text:
            count.dropped += bool(dates)
            continue
        day = turned(message.date) if turn else message.date
        dated = read_date(f"{day} {message.clock}".strip(), zone=zone, now=now)
        count.undated += dated.estimated and bool(dates)
        yield _post(f"{message.date} {message.clock}" if dates else "", message.sender, text, forwarded, dated)


def _dates(lines: Iterable[str]) -> list[str]:
    """The dates of all heads in their order, repetitions left out."""
    found: list[str] = []
    for line in lines:
        head = head_of(plain(line.rstrip("\r\n"))) if any(map(str.isdigit, line[:8])) else None
        if head and (not found or found[-1] != head["date"]):
            found.append(head["date"])
    return found


def _alone(lines: Iterable[str]) -> Iterator[_Message]:
    """A text without any head."""
    message = _Message()
    for line in lines:
        message.add(plain(line.rstrip("\r\n")))
    yield message


def _messages(lines: Iterable[str], count: ChatCount) -> Iterator[_Message]:
    """The messages of a chat; what stands above the first head is a message of its own."""
    message: _Message | None = _Message()
    for raw in lines:
        line = plain(raw.rstrip("\r\n"))
        head = head_of(line)
        if head is None:
            if message is not None:
                message.add(line)
            continue
        if message is not None and (message.date or any(map(str.strip, message.lines))):
            yield message
        sender = sender_of(head["rest"], marked=f": {MARK}" in raw)
        if sender is None:
            count.dropped += 1
            message = None
            continue
        message = _Message(head["date"], head["clock"], sender["sender"].strip(" ~"))
        message.add(sender["text"] or "")
    if message is not None and message.date:
        yield message


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
