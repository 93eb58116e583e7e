"""A WordPress site as a source: its REST API, and where that is hidden its feed, and where there is none its sitemap.

What works is remembered, so that a site that hides its API is not asked in vain every hour; after a week it is asked
again. Posts that a site deleted are reported as withdrawn, so that our copies go too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from collectors.base import MAX_NOTES, failed
from collectors.feeds.collector import FeedCollector
from collectors.sites import wordpress_json as wp
from collectors.sites.full_text import completed
from collectors.sites.sitemaps import SitemapCollector
from collectors.sites.wordpress_json import WordPressPost
from collectors.sites.wordpress_memory import OVERLAP, Memory, iso
from collectors.sites.wordpress_rest import HiddenError, Rest, Stream
from collectors.visits import PATIENCE, resting, state_after_failure
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collectors.door.fetch import Door

# So often posts are watched for deletion.
CHECK_EVERY = timedelta(hours=6)
RETRY_REST = timedelta(days=7)
_FALLBACKS = (
    ("feed", "feed/"),
    ("feed", "?feed=rss2"),
    ("sitemap", "wp-sitemap.xml"),
    ("sitemap", "sitemap_index.xml"),
)


class WordPressCollector:
    """Reads a WordPress site by its API, or by what stands in for it."""

    kind = "wordpress"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`; `source.address` is the site or the root of its API."""
        now = clock.now()
        rest = resting(source, state, now)
        if rest is not None:
            return rest
        memory = Memory.of(state.cursor, now)
        hidden: HiddenError | None = None
        patient = state.failures + 1 < PATIENCE
        if not memory.way[0] or memory.retry is None or now >= memory.retry:
            try:
                return await _by_rest(source, memory, door, now)
            except HiddenError as error:
                hidden = error
            except CollectError as error:
                # A site whose API breaks every time may still have a feed.
                if patient and not memory.way[0]:
                    return failed(source, error, state_after_failure(state, error, now))
        try:
            return await _by_other_way(source, memory, door, clock, hidden=hidden, patient=patient)
        except CollectError as error:
            return failed(source, error, state_after_failure(state, error, now))


async def _by_rest(source: Source, memory: Memory, door: Door, now: datetime) -> Harvest:
    """What is new, changed and gone, by the API.

    Raises:
        HiddenError: no form of the address shows the API.
        FetchError: the network said no.
    """
    root, published = await _first_that_answers(source, memory, door, now)
    rest = Rest(root, source, door, now)
    changed = await rest.changed(memory.changed, memory.pages[1])
    fresh = _fresh((*published.posts, *changed.posts), memory)
    withdrawn, notes = await _withdrawn(rest, memory, now)
    memory.root, memory.way, memory.retry, memory.inner = root, ("", ""), None, FeedState()
    memory.published, memory.changed = max(memory.published, min(published.reached, now)), changed.reached
    memory.pages = (published.page, changed.page)
    memory.watch((*published.posts, *changed.posts), now)
    whole = published.whole and changed.whole
    if not whole:
        notes = [_goes_on(), *notes]
    posts = tuple(one.post for one in fresh)
    outcome = Outcome(
        source.id,
        source.name,
        OutcomeKind.OK if posts or withdrawn else OutcomeKind.UNCHANGED,
        seen=len(posts),
        notes=tuple(notes[:MAX_NOTES]),
        partial=not whole,
    )
    return Harvest(posts, outcome, FeedState(cursor=memory.cursor()), withdrawn)


async def _first_that_answers(source: Source, memory: Memory, door: Door, now: datetime) -> tuple[str, Stream]:
    """The root that answers, and the stream of new posts it gave."""
    roots = dict.fromkeys(filter(None, (memory.root, *wp.roots_of(source.address))))
    hidden: HiddenError | None = None
    page = memory.pages[0]
    # What comes again because of the overlap is known by what is remembered of each post.
    since = memory.published if page else max(memory.start, min(memory.published, now - OVERLAP))
    for root in roots:
        try:
            return root, await Rest(root, source, door, now).published(since, page)
        except HiddenError as error:
            hidden = hidden or error
    assert hidden is not None  # noqa: S101 (an address has at least one form)
    raise hidden


