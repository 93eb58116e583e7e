"""Keeps the labels of posts in step with the analysis and with officers' decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from analysis.corrections import standing
from analysis.day.views import bucket_of
from kentongan.core.findings import Correction, KnownIssue
from kentongan.core.labels import Answers, Labels, decided
from kentongan.pipeline.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd


def put_labels(
    workspace: Workspace, read: pd.DataFrame, linked: pd.DataFrame, known: Sequence[KnownIssue], since: datetime
) -> int:
    """Keep what an analysis says of its posts; only rows that changed are written. Returns how many.

    Args:
        workspace: the office's.
        read: the frame as the machine read it.
        linked: the same rows with corrections, copies and issues.
        known: all issues; posts of those that were merged into another one follow it.
        since: when the analysis looked at the corrections; what was decided after that stands.
    """
    with workspace.store.writing():
        for issue in known:
            if issue.merged_into:
                workspace.store.labels.move_issue(issue.id, issue.merged_into)
        changed = workspace.store.labels.put(_rows(read, linked))
        relabel(workspace, {one.subject for one in workspace.store.findings.corrections(since)})
    return changed


def relabel(workspace: Workspace, ids: Iterable[str]) -> None:
    """After a decision: what stands on these posts now counts at once, without reading anything anew."""
    store = workspace.store
    wanted = list(ids)
    decisions: dict[str, dict[str, Correction]] = {}
    for (post, field), one in standing(store.findings.corrections(subjects=wanted)).items():
        decisions.setdefault(post, {})[field] = one
    changed = []
    for post, labels in store.labels.of(wanted).items():
        machine = labels.machine or labels.answers
        values = {field: one.value for field, one in decisions.get(post, {}).items()}
        answers = decided(machine, values, workspace.office.region)
        changed.append(Labels(post, answers, machine if values else None, labels.issue_id, labels.copy_of))
    store.labels.put(changed)


def _rows(read: pd.DataFrame, linked: pd.DataFrame) -> Iterable[Labels]:
    names = ["id", "labelled_by", "issue", "copy_group", "representative"]
    original = dict(
        linked.loc[linked["representative"].astype(bool), ["copy_group", "id"]].itertuples(index=False, name=None)
    )
    machine = _answers(read)
    counted = _answers(linked)
    for said, counts, row in zip(machine, counted, linked[names].itertuples(index=False, name=None), strict=True):
        post, by, issue, group, alone = row
        yield Labels(
            post_id=post,
            answers=counts,
            machine=said if by else None,
            issue_id=issue,
            copy_of="" if alone else original.get(group, ""),
        )


def _answers(frame: pd.DataFrame) -> Iterable[Answers]:
    names = ["tone_agency", "potential_negative", "category", "title_places", "places"]
    names += ["language", "needs_verification", "outside"]
    for tone, potential, category, titled, placed, language, check, outside in frame[names].itertuples(
        index=False, name=None
    ):
        yield Answers(
            tone=bucket_of(tone, potential=bool(potential)),
            category=category,
            places=tuple(dict.fromkeys(place[0] for place in (*titled, *placed) if place[0])),
            language=language,
            verification=bool(check),
            outside=bool(outside),
        )
