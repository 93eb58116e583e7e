"""Whole articles for feeds that give teasers: a harvest goes in, the same harvest with the articles' texts comes out.

`isi` of the source's options decides: "penuh" reads every article, "ringkas" none, "otomatis" (the default) those on the
feed's own site whose item is shorter than `TEASER`. An article is read once; its teaser is held back afterwards, because the store would take
it for an edit, until the teaser itself changes: then the article is read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from collectors.base import MAX_NOTES
from collectors.cursors import key_of, read_cursor, write_cursor
from collectors.pages.same_site import site_of
from collectors.registry import harvest
from collectors.sites.article_rounds import (
    Round,
    Wanted,
    read_articles,
    still_waiting,
    waiting_as_json,
    waiting_of_json,
    without_repeats,
)
from kentongan.core.clock import Clock
from kentongan.core.posts import PostKind, RawPost, Source
from kentongan.core.runs import FeedState, Harvest, OutcomeKind

if TYPE_CHECKING:
    from collectors.door.fetch import Door

# Items of fewer characters are teasers: editors' summaries have 100 to 350, the shortest reports some 600.
TEASER = 450
# Articles remembered as read; a feed shows fewer.
_MOST_READ = 2_000
MODES = ("otomatis", "penuh", "ringkas")


@dataclass(slots=True)
class _Sorted:
    """The posts of a harvest by what is to be done with them."""

    ready: list[RawPost]
    to_read: list[Wanted]
    edited: set[str]


async def harvest_whole(source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
    """What one source gives (`registry.harvest`), with whole articles where its feed has teasers."""
    return await completed(source, state, await harvest(source, state, door, clock), door, clock)


async def completed(source: Source, state: FeedState, harvest: Harvest, door: Door, clock: Clock) -> Harvest:
    """A feed's harvest with whole articles in place of teasers; any other harvest as it is.

    Args:
        source: whose harvest it is.
        state: what was remembered before the visit; articles that wait stand in its cursor.
        harvest: what the visit brought.
        door: the way to the network; robots.txt is obeyed for each article.
        clock: tells the time.
    """
    mode = source.options.get("isi", MODES[0])
    if source.kind != "feed" or source.post_kind is not PostKind.NEWS or mode == "ringkas":
        return harvest
    if harvest.outcome.kind not in (OutcomeKind.OK, OutcomeKind.UNCHANGED):
        return harvest
    memory = read_cursor(state.cursor)
    read = {key: mark for key, mark in _pairs(memory.get("read")) if key}
    sorted_out = _sort(harvest.posts, read, lambda post: mode == "penuh" or _is_teaser(post, source))
    waiting = waiting_of_json(memory.get("wait"), source)
    wanted = without_repeats(sorted_out.to_read, waiting)
    if not wanted:
        return _with_memory(harvest, sorted_out.ready, state, read, [])
    done = await read_articles(wanted, source, door, clock.now())
    read |= {key_of(one.post.url): one.mark for one, _ in done.filled}
    read |= {key_of(one.post.url): one.mark for one in done.lost}
    posts = [*sorted_out.ready, *(post for _, post in done.filled), *_teasers(done, sorted_out.edited)]
    return _noted(_with_memory(harvest, posts, state, read, done.waiting), done)


def _is_teaser(post: RawPost, source: Source) -> bool:
    """Short, and on the feed's own site: an aggregator's links lead to sites that nobody subscribed to."""
    return len(post.text) < TEASER and site_of(post.url) == site_of(source.address)


def _sort(posts: Sequence[RawPost], read: dict[str, str], wanted: Callable[[RawPost], bool]) -> _Sorted:
    found = _Sorted([], [], set())
    for post in posts:
        if not post.url or post.kind is not PostKind.NEWS or post.platform or not wanted(post):
            found.ready.append(post)
            continue
        key, mark = key_of(post.url), _mark(post)
        if read.get(key) == mark:
            read[key] = read.pop(key)  # seen again: the last to be forgotten
            continue
        if key in read:
            found.edited.add(key)
        found.to_read.append(Wanted(post, mark))
    return found


def _teasers(done: Round, edited: set[str]) -> list[RawPost]:
    """What is delivered meanwhile: teasers of articles that wait or are gone, unless the whole text is kept already."""
    rest = [*done.waiting, *done.lost]
    return [one.post for one in rest if (one.post.title or one.post.text) and key_of(one.post.url) not in edited]


def _with_memory(
    harvest: Harvest, posts: Sequence[RawPost], state: FeedState, read: dict[str, str], waiting: Sequence[Wanted]
) -> Harvest:
    kept = [[key, mark] for key, mark in list(read.items())[-_MOST_READ:]]
    cursor = write_cursor({"read": kept, "wait": waiting_as_json(waiting)}) if kept or waiting else ""
    after = replace(harvest.state or state, cursor=cursor)
    return replace(harvest, posts=tuple(posts), state=after)


def _noted(harvest: Harvest, done: Round) -> Harvest:
    outcome = harvest.outcome
    notes = [*([still_waiting(len(done.waiting))] if done.waiting else []), *outcome.notes, *done.notes]
    kind = OutcomeKind.OK if harvest.posts else outcome.kind
    return replace(harvest, outcome=replace(outcome, kind=kind, notes=tuple(notes[:MAX_NOTES])))


def _pairs(kept: object) -> list[tuple[str, str]]:
    rows = kept if isinstance(kept, list) else []
    return [(row[0], row[1]) for row in rows if isinstance(row, list) and len(row) == 2 and _two_texts(row)]


def _two_texts(row: list[object]) -> bool:
    return all(isinstance(one, str) for one in row)


def _mark(post: RawPost) -> str:
    """Stands for the teaser's words."""
    return hashlib.blake2b(f"{post.title}\x1f{post.text}".encode("utf-8", "replace"), digest_size=5).hexdigest()
