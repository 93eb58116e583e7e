"""Words that stand in many posts, each kept as a truth value a post: what costs the text index most is asked of it once.

The index hands over every hit of a word, so that "di" costs a hundred milliseconds and "selokan" one. A word that stands in
more than `SHARE` of the posts is kept packed (an eighth of a byte a post). It stays true by the same `revision` as the labels:
only posts that changed since it was asked are asked again.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from kentongan.core.search_query import Either, Every, Node, Without
from kentongan.core.search_terms import Stem, Term, tokens
from kentongan.store.label_columns import Columns, Mask
from kentongan.store.text_search import rows_with

SHARE: Final = 0.02
"""Share of the posts from which a word is kept."""
_FEWEST: Final = 5_000  # hits; below, the index is as fast
_BYTES: Final = 64_000_000  # of all masks together
_RENEWED: Final = 20_000  # posts between the first and the last that changed; beyond, a word is asked anew
Key = tuple[tuple[str, ...], bool, bool, bool]


@dataclass(frozen=True, slots=True)
class _Held:
    """A word's posts as bits, as they were at a revision of the labels."""

    bits: NDArray[np.uint8]
    revision: int


def frequent(texts: Iterable[str], share: float = SHARE) -> list[Term]:
    """The words that stand in more than this share of the texts, the most frequent first, as an officer would type them."""
    counts: Counter[str] = Counter()
    size = 0
    for size, text in enumerate(texts, 1):  # noqa: B007 - how many there were
        counts.update({token.word for token in tokens(text)})
    return [Term((word,), False, False, word) for word, count in counts.most_common() if count > share * size]


class FrequentWords:
    """Masks of frequent words; safe to share between threads."""

    def __init__(self) -> None:
        self._held: OrderedDict[Key, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def knows(self, node: Node, stem: Stem | None) -> bool:
        """Whether a frequent word stands anywhere in the query."""
        if isinstance(node, Term):
            return _key(node, stem) in self._held
        if isinstance(node, Without):
            return self.knows(node.part, stem)
        return isinstance(node, Either | Every) and any(self.knows(part, stem) for part in node.parts)

    def mask(self, connection: Connection, columns: Columns, term: Term, stem: Stem | None) -> Mask:
        """Whether a word stands in each post, for all posts; kept when it stands in many.

        Args:
            columns: read in the same transaction.
        """
        key = _key(term, stem)
        held = self._held.get(key)
        if held is not None and held.revision == columns.revision:
            return _unpacked(held, columns.size)
        mask = self._renewed(connection, columns, term, stem, held) if held else None
        if mask is None:
            mask = _asked(connection, columns, term, stem)
        hits = int(np.count_nonzero(mask))
        with self._lock:
            self._held.pop(key, None)
            if hits >= max(_FEWEST, SHARE * columns.size):
                self._held[key] = _Held(np.packbits(mask), columns.revision)
                while sum(one.bits.nbytes for one in self._held.values()) > _BYTES:
                    self._held.popitem(last=False)
        return mask

    def _renewed(
        self, connection: Connection, columns: Columns, term: Term, stem: Stem | None, held: _Held
    ) -> Mask | None:
        """The mask with the posts that changed asked again; None where that is no less work than all."""
        changed = columns.changed_since(held.revision)
        if changed is None:
            return None
        mask = _unpacked(held, columns.size)
        if len(changed):
            first, last = int(changed.min()), int(changed.max())
            if last - first > _RENEWED:
                return None
            mask[first : last + 1] = False
            found = rows_with(connection, term, stem, (first, last))
            mask[found[found < columns.size]] = True
        return mask


def _key(term: Term, stem: Stem | None) -> Key:
    """What a term means, however it was typed."""
    return term.words, term.exact, term.prefix, stem is not None


def _asked(connection: Connection, columns: Columns, term: Term, stem: Stem | None) -> Mask:
    mask = np.zeros(columns.size, dtype=bool)
    found = rows_with(connection, term, stem)
    mask[found[found < columns.size]] = True
    return mask


def _unpacked(held: _Held, size: int) -> Mask:
    """As truth values; posts that came later have none yet."""
    mask = np.zeros(size, dtype=bool)
    known = np.unpackbits(held.bits, count=min(size, 8 * len(held.bits)))
    mask[: len(known)] = known
    return mask
