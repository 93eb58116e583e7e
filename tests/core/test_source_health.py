"""Standing, rhythm and verdict: what a source's visits mean."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, Outcome, OutcomeKind
from kentongan.core.source_health import STATE_ADVICE, STATE_WORDS, WORKING, Standing, State, after
from kentongan.core.source_rhythm import HISTORY_DAYS, SourceDay, day_number, silence, usual_per_day
from kentongan.core.source_verdict import judge, parted, rate_words, together_words

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
SOURCE = Source("s-1", "feed", "Antara Kaltim", "https://kaltim.antaranews.com/rss/terkini.xml", zone="WITA")
REASON = Say("Situs tidak menjawab.", "No answer.")
KINDS = st.sampled_from(list(OutcomeKind))


def outcome(kind: OutcomeKind, cause: Cause = Cause.NONE, *, seen: int = 0, new: int = 0) -> Outcome:
    """How a visit went."""
    reason = REASON if kind is OutcomeKind.FAILED else None
    return Outcome("s-1", "Antara Kaltim", kind, seen=seen, new=new, reason=reason, cause=cause)


def walked(*steps: Outcome) -> Standing:
    """The standing after hourly visits."""
    standing = Standing()
    for hour, step in enumerate(steps):
        standing = after(standing, step, NOON + timedelta(hours=hour))
    return standing


READ, SAME = outcome(OutcomeKind.OK, seen=20, new=2), outcome(OutcomeKind.UNCHANGED)
SKIP, EMPTY = outcome(OutcomeKind.SKIPPED), outcome(OutcomeKind.OK)


def fails(cause: Cause) -> Outcome:
    """A failed visit."""
    return outcome(OutcomeKind.FAILED, cause)


@pytest.mark.parametrize(
    ("steps", "state", "since"),
    [
        ((READ, SAME, READ), State.OK, 0),
        ((READ, SAME), State.UNCHANGED, 0),
        ((READ, fails(Cause.SLOW), fails(Cause.SLOW)), State.SLOW, 1),
        ((fails(Cause.SLOW), fails(Cause.BLOCKED)), State.BLOCKED, 1),
        ((fails(Cause.LIMITED),), State.BLOCKED, 0),
        ((READ, fails(Cause.GONE), SKIP, SKIP), State.GONE, 1),
        ((fails(Cause.NOT_FOUND),), State.GONE, 0),
        ((fails(Cause.CERTIFICATE),), State.BROKEN, 0),
        ((fails(Cause.UNREACHABLE), READ), State.OK, 1),
        ((EMPTY, SAME, SAME), State.EMPTY, 0),
        ((EMPTY, READ), State.OK, 1),
        ((fails(Cause.KEY),), State.KEY, 0),
        ((outcome(OutcomeKind.SKIPPED, Cause.CONSENT),), State.CONSENT, 0),
        ((SKIP,), State.RESTING, 0),
        ((SKIP, READ), State.OK, 1),
        ((), State.NEVER, None),
    ],
)
def test_states_follow_the_visits(steps: tuple[Outcome, ...], state: State, since: int | None) -> None:
    """The state is the last real visit's; it began with the first visit of its sort."""
    standing = walked(*steps)

    assert standing.state is state
    assert standing.since == (None if since is None else NOON + timedelta(hours=since))


@given(st.lists(st.tuples(KINDS, st.sampled_from(list(Cause)), st.integers(0, 3)), max_size=30))
def test_a_standing_never_contradicts_itself(steps: list[tuple[OutcomeKind, Cause, int]]) -> None:
    """Whatever happens: a working source has no failures, a failing one has a reason, nothing lies in the future."""
    standing = Standing()
    for hour, (kind, cause, new) in enumerate(steps):
        now = NOON + timedelta(hours=hour)
        standing = after(standing, outcome(kind, cause, seen=new, new=new), now)
        moments = (standing.since, standing.visited_at, standing.ok_at, standing.new_at)
        assert all(moment is None or moment <= now for moment in moments)
        if standing.state in WORKING:
            assert standing.failures == 0
            assert standing.ok_at == standing.visited_at
        verdict = judge(SOURCE, standing, (), now)
        assert verdict.cause.id
        assert (verdict.do is not None) <= verdict.trouble
        assert json.loads(json.dumps(verdict.as_json()))["state"] == verdict.state.value


