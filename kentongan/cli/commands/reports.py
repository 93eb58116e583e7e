"""`kentongan reports`: every version of every report, where it stands, who moved it there, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.core.messages import Say

if TYPE_CHECKING:
    from datetime import tzinfo

    from kentongan.pipeline.reports.reading import Archived


def _reports(call: Call, limit: int) -> None:
    from kentongan.core.clock import zone
    from kentongan.pipeline.reports.reading import archive
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        found, where = archive(workspace, limit=limit), zone(workspace.office.zone)
    if not found:
        call.screen.note(Say("Belum ada laporan.", "There is no report yet."))
    for entry in found:
        for line in _lines(call, entry, where):
            call.screen.say(line)


def _lines(call: Call, entry: Archived, where: tzinfo) -> list[str]:
    version, lang = entry.version, call.screen.lang
    state = version.state.indonesian if lang == "id" else version.state.value
    edits = Say(f"{entry.edits} bagian disunting", f"{entry.edits} passages edited").to(lang) if entry.edits else ""
    made = f"{version.at.astimezone(where):%d-%m-%Y %H.%M}" if version.at else "–"
    number = Say(f"versi {version.version}", f"version {version.version}").to(lang)
    parts = (f"{version.day}  {version.kind}  {number}: {state}", made, version.by, edits)
    lines = ["  ".join(part for part in parts if part)]
    for move in entry.moves:
        moved = move.to_state.indonesian if lang == "id" else move.to_state.value
        note = f" ({move.note})" if move.note else ""
        lines.append(f"    {move.at.astimezone(where):%d-%m-%Y %H.%M}  {moved}  {move.by}{note}")
    return [*lines, *(f"    {file}" for file in entry.files)]


COMMAND = Command(
    name="reports",
    help=Say(
        "Arsip laporan: semua versi, statusnya, siapa dan kapan, berkasnya.",
        "Archive of reports: all versions, their state, who and when, their files.",
    ),
    run=_reports,
    parameters=(
        parameter(
            "--limit",
            help=Say("Paling banyak sekian versi.", "At most so many versions."),
            type=int,
            default=30,
            metavar="N",
        ),
    ),
)
