"""Finding posts: words by the text index, labels by columns in memory, one truth value a post.

A query is a tree of "and", "or" and "not". Parts that hold words only are asked of the index as a whole; labels are looked
up in `label_columns`; what joins them is done on arrays of truth values, so that any mixture means what it says and costs
milliseconds at a million posts (`benchmarks/dashboard_load.py`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import reduce
from typing import Final

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from kentongan.core.posts import Post
from kentongan.core.search_query import Either, Every, Label, Node, Period, Without, wanted_terms
from kentongan.core.search_terms import Stem, Term
from kentongan.store.connections import Database
from kentongan.store.frequent_words import FrequentWords, frequent
from kentongan.store.label_columns import ColumnKeeper, Columns, Mask, Seqs
from kentongan.store.post_rows import COLUMNS, post_of
from kentongan.store.schema import posts
from kentongan.store.text_search import is_text, rows_with, scores

RANKED: Final = 5_000
"""Best matches are looked for among so many of the latest hits; older ones follow by date."""
LARGE: Final = 100_000
"""Posts from which frequent words are looked up ahead."""
_KEPT: Final = 200  # searches
_HELD: Final = 10_000_000  # hits of all of them together: 20 bytes each, 200 MB at most
_PORTION: Final = 500
_MERGED: Final = 500  # pages of the index of words that are joined at a time
Span = tuple[int, int]
Key = tuple[float, int, int]
"""Place of a post in an order: score, publication (microseconds), seq; lower keys come later."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that was found, and how many more of the hits carry its text."""

    post: Post
    copies: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many hits have each label; a post of several places counts at each. Days since 1970 in the office's zone."""

    tone: dict[str, int]
    kind: dict[str, int]
    source: dict[str, int]
    category: dict[str, int]
    place: dict[str, int]
    day: dict[int, int]


@dataclass(slots=True)
class Hits:
    """Everything that a query found at one moment.

    Args:
        seqs: the posts.
        folded: those of them that are shown: of posts with one text the original, or the newest where it is no hit.
        copies: how many more carry the text of each post of `folded`, which is sorted; None = none does.
    """

    columns: Columns
    seqs: Seqs
    folded: Seqs
    copies: NDArray[np.int32] | None
    scores: dict[int, float] | None = None
    _facets: dict[timedelta, Facets] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many posts were found, copies among them."""
        return len(self.seqs)

    def copies_of(self, seq: int) -> int:
        """How many more hits carry the text of a post that is shown; 0 for one that is folded away."""
        at = int(np.searchsorted(self.folded, seq))
        if self.copies is None or at == len(self.folded) or self.folded[at] != seq:
            return 0
        return int(self.copies[at])

    def facets(self, offset: timedelta) -> Facets:
        """Counts by label; `offset` is the office's distance from UTC, for the days."""
        if offset not in self._facets:
            count = self.columns.count
            self._facets[offset] = Facets(
                tone=count("tone", self.seqs),
                kind=count("kind", self.seqs),
                source=count("source", self.seqs),
                category=count("category", self.seqs),
                place=count("places", self.seqs),
                day=self.columns.days(self.seqs, offset),
            )
        return self._facets[offset]

    def page(self, limit: int, after: Key | None = None, *, fold: bool = True) -> list[Key]:
        """The keys of the next posts in order: best first when there are scores, else newest first.

        Args:
            after: key of the last post that was seen; None = from the beginning.
        """
        seqs = self.folded if fold else self.seqs
        published = self.columns.published[seqs]
        scored = np.zeros(len(seqs))
        if self.scores:
            scored = np.fromiter((self.scores.get(seq, 0.0) for seq in seqs.tolist()), dtype=float, count=len(seqs))
        if after is not None:
            score, moment, last = after
            later = (published < moment) | ((published == moment) & (seqs < last))
            if self.scores:
                later = (scored < score) | ((scored == score) & later)
            seqs, published, scored = seqs[later], published[later], scored[later]
        if not self.scores and len(seqs) > 4 * limit:
            # The newest few of many: everything that is as new as the last of them, then in order.
            bound = np.partition(published, len(published) - limit)[len(published) - limit]
            new = published >= bound
            seqs, published, scored = seqs[new], published[new], scored[new]
        order = np.lexsort((-seqs, -published, -scored))[:limit]
        return list(zip(scored[order].tolist(), published[order].tolist(), seqs[order].tolist(), strict=True))


