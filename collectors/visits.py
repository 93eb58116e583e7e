"""When to come back to a source that failed, for collectors that are no feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from kentongan.core.errors import CollectError, FetchError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind

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
    pause: timedelta | None = None
    if isinstance(error, FetchError) and error.gone:
        pause = _GONE_PAUSE
    elif isinstance(error, FetchError) and error.retry_after is not None:
        pause = min(timedelta(seconds=error.retry_after), _LONGEST_PAUSE)
    elif failures >= PATIENCE:
        pause = min(_FIRST_PAUSE * 2 ** min(failures - PATIENCE, 10), _LONGEST_PAUSE)
    return replace(state, failures=failures, not_before=now + pause if pause else None)
