"""How a text tells a claim again: what of it stands in the fact-check, in its words or in others that mean it, and where the rest stands.

People who pass a claim on say something of their own before and after it ("mama langsung panik", "tadi di grup RT ada yang kirim"). A
word that the fact-check lacks is weak evidence in such a remark, and strong evidence in the clause that tells the claim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from analysis.claims.details import tokens_of
from analysis.claims.kin import NEAR, OTHER, SAME, degree, forms, known_word, nearest
from analysis.claims.laid import Laid
from analysis.claims.sides import Word

NAMES: Final = (
    "core_words", "core_weight", "core_rarest", "core_in_lexicon", "aside_words", "aside_rarest", "clauses", "clauses_shared", "clause_odd",
    "text_told", "title_told", "text_same", "text_near", "title_near", "rivals", "rivals_between",
    "lost_words", "lost_weight", "lost_rarest", "lost_frames",
)  # fmt: skip
_BREAK: Final = re.compile(r"[.,!?;:…\n()\"“”]+|\s[-–—]\s|[\U0001F300-\U0001FAFF\u2600-\u27BF]+")
#: Share of what a text has in common with a fact-check from which on a clause tells the claim.
_CORE: Final = 0.25
#: What a word is worth that stands, that is told in one of the same meaning, in a near one, or not at all.
_WORTH: Final = {SAME + 1: 1.0, SAME: 0.8, NEAR: 0.4, OTHER: 0.0, 0: 0.0}
#: Words of a title that say in what form a claim came: the claim is told without them.
_FRAMES: Final = frozenset(
    "foto video gambar klarifikasi isu hoaks hoax artikel judul pesan berantai informasi kabar klaim narasi penjelasan tautan link "
    "pemberitahuan surat unggahan akun rekaman tangkapan layar whatsapp facebook tiktok beredar".split()
)


def clauses(text: str) -> list[frozenset[str]]:
    """Words of each clause of a text: between full stops, commas, brackets, quotation marks, dashes and pictures."""
    return [words for part in _BREAK.split(text) if (words := frozenset(tokens_of(part)))]


def retelling(laid: Laid, parts: Sequence[frozenset[str]]) -> list[float]:
    """Values of `NAMES`; ``parts`` are the text's :func:`clauses`."""
    told = _degrees(laid.said, laid.full, laid.known)
    found = _clause_signs(laid, told, parts)
    heads = _degrees(laid.head, laid.said, laid.stands)
    lost = [word for word, how in zip(laid.head, heads, strict=True) if how < NEAR and word.form not in _FRAMES]
    frames = [word for word, how in zip(laid.head, heads, strict=True) if how < NEAR and word.form in _FRAMES]
    missing = [i for i, how in enumerate(told) if how < NEAR]
    against = [i for i in missing if any(degree(laid.said[i].form, word.form) == OTHER for word in lost)]
    shared = [i for i, how in enumerate(told) if how >= NEAR]
    within = [i for i in against if shared and shared[0] < i < shared[-1]]
    return [
        *found, _told(laid.said, told), _told(laid.head, heads), told.count(SAME), told.count(NEAR), heads.count(NEAR),
        len(against), len(within), len(lost), _sum(lost), _rarest(lost), len(frames),
    ]  # fmt: skip


def _degrees(words: Sequence[Word], others: Sequence[Word], stands: Sequence[bool]) -> list[int]:
    """How each word is told on the other side: `SAME` + 1 in the same word, else by the nearest in meaning."""
    if all(stands):
        return [SAME + 1] * len(words)
    told = {form for word in others for form in forms(word.form)}
    return [
        SAME + 1 if here else 0 if word.kind == "number" else nearest(word.form, told)
        for word, here in zip(words, stands, strict=True)
    ]


def _clause_signs(laid: Laid, told: Sequence[int], parts: Sequence[frozenset[str]]) -> list[float]:
    """What is foreign in the clauses that tell the claim, and in the others."""
    where: dict[str, int] = {}
    for i, tokens in enumerate(parts):
        for token in tokens:
            where.setdefault(token, i)
    shared: dict[int, float] = defaultdict(float)
    foreign: dict[int, list[Word]] = defaultdict(list)
    for word, how in zip(laid.said, told, strict=True):
        at = where.get(word.form, -1)
        if how >= NEAR:
            shared[at] += word.weight
        else:
            foreign[at].append(word)
    least = _CORE * (sum(shared.values()) or 1.0)
    core = [word for at, words in foreign.items() if at >= 0 and shared[at] >= least for word in words]
    aside = [word for at, words in foreign.items() if at < 0 or shared[at] < least for word in words]
    odd = (_sum(words) / (shared[at] + _sum(words)) for at, words in foreign.items() if shared[at] > 0)
    return [
        len(core), _sum(core), _rarest(core), sum(known_word(word.form) for word in core), len(aside), _rarest(aside),
        len(parts), sum(value > 0 for value in shared.values()), max(odd, default=0.0),
    ]  # fmt: skip


def _told(words: Sequence[Word], degrees: Sequence[int]) -> float:
    """Share of what the words tell that the other side tells as well."""
    return sum(word.weight * _WORTH[how] for word, how in zip(words, degrees, strict=True)) / (_sum(words) or 1.0)


def _sum(words: Iterable[Word]) -> float:
    return sum(word.weight for word in words)


def _rarest(words: Iterable[Word]) -> float:
    return max((word.weight for word in words), default=0.0)
