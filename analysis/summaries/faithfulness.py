"""Does a sentence say only what its cited posts say? Numbers, names, negations, directions, who did what to whom.

Every word that carries meaning must stand in the posts (as the same stem, or as one of a few words for the same), every
number with what it counts, every negation and every "sudah", "belum", "akan" on the same word as there, and who stands
before a verb may not stand after it. What the check cannot see is a lie told with the posts' own words in their own order;
how many of 200 planted lies it finds is measured in ``docs/accuracy-faithfulness.md``. Made for text that was shortened or
fused from posts (by rules or by a language model), not for judging free prose.
"""

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from analysis.text.tokens import stems

_TOKEN: Final = re.compile(r"(?:rp\.?\s?)?\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’\-][^\W\d_]+)*|[.!?;:,()\n]", re.IGNORECASE)
#: "KOMPAS.com-Jalan": an outlet's name is not the first half of a word.
_OUTLET_DASH: Final = re.compile(r"(?:(?<=\.com)|(?<=\.net)|(?<=\.id))-")
_ENDS: Final = frozenset(".!?;\n")
#: Words that join, point or report, and change nothing of what is said.
_LIGHT: Final = frozenset(
    "yang di ke dari pada dan atau itu ini tersebut oleh untuk dengan dalam adalah ialah yaitu sebagai juga serta karena "
    "akibat agar supaya ia dia mereka para kepada bagi bahwa kata ujar sebut katakan nyata tegas jelas ungkap tutur "
    "menyebut menyebutkan mengatakan menyatakan menegaskan menurut soal tentang mengenai terkait seperti antara sedangkan "
    "sementara namun tetapi tapi saat ketika hingga sampai lalu kemudian sebanyak sebesar sejumlah mencapai senilai "
    "nya pun lah kah si sang hal ada terdapat ternyata maka sehingga melalui lewat per usai berada dapat bisa "
    "sekitar lagi orang buah unit besarnya jumlahnya antaranya laku lakukan dilakukan terjadi kejadian berlangsung".split()
)
_SAME: Final[Mapping[str, str]] = {
    "telah": "sudah", "tak": "tidak", "tiada": "tidak", "gak": "tidak", "nggak": "tidak", "minggu-minggu": "pekan",
    "seluruh": "semua", "segenap": "semua", "sesudah": "setelah", "walkot": "walikota", "pemkab": "kabupaten",
    "tewas": "meninggal", "wafat": "meninggal", "gubernuran": "gubernur",
}  # fmt: skip
#: Marks on the words that follow: the class must be the same in the posts.
_NEGATIVE: Final = frozenset(["tidak", "bukan", "belum", "jangan", "tanpa", "batal", "gagal"])
_MODAL: Final = frozenset(["sudah", "belum", "akan", "masih", "wajib"])
_REACH: Final = 3
#: A reason or an objection begins something of its own.
_TURNS: Final = frozenset(["karena", "akibat", "tetapi", "tapi", "namun", "sehingga", "agar", "setelah", "sebelum"])
_WORDS_OF_NUMBER: Final[Mapping[str, float]] = {
    "satu": 1, "seorang": 1, "sebuah": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11, "belasan": 15, "puluhan": 50, "ratusan": 500, "ribuan": 5000,
}  # fmt: skip
_ROMAN: Final[Mapping[str, float]] = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_SCALES: Final[Mapping[str, float]] = {
    "ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12, "trilyun": 1e12,
}  # fmt: skip
_PERCENT: Final = frozenset(["persen", "%"])
_MEASURES: Final = frozenset(
    "jam menit detik hari pekan minggu bulan tahun meter kilometer km hektare hektar ton kilogram kg liter persen rupiah "
    "dosis lajur mm cm derajat".split()
)
#: Light words that still say what a number counts.
_COUNTED: Final = frozenset(["orang", "buah", "unit"])
_PASSIVE: Final = re.compile(r"^di(?=[a-z]{4})")
_VERB: Final = re.compile(r"^(?:me|di|ber|ter)[a-z]{3,}")
_ACTIVE: Final = re.compile(r"^me[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a sentence says that its posts do not.

    Args:
        kind: "number", "word" (a name or another word nobody used), "polarity" (negation, time), "role" (who did it).
        text: the words in doubt, as the sentence has them.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Word:
    surface: str
    plain: str
    stem: str
    number: float | None
    unit: str
    marks: frozenset[str]
    clause: int

    @property
    def light(self) -> bool:
        return self.number is None and (self.plain in _LIGHT or self.stem in _LIGHT)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the posts say, ready to be asked."""

    stems: frozenset[str]
    numbers: Mapping[float, frozenset[str]]
    units: frozenset[str]
    heads: Mapping[str, frozenset[float]]
    marks: Mapping[str, tuple[frozenset[str], ...]]
    sentences: tuple[tuple[_Word, ...], ...]
    spans: frozenset[tuple[float, float]]


def doubts(sentence: str, posts: Sequence[str], *, known: Collection[str] = ()) -> tuple[Doubt, ...]:
    """What a sentence says beyond its posts; () where everything is borne out.

    Args:
        sentence: one sentence or a few.
        posts: the texts it cites (title and text).
        known: words that need no post: the office's names, fixed words of a form, figures the program counted itself.
    """
    ground = _ground(tuple(posts))
    allowed = {word.stem for text in known for word in _read(text)} | {
        word.plain for text in known for word in _read(text)
    }
    counted = {word.number for text in known for word in _read(text) if word.number is not None}
    words = _read(sentence)
    found = list(_unsupported(words, ground, allowed, counted))
    found += _changed_marks(words, ground)
    found += _turned_spans(words, ground)
    found += _swapped_roles(words, ground)
    return tuple(dict.fromkeys(found))


def is_faithful(sentence: str, posts: Sequence[str], *, known: Collection[str] = ()) -> bool:
    """Nothing in the sentence goes beyond its posts."""
    return not doubts(sentence, posts, known=known)


@lru_cache(maxsize=512)
def _ground(posts: tuple[str, ...]) -> _Ground:
    sentences = tuple(tuple(part) for post in posts for part in _sentences(_read(post)))
    words = [word for part in sentences for word in part]
    numbers: dict[float, set[str]] = {}
    marks: dict[str, list[frozenset[str]]] = {}
    heads: dict[str, set[float]] = {}
    for part in sentences:
        for head, value in _heads(part):
            heads.setdefault(head, set()).add(value)
    for word in words:
        if word.number is not None:
            numbers.setdefault(word.number, set()).add(word.unit)
        else:
            marks.setdefault(word.stem, []).append(word.marks)
    return _Ground(
        frozenset(word.stem for word in words) | frozenset(word.plain for word in words),
        {value: frozenset(units) for value, units in numbers.items()},
        frozenset(word.unit for word in words if word.number is not None),
        {head: frozenset(values) for head, values in heads.items()},
        {stem: tuple(found) for stem, found in marks.items()},
        sentences,
        frozenset(pair for part in sentences for pair in _spans(part)),
    )


def _sentences(words: Sequence[_Word]) -> Iterator[list[_Word]]:
    part: list[_Word] = []
    clause = -1
    for word in words:
        # Clauses are numbered in hundreds by sentence.
        if part and word.clause // 100 != clause:
            yield part
            part = []
        clause = word.clause // 100
        part.append(word)
    if part:
        yield part


def _read(text: str) -> tuple[_Word, ...]:
    """The words of a text with their numbers, units, marks and clauses."""
    tokens = [hit[0] for hit in _TOKEN.finditer(_OUTLET_DASH.sub(" ", unicodedata.normalize("NFKC", text)))]
    plain = [_SAME.get(token.casefold(), token.casefold()) for token in tokens]
    roots = [_SAME.get(root, root) for root in stems([_PASSIVE.sub("me", word) for word in plain])]
    words: list[_Word] = []
    held: dict[str, int] = {}
    sentence = clause = 0
    skip = -1
    for place, token in enumerate(tokens):
        if place == skip:
            continue
        if not (token[0].isalnum()):
            sentence, clause = (sentence + 1, 0) if token in _ENDS else (sentence, clause + 1)
            held = {}
            continue
        number = _number(token, plain[place])
        unit = ""
        if number is not None:
            after = plain[place + 1] if place + 1 < len(plain) else ""
            if after in _SCALES:
                number, skip = number * _SCALES[after], place + 1
                after = plain[place + 2] if place + 2 < len(plain) else ""
            unit = (
                after
                if after.isalpha() and (after in _COUNTED or after not in _LIGHT) and after not in _NEGATIVE
                else ""
            )
        words.append(
            _Word(
                token,
                plain[place],
                roots[place],
                number,
                unit,
                frozenset(held),
                sentence * 100 + min(clause, 99),
            )
        )
        if plain[place] in _TURNS:
            held = {}
        elif plain[place] in _NEGATIVE or plain[place] in _MODAL:
            held[plain[place]] = _REACH
        elif number is None and not words[-1].light:
            held = {mark: left - 1 for mark, left in held.items() if left > 1}
    return tuple(words)


def _number(token: str, plain: str) -> float | None:
    if token in _ROMAN:
        return _ROMAN[token]
    if plain in _WORDS_OF_NUMBER:
        return _WORDS_OF_NUMBER[plain]
    digits = re.sub(r"^rp\.?\s?", "", plain)
    if not digits[:1].isdigit():
        return None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    return float(re.sub(r"[.,](?=.*[.,])", "", digits).replace(",", "."))


def _unsupported(
    words: Iterable[_Word], ground: _Ground, allowed: Collection[str], counted: Collection[float | None]
) -> Iterator[Doubt]:
    """Numbers and words that stand in no post."""
    for word in words:
        if word.number is not None:
            if word.number in counted:
                continue
            units = ground.numbers.get(word.number)
            if units is None or _other_unit(word, units, ground):
                yield Doubt("number", f"{word.surface} {word.unit}".strip())
        elif not word.light and not {word.stem, word.plain} & (ground.stems | set(allowed)):
            yield Doubt("word", word.surface)


def _other_unit(word: _Word, units: Collection[str], ground: _Ground) -> bool:
    """The number is in the posts, but it counts something else there."""
    if not word.unit or word.unit in units or not any(units):
        return False
    return word.unit in ground.units or word.unit in _MEASURES


def _changed_marks(words: Sequence[_Word], ground: _Ground) -> Iterator[Doubt]:
    """A word that is negated, done, undone or yet to come here and never so in the posts, or the other way about."""
    for word in words:
        held = ground.marks.get(word.stem)
        if word.number is not None or word.light or held is None or word.plain in _NEGATIVE | _MODAL:
            continue
        negative = bool(word.marks & _NEGATIVE)
        if all(bool(marks & _NEGATIVE) != negative for marks in held):
            yield Doubt("polarity", " ".join([*sorted(word.marks), word.surface]))
            continue
        modal = word.marks & _MODAL
        if modal and not any(modal <= marks for marks in held):
            yield Doubt("polarity", " ".join([*sorted(modal), word.surface]))


def _spans(words: Sequence[_Word]) -> Iterator[tuple[float, float]]:
    """(from, to) of "dari 12.500 menjadi 14.000" and "42 dari 45"."""
    numbers = [(place, word.number) for place, word in enumerate(words) if word.number is not None]
    for (first, low), (second, high) in itertools.pairwise(numbers):
        if second - first <= 3:
            between = {word.plain for word in words[first + 1 : second]}
            if between & {"menjadi", "ke", "dari", "hingga", "sampai"}:
                yield low, high


def _heads(words: Sequence[_Word]) -> Iterator[tuple[str, float]]:
    """(verb, number) of "menewaskan 2 orang": the verb right before a number."""
    for before, word in itertools.pairwise(words):
        if word.number is not None and _VERB.match(before.plain) is not None and before.plain not in _LIGHT:
            yield before.stem, word.number


def _turned_spans(words: Sequence[_Word], ground: _Ground) -> Iterator[Doubt]:
    """Numbers of the posts in each other's place."""
    for low, high in _spans(words):
        if (low, high) not in ground.spans and (high, low) in ground.spans:
            yield Doubt("number", f"{low:g} – {high:g}")
    for head, value in _heads(words):
        if head in ground.heads and value in ground.numbers and value not in ground.heads[head]:
            yield Doubt("number", f"{head} {value:g}")


def _swapped_roles(words: Sequence[_Word], ground: _Ground) -> Iterator[Doubt]:
    """Before and after an active verb stand those who stand after and before the same verb in the posts."""
    for place, verb in enumerate(words):
        if verb.number is not None or not _ACTIVE.match(verb.plain) or verb.light:
            continue
        before = {w.stem for w in words[:place] if w.clause == verb.clause and not w.light and w.number is None}
        after = {w.stem for w in words[place + 1 :] if w.clause == verb.clause and not w.light and w.number is None}
        stands = [
            (
                {w.stem for w in part[:at] if not w.light and w.number is None},
                {w.stem for w in part[at + 1 :] if not w.light and w.number is None},
            )
            for part in ground.sentences
            for at, other in enumerate(part)
            if other.plain == verb.plain
        ]
        if not stands or not before or not after:
            continue
        kept = any((before & left) - right and not (before & right) - left for left, right in stands)
        turned = any((before & right) - left and (after & left) - right for left, right in stands)
        if turned and not kept:
            yield Doubt("role", verb.surface)
