"""Feeds of real sizes, made the same way every time, and a server that sends them.

Sizes as in 200 real feeds (median 79 kB, largest 2.5 MB, some 33 entries each): log-normal. Kinds as met: mostly RSS
2.0, two thirds of it WordPress with whole articles, the rest with summaries; Atom; and a few that are broken the usual
way (a bare "&", cp1252 under a UTF-8 declaration). Every entry's true title, address, moment and text is known.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from html import escape

MEDIAN, LARGEST, SPREAD = 79_000, 2_500_000, 1.35
START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
WORDS = (
    "warga jalan rusak banjir desa kecamatan kabupaten bupati dinas pekerjaan umum perbaikan jembatan sungai hujan deras "
    "rumah sekolah guru siswa rumah sakit pelayanan puskesmas antre obat bantuan sosial pasar harga beras cabai pedagang "
    "petani panen pupuk irigasi listrik padam air bersih sampah lalu lintas macet parkir terminal pelabuhan nelayan ombak "
    "menurut kepala mengatakan bahwa pemerintah daerah akan segera menangani keluhan masyarakat setempat pada hari dengan "
    "dua lima satu anggaran tahun rapat koordinasi evaluasi program pembangunan lapangan data laporan tim petugas relawan polisi posko "
    "dan di ke dari untuk yang tidak sudah telah karena oleh sejak hingga antara serta juga masih lebih baru besar kecil"
).split()


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as it was meant."""

    key: str
    title: str
    at: datetime
    author: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of its body."""
        return " ".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: how it is written, and what it says.

    Args:
        style: "wordpress", "summaries", "atom", "bare-and" or "cp1252".
        validators: the server answers conditional requests.
    """

    number: int
    style: str
    validators: bool
    items: tuple[Item, ...]

    def body(self) -> bytes:
        """The bytes on the wire."""
        if self.style == "atom":
            return _atom(self).encode()
        text = _rss(self)
        if self.style == "bare-and":
            text = text.replace("&amp; ", "& ")
        return text.encode("cp1252" if self.style == "cp1252" else "utf-8")


def make(count: int, seed: int = 11) -> list[Feed]:
    """`count` feeds; the same for the same arguments."""
    dice = random.Random(seed)
    styles = dice.choices(("wordpress", "summaries", "atom", "bare-and", "cp1252"), (52, 30, 14, 2, 2), k=count)
    feeds = []
    for number, style in enumerate(styles):
        size = min(LARGEST, max(3_000, MEDIAN * math.exp(dice.gauss(0, SPREAD)))) if number else LARGEST
        whole = style in ("wordpress", "cp1252")
        # The longest real article had 30,000 characters.
        entries = max(dice.randint(10, 25), int(size / 20_000)) if whole else max(5, min(400, int(size / 1_500)))
        items = tuple(_item(dice, number, at, size / entries) for at in range(entries))
        feeds.append(Feed(number, style, dice.random() < 0.6, items))
    return feeds


def changed(feeds: list[Feed], share: float = 0.1, seed: int = 12) -> list[Feed]:
    """The same feeds an hour later: in a `share` of them one entry was edited, two are new, the oldest two are gone."""
    dice = random.Random(seed)
    after = []
    for feed in feeds:
        if dice.random() >= share:
            after.append(feed)
            continue
        first = feed.items[0]
        edited = replace(first, title=f"{first.title} (diperbarui)", paragraphs=(*first.paragraphs, _sentence(dice)))
        size = len(feed.body()) / len(feed.items)
        new = [_item(dice, feed.number, 10_000 + at, size) for at in range(2)]
        after.append(replace(feed, items=(*new, edited, *feed.items[1:-2])))
    return after


def _sentence(dice: random.Random) -> str:
    words = dice.choices(WORDS, k=dice.randint(8, 22))
    if dice.random() < 0.25:
        words.insert(5, f"{dice.randint(2, 900)}")
    return " ".join(words).capitalize() + dice.choice((".", ".", ".", " – “ya”.", " & lainnya."))


def _item(dice: random.Random, feed: int, at: int, size: float) -> Item:
    paragraphs = []
    left = size - 900
    while not paragraphs or left > 0:
        paragraphs.append(" ".join(_sentence(dice) for _ in range(dice.randint(1, 3))))
        left -= len(paragraphs[-1]) + 110
    title = " ".join(dice.choices(WORDS, k=9)).title() + (" & Warga" if dice.random() < 0.1 else "")
    moment = START - timedelta(minutes=17 * (at % 10_000) + dice.randint(0, 9), hours=1)
    return Item(f"{feed}-{at}", title, moment, f"Redaksi {dice.choice(WORDS)}", tuple(paragraphs))


def _link(feed: Feed, item: Item) -> str:
    return f"https://media-{feed.number}.example/2026/11/berita-{item.key}/"


