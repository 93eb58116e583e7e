"""Run, Outcome: one job, and what each source or file gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kentongan.core.messages import Say
from kentongan.core.posts import RawPost


class Cause(StrEnum):
    """Why a source gave nothing, for the eye that watches over sources; NONE when all is well."""

    NONE = ""
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    BLOCKED = "blocked"
    LIMITED = "limited"
    GONE = "gone"
    NOT_FOUND = "not_found"
    BROKEN = "broken"
    CERTIFICATE = "certificate"
    KEY = "key"
    CONSENT = "consent"


class OutcomeKind(StrEnum):
    """How it went with one source in one run."""

    OK = "ok"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source or file gave in one run.

    Args:
        source_id: the source.
        source_name: as people call it.
        kind: ok, unchanged, skipped, failed.
        seen: items that came.
        new: items that were not there before.
        rejected: items that could not be used (each with a line in `notes`, the first few of them).
        reason: plain words for a person when not ok.
        notes: plain lines on single rows, at most 20.
        partial: it ended before its end (a feed that was cut short); the first note says so.
        cause: of a failure, in one word for sorting; `reason` says it to people.
        seconds: how long the visit took, waiting for our turn included; 0 when it was not measured.
    """

    source_id: str
    source_name: str
    kind: OutcomeKind
    seen: int = 0
    new: int = 0
    rejected: int = 0
    reason: Say | None = None
    notes: tuple[Say, ...] = ()
    partial: bool = False
    cause: Cause = Cause.NONE
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a polite reader remembers of a feed between two visits.

    Args:
        etag: verbatim `ETag` of the last answer, to send back.
        last_modified: verbatim `Last-Modified`.
        moved_to: a permanent redirect's target, used once it was seen `moved_seen` times in a row.
        failures: failed visits in a row.
        not_before: do not visit earlier than this.
        body_digest: of the last body, to notice an unchanged feed behind a changing header.
        cursor: where a collector that reads on from a place goes on (an id, a moment, JSON text of its own).
    """

    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    moved_seen: int = 0
    failures: int = 0
    not_before: datetime | None = None
    body_digest: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a collector brings home from one source.

    Args:
        posts: as they came.
        outcome: how it went.
        state: what to remember until the next visit.
        withdrawn: external ids of posts that the platform says were deleted; our copies are forgotten too.
    """

    posts: tuple[RawPost, ...]
    outcome: Outcome
    state: FeedState | None = None
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One job: what was done, when, and how it went per source."""

    id: str
    command: str
    started_at: datetime
    finished_at: datetime | None = None
    outcomes: tuple[Outcome, ...] = ()
