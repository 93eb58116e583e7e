"""`kentongan correct …`: an officer's decisions on posts, one by one or from a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.clock import zone
from kentongan.core.messages import Say, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kentongan.core.findings import Correction

_AGAIN = Say("Berlaku pada laporan berikutnya: kentongan daily.", "Takes effect in the next report: kentongan daily.")
_BY = parameter("--by", help=Say("Nama dan jabatan petugas.", "Name and position."), required=True, metavar="NAMA")
_SHOWN = 20


def _post(call: Call, post: str, field: str, value: str, by: str, reason: str) -> None:
    from kentongan.pipeline.analysing.correcting import Wish, correct
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        _tell(call, correct(workspace, [Wish(post, field, value, reason)], by=by))


def _file(call: Call, file: Path, by: str) -> None:
    from kentongan.pipeline.analysing.correction_tables import correct_from
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        result = correct_from(workspace, file, by=by)
    for note in result.notes:
        call.screen.error(note)
    new, same, refused = len(result.decided), result.same, result.refused
    call.screen.say(
        Say(
            f"{new} koreksi disimpan, {same} sudah ada, {refused} baris ditolak.",
            f"{new} corrections kept, {same} were there already, {refused} rows refused.",
        )
    )
    if new:
        call.screen.note(_AGAIN)


def _sheet(call: Call, out: Path, posts: int) -> None:
    from kentongan.pipeline.analysing.correction_tables import write_sheet
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        count = write_sheet(workspace, out, posts)
    call.screen.say(
        Say(
            f"{count} unggahan untuk diperiksa → {out}. Isi kolom yang salah, tulis benar bila sudah tepat, lalu: "
            f'kentongan correct file {out} --by "Nama"',
            f"{count} posts to be judged → {out}. Fill in what is wrong, write benar where it is right, then: "
            f'kentongan correct file {out} --by "Name"',
        )
    )


def _undo(call: Call, what: str, field: str, by: str, file: bool) -> None:
    from kentongan.pipeline.analysing.correcting import take_back, take_back_file
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        gone = take_back_file(workspace, Path(what).name, by=by) if file else take_back(workspace, what, field, by=by)
    for one in gone[:_SHOWN]:
        call.screen.say(Say(f"Ditarik: {_line(one)}", f"Taken back: {_line(one)}"))
    call.screen.say(Say(f"{len(gone)} koreksi ditarik.", f"{len(gone)} corrections taken back."))
    call.screen.note(_AGAIN)


def _list(call: Call) -> None:
    from analysis.corrections import standing
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        rows = sorted(standing(workspace.store.findings.corrections()).values(), key=lambda one: one.at, reverse=True)
        where = zone(workspace.office.zone)
    if not rows:
        call.screen.note(Say("Belum ada koreksi.", "No correction yet."))
    for one in rows:
        call.screen.say(f"{one.at.astimezone(where):%d-%m %H.%M}  {_line(one)}  {printable(one.by)}")


def _tell(call: Call, decided: Sequence[Correction]) -> None:
    for one in decided:
        call.screen.say(_line(one))
    if decided:
        call.screen.note(_AGAIN)
    else:
        call.screen.say(Say("Sudah demikian; tidak ada yang diubah.", "It is so already; nothing was changed."))


def _line(one: Correction) -> str:
    from kentongan.pipeline.analysing.correcting import FIELDS

    names = {name: shown for shown, name in FIELDS.items()}
    return f"{one.subject}  {names.get(one.field_name, one.field_name)}: {one.value}"


POST = Command(
    name="correct post",
    help=Say("Membetulkan penilaian satu unggahan.", "Correct what the machine says of a post."),
    run=_post,
    parameters=(
        parameter(
            "post",
            help=Say("Kode unggahan (awalnya saja cukup) atau tautannya.", "Code (its start will do) or address."),
        ),
        parameter(
            "field",
            help=Say(
                "nada (terhadap instansi), nada-peristiwa, kategori, lokasi, luar-wilayah, bahasa, atau verifikasi.",
                "tone (toward the agency), tone-event, category, place, outside, language or verification.",
            ),
        ),
        parameter(
            "value",
            help=Say(
                "Nilai yang tepat; benar bila mesin sudah tepat.", "The right value; benar where the machine is right."
            ),
            metavar="NILAI",
        ),
        _BY,
        parameter("--reason", help=Say("Alasan.", "Reason."), default="", metavar="ALASAN"),
    ),
    example='kentongan correct post p-3e9e nada negatif --by "Nama, Pranata Humas"',
    group=Say(
        "Koreksi unggahan: satu per satu, dari tabel, menarik kembali.", "Corrections of posts: one, many, undo."
    ),
)
MANY = Command(
    name="correct file",
    help=Say("Membaca koreksi dari tabel (CSV atau XLSX).", "Read corrections from a table (CSV or XLSX)."),
    run=_file,
    parameters=(parameter("file", help=Say("Berkas koreksi.", "File of corrections."), type=FILE), _BY),
    example='kentongan correct file koreksi.xlsx --by "Nama, Pranata Humas"',
)
SHEET = Command(
    name="correct sheet",
    help=Say("Menulis tabel unggahan untuk diperiksa petugas.", "Write a table of posts for an officer to judge."),
    run=_sheet,
    parameters=(
        parameter("out", help=Say("Berkas hasil (.xlsx atau .csv).", "Output file (.xlsx or .csv)."), type=FILE),
        parameter("--posts", help=Say("Jumlah unggahan.", "How many posts."), type=int, default=50, metavar="N"),
    ),
    example="kentongan correct sheet koreksi.xlsx --posts 100",
)
UNDO = Command(
    name="correct undo",
    help=Say(
        "Menarik kembali koreksi terakhir, atau satu berkas koreksi.",
        "Take back the latest correction, or a file of them.",
    ),
    run=_undo,
    parameters=(
        parameter(
            "what",
            help=Say("Kode unggahan; dengan --file: nama berkas.", "Code of the post; with --file: name of the file."),
        ),
        parameter(
            "field",
            help=Say("Bidang; kosong = yang terakhir.", "Field; none = the latest."),
            required=False,
            default="",
        ),
        _BY,
        parameter(
            "--file", help=Say("Seluruh koreksi dari berkas ini.", "All corrections of this file."), is_flag=True
        ),
    ),
    example='kentongan correct undo p-3e9e --by "Nama, Pranata Humas"',
)
LIST = Command(
    name="correct list",
    help=Say("Daftar koreksi yang berlaku.", "The corrections that stand."),
    run=_list,
)
COMMANDS = (POST, MANY, SHEET, UNDO, LIST)
