"""News sitemaps and sitemaps as a source: what is new or changed since the last visit, with the articles' texts.

A news sitemap lists the last two days (an empty one is legal); an ordinary one lists everything, so only what was
published or changed lately is taken, and of files without dates only what was not there before.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from collectors.base import MAX_NOTES, failed
from collectors.cursors import key_of, moment_of, read_cursor, write_cursor
from collectors.dates import read_date
from collectors.feed_entries import MAX_TITLE
from collectors.html_text import one_line
from collectors.sites.article_rounds import (
    MOST_WAITING,
    Round,
    Wanted,
    most_a_visit,
    read_articles,
    still_waiting,
    waiting_as_json,
    waiting_of_json,
    without_repeats,
)
from collectors.sites.section_links import may_be_article
from collectors.sites.sitemap_choice import newest_first, worth_reading
from collectors.sites.sitemap_xml import Sitemap, SitemapEntry, read_sitemap
from collectors.visits import resting, state_after_failure
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collectors.door.fetch import Door

SITEMAP_TYPES = "application/xml, text/xml, application/gzip;q=.9, */*;q=.1"
# A news sitemap holds two days; a source that was not visited for longer is read further back, but not for ever.
WINDOW = timedelta(days=2)
_OVERLAP = timedelta(days=1)
_FURTHEST = timedelta(days=14)
DEPTH = 3
MOST_FILES = 10
# Of an index without dates only the newest parts are read.
_MOST_UNDATED_FILES = 3
# Addresses remembered; and the largest file without dates that can be compared with the last visit.
MOST_SEEN = 8_000
MOST_UNDATED = 5_000
# A part of an index met for the first time with more addresses than this is no new one.
_NEW_PART = 100
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)", re.ASCII)
# Where more than half of the known addresses "changed" at once, the date of change is the file's, not the articles'.
_TOO_MANY_EDITS = 0.5
_ENOUGH_TO_JUDGE = 10


@dataclass(slots=True)
class _Visit:
    """One visit under way.

    Args:
        seen: key of an address → mark of its date of change, as remembered.
        files: key of a sitemap → ETag, Last-Modified and digest of its last body.
    """

    source: Source
    door: Door
    now: datetime
    since: datetime
    first: bool
    seen: dict[str, str]
    files: dict[str, list[str]]
    entries: list[SitemapEntry] = field(default_factory=list)
    visited: int = 0
    unchanged: int = 0
    notes: list[Say] = field(default_factory=list)
    partial: bool = False

    async def read(self, address: str, depth: int = 1) -> None:
        """A sitemap and what it points to; only the first one's failure is raised.

        Raises:
            CollectError: the sitemap itself cannot be had or read.
        """
        self.visited += 1
        key = key_of(address)
        etag, modified, digest = self.files.get(key, ["", "", ""])
        fetched = await self.door.get(address, accept=SITEMAP_TYPES, etag=etag, last_modified=modified)
        now_digest = hashlib.blake2b(fetched.body, digest_size=8).hexdigest()
        if fetched.not_modified or now_digest == digest:
            self.unchanged += 1
            return
        sitemap = await asyncio.to_thread(read_sitemap, fetched.body, base_url=fetched.final_url, wanted=self._lately)
        if sitemap.is_index:
            await self._children(sitemap, depth)
            return
        headers = fetched.headers
        known = key in self.files and not self.first
        self.files[key] = [headers.get("etag", ""), headers.get("last-modified", ""), now_digest]
        self._take(sitemap, address, known=known)

    async def _children(self, index: Sitemap, depth: int) -> None:
        """The parts of an index that may hold something new; a part that fails costs itself only."""
        undated = 0
        failures: list[CollectError] = []
        parts = newest_first(worth_reading(index.children), self.now)
        for child in parts:
            changed = read_date(child.changed, zone=self.source.zone, now=self.now).at
            undated += changed is None
            old = changed is not None and changed < self.since
            if old or (changed is None and undated > _MOST_UNDATED_FILES):
                continue
            if depth >= DEPTH or self.visited >= MOST_FILES:
                self.partial = True
                self.notes.append(_too_many_parts())
                break
            try:
                await self.read(child.address, depth + 1)
            except CollectError as error:
                failures.append(error)
                self.partial = True
                self.notes.append(error.as_say())
        if failures and not self.entries and not self.unchanged and len(failures) >= self.visited - depth:
            raise failures[0]

    def _lately(self, entry: SitemapEntry) -> bool:
        """Worth keeping of a file that may hold years: recent, or without any date."""
        if _plainly_before(entry, self.since) or not (entry.news or may_be_article(entry.address)):
            return False
        moments = self._moments(entry)
        return not moments or max(moments) >= self.since

    def _moments(self, entry: SitemapEntry) -> list[datetime]:
        found = (read_date(text, zone=self.source.zone, now=self.now).at for text in (entry.published, entry.changed))
        return [moment for moment in found if moment is not None]

    def _take(self, sitemap: Sitemap, address: str, *, known: bool) -> None:
        if sitemap.partial:
            self.partial = True
            self.notes.append(
                Say(f"Peta situs terpotong: {address}", f"The sitemap was cut short: {address}"),
            )
        dated = [entry for entry in sitemap.entries if entry.published or entry.changed]
        undated = [entry for entry in sitemap.entries if not (entry.published or entry.changed)]
        if len(undated) > MOST_UNDATED:
            self.notes.append(_too_large_to_compare(address))
        elif undated and not known and (self.first or len(undated) > _NEW_PART):
            # All of it is old as far as anybody can tell; only the first part of a month is short.
            self.seen |= {key_of(entry.address): "" for entry in undated}
            self.notes.append(_counts_from_now(len(undated)))
        else:
            self.entries += undated
        self.entries += self._without_false_edits(dated)

    def _without_false_edits(self, entries: list[SitemapEntry]) -> list[SitemapEntry]:
        known = [entry for entry in entries if key_of(entry.address) in self.seen]
        edited = [entry for entry in known if self.seen[key_of(entry.address)] != _mark(entry)]
        if len(edited) < _ENOUGH_TO_JUDGE or len(edited) <= _TOO_MANY_EDITS * len(known):
            return entries
        self.seen |= {key_of(entry.address): _mark(entry) for entry in edited}
        return entries

    def fresh(self) -> list[Wanted]:
        """What was not seen before, or changed since, newest first; no more than can be kept waiting."""
        unique = {key_of(entry.address): entry for entry in reversed(self.entries)}
        found = [
            Wanted(self._post(entry), mark=_mark(entry))
            for key, entry in unique.items()
            if self.seen.get(key, None) != _mark(entry) and self._new_or_edited(key, entry)
        ]
        found.sort(key=lambda one: one.post.published_at or self.now, reverse=True)
        most = MOST_WAITING + most_a_visit(self.source)
        if len(found) > most:
            # The rest is found again in the same files.
            self.files.clear()
        return found[:most]

    def _new_or_edited(self, key: str, entry: SitemapEntry) -> bool:
        """An old article that merely changed is of interest only where it is known."""
        published = read_date(entry.published, zone=self.source.zone, now=self.now).at
        return key in self.seen or published is None or published >= self.since

    def _post(self, entry: SitemapEntry) -> RawPost:
        written = entry.published or entry.changed
        dated = read_date(written, zone=self.source.zone, now=self.now)
        return RawPost(
            url=entry.address,
            title=one_line(entry.title)[:MAX_TITLE],
            published_at=dated.at,
            # A date of change says only that the article is no younger.
            estimated=dated.estimated or not entry.published,
            published_raw=written[:200],
            kind=self.source.post_kind,
            official=self.source.official,
        )


class SitemapCollector:
    """Visits a sitemap, follows an index to its newest parts, and reads the new articles."""

    kind = "sitemap"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        now = clock.now()
        rest = resting(source, state, now)
        if rest is not None:
            return rest
        memory = read_cursor(state.cursor)
        last = moment_of(memory.get("last"))
        visit = _Visit(source, door, now, _since(last, now), last is None, _marks(memory.get("seen")), _files(memory))
        try:
            await visit.read(source.address)
        except CollectError as error:
            return failed(source, error, state_after_failure(state, error, now))
        fresh = visit.fresh()
        wanted = without_repeats(fresh, waiting_of_json(memory.get("wait"), source))
        done = await read_articles(_to_read(wanted, source), source, door, now)
        posts = _posts(wanted, done, source, now)
        seen = {**visit.seen, **{key_of(one.post.url): one.mark for one in fresh}}
        cursor = write_cursor(
            {
                "last": now.isoformat(),
                "seen": [[key, mark] for key, mark in list(seen.items())[-MOST_SEEN:]],
                "files": dict(list(visit.files.items())[-2 * MOST_FILES :]),
                "wait": waiting_as_json(done.waiting),
            }
        )
        notes = [*([still_waiting(len(done.waiting))] if done.waiting else []), *visit.notes, *done.notes]
        same = visit.unchanged == visit.visited and not posts
        outcome = Outcome(
            source.id,
            source.name,
            OutcomeKind.UNCHANGED if same else OutcomeKind.OK,
            seen=len(visit.entries),
            rejected=len(done.lost),
            notes=tuple(notes[:MAX_NOTES]),
            partial=visit.partial,
        )
        return Harvest(tuple(posts), outcome, FeedState(cursor=cursor))


def _to_read(wanted: list[Wanted], source: Source) -> list[Wanted]:
    """Whose pages are visited: all, or with `isi = "ringkas"` only those of which not even a title is known."""
    if source.options.get("isi") != "ringkas":
        return wanted
    return [one for one in wanted if not one.post.title]


def _posts(wanted: list[Wanted], done: Round, source: Source, now: datetime) -> list[RawPost]:
    """What is delivered: articles that were read, and titles of those that were not."""
    filled = [post for _, post in done.filled]
    meanwhile = [one.post for one in done.waiting if one.post.title]
    unread = [one.post for one in wanted if one.post.title] if source.options.get("isi") == "ringkas" else []
    posts = [*filled, *meanwhile, *unread]
    return [post for post in posts if post.published_at is None or post.published_at >= now - _FURTHEST]


def _since(last: datetime | None, now: datetime) -> datetime:
    """From when on entries count: two days, or since shortly before the last visit."""
    return now - WINDOW if last is None else max(min(now - WINDOW, last - _OVERLAP), now - _FURTHEST)


def _plainly_before(entry: SitemapEntry, since: datetime) -> bool:
    """ISO days in the text alone, which is most of a large file: no zone moves a day by more than one."""
    day = (since - timedelta(days=1)).date().isoformat()
    written = [text for text in (entry.published, entry.changed) if text]
    return bool(written) and all(_ISO_DAY.match(text) and text[:10] < day for text in written)


def _mark(entry: SitemapEntry) -> str:
    """Stands for the date of change; "" where the file names none."""
    written = entry.changed or entry.published
    return hashlib.blake2b(written.encode("utf-8", "replace"), digest_size=3).hexdigest() if written else ""


def _marks(kept: object) -> dict[str, str]:
    rows = kept if isinstance(kept, list) else []
    return {row[0]: row[1] for row in rows if isinstance(row, list) and len(row) == 2 and isinstance(row[0], str)}


def _files(memory: dict[str, object]) -> dict[str, list[str]]:
    kept = memory.get("files")
    rows = kept.items() if isinstance(kept, dict) else ()
    return {key: [str(one) for one in row] for key, row in rows if isinstance(row, list) and len(row) == 3}


def _too_many_parts() -> Say:
    return Say(
        f"Peta situs ini terbagi sangat banyak; {MOST_FILES} bagian terbaru dibaca.",
        f"This sitemap has very many parts; the newest {MOST_FILES} were read.",
    )


def _too_large_to_compare(address: str) -> Say:
    return Say(
        f"Peta situs tanpa tanggal dan terlalu besar untuk dibandingkan: {address}. Gunakan umpan atau peta situs berita.",
        f"The sitemap has no dates and is too large to compare: {address}. Use a feed or a news sitemap.",
    )


def _counts_from_now(count: int) -> Say:
    return Say(
        f"{count} alamat tanpa tanggal dicatat; yang muncul setelah ini dihitung baru.",
        f"{count} addresses without dates were noted; what appears from now on counts as new.",
    )
