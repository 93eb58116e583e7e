"""The workbook: every clipping as a row, the issues, the figures, and which rows each figure counts.

Sheet "Kliping" follows the daily issue sheet that audit and PR units keep (No, Tanggal, Sumber, …, Tindak Lanjut) with
columns of our own behind it. Text is written as text, whatever it begins with, so that no post becomes a formula; links
are written only where the address is a plain http(s) one. The bytes depend on the report and the day alone.
"""

from __future__ import annotations

import io
from typing import Any

from kentongan.core.clock import zone
from kentongan.core.day import DayFindings
from kentongan.core.messages import Say
from reports.blocks import Report
from reports.flavours import Assets
from reports.xlsx_book import Looks, Workbook
from reports.xlsx_sheets import SHEETS

# The format has no way to say "no formula"; the library must be told.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "max_url_length": 2079,
    "nan_inf_to_errors": True,
}


def xlsx_flavour(report: Report, day: DayFindings, assets: Assets) -> bytes:
    """The workbook as a flavour (see `reports.flavours`)."""
    del assets
    return render_xlsx(report, day)


def render_xlsx(report: Report, day: DayFindings) -> bytes:
    """The report's workbook; the same report and day give the same bytes.

    Args:
        report: decides the numbering of clippings and the lists.
        day: the posts and issues themselves.
    """
    import xlsxwriter

    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, _OPTIONS)
    made = report.generated_at.astimezone(zone(report.zone)).replace(tzinfo=None, microsecond=0)
    subject = Say(f"Laporan {report.day}, versi {report.version}", f"Report of {report.day}, version {report.version}")
    book.set_properties(
        {
            "title": f"{report.title} – {report.agency}"[:255],
            "author": report.agency[:255],
            "subject": subject.to(report.lang),
            "comments": report.stamp[:255],
            "created": made,
        }
    )
    target = Workbook(book, Looks.of(book, report.lang), report, day)
    for write in SHEETS:
        write(target)
    book.close()
    return out.getvalue()
