"""`kentongan annotate`: posts in, annotations out, no database."""

from __future__ import annotations

from pathlib import Path

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.messages import Say


def _run(call: Call, posts: Path, out: Path | None, factchecks: Path | None) -> None:
    from kentongan.pipeline.analysing.processes import get_ready, posts_in

    get_ready(posts_in(posts))
    from kentongan.pipeline.analysing.annotating import annotate, annotating_layers, annotating_office
    from kentongan.pipeline.workspace import clock_from

    target = None if out is None or str(out) == "-" else out
    layers, trouble = annotating_layers(call.config)
    if trouble:
        call.screen.note(trouble)
    count, notes = annotate(
        posts,
        target,
        office=annotating_office(call.config),
        factchecks=factchecks,
        clock=clock_from(""),
        progress=call.screen,
        layers=layers,
    )
    for note in notes:
        call.screen.note(note)
    if target is not None:
        call.screen.note(Say(f"{count} unggahan dinilai → {target}", f"{count} posts annotated → {target}"))


COMMAND = Command(
    name="annotate",
    help=Say(
        "Menilai unggahan dari berkas tanpa basis data; satu objek JSON per unggahan.",
        "Annotate posts from a file without a database; one JSON object a post.",
    ),
    run=_run,
    parameters=(
        parameter(
            "posts",
            help=Say("JSONL atau CSV dengan kolom text atau title.", "JSONL or CSV with a column text or title."),
            type=FILE,
        ),
        parameter(
            "-o",
            "--out",
            help=Say("Berkas hasil (JSONL); bawaan: layar.", "Output file (JSONL); default: standard output."),
            type=FILE,
        ),
        parameter(
            "--factchecks",
            help=Say("Basis cek fakta (JSONL atau CSV).", "Fact-check base (JSONL or CSV)."),
            type=FILE,
        ),
    ),
    example="kentongan annotate unggahan.jsonl -o hasil.jsonl",
)
