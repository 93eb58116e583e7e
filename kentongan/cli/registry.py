"""The commands, in the order in which the help shows them; a new one is one file and one line here."""

from __future__ import annotations

from kentongan.cli.command import Command
from kentongan.cli.commands import annotate, demo, doctor, factcheck, importing, init, issues, replay, work

COMMANDS: tuple[Command, ...] = (
    demo.COMMAND,
    init.COMMAND,
    work.DAILY,
    work.COLLECT,
    importing.COMMAND,
    work.ANALYSE,
    work.REPORT,
    work.APPROVE,
    *issues.COMMANDS,
    factcheck.COMMAND,
    annotate.COMMAND,
    replay.COMMAND,
    doctor.COMMAND,
)
