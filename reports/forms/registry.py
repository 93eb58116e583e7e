"""Which forms there are: name, title, what they look at, and the function that composes them.

Modules are imported when a form is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, cast

from kentongan.core.day import DayFindings, IssueView
from kentongan.core.errors import UsageError
from kentongan.core.messages import Lang, Say
from kentongan.core.periods import PeriodFindings
from kentongan.core.updates import Update
from reports.blocks import Report, State
from reports.flavours import Flavour
from reports.lists import slug

Material = DayFindings | Update | PeriodFindings


class Scope(StrEnum):
    """What a form looks at."""

    DAY = "hari"
    NOW = "saat ini"
    UPDATE = "sejak laporan"
    WEEK = "minggu"
    MONTH = "bulan"


@dataclass(frozen=True, slots=True)
class Making:
    """How a form is composed.

    Args:
        lang: of the fixed words.
        version: of this document; `state` of it.
        number: in a series (second update of the day, third situation report).
        issue: what it is about, for forms about one.
    """

    lang: Lang = "id"
    version: int = 1
    state: State = State.DRAFT
    number: int = 1
    issue: IssueView | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form.

    Args:
        name: on the command line and of its files.
        title: printed at its head; `says` what it is for, one line.
        scope: what it looks at, and so what `maker` is given.
        maker: "module:function" from material and `Making` to the report.
        flavours: that it is written in.
        told: keys of the sections that its chat text tells, the most important first.
        about_issue: may be about one issue; `issue_needed` must be.
    """

    name: str
    title: Say
    says: Say
    scope: Scope
    maker: str
    flavours: tuple[str, ...]
    told: tuple[str, ...]
    about_issue: bool = False
    issue_needed: bool = False

    def compose(self, material: Material, making: Making) -> Report:
        """The form without a flavour; the same material gives the same report."""
        module, _, function = self.maker.partition(":")
        return cast("Report", getattr(cast("Any", import_module(module)), function)(material, making))

    def file_name(self, report: Report, flavour: Flavour, issue: IssueView | None = None) -> str:
        """As "nota-dinas-2026-11-16-jalan-ambles.pdf"; version and language where they are not the first."""
        about = f"-{slug(issue.name)[:32].rstrip('-')}" if issue else ""
        version = f"-v{report.version}" if report.version > 1 else ""
        lang = "" if report.lang == "id" else f"-{report.lang}"
        # A book of clippings is a document of its own beside the form.
        book = "-buku" if flavour.name.startswith("buku") else ""
        return f"{self.name}{book}-{report.day}{about}{version}{lang}.{flavour.suffix}"


_READ = ("html", "pdf", "docx", "txt")
_LETTER = ("docx", "pdf", "html")
FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form(
            "pembaruan",
            Say("PEMBARUAN ISU PUBLIK", "PUBLIC ISSUE UPDATE"),
            Say("hanya yang berubah sejak laporan terakhir", "only what changed since the last report"),
            Scope.UPDATE,
            "reports.forms.update:compose",
            ("txt", "html", "pdf", "docx"),
            ("status", "perubahan", "arahan", "angka"),
        ),
        Form(
            "mingguan",
            Say("LAPORAN ISU PUBLIK MINGGUAN", "WEEKLY PUBLIC ISSUE REPORT"),
            Say("isu sepekan, perbandingan, dan tindak lanjut", "the week's issues, compared, and what was done"),
            Scope.WEEK,
            "reports.forms.weekly:compose",
            (*_READ, "pptx", "buku-pdf", "buku-docx"),
            ("ringkasan", "rekomendasi"),
        ),
        Form(
            "bulanan",
            Say("LAPORAN ISU PUBLIK BULANAN", "MONTHLY PUBLIC ISSUE REPORT"),
            Say("ukuran kinerja dan rekap hasil kerja", "key figures and the record of work"),
            Scope.MONTH,
            "reports.forms.monthly:compose",
            _READ,
            ("ringkasan", "perhatian"),
        ),
        Form(
            "nota-dinas",
            Say("NOTA DINAS", "OFFICIAL MEMORANDUM"),
            Say("naskah dinas atas laporan hari itu atau satu isu", "official letter on the day or on one issue"),
            Scope.DAY,
            "reports.forms.memo:compose",
            _LETTER,
            ("isi", "arahan", "isu"),
            about_issue=True,
        ),
        Form(
            "telaahan-staf",
            Say("TELAAHAN STAF", "STAFF STUDY"),
            Say("telaah satu isu: persoalan sampai saran", "a study of one issue, from problem to advice"),
            Scope.DAY,
            "reports.forms.staff_study:compose",
            _LETTER,
            ("persoalan", "simpulan", "saran"),
            about_issue=True,
            issue_needed=True,
        ),
        Form(
            "situasi",
            Say("LAPORAN SITUASI", "SITUATION REPORT"),
            Say("keadaan krisis: diketahui, belum, dikerjakan", "in a crisis: known, not known, being done"),
            Scope.NOW,
            "reports.forms.situation:compose",
            ("txt", "html", "pdf", "docx"),
            ("situasi", "berikut", "diketahui", "pesan", "dikerjakan", "belum"),
            about_issue=True,
        ),
    )
}


def form_named(name: str) -> Form:
    """The form of that name.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    try:
        return FORMS[name]
    except KeyError:
        known = ", ".join(FORMS)
        raise UsageError(
            Say(f"Bentuk laporan “{name}” tidak dikenal.", f"There is no form “{name}”."),
            Say(f"Pilih salah satu: {known}.", f"Choose one of: {known}."),
        ) from None