def _html(item: Item) -> str:
    """An article as WordPress and its editors leave it: justified paragraphs, bold words, links, one picture."""
    cdn = f"https://cdn.example/{item.key}"
    parts = [
        f'<figure id="attachment_{item.key}" class="wp-caption aligncenter" style="width: 800px"><img decoding="async" '
        f'class="size-full wp-image-{item.key}" src="{cdn}.jpg" alt="foto" width="800" height="533" srcset="{cdn}.jpg '
        f'800w, {cdn}-300x200.jpg 300w, {cdn}-768x512.jpg 768w" sizes="(max-width: 800px) 100vw, 800px" /></figure>'
    ]
    for number, paragraph in enumerate(item.paragraphs):
        first, _, rest = escape(paragraph, quote=False).partition(" ")
        if number % 3 == 1:
            link = f'<a href="https://media.example/tag/{first}/" target="_blank" rel="noopener">{first}</a>'
            first = f'<span style="font-weight: 400;">{link}</span>'
        else:
            first = f"<strong>{first}</strong>"
        parts.append(f'<p style="text-align: justify;">{first}{" " * bool(rest)}{rest}</p>\n')
    return "".join(parts)


def _rss(feed: Feed) -> str:
    whole = feed.style in ("wordpress", "cp1252")
    west = timezone(timedelta(hours=7))
    parts = []
    for item in feed.items:
        summary = f"<description><![CDATA[{item.paragraphs[0][:300]} [&#8230;]]]></description>"
        body = f"{summary}<content:encoded><![CDATA[{_html(item)}]]></content:encoded>"
        if not whole:
            body = f"<description>{escape(_html(item))}</description>"
        parts.append(
            f"<item>\n<title>{escape(item.title)}</title>\n<link>{_link(feed, item)}</link>\n"
            f"<dc:creator><![CDATA[{item.author}]]></dc:creator>\n"
            f"<pubDate>{item.at.astimezone(west):%a, %d %b %Y %H:%M:%S +0700}</pubDate>\n"
            f"<category><![CDATA[Daerah]]></category><category><![CDATA[Umum]]></category>\n"
            f'<guid isPermaLink="false">https://media-{feed.number}.example/?p={item.key}</guid>\n{body}\n</item>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">\n<channel>\n'
        f"<title>Media {feed.number}</title><link>https://media-{feed.number}.example</link>"
        f"<description>Berita</description><language>id</language><sy:updatePeriod>hourly</sy:updatePeriod>"
        f"<sy:updateFrequency>1</sy:updateFrequency>\n{chr(10).join(parts)}\n</channel></rss>\n"
    )


def _atom(feed: Feed) -> str:
    parts = (
        f'<entry><title type="html">{escape(escape(item.title, quote=False))}</title>'
        f'<link rel="alternate" type="text/html" href="{_link(feed, item)}"/>'
        f"<id>tag:media-{feed.number}.example,2026:{item.key}</id>"
        f"<published>{item.at.isoformat()}</published><updated>{item.at.isoformat()}</updated>"
        f"<author><name>{item.author}</name></author>"
        f'<content type="html">{escape(_html(item))}</content></entry>'
        for item in feed.items
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Media {feed.number}</title>'
        f"<id>tag:media-{feed.number}.example,2026:umpan</id><updated>{START.isoformat()}</updated>"
        + "\n".join(parts)
        + "</feed>"
    )


def truth(feeds: list[Feed]) -> dict[str, Item]:
    """Every entry by its address."""
    return {_link(feed, item): item for feed in feeds for item in feed.items}


def digest(feeds: list[Feed]) -> str:
    """Of all bytes."""
    total = hashlib.sha256()
    for feed in feeds:
        total.update(feed.body())
    return total.hexdigest()[:16]


class Server:
    """Sends feed n at `/n`; `state` holds the bodies and may be replaced while it runs."""

    def __init__(self, feeds: list[Feed]) -> None:
        self.put(feeds)

    def put(self, feeds: list[Feed]) -> None:
        """What it sends from now on."""
        self._pages = {f"/{feed.number}": (feed.body(), feed.validators) for feed in feeds}
        self._tags = {path: f'"{hashlib.blake2b(body).hexdigest()[:20]}"' for path, (body, _) in self._pages.items()}

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection with all its requests."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                for piece in self._reply(head):
                    writer.write(piece)
                await writer.drain()
                if "connection: close" in head.lower():
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _reply(self, head: str) -> Iterator[bytes]:
        path = head.split(" ", 2)[1]
        if path not in self._pages:
            yield b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            return
        body, validators = self._pages[path]
        if validators and self._tags[path] in head:
            yield f"HTTP/1.1 304 Not Modified\r\nETag: {self._tags[path]}\r\nContent-Length: 0\r\n\r\n".encode()
            return
        tag = f"ETag: {self._tags[path]}\r\n" if validators else ""
        kind = "application/rss+xml; charset=UTF-8"
        yield f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{tag}Content-Length: {len(body)}\r\n\r\n".encode()
        yield body
