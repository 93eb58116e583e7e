"""Whose business a matter is (kewenangan): from the table of field guide 15, kept in `data/authority.tsv`.

UU 23/2014 divides the affairs of government; which road or hospital belongs to whom differs by region, so the answer
is a suggestion with its reason, and "belum jelas" where the text does not say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import pandas as pd

from analysis.text.phrases import PhraseIndex, tokenize, words

LEVELS = ("nasional", "provinsi", "kab-kota", "desa", "instansi vertikal", "belum jelas")
_TITLE_WEIGHT = 3.0
_READ = 2500
# A general word (pemkab, bupati, polisi) only speaks where nothing special does.
_GENERAL_WEIGHT = 0.3
# A body that is named is asked; a school or a market may only stand beside the road.
_NAMED_WEIGHT = 1.5
# The table's first rows are about roads: their statuses, then what belongs to them (lamps, drains).
_ROAD_STATUSES, _ROAD_RULES = 4, 5
_DISPUTED = 0.5
_GENERAL_BODIES = frozenset(
    ("Pemerintah pusat", "Pemerintah provinsi", "Pemerintah kabupaten/kota", "Polri", "kejaksaan", "TNI, BNN")
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: level, body, reason."""

    rank: int
    level: str
    body: str
    reason: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Whose business it is.

    Args:
        level: one of `LEVELS`.
        body: the body to ask ("" when open).
        reason: Indonesian, one sentence without a full stop.
    """

    level: str
    body: str
    reason: str


def authority_of(texts: Sequence[tuple[str, str]], category: str = "") -> Authority:
    """Whose business the matter of these posts is; `texts` are (title, text) of one post or of a whole issue.

    A word in a title weighs three times one in the text, a special rule more than a general one; every post votes
    once a word. Without any word the category decides where it can, else "belum jelas".
    """
    votes: dict[Rule, float] = {}
    words_seen: dict[Rule, Counter[str]] = {}
    for title, text in texts:
        for part, weight in ((title, _TITLE_WEIGHT), (text, 1.0)):
            tokens = tokenize(part, _READ)
            low = tokens.low
            found = {
                (entry, " ".join(low[first:last]))
                for first, last, entries in _index().find(low)
                for entry in entries
                if not entry[2] or all(map(str.isupper, tokens.raw[first:last]))
            }
            for (rule, strength, _), phrase in found:
                votes[rule] = votes.get(rule, 0.0) + weight * strength
                words_seen.setdefault(rule, Counter())[phrase] += 1
    if not votes:
        return _by_category(category)
    if category == "INFRA":
        roads = {rule: vote for rule, vote in votes.items() if rule.rank < _ROAD_RULES}
        if not roads:
            return _UNKNOWN_ROAD
        votes = roads
        if open_status := _contested(roads, words_seen):
            return open_status
    best = min(votes, key=lambda rule: (-votes[rule], rule.rank))
    seen = min(words_seen[best], key=lambda phrase: (-words_seen[best][phrase], phrase))
    return Authority(best.level, best.body, f"{best.reason} (disebut: {seen})")


def _contested(roads: Mapping[Rule, float], words_seen: Mapping[Rule, Counter[str]]) -> Authority | None:
    """Open where posts call one road by two statuses, the rarer at least half as often; None where they agree."""
    statuses = [rule for rule in roads if rule.rank < _ROAD_STATUSES]
    ranked = sorted(statuses, key=lambda rule: (-roads[rule], rule.rank))
    other = next((rule for rule in ranked if rule.level != ranked[0].level), None)
    if other is None or roads[other] < _DISPUTED * roads[ranked[0]]:
        return None
    named = " dan ".join(words_seen[rule].most_common(1)[0][0] for rule in (ranked[0], other))
    return Authority("belum jelas", "", f"disebut {named}; status ruas menunggu kepastian DPUPR")


def authority_columns(posts: pd.DataFrame, categories: Sequence[str] | None = None) -> pd.DataFrame:
    """Columns `authority` and `authority_reason` for every post; `categories` in the order of the posts, if known."""
    codes = list(categories) if categories is not None else [""] * len(posts)
    found = [
        authority_of([(str(title), str(text))], code)
        for title, text, code in zip(posts["title"], posts["text"], codes, strict=True)
    ]
    return pd.DataFrame(
        {
            "authority": pd.Series([item.level for item in found], index=posts.index, dtype="str"),
            "authority_reason": pd.Series([item.reason for item in found], index=posts.index, dtype="str"),
        }
    )


_UNKNOWN_ROAD = Authority("belum jelas", "", "status ruas jalan belum disebut; perlu dipastikan ke DPUPR")
_UNKNOWN = Authority("belum jelas", "", "teks tidak menyebut instansi atau urusan yang menentukan kewenangan")
# What a category alone settles; the rest stays open.
_DEFAULTS = {
    "ADMIND": Authority("kab-kota", "Disdukcapil", "administrasi kependudukan dilayani pemerintah kabupaten/kota"),
    "LH": Authority("kab-kota", "DLH", "persampahan dan lingkungan setempat ditangani pemerintah kabupaten/kota"),
    "AIR": Authority("belum jelas", "", "listrik dilayani PLN, air perpipaan oleh BUMD; teks belum menyebut yang mana"),
    "DESA": Authority("desa", "pemerintah desa", "urusan pemerintahan desa"),
    "GIZI": Authority("nasional", "Badan Gizi Nasional", "program makan bergizi berada di Badan Gizi Nasional"),
    "INFRA": _UNKNOWN_ROAD,
    "KUA": Authority("instansi vertikal", "KUA (Kementerian Agama)", "pencatatan nikah dilayani KUA"),
    "MADR": Authority("instansi vertikal", "Kementerian Agama", "madrasah dibina Kementerian Agama"),
    "PONTREN": Authority("instansi vertikal", "Kementerian Agama", "pesantren dibina Kementerian Agama"),
    "HALAL": Authority("nasional", "BPJPH", "jaminan produk halal berada di BPJPH"),
    "HAJI": Authority("nasional", "Kementerian Haji dan Umrah", "haji dan umrah berada di Kementerian Haji dan Umrah"),
}


def _by_category(category: str) -> Authority:
    """What the category alone says."""
    return _DEFAULTS.get(category, _UNKNOWN)


@lru_cache(maxsize=1)
def _index() -> PhraseIndex[tuple[Rule, float, bool]]:
    """The table as a phrase index: rule, weight of the phrase, whether it counts in capitals only."""
    text = (files("analysis") / "data" / "authority.tsv").read_text(encoding="utf-8")
    entries = []
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for rank, line in enumerate(lines):
        level, body, phrases, reason = line.split("\t")
        if level not in LEVELS:
            raise ValueError(f"authority.tsv: unknown level {level!r}; use one of {', '.join(LEVELS)}")
        rule = Rule(rank, level, body, reason)
        usual = _GENERAL_WEIGHT if body in _GENERAL_BODIES else 1.0
        entries += [
            (words(phrase), (rule, _NAMED_WEIGHT if phrase.endswith("!") else usual, phrase.isupper()))
            for phrase in phrases.split("|")
        ]
    return PhraseIndex(dict.fromkeys(entries))
