"""`analyse`: posts into findings. Reading is kept per post; grouping and judging are computed anew from all posts.

The same posts, settings and corrections give the same findings, whenever and however often this runs: an analysis of a
day starts from what was known before that day's cut-off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from analysis.advice.playbook import decisions_on_advice
from analysis.day.alarms import alarms_of
from analysis.day.complaints import complaint_cases
from analysis.day.findings import Day, day_findings
from analysis.day.links import link_day
from analysis.frame import posts_frame
from analysis.places.gazetteer import Gazetteer
from analysis.reading_rows import from_rows, to_rows
from analysis.severity.override import overrides
from analysis.steps import GIVES, Context, version_of
from kentongan.core.alerting import decide
from kentongan.core.board import board_of, issue_pages
from kentongan.core.clock import Window, zone
from kentongan.core.complaint_clock import ComplaintCase
from kentongan.core.day import DayFindings, IssueView
from kentongan.core.day_record import day_record, issue_record
from kentongan.core.findings import Alert, Correction, FactCheck, KnownIssue
from kentongan.core.messages import Say
from kentongan.core.posts import Post, as_record
from kentongan.pipeline.analysing.desk_watch import Carriers, carriers_of, watch_again
from kentongan.pipeline.analysing.labelling import put_labels
from kentongan.pipeline.analysing.limitations import dropped_sources, limitations, not_last_week
from kentongan.pipeline.analysing.office_files import places_of
from kentongan.pipeline.analysing.office_models import tone_layers
from kentongan.pipeline.analysing.playbooks import office_playbook
from kentongan.pipeline.analysing.reading import read_in_order
from kentongan.pipeline.complaint_desk import keep_complaints
from kentongan.pipeline.factchecks.index import library_index
from kentongan.pipeline.search_index import index_late
from kentongan.pipeline.workspace import Workspace
from kentongan.store.codec import encode
from kentongan.store.issues import IssueDay

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Analysed:
    """What an analysis found: posts read, issues of the day, new alerts (count and plain lines), the findings."""

    posts: int
    issues: int
    alerts: int
    alert_lines: tuple[str, ...]
    findings: DayFindings


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings of a day and what has to be remembered of it: issues, how many posts, those that carry a claim, the
    frame as it was read and as it was linked, and when corrections were looked at.
    """

    findings: DayFindings
    known: tuple[KnownIssue, ...]
    posts: int
    carriers: Carriers
    read: pd.DataFrame
    linked: pd.DataFrame
    begun: datetime
    complaints: tuple[ComplaintCase, ...] = ()
    decided: int = 0


def analyse(workspace: Workspace, day: str) -> Analysed:
    """Examine the day and keep what was found: issues with their posts, how each stood, new alerts.

    Everything is kept in one transaction: a process that dies leaves the state before or the state after.

    Raises:
        StoreError: the database cannot be written. ModelError: a model file is damaged.
    """
    examined = examine(workspace, day)
    store, findings = workspace.store, examined.findings
    with store.writing():
        store.issues.save(examined.known, findings.window.end)
        rows = [issue_day(view, findings) for view in findings.issues()]
        store.issues.put_day(day, rows, day_record(findings))
        store.boards.put(board_of(day, findings, examined.decided), issue_pages(findings))
        at = findings.window.end
        decided = decide(alarms_of(findings.issues(), at), store.alerts.states(), workspace.settings.alert_policy(), at)
        announced = store.alerts.keep(decided)
        store.desk.put_day(day, findings.claims)
        watch_again(workspace, examined.carriers, findings)
        keep_complaints(workspace, examined.complaints)
        put_labels(workspace, examined.read, examined.linked, examined.known, examined.begun)
    index_late(workspace)
    store.finder.tidy()
    return _analysed(examined, announced)


def listen(workspace: Workspace) -> Analysed:
    """Examine the 24 hours until now, between two reports: issues and alerts are kept, the day's standing is not.

    Raises:
        StoreError: the database cannot be written. ModelError: a model file is damaged.
    """
    now = workspace.clock.now()
    examined = examine(workspace, workspace.today(), Window(now - timedelta(days=1), now))
    store, issues = workspace.store, examined.findings.issues()
    with store.writing():
        store.issues.save(examined.known, now)
        store.boards.put(
            board_of(_day_now(workspace, now), examined.findings, examined.decided), issue_pages(examined.findings)
        )
        decided = decide(alarms_of(issues, now), store.alerts.states(), workspace.settings.alert_policy(), now)
        announced = store.alerts.keep(decided)
        watch_again(workspace, examined.carriers, examined.findings)
        put_labels(workspace, examined.read, examined.linked, examined.known, examined.begun)
        keep_complaints(workspace, examined.complaints)
    return _analysed(examined, announced)


def _day_now(workspace: Workspace, now: datetime) -> str:
    """The date of the report to come: what is heard now stands on its board until that report is made."""
    local = now.astimezone(zone(workspace.office.zone))
    due = local if local.timetz().replace(tzinfo=None) < workspace.office.cut_off else local + timedelta(days=1)
    return due.date().isoformat()


def _analysed(examined: Examined, announced: list[Alert]) -> Analysed:
    issues = examined.findings.issues()
    names = {view.id: view.name for view in issues}
    lines = tuple(f"{names.get(alert.issue_id, alert.issue_id)} — {alert.reason}" for alert in announced)
    return Analysed(examined.posts, len(issues), len(announced), lines, examined.findings)


def day_of(workspace: Workspace, day: str) -> DayFindings:
    """The findings of a day, from kept readings where there are any."""
    return examine(workspace, day).findings


