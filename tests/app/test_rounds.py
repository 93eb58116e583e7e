"""A round: lanes by site, deadlines, nothing kept that is put away, and one word for a lost connection."""

from __future__ import annotations

import asyncio
import weakref
from dataclasses import dataclass, field, replace

import pytest

from kentongan.core.errors import StoreFull
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest, Outcome, OutcomeKind
from kentongan.pipeline.collecting.rounds import in_lanes, lanes, with_lost_connection, within


def source(name: str, host: str = "") -> Source:
    """A feed there."""
    return Source(name, "feed", name, f"https://{host or name}.contoh.id/rss")


def ok(one: Source) -> Outcome:
    """All is well."""
    return Outcome(one.id, one.name, OutcomeKind.OK)


def test_sources_of_one_site_stand_in_one_lane() -> None:
    """The longest lane first; what has no address stands alone."""
    bare = Source("x", "hashtag", "x")
    found = lanes([source("a"), source("b", "satu"), bare, source("c", "satu")])
    assert [[one.id for one in lane] for lane in found] == [["b", "c"], ["a"], ["x"]]


def test_lanes_run_side_by_side_and_sources_of_one_after_the_other() -> None:
    """Never two of a site, never more than allowed; the outcomes come in the order of the sources."""
    listed = [source(f"{host}{n}", host) for n in range(3) for host in "abcd"]
    busy: list[str] = []
    most = 0

    async def visit(one: Source, _left: float) -> Outcome:
        nonlocal most
        host = one.id[0]
        assert host not in busy
        busy.append(host)
        most = max(most, len(busy))
        await asyncio.sleep(0.001)
        busy.remove(host)
        return ok(one)

    outcomes = asyncio.run(in_lanes(listed, visit, at_once=3, deadline=60))
    assert [one.source_id for one in outcomes] == [one.id for one in listed]
    assert most == 3


def test_what_was_put_away_is_let_go() -> None:
    """Of two hundred harvests no more are alive than lanes run: memory does not grow with the number of sources."""

    @dataclass(eq=False)
    class Load:
        """Stands for a harvest."""

        data: bytes = field(default_factory=lambda: bytes(1000))

    alive: weakref.WeakSet[Load] = weakref.WeakSet()
    most = 0

    async def visit(one: Source, _left: float) -> Outcome:
        nonlocal most
        load = Load()
        alive.add(load)
        most = max(most, len(alive))
        await asyncio.sleep(0)
        return ok(one)

    asyncio.run(in_lanes([source(f"s{n}") for n in range(200)], visit, at_once=5, deadline=60))
    assert most <= 6


def test_a_database_that_fails_ends_the_round_in_its_own_words() -> None:
    """Not in a group of errors that nobody can read."""

    async def visit(_one: Source, _left: float) -> Outcome:
        raise StoreFull(Say("Penuh.", "Full."))

    with pytest.raises(StoreFull):
        asyncio.run(in_lanes([source("a"), source("b")], visit, at_once=2, deadline=60))


def test_a_source_ends_at_its_deadline() -> None:
    """Its failure is named, counted, and timed; others do not notice."""
    one = source("lambat")

    async def for_ever() -> Harvest:
        await asyncio.sleep(3600)
        raise AssertionError

    brought = asyncio.run(within(for_ever(), one, FeedState(etag="x", failures=1), 0.05))
    assert (brought.outcome.kind, brought.outcome.cause) == (OutcomeKind.FAILED, Cause.SLOW)
    assert brought.state == FeedState(etag="x", failures=2)
    assert 0.04 < brought.outcome.seconds < 2


def test_a_round_ends_at_its_deadline() -> None:
    """What had not begun is skipped, and says that it was not visited."""
    listed = [source(f"s{n}", "satu") for n in range(5)]

    async def visit(one: Source, left: float) -> Outcome:
        assert left <= 0.2
        await asyncio.sleep(0.15)
        return ok(one)

    outcomes = asyncio.run(in_lanes(listed, visit, at_once=3, deadline=0.2))
    assert [one.kind for one in outcomes] == [OutcomeKind.OK] * 2 + [OutcomeKind.SKIPPED] * 3
    assert "Tidak sempat" in (outcomes[-1].reason or Say("", "")).id


@pytest.mark.parametrize(
    ("causes", "lost"),
    [
        ([Cause.UNREACHABLE] * 3, True),
        ([Cause.UNREACHABLE] * 2, False),
        ([Cause.UNREACHABLE] * 9 + [Cause.BROKEN], False),
        ([Cause.UNREACHABLE] * 9 + [Cause.NONE], False),
        ([], False),
    ],
)
def test_a_lost_connection_is_said_once(causes: list[Cause], lost: bool) -> None:
    """When nothing at all can be reached it is not the sites; a source at rest says nothing about that."""
    kinds = [OutcomeKind.OK if cause is Cause.NONE else OutcomeKind.FAILED for cause in causes]
    outcomes = tuple(
        Outcome(f"s{n}", f"s{n}", kind, reason=Say(f"alasan {n}", f"reason {n}"), cause=cause)
        for n, (kind, cause) in enumerate(zip(kinds, causes, strict=True))
    )
    resting = Outcome("r", "r", OutcomeKind.SKIPPED)
    found = with_lost_connection((*outcomes, resting))
    assert found[-1] == resting
    assert len({one.reason for one in found[:-1]}) == (1 if lost else len(causes))
    assert all(("Tidak ada internet" in (one.reason or Say("", "")).id) is lost for one in found[:-1])
    assert [replace(one, reason=None) for one in found] == [replace(one, reason=None) for one in (*outcomes, resting)]
