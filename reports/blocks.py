"""The format-free report: sections of typed blocks; every flavour is drawn from these.

A number in a text is a `Span` with `posts`: the list it stands on. A flavour that can link opens that list; one that
cannot prints the number alone. Text in blocks is plain text, never markup: flavours escape it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from kentongan.core.day import PostView
from kentongan.core.findings import Level
from kentongan.core.messages import Lang


class State(StrEnum):
    """draft → reviewed → approved → sent; only a person moves it."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text.

    Args:
        text: plain text.
        strong: printed bold; `quiet` printed smaller or greyer.
        posts: ids of the posts this number or sentence stands on; () for plain words.
        label: what the list of `posts` is called in the annex ("Berita bernada negatif"); needed when `posts` is set
            for a number.
        url: an outward link (http/https only); "" for none.
        level: colour of a status; None for plain words.
    """

    text: str
    strong: bool = False
    quiet: bool = False
    posts: tuple[str, ...] = ()
    label: str = ""
    url: str = ""
    level: Level | None = None


Text = tuple[Span, ...]


def plain(text: Text) -> str:
    """The words of a text alone."""
    return "".join(span.text for span in text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `note` is set smaller; `nihil` marks an empty section's "Nihil"; `key`: what it is about."""

    text: Text
    note: bool = False
    nihil: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list; `ordered` is numbered; `keys`: what each item is about, () where items have no subject of their own."""

    items: tuple[Text, ...]
    ordered: bool = False
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure: its value, what it is, and how it changed."""

    value: Span
    caption: str
    change: str = ""
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Cards:
    """Four key figures side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, relative width, and whether it holds numbers (set right)."""

    heading: str
    width: float = 1.0
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `total` marks the last row as a sum; `key` names it for tests and styles.

    `paper_rows`: a paper flavour (PDF, DOCX) prints at most this many rows and says that the rest is in the sheet
    file; 0 = all. A screen prints all there are. `row_keys`: the subject of each row (id of an issue or a claim); () where
    the rows are figures that nobody edits.
    `numbers`: what each row is numbered where rows were left out, () = from 1 in order; `whole`: how many rows the
    table would have with those, 0 = none was left out.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    total: bool = False
    key: str = ""
    paper_rows: int = 0
    row_keys: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    whole: int = 0

    def number(self, index: int) -> int:
        """The number of the row that stands at `index`."""
        return self.numbers[index] if self.numbers else index + 1


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification with its data inside, and the words for who cannot see it.

    `alt` says what the chart shows with its main numbers; `height` and `width` in pixels; `narrow` the same chart
    drawn for a phone (340 px wide), {} = the wide one is scaled. Two charts of `half` in a row stand side by side on
    paper, drawn narrow.
    """

    key: str
    title: str
    spec: Mapping[str, Any]
    alt: str
    width: int = 640
    height: int = 220
    narrow: Mapping[str, Any] = field(default_factory=dict)
    half: bool = False


@dataclass(frozen=True, slots=True)
class IssueCard:
    """One priority issue: heading with level, labelled lines (label, text), quotes, a small timeline chart.

    `before` and `after`: a summary that a language model shortened, side by side, changed words `strong`; () where none
    did. Screens show it, paper does not.
    `score` is the arithmetic in one line ("U4 S4 G4 = 12"); `usg` the three figures alone, for boxes; `history`
    (ISO date, posts) a day, oldest first, for a larger chart; `advice` what to do, who and until when, in one line.
    """

    issue_id: str
    number: str
    heading: str
    level: Level
    level_text: str
    score: str
    lines: tuple[tuple[str, Text], ...]
    quotes: tuple[Text, ...] = ()
    chart: Chart | None = None
    usg: tuple[int, int, int] = (0, 0, 0)
    history: tuple[tuple[str, int], ...] = ()
    advice: Text = ()
    before: Text = ()
    after: Text = ()


@dataclass(frozen=True, slots=True)
class StatusBanner:
    """Section 1: the day's level in one line, with yesterday's, and one or two sentences of reason."""

    level: Level
    headline: str
    before: str
    text: Text


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signs: `identity` as printed ("NIP. 1980…"); `role` stands above the position; "" leaves a line out."""

    position: str
    name: str
    identity: str = ""
    rank: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Closing words and the places for the signatures; `others` sign beside the first, to its right."""

    closing: str
    place_date: str
    position: str
    name: str
    identity: str
    rank: str = ""
    role: str = ""
    others: tuple[Signer, ...] = ()

    @property
    def signers(self) -> tuple[Signer, ...]:
        """All who sign, from the left."""
        return (Signer(self.position, self.name, self.identity, self.rank, self.role), *self.others)


Block = Paragraph | Points | Cards | Table | Chart | IssueCard | StatusBanner | Signature


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the skeleton; `number` "" for annex letters given in the title."""

    key: str
    number: str
    title: str
    blocks: tuple[Block, ...]
    annex: bool = False


@dataclass(frozen=True, slots=True)
class PostList:
    """The posts behind one number: `anchor` is its id in a document."""

    anchor: str
    title: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A finished document before it has a form.

    A `Span` with `posts` and a `label` opens the list of that label (`reports.lists.anchor_map`); one with `posts` and
    no label is a citation and opens that post's row in annex A.

    Args:
        kind: "harian".
        title: "LAPORAN ISU PUBLIK HARIAN".
        agency: name on the cover.
        meta: the cover's lines (label, value): nomor, sifat, hari/tanggal, rentang pantauan, disusun, diperiksa,
            kepada.
        sections: in printed order, annexes last.
        lists: every list a number links to, in order of first use (`collect_lists`).
        clipping: numbered posts of annex A: number → post id is its index + 1.
        posts: views of every cited post.
        brief: the WhatsApp text's parts are made by `reports.brief`, from the day, not from here.
        stamp: text of the draft mark, "" once approved.
        version: counts up with every re-composition of the same day.
    """

    id: str
    kind: str
    title: str
    agency: str
    meta: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    lists: tuple[PostList, ...]
    clipping: tuple[str, ...]
    posts: Mapping[str, PostView]
    lang: Lang
    zone: str
    day: str
    generated_at: datetime
    level: Level
    state: State = State.DRAFT
    stamp: str = ""
    version: int = 1
    footer: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
