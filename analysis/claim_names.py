"""Who and what a claim is about: names and numbers of a title that a text must not replace by others.

Case tells names: a word that the library's running text writes with a capital within sentences is one. No list of persons is kept.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from difflib import SequenceMatcher
from typing import Final

from analysis.claim_details import NO_NAMES, NUMBER_KINDS, Details, places
from analysis.tokens import stop_words

_WITHIN: Final = re.compile(r"(?<=[a-z,] )[A-Za-z][A-Za-z'’\-]{2,30}\b")
_CAPITAL: Final = 0.75
_SEEN: Final = 3
_READ: Final = 1_500
#: Words of a circulating text whose names a message about it would hold.
_OPENING: Final = 40
#: Capitals and abbreviations that name no one.
_EVERYDAY: Final = frozenset(
    "ktp kk nik wa sim stnk tv hp sms no rp pin sma smk sd smp pdf apk app online info link allah alhamdulillah innalillahi "
    "masya amin subhanallah assalamualaikum bapak ibu senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei "
    "juni juli agustus september oktober november desember".split()
)
#: An amount whose number is gone: "bagikan rp juta", "sebesar rp", "dalam atau tahun".
_LOST: Final = re.compile(
    r"(?<![\d.,] )(?<![\d.,])\b(?:juta|ribu|miliar|triliun|persen)\b|\brp\.?(?!\s*\d)|\b(?:dalam|pada|ke|tanggal) (?:atau|dan)\b",
    re.IGNORECASE,
)
_KINDS_OF_AMOUNT: Final = frozenset(NUMBER_KINDS) - {"year"}


def name_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that running text mostly writes with a capital within sentences, lower case."""
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        head = text[:_READ]
        letters = sum(c.isalpha() for c in head)
        # Title Case and capitals throughout tell nothing.
        if sum(c.isupper() for c in head) > 0.15 * letters:
            continue
        for hit in _WITHIN.finditer(head):
            word = hit[0].casefold()
            seen[word] += 1
            capital[word] += hit[0][0].isupper()
    return frozenset(word for word, count in seen.items() if count >= _SEEN and capital[word] >= _CAPITAL * count)


def other_names(
    text: Details, title: Details, whole: Details, names: Collection[str], rare: Callable[[str], bool]
) -> bool:
    """Whether a text leaves out a name of the title that the claim itself bears, or puts another one in its place.

    ``whole`` is title and circulating text. Where a circulating text never names what its title names, the text may not either,
    unless it names somebody else; nor may it name others than the opening of the circulating text does. ``rare`` tells words that few fact-checks use: names nobody wrote with a capital.
    """
    known = frozenset(names) | places()
    told, claim = frozenset(text.tokens), frozenset(whole.tokens)
    missing = [word for word in title.tokens if (word in known or _maybe_name(word, rare)) and not _stands(word, told)]
    if missing and len(whole.tokens) <= len(title.tokens) and any(word in known for word in missing):
        return True
    foreign = [w for w in told if _plain_name(w, text, known) or _maybe_name(w, rare)]
    foreign = [word for word in foreign if not _stands(word, claim)]
    if missing and foreign:
        return True
    # Of the circulating text's own names only plain ones count: rare words of it may simply be told in other words.
    plain = any(_plain_name(word, text, known) for word in foreign)
    opening = whole.tokens[len(title.tokens) : len(title.tokens) + _OPENING]
    return plain and any(_plain_name(word, whole, known) and not _stands(word, told) for word in opening)


def _plain_name(word: str, text: Details, known: Collection[str]) -> bool:
    return (word in known or word in text.capitalised) and word not in _EVERYDAY and word not in NO_NAMES


def _maybe_name(word: str, rare: Callable[[str], bool]) -> bool:
    return len(word) > 2 and word[0].isalpha() and word not in stop_words() and word not in NO_NAMES and rare(word)


def other_numbers(text: Details, whole: Details) -> bool:
    """Whether text and claim each name a number of one kind that the other doesn't."""
    return any(
        text.named[kind] - whole.named[kind] and whole.named[kind] - text.named[kind]
        for kind in NUMBER_KINDS
        if kind in text.named and kind in whole.named and len(whole.named[kind]) <= 4
    )


def lost_number(title: str, text: Details) -> bool:
    """Whether a title has lost its number ("bagikan rp juta") while the text names one: nobody can say it is the same."""
    return bool(_KINDS_OF_AMOUNT & text.named.keys()) and _LOST.search(title) is not None


def _stands(word: str, others: Collection[str]) -> bool:
    """Whether a word stands among others, perhaps misspelt or inflected."""
    if word in others:
        return True
    if len(word) < 4 or word[0].isdigit():
        return False
    return any(
        other[0] == word[0] and (other.startswith(word) or SequenceMatcher(None, word, other).ratio() >= 0.8)
        for other in others
        if len(other) >= 4 and abs(len(other) - len(word)) <= 4
    )
