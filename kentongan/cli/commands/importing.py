"""`kentongan import`: a file of posts into the workspace."""

from __future__ import annotations

from pathlib import Path

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE, KINDS, check_settings_first, show_outcomes
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.core.runs import OutcomeKind


def _run(call: Call, files: tuple[Path, ...], map_columns: tuple[str, ...], kind: str, name: str) -> int:
    overrides = _overrides(map_columns)
    check_settings_first(call.config)

    from kentongan.pipeline.collecting.importing import import_files
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        results = import_files(workspace, files, overrides=overrides, kind=kind, name=name)
    for result in results:
        if result.recognised:
            call.screen.note(result.recognised)
        if result.mapping:
            call.screen.note(Say("Pemetaan kolom: " + result.mapping.id, "Column mapping: " + result.mapping.en))
        show_outcomes(call.screen, [result.outcome])
    if all(result.outcome.kind is OutcomeKind.FAILED for result in results):
        return 3
    if not any(result.outcome.seen for result in results):
        call.screen.note(
            Say("Tidak ada unggahan di dalamnya. Periksa isi berkasnya.", "There is no post in it. Look into the file.")
        )
        return 0
    call.screen.note(
        Say(
            "Langkah berikutnya: kentongan analyse, lalu kentongan report.",
            "Next: kentongan analyse, then kentongan report.",
        )
    )
    return 0


def _overrides(pairs: tuple[str, ...]) -> dict[str, str]:
    """`text=Isi Laporan` → {"text": "Isi Laporan"}."""
    found = {}
    for pair in pairs:
        field, mark, column = pair.partition("=")
        if not mark or not field.strip() or not column.strip():
            raise UsageError(
                Say(f"--map {pair} tidak dikenal.", f"--map {pair} cannot be read."),
                Say('Contoh: --map text="Isi Laporan".', 'Example: --map text="Isi Laporan".'),
            )
        found[field.strip()] = column.strip()
    return found


COMMAND = Command(
    name="import",
    help=Say(
        "Memasukkan unggahan dari ekspor platform atau alat pemantauan, CSV, XLSX, ODS, JSONL, ZIP, RSS, atau WhatsApp.",
        "Bring in posts from exports of platforms and tools, CSV, XLSX, ODS, JSONL, ZIP, RSS, or WhatsApp.",
    ),
    run=_run,
    parameters=(
        parameter(
            "files",
            help=Say("Berkas; - untuk teks tempelan.", "Files; - for pasted text."),
            type=FILE,
            nargs=-1,
            required=True,
        ),
        parameter(
            "--map",
            "map_columns",
            help=Say('Pemetaan kolom, misalnya text="Isi".', 'Column mapping, e.g. text="Isi".'),
            multiple=True,
            metavar="FIELD=KOLOM",
        ),
        parameter(
            "--kind",
            help=Say("Jenis unggahan " + "/".join(KINDS) + ".", "Kind of posts " + "/".join(KINDS) + "."),
            default="",
            metavar="JENIS",
        ),
        parameter("--name", help=Say("Nama sumber.", "Name of the source."), default="", metavar="NAMA"),
    ),
    example='kentongan import aduan.xlsx --map text="Isi Laporan"',
)
