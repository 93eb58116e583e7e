"""How fast a visit reads a replay of Jetstream, web socket included: does an hour of the network fit into one?

A server in a process of its own sends invented posts of the size of real ones (one in five a deletion, one in a hundred
with our words) as fast as they are taken; a visit listens until it has caught up. Run:
`python benchmarks/jetstream_replay.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import multiprocessing
import os
import platform
import resource
import statistics
import time
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.server import ServerConnection, serve

from collectors.door.fetch import Door, Fetched, Way
from collectors.social.jetstream import JetstreamCollector
from kentongan.core.clock import StoppedClock
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
WORDS = "banjir, jalan rusak, pdam, longsor, sampah, macet, pungli, samarinda"


def messages(count: int) -> list[str]:
    """Events of the last hour, oldest first."""
    made = []
    card = {"external": {"title": "t" * 60, "description": "d" * 150, "uri": "https://contoh.test/x"}}
    for number in range(count):
        at = NOW - timedelta(hours=1) * (1 - number / (count - 1))
        commit: dict[str, Any] = {"rev": "3k", "operation": "delete", "collection": "app.bsky.feed.post"}
        commit["rkey"] = f"3k{number:09}"
        if number % 5:
            words = (
                "banjir lagi di sini" if number % 100 == 1 else "kopi pagi ini enak sekali, semoga harinya menyenangkan"
            )
            record = {"text": words, "langs": ["id"], "createdAt": at.isoformat(), "embed": card}
            commit |= {"operation": "create", "cid": "bafy" * 14, "record": record}
        place = round(at.timestamp() * 1e6)
        made.append(
            json.dumps({"did": f"did:plc:{number % 997:024}", "time_us": place, "kind": "commit", "commit": commit})
        )
    return made


def serve_forever(count: int, ready: Connection) -> None:
    """The server's process."""
    held = messages(count)

    async def send(connection: ServerConnection) -> None:
        for message in held:
            await connection.send(message)
        await connection.wait_closed()

    async def main() -> None:
        async with serve(send, "127.0.0.1", 0, compression=None) as server:
            ready.send(next(iter(server.sockets)).getsockname()[1])
            await asyncio.Event().wait()

    asyncio.run(main())


class OpenDoor(Door):
    """Leads to the server without asking for its rules, and says that no author minds."""

    async def way(self, url: str) -> Way:
        """Straight to this computer."""
        return Way(("127.0.0.1",), "127.0.0.1", urlsplit(url).port or 0, "Benchmark/1.0", None, 5.0)

    async def get(self, url: str, **_rest: Any) -> Fetched:
        """No profile has a wish."""
        return Fetched(url, 200, {}, b'{"profiles": []}', not_modified=False, permanent_redirect="")


def main() -> None:
    """Print seconds, events a second and peak memory of a few visits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=144_000, help="40 a second for an hour")
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    digest = hashlib.blake2b("".join(messages(args.events)).encode(), digest_size=8).hexdigest()
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    server = context.Process(target=serve_forever, args=(args.events, there), daemon=True)
    server.start()
    options = {"kata": WORDS, "detik": "300", "profil": "http://127.0.0.1"}
    source = Source("s-1", "jetstream", "Jetstream", address=f"ws://127.0.0.1:{here.recv()}/subscribe", options=options)
    wall, cpu = [], []
    for _ in range(args.runs):
        begun, spent = time.perf_counter(), time.process_time()
        state = FeedState(cursor=json.dumps({"place": round((NOW - timedelta(hours=1)).timestamp() * 1e6)}))
        found = asyncio.run(JetstreamCollector().collect(source, state, OpenDoor("Benchmark/1.0"), StoppedClock(NOW)))
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - spent)
        if found.outcome.partial:
            raise SystemExit(f"the replay was not read to its end: {found.outcome}")
    server.terminate()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"data {digest}, {args.events} events, {len(found.posts)} kept, {len(found.withdrawn)} deletions")
    print(f"seconds  {min(wall):.1f}–{max(wall):.1f}, median {statistics.median(wall):.1f}")
    print(f"CPU-s    {min(cpu):.1f}–{max(cpu):.1f}, median {statistics.median(cpu):.1f} (this side only)")
    print(f"events/s {args.events / statistics.median(wall):,.0f}; peak {peak:.0f} MB (the invented data included)")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
