"""The shapes of the API's answers on alerts, claims and reports."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from kentongan.core.day import ClaimCase
from kentongan.core.desk import DeskCase
from kentongan.core.findings import Alert
from kentongan.store.reports import ReportVersion
from kentongan.web.api.shapes import LevelName, Wanted


class AlertOut(BaseModel):
    """An alarm about an issue."""

    id: str
    issue_id: str
    issue: str
    rule: str
    at: datetime
    level: LevelName
    reason: str
    posts: list[str]

    @classmethod
    def of(cls, alert: Alert, name: str) -> AlertOut:
        """An alarm with its issue's name."""
        return cls(
            id=alert.id,
            issue_id=alert.issue_id,
            issue=name,
            rule=alert.rule,
            at=alert.at,
            level=alert.level.value,
            reason=alert.reason,
            posts=list(alert.posts),
        )


class Alerts(BaseModel):
    """Alarms that nobody has taken note of, oldest first."""

    items: list[AlertOut]


class AcknowledgementIn(Wanted):
    """Somebody has taken note."""

    hours: int = Field(0, ge=0, le=720, description="Silent for so long unless it grows worse; 0 = the office's pause.")


class Claim(BaseModel):
    """A claim on the watch list: to be checked, never called a hoax by the machine."""

    id: str
    claim: str
    form: str
    where: str
    since: datetime
    cues: list[str]
    confirm_with: str
    deadline: datetime
    state: str
    spreading: int
    denying: int
    issue_id: str

    @classmethod
    def of(cls, case: ClaimCase) -> Claim:
        """A claim as the analysis found it."""
        return cls(
            id=case.id,
            claim=case.claim,
            form=case.form,
            where=case.where,
            since=case.since,
            cues=list(case.cues),
            confirm_with=case.confirm_with,
            deadline=case.deadline,
            state=case.state.value,
            spreading=len(case.spreading),
            denying=len(case.denying),
            issue_id=case.issue_id,
        )


class DeskCaseOut(BaseModel):
    """A case of the hoax desk."""

    id: str
    stage: str
    claim: str
    origin: str
    received_at: datetime
    due: datetime
    verdict: str = Field(description="Only once two persons stand for it.")
    approved_by: str
    link: str

    @classmethod
    def of(cls, case: DeskCase) -> DeskCaseOut:
        """A case as its history leaves it."""
        settled = case.conclusion if case.approved_by else None
        return cls(
            id=case.id,
            stage=case.stage.value,
            claim=case.claim,
            origin=case.origin,
            received_at=case.received_at,
            due=case.due,
            verdict=settled.sentence if settled else "",
            approved_by=case.approved_by,
            link=case.link,
        )


class Claims(BaseModel):
    """What the machine found on a day, and the cases of the desk that are open."""

    found: list[Claim]
    cases: list[DeskCaseOut]


class Report(BaseModel):
    """A version of a report."""

    id: str
    day: str
    version: int
    state: Literal["draft", "reviewed", "approved", "sent"]
    by: str
    at: datetime | None
    files: list[str] = Field(description="Names for `/reports/{day}/files/{name}`.")

    @classmethod
    def of(cls, version: ReportVersion, files: list[str]) -> Report:
        """A version with the names of the day's files."""
        return cls(
            id=version.id,
            day=version.day,
            version=version.version,
            state=version.state.value,
            by=version.by,
            at=version.at,
            files=files,
        )


class Reports(BaseModel):
    """The versions of a day's report, oldest first."""

    items: list[Report]
