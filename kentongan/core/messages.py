"""What the application says to people, in Indonesian and in English.

Errors and notices are written once, in both languages, at the place that knows what happened; the rim (command line,
page, report) picks the language. A catalogue of keys would part the words from their reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal
from unicodedata import category

Lang = Literal["id", "en"]
_KEPT_TIME: Final = re.compile(r"^\d{4}-(\d\d)-(\d\d) (\d\d):(\d\d)(?= )")


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence or short text in both languages.

    Args:
        id: plain Indonesian, formal register, no exclamation marks.
        en: the same in English.
    """

    id: str
    en: str

    def to(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.en if lang == "en" else self.id


def printable(text: str) -> str:
    """Text of strangers on one line, fit for a terminal: no control characters, no marks that turn the reading around."""
    # A mark without width stands inside words; anything else that cannot be shown parts them.
    return " ".join("".join(c if c.isprintable() else "" if category(c) == "Cf" else " " for c in text).split())


def dated(line: str) -> str:
    """A line of a history as people read it: "2026-11-16 06:00 …" is kept, "16-11 06.00 …" is shown."""
    return _KEPT_TIME.sub(r"\2-\1 \3.\4", line)
