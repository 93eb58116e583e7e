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
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Final

from analysis.claims.asides import ASIDES
from analysis.claims.details import NUMBER_KINDS, Details, places
from analysis.claims.index import FactCheckIndex
from analysis.claims.sides import Side, Word
from analysis.claims.spelling import MONTHS, fields, short_names, shortened
from analysis.claims.swaps import aligned, all_keys, plain_rivals, plain_swap, rivals, stemmed, swap_signs
from analysis.claims.vectors import frequency
from analysis.text.tokens import stems, stop_words

#: Words that are read of a text and of a circulating text.
READ: Final = 160
#: Least weight of a name.
_NAME: Final = 0.6
#: Words remembered of a library.
_REMEMBERED: Final = 50_000
#: From this weight on a word that no name is known for may be one.
_STRANGE: Final = 0.75
#: Words that turn a claim around or take it back; each counts where only one side has it beside shared words.
TURNING: Final = frozenset(
    "tidak tak bukan belum jangan tanpa batal gagal urung tolak menolak ditolak bantah membantah dibantah lolos bebas dilarang larang "
    "melarang boleh berhenti mundur sembuh selamat naik turun tambah kurang buka tutup menang kalah dukung mendukung "
    "setuju angkat diangkat pecat dipecat copot dicopot tunjuk ditunjuk hapus dihapus cabut dicabut stop".split()
)
_NUMERALS: Final[Mapping[str, str]] = {
    "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6", "tujuh": "7", "delapan": "8", "sembilan": "9",
    "pertama": "ke-1", "kedua": "ke-2", "ketiga": "ke-3", "keempat": "ke-4", "kelima": "ke-5", "keenam": "ke-6", "ketujuh": "ke-7",
    "kedelapan": "ke-8", "kesembilan": "ke-9", "kesepuluh": "ke-10",
    "sepuluh": "10", "sebelas": "11", "belasan": "10+", "puluhan": "10++", "ratusan": "100+", "ribuan": "1000+", "jutaan": "1000000+",
}  # fmt: skip
_SAME_AS: Final[Mapping[str, str]] = {
    "tiongkok": "china", "cina": "china", "corona": "covid", "covid19": "covid", "korona": "covid", "pemilihan": "pilih", "rs": "rumah-sakit",
    "as": "amerika", "hp": "ponsel", "handphone": "ponsel", "telepon": "ponsel", "duit": "uang", "doktor": "dokter", "rsud": "rumah-sakit",
    "magnitude": "magnitudo", "sr": "magnitudo", "miliar": "milyar", "triliun": "trilyun", "nopember": "november", "pebruari": "februari",
    "mendikbud": "pendidikan", "menag": "agama", "ustadz": "ustad", "habib": "habib", "walikota": "wali-kota",
}  # fmt: skip
#: Words that make another person or office of the one they stand with.
_MODIFIERS: Final = frozenset(
    "wakil mantan calon eks istri suami anak adik kakak ayah ibunda ajudan sekretaris plt pj plh bekas cucu menantu keponakan besan".split()
)
_MONTHS: Final = frozenset(MONTHS)
#: Written with capitals, but nobody's name.
_NO_ONES: Final = frozenset(
    "ktp kk nik wa wag sim stnk tv hp sms no rp pin sma smk smp sd pdf apk app hut ri allahu akbar allah masya wni link qr id ok ig fb indonesia nusantara".split()
)
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


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads words with what a library knows of them."""

    index: FactCheckIndex

    def words(self, text: Details) -> list[Word]:
        """The telling words of a text in order: no stop words but those that turn a claim, no greetings."""
        return self.of(text.tokens, text)

    def of(self, tokens: Sequence[str], text: Details) -> list[Word]:
        """The telling words among the given tokens of a text."""
        known = self.index.tells
        kept = [word for token in tokens[:READ] if (word := known[token] if token in known else self._learnt(token))]
        # Where most words are written with a capital, a capital tells nothing.
        if not text.capitalised or 2 * len(text.capitalised) >= len(kept):
            return kept
        return [self._named(word) if word.form in text.capitalised else word for word in kept]

    def _learnt(self, token: str) -> Word | None:
        """A word as it is compared, remembered; ``None`` for one that tells nothing."""
        if len(self.index.tells) > _REMEMBERED:
            self.index.tells.clear()
        found = self.index.tells[token] = self._word(_once(token)) if _telling(token) else None
        return found

    def _word(self, token: str) -> Word:
        same = fields().same
        stem = stems([_SAME_AS.get(token, token)])[0]
        key = same.get(token) or same.get(stem, stem)
        if token[0].isdigit() or token in _NUMERALS or key in _MONTHS:
            return Word(_number_key(token) if key not in _MONTHS else key, "number", 0.8, token)
        if token in _NO_ONES:
            return Word(key, "other", 0.3, token)
        if token in TURNING:
            return Word(key, "turning", 0.5, token)
        word = Word(key, "other", self._weight(token), token)
        return self._named(word) if token in self.index.names or token in places() else word

    def _named(self, word: Word) -> Word:
        """A word written with a capital, or known for a name: a name tells as much however many fact-checks are about it."""
        if word.kind != "other" or word.form in _NO_ONES:
            return word
        return word._replace(kind="name", weight=max(_NAME, word.weight))

    def _weight(self, token: str) -> float:
        """How rare a word is in the library and its background: 0 in every text, 1 in none."""
        size = self.index.weights.size
        seen = frequency(token, self.index.weights)
        return min(1.0, math.log((size + 1) / (max(seen, 0.0) + 1)) / math.log(size + 1))


def _telling(token: str) -> bool:
    if token[0].isdigit() or token in TURNING or token in _NUMERALS or token in _MODIFIERS or token in _MONTHS:
        return True
    return len(token) > 1 and token not in stop_words() and token not in ASIDES


def _once(token: str) -> str:
    """A word said twice, once: "obat-obatan" is "obatan"."""
    left, dash, right = token.partition("-")
    return right if dash and right.startswith(left) else token


def _number_key(token: str) -> str:
    digits = _NUMERALS.get(token, token)
    return digits.rstrip(".,").replace(".", "").replace(",", ".")


def signs(reader: Reader, text: Details, title: Details, whole: Details, *, lost: bool = False) -> list[float]:
    """Values of `NAMES` for one text and one fact-check; ``whole`` is its title and circulating text, ``lost`` a title without its number."""
    said, head, full = _read_alike(reader, text, title, whole)
    body = full[len(head) :]
    out: dict[str, float] = dict.fromkeys(NAMES, 0.0)
    out["has_narrative"] = float(len(body) >= 5)
    out["title_words"] = math.log1p(len(head))
    out["text_words"] = math.log1p(len(said))
    heard, written = all_keys(text.tokens), all_keys(whole.tokens)
    text_side = Side(said, heard)
    stands, followed = text_side.stand(head), text_side.stand(body)
    told = Side(body).stand(head) if out["has_narrative"] else [True] * len(head)
    beside = aligned(said, body)
    _title_signs(out, head, stands, told)
    # Words in another spelling bear the fact-check's key already.
    known = Side(full, written).stand(said, spelled=False)
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
    out["modifier"] = _modified(said, head, full)
    out["negated_otherwise"] = _negated_otherwise(text, title, whole)
    out["lost"] = float(lost)
    return [out[name] for name in NAMES]


def _read_alike(
    reader: Reader, text: Details, title: Details, whole: Details
) -> tuple[list[Word], list[Word], list[Word]]:
    """Words of text, title, and title with circulating text, made alike.

    Names told short on one side are short on both, and a word of the text that is one of the fact-check's in another spelling bears
    that one's key.
    """
    short = short_names(text.tokens, whole.tokens) | short_names(whole.tokens, text.tokens)
    sides = [(shortened(side.tokens, short) if short else side.tokens, side) for side in (text, title, whole)]
    said, head, full = (reader.of(tokens, side) for tokens, side in sides)
    keys, side = {word.key for word in full}, Side(full)
    alike: dict[str, str | None] = {}
    for i, word in enumerate(said):
        if word.key in keys:
            continue
        if word.key not in alike:
            alike[word.key] = side.alike(word)
        found = alike[word.key]
        if found is not None:
            said[i] = word._replace(key=found)
    return said, head, full


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
    return {(one.form, other.key) for one, other in pairs if one.form in _MODIFIERS}


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