def test_every_state_has_words_and_every_trouble_an_advice() -> None:
    """Both languages, no state forgotten."""
    well = {*WORKING, State.RESTING, State.OFF, State.NEVER}
    assert set(STATE_WORDS) == set(State)
    assert set(STATE_ADVICE) == set(State) - well


def daily(days: int, *hours: int, skip: frozenset[int] = frozenset(), last: datetime = NOON) -> list[SourceDay]:
    """A source that published at these UTC hours on each of the last days, the weekdays of `skip` left out."""
    first = day_number(last) - days + 1
    bits = sum(1 << hour for hour in hours)
    numbers = [n for n in range(first, first + days) if (n + 3) % 7 not in skip]
    return [SourceDay(n, bits, 24, 0, len(hours)) for n in numbers]


@pytest.mark.parametrize(("days", "hours"), [(13, (1, 3, 5, 7)), (30, ()), (2, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))])
def test_too_short_a_history_is_no_habit(days: int, hours: tuple[int, ...]) -> None:
    """Two weeks and twenty publishing hours at least."""
    assert silence(daily(days, *hours), NOON + timedelta(days=9)) is None


def test_a_night_is_no_silence_and_a_day_without_news_is() -> None:
    """Eight publishing hours a day: the morning after is fine, a day and a half later is strange."""
    history = daily(40, 1, 2, 3, 5, 7, 9, 10, 11)
    evening = NOON.replace(hour=11)
    morning, later = (silence(history, evening + timedelta(hours=n)) for n in (14, 38))

    assert morning is not None
    assert later is not None
    assert not morning.strange
    assert later.strange
    assert later.since == evening.replace(minute=0)


def test_weekends_and_holidays_belong_to_the_habit() -> None:
    """An agency's portal: from Friday to Monday nothing, and over a long holiday nothing either when it is known."""
    friday = datetime(2026, 11, 20, 8, tzinfo=UTC)
    history = daily(50, 2, 3, 4, 8, skip=frozenset({5, 6}), last=friday)
    monday, thursday = friday + timedelta(days=3, hours=-6), friday + timedelta(days=6)
    off = {date(2026, 11, 23) + timedelta(days=n) for n in range(4)}
    found = [
        silence(history, moment, rest_days=days) for moment, days in ((monday, ()), (thursday, ()), (thursday, off))
    ]

    assert [one.strange for one in found if one] == [False, True, False]


def test_a_silence_does_not_fade() -> None:
    """What is strange stays strange, week after week, until the history itself is forgotten."""
    history = daily(60, 2, 6, 10)
    found = [silence(history, NOON + timedelta(days=n)) for n in (6, 20, 50, 59)]

    assert all(one is not None and one.strange for one in found)


@given(
    st.lists(
        st.tuples(st.integers(0, HISTORY_DAYS + 20), st.integers(0, 2**24 - 1)), max_size=60, unique_by=lambda d: d[0]
    ),
    st.integers(0, 400),
    st.sampled_from([7, 8, 9]),
)
def test_silence_grows_with_the_clock(days: list[tuple[int, int]], hours: int, offset: int) -> None:
    """For any history: never negative, and an hour more of silence never makes it less."""
    base = day_number(NOON) - HISTORY_DAYS - 20
    history = [SourceDay(base + day, bits) for day, bits in sorted(days)]
    start = NOON + timedelta(days=2)
    before, later = (silence(history, start + timedelta(hours=n), offset=offset) for n in (hours, hours + 1))
    if before is None or later is None:
        assert before is later
        return

    assert 0 <= before.expected <= later.expected + 1e-9
    assert before.strange <= later.strange


def test_the_verdict_names_since_when_and_how_much_is_usual() -> None:
    """The sentence for the report: the last hour, in the office's zone, and the usual number a day."""
    last = NOON.replace(hour=11)
    standing = Standing(State.UNCHANGED, NOON, last + timedelta(days=3), ok_at=last + timedelta(days=3), newest=last)
    found = judge(SOURCE, standing, daily(40, 1, 2, 3, 5, 7, 9, 10, 11), last + timedelta(days=3), shown_zone="WITA")

    assert found.state is State.QUIET
    assert found.against_habit
    assert found.cause.id == (
        "Tidak mengirim berita baru sejak 20 November 2026 pukul 19.00 WITA, biasanya 8 per hari."
    )
    assert found.since == last
    assert found.as_json()["per_day"] == 8.0


