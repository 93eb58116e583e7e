"""One round over every sin with good feeds between, in a process of its own so that its peak memory can be read.

Arguments: port of the hostile server, its silent port, a file of trusted certificates (or ""), name=port of the TLS
servers. Prints JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import ssl
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from hostile_server import SINS

from collectors.door.fetch import Door, Limits
from collectors.door.manners import Manners
from collectors.registry import harvest
from kentongan.core.clock import SystemClock
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Outcome
from kentongan.pipeline.collecting.rounds import in_lanes, within

# What makes the tests quick; an office's bounds are the same code with larger numbers.
LIMITS = Limits(total=2.0, read=0.7, connect=0.7)
MANNERS = Manners(gap=0.0, jitter=0.0, retry_pause=0.05, busy_pause=0.1, longest_wait=1.0, hosts_at_once=12)
SOURCE_DEADLINE = 6.0


async def resolve(host: str, _port: int) -> tuple[str, ...]:
    """Every name of the test is this computer; everything else does not exist."""
    if host.endswith(".hostile.test"):
        return ("127.0.0.1",)
    if host.replace(".", "").isdigit():
        return (host,)
    raise OSError("no such host")


def sources(port: int, silent: int, secure: dict[str, int]) -> list[Source]:
    """Every sin twice on its own host, good feeds between them."""
    found = []
    for number, name in enumerate(sin for sin in SINS if sin != "good"):
        at = f"http://{name}.hostile.test:{port}"
        found += [Source(f"{name}{path}", "feed", name, at + path) for path in ("/rss", "/lain")]
        found.append(Source(f"good-{number}", "feed", "baik", f"http://good-{number}.hostile.test:{port}/rss"))
    found += [Source(n, "feed", n, f"https://{n}.hostile.test:{p}/rss") for n, p in secure.items()]
    found.append(Source("tls-stall", "feed", "tls-stall", f"https://tls-stall.hostile.test:{silent}/rss"))
    found.append(Source("no-name", "feed", "no-name", "http://tidak-ada.invalid/rss"))
    found.append(Source("closed-port", "feed", "closed-port", "http://closed-port.hostile.test:9/rss"))
    return found


async def visit_all(listed: list[Source], trusted: str) -> tuple[Outcome, ...]:
    """As `collect` does, without a database."""
    clock = SystemClock()
    door = Door(
        "KentonganTest/1.0",
        manners=MANNERS,
        limits=LIMITS,
        allow_hosts={host.split("/")[2].partition(":")[0] for host in (source.address for source in listed)},
        resolve=resolve,
        tls=ssl.create_default_context(cafile=trusted) if trusted else None,
    )

    async def visit(source: Source, seconds: float) -> Outcome:
        began = time.monotonic()
        coming = harvest(source, FeedState(), door, clock)
        brought = await within(coming, source, FeedState(), min(seconds, SOURCE_DEADLINE))
        assert time.monotonic() - began < SOURCE_DEADLINE + 1
        return brought.outcome

    async with door:
        return await in_lanes(listed, visit, at_once=12, deadline=60)


def main() -> None:
    """Print outcomes, seconds and peak memory."""
    secure = {name: int(port) for name, port in (pair.split("=") for pair in sys.argv[4:])}
    listed = sources(int(sys.argv[1]), int(sys.argv[2]), secure)
    asyncio.run(visit_all([listed[2]], sys.argv[3]))  # what the libraries themselves take
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    outcomes = asyncio.run(visit_all(listed, sys.argv[3]))
    found = {
        one.source_id: [one.kind.value, one.cause.value, one.reason.id if one.reason else "", one.seen, one.partial]
        for one in outcomes
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024
    seconds = time.monotonic() - began
    told = {"found": found, "seconds": seconds, "before": before * unit, "peak": peak * unit}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
