"""Posts, stories and issues as profiles, and how strongly two of them speak for one issue.

A profile is the sum of its posts: words (unit vectors, inverse document frequency), matters, places, districts,
fact-checks, and the span of time. The affinity of two profiles adds up reasons, so that a log line can name them:

- the cosine of their words: the same telling words;
- the same public-service matter, and against them: another matter;
- the same place, and against them: another district, for matters bound to a place (a road) but not for those of a
  network (water, queues, prices);
- the same fact-check: one claim;
- silence between them.

A matter in common only counts where both are known to lie in one regency or city. Otherwise "banjir" would join the
floods of the whole country: there, words must do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt

from analysis.issues.matters import matters
from analysis.issues.reading import PostReading

WORDS = 64
TERMS = 48
_SAMPLE = 300

MATTER = 0.30
"""What a matter in common is worth: two short posts of one matter need about .12 of words or a place beside it."""
NETWORK = 0.08
"""More of it where the matter is of a network: there the place cannot help."""
HINT = 0.10
"""A post with one everyday word of the other's matter ("jalan") and of no other matter."""
OTHER_MATTER = 0.25
PLACE = 0.20
DISTRICT = 0.08
ELSEWHERE = 0.35
SAME_ELSEWHERE = 1.0
"""The same matter of another district: two roads are complained of in the same words, so words cannot make up for it."""
OTHER_SPOT = 0.08
OTHER_REGENCY = 0.20
CLAIM = 0.35
OTHER_CLAIM = 0.15
SILENCE = 0.02
FREE_DAYS = 2.0
_APART = 0.1
_LITTLE = 0.3
_SOME_WORDS = 0.12
_MANY = 0.2
_SEVERAL = 3

_PLACE_MARK, _DISTRICT_MARK, _MATTER_MARK = "@", "@@", "#"

Terms = tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Profile:
    """The sum of some posts.

    Args:
        posts: how many posts were summed.
        words: summed unit vectors; `top` the heaviest at length 1.
        matters, places, districts, regencies, claims: posts that carry them.
        with_matter, with_place: posts that carry any.
        first, last: days since the epoch; None while unknown.
        top, where, kinds: words, places and matters at length 1; `areas` the districts as shares; `main` the matter
            most posts tell of; `claimed` True when most posts carry one fact-check. All filled in by `Weights.finish`.
    """

    posts: float = 0.0
    words: dict[str, float] = field(default_factory=dict)
    matters: dict[str, float] = field(default_factory=dict)
    hints: dict[str, float] = field(default_factory=dict)
    places: dict[str, float] = field(default_factory=dict)
    districts: dict[str, float] = field(default_factory=dict)
    regencies: dict[str, float] = field(default_factory=dict)
    claims: dict[str, float] = field(default_factory=dict)
    with_matter: float = 0.0
    with_district: float = 0.0
    first: float | None = None
    last: float | None = None
    top: dict[str, float] = field(default_factory=dict)
    where: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, float] = field(default_factory=dict)
    areas: dict[str, float] = field(default_factory=dict)
    main: str = ""
    claimed: bool = False


def _add(into: dict[str, float], what: Mapping[str, float]) -> None:
    for key, value in what.items():
        into[key] = into.get(key, 0.0) + value


def _unit(weights: Mapping[str, float], most: int) -> dict[str, float]:
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]
    length = sqrt(sum(value * value for _, value in ranked)) or 1.0
    return {key: value / length for key, value in ranked}


