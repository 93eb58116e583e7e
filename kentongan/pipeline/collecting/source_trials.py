"""Trying a source before it is kept: what it offers, its latest items, or why it gives nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from collectors.door.fetch import Door
from collectors.feeds.source_lists import SourceEntry
from collectors.registry import harvest
from collectors.sites.discovery import SHOWN, Candidate, Item, discover
from kentongan.core.errors import KentonganError, UsageError
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind
from kentongan.core.urls import canonical_url
from kentongan.pipeline.collecting.collect import make_door
from kentongan.pipeline.collecting.consents import missing_consents
from kentongan.pipeline.collecting.source_entries import checked_source, with_choices, with_scheme
from kentongan.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Trial:
    """How a visit for trial went.

    Args:
        source: what would be kept; None where the address leads to no source.
        items: its latest, newest first.
        seen: how many there were.
        problem: why it gives nothing usable; None when it works.
        notes: on single items.
        others: further sources that the same address leads to.
    """

    source: Source | None
    items: tuple[Item, ...] = ()
    seen: int = 0
    problem: Say | None = None
    notes: tuple[Say, ...] = ()
    others: tuple[Candidate, ...] = ()

    @property
    def works(self) -> bool:
        """Something came, even if it is empty at the moment."""
        return self.source is not None and self.problem is None


def try_entries(workspace: Workspace, entries: Sequence[SourceEntry]) -> tuple[Trial, ...]:
    """Try what people wrote, all at once through one door, in their order; a failure is part of the answer.

    An entry with a kind is visited as that; one without leads to what its site offers.
    """
    door = make_door(workspace)

    async def all_of_them() -> tuple[Trial, ...]:
        return tuple(await asyncio.gather(*(_try_entry(workspace, entry, door) for entry in entries)))

    return asyncio.run(all_of_them())


def try_sources(workspace: Workspace, sources: Sequence[Source]) -> tuple[Trial, ...]:
    """Try sources as they are kept; nothing is stored, and no feed state is used or changed."""
    door = make_door(workspace)
    forbidden = missing_consents(workspace, (source.kind for source in sources))

    async def one(source: Source) -> Trial:
        if source.kind in forbidden:
            return Trial(source, problem=forbidden[source.kind])
        return _trial(source, await harvest(source, FeedState(), door, workspace.clock))

    async def all_of_them() -> tuple[Trial, ...]:
        return tuple(await asyncio.gather(*(one(source) for source in sources)))

    return asyncio.run(all_of_them())


async def _try_entry(workspace: Workspace, entry: SourceEntry, door: Door) -> Trial:
    try:
        if entry.kind or not with_scheme(entry.address).lower().startswith("http"):
            source = checked_source(entry, zone=workspace.office.zone)
            forbidden = missing_consents(workspace, [source.kind])
            if forbidden:
                return Trial(source, problem=forbidden[source.kind])
            return _trial(source, await harvest(source, FeedState(), door, workspace.clock))
        # Everything that was typed is checked before anybody is visited.
        plain = checked_source(with_choices(entry, SourceEntry(kind="feed")), zone=workspace.office.zone)
        found = await discover(plain.address, door, zone=plain.zone, clock=workspace.clock)
        if not found:
            return Trial(None, problem=_nothing(plain.address))
        return of_candidate(workspace, entry, found[0], found[1:])
    except UsageError:
        raise
    except KentonganError as error:
        return Trial(None, problem=error.as_say())


def of_candidate(
    workspace: Workspace, entry: SourceEntry, chosen: Candidate, others: Sequence[Candidate] = ()
) -> Trial:
    """The trial of one of the sources that an address leads to."""
    name = entry.name or ("" if _known(chosen) else chosen.title)
    wish = with_choices(entry, SourceEntry(name=name, address=chosen.address, kind=chosen.kind))
    source = checked_source(wish, zone=workspace.office.zone)
    return Trial(source, chosen.latest, len(chosen.latest), others=tuple(others))


def _known(candidate: Candidate) -> bool:
    """The outlet has a name in our list, which is better than a feed's title."""
    from collectors.outlets import outlet_of

    return outlet_of(candidate.address) is not None


def _trial(source: Source, brought: Harvest) -> Trial:
    outcome = brought.outcome
    if outcome.kind is OutcomeKind.FAILED:
        return Trial(source, problem=outcome.reason or _silent_failure(outcome))
    items = sorted((_item(post) for post in brought.posts), key=_newest_first)
    return Trial(source, tuple(items[:SHOWN]), outcome.seen, notes=outcome.notes)


def _item(post: RawPost) -> Item:
    title = " ".join((post.title or post.text).split())
    return Item(title[:160], post.url, post.published_at, post.estimated)


def _newest_first(item: Item) -> float:
    return -item.published_at.timestamp() if item.published_at else 0.0


def _silent_failure(outcome: Outcome) -> Say:
    return Say(f"{outcome.source_name} gagal dibaca.", f"{outcome.source_name} could not be read.")


def _nothing(address: str) -> Say:
    where = canonical_url(address) or address
    return Say(
        f"Di {where} tidak ditemukan umpan, peta situs, atau daftar berita. Coba alamat halaman beritanya.",
        f"No feed, sitemap or list of articles was found at {where}. Try the address of its news page.",
    )
