"""The learnt part of the categories: what the lists of the general profile miss in a short post or a headline.

No list knows every way of speaking of a matter. A multinomial logistic regression weighs the words of a post, and the letters within
them (a word nobody listed is known by its parts), beside what the lists found, so that it overrules them only where words speak
against them. It learnt from short posts (``training/train_category.py``): longer texts, and texts of a few words, are left to the lists,
and so is every post in which a word stands that the office itself added or took away (:mod:`analysis.categories.reading`).

A word's weights are worked out once and remembered; a post is the sum of its words' over the root of their number.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.learning.files import load_model
from analysis.learning.linear import Float, row_by_row, softmax

MODEL: Final = "category"
#: The profile whose codes were learnt.
PROFILE: Final = "pemda"
#: Longer texts are not like what it learnt from; in shorter ones there is nothing to weigh.
LONGEST: Final = 600
LEAST_WORDS: Final = 4
#: Letters of the parts of a word, its ends marked.
_RUNS: Final = (3, 4, 5)
#: The model's share of its answer above that of the lists' answer: where the lists find nothing, where they find another category,
#: and where it would take one away, for a matter unseen costs more than one too many; on writers it had not learnt from.
_MARGIN_NEW, _MARGIN_OTHER, _MARGIN_NONE = 0.0, 0.4, 0.3
#: A second category has this share.
_SECOND: Final = 0.15
#: How often an answer is right: log-odds of its share times the second number, plus the first; fitted on such writers.
_TRUST: Final = (0.16, 0.51)
_REMEMBERED: Final = 60_000
#: Parts of addresses say nothing.
_NO_WORDS: Final = frozenset({"http", "https", "www", "com", "co", "id", "net", "org"})
_LONGEST_WORD: Final = 30


class Seen(NamedTuple):
    """What is weighed of one post.

    Args:
        words: as written, in small letters; a title's twice where a text follows.
        said: the lists' answer, a position among the labels.
        totals: evidence of the lists by position.
        elsewhere: evidence for matters of no office.
        titled: it has a title.
        praised: a citizen praises the office's service.
    """

    words: Sequence[str]
    said: int
    totals: dict[int, float]
    elsewhere: float
    titled: bool
    praised: bool


def parts_of(word: str) -> list[bytes]:
    """The word itself and, of plain words, the runs of letters in it; what a model's columns are made of."""
    if word in _NO_WORDS or len(word) > _LONGEST_WORD:
        return []
    whole = f"={word}".encode("utf-8", "surrogatepass")
    if not word.isalpha():
        return [whole]
    framed, size = f"<{word}>", len(word) + 2
    places = [(start, start + n) for n in _RUNS for start in range(size - n + 1)]
    if framed.isascii():
        signs = framed.encode("ascii")
        return [whole, *[signs[start:end] for start, end in places]]
    return [whole, *[framed[start:end].encode("utf-8", "surrogatepass") for start, end in places]]


def shares_of(parts: Sequence[bytes]) -> list[float]:
    """How much each part of a word counts: the word 1, its runs together as much as a vector of length 1."""
    runs = len(parts) - 1
    return [1.0, *[max(runs, 1) ** -0.5] * runs] if parts else []


#: What a part is kept as: no word can be read back.
number_of: Final = zlib.crc32


def parts_of_all(words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint32], Float]:
    """The parts of many words: the place of the word, the part's number and how much it counts; as :func:`parts_of` one by one."""
    numbers = [number_of(f"={word}".encode("utf-8", "surrogatepass")) for word in words]
    places, shares = list(range(len(words))), [1.0] * len(words)
    plain: list[int] = []
    for place, word in enumerate(words):
        if word in _NO_WORDS or len(word) > _LONGEST_WORD:
            shares[place] = 0.0
        elif not word.isascii():
            parts = parts_of(word)[1:]
            places += [place] * len(parts)
            numbers += map(number_of, parts)
            shares += [max(len(parts), 1) ** -0.5] * len(parts)
        elif word.isalpha():
            plain.append(place)
    of_words, of_runs, counts = _runs_of([words[place] for place in plain])
    return (
        np.concatenate([np.array(places, np.int64), np.array(plain, np.int64)[of_words]]),
        np.concatenate([np.array(numbers, np.uint32), of_runs]),
        np.concatenate([np.array(shares, np.float32), counts]),
    )


