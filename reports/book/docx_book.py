"""The book of clippings as a Word document: headings for the navigation, indexes that lead to the entries."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kentongan.core.day import DayFindings
from kentongan.core.messages import Say
from reports import palette
from reports import word_xml as xml
from reports.blocks import Report
from reports.book.content import Book, Entry, IndexRow, Part, compose_book
from reports.flavours import Assets
from reports.word_page import Pages
from reports.word_template import blank_document, repacked, set_language, style_id
from reports.word_xml import Cell

_SMALL, _GROUND = 8.5, "#EEF3F8"


def book_docx_flavour(report: Report, day: DayFindings, assets: Assets) -> bytes:
    """The book as a Word document (see `reports.flavours`)."""
    return _Writer(compose_book(report, day), report, assets.logo).written()


class _Writer:
    """Writes one book."""

    def __init__(self, book: Book, report: Report, emblem: bytes | None) -> None:
        self.book = book
        self.report = replace(report, title=book.title)
        self.emblem = emblem
        self.document = blank_document()
        self.pages = Pages(self.document, self.report, own=True)
        self.relations: dict[str, str] = {}

    def written(self) -> bytes:
        """The document's bytes."""
        self.pages.first()
        self._cover()
        self.pages.turn(landscape=False, annex=True)  # a new page behind the cover
        self._contents()
        for part in self.book.parts:
            self._part(part)
        set_language(self.document, self.report.lang)
        known = self.document.core_properties
        known.title = xml.plain_words(f"{self.book.title} – {self.book.agency}")[:255]
        known.author = known.last_modified_by = xml.plain_words(self.book.agency)[:255]
        known.subject, known.keywords, known.comments = self.report.day, "", self.report.stamp[:255]
        known.language = {"id": "id-ID", "en": "en-GB"}[self.report.lang]
        known.created = known.modified = self.report.generated_at.replace(tzinfo=None, microsecond=0)
        known.revision = max(1, self.report.version)
        out = io.BytesIO()
        self.document.save(out)
        return repacked(out.getvalue())

    def _add(self, piece: str) -> Any:
        made = xml.element(piece)
        self.pages.at.addprevious(made)
        return made

    def _say(self, indonesian: str, english: str) -> str:
        return Say(indonesian, english).to(self.report.lang)

    def _heading(self, words: str, style: str) -> None:
        self._add(xml.heading(xml.run(words), style_id(self.document, style)))

    # -- cover and indexes -----------------------------------------------------------------------------------------
    def _cover(self) -> None:
        if self.emblem:
            from docx.shared import Pt
            from docx.text.paragraph import Paragraph

            holder = self._add(xml.paragraph("", before=30, after=10))
            picture = (
                Paragraph(holder, self.document.part).add_run().add_picture(io.BytesIO(self.emblem), height=Pt(62))
            )
            picture._inline.docPr.set("descr", self._say("Lambang instansi", "The agency's emblem"))  # noqa: SLF001
        self._add(xml.paragraph(xml.run(self.book.agency.upper(), strong=True, size=13), before=6, after=150))
        style = style_id(self.document, "Title")
        rule = f'w:val="single" w:sz="18" w:space="8" w:color="{xml.colour(palette.ACCENT)}"'
        look = f'<w:pStyle w:val="{style}"/><w:pBdr><w:bottom {rule}/></w:pBdr><w:spacing w:after="200"/><w:jc w:val="left"/>'
        title = xml.run(self.book.title, strong=True, size=30, ink=palette.ACCENT)
        self._add(f"<w:p><w:pPr>{look}</w:pPr>{title}</w:p>")
        self._add(xml.paragraph(xml.run(self.book.when, size=15), after=26))
        cells = [
            Cell(
                xml.paragraph(xml.run(value, strong=True, size=20, ink=palette.ACCENT))
                + xml.paragraph(xml.run(name, size=9, ink=palette.QUIET_INK))
            )
            for value, name in self.book.figures
        ]
        self._add(xml.table(self._widths([1.0] * len(cells)), (), [cells], lines=""))
        self._add(xml.paragraph("", after=110))
        rows = [
            [Cell(xml.paragraph(xml.run(name, ink=palette.QUIET_INK))), Cell(xml.paragraph(xml.run(value)))]
            for name, value in self.book.meta
        ]
        self._add(xml.table(self._widths((3.6, 12.4)), (), rows, lines=""))
        self._add(xml.paragraph(xml.run(self.book.note, size=8, ink=palette.QUIET_INK), before=10))

    def _contents(self) -> None:
        self._heading(self._say("Daftar Isi", "Contents"), "Heading 1")
        if not self.book.parts:
            self._add(xml.paragraph(xml.run(self._say("Nihil", "None"))))
        for part in self.book.parts:
            first, last = part.entries[0].number, part.entries[-1].number
            name = xml.inside_link(f"e{first}", xml.run(part.title, ink=palette.ACCENT))
            self._add(xml.paragraph(name + xml.run(f" ({first}–{last})", ink=palette.QUIET_INK), after=3))
        self._index(self._say("Menurut media", "By outlet"), self._say("Media", "Outlet"), self.book.media)
        self._index(self._say("Menurut isu", "By issue"), self._say("Isu", "Issue"), self.book.issues)

    def _index(self, title: str, first: str, rows: Sequence[IndexRow]) -> None:
        if not rows:
            return
        self._heading(title, "Heading 2")
        heads = (first, self._say("Jumlah", "Count"), self._say("Nomor entri", "Entries"))
        sides = ("", "right", "")
        head = [
            Cell(xml.paragraph(xml.run(name, strong=True, size=_SMALL), align=side, keep=True), ground=_GROUND)
            for name, side in zip(heads, sides, strict=True)
        ]
        body = []
        for row in rows:
            links = [
                xml.inside_link(f"e{goal}", xml.run(words, size=_SMALL, ink=palette.ACCENT)) for words, goal in row.runs
            ]
            texts = (
                xml.run(row.name, size=_SMALL),
                xml.run(str(row.count), size=_SMALL),
                xml.run(", ", size=_SMALL).join(links),
            )
            body.append([Cell(xml.paragraph(text, align=side)) for text, side in zip(texts, sides, strict=True)])
        self._add(xml.table(self._widths((7.0, 1.6, 7.4)), head, body, style=style_id(self.document, "Table Grid", 3)))
        self._add(xml.paragraph("", after=4, mark=4))

    # -- entries ---------------------------------------------------------------------------------------------------
    def _part(self, part: Part) -> None:
        style = style_id(self.document, "Heading 1")
        self._add(f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:pageBreakBefore/></w:pPr>{xml.run(part.title)}</w:p>')
        if part.cut:
            self._add(xml.paragraph(xml.run(part.cut, size=_SMALL, ink=palette.QUIET_INK), after=4))
        for entry in part.entries:
            for piece in self._entry(entry):
                self._add(piece)

    def _entry(self, entry: Entry) -> list[str]:
        number = xml.bookmark(entry.number, f"e{entry.number}") + xml.run(
            f"{entry.number}   ", strong=True, size=13, ink=palette.ACCENT
        )
        source = xml.run(entry.medium, strong=True, size=_SMALL)
        source += xml.run(f" · {entry.kind} · {entry.when}", size=_SMALL, ink=palette.QUIET_INK)
        pieces = [xml.paragraph(number + source, before=8, after=2, keep=True)]
        if entry.headline:
            style = style_id(self.document, "Heading 2")
            look = f'<w:pStyle w:val="{style}"/><w:keepNext/><w:spacing w:before="0" w:after="60"/>'
            pieces.append(f"<w:p><w:pPr>{look}</w:pPr>{xml.run(entry.headline, size=11.5)}</w:p>")
        if entry.quote:
            pieces.append(xml.paragraph(xml.run(f"“{entry.quote}”"), after=3, keep=True))
        facts = [
            xml.run("● ", size=_SMALL, ink=palette.TONES.get(entry.tone, palette.QUIET_INK))
            + xml.run(f"{self._say('Nada', 'Tone')}: ", size=_SMALL)
            + xml.run(entry.tone_words, strong=True, size=_SMALL)
        ]
        if entry.issue:
            facts.append(xml.run(f"{self._say('Isu', 'Issue')}: {entry.issue}", size=_SMALL))
        facts += [xml.run(note, size=_SMALL, ink=palette.QUIET_INK) for note in entry.notes]
        if entry.url:
            shown = xml.run(entry.host, size=_SMALL, ink=palette.ACCENT, underline=True)
            facts.append(xml.outside_link(self._relation(entry.url), shown))
        rule = f'w:val="single" w:sz="4" w:space="6" w:color="{xml.colour(palette.GRID)}"'
        line = xml.run("  ·  ", size=_SMALL, ink=palette.QUIET_INK).join(facts)
        pieces.append(xml.paragraph(line, after=2, more=f"<w:pBdr><w:bottom {rule}/></w:pBdr>"))
        return pieces

    def _widths(self, shares: Sequence[float]) -> list[int]:
        whole, total = round(self.pages.width_points * 20), sum(shares)
        made = [int(whole * share / total) for share in shares]
        made[-1] += whole - sum(made)
        return made

    def _relation(self, address: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        if address not in self.relations:
            part = self.document.part
            self.relations[address] = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.relations[address]
