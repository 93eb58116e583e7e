"""The editable texts of a report: every one under a key that says what it is about, and the way to put others in place.

What cannot be edited here is what has its own place for corrections: figures and their tables, levels and scores, names of
issues, claims and the verdicts on them, quotations, clippings; and what must stand as it is: warnings and limitations.
A key is the section, the kind of text and its subject, never a position, as "rekomendasi/i-4f2a/penanggung-jawab": it finds its
passage again when the machine composes the day anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kentongan.core.messages import Lang, Say
from kentongan.core.report_edits import CITATION
from reports import wording
from reports.blocks import (
    Block,
    Column,
    IssueCard,
    Paragraph,
    Points,
    Report,
    Section,
    Signature,
    Span,
    StatusBanner,
    Table,
    Text,
    plain,
)
from reports.lists import collect_lists, row_numbers, slug
from reports.respan import kept_text, respanned

#: The officer's own words at the end of a section; the machine leaves this passage empty.
NOTE_KEY: Final = "catatan-petugas"
_COVER: Final = frozenset({"nomor", "number", "sifat", "classification", "disusun", "compiled-by", "kepada-yth", "to"})
_SIGNATURE: Final = (
    ("closing", "penutup", Say("Kalimat penutup", "Closing words")),
    ("place_date", "tempat-tanggal", Say("Tempat dan tanggal", "Place and date")),
    ("position", "jabatan", Say("Jabatan", "Position")),
    ("name", "nama", Say("Nama", "Name")),
    ("identity", "nip", Say("NIP", "Staff number")),
)
_NOTE: Final = Say("Catatan petugas", "Officer's note")
#: Annexes of rows that are nobody's to write.
_CLOSED: Final = frozenset({"lampiran-a", "lampiran-c", "lampiran-d"})
#: Lists that say what the machine did not see, what citizens asked, and what two persons decided.
_FIXED_LISTS: Final = frozenset(
    {"keterbatasan/butir", "aduan/belum-dijawab", "aduan/not-answered-yet", "hoaks/putusan-meja-hoaks", "hoaks/verdicts-of-the-desk",
     "hoaks/tenggat-berjalan", "hoaks/clocks-running"}
)  # fmt: skip
_FIXED_PARAGRAPHS: Final = frozenset({"angka/indeks", "aduan/jumlah"})
#: The clocks of claims are the hoax desk's.
_CLOCKS: Final = frozenset({("hoaks", "tenggat"), ("hoaks", "deadline")})
#: Columns and lines, in both languages, that are corrected at the issue, the claim or the post.
_FIXED_FIELDS: Final = frozenset(
    {"isu", "issue", "klaim", "claim", "isu-atau-klaim", "issue-or-claim", "tingkat", "level", "kemarin", "yesterday", "hari-ini", "today",
     "status", "sejak", "since", "statistik", "statistics", "penilaian", "assessment", "verifikasi-nada", "verification-tone"}
)  # fmt: skip
#: Columns of the follow-up matrix and those of the recommendations whose words they repeat.
_REPEATED: Final = {
    "tindak-lanjut": "rekomendasi", "follow-up": "recommendation", "bentuk": "bentuk", "form": "form",
    "penanggung-jawab": "penanggung-jawab", "owner": "owner", "tenggat": "tenggat", "deadline": "deadline",
}  # fmt: skip

Put = Callable[[str, str, Text], Text]


@dataclass(frozen=True, slots=True)
class Passage:
    """One editable text.

    Args:
        key: stable; `section` the section's key ("sampul" for the cover).
        title: what it is, for people, "" where its section says it all; `subject`: the issue or claim it is about.
        text: with citations as `[#post-id]`.
        posts: what it stands on, in order: the posts it cites and counts, and those of its row or card.
        many: may hold several paragraphs.
    """

    key: str
    section: str
    title: str
    text: str
    posts: tuple[str, ...] = ()
    many: bool = False
    subject: str = ""

    def name(self, section: str) -> str:
        """As "4 Isu Prioritas: Jalan ambles — Dampak"; without a title of its own the beginning of its text."""
        own = " — ".join(part for part in (self.subject, self.title) if part)
        start = wording.shorten(CITATION.sub("", self.text), 50)
        return f"{section}: {own or f'“{start}”'}" if own or start else section


def passages(report: Report) -> tuple[Passage, ...]:
    """Every editable text of a report, in printed order."""
    found: list[Passage] = []

    def note(key: str, title: str, text: Text) -> Text:
        posts = tuple(dict.fromkeys(post for span in text for post in span.posts))
        many = key.endswith("/" + NOTE_KEY)
        found.append(Passage(key, key.partition("/")[0], title, kept_text(text), posts, many))
        return text

    _walk(report, note)
    around, names = _subject_posts(report), _subjects(report)
    return tuple(
        replace(
            p,
            posts=tuple(dict.fromkeys((*p.posts, *around.get(p.key.rpartition("/")[0], ())))),
            subject=next((names[part] for part in p.key.split("/")[1:] if part in names), ""),
        )
        for p in found
    )


def rewritten(report: Report, texts: Mapping[str, str]) -> Report:
    """The report with other texts in its passages; words that stayed keep their links, `[#post-id]` becomes a citation.

    Args:
        report: as the machine composed it.
        texts: kept texts by key; keys that the report does not have are passed over.
    """
    if not texts:
        return report
    rows = dict(row_numbers(report))

    def put(key: str, _: str, text: Text) -> Text:
        return respanned(text, texts[key], rows) if key in texts else text

    changed = _walk(report, put)
    return replace(changed, lists=collect_lists(changed.sections))


def _subject_posts(report: Report) -> dict[str, tuple[str, ...]]:
    """Posts of a whole row or card, for its texts that cite nothing themselves: key without its last part → posts."""
    found: dict[str, tuple[str, ...]] = {}
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, IssueCard):
                texts = (*(text for _, text in block.lines), *block.quotes)
                found[f"{section.key}/{block.issue_id}"] = _posts(texts)
            elif isinstance(block, Table):
                for key, row in zip(block.row_keys, block.rows, strict=False):
                    found[f"{section.key}/{key}"] = _posts(row)
    cards = {key.partition("/")[2]: posts for key, posts in found.items() if key.startswith("prioritas/")}
    return {key: posts or cards.get(key.partition("/")[2], ()) for key, posts in found.items()}


def _subjects(report: Report) -> dict[str, str]:
    """Id of an issue or a claim → its name, from the tables that begin with it and from the cards."""
    found: dict[str, str] = {}
    for block in (block for section in report.sections for block in section.blocks):
        if isinstance(block, IssueCard):
            found[block.issue_id] = block.heading.rpartition(" (")[0] or block.heading
        elif isinstance(block, Table) and slug(block.columns[0].heading) in _FIXED_FIELDS:
            for key, row in zip(block.row_keys, block.rows, strict=False):
                found.setdefault(key, wording.shorten(plain(row[0]), 90))
    return found


def _posts(texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(post for text in texts for span in text for post in span.posts))


# -- the walk ------------------------------------------------------------------------------------------------------
def _walk(report: Report, put: Put) -> Report:
    """The report with every editable text as `put` gives it back."""
    seen: dict[str, int] = {}
    told: dict[str, tuple[Text, Text]] = {}

    def once(key: str, title: str, text: Text) -> Text:
        section, _, rest = key.partition("/")
        subject, _, column = rest.rpartition("/")
        before = told.get(f"rekomendasi/{subject}/{_REPEATED.get(column, '')}") if section == "lampiran-b" else None
        if before is not None:
            return _repeated(text, *before)
        seen[key] = seen.get(key, 0) + 1
        written = put(key if seen[key] == 1 else f"{key}-{seen[key]}", title, text)
        told[key] = (text, written)
        return written

    meta = tuple((label, _cover(label, value, once)) for label, value in report.meta)
    sections = tuple(_section(section, once, report.lang) for section in report.sections)
    return replace(report, meta=meta, sections=sections)


def _repeated(text: Text, machine: Text, written: Text) -> Text:
    """What the matrix says where the recommendation says the same: the recommendation's words, without the issue's name."""
    said, now = plain(text), plain(written)
    if written == machine or not plain(machine).startswith(said):
        return text
    name = plain(machine)[len(said) :]
    return (Span(now.removesuffix(name) if name else now),)


def _cover(label: str, value: str, put: Put) -> str:
    return plain(put(f"sampul/{slug(label)}", label, (Span(value),))) if slug(label) in _COVER else value


def _section(section: Section, put: Put, lang: Lang) -> Section:
    if section.key in _CLOSED:
        return section
    blocks: list[Block] = []
    under = ""
    for block in section.blocks:
        written = _block(section, block, under, put, lang)
        if written is not None:
            blocks.append(written)
        heading = isinstance(block, Paragraph) and all(span.strong for span in block.text)
        under = slug(plain(block.text)) if isinstance(block, Paragraph) and heading else ""
    if not section.annex:
        note = put(f"{section.key}/{NOTE_KEY}", _NOTE.to(lang), ())
        blocks += (Paragraph(part, key=NOTE_KEY) for part in _parts(note))
    return replace(section, blocks=tuple(blocks))


def _block(section: Section, block: Block, under: str, put: Put, lang: Lang) -> Block | None:
    """The block with its texts put in place; None when nothing is left of it."""
    match block:
        case StatusBanner():
            return replace(block, text=put(f"{section.key}/uraian", "", block.text))
        case Paragraph() if not block.note and not all(span.strong for span in block.text):
            key = f"{section.key}/{block.key or ('nihil' if block.nihil else 'paragraf')}"
            if key in _FIXED_PARAGRAPHS:
                return block
            text = put(key, "", block.text)
            return replace(block, text=text, nihil=block.nihil and text == block.text) if text else None
        case Points():
            return _points(section, block, under, put)
        case IssueCard():
            return _card(section, block, put)
        case Table() if block.row_keys:
            rows = tuple(
                tuple(
                    put(f"{section.key}/{key}/{slug(column.heading)}", column.heading, text)
                    if _open(section.key, column)
                    else text
                    for column, text in zip(block.columns, row, strict=True)
                )
                for key, row in zip(block.row_keys, block.rows, strict=True)
            )
            return replace(block, rows=rows)
        case Signature():
            named: dict[str, Any] = {
                name: plain(put(f"{section.key}/{key}", title.to(lang), (Span(getattr(block, name)),)))
                for name, key, title in _SIGNATURE
            }
            return replace(block, **named)
        case _:
            return block


def _open(section: str, column: Column) -> bool:
    """Officers write in this column."""
    field = slug(column.heading)
    return not column.number and field not in _FIXED_FIELDS and (section, field) not in _CLOCKS


def _points(section: Section, block: Points, under: str, put: Put) -> Points | None:
    """A list without the items an officer emptied."""
    kept: list[tuple[str, Text]] = []
    if f"{section.key}/{under or 'butir'}" in _FIXED_LISTS:
        return block
    for place, item in enumerate(block.items):
        subject = block.keys[place] if block.keys else str(place + 1)
        key = "/".join(part for part in (section.key, under or "butir", subject) if part)
        if text := put(key, "", item):
            kept.append((subject, text))
    keys = tuple(subject for subject, _ in kept) if block.keys else ()
    return replace(block, items=tuple(text for _, text in kept), keys=keys) if kept else None


def _card(section: Section, block: IssueCard, put: Put) -> IssueCard:
    at = f"{section.key}/{block.issue_id}"
    lines = tuple(
        (label, text if slug(label) in _FIXED_FIELDS else put(f"{at}/{slug(label)}", label, text))
        for label, text in block.lines
    )
    return replace(block, lines=tuple((label, text) for label, text in lines if text))


def _parts(text: Text) -> Iterator[Text]:
    """A text of several paragraphs, one at a time."""
    part: list[Span] = []
    for span in text:
        first, *more = span.text.split("\n")
        if first:
            part.append(replace(span, text=first))
        for line in more:
            if part:
                yield tuple(part)
            part = [replace(span, text=line)] if line else []
    if part:
        yield tuple(part)
