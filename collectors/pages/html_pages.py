"""Web pages of strangers as trees: decoded by what they say of themselves, parsed within bounds, links made absolute."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from collectors.charsets import decode
from collectors.feed_entries import web_address
from collectors.html_text import tidy
from kentongan.core.errors import FormatError
from kentongan.core.messages import Say

PAGE_TYPES = "text/html, application/xhtml+xml;q=.9, application/xml;q=.8, */*;q=.1"
# Longest page that is parsed, in bytes: ten times a heavy front page.
MAX_PAGE = 5_000_000


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
    # Not inside a character, which would change the meaning of all the others.
    whole = body if len(body) <= MAX_PAGE else body[:MAX_PAGE].rpartition(b"<")[0]
    text = decode(whole, content_type)
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
