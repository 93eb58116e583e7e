"""Is this word a given name? A list of common names, and the endings of Javanese and Sundanese ones."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

_ENDINGS: Final = re.compile(
    r"[a-z]{2,}(?:iyem|inem|inah|iyati|ningsih|ningrum|ningtyas|yanto|wanto|narto|yono|jono|warno|wito|yadi|yah?ni|wati|siyah|minah|kiyem)"
)


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    text = (files("analysis") / "data" / "given_names.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Words of ordinary texts, names among them."""
    text = (files("analysis") / "data" / "word_background.tsv").read_text(encoding="utf-8")
    return frozenset(line.split("\t", 1)[0] for line in text.splitlines()[1:])


@lru_cache(maxsize=4096)
def is_given_name(word: str) -> bool:
    """On the list, or unknown to ordinary texts and with the ending of a name; any case."""
    low = word.lower().strip(".")
    return low in _given() or (_ENDINGS.fullmatch(low) is not None and low not in _words())


@lru_cache(maxsize=4096)
def is_ordinary(word: str) -> bool:
    """A word of ordinary texts that is not on the list of names; any case."""
    low = word.lower().strip(".")
    return low in _words() and low not in _given()
