"""Is a text certainly of a fact-check's claim? Signs of what differs and of how it is told again, weighed by boosted trees.

Signs: :mod:`analysis.claims.alignment` (what stands instead, what is missing), :mod:`analysis.claims.retelling` (in what other words,
in the claim's clause or in a remark) and :mod:`analysis.claims.foreign` (what the words weigh that only the text has). Trained on messages made by rule and on messages by hand, true and with one detail changed
(``training/train_claim_confirm.py``); measured in ``docs/accuracy-claims.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Self

from analysis.claims.alignment import NAMES as DIFFERENCES
from analysis.claims.alignment import signs
from analysis.claims.cues import is_shortlink, link_hosts
from analysis.claims.details import Details, details
from analysis.claims.foreign import NAMES as FOREIGN
from analysis.claims.foreign import Foreign, ForeignWords, foreign
from analysis.claims.index import FactCheckIndex, circulating
from analysis.claims.laid import Laid
from analysis.claims.names import lost_number
from analysis.claims.near_copies import changed
from analysis.claims.reader import Reader
from analysis.claims.retelling import NAMES as RETELLING
from analysis.claims.retelling import clauses, retelling
from analysis.claims.spelling import plain
from analysis.claims.swaps import stemmed
from analysis.claims.vectors import unmask
from analysis.learning.files import load_model
from analysis.learning.trees import Trees
from analysis.text.tokens import stop_words, visible

MODEL: Final = "claim_confirm"
#: Signs of which one is enough that a text and a fact-check that name one page speak of two things.
DECISIVE: Final = (
    "number_against", "numbers_both", "numbers_foreign", "lost", "both_name", "text_foreign_name", "place_against", "foreign_place",
    "title_rival", "told_rival", "title_opposite", "told_opposite", "negated_otherwise",
    "title_swap_name", "title_swap_number", "title_swap_turning", "title_swap_other",
    "narrative_swap_name", "narrative_swap_number",
)  # fmt: skip
#: Words of the parts in which a long text is read, and how far each begins after the one before.
PART: Final = 40
_STEP: Final = 20
_PARTS: Final = 40
#: Words kept before the first and behind the last shared one.
_AROUND: Final = 4
_READ: Final = 6_000
#: Least share of a text's words that a fact-check it is certainly of has, inflections aside; asked before anything else is laid
#: beside each other.
_KNOWN: Final = 1 / 3
#: Share of the threshold that is enough where text and fact-check name one address.
_LINKED: Final = 0.25
#: Hosts that many claims lead to.
_PLATFORMS: Final = frozenset(
    "facebook.com twitter.com x.com tiktok.com instagram.com youtube.com youtu.be threads.net whatsapp.com google.com blogspot.com "
    "wordpress.com archive.org archive.is archive.ph archive.md archive.fo perma.cc ghostarchive.org".split()
)


@dataclass(frozen=True, slots=True)
class Confirmer:
    """Trees over all signs (`NAMES`), weights of foreign words, and the probability from which a text is certain."""

    trees: Trees
    words: ForeignWords
    threshold: float

    @classmethod
    def load(cls) -> Self:
        """Read the shipped model. Raises ``ModelError`` where its file is missing or damaged."""
        arrays, card = load_model(MODEL)
        trees = Trees.of(arrays, float(card["start"]), int(card["levels"]))
        return cls(trees, ForeignWords.of(arrays), float(card["threshold"]))

    def probability(self, values: Sequence[float], words: Foreign, *, one_page: bool = False) -> float:
        """How likely the text carries the claim, 0–1, by its signs (:func:`pair_signs`) and its foreign words.

        ``one_page``: both name an address, so that each may say what the other doesn't; 0 where a name, a number or a place differs.
        """
        if one_page:
            if any(values[at] > 0 for at in _AGAINST_AT):
                return 0.0
            values = [0.0 if place in _TALK_AT else value for place, value in enumerate(values)]
            words = Foreign()
        return self.trees.probability([*values, *self.words.signs(words)])


#: All signs, those of :func:`pair_signs` first.
NAMES: Final = (*DIFFERENCES, *RETELLING, *FOREIGN)
_AGAINST_AT: Final = tuple(map(NAMES.index, DECISIVE))
#: Nothing against a claim where both name one page: a description and a message it describes share few sentences.
_TALK_AT: Final = frozenset(map(NAMES.index, ("plain_swap", "name_lost", "title_against", "told_against")))


@cache
def shipped_confirmer() -> Confirmer:
    """The shipped model, read once."""
    return Confirmer.load()


def pair_signs(text: str, row: int, index: FactCheckIndex) -> tuple[list[float], Foreign]:
    """Signs and foreign words of one text against one fact-check; of a long text, of the part that shares most with it."""
    part, title, whole = _sides(text, row, index)
    return _signs(part, title, whole, row, index)


def _signs(part: str, title: Details, whole: Details, row: int, index: FactCheckIndex) -> tuple[list[float], Foreign]:
    told = _told(part)
    laid = Laid.of(Reader(index), told, title, whole)
    parts = _clauses(part)
    values = [*signs(laid, lost=lost_number(index.factchecks[row].title, told)), *retelling(laid, parts)]
    return values, foreign(laid, parts)


def _sides(text: str, row: int, index: FactCheckIndex) -> tuple[str, Details, Details]:
    """The part of a text that is read, title, and title with circulating text, as they are compared."""
    check = index.factchecks[row]
    title, whole = _plainly(check.title), _plainly(f"{check.title}\n{circulating(check.narrative)}")
    return _most_alike(_plain(text), frozenset(whole.tokens)), title, whole


@lru_cache(maxsize=8)
def _plain(text: str) -> str:
    """A text in one spelling; asked for each fact-check it is laid beside."""
    return plain(text[:_READ])


@lru_cache(maxsize=8)
def _told(part: str) -> Details:
    return details(part)


@lru_cache(maxsize=8)
def _clauses(part: str) -> list[frozenset[str]]:
    return clauses(part)


@lru_cache(maxsize=4_096)
def _plainly(text: str) -> Details:
    return details(plain(unmask(visible(text[:_READ]))))


def _strangers(told: Details, whole: Details) -> bool:
    """Whether a text shares so few words with a fact-check that nothing else need be asked."""
    stops = stop_words()
    own = {stem for token, stem in zip(told.tokens, stemmed(told.tokens), strict=True) if token not in stops}
    return len(own.intersection(stemmed(whole.tokens))) < _KNOWN * len(own)


def certainty(text: str, row: int, index: FactCheckIndex, *, linked: bool) -> float:
    """How certainly a text carries a fact-check's claim, 0–1; 0 where that is not enough to confirm it.

    ``linked``: the text bears an address of that fact-check.

    Raises:
        ModelError: the shipped model is missing or damaged.
    """
    part, title, whole = _sides(text, row, index)
    if _strangers(_told(part), whole):
        return 0.0
    model = shipped_confirmer()
    one_page = linked or _one_host(text, index.factchecks[row].narrative)
    found = model.probability(*_signs(part, title, whole, row, index), one_page=one_page)
    if found < model.threshold * (_LINKED if one_page else 1.0):
        return 0.0
    # Read throughout: what a copy changed may stand outside the part above.
    return 0.0 if changed(_told(_plain(text)), title, whole, index.names) else found


def _one_host(text: str, narrative: str) -> bool:
    """Whether both name a host that belongs to no platform, shortener or office: a fraud's own page."""
    shared = set(link_hosts(text[:_READ])) & set(link_hosts(narrative[:_READ]))
    return any(
        not is_shortlink(host) and not host.endswith(".go.id") and ".".join(host.split(".")[-2:]) not in _PLATFORMS
        for host in shared
    )


def _most_alike(text: str, own: frozenset[str]) -> str:
    """A short text whole; of a long one the part that shares most words with the claim, with a few words around them."""
    words = text.split()
    if len(words) <= PART + _STEP:
        return text
    shares = [len(bare) > 3 and bare in own for bare in (word.casefold().strip(".,!?\"'“”") for word in words)]
    starts = range(0, min(len(words) - _STEP, _PARTS * _STEP), _STEP)
    at = max(
        starts, key=lambda start: len({words[i] for i in range(start, min(start + PART, len(words))) if shares[i]})
    )
    within = [i for i in range(at, min(at + PART, len(words))) if shares[i]]
    if not within:
        return " ".join(words[at : at + PART])
    return " ".join(words[max(at, within[0] - _AROUND) : within[-1] + _AROUND + 1])
