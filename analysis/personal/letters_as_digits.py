"""Mobile numbers typed with letters for noughts and ones: "o8i2 3333 oooo"."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal.identity_numbers import Found

_MOBILE: Final = re.compile(r"(?<![\w.])[0oO]8[\doOiIlL](?:[ .\-]{0,2}[\doOiIlL]){7,10}(?![\w]|[.\-]\w)")
_LETTER: Final = re.compile(r"[oOiIlL]")


def mobiles_with_letters(text: str) -> Iterator[Found]:
    """Numbers of ten to thirteen digits of which some are letters."""
    # Most texts have no such beginning: looked for without the pattern.
    place = text.find("8", 1)
    while place > 0:
        if text[place - 1] in "0oO":
            match = _MOBILE.match(text, place - 1)
            if match is not None and _LETTER.search(match[0]):
                yield *match.span(), "phone"
        place = text.find("8", place + 1)
