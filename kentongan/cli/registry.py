"""The commands, in the order in which the help shows them; a new one is one file and one line here."""

from __future__ import annotations

from kentongan.cli.command import Command

COMMANDS: tuple[Command, ...] = ()
