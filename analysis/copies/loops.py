"""The sketches of plain texts in machine code (`analysis.speed.compiled`): one pass over their bytes, word by word.

The same figures as `analysis.copies.sketch` makes with numpy, without a row of all words in memory. Texts lie end to end,
headline and text of each post in turn, in lower case and each closed by a NUL; eight zero bytes close the row. Its bytes
are read eight at a time, beginning at any of them (`grams`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analysis.speed.compiled import Loop
from analysis.text.word_slices import BASE, DIGIT, LETTER
from analysis.text.wording import LIMIT_CHARS, MARKS, SLOT_BITS, SLOT_FACTOR

MANY_TEXTS = 500_000
"""Texts from which loading numba is repaid by copies alone (two thirds of a second)."""
HASHES = 24
FIRST_WORDS = 8
LAST_WORDS = 5
TITLE_WORDS = 5

WIDE, MARK, TRIPLE, _END = 4, 8, 16, 32
_IN_WORDS = DIGIT | LETTER
KINDS = np.array(
    [LETTER * chr(code).isalpha() + DIGIT * chr(code).isdigit() + MARK * (chr(code) in MARKS) for code in range(128)]
    + [WIDE] * 128,
    dtype=np.uint8,
)
"""Of every byte: of a letter, of a number, not ASCII, a mark of wrapping, the end of a text."""
KINDS[0] = _END

_BASE, _ONE, _NOTHING = np.uint64(BASE), np.uint64(1), np.uint64(0)
_5, _7, _8, _31, _32, _56 = (np.uint64(number) for number in (5, 7, 8, 31, 32, 56))
_BYTE, _FOUR_BYTES, _ZERO = np.uint64(0xFF), np.uint64(0xFFFFFFFF), np.uint64(ord("0"))
# Eight bytes at a time: the lowest bit of each, the highest, all others; and what lifts a letter or digit to the highest.
_EACH = np.uint64(0x0101010101010101)
_HIGH, _REST = np.uint64(0x80) * _EACH, np.uint64(0x7F) * _EACH
_FROM_A, _BEHIND_Z = np.uint64(0x80 - ord("a")) * _EACH, np.uint64(0x7F - ord("z")) * _EACH
_FROM_0, _BEHIND_9 = np.uint64(0x80 - ord("0")) * _EACH, np.uint64(0x7F - ord("9")) * _EACH
_SLOT_FACTOR, _SLOT_SHIFT = np.uint64(SLOT_FACTOR), np.uint64(32 - SLOT_BITS)
_NO_HASH = np.uint32(0xFFFFFFFF)


def _mixed_loop(value: Any) -> Any:
    """`analysis.text.word_slices.mixed` of one number."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


_mixed = Loop(_mixed_loop)


def _lines_loop(gram: Any, lines: Any, hints: Any) -> Any:
    """The lines of hints (`analysis.text.wording`) that have the first four of these bytes."""
    four = gram & _FOUR_BYTES
    slot = ((four * _SLOT_FACTOR) & _FOUR_BYTES) >> _SLOT_SHIFT
    return lines[slot] if hints[slot] == four else np.uint8(0)


_lines = Loop(_lines_loop)


def _thrice_loop(eight: Any) -> Any:
    """The highest bit of each byte that is equal to the two behind it, of eight bytes."""
    change = eight ^ (eight >> _8)
    same = ~(((change & _REST) + _REST) | change | _REST)
    return same & (same >> _8)


_thrice = Loop(_thrice_loop)


