"""What the report must admit: sources that failed, rows that were refused, dates that were assumed, runs that stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from kentongan.core.clock import Window
from kentongan.core.messages import Say
from kentongan.core.runs import Outcome, OutcomeKind, Run
from kentongan.pipeline.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd


def latest_outcomes(workspace: Workspace) -> dict[str, Outcome]:
    """The last word on every source and file, by source id."""
    now = workspace.clock.now()
    runs = workspace.store.runs.between(now - timedelta(days=30), now + timedelta(minutes=1))
    found: dict[str, Outcome] = {}
    for run in sorted(runs, key=lambda r: r.started_at):
        for outcome in run.outcomes:
            found[outcome.source_id] = outcome
    return found


def dropped_sources(workspace: Workspace, window: Window) -> dict[str, str]:
    """Sources left out of the comparison with the day before: those that could not be read at their last visit."""
    del window
    return {
        outcome.source_id: outcome.source_name
        for outcome in latest_outcomes(workspace).values()
        if outcome.kind is OutcomeKind.FAILED
    }


def limitations(workspace: Workspace, window: Window, posts: pd.DataFrame) -> tuple[Say, ...]:
    """Plain lines for the section "Keterbatasan"."""
    return (*_sources(workspace), *_posts(posts, window), *_interrupted(workspace))


def _sources(workspace: Workspace) -> Iterator[Say]:
    for outcome in latest_outcomes(workspace).values():
        name = outcome.source_name
        if outcome.kind is OutcomeKind.FAILED and outcome.reason is not None:
            yield Say(f"{name} tidak terbaca: {outcome.reason.id}", f"{name} could not be read: {outcome.reason.en}")
        elif outcome.rejected:
            first = outcome.notes[0] if outcome.notes else Say("", "")
            yield Say(
                f"{name}: {outcome.rejected} dari {outcome.seen} baris tidak dapat dipakai. {first.id}".strip(),
                f"{name}: {outcome.rejected} of {outcome.seen} rows could not be used. {first.en}".strip(),
            )


def _posts(posts: pd.DataFrame, window: Window) -> Iterator[Say]:
    import pandas as pd

    inside = posts["published_at"] >= pd.Timestamp(window.start)
    estimated = int((posts["estimated"] & inside).sum())
    if estimated:
        yield Say(
            f"{estimated} unggahan tidak menyebut waktu yang jelas; waktunya diperkirakan.",
            f"{estimated} posts named no clear time; their time was estimated.",
        )
    elsewhere = int((inside & (posts["relevance"] == "not_mentioned")).sum())
    if elsewhere:
        yield Say(
            f"{elsewhere} unggahan yang terkumpul tidak menyebut instansi atau wilayah ini dan tidak dihitung.",
            f"{elsewhere} collected posts name neither the agency nor its region and are not counted.",
        )


def _interrupted(workspace: Workspace) -> Iterator[Say]:
    runs = workspace.store.runs
    # A job that was run again and finished has made good what the stopped one left.
    stopped = [run for run in runs.interrupted() if not _made_good(workspace, run)]
    if stopped:
        commands = ", ".join(sorted({run.command for run in stopped}))
        yield Say(
            f"Ada pekerjaan yang terhenti sebelum selesai ({commands}); jalankan ulang bila data kurang.",
            f"Some jobs stopped before they were done ({commands}); run them again if data is missing.",
        )


def _made_good(workspace: Workspace, run: Run) -> bool:
    later = workspace.store.runs.latest(run.command, finished=True)
    return later is not None and later.started_at >= run.started_at
