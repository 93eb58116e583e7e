"""The quick reader of feeds: what feedparser reads, or nothing."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from collectors.feeds.plain_feeds import read_plain_feed
from collectors.feeds.reading import _entry, read_feed
from kentongan.core.posts import Source

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
GOLDEN = Path(__file__).parents[1] / "golden"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(items: str) -> str:
    """A feed around items."""
    return f'{HEAD}<rss version="2.0" {NAMES}><channel><title>t</title>{items}</channel></rss>'


def atom(entries: str, head: str = "") -> str:
    """The same in Atom."""
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {head}><title>t</title>{entries}</feed>'


PLAIN = [
    rss("<item><title> Banjir &amp; longsor </title><link>https://x.id/1?a=1&amp;b=2</link></item>"),
    rss('<item><guid>https://x.id/1</guid><title>a</title></item><item><guid isPermaLink="false">2</guid></item>'),
    rss(
        "<item><link>https://x.id/1</link><guid>https://x.id/?p=1</guid><description>&lt;p&gt;isi&lt;/p&gt;</description></item>"
    ),
    rss(
        "<item><content:encoded><![CDATA[<p>isi &amp; b</p>]]></content:encoded><description>ringkas</description></item>"
    ),
    rss("<item><description>ringkas</description><content:encoded>isi</content:encoded></item>"),
    rss("<item><dc:creator>Redaksi</dc:creator><dc:date>2026-08-05T10:00:00Z</dc:date><category>x</category></item>"),
    rss('<item><author>a@x.id (Ani)</author><media:thumbnail url="x"/><enclosure url="x" type="y"/></item>'),
    rss("<item><link>https://x.id/a&amp;amp;b</link></item><item><title>kosong</title><link></link></item>"),
    atom('<entry><id>tag:1</id><link href="https://x.id/1"/><title type="html">a &amp;amp; b</title></entry>'),
    atom(
        "<entry><id>https://x.id/2</id><author><name>A</name><email>a@x.id</email></author><summary>s</summary></entry>"
    ),
    atom('<entry><link rel="self" href="https://x.id/s"/><link rel="alternate" type="text/html" href="/3"/></entry>'),
    atom(
        '<entry><content type="html">&lt;p&gt;isi&lt;/p&gt;</content><summary>s</summary><updated>2026</updated></entry>'
    ),
    atom('<entry><link href="https://x.id/1" type="application/pdf"/><id>urn:1</id><published>x</published></entry>'),
]
ANOMALIES = [
    "",
    "bukan umpan",
    f"{HEAD}<rdf/>",
    rss("<item><title>a <b>x</b></title></item>"),
    rss("<item><title>a</title><title>b</title></item>"),
    rss("<item><title>a</title>"),
    rss('<item rdf="x"><title>a</title></item>'),
    rss("<item><title>a</title><source url='x'>b</source></item>"),
    rss("<item><title>a</title><x:y>b</x:y></item>"),
    rss("<item><title>Caf\u00c3\u00a9</title></item>"),
    rss('<item xml:base="https://y.id/"><link>1</link></item>'),
    rss("<item><title>a</title></item>").replace("UTF-8", "ISO-8859-1"),
    rss("<item><title>a</title></item>").replace("<rss", "<!DOCTYPE rss><rss"),
    atom('<entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x</div></content></entry>'),
    atom('<entry><content type="application/octet-stream">aXNp</content></entry>'),
]


def both(body: bytes) -> tuple[object, object]:
    """Entries of the quick reader and of feedparser, bodies without repetition."""
    quick = read_plain_feed(body, "application/xml")
    assert quick is not None
    parsed = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": "application/xml"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    slow = map(_entry, parsed["entries"])
    return tuple(
        [(e.id, e.link, e.title, e.author, tuple(dict.fromkeys(e.bodies)), e.dates) for e in entries]
        for entries in (quick.entries, slow)
    )


@pytest.mark.parametrize("text", PLAIN, ids=range(len(PLAIN)))
def test_both_readers_agree(text: str) -> None:
    """Ids, links, titles, authors, bodies and dates."""
    quick, slow = both(text.encode())
    assert quick == slow


@pytest.mark.parametrize("name", ["atom_kabar.xml", "rss_wordpress.xml"])
def test_both_readers_agree_on_golden_feeds(name: str) -> None:
    """Where the quick one takes them at all."""
    body = (GOLDEN / name).read_bytes()
    if read_plain_feed(body, "") is not None:
        quick, slow = both(body)
        assert quick == slow


@pytest.mark.parametrize("text", ANOMALIES, ids=range(len(ANOMALIES)))
def test_anomalies_are_left_to_feedparser(text: str) -> None:
    """Nothing is guessed here."""
    assert read_plain_feed(text.encode(), "application/rss+xml") is None


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>a</title></item>").encode("utf-16"),
        rss("<item><title>Café</title></item>").encode("cp1252"),
        rss("<item><title>a\x00</title></item>").encode(),
    ],
)
def test_other_encodings_are_left_to_feedparser(body: bytes) -> None:
    """And so is a header that says otherwise."""
    assert read_plain_feed(body, "") is None
    assert read_plain_feed(PLAIN[0].encode(), "text/xml; charset=iso-8859-1") is None


def test_the_commonest_ill_is_mended() -> None:
    """A bare "&" and an HTML entity, in text and not in CDATA; an address keeps its query."""
    body = rss(
        "<item><title>Banjir & Longsor&nbsp;Bandang &foo; &#8211; R&D</title><link>https://x.id/?a=1&b=2</link>"
        "<description><![CDATA[<p>A & B &nbsp; C</p>]]></description></item>"
    )
    feed = read_plain_feed(body.encode(), "")
    assert feed is not None
    entry = feed.entries[0]
    assert entry.title == "Banjir & Longsor\xa0Bandang &foo; – R&D"
    assert (entry.link, entry.bodies) == ("https://x.id/?a=1&b=2", ("<p>A & B &nbsp; C</p>",))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Wed, 05 Aug 2026 10:00:00 +0700", "2026-08-05T03:00:00+00:00"),
        ("Wed, 05 Aug 2026 10:00:00 WIB", "2026-08-05T03:00:00+00:00"),
        ("2026-08-05 10:00:00", "2026-08-05T03:00:00+00:00"),
        ("Wed, 05 Aug 2026 10:00:00", "2026-08-05T03:00:00+00:00"),
        ("Rabu, 05 Agustus 2026 10:00:00 WIB", "2026-08-05T03:00:00+00:00"),
        ("entah kapan", ""),
        ("32 Foo 2026", ""),
    ],
)
def test_dates_are_right_through_both_readers(written: str, meant: str) -> None:
    """The table of what feed libraries get wrong by seven hours; what cannot be read is marked, never guessed."""
    item = f"<item><title>a</title><pubDate>{written}</pubDate></item>"
    for text in (rss(item), rss(item).replace("<item>", "<item><x:asing>1</x:asing>")):
        assert (read_plain_feed(text.encode(), "") is None) == ("x:asing" in text)
        (post,) = read_feed(text.encode(), "", Source("s", "feed", "x"), base_url="https://x.id/", now=NOW).posts
        assert (post.published_at.isoformat() if post.published_at else "") == meant
        assert post.estimated is (meant == "")
