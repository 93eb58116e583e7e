"""The learnt part behind the rules: which pieces of a text lead to a dwelling, name an account or a plate, told by their neighbours.

People describe homes and name accounts in more ways than rules foresee. A linear model over hashed spellings, looks and
kinds of a piece and its neighbours gives every piece a score for each kind of personal data; transitions between
neighbours decide on whole runs (trained by `training/train_personal.py`). It only ever adds to what the rules mask.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analysis.learning.files import load_model
from analysis.personal.guards import places_of, signs_of
from analysis.personal.identity_numbers import Found
from analysis.personal.plausible import is_plausible
from analysis.personal.signs import TOLD, may_be_learnt
from analysis.personal.token_features import (
    ACCOUNT_KINDS,
    HOME_KIND,
    KINDS,
    NEAR,
    REACH,
    kind_of,
    kinds_named,
    pieces,
    seen,
    words_of,
)

MODEL: Final = "personal"
#: What a run of pieces may be; numbers are told apart so that none is taken for a house's, but the rules mask them.
TAGS: Final = ("out", "address", "account", "plate", "number")
_FOUND: Final = 4
#: Pairs of neighbours whose kinds together tell about a piece, by their distance from it.
PAIRS: Final = ((-1, 0), (0, 1), (-2, 0), (-2, -1), (1, 2), (0, 2))
#: Pieces since a word for a home or an account: near, not far, far, none.
FAR: Final = (4, 9, 20)
#: Added to the score of being nothing: the greater, the fewer is masked. Chosen on held-out writers.
CAUTION: Final = 0.0
#: The same for an address where nothing in the text speaks of a home.
CAUTION_AWAY: Final = 6.0
_EDGE: Final = 2
_WIDTH: Final = 2 * REACH + 1
_ARRAYS: Final = ("table", "pairs", "far", "start", "moves")
_STEP_ROWS: Final = np.arange(_WIDTH)[:, None]
_FIRST: Final = np.array([[_EDGE + first] for first, _ in PAIRS])
_SECOND: Final = np.array([[_EDGE + second] for _, second in PAIRS])
_PAIR_ROWS: Final = np.arange(len(PAIRS))[:, None] * KINDS * KINDS
_ALL_STEPS: Final = len(FAR) + 1
#: How far around what tells pieces are scored, and around what scores well tags are chosen.
_MARGIN: Final = 9
_AROUND: Final = 4
#: The most that transitions add to a run's scores.
_SPUR: Final = 0.0
#: How much of a long text is read around a word that shows one of them.
_NEAR_A_WORD: Final = 110
#: First letters of RT and RW; after others a number or something like a name must follow soon.
_OF_RT: Final = "rReE"
_NUMBER_SOON: Final = re.compile(r"\d|\b(?:no|nmr|blok|blk|rt|er)", re.IGNORECASE)
_NAME_SOON: Final = re.compile(r"[\d_@]|\w\.\w|[a-z][A-Z]")
_SAID_SOON: Final = re.compile(
    r" (?:nama|bernama|jeneng|user|nick|akun|saya|sy|aku|ku|gw|gue|ulun|abdi|milik|punya)", re.IGNORECASE
)
_SOON: Final = 90
_OF_ROADS: Final = "jJgGlL"
_REMEMBERED: Final = 20_000
_FIRST_LETTER: Final = 0x100
_LETTERS: Final = "".join(map(chr, range(_FIRST_LETTER, _FIRST_LETTER + KINDS)))


def _any_of(names: str) -> str:
    return f"[{''.join(_LETTERS[kind] for kind in kinds_named(names))}]"


_WORD: Final = f"[^{_LETTERS[kinds_named('line')[0]]}{_LETTERS[kinds_named('masked')[0]]}]"
_RT: Final = _any_of("rtrw rtrwnumber")
_NUMBERS: Final = _any_of("one two three four house slash roman spelt lettered")
_HOME, _ROAD, _USER = _any_of("home"), _any_of("road"), _any_of("platform account username")
_STARTS: Final = "road block home hamlet number rtrw rtrwnumber platform account username"
#: What a row of kinds must show, a letter for each: a number by a street or a home, RT where somebody lives, something
#: like a name after a platform. Chosen so that few everyday texts pass and most of what the rules miss does. One set of
#: letters to begin with lets the engine skip ahead.
_TELLING_ROW: Final = re.compile(
    f"{_any_of(_STARTS)}(?:"
    f"(?<={_ROAD}){_WORD}{{0,5}}(?:{_any_of('number block slash house roman')}|{_RT})|"
    f"(?<={_ROAD}){_WORD}{{0,3}}{_any_of('title capitals')}{_any_of('one two three')}|"
    f"(?<={_any_of('block')}){_WORD}{{0,2}}{_NUMBERS}|"
    f"(?<={_HOME}){_WORD}{{0,25}}{_RT}|(?<={_any_of('hamlet')}){_WORD}{{0,4}}{_RT}|(?<={_any_of('number')}){_WORD}{{0,6}}{_RT}|"
    f"(?<={_RT}){_WORD}{{0,8}}{_any_of('home number called room')}|"
    f"(?<={_HOME}){_WORD}{{0,10}}{_any_of('number room')}{_WORD}{{0,3}}{_NUMBERS}|"
    f"(?<={_USER}){_WORD}{{0,6}}{_any_of('named dotted lettered camel mixed handle')}|"
    f"(?<={_USER}){_WORD}{{0,3}}{_any_of('account called')}|"
    f"(?<={_any_of('platform')}){_WORD}{{0,2}}{_any_of('mine')}{_WORD}{{0,3}}{_any_of('lower title')}|"
    f"(?<={_any_of('username')}){_WORD}{{0,3}}{_any_of('lower title')})"
)
_PLATFORM: Final = _LETTERS[kinds_named("platform")[0]]
_COUNTING: Final = re.compile(f"{_NUMBERS}|{_any_of('rtrwnumber')}")
_PART: Final = _any_of("rtrw number road hamlet block estate")
_LEADING: Final = re.compile(
    f"(?:{_PART}{_any_of('stop')}?{_any_of('one two three four spelt roman')}?{_any_of('comma')}?)+\\Z"
)
_MOST_LEADING: Final = 8
_TWO_NAMES: Final = 2 * _LETTERS[kinds_named("title")[0]]
_DESCRIBING: Final = re.compile(
    f"{_any_of('comma open')}?{_any_of('home beside room block road hamlet estate number')}"
)

Floats = NDArray[np.float32]


class Tagger:
    """Weights of a model, one row of tags a place: pairs of kinds, what stood before, and what every word seen adds.

    All in one table, so that one look fetches everything that tells about a piece; words repeat and are kept.
    """

    def __init__(self, arrays: dict[str, Any]) -> None:
        scale = np.float32(arrays["scale"])
        table, pairs, far, self.start, moves = ((arrays[name] * scale).astype(np.float32) for name in _ARRAYS)
        self.moves = moves
        self._table = table
        size = pairs.size // _FOUND
        self._words = (size + far.size // _FOUND) // _WIDTH + 1
        self._all = np.zeros(((self._words + _REMEMBERED) * _WIDTH, _FOUND), np.float32)
        self._all[:size] = pairs.reshape(-1, _FOUND)
        self._all[size : size + far.size // _FOUND] = far.reshape(-1, _FOUND)
        self._far = size
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
        far = [[], []]  # type: list[list[int]]
        home = account = FAR[-1]
        for kind in kinds.tolist():
            far[0].append(_STEPS[home])
            far[1].append(_ALL_STEPS + _STEPS[account])
            home = 0 if kind == HOME_KIND else min(home + 1, FAR[-1])
            account = 0 if kind in ACCOUNT_KINDS else min(account + 1, FAR[-1])
        rows = np.concatenate(
            (
                places[shifts] * _WIDTH + _STEP_ROWS,
                padded[firsts] * KINDS + padded[seconds] + _PAIR_ROWS,
                np.array(far) * KINDS + (self._far + kinds),
            )
        )
        total: Floats = self._all[rows].sum(0) + self.start
        return total

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


def cautious(scored: Floats, at_home: bool) -> Floats:
    """The scores less what being nothing is given ahead."""
    less = np.full(_FOUND, CAUTION, np.float32)
    if not at_home:
        less[0] = CAUTION_AWAY
    return scored - less


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


def runs(scored: Floats, moves: Floats) -> Iterator[tuple[int, int, int]]:
    """(first piece, last piece, tag) of every run of one tag."""
    good = np.flatnonzero(scored[:, : _FOUND - 1].max(1) > -_SPUR)
    if not good.size:
        return
    start = max(int(good[0]) - _AROUND, 0)
    tags = best_tags(scored[start : int(good[-1]) + _AROUND + 1], moves)
    run = 0
    for place, tag in enumerate(tags):
        if tag != (tags[place + 1] if place + 1 < len(tags) else -1):
            if 0 < tag < _FOUND:
                yield start + run, start + place, tag
            run = place + 1


def learnt(text: str) -> list[Found]:
    """Addresses, accounts and plates that neighbours tell, in a text of plain characters."""
    if not may_be_learnt(signs_of(text)):
        return []
    return [
        (begin + start, begin + stop, kind)
        for begin, end in _parts(text)
        for start, stop, kind in _in_part(text[begin:end])
        if is_plausible(text, begin + start, begin + stop, kind)
    ]


def _parts(text: str) -> list[tuple[int, int]]:
    """The parts of a text around words of which a number or a name follows; all of a short one."""
    starts = places_of(text, TOLD)
    if starts is None:
        starts = [0]
    promising = [start for start in starts if _is_promising(text, start)]
    if promising and len(text) <= 2 * _NEAR_A_WORD:
        return [(0, len(text))]
    parts: list[tuple[int, int]] = []
    for start in promising:
        first, last = max(start - _NEAR_A_WORD, 0), min(start + _NEAR_A_WORD, len(text))
        # Words are not cut.
        while first and not text[first - 1].isspace():
            first -= 1
        while last < len(text) and not text[last].isspace():
            last += 1
        if parts and first <= parts[-1][1]:
            first = parts.pop()[0]
        parts.append((first, last))
    return parts


def _is_promising(text: str, start: int) -> bool:
    """A number follows a street's word soon, a name or what calls one a platform's."""
    first = text[start]
    if first in _OF_RT:
        return True
    # Some platforms begin as streets do: "line", "github".
    wanted = _NUMBER_SOON if first in _OF_ROADS and text[start + 1 : start + 2].lower() != "i" else _NAME_SOON
    end = start + _SOON
    return wanted.search(text, start, end) is not None or (
        first not in _OF_ROADS and _SAID_SOON.search(text, start, end) is not None
    )


def _in_part(text: str) -> Iterator[Found]:
    words = words_of(text)
    letters = "".join(map(_LETTER_OF.__getitem__, words))
    places, at_home = None, _LETTERS[HOME_KIND] in letters
    for first, last in _regions(letters):
        kinds = np.frombuffer(letters[first:last].encode("utf-16-le"), np.uint16).astype(np.intp) - _FIRST_LETTER
        tagger = shipped_tagger()
        for start, stop, tag in runs(cautious(tagger.scores(words[first:last], kinds), at_home), tagger.moves):
            places = places or pieces(text)
            begin, end = first + start, first + stop
            if TAGS[tag] == "address":
                begin, end = _address_start(letters, begin), _address_end(letters, begin, end)
            elif TAGS[tag] == "account":
                # "Tik Tok anton_x": the platform's second half is no name.
                begin += begin < end and letters[begin] == _PLATFORM
                while letters[end : end + 2] == _TWO_NAMES:
                    end += 1
            yield places[begin][1], places[end][2], TAGS[tag]


def _address_start(letters: str, start: int) -> int:
    """The first piece of an address: with "RT 02 RW" before the number it was seen from."""
    leading = _LEADING.search(letters, max(start - _MOST_LEADING, 0), start)
    return start if leading is None else leading.start()


def _address_end(letters: str, start: int, stop: int) -> int:
    """The last piece of an address: after its last number only what describes the house, not what happened there."""
    counted = [match.end() for match in _COUNTING.finditer(letters, start, stop + 1)]
    if not counted or _DESCRIBING.match(letters, counted[-1]):
        return stop
    return counted[-1] - 1


def _regions(letters: str) -> list[tuple[int, int]]:
    """Parts of a row of kinds around what tells, so that long texts cost what short ones do."""
    regions: list[tuple[int, int]] = []
    for match in _TELLING_ROW.finditer(letters):
        first, last = max(match.start() - _MARGIN, 0), match.end() + _MARGIN
        if regions and first <= regions[-1][1]:
            first = regions.pop()[0]
        regions.append((first, last))
    return regions
