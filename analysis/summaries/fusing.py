"""Two sentences of one subject as one: "Banjir merendam 212 rumah." "Banjir memutus jalan desa." → "…, serta memutus …".

Only what both say word for word alike is said once, and only where joining cannot change what a word belongs to: never
across a negation, "akan", "belum", a reported statement, a condition or a reason of the first sentence, whose reach would
grow over the second. Whoever fuses checks the result against the posts (:mod:`analysis.summaries.faithfulness`).
"""

import re
from typing import Final

MOST_WORDS: Final = 36
MOST_LETTERS: Final = 260
#: In the first sentence their reach would grow over what is joined.
_REACHES: Final = re.compile(
    r"\b(?:tidak|tak|bukan|belum|jangan|tanpa|akan|bakal|masih|wajib|harus|hendak|ingin|berencana|batal|gagal|bahwa|agar|supaya|jika|apabila|"
    r"kalau|bila|karena|akibat|sebab|sehingga|meski\w*|walau\w*|kecuali|hanya|tetapi|tapi|namun|sedangkan|sementara|diduga|dugaan|"
    r"menurut|kata|ujar|tutur|ucap|ungkap|sebut|klaim|mengklaim|menduga|m(?:engatakan|enyatakan|enyebut\w*|enjelaskan|enegaskan|"
    r"engungkap\w*|enuturkan|emaparkan|enambahkan|enilai|engaku|eminta|embantah|enuding))\b|[\"“”:;?!…]",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"[\"“”:;?!…]")
#: A predicate this far into a sentence has something else than a name before it.
_FAR: Final = 12
_VERB: Final = re.compile(
    r"^(?:(?:juga|telah|sudah|kini|langsung|turut|pun|terus|kembali|sempat)\s+)*(?:me|di|ber|ter)[a-z]{3,}\b"
)
#: Words that look like verbs and are none.
_NO_VERB: Final = re.compile(
    r"^(?:di|dinas|dia|diri|direktur|desa|meja|media|menteri|meter|menit|mei|medan|merah|merek|mereka|metro|berita|beras|besar|berbagai|"
    r"beberapa|bersama|bersih|berat|berikut|terkait|terhadap|teras|terminal|terakhir|dirinya|dinding|merupakan)\b"
)
_ALSO: Final = re.compile(r"^(?:juga|pun|turut)\s+")
_PERSON: Final = re.compile(r"^(?:ia|dia|mereka|beliau)\s+", re.IGNORECASE)
#: The last name behind one of these is not the subject's own.
_JOINTS: Final = frozenset("di ke dari pada dan atau untuk oleh yang antara dengan bagi milik asal versus".split())
_DAYS: Final = frozenset(
    "senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober november "
    "desember wib wita wit rp".split()
)


def fused(first: str, second: str, *, follows: bool = False) -> str:
    """Both sentences as one, or "" where that is not safe.

    Args:
        first, second: whole sentences.
        follows: the second stands right behind the first in one post, so that its "ia" is the first one's subject.
    """
    if not _plain(first, second):
        return ""
    return listed(first, second) or _short(_one_subject(first[:-1], second[:-1], follows=follows))


def listed(first: str, second: str) -> str:
    """Same subject and verb, other objects at other places, as one: "… 120 rumah di Sukamaju dan 45 rumah di Mekarsari."."""
    return _short(_one_frame(first[:-1].split(), second[:-1].split())) if _plain(first, second) else ""


def _plain(first: str, second: str) -> bool:
    """Two statements, nothing in the first of which would reach into the second."""
    return (
        first.endswith(".") and second.endswith(".") and not _REACHES.search(first[:-1]) and not _MARKS.search(second)
    )


def _short(joined: str) -> str:
    return joined if len(joined.split()) <= MOST_WORDS and len(joined) <= MOST_LETTERS else ""


def _one_frame(one: list[str], other: list[str]) -> str:
    """Same subject and verb, other objects: "Banjir merendam 120 rumah di Sukamaju" and "… 45 rumah di Mekarsari"."""
    head = _alike(one, other)
    if head < 2 or not any(_verb(" ".join(one[place:head])) for place in range(1, head)):
        return ""
    left, right = one[head:], other[head:]
    tail = min(_alike(left[::-1], right[::-1]), len(left) - 1, len(right) - 1)
    first, second = (part[: len(part) - tail] for part in (left, right))
    if not first or not second or len(second) > 16 or _REACHES.search(" ".join(right)):
        return ""
    # Two figures of one place contradict each other; two places each have their own.
    if not _names(first) - _names(second) or not _names(second) - _names(first):
        return ""
    rest = " ".join(left[len(left) - tail :]) if tail > 0 else ""
    return " ".join(filter(None, (*one[:head], *first, "dan", *second, rest))) + "."


def _one_subject(one: str, other: str, *, follows: bool) -> str:
    """Same subject, other verb: the second sentence loses its subject."""
    words, others = one.split(), other.split()
    subject = words[: _before_verb(words)]
    pronoun = _PERSON.match(other)
    if pronoun:
        rest = other[pronoun.end() :]
        same = follows and bool(subject) and words[0][0].isupper()
    else:
        mine = others[: _before_verb(others)]
        rest = " ".join(others[len(mine) :])
        same = bool(subject) and bool(mine) and (mine == subject or _named_in(mine, subject))
    return f"{one}, serta {_ALSO.sub('', rest)}." if same and _verb(rest) else ""


def _before_verb(words: list[str]) -> int:
    """How many words stand before the predicate; 0 where none is found near."""
    return next((n for n in range(1, min(len(words), _FAR)) if _verb(" ".join(words[n:]))), 0)


def _named_in(name: list[str], subject: list[str]) -> bool:
    """The subject ends in this full name or short name of a body: "Ahmad Dhani" in "Musisi Ahmad Dhani"."""
    if not all(word[0].isupper() for word in name) or any(word in _JOINTS for word in subject):
        return False
    return (len(name) > 1 and subject[-len(name) :] == name) or ([f"({name[0]})"] == subject[-1:] and len(name) == 1)


def _alike(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _verb(text: str) -> bool:
    """The text begins with a predicate, adverbs before it allowed."""
    return bool(_VERB.match(text)) and not _NO_VERB.match(text)


def _names(words: list[str]) -> frozenset[str]:
    bare = {word.strip(",.") for word in words}
    return frozenset(word for word in bare if word[:1].isupper() and word.casefold() not in _DAYS)