def _fresh(posts: tuple[WordPressPost, ...], memory: Memory) -> list[WordPressPost]:
    """Posts that are new to us or changed, public, and not older than our first visit."""
    found: dict[int, WordPressPost] = {}
    for one in posts:
        known = memory.watched.get(str(one.number))
        same = known is not None and known[1] == iso(one.changed)
        old = one.post.published_at is not None and one.post.published_at < memory.start
        if not (same or old or one.protected):
            found[one.number] = one
    return sorted(found.values(), key=lambda one: one.post.published_at or memory.start)


async def _withdrawn(rest: Rest, memory: Memory, now: datetime) -> tuple[tuple[str, ...], list[Say]]:
    """Ids of recent posts that the site deleted or closed, looked for every few hours.

    A check that fails costs nothing: the posts stay until a later check is sure.
    """
    if memory.checked is None:
        memory.checked = now
        return (), []
    if not memory.watched or now - memory.checked < CHECK_EVERY:
        return (), []
    try:
        gone = await rest.missing(map(int, memory.newest(now)))
    except CollectError:
        return (), []
    memory.checked = now
    ids = tuple(memory.watched.pop(str(number))[2] for number in gone)
    if not ids:
        return (), []
    return ids, [Say(f"{len(ids)} tulisan dihapus oleh situsnya.", f"{len(ids)} posts were deleted by their site.")]


async def _by_other_way(
    source: Source, memory: Memory, door: Door, clock: Clock, *, hidden: HiddenError | None, patient: bool
) -> Harvest:
    """The site by its feed or its sitemap; the first that works is remembered.

    Args:
        hidden: why the API was not read, where it was asked.
        patient: a failure of the way that worked so far may pass by itself.

    Raises:
        CollectError: none works, or the one that worked so far has a passing failure.
    """
    home = wp.home_of(memory.root or wp.roots_of(source.address)[0])
    known = [memory.way] if memory.way[0] else []
    ways = dict.fromkeys([*known, *((kind, urljoin(home, tail)) for kind, tail in _FALLBACKS)])
    first: CollectError | None = hidden
    for kind, address in ways:
        inner_state = memory.inner if (kind, address) == memory.way else FeedState()
        inner = replace(source, kind=kind, address=address)
        if kind == "feed":
            brought = await FeedCollector().collect(inner, inner_state, door, clock)
            brought = await completed(inner, inner_state, brought, door, clock)
        else:
            brought = await SitemapCollector().collect(inner, inner_state, door, clock)
        outcome = brought.outcome
        if outcome.kind is not OutcomeKind.FAILED:
            return _by_the_way(brought, memory, (kind, address), clock.now(), hidden)
        error = CollectError(outcome.reason or _nothing(source), cause=outcome.cause)
        if (kind, address) == memory.way and patient and outcome.cause not in _CLOSED:
            raise error
        first = first or error
    raise first or CollectError(_nothing(source))


_CLOSED = frozenset([Cause.BLOCKED, Cause.GONE, Cause.NOT_FOUND])


def _nothing(source: Source) -> Say:
    return Say(f"{source.name} tidak dapat dibaca.", f"{source.name} cannot be read.")


def _by_the_way(
    brought: Harvest, memory: Memory, way: tuple[str, str], now: datetime, hidden: HiddenError | None
) -> Harvest:
    """The harvest of a fall-back, with what is to be remembered and said of it."""
    if memory.way != way or hidden is not None:
        memory.retry = now + RETRY_REST
    memory.way, memory.inner = way, brought.state or FeedState()
    said = hidden.as_say() if hidden is not None else None
    notes = (*([said] if said else []), *brought.outcome.notes)[:MAX_NOTES]
    return replace(brought, outcome=replace(brought.outcome, notes=notes), state=FeedState(cursor=memory.cursor()))


def _goes_on() -> Say:
    return Say(
        "Tulisan situs ini sangat banyak; sisanya dibaca pada kunjungan berikutnya.",
        "This site has very many posts; the next visits read the rest.",
    )
