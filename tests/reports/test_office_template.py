"""The office's own template: placeholders wherever Word lets one type, mistakes with their places, order of sections."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from kentongan.core.errors import TemplateError
from kentongan.core.office import Signatory
from reports.blocks import Report, Signature
from reports.daily import SECTIONS, compose_daily
from reports.docx_files import render_docx
from reports.office_template import OfficeTemplate, read_template
from reports.template_example import example_template

ANNEXES = [key for key in SECTIONS if key.startswith("lampiran-")]
_BOX = (
    "<w:r {ns}><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    "<mc:Choice Requires='wps'><w:drawing/><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def made(build: Callable[[Any], None]) -> bytes:
    """A Word file whose body `build` writes."""
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def body(*lines: str) -> bytes:
    """A Word file of these paragraphs; "|" parts a line into runs."""

    def build(document: Any) -> None:
        for line in lines:
            paragraph = document.add_paragraph()
            for piece in line.split("|"):
                paragraph.add_run(piece)

    return made(build)


def opened(data: bytes) -> Any:
    """The finished document; every part of it is well formed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    return docx.Document(io.BytesIO(data))


def words(element: Any) -> str:
    """All words under an element."""
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def heads(document: Any) -> list[str]:
    """The section headings, in order."""
    return [p.text for p in document.paragraphs if p.style.name == "Heading 1"]


def read(data: bytes) -> OfficeTemplate:
    """Checked against the daily report's sections."""
    return read_template(data, list(SECTIONS))


def mistakes(data: bytes, **known: int) -> str:
    """What the check answers."""
    with pytest.raises(TemplateError) as caught:
        read_template(data, list(SECTIONS), **known)
    return caught.value.to("id")


@pytest.fixture(scope="module")
def report(days: ModuleType) -> Report:
    """A calm day, signed by two."""
    day = days.empty_day()
    two = (
        Signatory("Kepala Dinas Kominfo", "Dra. Contoh", "19700101 199503 2 001", "Pembina (IV/a)", "Mengetahui"),
        Signatory("Pranata Humas", "Contoh, S.Sos.", "19900101 201503 1 004"),
    )
    return compose_daily(replace(day, office=replace(day.office, signatories=two, report_number="500.12/7/2025")))


def test_placeholders_cut_into_runs_keep_the_look_of_their_first_letter(report: Report) -> None:
    """Word's own cuts, spelling of capitals and blanks, and a bold run."""

    def build(document: Any) -> None:
        line = document.add_paragraph("Nomor: ")
        line.add_run("{").bold = True
        for piece in ("{ No", "mor ", "}} dan {{Hari ", "Tanggal}", "}, selesai"):
            line.add_run(piece)
        document.add_paragraph("{{isi}}")

    first = opened(render_docx(report, made(build))).paragraphs[0]
    assert first.text == "Nomor: 500.12/7/2025 dan Senin, 3 Februari 2025, selesai"
    assert [run.text for run in first.runs if run.bold] == ["500.12/7/2025"]