def _runs_of(words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint32], Float]:
    """Of plain words of ASCII letters: place of the word, number and share of each run; CRC-32 of all runs, a letter at a time."""
    sizes = np.array([len(word) + 2 for word in words], np.int64)
    signs = np.frombuffer("".join(f"<{word}>" for word in words).encode("ascii"), np.uint8)
    of = np.repeat(np.arange(len(words)), sizes)
    room = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(signs))
    longest = max(_RUNS)
    padded = np.concatenate([signs, np.zeros(longest, np.uint8)])
    state = np.full(len(signs), 0xFFFFFFFF, np.uint32)
    runs = sum(np.maximum(sizes - n + 1, 0) for n in _RUNS)
    share = (np.maximum(runs, 1) ** -0.5).astype(np.float32)
    places, numbers = [], []
    for size in range(1, longest + 1):
        state = _CRC[(state ^ padded[size - 1 : size - 1 + len(signs)]) & 0xFF] ^ (state >> np.uint32(8))
        if size in _RUNS:
            here = np.flatnonzero(room >= size)
            places.append(of[here])
            numbers.append(~state[here])
    found = np.concatenate(places)
    return found, np.concatenate(numbers), share[found]


def _crc_table() -> NDArray[np.uint32]:
    """CRC-32 of one byte more (ISO 3309), as zlib computes it."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, (table >> np.uint32(1)) ^ np.uint32(0xEDB88320), table >> np.uint32(1))
    return table


_CRC: Final = _crc_table()


def signs_of(seen: Sequence[Seen], labels: int) -> Float:
    """What the lists found, ``(posts, 2 · labels + 2)``: evidence by category, their answer, matters of no office, title, praise."""
    signs = np.zeros((len(seen), 2 * labels + 2), np.float32)
    for row, one in zip(signs, seen, strict=True):
        for place, total in one.totals.items():
            row[place] = total
        row[labels - 1] = one.elsewhere
        row[labels + one.said] = 1.0
        row[-2], row[-1] = one.titled, one.praised
    signs[:, :labels] = np.log1p(signs[:, :labels])
    return signs


@dataclass(frozen=True, slots=True)
class CategoryNumbers:
    """Log-odds of the labels.

    Args:
        labels: codes, "" = none last.
        columns: numbers of the parts, rising.
        weights: ``(parts, labels)``.
        signs: of what the lists found, ``(2 · labels + 2, labels)``.
        bias: ``(labels,)``.
    """

    labels: tuple[str, ...]
    columns: NDArray[np.uint32]
    weights: Float
    signs: Float
    bias: Float

    def sums_of(self, words: Sequence[str]) -> tuple[NDArray[np.int64], Float]:
        """Places of the words of which a part is known, rising, and the sums of their parts' weights, a row each."""
        places, numbers, shares = parts_of_all(words)
        rows = np.minimum(np.searchsorted(self.columns, numbers), len(self.columns) - 1)
        hits = np.flatnonzero(self.columns[rows] == numbers)
        hits = hits[np.argsort(places[hits], kind="stable")]
        found = places[hits]
        if not len(found):
            return found, np.zeros((0, len(self.labels)), np.float32)
        starts = np.flatnonzero(np.r_[True, found[1:] != found[:-1]])
        weights = self.weights.take(rows[hits], axis=0) * shares[hits, None]
        return found[starts], np.add.reduceat(weights, starts, axis=0)


@cache
def category_numbers() -> CategoryNumbers:
    """The shipped numbers, read once. Raises ``ModelError`` where their file is missing or damaged."""
    arrays, card = load_model(MODEL)
    weights = arrays["weights"].astype(np.float32) * arrays["scale"].astype(np.float32)
    order = np.argsort(arrays["columns"])
    signs = arrays["signs"].astype(np.float32)
    return CategoryNumbers(tuple(card["labels"]), arrays["columns"][order], weights[order], signs, arrays["bias"])


class WordRows(dict[str, int]):
    """Word → its row in `table`, worked out once. Row 0 is empty: words of which no part is known. Forgets all when full."""

    def __init__(self, numbers: CategoryNumbers) -> None:
        super().__init__()
        self._numbers = numbers
        self.table: Float = np.zeros((1_024, len(numbers.labels)), np.float32)
        self._used = 1

    def __missing__(self, word: str) -> int:
        """Nothing is known of a number that was not kept."""
        return 0

    def of(self, words: Sequence[str]) -> list[int]:
        """The row of each word; those that are new are worked out, all at once."""
        if len(self) >= _REMEMBERED:
            self.clear()
            self._used = 1
        rows: list[Any] = list(map(self.get, words))
        new = [place for place, row in enumerate(rows) if row is None]
        if new:
            self._learn(list(dict.fromkeys(words[place] for place in new)))
            for place in new:
                rows[place] = self[words[place]]
        return rows

    def _learn(self, words: Sequence[str]) -> None:
        known, sums = self._numbers.sums_of(words)
        first = self._used
        self._used += len(known)
        while self._used > len(self.table):
            self.table = np.vstack([self.table, np.zeros_like(self.table)])
        self.table[first : self._used] = sums
        self.update((word, 0) for word in words if not word.isdecimal())
        self.update(zip([words[place] for place in known.tolist()], range(first, self._used), strict=True))


class Reread(NamedTuple):
    """An answer: positions among the labels, and how often such an answer is right."""

    label: int
    score: float
    second: int


