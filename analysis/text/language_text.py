"""What the language model reads: letters and apostrophes of the first thousand characters, lower case."""

import re
from typing import Final

from analysis.text.pieces import Piecewise
from analysis.text.tokens import tokens_of

_LETTERS: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*['’]?")
#: Longer texts repeat themselves: a thousand characters already decide.
READ_CHARACTERS: Final = 1000


def language_text(text: str) -> str:
    """Words of a text for the language model, joined by single spaces; slang stays, it is a sign of its own."""
    return _words(text[:READ_CHARACTERS])


_words: Final = Piecewise(lambda piece: " ".join(tokens_of(piece, _LETTERS)).replace("’", "'"), "none")
