"""What officers do to issues: merge, split, rename, move, part, judge; and take note of alarms. Kept as decisions that
outrank the machine in every later analysis; nothing is changed in place, so everything can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from analysis.advice.forbidden import bans
from analysis.advice.playbook_file import FORMS, forbidden_words
from analysis.personal.masking import mask
from analysis.severity.override import readable
from kentongan.core.board import IssuePage
from kentongan.core.errors import UsageError
from kentongan.core.findings import UNDONE, Alert, Correction, KnownIssue, Level
from kentongan.core.messages import Say
from kentongan.core.notes import IssueNote, NoteKind
from kentongan.pipeline.workspace import Workspace

_NEAR = 5
_LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue in a list: how it stood in the latest report, and how many posts it has."""

    issue: KnownIssue
    n24: int
    level: Level


def issue_rows(workspace: Workspace, *, everything: bool = False) -> list[IssueRow]:
    """The issues that live, those of the latest day first; with `everything` the quiet ones too."""
    store = workspace.store
    known = {issue.id: issue for issue in store.issues.known() if not issue.merged_into}
    day = store.issues.latest_day_before("9999-12-31")
    rows = [
        IssueRow(known[row.issue_id], row.n24, row.level)
        for row in (store.issues.day(day) if day else ())
        if row.issue_id in known
    ]
    if everything:
        shown = {row.issue.id for row in rows}
        quiet = sorted((i for i in known.values() if i.id not in shown), key=lambda i: i.last_seen, reverse=True)
        rows += [IssueRow(issue, 0, Level.STABLE) for issue in quiet]
    return rows


def find_issue(workspace: Workspace, text: str) -> KnownIssue:
    """The living issue that a person means: by id, by the start of its id, or by a part of its name.

    Raises:
        UsageError: none, or more than one.
    """
    wanted = text.strip()
    exact = workspace.store.issues.one(wanted)
    if exact is not None and not exact.merged_into:
        return exact
    known = [issue for issue in workspace.store.issues.known() if not issue.merged_into]
    words = wanted.casefold()
    found = [i for i in known if words and (i.id.startswith(wanted) or words in i.name.casefold())]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            Say(f'Isu "{text}" tidak ditemukan.', f'There is no issue "{text}".'),
            Say("Lihat daftarnya dengan: kentongan issues list --all", "See: kentongan issues list --all"),
        )
    listed = "; ".join(f"{i.id} {i.name}" for i in sorted(found, key=lambda i: i.last_seen, reverse=True)[:_NEAR])
    raise UsageError(
        Say(f'"{text}" cocok dengan {len(found)} isu: {listed}.', f'"{text}" fits {len(found)} issues: {listed}.'),
        Say("Tulis kodenya.", "Write its code."),
    )


def merge(workspace: Workspace, one: str, into: str, *, by: str, reason: str = "") -> tuple[KnownIssue, KnownIssue]:
    """From the next analysis on, `one` is part of `into`.

    Raises:
        UsageError: unknown issues, or one with itself. ApprovalError: no name.
    """
    gone, stays = find_issue(workspace, one), find_issue(workspace, into)
    _different(gone, stays)
    _decide(workspace, gone.id, "merge", stays.id, by, reason)
    return gone, stays


def part(workspace: Workspace, one: str, other: str, *, by: str, reason: str = "") -> tuple[str, str]:
    """The two are not the same issue: they never merge, and a merge of them is taken back.

    Raises:
        UsageError: unknown issues, or one with itself. ApprovalError: no name.
    """
    known = {issue.id: issue for issue in workspace.store.issues.known()}
    first = known.get(one.strip()) or find_issue(workspace, one)
    second = known.get(other.strip()) or find_issue(workspace, other)
    _different(first, second)
    _decide(workspace, first.id, "not_same", second.id, by, reason)
    return first.name, second.name


def split(workspace: Workspace, issue: str, posts: list[str], *, by: str, reason: str = "") -> KnownIssue:
    """These posts leave the issue and become one of their own.

    Raises:
        UsageError: an unknown issue, or posts that are not in it. ApprovalError: no name.
    """
    found = find_issue(workspace, issue)
    strangers = sorted(set(posts) - set(found.posts))
    if strangers or not posts:
        listed = ", ".join(strangers[:_NEAR])
        raise UsageError(
            Say(f'Bukan unggahan isu "{found.name}": {listed}.', f'Not posts of "{found.name}": {listed}.')
            if strangers
            else Say("Sebutkan unggahan yang dipisahkan.", "Name the posts that leave."),
            Say(
                f"Lihat kodenya dengan: kentongan issues show {found.id}",
                f"See their codes: kentongan issues show {found.id}",
            ),
        )
    _decide(workspace, found.id, "split", " ".join(posts), by, reason)
    return found


