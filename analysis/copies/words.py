"""The words of a text by which two posts are told to be copies: unwrapped, in one spelling, names marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analysis.text.tokens import slang
from analysis.text.wording import unwrap_batch

LONG_WORDS = 40

_POINT = "\x7f"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_END = "\0"
_TOKEN = re.compile(r"\0|[\d\x7f]+|[^\W\d_]+")
_SEPARATED = "".join(chr(code) if chr(code).isalnum() or chr(code) in (_POINT, _END) else " " for code in range(128))
_NAME = re.compile(r"[^\W\d_]+")
_TWICE = re.compile(r"[^\W\d_]{4,}\Z")
_SENTENCE_END = re.compile(r"[.!?\n:]+")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"[.,:]")
_THOUSAND = re.compile(r"(\d) (?:ribu|rb)\b")
THOUSANDS = frozenset({"ribu", "rb"})
_SMALL = {
    word: str(number)
    for number, word in enumerate("dua tiga empat lima enam tujuh delapan sembilan sepuluh".split(), 2)
}
_SMALL_THOUSAND = re.compile(rf"(?<!puluh )(?<!ratus )\b({'|'.join(_SMALL)}) ribu\b")
# What headlines have for offices and ranks, lists for places, and chat for a few words.
_SHORT = {
    "kades": "kepala desa",
    "sekdes": "sekretaris desa",
    "wabup": "wakil bupati",
    "wagub": "wakil gubernur",
    "wapres": "wakil presiden",
    "wawali": "wakil wali",
    "wawalkot": "wakil wali kota",
    "walkot": "wali kota",
    "kejari": "kejaksaan negeri",
    "kejati": "kejaksaan tinggi",
    "kejagung": "kejaksaan agung",
    "pemkab": "pemerintah kabupaten",
    "pemkot": "pemerintah kota",
    "pemprov": "pemerintah provinsi",
    "kadis": "kepala dinas",
    "dinkes": "dinas kesehatan",
    "disdik": "dinas pendidikan",
    "dishub": "dinas perhubungan",
    "dinsos": "dinas sosial",
    "disnaker": "dinas tenaga kerja",
    "sekda": "sekretaris daerah",
    "ds": "desa",
    "dsn": "dusun",
    "dateng": "datang",
    "telpon": "telepon",
    "telp": "telepon",
    "jt": "juta",
}
_REPEAT = re.compile(r"([^\W\d_])\1{2,}")
_ROMAN = re.compile(r"[ivxlcdm]+")


class Wording(NamedTuple):
    """A text without its wrapping.

    Args:
        title: words of the headline.
        body: words of the text, in order, lower case, elongation folded, abbreviations written out.
        names: lower-case words that are written with a capital inside a sentence; of long texts only.
        cut: whether the text ends in dots, so that its last word may be the beginning of one.
    """

    title: tuple[str, ...]
    body: tuple[str, ...]
    names: frozenset[str]
    cut: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Headline and text."""
        return self.title + self.body


def wording(title: str, text: str) -> Wording:
    """The wording of one post."""
    return wordings([title], [text])[0]


def wordings(titles: Sequence[str], texts: Sequence[str]) -> list[Wording]:
    """The wordings of many posts, several times faster than one by one."""
    return wordings_of(unwrap_batch(titles, texts))


def wordings_of(both: Sequence[str]) -> list[Wording]:
    """The wordings of unwrapped headlines and texts in turn."""
    words = list(_split_all(both))
    return [
        Wording(head, body, _names(text) if len(body) >= LONG_WORDS else frozenset(), text.rstrip().endswith(".."))
        for head, body, text in zip(words[0::2], words[1::2], both[1::2], strict=True)
    ]


def _names(text: str) -> frozenset[str]:
    """Capitalised words that do not open a sentence; none in a text that is all capitals."""
    if text.isupper():
        return frozenset()
    found: set[str] = set()
    for sentence in _SENTENCE_END.split(text):
        found.update(word.lower() for word in _NAME.findall(sentence)[1:] if word[0].isupper())
    return frozenset(found)


def _split_all(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Words of every text in lower case and standard spelling, and numbers in one spelling.

    "parahhhh" is "parah", "jln" "jalan", "Rp 120.000" and "Rp120rb" both "rp", "120000".
    """
    # Our own marks, when a stranger writes them, are nothing: they would read otherwise beside other texts than alone.
    plain = [text.replace(_END, " ").replace(_POINT, " ") for text in texts]
    low = _NUMBER.sub(_one_number, f" {_END} ".join(plain).lower())
    found = low.translate(_SEPARATED).split() if low.isascii() else _TOKEN.findall(low)
    # A standard form may be two words, so they are joined and split again.
    joined = " ".join(map(_standard, found))
    if " ribu" in joined or " rb" in joined:
        joined = _SMALL_THOUSAND.sub(lambda found: f"{_SMALL[found[1]]}000", _THOUSAND.sub(r"\g<1>000", joined))
    words = [*joined.split(), _END]
    start = 0
    for _ in texts:
        stop = words.index(_END, start)
        yield tuple(words[start:stop])
        start = stop + 1


def _one_number(number: re.Match[str]) -> str:
    """A number as one word of digits: "120.000" is "120000", "1,5" is "1" and "5" with a mark between.

    The 2 of "hati2" is the word said twice.
    """
    written = number[0]
    if written == "2" and (twice := _TWICE.search(number.string, max(number.start() - 20, 0), number.start())):
        return f" {twice[0]} "
    if len(written) > 2 and not written.isdecimal():
        written = _DECIMAL.sub(_POINT, _THOUSANDS.sub("", written))
    return f" {written} "


def standard_words(words: Iterable[str]) -> tuple[str, ...]:
    """Words that stand alone, in standard spelling; a standard form may be two words."""
    return tuple(" ".join(map(_standard, words)).split())


def neither_alone_nor_single() -> frozenset[str]:
    """Words whose standard form is several words, or one that makes a number with what stands before it."""
    table = slang() | _SHORT
    return THOUSANDS.union(word for word, form in table.items() if " " in form or form in THOUSANDS)


@lru_cache(maxsize=200_000)
def _standard(word: str) -> str:
    folded = fold_letters(word) if _REPEAT.search(word) else word
    return _SHORT.get(folded) or slang().get(folded, folded)


def fold_letters(word: str) -> str:
    """A word with letters that stand three times and more written once; a Roman number (viii) as it is."""
    return word if len(word) <= 3 or _ROMAN.fullmatch(word) else _REPEAT.sub(r"\1", word)
