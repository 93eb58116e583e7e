"""A finished example of an office's template: letterhead, opening words, the report, signatures, annexes, numbering.

It shows every kind of placeholder where an officer expects it, and passes its own check. The emblem is the office's
picture where it has set one, else a frame to put it in.
"""

from __future__ import annotations

import io
from typing import Any

from kentongan.core.messages import Lang, Say
from reports import palette
from reports import word_xml as xml
from reports.word_template import blank_document, repacked, set_language
from reports.word_xml import Cell

_SMALL = 8.0
_EMBLEM_SIDE = 56.0


def example_template(agency: str, unit: str = "", emblem: bytes | None = None, lang: Lang = "id") -> bytes:
    """The Word file.

    Args:
        agency: first line of the letterhead.
        unit: second line, the office that writes; "" = to be typed.
        emblem: PNG; None = a frame with a word in it.
        lang: language of the words that stay.
    """
    document = blank_document()
    page = document.sections[0]
    page.different_first_page_header_footer = True
    width = float(page.page_width - page.left_margin - page.right_margin) / 12700
    _letterhead(document, page.first_page_header, width, agency, unit, emblem, lang)
    running = xml.run("{{ judul }} · {{ hari_tanggal }}", size=_SMALL, ink=palette.QUIET_INK)
    _put(page.header, [xml.paragraph(running)])
    for footer in (page.first_page_footer, page.footer):
        _put(footer, [_numbers(lang)])
    for piece in _body(document, lang):
        document.element.body.sectPr.addprevious(xml.element(piece))
    set_language(document, lang)
    known = document.core_properties
    known.title = Say("Templat laporan", "Report template").to(lang)
    known.author = known.last_modified_by = agency[:255]
    known.comments = ""
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def _letterhead(
    document: Any, header: Any, width: float, agency: str, unit: str, emblem: bytes | None, lang: Lang
) -> None:
    unit = unit or Say("(NAMA PERANGKAT DAERAH)", "(NAME OF THE OFFICE)").to(lang)
    address = Say(
        "(Alamat, kode pos, telepon, laman, dan surel kantor)", "(Address, postcode, telephone, site and e-mail)"
    ).to(lang)
    lines = xml.paragraph(xml.run(agency.upper(), size=13), align="center", after=1)
    lines += xml.paragraph(xml.run(unit.upper(), strong=True, size=15), align="center", after=2)
    lines += xml.paragraph(xml.run(address, size=8.5, ink=palette.QUIET_INK), align="center", after=3)
    frame = Say("lambang", "emblem").to(lang)
    words = "" if emblem else xml.run(frame, size=8, ink=palette.QUIET_INK)
    side = round((_EMBLEM_SIDE + 16) * 20)
    whole = round(width * 20)
    picture = Cell(xml.paragraph(words, align="center", before=0 if emblem else 20, after=0 if emblem else 20))
    if not emblem:
        picture = Cell(picture.paragraphs, ground="#F6F8FA")
    table = xml.table((side, whole - 2 * side, side), (), [[picture, Cell(lines), Cell(xml.paragraph(""))]], lines="")
    rule = f'w:val="thinThickSmallGap" w:sz="24" w:space="1" w:color="{xml.colour(palette.INK)}"'
    below = xml.paragraph("", more=f"<w:pBdr><w:top {rule}/></w:pBdr>", mark=4)
    _put(header, [table, below])
    if emblem:
        from docx.shared import Pt
        from docx.text.paragraph import Paragraph

        element = header._element.tbl_lst[0].tr_lst[0].tc_lst[0].p_lst[0]  # noqa: SLF001 – no public way to it
        shape = Paragraph(element, header.part if hasattr(header, "part") else document.part).add_run()
        made = shape.add_picture(io.BytesIO(emblem), height=Pt(_EMBLEM_SIDE))
        made._inline.docPr.set("descr", Say("Lambang instansi", "The agency's emblem").to(lang))  # noqa: SLF001


def _numbers(lang: Lang) -> str:
    """One line to the right, which is right on pages that are turned too."""
    words = Say(
        "{{ keterangan }} · Halaman {{ halaman }} dari {{ jumlah_halaman }}",
        "{{ keterangan }} · Page {{ halaman }} of {{ jumlah_halaman }}",
    )
    return xml.paragraph(xml.run(words.to(lang), size=_SMALL, ink=palette.QUIET_INK), align="right")


def _body(document: Any, lang: Lang) -> list[str]:
    from reports.word_template import style_id

    def line(words: Say, *, after: float = 6) -> str:
        return xml.paragraph(xml.run(words.to(lang)), after=after)

    return [
        xml.heading(xml.run("{{ judul }}"), style_id(document, "Title")),
        xml.paragraph(xml.run("{{ identitas }}"), after=4),
        xml.paragraph("", after=2, mark=4),
        line(
            Say(
                "Dengan hormat, bersama ini disampaikan hasil pantauan isu publik {{ hari_tanggal }}. Status hari itu: "
                "{{ status }}.",
                "Please find below the public issues of {{ hari_tanggal }}. The day's status: {{ status }}.",
            )
        ),
        xml.paragraph(xml.run("{{ isi }}")),
        xml.paragraph(xml.run("{{ kalimat_penutup }}"), before=12, after=14, keep=True),
        xml.paragraph(xml.run("{{ tanda_tangan }}")),
        xml.paragraph(xml.run("{{ lampiran }}")),
    ]


def _put(story: Any, pieces: list[str]) -> None:
    root = story._element  # noqa: SLF001 – python-docx has no public way to it
    for found in list(root):
        root.remove(found)
    for piece in pieces:
        root.append(xml.element(piece))
