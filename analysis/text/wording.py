"""What a text says once its wrapping is off: the words by which two posts are told to be copies.

Wrapping is what outlets and people put around somebody else's text: "RT @x:", "(ANTARA) -", "Liputan6.com, Jakarta -",
"VIDEO:", " - Kompas.com", links, trailing hashtags, emoji, "baca selengkapnya", "teruskan ke grup lain".
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.text.word_set import word_set

LIMIT_CHARS = 4_000
"""Longer texts are compared by their first characters."""

_LINK = re.compile(r"https?://\S+|www\.\S+|pic\.twitter\.com/\S+")
# One pattern for each: a pattern that begins with a letter it can look for is many times faster than alternatives.
_REPOST = re.compile(r" RT(?=\s*[@:])")
_VIA = re.compile(r" via(?=\s+@)")
_ACCOUNT = re.compile(r"@\w+:?")
_TRAILING_TAGS = re.compile(r"#\w+(?:\s*#\w+)*\s*$")
_OUTLET_TAIL = re.compile(
    r"\s+[-|–—]\s+(?:[\w.]{2,25}\.(?:com|co|id|co\.id|net|tv)|[A-Z][\w.]{2,20}(?:\s(?:News|TV|Online|Indonesia))?)\s*$"
)
_HEAD_LABEL = re.compile(
    r"^\s*(?:[\[(]\s*[\w .]{2,25}\s*[\])]|(?:video|foto|photo|breaking\s*news|viral|heboh|infografis|live|top\s*news|"
    r"berita\s*terkini|terkini|update|populer|eksklusif)\s*[:!|-])\s*",
    re.IGNORECASE,
)
_DASH = re.compile(r"[-–—]")
_DASH_OR_BAR = re.compile(r" [-|–—] ")
_DATELINE = re.compile(
    r"^\s*(?:\(?[A-Z][\w./ ]{2,30}\)?\s*,?\s*)?(?:[\w.]{2,25}\.(?:com|co\.id|id|net)|\(?ANTARA(?:\s?News)?\)?)\b"
    r"[^-–—\n]{0,40}[-–—]+\s*",
)
_MORE = re.compile(
    r"(?:baca\s*(?:juga|selengkapnya|selanjutnya)|selengkapnya|lihat\s*(?:juga|selengkapnya)|"
    r"simak\s*(?:juga|selengkapnya)|klik\s*(?:di\s*sini|tautan|link)|read\s*more)\b[^\n]{0,120}\s*$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"^[\s_*]*(?:di\s?teruskan(?:\s+berkali[\s-]?kali)?|forwarded(?:\s+many\s+times)?|fwd(?=[:.-])|"
    r"(?:copas|info|dapat)\s*(?:dari|dr)\s*(?:wa\s*)?(?:grup|group)\s*\w{0,20}|"
    r"copas\s*(?:dari|dr)\s*\w+\s*\w*|dari\s+grup\s+sebelah)[_*]*\s*[:.,\n-]\s*",
    re.IGNORECASE,
)
_PASS_ON = re.compile(
    r"(?:di)?(?:sebar(?:kan|in|luaskan)?|teruskan|bagikan|viralkan|share)"
    r"\s+(?:ke|di|info|pesan|kepada|semua)\b[^\n.]{0,30}\b(?:grup|group|keluarga|kontak|teman|kerabat)\b[^\n.]{0,30}$|"
    r"(?:diteruskan|forwarded)(?:\s+berkali[\s-]?kali|\s+many\s+times)?[\W_]*$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:(?:pewarta|editor|reporter|penulis|redaktur|sumber|source|foto)\s*:[^\n:]{0,40}){1,4}\s*$",
    re.IGNORECASE,
)

# Tails are looked for only where a word of the first and one of the second list stand near the end.
_TAILS = (
    (
        _MORE,
        ("baca", "selengkapnya", "lihat", "simak", "klik", "read"),
        ("juga", "selengkapnya", "selanjutnya", "sini", "tautan", "link", "more"),
    ),
    (
        _PASS_ON,
        ("sebar", "teruskan", "bagikan", "viralkan", "share", "forward"),
        ("grup", "group", "keluarga", "kontak", "teman", "kerabat", "teruskan", "forwarded"),
    ),
    (_CREDIT, ("pewarta", "editor", "reporter", "penulis", "redaktur", "sumber", "source", "foto"), (":",)),
)

_OTHER_LETTER = re.compile(r"[^\x00-\x7f\W]")

DENIAL = word_set(
    "hoaks hoax hoak disinformasi misinformasi klarifikasi membantah dibantah bantah bantahan faktanya bohong palsu "
    "keliru menyesatkan fitnah"
)
_DENIES = re.compile(r"hoa[kx]|salah|disinfo|misinfo|klarifikasi|bohong|palsu|keliru|sesat|fitnah", re.IGNORECASE)
NEGATION = word_set(
    "tidak bukan tak belum batal batalkan dibatalkan membatalkan pembatalan jangan tanpa gak ga nggak enggak kagak ndak "
    "tdk gagal tolak ditolak menolak"
)
CARRIES_NOTHING = word_set(
    "di ke dari yang dan ini itu ada akan untuk dengan pada oleh juga sudah telah lah kah pun nih sih dong deh ya yg dgn "
    "utk dr jg sdh udah kok the a an of to in is guys gaes min admin tolong mohon bantu up rt"
)


def _behind(pattern: re.Pattern[str], text: str) -> str:
    """What stands behind a match at the very start; the whole text when there is none."""
    found = pattern.match(text)
    return text[found.end() :] if found else text


def _unlabelled(text: str) -> str:
    """A text without the label in front of it; of a label that denies, one word stays."""
    label = _HEAD_LABEL.match(text)
    return _denial_or_nothing(label) + text[label.end() :] if label else text


def _denial_or_nothing(wrapping: re.Match[str]) -> str:
    return " hoaks " if _DENIES.search(wrapping[0]) else ""


def unwrap_title(title: str) -> str:
    """A headline without labels in front and the outlet's name behind."""
    title = _unlabelled(title[:LIMIT_CHARS])
    if _DASH_OR_BAR.search(title):
        title = _OUTLET_TAIL.sub("", title)
    return _LINK.sub(" ", title) if "http" in title else title


