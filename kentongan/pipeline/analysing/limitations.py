"""What the report must admit: sources that failed, rows that were refused, dates that were assumed, runs that stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kentongan.core.clock import Window
from kentongan.core.messages import Say
from kentongan.core.runs import Cause, Outcome, OutcomeKind
from kentongan.core.source_rhythm import day_number
from kentongan.pipeline.analysing.office_files import unknown_region
from kentongan.pipeline.analysing.office_models import active_model
from kentongan.pipeline.collecting.source_health import quiet_lines
from kentongan.pipeline.collecting.sources import all_sources
from kentongan.pipeline.workspace import Workspace
from kentongan.store.runs import Runs

if TYPE_CHECKING:
    import pandas as pd


def latest_outcomes(workspace: Workspace, window: Window) -> dict[str, Outcome]:
    """The last word on every source and file that the report of `window` rests on, by source id.

    A report of a past day must not change because a source fails today: once a source was visited for that day, later
    visits say nothing about it. A file that could not be read belongs to the day on which somebody tried, not to all
    later ones.
    """
    now, settled = workspace.clock.now(), window.end + timedelta(days=1)
    since = min(window.start, now) - timedelta(days=30)
    found: dict[str, Outcome] = {}
    read: dict[str, Outcome] = {}
    early: set[str] = set()
    for run in workspace.store.runs.between(since, now + timedelta(minutes=1)):
        if run.command != "collect" and run.started_at < window.start:
            continue
        for outcome in run.outcomes:
            source = outcome.source_id
            if run.started_at < settled:
                early.add(source)
            elif source in early:
                continue
            if outcome.kind is OutcomeKind.OK:
                read[source] = outcome
            # A source that rests after failures has not recovered; one that is unchanged still is as it was read.
            if outcome.kind is OutcomeKind.UNCHANGED:
                found[source] = read.get(source, outcome)
            elif outcome.kind is not OutcomeKind.SKIPPED or source not in found or outcome.cause is Cause.CONSENT:
                found[source] = outcome
    return found


def dropped_sources(workspace: Workspace, window: Window) -> dict[str, str]:
    """Sources left out of the comparison with the day before: not read at their last visit, or not on the day before."""
    failed = {
        outcome.source_id: outcome.source_name
        for outcome in latest_outcomes(workspace, window).values()
        if outcome.kind is OutcomeKind.FAILED
    }
    return failed | _with_gaps(workspace, (window.before(),))


def not_last_week(workspace: Workspace, window: Window) -> dict[str, str]:
    """Sources left out of the comparison with last week: unread on one of the 14 days, or not yet read in the first week."""
    days = tuple(window.before(back) for back in range(14))
    history = workspace.store.visits.days(window.end)
    earlier = {day_number(_middle(day)) for day in days[7:]}
    names = {source.id: source.name for source, _ in all_sources(workspace)}
    young = {
        key: names[key]
        for key, lines in history.items()
        if key in names and not any(line.day in earlier and (line.hours or line.visits > line.failed) for line in lines)
    }
    failed = {
        o.source_id: o.source_name for o in latest_outcomes(workspace, window).values() if o.kind is OutcomeKind.FAILED
    }
    return young | failed | _with_gaps(workspace, days)


def _with_gaps(workspace: Workspace, days: Sequence[Window]) -> dict[str, str]:
    """Sources of which a day is missing: every visit on it failed, and nothing that was published on it came later."""
    wanted = {day_number(_middle(day)) for day in days}
    names = {source.id: source.name for source, _ in all_sources(workspace)}
    return {
        key: names[key]
        for key, lines in workspace.store.visits.days(max(day.end for day in days)).items()
        if key in names
        and any(line.day in wanted and line.visits and line.visits == line.failed and not line.hours for line in lines)
    }


def _middle(window: Window) -> datetime:
    """The histories of sources go by UTC days; a report's day is the one that most of its hours lie in."""
    return window.start + (window.end - window.start) / 2


