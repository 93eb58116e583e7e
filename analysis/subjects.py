"""What everybody speaks of: words that fill a stream for some days and are rare in it otherwise.

Where half of all posts say "hurricane", the word tells no two of them apart; their stories have nothing in common beyond
it, and most posts stay alone. Yet it is the issue of these days. A *subject* is a group of words that stand together, each
in `LEAST_SHARE` of the posts of a run of days, and `TIMES_RARER` times as often as on the other days. Everyday words are
as common on all days, and those of an ordinary event fill no stream. Without other days nothing can be told.

Posts only: a long text names many things in passing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.issue_merging import LONGEST_SILENCE

LEAST_SHARE = 0.10
TIMES_RARER = 20.0
LEAST_TEXTS = 50
"""Texts that a day and a word must have to be counted."""
TOGETHER = 0.5
"""Share of the rarer of two words' texts that have the other one, too, where both are of one subject."""
OF_A_GROUP = 0.5
"""Share of a story's texts that must be of a subject."""
NONE = -1
_DAY = 86_400

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Subjects:
    """The words of all subjects.

    Args:
        terms: columns of the counts they were found in; shape (words,).
        subject: of each word.
        weight: of each word, the logarithm of how much rarer it is on other days.
        first, last: the first and last day on which each word is the subject's.
        number: of subjects.
    """

    terms: Ints
    subject: Ints
    weight: Floats
    first: Ints
    last: Ints
    number: int

    def of(self, counts: Any, seconds: Ints, posts: Flags, *, goes_on: float = 0.0) -> Ints:
        """The subject of every post, `NONE` for those without one of its words in its days (and so many days after)."""
        row, word = _entries(counts, self.terms)
        day = seconds[row] // _DAY
        stays = posts[row] & (day >= self.first[word]) & (day <= self.last[word] + goes_on)
        row, word = row[stays], word[stays]
        found = np.full(counts.shape[0], NONE, dtype=np.int64)
        pairs, place = np.unique(row * max(self.number, 1) + self.subject[word], return_inverse=True)
        reasons = np.bincount(place, weights=self.weight[word], minlength=len(pairs))
        order = np.argsort(reasons, kind="stable")  # the strongest of a text is written last
        found[pairs[order] // max(self.number, 1)] = pairs[order] % max(self.number, 1)
        return found


def find_subjects(counts: Any, seconds: Ints, posts: Flags) -> Subjects:
    """What everybody speaks of in a stream.

    Args:
        counts: terms of the texts, sparse rows (texts, terms).
        seconds: when each was published.
        posts: which of them are posts; the others are not read.
    """
    days, day = np.unique(seconds // _DAY, return_inverse=True)
    many = np.bincount(day[posts], minlength=len(days))
    counted = many[many >= LEAST_TEXTS]
    if len(counted) < 2:
        return Subjects(*_nothing(), 0)
    least = max(LEAST_TEXTS, LEAST_SHARE * counted.min())
    common = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]) >= least)
    row, word = _entries(counts, common)
    row, word = row[posts[row]], word[posts[row]]
    used = np.zeros((len(common), len(days)))
    np.add.at(used, (word, day[row]), 1)
    inside = _run(used / np.maximum(many, LEAST_TEXTS), days)
    times = _times_rarer(used, inside, many)
    risen = np.flatnonzero(times >= TIMES_RARER)
    if not len(risen):
        return Subjects(*_nothing(), 0)
    place = np.full(len(common), NONE, dtype=np.int64)
    place[risen] = np.arange(len(risen))
    stays = (place[word] != NONE) & inside[word, day[row]]
    subject, number = _together(row[stays], place[word[stays]], len(risen))
    inside = inside[risen]
    first, last = days[inside.argmax(axis=1)], days[len(days) - 1 - inside[:, ::-1].argmax(axis=1)]
    return Subjects(common[risen], subject, np.log(times[risen]), first, last, number)