def test_every_place_is_filled(report: Report) -> None:
    """Header, footer, table cell, text box in both its copies, content control; page numbers are fields."""

    def build(document: Any) -> None:
        page = document.sections[0]
        page.header.paragraphs[0].text = "{{ instansi }}"
        page.footer.paragraphs[0].text = "Hal. {{ halaman }} dari {{ jumlah_halaman }}, versi {{ versi }}"
        document.add_table(1, 2).rows[0].cells[1].text = "Sifat: {{ sifat }}"
        box = _BOX.format(ns=nsdecls("w"), words="{{ status }}")
        document.add_paragraph()._p.append(parse_xml(box))
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>{{{{ kepada }}}}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        document.element.body.sectPr.addprevious(parse_xml(control))
        document.add_paragraph("{{ isi }}")

    document = opened(render_docx(report, made(build)))
    assert report.agency in document.sections[0].header.paragraphs[0].text
    footer = document.sections[0].footer
    assert [f.text.strip() for f in footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert words(footer._element) == "Hal. 1 dari 1, versi 1"
    whole = words(document.element.body)
    assert document.tables[0].rows[0].cells[1].text == "Sifat: Terbatas"
    assert [words(box) for box in document.element.body.iter(qn("w:txbxContent"))] == ["Stabil", "Stabil"]
    assert "Bupati Contoh" in whole
    assert "{{" not in whole


def test_sections_stand_where_the_template_names_them(report: Report) -> None:
    """Named ones first, `isi` takes the rest once, the annexes come last on their own turned pages."""
    data = body(
        "Awal", "{{ bagian: rekomendasi }}", "Tengah", "{{ isi }}", "Tanda: {{ nama: 2 }}", "{{ lampiran }}", "Ekor"
    )
    template = read(data)
    order = template.order(tuple(SECTIONS), ANNEXES)
    assert order[0] == "rekomendasi"
    assert sorted(order) == sorted(SECTIONS)
    document = opened(
        render_docx(replace(report, sections=tuple(sorted(report.sections, key=lambda s: order.index(s.key)))), data)
    )
    titles = heads(document)
    assert titles[0].endswith("Rekomendasi")
    assert titles[1].endswith("Status Hari Ini")
    assert "Penutup" not in titles  # the template signs for itself
    assert titles[-1].startswith("Lampiran D")
    texts = [p.text for p in document.paragraphs]
    assert texts.index("Awal") < texts.index(titles[0]) < texts.index("Tengah") < texts.index(titles[1])
    assert texts[-1] == "Ekor"
    assert "Tanda: Contoh, S.Sos." in texts
    last = document.sections[-1]
    assert last.page_height > last.page_width  # what follows the turned annexes stands upright again


def test_a_template_of_chosen_sections_prints_those_alone(report: Report) -> None:
    """Three sections in another order; numbers follow when the report is composed in the template's order."""
    template = read(body("{{ bagian: prioritas }}", "{{ bagian: Status }}", "{{ bagian : lampiran b }}"))
    order = template.order(tuple(SECTIONS), ANNEXES)
    assert order == ("prioritas", "status", "lampiran-b")
    assert template.order(("status",), ANNEXES) == order
    document = opened(render_docx(report, template.package))
    assert [t.split(". ")[-1] for t in heads(document)] == ["Isu Prioritas", "Status Hari Ini", "Matriks Tindak Lanjut"]


def signature(report: Report) -> Signature:
    return next(b for section in report.sections for b in section.blocks if isinstance(b, Signature))


def test_signatures_stand_side_by_side(report: Report) -> None:
    """Two signatories with role, rank and number; the same in a cell of the office's own table."""
    document = opened(render_docx(report, body("{{ isi }}", "{{ kalimat_penutup }}", "{{ tanda_tangan }}")))
    table = next(t for t in document.tables if "Mengetahui" in t.rows[0].cells[0].text)
    assert table.rows[0].cells[1].text.splitlines() == [signature(report).place_date, "Pranata Humas,"]
    assert table.rows[1].cells[0].text.splitlines() == ["Dra. Contoh", "Pembina (IV/a)", "NIP. 19700101 199503 2 001"]

    def build(document: Any) -> None:
        document.add_paragraph("{{ isi }}")
        document.add_table(1, 2).rows[0].cells[1].text = "{{ tanda_tangan }}"
        document.add_paragraph("{{ jabatan: 1 }} / {{ nip: 1 }}")

    document = opened(render_docx(report, made(build)))
    assert "Kepala Dinas Kominfo / 19700101 199503 2 001" in [p.text for p in document.paragraphs]
    assert "Dra. Contoh" in words(document.element.body)


def test_the_draft_stamp_is_in_the_headers_of_every_section(report: Report) -> None:
    """Whatever sections the office's file has."""

    def build(document: Any) -> None:
        document.add_paragraph("{{ isi }}")
        document.add_section().header.is_linked_to_previous = False
        document.add_paragraph("Surat pengantar")

    for section in opened(render_docx(report, made(build))).sections:
        assert report.stamp in words(section.header._element)


def test_all_mistakes_are_told_with_place_text_and_nearest_word() -> None:
    """One answer: unknown words, wrong sections, open and single braces, misplaced, doubled and foreign marks."""

    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ isi }}"
        document.add_paragraph("Nomor {{ nomer }}")
        document.add_paragraph("{{ bagian: rekomendsi }}")
        document.add_paragraph("{{ tanggal }")
        document.add_paragraph("{ kepada }")
        document.add_paragraph("Pembuka {{ isi }}")
        document.add_table(2, 2).rows[1].cells[0].text = "{{ bagian: status }}"
        document.add_paragraph("{% for a in b %} <<nomor>>")
        document.add_paragraph("{{ nama: dua }}")
        document.add_paragraph("{{ lampiran }}")
        document.add_paragraph("{{ lampiran }}")
        document.add_paragraph("{{ sifat: rahasia }}")

    answer = mistakes(made(build))
    for expected in (
        "paragraf 1, “{{ nomer }}”: penanda ini tidak dikenal. Mungkin maksudnya {{ nomor }}.",
        "paragraf 2, “{{ bagian: rekomendsi }}”: bagian ini tidak ada. Mungkin maksudnya {{ bagian: rekomendasi }}.",
        "paragraf 3, “{{ tanggal }”: penanda tidak ditutup dengan }}",
        "Mungkin maksudnya {{ tanggal }}.",
        "paragraf 4, “{ kepada }”: kurung kurawal harus dua-dua. Mungkin maksudnya {{ kepada }}.",
        "paragraf 5, “Pembuka {{ isi }}”: harus sendirian dalam paragrafnya.",
        "kepala halaman, paragraf 1, “{{ isi }}”: harus berdiri di badan surat",
        "tabel 1, baris 2, kolom 1, “{{ bagian: status }}”: harus berdiri di badan surat",
        "“{% for a in b %}”: penanda seperti ini tidak dikenal",
        "“<<nomor>>”: penanda seperti ini tidak dikenal",
        "“{{ nama: dua }}”: setelah titik dua ditulis nomor penanda tangan.",
        "“{{ lampiran }}”: sudah ada di paragraf 8",
        "“{{ sifat: rahasia }}”: penanda ini tidak memakai titik dua.",
    ):
        assert expected in answer, expected
    assert answer.startswith("Templat memuat 13 kesalahan:")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (body("{{ nomor }}"), "belum memuat {{ isi }}"),
        (body("{{ isi }}", "{{ nama: 3 }}"), "[[penanda_tangan]] baru memuat 2"),
        (body("{{ isi }}", "{{ bagian: }}"), "nama bagian belum ditulis"),
        (body("{{ isi }}", "{{ status hari ini }}"), "Mungkin maksudnya {{ status }}"),
        (body("{{ isi }}", "{{ prioritas }}"), "Mungkin maksudnya {{ bagian: prioritas }}"),
        (body("{{ isi }}", "{{ }}"), "penanda ini tidak dikenal"),
        (body("{{ isi }}", "{{ 7*7 }}"), "penanda ini tidak dikenal"),
        (body("{{ isi }}", "nomor }} saja"), "penutup }} tanpa pembuka"),
        (body("{{ isi }}", "{{ \u202enomor }}\u202c {{ \u0430 }}"), "penanda ini tidak dikenal"),
    ],
)
def test_one_mistake_at_a_time(data: bytes, said: str) -> None:
    """Each has words of its own."""
    assert said in mistakes(data, signatories=2)


