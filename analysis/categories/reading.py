"""Which issue category a post belongs to: weighed keywords whose reasons can be shown.

Field guide 13 gives the categories and starter keywords, 14 the traps. A keyword in a title counts double, early words
more than late ones, repetitions ever less; ambiguous words need a second word near; idioms count nothing; drills and
denials ("simulasi banjir", "tidak ada pungli") count little. Sport, show business, recipes, horoscopes, gadgets, stock
markets and foreign affairs are weighed too: where they outweigh every category the answer is "".
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.categories.lists import Category, Cue, Profile, Traps, load_profile, load_traps
from analysis.text.phrases import tokenize
from analysis.text.pieces import Remembered, parted
from analysis.text.tokens import split_hashtag
from kentongan.core.office import Office, OwnCategory

_TITLE = 2.0
_READ = 3000
_WINDOW = 8
_DAMPED = 0.15
_SECOND_SHARE = 0.45
# Logistic regressions of "the category is right" on the log of evidence over counter-evidence, for posts and for long
# texts; fitted on the posts for choosing, as is the share of praise that is rightly filed under praise.
_POST_FIT, _LONG_FIT, _PRAISED = (0.31, 1.97), (-0.68, 1.43), 0.7
UNSURE = 0.6
# How much a word of sport, show business … counts against a category.
_FAR = 1.5
# Evidence that a long text must give more of: one passing word is no matter.
_NEED_FEW, _NEED_SHORT, _NEED_LONG, _FEW, _LONG = 0.7, 1.4, 4.0, 3, 80


@dataclass(frozen=True, slots=True)
class Judgement:
    """The category of one post.

    Args:
        code: "" when nothing fits.
        score: 0–1, how often a category is right with such evidence (calibrated); 0 when code is "".
        second: the next category, "" when it is far behind.
        why: the phrases that counted for `code`, heaviest first.
    """

    code: str
    score: float
    second: str
    why: tuple[str, ...]

    @property
    def unsure(self) -> bool:
        """To be looked at by the officer: a category with a score below `UNSURE`."""
        return bool(self.code) and self.score < UNSURE


def category_columns(
    posts: pd.DataFrame,
    profile: str,
    own: tuple[OwnCategory, ...] = (),
    praised: Sequence[bool] | None = None,
) -> pd.DataFrame:
    """Columns `category` (code or ""), `category_score` (0–1), `category_2` (code or "") and `category_unsure`.

    Args:
        posts: the analysis frame; `title` and `text` are read.
        profile: "pemda" or "kemenag"; UsageError otherwise.
        own: what the office adds to the profile.
        praised: of each post, whether a citizen praises the office's service; None = nobody does.
    """
    judge = _judge(profile, own)
    praise = praised if praised is not None else [False] * len(posts)
    found = [
        judge.judge(str(title), str(text), praised=bool(good))
        for title, text, good in zip(posts["title"].tolist(), posts["text"].tolist(), praise, strict=True)
    ]
    return pd.DataFrame(
        {
            "category": pd.Series([item.code for item in found], index=posts.index, dtype="str"),
            "category_score": pd.Series([item.score for item in found], index=posts.index, dtype="float64"),
            "category_2": pd.Series([item.second for item in found], index=posts.index, dtype="str"),
            "category_unsure": pd.Series([item.unsure for item in found], index=posts.index, dtype="bool"),
        }
    )


def categories_of(profile: str, own: tuple[OwnCategory, ...] = ()) -> tuple[Category, ...]:
    """The categories of a profile, in the order of the field guide, then the office's own."""
    return load_profile(profile, own).categories


def category_name(code: str, profile: str, own: tuple[OwnCategory, ...] = ()) -> str:
    """The printed name of a category, "Belum terkategori" for ""; the code itself when it is unknown."""
    names = {category.code: category.name for category in categories_of(profile, own)}
    return names.get(code, code or "Belum terkategori")


def owner_of(category: str, office: Office) -> str:
    """Who handles a category: the office's unit that lists it, else the profile's usual owner, else ""."""
    for unit in office.units:
        if category and category in unit.categories:
            return unit.name
    known = categories_of(office.profile, office.own_categories)
    return next((c.owner for c in known if c.code == category), "")


