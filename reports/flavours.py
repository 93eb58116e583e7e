"""The forms a report can take. A new one is one module and one line in `FLAVOURS`.

A flavour is a function from the composed report, the day behind it and the office's own assets to bytes. Modules are
imported when a flavour is asked for, so that a machine that never prints a PDF never loads the typesetter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from kentongan.core.day import DayFindings
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from reports.blocks import Report


@dataclass(frozen=True, slots=True)
class Assets:
    """What an office adds to its documents.

    Args:
        letterhead: the office's own Word file (kop.docx) whose header and styles a DOCX keeps; None for ours.
        logo: PNG of the coat of arms; None for none.
        checker: name and position of the person who checked; "" while nobody did.
        link: address of the full report on the office's own machine, for the brief; "" for none.
        brief: the brief's words as an officer wrote them, without the signer's line; "" = composed from the day.
    """

    letterhead: bytes | None = None
    logo: bytes | None = None
    checker: str = ""
    link: str = ""
    brief: str = ""


Render = Callable[[Report, DayFindings, Assets], bytes]


@dataclass(frozen=True, slots=True)
class Flavour:
    """One form: its name on the command line, file suffix, media type, and "module:function" that makes it."""

    name: str
    suffix: str
    media_type: str
    maker: str

    def render(self, report: Report, day: DayFindings, assets: Assets | None = None) -> bytes:
        """The document's bytes."""
        module, _, function = self.maker.partition(":")
        make = cast("Render", getattr(import_module(module), function))
        return make(report, day, assets or Assets())

    def file_name(self, report: Report) -> str:
        """As "laporan-isu-harian-2025-02-03.html"; version and language are added when they are not the first."""
        version = f"-v{report.version}" if report.version > 1 else ""
        lang = "" if report.lang == "id" else f"-{report.lang}"
        stem = {
            "txt": "brief",
            "pptx": f"salindia-{report.kind}",
            "buku-pdf": "buku-kliping",
            "buku-docx": "buku-kliping",
        }.get(self.name, f"laporan-isu-{report.kind}")
        return f"{stem}-{report.day}{version}{lang}.{self.suffix}"


_OFFICE = "application/vnd.openxmlformats-officedocument"
FLAVOURS: Mapping[str, Flavour] = {
    flavour.name: flavour
    for flavour in (
        Flavour("html", "html", "text/html", "reports.html_pages:html_flavour"),
        Flavour("pdf", "pdf", "application/pdf", "reports.pdf_pages:pdf_flavour"),
        Flavour("docx", "docx", f"{_OFFICE}.wordprocessingml.document", "reports.docx_files:docx_flavour"),
        Flavour("xlsx", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", "reports.xlsx_files:xlsx_flavour"),
        Flavour("txt", "txt", "text/plain", "reports.brief:text_flavour"),
        Flavour("pptx", "pptx", f"{_OFFICE}.presentationml.presentation", "reports.slides.pptx_files:pptx_flavour"),
        Flavour("buku-pdf", "pdf", "application/pdf", "reports.book.pdf_book:book_pdf_flavour"),
        Flavour(
            "buku-docx", "docx", f"{_OFFICE}.wordprocessingml.document", "reports.book.docx_book:book_docx_flavour"
        ),
    )
}


def flavour(name: str) -> Flavour:
    """The flavour of that name.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    try:
        return FLAVOURS[name]
    except KeyError:
        known = ", ".join(FLAVOURS)
        raise UsageError(
            Say(f"Bentuk laporan “{name}” tidak dikenal.", f"There is no report flavour “{name}”."),
            Say(f"Pilih salah satu: {known}.", f"Choose one of: {known}."),
        ) from None
