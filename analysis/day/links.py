"""From posts that were read to posts with their issues: groups, corrections, relevance, links. Pure and repeatable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pandas as pd

from analysis.corrections import apply_corrections
from analysis.day.relevance import relevance_columns
from analysis.emergence.early_issues import gathered
from analysis.emergence.early_signs import early_signs
from analysis.issues.grouping import group_posts
from analysis.issues.linking import link_issues
from analysis.issues.links import IssueLinks
from kentongan.core.findings import Correction, KnownIssue
from kentongan.core.office import Office


def link_day(
    posts: pd.DataFrame,
    known: Sequence[KnownIssue],
    office: Office,
    as_of: datetime,
    corrections: Sequence[Correction] = (),
) -> tuple[pd.DataFrame, IssueLinks]:
    """The frame with groups, corrections, relevance and `issue` ("" = ungrouped), and how the issues stand after it.

    Args:
        posts: the analysis frame up to `as_of` with the columns of reading, `source_region` and `official`.
        known: the issues remembered from before.
        office: for whom.
        as_of: the moment of the analysis, aware.
        corrections: people's decisions; they outrank what was read.
    """
    frame = posts.join(group_posts(posts))
    signs = early_signs(frame, as_of, per_week=office.early_signs_per_week)
    frame["story"] = gathered(frame, signs)
    frame = apply_corrections(frame, corrections, office.region)
    frame = frame.join(relevance_columns(frame, office))
    counted = frame[frame["relevant"]]
    links = link_issues(counted, counted[["story"]], known, corrections=corrections, as_of=as_of, region=office.region)
    issue_of = links.assignment.set_index("id")["issue"]
    return frame.assign(issue=frame["id"].map(issue_of).fillna("")), replace(links, signs=signs)
