"""Which issue category a post belongs to: weighed keywords whose reasons can be shown.

Field guide 13 gives the categories and starter keywords, 14 the traps. A keyword in a title counts double, early words
more than late ones, repetitions ever less; ambiguous words need a second word near; idioms count nothing; drills and
denials ("simulasi banjir", "tidak ada pungli") count little. Sport, show business, recipes, horoscopes, gadgets, stock
markets and foreign affairs are weighed too: where they outweigh every category the answer is "". In short posts of the general
profile a small learnt part has the last word (:mod:`analysis.categories.learnt`), but where the office's own words stand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from analysis.categories.learnt import LEAST_WORDS, LONGEST, PROFILE, LearntPart, Reread, Seen
from analysis.categories.lists import Category, Cue, Profile, Traps, load_profile, load_traps
from analysis.text.phrases import Tokens, tokenize
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
# Posts that are read anew at once; words shown where the learnt part decided.
_TOGETHER, _REASONS = 256, 5
# Evidence that a long text must give more of: one passing word is no matter.
_NEED_FEW, _NEED_SHORT, _NEED_LONG, _FEW, _LONG = 0.7, 1.4, 4.0, 3, 80


class Judgement(NamedTuple):
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
    found = judge.judge_all(posts["title"].tolist(), posts["text"].tolist(), praised)
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
    """Judges posts; made once for a profile and what the office adds to it.

    Args:
        profile, own: as in `category_columns`.
        learnt: what reads short posts anew; None = the shipped one, where the profile has it.
    """

    def __init__(self, profile: str, own: tuple[OwnCategory, ...] = (), *, learnt: LearntPart | None = None) -> None:
        self._profile: Profile = load_profile(profile, own)
        self._traps: Traps = load_traps()
        self._praise = next((c.code for c in self._profile.categories if c.praise), "")
        self._touched = len(self._profile.touched) > 0
        self._forms = Remembered(self._normal)
        codes = [category.code for category in self._profile.categories]
        self._learnt = learnt or (LearntPart(codes) if profile == PROFILE else None)

    def judge(self, title: str, text: str, *, praised: bool = False) -> Judgement:
        """The category of one post, with its reasons; `praised`: it is a citizen's praise of the office's service."""
        found, seen = self.weigh(title, text, praised=praised)
        if seen is None or self._learnt is None:
            return found
        (read,) = self._learnt.read([seen])
        judged = self._reread(found, read)
        if not judged.code or judged.code == found.code:
            return judged
        why = self._learnt.words_for(seen, read.label, seen.said)
        return judged._replace(why=tuple(why[:_REASONS]))

    def judge_all(
        self, titles: Sequence[str], texts: Sequence[str], praised: Sequence[bool] | None = None
    ) -> list[Judgement]:
        """The categories of many posts, as `judge` gives them; where the learnt part spoke, without its reasons."""
        good = praised if praised is not None else [False] * len(titles)
        found: list[Judgement] = []
        # A few at a time, for what is seen of them stays in the processor's cache.
        for start in range(0, len(titles), _TOGETHER):
            some = slice(start, start + _TOGETHER)
            found += self._together(titles[some], texts[some], good[some])
        return found

    def _together(self, titles: Sequence[str], texts: Sequence[str], praised: Sequence[bool]) -> list[Judgement]:
        weighed = [
            self.weigh(str(title), str(text), praised=bool(praise))
            for title, text, praise in zip(titles, texts, praised, strict=True)
        ]
        if self._learnt is None:
            return [lists for lists, _ in weighed]
        read = iter(self._learnt.read([seen for _, seen in weighed if seen is not None]))
        return [lists if seen is None else self._reread(lists, next(read)) for lists, seen in weighed]

    def weigh(self, title: str, text: str, *, praised: bool = False) -> tuple[Judgement, Seen | None]:
        """What the lists say of one post, and what the learnt part is to weigh; None = the lists have the last word."""
        heads, body = _tokens(title), _tokens(text)
        parts = ((heads.raw, self._plain(heads.raw), _TITLES), (body.raw, self._plain(body.raw), _FACTORS))
        # An empty word parts title and text.
        low = [*parts[0][1], "", *parts[1][1], ""]
        touched = self._touched and any(True for _ in self._profile.touched.find(low))
        matter = self._matter(parts, low)
        found = matter.judgement
        if praised and self._praise and found.code != self._praise and found.why:
            found = Judgement(self._praise, _PRAISED, found.code, found.why)
        # A title's words count twice, as in the lists.
        words = (*heads.low, *heads.low, *body.low) if title and text else body.low or heads.low
        learnt = self._learnt
        if (
            learnt is None
            or touched
            or (matter.trapped and not found.code)
            or len(title) + len(text) > LONGEST
            or len(heads) + len(body) < LEAST_WORDS
        ):
            return found, None
        said = learnt.position(found.code)
        if said is None:
            return found, None
        totals = matter.totals
        if not learnt.alike:
            totals = {learnt.places[k]: total for k, total in totals.items() if k in learnt.places}
        return found, Seen(words, said, totals, matter.elsewhere, bool(title), praised)

    def _reread(self, found: Judgement, read: Reread) -> Judgement:
        """The lists' judgement as the learnt part has it: their answer is the second where another was chosen."""
        labels = self._learnt.labels if self._learnt else ()
        code, second = labels[read.label], labels[read.second]
        if not code:
            return found if not found.code else _NOTHING
        other = found.code if code != found.code else second or found.second
        return Judgement(code, read.score, other or second, found.why)

    def _matter(self, parts: Sequence[tuple[Sequence[str], Sequence[str], Sequence[float]]], low: list[str]) -> _Matter:
        """What the post is about; `parts` as in `_weighed`, `low`: all normalised words, an empty one after each part."""
        if self._profile.index.openers.isdisjoint(low):
            return _NO_MATTER
        length = len(low) - low.count("")
        few = length <= _FEW
        trapped = self._blank_idioms(low)
        hits = list(self._profile.index.find(low))
        if not hits:
            return _Matter(_NOTHING, {}, 0.0, trapped)
        weights: dict[int, dict[str, list[float]]] = {}
        firm: dict[int, float] = {}
        raw, factors = self._weighed(parts)
        damped = self._damped(low)
        trapped = trapped or (bool(damped) and any(first in damped for first, _, _ in hits))
        for first, last, cues in hits:
            factor = factors[first] * (_DAMPED if first in damped else 1.0)
            for cue in cues:
                if (few and cue.alone) or self._counts(cue, low, raw, first, last):
                    phrase = " ".join(low[first:last])
                    weights.setdefault(cue.category, {}).setdefault(phrase, []).append(cue.weight * factor)
                    if not cue.weak:
                        firm[cue.category] = firm.get(cue.category, 0.0) + cue.weight * factor
        if not firm:
            hints = tuple(hit for group in weights.values() for hit in group)
            return _Matter(Judgement("", 0.0, "", hints), {}, 0.0, trapped)
        totals = {k: sum(map(_fading, group.values())) for k, group in weights.items()}
        elsewhere = self._elsewhere(low, factors)
        return _Matter(self._verdict(weights, totals, firm, elsewhere, length), totals, elsewhere, trapped)

    def _verdict(
        self,
        weights: dict[int, dict[str, list[float]]],
        evidence: dict[int, float],
        firm: dict[int, float],
        elsewhere: float,
        length: int,
    ) -> Judgement:
        """Weigh the categories against one another and against what is no matter of an office."""
        need = _NEED_FEW if length <= _FEW else _NEED_SHORT if length < _LONG else _NEED_LONG
        totals = {k: evidence[k] for k in firm if firm[k] >= _NEED_FEW}
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

    def _blank_idioms(self, low: list[str]) -> bool:
        """Take the words of idioms and of names that only look like a matter out of the text; whether there are any."""
        if self._traps.idioms.openers.isdisjoint(low):
            return False
        found = list(self._traps.idioms.find(low))
        for first, last, _ in found:
            low[first:last] = [""] * (last - first)
        return bool(found)

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


def _tokens(text: str) -> Tokens:
    """The words that are read, hashtags parted."""
    if "#" in text[:_READ]:
        text = _HASHTAG.sub(lambda match: split_hashtag(match[1]), text[:_READ])
    return tokenize(text, _READ)


# How much a word counts by its place in a title and in a text; no more words are read than characters.
_TITLES = [_TITLE] * _READ
_FACTORS = [1.0] * 60 + [0.5] * 100 + [0.25] * (_READ - 160)
_HASHTAG = re.compile(r"#(\w+)")
_TAILS = ("nya", "lah", "kah", "pun", "ne", "na", "2")
_LIGHT = frozenset(("TOKOH", "POLITIK", "HUMAS"))
_NOTHING = Judgement("", 0.0, "", ())


class _Matter(NamedTuple):
    """What the lists find: their judgement, evidence by number of category, evidence for matters of no office, and whether an
    idiom, a drill or a denial took words away.
    """

    judgement: Judgement
    totals: dict[int, float]
    elsewhere: float
    trapped: bool


_NO_MATTER = _Matter(_NOTHING, {}, 0.0, False)


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
