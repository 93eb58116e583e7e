"""Which fact-checked claim, if any, does a post carry?

Retrieval over titles and narratives of the fact-checks (sparse words and character n-grams), then a logistic
re-ranker over a dozen overlaps, then a decision: ``confirm`` only for texts long enough, close enough and without a
differing detail (:mod:`analysis.claim_details`); ``suggest`` for a person to look at; ``none`` for the rest of the list.
Two-level matching after Meedan Check; bibliographic detail in ``docs/accuracy-claims.md``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz
from scipy import sparse

from analysis.claim_details import NUMBER_KINDS, Details, conflicts, details
from analysis.claim_vectors import BOILERPLATE, Vectors, Weights, fit_weights, frequency, raw_counts, row_dots, weigh
from analysis.model_files import load_model
from analysis.tokens import content_words, stems
from kentongan.core.findings import FactCheck
from kentongan.core.urls import canonical_url

MODEL: Final = "claim_match"
CANDIDATES: Final = 20
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
_REMEMBERED: Final = 50_000
_BLOCK: Final = 1_000
_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"'\])]{4,400}", re.IGNORECASE)
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
_TAG: Final = re.compile(r"^\s{0,3}[\[(][^\])]{2,30}[\])]")
_KINDS_OF_PLACE: Final = frozenset(["kabupaten", "kota", "provinsi", "kecamatan", "desa", "kelurahan", "indonesia"])
_TAGS: Final = re.compile(r"<[^<>]{1,500}>")
_EXPLANATION: Final = re.compile(
    r"\b(?:PENJELASAN|Penjelasan ?:|HASIL CEK FAKTA|Hasil Cek Fakta|ARSIP CADANGAN|(?:=\s?){4,8})"
)
FEATURES: Final = (
    "word_full", "char_full", "word_title", "char_title", "cover_title", "cover_query", "cover_full", "matched_mass",
    "query_length", "full_length", "best_word", "best_char", "title_and_query",
)  # fmt: skip


class Candidate(NamedTuple):
    """A fact-check a post may carry: score 0–1, decision ``confirm``, ``suggest`` or ``none``."""

    factcheck: str
    score: float
    decision: str


@dataclass(frozen=True, slots=True)
class Ranker:
    """Standardised logistic regression over `FEATURES`, and the two thresholds."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float
    suggest: float
    confirm: float

    @classmethod
    def load(cls) -> Self:
        """Read the shipped ranker. Raises ``ModelError`` where its file is missing or damaged."""
        arrays, card = load_model(MODEL)
        return cls(
            arrays["mean"].astype(np.float64),
            arrays["scale"].astype(np.float64),
            arrays["weights"].astype(np.float64),
            float(arrays["bias"][0]),
            float(card["suggest"]),
            float(card["confirm"]),
        )

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability that query and fact-check are about one claim, shape ``(pairs,)``."""
        standard = (features - self.mean) / self.scale
        return np.asarray(1 / (1 + np.exp(-(np.einsum("ij,j->i", standard, self.weights) + self.bias))))


@cache
def shipped_ranker() -> Ranker:
    """The shipped ranker, read once."""
    return Ranker.load()


@dataclass(frozen=True)
class FactCheckIndex:
    """The fact-checks, ready to be asked. Build once and keep; some 8 s for 18,000 fact-checks."""

    factchecks: tuple[FactCheck, ...]
    weights: Weights
    full: Vectors
    titles: Vectors
    retrieval: Any
    urls: dict[str, tuple[int, ...]]
    _details: dict[int, Details]
    _own: dict[int, frozenset[str]]
    _rare: dict[str, bool]

    @classmethod
    def build(cls, factchecks: Sequence[FactCheck]) -> Self:
        """Index titles and narratives; fact-checks without any text are kept but never found."""
        checks = tuple(factchecks)
        whole = raw_counts([f"{check.title}\n{circulating(check.narrative)}" for check in checks])
        weights = fit_weights(whole[0], whole[1])
        full = weigh(whole, weights)
        titles = weigh(raw_counts([check.title for check in checks]), weights)
        # Titles stand as rows of their own: a long narrative would drown a short claim.
        rows = sparse.vstack([_retrieval_rows(full), _retrieval_rows(titles)])
        return cls(checks, weights, full, titles, rows.T.tocsr(), _url_table(checks), {}, {}, {})

    def rare(self, token: str) -> bool:
        """Whether a word stands in at most 3 of 1,000 fact-checks: names, mostly."""
        if token not in self._rare:
            if len(self._rare) > _REMEMBERED:
                self._rare.clear()
            self._rare[token] = frequency(token, self.weights) <= max(3.0, 0.003 * self.weights.size)
        return self._rare[token]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Vectors of queries under the base's weights."""
        return weigh(raw_counts(texts), self.weights)

    def details_of(self, row: int) -> Details:
        """Details of one fact-check, read once."""
        if row not in self._details:
            check = self.factchecks[row]
            self._details[row] = details(f"{check.title}\n{circulating(check.narrative)}")
        return self._details[row]

    def own_words(self, row: int) -> frozenset[str]:
        """Stems of the words and numbers a title says of its claim: without its tag and words every title may bear."""
        if row not in self._own:
            title = _TAG.sub("", self.factchecks[row].title)
            words = (
                w for w in content_words(title) if w not in BOILERPLATE and w not in _KINDS_OF_PLACE and len(w) > 2
            )
            self._own[row] = frozenset(stems(list(words)))
        return self._own[row]