class Finder:
    """Searches; keeps the labels of all posts in memory and what the last searches found."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keeper = ColumnKeeper()
        self._words = FrequentWords()
        self._found: OrderedDict[tuple[Node, int, bool], Hits] = OrderedDict()
        self._lock = threading.Lock()

    def warm(self, texts: Iterable[str] = (), stem: Stem | None = None) -> int:
        """Read ahead what the first searches would wait for; returns how many posts there are.

        Args:
            texts: of some posts; the words that stand in many of them are looked up, one after the other.
        """
        with self._database.reading() as connection:
            size = int(self._keeper.current(connection).present.sum())
        for term in frequent(texts) if size > LARGE else ():
            with self._database.reading() as connection:
                self._words.mask(connection, self._keeper.current(connection), term, stem)
        return size

    def tidy(self) -> None:
        """Some work on the indexes, little each time: parts of the index of words are joined, what the planner knows is
        renewed (SQLite: sqlite.org/fts5.html 6.9, sqlite.org/lang_analyze.html 3.1; PostgreSQL does so by itself).
        """
        if self._database.is_sqlite:
            with self._database.writing() as connection:
                connection.exec_driver_sql("PRAGMA analysis_limit = 400")
                connection.exec_driver_sql("PRAGMA optimize")
                connection.exec_driver_sql("INSERT INTO posts_fts(posts_fts, rank) VALUES ('merge', ?)", (_MERGED,))

    def hits(self, query: Node, *, stem: Stem | None = None, best_first: bool = False) -> Hits:
        """Everything that the query finds now.

        Args:
            query: a parsed query.
            stem: the function with which the posts were indexed; None = words are found as they are written only.
            best_first: also how well each fits, for `Hits.page`.
        """
        with self._database.reading() as connection:
            columns = self._keeper.current(connection)
            key = (query, columns.revision, best_first)
            with self._lock:
                if key in self._found:
                    self._found.move_to_end(key)
                    return self._found[key]
            asking = _Asking(connection, columns, self._words, stem)
            hits = _hits(columns, np.flatnonzero(asking.mask(query)))
            if best_first and hits.total:
                first = int(hits.seqs[-RANKED:][0])
                hits.scores = scores(connection, _told_apart(query), stem, first)
        with self._lock:
            self._found[key] = hits
            while len(self._found) > _KEPT or sum(held.total for held in self._found.values()) > _HELD:
                self._found.popitem(last=False)
        return hits

    def posts(self, hits: Hits, keys: list[Key]) -> list[Hit]:
        """The posts of a page, in its order."""
        wanted = [seq for _, _, seq in keys]
        found = self._by_seq(wanted)
        return [Hit(found[seq], hits.copies_of(seq)) for seq in wanted if seq in found]

    def every(self, hits: Hits, limit: int) -> Iterator[Post]:
        """At most `limit` of the posts one after the other, newest first, copies too; memory stays small."""
        order = np.lexsort((-hits.seqs, -hits.columns.published[hits.seqs]))[:limit]
        wanted = hits.seqs[order].tolist()
        for at in range(0, len(wanted), _PORTION):
            some = wanted[at : at + _PORTION]
            found = self._by_seq(some)
            yield from (found[seq] for seq in some if seq in found)

    def values(self, column: str) -> list[str]:
        """The distinct texts of a label: "source", "category", "places", "language", "issue_id" …."""
        with self._database.reading() as connection:
            return [value for value in self._keeper.current(connection).coded[column].values if value]

    def _by_seq(self, seqs: list[int]) -> dict[int, Post]:
        query = sa.select(*COLUMNS, posts.c.seq).where(posts.c.seq.in_(seqs))
        with self._database.reading() as connection:
            return {row[-1]: post_of(row) for row in connection.execute(query)}


@dataclass(frozen=True, slots=True)
class _Asking:
    """A query on its way: what all its parts are asked of."""

    connection: Connection
    columns: Columns
    words: FrequentWords
    stem: Stem | None

    def mask(self, node: Node, span: Span | None = None) -> Mask:
        """Whether each post is found, by seq; outside of `span`, the first and last seq that matter, anything may stand."""
        if isinstance(node, Label | Period):
            return self.columns.where(node)
        frequent = self.words.knows(node, self.stem)
        if isinstance(node, Term) and (frequent or span is None):
            return self.columns.present & self.words.mask(self.connection, self.columns, node, self.stem)
        if is_text(node) and not frequent:
            return self._with_words(node, span)
        if isinstance(node, Without):
            return self.columns.present & ~self.mask(node.part, span)
        if isinstance(node, Either):
            return reduce(np.logical_or, (self.mask(part, span) for part in self._gathered(node)))
        if not isinstance(node, Every):
            raise TypeError(node)
        return self._all_of(node, span)

    def _with_words(self, node: Node, span: Span | None) -> Mask:
        mask = np.zeros(self.columns.size, dtype=bool)
        seqs = rows_with(self.connection, node, self.stem, span)
        mask[seqs[seqs < self.columns.size]] = True
        return mask & self.columns.present

    def _all_of(self, node: Every, span: Span | None) -> Mask:
        """Labels first: they are cheap, and what they leave bounds the search for words (a week's posts stand together)."""
        mask, others = self.columns.present, []
        for part in self._gathered(node):
            if isinstance(part, Label | Period):
                mask = mask & self.columns.where(part)
            else:
                others.append(part)
        if len(others) < len(node.parts):
            left = np.flatnonzero(mask)
            if not len(left):
                return mask
            span = (int(left[0]), int(left[-1]))
        for part in others:
            mask = mask & self.mask(part, span)
        return mask

    def _gathered(self, node: Every | Either) -> list[Node]:
        """The parts, with those that the text index can answer together made one; frequent words stay by themselves."""
        words = [part for part in node.parts if is_text(part) and not self.words.knows(part, self.stem)]
        if isinstance(node, Every) and words:
            refused = [part for part in node.parts if isinstance(part, Without) and is_text(part.part)]
            words += [part for part in refused if not self.words.knows(part, self.stem)]
        if len(words) < 2:
            return list(node.parts)
        return [type(node)(tuple(words)), *(part for part in node.parts if part not in words)]


def _told_apart(node: Node) -> Node:
    """The part of a query by whose words its hits are ranked: what they all hold, or else any of its words."""
    if isinstance(node, Every) and not is_text(node):
        words = tuple(part for part in node.parts if is_text(part))
        return words[0] if len(words) == 1 else Every(words) if words else Either(tuple(wanted_terms(node)))
    return node if is_text(node) else Either(tuple(wanted_terms(node)))


def _hits(columns: Columns, seqs: Seqs) -> Hits:
    """Hits with copies folded."""
    original = columns.copy_of[seqs]
    is_copy = original >= 0
    if not is_copy.any():
        return Hits(columns, seqs, seqs, None)
    copies, originals = seqs[is_copy], original[is_copy]
    counts = np.bincount(originals, minlength=columns.size).astype(np.int32)
    found = np.zeros(columns.size, dtype=bool)
    found[seqs] = True
    shown, orphans = seqs[~is_copy], ~found[originals]
    if orphans.any():
        # Where the original is no hit, the newest of its copies stands for it.
        left, missing = copies[orphans], originals[orphans]
        order = np.lexsort((left, columns.published[left]))[::-1]
        groups, at = np.unique(missing[order], return_index=True)
        leaders = left[order][at]
        counts[leaders] = counts[groups] - 1
        shown = np.sort(np.concatenate([shown, leaders]), kind="stable")  # nearly in order already
    return Hits(columns, seqs, shown, counts[shown])
