"""Reading the articles of one visit: newest first, a bounded number, the rest waits for the next visits.

A site that is slow, asks for a pause or stops answering ends the round, never the source: what was not read is kept in
the waiting list, and what has a title is delivered with it meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from collectors.cursors import key_of, moment_of
from collectors.sites import articles
from kentongan.core.errors import CollectError, FetchError, FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import Cause

if TYPE_CHECKING:
    from collectors.door.fetch import Door

# Articles read in one visit unless the source's options say otherwise: with five seconds between them this is under two
# minutes, and an hourly round reads 480 a day.
MOST_A_VISIT = 20
_MOST_ALLOWED = 200
# Seconds after which no further article is read in a visit: a source has five minutes in all, and what it read counts only
# if it ends within them.
MOST_SECONDS = 120.0
# Articles that wait at most; older ones fall out.
MOST_WAITING = 300
# After this long an article that cannot be had is given up. A time and not a count of tries: a round that was killed
# and runs again comes to the same state.
_GIVEN_UP = timedelta(days=2)
# Failures in a row after which the site is left alone until the next visit.
_PATIENCE = 3
_FOR_GOOD = frozenset([Cause.BLOCKED, Cause.GONE, Cause.NOT_FOUND, Cause.CERTIFICATE])


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article to be read.

    Args:
        post: what is known of it: its address, perhaps title, teaser and date.
        mark: what its caller remembers it by once it is read.
        since: when it was first wanted; None for now.
    """

    post: RawPost
    mark: str = ""
    since: datetime | None = None


@dataclass(slots=True)
class Round:
    """How the reading went.

    Args:
        filled: posts with what their pages gave; also those whose page gave nothing more, for good.
        waiting: not read yet.
        lost: addresses that hold nothing (404, 410), or neither title nor text.
        notes: plain lines.
        reads: pages asked for.
    """

    filled: list[tuple[Wanted, RawPost]] = field(default_factory=list)
    waiting: list[Wanted] = field(default_factory=list)
    lost: list[Wanted] = field(default_factory=list)
    notes: list[Say] = field(default_factory=list)
    reads: int = 0


def most_a_visit(source: Source) -> int:
    """How many articles a visit may read: the source's option `artikel`, else `MOST_A_VISIT`."""
    written = source.options.get("artikel", "")
    return min(int(written), _MOST_ALLOWED) if written.isascii() and written.isdigit() else MOST_A_VISIT


async def read_articles(wanted: Sequence[Wanted], source: Source, door: Door, now: datetime) -> Round:
    """Read what can be read in this visit, newest first; nothing is raised for a single article.

    What failed or waited before comes after what is new, so that a broken page cannot hold up the others.
    """
    done, failures = Round(), 0
    asked = [replace(one, since=one.since or now) for one in wanted]
    queue = sorted(asked, key=lambda one: (one.since == now, one.post.published_at or now), reverse=True)
    most, until = most_a_visit(source), asyncio.get_running_loop().time() + MOST_SECONDS
    for number, one in enumerate(queue):
        if done.reads >= most or failures >= _PATIENCE:
            done.waiting += queue[number:][:MOST_WAITING]
            break
        done.reads += 1
        try:
            async with asyncio.timeout_at(until):
                article = await articles.read(one.post.url, door, zone=source.zone, now=now)
        except TimeoutError:
            done.waiting += queue[number:][:MOST_WAITING]
            break
        except CollectError as error:
            failures += 1
            if _take_failure(done, one, error, now):
                failures = _PATIENCE
            continue
        failures = 0
        _take(done, one, article, source)
    return done


def _take(done: Round, one: Wanted, article: articles.Article, source: Source) -> None:
    post = merged(one.post, article, source)
    done.notes += article.notes
    if post.title or post.text:
        done.filled.append((one, post))
    else:
        done.lost.append(one)


def _take_failure(done: Round, one: Wanted, error: CollectError, now: datetime) -> bool:
    """Put a failed article where it belongs; True where the site wants to be left alone for now."""
    done.notes.append(error.as_say())
    pause = error.cause is Cause.LIMITED or (isinstance(error, FetchError) and error.retry_after is not None)
    late = one.since is not None and now - one.since >= _GIVEN_UP
    if late or (not pause and (error.cause in _FOR_GOOD or isinstance(error, FormatError))):
        if error.cause in (Cause.GONE, Cause.NOT_FOUND) or not one.post.title:
            done.lost.append(one)
        else:
            done.filled.append((one, one.post))
    else:
        done.waiting.append(one)
    return pause


def merged(post: RawPost, article: articles.Article, source: Source) -> RawPost:
    """What was known of a post with what its page says.

    The listing's title stays (it is what the source published); the longer text wins; a date that was read wins over
    one that was assumed.
    """
    read = article.as_post(source)
    better_date = post.published_at is None or (post.estimated and read.published_at is not None)
    dated = read if better_date else post
    return replace(
        post,
        external_id=post.external_id or read.external_id,
        title=post.title or read.title,
        text=read.text if len(read.text) > len(post.text) else post.text,
        published_at=dated.published_at,
        estimated=dated.estimated,
        published_raw=dated.published_raw,
        tier=post.tier if post.tier is not None else read.tier,
    )


def still_waiting(count: int) -> Say:
    """The note on articles that the next visits will read."""
    return Say(
        f"{count} artikel belum dibaca lengkap; dilanjutkan pada kunjungan berikutnya.",
        f"{count} articles are not read in full yet; the next visits go on.",
    )


def waiting_as_json(waiting: Sequence[Wanted]) -> list[list[object]]:
    """The waiting list for the cursor: addresses, ids, dates and marks; never titles or texts, which may name people."""
    return [
        [one.post.url, one.post.external_id, _iso(one.post.published_at), one.post.estimated, one.mark, _iso(one.since)]
        for one in waiting[:MOST_WAITING]
    ]


def waiting_of_json(kept: object, source: Source) -> list[Wanted]:
    """The waiting list of a cursor; what cannot be read is left out."""
    found = []
    for row in kept if isinstance(kept, list) else ():
        match row:
            case [str(url), str(external_id), str(at), bool(estimated), str(mark), str(since)]:
                post = RawPost(
                    external_id=external_id,
                    url=url,
                    published_at=moment_of(at),
                    estimated=estimated,
                    kind=source.post_kind,
                    official=source.official,
                )
                found.append(Wanted(post, mark, moment_of(since)))
            case _:
                continue
    return found


def without_repeats(first: Sequence[Wanted], then: Sequence[Wanted]) -> list[Wanted]:
    """Both lists; an address that stands in the first is not taken from the second, which lends its `since`."""
    waits: Mapping[str, datetime | None] = {key_of(one.post.url): one.since for one in then}
    known = {key_of(one.post.url) for one in first}
    ahead = [replace(one, since=waits.get(key_of(one.post.url))) for one in first]
    return [*ahead, *(one for one in then if key_of(one.post.url) not in known)]


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