def move(workspace: Workspace, post: str, issue: str, *, by: str, reason: str = "") -> str:
    """The post belongs to this issue ("" or "-": to none); returns the issue's name.

    Raises:
        UsageError: an unknown issue or post. ApprovalError: no name.
    """
    if not workspace.store.posts.get([post]):
        raise UsageError(
            Say(f'Unggahan "{post}" tidak ditemukan.', f'There is no post "{post}".'),
            Say("Lihat kodenya dengan: kentongan issues show ISU", "See: kentongan issues show ISSUE"),
        )
    found = find_issue(workspace, issue) if issue.strip(" -") else None
    _decide(workspace, post, "issue", found.id if found else "", by, reason)
    return found.name if found else ""


def describe(workspace: Workspace, issue: str, field: str, value: str, *, by: str, reason: str = "") -> KnownIssue:
    """Set an issue's name, owner, category or severity; its recommendation and its form; or say what was done.

    Args:
        workspace: the office's.
        issue: which.
        field: "name", "owner", "category", "severity", "advice", "form" or "done".
        value: the new value; a severity is "U4 S3 G5", "4/3/5", a level, or "" to take the officer's own back.
        by: the officer.
        reason: compulsory for a severity.

    Raises:
        UsageError: an unknown issue, a severity that cannot be read or has no reason, a form that does not exist, or
            a recommendation that must not be given (with the nearest one that may). ApprovalError: no name.
    """
    found = find_issue(workspace, issue)
    if field in ("advice", "form", "done"):
        _check_advice(found, field, value)
    if field == "severity" and value.strip():
        if not readable(value):
            raise UsageError(
                Say(f'Nilai "{value}" tidak dikenal.', f'The value "{value}" is unknown.'),
                Say("Tulis U4 S3 G5, atau stabil, waspada, siaga, krisis.", "Write U4 S3 G5 or a level's name."),
            )
        if not reason.strip():
            raise UsageError(
                Say("Penilaian petugas memerlukan alasan.", "An officer's assessment needs a reason."),
                Say("Tambahkan --reason.", "Add --reason."),
            )
    _decide(workspace, found.id, field, value, by, reason)
    return found


def _check_advice(issue: KnownIssue, field: str, value: str) -> None:
    """Refuse a form that does not exist, and words that no office may advise."""
    if field == "form" and value.strip() and value.strip() not in FORMS:
        listed = ", ".join(FORMS)
        raise UsageError(
            Say(f'Bentuk "{value}" tidak dikenal.', f'The form "{value}" is unknown.'),
            Say(f"Pilih: {listed}.", f"Choose: {listed}."),
        )
    for ban in bans(value, names=(issue.name,)) if field == "advice" else ():
        at = value.casefold().find(ban.words.split()[0]) + 1
        where = Say(f"karakter ke-{at}: ", f"character {at}: ") if at else Say("", "")
        what = forbidden_words(ban.words, ban.rule.name, ban.rule.instead)
        raise UsageError(Say(f"Saran ditolak, {where.id}{what.id}", f"Refused, {where.en}{what.en}"))


def open_alerts(workspace: Workspace) -> list[tuple[Alert, str, str]]:
    """Alarms nobody has taken note of, oldest first: the alarm, its issue's name, and who is to be told."""
    known = {issue.id: issue for issue in workspace.store.issues.known()}
    policy = workspace.settings.alert_policy()
    rows = []
    for alert in workspace.store.alerts.open():
        issue = known.get(alert.issue_id)
        rows.append((alert, issue.name if issue else alert.issue_id, policy.reader(issue.category if issue else "")))
    return rows


def take_note(workspace: Workspace, alert: str, *, by: str, hours: int = 0) -> Alert:
    """Acknowledge an alarm: silent for so many hours (0 = the settings' pause) unless its level rises.

    Raises:
        UsageError: no such open alarm, or more than one. ApprovalError: no name.
    """
    found = [one for one in workspace.store.alerts.open() if one.id.startswith(alert.strip())] if alert.strip() else []
    if len(found) != 1:
        raise UsageError(
            Say(f'Tidak ada satu peringatan terbuka berkode "{alert}".', f'There is no one open alert "{alert}".'),
            Say("Lihat daftarnya dengan: kentongan alerts list", "See: kentongan alerts list"),
        )
    pause = timedelta(hours=hours) if hours > 0 else workspace.settings.alert_policy().calm
    workspace.store.alerts.acknowledge(found[0].id, by, workspace.clock.now() + pause)
    return found[0]


