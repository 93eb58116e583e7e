"""Signs that a text says something else than a fact-check it resembles: what stands, what is missing, what stands instead.

Text and fact-check (title, circulating text) are laid beside each other word by word (longest matching blocks, Ratcliff and
Obershelp 1988). A word of the text where the fact-check has another one, between words both share, is a *swap*, of whatever
kind the words are: "pecat" and "angkat", "mobil" and "kapal". A word only one side has is weaker evidence: people leave things
out and add remarks of their own.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from difflib import Match, SequenceMatcher
from typing import Final

from analysis.claims.details import NUMBER_KINDS, Details
from analysis.claims.laid import Laid
from analysis.claims.reader import MODIFIERS, READ
from analysis.claims.sides import Side, Word
from analysis.claims.swaps import aligned, plain_rivals, plain_swap, rivals, stemmed, swap_signs
from analysis.text.tokens import stems, stop_words

#: From this weight on a word that no name is known for may be one.
_STRANGE: Final = 0.75
_KINDS: Final = ("name", "number", "turning", "other")
_CLAIMS: Final = ("title", "narrative")
NAMES: Final = (
    "has_narrative", "title_words", "text_words",
    "title_cover", "title_cover_told", "title_missing_untold",
    *(f"title_missing_{kind}" for kind in _KINDS), "title_missing_sum",
    "text_known", *(f"text_foreign_{kind}" for kind in _KINDS), "text_foreign_sum", "text_foreign_names",
    *(f"{claim}_swap_{kind}" for claim in _CLAIMS for kind in _KINDS), "swaps_both_sides",
    "swap_loose", "narrative_matched", "narrative_block", "narrative_gap", "narrative_gap_name",
    "numbers_foreign", "numbers_missing", "numbers_shared", "numbers_both", "number_against", "name_against",
    "modifier", "negated_otherwise", "lost",
    "title_rival", "told_rival", "title_opposite", "told_opposite", "both_name",
    "foreign_place", "place_against", "title_against", "told_against", "plain_swap", "name_lost",
    *(f"{claim}_displaced" for claim in _CLAIMS), "turning_inserted",
)  # fmt: skip


def signs(laid: Laid, *, lost: bool = False) -> list[float]:
    """Values of `NAMES` for one text and one fact-check; ``whole`` is its title and circulating text, ``lost`` a title without its number."""
    text, title, whole = laid.text, laid.title, laid.whole
    said, head, body, stands, known = laid.said, laid.head, laid.body, laid.stands, laid.known
    out: dict[str, float] = dict.fromkeys(NAMES, 0.0)
    out["has_narrative"] = float(len(body) >= 5)
    out["title_words"] = math.log1p(len(head))
    out["text_words"] = math.log1p(len(said))
    followed = laid.side.stand(body)
    told = Side(body).stand(head) if out["has_narrative"] else [True] * len(head)
    beside = aligned(said, body)
    _title_signs(out, head, stands, told)
    _text_signs(out, said, known)
    foreign = {word.form for word, here in zip(said, known, strict=True) if not here}
    absent_of = {
        "title": {word.form for word, here in zip(head, stands, strict=True) if not here},
        "narrative": {word.form for word, here in zip(body, followed, strict=True) if not here},
    }
    for claim, words in (("title", head), ("narrative", body)):
        # Nothing stands for another word, or between words, where all words stand.
        if len(words) >= 3 and (foreign or absent_of[claim]):
            matcher = beside if words is body else aligned(said, words)
            swap_signs(out, claim, matcher, (said, words), foreign, absent_of[claim])
    lacking = {
        "title": [word for word, here in zip(head, stands, strict=True) if not here],
        "told": _narrative_signs(out, beside, said, body, followed),
    }
    _number_signs(out, text, title, whole)
    # Nothing may be left over on both sides: a word of the text alone may be its own remark, a word of the fact-check alone left out.
    lost_words = [
        word
        for i, (word, here, also) in enumerate(zip(head, stands, told, strict=True))
        if also and not here and not _half_a_name(head, stands, i)
    ]
    out["name_lost"] = float(any(word.kind == "name" for word in lost_words))
    out["title_against"] = float(bool(lost_words) and any(out[f"text_foreign_{kind}"] > 0 for kind in _KINDS))
    out["told_against"] = float(out["narrative_gap"] > 0 and out["text_foreign_other"] > 0)
    # A title's word that the circulating text never had is missed only as far as the text does not follow that one.
    out["title_missing_untold"] *= 1.0 - out["narrative_matched"]
    swapped = max(out["title_swap_number"], out["narrative_swap_number"])
    out["number_against"] = float(swapped > 0 or (out["title_missing_number"] > 0 and out["text_foreign_number"] > 0))
    # A rare word nobody knows for a name may be one: "Citilink" where the title says "Garuda".
    strange = out["text_foreign_name"] > 0 or out["text_foreign_other"] >= _STRANGE
    lacks = any(word.kind == "name" for word in lacking["title"])
    out["name_against"] = float(strange and lacks)
    _field_signs(out, [word for word, here in zip(said, known, strict=True) if not here], lacking)
    for name, here in zip(
        ("title_rival", "title_opposite"), plain_rivals(text.tokens, title.tokens, whole.tokens), strict=True
    ):
        out[name] = max(out[name], float(here))
    out["plain_swap"] = float(plain_swap(text.tokens, title.tokens, whole.tokens))
    out["modifier"] = _modified(said, head, laid.full)
    out["negated_otherwise"] = _negated_otherwise(text, title, whole)
    out["lost"] = float(lost)
    return [out[name] for name in NAMES]


def _field_signs(out: dict[str, float], foreign: Sequence[Word], lacking: Mapping[str, Sequence[Word]]) -> None:
    """Words of the text that exclude one the title, or the part followed, has instead; names both sides have for themselves."""
    for claim, words in lacking.items():
        found = rivals([word.key for word in foreign], [word.key for word in words])
        out[f"{claim}_rival"], out[f"{claim}_opposite"] = map(float, found)
    out["both_name"] = float(
        any(word.kind == "name" for word in foreign)
        and any(word.kind == "name" for word in (*lacking["title"], *lacking["told"]))
    )


def _half_a_name(words: Sequence[Word], stands: Sequence[bool], i: int) -> bool:
    """Whether a name beside this one stands: "Anies" is told for "Anies Baswedan"."""
    beside = [at for at in (i - 1, i + 1) if 0 <= at < len(words)]
    return words[i].kind == "name" and any(words[at].kind == "name" and stands[at] for at in beside)


def _title_signs(out: dict[str, float], head: Sequence[Word], stands: Sequence[bool], told: Sequence[bool]) -> None:
    total = sum(word.weight for word in head) or 1.0
    out["title_cover"] = sum(word.weight for word, here in zip(head, stands, strict=True) if here) / total
    both = [(word, here) for word, here, also in zip(head, stands, told, strict=True) if also]
    out["title_cover_told"] = sum(w.weight for w, here in both if here) / (sum(w.weight for w, _ in both) or 1.0)
    for word, here, also in zip(head, stands, told, strict=True):
        if here:
            continue
        out["title_missing_sum"] += word.weight
        name = f"title_missing_{word.kind}" if also else "title_missing_untold"
        out[name] = max(out[name], word.weight)


def _text_signs(out: dict[str, float], said: Sequence[Word], known: Sequence[bool]) -> None:
    total = sum(word.weight for word in said) or 1.0
    out["text_known"] = sum(word.weight for word, here in zip(said, known, strict=True) if here) / total
    for word, here in zip(said, known, strict=True):
        if not here:
            out[f"text_foreign_{word.kind}"] = max(out[f"text_foreign_{word.kind}"], word.weight)
            out["text_foreign_sum"] += word.weight
            out["text_foreign_names"] += word.kind == "name"
    out["text_foreign_sum"] = math.log1p(out["text_foreign_sum"])
    out["text_foreign_names"] = math.log1p(out["text_foreign_names"])


def _followed(blocks: Sequence[Match]) -> tuple[int, int]:
    """The part of the narrative that is followed: neighbouring blocks with at most four words of it between them."""
    at = max(range(len(blocks)), key=lambda k: blocks[k].size)
    lo = hi = at
    while lo and blocks[lo].b - (blocks[lo - 1].b + blocks[lo - 1].size) <= 4:
        lo -= 1
    while hi + 1 < len(blocks) and blocks[hi + 1].b - (blocks[hi].b + blocks[hi].size) <= 4:
        hi += 1
    return blocks[lo].b, blocks[hi].b + blocks[hi].size


def _narrative_signs(
    out: dict[str, float],
    beside: SequenceMatcher[str],
    said: Sequence[Word],
    body: Sequence[Word],
    followed: Sequence[bool],
) -> list[Word]:
    """How far the text follows the circulating text; what it leaves out of the part it follows, read two words wider."""
    if len(body) < 3 or not said:
        return []
    blocks = [block for block in beside.get_matching_blocks() if block.size]
    if not blocks:
        return []
    total = sum(word.weight for word in said) or 1.0
    out["narrative_matched"] = sum(w.weight for b in blocks for w in said[b.a : b.a + b.size]) / total
    out["narrative_block"] = math.log1p(max(b.size for b in blocks))
    lo, hi = _followed(blocks)
    absent = [word for word, here in zip(body[lo:hi], followed[lo:hi], strict=True) if not here]
    out["narrative_gap"] = max((word.weight for word in absent), default=0.0)
    out["narrative_gap_name"] = max((word.weight for word in absent if word.kind in ("name", "number")), default=0.0)
    lo = max(0, lo - 2)
    return [word for word, here in zip(body[lo : hi + 2], followed[lo : hi + 2], strict=True) if not here]


def _number_signs(out: dict[str, float], text: Details, title: Details, whole: Details) -> None:
    # "10 ribu" and "Rp10.000" are one number: only years and days are of a kind of their own.
    for kinds in (NUMBER_KINDS[:1] + NUMBER_KINDS[2:4], NUMBER_KINDS[1:2], NUMBER_KINDS[4:]):
        told, all_of, own = (_values(side, kinds) for side in (text, whole, title))
        out["numbers_foreign"] += len(told - all_of)
        out["numbers_missing"] += len(own - told)
        out["numbers_shared"] += len(told & all_of)
        out["numbers_both"] += bool(told - all_of) and bool(all_of - told)
    told, all_of, own = (_values(side, ("place",)) for side in (text, whole, title))
    out["foreign_place"] = float(bool(told - all_of - {"indonesia"}))
    out["place_against"] = float(bool(told - all_of) and bool((own or all_of) - told))
    for name in ("numbers_foreign", "numbers_missing", "numbers_shared"):
        out[name] = math.log1p(out[name])


def _values(side: Details, kinds: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(side.named.get(kind, ()) for kind in kinds))


#: Words that take a claim back.
NEGATORS: Final = frozenset("tidak tak bukan belum jangan tanpa batal gagal urung menolak tolak".split())


def _modified(said: Sequence[Word], head: Sequence[Word], full: Sequence[Word]) -> float:
    """Whether one side speaks of a deputy, a former or a would-be one of whom the other speaks: "wakil bupati", "bupati"."""
    here, title = _with_modifier(said), _with_modifier(head)
    if not here and not title:
        return 0.0
    there = _with_modifier(full)
    plain_here, plain_there = ({word.key for word in side} for side in (said, full))
    more = any(word in plain_there and (modifier, word) not in there for modifier, word in here)
    less = any(word in plain_here and (modifier, word) not in here for modifier, word in title)
    return float(more) + float(less)


def _with_modifier(words: Sequence[Word]) -> set[tuple[str, str]]:
    pairs = itertools.pairwise(words)
    return {(one.form, other.key) for one, other in pairs if one.form in MODIFIERS}


def _negated_otherwise(text: Details, title: Details, whole: Details) -> float:
    """How many words of the title are always negated on one side and never on the other."""
    if NEGATORS.isdisjoint(text.tokens) and NEGATORS.isdisjoint(whole.tokens):
        return 0.0
    own = set(stems([t for t in title.tokens if t not in stop_words() and t not in _DENIAL and len(t) > 3]))
    here, there = _polarity(text.tokens, own), _polarity(whole.tokens, own)
    return float(min(sum(here[word].isdisjoint(there[word]) for word in here.keys() & there.keys()), 3))


#: Negated by fact-checkers, not by the claim.
_DENIAL: Final = frozenset(["benar", "terbukti", "terkait", "fakta", "hoaks", "hoax"])


def _polarity(tokens: tuple[str, ...], own: set[str]) -> dict[str, set[bool]]:
    """For each of the given stems whether it stands negated (within two words), bare, or both."""
    found: dict[str, set[bool]] = {}
    for i, key in enumerate(stemmed(tokens)[:READ]):
        if key in own:
            found.setdefault(key, set()).add(any(token in NEGATORS for token in tokens[max(0, i - 2) : i]))
    return found
