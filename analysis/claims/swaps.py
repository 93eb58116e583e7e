"""What a text says instead of a fact-check: another word between shared ones, or one that excludes the other's.

Words are read in two ways: telling ones alone, and all but stop words. "Menangis" or "WhatsApp" tells little in passing ("menangis
bacanya", "sebarkan di WhatsApp"), and is the claim where it stands for another word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from analysis.claims.sides import Word, same
from analysis.claims.spelling import fields
from analysis.text.tokens import stems, stop_words

#: Words that are read of a text and of a fact-check.
READ = 160
#: Spoken words that only link others, or say how sure or how surprised somebody is: no swap, whatever stands in their place.
LINKING = frozenset(
    "gara-gara akibat buntut lantaran pas biar habis kayak kayaknya bak tuh nih sih dong kok loh deh emang memang banget wow waow yuk ayo "
    "kalo barusan disana disini diduga dalam sudah tadi kemarin buruan cepetan sampe makin cobain sekalian mulu doang aja juga bareng".split()
)
#: Words of a swap, at most.
_TIGHT = 3


@lru_cache(maxsize=4_096)
def stemmed(tokens: tuple[str, ...]) -> list[str]:
    """Stems of all words of one text."""
    return stems(tokens)


def aligned(said: Sequence[Word], words: Sequence[Word]) -> SequenceMatcher[str]:
    """Two runs of words, laid beside each other when asked."""
    return SequenceMatcher(None, [w.key for w in said], [w.key for w in words], autojunk=False)


def swap_signs(
    out: dict[str, float],
    claim: str,
    matcher: SequenceMatcher[str],
    sides: tuple[Sequence[Word], Sequence[Word]],
    foreign: set[str],
    absent: set[str],
) -> None:
    """Short runs that differ beside runs that don't: a foreign word where the claim has a word the text lacks.

    ``matcher`` has laid the two ``sides``, the text and the claim, beside each other (:func:`aligned`).
    """
    said, words = sides
    blocks = matcher.get_opcodes()
    own = {word.key for word in words}
    for k, (tag, i1, i2, j1, j2) in enumerate(blocks):
        near = sum(0 <= at < len(blocks) and blocks[at][0] == "equal" for at in (k - 1, k + 1))
        left = [word for word in said[i1:i2] if word.form in foreign]
        if tag == "delete" and near == 2 and any(word.kind == "turning" for word in left):
            out["turning_inserted"] = 1.0
        if tag != "replace":
            continue
        right = [word for word in words[j1:j2] if word.form in absent]
        tight = i2 - i1 <= 3 and j2 - j1 <= 3
        if tight and near == 2 and right and not left:
            # The fact-check has the text's word, too, but elsewhere: "sisihkan tanah" beside "tanah air".
            other = [word for word in said[i1:i2] if word.key not in own]
            if other and not any(same(a, b) for a in other for b in right):
                strength = min(max(w.weight for w in other), max(w.weight for w in right))
                out[f"{claim}_displaced"] = max(out[f"{claim}_displaced"], strength)
        if not left or not right or any(same(a, b) for a in left for b in right):
            continue
        strength = min(max(w.weight for w in left), max(w.weight for w in right))
        if not tight or not near:
            out["swap_loose"] = max(out["swap_loose"], strength * 0.5 * max(near, 1))
            continue
        kind = _kind_of_swap(left, right)
        name = f"{claim}_swap_{kind}"
        out[name] = max(out[name], strength * (1.0 if near == 2 else 0.7))
        out["swaps_both_sides"] += near == 2


def _kind_of_swap(left: Sequence[Word], right: Sequence[Word]) -> str:
    kinds = {word.kind for word in (*left, *right)}
    if all(any(word.kind == "number" for word in side) for side in (left, right)):
        return "number"
    if "name" in kinds:
        return "name"
    return "turning" if "turning" in kinds else "other"


def rivals(some: Iterable[str], others: Iterable[str]) -> tuple[bool, bool]:
    """Whether a key of one side stands in one field of meaning with a key of the other, and for something else there: in a field of
    things of one kind, in a field of opposites.
    """
    here, there = _places_of(some), _places_of(others)
    found = {field for field in here.keys() & there.keys() if here[field].isdisjoint(there[field])}
    opposite = fields().opposite
    return not found <= opposite, not found.isdisjoint(opposite)


def _places_of(keys: Iterable[str]) -> dict[int, set[int]]:
    """Fields of meaning that keys stand in, and for what in each."""
    table, found = fields().fields, dict[int, set[int]]()
    for key in keys:
        for field, place in table.get(key, ()):
            found.setdefault(field, set()).add(place)
    return found


def plain_rivals(text: tuple[str, ...], title: tuple[str, ...], whole: tuple[str, ...]) -> tuple[bool, bool]:
    """The same of all words, also those that tell little: "di atas" and "di bawah", two platforms."""
    said, head, full = (frozenset(keys_of(tokens)) for tokens in (text, title, whole))
    return rivals(said - full, head - said)


def plain_swap(text: tuple[str, ...], title: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether between two shared words the text has one the fact-check never has, and that one a word the text never has."""
    own, known = set(stemmed(text)), set(stemmed(whole))
    # Where all words stand, none stands for another.
    if own <= known:
        return False
    said = _content(text)
    for claim in (_content(title), _content(whole[len(title) :])):
        if len(claim) < _TIGHT:
            continue
        blocks = aligned(said, claim).get_opcodes()
        for k in range(1, len(blocks) - 1):
            tag, i1, i2, j1, j2 = blocks[k]
            if tag != "replace" or max(i2 - i1, j2 - j1) > _TIGHT:
                continue
            left = [word for word in said[i1:i2] if stems([word.form])[0] not in known]
            right = [word for word in claim[j1:j2] if stems([word.form])[0] not in own]
            if left and right and not any(same(a, b) for a in left for b in right):
                return True
    return False


@lru_cache(maxsize=4_096)
def all_keys(tokens: tuple[str, ...]) -> frozenset[str]:
    """Stems of all words, stop words too, and the keys of words for one thing."""
    return frozenset(stemmed(tokens)[:READ]).union(keys_of(tokens))


def _content(tokens: tuple[str, ...]) -> list[Word]:
    """All words but stop words, one kind."""
    stops = stop_words()
    both = zip(keys_of(tokens), tokens[:READ], strict=True)
    return [Word(key, "other", 1.0, token) for key, token in both if token not in stops and token not in LINKING]


@lru_cache(maxsize=4_096)
def keys_of(tokens: tuple[str, ...], most: int = READ) -> list[str]:
    """Keys of the first words of a text; words for one thing have one key."""
    alike = fields().same
    return [
        alike.get(token) or alike.get(stem, stem)
        for token, stem in zip(tokens[:most], stemmed(tokens)[:most], strict=True)
    ]
