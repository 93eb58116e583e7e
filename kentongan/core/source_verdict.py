"""The verdict on a source: its standing and its rhythm as one row that a person, a report and a page can show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kentongan.core.clock import OFFSETS, zone
from kentongan.core.messages import Lang, Say
from kentongan.core.posts import Source
from kentongan.core.source_health import (
    ASLEEP,
    EMPTY_BEARABLE,
    STATE_ADVICE,
    STATE_WORDS,
    WORKING,
    Standing,
    State,
)
from kentongan.core.source_rhythm import SourceDay, silence, usual_per_day

# States that need nobody's hand.
_WELL = WORKING | {State.RESTING, State.OFF}
# So long a failure may mend itself.
PATIENCE = timedelta(days=3)
# From so many unreachable sources on, when they are half of all, the fault is not theirs.
_MANY = 5


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source stands.

    Args:
        source: which one.
        state: in one word.
        trouble: somebody should look at it.
        cause: in plain words, without the source's name.
        do: what to do; None when nothing.
        since: when this state began; None when unknown.
        visited_at: last real visit.
        newest: date of its newest post.
        per_day: its usual posts a day; None where too little is known.
        resting_until: not visited earlier.
        against_habit: it is quiet against its own habit (and not merely asleep for a month).
    """

    source: Source
    state: State
    trouble: bool
    cause: Say
    do: Say | None = None
    since: datetime | None = None
    visited_at: datetime | None = None
    newest: datetime | None = None
    per_day: float | None = None
    resting_until: datetime | None = None
    against_habit: bool = False

    def as_json(self, lang: Lang = "id") -> dict[str, object]:
        """The row in JSON's own types; moments as ISO text in UTC."""
        moments = {name: getattr(self, name) for name in ("since", "visited_at", "newest", "resting_until")}
        return {
            "id": self.source.id,
            "name": self.source.name,
            "kind": self.source.kind,
            "address": self.source.address,
            "region": self.source.region,
            "tier": self.source.tier,
            "official": self.source.official,
            "state": self.state.value,
            "state_words": STATE_WORDS[self.state].to(lang),
            "trouble": self.trouble,
            "cause": self.cause.to(lang),
            "do": None if self.do is None else self.do.to(lang),
            "per_day": None if self.per_day is None else round(self.per_day, 1),
            "against_habit": self.against_habit,
            **{name: None if moment is None else moment.isoformat() for name, moment in moments.items()},
        }


def judge(
    source: Source,
    standing: Standing,
    days: Sequence[SourceDay],
    now: datetime,
    *,
    shown_zone: str = "WIB",
    rest_days: Collection[date] = (),
    consent: Say | None = None,
) -> SourceHealth:
    """How a source stands at `now`.

    Args:
        source: whom.
        standing: what its visits said.
        days: its history, in order.
        now: the moment; a report's is the end of its window.
        shown_zone: the zone of dates in the words.
        rest_days: public holidays.
        consent: what is missing when the office has not accepted its legal note.
    """
    rate = usual_per_day(days, standing.ok_at or now)
    facts = {
        "since": standing.since,
        "visited_at": standing.visited_at,
        "newest": standing.newest,
        "per_day": rate,
        "resting_until": standing.resting_until if standing.resting_until and standing.resting_until > now else None,
    }

    def row(state: State, cause: Say, *, trouble: bool, **more: object) -> SourceHealth:
        # A failure's own words say what to do at first; once it lasts, the state's advice is the better one.
        told = cause is standing.reason and standing.since is not None and now - standing.since < PATIENCE
        advice = STATE_ADVICE.get(state) if trouble and not told else None
        return SourceHealth(source, state, trouble, cause, advice, **{**facts, **more})  # type: ignore[arg-type]

    if not source.enabled:
        return row(State.OFF, Say("Dimatikan petugas.", "Switched off by an officer."), trouble=False)
    if consent is not None:
        return row(State.CONSENT, consent, trouble=True)
    if standing.state is State.NEVER:
        return row(State.NEVER, Say("Belum pernah dikunjungi.", "Never visited."), trouble=False)
    if standing.state is State.EMPTY:
        began = standing.since or now
        bearable = source.kind == "sitemap" or now - began < EMPTY_BEARABLE
        return row(State.EMPTY, _empty(began, shown_zone), trouble=not bearable)
    if standing.state not in WORKING:
        words = STATE_WORDS[standing.state]
        reason = standing.reason or Say(f"{words.id.capitalize()}.", f"{words.en.capitalize()}.")
        return row(standing.state, reason, trouble=standing.state not in _WELL)
    watched = min(now, standing.ok_at or now)
    gap = silence(days, watched, offset=OFFSETS.get(source.zone, 7), rest_days=rest_days)
    if gap is not None and gap.strange:
        cause = quiet_words(gap.since, rate, shown_zone)
        return row(State.QUIET, cause, trouble=True, since=gap.since, against_habit=True)
    if standing.newest is not None and watched - standing.newest > ASLEEP:
        cause = _asleep(standing.newest, shown_zone)
        return row(State.QUIET, cause, trouble=True, since=standing.newest)
    return row(standing.state, _well(standing, shown_zone), trouble=False)