@pytest.mark.parametrize(
    "code", [' DDEAUTO c:\\\\x "a" ', " INCLUDEPICTURE http://jahat.example/a.png ", " LINK Excel.Sheet a "]
)
def test_fields_that_fetch_are_refused_with_their_place(code: str) -> None:
    """A field in pieces, behind a harmless one, nested in another's instruction."""
    run = "<w:r {ns}><w:fldChar w:fldCharType='{kind}'/></w:r>"
    text = "<w:r {ns}><w:instrText xml:space='preserve'>{code}</w:instrText></w:r>"

    def build(document: Any) -> None:
        document.add_paragraph("{{ isi }}")
        paragraph = document.add_paragraph()._p
        for kind in ("begin", "PAGE", "separate", "end", "begin", "IF ", "begin", code, "separate", "end", "end"):
            piece = run if kind in ("begin", "separate", "end") else text
            paragraph.append(parse_xml(piece.format(ns=nsdecls("w"), kind=kind, code=kind)))

    answer = mistakes(made(build))
    assert "paragraf 2" in answer
    assert "mengambil dari luar" in answer


def test_hostile_values_stay_words(days: ModuleType) -> None:
    """Names and numbers from settings with marks, control characters and braces are printed, not read again."""
    day = days.empty_day()
    odd = "{{ isi }} \x0b\ufffe\u202e<w:t>&amp; ]]> 😀"
    office = replace(day.office, report_number=odd, leader=odd, signatories=(Signatory(odd, odd, odd),))
    report = compose_daily(replace(day, office=office))
    document = opened(
        render_docx(report, body("{{ nomor }} {{ kepada }} {{ nama }}", "{{ isi }}", "{{ tanda_tangan }}"))
    )
    first = document.paragraphs[0].text
    assert first.count("{{ isi }} <w:t>&amp; ]]> 😀") == 3
    assert not re.search("[\x0b\ufffe\u202e]", words(document.element.body))


def test_a_letterhead_with_placeholders_in_its_head_alone(report: Report) -> None:
    """Its body is replaced as ever, its head is filled."""

    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Nomor {{ nomor }}"
        document.add_paragraph("Contoh isi yang harus hilang")

    data = made(build)
    assert read(data).letterhead
    document = opened(render_docx(report, data))
    assert "Nomor 500.12/7/2025" in words(document.sections[0].header._element)
    assert "Contoh isi" not in words(document.element.body)


def test_a_report_of_another_form_needs_a_place(report: Report) -> None:
    """A template of daily sections only cannot carry a form that has none of them."""
    other = replace(report, kind="nota", sections=(replace(report.sections[0], key="pokok"),))
    with pytest.raises(TemplateError, match="nota"):
        render_docx(other, body("{{ bagian: status }}"))
    week = (("Pekan", "28 Januari – 3 Februari 2025"), ("Kepada", "Bupati"))
    document = opened(
        render_docx(replace(other, meta=week), body("{{ tanggal }} / {{ kepada }} / {{ nomor }}", "{{ isi }}"))
    )
    assert document.paragraphs[0].text == "28 Januari – 3 Februari 2025 / Bupati / –"
    assert heads(document)


def test_the_example_is_right_and_stays_the_same(report: Report) -> None:
    """It passes its own check, signs, numbers its pages, and makes a report; equal calls give equal bytes."""
    data = example_template("Pemerintah Kabupaten Contoh")
    template = read(data)
    assert template.blocks == ("isi", "lampiran")
    assert template.signs
    assert {"halaman", "jumlah_halaman", "identitas", "tanda_tangan"} <= set(template.used)
    assert example_template("Pemerintah Kabupaten Contoh") == data
    assert render_docx(report, data) == render_docx(report, data)
    assert "PEMERINTAH KABUPATEN CONTOH" in words(opened(data).sections[0].first_page_header._element)
