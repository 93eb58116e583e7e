"""Words as texts and fact-checks are compared by: their key, their kind, and how much each tells in this library."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from analysis.claims.asides import ASIDES
from analysis.claims.details import Details, places
from analysis.claims.index import FactCheckIndex
from analysis.claims.sides import Word
from analysis.claims.spelling import MONTHS, fields
from analysis.claims.vectors import frequency
from analysis.text.tokens import stems, stop_words

#: Words that are read of a text and of a circulating text.
READ: Final = 160
#: Least weight of a name.
_NAME: Final = 0.6
#: Words remembered of a library.
_REMEMBERED: Final = 50_000
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
MODIFIERS: Final = frozenset(
    "wakil mantan calon eks istri suami anak adik kakak ayah ibunda ajudan sekretaris plt pj plh bekas cucu menantu keponakan besan".split()
)
_MONTHS: Final = frozenset(MONTHS)
#: Written with capitals, but nobody's name.
_NO_ONES: Final = frozenset(
    "ktp kk nik wa wag sim stnk tv hp sms no rp pin sma smk smp sd pdf apk app hut ri allahu akbar allah masya wni link qr id ok ig fb indonesia nusantara".split()
)


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
    if token[0].isdigit() or token in TURNING or token in _NUMERALS or token in MODIFIERS or token in _MONTHS:
        return True
    return len(token) > 1 and token not in stop_words() and token not in ASIDES


def _once(token: str) -> str:
    """A word said twice, once: "obat-obatan" is "obatan"."""
    left, dash, right = token.partition("-")
    return right if dash and right.startswith(left) else token


def _number_key(token: str) -> str:
    digits = _NUMERALS.get(token, token)
    return digits.rstrip(".,").replace(".", "").replace(",", ".")