def with_subjects(issue: Ints, story: Ints, subject: Ints) -> tuple[Ints, Ints]:
    """The issues of all stories once whatever is mostly of one subject is one issue; and the issue of each subject.

    A subject may have no issue: every story with posts about it may be about something else in the main.

    Args:
        issue: of each story, `NONE` for none.
        story: of each text.
        subject: of each text, `NONE` for none.
    """
    issues = int(issue.max(initial=NONE)) + 1
    unit = np.where(issue == NONE, issues + np.arange(len(issue)), issue)
    mostly = mostly_of(unit[story], subject, issues + len(issue))
    into = np.where(mostly[unit] == NONE, issue, issues + mostly[unit])
    kept, dense = np.unique(into[into != NONE], return_inverse=True)
    out = np.full(len(issue), NONE, dtype=np.int64)
    out[into != NONE] = dense
    of_subject = np.full(int(subject.max(initial=NONE)) + 1, NONE, dtype=np.int64)
    of_subject[kept[kept >= issues] - issues] = np.flatnonzero(kept >= issues)
    return out, of_subject


def mostly_of(group: Ints, subject: Ints, number: int) -> Ints:
    """The subject of at least `OF_A_GROUP` of the texts of each of `number` groups, `NONE` for most groups."""
    found = np.full(number, NONE, dtype=np.int64)
    has = subject != NONE
    wide = int(subject.max(initial=0)) + 1
    pairs, count = np.unique(group[has] * wide + subject[has], return_counts=True)
    enough = count >= OF_A_GROUP * np.bincount(group, minlength=number)[pairs // wide]
    pairs, count = pairs[enough], count[enough]
    order = np.argsort(count, kind="stable")
    found[pairs[order] // wide] = pairs[order] % wide
    return found


def _nothing() -> tuple[Ints, Ints, Floats, Ints, Ints]:
    none = np.zeros(0, dtype=np.int64)
    return none, none, np.zeros(0), none, none


def _entries(counts: Any, terms: Ints) -> tuple[Ints, Ints]:
    """Text and word (a place in `terms`) of every entry of these terms."""
    place = np.full(counts.shape[1], NONE, dtype=np.int32)
    place[terms] = np.arange(len(terms))
    word = place[counts.indices]
    at = np.flatnonzero(word != NONE)
    row = np.searchsorted(counts.indptr, at, side="right") - 1
    return row.astype(np.int64), word[at].astype(np.int64)


def _run(share: Floats, days: Ints) -> Flags:
    """The run of days around the peak of each word, up to where it is `TIMES_RARER` times rarer."""
    words = np.arange(len(share))
    peak = share.argmax(axis=1)
    high = share >= share.max(axis=1, keepdims=True) / TIMES_RARER
    inside: Flags = np.zeros(high.shape, dtype=bool)
    for step in (1, -1):
        at, going = peak.copy(), np.ones(len(share), dtype=bool)
        while going.any():
            inside[words[going], at[going]] = True
            after = np.clip(at + step, 0, len(days) - 1)
            going &= (after != at) & (np.abs(days[after] - days[at]) <= LONGEST_SILENCE) & high[words, after]
            at = after
    return inside


def _times_rarer(used: Floats, inside: Flags, many: Ints) -> Floats:
    """How many times a word's share inside its run is that of the other days; 0 where it cannot be told or is too small."""
    there, texts = (inside * used).sum(axis=1), inside @ many
    elsewhere, other_texts = (~inside * used).sum(axis=1), ~inside @ many
    share = there / np.maximum(texts, 1)
    told = (other_texts >= LEAST_TEXTS) & (there >= LEAST_TEXTS) & (share >= LEAST_SHARE)
    return np.where(told, share * np.maximum(other_texts, 1) / (elsewhere + 0.5), 0.0)


def _together(row: Ints, word: Ints, words: int) -> tuple[Ints, int]:
    """The subject of each word, by the texts in which they stand together; and how many subjects there are."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    told = csr_matrix((np.ones(len(row)), (row, word)), shape=(int(row.max(initial=-1)) + 1, words))
    both = (told.T @ told).toarray()
    own = np.diag(both)
    number, subject = connected_components(both >= TOGETHER * np.minimum(own[:, None], own[None, :]), directed=False)
    return subject.astype(np.int64), int(number)
