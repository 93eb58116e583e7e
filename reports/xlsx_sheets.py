"""The workbook's sheets, in order; all but the clippings (`xlsx_clipping`) are written here."""

from __future__ import annotations

from collections.abc import Callable

from kentongan.core.day import IssueView
from kentongan.core.desk_words import STATE_NAMES
from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Paragraph, Points, Section, Table, plain
from reports.paper import on_paper, runs, without_rows
from reports.xlsx_book import HEAD_ROW, Heading, Sheet, Workbook
from reports.xlsx_clipping import clipping_sheet

_FIRST = HEAD_ROW + 1

ISSUES = (
    Heading(Say("No", "No."), 5),
    Heading(Say("Isu", "Issue"), 34),
    Heading(Say("Bagian", "Section"), 12),
    Heading(Say("Kategori", "Category"), 17),
    Heading(Say("Tingkat", "Level"), 10),
    Heading(Say("Kemarin", "Yesterday"), 10),
    Heading(Say("U", "U"), 5),
    Heading(Say("S", "S"), 5),
    Heading(Say("G", "G"), 5),
    Heading(Say("Jumlah USG", "USG total"), 9),
    Heading(Say("Penyebutan 24 jam", "Mentions in 24 h"), 12),
    Heading(Say("Sebelumnya", "Before"), 12),
    Heading(Say("Penanggung jawab", "Owner"), 17),
    Heading(Say("Direspons", "Answered"), 11),
    Heading(Say("Rekomendasi", "Recommendation"), 36),
    Heading(Say("Bentuk", "Form"), 15),
    Heading(Say("Tenggat", "Deadline"), 17),
    # Not printed.
    Heading(Say("Alasan penilaian", "Reasons"), 50),
    Heading(Say("Alasan rekomendasi", "Reason"), 34),
    Heading(Say("Naskah berbeda", "Distinct texts"), 10),
    Heading(Say("Media", "Outlets"), 8),
    Heading(Say("Platform", "Platforms"), 9),
    Heading(Say("Hari ke-", "Day no."), 8),
    Heading(Say("Pertama terlihat", "First seen"), 17),
    Heading(Say("Terakhir terlihat", "Last seen"), 17),
    Heading(Say("Perkembangan", "Phase"), 14),
    Heading(Say("Nada peristiwa", "Tone of the event"), 11),
    Heading(Say("Nada terhadap instansi", "Tone toward the agency"), 12),
    Heading(Say("Verifikasi", "Verification"), 17),
    Heading(Say("Lokasi", "Place"), 20),
)
_ISSUES_PRINTED = 17


def issues_sheet(target: Workbook) -> None:
    """One row an issue, in the report's order, with the arithmetic of its level."""
    parts = (
        (Say("prioritas", "priority"), target.day.priority),
        (Say("berpotensi negatif", "potentially negative"), target.day.potential),
        (Say("positif", "positive"), target.day.positive),
        (Say("lain", "other"), target.day.other),
    )
    rows = [(part, issue) for part, issues in parts for issue in issues]
    sheet = target.sheet(Say("Isu", "Issues"), ISSUES, rows=len(rows), printed=_ISSUES_PRINTED)
    for number, (part, issue) in enumerate(rows, start=1):
        _issue(target, sheet, number, target.t(part), issue)
    if not rows:
        sheet.text(_FIRST, 1, wording.NIHIL.to(target.report.lang))
    sheet.fit_rows()


def _issue(target: Workbook, sheet: Sheet, number: int, part: str, issue: IssueView) -> None:
    ctx, looks, usg, advice = target.context, target.looks, issue.severity, issue.recommendation
    at = HEAD_ROW + number
    level, before = (
        wording.level_name(usg.level, ctx.lang),
        wording.level_name(issue.before, ctx.lang) if issue.before else "–",
    )
    reasons = [
        f"{letter}: {ctx.safe(why, 300)}"
        for letter, why in (("U", usg.why_urgency), ("S", usg.why_seriousness), ("G", usg.why_growth))
        if why.strip()
    ] + [ctx.safe(extra, 200) for extra in (usg.adjusted, usg.overridden_by) if extra.strip()]
    texts = {
        1: ctx.safe(issue.name, 300),
        2: part,
        3: ctx.safe(issue.category_name or issue.category, 80),
        5: before,
        12: ctx.known(issue.owner),
        13: ctx.responded(issue),
        14: ctx.safe(advice.action, 600),
        15: ctx.safe(advice.form, 60),
        17: "; ".join(reasons),
        18: ctx.safe(advice.reason, 400),
        25: wording.PHASE_NAMES[issue.phase].to(ctx.lang),
        26: ctx.tone(issue.tone_event),
        27: ctx.tone(issue.tone_agency),
        28: STATE_NAMES[issue.verification].to(ctx.lang),
        29: ", ".join(ctx.safe(place.name, 60) for place in issue.places),
    }
    numbers = {
        0: number, 6: usg.urgency, 7: usg.seriousness, 8: usg.growth, 9: usg.total, 10: len(issue.posts),
        11: len(issue.posts_before), 19: issue.texts, 20: len(issue.media), 21: len(issue.platforms),
        22: issue.day_number,
    }  # fmt: skip
    for column, words in texts.items():
        sheet.text(at, column, words, looks.strong if column == 1 else None)
    for column, value in numbers.items():
        sheet.number(at, column, value)
    sheet.text(at, 4, level, looks.levels[usg.level])
    for column, moment in ((16, advice.deadline), (23, issue.first_seen), (24, issue.last_seen)):
        sheet.moment(at, column, moment, looks.moment)


