"""Collectors by kind, and a round over sources in which one failure costs one source only.

Third parties join by an entry point of the group `kentongan.collectors`: its name is the kind, its object a callable
without arguments that gives a `Collector`. A built-in kind cannot be replaced that way.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from collectors.base import Collector, Noticed, failed
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError, KentonganError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door

GROUP = "kentongan.collectors"
# Kind → module and name of its factory; a module is loaded when its kind is first asked for.
BUILT_IN: Mapping[str, str] = {
    "feed": "collectors.feeds.collector:FeedCollector",
    "sitemap": "collectors.sites.sitemaps:SitemapCollector",
    "wordpress": "collectors.sites.wordpress:WordPressCollector",
    "section": "collectors.sites.sections:SectionCollector",
    "file": "collectors.files.file_sources:FileCollector",
    "chat": "collectors.files.file_sources:ChatCollector",
    "mastodon": "collectors.social.mastodon:MastodonCollector",
    "bluesky": "collectors.social.bluesky:BlueskyCollector",
    "jetstream": "collectors.social.jetstream:JetstreamCollector",
    "youtube": "collectors.social.youtube:YouTubeCollector",
    "gdelt": "collectors.social.gdelt:GdeltCollector",
    "bluesky_search": "collectors.plugins.bluesky_search:BlueskySearchCollector",
    "threads": "collectors.plugins.threads:ThreadsCollector",
    "x": "collectors.plugins.x:XCollector",
    "telegram": "collectors.plugins.telegram:TelegramCollector",
    "google_news": "collectors.plugins.google_news:GoogleNewsCollector",
    "instagram": "collectors.plugins.instagram:InstagramCollector",
    "imap": "collectors.mail.inbox:InboxCollector",
}

_log = logging.getLogger(__name__)


def kinds() -> tuple[str, ...]:
    """Every kind that can be collected, built-in ones first."""
    others = sorted({point.name for point in entry_points(group=GROUP)} - set(BUILT_IN))
    return (*BUILT_IN, *others)


def collector_for(kind: str) -> Collector:
    """The collector of a kind.

    Raises:
        CollectError: there is none, or a plugin's cannot be loaded.
    """
    if kind in BUILT_IN:
        module, _, name = BUILT_IN[kind].partition(":")
        made: Collector = getattr(importlib.import_module(module), name)()
        return made
    for point in entry_points(group=GROUP, name=kind):
        return _plugin(kind, point.load)
    known = ", ".join(kinds())
    raise CollectError(
        Say(f'Jenis sumber "{kind}" tidak dikenal.', f'The kind of source "{kind}" is unknown.'),
        Say(f"Jenis yang tersedia: {known}.", f"Kinds available: {known}."),
    )


def notice_of(kind: str) -> Say | None:
    """What an office must read and allow before a source of this kind is switched on; None where there is nothing.

    Raises:
        CollectError: as `collector_for`.
    """
    made = collector_for(kind)
    return made.notice if isinstance(made, Noticed) and isinstance(made.notice, Say) else None


def _plugin(kind: str, load: Callable[[], object]) -> Collector:
    """A third party's collector; whatever goes wrong in its code is its own failure only."""
    try:
        factory = load()
        made = factory() if callable(factory) else factory
    except Exception as error:
        _log.exception("collector plugin %s cannot be loaded", kind)
        raise CollectError(
            Say(f'Pengaya untuk jenis sumber "{kind}" gagal dimuat.', f'The plugin for "{kind}" failed to load.'),
            Say("Perbarui atau lepas pengaya itu.", "Update or remove that plugin."),
        ) from error
    if not isinstance(made, Collector):
        raise CollectError(
            Say(f'Pengaya untuk jenis sumber "{kind}" tidak sesuai.', f'The plugin for "{kind}" is no collector.'),
            Say("Perbarui atau lepas pengaya itu.", "Update or remove that plugin."),
        )
    return made


async def harvest(source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
    """What one source gives; its failure is part of the answer and never raised."""
    try:
        return await collector_for(source.kind).collect(source, state, door, clock)
    except KentonganError as error:
        return failed(source, error, state)
    except Exception:  # noqa: BLE001 (a fault of ours or of a plugin costs this source only; the log has it)
        _log.exception("collecting %s (%s) failed", source.name, source.kind)
        return failed(
            source,
            Say(
                "Galat tak terduga saat membaca sumber ini; rinciannya ada di catatan (log).",
                "An unexpected error while reading this source; the log has the details.",
            ),
            state,
        )


async def harvest_all(
    sources: Sequence[Source], states: Mapping[str, FeedState], door: Door, clock: Clock
) -> tuple[Harvest, ...]:
    """What every enabled source gives, in the order of `sources`; `states` by source id."""
    enabled = [source for source in sources if source.enabled]
    rounds = (harvest(source, states.get(source.id, FeedState()), door, clock) for source in enabled)
    return tuple(await asyncio.gather(*rounds))
