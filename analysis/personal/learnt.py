"""The learnt part behind the rules: which pieces of a text lead to a dwelling, name an account or a plate, told by their neighbours.

People describe homes and name accounts in more ways than rules foresee. A linear model over hashed spellings, looks and
kinds of a piece and its neighbours gives every piece a score for each kind of personal data; transitions between
neighbours decide on whole runs (trained by `training/train_personal.py`). It only ever adds to what the rules mask.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.learning.files import load_model
from analysis.personal.identity_numbers import Found
from analysis.personal.judged import TRAITS, is_impossible, needed, traits
from analysis.personal.token_features import (
    ACCOUNT_KINDS,
    HOME_KIND,
    KINDS,
    NEAR,
    OFFICE_KIND,
    REACH,
    kind_of,
    kinds_named,
    pieces,
    seen,
    words_of,
)
from analysis.personal.told import parts

MODEL: Final = "personal"
#: What a run of pieces may be; numbers are told apart so that none is taken for a house's, but the rules mask them.
TAGS: Final = ("out", "address", "account", "plate", "number")
_FOUND: Final = 4
#: Pairs of neighbours whose kinds together tell about a piece, by their distance from it.
PAIRS: Final = ((-1, 0), (0, 1), (-2, 0), (-2, -1), (1, 2), (0, 2))
#: Pieces since a word for a home, an account or an office: near, not far, far, none.
FAR: Final = (4, 9, 20)
#: Taken from the score of each tag but the first: below nought, so that more is proposed than masked; `judged.py` decides.
CAUTION: Final = np.array([-6, -3, -3, 0], np.float32)
_EDGE: Final = 2
_AGAINST: Final = -2.0
#: A neighbour that is a number's makes a run's end cheaper than nothing does.
_SLACK: Final = 4.0
_WIDTH: Final = 2 * REACH + 1
_ARRAYS: Final = ("table", "pairs", "far", "start", "moves")
_STEP_ROWS: Final = np.arange(_WIDTH)[:, None]
_FIRST: Final = np.array([[_EDGE + first] for first, _ in PAIRS])
_SECOND: Final = np.array([[_EDGE + second] for _, second in PAIRS])
_PAIR_ROWS: Final = np.arange(len(PAIRS))[:, None] * KINDS * KINDS
_ALL_STEPS: Final = len(FAR) + 1
#: How far around what scores well tags are chosen.
_AROUND: Final = 4
_REMEMBERED: Final = 20_000
_FIRST_LETTER: Final = 0x100
_LETTERS: Final = "".join(map(chr, range(_FIRST_LETTER, _FIRST_LETTER + KINDS)))


def _any_of(names: str) -> str:
    return f"[{''.join(_LETTERS[kind] for kind in kinds_named(names))}]"


_PLATFORM: Final = _LETTERS[kinds_named("platform")[0]]
_PART: Final = _any_of("rtrw number road hamlet block estate")
_LEADING: Final = re.compile(
    f"(?:{_PART}{_any_of('stop')}?{_any_of('one two three four spelt roman')}?{_any_of('comma')}?)+\\Z"
)
_MOST_LEADING: Final = 8
_TWO_NAMES: Final = 2 * _LETTERS[kinds_named("title")[0]]
_NAME_AND_WORD: Final = re.compile(f"{_any_of('title')}+{_any_of('lower')}\\Z")
Floats = NDArray[np.float32]


class Tagger:
    """Weights of a model, one row of tags a place: pairs of kinds, what stood before, and what every word seen adds.

    All in one table, so that one look fetches everything that tells about a piece; words repeat and are kept.
    """

    def __init__(self, arrays: dict[str, Any]) -> None:
        scale = np.float32(arrays["scale"])
        table, pairs, far, self.start, moves = ((arrays[name] * scale).astype(np.float32) for name in _ARRAYS)
        self.moves = moves
        #: What every trait adds to a proposed run's being masked, a row a tag.
        self.judge = arrays["judge"] if "judge" in arrays else np.ones((_FOUND - 1, TRAITS), np.float32)
        self._table = table
        size = pairs.size // _FOUND
        self._words = (size + far.size // _FOUND) // _WIDTH + 1
        self._all = np.zeros(((self._words + _REMEMBERED) * _WIDTH, _FOUND), np.float32)
        self._all[:size] = pairs.reshape(-1, _FOUND)
        self._all[size : size + far.size // _FOUND] = far.reshape(-1, _FOUND)
        self._far = size
        #: What each further piece of a run adds by its transition, and what a run must score to pay for those at its ends.
        self._stay = np.diagonal(moves)[1:_FOUND] - moves[0, 0]
        self._needed = moves[0, 0] - (moves[0, 1:_FOUND] - moves[0, 0]) - moves[1:_FOUND, 0] + self._stay - _SLACK
        #: Word number one adds nothing: it stands beyond both ends.
        self._places: dict[str, int] = {}

    def scores(self, words: Sequence[str], kinds: NDArray[np.intp]) -> Floats:
        """For every piece the score of each tag but the first, whose score is nought."""
        size = len(words)
        shifts, firsts, seconds = _shifts(size)
        places = np.full(size + 2 * REACH, self._words, np.intp)
        places[REACH : REACH + size] = self._numbers(words)
        padded = np.zeros(size + 2 * _EDGE, np.intp)
        padded[_EDGE : _EDGE + size] = kinds
        far: list[list[int]] = [[], [], []]
        home = account = office = FAR[-1]
        for kind in kinds.tolist():
            far[0].append(_STEPS[home])
            far[1].append(_ALL_STEPS + _STEPS[account])
            far[2].append(2 * _ALL_STEPS + _STEPS[office])
            office = 0 if kind == OFFICE_KIND else min(office + 1, FAR[-1])
            home = 0 if kind == HOME_KIND else min(home + 1, FAR[-1])
            account = 0 if kind in ACCOUNT_KINDS else min(account + 1, FAR[-1])
        rows = np.concatenate(
            (
                places[shifts] * _WIDTH + _STEP_ROWS,
                padded[firsts] * KINDS + padded[seconds] + _PAIR_ROWS,
                np.array(far) * KINDS + (self._far + kinds),
            )
        )
        total: Floats = self._all.take(rows, 0).sum(0) + self.start
        return total

    def worth(self, scored: Floats) -> NDArray[np.intp]:
        """Pieces that may belong to a run worth more than nothing: quicker than tags, and never fewer.

        The best run of one tag through a piece is the best one that ends there and the best one that begins there.
        """
        told = scored[:, : _FOUND - 1] + self._stay
        summed = np.cumsum(told, 0)
        earlier = summed - told
        before = np.minimum.accumulate(earlier, 0)
        after = np.maximum.accumulate(summed[::-1], 0)[::-1]
        return np.flatnonzero((after - before > self._needed).any(1))

    def sure(self, scored: Floats, first: int, last: int, tag: int) -> float:
        """By how much a run scores more as that tag than as nothing, nothing being around it."""
        moves = self.moves
        within = (last - first) * (moves[tag, tag] - moves[0, 0])
        ends = moves[0, tag] + moves[tag, 0] - 2 * moves[0, 0]
        return float(scored[first : last + 1, tag - 1].sum() + within + ends)

    def _numbers(self, words: Sequence[str]) -> list[int]:
        places = self._places
        if len(places) + len(words) >= _REMEMBERED:
            places.clear()
        for word in words:
            if word not in places:
                place = places[word] = self._words + 1 + len(places)
                self._all[place * _WIDTH : (place + 1) * _WIDTH] = self._row(word)
        return [places[word] for word in words]

    def _row(self, word: str) -> Floats:
        look = seen(word)
        row: Floats = self._table[list(look.whole)].sum(0)
        if look.parts:
            near = slice(REACH - NEAR, REACH + NEAR + 1)
            row[near] += self._table[list(look.parts), near].sum(0)
        return row


@lru_cache(maxsize=256)
def _shifts(size: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Whose rows tell about each of so many pieces: neighbours, and the first and second of every pair."""
    own = np.arange(size)
    return own + _STEP_ROWS, own + _FIRST, own + _SECOND


