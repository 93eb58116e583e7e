"""Indonesian words: normalising, splitting, slang, stop words, stems.

Everything here is a pure function of one text. The order is always the same::

    normalise -> words -> standard_words (slang map) -> content_words (stop words out) -> stems

Stems come from the Snowball stemmer for Indonesian (Tala 2003, as carried by PyStemmer). The more exact Sastrawi
is not used: its root-word dictionary may not be used commercially.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

from analysis.text.pieces import Piecewise, Remembered

_INVISIBLE: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]")
_URL: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w@])@\w[\w.]*")
_HASHTAG: Final = re.compile(r"#(\w+)")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])")
_LONG_RUN: Final = re.compile(r"([a-zà-ÿ])\1{2,}")
_LAUGH: Final = re.compile(r"\b(?:(?:wk){2,}[wk]*|(?:ha|hi|he|xi){2,}\w?|awo(?:kwo)+k*)\b")
_MAY_LAUGH: Final = re.compile("h[aei]|wkwk|xi|awo")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*2?|\d+(?:[.,:/]\d+)*")


def _read_table(name: str) -> list[list[str]]:
    text = resources.files("analysis").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line]


@cache
def slang() -> dict[str, str]:
    """Informal form → standard form (one or more words), from ``analysis/data/slang.tsv``."""
    return {row[0]: row[1] for row in _read_table("slang.tsv")}


@cache
def stop_words() -> frozenset[str]:
    """Words without content of their own, from ``analysis/data/stop_words.tsv``."""
    return frozenset(row[0] for row in _read_table("stop_words.tsv"))


def split_hashtag(tag: str) -> str:
    """``BanjirBandang2025`` → ``Banjir Bandang 2025``; a tag without capitals stays one word."""
    return _CAMEL.sub(" ", tag.replace("_", " "))


def visible(text: str) -> str:
    """What a text shows: NFKC (full-width, "mathematical" letters), without zero-width and direction marks."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def normalise(text: str) -> str:
    """One spelling for the many ways of typing the same words.

    NFKC (full-width letters, ligatures, "mathematical" bold), invisible characters out, addresses (URL) and
    ``@accounts`` out, ``#CamelCase`` split, lower case, runs of three or more equal letters shortened to one
    ("lamaaaa" → "lama"), laughter to "haha". Punctuation and emoji stay.
    """
    return " ".join(map(_NORMAL.__getitem__, text.split(" ")))


def _normal(piece: str) -> str:
    """:func:`normalise` of what stands between two blanks: none of its rules looks further."""
    piece = visible(piece)
    if not piece.isalnum():
        if ":" in piece or "." in piece:
            piece = _URL.sub(" ", piece)
        if "@" in piece:
            piece = _HANDLE.sub(" ", piece)
        if "#" in piece:
            piece = _HASHTAG.sub(lambda match: split_hashtag(match[1]), piece)
    piece = _LONG_RUN.sub(r"\1", piece.casefold())
    return _LAUGH.sub("haha", piece) if _MAY_LAUGH.search(piece) else piece


_NORMAL: Final = Remembered(_normal, "same")


def tokens_of(piece: str, pattern: re.Pattern[str]) -> list[str]:
    """What a pattern of words finds in what stands between two blanks, after :func:`normalise`; plain letters are a word."""
    normal = _NORMAL[piece]
    return [normal] if normal.isalpha() and normal.isascii() else pattern.findall(normal)


def standard_of(piece: str, pattern: re.Pattern[str]) -> str:
    """The :func:`standard` forms of :func:`tokens_of` a piece, with blanks between them."""
    normal = _NORMAL[piece]
    if normal.isalpha() and normal.isascii():
        return _STANDARD[normal]
    return " ".join(map(_STANDARD.__getitem__, pattern.findall(normal)))


def words(text: str) -> list[str]:
    """The words and numbers of a text after :func:`normalise`, in order; reduplication stays ("anak-anak")."""
    if text.isalpha() and text.isascii():
        return [_NORMAL[text]]
    found = plain_words(text)
    return found.split(" ") if found else []


plain_words: Final = Piecewise(lambda piece: " ".join(tokens_of(piece, _WORD)), "same")
"""The :func:`words` of a text with single blanks between them."""


def standard(tokens: Sequence[str]) -> list[str]:
    """Replace informal forms by their standard form; ``teman2`` becomes ``teman-teman``."""
    return " ".join(map(_STANDARD.__getitem__, tokens)).split(" ") if tokens else []


def _standard(token: str) -> str:
    table = slang()
    known = table.get(token)
    if known is not None:
        return known
    if token[-1] == "2" and len(token) > 3 and token[:-1].isalpha():
        root = table.get(token[:-1], token[:-1])
        return f"{root}-{root}"
    return token


_STANDARD: Final = Remembered(_standard, "same")


def standard_words(text: str) -> list[str]:
    """:func:`words` with the slang map applied."""
    return standard(words(text))


def content_words(text: str) -> list[str]:
    """:func:`standard_words` without stop words, single letters and bare numbers."""
    stops = stop_words()
    return [word for word in standard_words(text) if word not in stops and len(word) > 1 and not word[0].isdigit()]


@cache
def _stemmer() -> Any:
    import Stemmer

    # The cache of the stemmer itself is keyed by word and bounded, so a hostile stream can't fill memory.
    return Stemmer.Stemmer("indonesian", 50_000)


def stems(tokens: Sequence[str]) -> list[str]:
    """Snowball stems of lower-case words, same length and order; ``anak-anak`` → ``anak``."""
    halves = [_half(token) if "-" in token else token for token in tokens]
    found: list[str] = _stemmer().stemWords(halves)
    return found


def _half(token: str) -> str:
    """One half of a plain reduplication; any other word unchanged."""
    left, dash, right = token.partition("-")
    return left if dash and left == right else token
