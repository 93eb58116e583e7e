"""What a person at a terminal sees: lines, notices and progress bars."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from kentongan.core.messages import Lang, Say
from kentongan.core.progress import Silent, Task


@dataclass(frozen=True, slots=True)
class Screen:
    """Answers go to standard output, notices and progress to standard error.

    Args:
        quiet: only answers and errors.
        debug: errors with their trace.
    """

    lang: Lang = "id"
    quiet: bool = False
    debug: bool = False

    def say(self, text: Say | str) -> None:
        """An answer: what the command was called for."""
        _write(sys.stdout, text if isinstance(text, str) else text.to(self.lang))

    def note(self, text: Say) -> None:
        """A line that helps but is not the answer; silent with --quiet."""
        if not self.quiet:
            _write(sys.stderr, text.to(self.lang))

    def error(self, text: Say) -> None:
        """One plain line on what went wrong."""
        _write(sys.stderr, ("Error: " if self.lang == "en" else "Galat: ") + text.to(self.lang))

    def table(self, headings: Sequence[Say], rows: Sequence[Sequence[str]]) -> None:
        """A small table of plain text."""
        texts = [[h.to(self.lang) for h in headings], *[list(r) for r in rows]]
        widths = [max(len(row[i]) for row in texts) for i in range(len(headings))]
        for row in texts:
            self.say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

    @contextmanager
    def task(self, name: Say, total: int | None = None) -> Iterator[Task]:
        """A progress bar on a terminal, nothing elsewhere."""
        if self.quiet or not sys.stderr.isatty():
            with Silent().task(name, total) as task:
                yield task
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            yield _Bar(bar, bar.add_task(name.to(self.lang), total=total))


class _Bar:
    def __init__(self, bar: object, task: int) -> None:
        self._bar = bar
        self._task = task

    def advance(self, amount: int = 1) -> None:
        """Move the bar."""
        self._bar.advance(self._task, amount)  # type: ignore[attr-defined]


def _write(stream: TextIO, text: str) -> None:
    """One line; characters the terminal cannot show are replaced rather than an error."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()
