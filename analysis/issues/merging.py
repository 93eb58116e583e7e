"""Which parts (stories, lone posts, known issues) belong to one issue: the closest pair joins first, again and again.

Agglomeration by the affinity of the merged profiles: after every step the new profile is compared anew with the
neighbours of both, so that a chain of likenesses does not lead from one matter to another. Only neighbours in the
sparse space of words, matters and places are ever compared; the answer does not depend on the order of the parts.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.issues.profiles import MATTER, PLACE, Affinity, Profile, Weights, affinity, gap_days

NEIGHBOURS = 20
KEPT = 32
"""Neighbours a merged part keeps; one that falls off is met again when lone posts are attached."""
LEAST_NEAR = 0.20
SAME = 0.42
"""Affinity from which two parts are one issue."""
WORDS_ONLY = 0.34
"""The same where no matter and place may be weighed (docs/algorithms.md)."""
BECOME_ONE = 0.62
"""Affinity from which two issues that people have already seen become one."""
HOPELESS = 0.15
"""Parts less alike are not compared again: words of a matter that has nothing in common don't come to be alike."""
REAL = 3
LONGEST_SILENCE = 14.0


@dataclass(slots=True)
class Part:
    """What may join: its profile, its posts, the known issue it is ("" for a new part), and what it grew from."""

    key: str
    profile: Profile
    posts: tuple[str, ...]
    issue: str = ""
    grown: list[tuple[str, Affinity]] = field(default_factory=list)


Allowed = Callable[[Part, Part], bool]


def wanted(one: Part, other: Part, found: Affinity, *, established: float = BECOME_ONE) -> float:
    """The affinity that these two must reach."""
    if one.issue and other.issue:
        return established
    return SAME if found.local else WORDS_ONLY


def agglomerate(
    parts: Sequence[Part], weights: Weights, *, local: bool, allowed: Allowed, afresh: bool = True
) -> list[Part]:
    """The parts after every pair that belongs together has joined.

    Args:
        parts: in canonical order, keys distinct.
        weights: the words' and places' weights.
        local: see `affinity`.
        allowed: may these two ever be one (an officer's decisions)?
        afresh: False when only pairs with a known issue need a look, because the others have had theirs.
    """
    work = _Joining(parts, weights, local=local, allowed=allowed)
    near = neighbours(parts)
    for left in sorted(near):
        for right in sorted(near[left]):
            if left < right and (afresh or parts[left].issue or parts[right].issue):
                work.compare(left, right)
    return work.finished()


class _Joining:
    """The parts alive, their neighbours, and the pairs that may join, closest first."""

    def __init__(self, parts: Sequence[Part], weights: Weights, *, local: bool, allowed: Allowed) -> None:
        self._weights, self._local, self._allowed = weights, local, allowed
        self._alive: dict[int, Part] = dict(enumerate(parts))
        self._close: dict[int, dict[int, float]] = {number: {} for number in self._alive}
        self._heap: list[tuple[float, str, str, int, int]] = []

    def compare(self, left: int, right: int) -> None:
        """Weigh a pair; remember how alike they are, and whether they may join."""
        one, other = self._alive[left], self._alive[right]
        lone = max(one.profile.posts, other.profile.posts) < REAL
        silent = gap_days(one.profile, other.profile) > LONGEST_SILENCE
        if silent or (lone and not may_count(one, other, local=self._local)):
            return
        found = affinity(one.profile, other.profile, local=self._local)
        if found.total < HOPELESS:
            return
        self._close[left][right] = self._close[right][left] = found.total
        if found.total >= wanted(one, other, found) and self._allowed(one, other):
            first, second = sorted((one.key, other.key))
            heapq.heappush(self._heap, (-found.total, first, second, left, right))

    def finished(self) -> list[Part]:
        """Join the closest pair until none is left."""
        number = len(self._alive)
        while self._heap:
            _, _, _, left, right = heapq.heappop(self._heap)
            if left in self._alive and right in self._alive:
                self._join(left, right, number)
                number += 1
        return sorted(self._alive.values(), key=lambda part: part.key)

    def _join(self, left: int, right: int, number: int) -> None:
        keeps, joins = sorted((self._alive.pop(left), self._alive.pop(right)), key=_rank)
        found = affinity(keeps.profile, joins.profile, local=self._local)
        grown = [*keeps.grown, *joins.grown, (joins.issue or joins.key, found)]
        profile = self._weights.merged(keeps.profile, joins.profile)
        self._alive[number] = Part(keeps.key, profile, (*keeps.posts, *joins.posts), keeps.issue, grown)
        self._close[number] = {}
        for other in _closest(self._close.pop(left), self._close.pop(right), self._alive):
            self.compare(other, number)


def may_count(one: Part, other: Part, *, local: bool) -> bool:
    """May matters and places be weighed between these two? Lone posts join lone posts only then."""
    return local or not one.profile.regencies.keys().isdisjoint(other.profile.regencies)


def _closest(left: Mapping[int, float], right: Mapping[int, float], alive: Mapping[int, Part]) -> list[int]:
    """The neighbours of either that were most alike when last compared."""
    both = {other: max(value, right.get(other, 0.0)) for other, value in left.items() if other in alive}
    both.update({other: value for other, value in right.items() if other in alive and other not in both})
    if len(both) > KEPT:
        both = dict(sorted(both.items(), key=lambda item: (-item[1], alive[item[0]].key))[:KEPT])
    return sorted(both, key=lambda other: alive[other].key)


def _rank(part: Part) -> tuple[bool, float, str]:
    """Known issues keep their id before new parts, larger before smaller."""
    return (not part.issue, -part.profile.posts, part.key)


def neighbours(parts: Sequence[Part]) -> dict[int, set[int]]:
    """For each part the parts near it in words, matters and places (either way)."""
    from scipy.sparse import csr_matrix
    from sparse_dot_topn import sp_matmul_topn

    near: dict[int, set[int]] = {number: set() for number in range(len(parts))}
    columns: dict[str, int] = {}
    rows, cols, values = [], [], []
    for number, part in enumerate(parts):
        for column, value in _space(part.profile):
            rows.append(number)
            cols.append(columns.setdefault(column, len(columns)))
            values.append(value)
    if not values:
        return near
    matrix = csr_matrix((np.array(values, np.float32), (rows, cols)), shape=(len(parts), len(columns)))
    best = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=NEIGHBOURS + 1, threshold=LEAST_NEAR, sort=True)
    for number in range(len(parts)):
        for other in best.indices[best.indptr[number] : best.indptr[number + 1]].tolist():
            if other != number:
                near[number].add(other)
                near[other].add(number)
    return near


def _space(profile: Profile) -> list[tuple[str, float]]:
    """The profile as one sparse vector whose dot products come near the affinities."""
    found = [("w" + word, value) for word, value in profile.top.items()]
    total = sum(profile.matters.values()) or 1.0
    found += [("m" + key, MATTER**0.5 * value / total) for key, value in profile.matters.items()]
    found += [("p" + key, PLACE**0.5 * value) for key, value in profile.where.items()]
    found += [("c" + key, 0.5) for key in profile.claims]
    return found
