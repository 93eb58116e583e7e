"""`accuracy`: the scores of the reading steps on the shipped sets, and by this office's own corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.learning.comparing import Interval, wilson
from analysis.measures.answers import digest_of, scores_of
from analysis.measures.tasks import MEASURES
from kentongan.core.messages import Say
from kentongan.core.progress import Progress
from kentongan.pipeline.analysing.office_models import versions
from kentongan.pipeline.analysing.teaching import shipped_by_corrections
from kentongan.pipeline.workspace import Workspace, open_workspace

_COLUMNS = {
    "tone": Say("menurut koreksi kantor ini: nada peristiwa", "by this office's corrections: tone of the matter"),
    "tone_agency": Say(
        "menurut koreksi kantor ini: nada instansi", "by this office's corrections: tone toward the agency"
    ),
    "category": Say("menurut koreksi kantor ini: kategori", "by this office's corrections: category"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `data` is the SHA-256 of the labels' file, "" for the office's own."""

    name: str
    what: Say
    part: str
    metric: str
    n: int
    score: Interval
    data: str
    confusion: str = ""


def measured(config: Path, progress: Progress) -> list[Row]:
    """The whole table: shipped sets first, then the office's corrections where there is an office.

    Raises:
        ModelError: a model file is damaged. ConfigError, StoreError: the office's settings or database.
    """
    rows = []
    with progress.task(Say("Mengukur", "Measuring"), len(MEASURES)) as task:
        for measure in MEASURES:
            digest = digest_of(measure.file)
            rows += [
                Row(measure.name, measure.what, s.part, s.metric, s.n, s.score, digest, s.confusion)
                for s in scores_of(measure)
            ]
            task.advance()
    if config.exists():
        with open_workspace(config, progress=progress) as workspace:
            rows += by_corrections(workspace)
    return rows


def by_corrections(workspace: Workspace) -> Iterator[Row]:
    """Shipped against the corrections; of a model in use what was measured on held-back ones when it was taught."""
    for column, (right, of) in shipped_by_corrections(workspace).items():
        if of:
            yield Row(f"office_{column}", _COLUMNS[column], "shipped", "accuracy", of, wilson(right, of), "")
    card = next((one.card for one in versions(workspace.data_folder) if one.active), {})
    for column, found in card.get("columns", {}).items():
        held = found.get("held_back")
        if found.get("kept") and held and column in _COLUMNS:
            right = round(held["taught"] * held["n"])
            yield Row(
                f"office_{column}", _COLUMNS[column], "taught", "accuracy", held["n"], wilson(right, held["n"]), ""
            )
