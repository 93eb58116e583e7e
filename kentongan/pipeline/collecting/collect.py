"""`collect`: every active source is visited once; what is new goes on the shelf, and the run says how each one went."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from collectors.door.fetch import Door, Limits
from collectors.door.manners import Manners
from collectors.door.proxies import chosen_proxy
from collectors.sites.full_text import harvest_whole
from kentongan import __version__
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind, Source
from kentongan.core.progress import Task
from kentongan.core.runs import FeedState, Harvest, Outcome
from kentongan.pipeline.collecting.consents import missing_consents, without_consent
from kentongan.pipeline.collecting.desk_mail import for_desk, receive_mail
from kentongan.pipeline.collecting.intake import intake
from kentongan.pipeline.collecting.rounds import in_lanes, with_lost_connection, within
from kentongan.pipeline.search_index import add_posts
from kentongan.pipeline.workspace import Workspace
from kentongan.store.sources import OFFICER

# Rules of sites that nobody visits any more; RFC 9309 lets older ones count for 30 days.
_FORGET_SITES = timedelta(days=31)


def collect(workspace: Workspace) -> tuple[Outcome, ...]:
    """Visit all active sources; each source's posts are kept as soon as they are there.

    What a platform's terms or the office's own `hari_simpan` let nobody keep any longer is blanked first.

    Returns:
        One outcome a source, in the order of the settings. A source's failure is an outcome, never an error.

    Raises:
        StoreError: the database cannot be written.
    """
    store = workspace.store
    now = workspace.clock.now()
    store.purge_platforms(now)
    store.purge(now - timedelta(days=workspace.settings.tables.data.retention_days))
    sources = active_sources(workspace)
    if not sources:
        return ()
    run = store.runs.start("collect")
    with workspace.progress.task(Say("Mengumpulkan", "Collecting"), len(sources)) as task:
        outcomes = asyncio.run(_visit_all(workspace, sources, task))
    store.runs.finish(run, outcomes)
    store.visits.thin_out(workspace.clock.now())
    return outcomes


def active_sources(workspace: Workspace) -> list[Source]:
    """Whom `collect` visits: those of the settings in their order, then those that officers added; none switched off."""
    shelf = workspace.store.sources
    listed = workspace.settings.sources()
    shelf.upsert(source for source in listed if source.enabled)
    off = {source.id for source in shelf.all(enabled=False)}
    active = {source.id: source for source in (*listed, *shelf.all(origin=OFFICER)) if source.enabled}
    return [source for source in active.values() if source.id not in off]


def make_door(workspace: Workspace) -> Door:
    """The door to the network with the office's own manners and name, and what it learnt of sites before.

    Raises:
        ConfigError: the proxy in the settings is none.
    """
    network = workspace.settings.tables.network
    contact = network.contact or workspace.office.agency
    secrets = workspace.settings.secrets(os.environ)
    return Door(
        f"Kentongan/{__version__} (+{contact})".encode("ascii", "replace").decode(),
        manners=replace(Manners(), gap=network.spacing, hosts_at_once=network.parallel),
        limits=replace(Limits(), total=network.deadline),
        allow_hosts=network.allow_hosts,
        secrets=secrets,
        memory=workspace.store.sites.all(),
        proxy=chosen_proxy(network.proxy, os.environ, secrets.get("proxy", "")),
        clock=workspace.clock,
    )


async def _visit_all(workspace: Workspace, sources: Sequence[Source], task: Task) -> tuple[Outcome, ...]:
    network = workspace.settings.tables.network
    door = make_door(workspace)
    forbidden = missing_consents(workspace, (source.kind for source in sources))

    async def visit(source: Source, seconds: float) -> Outcome:
        state = workspace.store.sources.state(source.id)
        if source.kind in forbidden:
            brought = without_consent(source, forbidden[source.kind], state)
        else:
            coming = harvest_whole(source, state, door, workspace.clock)
            brought = await within(coming, source, state, min(seconds, network.source_deadline))
        outcome = keep(workspace, source, brought)
        task.advance()
        return outcome

    try:
        async with door:
            outcomes = await in_lanes(sources, visit, at_once=network.parallel, deadline=network.round_deadline * 60)
    finally:
        workspace.store.sites.keep(door.remembered(), forget_before=workspace.clock.now() - _FORGET_SITES)
    return with_lost_connection(outcomes)


def keep(workspace: Workspace, source: Source, brought: Harvest) -> Outcome:
    """Put one harvest on the shelf in one transaction: posts and the feed's state together, or neither.

    So a process that dies in between asks the source again instead of believing that it has seen everything.
    """
    store, office, now = workspace.store, workspace.office, workspace.clock.now()
    to_desk = for_desk(source)
    raw = [replace(p, kind=PostKind.MESSAGE, complaint=None) for p in brought.posts] if to_desk else brought.posts
    posts = intake(raw, source, key=workspace.key, now=now, official=office.official_accounts)
    with store.writing():
        added = add_posts(workspace, posts)
        if to_desk:
            receive_mail(workspace, list(store.posts.get(added.new_ids).values()), source)
        store.withdraw(source.id, brought.withdrawn)
        state = brought.state or FeedState()
        store.sources.keep_state(source.id, state)
        outcome = replace(brought.outcome, new=added.new)
        published = _published(brought, now, came=bool(added.new))
        store.visits.note(outcome, now, published=published, not_before=state.not_before)
    return outcome


def _published(brought: Harvest, now: datetime, *, came: bool) -> list[datetime]:
    """When the source published what it showed; a date that follows the clock of the visit says nothing.

    Posts without dates count as published when they came.
    """
    dated = [post.published_at for post in brought.posts if post.published_at is not None and post.published_at < now]
    return dated or ([now] if came else [])
