"""Web pages of strangers as trees: decoded by what they say of themselves, parsed within bounds, links made absolute."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from collectors.feed_entries import web_address
from collectors.html_text import tidy
from kentongan.core.errors import FormatError
from kentongan.core.messages import Say

PAGE_TYPES = "text/html, application/xhtml+xml;q=.9, application/xml;q=.8, */*;q=.1"
# Longest page that is parsed, in bytes: ten times a heavy front page.
MAX_PAGE = 5_000_000

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Pages that say Latin-1 mean its superset (WHATWG Encoding, section 4.2).
_LATIN = frozenset(["iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1"])


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page.

    Args:
        root: of its tree; comments and processing instructions are not in it.
        url: where it was found, after redirects.
        base: what its relative links count from (`<base>`, else Content-Location, else `url`).
    """

    root: etree._Element
    url: str
    base: str

    def address(self, href: str) -> str:
        """A link made absolute; "" unless it is http(s)."""
        return web_address(href, self.base)

    def meta(self, *names: str) -> str:
        """The content of the first `<meta>` with one of these names or properties, in the order asked; "" if none."""
        found: dict[str, str] = {}
        for element in self.root.iter("meta"):
            key = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
            content = (element.get("content") or "").strip()
            if key and content:
                found.setdefault(key, content)
        return next((found[name] for name in names if name in found), "")

    def title(self) -> str:
        """The page's `<title>` on one line."""
        element = next(self.root.iter("title"), None)
        return "" if element is None else " ".join("".join(map(str, element.itertext())).split())[:1_000]

    def site_name(self) -> str:
        """What the site calls itself: `og:site_name`, else the page's title."""
        return " ".join((self.meta("og:site_name") or self.title()).split())[:200]


def read_page(body: bytes, content_type: str, url: str, *, content_location: str = "") -> Page:
    """The tree of a page; broken HTML is mended as browsers do, and nothing is loaded from anywhere.

    Raises:
        FormatError: there is nothing that could be a page.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, recover=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    text = decode_page(body[:MAX_PAGE], content_type)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise FormatError(
            Say("Halaman kosong atau tidak dapat dibaca.", "The page is empty or cannot be read."),
            Say("Periksa alamatnya di peramban.", "Check the address in a browser."),
        )
    return Page(root, url, _base(root, url, content_location))


def decode_page(body: bytes, content_type: str) -> str:
    """Text of a page: byte order mark, what header or page declare if it fits, UTF-8, else cp1252; never raises."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    head = body[:4096]
    declared = [match[1] for match in [_CHARSET.search(content_type)] if match]
    declared += [
        match[1].decode("ascii") for match in (_XML_ENCODING.search(head), _META_CHARSET.search(head)) if match
    ]
    # A page that says Latin-1 and is UTF-8 is common, the other way round nearly impossible.
    fixed = ["utf-8", *(name for name in declared if name.lower() not in _LATIN)]
    for name in fixed if not declared or declared[0].lower() in _LATIN else fixed[1:] + fixed[:1]:
        try:
            return body.decode(name)
        except (LookupError, UnicodeError):
            continue
    # A page cut at our bound may end inside a character.
    cut = body.decode("utf-8", "ignore")
    return cut if len(body) - len(cut.encode()) < 4 else body.decode("cp1252", "replace")


def text_of(element: etree._Element) -> str:
    """All text below an element on one line."""
    return " ".join(tidy(" ".join(map(str, element.itertext()))).split())


def _base(root: etree._Element, url: str, content_location: str) -> str:
    element = next(root.iter("base"), None)
    written = ("" if element is None else element.get("href") or "") or content_location
    try:
        return web_address(urljoin(url, written), url) or url
    except ValueError:
        return url
