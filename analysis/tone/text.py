"""What the tone model reads: normalised words with negation marked, emoji and ``! ?`` kept as words.

"Pelayanannya tidak ramah" becomes ``pelayanan tidak ~ramah``: the three words after a negation carry a mark (Das &
Chen 2001; Pang et al. 2002), until a punctuation mark or a conjunction ends its reach. The clitic *-nya* goes, so that
"tempat nya", "tempatnya" and "tempat" are one word.
"""

import re
from typing import Final

from analysis.text.pieces import Piecewise, Remembered
from analysis.text.tokens import standard_of

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*2?|[!?]+|[.,;:]|[\u2600-\u27bf\U0001f300-\U0001faff]")
_NEGATIONS: Final = frozenset({"tidak", "bukan", "belum", "jangan", "tanpa"})
_MAY_DENY: Final = re.compile("tidak|bukan|belum|jangan|tanpa")
_REACH_ENDS: Final = frozenset({"tetapi", "namun", "dan", "yang", "karena", "tapi"})
_REACH: Final = 3
_SIGNS: Final = frozenset(".,;:!?")


def tone_text(text: str) -> str:
    """The words the tone model counts, joined by single spaces; "" where there is nothing to read."""
    plain = _tone(text)
    # A negation is a word that stays as it is.
    if not _MAY_DENY.search(plain):
        return plain
    words = _words(text).split(" ")
    if _NEGATIONS.isdisjoint(words):
        return plain
    return " ".join(filter(None, _marked(words, list(map(_BARE.__getitem__, words)))))


def _marked(words: list[str], bare: list[str]) -> list[str]:
    """The bare words with a mark on those that a negation reaches."""
    for place in [place for place, word in enumerate(words) if word in _NEGATIONS]:
        left = _REACH
        for after in range(place + 1, len(words)):
            if not left or words[after][0] in _SIGNS or words[after] in _NEGATIONS or bare[after] in _REACH_ENDS:
                break
            if bare[after]:
                bare[after] = f"~{bare[after]}"
                left -= 1
    return bare


def _bare(word: str) -> str:
    """What is left of a word that no negation reaches; nothing of most signs."""
    if word[:1] in _SIGNS:
        return word[0] if word[:1] in {"!", "?"} else ""
    if word == "nya":
        return ""
    return word[:-3] if len(word) > 5 and word.endswith("nya") else word


_BARE: Final = Remembered(_bare)
_words: Final = Piecewise(lambda piece: standard_of(piece, _TOKEN), "none")
#: What is left of these words.
_tone: Final = Piecewise(
    lambda piece: " ".join(filter(None, map(_bare, standard_of(piece, _TOKEN).split(" ")))), "none"
)
