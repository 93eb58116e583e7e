"""The sketches of plain texts in machine code (`analysis.compiled`): one pass over their bytes, word by word.

The same figures as `analysis.copy_sketch` makes with numpy, without a row of all words in memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analysis.compiled import Loop
from analysis.word_slices import BASE, DIGIT, LETTER

MANY_TEXTS = 50_000
"""Texts from which loading numba is repaid in sketching."""

_BASE, _ONE, _NOTHING = np.uint64(BASE), np.uint64(1), np.uint64(0)


def _mixed_loop(value: Any) -> Any:
    """`analysis.word_slices.mixed` of one number."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


_mixed = Loop(_mixed_loop)


def _hash_words_loop(data: Any, at: int, kinds: Any, words: Any, numeric: Any, count: int) -> Any:
    """Hash the words from `at` to the next NUL into words[count:]; where it stands, how many now, whether all is plain.

    Not plain: a byte beyond ASCII, or a letter three times in a row.
    """
    plain = True
    value = block = _NOTHING
    size, digits = 0, 0
    before = last = np.uint8(0)
    while True:
        letter = data[at]
        at += 1
        kind = kinds[letter]
        if kind:
            if size and not size & 7:
                value = _mixed(value * _BASE + block) if size > 8 else _mixed(block)
                block = _NOTHING
            block |= np.uint64(letter) << np.uint64(8 * (size & 7))
            size += 1
            if kind == DIGIT:
                digits += 1
            elif letter == last and last == before:
                plain = False
            before, last = last, letter
            continue
        if size:
            words[count] = _mixed(value * _BASE + block) if size > 8 else _mixed(block)
            numeric[count] = digits == size and size <= 3 and data[at - 1 - size] != 48
            count += 1
            value = block = _NOTHING
            size, digits = 0, 0
            before = last = np.uint8(0)
        if letter == 0:
            return at, count, plain
        if letter > 127:
            plain = False


_hash_words = Loop(_hash_words_loop)


def _sequence_loop(words: Any, begin: int, end: int, power: Any) -> Any:
    """A hash of the words of [begin, end) in order."""
    total, factor = _NOTHING, _ONE
    for place in range(begin, end):
        total += words[place] * factor
        factor *= power
    return total


_sequence = Loop(_sequence_loop)


def _sketch_loop(
    data: Any, kinds: Any, limits: Any, factors: Any, offsets: Any, power: Any, of_heads: Any,
    whole: Any, title: Any, first: Any, minhashes: Any, lengths: Any, numbers: Any, odd: Any,
) -> None:  # fmt: skip
    """The sketches of headlines and texts in turn, each closed by a NUL; which are not plain and stay undone.

    `limits`: words of a title's key, of an opening's, of a text that is long.
    """
    words = np.empty(len(data) // 2 + 2, np.uint64)
    numeric = np.empty(len(words), np.bool_)
    hashes = len(factors)
    least = np.empty(hashes, np.uint32)
    at = 0
    for row in range(len(odd)):
        at, head, plain = _hash_words(data, at, kinds, words, numeric, 0)
        at, end, all_plain = _hash_words(data, at, kinds, words, numeric, head)
        if not (plain and all_plain):
            odd[row] = True
            continue
        body = end - head
        of_head = _sequence(words, 0, head, power)
        of_body = _sequence(words, head, end, power)
        lengths[row] = end
        whole[row] = of_head * of_heads + of_body
        if (head if head else body) >= limits[0]:
            title[row] = of_head if head else of_body
        if body >= limits[1]:
            value = _ONE
            for place in range(head, head + limits[1]):
                value = value * power + words[place]
            first[row] = value
        bits = _NOTHING
        for place in range(head, end):
            if numeric[place]:
                bits |= _ONE << (words[place] >> np.uint64(58))
        numbers[row] = ~_NOTHING if head or body >= limits[2] else bits
        begin = 0 if body < limits[1] else head
        least[:] = np.uint32(0xFFFFFFFF)
        for place in range(begin, end - 1):
            pair = np.uint32((words[place] * _BASE ^ (words[place + 1] >> _ONE)) >> np.uint64(32))
            for number in range(hashes):
                least[number] = min(least[number], np.uint32(pair * factors[number] + offsets[number]))
        for number in range(hashes):
            minhashes[row, number] = least[number]


sketch_loop = Loop(_sketch_loop)
KINDS = np.array(
    [LETTER * chr(code).isalpha() + DIGIT * chr(code).isdigit() for code in range(128)] + [0] * 128, dtype=np.uint8
)