def test_what_nobody_looked_at_is_no_silence() -> None:
    """A source that could not be visited is not called quiet for that time."""
    last = NOON.replace(hour=11)
    standing = Standing(State.OK, NOON, last, ok_at=last, newest=last)

    assert judge(SOURCE, standing, daily(40, 1, 5, 9, 11), last + timedelta(days=9)).state is State.OK


def test_a_feed_asleep_is_named_without_a_habit() -> None:
    """An abandoned feed's newest post is a month old on the first visit."""
    newest = NOON - timedelta(days=200)
    standing = after(Standing(), outcome(OutcomeKind.OK, seen=10, new=10), NOON, newest=newest)
    found = judge(SOURCE, standing, (), NOON)

    assert (found.state, found.against_habit) == (State.QUIET, False)
    assert "Berita terbarunya tertanggal 4 Mei 2026" in found.cause.id


@pytest.mark.parametrize(("kind", "hours", "trouble"), [("feed", 3, False), ("feed", 72, True), ("sitemap", 72, False)])
def test_emptiness_is_bearable_for_a_while(kind: str, hours: int, trouble: bool) -> None:
    """Two days for a feed; an empty news sitemap is as it should be."""
    standing = after(Standing(), EMPTY, NOON)
    source = Source("s", kind, "X", "https://x.id")

    assert judge(source, standing, (), NOON + timedelta(hours=hours)).trouble is trouble


def test_off_and_consent_come_before_everything() -> None:
    """What an officer switched off is off; what nobody accepted is not judged."""
    off = Source("s", "feed", "X", "https://x.id", enabled=False)
    missing = Say("Belum disetujui.", "Not accepted.")

    assert judge(off, walked(fails(Cause.GONE)), (), NOON, consent=missing).state is State.OFF
    assert judge(SOURCE, walked(READ), (), NOON, consent=missing).state is State.CONSENT


def test_a_lasting_failure_gets_the_states_advice() -> None:
    """For three days the failure's own words are enough; then comes what to do about the state."""
    standing = walked(fails(Cause.GONE))
    early, late = (judge(SOURCE, standing, (), NOON + timedelta(days=n)) for n in (1, 4))

    assert (early.cause, early.do) == (REASON, None)
    assert late.do == STATE_ADVICE[State.GONE]


def test_many_unreachable_sources_are_one_matter() -> None:
    """Five of eight: together; one of eight, or four of four: each by itself."""
    away, fine, gone = (
        judge(SOURCE, walked(step), (), NOON) for step in (fails(Cause.UNREACHABLE), READ, fails(Cause.GONE))
    )

    assert parted([away] * 5 + [gone] + [fine] * 2) == ((gone,), (away,) * 5)
    assert parted([away] * 5 + [fine] * 6) == ((away,) * 5, ())
    assert parted([away] * 4) == ((away,) * 4, ())
    assert together_words([away] * 5).id.startswith("5 sumber tidak terjangkau: Antara Kaltim")
    assert together_words([away] * 5).en.endswith("and 2 more.")


def test_the_usual_number() -> None:
    """New posts a day without the first day's backlog, or the publishing hours where those are more; None when unknown."""
    days = [SourceDay(n, 0b1111, 24, 0, 100 if n == 100 else 12) for n in range(100, 121)]
    shared = [SourceDay(n, 0b1111, 24, 0, 0) for n in range(100, 121)]
    until = datetime(1970, 1, 1, 23, tzinfo=UTC) + timedelta(days=120)

    assert usual_per_day(days, until) == pytest.approx(12)
    assert usual_per_day(shared, until) == pytest.approx(4)
    assert usual_per_day(days[:5], until) is None
    assert [rate_words(rate)[0] for rate in (12.4, 0.97, 0.5, 0.01)] == [
        *("12 per hari", "1 per hari", "4 per pekan", "1 per pekan")
    ]
