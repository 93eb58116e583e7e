"""Parameters and lines that several commands share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import click

from kentongan.cli.command import Parameter, parameter
from kentongan.cli.screen import Screen
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.core.runs import Outcome, OutcomeKind

FILE = click.Path(path_type=Path)
#: The form of the report that is made every morning.
DAILY = "harian"
KINDS = ("news", "social", "video", "comment", "complaint", "message")


def check_settings_first(config: Path) -> None:
    """Say that the settings are missing or wrong before seconds of modules are loaded.

    Raises:
        ConfigError: see `kentongan.config.reading.load_settings`.
    """
    from kentongan.config.reading import load_settings

    load_settings(config)


def day_option() -> Parameter:
    """--day: the report's date."""
    return parameter(
        "--day",
        help=Say(
            "Tanggal laporan, misalnya 2025-06-19; bawaan: laporan terakhir yang jatuh tempo.",
            "Date of the report, e.g. 2025-06-19; default: the latest report that is due.",
        ),
        default="",
        metavar="YYYY-MM-DD",
    )


def form_options() -> tuple[Parameter, ...]:
    """--form, --issue, --period: a form beside the daily report."""
    return (
        parameter(
            "--form",
            help=Say(
                "Bentuk laporan: pembaruan, mingguan, bulanan, nota-dinas, telaahan-staf, situasi; bawaan: harian.",
                "Form: pembaruan, mingguan, bulanan, nota-dinas, telaahan-staf, situasi; default: harian (daily).",
            ),
            default=DAILY,
            metavar="BENTUK",
        ),
        parameter(
            "--issue",
            help=Say("Isu untuk bentuk yang membahas satu isu.", "The issue, for forms about one."),
            default="",
            metavar="ISU",
        ),
        parameter(
            "--period",
            help=Say(
                "Periode: 2026-W47 (mingguan), 2026-11 (bulanan), atau jam 12.00 (pembaruan, situasi).",
                "Period: 2026-W47 (weekly), 2026-11 (monthly), or an hour 12.00 (update, situation).",
            ),
            default="",
            metavar="PERIODE",
        ),
    )


def refuse_unused(issue: str, period: str) -> None:
    """The daily report is about a day, not about an issue or a period.

    Raises:
        UsageError: one of them was given.
    """
    if issue or period:
        given = "--issue" if issue else "--period"
        raise UsageError(
            Say(f"Laporan harian tidak mengenal {given}.", f"The daily report has no {given}."),
            Say("Tambahkan --form, misalnya --form nota-dinas.", "Add --form, for example --form nota-dinas."),
        )


def checked_day(day: str, today: str) -> str:
    """`day` as an ISO date, or `today` when it is empty; also "kemarin"/"yesterday".

    Raises:
        UsageError: no such date.
    """
    if not day:
        return today
    if day in {"kemarin", "yesterday"}:
        return (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise UsageError(
            Say(f"Tanggal {day} tidak dikenal.", f"There is no date {day}."),
            Say("Tulis tahun-bulan-hari, misalnya 2025-06-19.", "Write year-month-day, for example 2025-06-19."),
        ) from error


# From so many sources on, a shared reason is said once, with so many of their names.
_MANY, _SHOWN = 4, 3

_WORDS = {
    OutcomeKind.OK: Say("berhasil", "ok"),
    OutcomeKind.UNCHANGED: Say("tidak berubah", "unchanged"),
    OutcomeKind.SKIPPED: Say("dilewati", "skipped"),
    OutcomeKind.FAILED: Say("gagal", "failed"),
}


def _named(name: str, reason: Say) -> Say:
    """The reason with its source's name, unless it holds the name already."""
    return Say(*(text if name in text else f"{name}: {text}" for text in (reason.id, reason.en)))


def show_outcomes(screen: Screen, outcomes: Iterable[Outcome]) -> None:
    """One line a source, and the notes on single rows; what went wrong stands among the errors, with its reason.

    A reason that many sources share is said once: an office without internet reads one line, not a screen of them.
    """
    outcomes = list(outcomes)
    failed = [o for o in outcomes if o.kind is OutcomeKind.FAILED and o.reason is not None]
    shared = {reason for reason, n in Counter(o.reason for o in failed).items() if reason and n >= _MANY}
    for reason in sorted(shared, key=lambda one: one.id):
        names = [o.source_name for o in failed if o.reason == reason]
        listed, rest = ", ".join(names[:_SHOWN]), len(names) - _SHOWN
        screen.error(
            Say(
                f"{reason.id} ({listed}, dan {rest} sumber lain)" if rest > 0 else f"{reason.id} ({listed})",
                f"{reason.en} ({listed}, and {rest} more)" if rest > 0 else f"{reason.en} ({listed})",
            )
        )
    for outcome in outcomes:
        lang = screen.lang
        if outcome.kind is OutcomeKind.FAILED and outcome.reason is not None:
            if outcome.reason not in shared:
                screen.error(_named(outcome.source_name, outcome.reason))
            continue
        numbers = Say(
            f"{outcome.seen} unggahan, {outcome.new} baru"
            + (f", {outcome.rejected} ditolak" if outcome.rejected else ""),
            f"{outcome.seen} post{'' if outcome.seen == 1 else 's'}, {outcome.new} new"
            + (f", {outcome.rejected} rejected" if outcome.rejected else ""),
        )
        line = f"{outcome.source_name}: {_WORDS[outcome.kind].to(lang)} ({numbers.to(lang)})"
        if outcome.reason is not None:
            line += f" — {outcome.reason.to(lang)}"
        screen.say(line)
        for note in outcome.notes:
            screen.note(Say(f"  {note.id}", f"  {note.en}"))
