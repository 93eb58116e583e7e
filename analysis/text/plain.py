"""Text in plain characters: digits, letters, blanks and dashes of other shapes as ASCII, each in its place."""

import unicodedata
from typing import Final

_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\ufe0f\u20e3\u00ad"


class _Plain(dict[int, str]):
    """A table for `str.translate` that fills itself: one character for one, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _DASHES:
            plain = "-"
        elif char in _UNSEEN:
            plain = "\u200b"
        elif char == "\u3002":
            plain = "."
        elif char.isdigit():
            plain = str(unicodedata.digit(char))
        elif char.isspace() and char not in "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85":
            plain = " "
        else:
            folded = unicodedata.normalize("NFKC", char)
            plain = folded if len(folded) == 1 and folded.isascii() else char
        self[code] = plain
        return plain


_PLAIN: Final = _Plain()
_ASCII: Final = bytes(range(128))
#: Up to so many different characters are replaced one after the other, which is quicker than a table for all.
_FEW: Final = 8


def odd_characters(text: str) -> set[str]:
    """The characters beyond ASCII; bytes are sifted in C, ten times faster than looking at each character."""
    odd = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return set(odd.decode("utf-8", "surrogatepass"))


def plain(text: str) -> str:
    """The text with digits, letters, blanks and dashes of other shapes as ASCII, and what can't be seen as U+200B."""
    if text.isascii():
        return text
    changed = [char for char in odd_characters(text) if _PLAIN[ord(char)] != char]
    if len(changed) > _FEW:
        return text.translate(_PLAIN)
    # None of them is replaced by another one of them, so the order does not matter.
    for char in changed:
        text = text.replace(char, _PLAIN[ord(char)])
    return text
