"""Text for a chat: safe words, the line of the signer, and the two spellings of bold and italic."""

from __future__ import annotations

import re
from html import escape

from reports import wording
from reports.context import Context

LIMIT = 1500
BOLD, ITALIC = "b", "i"
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{1,300}|\b[\w-]{1,60}(?:\.[\w-]{1,60}){0,4}\.(?:com|net|org|info|xyz|online|site|id|me|ly|co|gl|link|click|top)"
    r"\b(?:/\S{0,200})?",
    re.IGNORECASE,
)
# Characters that WhatsApp reads as bold, italic, struck or code.
_MARKUP = str.maketrans({"*": "", "~": "", "`": "", "_": " "})

Piece = tuple[str, str]
Line = list[Piece]


def said(ctx: Context, text: str, limit: int) -> str:
    """A text from outside, safe in a chat: no private data, no addresses, no marks."""
    unlinked = _ADDRESS.sub(ctx.t("[tautan]", "[link]"), ctx.safe(text))
    return wording.shorten(unlinked.translate(_MARKUP), limit)


def length(text: str) -> int:
    """Characters as phones count them: UTF-16 units, so that an emoji counts twice."""
    return len(text.encode("utf-16-le")) // 2


def signer(ctx: Context, checker: str) -> Line:
    """Who checked it; without a name the text says that it may not be sent yet."""
    name = said(ctx, checker, 70)
    if name:
        signed = ctx.t(
            f"Disusun dengan bantuan sistem, diperiksa: {name}", f"Compiled with the system's help, checked by: {name}"
        )
    else:
        signed = ctx.t(
            "Disusun dengan bantuan sistem, diperiksa: [isi nama dan jabatan pemeriksa] — BELUM BOLEH DIKIRIM",
            "Compiled with the system's help, checked by: [fill in name and position] — NOT TO BE SENT YET",
        )
    return [(signed, ITALIC)]


def whatsapp(lines: list[Line]) -> str:
    """With WhatsApp's marks."""
    marks = {BOLD: "*", ITALIC: "_", "": ""}
    return "\n".join("".join(f"{marks[style]}{text}{marks[style]}" for text, style in line) for line in lines)


def telegram(lines: list[Line]) -> str:
    """As Telegram's HTML: `<b>` and `<i>` only, `& < >` escaped."""

    def span(text: str, style: str) -> str:
        safe = escape(text, quote=False)
        return f"<{style}>{safe}</{style}>" if style else safe

    return "\n".join("".join(span(text, style) for text, style in line) for line in lines)