def limitations(workspace: Workspace, window: Window, posts: pd.DataFrame) -> tuple[Say, ...]:
    """Plain lines for the section "Keterbatasan"."""
    return (
        *_open(workspace, window),
        *_sources(workspace, window),
        *_unheard(workspace, window),
        *_posts(posts, window),
        *_interrupted(workspace),
        *_model(workspace),
        *_region(workspace),
    )


def _open(workspace: Workspace, window: Window) -> Iterator[Say]:
    if workspace.clock.now() < window.end:
        yield Say(
            "Rentang pantauan belum berakhir ketika laporan ini disusun.",
            "The window had not ended when this report was composed.",
        )


def _sources(workspace: Workspace, window: Window) -> Iterator[Say]:
    latest = latest_outcomes(workspace, window).values()
    failed: dict[Say, list[str]] = {}
    for outcome in latest:
        if outcome.kind is OutcomeKind.FAILED and outcome.reason is not None:
            failed.setdefault(outcome.reason, []).append(outcome.source_name)
    for reason, names in failed.items():
        # One reason that stops all of them (no internet) is said once.
        who = Say(f"{len(names)} sumber", f"{len(names)} sources") if len(names) > 1 else Say(names[0], names[0])
        yield Say(f"{who.id} tidak terbaca: {reason.id}", f"{who.en} could not be read: {reason.en}")
    for outcome in latest:
        name = outcome.source_name
        if outcome.kind is OutcomeKind.FAILED:
            continue
        if outcome.rejected:
            first = outcome.notes[0] if outcome.notes else Say("", "")
            yield Say(
                f"{name}: {outcome.rejected} dari {outcome.seen} baris tidak dapat dipakai. {first.id}".strip(),
                f"{name}: {outcome.rejected} of {outcome.seen} rows could not be used. {first.en}".strip(),
            )
        elif outcome.partial and outcome.notes:
            yield Say(f"{name}: {outcome.notes[0].id}", f"{name}: {outcome.notes[0].en}")


def _unheard(workspace: Workspace, window: Window) -> Iterator[Say]:
    """Sources that gave nothing although nothing failed: quiet against their habit, or not allowed to be read."""
    active = [source for source, _ in all_sources(workspace) if source.enabled]
    yield from quiet_lines(workspace, active, window)
    for outcome in latest_outcomes(workspace, window).values():
        if outcome.cause is Cause.CONSENT and outcome.reason is not None:
            name = outcome.source_name
            yield Say(f"{name} tidak dibaca: {outcome.reason.id}", f"{name} was not read: {outcome.reason.en}")


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
    stopped = unfinished(workspace.store.runs)
    if stopped:
        commands = ", ".join(stopped)
        yield Say(
            f"Ada pekerjaan yang terhenti sebelum selesai ({commands}); jalankan ulang bila data kurang.",
            f"Some jobs stopped before they were done ({commands}); run them again if data is missing.",
        )


def _model(workspace: Workspace) -> Iterator[Say]:
    """What is wrong with the office's own model."""
    _, trouble = active_model(workspace.data_folder)
    if trouble:
        yield trouble


def _region(workspace: Workspace) -> Iterator[Say]:
    """An office whose region nobody knows; who reads the report cannot mend it, so only what it means is said."""
    region = workspace.office.region
    if unknown_region(workspace.settings) is not None:
        yield Say(
            f"Kode wilayah instansi ({region}) tidak dikenal; lokasi dan kewenangan dinilai tanpa wilayah instansi.",
            f"The office's region ({region}) is unknown; places and authority were judged without it.",
        )


def unfinished(runs: Runs) -> list[str]:
    """Commands that stopped before their end; one that was run again and finished has made good what was left."""
    stopped = set()
    for run in runs.interrupted():
        later = runs.latest(run.command, finished=True)
        if later is None or later.started_at < run.started_at:
            stopped.add(run.command)
    return sorted(stopped)
