"""The commands, in the order in which the help shows them; a new one is one file and one line here."""

from __future__ import annotations

from kentongan.cli.command import Command
from kentongan.cli.commands import (
    accuracy,
    adding,
    annotate,
    correct,
    demo,
    doctor,
    factcheck,
    importing,
    init,
    issues,
    learn,
    replay,
    source_lists,
    source_trials,
    sources,
    work,
)

COMMANDS: tuple[Command, ...] = (
    demo.COMMAND,
    init.COMMAND,
    work.DAILY,
    work.COLLECT,
    importing.COMMAND,
    adding.COMMAND,
    work.ANALYSE,
    work.REPORT,
    work.APPROVE,
    sources.LIST,
    source_trials.ADD,
    source_trials.TEST,
    sources.DISABLE,
    sources.ENABLE,
    sources.REMOVE,
    sources.ACCEPT,
    source_lists.PACK,
    source_lists.EXPORT,
    source_lists.IMPORT,
    *issues.COMMANDS,
    *correct.COMMANDS,
    learn.COMMAND,
    accuracy.COMMAND,
    factcheck.COMMAND,
    factcheck.SYNC,
    annotate.COMMAND,
    replay.COMMAND,
    doctor.COMMAND,
)