@lru_cache(maxsize=1)
def shipped_tagger() -> Tagger:
    """The model shipped with the program; ModelError where its file is missing or damaged."""
    return Tagger(load_model(MODEL)[0])


def distance(pieces_since: int) -> int:
    """The step of `FAR` that a number of pieces falls into."""
    return sum(pieces_since >= limit for limit in FAR)


_STEPS: Final = tuple(map(distance, range(FAR[-1] + 1)))


class _Letters(dict[str, str]):
    """The letter of a piece's kind; words repeat."""

    def __missing__(self, piece: str) -> str:
        letter = _LETTERS[kind_of(piece)]
        if len(self) < _REMEMBERED:
            self[piece] = letter
        return letter


_LETTER_OF: Final = _Letters()


def best_tags(scored: Floats, moves: Floats) -> list[int]:
    """The row of tags of the greatest sum of scores and transitions (Viterbi 1967)."""
    steps = moves.tolist()
    tags = range(_FOUND + 1)
    rows = [[0.0, *row] for row in scored.tolist()]
    best = rows[0]
    back: list[list[int]] = []
    into = list(zip(*steps, strict=True))
    for row in rows[1:]:
        came, now = [], []
        for told, step in zip(row, into, strict=True):
            ways = [old + move for old, move in zip(best, step, strict=True)]
            value = max(ways)
            came.append(ways.index(value))
            now.append(value + told)
        back.append(came)
        best = now
    tag = max(tags, key=best.__getitem__)
    path = [tag]
    for came in reversed(back):
        tag = came[tag]
        path.append(tag)
    return path[::-1]


