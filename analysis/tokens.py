"""Indonesian words: normalising, splitting, slang, stop words, stems.

Everything here is a pure function of one text. The order is always the same::

    normalise -> words -> standard_words (slang map) -> content_words (stop words out) -> stems

Stems come from the Snowball stemmer for Indonesian (Tala 2003, as carried by PyStemmer). The more exact Sastrawi
is not used: its root-word dictionary may not be used commercially.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

_INVISIBLE: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]")
_URL: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w@])@\w[\w.]*")
_HASHTAG: Final = re.compile(r"#(\w+)")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])")
_LONG_RUN: Final = re.compile(r"([a-zà-ÿ])\1{2,}")
_LAUGH: Final = re.compile(r"\b(?:(?:wk){2,}[wk]*|(?:ha|hi|he|xi){2,}\w?|awo(?:kwo)+k*)\b")
_LAUGHS: Final = ("wkwk", "haha", "hihi", "hehe", "xixi", "awok")
_REMEMBERED: Final = 100_000
_KEPT_CHARACTERS: Final = 4_000
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
    # Several steps ask for the same text; long ones are not kept, or a stream of them would fill memory.
    return _normalise_kept(text) if len(text) <= _KEPT_CHARACTERS else _normalise(text)


def _normalise(text: str) -> str:
    text = visible(text)
    if "http" in text or "www." in text or "HTTP" in text:
        text = _URL.sub(" ", text)
    if "@" in text:
        text = _HANDLE.sub(" ", text)
    if "#" in text:
        text = _HASHTAG.sub(lambda match: split_hashtag(match[1]), text)
    text = text.casefold()
    if _may_repeat(text):
        text = _LONG_RUN.sub(r"\1", text)
    for laugh in _LAUGHS:
        if laugh in text:
            return _LAUGH.sub("haha", text)
    return text


def _may_repeat(text: str) -> bool:
    """Whether three equal characters may stand in a row: the text, moved by one and laid over itself, is zero there.

    A tenth of what the pattern takes to find none.
    """
    if not text.isascii():
        return True
    number = int.from_bytes(text.encode(), "big")
    return b"\0\0" in (number ^ (number >> 8)).to_bytes(len(text), "big")


_normalise_kept: Final = lru_cache(maxsize=4_096)(_normalise)


def words(text: str) -> list[str]:
    """The words and numbers of a text after :func:`normalise`, in order; reduplication stays ("anak-anak")."""
    return _WORD.findall(normalise(text))


def standard(tokens: Sequence[str]) -> list[str]:
    """Replace informal forms by their standard form; ``teman2`` becomes ``teman-teman``."""
    return " ".join(map(_STANDARD.__getitem__, tokens)).split(" ") if tokens else []


class Remembered(dict[str, str]):
    """Token → its words with blanks between them, each worked out once: texts repeat their words.

    Joining what ``map`` gives for all tokens of a text and splitting it again runs no Python code per word.
    """

    def __init__(self, work: Callable[[str], str]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, token: str) -> str:
        found = self._work(token)
        # One string for both is one less to fetch from memory.
        found = token if found == token else found
        if len(self) < _REMEMBERED:
            self[token] = found
        return found


def _standard(token: str) -> str:
    table = slang()
    known = table.get(token)
    if known is not None:
        return known
    if token[-1] == "2" and len(token) > 3 and token[:-1].isalpha():
        root = table.get(token[:-1], token[:-1])
        return f"{root}-{root}"
    return token


_STANDARD: Final = Remembered(_standard)


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
    halves = [_half(token) for token in tokens]
    found: list[str] = _stemmer().stemWords(halves)
    return found


def _half(token: str) -> str:
    """One half of a plain reduplication; any other word unchanged."""
    left, dash, right = token.partition("-")
    return left if dash and left == right else token