def _long_word_loop(data: Any, grams: Any, start: int, kinds: Any, low: Any, lines: Any, hints: Any) -> Any:
    """Behind a word of eight letters and more: where it ends, its hash, what was seen in it and which lines of hints."""
    end = start + 8
    while kinds[data[end]] & _IN_WORDS:
        end += 1
    value = _mixed(grams[start])
    for offset in range(8, end - start, 8):
        value = _mixed(value * _BASE + (grams[start + offset] & low[min(end - start - offset, 8)]))
    seen, hinted = 0, 0
    for at in range(start + 5, end - 2):  # the first five places were looked at before
        hinted |= _lines(grams[at], lines, hints)
        if kinds[data[at]] == LETTER and data[at] == data[at + 1] == data[at + 2]:
            seen = TRIPLE
    return end, value, seen, hinted


_long_word = Loop(_long_word_loop)


def _read_loop(
    data: Any, grams: Any, at: Any, kinds: Any, low: Any, lines: Any, hints: Any, words: Any, numeric: Any, count: int
) -> Any:
    """Hash the words of a text that begins at `at` into words[count:].

    Where the next text begins, how many words there are now, which kinds of bytes stand between them (and whether a
    letter stands thrice), and which lines of hints some four letters are on.
    """
    seen, hinted = 0, 0
    while True:
        kind = kinds[data[at]]
        while not kind & (_IN_WORDS | _END):
            seen |= kind
            at += 1
            kind = kinds[data[at]]
        if kind == _END:
            return at + 1, count, seen, hinted
        eight = grams[at]
        rest = eight & _REST
        letters = (rest + _FROM_A) & ~(rest + _BEHIND_Z) & ~eight & _HIGH
        digits = (rest + _FROM_0) & ~(rest + _BEHIND_9) & ~eight & _HIGH
        if _thrice(eight) & letters:
            seen |= TRIPLE
        gram = eight
        for _ in range(5):
            hinted |= _lines(gram, lines, hints)
            gram >>= _8
        end = ~(letters | digits) & _HIGH
        if end:
            end &= ~end + _ONE  # the first byte that is not of the word
            word = (end >> _7) - _ONE
            value = _mixed(eight & word)
            size = np.int64((((end - _ONE) & _EACH) * _EACH) >> _56) - 1
            numeric[count] = size <= 3 and digits & word == _HIGH & word and eight & _BYTE != _ZERO
            at += size
        else:
            at, value, more_seen, more_hinted = _long_word(data, grams, at, kinds, low, lines, hints)
            seen |= more_seen
            hinted |= more_hinted
            numeric[count] = False
        words[count] = value
        count += 1


_read = Loop(_read_loop)


def _sequence_loop(words: Any, begin: int, end: int, power: Any) -> Any:
    """A hash of the words of [begin, end) in order."""
    total, factor = _NOTHING, _ONE
    for place in range(begin, end):
        total += words[place] * factor
        factor *= power
    return total


_sequence = Loop(_sequence_loop)


def _minhash_loop(words: Any, begin: int, end: int, pairs: Any, factors: Any, offsets: Any, row: int, out: Any) -> None:
    """The MinHashes of the pairs of neighbouring words in [begin, end) into out[row]."""
    for place in range(begin, end - 1):
        pairs[place - begin] = np.uint32((words[place] * _BASE ^ (words[place + 1] >> _ONE)) >> _32)
    for number in range(HASHES):
        factor, offset, least = factors[number], offsets[number], _NO_HASH
        for place in range(end - 1 - begin):  # several at a time, as the machine has it
            value = np.uint32(np.uint32(pairs[place] * factor) + offset)
            least = value if value < least else least  # noqa: FURB136 - min() makes a wider number of it
        out[row, number] = least


_minhash = Loop(_minhash_loop)


def _is_plain_loop(seen: int, hinted: int, wrapped: bool, size: int, needed: Any) -> bool:
    """Whether a text can be sketched here; of one that may be `wrapped`, whether no mark or hint of it is there."""
    if seen & (WIDE | TRIPLE):
        return False
    if not wrapped:
        return True
    if seen & MARK or size > LIMIT_CHARS:
        return False
    for lines in needed:  # noqa: SIM110 - numba compiles no generators
        if hinted & lines == lines:
            return False
    return True


