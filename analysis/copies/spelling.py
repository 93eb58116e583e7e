"""Are two words one word: another spelling, form or abbreviation, a figure in letters, a word editors put for another?"""

from __future__ import annotations

from functools import cache
from importlib import resources

from rapidfuzz.distance import OSA, Indel

from analysis.copies.contraries import plain_stem
from analysis.text.tokens import stems
from analysis.text.word_set import word_set

_MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember"
_NUMBERS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"
_AS_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS.split())}
_AS_DIGITS |= {f"ke{word}": number for word, number in _AS_DIGITS.items()}
_AS_DIGITS |= {word: str(number) for number, word in enumerate(_MONTHS.split(), 1)}
_AS_DIGITS |= {word[:3]: str(number) for number, word in enumerate(_MONTHS.split(), 1) if word != "mei"}
COUNTS = word_set(
    f"{_NUMBERS} belas puluh seratus ratus seribu ribu juta miliar triliun persen pertama kedua ketiga keempat kelima "
    "keenam ketujuh kedelapan kesembilan kesepuluh setengah separuh"
)
CALENDAR = word_set(
    f"{_MONTHS} senin selasa rabu kamis jumat sabtu minggu ahad pagi siang sore petang malam subuh dini kemarin besok lusa"
)
# The prefix of active verbs takes these first letters with it.
_FUSED = {"t": "men", "p": "mem", "k": "meng", "s": "meny"}
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NO_VOWELS = str.maketrans("", "", "aeiou")
ROMAN = word_set("i ii iii iv v vi vii viii ix x xi xii")
_FIXED = CALENDAR | COUNTS | ROMAN | frozenset(_AS_DIGITS)
# What editors put for one another; the words of a line count as one.
_SAME = {
    stem: line[0]
    for line in (
        stems(text.split())
        for text in (
            "kata ujar tutur ungkap ucap sebut jelas terang papar imbuh tambah tegas tandas beber lanjut sampai mengatakan "
            "menyatakan",
            "dia ia beliau",
            "warga masyarakat",
            "tetapi tapi namun",
            "saat ketika waktu kala",
            "usai seusai setelah sesudah pasca",
            "karena akibat sebab lantaran",
            "agar supaya",
            "hingga sampai",
            "jelang menjelang",
            "sudah telah",
            "hanya cuma",
            "tersebut itu",
            "sekitar kira kisar",
            "wali walikota",
        )
    )
    for stem in line
}

_VERBS = frozenset(_SAME.values())


def same_word(one: str, other: str) -> bool:
    """The same word in another spelling, form or wording: a typing error, a figure in letters, a reporting verb."""
    if one[0].isdigit() or other[0].isdigit() or one in _FIXED or other in _FIXED:
        return _AS_DIGITS.get(one, one).lstrip("0") == _AS_DIGITS.get(other, other).lstrip("0")
    stem, stem_of_other = _stem(one), _stem(other)
    if stem == stem_of_other and (stem in _VERBS or _is_form(one, other)):
        return True
    if _is_abbreviation(one, other) or _is_abbreviation(other, one):
        return True
    if _is_spoken(one, other) or _is_spoken(other, one):
        return True
    if _is_headline_verb(one, other) or _is_headline_verb(other, one):
        return True
    return _is_typo(one, other)


def says(word: str) -> bool:
    """A reporting verb, or another word that editors put for one another."""
    return _stem(word) in _VERBS


def _stem(word: str) -> str:
    """The stem, and for words that editors put for one another the same one."""
    stem = plain_stem(word)
    return _SAME.get(stem, stem)


def _is_form(one: str, other: str) -> bool:
    """Two forms of one word near enough to mean the same ("warga", "warganya"), not "pengusaha" and "perusahaan"."""
    return one[0] == other[0] and Indel.normalized_similarity(one, other) >= 0.75


def _is_headline_verb(short: str, long: str) -> bool:
    """An active verb and its root, as headlines have it: "tinjau" for "meninjau", but not for "ditinjau"."""
    if len(short) < 4 or not long.startswith("me"):
        return False
    fused = _FUSED.get(short[0])
    if fused:
        return long == fused + short[1:]
    return long in ("me" + short, "mem" + short, "men" + short, "meng" + short)


def _is_spoken(said: str, written: str) -> bool:
    """A form as people say it: "masukin" for "masukkan", "nemuin" for "menemui", "kekuras" for "terkuras"."""
    if said.startswith("ke") and written == "ter" + said[2:]:
        return len(said) >= 6
    root = said.removesuffix("in")
    if root == said or len(root) < 4:
        return False
    return any(written == front + root + end for front in ("", "me") for end in ("kan", "i"))


def _is_abbreviation(short: str, word: str) -> bool:
    """A word without its vowels: "sjk" for "sejak"."""
    return len(short) >= 3 and short[0] == word[0] and short == word.translate(_NO_VOWELS)


def _is_typo(one: str, other: str) -> bool:
    """One letter wrong, missing, doubled or two swapped (two such in a very long word that one side spells right).

    Never two known words ("kapal", "kepal") and never two places ("Bangli", "Bangil").
    """
    shorter = min(len(one), len(other))
    if shorter < 4 or (one[0] != other[0] and sorted(one) != sorted(other)):
        return False
    distance = OSA.distance(one, other, score_cutoff=2)
    if distance > (1 if shorter < 9 else 2):
        return False
    known = _is_known(one) + _is_known(other)
    if known == 2 or (known == 0 and (distance == 2 or shorter == 4 or _other_name(one, other))):
        return False
    if known == 1:
        return not _is_place(other if _is_known(one) else one)
    return not (_is_place(one) and _is_place(other))


def _other_name(one: str, other: str) -> bool:
    """Two unknown words of one length with one consonant for another that no finger takes for it: two names.

    Vowels vary with spelling ("Imsakiyah", "Imsakeyah"); consonants do not.
    """
    if len(one) != len(other):
        return False
    there = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(there) == 1 and not {*there[0]} & {*"aeiou"} and there[0][1] not in _beside(there[0][0])


@cache
def _beside(letter: str) -> frozenset[str]:
    """Letters whose keys touch a letter's key."""
    found: set[str] = set()
    for row, keys in enumerate(_KEYS):
        at = keys.find(letter)
        if at >= 0:
            for near, shift in ((row - 1, (0, 1)), (row, (-1, 1)), (row + 1, (-1, 0))):
                if 0 <= near < len(_KEYS):
                    found.update(_KEYS[near][at + step : at + step + 1] for step in shift if at + step >= 0)
    return frozenset(found - {""})


def _is_place(word: str) -> bool:
    from analysis.places.gazetteer import Gazetteer  # read only when two names differ by a letter

    return bool(Gazetteer.load().by_key(word))


def _is_known(word: str) -> bool:
    return plain_stem(word) in _known_stems()


@cache
def _known_stems() -> frozenset[str]:
    """Stems of general Indonesian (`analysis/data/word_background.tsv`)."""
    table = resources.files("analysis").joinpath("data", "word_background.tsv").read_text("utf-8")
    return frozenset(line.split("\t", 1)[0] for line in table.splitlines()[1:])
