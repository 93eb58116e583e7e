"""What a text says once its wrapping is off: the words by which two posts are told to be copies.

Wrapping is what outlets and people put around somebody else's text: "RT @x:", "(ANTARA) -", "Liputan6.com, Jakarta -",
"VIDEO:", " - Kompas.com", links, trailing hashtags, emoji, "baca selengkapnya", "teruskan ke grup lain".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from analysis.word_set import word_set

LIMIT_CHARS = 4_000
"""Longer texts are compared by their first characters."""

_LINK = re.compile(r"https?://\S+|www\.\S+|pic\.twitter\.com/\S+")
_REPOST = re.compile(r"\bRT\b(?=\s*@)|\bRT\s*:|\bvia\s+(?=@)|@\w+:?")
_TRAILING_TAGS = re.compile(r"(?:\s*#\w+)+\s*$")
_OUTLET_TAIL = re.compile(
    r"\s+[-|–—]\s+(?:[\w.]{2,25}\.(?:com|co|id|co\.id|net|tv)|[A-Z][\w.]{2,20}(?:\s(?:News|TV|Online|Indonesia))?)\s*$"
)
_HEAD_LABEL = re.compile(
    r"^\s*(?:[\[(]\s*[\w .]{2,25}\s*[\])]|(?:video|foto|photo|breaking\s*news|viral|heboh|infografis|live|top\s*news|"
    r"berita\s*terkini|terkini|update|populer|eksklusif)\s*[:!|-])\s*",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^\s*(?:\(?[A-Z][\w./ ]{2,30}\)?\s*,?\s*)?(?:[\w.]{2,25}\.(?:com|co\.id|id|net)|\(?ANTARA(?:\s?News)?\)?)\b"
    r"[^-–—\n]{0,40}[-–—]+\s*",
)
_MORE = re.compile(
    r"(?:\.\.\.|…)?\s*\[?\(?\s*(?:baca\s*(?:juga|selengkapnya|selanjutnya)|selengkapnya|lihat\s*(?:juga|selengkapnya)|"
    r"simak\s*(?:juga|selengkapnya)|klik\s*(?:di\s*sini|tautan|link)|read\s*more)\b[^\n]{0,120}\s*$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"^\s*(?:diteruskan|forwarded(?:\s+many\s+times)?|fwd|copas\s*dari\s*\w+\s*\w*|dari\s+grup\s+sebelah)\s*[:.\n-]\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_REPEAT = re.compile(r"([^\W\d_])\1{2,}")

DENIAL = word_set(
    "hoaks hoax hoak disinformasi misinformasi klarifikasi membantah dibantah bantah bantahan faktanya bohong palsu "
    "keliru menyesatkan fitnah"
)
NEGATION = word_set("tidak bukan tak belum batal jangan tanpa gak ga nggak enggak kagak ndak tdk gagal tolak")
_CARRIES_NOTHING = word_set(
    "di ke dari yang dan ini itu ada akan untuk dengan pada oleh juga sudah telah lah kah pun nih sih dong deh ya yg dgn "
    "utk dr jg sdh udah kok the a an of to in is"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text without its wrapping.

    Args:
        title: words of the headline.
        body: words of the text, in order, lower case, elongation folded.
        names: lower-case words that are written with a capital inside a sentence, and numbers.
    """

    title: tuple[str, ...]
    body: tuple[str, ...]
    names: frozenset[str]

    @property
    def words(self) -> tuple[str, ...]:
        """Headline and text."""
        return self.title + self.body


def _behind(pattern: re.Pattern[str], text: str) -> str:
    """What stands behind a match at the very start; the whole text when there is none."""
    found = pattern.match(text)
    return text[found.end() :] if found else text


def unwrap_title(title: str) -> str:
    """A headline without labels in front and the outlet's name behind."""
    title = _behind(_HEAD_LABEL, title)
    if any(dash in title for dash in (" - ", " | ", " – ", " — ")):
        title = _OUTLET_TAIL.sub("", title[-LIMIT_CHARS:])
    return _LINK.sub(" ", title) if "http" in title else title


def unwrap_text(text: str) -> str:
    """A text without repost marks, datelines, links, trailing hashtags and invitations to read on."""
    text = text[:LIMIT_CHARS]
    if "http" in text or "www." in text or "pic.twitter" in text:
        text = _LINK.sub(" ", text)
    if "@" in text or "RT" in text:
        text = _REPOST.sub(" ", text)
    text = _behind(_HEAD_LABEL, _behind(_FORWARD, text))
    if any(dash in text[:160] for dash in "-–—"):
        text = _behind(_DATELINE, text)
    body, tail = text[:-240], text[-240:]
    if "#" in tail:
        tail = _TRAILING_TAGS.sub("", tail)
    low = tail.lower()
    if any(word in low for word in ("baca", "selengkapnya", "lihat", "simak", "klik", "read")):
        tail = _MORE.sub("", tail)
    return body + tail


