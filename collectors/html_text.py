"""HTML of strangers into plain text: paragraphs kept, scripts and styles dropped, nothing executed or fetched."""

from __future__ import annotations

import html
import re
from functools import cache

from lxml import etree

# Longest fragment that is read: ten times the longest article seen.
MAX_FRAGMENT = 2_000_000

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "svg",
        "math",
        "head",
        "form",
        "button",
        "select",
        "textarea",
        "audio",
        "video",
        "canvas",
        "applet",
        "figcaption",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "blockquote",
        "pre",
        "figure",
        "hr",
        "address",
        "fieldset",
    ]
)
_BREAKS = {**dict.fromkeys(_BLOCKS, "\n\n"), **dict.fromkeys(("br", "li", "tr"), "\n")}
_TAG = re.compile(r"<[a-zA-Z/!?]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Where a text has none of these, there is nothing to drop and nothing to decode: one look instead of two.
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xc2-\xf4\ud800-\udfff]")
# What a longer character of UTF-8 looks like when each of its bytes became a character.
_TWICE = re.compile(r"[\xc2-\xf4][\x80-\xbf]")
_EMPTY_LINES = re.compile(r"\n{3,}")
# The sentence WordPress appends to every excerpt, in English and Indonesian.
_APPENDED = re.compile(
    r"\s*(?:The post|Pos|Artikel) [^\n]{1,400}? (?:appeared first on|first appeared on|muncul pertama kali di"
    r"|pertama kali (?:muncul|tampil) (?:di|pada)) [^\n]{1,200}\Z"
)


def html_to_text(fragment: str) -> str:
    r"""The readable text of a piece of HTML (or of plain text, which stays as it is).

    >>> html_to_text("<p>Banjir &amp; longsor</p><script>x()</script><p>Dua <b>desa</b></p>")
    'Banjir & longsor\n\nDua desa'
    """
    text = fragment[:MAX_FRAGMENT]
    if _ODD.search(text):
        text = _CONTROL.sub("", decoded_once(text))
    if "<" in text and _TAG.search(text):
        text = "".join(_pieces(text))
    elif "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    text = tidy(text)
    # Looked for only where it can be: most texts are not from WordPress.
    return _APPENDED.sub("", text) if " first " in text[-700:] or " pertama kali " in text[-700:] else text


def decoded_once(text: str) -> str:
    """Text whose UTF-8 was once taken for Latin-1 ("AtlÃ©tico") as it was meant; any other text as it is.

    Seen in 37 of 2,449 articles of one outlet. feedparser mends it in feeds, and a file must give the same posts.
    """
    if _TWICE.search(text):
        try:
            return text.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return text
    return text


def one_line(fragment: str) -> str:
    """A title: entities resolved (feeds escape them once too often), tags dropped, on one line."""
    text = html_to_text(fragment)
    if _ENTITY.search(text):
        text = html.unescape(text)
    return " ".join(text.split())


def tidy(text: str) -> str:
    """Spaces folded, at most one empty line between paragraphs."""
    lines = [" ".join(line.split()) for line in _CONTROL.sub("", text).splitlines()]
    if len(lines) < 2:
        return lines[0] if lines else ""
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _pieces(text: str) -> list[str]:
    """The text between the tags, without recursion: hostile pages nest thousands deep."""
    try:
        root = etree.fromstring(b"<body>" + text.encode("utf-8", "replace") + b"</body>", _parser())
    except etree.LxmlError:
        root = None
    if root is None:
        return [html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", text))]
    pieces: list[str] = []
    add = pieces.append
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag
        if event == "start":
            hidden += name in _DROPPED
            if name in _BREAKS:
                add(_BREAKS[name])
            words = element.text
        else:
            hidden -= name in _DROPPED
            if name in _BLOCKS:
                add("\n\n")
            # A line break in the source of a page is a space to its readers.
            words = element.tail
        if words and not hidden:
            add(words)
    return pieces


@cache
def _parser() -> etree.HTMLParser:
    """One for all: a new one for each text takes as long again as the parsing (lxml lets one thread at a time in)."""
    return etree.HTMLParser(
        encoding="utf-8", no_network=True, recover=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