class Weights:
    """How telling words and places are among the posts at hand."""

    def __init__(self, readings: Sequence[PostReading]) -> None:
        from math import log

        n = len(readings)
        words = Counter(word for reading in readings for word in reading.words)
        places = Counter(place for reading in readings for place in reading.places)
        self.words = {word: log((1 + n) / (1 + count)) + 1 for word, count in words.items()}
        self.places = {place: log((1 + n) / (1 + count)) + 1 for place, count in places.items()}
        self.most = log(1 + n) + 1

    def profile(self, readings: Iterable[PostReading], days: Iterable[float | None]) -> Profile:
        """The profile of some posts, given the days they were published."""
        made = Profile()
        for reading, day in zip(readings, days, strict=True):
            self._sum(made, reading, day)
        self.finish(made)
        return made

    def _sum(self, into: Profile, reading: PostReading, day: float | None) -> None:
        into.posts += 1
        _add(into.words, _unit({word: self.words.get(word, self.most) for word in reading.words}, len(reading.words)))
        _add(into.matters, reading.matters)
        _add(into.hints, dict.fromkeys(reading.hints, 1.0))
        into.with_matter += bool(reading.matters)
        if reading.places:
            share = 1 / len(reading.places)
            _add(into.places, dict.fromkeys(reading.places, share))
        if reading.districts:
            into.with_district += 1
            _add(into.districts, dict.fromkeys(reading.districts, 1 / len(reading.districts)))
        _add(into.regencies, dict.fromkeys(reading.regencies, 1.0))
        _add(into.claims, dict.fromkeys(reading.claims, 1.0))
        if day is not None:
            into.first = day if into.first is None else min(into.first, day)
            into.last = day if into.last is None else max(into.last, day)

    def merged(self, one: Profile, other: Profile) -> Profile:
        """The profile of both."""
        made = Profile(posts=one.posts + other.posts, with_matter=one.with_matter + other.with_matter)
        made.with_district = one.with_district + other.with_district
        for name in ("words", "matters", "hints", "places", "districts", "regencies", "claims"):
            total = dict(getattr(one, name))
            _add(total, getattr(other, name))
            setattr(made, name, total)
        made.first = min((day for day in (one.first, other.first) if day is not None), default=None)
        made.last = max((day for day in (one.last, other.last) if day is not None), default=None)
        if len(made.words) > 8 * WORDS:
            made.words = dict(sorted(made.words.items(), key=lambda item: (-item[1], item[0]))[: 4 * WORDS])
        self.finish(made)
        return made

    def finish(self, profile: Profile) -> None:
        """Fill in the unit vectors that affinities are taken from."""
        profile.top = _unit(profile.words, WORDS)
        profile.where = _unit({key: n * self.places.get(key, self.most) for key, n in profile.places.items()}, WORDS)
        profile.kinds = _unit(profile.matters, WORDS)
        profile.areas = _shares(profile.districts)
        profile.main = min(profile.matters, key=lambda key: (-profile.matters[key], key), default="")
        profile.claimed = max(profile.claims.values(), default=0.0) >= profile.posts / 2


def terms_of(profile: Profile) -> Terms:
    """What is remembered of a profile: its heaviest words, then marked places, districts and matters."""
    kept = [(word, round(value, 4)) for word, value in list(profile.top.items())[:TERMS]]
    for mark, sums in (
        (_PLACE_MARK, profile.places),
        (_DISTRICT_MARK, profile.districts),
        (_MATTER_MARK, profile.matters),
    ):
        ranked = sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:6]
        kept += [(mark + key, round(value / profile.posts, 4)) for key, value in ranked]
    return tuple(kept)


def remembered(terms: Terms, posts: int, first: float, last: float, weights: Weights) -> Profile:
    """The profile of an issue whose posts are no longer at hand."""
    n = max(float(posts), 1.0)
    made = Profile(posts=n, first=first, last=last)
    for term, value in terms:
        if term.startswith(_DISTRICT_MARK):
            made.districts[term[len(_DISTRICT_MARK) :]] = value * n
        elif term.startswith(_PLACE_MARK):
            made.places[term[len(_PLACE_MARK) :]] = value * n
        elif term.startswith(_MATTER_MARK):
            made.matters[term[len(_MATTER_MARK) :]] = value * n
        else:
            made.words[term] = value * n
    made.with_matter = min(sum(made.matters.values()), n)
    made.with_district = min(sum(made.districts.values()), n)
    weights.finish(made)
    return made


def keywords_in(terms: Terms) -> list[str]:
    """The words among remembered terms, heaviest first."""
    return [term for term, _ in terms if term[0] not in (_PLACE_MARK, _MATTER_MARK)]