def _different(one: KnownIssue, other: KnownIssue) -> None:
    if one.id == other.id:
        raise UsageError(
            Say(f'"{one.name}" disebut dua kali.', f'"{one.name}" is named twice.'),
            Say("Sebutkan dua isu yang berbeda.", "Name two different issues."),
        )


def _decide(workspace: Workspace, subject: str, field: str, value: str, by: str, reason: str) -> None:
    workspace.store.findings.correct(Correction(subject, field, value.strip(), by, workspace.clock.now(), reason))


@dataclass(frozen=True, slots=True)
class IssueFile:
    """Everything an issue's page shows.

    Args:
        day: of the board it stands on.
        page: how it stood then.
        decisions: what officers decided about it, the latest first, and whether that still stands.
        notes: what they wrote.
        merged_into: name of the issue that took it over, "" while it lives.
    """

    day: str
    page: IssuePage
    decisions: tuple[tuple[Correction, bool], ...]
    notes: tuple[IssueNote, ...]
    merged_into: str = ""
    merged_id: str = ""


def issue_file(workspace: Workspace, issue_id: str, day: str = "") -> IssueFile | None:
    """The file of an issue, as its page shows it; None where no board ever had it."""
    store = workspace.store
    found = store.boards.issue(issue_id, day)
    if found is None:
        return None
    known = store.issues.one(issue_id)
    into = known.merged_into if known else ""
    return IssueFile(
        *found,
        decisions=tuple(store.findings.decisions(issue_id)),
        notes=tuple(store.issue_notes.of(issue_id)),
        merged_into=store.boards.names([into]).get(into, into) if into else "",
        merged_id=into,
    )


def take_back(workspace: Workspace, issue_id: str, key: str, *, by: str) -> Correction:
    """Take one decision about an issue back; a merge that an analysis has carried out comes apart again.

    Raises:
        UsageError: there is no such decision, or it was taken back before. ApprovalError: no name.
    """
    standing = [one for one, stands in workspace.store.findings.decisions(issue_id) if stands and one.key == key]
    if not standing:
        raise UsageError(
            Say("Keputusan itu sudah dibatalkan.", "That decision was taken back already."),
            Say("Muat ulang halamannya.", "Reload the page."),
        )
    gone = standing[0]
    with workspace.store.writing():
        _decide(workspace, issue_id, UNDONE, key, by, f"{gone.field_name}: {gone.value}")
        known = workspace.store.issues.one(issue_id)
        if gone.field_name == "merge" and known is not None and known.merged_into == gone.value:
            _decide(workspace, issue_id, "not_same", gone.value, by, "")
    return gone


def write_note(
    workspace: Workspace, issue_id: str, text: str, *, by: str, owner: str = "", due: datetime | None = None
) -> IssueNote:
    """Write a note at an issue; with an owner or a date it is a follow-up. Numbers and addresses of people are masked.

    Raises:
        UsageError: an unknown issue, or nothing was written. ApprovalError: no name.
    """
    if workspace.store.boards.issue(issue_id) is None:
        raise UsageError(Say("Isu ini tidak ada.", "There is no such issue."))
    clean = mask(" ".join(text.split())[:_LONGEST_NOTE], workspace.office.official_accounts).text
    if not clean:
        raise UsageError(
            Say("Catatannya masih kosong.", "The note is still empty."), Say("Tulis isinya.", "Write something.")
        )
    kind = NoteKind.FOLLOW_UP if owner.strip() or due else NoteKind.NOTE
    note = IssueNote(issue_id, kind, clean, by, workspace.clock.now(), owner=owner.strip()[:200], due=due)
    workspace.store.issue_notes.add(note)
    return note


def finish_follow_up(workspace: Workspace, issue_id: str, number: int, *, by: str, result: str) -> None:
    """End a follow-up with what came of it.

    Raises:
        UsageError: there is no such open follow-up, or nothing is said of its end.
    """
    clean = mask(" ".join(result.split())[:_LONGEST_NOTE], workspace.office.official_accounts).text
    if not clean:
        raise UsageError(
            Say("Hasilnya belum ditulis.", "Its result is not written yet."),
            Say("Tulis apa yang sudah dilakukan.", "Write what was done."),
        )
    at = workspace.clock.now()
    if not workspace.store.issue_notes.finish(issue_id, number, by=by, at=at, result=clean):
        raise UsageError(
            Say("Tindak lanjut itu sudah selesai atau tidak ada.", "That follow-up is finished, or there is none."),
            Say("Muat ulang halamannya.", "Reload the page."),
        )