def unwrap_text(text: str) -> str:
    """A text without repost marks, datelines, links, trailing hashtags and invitations to read on."""
    return _without_tail(_without_marks(text[:LIMIT_CHARS]))


def _without_marks(text: str) -> str:
    """Links, reposts, labels, datelines and trailing hashtags off."""
    if "http" in text or "www." in text or "pic.twitter" in text:
        text = _LINK.sub(" ", text)
    if "RT" in text:
        text = _REPOST.sub(" ", f" {text}")
    if "@" in text:
        text = _ACCOUNT.sub(" ", _VIA.sub(" ", text))
    text = _unlabelled(_behind(_FORWARD, text))
    begin = text[:160]
    if ("ANTARA" in begin or ".com" in begin or ".id" in begin or ".net" in begin) and _DASH.search(begin):
        text = _behind(_DATELINE, text)
    if "#" in text[-240:]:
        text = text[:-240] + _TRAILING_TAGS.sub(_denial_or_nothing, text[-240:])
    return text


def _without_tail(text: str) -> str:
    """Invitations to read or pass on and credits at the end off."""
    body, tail = text[:-240], text[-240:]
    low = tail.lower()
    for pattern, opening, closing in _TAILS:
        if _has_any(low, closing) and _has_any(low, opening):
            tail = pattern.sub("", tail)
    return body + tail


