"""Grouping of a large stream that goes on: a week in one go, then hour by hour without looking at the week again.

The index keeps every distinct text as hashed counts and a unit vector, its story, and each story's issue. What is added
is compared with the texts of its time windows:

1. *Copies*: new posts and the nearest known texts are told apart by the words as ever (`analysis.copies.finding`).
2. *Stories*: the new texts and their nearest known ones are looked at twice (`analysis.stories.finding`) with the word
   frequencies of the whole. A group with texts of a known story of four and more goes into it; known texts never change
   from one such story to another, lone ones may join.
3. *Issues*: a story that has become real continues the issue with the nearest centroid, or opens one. What
   everybody speaks of is one issue, lone posts included (`analysis.issues.subjects`).

No id is given twice. Only stories of fewer than four texts are merged, when they turn out to be parts of another; an
issue that held nothing else goes with them. Issues join by words alone, without officers' decisions: for an office's
own days `analysis.issues.linking.link_issues` is the one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.copies.finding import copy_columns
from analysis.emergence.voices import voice_keys
from analysis.issues.merging import LONGEST_SILENCE
from analysis.issues.subjects import mostly_of, subjects, with_subjects
from analysis.issues.wide import NONE, SAME, alike_stories, link_stories, real_stories
from analysis.stories.centroids import CENTROID_TERMS, group_sums, heaviest, merge_pairs
from analysis.stories.communities import dense
from analysis.stories.features import (
    BUCKET_BITS,
    Weighted,
    bucket_counts,
    hash_terms,
    lead_texts,
    tfidf,
    used_buckets,
    weigh,
)
from analysis.stories.finding import NEWS_WINDOW, SECOND, canonical_order, look_twice
from analysis.stories.kinds import ARTICLE, POST, kinds_of
from analysis.stories.neighbours import NEIGHBOURS, nearest_known
from analysis.stories.words import own_words
from kentongan.core.ids import content_id

CLOSEST = 6
"""Known texts per new one that are looked at beside it."""
LEAST_NEAR = 0.20
LEAST_CONTEXT = 3_000
"""Known texts that are looked at beside new ones at least."""
MAY_BE_COPY = 0.5
"""Cosine of a new post and a known text from which their words are compared."""
COLUMNS = ["id", "title", "text", "source", "kind", "author", "published_at"]

Ints = npt.NDArray[np.int64]


class GroupingIndex:
    """Copies, stories and issues of a large stream (see the module); some thousand posts are better grouped anew.

    Args:
        posts: the frame of posts to begin with, at least `COLUMNS`; undated posts count as of its last moment.
    """

    def __init__(self, posts: pd.DataFrame) -> None:
        posts = _ordered(posts)
        copies = copy_columns(posts)
        stands = np.flatnonzero(copies["representative"].to_numpy(dtype=bool)).astype(np.int64)
        group = copies["copy_group"].to_numpy(dtype=object)
        self._posts = posts
        self._text_row = stands
        self._copy_names: list[str] = group[stands].tolist()
        self._text_of: Ints = pd.Index(group[stands]).get_indexer(group).astype(np.int64)
        texts = posts.iloc[stands]
        self._seconds = _seconds(texts)
        terms = hash_terms(lead_texts(texts))
        buckets = used_buckets(terms)
        weighted = tfidf(terms)
        del terms
        self._story, _ = look_twice(weighted, texts)
        self._counts, self._rows = (_widened(matrix, buckets) for matrix in (weighted.counts, weighted.rows))
        self._kinds, self._number_of_texts = weighted.kinds, weighted.texts
        self._df = np.zeros((2, 1 << BUCKET_BITS))
        self._df[:, buckets] = weighted.df
        number = int(self._story.max(initial=-1)) + 1
        self._story_names = self._ids("s", self._story, 0, number)
        real = real_stories(self._story[self._text_of], voice_keys(posts), number)
        issue = link_stories(weighted.rows, self._story, self._seconds, real)
        self._issue = with_subjects(issue, self._story, subjects(self._counts, self._seconds, self._kinds == POST))
        issues = int(self._issue.max(initial=NONE)) + 1
        self._issue_names = self._ids("i", self._issue[self._story], 0, issues)
        self._issue_sums = self._sums(self._issue[self._story], 0, issues)
        self._issue_last = self._last_moments(issues)

    def columns(self) -> pd.DataFrame:
        """`id`, `copy_group`, `representative`, `story` and `issue` ("" for none) of all posts, oldest batch first."""
        return self._columns(slice(0, len(self._posts)))

    def add(self, posts: pd.DataFrame) -> pd.DataFrame:
        """Take in posts that are not known yet.

        Args:
            posts: as at the beginning; posts whose id is known are left out.

        Returns:
            The columns of `columns` for the posts taken in, in canonical order. Known lone posts may have joined the
            story of a new one: `columns` tells.
        """
        posts = _ordered(posts[~posts["id"].isin(self._posts["id"])], now=int(self._seconds.max(initial=0)))
        begin = len(self._posts)
        if posts.empty:
            return self._columns(slice(begin, begin))
        counts = bucket_counts(hash_terms(lead_texts(posts)))
        seconds = _seconds(posts)
        window = np.flatnonzero(self._seconds >= seconds.min() - NEWS_WINDOW)
        rows, buckets = self._weighed(counts, kinds_of(counts))
        rows = _widened(rows.rows, buckets)
        new, known, cosine = nearest_known(rows, self._rows[window], NEIGHBOURS)
        known = window[known]
        text_of, fresh = self._copies(posts, known[cosine >= MAY_BE_COPY])
        self._posts = pd.concat([self._posts, posts], ignore_index=True)
        self._text_of = np.concatenate([self._text_of, text_of])
        self._text_row = np.concatenate([self._text_row, begin + fresh])
        self._seconds = np.concatenate([self._seconds, seconds[fresh]])
        self._append(counts[fresh], rows[fresh])
        place = np.cumsum(np.diff(new, prepend=-1) != 0)
        rank = np.arange(len(new)) - np.flatnonzero(np.diff(new, prepend=-1))[place - 1] if len(new) else new
        close = np.isin(new, fresh) & (rank < CLOSEST) & (cosine >= LEAST_NEAR)
        if len(fresh):
            self._tell(np.unique(known[close]), len(fresh))
        self._listen()
        self._continue(np.unique(self._story[text_of]))
        return self._columns(slice(begin, len(self._posts)))

    # 1 -----------------------------------------------------------------------------------------------------------
    def _copies(self, posts: pd.DataFrame, near: Ints) -> tuple[Ints, Ints]:
        """The text of each new post, and which new posts are texts of their own."""
        near = np.unique(near)
        both = pd.concat([self._posts.iloc[self._text_row[near]], posts], ignore_index=True)
        found = copy_columns(both)
        group, names = pd.factorize(found["copy_group"])
        text = np.full(len(names), NONE, dtype=np.int64)
        # the earliest known text of a group stands for it, whatever came late
        text[group[: len(near)][::-1]] = near[::-1]
        own = group[len(near) :]
        first = np.unique(own, return_index=True)[1]
        fresh = np.sort(first[text[own[first]] == NONE])
        text[own[fresh]] = len(self._text_row) + np.arange(len(fresh))
        self._copy_names += [content_id("c", post) for post in posts["id"].to_numpy(dtype=object)[fresh]]
        return text[own], fresh

    def _append(self, counts: Any, rows: Any) -> None:
        """New texts at the end, and what they change of the frequencies of words."""
        from scipy.sparse import vstack

        kinds = kinds_of(counts)
        for kind in (POST, ARTICLE):
            same = counts[np.flatnonzero(kinds == kind)]
            self._df[kind] += np.bincount(same.indices, minlength=counts.shape[1])
            self._number_of_texts[kind] += same.shape[0]
        self._counts, self._rows = vstack([self._counts, counts], "csr"), vstack([self._rows, rows], "csr")
        self._kinds = np.concatenate([self._kinds, kinds])

    # 2 -----------------------------------------------------------------------------------------------------------
    def _tell(self, known: Ints, many: int) -> None:
        """Stories of the last `many` texts, looked at beside their nearest known ones."""
        total = len(self._text_row)
        # a handful of texts says nothing of what is common: the latest ones come along
        latest = np.argsort(self._seconds[: total - many], kind="stable")[max(0, total - many - LEAST_CONTEXT) :]
        known = np.union1d(known, latest) if len(known) < LEAST_CONTEXT else known
        chosen = np.concatenate([known, np.arange(total - many, total)])
        frame = self._posts.iloc[self._text_row[chosen]].reset_index(drop=True)
        order = canonical_order(frame)
        chosen, frame = chosen[order], frame.iloc[order]
        weighted, _ = self._weighed(self._counts[chosen], self._kinds[chosen])
        recent = self._kinds[self._seconds >= self._seconds[total - many :].min() - NEWS_WINDOW]
        unseen = np.bincount(recent, minlength=2) - np.bincount(weighted.kinds, minlength=2)
        labels = look_twice(weighted, frame, np.maximum(unseen, 0))[0]
        labels = self._without_chatter(weighted, labels, chosen)
        story = np.concatenate([self._story, np.full(many, NONE, dtype=np.int64)])
        before = len(self._story_names)
        assigned, into = continued(labels, story[chosen], np.bincount(self._story, minlength=before), SECOND.gate)
        story[chosen] = np.where(story[chosen] == NONE, assigned, story[chosen])
        self._story = into[story]
        self._story_names += self._ids("s", self._story, before, len(into))
        self._issue = np.concatenate([self._issue, np.full(len(into) - before, NONE, dtype=np.int64)])

    def _without_chatter(self, weighted: Weighted, labels: Ints, chosen: Ints) -> Ints:
        """Groups without a large known story and without words of their own among all texts fall apart."""
        size = np.bincount(self._story, minlength=1)
        known = chosen < len(self._story)
        settled = np.zeros(len(labels), dtype=bool)
        settled[known] = size[self._story[chosen[known]]] >= SECOND.gate
        with_story = np.bincount(labels, weights=settled) > 0
        weak = (own_words(weighted.counts, labels, weighted.df.max(axis=0)) < SECOND.own_words) & ~with_story
        return dense(np.where(weak[labels], labels.max() + 1 + np.arange(len(labels)), labels))

    # 3 -----------------------------------------------------------------------------------------------------------
    def _continue(self, stories: Ints) -> None:
        """Those of the stories that have become real continue an issue or open one."""
        waiting = stories[self._issue[stories] == NONE]
        place = np.full(len(self._issue), NONE, dtype=np.int64)
        place[waiting] = np.arange(len(waiting))
        of_post = place[self._story[self._text_of]]
        told = np.flatnonzero(of_post != NONE)
        real = real_stories(of_post[told], voice_keys(self._posts.iloc[told]), len(waiting))
        waiting = waiting[real]
        if not len(waiting):
            return
        place[:] = NONE
        place[waiting] = np.arange(len(waiting))
        sums = self._sums(place[self._story], 0, len(waiting))
        first = np.full(len(waiting), np.iinfo(np.int64).max)
        mine = np.flatnonzero(place[self._story] != NONE)
        np.minimum.at(first, place[self._story[mine]], self._seconds[mine])
        one, other = alike_stories(sums, self._issue_sums)
        near = first[one] - self._issue_last[other] <= LONGEST_SILENCE * 86_400
        one, other = one[near], other[near]
        best = np.unique(one, return_index=True)[1]
        self._issue[waiting[one[best]]] = other[best]
        rest = np.setdiff1d(np.arange(len(waiting)), one)
        if len(rest):
            begin = len(self._issue_names)
            waiting_sums = sums[rest]
            own = alike_stories(waiting_sums, waiting_sums)
            apart = own[0] < own[1]
            into = merge_pairs(waiting_sums, own[0][apart], own[1][apart], SAME)
            self._issue[waiting[rest]] = begin + np.unique(into, return_inverse=True)[1]
            self._open(begin)
        self._issue_last = self._last_moments(len(self._issue_names))

    def _listen(self) -> None:
        """Stories without an issue join that of what everybody speaks of: the largest that is mostly of it, else a new one."""
        subject = subjects(self._counts, self._seconds, self._kinds == POST)
        begin = len(self._issue_names)
        issue = self._issue[self._story]
        told = issue != NONE
        mostly = mostly_of(issue[told], subject[told], begin)
        by_size = np.argsort(np.bincount(issue[told], minlength=begin), kind="stable")
        by_size = by_size[mostly[by_size] != NONE]
        home = np.full(int(subject.max(initial=NONE)) + 2, NONE, dtype=np.int64)  # `NONE` is the last
        home[mostly[by_size]] = by_size
        joins = np.where(self._issue == NONE, mostly_of(self._story, subject, len(self._issue)), NONE)
        new = np.setdiff1d(joins, np.append(np.flatnonzero(home != NONE), NONE))
        home[new] = begin + np.arange(len(new))
        self._issue = np.where(joins == NONE, self._issue, home[joins])
        self._open(begin)

    def _open(self, begin: int) -> None:
        """Ids and sums of the issues from `begin` on."""
        from scipy.sparse import vstack

        number = int(self._issue.max(initial=NONE)) + 1
        if number > begin:
            self._issue_names += self._ids("i", self._issue[self._story], begin, number)
            self._issue_sums = vstack([self._issue_sums, self._sums(self._issue[self._story], begin, number)], "csr")
        self._issue_last = self._last_moments(len(self._issue_names))

    # small steps -------------------------------------------------------------------------------------------------
    def _weighed(self, counts: Any, kinds: Ints) -> tuple[Weighted, Ints]:
        """Texts by the frequencies of the whole, with the columns they use only; and the buckets of these."""
        from scipy.sparse import csr_matrix

        buckets, columns = np.unique(counts.indices, return_inverse=True)
        shape = (counts.shape[0], len(buckets))
        packed = csr_matrix((counts.data, columns.astype(np.int32), counts.indptr), shape=shape)
        return weigh(packed, kinds, self._df[:, buckets], self._number_of_texts, buckets), buckets

    def _sums(self, of_text: Ints, begin: int, end: int) -> Any:
        """Sums of the texts of the groups from `begin` to `end`, cut to what their centroids keep."""
        wanted = np.flatnonzero((of_text >= begin) & (of_text < end))
        sums = group_sums(self._rows[wanted], of_text[wanted] - begin, np.ones(end - begin, dtype=bool))
        return heaviest(sums, CENTROID_TERMS)

    def _ids(self, kind: str, of_text: Ints, begin: int, end: int) -> list[str]:
        """Ids of the groups from `begin` to `end` by their earliest text."""
        mine = np.flatnonzero((of_text >= begin) & (of_text < end))
        mine = mine[np.lexsort((self._text_row[mine], self._seconds[mine]))]
        first = mine[np.unique(of_text[mine], return_index=True)[1]]
        names = self._posts["id"].to_numpy(dtype=object)[self._text_row[first]]
        return [content_id(kind, name) for name in names]

    def _last_moments(self, issues: int) -> Ints:
        last = np.full(issues, np.iinfo(np.int64).min)
        issue = self._issue[self._story]
        told = np.flatnonzero(issue != NONE)
        np.maximum.at(last, issue[told], self._seconds[told])
        return last

    def _columns(self, rows: slice) -> pd.DataFrame:
        text = self._text_of[rows]
        story = self._story[text]
        issues = np.array([*self._issue_names, ""], dtype=object)
        row = np.arange(rows.start, rows.stop)
        return pd.DataFrame(
            {
                "id": self._posts["id"].to_numpy(dtype=object)[rows],
                "copy_group": np.array(self._copy_names, dtype=object)[text],
                "representative": self._text_row[text] == row,
                "story": np.array(self._story_names, dtype=object)[story],
                "issue": issues[self._issue[story]],
            }
        )


def continued(labels: Ints, story: Ints, size: Ints, gate: int) -> tuple[Ints, Ints]:
    """How groups of known and new texts continue the known stories.

    Args:
        labels: the group of each text.
        story: its known story, `NONE` for a new text.
        size: texts of every known story.
        gate: stories of so many stay what they are.

    Returns:
        A story for each text (that of its group; numbers from `len(size)` on are new), and what every story, known or
        new, has become: small ones go into a large one of their group, else into the oldest small one.
    """
    number, groups = len(size), int(labels.max(initial=-1)) + 1
    known = np.append(size, 0)[story]  # `NONE` is the last
    large = (story != NONE) & (known >= gate)
    home = np.full(groups, NONE, dtype=np.int64)
    small = (story != NONE) & ~large
    oldest = np.full(groups, number, dtype=np.int64)
    np.minimum.at(oldest, labels[small], story[small])
    home[oldest < number] = oldest[oldest < number]
    votes, count = np.unique(labels[large] * number + story[large], return_counts=True)
    order = np.lexsort((-votes, count))
    home[votes[order] // number] = votes[order] % number
    new = np.flatnonzero(home == NONE)
    home[new] = number + np.arange(len(new))
    into = np.arange(number + len(new), dtype=np.int64)
    into[story[small]] = home[labels[small]]
    while not np.array_equal(into[into], into):
        into = into[into]
    return home[labels], into


def _ordered(posts: pd.DataFrame, now: int = 0) -> pd.DataFrame:
    """The columns that grouping reads, in canonical order; undated posts count as of the last moment."""
    posts = posts[COLUMNS].reset_index(drop=True)
    last = posts["published_at"].max()
    if pd.isna(last):
        last = pd.Timestamp(now, unit="s", tz="UTC")
    moments = pd.to_datetime(posts["published_at"], utc=True).astype("datetime64[us, UTC]")
    posts = posts.assign(published_at=moments.fillna(last))
    return posts.iloc[canonical_order(posts)].reset_index(drop=True)


def _seconds(posts: pd.DataFrame) -> Ints:
    return np.asarray(posts["published_at"].dt.as_unit("s").astype("int64"), dtype=np.int64)


def _widened(matrix: Any, buckets: npt.NDArray[Any]) -> Any:
    """The matrix with a column for every bucket."""
    from scipy.sparse import csr_matrix

    columns = buckets.astype(np.int32)[matrix.indices]
    return csr_matrix((matrix.data, columns, matrix.indptr), shape=(matrix.shape[0], 1 << BUCKET_BITS))
