"""One spelling for what people write in many: numbers, dates, informal affixes, short names, words for one thing.

Only for laying two texts beside each other: "tujuh ratus", "700" and "0,7 ribu" become one number, "13/2/2024" and "13 Feb 2024"
one date, "ngiklanin" and "beriklan" one root, "ASN" and "aparatur sipil negara" one name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from analysis.text.tokens import stems, stop_words

MONTHS: Final = "januari februari maret april mei juni juli agustus september oktober november desember".split()
_SHORT_MONTHS: Final = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "agt": 8, "agu": 8, "ags": 8, "agst": 8, "aug": 8,
    "sep": 9, "sept": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "nopember": 11, "pebruari": 2, "des": 12, "dec": 12,
}  # fmt: skip
_DATE: Final = re.compile(r"(?<![\d.,/:\-])(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?((?:19|20)?\d{2})(?![\d/\-])")
_GLUED_DATE: Final = re.compile(r"(?<![\d.,/\-])([0-3]\d)([01]\d)((?:19|20)\d{2})(?![\d/\-]|[.,]\d)")
_SHORT_DATE: Final = re.compile(
    rf"(?<![\d.,])0?(\d{{1,2}})[\s\-]{{0,2}}({'|'.join((*MONTHS, *_SHORT_MONTHS))})\b\.?", re.IGNORECASE
)
_DIGIT: Final = re.compile(r"\d")
_LIST_MARK: Final = re.compile(r"(?m)^\s*\d{1,2}[.)](?!\d{3}\b)[^\S\n]*(?=\S)")
_COVID: Final = re.compile(r"\b(covid|corona|korona|c0vid)[\s\-]{0,3}19\b", re.IGNORECASE)
_TYPE: Final = re.compile(r"\b(tipe|type|versi|jilid|kelas|ke|[cm])[\s\-]?(\d)", re.IGNORECASE)
_UNIT_WORDS: Final = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1_000, "sejuta": 1_000_000,
}  # fmt: skip
_SCALES: Final = {
    "ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12, "trilyun": 10**12,
}  # fmt: skip
_ANY_WORD: Final = "|".join((*_UNIT_WORDS, "belas", "puluh", "ratus", "ribu", "juta", "miliar", "milyar", "triliun"))
_NUMERAL: Final = re.compile(rf"\b(?:{'|'.join(_UNIT_WORDS)})(?:\s+(?:{_ANY_WORD}))*\b(?!-)", re.IGNORECASE)
_SCALED: Final = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+|\d{1,6}(?:[.,]\d{1,3})?)\s?(ribu|rb|juta|jt|mil[iy]ar|tril[iy]un)\b|"
    r"(?<![\d.,])(\d{1,3}(?:,\d{1,2})?)(?:\s?(M)|(T|[kK]))(?![\w]|\s?\d)",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?![\d,]|\.\d)")
#: Part of a text that has it, the pattern, and the one spelling.
_PHRASES: Final = (
    ("bantuan", re.compile(r"\bbantuan sosial\b", re.IGNORECASE), "bansos"),
    ("amerika", re.compile(r"\bamerika serikat\b", re.IGNORECASE), "Amerika"),
    ("us", re.compile(r"\bUSA?\b", re.IGNORECASE), "Amerika"),
    ("lowongan", re.compile(r"\blowongan (?:pe)?kerja(?:an)?\b", re.IGNORECASE), "lowongan"),
    ("kepala", re.compile(r"\bkepala desa\b", re.IGNORECASE), "kades"),
    ("wakil", re.compile(r"\bwakil presiden\b", re.IGNORECASE), "wapres"),
    ("judi", re.compile(r"\bjudi online\b", re.IGNORECASE), "judol"),
    ("presiden", re.compile(r"\bcalon presiden\b", re.IGNORECASE), "capres"),
    ("calon", re.compile(r"\bcalon wapres\b", re.IGNORECASE), "cawapres"),
    ("calon", re.compile(r"\bcalon gubernur\b", re.IGNORECASE), "cagub"),
    ("presiden", re.compile(r"\bpem(?:ilu|ilihan) presiden\b", re.IGNORECASE), "pilpres"),
    ("surat", re.compile(r"\bsurat suara\b", re.IGNORECASE), "suratsuara"),
    ("jadi", re.compile(r"\b(?:tidak|tak|tdk|ga|gak|gk|nggak|ngga|enggak|ndak|kagak) jadi\b", re.IGNORECASE), "batal"),
    ("ks", re.compile(r"\bs\*ks\b|\bs3ks\b", re.IGNORECASE), "seks"),
)


_REGIONS: Final = {
    "jawa barat": "jabar", "jawa tengah": "jateng", "jawa timur": "jatim", "sumatera utara": "sumut", "sumatera barat": "sumbar",
    "sumatera selatan": "sumsel", "kalimantan timur": "kaltim", "kalimantan barat": "kalbar", "kalimantan tengah": "kalteng",
    "kalimantan selatan": "kalsel", "kalimantan utara": "kaltara", "sulawesi selatan": "sulsel", "sulawesi tengah": "sulteng",
    "sulawesi utara": "sulut", "sulawesi tenggara": "sultra", "sulawesi barat": "sulbar", "nusa tenggara timur": "ntt",
    "nusa tenggara barat": "ntb", "kepulauan riau": "kepri", "bangka belitung": "babel",
}  # fmt: skip
_REGION: Final = re.compile(rf"\b(?:{'|'.join(_REGIONS).replace(' ', r'[ ]')})\b", re.IGNORECASE)
_REGION_OPENERS: Final = frozenset(name.split()[0] for name in _REGIONS)
_GLUED_YEAR: Final = re.compile(rf"\b({'|'.join(MONTHS)})(?=(?:19|20)\d\d\b)", re.IGNORECASE)


#: To how many a message is to be passed on: part of no claim.
_PASS_ON: Final = re.compile(
    r"\b((?:bagikan|sebarkan|kirim(?:kan)?|share|forward|teruskan)\b[^.!?\n]{0,40}?\b)(?:minimal |min\.? ?)?\d{1,3} (?=grou?p|grup|kontak|orang|teman|wa\b)",
    re.IGNORECASE,
)
_PASSING: Final = ("bagikan", "sebarkan", "kirim", "share", "forward", "teruskan")
#: Two words that a dash joins ("DPR-MPR"), not one said twice.
_JOINED: Final = re.compile(r"\b([^\W\d_]{3,})-(?!\1)(?=[^\W\d_]{3})", re.IGNORECASE)


def plain(text: str) -> str:
    """A text with its numbers in digits, its dates as day, month in words and year, and list marks gone; capitals stay."""
    # Patterns take the Turkish i for an i, no list of words does.
    text = text.replace("\u0131", "i").replace("\u0130", "I")
    # What a pattern cannot do without is asked first.
    low = text.casefold()
    if "-" in low:
        text = _JOINED.sub(r"\1 ", text)
    # NFKC makes full stops of it: "usia…70" would be no number.
    text = text.replace("…", " ")
    if any(word in low for word in _REGION_OPENERS):
        text = _REGION.sub(lambda hit: _REGIONS[hit[0].casefold()], text)
    digits = _DIGIT.search(text)
    if digits:
        text = _without_idle_numbers(_GLUED_YEAR.sub(r"\1 ", text), low)
    for opener, pattern, short in _PHRASES:
        if opener in low:
            text = pattern.sub(short, text)
    if digits:
        text = _respelt(text, _DATES)
    if any(word in low for word in _UNIT_WORDS):
        text = _NUMERAL.sub(_numeral, text)
        digits = digits or _DIGIT.search(text)
    if digits:
        text = _respelt(text, _AMOUNTS)
    return text


def _without_idle_numbers(text: str, low: str) -> str:
    """Numbers that tell nothing go: how many shall have it passed on, marks of lists, the 19 of Covid."""
    if any(word in low for word in _PASSING):
        text = _PASS_ON.sub(r"\1", text)
    text = _LIST_MARK.sub("", text)
    return _COVID.sub(r"\1", text) if "19" in text else text


def _respelt(text: str, patterns: Sequence[_Spelling]) -> str:
    for needed, pattern, spelling in patterns:
        if needed.search(text):
            text = pattern.sub(spelling, text)
    return text


def _date(whole: str, day: str, month: str, year: str) -> str:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return whole
    return f"{int(day)} {MONTHS[int(month) - 1]} {year if len(year) == 4 else '20' + year}"


def _month(hit: re.Match[str]) -> str:
    name = hit[2].casefold()
    month = MONTHS[_SHORT_MONTHS[name] - 1] if name in _SHORT_MONTHS else name
    return f"{int(hit[1])} {month} " if 1 <= int(hit[1]) <= 31 else hit[0]


def _numeral(hit: re.Match[str]) -> str:
    words = hit[0].casefold().split()
    if words == ["satu"]:
        return hit[0]
    total = group = last = 0
    for word in words:
        if word in _UNIT_WORDS:
            group, last = group + _UNIT_WORDS[word], _UNIT_WORDS[word]
        elif word == "belas":
            group += 10
        elif word == "puluh":
            group += 9 * last
        elif word == "ratus":
            group += 99 * last
        else:
            total, group = total + max(group, 1) * _SCALES[word], 0
    return str(total + group)


def _scaled(hit: re.Match[str]) -> str:
    if hit[1]:
        digits, factor = hit[1], _SCALES[hit[2].casefold()]
    else:
        mark = hit[4] or hit[5]
        # "4 m" are metres, "5T" trillions, "10k" thousands.
        if mark not in ("M", "T", "k", "K"):
            return hit[0]
        digits, factor = hit[3], {"M": 10**9, "T": 10**12}.get(mark, 10**3)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        digits = digits.replace(".", "")
    whole, _, part = digits.replace(",", ".").partition(".")
    return str(int(whole) * factor + (int(part) * factor // 10 ** len(part) if part else 0))


#: What a pattern of numbers cannot do without (it is found ten times as fast), the pattern, and the one spelling.
_Spelling = tuple[re.Pattern[str], re.Pattern[str], str | Callable[[re.Match[str]], str]]
_DATES: Final[tuple[_Spelling, ...]] = (
    # "tipe2" would else be read as "tipe-tipe".
    (re.compile(r"[eidscm][\s\-]?\d", re.IGNORECASE), _TYPE, r"\1 \2"),
    (re.compile(r"\d{8}"), _GLUED_DATE, lambda hit: _date(hit[0], hit[1], hit[2], hit[3])),
    (re.compile(r"\d\s?[/.\-]\s?\d"), _DATE, lambda hit: _date(hit[0], hit[1], hit[3], hit[4])),
    (re.compile(r"\d[\s\-]{0,2}[jfpmasond]", re.IGNORECASE), _SHORT_DATE, _month),
)
_AMOUNTS: Final[tuple[_Spelling, ...]] = (
    (re.compile(r"\d\s?[rjmtk]", re.IGNORECASE), _SCALED, _scaled),
    (re.compile(r"\d[.,]\d{3}"), _GROUPED, lambda hit: hit[0].replace(hit[1], "")),
)


@lru_cache(maxsize=50_000)
def roots(token: str) -> tuple[str, ...]:
    """What a word may be without its affixes, written ones and spoken ones ("ngiklanin", "nemuin"); at least four letters each.

    The longest first, in one order in every process: the first that fits is taken.
    """
    found = {token}
    for tail in ("nya", "kan", "lah", "kah", "an", "in", "i"):
        if token.endswith(tail) and len(token) - len(tail) >= 4:
            found.add(token[: -len(tail)])
    for form in tuple(found):
        found |= _without_head(form)
    # Spoken words drop an h: "ancurin", "utang".
    found |= {f"h{root}" for root in found if root[0] in "aiueo"}
    return tuple(sorted((root for root in found if len(root) >= 4), key=lambda root: (-len(root), root)))


def _without_head(form: str) -> set[str]:
    found = {
        start + form[size:] for size in range(1, min(4, len(form) - 3) + 1) for start in _HEADS.get(form[:size], ())
    }
    return found | {root[3:] for root in found if root.startswith("per") and len(root) >= 7}


#: Heads of verbs, and the letters a nasal may have swallowed.
VERB_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "di": ("",), "me": ("",), "mem": ("", "p"), "men": ("", "t"), "meng": ("", "k"), "meny": ("s",),
    "nge": ("",), "ng": ("", "k"), "ny": ("s", "c"), "n": ("t",), "m": ("p",),
}  # fmt: skip
_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    **VERB_HEADS, "ter": ("",), "ber": ("",), "be": ("",), "se": ("",), "ke": ("",),
    "pe": ("",), "pem": ("", "p"), "pen": ("", "t"), "peng": ("", "k"), "peny": ("s",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fields:
    """Words by fields of meaning: one key for words of one thing, and for each key the fields (and the place in it) it belongs to."""

    same: dict[str, str]
    fields: dict[str, tuple[tuple[int, int], ...]]
    opposite: frozenset[int]


@cache
def fields() -> Fields:
    """The words of ``analysis/data/claim_words.txt``."""
    same: dict[str, str] = {}
    belongs: dict[str, list[tuple[int, int]]] = {}
    opposite: set[int] = set()
    lines = resources.files("analysis").joinpath("data", "claim_words.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        name, _, rest = line.rpartition(": ")
        if name == "lawan":
            opposite.add(number)
        for place, group in enumerate(rest.split("|")):
            words = group.split()
            key = stems(words[:1])[0]
            for word, stem in zip(words, stems(words), strict=True):
                key = same.get(word, key)
                same.setdefault(word, key)
                same.setdefault(stem, same[word])
                if name and (number, place) not in belongs.setdefault(same[word], []):
                    belongs[same[word]].append((number, place))
    return Fields(same, {key: tuple(places) for key, places in belongs.items()}, frozenset(opposite))


def shortened(tokens: Sequence[str], names: frozenset[str]) -> tuple[str, ...]:
    """Tokens with every run whose initials are one of the given short names ("aparatur sipil negara") told by that name."""
    out: list[str] = []
    i = 0
    while i < len(tokens):
        for width in (5, 4, 3):
            run = tokens[i : i + width]
            if len(run) == width and "".join(word[0] for word in run) in names:
                out.append("".join(word[0] for word in run))
                i += width
                break
        else:
            out.append(tokens[i])
            i += 1
    return tuple(out)


def short_names(tokens: Sequence[str], others: Sequence[str]) -> frozenset[str]:
    """Words of three to five letters that only the first text has and that the second spells out."""
    own = {token for token in set(tokens) - set(others) if 3 <= len(token) <= 5 and token.isalpha()} - stop_words()
    if not own:
        return frozenset()
    initials = "".join(token[0] for token in others)
    return frozenset(name for name in own if name in initials)
