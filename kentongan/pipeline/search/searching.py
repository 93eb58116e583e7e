"""Searching posts as an officer does: a query in words, its hits page by page, and what they are about in numbers."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from analysis.categories.reading import categories_of
from analysis.places.gazetteer import Gazetteer
from kentongan.core.clock import OFFSETS, zone
from kentongan.core.errors import UsageError
from kentongan.core.labels import Labels
from kentongan.core.messages import Say
from kentongan.core.posts import Post
from kentongan.core.search_fields import KINDS, TONES, Found, LabelReader, closest, matching
from kentongan.core.search_query import Node, parse, wanted_terms
from kentongan.core.search_terms import Term
from kentongan.core.search_words import in_words
from kentongan.pipeline.analysing.analyse import extra_places
from kentongan.pipeline.search_index import stem
from kentongan.pipeline.workspace import Workspace
from kentongan.store.finder import Hits, Key

PAGE: Final = 25
SHOWN: Final = 12
"""Values of a facet that are shown."""
DAYS: Final = 31
_NEAR: Final = 5
_READ: Final = 2_000  # posts that tell which words are frequent
_MOST_ISSUES: Final = 5_000
_LIKE: Final = 200  # issues whose names are offered for one that is unknown
LANGUAGES: Final[Mapping[str, tuple[str, Say]]] = {
    "ind": ("id", Say("Indonesia", "Indonesian")),
    "jav": ("jv", Say("Jawa", "Javanese")),
    "sun": ("su", Say("Sunda", "Sundanese")),
    "eng": ("en", Say("Inggris", "English")),
    "min": ("", Say("Minangkabau", "Minangkabau")),
    "bjn": ("", Say("Banjar", "Banjarese")),
    "ban": ("", Say("Bali", "Balinese")),
    "mad": ("", Say("Madura", "Madurese")),
    "ace": ("", Say("Aceh", "Acehnese")),
    "bug": ("", Say("Bugis", "Buginese")),
    "bbc": ("", Say("Batak Toba", "Toba Batak")),
    "nij": ("", Say("Ngaju", "Ngaju")),
    "mix": ("", Say("campuran", "mixed")),
    "unknown": ("", Say("tidak diketahui", "unknown")),
}
"""Code → its two-letter form, and its name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that was understood.

    Args:
        text: as typed.
        tree: what it means; `words` says it back.
        terms: to be marked in what is found.
    """

    text: str
    tree: Node
    words: Say
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A post in a list of hits.

    Args:
        copies: how many more hits carry its text.
        issue: id of its issue, "" = none, or one that no board ever showed.
    """

    post: Post
    labels: Labels
    copies: int
    issue: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A label and its most frequent values: (what to write in the query, what to show, hits)."""

    name: Say
    values: tuple[tuple[str, Say, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of hits.

    Args:
        total: all hits; `different` = with copies folded.
        next: key of the next page, "" when this is the last one.
    """

    asked: Asked
    results: tuple[Result, ...]
    total: int
    different: int
    next: str


@dataclass(slots=True)
class OfficeNames:
    """What the office calls its sources, categories, places, issues and languages."""

    workspace: Workspace
    _gazetteer: Gazetteer | None = field(default=None)

    def find(self, field: str, text: str) -> Found | None:
        """The stored values that a text means, or None."""
        if field == "tempat":
            return self._place(text)
        if field == "isu":
            return self._issue(text)
        names = self._names(field, text)
        values = matching(text, {key: say.id for key, say in names.items()})
        if not values:
            values = matching(text, {key: say.en for key, say in names.items()})
        if not values:
            return None
        if len(values) > 1:
            return Found(values, Say(f"“{text}”", f"“{text}”"))
        return Found(values, names[values[0]])

    def near(self, field: str, text: str) -> Sequence[str]:
        """A few names like the text."""
        if field == "tempat":
            return [full for _, full, _ in self.gazetteer.search(text, limit=_NEAR)]
        names = self._names(field, "")
        if field in ("kategori", "bahasa"):
            return list(names) if field == "kategori" else [say.id for say in names.values()]
        return closest(text, [say.id for say in names.values()])

    @property
    def gazetteer(self) -> Gazetteer:
        """All places, the office's own among them."""
        if self._gazetteer is None:
            self._gazetteer = _places(tuple(extra_places(self.workspace)))
        return self._gazetteer

    def _names(self, field: str, text: str) -> dict[str, Say]:
        office, store = self.workspace.office, self.workspace.store
        if field == "sumber":
            return {name: Say(name, name) for name in store.finder.values("source")}
        if field == "kategori":
            known = categories_of(office.profile, office.own_categories)
            return {one.code: Say(one.name, one.name) for one in known}
        if field == "bahasa":
            short = {two: code for code, (two, _) in LANGUAGES.items() if two}
            code = short.get(text.casefold())
            return {code: LANGUAGES[code][1]} if code else {code: name for code, (_, name) in LANGUAGES.items()}
        board = store.boards.latest()
        cards = store.boards.cards(board.day, limit=_LIKE) if board else []
        return {card.id: Say(card.name, card.name) for _, card in cards}

    def _issue(self, text: str) -> Found | None:
        boards = self.workspace.store.boards
        found = boards.named(text, _MOST_ISSUES)
        if not found:
            return None
        name = boards.names(found).get(found[0], found[0]) if len(found) == 1 else f"“{text}”"
        return Found(tuple(found), Say(name, name))

    def _place(self, text: str) -> Found | None:
        places, region = self.gazetteer, self.workspace.office.region
        code = text.strip()
        found = [code] if code in places else list(places.find(text))
        found = [one for one in found if region and one.startswith(region)] or found
        if not found:
            return None
        return Found(tuple(found), Say(*[places.short(found[0]) if len(found) == 1 else text] * 2))