def examine(workspace: Workspace, day: str, window: Window | None = None) -> Examined:
    """Read, group, link and judge the posts up to the day's cut-off, or up to the end of `window`."""
    store, office, window = workspace.store, workspace.office, window or workspace.window(day)
    span = Window(window.end - timedelta(days=workspace.settings.tables.data.days), window.end)
    posts = list(store.posts.between(span.start, span.end))
    factchecks = store.factchecks.all()
    begun = workspace.clock.now()
    decided, corrections = store.findings.decided(), store.findings.corrections()
    read = read_kept(workspace, posts, factchecks)
    with workspace.progress.task(Say("Mengelompokkan", "Grouping")):
        known = store.issues.known(before=window.end)
        frame, links = link_day(read, known, office, window.end, corrections)
    earlier = store.issues.latest_day_before(day)
    rows = store.issues.day(earlier) if earlier else []
    # As with sources: what happens later than a day after the cut-off is not this report's.
    cases = store.desk.all(until=window.end + timedelta(days=1))
    with workspace.progress.task(Say("Menilai isu", "Judging issues")):
        findings = day_findings(
            Day(
                posts=frame,
                known={issue.id: issue for issue in links.issues},
                office=office,
                window=window,
                generated_at=workspace.clock.now(),
                factchecks={f.id: f for f in factchecks},
                levels_before={row.issue_id: row.level for row in rows} if earlier else None,
                names_before={row.issue_id: str(row.data.get("name", "")) for row in rows},
                dropped=dropped_sources(workspace, window),
                corrections=[c for c in corrections if c.at >= window.start],
                limitations=limitations(workspace, window, frame),
                decided=overrides(corrections),
                desk=cases,
                clock=workspace.settings.desk_clock(),
                carried=store.desk.posts(),
                signs=links.signs,
                gazetteer=Gazetteer.load(extra_places(workspace)),
                playbook=office_playbook(workspace),
                advised=_advised(corrections, window),
                not_last_week=not_last_week(workspace, window),
                forms_before={row.issue_id: str(row.data.get("form", "")) for row in rows},
            )
        )
    complaints = tuple(complaint_cases(frame))
    carriers = carriers_of(frame, cases)
    return Examined(findings, tuple(links.issues), len(frame), carriers, read, frame, begun, complaints, decided)


def _advised(corrections: Sequence[Correction], window: Window) -> dict[str, dict[str, Correction]]:
    """What officers wrote in place of recommendations; of what was done, only what was told since the report before."""
    told = [one for one in corrections if one.field_name != "done" or one.at >= window.start]
    return decisions_on_advice(told)


def read_kept(workspace: Workspace, posts: list[Post], factchecks: list[FactCheck]) -> pd.DataFrame:
    """The frame of posts with every reading; only what this version has not read yet is read."""
    context = reading_context(workspace, factchecks)
    frame = bare_frame(workspace, posts)
    version, shelf = version_of(context), workspace.store.findings
    held = shelf.readings([post.id for post in posts], version)
    fresh = frame[~frame["id"].isin(list(held))]
    if len(fresh):
        with workspace.progress.task(Say("Menilai unggahan", "Reading posts"), len(fresh)) as task:
            for part in read_in_order(fresh, context):
                rows = dict(to_rows(fresh.loc[part.index, "id"].tolist(), part))
                shelf.put_readings(rows.items(), version)
                held.update(rows)
                task.advance(len(part))
    return frame.join(from_rows(frame["id"].tolist(), held, GIVES))


def bare_frame(workspace: Workspace, posts: list[Post]) -> pd.DataFrame:
    """The frame of posts as the steps want it, unread."""
    return posts_frame([as_record(post) for post in posts]).assign(**_extra_columns(workspace, posts))


def reading_context(workspace: Workspace, factchecks: list[FactCheck]) -> Context:
    """What the steps know beside the posts, with what the office's corrections taught."""
    extra = extra_places(workspace)
    digest = hashlib.blake2b(repr((extra, factchecks)).encode(), digest_size=8).hexdigest()
    index = library_index(workspace, factchecks) if factchecks else None
    layers, _ = tone_layers(workspace.settings)
    return Context(workspace.office, Gazetteer.load(extra), index, digest, layers)


def extra_places(workspace: Workspace) -> list[tuple[str, str, tuple[str, ...]]]:
    """The office's own places: rows of code, name, aliases (divided by |) in the CSV file the settings name.

    Raises:
        ConfigError: the file is missing or not such a table.
    """
    return places_of(workspace.settings)


def _extra_columns(workspace: Workspace, posts: list[Post]) -> dict[str, list[Any]]:
    """What the findings need of a post beside the frame's own columns."""
    region = {source.id: source.region for source in workspace.store.sources.all()}
    complaints = [post.complaint for post in posts]
    return {
        "source_id": [post.source_id for post in posts],
        "source_region": [region.get(post.source_id, "") for post in posts],
        "platform": [post.platform for post in posts],
        "official": [post.official for post in posts],
        "estimated": [post.estimated for post in posts],
        "reactions": [post.engagement.total() for post in posts],
        "complaint_status": [c.status.value if c else "" for c in complaints],
        "complaint_unit": [c.unit if c else "" for c in complaints],
    }


def issue_day(view: IssueView, findings: DayFindings) -> IssueDay:
    """How an issue stands in a day's report, as it is remembered."""
    usg = view.severity
    data = {"u": usg.urgency, "s": usg.seriousness, "g": usg.growth, "phase": view.phase.value}
    data["form"] = view.recommendation.form
    return IssueDay(view.id, len(view.posts), usg.level, data | encode(issue_record(view, findings)))
