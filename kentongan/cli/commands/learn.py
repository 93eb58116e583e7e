"""`kentongan learn`: the office's own model from its corrections."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.clock import zone
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say, printable

if TYPE_CHECKING:
    from kentongan.pipeline.analysing.teaching import Taught

_NAMES = {
    "tone": Say("nada peristiwa", "tone of the matter"),
    "tone_agency": Say("nada terhadap instansi", "tone toward the agency"),
    "category": Say("kategori", "category"),
}
_BAR = 40


def _learn(call: Call, by: str, undo: bool, everything: bool, chart: Path | None) -> None:
    if undo:
        _undo(call)
    elif everything:
        _list(call)
    elif not by.strip():
        raise UsageError(
            Say("Model kantor memerlukan nama petugas.", "The office's model needs an officer's name."),
            Say('Tambahkan --by "Nama, jabatan".', 'Add --by "Name, position".'),
        )
    else:
        _teach(call, by, chart)


def _teach(call: Call, by: str, chart: Path | None) -> None:
    from kentongan.pipeline.analysing.annotating import written
    from kentongan.pipeline.analysing.teaching import learn
    from kentongan.pipeline.workspace import open_workspace
    from reports.learning_page import learning_page

    with open_workspace(call.config, progress=call.screen) as workspace:
        result = learn(workspace, by=by)
    for column in result.columns:
        _show(call, column)
    if result.name:
        call.screen.say(
            Say(
                f"Model kantor {result.name} dipakai mulai laporan berikutnya. Batalkan dengan: kentongan learn --undo",
                f"The office's model {result.name} is used from the next report on. Undo with: kentongan learn --undo",
            )
        )
    else:
        call.screen.say(
            Say("Tidak ada model baru; yang sekarang tetap dipakai.", "No new model; the present one stays.")
        )
    if chart is not None and any(column.curve for column in result.columns):
        lang = call.screen.lang
        curves = {_NAMES[column.column].to(lang): column.curve for column in result.columns if column.curve}
        with written(chart) as page:
            page.write(learning_page(curves, lang))
        call.screen.note(Say(f"Grafik: {chart}", f"Chart: {chart}"))


def _show(call: Call, one: Taught) -> None:
    from analysis.office.learning import ENOUGH

    name, say = _NAMES[one.column], call.screen.say
    if one.held is None:
        say(
            Say(
                f"{name.id}: data belum cukup ({one.corrections} koreksi; perlu {ENOUGH} yang tidak semuanya sama).",
                f"{name.en}: not enough data ({one.corrections} corrections; {ENOUGH} that are not all the same are needed).",
            )
        )
        return
    held = one.held
    say(
        Say(
            f"{name.id}: {one.corrections} koreksi, {one.contradicted} di antaranya berbeda dari mesin.",
            f"{name.en}: {one.corrections} corrections, {one.contradicted} of them against the machine.",
        )
    )
    if one.stand_ins:
        say(
            Say(
                f"  Koreksi kebanyakan kesalahan mesin, maka {one.stand_ins} unggahan lain dipakai sebagai penyeimbang. "
                "Nyatakan juga yang sudah benar: kentongan correct sheet.",
                f"  The corrections are mostly errors of the machine, so {one.stand_ins} other posts stand against them. "
                "Say also what is right: kentongan correct sheet.",
            )
        )
    gain, shipped, taught = _gain(held.gain), _percent(held.shipped), _percent(held.taught)
    chance, fall = _chance(held.p), _points(-one.fall)
    say(
        Say(
            f"  Pada koreksi yang disisihkan: bawaan {shipped.id}, model kantor {taught.id}; "
            f"selisih {gain.id} poin, {held.helped} membaik, {held.harmed} memburuk ({chance.id}).",
            f"  On held-back corrections: shipped {shipped.en}, office's {taught.en}; "
            f"gain {gain.en} points, {held.helped} better, {held.harmed} worse ({chance.en}).",
        )
    )
    say(Say(f"  Pada data bawaan: {fall.id} poin.", f"  On the shipped sets: {fall.en} points."))
    say(
        Say(
            "  Kurva belajar (ketepatan menurut jumlah koreksi):",
            "  Learning curve (accuracy by number of corrections):",
        )
    )
    for point in one.curve:
        mean, spread, bar = _percent(point.mean), _percent(point.spread), "█" * round(_BAR * point.mean)
        say(
            Say(
                f"  {point.size:>6}  {mean.id:>6} ± {spread.id}  {bar}",
                f"  {point.size:>6}  {mean.en:>6} ± {spread.en}  {bar}",
            )
        )
    say(Say("  → dipakai.", "  → kept.") if one.kept else _why_not(one))


def _percent(share: float) -> Say:
    from reports.wording import number

    return Say(f"{number(100 * share, 'id', 1)}%", f"{number(100 * share, 'en', 1)}%")


def _points(share: float) -> Say:
    from reports.wording import signed

    return Say(signed(100 * share, "id", 1), signed(100 * share, "en", 1))


def _gain(gain: Any) -> Say:
    value, low, high = _points(gain.value), _points(gain.low), _points(gain.high)
    return Say(f"{value.id} ({low.id} … {high.id})", f"{value.en} ({low.en} … {high.en})")


def _chance(p: float) -> Say:
    from reports.wording import number

    if p < 0.0005:
        return Say("p < 0,001", "p < 0.001")
    return Say(f"p = {number(p, 'id', 3)}", f"p = {number(p, 'en', 3)}")


def _why_not(one: Taught) -> Say:
    if not one.held.better:
        return Say("  → tidak dipakai: belum terbukti lebih baik.", "  → not kept: not shown to be better.")
    return Say(
        "  → tidak dipakai: terlalu menyimpang pada data bawaan.",
        "  → not kept: it loses too much on the shipped sets.",
    )


def _undo(call: Call) -> None:
    from kentongan.pipeline.analysing.office_models import undo
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        before, now = undo(workspace.data_folder)
    call.screen.say(
        Say(
            f"{before} tidak dipakai lagi; sekarang {now or 'model bawaan'}.",
            f"{before} is no longer used; now {now or 'the shipped model'}.",
        )
    )


def _list(call: Call) -> None:
    from kentongan.pipeline.analysing.office_models import versions
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        found = versions(workspace.data_folder)
        where = zone(workspace.office.zone)
    if not found:
        call.screen.note(Say("Belum ada model kantor.", "There is no model of the office yet."))
    for one in found:
        mark = "*" if one.active else " "
        made = one.made_at.astimezone(where).strftime("%d-%m-%Y %H.%M") if one.made_at else "?"
        call.screen.say(f"{mark} {one.name}  {made}  {printable(str(one.card.get('by', '?')))}")


COMMAND = Command(
    name="learn",
    help=Say(
        "Melatih model kantor dari koreksi petugas; dipakai hanya bila terbukti lebih baik.",
        "Teach the office's own model from its corrections; kept only when it is better.",
    ),
    run=_learn,
    parameters=(
        parameter("--by", help=Say("Nama dan jabatan petugas.", "Name and position."), default="", metavar="NAMA"),
        parameter("--undo", help=Say("Kembali ke model sebelumnya.", "Back to the model before."), is_flag=True),
        parameter("--list", "everything", help=Say("Daftar versi model.", "The versions of the model."), is_flag=True),
        parameter(
            "--chart", help=Say("Halaman HTML dengan kurva belajar.", "HTML page with the learning curve."), type=FILE
        ),
    ),
    example='kentongan learn --by "Nama, Pranata Humas"',
)
