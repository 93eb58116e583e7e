"""`factcheck sync`: the library goes on from where it stood. Every page is kept as soon as it was read, together with the
note that it was: a sync that is cut anywhere loses nothing, and the next one goes on.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from collectors.factchecks.desks import FactCheckDesk, listing, read_desks, read_one, shipped_desks, unvisited
from kentongan.core.errors import ApprovalError, CollectError, InputError, UsageError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.runs import FeedState
from kentongan.pipeline.collecting.collect import make_door
from kentongan.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from collectors.door.fetch import Door

GOOGLE, DUMP, KOMDIGI, MAFINDO = "google", "datacommons", "komdigi", "mafindo"
SERVICES: Final = (GOOGLE, DUMP, KOMDIGI, MAFINDO)
#: Services that are on for an office that has their key, and the name of the key.
KEYED: Final = {GOOGLE: "cek_fakta", MAFINDO: "mafindo"}
#: A desk whose pages fail so often in a row is left for the next sync.
_FAILURES: Final = 3
_MOST_PIECES: Final = 200
_MOST_PAGES: Final = 200
_FORGET_SITES: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Synced:
    """How it went with one desk or service.

    Args:
        read: pages or entries read; `new` fact-checks among them that were not there before.
        without: pages without a verdict; `failed` pages that could not be had; `waiting` pages left for the next sync.
        reason: why it stopped, None when it did not.
    """

    key: str
    name: str
    read: int = 0
    new: int = 0
    without: int = 0
    failed: int = 0
    waiting: int = 0
    unchanged: bool = False
    reason: Say | None = None


def sync(
    workspace: Workspace, names: Sequence[str] = (), *, pages: int = 50, days: int = 30,
    desks: Sequence[FactCheckDesk] | None = None,
) -> list[Synced]:  # fmt: skip
    """Bring the library up to date from these desks and services (none named: every desk that is on).

    Args:
        workspace: the office's.
        names: keys of desks, or of `SERVICES`.
        pages: pages read of one desk; the rest waits.
        days: how far back Google is asked.
        desks: instead of the shipped ones.

    Returns:
        One outcome each, in the order named; a failure of one is its outcome and ends no other.

    Raises:
        UsageError: an unknown name. ApprovalError: Komdigi's note was not accepted. StoreError: not writable.
    """
    known = {desk.key: desk for desk in (known_desks(workspace) if desks is None else desks)}
    wanted = list(dict.fromkeys(names)) or _by_default(workspace, known.values())
    strangers = [name for name in wanted if name not in known and name not in SERVICES]
    if strangers:
        listed = ", ".join([*known, *SERVICES])
        raise UsageError(
            Say(
                f'Sumber cek fakta "{strangers[0]}" tidak dikenal.', f'There is no fact-check source "{strangers[0]}".'
            ),
            Say(f"Pilih: {listed}.", f"Choose: {listed}."),
        )
    if KOMDIGI in wanted:
        _need_consent(workspace)
    outcomes = asyncio.run(_all(workspace, [known.get(name, name) for name in wanted], pages, days))
    group_library(workspace)
    return outcomes


def known_desks(workspace: Workspace) -> list[FactCheckDesk]:
    """The shipped desks, and those of the office's own list; one of the same key is the office's.

    Raises:
        InputError: the office's list cannot be read.
    """
    name = workspace.settings.tables.desk.factcheck_list
    own: tuple[FactCheckDesk, ...] = ()
    if name:
        try:
            text = workspace.settings.path(name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                Say(f"`meja_hoaks.daftar_cek_fakta`: {name} tidak terbaca.", f"{name} cannot be read."),
                Say("Isinya CSV dengan kolom key,name,kind,address.", "It is a CSV file: key,name,kind,address."),
            ) from error
        own = read_desks(text, ";" if ";" in text.partition("\n")[0] else ",")
    return list({desk.key: desk for desk in (*shipped_desks(), *own)}.values())


def _by_default(workspace: Workspace, desks: Iterable[FactCheckDesk]) -> list[str]:
    """The desks that are on, and the services whose key the office has."""
    return [*(desk.key for desk in desks if desk.on), *keyed_services(workspace)]


def keyed_services(workspace: Workspace) -> list[str]:
    """Services that are on because the office has their key."""
    secrets = workspace.settings.secrets(os.environ)
    return [service for service, name in KEYED.items() if secrets.get(name)]


def group_library(workspace: Workspace) -> int:
    """Place fact-checks that have no group of like claims yet; returns how many groups were set or changed."""
    shelf = workspace.store.factchecks
    groups = shelf.groups()
    if all(groups.values()):
        return 0
    from analysis.claims.factcheck_groups import group_factchecks

    changed = group_factchecks(shelf.all(), groups)
    shelf.put_groups(changed)
    return len(changed)


def accept_komdigi(workspace: Workspace, by: str) -> None:
    """A named person read the note on Komdigi's list and allows it.

    Raises:
        ApprovalError: no name and position.
    """
    from collectors.factchecks.komdigi import NOTICE
    from kentongan.core.desk_moves import named
    from kentongan.pipeline.collecting.consents import notice_digest

    workspace.store.consents.put(f"factcheck-{KOMDIGI}", named(by), notice_digest(NOTICE))


def _need_consent(workspace: Workspace) -> None:
    from collectors.factchecks.komdigi import NOTICE
    from kentongan.pipeline.collecting.consents import notice_digest

    given = workspace.store.consents.all().get(f"factcheck-{KOMDIGI}")
    if given is None or given.notice != notice_digest(NOTICE):
        raise ApprovalError(
            NOTICE,
            Say(
                'Setujui dahulu: kentongan factcheck accept komdigi --by "Nama, Jabatan".',
                'Accept it first: kentongan factcheck accept komdigi --by "Name, Position".',
            ),
        )


async def _all(workspace: Workspace, wanted: Sequence[FactCheckDesk | str], pages: int, days: int) -> list[Synced]:
    door = make_door(workspace)
    try:
        async with door:
            return list(await asyncio.gather(*(_one(workspace, door, one, pages, days) for one in wanted)))
    finally:
        workspace.store.sites.keep(door.remembered(), forget_before=workspace.clock.now() - _FORGET_SITES)


async def _one(workspace: Workspace, door: Door, one: FactCheckDesk | str, pages: int, days: int) -> Synced:
    if isinstance(one, FactCheckDesk):
        return await _desk(workspace, door, one, pages)
    if one == GOOGLE:
        return await _google(workspace, door, days)
    if one == MAFINDO:
        return await _mafindo(workspace, door)
    return await (_dump(workspace, door) if one == DUMP else _komdigi(workspace, door))


async def _desk(workspace: Workspace, door: Door, desk: FactCheckDesk, pages: int) -> Synced:
    """What a desk lists is noted first, then page after page is read."""
    store, zone_name, now = workspace.store, workspace.office.zone, workspace.clock.now()
    result = Synced(desk.key, desk.name)
    state = store.sources.state(desk.state_id)
    try:
        found = await listing(desk, state, door, zone=zone_name, now=now)
        with store.writing():
            store.factchecks.note_pages(desk.key, found.urls)
            store.sources.keep_state(desk.state_id, found.state)
        result = replace(result, unchanged=found.unchanged)
    except CollectError as error:
        # Pages that were noted before are read all the same.
        result = replace(result, reason=error.as_say())
        store.sources.keep_state(desk.state_id, unvisited(state))
    in_a_row = 0
    for url in store.factchecks.waiting(desk.key, pages):
        try:
            page = await read_one(desk, url, door, zone=zone_name, now=now)
        except CollectError as error:
            store.factchecks.page_failed(url, error.as_say().id)
            in_a_row += 1
            result = replace(result, failed=result.failed + 1)
            if in_a_row >= _FAILURES:
                result = replace(result, reason=error.as_say())
                break
            continue
        in_a_row = 0
        new = store.factchecks.page_read(url, page.checks, desk.key, reason=page.reason.id if page.reason else "")
        result = replace(
            result, read=result.read + 1, new=result.new + new, without=result.without + (not page.checks)
        )  # fmt: skip
    counts = store.factchecks.page_counts().get(desk.key)
    return replace(result, waiting=counts.waiting if counts else 0)


async def _google(workspace: Workspace, door: Door, days: int) -> Synced:
    from collectors.factchecks.google_tools import SERVICE, published

    try:
        found = await published(door, days=days)
    except CollectError as error:
        return Synced(GOOGLE, SERVICE, reason=error.as_say())
    return Synced(GOOGLE, SERVICE, read=len(found), new=workspace.store.factchecks.upsert(found, GOOGLE))


async def _dump(workspace: Workspace, door: Door) -> Synced:
    """Piece by piece; after each its articles and its place are kept together."""
    from collectors.factchecks import dump

    store = workspace.store
    state_id = content_id("s", "factcheck", DUMP)
    result = Synced(DUMP, dump.NAME)
    for _ in range(_MOST_PIECES):
        try:
            piece = await dump.next_piece(door, store.sources.state(state_id), address=dump.ADDRESS)
        except CollectError as error:
            return replace(result, reason=error.as_say())
        with store.writing():
            new = store.factchecks.upsert(piece.checks, DUMP)
            store.sources.keep_state(state_id, piece.state)
        result = replace(
            result, read=result.read + piece.seen, new=result.new + new, failed=result.failed + piece.broken,
            unchanged=piece.unchanged,
        )  # fmt: skip
        if piece.done:
            return result
    return result


async def _komdigi(workspace: Workspace, door: Door) -> Synced:
    """Newest first; a page that brings nothing new ends it, once the list was read to its end."""
    from collectors.factchecks import komdigi

    store = workspace.store
    state_id = content_id("s", "factcheck", KOMDIGI)
    state = store.sources.state(state_id)
    result, number = Synced(KOMDIGI, komdigi.SERVICE), int(state.cursor or 1)
    reading_on = bool(state.cursor)
    for _ in range(_MOST_PAGES):
        try:
            found, more = await komdigi.list_page(door, number)
        except CollectError as error:
            return replace(result, reason=error.as_say())
        with store.writing():
            new = store.factchecks.upsert(found, KOMDIGI)
            first_time = state.read_at is None
            done = not more or (not new and not first_time and not reading_on)
            # Until the end was reached once, the place is remembered; afterwards only what is new is of interest.
            cursor = "" if done else str(number + 1) if first_time or reading_on else ""
            read_at = workspace.clock.now() if done else state.read_at
            store.sources.keep_state(state_id, FeedState(cursor=cursor, read_at=read_at))
        result = replace(result, read=result.read + len(found), new=result.new + new)
        if done:
            return result
        number += 1
    return result


async def _mafindo(workspace: Workspace, door: Door) -> Synced:
    """As many articles as came since, from both ends: their order is not documented. Each page is kept with its place."""
    from analysis.personal.masking import mask
    from collectors.factchecks import mafindo

    store, shown = workspace.store, workspace.office.official_accounts
    state_id = content_id("s", "factcheck", MAFINDO)
    result = Synced(MAFINDO, mafindo.SERVICE)
    plan = MafindoPlan.read(store.sources.state(state_id).cursor)
    try:
        if not plan.offsets(mafindo.PER_PAGE)[plan.done :]:
            plan = MafindoPlan(plan.total, await mafindo.total(door))
            if plan.known == plan.total:
                return replace(result, unchanged=True)
        for offset in plan.offsets(mafindo.PER_PAGE)[plan.done :][:_MOST_PAGES]:
            found, came = await mafindo.page(door, offset)
            # Their texts quote chain messages whole, with the numbers people wrote into them.
            clean = [
                replace(c, narrative=mask(c.narrative, shown).text, title=mask(c.title, shown).text) for c in found
            ]
            plan = replace(plan, done=plan.done + 1)
            with store.writing():
                new = store.factchecks.upsert(clean, MAFINDO)
                store.sources.keep_state(state_id, FeedState(cursor=plan.write()))
            result = replace(
                result, read=result.read + came, new=result.new + new, without=result.without + came - len(found)
            )  # fmt: skip
    except CollectError as error:
        return replace(result, reason=error.as_say())
    return replace(result, waiting=len(plan.offsets(mafindo.PER_PAGE)) - plan.done)


@dataclass(frozen=True, slots=True)
class MafindoPlan:
    """Which pages of Mafindo's list are read: articles held before (`known`), in all (`total`), pages of it `done`."""

    known: int = 0
    total: int = 0
    done: int = 0

    def offsets(self, per_page: int) -> list[int]:
        """Where the pages begin: what is new stands at the head or at the tail of the list."""
        new = max(self.total - self.known, 0)
        head, tail = range(0, new, per_page), range(self.known, self.total, per_page)
        # Fewer than before: something was taken down, and the newest page tells what came.
        return list(dict.fromkeys([*head, *tail])) if new or self.total == self.known else [0]

    @classmethod
    def read(cls, cursor: str) -> MafindoPlan:
        """What was remembered; an unreadable note begins anew."""
        try:
            known, total, done = (max(int(part), 0) for part in cursor.split("/"))
        except ValueError:
            return cls()
        return cls(known, total, done)

    def write(self) -> str:
        """What to remember."""
        return f"{self.known}/{self.total}/{self.done}"
