"""Names that a library knows, and titles that lost their numbers.

Case tells names: a word that the library's running text writes with a capital within sentences is one. No list of persons is kept.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from analysis.claims.details import NUMBER_KINDS, Details

_WITHIN: Final = re.compile(r"(?<=[a-z,] )[A-Za-z][A-Za-z'’\-]{2,30}\b")
_CAPITAL: Final = 0.75
_SEEN: Final = 3
_READ: Final = 1_500
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


def lost_number(title: str, text: Details) -> bool:
    """Whether a title has lost its number ("bagikan rp juta") while the text names one: nobody can say it is the same."""
    return bool(_KINDS_OF_AMOUNT & text.named.keys()) and _LOST.search(title) is not None
