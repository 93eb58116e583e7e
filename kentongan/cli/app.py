"""The command line: builds click's commands from ours, and turns every error into one plain line.

Exit codes: 0 done · 1 unexpected error · 2 wrong use or settings · 3 unreadable input · 4 no source could be read ·
5 database · 6 model file · 7 report · 130 interrupted.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kentongan import __version__
from kentongan.cli.command import Call, Command
from kentongan.cli.placeholders import argument_sign, placeholder
from kentongan.cli.screen import Screen
from kentongan.cli.texts import Words, usage_problem
from kentongan.core.errors import KentonganError, UsageError
from kentongan.core.messages import Lang, Say
from kentongan.core.system_errors import is_full, plain_reason


@dataclass(frozen=True, slots=True)
class Common:
    """The options every command knows, wherever they stand on the line."""

    lang: Lang = "id"
    quiet: bool = False
    debug: bool = False
    config: Path = Path("kentongan.toml")


def split_common(arguments: Sequence[str]) -> tuple[Common, list[str]]:
    """Take the common options out of the line, so that they may stand before or after the command.

    Raises:
        UsageError: --lang is neither id nor en, or a value is missing.
    """
    lang: Lang = "id"
    flags = {"--quiet": False, "-q": False, "--debug": False}
    config = Path("kentongan.toml")
    rest: list[str] = []
    queue = list(arguments)
    while queue:
        word = queue.pop(0)
        if word == "--":
            rest += [word, *queue]
            break
        name, _, value = word.partition("=")
        if word in flags:
            flags[word] = True
        elif word == "--version" and not rest:
            rest.append("version")
        elif name in {"--lang", "--config"}:
            value = value or (queue.pop(0) if queue else "")
            if name == "--config" and value:
                config = Path(value)
            elif name == "--lang" and value in {"id", "en"}:
                lang = "en" if value == "en" else "id"
            else:
                raise UsageError(
                    Say(f"{name} membutuhkan nilai.", f"{name} needs a value."),
                    Say("Contoh: --lang en, --config berkas.toml.", "Example: --lang en, --config file.toml."),
                )
        else:
            rest.append(word)
    return Common(lang, flags["--quiet"] or flags["-q"], flags["--debug"], config), rest


class _Group(click.Group):
    """A group whose help is in the user's language and whose commands stand in our order."""

    words: Words

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=self.words.usage)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, (self.commands[name].short_help or "").strip()) for name in self.list_commands(ctx)]
        with formatter.section(self.words.commands):
            formatter.write_dl(rows)
        with formatter.section(self.words.options):
            formatter.write_dl(self.words.common)


class _Single(click.Command):
    """A command whose help is in the user's language."""

    words: Words
    arguments: list[tuple[str, str]]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=self.words.usage)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.arguments:
            with formatter.section(self.words.arguments):
                formatter.write_dl(self.arguments)
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option) and "--help" not in p.opts]
        records = [record for p in options if (record := p.get_help_record(ctx))]
        rows = [(left, right.replace("[required]", self.words.required)) for left, right in records]
        with formatter.section(self.words.options):
            formatter.write_dl([*rows, *self.words.common])


def build(commands: Sequence[Command], common: Common, screen: Screen) -> click.Group:
    """The click group of all commands, in `common`'s language."""
    words = Words.of(common.lang)
    top = _group("kentongan", words.about, words)
    for command in commands:
        *above, name = command.name.split()
        parent: click.Group = top
        for part in above:
            existing = parent.commands.get(part)
            if not isinstance(existing, click.Group):
                existing = _group(part, (command.group or command.help).to(common.lang), words)
                parent.add_command(existing)
            parent = existing
        parent.add_command(_single(name, command, Call(screen, common.config), words, common.lang))
    top.add_command(click.Command("version", callback=lambda: screen.say(__version__), short_help=words.version))
    return top


def _group(name: str, text: str, words: Words) -> _Group:
    group = _Group(name, no_args_is_help=False, help=text, short_help=text.split("\n", maxsplit=1)[0])
    group.options_metavar, group.subcommand_metavar = words.metavars
    group.words = words
    return group


def _single(name: str, command: Command, call: Call, words: Words, lang: Lang) -> _Single:
    def run(**given: Any) -> int:
        return command.run(call, **given) or 0

    text = command.help.to(lang)
    if command.example:
        text += f"\n\n\b\n{words.example} {command.example}"
    parameters: list[click.Parameter] = []
    arguments: list[tuple[str, str]] = []
    for p in command.parameters:
        if p.is_option:
            shown = {} if p.extra.get("is_flag") else {"metavar": placeholder(p, lang)}
            parameters.append(click.Option(list(p.names), help=p.help.to(lang), **{**p.extra, **shown}))
        else:
            word = placeholder(p, lang) or p.names[0].upper()
            parameters.append(click.Argument(list(p.names), **{**p.extra, "metavar": argument_sign(p, word)}))
            arguments.append((word, p.help.to(lang)))
    single = _Single(name, params=parameters, callback=run, help=text, short_help=text.split("\n")[0])
    single.words = words
    single.options_metavar = words.metavars[0]
    single.arguments = arguments
    return single


def run(arguments: Sequence[str], commands: Sequence[Command]) -> int:
    """Run one command line and return its exit code; never raises for anything a user can cause."""
    try:
        common, rest = split_common(arguments)
    except UsageError as error:
        Screen().error(error.as_say())
        return error.exit_code
    screen = Screen(common.lang, common.quiet, common.debug)
    top = build(commands, common, screen)
    try:
        result = top.main(rest or ["--help"], prog_name="kentongan", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        screen.error(Say("Dihentikan. Yang sudah tersimpan tetap ada.", "Stopped. What was saved stays."))
        return 130
    except click.ClickException as error:
        screen.error(usage_problem(error))
        return 2
    except KentonganError as error:
        _trace(screen)
        screen.error(error.as_say())
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader (`head`) has left; there is nobody to complain to
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence: one plain line instead of a trace
        _trace(screen)
        screen.error(_unexpected(error))
        return 1
    return result if isinstance(result, int) else 0


def _trace(screen: Screen) -> None:
    if screen.debug:
        traceback.print_exc()


def _unexpected(error: Exception) -> Say:
    """A line for an error that no room has foreseen."""
    if isinstance(error, OSError) and is_full(error):
        return Say(
            "Ruang disk penuh. Kosongkan sebagian, lalu ulangi perintah ini; data yang sudah tersimpan aman.",
            "The disk is full. Free some room, then run this again; what was saved is safe.",
        )
    if isinstance(error, OSError) and error.filename:
        reason = plain_reason(error)
        return Say(
            f"{error.filename} tidak dapat dipakai: {reason.id}. Periksa nama dan izinnya, atau pilih folder lain.",
            f"{error.filename} cannot be used: {reason.en}. Check its name and permissions, or choose another folder.",
        )
    return Say(
        f"Terjadi kesalahan yang tidak terduga ({type(error).__name__}). Ulangi dengan --debug dan laporkan hasilnya.",
        f"An unexpected error happened ({type(error).__name__}). Run again with --debug and report what it shows.",
    )
