"""What a command is: its name, its words in two languages, its parameters, and the function that runs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kentongan.cli.screen import Screen
from kentongan.core.messages import Say


@dataclass(frozen=True, slots=True)
class Call:
    """How a command was called: what to show on, and the options that every command knows.

    Args:
        config: path given with --config, or kentongan.toml in the present folder.
    """

    screen: Screen
    config: Path


@dataclass(frozen=True, slots=True)
class Parameter:
    """An option (names start with a dash) or an argument, with its words; `extra` goes to click as it is."""

    names: tuple[str, ...]
    help: Say
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_option(self) -> bool:
        """Whether it is called by name."""
        return self.names[0].startswith("-")


def parameter(*names: str, help: Say, **extra: Any) -> Parameter:  # noqa: A002 - the word users of click know
    """A parameter; the keywords are click's own."""
    return Parameter(names, help, extra)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` may have two words ("factcheck import").

    `run` gets the call and the parameters by name, and returns an exit code (None = 0). `group` says what the commands
    of its first word are for; one of them has it.
    """

    name: str
    help: Say
    run: Callable[..., int | None]
    parameters: tuple[Parameter, ...] = ()
    example: str = ""
    group: Say | None = None
