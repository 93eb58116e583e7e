"""Bringing the boards up to date after officers' decisions, without waiting for the timetable."""

from __future__ import annotations

from datetime import timedelta

from kentongan.core.clock import Window
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.pipeline.analysing.analyse import analyse, listen
from kentongan.pipeline.workspace import Workspace


def is_stale(workspace: Workspace) -> bool:
    """Whether somebody has decided something since the latest board was made."""
    board = workspace.store.boards.latest()
    return board is not None and workspace.store.findings.decided() > board.decided


def refresh(workspace: Workspace) -> str:
    """Make the latest board anew; returns its day.

    A report's day is examined as it was, what was heard since is heard again.

    Raises:
        UsageError: nothing was ever analysed.
    """
    board = workspace.store.boards.latest()
    if board is None:
        raise UsageError(
            Say("Belum ada analisis.", "Nothing was analysed yet."),
            Say("Jalankan kentongan daily.", "Run kentongan daily."),
        )
    if board.day <= workspace.today() and _is_whole(board.window):
        analyse(workspace, board.day)
    else:
        listen(workspace)
    return board.day


def _is_whole(window: Window) -> bool:
    return window.end - window.start >= timedelta(hours=23)
