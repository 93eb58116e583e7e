"""How a source stands: what its visits said, since when, what it means, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from kentongan.core.messages import Say
from kentongan.core.runs import Cause, Outcome, OutcomeKind


class State(StrEnum):
    """In one word how a source stands."""

    OK = "ok"
    UNCHANGED = "unchanged"
    QUIET = "quiet"
    EMPTY = "empty"
    SLOW = "slow"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    GONE = "gone"
    BROKEN = "broken"
    KEY = "key"
    CONSENT = "consent"
    RESTING = "resting"
    NEVER = "never"
    OFF = "off"


# What a failure's cause means for the source.
_OF_CAUSE = {
    Cause.NONE: State.BROKEN,
    Cause.UNREACHABLE: State.UNREACHABLE,
    Cause.SLOW: State.SLOW,
    Cause.BLOCKED: State.BLOCKED,
    Cause.LIMITED: State.BLOCKED,
    Cause.GONE: State.GONE,
    Cause.NOT_FOUND: State.GONE,
    Cause.BROKEN: State.BROKEN,
    Cause.CERTIFICATE: State.BROKEN,
    Cause.KEY: State.KEY,
    Cause.CONSENT: State.CONSENT,
}
WORKING = frozenset({State.OK, State.UNCHANGED})
# A feed without a single item may be new, and a news sitemap is empty on a quiet weekend.
EMPTY_BEARABLE = timedelta(days=2)
# A source whose newest post is older is asleep, whatever its habit was.
ASLEEP = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is remembered of a source's visits.

    Args:
        state: after the last visit; RESTING only where nothing else is known.
        since: when the first visit of this sort was; being read and being unchanged are one sort.
        visited_at: the last real visit.
        reason: what the last failure said.
        ok_at: the last visit that worked.
        new_at: the last visit that brought something new.
        newest: date of the newest post ever seen.
        failures: failed visits in a row.
        resting_until: not to be visited earlier, as far as it was told.
    """

    state: State = State.NEVER
    since: datetime | None = None
    visited_at: datetime | None = None
    reason: Say | None = None
    ok_at: datetime | None = None
    new_at: datetime | None = None
    newest: datetime | None = None
    failures: int = 0
    resting_until: datetime | None = None


def after(
    before: Standing,
    outcome: Outcome,
    at: datetime,
    *,
    newest: datetime | None = None,
    not_before: datetime | None = None,
) -> Standing:
    """The standing after one more visit.

    A source that was passed over stays as it was: one that rests after failures has not recovered.

    Args:
        before: the standing until now.
        outcome: how the visit went.
        at: when.
        newest: date of the newest post that came.
        not_before: when it may be visited again.
    """
    if outcome.kind is OutcomeKind.SKIPPED and outcome.cause not in {Cause.CONSENT, Cause.KEY}:
        untouched = before.state in {State.NEVER, State.RESTING}
        state = State.RESTING if untouched else before.state
        since = before.since or at if untouched else before.since
        return replace(before, state=state, since=since, resting_until=not_before or before.resting_until)
    state = _state(before, outcome)
    same = state is before.state or {state, before.state} <= WORKING
    since = before.since if same and before.since else at
    if outcome.kind in {OutcomeKind.FAILED, OutcomeKind.SKIPPED}:
        passed = outcome.kind is OutcomeKind.SKIPPED
        return replace(
            before,
            state=state,
            since=since,
            visited_at=before.visited_at if passed else at,
            reason=outcome.reason,
            failures=before.failures + (not passed),
            resting_until=not_before,
        )
    return Standing(
        state=state,
        since=since,
        visited_at=at,
        ok_at=at,
        new_at=at if outcome.new else before.new_at,
        newest=max(filter(None, (before.newest, newest)), default=None),
        resting_until=not_before,
    )


def _state(before: Standing, outcome: Outcome) -> State:
    if outcome.kind in {OutcomeKind.FAILED, OutcomeKind.SKIPPED}:
        return _OF_CAUSE[outcome.cause]
    if outcome.kind is OutcomeKind.UNCHANGED:
        # What was empty and has not changed is empty.
        return State.EMPTY if before.state is State.EMPTY else State.UNCHANGED
    return State.OK if outcome.seen else State.EMPTY


STATE_WORDS: dict[State, Say] = {
    State.OK: Say("berjalan", "ok"),
    State.UNCHANGED: Say("tidak berubah", "unchanged"),
    State.QUIET: Say("sepi", "quiet"),
    State.EMPTY: Say("kosong", "empty"),
    State.SLOW: Say("lambat", "slow"),
    State.UNREACHABLE: Say("tidak terjangkau", "unreachable"),
    State.BLOCKED: Say("ditolak", "blocked"),
    State.GONE: Say("hilang", "gone"),
    State.BROKEN: Say("rusak", "broken"),
    State.KEY: Say("perlu kunci", "key missing"),
    State.CONSENT: Say("perlu persetujuan", "consent missing"),
    State.RESTING: Say("jeda", "resting"),
    State.NEVER: Say("belum dikunjungi", "never visited"),
    State.OFF: Say("dimatikan", "off"),
}

STATE_ADVICE: dict[State, Say] = {
    State.QUIET: Say(
        "Buka situsnya; bila di sana ada berita baru, uji ulang: kentongan sources test.",
        "Open the site; if it has news, test the source again: kentongan sources test.",
    ),
    State.EMPTY: Say(
        "Buka alamatnya; bila situs punya berita, cari alamat umpan lain: kentongan sources add.",
        "Open the address; if the site has news, look for another feed: kentongan sources add.",
    ),
    State.SLOW: Say(
        "Tunggu; bila berhari-hari, naikkan batas_detik di [jaringan] atau pakai alamat lain.",
        "Wait; if it lasts for days, raise batas_detik in [jaringan] or use another address.",
    ),
    State.UNREACHABLE: Say(
        "Periksa internet kantor dan buka situsnya; dicoba lagi dengan sendirinya.",
        "Check the office's internet and open the site; it is tried again by itself.",
    ),
    State.BLOCKED: Say(
        "Jangan dipaksa. Pakai umpan lain milik media itu, atau minta izin kepada pengelolanya.",
        "Do not force it. Use another feed of that outlet, or ask its operator.",
    ),
    State.GONE: Say(
        "Cari alamat barunya: kentongan sources add ALAMAT-SITUS, lalu hapus yang lama.",
        "Find its new address: kentongan sources add SITE, then remove the old one.",
    ),
    State.BROKEN: Say(
        "Uji: kentongan sources test. Bila tetap rusak, tambahkan situsnya dengan alamat lain.",
        "Test it: kentongan sources test. If it stays broken, add the site by another address.",
    ),
    State.KEY: Say("Isi kunci layanannya di [kunci].", "Fill in the service's key in [kunci]."),
    State.CONSENT: Say(
        "Baca catatan hukumnya dan setujui: kentongan sources accept JENIS.",
        "Read its legal note and accept it: kentongan sources accept KIND.",
    ),
}