def circulating(narrative: str) -> str:
    """The text as it circulated: what the fact-checker wrote after it, and HTML, are cut off."""
    text = _TAGS.sub(" ", narrative[:20_000])
    cut = _EXPLANATION.search(text)
    return text[: cut.start()] if cut and cut.start() > 20 else text


def _retrieval_rows(vectors: Vectors) -> Any:
    """Words and characters side by side, with even weight."""
    return sparse.hstack([vectors.words * np.float32(0.7), vectors.chars * np.float32(0.7)], format="csr")


def _url_table(checks: Sequence[FactCheck]) -> dict[str, tuple[int, ...]]:
    table: dict[str, list[int]] = {}
    for row, check in enumerate(checks):
        for key in {canonical_url(check.url), *link_keys(check.narrative)}:
            if telling_url(key):
                table.setdefault(key, []).append(row)
    # An address many fact-checks name (a portal, a platform) tells nothing.
    return {key: tuple(rows) for key, rows in table.items() if len(rows) <= 5}


def link_keys(text: str) -> set[str]:
    """Canonical keys of the addresses in a text."""
    return {canonical_url(hit[0].rstrip(".,;:!?")) for hit in _LINK.finditer(text[:6000])} - {""}


def telling_url(key: str) -> bool:
    """An address of one item: it has a path of some length and isn't a login or search page."""
    host, _, path = key.partition("/")
    return bool(host) and len(path) >= 6 and not re.match(r"(?:login|signin|search|home|share|sharer)\b", path)


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
    queries = index.vectors(texts)
    linked = [_linked(text, url, index) for text, url in zip(texts, urls, strict=True)]
    pairs = candidates(queries, index, linked)
    features = pair_features(queries, index, pairs)
    scores = ranker.scores(features)
    starts = np.searchsorted(pairs[0], np.arange(len(texts) + 1))
    return [
        _decide(text, (pairs[1][a:b], scores[a:b]), index, ranker, linked[i], top, news=bool(news) and bool(news[i]))
        for i, (text, a, b) in enumerate(zip(texts, starts[:-1], starts[1:], strict=True))
    ]


def _linked(text: str, url: str, index: FactCheckIndex) -> frozenset[int]:
    if not index.urls:
        return frozenset()
    keys = link_keys(text) | {canonical_url(url)} if url else link_keys(text)
    return frozenset(row for key in keys for row in index.urls.get(key, ()))