def normal(text: str) -> str:
    """NFKC, so that mathematical bold letters and full-width digits are the plain ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def split_words(text: str) -> list[str]:
    """Lower-case words and numbers; "parahhhh" → "parah"."""
    return [fold_letters(word) for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=100_000)
def fold_letters(word: str) -> str:
    """A word with letters that stand three times and more written once."""
    return _REPEAT.sub(r"\1", word) if len(word) > 3 else word


def wording(title: str, text: str) -> Wording:
    """The wording of one post."""
    head, body = normal(unwrap_title(title)), normal(unwrap_text(text))
    return Wording(tuple(split_words(head)), tuple(split_words(body)), _names(body) | _numbers(head))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text) if word[0].isdigit())


def _names(text: str) -> frozenset[str]:
    """Capitalised words that do not open a sentence, and numbers; none in a text that is all capitals."""
    if text.isupper():
        return _numbers(text)
    found: set[str] = set()
    for sentence in re.split(r"[.!?\n:]+", text):
        words = _WORD.findall(sentence)
        found.update(word.lower() for word in words[1:] if word[0].isupper())
        found.update(word.lower() for word in words if word[0].isdigit())
    return frozenset(found)


def shingles(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Pairs of neighbouring words."""
    return frozenset(pairwise(words))


SHORT_WORDS = 40
LEAST_WORDS = 3
_LEAST_CONTAINED = 12
_LEAST_PREFIX = 10


def same_wording(one: Wording, other: Wording) -> bool:
    """Is one a copy of the other: the same text but for its wrapping, small edits, an own headline, or truncation?

    Short texts may differ by added words and by spelling, never by a replaced word: "banjir di Demak" and "banjir di
    Kudus" are two events. In long texts names and numbers must agree, so that a filled-in template is no copy. A text
    that denies another is never its copy.
    """
    if bool(DENIAL & {*one.words}) != bool(DENIAL & {*other.words}):
        return False
    if one.title and other.title and _other_numbers(one.title, other.title):
        return False
    views = [(one.words, other.words)]
    if one.body and other.body and (one.title or other.title):
        views.append((one.body, other.body))
    if one.title and not other.title:
        views.append((one.title, other.body))
    if other.title and not one.title:
        views.append((one.body, other.title))
    return any(min(len(a), len(b)) >= LEAST_WORDS and _same(a, b, one.names, other.names) for a, b in views)


def _other_numbers(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Each of two headlines has a number that the other lacks: another date, another count."""
    numbers_a, numbers_b = ({word for word in words if word[0].isdigit()} for words in (a, b))
    return bool(numbers_a - numbers_b) and bool(numbers_b - numbers_a)


def _same(a: tuple[str, ...], b: tuple[str, ...], names_a: frozenset[str], names_b: frozenset[str]) -> bool:
    if a == b:
        return True
    if len(a) > len(b):
        a, b, names_a, names_b = b, a, names_b, names_a
    if len(a) >= _LEAST_PREFIX and a[:-1] == b[: len(a) - 1]:
        return True  # cut off, perhaps inside its last word
    pairs_a, pairs_b = shingles(a), shingles(b)
    common = len(pairs_a & pairs_b)
    if not common:
        return False
    contained = common / len(pairs_a)
    jaccard = common / len(pairs_a | pairs_b)
    if len(a) >= SHORT_WORDS:
        return (jaccard >= 0.6 or contained >= 0.85) and _names_agree(names_a & {*a}, names_b & {*b})
    if len(a) >= _LEAST_CONTAINED and len(b) >= 2 * len(a):
        return contained >= 0.85 and not _lost(a, b)
    return contained >= 0.6 and jaccard >= 0.45 and _small_edit(a, b)


def _names_agree(names_a: frozenset[str], names_b: frozenset[str]) -> bool:
    """Nearly all names and numbers of the shorter text stand in the longer one."""
    if not names_a:
        return True
    missing = len(names_a - names_b)
    return missing <= 0.25 * len(names_a)


def _lost(a: tuple[str, ...], b: tuple[str, ...]) -> list[str]:
    """Words of a that b lacks, but for spelling."""
    from rapidfuzz import fuzz

    there = set(b)
    missing = [word for word in dict.fromkeys(a) if word not in there and word not in _CARRIES_NOTHING]
    extra = [word for word in there - set(a) if len(word) > 2]
    return [
        word
        for word in missing
        if word[0].isdigit() or not any(fuzz.ratio(word, near) >= 80 for near in extra if near[0] == word[0])
    ]


def _small_edit(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Added words and spelling only: nothing replaced, nothing negated, not much more than the shorter text."""
    gone, added = _lost(a, b), _lost(b, a)
    if (NEGATION & {*gone, *added}) or len(added) > max(2, 0.5 * len(a)):
        return False
    if not gone:
        return True
    # In a text of some length one plain word may change ("warga" → "masyarakat"), but no number and no place.
    return len(gone) == 1 and len(added) <= 1 and len(a) >= 15 and not any(w[0].isdigit() for w in (*gone, *added))
