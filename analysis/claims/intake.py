"""What a report brings to the hoax desk: its form, whether it holds a fact to check, and whether two reports say the same.

The machine proposes; an officer may correct each of these. Rules after field guide 10: a picture needs a question, an
opinion is no claim.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.claims.cues import link_hosts
from analysis.claims.details import details
from analysis.claims.sentence import checkable_words
from analysis.text.tokens import stems

FORMS: Final = ("teks", "gambar", "video", "surat", "tautan")
READ: Final = 5_000
#: Two claims are one from this share of the shorter one's own words, of which there are at least so many.
SAME_SHARE: Final = 0.7
SAME_WORDS: Final = 4
_KINDS: Final = ("money", "percent", "year", "place", "bank", "kabupaten", "kota", "count", "day")
_LETTER: Final = re.compile(
    r"\bsurat (?:edaran|resmi|keputusan|pemberitahuan|undangan|tugas|panggilan)\b|\bSK (?:bupati|gubernur|wali)",
    re.IGNORECASE,
)
_VIDEO: Final = re.compile(r"\b(?:video|rekaman|klip|cctv)\b", re.IGNORECASE)
_PICTURE: Final = re.compile(r"\b(?:foto|gambar|tangkapan layar|screenshot|poster|flyer|pamflet)\b", re.IGNORECASE)
_JUDGES: Final = re.compile(
    r"\b(?:menurut (?:saya|aku|gue|gw|kami|pendapat)|sebaiknya|se?harusnya|semoga|mudah-mudahan|payah|jelek|bobrok|"
    r"(?:gak|ga|nggak|tidak|tak) becus|paling (?:baik|buruk|bagus|jelek|parah)|ter(?:baik|buruk)|benci|kecewa|bangga|memalukan|"
    r"keren|mantap|percuma|lebay|muak|capek|bosan|salut|hebat|bagus sekali|buruk sekali|tidak adil|kurang peduli|tidak peduli|"
    r"lamban|lemot|abai|janji doang|pencitraan|semrawut)\b",
    re.IGNORECASE,
)


def form_guess(text: str) -> str:
    """The form that a pasted text speaks of: one of `FORMS`, "" for no text at all."""
    head = text[:READ]
    if not head.strip():
        return ""
    if _LETTER.search(head):
        return "surat"
    if _VIDEO.search(head[:600]):
        return "video"
    if _PICTURE.search(head[:600]):
        return "gambar"
    return "tautan" if link_hosts(head) else "teks"


def holds_no_fact(text: str) -> bool:
    """A text that judges or wishes and names nothing that could be checked: no number, place, institution or link."""
    head = text[:READ]
    if not _JUDGES.search(head) or link_hosts(head):
        return False
    return not re.search(r"\d", head) and not details(head).named


def same_words(one: str, other: str) -> bool:
    """Two claims in nearly the same words that name no different amount, year, place or institution."""
    left, right = (frozenset(stems(checkable_words(text[:READ]))) for text in (one, other))
    shared = left & right
    if len(shared) < SAME_WORDS or len(shared) < SAME_SHARE * min(len(left), len(right)):
        return False
    mine, theirs = details(one).named, details(other).named
    return not any(kind in mine and kind in theirs and mine[kind].isdisjoint(theirs[kind]) for kind in _KINDS)
