"""What linking reads of a post: content words in standard Indonesian, the public-service matters, places, claims.

Complaints about one matter share few words as they are written. So slang becomes standard, words of regional languages
become Indonesian (`analysis/data/regional_words.tsv`), sums of money get one spelling ("600rb", "Rp600.000"), stems
are taken, and names of places are kept apart from words: a place says where and not what.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pandas as pd

from analysis.issues.matters import bare_words, matters_in
from analysis.places.gazetteer import bare_name, name_key
from analysis.places.words import place_words
from analysis.stories.features import STOP_WORDS, lead_text
from analysis.text.tokens import standard, stems, stop_words, words
from analysis.text.word_set import word_set

DISTRICT = len("99.01.04")
REGENCY = len("99.01")
_LEAD_PLACES = 600
_LEAST_NAME = 6
_MONEY = re.compile(
    r"(?:\brp\.?\s?|(?<![\w.,]))(\d{1,3}(?:\.\d{3}){1,3}|\d{1,9})(?:,\d{1,2})?(?:\s?(rb|rbu|ribu|k|jt|juta))?(?!\w)",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"#(\w+)")
_ALSO = re.compile(r"\b(?:baca juga|baca selengkapnya|simak juga|lihat juga)\b:?[^\n]{0,200}", re.IGNORECASE)
_LEAST_SUM = 1000
_LETTERS = ("abcdefghij", "klmnopqrst")
_SUM_WORD = re.compile(r"uangz([a-t]+)z([a-j])z")
_STREET = re.compile(
    r"^(?:jalan|jln|jl|gang|gg|pasar|dusun|kampung|jembatan|simpang|perumahan|terminal)\.?\s+", re.IGNORECASE
)
# Words of complaining and of reporting: they say that somebody complains or reports, never what of.
_MANNER = word_set(
    """
    mohon tolong min admin pak bu bapak ibu bang kak gan guys gaes gengs bos om lur dulur sobat warga masyarakat
    kabupaten kota kecamatan desa kelurahan kec kab provinsi pemkab pemkot pemprov pemda dinas kepala petugas pemerintah
    keluh keluhan lapor laporan info informasi cek tindak tanya minta harap semoga terima kasih makasih alhamdulillah
    astagfirullah ya allah hari minggu pagi siang sore malam kemarin besok bulan tahun jam pukul wib wita wit kapan
    mana udah belum rumah anak saya kami orang banget parah viral heboh video foto update kabar kata sebut jelas
    senin selasa rabu kamis jumat sabtu ahad november desember sejak pekan aja doang dong nih sih kok lho
    """
)
Row = Mapping[Any, Any]


@lru_cache(maxsize=1)
def _regional() -> tuple[dict[str, str], dict[str, str]]:
    """Words that are safe in any text, and those that need a text in a regional language."""
    lines = (files("analysis") / "data" / "regional_words.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if line]
    everywhere = {row[0]: row[1] for row in rows if row[3] == "yes"}
    return everywhere, everywhere | {row[0]: row[1] for row in rows}


@lru_cache(maxsize=1)
def _ignored() -> frozenset[str]:
    return frozenset(stems(sorted(stop_words() | STOP_WORDS | _MANNER))) | stop_words() | STOP_WORDS | _MANNER


@dataclass(frozen=True, slots=True)
class PostReading:
    """A post as linking sees it.

    Args:
        words: its content stems, places left out.
        text: all words in reading order (for the states of a matter).
        matters: matter → share, adding up to 1; {} where none is told; then `hints` may hold some.
        places: keys of the places it names (villages, districts, streets, markets).
        districts: codes of its districts; regencies: codes of its regencies.
        claims: fact-checks it was matched with (confirmed or suggested).
        news: a newsroom's article.
        stance: what it does with a claim: "spreads", "denies", "quotes", "" (`analysis.stance.reading`).
    """

    words: frozenset[str]
    text: tuple[str, ...]
    matters: Mapping[str, float]
    hints: frozenset[str]
    places: frozenset[str]
    districts: frozenset[str]
    regencies: frozenset[str]
    claims: frozenset[str]
    stance: str
    news: bool


def place_key(name: str) -> str:
    """One key for the ways to write a place: "Pasar Lama", "Kel. Pasarlama" and "pasar lama" are one."""
    bare = bare_name(name)
    key = name_key(bare)
    short = name_key(_STREET.sub("", bare))
    # "Pasar Lama" and the kelurahan Pasarlama are one place; "Jalan Melati" is found as "Melati" too
    return key if bare.lower().startswith("pasar") else short or key


def read_for_linking(posts: pd.DataFrame, region: str) -> list[PostReading]:
    """A reading of every row.

    Args:
        posts: the analysis frame; `places`, `title_places`, `claims` and `language` are used where they are there.
        region: the office's region; it says nothing of where inside it a post speaks.
    """
    rows: Sequence[Row] = posts.reindex(
        columns=["title", "text", "kind", "places", "title_places", "claims", "language", "claim_stance"]
    ).to_dict("records")
    found = [_places(row, region) for row in rows]
    known = _known_names(found)
    texts = [_ALSO.sub(" ", lead_text(row["title"], row["text"])) for row in rows]
    titles = [row["title"] if row["text"] and row["kind"] == "news" else "" for row in rows]
    spoken = [_spoken(text, str(row["language"])) for text, row in zip(texts, rows, strict=True)]
    return [
        _reading(text, tokens, places, row, known, title=2 * len(words(title)))
        for text, title, tokens, places, row in zip(texts, titles, spoken, found, rows, strict=True)
    ]


def _places(row: Row, region: str) -> list[tuple[str, str]]:
    """(code, key) of the places in the title and at the top of the text."""
    title = row["title_places"] if isinstance(row["title_places"], tuple) else ()
    body = row["places"] if isinstance(row["places"], tuple) else ()
    near = [place for place in body if place[2] < _LEAD_PLACES]
    parts = {region[:end] for end in (2, REGENCY, DISTRICT) if len(region) >= end}
    return [(code, place_key(name)) for code, name, *_ in (*title, *near) if code not in parts or not code]


def place_names(posts: pd.DataFrame) -> dict[str, str]:
    """Place keys and district codes → the name as most posts write it, level words off."""
    counts: dict[str, Counter[str]] = {}
    for column in ("places", "title_places"):
        for found in posts.get(column, ()):
            for code, name, *_ in found:
                shown = bare_name(name)
                # ALL CAPITALS shout, and a streets's level word may be small: "pasar Watupasang"
                shown = shown.title() if shown.isupper() or shown.islower() else shown[:1].upper() + shown[1:]
                counts.setdefault(place_key(name), Counter())[shown] += 1
                if len(code) == DISTRICT:
                    counts.setdefault(code, Counter())[shown] += 1
    return {key: min(forms, key=lambda form: (-forms[form], form)) for key, forms in counts.items()}


def _known_names(found: Iterable[Sequence[tuple[str, str]]]) -> dict[str, str]:
    """Names of districts and villages in these posts that may be searched in the others: key → code."""
    common = place_words().common | place_words().everyday
    counts: dict[str, Counter[str]] = {}
    for places in found:
        for code, key in places:
            if len(code) >= DISTRICT and len(key) >= _LEAST_NAME and key not in common:
                counts.setdefault(key, Counter())[code] += 1
    return {key: min(codes, key=lambda code: (-codes[code], code)) for key, codes in counts.items()}


def _spoken(text: str, language: str) -> list[str]:
    """The words of a text in standard Indonesian, in order, sums of money in one spelling."""
    table = _regional()[0 if language in ("ind", "nan", "") else 1]
    plain = _MONEY.sub(_sum, text)
    return [table.get(word, word) for word in standard(words(plain))]


def _sum(match: re.Match[str]) -> str:
    number = match[1].replace(".", "")
    factor = {"j": 1_000_000, "r": 1000, "k": 1000}.get((match[2] or " ")[0].lower(), 1)
    value = int(number) * factor
    is_sum = factor > 1 or match[0].lower().startswith("rp")
    return f" {sum_word(value)} " if is_sum and value >= _LEAST_SUM else match[0]


def sum_word(value: int) -> str:
    """A sum of money as one word of letters, so that it is counted like a word: 600000 → "uangzgzfz" (6, five zeros).

    Digits take turns between two alphabets, because runs of one letter are shortened when words are read.
    """
    digits = str(value).rstrip("0")
    zeros = len(str(value)) - len(digits)
    return f"uangz{''.join(_LETTERS[place % 2][int(d)] for place, d in enumerate(digits))}z{_LETTERS[0][zeros]}z"


def sum_of(word: str) -> int:
    """The sum that `sum_word` made a word of; 0 for any other word."""
    match = _SUM_WORD.fullmatch(word)
    if not match:
        return 0
    digits = "".join(str(_LETTERS[0].find(letter) + _LETTERS[1].find(letter) + 1) for letter in match[1])
    return int(digits + "0" * _LETTERS[0].index(match[2]))


def _reading(
    text: str,
    tokens: Sequence[str],
    places: Sequence[tuple[str, str]],
    row: Row,
    known: Mapping[str, str],
    *,
    title: int,
) -> PostReading:
    keys = {key: code for code, key in places}
    stemmed = tuple(stems(tokens))
    tags = [tag.lower() for tag in _HASHTAG.findall(text)]
    for begin, token in enumerate(tokens):
        after = tokens[begin + 1] if begin + 1 < len(tokens) else ""
        for joined in (token, token + after, *(token.split("-") if "-" in token else ())):
            if joined in known:
                keys.setdefault(joined, known[joined])
    for tag in tags:
        keys.update({key: code for key, code in known.items() if key in tag and key not in keys})
    named = {stem for key in keys for stem in stems([key])} | {*keys}
    parts = {token for token in tokens if len(token) > 3 and any(token in key for key in keys)}
    ignored = _ignored()
    content = frozenset(
        stem
        for token, stem in zip(tokens, stemmed, strict=True)
        if len(stem) > 1
        and not stem[0].isdigit()
        and token not in ignored
        and stem not in ignored
        and stem not in named
        and token not in parts
    )
    bare = bare_words(tokens)
    weights, hints = matters_in(bare, tags, title=title)
    total = sum(weights.values()) or 1.0
    pairs = row["claims"] if isinstance(row["claims"], tuple) else ()
    return PostReading(
        words=content,
        text=bare,
        matters={key: weight / total for key, weight in weights.items()},
        hints=hints,
        places=frozenset(key for key, code in keys.items() if len(code) >= DISTRICT or not code),
        districts=frozenset(code[:DISTRICT] for code in keys.values() if len(code) >= DISTRICT),
        regencies=frozenset(code[:REGENCY] for code in keys.values() if len(code) >= REGENCY),
        claims=frozenset(str(claim[0]) for claim in pairs if claim[2] != "none"),
        stance=row["claim_stance"] if isinstance(row["claim_stance"], str) else "",
        news=row["kind"] == "news",
    )
