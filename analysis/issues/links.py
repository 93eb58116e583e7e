"""What linking found: which post belongs to which issue, and how the issues stand."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.emergence.early_signs import Sign
from kentongan.core.findings import KnownIssue


@dataclass(frozen=True, slots=True)
class IssueLinks:
    """Which post belongs to which issue.

    Args:
        assignment: columns `id` and `issue` ("" = belum terkelompok), rows as in the posts given.
        issues: all issues remembered, old and new, by id.
        log: what this run decided, one line each, Indonesian.
        signs: early signs seen in the posts (`analysis.emergence.early_signs`).
    """

    assignment: pd.DataFrame
    issues: tuple[KnownIssue, ...]
    log: tuple[str, ...]
    signs: tuple[Sign, ...] = ()

    @property
    def issue_of(self) -> dict[str, str]:
        """Post → issue, for posts that have one."""
        pairs = zip(self.assignment["id"].tolist(), self.assignment["issue"].tolist(), strict=True)
        return {post: issue for post, issue in pairs if issue}
