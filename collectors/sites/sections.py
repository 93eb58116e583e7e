"""A listing page without a feed as a source: its new links, each read as an article."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from typing import TYPE_CHECKING

from collectors.base import MAX_NOTES, failed
from collectors.cursors import key_of, keys_of, newest_keys, read_cursor, write_cursor
from collectors.pages.html_pages import PAGE_TYPES, read_page
from collectors.sites.article_rounds import (
    MOST_WAITING,
    Wanted,
    most_a_visit,
    read_articles,
    still_waiting,
    waiting_as_json,
    waiting_of_json,
    without_repeats,
)
from collectors.sites.section_links import ListedArticle, article_links
from collectors.visits import resting, state_after_failure
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError, FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind

if TYPE_CHECKING:
    from datetime import datetime

    from collectors.door.fetch import Door, Fetched

# Addresses remembered: a listing shows some 50, so this is weeks of them.
MOST_SEEN = 3_000

_log = logging.getLogger(__name__)


class SectionCollector:
    """Visits a listing page, finds the links to articles, and reads those that are new."""

    kind = "section"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        now = clock.now()
        rest = resting(source, state, now)
        if rest is not None:
            return rest
        memory = read_cursor(state.cursor)
        seen = keys_of(memory.get("seen"))
        try:
            fetched = await door.get(
                source.address, accept=PAGE_TYPES, etag=state.etag, last_modified=state.last_modified
            )
            digest = hashlib.blake2b(fetched.body, digest_size=16).hexdigest()
            same = fetched.not_modified or digest == state.body_digest
            links = () if same else await asyncio.to_thread(_links, fetched, source, now)
        except CollectError as error:
            return failed(source, error, state_after_failure(state, error, now))
        new = [_wanted(link, source) for link in links if key_of(link.url) not in seen]
        new = new[: MOST_WAITING + most_a_visit(source)]
        wanted = without_repeats(new, waiting_of_json(memory.get("wait"), source))
        done = await read_articles(wanted, source, door, now)
        meanwhile = (one.post for one in done.waiting if one.post.title)
        posts = (*(post for _, post in done.filled), *meanwhile)
        keys = newest_keys([*seen, *(key_of(link.url) for link in links)], MOST_SEEN)
        notes = [*([still_waiting(len(done.waiting))] if done.waiting else []), *done.notes]
        outcome = Outcome(
            source.id,
            source.name,
            OutcomeKind.UNCHANGED if same and not posts else OutcomeKind.OK,
            seen=len(links),
            rejected=len(done.lost),
            notes=tuple(notes[:MAX_NOTES]),
        )
        cursor = write_cursor({"seen": keys, "wait": waiting_as_json(done.waiting)})
        return Harvest(posts, outcome, _state(state, fetched, digest, cursor))


def _links(fetched: Fetched, source: Source, now: datetime) -> tuple[ListedArticle, ...]:
    page = read_page(
        fetched.body,
        fetched.headers.get("content-type", ""),
        fetched.final_url,
        content_location=fetched.headers.get("content-location", ""),
    )
    links = article_links(page, zone=source.zone, now=now)
    for link in links:
        _log.debug("%s: %d points (%s)", link.url, link.points, ", ".join(link.reasons))
    if not links:
        raise FormatError(
            Say(
                "Tidak ada daftar berita yang dikenali di halaman ini; susunannya mungkin berubah.",
                "No list of articles was recognised on this page; its layout may have changed.",
            ),
            Say(
                "Buka halamannya; bila beritanya dimuat dengan skrip, gunakan umpan atau peta situsnya.",
                "Open the page; if a script loads its news, use the site's feed or sitemap.",
            ),
        )
    return links


def _wanted(link: ListedArticle, source: Source) -> Wanted:
    post = RawPost(
        url=link.url,
        title=link.title,
        published_at=link.dated.at,
        # What stands in a list may be the date of anything; the article's own page decides.
        estimated=True,
        published_raw=link.published_raw,
        kind=source.post_kind,
        official=source.official,
    )
    return Wanted(post)


def _state(state: FeedState, fetched: Fetched, digest: str, cursor: str) -> FeedState:
    if fetched.not_modified:
        digest = state.body_digest
    return FeedState(
        etag=fetched.headers.get("etag", state.etag if fetched.not_modified else ""),
        last_modified=fetched.headers.get("last-modified", state.last_modified if fetched.not_modified else ""),
        body_digest=digest,
        cursor=cursor,
    )
