"""Files and chats as sources: a folder's export that is read again every morning."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from collectors.files.reading import read_file
from kentongan.core.clock import Clock
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collectors.door.fetch import Door

_PIECE = 1 << 20


class FileCollector:
    """Reads the file that `Source.address` names, by what it holds."""

    kind = "file"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:  # noqa: ARG002
        """See `collectors.base.Collector`; an unchanged file is not read again."""
        return await asyncio.to_thread(self._read, source, state, clock)

    def _read(self, source: Source, state: FeedState, clock: Clock) -> Harvest:
        path = Path(source.address)
        digest = _digest(path) if path.is_file() else ""
        if digest and digest == state.body_digest:
            return Harvest((), Outcome(source.id, source.name, OutcomeKind.UNCHANGED), state)
        harvest = read_file(path, zone=source.zone, now=clock.now(), source=source)
        posts = tuple(harvest.posts)
        return Harvest(posts, harvest.outcome, replace(state, body_digest=digest, failures=0))


class ChatCollector(FileCollector):
    """A chat export: read the same way, counted under its own name."""

    kind = "chat"


def _digest(path: Path) -> str:
    found = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()
