"""Which fact-checked claim, if any, does a post carry?

Retrieval over titles and narratives of the fact-checks (:mod:`analysis.claims.index`), a re-ranker over their overlaps
(:mod:`analysis.claims.ranking`), then a decision: ``confirm`` only for texts long enough, close enough and without a differing
detail (:mod:`analysis.claims.confirming`); ``suggest`` for a person to look at; ``none`` for the rest of the list.
Two-level matching after Meedan Check; measured in ``docs/accuracy-claims.md``.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from analysis.claims.confirming import certainty
from analysis.claims.details import NUMBER_KINDS, Details, conflicts, details
from analysis.claims.index import SAME_TITLE, FactCheckIndex, circulating, link_keys, same_claim, telling_url
from analysis.claims.ranking import SURE, Overlaps, Ranker, candidates, pair_features, read_queries, shipped_ranker
from analysis.claims.vectors import BOILERPLATE, unmask
from analysis.text.tokens import content_words, stems, visible, words
from kentongan.core.findings import FactCheck
from kentongan.core.urls import canonical_url

__all__ = ["Candidate", "FactCheckIndex", "circulating", "claim_columns", "match", "same_claim", "telling_url"]

TOP: Final = 10
#: Fewer content words never confirm; fewer words than `MIN_QUERY` aren't matched at all.
MIN_CONFIRM: Final = 7
MIN_QUERY: Final = 3
#: Retold lines: at most so many words, with so large a share of the title's own words, of which there are so many, and
#: with so large a share of the line's own words in the fact-check.
RETOLD_WORDS: Final = 40
RETOLD_SHARE: Final = 0.75
RETOLD_BACK: Final = 0.4
RETOLD_OWN: Final = 4
#: Candidates of which one may be confirmed: the fact-check that tells most of a claim isn't always the first.
_ASKED: Final = 3
#: Of near-identical fact-checks, how many of them.
_ALIKE_ASKED: Final = 3
#: Below this likeness nobody lays text and fact-check beside each other: most posts carry no claim, and this is most of the work.
HOPELESS: Final = 0.005
#: Candidates looked at for near-identical ones, per candidate shown.
_LOOKED_AT: Final = 2
#: Cosine of character n-grams from which a text is taken for a copy, and how far ahead each further hundredth puts it.
_ALIKE: Final = 0.6
_AHEAD: Final = 50.0
_READ: Final = 20_000
_BLOCK: Final = 500
_LOGIN: Final = re.compile(
    r"\b(?:log ?in|masuk|sign (?:in|up)|kata sandi|password|lupa (?:kata sandi|password)|buat akun|daftar akun|halaman tidak ditemukan|"
    r"konten (?:ini )?tidak tersedia|javascript|cookie)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_CLAIM: Final = re.compile(
    r"\b(?:hoa(?:x|ks)|cek fakta|periksa fakta|tidak benar|klaim|diklaim|beredar|klarifikasi|bantah|membantah|dibantah|kabar bohong|"
    r"penipuan|palsu|sebarkan|viralkan|bagikan ke|diteruskan|grup sebelah)\b",
    re.IGNORECASE,
)


class Candidate(NamedTuple):
    """A fact-check a post may carry: score 0–1, decision ``confirm``, ``suggest`` or ``none``, and near-identical fact-checks."""

    factcheck: str
    score: float
    decision: str
    also: tuple[str, ...] = ()


def claim_columns(
    posts: pd.DataFrame, index: FactCheckIndex, top: int = TOP, ranker: Ranker | None = None
) -> pd.DataFrame:
    """Column ``claims``: per post a tuple of at most ``top`` :class:`Candidate`, best first.

    Raises:
        ModelError: the shipped ranker is missing or damaged.
    """
    ranker = ranker or shipped_ranker()
    texts = [_query(t, x) for t, x in zip(posts["title"].astype(str), posts["text"].astype(str), strict=True)]
    urls = posts["url"].astype(str).tolist()
    news = [kind == "news" for kind in posts["kind"]] if "kind" in posts else [False] * len(texts)
    found: list[tuple[Candidate, ...]] = []
    for start in range(0, len(texts), _BLOCK):
        block = slice(start, start + _BLOCK)
        found += match(texts[block], urls[block], index, ranker, top, news[block])
    return pd.DataFrame({"claims": pd.Series(found, index=posts.index, dtype=object)})


def _query(title: str, text: str) -> str:
    title = title.strip()
    return text if not title or text.lstrip().startswith(title) else f"{title}\n{text}"


def match(
    texts: Sequence[str],
    urls: Sequence[str],
    index: FactCheckIndex,
    ranker: Ranker,
    top: int,
    news: Sequence[bool] = (),
) -> list[tuple[Candidate, ...]]:
    """Candidates of each text; texts are independent of one another. ``news`` marks the texts of newsrooms."""
    if not texts or not index.factchecks:
        return [()] * len(texts)
    linked = [_linked(text, url, index) for text, url in zip(texts, urls, strict=True)]
    # Read as what it shows: characters that hide words from a filter must not hide names and numbers from us.
    texts = [unmask(visible(text[:_READ])) for text in texts]
    queries = read_queries(texts, index)
    pairs = candidates(queries.whole, index, linked)
    overlaps = pair_features(queries, index, pairs)
    order, scores = order_of(overlaps, ranker), ranker.scores(overlaps.sure)
    starts = np.searchsorted(pairs[0], np.arange(len(texts) + 1))
    return [
        _decide(
            text,
            (pairs[1][a:b], order[a:b], scores[a:b]),
            index,
            ranker,
            linked[i],
            top,
            news=bool(news) and bool(news[i]),
        )
        for i, (text, a, b) in enumerate(zip(texts, starts[:-1], starts[1:], strict=True))
    ]


def order_of(overlaps: Overlaps, ranker: Ranker) -> NDArray[np.float64]:
    """The higher, the sooner, shape ``(pairs,)``: a text that stands in a fact-check letter for letter is that one."""
    verbatim = np.maximum(overlaps.sure[:, SURE.index("char_full")] - _ALIKE, 0)
    return ranker.order(overlaps.order) + _AHEAD * verbatim


def _linked(text: str, url: str, index: FactCheckIndex) -> frozenset[int]:
    if not index.urls:
        return frozenset()
    keys = link_keys(text) | {canonical_url(url)} if url else link_keys(text)
    return frozenset(row for key in keys for row in index.urls.get(key, ()))


def _decide(
    text: str,
    found: tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]],
    index: FactCheckIndex,
    ranker: Ranker,
    linked: frozenset[int],
    top: int,
    *,
    news: bool,
) -> tuple[Candidate, ...]:
    """Order the candidates and give each its decision; near-identical fact-checks are one candidate."""
    rows, place, scores = found
    if _too_short(text):
        return ()
    # A shared address halves the doubt; it doesn't replace likeness: one page may carry many claims.
    shared = np.array([int(row) in linked for row in rows], dtype=bool)
    raised = np.where(shared, 0.5 + scores / 2, scores)
    order = np.lexsort((index.order[rows], -place, ~shared))[: _LOOKED_AT * top].tolist()
    out: list[Candidate] = []
    least, sure = 1.0, False
    for rank, (k, *others) in enumerate(_grouped(order, rows, index)[:top]):
        # Nobody is surer of an answer than of the one before it.
        row, score = int(rows[k]), min(float(raised[k]), least)
        least = score
        decision = (
            "suggest" if score >= ranker.suggest or (rank == 0 and not news and retells(text, row, index)) else "none"
        )
        certain, group = 0.0, [row, *(int(rows[other]) for other in others)]
        if rank < _ASKED and not sure and score >= HOPELESS:
            row, certain = _surest(text, group[:_ALIKE_ASKED], index, linked, news=news)
        also = tuple(index.factchecks[other].id for other in group if other != row)
        found_one = Candidate(index.factchecks[row].id, round(score, 4), decision, also)
        if certain:
            sure = True
            best = max(certain, score, *(before.score for before in out))
            out.insert(0, found_one._replace(score=round(best, 4), decision="confirm"))
        else:
            out.append(found_one)
    return tuple(out)


def _surest(
    text: str, group: Sequence[int], index: FactCheckIndex, linked: frozenset[int], *, news: bool
) -> tuple[int, float]:
    """The first of near-identical fact-checks that a text is certainly of: one tells the text, another the title alone; else the first, 0."""
    for row in group:
        if _confirmable(text, row, index, news=news):
            certain = certainty(text, row, index, linked=row in linked)
            if certain:
                return row, certain
    return group[0], 0.0


def _too_short(text: str) -> bool:
    """Whether there are too few words to be matched; mostly the first hundred letters tell."""
    head, blank, _ = text[:100].rpartition(" ")
    return not (blank and len(words(head)) >= MIN_QUERY) and len(words(text[:4000])) < MIN_QUERY


def _grouped(order: Sequence[int], rows: NDArray[np.int64], index: FactCheckIndex) -> list[list[int]]:
    """Candidates in order, each with the near-identical ones that follow it."""
    titles = [index.sorted_title(int(rows[k])) for k in order]
    alike = process.cdist(titles, titles, scorer=fuzz.ratio, score_cutoff=SAME_TITLE, dtype=np.uint8) > 0
    if int(alike.sum()) == len(order):
        return [[k] for k in order]
    groups: list[list[int]] = []
    for place, near in enumerate(alike.tolist()):
        if True not in near[:place]:
            groups.append([place])
            continue
        row = int(rows[order[place]])
        first = (g for g in groups if near[g[0]] and index.same(int(rows[order[g[0]]]), row))
        group = next(first, None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    return [[order[place] for place in group] for group in groups]


def _confirmable(text: str, row: int, index: FactCheckIndex, *, news: bool) -> bool:
    """Long enough, no ordinary article, and a fact-check of a claim rather than of a subject."""
    if not long_enough(text):
        return False
    # An ordinary article shares subjects with many claims; it carries one only where it speaks of a claim.
    if (is_article(text) or (news and not speaks_of_claim(text))) and fuzz.partial_ratio(
        _start(index.factchecks[row]), text[:6000].casefold()
    ) < 80:
        return False
    # "Gunung Raung erupsi" alone is a subject, not a claim: the mountain may well have erupted again.
    check = index.factchecks[row]
    return len(index.own_words(row)) >= RETOLD_OWN or len(circulating(check.narrative).split()) >= MIN_CONFIRM


def retells(text: str, row: int, index: FactCheckIndex) -> bool:
    """A short text that says what a fact-check's title says, in words of its own, and contradicts no detail of it.

    Worth a look, never a confirmation: whether "the bridge fell" is the old claim or today's event no word tells.
    """
    own = index.own_words(row)
    if len(own) < RETOLD_OWN or len(text[:600].split()) > RETOLD_WORDS:
        return False
    said = frozenset(stems([word for word in content_words(text[:600]) if word not in BOILERPLATE]))
    if len(own & said) < RETOLD_SHARE * len(own):
        return False
    known = own | frozenset(stems(content_words(circulating(index.factchecks[row].narrative)[:1500])))
    return len(known & said) >= RETOLD_BACK * len(said) and not differs(text, row, index)


@lru_cache(maxsize=8)
def _told(text: str) -> Details:
    """Details of a text, which several rules ask for."""
    return details(text)


def is_article(text: str) -> bool:
    """A long text that never speaks of a claim, a rumour or a check: ordinary news."""
    return len(text.split()) >= 120 and not speaks_of_claim(text)


def speaks_of_claim(text: str) -> bool:
    """Whether a text names a claim, a rumour, a denial or a check."""
    return _SPEAKS_OF_CLAIM.search(text[:8000]) is not None


def _start(check: FactCheck) -> str:
    """The opening of a fact-check's circulating text, or its title."""
    return (circulating(check.narrative).strip() or check.title)[:200].casefold()


def long_enough(text: str) -> bool:
    """Enough words of its own to be told from another text; login and error pages never are."""
    head = text[:4000]
    if len(_LOGIN.findall(head)) >= 3:
        return len(_own(head)) >= 60
    # Mostly the first words tell.
    return len(_own(head[:300].rpartition(" ")[0])) >= MIN_CONFIRM or len(_own(head)) >= MIN_CONFIRM


def _own(text: str) -> set[str]:
    """Content words that no post and no fact-check opens with."""
    return {word for word in content_words(text) if word not in BOILERPLATE}


def differs(text: str, row: int, index: FactCheckIndex) -> tuple[str, ...]:
    """Kinds of detail in which a text and a fact-check's claim conflict."""
    told = _told(text)
    found = conflicts(told, index.details_of(row), index.rare)
    # Of two numbers in a title one may be shared and the other not: "60 dan 70" against "70 dan 80".
    title = index.title_details(row).named
    odd = (k for k in NUMBER_KINDS if k in title and k in told.named and not title[k] <= told.named[k])
    return (*found, *odd)
