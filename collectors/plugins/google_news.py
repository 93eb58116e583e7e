"""Google News as RSS: headlines by words. Its own notice allows a personal feed reader only.

Addresses lead to Google and cannot be resolved without its page signatures, which is not attempted: an article is known
by its title and its outlet, so one found by two queries is one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from lxml import etree

from collectors.dates import read_date
from collectors.feed_entries import web_address
from collectors.html_text import one_line
from collectors.outlets import outlet_of, plain_name
from collectors.social.answers import not_understood
from collectors.social.errors import option_missing
from collectors.social.visits import Visit, visited
from kentongan.core.clock import Clock
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind, RawPost, Source
from kentongan.core.runs import FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door

SERVICE = "Google News"
ADDRESS = "https://news.google.com/rss/search"
EVERY = timedelta(hours=1)
_MOST_ITEMS = 500


class GoogleNewsCollector:
    """Headlines with these words.

    Options: `kata` (a query; `"frasa"`, `site:`, `-kata`; else the one in the address), `rentang` ("1d" unless given).
    """

    kind = "google_news"
    notice = Say(
        "Google News RSS (keadaan per November 2026). Pemberitahuan hak cipta pada umpan ini hanya mengizinkan "
        "pemakaian dalam pembaca umpan pribadi untuk tujuan nonkomersial, dan melarang pemakaian lain. Tautannya "
        "menuju Google, bukan ke media. Instansi memutuskan, bersama bagian hukum: apakah pemakaian kantor termasuk "
        "yang diizinkan. Umpan resmi media selalu lebih baik.",
        "Google News RSS (as of November 2026). The feed's copyright notice allows its use in a personal feed reader "
        "for non-commercial purposes only, and forbids every other use. Its links lead to Google, not to the outlet. "
        "The office decides with its legal bureau whether its use is among the allowed ones. An outlet's own feed is "
        "always better.",
    )

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    words = visit.words()
    if not words:
        raise option_missing("kata", '"banjir" Samarinda')
    visit.rest_until = visit.now + EVERY
    query = {"q": f"{words} when:{visit.option('rentang', '1d')}", "hl": "id", "gl": "ID", "ceid": "ID:id"}
    fetched = await visit.door.get(f"{ADDRESS}?{urlencode(query)}")
    for item in await asyncio.to_thread(lambda: list(read_items(fetched.body))):
        visit.add(_post(item, visit))


@dataclass(frozen=True, slots=True)
class Item:
    """One headline as it stands in the feed."""

    title: str
    link: str
    date: str
    outlet: str
    site: str


def read_items(body: bytes) -> Iterator[Item]:
    """The headlines of a feed; the outlet's name, which Google appends to the title, is taken off.

    Raises:
        FormatError: it is no feed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None or root.tag != "rss":
        raise not_understood(SERVICE)
    for number, item in enumerate(root.iter("item")):
        if number == _MOST_ITEMS:
            return
        source = item.find("source")
        outlet = one_line(source.text or "") if source is not None else ""
        title = one_line(item.findtext("title") or "")
        yield Item(
            title=title.removesuffix(f" - {outlet}") if outlet else title,
            link=item.findtext("link") or "",
            date=item.findtext("pubDate") or "",
            outlet=outlet,
            site=(source.get("url") or "") if source is not None else "",
        )


def _post(item: Item, visit: Visit) -> RawPost:
    dated = read_date(item.date, zone=visit.source.zone, now=visit.now)
    outlet = outlet_of(item.site) or outlet_of(item.outlet)
    return RawPost(
        external_id=content_id("g", plain_name(item.title), plain_name(item.outlet)),
        url=web_address(item.link, ADDRESS),
        title=item.title[:1_000],
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=item.date[:100],
        kind=PostKind.NEWS,
        source_name=outlet.name if outlet else item.outlet[:200],
        tier=outlet.tier if outlet else None,
    )