def _has_any(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - a generator costs more than the search
        if word in text:
            return True
    return False


# Without one of these or a hint nothing of the above matches; `unwrap_batch` relies on it.
MARKS = "@#[(!|-:"
# Four letters of each word that a forward mark, a link or a tail has, a line for each pattern; a tail needs one of its
# first and one of its second words. More texts than needed may hold them.
_HINTS = (
    "www. pic. opas grup roup fwd. rusk forw",
    "baca engk liha sima klik read",
    "juga engk lanj sini taut link more",
    "seba rusk gika ralk shar forw",
    "grup roup luar kont tema kera rusk forw",
    "ewar edit repo penu edak sumb sour foto",
)
_FORWARDED, _MORE_WORDS, _PASS_WORDS, _CREDIT_WORD = 1, 2 | 4, 8 | 16, 32
SLOT_BITS, SLOT_FACTOR = 12, 0x9E3779B1
TELLING = (_FORWARDED, _MORE_WORDS, _PASS_WORDS)
"""Lines of hints that tell of wrapping where all of one number are there (a credit has a mark, too)."""
Numbers = npt.NDArray[np.uint32]


@cache
def hint_table() -> tuple[npt.NDArray[np.uint8], Numbers]:
    """Which lines of hints have a word of this slot, and the words by slot."""
    lines, words = np.zeros(1 << SLOT_BITS, dtype=np.uint8), np.zeros(1 << SLOT_BITS, dtype=np.uint32)
    for line, hints in enumerate(_HINTS):
        codes = np.array([int.from_bytes(hint.encode(), "little") for hint in hints.split()], dtype=np.uint32)
        lines[_slot(codes)] |= np.uint8(1 << line)
        words[_slot(codes)] = codes
    return lines, words


def _slot(codes: Numbers) -> Numbers:
    return (codes * np.uint32(SLOT_FACTOR)) >> np.uint32(32 - SLOT_BITS)


def _hinted(low: str, ends: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Of every text, which lines of hints it has a word of; all at once, as numbers of four bytes at every place."""
    data = low.encode("latin-1", "replace")  # one byte a letter, so places stay
    lines, words = hint_table()
    begins_hint = lines > 0
    places, kinds = [], []
    for offset in range(4):  # each a copy of its own, so that the numbers are aligned: several times faster
        grams = np.frombuffer(data[offset : offset + (len(data) - offset) // 4 * 4], dtype="<u4")
        slots = _slot(grams)
        hits = np.flatnonzero(begins_hint[slots])
        hits = hits[words[slots[hits]] == grams[hits]]
        places.append(4 * hits + offset)
        kinds.append(lines[slots[hits]])
    rows, of_row = np.searchsorted(ends, np.concatenate(places), side="right"), np.concatenate(kinds)
    found = np.zeros(len(ends), dtype=np.uint8)
    for line in range(len(_HINTS)):
        found[rows[of_row & (1 << line) > 0]] |= np.uint8(1 << line)
    return found


def interleaved(titles: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Headline and text of every post in turn (2·n strings)."""
    both = [""] * (2 * len(titles))
    both[0::2], both[1::2] = titles, texts
    return both


def unwrap_batch(titles: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Headline and text of every post in turn, normal and unwrapped (2·n strings): posts without wrapping cost little."""
    both = interleaved(titles, texts)
    lengths = np.fromiter(map(len, both), np.int64, len(both))
    if lengths.max(initial=0) > LIMIT_CHARS:
        both = [text[:LIMIT_CHARS] for text in both]
    joined = "\n".join(both)
    if not joined.isascii():
        both = [text if text.isascii() else _plain(text)[:LIMIT_CHARS] for text in both]
        joined = "\n".join(both)
    lengths = np.fromiter(map(len, both), np.int64, len(both))
    ends = np.cumsum(lengths + 1)
    low = joined.lower()
    if len(low) != len(joined):  # a letter whose lower case is two: rare, and then places do not tell texts apart
        marked = tailed = np.flatnonzero(lengths)
    else:
        hints = _hinted(low, ends)
        is_marked = hints & _FORWARDED > 0
        has_colon = np.zeros(len(both), dtype=bool)
        for mark in MARKS:
            has_colon[:] = False  # of the last mark it stays
            has_colon[np.searchsorted(ends, _places(joined, mark), side="right")] = True
            is_marked |= has_colon
        is_tailed = has_colon & (hints & _CREDIT_WORD > 0)
        for words in (_MORE_WORDS, _PASS_WORDS):
            is_tailed |= hints & words == words
        marked, tailed = np.flatnonzero(is_marked), np.flatnonzero(is_tailed)
    for row in marked.tolist():
        both[row] = _without_marks(both[row]) if row % 2 else unwrap_title(both[row])
    for row in tailed.tolist():
        if row % 2:
            both[row] = _without_tail(both[row])
    return both


def _plain(text: str) -> str:
    """Normal, with "-" for every dash, and ASCII where no letter is lost by it: emoji and curly quotes are blanks."""
    text = normal(text).replace("–", "-").replace("—", "-")
    return text if _OTHER_LETTER.search(text) else text.encode("ascii", "blank").decode()


def _blank(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return " " * (error.end - error.start), error.end


codecs.register_error("blank", _blank)


def _places(text: str, part: str) -> npt.NDArray[np.int64]:
    """Where a short string stands in a long one."""
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return np.array(found, dtype=np.int64)


def normal(text: str) -> str:
    """NFKC, so that mathematical bold letters and full-width digits are the plain ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
