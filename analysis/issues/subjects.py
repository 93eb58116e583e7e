"""What everybody speaks of: words that fill a stream for some days and are rare in it otherwise.

Where half of all posts say "hurricane", the word tells no two of them apart; their stories have nothing in common beyond
it, and most posts stay alone. Yet it is the issue of these days. A *subject* is a group of words that stand together, each
in `LEAST_SHARE` of the posts of a run of days, and `TIMES_RARER` times as often as on the other days. Everyday words are
as common on all days, and those of an ordinary event fill no stream. Without other days nothing can be told.

Posts only: a long text names many things in passing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.issues.merging import LONGEST_SILENCE

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


def subjects(counts: Any, seconds: Ints, posts: Flags) -> Ints:
    """What each post is about that everybody speaks of: 0 … k-1, `NONE` for most posts and for all other texts.

    Args:
        counts: terms of the texts, sparse rows (texts, terms).
        seconds: when each was published.
        posts: which of them are posts; the others are not read.
    """
    found = np.full(counts.shape[0], NONE, dtype=np.int64)
    days, day = np.unique(seconds // _DAY, return_inverse=True)
    many = np.bincount(day[posts], minlength=len(days))
    counted = many[many >= LEAST_TEXTS]
    if len(counted) < 2:
        return found
    least = max(LEAST_TEXTS, LEAST_SHARE * counted.min())
    common = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]) >= least)
    row, word = _entries(counts, common)
    row, word = row[posts[row]], word[posts[row]]
    used = np.zeros((len(common), len(days)))
    np.add.at(used, (word, day[row]), 1)
    inside = _run(used / np.maximum(many, LEAST_TEXTS), days)
    times = _times_rarer(used, inside, many)
    stays = (times[word] >= TIMES_RARER) & inside[word, day[row]]
    row, risen = row[stays], np.unique(word[stays], return_inverse=True)
    subject = _together(row, risen[1], len(risen[0]))
    wide = int(subject.max(initial=0)) + 1
    reasons, place = np.unique(row * wide + subject[risen[1]], return_inverse=True)
    weight = np.bincount(place, weights=np.log(times[risen[0]])[risen[1]], minlength=len(reasons))
    reasons = reasons[np.argsort(weight, kind="stable")]  # the strongest of a post is written last
    found[reasons // wide] = reasons % wide
    return found


def with_subjects(issue: Ints, story: Ints, subject: Ints) -> Ints:
    """The issues of all stories once whatever is mostly of one subject is one issue.

    Args:
        issue: of each story, `NONE` for none.
        story: of each text.
        subject: of each text, `NONE` for none.
    """
    issues = int(issue.max(initial=NONE)) + 1
    unit = np.where(issue == NONE, issues + np.arange(len(issue)), issue)
    mostly = mostly_of(unit[story], subject, issues + len(issue))
    into = np.where(mostly[unit] == NONE, issue, issues + mostly[unit])
    out = np.full(len(issue), NONE, dtype=np.int64)
    out[into != NONE] = np.unique(into[into != NONE], return_inverse=True)[1]
    return out


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


def _together(row: Ints, word: Ints, words: int) -> Ints:
    """The subject of each word, by the texts in which they stand together."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    told = csr_matrix((np.ones(len(row)), (row, word)), shape=(int(row.max(initial=-1)) + 1, words))
    both = (told.T @ told).toarray()
    own = np.diag(both)
    near = both >= TOGETHER * np.minimum(own[:, None], own[None, :])
    subject: Ints = connected_components(near, directed=False)[1].astype(np.int64)
    return subject
