"""`daily`: what the scheduler runs every morning."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kentongan.core.messages import Lang
from kentongan.core.runs import Outcome
from kentongan.pipeline.analysing.analyse import analyse
from kentongan.pipeline.collecting.collect import collect
from kentongan.pipeline.reports.reporting import make_report
from kentongan.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Morning:
    """What the morning's work gave: per source, new alerts in plain words, the report's files."""

    outcomes: tuple[Outcome, ...]
    alerts: tuple[str, ...]
    files: tuple[Path, ...]


def daily(workspace: Workspace, day: str, *, lang: Lang = "id") -> Morning:
    """Collect, analyse, compose today's draft. A source that fails costs that source only; the report says so."""
    outcomes = collect(workspace)
    result = analyse(workspace, day)
    return Morning(outcomes, result.alert_lines, make_report(workspace, day, lang=lang, findings=result.findings))
