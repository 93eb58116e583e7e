"""The words of a text by which two posts are told to be copies: unwrapped, in one spelling, names marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.tokens import slang
from analysis.wording import LIMIT_CHARS, normal, unwrap_text, unwrap_title

LONG_WORDS = 40

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?\n:]+")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"[,:]")
_THOUSAND = re.compile(r"(?<=\d) (?:ribu|rb)\b")
_REPEAT = re.compile(r"([^\W\d_])\1{2,}")
_ROMAN = re.compile(r"[ivxlcdm]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text without its wrapping.

    Args:
        title: words of the headline.
        body: words of the text, in order, lower case, elongation folded, abbreviations written out.
        names: lower-case words that are written with a capital inside a sentence; of long texts only.
    """

    title: tuple[str, ...]
    body: tuple[str, ...]
    names: frozenset[str]

    @property
    def words(self) -> tuple[str, ...]:
        """Headline and text."""
        return self.title + self.body


def wording(title: str, text: str) -> Wording:
    """The wording of one post."""
    head, body = unwrap_title(normal(title[:LIMIT_CHARS])), unwrap_text(normal(text[:LIMIT_CHARS]))
    words = split_words(body)
    return Wording(split_words(head), words, _names(body) if len(words) >= LONG_WORDS else frozenset())


def _names(text: str) -> frozenset[str]:
    """Capitalised words that do not open a sentence; none in a text that is all capitals."""
    if text.isupper():
        return frozenset()
    found: set[str] = set()
    for sentence in _SENTENCE_END.split(text):
        found.update(word.lower() for word in _NAME.findall(sentence)[1:] if word[0].isupper())
    return frozenset(found)


def split_words(text: str) -> tuple[str, ...]:
    """Words in lower case and standard spelling, and numbers in one spelling.

    "parahhhh" is "parah", "jln" "jalan", "Rp 120.000" and "Rp120rb" both "rp", "120000".
    """
    # A standard form may be two words, so they are joined and split again.
    joined = " ".join(map(_standard, _TOKEN.findall(text.lower())))
    if " ribu" in joined or " rb" in joined:
        joined = _THOUSAND.sub("000", joined)
    return tuple(joined.split())


@lru_cache(maxsize=200_000)
def _standard(word: str) -> str:
    if word[0].isdigit():
        return _DECIMAL.sub(".", _THOUSANDS.sub("", word))
    folded = fold_letters(word)
    return slang().get(folded, folded)


def fold_letters(word: str) -> str:
    """A word with letters that stand three times and more written once; a Roman number (viii) as it is."""
    return _REPEAT.sub(r"\1", word) if len(word) > 3 and not _ROMAN.fullmatch(word) else word