def runs(scored: Floats, tagger: Tagger) -> Iterator[tuple[int, int, int]]:
    """(first piece, last piece, tag) of every run of one tag."""
    good = tagger.worth(scored)
    if not good.size:
        return
    # Where nothing scores for long nothing is found: each stretch alone.
    for stretch in np.split(good, np.flatnonzero(np.diff(good) > 2 * _AROUND) + 1):
        start, end = max(int(stretch[0]) - _AROUND, 0), int(stretch[-1]) + _AROUND + 1
        tags = best_tags(scored[start:end], tagger.moves)
        run = 0
        for place, tag in enumerate(tags):
            if tag != (tags[place + 1] if place + 1 < len(tags) else -1):
                if 0 < tag < _FOUND:
                    yield start + run, start + place, tag
                run = place + 1


class Proposal(NamedTuple):
    """A run, how sure the tagger is, and what the judge asks of it."""

    found: Found
    sure: float
    traits: list[int]


def learnt(text: str, known: Sequence[Found] = ()) -> list[Found]:
    """Addresses, accounts and plates that neighbours tell, in a text of plain characters in which the rules found `known`."""
    judge = shipped_tagger().judge
    known = sorted(known)
    return [
        one.found
        for one in proposals(text, known)
        if judge[TAGS.index(one.found[2]) - 1, one.traits].sum() > needed(text, one.found)
        and not is_impossible(text, one.found)
    ]


def proposals(text: str, known: Sequence[Found] = ()) -> Iterator[Proposal]:
    """Every run that the tagger would mask, with what is to be weighed."""
    for begin, end in parts(text):
        yield from _in_part(text, begin, end, known)


def _in_part(whole: str, begin: int, end: int, known: Sequence[Found]) -> Iterator[Proposal]:
    text = whole[begin:end]
    words = words_of(text)
    letters = "".join(map(_LETTER_OF.__getitem__, words))
    kinds = np.frombuffer(letters.encode("utf-16-le"), np.uint16).astype(np.intp) - _FIRST_LETTER
    tagger = shipped_tagger()
    places = None
    listed = kinds.tolist()
    scored = tagger.scores(words, kinds)
    for begun, ended, tag in runs(scored - CAUTION, tagger):
        places = places or pieces(text)
        start, stop = _tightened(scored[:, tag - 1], begun, ended, TAGS[tag] == "account", letters)
        sure = tagger.sure(scored, start, stop, tag)
        first, last = start, stop
        if TAGS[tag] == "address":
            first = _address_start(letters, start)
        elif TAGS[tag] == "account":
            # "Tik Tok anton_x": the platform's second half is no name.
            first += start < stop and letters[start] == _PLATFORM
            while letters[last : last + 2] == _TWO_NAMES:
                last += 1
            while first < last and not places[first][0][0].isalnum() and places[first][0][0] not in "@_":
                first += 1
            while first < last and not places[last][0][-1].isalnum() and places[last][0][-1] != "_":
                last -= 1
        found = begin + places[first][1], begin + places[last][2], TAGS[tag]
        yield Proposal(found, sure, traits(whole, found, sure, listed, (first, last), known))


def _tightened(told: Floats, start: int, stop: int, account: bool, letters: str) -> tuple[int, int]:
    """The run without the words at its ends that speak against it: too little caution takes them along."""
    while start < stop and told[stop] < _AGAINST:
        stop -= 1
    if account:
        while start < stop and told[start] < _AGAINST:
            start += 1
        # "Fb abdi Ani Contoh diretas".
        stop -= _NAME_AND_WORD.match(letters, start, stop + 1) is not None
    return start, stop


def _address_start(letters: str, start: int) -> int:
    """The first piece of an address: with "RT 02 RW" before the number it was seen from."""
    leading = _LEADING.search(letters, max(start - _MOST_LEADING, 0), start)
    return start if leading is None else leading.start()