def ask(workspace: Workspace, text: str) -> Asked:
    """Understand a query.

    Raises:
        UsageError: it cannot be understood; says what may be meant.
    """
    where = zone(workspace.office.zone)
    today = workspace.clock.now().astimezone(where).date()
    tree = parse(text, LabelReader(OfficeNames(workspace), where, today))
    return Asked(text, tree, in_words(tree), tuple(wanted_terms(tree)))


def find(workspace: Workspace, asked: Asked, *, best_first: bool = False) -> Hits:
    """Everything that a query finds."""
    return workspace.store.finder.hits(asked.tree, stem=stem, best_first=best_first)


def page(
    workspace: Workspace, text: str, *, after: str = "", best_first: bool = False, fold: bool = True, limit: int = PAGE
) -> Page:
    """A page of hits.

    Args:
        workspace: the office's.
        text: the query as typed; "" = all posts.
        after: `Page.next` of the page before.
        best_first: best match first instead of newest first.
        fold: posts with the same text are one hit.
        limit: hits a page.

    Raises:
        UsageError: the query cannot be understood.
    """
    asked = ask(workspace, text)
    hits = find(workspace, asked, best_first=best_first)
    keys = hits.page(limit + 1, _key(after), fold=fold)
    shown = keys[:limit]
    found = workspace.store.finder.posts(hits, shown)
    labels = workspace.store.labels.of(hit.post.id for hit in found)
    issues = workspace.store.boards.shown(each.issue_id for each in labels.values())
    results = tuple(
        _result(hit.post, labels[hit.post.id], hit.copies, issues) for hit in found if hit.post.id in labels
    )
    following = "_".join(map(repr, shown[-1])) if len(keys) > limit else ""
    return Page(asked, results, hits.total, len(hits.folded), following)


def get_ready(workspace: Workspace) -> None:
    """Read ahead what the first search would wait for."""
    lately = workspace.store.posts.newest(limit=_READ)
    workspace.store.finder.warm((f"{post.title} {post.text}" for post in lately), stem)
    OfficeNames(workspace).find("tempat", "-")


def facets(workspace: Workspace, asked: Asked, *, best_first: bool = False) -> dict[str, Facet]:
    """What the hits are about: field → its most frequent values; days oldest first, the last ones."""
    counted = find(workspace, asked, best_first=best_first).facets(timedelta(hours=OFFSETS[workspace.office.zone]))
    office, names = workspace.office, OfficeNames(workspace)
    categories = {one.code: one.name for one in categories_of(office.profile, office.own_categories)}
    days = sorted(counted.day.items())[-DAYS:]
    return {
        "nada": Facet(
            Say("Nada", "Tone"), tuple((tone, say, counted.tone.get(tone, 0)) for tone, say in TONES.items())
        ),
        "jenis": Facet(Say("Jenis", "Kind"), tuple((KINDS[k].id, KINDS[k], n) for k, n in _most(counted.kind))),
        "sumber": Facet(Say("Sumber", "Source"), tuple((v, Say(v, v), n) for v, n in _most(counted.source))),
        "kategori": Facet(
            Say("Kategori", "Category"),
            tuple((v, Say(*[categories.get(v, v)] * 2), n) for v, n in _most(counted.category)),
        ),
        "tempat": Facet(
            Say("Tempat", "Place"),
            tuple((v, Say(*[place_name(names.gazetteer, v)] * 2), n) for v, n in _most(counted.place)),
        ),
        "tanggal": Facet(
            Say("Tanggal", "Day"),
            tuple((day, Say(day, day), n) for day, n in ((_date(number), n) for number, n in days)),
        ),
    }


def result_of(workspace: Workspace, post_id: str) -> Result | None:
    """One post as a list shows it; None when it is not there."""
    post = workspace.store.posts.get([post_id]).get(post_id)
    if post is None:
        return None
    labels = workspace.store.labels.of([post_id]).get(post_id, Labels(post_id))
    return _result(post, labels, 0, workspace.store.boards.shown([labels.issue_id]))


def _result(post: Post, labels: Labels, copies: int, issues: Container[str]) -> Result:
    return Result(post, labels, copies, labels.issue_id if labels.issue_id in issues else "")


def place_name(gazetteer: Gazetteer, code: str) -> str:
    """A place as lists show it; its code where it is unknown."""
    return gazetteer.short(code) if code in gazetteer else code


@lru_cache(maxsize=4)
def _places(extra: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Gazetteer:
    return Gazetteer.load(extra)


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent values, what has none left out."""
    return sorted(((v, n) for v, n in counts.items() if v), key=lambda one: (-one[1], one[0]))[:SHOWN]


def _date(number: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat()


def _key(text: str) -> Key | None:
    if not text:
        return None
    try:
        score, moment, seq = text.split("_")
        return float(score), int(moment), int(seq)
    except ValueError as error:
        raise UsageError(
            Say("Alamat halaman ini tidak utuh.", "This page's address is not complete."),
            Say("Mulai lagi dari pencarian.", "Start again from the search."),
        ) from error
