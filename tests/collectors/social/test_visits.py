"""How a visit ends: patience of the service, failures, what was gathered before them, memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from collectors.base import MAX_NOTES
from collectors.social.answers import as_cursor, inside, listed, number, text
from collectors.social.errors import in_trouble, key_refused, not_found, option_missing
from collectors.social.visits import Pause, Visit, over_limit, visited
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import CollectError, FetchError
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import Cause, FeedState, Harvest, OutcomeKind

SOURCE = Source("s-1", "uji", "Uji", zone="WITA")
Gather = Callable[[Visit], Awaitable[None]]


@pytest.fixture
def end(now: datetime) -> Callable[..., Harvest]:
    """A visit with this gathering."""

    def run(gather: Gather, state: FeedState | None = None, at: datetime = now) -> Harvest:
        door: Any = object()
        return asyncio.run(visited(SOURCE, state or FeedState(), door, StoppedClock(at), gather))

    return run


def gathering(error: Exception | None = None, *posts: RawPost, **cursor: Any) -> Gather:
    """Remember, keep posts, then fail."""

    async def gather(visit: Visit) -> None:
        visit.cursor |= cursor
        for post in posts:
            visit.add(post)
        if error:
            raise error

    return gather


def test_a_good_visit_forgets_failures(end: Any) -> None:
    """And keeps its own memory."""
    found = end(gathering(None, RawPost(text="a"), RawPost(), place=5), FeedState(failures=4, cursor='{"old": 1}'))
    assert (found.outcome.kind, found.outcome.seen, found.outcome.rejected) == (OutcomeKind.OK, 2, 1)
    assert found.state == FeedState(cursor='{"old": 1, "place": 5}')
    assert end(gathering()).outcome.kind is OutcomeKind.UNCHANGED


def test_a_pause_is_no_failure(end: Any, now: datetime) -> None:
    """Skipped with the hour in the source's own zone; what was gathered before is kept as a part."""
    pause = over_limit("Layanan", now + timedelta(hours=2), SOURCE)
    empty = end(gathering(pause, used=3))
    assert (empty.outcome.kind, empty.outcome.cause) == (OutcomeKind.SKIPPED, Cause.LIMITED)
    assert "13.00 WITA" in empty.outcome.reason.id
    assert empty.state == FeedState(cursor='{"used": 3}', not_before=now + timedelta(hours=2))
    part = end(gathering(pause, RawPost(text="a")))
    assert (part.outcome.kind, part.outcome.partial, len(part.posts)) == (OutcomeKind.OK, True, 1)
    assert part.outcome.notes[0] == pause.reason
    resting = end(gathering(None, RawPost(text="b")), part.state, now + timedelta(hours=1))
    assert (resting.outcome.kind, resting.posts, resting.state) == (OutcomeKind.SKIPPED, (), part.state)


def test_failures_in_a_row_rest_longer_and_longer(end: Any, now: datetime) -> None:
    """From the third on, up to twelve hours; what is spent stays spent."""
    state, pauses = FeedState(), []
    for _ in range(9):
        found = end(gathering(in_trouble("Layanan", 500), spent=1), state, now)
        assert found.outcome.kind is OutcomeKind.FAILED
        state = found.state
        pauses.append((state.not_before - now) if state.not_before else None)
        now = state.not_before or now
    hours = [pause and pause / timedelta(hours=1) for pause in pauses]
    assert hours == [None, None, 0.5, 1, 2, 4, 8, 12, 12]
    assert json.loads(state.cursor) == {"spent": 1}


@pytest.mark.parametrize("error", [key_refused("L", "x"), option_missing("kata", "banjir")])
def test_what_people_mend_is_tried_at_once(end: Any, error: CollectError) -> None:
    """A key, an option."""
    assert end(gathering(error), FeedState(failures=9)).state.not_before is None


def test_other_rests(end: Any, now: datetime) -> None:
    """A named time, an account that is gone."""
    named = FetchError(Say("a", "b"), retry_after=90)
    assert end(gathering(named)).state.not_before == now + timedelta(seconds=90)
    gone = not_found("L", "x")
    gone.cause = Cause.GONE
    assert end(gathering(gone)).state.not_before == now + timedelta(days=30)


def test_what_was_gathered_before_a_failure_is_kept(end: Any) -> None:
    """As a part, with the reason first."""
    found = end(gathering(in_trouble("Layanan", 500), RawPost(text="a")))
    assert (found.outcome.kind, found.outcome.partial, len(found.posts)) == (OutcomeKind.OK, True, 1)
    assert "HTTP 500" in found.outcome.notes[0].id
    assert found.state.failures == 1


def test_notes_are_few(end: Any) -> None:
    """However many there were."""

    async def gather(visit: Visit) -> None:
        visit.notes.extend([Say("a", "b")] * 100)
        visit.withdrawn.extend(["1", "2", "1"])

    found = end(gather)
    assert len(found.outcome.notes) == MAX_NOTES
    assert found.withdrawn == ("1", "2")


def test_reading_strange_values() -> None:
    """Harmless values for the wrong types."""
    assert [number(one) for one in (5, "5", "-5", -5, True, None, 2.5, "²", "9" * 40, 10**30)] == [5, 5, *[None] * 8]
    assert [text(one) for one in ("a\x00b", 5, True, None, ["a"], "\ud800")] == ["ab", "5", "", "", "", ""]
    assert inside({"a": {"b": 5}}, "a", "b") == inside([], "a") == {}
    assert listed({"a": 1}) == listed(None) == []
    assert listed([1, {"a": 1}, None]) == [{"a": 1}]
    assert as_cursor("{") == as_cursor("[]") == as_cursor("") == {}
    assert issubclass(Pause, Exception)
