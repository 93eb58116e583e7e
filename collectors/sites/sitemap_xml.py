"""Sitemaps and news sitemaps (sitemaps.org protocol 0.9; Google News namespace 0.9), read as a stream.

A sitemap may hold 50,000 addresses in 50 MB, and the interesting ones are the newest few: each `<url>` is looked at and
dropped, so memory stays small however large the file is. Entities stay unexpanded and nothing is loaded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from collectors.feed_entries import web_address
from kentongan.core.errors import FormatError
from kentongan.core.messages import Say

# The protocol's own bounds: 50 MB unpacked, 50,000 addresses a file.
MAX_UNPACKED = 52_428_800
MAX_ENTRIES = 50_000
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_LONGEST_ENTITY = 12
# The parser closes what a file cut short left open, so the end is looked for in the bytes.
_END = re.compile(
    rb"</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>|<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b[^>]*/>", re.IGNORECASE
)
_LONGEST_END = 4_000
# What needs no joining, which takes most of the time of a large file.
_ABSOLUTE = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::\d{1,5})?/[^\s\\]*$")
_ROOTS = frozenset(["urlset", "sitemapindex"])


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address of a sitemap, or one sitemap of an index; texts as written, "" where absent.

    Args:
        address: absolute, http(s).
        changed: `lastmod`.
        title, published: of `news:news`.
        news: it carries a `news:news` element.
    """

    address: str
    changed: str = ""
    title: str = ""
    published: str = ""
    news: bool = False


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap held.

    Args:
        entries: addresses of pages that were wanted, in the file's order.
        children: further sitemaps, when it is an index.
        total: addresses seen, wanted or not.
        is_index: it lists sitemaps.
        partial: it ended before its end, or was longer than the protocol allows.
    """

    entries: tuple[SitemapEntry, ...] = ()
    children: tuple[SitemapEntry, ...] = ()
    total: int = 0
    is_index: bool = False
    partial: bool = False


def read_sitemap(
    body: bytes, *, base_url: str, wanted: Callable[[SitemapEntry], bool] = lambda _: True, most: int = MAX_ENTRIES
) -> Sitemap:
    """Read a sitemap, plain or gzipped.

    Args:
        body: as it came.
        base_url: where it came from, for the relative addresses that some sites write against the protocol.
        wanted: which addresses to keep.
        most: addresses kept at most.

    Raises:
        FormatError: it is no sitemap at all.
    """
    reader = _Reader(base_url, wanted, most)
    parser = etree.XMLPullParser(
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    whole, end = True, b""
    try:
        for piece in _mended(_unpacked(body)):
            end = (end + piece)[-_LONGEST_END:]
            parser.feed(piece)
            if not reader.take(parser.read_events()):
                whole = False
                break
        else:
            parser.close()
            reader.take(parser.read_events())
    except (etree.LxmlError, zlib.error, ValueError):
        whole = False
    if reader.root not in _ROOTS:
        raise FormatError(
            Say("Isi alamat ini bukan peta situs (sitemap).", "What this address holds is not a sitemap."),
            Say("Periksa alamat sumber ini.", "Check the address of this source."),
        )
    return reader.result(partial=not (whole and _END.search(end)))


def _mended(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces with bare ampersands escaped; many sites write addresses as they are, and XML drops what follows."""
    rest = b""
    for piece in pieces:
        data = rest + piece
        cut = data.rfind(b"&", -_LONGEST_ENTITY)
        data, rest = (data[:cut], data[cut:]) if cut >= 0 else (data, b"")
        yield _BARE.sub(b"&amp;", data)
    yield _BARE.sub(b"&amp;", rest)


def _unpacked(body: bytes) -> Iterator[bytes]:
    """The XML in pieces; gzip is unpacked piece by piece, and no further than the protocol allows."""
    start = len(body) - len(body.removeprefix(b"\xef\xbb\xbf").lstrip())
    if not body.startswith(_GZIP):
        for at in range(start, len(body), _CHUNK):
            yield body[at : at + _CHUNK]
        return
    unpacker, given, rest = zlib.decompressobj(31), 0, body
    first = True
    while rest and not unpacker.eof and given <= MAX_UNPACKED:
        piece = unpacker.decompress(rest, _CHUNK)
        given += len(piece)
        yield piece.removeprefix(b"\xef\xbb\xbf").lstrip() if first else piece
        first, rest = False, unpacker.unconsumed_tail
    if given > MAX_UNPACKED or not unpacker.eof:
        raise zlib.error("too large, or cut short")


class _Reader:
    """Takes parser events; knows what was seen so far."""

    def __init__(self, base_url: str, wanted: Callable[[SitemapEntry], bool], most: int) -> None:
        self._base, self._wanted, self._most = base_url, wanted, most
        self._entries: list[SitemapEntry] = []
        self._children: list[SitemapEntry] = []
        self._total = 0
        self.root = ""

    def take(self, events: Iterable[Any]) -> bool:
        """Look at what was parsed; False when the bound is reached."""
        for event, element in events:
            name = _local(element)
            if event == "start":
                self.root = self.root or name
            elif name in ("url", "sitemap"):
                self._one(element, name)
                _forget(element)
            if len(self._entries) >= self._most or self._total >= 2 * MAX_ENTRIES:
                return False
        return True

    def _one(self, element: etree._Element, name: str) -> None:
        self._total += 1
        entry = _entry(element, self._base)
        if not entry.address:
            return
        if name == "sitemap":
            self._children.append(entry)
        elif self._wanted(entry):
            self._entries.append(entry)

    def result(self, *, partial: bool) -> Sitemap:
        """All that was taken."""
        return Sitemap(
            tuple(self._entries), tuple(self._children), self._total, self.root == "sitemapindex", partial=partial
        )


def _entry(element: etree._Element, base_url: str) -> SitemapEntry:
    """An entry by the local names of its children: real files declare namespaces wrongly or not at all."""
    own = {_local(child): _text(child) for child in element}
    news = next((child for child in element if _local(child) == "news"), None)
    told = {} if news is None else {_local(child): _text(child) for child in news}
    written = own.get("loc", "")
    return SitemapEntry(
        written if _ABSOLUTE.match(written) else web_address(written, base_url),
        own.get("lastmod", ""),
        told.get("title", ""),
        told.get("publication_date", ""),
        news is not None,
    )


def _local(element: etree._Element) -> str:
    """`title` of `{namespace}title` and of `news:title`."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _text(element: etree._Element) -> str:
    # Escaped once too often, by the site or (inside CDATA) by `_mended`.
    return " ".join((element.text or "").split())[:2_000].replace("&amp;", "&")


def _forget(element: etree._Element) -> None:
    """Free what was read; the tree would grow with the file otherwise."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
