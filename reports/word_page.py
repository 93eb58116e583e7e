"""Pages of the Word document: portrait body, landscape clippings, headers and footers with the draft stamp."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from kentongan.core.messages import Say
from reports import palette
from reports import word_xml as xml
from reports.blocks import Report
from reports.paper import running_head

_QUIET = palette.QUIET_INK
_BEHIND_COLUMNS = ("formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid")
_SMALL = 8.0


class Pages:
    """The document's sections, one after another.

    Args:
        document: python-docx document.
        report: for header and footer.
        own: our page; False = the office's, whose headers and footers are kept.
        letterhead: of the office's, with a body of ours: an empty footer gets the numbers of pages.

    `at` is the element before which the next thing is written: the end of the body, or a place in a template.
    """

    def __init__(self, document: Any, report: Report, *, own: bool, letterhead: bool = True) -> None:
        self.document = document
        self.report = report
        self.own = own
        self.letterhead = letterhead
        self.at = document.element.body.sectPr
        self.landscape = False
        self.annexes = False
        self.column_count = 1

    @property
    def width_points(self) -> float:
        """Width between the margins of the present page, in points."""
        page = self._page()
        return float(page.page_width - page.left_margin - page.right_margin) / 12700

    def first(self) -> None:
        """Header, stamp and footer of the first page."""
        page = self.document.sections[0]
        if self.own:
            page.different_first_page_header_footer = True
            self._write(page.first_page_header, self._stamp("right"))
            self._write(page.first_page_footer, self._footer())
            self._write(page.header, self._running())
            self._write(page.footer, self._footer())
            return
        for number, page in enumerate(self.document.sections):
            for header in self._headers(page):
                stamp = "" if number and header.is_linked_to_previous else self._stamp("right")
                if stamp:
                    _root(header).append(xml.element(stamp))
        for footer in self._footers(self.document.sections[0]) if self.letterhead else ():
            if not "".join(p.text for p in footer.paragraphs).strip() and not footer.tables:
                self._write(footer, self._footer())

    def turn(self, *, landscape: bool, annex: bool) -> None:
        """A new page before the first annex and wherever the paper is turned."""
        if landscape == self.landscape and self.column_count == 1 and (self.annexes or not annex):
            return
        self.annexes = self.annexes or annex
        self._new(landscape)

    def columns(self, count: int) -> None:
        """From here on text runs in columns, on the same page."""
        self._new(self.landscape, same_page=True)
        self._set_columns(count)

    def back(self) -> None:
        """Upright and in one column again, for what a template has behind its annexes."""
        behind = [one for one in self.at.itersiblings() if one is not self._ruling()]
        if behind and (self.landscape or self.column_count > 1):
            self._new(landscape=False)

    def _new(self, landscape: bool, *, same_page: bool = False) -> None:
        from docx.enum.section import WD_ORIENT, WD_SECTION

        self._break()
        page = self._page()
        page.start_type = WD_SECTION.CONTINUOUS if same_page else WD_SECTION.NEW_PAGE
        page.different_first_page_header_footer = False
        self._set_columns(1)
        if landscape != self.landscape:
            page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
            page.page_width, page.page_height = page.page_height, page.page_width
            self.landscape = landscape
        if self.own and not same_page:
            page.header.is_linked_to_previous = False
            page.footer.is_linked_to_previous = False
            self._write(page.header, self._running())
            self._write(page.footer, self._footer())

    def _ruling(self) -> Any:
        """The properties of the section that `at` is in: those of the next break, or of the body's end."""
        body, top = self.document.element.body, self.at
        while top.getparent() is not body:
            top = top.getparent()
        for one in (top, *top.itersiblings()):
            found = one if one is body.sectPr else one.find(f"{_w('pPr')}/{_w('sectPr')}")
            if found is not None:
                return found
        return body.sectPr

    def _page(self) -> Any:
        from docx.section import Section

        return Section(self._ruling(), self.document.part)

    def _break(self) -> None:
        """The section ends here; what follows keeps its page and takes over its headers (17.6.17, 17.10.5)."""
        ruling = self._ruling()
        holder = xml.element("<w:p><w:pPr></w:pPr></w:p>")
        holder.pPr.append(deepcopy(ruling))
        self.at.addprevious(holder)
        for reference in ruling.findall(_w("headerReference")) + ruling.findall(_w("footerReference")):
            ruling.remove(reference)

    def _set_columns(self, count: int) -> None:
        ruling = self._ruling()
        found = ruling.find(_w("cols"))
        if found is None:
            found = ruling.makeelement(_w("cols"))
            after = [one for one in ruling if one.tag in {_w(name) for name in _BEHIND_COLUMNS}]
            after[0].addprevious(found) if after else ruling.append(found)
        found.set(_w("num"), str(count))
        found.set(_w("space"), "280")
        self.column_count = count

    def _headers(self, page: Any) -> list[Any]:
        """The headers that will be seen: the primary one, the first page's and the even pages' where they differ."""
        seen = [page.header]
        if page.different_first_page_header_footer:
            seen.append(page.first_page_header)
        if self.document.settings.odd_and_even_pages_header_footer:
            seen.append(page.even_page_header)
        return seen

    def _footers(self, page: Any) -> list[Any]:
        seen = [page.footer]
        if page.different_first_page_header_footer:
            seen.append(page.first_page_footer)
        if self.document.settings.odd_and_even_pages_header_footer:
            seen.append(page.even_page_footer)
        return seen

    @staticmethod
    def _write(story: Any, *paragraphs: str) -> None:
        element = _root(story)
        for found in list(element):
            element.remove(found)
        for paragraph in (p for p in paragraphs if p):
            element.append(xml.element(paragraph))
        if len(element) == 0:
            element.append(xml.element(xml.paragraph("")))

    def _stamp_run(self) -> str:
        if not self.report.stamp:
            return ""
        red = xml.colour(palette.LEVELS[max(palette.LEVELS, key=lambda level: level.rank)][0])
        edge = f'<w:bdr w:val="single" w:sz="8" w:space="0" w:color="{red}"/>'
        look = f'<w:b/><w:color w:val="{red}"/><w:sz w:val="16"/>{edge}'
        words = xml.literal(f"\u00a0{self.report.stamp}\u00a0")
        return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'

    def _stamp(self, align: str) -> str:
        made = self._stamp_run()
        return xml.paragraph(made, align=align, after=6) if made else ""

    def _running(self) -> str:
        words = xml.run(running_head(self.report), size=_SMALL, ink=_QUIET)
        return self._two_sides(words, self._stamp_run())

    def _footer(self) -> str:
        lang = self.report.lang
        page, of = Say("Halaman", "Page").to(lang), Say("dari", "of").to(lang)
        number = (
            xml.run(f"{page} ", size=_SMALL, ink=_QUIET)
            + xml.field("PAGE", _SMALL, _QUIET)
            + xml.run(f" {of} ", size=_SMALL, ink=_QUIET)
            + xml.field("NUMPAGES", _SMALL, _QUIET)
        )
        return self._two_sides(xml.run(self.report.footer, size=_SMALL, ink=_QUIET), number)

    def _two_sides(self, left: str, right: str) -> str:
        width = round(self.width_points * 20)
        # The style of headers has stops of its own, for another width.
        stops = (("clear", 4320), ("clear", 8640), ("right", width))
        tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in stops)
        return xml.paragraph(f"{left}<w:r><w:tab/></w:r>{right}", more=f"<w:tabs>{tabs}</w:tabs>")


def _root(story: Any) -> Any:
    """The element of a header or footer, made first if it was only inherited."""
    return story._element  # noqa: SLF001 – python-docx has no public way to it


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