class CategoryJudge:
    """Judges one post at a time; made once for a profile and what the office adds to it."""

    def __init__(self, profile: str, own: tuple[OwnCategory, ...] = ()) -> None:
        self._profile: Profile = load_profile(profile, own)
        self._traps: Traps = load_traps()
        self._praise = next((c.code for c in self._profile.categories if c.praise), "")
        self._forms = Remembered(self._normal)

    def judge(self, title: str, text: str, *, praised: bool = False) -> Judgement:
        """The category of one post, with its reasons; `praised`: it is a citizen's praise of the office's service."""
        found = self._matter(title, text)
        if not praised or not self._praise or found.code == self._praise or not found.why:
            return found
        return Judgement(self._praise, _PRAISED, found.code, found.why)

    def _matter(self, title: str, text: str) -> Judgement:
        """What the post is about."""
        heads, body = _raw_words(title), _raw_words(text)
        parts = ((heads, self._plain(heads), _TITLES), (body, self._plain(body), _FACTORS))
        # An empty word parts title and text.
        low = [*parts[0][1], "", *parts[1][1], ""]
        if self._profile.index.openers.isdisjoint(low):
            return _NOTHING
        length = len(low) - low.count("")
        few = length <= _FEW
        self._blank_idioms(low)
        hits = list(self._profile.index.find(low))
        if not hits:
            return _NOTHING
        weights: dict[int, dict[str, list[float]]] = {}
        firm: dict[int, float] = {}
        raw, factors = self._weighed(parts)
        damped = self._damped(low)
        for first, last, cues in hits:
            factor = factors[first] * (_DAMPED if first in damped else 1.0)
            for cue in cues:
                if (few and cue.alone) or self._counts(cue, low, raw, first, last):
                    phrase = " ".join(low[first:last])
                    weights.setdefault(cue.category, {}).setdefault(phrase, []).append(cue.weight * factor)
                    if not cue.weak:
                        firm[cue.category] = firm.get(cue.category, 0.0) + cue.weight * factor
        if not firm:
            return Judgement("", 0.0, "", tuple(hit for group in weights.values() for hit in group))
        return self._verdict(weights, firm, self._elsewhere(low, factors), length)

    def _verdict(
        self, weights: dict[int, dict[str, list[float]]], firm: dict[int, float], elsewhere: float, length: int
    ) -> Judgement:
        """Weigh the categories against one another and against what is no matter of an office."""
        need = _NEED_FEW if length <= _FEW else _NEED_SHORT if length < _LONG else _NEED_LONG
        totals = {k: sum(map(_fading, weights[k].values())) for k in firm if firm[k] >= _NEED_FEW}
        factor_need = {k: total for k, total in totals.items() if total >= need * self._scale(k)}
        ranked = sorted(factor_need, key=lambda k: (-factor_need[k], k))
        if not ranked or _FAR * elsewhere > totals[ranked[0]]:
            return _NOTHING
        best = totals[ranked[0]]
        runner_up = totals[ranked[1]] if len(ranked) > 1 else 0.0
        second = ranked[1] if len(ranked) > 1 and runner_up >= _SECOND_SHARE * best else -1
        codes = self._profile.categories
        why = sorted(weights[ranked[0]], key=lambda phrase: (-_fading(weights[ranked[0]][phrase]), phrase))
        score = _probability(best / (0.5 * runner_up + 0.6 * elsewhere + 1.0), long=length >= _LONG)
        return Judgement(codes[ranked[0]].code, round(score, 3), codes[second].code if second >= 0 else "", tuple(why))

    def _scale(self, number: int) -> float:
        """General categories (a leader is named) carry light words, so they need less to stand alone."""
        return 0.5 if self._profile.categories[number].code in _LIGHT else 1.0

    def _plain(self, raw: Sequence[str]) -> list[str]:
        """Normalised words."""
        return parted(list(map(self._forms.__getitem__, raw)))

    def _weighed(
        self, parts: Sequence[tuple[Sequence[str], Sequence[str], Sequence[float]]]
    ) -> tuple[list[str], list[float]]:
        """Of every normalised word of the parts (raw words, normalised, weights of places): how it was written, and
        how much its place counts.
        """
        written: list[str] = []
        factors: list[float] = []
        for raw, plain, places in parts:
            if len(plain) == len(raw):
                written += raw
                factors += places[: len(raw)]
            else:
                for word, factor in zip(raw, places, strict=False):
                    number = self._forms[word].count(" ") + 1
                    written += [word] * number
                    factors += [factor] * number
            written.append("")
            factors.append(0.0)
        return written, factors

    def _normal(self, raw: str) -> str:
        """Slang and -nya, -lah, -kah, -pun, 2 undone where the lists know the plain word."""
        word = raw.lower().replace("’", "'")
        return " ".join(self._traps.slang.get(word) or self._known(word))

    def _known(self, word: str) -> tuple[str, ...]:
        """The word, or where the lists do not know it, what it is in Indonesian, or its stem."""
        vocabulary = self._profile.vocabulary
        if word in vocabulary:
            return (word,)
        plain = self._traps.plain.get(word)
        if plain and any(piece in vocabulary for piece in plain):
            return plain
        if not word.endswith(_TAILS):
            return (word,)
        stems = (word.removesuffix(tail) for tail in _TAILS if word.endswith(tail))
        return next(((stem,) for stem in stems if len(stem) > 2 and stem in vocabulary), (word,))

    def _blank_idioms(self, low: list[str]) -> None:
        """Take the words of idioms and of names that only look like a matter out of the text."""
        if self._traps.idioms.openers.isdisjoint(low):
            return
        for first, last, _ in list(self._traps.idioms.find(low)):
            low[first:last] = [""] * (last - first)

    def _damped(self, low: Sequence[str]) -> set[int]:
        """Places within four words after a drill or a denial."""
        places: set[int] = set()
        if self._traps.damping.openers.isdisjoint(low):
            return places
        for _, last, _ in self._traps.damping.find(low):
            places.update(range(last, last + 4))
        return places

    def _elsewhere(self, low: Sequence[str], factors: Sequence[float]) -> float:
        """How much speaks for sport, show business, …: the heaviest group and half of the others."""
        groups: dict[int, dict[str, list[float]]] = {}
        for first, last, cues in self._traps.elsewhere.find(low):
            for cue in cues:
                phrase = " ".join(low[first:last])
                groups.setdefault(cue.category, {}).setdefault(phrase, []).append(cue.weight * factors[first])
        totals = sorted((sum(map(_fading, group.values())) for group in groups.values()), reverse=True)
        return totals[0] + 0.5 * sum(totals[1:]) if totals else 0.0

    @staticmethod
    def _counts(cue: Cue, low: Sequence[str], raw: Sequence[str], first: int, last: int) -> bool:
        """Does an ambiguous word have what it needs around it?"""
        if cue.upper and not (len(raw[first]) > 1 and raw[first].isupper()):
            return False
        if not cue.near and not cue.unless:
            return True
        around = {*low[max(0, first - _WINDOW) : first], *low[last : last + _WINDOW]}
        if cue.unless & around:
            return False
        number = "#" in cue.near and last < len(low) and low[last].isdigit()
        return number or not cue.near or bool(cue.near & around)