_is_plain = Loop(_is_plain_loop)


def _keys_loop(
    row: int, words: Any, numeric: Any, head: int, end: int, long_words: int, power: Any, of_heads: Any,
    whole: Any, title: Any, first: Any, last: Any, lengths: Any, numbers: Any,
) -> None:  # fmt: skip
    """What is known of one post but for its MinHashes; words[:head] are of the headline, words[head:end] of the text."""
    body = end - head
    of_head, of_body = _sequence(words, 0, head, power), _sequence(words, head, end, power)
    lengths[row] = end
    whole[row] = of_head * of_heads + of_body
    if (head or body) >= TITLE_WORDS:
        title[row] = of_head if head else of_body
    if body >= FIRST_WORDS:
        value = _ONE
        for place in range(head, head + FIRST_WORDS):
            value = value * power + words[place]
        first[row] = value
    if LAST_WORDS <= end < long_words:
        value = _ONE
        for place in range(end - LAST_WORDS, end):
            value = value * power + words[place]
        last[row] = value
    bits = _NOTHING
    for place in range(head, end):
        if numeric[place]:
            bits |= _ONE << (words[place] >> np.uint64(58))
    numbers[row] = ~_NOTHING if head or body >= long_words else bits


_keys = Loop(_keys_loop)


def _sketch_loop(
    data: Any, grams: Any, rows: Any, wrapped: bool, kinds: Any, low: Any, lines: Any, hints: Any, needed: Any,
    factors: Any, offsets: Any, long_words: int, power: Any, of_heads: Any,
    whole: Any, title: Any, first: Any, last: Any, minhashes: Any, lengths: Any, numbers: Any, odd: Any,
) -> None:  # fmt: skip
    """The sketches of posts (`rows`, their places in the last arrays); which are `odd` and stay undone."""
    room = len(data) // 2 + 2
    words, numeric, pairs = np.empty(room, np.uint64), np.empty(room, np.bool_), np.empty(room, np.uint32)
    at = 0
    for place in range(len(rows)):
        begin = at
        middle, head, seen, hinted = _read(data, grams, begin, kinds, low, lines, hints, words, numeric, 0)
        at, end, seen_behind, hinted_behind = _read(data, grams, middle, kinds, low, lines, hints, words, numeric, head)
        if not (
            _is_plain(seen, hinted, wrapped, middle - 1 - begin, needed)
            and _is_plain(seen_behind, hinted_behind, wrapped, at - 1 - middle, needed)
        ):
            odd[place] = True
            continue
        row = rows[place]
        _keys(row, words, numeric, head, end, long_words, power, of_heads, whole, title, first, last, lengths, numbers)
        _minhash(words, 0 if end - head < FIRST_WORDS else head, end, pairs, factors, offsets, row, minhashes)


sketch_loop = Loop(_sketch_loop)


def _shared_loop(key: Any, row_bits: Any, shift: Any, slots: Any, ranked: Any) -> Any:
    """Keys with their row in the lowest bits, of rows that may share their key with another; how many they are.

    Few keys of a million are shared: what is alone in its slot need not be sorted. A slot has two bits, one for a first
    key and one for a second, so that all of them stay in the processor's cache. 0 is no key.
    """
    for row in range(len(key)):
        slot = key[row] >> shift
        place, bit = slot >> _5, (slot & _31) << _ONE
        met = slots[place]
        slots[place] = met | (_ONE << bit) | (((met >> bit) & _ONE) << (bit + _ONE))
    count = 0
    for row in range(len(key)):
        slot = key[row] >> shift
        ranked[count] = (key[row] & ~row_bits) | np.uint64(row)
        again = (slots[slot >> _5] >> (((slot & _31) << _ONE) + _ONE)) & _ONE
        count += again != _NOTHING and key[row] != _NOTHING
    return count


shared_loop = Loop(_shared_loop)
