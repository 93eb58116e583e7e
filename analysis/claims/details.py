"""The details that make two alike-sounding claims different: amounts, years, places, institutions, names.

"Bantuan Rp600.000 Bank Lampung" and "Bantuan Rp300.000 Bank Bengkulu" share nearly every word and are two claims. A
detail of one kind that both texts name, and name differently, is a conflict; it blocks a confirmation, never a
suggestion.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from typing import Final

from analysis.claims.spelling import MONTHS
from analysis.claims.vectors import BOILERPLATE
from analysis.text.tokens import standard_words, stop_words

READ: Final = 2_500
_SCALE: Final[Mapping[str, float]] = {
    "ribu": 1e3, "rb": 1e3, "k": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "m": 1e9, "triliun": 1e12,
    "trilyun": 1e12, "t": 1e12,
}  # fmt: skip
_NUMBER: Final = re.compile(
    r"(?<![\w.,])(rp\.?\s{0,2})?(\d{1,15}(?:[.,]\d{1,6}){0,4})(?:\s?(persen|%|ribu|rb|juta|jt|mil[iy]ar|tril[iy]un|m\b|k\b|t\b))?"
    r"(?:\s?(rupiah))?(?:\s{1,2}([a-z]{3,15}))?",
    re.IGNORECASE,
)
NUMBER_KINDS: Final = ("money", "year", "percent", "count", "day")
_ASCII: Final = re.compile(r"[\x00-\x7f]+")
_NO_CAPITALS: Final = bytes(c for c in range(128) if not chr(c).isupper())
_NO_LETTERS: Final = bytes(c for c in range(128) if not chr(c).isalpha())
_YEAR: Final = re.compile(r"(?:19[5-9]|20[0-4])\d")
_MONTH_ALIASES: Final[Mapping[str, str]] = {"pebruari": "februari", "nopember": "november"}
_MONTHS: Final = frozenset((*MONTHS, *_MONTH_ALIASES))
#: From here on a bare number is an amount of money: "gaji 8.000.000".
_PLAINLY_MONEY: Final = 1e5
#: Words that are followed by the name of an institution or a small place.
_HEADS: Final = frozenset(
    ["bank", "bpd", "polsek", "dinas", "rsud", "rs", "universitas", "univ", "institut", "sman", "sma", "smpn", "sdn", "smkn",
     "pt", "cv", "menteri", "kementerian", "partai", "pdam", "desa", "kelurahan", "kecamatan", "jalan", "pasar", "bandara",
     "stasiun", "pelabuhan", "masjid", "gereja", "pesantren", "ponpes", "pulau", "gunung", "tol"]
)  # fmt: skip
#: Words that are followed by the name of a region.
_REGION_HEADS: Final = frozenset(
    ["kabupaten", "kota", "provinsi", "pemkab", "pemkot", "pemprov", "gubernur", "bupati", "walikota", "polda", "polres",
     "polresta", "kapolda", "kapolres", "kodim", "kejari", "kejati", "bank", "bpd", "rsud", "dinas"]
)  # fmt: skip
_FILLERS: Final = frozenset(
    [
        "pembangunan",
        "daerah",
        "kabupaten",
        "kota",
        "provinsi",
        "negeri",
        "swasta",
        "umum",
        "resmi",
        "republik",
        "indonesia",
        "syariah",
    ]
)
_ALIASES: Final[Mapping[str, str]] = {
    "jabar": "jawa barat", "jateng": "jawa tengah", "jatim": "jawa timur", "sumut": "sumatera utara",
    "sumbar": "sumatera barat", "sumsel": "sumatera selatan", "kaltim": "kalimantan timur", "kalbar": "kalimantan barat",
    "kalteng": "kalimantan tengah", "kalsel": "kalimantan selatan", "kaltara": "kalimantan utara", "sulsel": "sulawesi selatan",
    "sulteng": "sulawesi tengah", "sulut": "sulawesi utara", "sultra": "sulawesi tenggara", "sulbar": "sulawesi barat",
    "ntt": "nusa tenggara timur", "ntb": "nusa tenggara barat", "jogja": "yogyakarta", "yogya": "yogyakarta", "diy": "yogyakarta",
    "solo": "surakarta", "dki": "jakarta", "babel": "bangka belitung", "kepri": "kepulauan riau", "tiongkok": "china", "cina": "china",
}  # fmt: skip


#: Words for one thing, which a text and a fact-check may use by turns without differing.
_SAME: Final[Mapping[str, str]] = {
    "link": "tautan", "url": "tautan", "gambar": "foto", "wa": "whatsapp", "fb": "facebook", "kab": "kabupaten", "group": "grup",
    "prov": "provinsi", "kec": "kecamatan", "klip": "video", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6",
    "tujuh": "7", "delapan": "8", "sembilan": "9", "sepuluh": "10",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Details:
    """What a text names, by kind: "money", "year", "percent", "count", a head such as "bank", and "place"."""

    named: Mapping[str, frozenset[str]]
    tokens: tuple[str, ...]
    capitalised: frozenset[str]


@cache
def places() -> frozenset[str]:
    """Provinces, regencies, cities (Kepmendagri 300.2.2-2138/2025) and countries, lower case."""
    text = resources.files("analysis").joinpath("data", "claim_places.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def details(text: str) -> Details:
    """Amounts, years, places, institutions and capitalised words of the first `READ` characters."""
    head = text[:READ] if text.isascii() else unicodedata.normalize("NFKC", text[:READ])
    named: dict[str, set[str]] = {}
    for kind, value in _numbers(head):
        named.setdefault(kind, set()).add(value)
    tokens = tokens_of(head)
    capitalised = _capitalised(head)
    for kind, value in _slots(tokens, capitalised):
        named.setdefault(kind, set()).add(value)
    for value in _places(tokens):
        named.setdefault("place", set()).add(value)
    return Details({kind: frozenset(values) for kind, values in named.items()}, tokens, capitalised)


def _numbers(text: str) -> list[tuple[str, str]]:
    found = []
    for hit in _NUMBER.finditer(text):
        rupiah, digits, scale, word, unit = hit.groups()
        unit = (unit or "").casefold()
        if not (rupiah or scale or word) and _YEAR.fullmatch(digits):
            found.append(("year", digits))
            continue
        value = _value(digits, (scale or "").casefold())
        if scale in {"%", "persen"} or (scale or "").casefold() == "persen":
            found.append(("percent", f"{value:g}"))
        elif rupiah or word or value >= _PLAINLY_MONEY:
            found.append(("money", f"{value:.6g}"))
        elif unit in _MONTHS:
            found.append(("day", f"{value:g} {_MONTH_ALIASES.get(unit, unit)}"))
        else:
            found.append(("count", f"{value:g}"))
    return found


def _value(digits: str, scale: str) -> float:
    factor = _SCALE.get(scale.replace("y", "i"), _SCALE.get(scale, 1.0))
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits) and factor < 1e5:
        return float(re.sub(r"[.,]", "", digits)) * factor
    parts = re.split(r"[.,]", digits)
    return float(parts[0] + ("." + parts[1] if len(parts) > 1 else "")) * factor


def tokens_of(text: str) -> tuple[str, ...]:
    """Words of a text in standard form; words for one thing are one word."""
    return tuple(_SAME.get(token, token) for token in standard_words(text))


def _slots(tokens: Sequence[str], capitalised: frozenset[str]) -> list[tuple[str, str]]:
    found = []
    stops = stop_words()
    for i, head in enumerate(tokens):
        if head not in _HEADS and head not in _REGION_HEADS:
            continue
        following = [_ALIASES.get(t, t) for t in tokens[i + 1 : i + 5] if t not in _FILLERS]
        region = next((name for size in (3, 2, 1) if (name := " ".join(following[:size])) in places()), "")
        if head in _REGION_HEADS and region:
            found.append((head, region))
            continue
        name = following[0] if head in _HEADS and following else ""
        # Where a text tells names by capitals, a small letter is no name.
        if name and name not in stops and name not in _HEADS and (not capitalised or name in capitalised):
            found.append((head, name))
    return found


def _places(tokens: Sequence[str]) -> set[str]:
    known, first, found, i = places(), _first_words(), set(), 0
    while i < len(tokens):
        for size in (3, 2, 1) if tokens[i] in first else ():
            name = " ".join(tokens[i : i + size])
            name = _ALIASES.get(name, name)
            if name in known:
                found.add(name)
                i += size - 1
                break
        i += 1
    return found


@cache
def _first_words() -> frozenset[str]:
    """Words with which the name of a place begins, or another name of it."""
    return frozenset(name.split()[0] for name in (*places(), *_ALIASES))


def _capitalised(text: str) -> frozenset[str]:
    beyond = "" if text.isascii() else "".join(filter(str.isalpha, _ASCII.sub("", text)))
    plain = text.encode("ascii", "ignore")
    letters = len(plain.translate(None, _NO_LETTERS)) + len(beyond)
    if not letters or len(plain.translate(None, _NO_CAPITALS)) + sum(map(str.isupper, beyond)) > 0.4 * letters:
        return frozenset()
    # Capitals throughout are a name where they stand alone ("di KPK"), else somebody shouts ("BOCOR MALAM INI").
    found = re.findall(r"(?<=[\w,;:] )[A-Z][a-z]{2,30}\b|(?<![A-Z]{2} )\b[A-Z]{2,6}\b(?! [A-Z]{2})", text)
    return frozenset(word.casefold() for word in found)


def conflicts(one: Details, other: Details, rare: Callable[[str], bool]) -> tuple[str, ...]:
    """Kinds of detail that both texts name and name differently; ``rare`` tells a name-like word of the fact-check base.

    "swap" is a name or number that stands in one text exactly where the other has another one.
    """
    found = [kind for kind, values in one.named.items() if kind in other.named and values.isdisjoint(other.named[kind])]
    if _regency_against_city(one, other):
        found.append("kota/kabupaten")
    if _swapped(one, other, rare):
        found.append("swap")
    return tuple(sorted(found))


def _regency_against_city(one: Details, other: Details) -> bool:
    for a, b in ((one.named, other.named), (other.named, one.named)):
        cities, regencies = a.get("kota", frozenset()), b.get("kabupaten", frozenset())
        same = cities & regencies
        if same - a.get("kabupaten", frozenset()) - b.get("kota", frozenset()):
            return True
    return False


def _swapped(one: Details, other: Details, rare: Callable[[str], bool]) -> bool:
    a, b = one.tokens[:250], other.tokens[:250]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    blocks = matcher.get_opcodes()
    for k, (tag, i1, i2, j1, j2) in enumerate(blocks):
        if tag != "replace" or i2 - i1 > 3 or j2 - j1 > 3:
            continue
        before = blocks[k - 1] if k else None
        after = blocks[k + 1] if k + 1 < len(blocks) else None
        context = sum(block[2] - block[1] for block in (before, after) if block is not None)
        if context < 3:
            continue
        left = [t for t in a[i1:i2] if _name_like(t, one, rare) and t not in b]
        right = [t for t in b[j1:j2] if _name_like(t, other, rare) and t not in a]
        if left and right and not any(_alike(x, y) for x in left for y in right):
            return True
    return False


#: What posts and fact-checks say of the message itself: rare in a small base, but nobody's name.
NO_NAMES: Final = frozenset(
    [
        *BOILERPLATE,
        *_SAME.values(),
        "formulir",
        "laman",
        "situs",
        "halaman",
        "diteruskan",
        "berkali-kali",
        "sebarkan",
        "viralkan",
    ]
)


def _name_like(token: str, text: Details, rare: Callable[[str], bool]) -> bool:
    if token[0].isdigit():
        return True
    return (
        token not in stop_words()
        and token not in NO_NAMES
        and len(token) > 2
        and (token in text.capitalised or token in places() or rare(token))
    )


def _alike(one: str, other: str) -> bool:
    """One word misspelt, shortened or inflected rather than another word."""
    if one[0].isdigit() or other[0].isdigit():
        return one == other
    return (
        one.startswith(other[:4]) or one in other or other in one or SequenceMatcher(None, one, other).ratio() >= 0.75
    )