def _raw_words(text: str) -> Sequence[str]:
    """The words that are read, as written, hashtags parted."""
    if "#" in text[:_READ]:
        text = _HASHTAG.sub(lambda match: split_hashtag(match[1]), text[:_READ])
    return tokenize(text, _READ).raw


# How much a word counts by its place in a title and in a text; no more words are read than characters.
_TITLES = [_TITLE] * _READ
_FACTORS = [1.0] * 60 + [0.5] * 100 + [0.25] * (_READ - 160)
_HASHTAG = re.compile(r"#(\w+)")
_TAILS = ("nya", "lah", "kah", "pun", "ne", "na", "2")
_LIGHT = frozenset(("TOKOH", "POLITIK", "HUMAS"))
_NOTHING = Judgement("", 0.0, "", ())


@lru_cache(maxsize=4)
def _judge(profile: str, own: tuple[OwnCategory, ...]) -> CategoryJudge:
    """One judge, and the words it has seen, for all chunks of a stream."""
    return CategoryJudge(profile, own)


def _probability(odds: float, *, long: bool) -> float:
    """How often such evidence is right."""
    start, slope = _LONG_FIT if long else _POST_FIT
    return 1.0 / (1.0 + math.exp(-start) * math.pow(odds, -slope))


def _fading(weights: list[float]) -> float:
    """The sum of repetitions, each counting less than the one before."""
    return sum(weight / (1 + position) for position, weight in enumerate(sorted(weights, reverse=True)[:4]))