class LearntPart:
    """Reads categories anew, knowing what the lists say; made once for a profile's codes.

    Args:
        codes: of the office's profile, in order; a learnt code that is not among them is never said.
        numbers: None = the shipped ones.
    """

    def __init__(self, codes: Sequence[str], numbers: CategoryNumbers | None = None) -> None:
        self._numbers = numbers or category_numbers()
        self.labels = self._numbers.labels
        self.none = len(self.labels) - 1
        self.places = {number: self.labels.index(code) for number, code in enumerate(codes) if code in self.labels}
        #: The profile's numbers are the places of its labels.
        self.alike = all(number == place for number, place in self.places.items()) and len(self.places) == len(codes)
        self._positions = {code: place for place, code in enumerate(self.labels)}
        silent = [place for place, code in enumerate(self.labels) if code and code not in codes]
        self._bias = self._numbers.bias.copy()
        self._bias[silent] = -np.inf
        self._rows = WordRows(self._numbers)

    def position(self, code: str) -> int | None:
        """The place of a code among the labels, "" = none; None for a code that was not learnt."""
        return self._positions.get(code)

    def read(self, seen: Sequence[Seen]) -> list[Reread]:
        """The answer for each post: the model's where it is clearly surer than the lists, else theirs."""
        if not seen:
            return []
        shares = self.shares(seen)
        posts = np.arange(len(seen))
        said = np.array([one.said for one in seen])
        answer = chosen(shares, said)
        trust = np.clip(shares[posts, answer], 1e-4, 1 - 1e-4)
        start, slope = _TRUST
        scores = 1.0 / (1.0 + np.exp(-start) * ((1 - trust) / trust) ** slope)
        rest = shares.copy()
        rest[posts, answer] = 0.0
        rest[:, self.none] = 0.0
        second = rest.argmax(axis=1)
        second = np.where(rest[posts, second] >= _SECOND, second, self.none)
        columns = zip(answer.tolist(), scores.tolist(), second.tolist(), strict=True)
        return [Reread(label, round(score, 3), other) for label, score, other in columns]

    def shares(self, seen: Sequence[Seen]) -> Float:
        """The model's share of each label, ``(posts, labels)``."""
        words = [word for one in seen for word in one.words]
        places = np.array(self._rows.of(words), np.int32)
        ends = np.cumsum([0, *(len(one.words) for one in seen)], dtype=np.int32)
        counts = sparse.csr_matrix(
            (np.ones(len(places), np.float32), places, ends), shape=(len(seen), len(self._rows.table))
        )
        sums = counts @ self._rows.table
        sizes = np.array([[len(one.words)] for one in seen], np.float32)
        of_signs = row_by_row(signs_of(seen, len(self.labels)), self._numbers.signs)
        return softmax(sums * _norm(sizes) + of_signs + self._bias)

    def words_for(self, seen: Seen, label: int, against: int) -> list[str]:
        """The words of a post that speak for one label rather than another, those that say most first."""
        pulls: dict[str, float] = {}
        for word in seen.words:
            (place,) = self._rows.of([word])
            if place:
                row = self._rows.table[place]
                pulls[word] = pulls.get(word, 0.0) + float(row[label] - row[against])
        return sorted((word for word, pull in pulls.items() if pull > 0), key=lambda word: (-pulls[word], word))


def chosen(shares: Float, said: NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions of the answers: the likeliest label where it is clearly surer than the lists' answer ``said``, else that."""
    posts, none = np.arange(len(said)), shares.shape[1] - 1
    best = shares.argmax(axis=1)
    margins = np.where(said == none, _MARGIN_NEW, np.where(best == none, _MARGIN_NONE, _MARGIN_OTHER))
    return np.where(shares[posts, best] - shares[posts, said] >= margins, best, said)


def _norm(sizes: Any) -> Any:
    """What a sum over so many words is multiplied by."""
    return (sizes + 2.0) ** -0.5


def word_matrix(texts: Iterable[Sequence[str]]) -> tuple[Any, NDArray[np.uint32]]:
    """Parts of the words of many texts as the model sees them, CSR ``(texts, parts)``, and the parts' numbers; for training."""
    columns: dict[int, int] = {}
    places: list[int] = []
    values: list[float] = []
    ends = [0]
    known: dict[str, tuple[list[int], list[float]]] = {}
    for words in texts:
        norm = float(_norm(len(words)))
        for word in words:
            if word not in known:
                parts = parts_of(word)
                found = [columns.setdefault(number_of(part), len(columns)) for part in parts]
                known[word] = (found, shares_of(parts))
            found, shares = known[word]
            places += found
            values += [share * norm for share in shares]
        ends.append(len(places))
    matrix = sparse.csr_matrix((values, places, ends), shape=(len(ends) - 1, len(columns)))
    matrix.sum_duplicates()
    return matrix, np.array(list(columns), np.uint32)
