"""Section 12, Keterbatasan: what is missing, and how far labels were checked. Then the closing words."""

from __future__ import annotations

from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Paragraph, Points, Section, Signature, Signer, Span, Text
from reports.context import Context, line

_SHOWN = 12


def section(ctx: Context, number: str) -> Section:
    """Plain lines; the share of checked labels always stands there."""
    shown = ctx.day.limitations[:_SHOWN]
    items: list[Text] = [line(wording.full_stop(ctx.safe(said.to(ctx.lang), 300))) for said in shown]
    more = len(ctx.day.limitations) - _SHOWN
    if more > 0:
        items.append(
            line(ctx.t(f"{more} catatan lain tersimpan di aplikasi.", f"{more} more notes are in the application."))
        )
    items.append(_checked(ctx))
    return Section("keterbatasan", number, ctx.t("Keterbatasan", "Limitations"), (Points(tuple(items)),))


def _checked(ctx: Context) -> Text:
    if not ctx.counted:
        return line(ctx.t("Tidak ada label nada yang perlu diperiksa.", "There are no tone labels to check."))
    checked = ctx.count(ctx.day.checked, Say("Label sudah diperiksa petugas", "Labels checked by an officer"))
    return line(
        ctx.t("Label nada dibuat sistem; ", "Tone labels are made by the system; "),
        checked,
        ctx.t(
            f" dari {ctx.n(len(ctx.counted))} sudah diperiksa petugas.",
            f" of {ctx.n(len(ctx.counted))} were checked by an officer.",
        ),
    )


def closing(ctx: Context, number: str) -> Section:
    """The closing words, the annexes' names, and the place for the signature."""
    office = ctx.day.office
    annexes = ctx.t(
        "Lampiran: A. Kliping; B. Matriks tindak lanjut; C. Metode dan kamus kata; D. Catatan perubahan label.",
        "Annexes: A. Clippings; B. Follow-up matrix; C. Method and glossary; D. Label changes.",
    )
    first, *others = signers(ctx)
    signature = Signature(
        closing=ctx.t(
            "Demikian laporan ini disampaikan, mohon arahan lebih lanjut.", "Submitted for your further instructions."
        ),
        place_date=", ".join(
            p for p in (ctx.safe(office.city), wording.date(ctx.day.window.end, ctx.zone, ctx.lang)) if p
        ),
        position=first.position,
        name=first.name,
        identity=first.identity,
        rank=first.rank,
        role=first.role,
        others=tuple(others),
    )
    return Section(
        "penutup",
        number,
        ctx.t("Penutup", "Closing"),
        # Before the signature, so that it is never the one line on a last page.
        (Paragraph((Span(annexes),), note=True), signature),
    )


def signers(ctx: Context) -> tuple[Signer, ...]:
    """Those whom the office names; without any, the compiler with room for what is missing."""
    office, number = ctx.day.office, ctx.t("NIP.", "Staff no.")
    if not office.signatories:
        name = ctx.safe(office.compiler) or ctx.t("(nama dan jabatan)", "(name and position)")
        return (Signer(ctx.t("Penyusun", "Compiled by"), name, f"{number} ……………………"),)
    return tuple(
        Signer(
            wording.clean(one.position),
            wording.clean(one.name),
            f"{number} {wording.clean(one.identity)}" if one.identity else "",
            wording.clean(one.rank),
            wording.clean(one.role),
        )
        for one in office.signatories
    )
