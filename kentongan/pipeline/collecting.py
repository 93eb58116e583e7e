"""`collect`: every active source is visited once; what is new goes on the shelf, and the run says how each one went."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace

from collectors.fetch import Door, Limits
from collectors.manners import Manners
from collectors.registry import harvest
from kentongan import __version__
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.progress import Task
from kentongan.core.runs import FeedState, Harvest, Outcome
from kentongan.pipeline.intake import intake
from kentongan.pipeline.workspace import Workspace
from kentongan.store.sources import OFFICER


def collect(workspace: Workspace) -> tuple[Outcome, ...]:
    """Visit all active sources; each source's posts are kept as soon as they are there.

    Returns:
        One outcome a source, in the order of the settings. A source's failure is an outcome, never an error.

    Raises:
        StoreError: the database cannot be written.
    """
    sources = active_sources(workspace)
    if not sources:
        return ()
    store = workspace.store
    run = store.runs.start("collect")
    with workspace.progress.task(Say("Mengumpulkan", "Collecting"), len(sources)) as task:
        outcomes = asyncio.run(_visit_all(workspace, sources, task))
    store.runs.finish(run, outcomes)
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
    """The door to the network with the office's own manners and name."""
    network = workspace.settings.tables.network
    contact = network.contact or workspace.office.agency
    return Door(
        f"Kentongan/{__version__} (+{contact})".encode("ascii", "replace").decode(),
        manners=replace(Manners(), gap=network.spacing, hosts_at_once=network.parallel),
        limits=replace(Limits(), total=network.deadline),
        allow_hosts=network.allow_hosts,
        secrets=workspace.settings.secrets(os.environ),
        clock=workspace.clock,
    )


async def _visit_all(workspace: Workspace, sources: Sequence[Source], task: Task) -> tuple[Outcome, ...]:
    door = make_door(workspace)

    async def visit(source: Source) -> Outcome:
        state = workspace.store.sources.state(source.id)
        outcome = keep(workspace, source, await harvest(source, state, door, workspace.clock))
        task.advance()
        return outcome

    return tuple(await asyncio.gather(*(visit(source) for source in sources)))


def keep(workspace: Workspace, source: Source, brought: Harvest) -> Outcome:
    """Put one harvest on the shelf in one transaction: posts and the feed's state together, or neither.

    So a process that dies in between asks the source again instead of believing that it has seen everything.
    """
    store, office = workspace.store, workspace.office
    posts = intake(
        brought.posts, source, key=workspace.key, now=workspace.clock.now(), official=office.official_accounts
    )
    with store.writing():
        added = store.posts.add(posts)
        store.withdraw(source.id, brought.withdrawn)
        store.sources.keep_state(source.id, brought.state or FeedState())
    return replace(brought.outcome, new=added.new)
