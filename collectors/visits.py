"""When to come back to a source that failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from kentongan.core.errors import CollectError, FetchError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest, Outcome, OutcomeKind

# From this many failures in a row a source is visited less often, up to twice a day.
PATIENCE = 3
_FIRST_PAUSE = timedelta(minutes=30)
_LONGEST_PAUSE = timedelta(hours=12)
_GONE_PAUSE = timedelta(days=30)


def resting(source: Source, state: FeedState, now: datetime) -> Harvest | None:
    """A skipped visit where the source is not due again; None where it is."""
    if state.not_before is None or now >= state.not_before:
        return None
    why = Say(
        "Belum waktunya dikunjungi lagi: kunjungan sebelumnya gagal, atau situs meminta jeda.",
        "Not yet due again: the last visits failed, or the site asked for a pause.",
    )
    return Harvest((), Outcome(source.id, source.name, OutcomeKind.SKIPPED, reason=why), state)


def state_after_failure(state: FeedState, error: CollectError, now: datetime) -> FeedState:
    """What to remember of a visit that failed: what was known, one failure more, and when to come back."""
    failures = state.failures + 1
    pause = pause_after(error, failures)
    return replace(state, failures=failures, not_before=now + pause if pause else None)


def pause_after(error: CollectError, failures: int) -> timedelta | None:
    """How long to stay away after so many failures in a row; None = until the next round.

    A source that its owner withdrew is left alone; after so long one visit sees whether somebody thought better of it.
    """
    if error.cause is Cause.GONE:
        return _GONE_PAUSE
    if isinstance(error, FetchError) and error.retry_after is not None:
        return min(timedelta(seconds=error.retry_after), _LONGEST_PAUSE)
    if failures >= PATIENCE:
        doubled: int = 2 ** min(failures - PATIENCE, 10)
        return min(_FIRST_PAUSE * doubled, _LONGEST_PAUSE)
    return None
