"""Letters to Telegram chats by the Bot API: texts of at most 4,096 UTF-16 units, then the files."""

from __future__ import annotations

import html
import re
from typing import Any

from kentongan.core.errors import DeliveryError
from kentongan.core.messages import Say
from kentongan.delivery.letters import FILE, Letter, Receipt, attachment_of, file_parts
from kentongan.delivery.wire import Message, Reply, Wire, refused

ADDRESS = "https://api.telegram.org"
SECRET = "telegram"  # noqa: S105 - the name of the key, not the key
LIMIT = 4_096
CAPTION = 1_024
_TEXT = "teks:"
_TAGS = re.compile(r"</?[a-z]+>")


class TelegramDriver:
    """Channel "telegram"; `address` is another server of the same API, such as an office's own."""

    def __init__(self, wire: Wire, address: str = ADDRESS) -> None:
        self._wire = wire
        self._address = address.rstrip("/")

    def parts(self, letter: Letter) -> tuple[str, ...]:
        """A part for each piece of the text and for each file."""
        pieces = (f"{_TEXT}{number}" for number in range(1, len(split_html(letter.html)) + 1))
        return (*pieces, *file_parts(letter))

    def send(self, letter: Letter, part: str, to: str, key: str) -> Receipt:  # noqa: ARG002
        """One message to one chat; see `Driver.send`."""
        if part.startswith(FILE):
            attachment = attachment_of(letter, part)
            message = Message(
                f"{self._address}/bot{{token}}/sendDocument",
                secret=SECRET,
                form={"chat_id": to, "caption": _cut(letter.subject, CAPTION)},
                files={"document": (attachment.name, attachment.content, attachment.media_type)},
            )
        else:
            piece = split_html(letter.html)[int(part.removeprefix(_TEXT)) - 1]
            body: dict[str, Any] = {"chat_id": to, "text": piece, "parse_mode": "HTML"}
            message = Message(
                f"{self._address}/bot{{token}}/sendMessage",
                secret=SECRET,
                json=body | {"link_preview_options": {"is_disabled": True}},
            )
        return _receipt(self._wire.post(message))


def _receipt(reply: Reply) -> Receipt:
    data = reply.data()
    if reply.ok and data.get("ok") is True:
        return Receipt(str((data.get("result") or {}).get("message_id", "")), f"{reply.status} ok")
    parameters = data.get("parameters") or {}
    moved = parameters.get("migrate_to_chat_id")
    if moved:
        raise DeliveryError(
            Say(f"Grup Telegram itu kini bernomor {moved}.", f"That Telegram group now has the number {moved}."),
            Say("Ganti tujuan di [[kiriman]].", "Change the recipient in [[kiriman]]."),
            code="migrated",
        )
    wait = parameters.get("retry_after")
    raise refused(
        "Telegram",
        reply,
        str(data.get("description", "")),
        code=str(data.get("error_code", reply.status)),
        retry_after=float(wait) if isinstance(wait, int | float) else None,
    )


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 units after the tags are read."""
    return len(html.unescape(_TAGS.sub("", text)).encode("utf-16-le", "surrogatepass")) // 2


def split_html(text: str, limit: int = LIMIT) -> list[str]:
    """The text in pieces within the limit, cut between lines; a line that is too long loses its tags and is cut.

    Tags of the briefs open and close within a line, so no piece ends inside one.
    """
    pieces: list[str] = []
    current: list[str] = []
    held = 0
    for line in _short_lines(text, limit):
        length = units(line) + 1
        if current and held + length > limit + 1:
            pieces.append("\n".join(current).strip("\n"))
            current, held = [], 0
        current.append(line)
        held += length
    pieces.append("\n".join(current).strip("\n"))
    return [piece for piece in pieces if piece] or ["…"]


def _short_lines(text: str, limit: int) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        if units(line) <= limit:
            lines.append(line)
            continue
        plain = html.unescape(_TAGS.sub("", line))
        while plain:
            head = _cut(plain, limit)
            lines.append(html.escape(head, quote=False))
            plain = plain[len(head) :]
    return lines


def _cut(text: str, limit: int) -> str:
    """As many characters as fit into `limit` UTF-16 units."""
    used = 0
    for place, character in enumerate(text):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > limit:
            return text[:place]
    return text
