"""What the office brings for its reports: template, emblem, order of sections; read and checked in one place."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from kentongan.config.settings import Settings
from kentongan.core.errors import ConfigError, TemplateError
from kentongan.core.messages import Lang, Say
from kentongan.core.system_errors import plain_reason
from reports.daily import SECTIONS
from reports.flavours import Assets
from reports.office_template import OfficeTemplate, read_template

_LARGEST_EMBLEM = 5_000_000
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class OfficePaper:
    """The office's assets, and the sections of its daily report in printed order."""

    assets: Assets
    sections: tuple[str, ...]


def office_paper(settings: Settings) -> OfficePaper:
    """Read what [laporan] names; nothing is written before all of it is right.

    Raises:
        ConfigError: `bagian` names a section that does not exist, or the emblem is no PNG.
        TemplateError: the template cannot be read or has mistakes.
    """
    table = settings.tables.report
    sections = checked_sections(table.sections)
    emblem = _emblem(settings.path(table.emblem)) if table.emblem else None
    if not table.template:
        return OfficePaper(Assets(logo=emblem), sections)
    template = template_of(settings.path(table.template), settings)
    annexes = [key for key in SECTIONS if key.startswith("lampiran-")]
    return OfficePaper(Assets(letterhead=template.package, logo=emblem), template.order(sections, annexes))


def template_of(path: Path, settings: Settings | None = None) -> OfficeTemplate:
    """The checked template in that file.

    Raises:
        TemplateError: it cannot be read or has mistakes.
    """
    signatories = len(settings.tables.signatories) if settings else 0
    return read_template(_content(path), list(SECTIONS), signatories=signatories)


def checked_sections(sections: tuple[str, ...]) -> tuple[str, ...]:
    """The sections as the office wants them, all of them when it names none.

    Raises:
        ConfigError: one does not exist or stands there twice.
    """
    wrong = [key for key in sections if key not in SECTIONS]
    wrong += [key for i, key in enumerate(sections) if key in sections[:i] and key not in wrong]
    if wrong:
        near = difflib.get_close_matches(wrong[0], list(SECTIONS), n=1)
        hint = Say(f" Mungkin maksudnya {near[0]}.", f" Did you mean {near[0]}?") if near else Say("", "")
        twice = wrong[0] in SECTIONS
        what = Say("ditulis dua kali", "stands there twice") if twice else Say("tidak ada", "does not exist")
        raise ConfigError(
            Say(
                f"`laporan.bagian`: bagian {wrong[0]!r} {what.id}.{'' if twice else hint.id}",
                f"`laporan.bagian`: section {wrong[0]!r} {what.en}.{'' if twice else hint.en}",
            ),
            Say(f"Yang ada: {', '.join(SECTIONS)}.", f"Those that exist: {', '.join(SECTIONS)}."),
        )
    return sections or tuple(SECTIONS)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = plain_reason(error)
        raise TemplateError(
            Say(
                f"Templat {path} tidak dapat dibuka: {reason.id}.",
                f"The template {path} cannot be opened: {reason.en}.",
            ),
            Say(
                "Periksa letak dan hak aksesnya, atau buat contohnya: kentongan template example.",
                "Check where it is and who may read it, or make an example: kentongan template example.",
            ),
        ) from error


def _emblem(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = plain_reason(error)
        raise ConfigError(
            Say(
                f"`laporan.lambang`: {path} tidak dapat dibuka: {reason.id}.",
                f"`laporan.lambang`: {path}: {reason.en}.",
            ),
            Say("Periksa letak dan hak aksesnya.", "Check where it is and who may read it."),
        ) from error
    side = max(int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big"))
    if not content.startswith(_PNG) or len(content) > _LARGEST_EMBLEM or not 0 < side <= 6000:
        raise ConfigError(
            Say(
                f"`laporan.lambang`: {path} bukan gambar PNG, atau terlalu besar.",
                f"`laporan.lambang`: {path} is no PNG picture, or too large.",
            ),
            Say("Simpan lambang sebagai PNG, paling besar 5 MB.", "Save the emblem as PNG, at most 5 MB."),
        )
    return content


def write_example(path: Path, settings: Settings | None, lang: Lang) -> None:
    """Write the example template, with the office's name and emblem where they are known.

    Raises:
        ConfigError: the emblem is no PNG.
        TemplateError: the file cannot be written.
    """
    from reports.template_example import example_template

    emblem_name = settings.tables.report.emblem if settings else ""
    emblem = _emblem(settings.path(emblem_name)) if settings and emblem_name else None
    agency = settings.tables.office_table.name if settings else Say("(nama instansi)", "(the agency's name)").to(lang)
    try:
        path.write_bytes(example_template(agency, emblem=emblem, lang=lang))
    except OSError as error:
        reason = plain_reason(error)
        raise TemplateError(
            Say(f"{path} tidak dapat ditulis: {reason.id}.", f"{path} cannot be written: {reason.en}."),
            Say("Pilih folder lain dengan --out.", "Choose another folder with --out."),
        ) from error
