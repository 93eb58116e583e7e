"""Telegram's Bot API and WhatsApp's Cloud API as far as an office's letters meet them: the same limits, the same refusals.

Written after the services' public documentation; every accepted message is kept, so that a test can count them.
"""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler
from typing import Any

TOKEN = "123456:token-uji"  # noqa: S105 - nobody's
NUMBER_ID = "1029384756"
TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a"}


@dataclass
class World:
    """What the services remember, and how they are to behave.

    Args:
        accepted: every message that went through: method, recipient, content.
        busy: refuse so many requests with 429 first.
        broken: answer so many requests with 500 first.
        hold: take messages, but answer only once it is released (`arrived` says that one came).
        hang_up: take so many messages and close the connection without a word.
        slow_gateway: answer so many with 504.
        window: WhatsApp numbers that wrote within 24 hours.
    """

    accepted: list[tuple[str, str, Any]] = field(default_factory=list)
    busy: int = 0
    broken: int = 0
    hang_up: int = 0
    hold: bool = False
    arrived: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    slow_gateway: int = 0
    window: set[str] = field(default_factory=set)
    media: dict[str, bytes] = field(default_factory=dict)
    headers: list[dict[str, str]] = field(default_factory=list)
    chats: set[str] = field(default_factory=lambda: {"-100200300", "42"})
    blocked: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)


class Messenger(BaseHTTPRequestHandler):
    """One request to one of the services; `world` is set by `handler`."""

    world: World
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        """Any request."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.world.headers.append({name.lower(): value for name, value in self.headers.items()})
        if "/bot" in self.path:
            self._telegram(body)
        elif self.path.startswith("/v23.0/"):
            self._whatsapp(body)
        else:
            self._hook(body)

    # --- ways to say no

    def _trouble(self) -> bool:
        if self.world.busy > 0:
            self.world.busy -= 1
            self._answer(
                429,
                {
                    "ok": False,
                    "error_code": 429,
                    "description": "Too Many Requests: retry after 3",
                    "parameters": {"retry_after": 3},
                    "error": {"code": 130429, "message": "Rate limit hit"},
                    "retry_after": 3,
                },
            )
            return True
        if self.world.broken > 0:
            self.world.broken -= 1
            self._answer(500, {"ok": False, "error_code": 500, "description": "Internal Server Error"})
            return True
        if self.world.slow_gateway > 0:
            self.world.slow_gateway -= 1
            self._answer(504, {})
            return True
        return False

    def _take(self, method: str, to: str, content: Any, answer: dict[str, Any]) -> None:
        self.world.accepted.append((method, to, content))
        if self.world.hold:
            self.world.arrived.set()
            self.world.released.wait(60)
        if self.world.hang_up > 0:
            self.world.hang_up -= 1
            self.close_connection = True
            self.connection.shutdown(2)
            return
        self._answer(200, answer)

    def _answer(self, status: int, data: Any) -> None:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _parts(self, body: bytes) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("application/json"):
            return json.loads(body), {}
        parsed = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        form: dict[str, str] = {}
        files: dict[str, tuple[str, bytes]] = {}
        for part in parsed.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            if part.get_filename():
                files[name] = (str(part.get_filename()), content)
            else:
                form[name] = content.decode()
        return form, files

    # --- Telegram

    def _telegram(self, body: bytes) -> None:
        token, _, method = self.path.removeprefix("/bot").partition("/")
        if token != TOKEN:
            return self._no(401, "Unauthorized")
        if self._trouble():
            return None
        form, files = self._parts(body)
        chat = str(form.get("chat_id", ""))
        if chat in self.world.moved:
            moved = {"migrate_to_chat_id": int(self.world.moved[chat])}
            return self._no(400, "Bad Request: group upgraded", moved)
        if chat in self.world.blocked:
            return self._no(403, "Forbidden: bot was blocked by the user")
        if chat not in self.world.chats:
            return self._no(400, "Bad Request: chat not found")
        wrong = _wrong_text(form) if method == "sendMessage" else _wrong_file(form, files)
        if wrong:
            return self._no(400, f"Bad Request: {wrong}")
        content: Any = form["text"] if method == "sendMessage" else files["document"]
        number = len(self.world.accepted) + 1
        return self._take(method, chat, content, {"ok": True, "result": {"message_id": number}})

    def _no(self, code: int, text: str, parameters: Mapping[str, int] | None = None) -> None:
        data = {"ok": False, "error_code": code, "description": text}
        self._answer(code, data | ({"parameters": parameters} if parameters else {}))

    # --- WhatsApp

    def _whatsapp(self, body: bytes) -> None:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._graph(401, 190, "Invalid OAuth access token")
        if self._trouble():
            return None
        form, files = self._parts(body)
        if form.get("messaging_product") != "whatsapp" or NUMBER_ID not in self.path:
            return self._graph(400, 100, "Invalid parameter")
        if self.path.endswith("/media"):
            _, content = files["file"]
            media = f"media-{len(self.world.media) + 1}"
            self.world.media[media] = content
            return self._answer(200, {"id": media})
        data: Any = form
        kind, to = data["type"], data["to"]
        code, text = self._wrong_message(data, kind, to)
        if code:
            return self._graph(400, code, text)
        number = len(self.world.accepted) + 1
        return self._take(kind, to, data[kind], {"messages": [{"id": f"wamid.{number}"}]})

    def _wrong_message(self, data: Any, kind: str, to: str) -> tuple[int, str]:
        if not re.fullmatch(r"\d{8,15}", to) or (kind == "text" and not 0 < len(data["text"]["body"]) <= 4096):
            return 131009, "Parameter value is not valid"
        if kind != "template" and to not in self.world.window:
            return 131047, "Re-engagement message"
        if kind == "document" and data["document"]["id"] not in self.world.media:
            return 131053, "Media upload error"
        if kind == "template" and "\\n" in json.dumps(data["template"]):
            return 132012, "Parameter format does not match"
        return 0, ""

    def _graph(self, status: int, code: int, text: str) -> None:
        self._answer(status, {"error": {"code": code, "message": text}})

    # --- any webhook

    def _hook(self, body: bytes) -> None:
        if not self._trouble():
            self._take("hook", self.path, body, {"ok": True})


def _wrong_text(form: Mapping[str, str]) -> str:
    if not well_formed(form["text"]):
        return "can't parse entities"
    return "" if 0 < utf16(form["text"]) <= 4096 else "message is too long"


def _wrong_file(form: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> str:
    if utf16(form.get("caption", "")) > 1024:
        return "message caption is too long"
    return "" if 0 < len(files["document"][1]) <= 50_000_000 else "file is too big"


def handler(world: World) -> type[BaseHTTPRequestHandler]:
    """A server of that world."""
    return type("MessengerOfAWorld", (Messenger,), {"world": world})


def utf16(text: str) -> int:
    """Length as Telegram counts."""
    return len(html.unescape(re.sub(r"</?\w+>", "", text)).encode("utf-16-le")) // 2


def well_formed(text: str) -> bool:
    """Tags known, closed in order; no bare `<` or `&`."""
    stack: list[str] = []
    for tag in re.findall(r"<[^>]*>?", text):
        match = re.fullmatch(r"<(/?)(\w+)>", tag)
        if match is None or match[2] not in TAGS:
            return False
        if not match[1]:
            stack.append(match[2])
        elif not stack or stack.pop() != match[2]:
            return False
    return not stack and not re.search(r"&(?!(?:lt|gt|amp|quot|#\d+);)", text)