def parted(healths: Sequence[SourceHealth]) -> tuple[tuple[SourceHealth, ...], tuple[SourceHealth, ...]]:
    """The sources in trouble: those to be told one by one, and the unreachable ones that are told together.

    Where at least five and half of all active ones cannot be reached, it is most likely the office's own connection.
    """
    sick = [one for one in healths if one.trouble]
    away = tuple(one for one in sick if one.state is State.UNREACHABLE)
    active = sum(one.state is not State.OFF for one in healths)
    if len(away) < _MANY or 2 * len(away) < active:
        return tuple(sick), ()
    return tuple(one for one in sick if one.state is not State.UNREACHABLE), away


def together_words(away: Sequence[SourceHealth]) -> Say:
    """Many unreachable sources in one clause: how many, and the first few names."""
    names = ", ".join(one.source.name for one in away[:3])
    more = len(away) - 3
    return Say(
        f"{len(away)} sumber tidak terjangkau: {names}" + (f", dan {more} lainnya." if more > 0 else "."),
        f"{len(away)} sources cannot be reached: {names}" + (f", and {more} more." if more > 0 else "."),
    )


def day_words(moment: datetime, shown_zone: str) -> tuple[str, str]:
    """A date and hour in both languages, as in "16 November 2026 pukul 06.00 WIB"."""
    local = moment.astimezone(zone(shown_zone))
    return (
        f"{local.day} {_MONTHS[local.month - 1]} {local.year} pukul {local:%H.%M} {shown_zone}",
        f"{local:%Y-%m-%d %H:%M} {shown_zone}",
    )


def rate_words(rate: float) -> tuple[str, str]:
    """A rate in both languages: "12 per hari", "3 per pekan"."""
    if rate >= 0.95:
        return f"{rate:.0f} per hari", f"{rate:.0f} a day"
    return f"{max(1, round(rate * 7))} per pekan", f"{max(1, round(rate * 7))} a week"


def quiet_words(since: datetime, rate: float | None, shown_zone: str) -> Say:
    """What a silence against the habit is called; without the source's name."""
    when, when_en = day_words(since, shown_zone)
    if rate is None:
        return Say(f"Tidak mengirim berita baru sejak {when}.", f"No new posts since {when_en}.")
    usual, usual_en = rate_words(rate)
    return Say(
        f"Tidak mengirim berita baru sejak {when}, biasanya {usual}.",
        f"No new posts since {when_en}, usually {usual_en}.",
    )


def _asleep(newest: datetime, shown_zone: str) -> Say:
    when, when_en = day_words(newest, shown_zone)
    return Say(f"Berita terbarunya tertanggal {when}.", f"Its newest post is dated {when_en}.")


def _empty(since: datetime, shown_zone: str) -> Say:
    when, when_en = day_words(since, shown_zone)
    return Say(
        f"Terbaca, tetapi tidak berisi satu berita pun sejak {when}.", f"Readable but without posts since {when_en}."
    )


def _well(standing: Standing, shown_zone: str) -> Say:
    if standing.new_at is None:
        return Say("Terbaca; belum membawa unggahan baru.", "Readable; nothing new yet.")
    when, when_en = day_words(standing.new_at, shown_zone)
    return Say(f"Terbaca; unggahan baru terakhir {when}.", f"Readable; last new post {when_en}.")


_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
