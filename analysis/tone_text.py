"""What the tone model reads: normalised words with negation marked, emoji and ``! ?`` kept as words.

"Pelayanannya tidak ramah" becomes ``pelayanan tidak ~ramah``: the three words after a negation carry a mark (Das &
Chen 2001; Pang et al. 2002), until a punctuation mark or a conjunction ends its reach. The clitic *-nya* goes, so that
"tempat nya", "tempatnya" and "tempat" are one word.
"""

import re
from typing import Final

from analysis.tokens import Remembered, normalise, standard

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*2?|[!?]+|[.,;:]|[\u2600-\u27bf\U0001f300-\U0001faff]")
_NEGATIONS: Final = frozenset({"tidak", "bukan", "belum", "jangan", "tanpa"})
_REACH_ENDS: Final = frozenset({"tetapi", "namun", "dan", "yang", "karena", "tapi"})
_REACH: Final = 3


def tone_text(text: str) -> str:
    """The words the tone model counts, joined by single spaces; "" where there is nothing to read."""
    words = standard(_TOKEN.findall(normalise(text)))
    if _NEGATIONS.isdisjoint(words):
        return " ".join(" ".join(map(_BARE.__getitem__, words)).split())
    out: list[str] = []
    left = 0
    for word in words:
        first = word[0]
        if first in ".,;:!?":
            left = 0
            if first in "!?":
                out.append(first)
        elif word in _NEGATIONS:
            left = _REACH
            out.append(word)
        elif word != "nya":
            bare = word[:-3] if len(word) > 5 and word.endswith("nya") else word
            if bare in _REACH_ENDS:
                left = 0
            out.append(f"~{bare}" if left else bare)
            left = max(left - 1, 0)
    return " ".join(out)


def _bare(word: str) -> str:
    """What is left of a word that no negation reaches; nothing of most signs."""
    first = word[0]
    if first in ".,;:!?":
        return first if first in "!?" else ""
    if word == "nya":
        return ""
    return word[:-3] if len(word) > 5 and word.endswith("nya") else word


_BARE: Final = Remembered(_bare)
