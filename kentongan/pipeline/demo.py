"""`demo`: the sample day through the ordinary use cases, offline."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from collectors.feeds.collector import read_feed
from kentongan.core.clock import StoppedClock, report_window
from kentongan.core.errors import UsageError
from kentongan.core.messages import Lang, Say
from kentongan.core.progress import Progress
from kentongan.core.runs import Harvest, Outcome, OutcomeKind
from kentongan.core.system_errors import plain_reason
from kentongan.pipeline.analysing.analyse import analyse
from kentongan.pipeline.collecting.collect import keep
from kentongan.pipeline.collecting.importing import import_files
from kentongan.pipeline.factchecks.library import import_factchecks
from kentongan.pipeline.reports.reporting import make_report
from kentongan.pipeline.workspace import Workspace, open_workspace

DAY = "2026-11-16"
# Examined first, so that the report can say how each issue stood the day before.
DAY_BEFORE = "2026-11-15"


def demo(folder: Path, *, lang: Lang, progress: Progress) -> tuple[Path, ...]:
    """Make `folder` with settings, data and the five report files of the sample day.

    Running it again changes nothing: posts are known by their addresses and the clock is stopped at the cut-off.

    Raises:
        KentonganError: the folder cannot be made or written.
    """
    from datetime import time

    clock = StoppedClock(report_window(DAY, "WIB", time(6, 0)).end)
    with as_file(files("kentongan.sample")) as sample:
        _prepare(folder, sample)
        with open_workspace(folder / "kentongan.toml", clock=clock, progress=progress) as workspace:
            fill(workspace, sample)
            analyse(workspace, DAY_BEFORE)
            result = analyse(workspace, DAY)
            return make_report(workspace, DAY, lang=lang, findings=result.findings)


def _prepare(folder: Path, sample: Path) -> None:
    """The folder with the sample's settings; what is there already stays."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("kentongan.toml", "wilayah.csv"):
            if not (folder / name).exists():
                shutil.copyfile(sample / name, folder / name)
    except OSError as error:
        reason = plain_reason(error)
        raise UsageError(
            Say(f"{folder} tidak dapat dipakai: {reason.id}.", f"{folder} cannot be used: {reason.en}."),
            Say(
                "Perbaiki, atau pilih folder lain dengan --folder.", "Mend it, or choose another folder with --folder."
            ),
        ) from error


def fill(workspace: Workspace, sample: Path) -> None:
    """The sample's feeds, files and fact-checks into the workspace, each through its own importer."""
    by_name = {source.name: source for source in workspace.settings.sources()}
    workspace.store.sources.upsert(by_name.values())
    run = workspace.store.runs.start("collect")
    outcomes = []
    for path in sorted((sample / "media").glob("*.xml")):
        body = path.read_bytes()
        # The feed's own title says whose it is, as it would after a visit.
        source = next(s for s in by_name.values() if s.address.endswith(f"/{path.name}"))
        reading = read_feed(body, "application/xml", source, base_url=source.address, now=workspace.clock.now())
        outcome = Outcome(source.id, source.name, OutcomeKind.OK, seen=len(reading.posts), notes=reading.notes)
        outcomes.append(keep(workspace, source, Harvest(reading.posts, outcome)))
    workspace.store.runs.finish(run, outcomes)
    import_files(workspace, [sample / "medsos.jsonl", sample / "aduan.csv", sample / "grup-wa.txt"])
    import_factchecks(workspace, sample / "cekfakta.jsonl")