def figures_sheet(target: Workbook) -> None:
    """The report's table of figures, the lines under it, and the size of every list, each leading to its list."""
    section = next((s for s in target.report.sections if s.key == "angka"), None)
    tables = [b for b in section.blocks if isinstance(b, Table)] if section else []
    columns = max((len(t.columns) for t in tables), default=2)
    heads = tables[0].columns if tables else ()
    headings = [Heading(Say(c.heading, c.heading), 44 if i == 0 else 14) for i, c in enumerate(heads)]
    sheet = target.sheet(Say("Angka", "Figures"), headings, rows=len(tables[0].rows) if tables else 1)
    at = _FIRST
    for table in tables:
        for row in table.rows:
            for column, cell in enumerate(row):
                _figure(sheet, at, column, plain(cell))
            at += 1
    for block in section.blocks if section else ():
        if isinstance(block, Paragraph):
            at += 1
            sheet.page.write_string(at, 0, plain(block.text), target.looks.quiet)
    at += 2
    label, count = Say("Daftar", "List"), Say("Jumlah", "Count")
    sheet.text(at, 0, target.t(label), target.looks.head)
    sheet.text(at, 1, target.t(count), target.looks.head)
    goal = target.t(LISTS_NAME)
    for place, (entry, there) in enumerate(zip(target.report.lists, list_rows(target), strict=True), start=at + 1):
        address, shown = f"internal:'{goal}'!A{there + 1}", wording.clean(entry.title)[:250]
        sheet.page.write_url(place, 0, address, target.looks.link, string=shown)
        sheet.number(place, 1, len(entry.posts))
    sheet.page.set_column(0, 0, 44 if columns else 60)


def _figure(sheet: Sheet, at: int, column: int, words: str) -> None:
    digits = words.replace(".", "").replace(",", "")
    if digits.isascii() and digits.isdigit():
        sheet.number(at, column, int(digits))
    else:
        sheet.text(at, column, words, sheet.target.looks.right if column else None)


LISTS_NAME = Say("Daftar", "Lists")
LISTS = (
    Heading(Say("Daftar", "List"), 44),
    Heading(Say("Jumlah", "Count"), 10),
    Heading(Say("Nomor kliping", "Clipping numbers"), 110),
    Heading(Say("Catatan", "Notes"), 34),
)


def list_rows(target: Workbook) -> list[int]:
    """The sheet row of every list."""
    rows, at = [], _FIRST
    for pieces in target.pieces:
        rows.append(at)
        at += len(pieces)
    return rows


def lists_sheet(target: Workbook) -> None:
    """Which clippings every figure of the report counts."""
    paper, pieces = on_paper(target.report), target.pieces
    sheet = target.sheet(LISTS_NAME, LISTS, rows=sum(map(len, pieces)))
    at = _FIRST
    for entry, parts in zip(target.report.lists, pieces, strict=True):
        absent = runs(paper, entry)[1]
        for i, words in enumerate(parts):
            sheet.text(at, 0, entry.title)
            if i == 0:
                sheet.number(at, 1, len(entry.posts))
            else:
                sheet.text(at, 1, "")
            sheet.text(at, 2, words)
            sheet.text(at, 3, without_rows(absent, paper) if i == 0 else "")
            at += 1
    if not pieces:
        sheet.text(at, 0, wording.NIHIL.to(target.report.lang))
    sheet.fit_rows()


METHOD = (Heading(Say("Bagian", "Part"), 26), Heading(Say("Keterangan", "Words"), 130))


def method_sheet(target: Workbook) -> None:
    """Who, when, what is missing, and how the numbers come about."""
    rows: list[tuple[str, str]] = list(target.report.meta)
    rows += [(target.t(Say("Tanda", "Mark")), target.report.stamp)] if target.report.stamp else []
    for section in target.report.sections:
        if section.key in ("keterbatasan", "lampiran-c"):
            rows += [(section.title, words) for words in _words(section)]
    sheet = target.sheet(Say("Metode", "Method"), METHOD, rows=len(rows))
    for at, (label, words) in enumerate(rows, start=_FIRST):
        sheet.text(at, 0, label, target.looks.strong)
        sheet.text(at, 1, words)
    sheet.fit_rows()


def _words(section: Section) -> list[str]:
    made: list[str] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            made.append(plain(block.text))
        elif isinstance(block, Points):
            made += [plain(item) for item in block.items]
        elif isinstance(block, Table):
            made += [": ".join(plain(cell) for cell in row) for row in block.rows]
    return made


SHEETS: tuple[Callable[[Workbook], None], ...] = (
    clipping_sheet,
    issues_sheet,
    figures_sheet,
    lists_sheet,
    method_sheet,
)
