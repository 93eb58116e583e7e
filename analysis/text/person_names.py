"""What a single word is when somebody may be named by it: a name, a name and a word, an ordinary word, or unknown."""

from __future__ import annotations

import lzma
import re
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from typing import Final

from analysis.text.tokens import stems

# Javanese and Sundanese names are made from a stock of endings.
_ENDINGS: Final = re.compile(
    r"[a-z]{2,}(?:iyem|inem|inah|iyati|iningsih|ningsih|ningrum|ningtyas|astuti|yanto|wanto|narto|yono|jono|warno|wito|"
    r"yadi|yah?ni|wati|siyah|minah|kiyem|istyo|setyo|putra|putri|saputra|syah|uddin|udin|ullah|wijaya|kusuma|permana|"
    r"natha|ananda|silvia|liana|lina|fitri|yanti|ianti|ianto|handoko|hutomo|yoto|woto|ardjo|sono|dono|tmoko|ntoro|naryo|wiryo|iono|[bcdgklmnprstv]ius|"
    r"[dlmrst]inus|ianus|[lr]dus|ertus|undus|andus)"
)
# Verbs that end like a name: "ngelewati", "mangalewati", "dilayani".
_VERBS: Final = re.compile(r"(?:me|ma|ng|ny|di|ka)[a-z]*(?:wati|layani|yakini|alami|wakili|wali|jalani|sayangi|temani)")
_OFTEN: Final = 0.5
_SELDOM: Final = 0.3


class WordKind(Enum):
    """What a word is by itself, whatever its letters' case."""

    NAME = "name"
    ALSO = "a name and a word"
    PLAIN = "an ordinary word"
    NEW = "unknown"


def _list(name: str) -> frozenset[str]:
    text = (files("analysis") / "data" / name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """(names, names that are words as well)."""
    return _list("given_names.txt"), _list("names_also_words.txt")


@lru_cache(maxsize=1)
def _background() -> dict[str, float]:
    """Words of ordinary texts, names among them, and in how many of a thousand sentences."""
    text = (files("analysis") / "data" / "word_background.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {word: float(rate) for word, rate in rows}


@lru_cache(maxsize=1)
def _chat() -> frozenset[str]:
    """Slang and stop words."""
    tables = (files("analysis") / "data" / name for name in ("slang.tsv", "stop_words.tsv"))
    rows = (line for table in tables for line in table.read_text(encoding="utf-8").splitlines()[1:])
    return frozenset(row.split("\t")[0] for row in rows)


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    """Ordinary words, their stems and slang."""
    packed = (files("analysis") / "data" / "plain_words.txt.xz").read_bytes()
    roots = lzma.decompress(packed).decode("ascii").split()
    return frozenset([*roots, *stems(roots), *_chat()])


@lru_cache(maxsize=8192)
def word_kind(word: str) -> WordKind:
    """What `word` is; case, a final dot and a curly apostrophe do not matter."""
    low = word.lower().strip(".").replace("’", "'")
    names, also = _names()
    if low in names:
        return WordKind.NAME
    if low in also:
        return WordKind.ALSO
    if low in _plain() or low in _background() or stems([low])[0] in _plain():
        return WordKind.PLAIN
    left, dash, right = low.partition("-")
    if dash and len(left) > 2 and (left[-3:] == right[-3:] or left[:3] == right[:3]):
        return WordKind.PLAIN
    if dash and left and right:
        halves = {word_kind(left), word_kind(right)}
        return next(kind for kind in (WordKind.PLAIN, WordKind.NAME, WordKind.ALSO, WordKind.NEW) if kind in halves)
    return WordKind.NAME if _ENDINGS.fullmatch(low) and not _VERBS.fullmatch(low) else WordKind.NEW


@lru_cache(maxsize=1)
def _shapes() -> dict[str, float]:
    """What each run of letters weighs; "" is where the scale begins."""
    text = (files("analysis") / "data" / "name_shapes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {part: float(weight) for part, weight in rows}


@lru_cache(maxsize=8192)
def name_shape(word: str) -> float:
    """How far an unknown word looks like a name, in log-odds: above 0 more than not."""
    framed = f"^{word.lower()}$"
    parts = {framed[at : at + size] for size in (2, 3, 4) for at in range(len(framed) - size + 1)}
    weights = _shapes()
    return weights[""] + sum(weights.get(part, 0.0) for part in parts)


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """Often met in ordinary texts, so that in small letters it is a word rather than a name."""
    low = word.lower()
    if low in _names()[1]:
        return low in _chat() or _background().get(low, 0.0) >= _SELDOM
    return low in _plain() or _background().get(low, 0.0) >= _OFTEN


@lru_cache(maxsize=4096)
def is_given_name(word: str) -> bool:
    """A name, and no word beside; any case."""
    return word_kind(word) is WordKind.NAME


@lru_cache(maxsize=4096)
def is_ordinary(word: str) -> bool:
    """A word of ordinary texts that is not on the lists of names; any case."""
    low = word.lower().strip(".")
    return low in _background() and low not in _names()[0]
