"""The sample's planted truth and how a day of it was analysed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kentongan.core.clock import StoppedClock
from kentongan.core.day import DayFindings, IssueView
from kentongan.core.findings import KnownIssue
from kentongan.core.posts import Post
from kentongan.pipeline.analysing import analyse as analysing
from kentongan.pipeline.workspace import Workspace, open_workspace

SAMPLE = Path(analysing.__file__).parents[2] / "sample"
TRUTH: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
ISSUES: dict[str, dict[str, Any]] = {issue["key"]: issue for issue in TRUTH["issues"]}
CUT_OFF = datetime.fromisoformat(TRUTH["cut_off"])
DAYS = 14


@dataclass(frozen=True)
class Found:
    """One analysis of the sample, by post id and by truth ref."""

    frame: pd.DataFrame
    findings: DayFindings
    known: Mapping[str, KnownIssue]
    posts: Sequence[Post]

    @cached_property
    def ids(self) -> dict[str, str]:
        """Truth ref → post id."""
        found: dict[str, str] = {}
        for post in self.posts:
            found[post.url] = post.id
            if post.external_id:
                found[post.external_id] = post.id
        for ref, chat in TRUTH["whatsapp"].items():
            start = chat["starts"][:25]
            hit = next(
                (p.id for p in self.posts if p.kind == "message" and (start in p.text or p.text[:20] == start[:20])), ""
            )
            found[ref] = hit
        return found

    @cached_property
    def issue_of(self) -> dict[str, str]:
        """Post id → issue found."""
        pairs = zip(self.frame["id"], self.frame["issue"], strict=True)
        return {post: issue for post, issue in pairs if issue}

    @cached_property
    def gold(self) -> dict[str, str]:
        """Post id → planted issue."""
        return {self.ids[ref]: key for key, issue in ISSUES.items() for ref in issue["posts"]}

    def row(self, ref: str) -> Any:
        """The frame's row of a ref."""
        return self.frame.set_index("id").loc[self.ids[ref]]

    def main_issue(self, key: str) -> str:
        """The found issue that holds most posts of a planted one."""
        counts = Counter(issue for ref in ISSUES[key]["posts"] if (issue := self.issue_of.get(self.ids[ref])))
        return counts.most_common(1)[0][0] if counts else ""

    def view(self, key: str) -> IssueView:
        """The day's view of a planted issue."""
        wanted = self.main_issue(key)
        return next(view for view in self.findings.issues() if view.id == wanted)


def open_at(folder: Path, moment: datetime) -> Workspace:
    """The folder's workspace with a stopped clock."""
    return open_workspace(folder / "kentongan.toml", clock=StoppedClock(moment))


def look(workspace: Workspace, day: str) -> Found:
    """Examine a day and keep the frame it was judged from."""
    kept: dict[str, Any] = {}
    judge = analysing.day_findings

    def keep(day_to_judge: Any) -> DayFindings:
        kept["day"] = day_to_judge
        return judge(day_to_judge)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysing, "day_findings", keep)
        examined = analysing.examine(workspace, day)
    posts = list(workspace.store.posts.between(CUT_OFF - timedelta(days=DAYS + 1), CUT_OFF))
    known = {issue.id: issue for issue in examined.known}
    return Found(kept["day"].posts, examined.findings, known, posts)
