"""Telegram's public preview pages as data: messages of a channel, or what the name is instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from collectors.html_text import html_to_text, tidy

MAX_PAGE = 3_000_000
_COUNT = re.compile(r"([\d.,]+)\s*([KMkm]?)")
_NUMBER = re.compile(r"/(\d{1,12})$")


@dataclass(frozen=True, slots=True)
class Message:
    """One message (an album is one, under its first number).

    Args:
        number: within the channel; numbers have gaps.
        text: without quotes of what it replies to; the title of a linked page where it has no words of its own.
        date: as written (ISO with zone).
        views: None where the page does not say; rounded by Telegram ("1.2K").
        signed: a person's name under the message, "".
    """

    number: int
    text: str
    date: str
    views: int | None = None
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A preview page.

    Args:
        title: of the channel.
        messages: oldest first.
        nature: "channel"; "closed" (a channel without preview), "group", or "absent" (nobody, or a person).
    """

    title: str
    messages: tuple[Message, ...] = field(default=())
    nature: str = "channel"


def read_page(body: bytes) -> Page:
    """What a page at `t.me/s/<name>`, or the one it leads to, holds. Never fails: nonsense is "absent"."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, remove_comments=True, huge_tree=False)
    try:
        root = etree.fromstring(body[:MAX_PAGE], parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return Page("", nature="absent")
    messages = tuple(found for one in _all(root, "tgme_widget_message") if (found := _message(one)) is not None)
    title = _text(root, "tgme_channel_info_header_title") or _text(root, "tgme_page_title")
    unique = {message.number: message for message in messages}
    if unique or _all(root, "tgme_channel_history") or _all(root, "tme_no_messages_found"):
        return Page(title, tuple(unique[number] for number in sorted(unique)))
    return Page(title, nature=_nature(_text(root, "tgme_page_extra"), title))


def _nature(extra: str, title: str) -> str:
    """By the line under the name on the plain page: "1 234 subscribers", "56 members, 3 online", "@name"."""
    if "subscriber" in extra or extra.startswith("@"):
        return "closed"
    if "member" in extra:
        return "group"
    return "closed" if title and extra else "absent"


def _has(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def _all(element: etree._Element, name: str) -> list[etree._Element]:
    found = element.xpath(f".//*[{_has(name)}]")
    return [one for one in found if etree.iselement(one)] if isinstance(found, list) else []


def _text(element: etree._Element, name: str) -> str:
    found = _all(element, name)
    return tidy("".join(map(str, found[0].itertext()))) if found else ""


def _message(element: etree._Element) -> Message | None:
    """A message; None for a service message, or one without a number."""
    match = _NUMBER.search(element.get("data-post") or "")
    if match is None or "service_message" in (element.get("class") or "").split() or _all(element, "service_message"):
        return None
    times = [one.get("datetime") or "" for one in element.iter("time")]
    return Message(
        number=int(match[1]),
        text=_words(element),
        date=next((one for one in reversed(times) if one), "")[:100],
        views=_count(_text(element, "tgme_widget_message_views")),
        signed=_text(element, "tgme_widget_message_from_author")[:200],
    )


def _words(element: etree._Element) -> str:
    """The message's own text. The block is sometimes nested in one of the same class, and quotes share its class."""
    for block in _all(element, "tgme_widget_message_text"):
        classes = (block.get("class") or "").split()
        if "js-message_reply_text" in classes or _within(block, "tgme_widget_message_reply", element):
            continue
        written = etree.tostring(block, encoding="unicode", with_tail=False, method="html")
        return html_to_text(written)
    parts = (_text(element, "tgme_widget_message_poll_question"), _text(element, "link_preview_title"))
    return "\n".join(filter(None, parts))


def _within(block: etree._Element, name: str, limit: etree._Element) -> bool:
    parent = block.getparent()
    while parent is not None and parent is not limit:
        if name in (parent.get("class") or "").split():
            return True
        parent = parent.getparent()
    return False


def _count(written: str) -> int | None:
    match = _COUNT.fullmatch(written.strip())
    if match is None:
        return None
    try:
        value = float(match[1].replace(",", ""))
    except ValueError:
        return None
    return round(value * {"": 1, "k": 1_000, "m": 1_000_000}[match[2].lower()])