def candidates(
    queries: Vectors, index: FactCheckIndex, linked: Sequence[frozenset[int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs (query, fact-check), each once, sorted: the nearest titles and narratives, and whatever shares an address."""
    from sparse_dot_topn import sp_matmul_topn

    rows = _retrieval_rows(queries)
    nearest = sp_matmul_topn(rows, index.retrieval, top_n=2 * CANDIDATES, n_threads=1).tocoo()
    size = len(index.factchecks)
    extra = [(i, row) for i, found in enumerate(linked) for row in sorted(found)]
    left = np.concatenate([nearest.row, np.array([i for i, _ in extra], dtype=np.int64)]).astype(np.int64)
    right = np.concatenate([nearest.col % size, np.array([row for _, row in extra], dtype=np.int64)]).astype(np.int64)
    keys = np.unique(left * size + right)
    return keys // size, keys % size


def pair_features(
    queries: Vectors, index: FactCheckIndex, pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> NDArray[np.float64]:
    """The overlaps of `FEATURES`, shape ``(pairs, len(FEATURES))``."""
    q, d = pairs
    full, titles = index.full, index.titles
    mass = [np.asarray(m.sum(axis=1), dtype=np.float64).ravel() for m in (queries.sets, full.sets, titles.sets)]
    # Sets carry IDF once: the query's set is made binary, so that a product sums the IDF of what both hold.
    binary = queries.sets.copy()
    binary.data = np.ones_like(binary.data)
    both_full, both_title = row_dots(binary, q, full.sets, d), row_dots(binary, q, titles.sets, d)
    word_full, char_full = row_dots(queries.words, q, full.words, d), row_dots(queries.chars, q, full.chars, d)
    word_title, char_title = row_dots(queries.words, q, titles.words, d), row_dots(queries.chars, q, titles.chars, d)
    cover_title = both_title / np.maximum(mass[2][d], 1.0)
    cover_query = both_full / np.maximum(mass[0][q], 1.0)
    best_word = np.maximum(word_full, word_title)
    best_char = np.maximum(char_full, char_title)
    columns = (
        word_full, char_full, word_title, char_title, cover_title, cover_query, both_full / np.maximum(mass[1][d], 1.0),
        np.log1p(both_full), np.log1p(queries.lengths[q]), np.log1p(full.lengths[d]), best_word, best_char,
        np.sqrt(np.maximum(cover_title * cover_query, 0)),
    )  # fmt: skip
    return np.column_stack(columns) if q.size else np.zeros((0, len(FEATURES)))


def _decide(
    text: str,
    found: tuple[NDArray[np.int64], NDArray[np.float64]],
    index: FactCheckIndex,
    ranker: Ranker,
    linked: frozenset[int],
    top: int,
    *,
    news: bool,
) -> tuple[Candidate, ...]:
    """Order the candidates and give each its decision; at most one of near-identical fact-checks is confirmed."""
    rows, scores = found
    if len(text[:400].split()) < MIN_QUERY:
        return ()
    # A shared address halves the doubt; it doesn't replace likeness: one page may carry many claims.
    raised = np.array([0.5 + s / 2 if int(r) in linked else s for r, s in zip(rows, scores, strict=True)])
    order = sorted(range(len(rows)), key=lambda k: (-round(float(raised[k]), 6), index.factchecks[int(rows[k])].id))[
        :top
    ]
    out: list[Candidate] = []
    for rank, k in enumerate(order):
        row, score = int(rows[k]), float(raised[k])
        decision = (
            "suggest" if score >= ranker.suggest or (rank == 0 and not news and retells(text, row, index)) else "none"
        )
        wanted = score >= ranker.confirm or (row in linked and float(scores[k]) >= ranker.suggest)
        if rank == 0 and wanted and _confirmable(text, row, index, news=news):
            decision = "confirm"
        out.append(Candidate(index.factchecks[row].id, round(score, 4), decision))
    return tuple(out)


def _confirmable(text: str, row: int, index: FactCheckIndex, *, news: bool) -> bool:
    """Long enough, of the claim rather than of its subject, and without a differing detail."""
    if not long_enough(text):
        return False
    # An ordinary article shares subjects with many claims; it carries one only where it speaks of a claim.
    if (is_article(text) or (news and not speaks_of_claim(text))) and fuzz.partial_ratio(
        _start(index.factchecks[row]), text[:6000].casefold()
    ) < 80:
        return False
    # "Gunung Raung erupsi" alone is a subject, not a claim: the mountain may well have erupted again.
    check = index.factchecks[row]
    if len(index.own_words(row)) < RETOLD_OWN and len(circulating(check.narrative).split()) < MIN_CONFIRM:
        return False
    return not differs(text, row, index)


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
    own = {word for word in content_words(head) if word not in BOILERPLATE}
    if len(_LOGIN.findall(head)) >= 3 and len(own) < 60:
        return False
    return len(own) >= MIN_CONFIRM


def differs(text: str, row: int, index: FactCheckIndex) -> tuple[str, ...]:
    """Kinds of detail in which a text and a fact-check's claim conflict."""
    told = details(text)
    found = conflicts(told, index.details_of(row), index.rare)
    # Of two numbers in a title one may be shared and the other not: "60 dan 70" against "70 dan 80".
    title = details(index.factchecks[row].title).named
    odd = (k for k in NUMBER_KINDS if k in title and k in told.named and not title[k] <= told.named[k])
    return (*found, *odd)


def same_claim(one: FactCheck, other: FactCheck) -> bool:
    """Near-identical fact-checks (the same claim checked twice): one answer."""
    return fuzz.token_set_ratio(one.title.casefold(), other.title.casefold()) >= 90