@dataclass(frozen=True, slots=True)
class Affinity:
    """How strongly two profiles speak for one issue.

    Args:
        total: the sum; words alone reach 1.
        words: cosine of the words.
        matter: share of the matters in common (0 where it may not count).
        place: likeness of the places; `elsewhere` True when they are known to lie apart.
        claim: True for a fact-check in common.
        local: both are known to lie in one regency or city.
    """

    total: float
    words: float
    matter: float
    place: float
    elsewhere: bool
    claim: bool
    local: bool


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Sum of products over common keys."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(value * large[key] for key, value in small.items() if key in large)


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values()) or 1.0
    return {key: value / total for key, value in counts.items()}


def affinity(one: Profile, other: Profile, *, local: bool) -> Affinity:
    """Weigh the reasons.

    Args:
        one: a profile.
        other: another; the order does not matter.
        local: the office is one regency's or city's, so that all posts lie in it.
    """
    near = local or not one.regencies.keys().isdisjoint(other.regencies)
    words = dot(one.top, other.top)
    total = words
    matter = 0.0
    bound = _bound(one, other)
    if near and one.matters and other.matters:
        matter = dot(one.kinds, other.kinds)
        sure = min(one.with_matter / one.posts, 1.0) * min(other.with_matter / other.posts, 1.0)
        worth = MATTER if bound else MATTER + NETWORK * min(1.0, words / _SOME_WORDS)
        total += sure * (worth * matter - OTHER_MATTER * max(0.0, 1 - matter / _LITTLE))
    elif near:
        total += HINT * max(_hinted(one, other), _hinted(other, one))
    place, elsewhere = _place(one, other)
    total += place * PLACE
    if bound:
        total -= (SAME_ELSEWHERE if matter else ELSEWHERE) * elsewhere + OTHER_SPOT * (
            not elsewhere and not place and bool(one.where) and bool(other.where)
        )
    if not near and one.regencies and other.regencies:
        total -= OTHER_REGENCY
    claim = bool(one.claims and other.claims) and any(
        n >= _MANY * one.posts and other.claims.get(key, 0) >= _MANY * other.posts for key, n in one.claims.items()
    )
    total += (
        CLAIM * claim
        - OTHER_CLAIM * (_claims(one, other) or _claims(other, one))
        - SILENCE * max(0.0, gap_days(one, other) - FREE_DAYS)
    )
    return Affinity(total, words, matter, place, elsewhere, claim, near)


def _hinted(one: Profile, other: Profile) -> float:
    """How much of the other's matter a profile without any hints at."""
    if one.matters or not one.hints or not other.matters:
        return 0.0
    return max(n / one.posts * other.matters.get(key, 0.0) / other.posts for key, n in one.hints.items())


def _claims(one: Profile, other: Profile) -> bool:
    """Is one mostly a claim that fact-checkers know, and the other a matter of several posts that never speaks of it?"""
    return one.claimed and other.posts >= _SEVERAL and not other.claims


def _place(one: Profile, other: Profile) -> tuple[float, bool]:
    """(likeness of the places, whether they are known to lie apart)."""
    fine = dot(one.where, other.where)
    if not one.districts or not other.districts:
        return fine, False
    shared = sum(min(value, other.areas[key]) for key, value in one.areas.items() if key in other.areas)
    likeness = max(fine, DISTRICT / PLACE * min(1.0, 2 * shared))
    known = min(one.with_district / one.posts, other.with_district / other.posts)
    return likeness, shared < _APART and fine < _APART and known > _APART


def _bound(one: Profile, other: Profile) -> bool:
    """Is a matter of either bound to its place? Unknown matters are, unless the other one is of a network."""
    table = matters()
    kinds = [table[key].bound for key in (one.main, other.main) if key in table]
    return not kinds or any(kind != "network" for kind in kinds)


def gap_days(one: Profile, other: Profile) -> float:
    """Days of silence between two profiles; 0 when they overlap or a date is unknown."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return 0.0
    return max(0.0, one.first - other.last, other.first - one.last)


def day_number(moment: datetime | None) -> float | None:
    """Days since the epoch."""
    return None if moment is None else moment.timestamp() / 86_400
