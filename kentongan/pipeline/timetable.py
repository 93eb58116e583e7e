"""The office's timetable: what is due is done, once, by whichever process comes first.

Called every few minutes by systemd, cron or the Windows Task Scheduler (`kentongan due`). Which moment each job was last
done for stands in the database, so a computer that was off catches up and two processes never do the same job.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from analysis.text.calendar_id import is_working_day
from kentongan.core.clock import zone
from kentongan.core.errors import ApprovalError, KentonganError
from kentongan.core.messages import Lang, Say
from kentongan.core.timetable import Job, due
from kentongan.pipeline.analysing.analyse import listen
from kentongan.pipeline.collecting.collect import collect
from kentongan.pipeline.daily import daily
from kentongan.pipeline.reports.form_places import Wanted
from kentongan.pipeline.reports.forms import make_form
from kentongan.pipeline.reports.sending import send_alerts, send_report
from kentongan.pipeline.workspace import Workspace
from kentongan.store.deliveries import Standing

LISTEN, REPORT, UPDATE, SEND = "dengar", "laporan", "pembaruan", "kirim"
#: A job that has not come to its end by then died with its process.
GIVEN_UP = timedelta(hours=2)
#: A job that failed is tried again after this.
AGAIN_AFTER = timedelta(minutes=10)
_DONE, _BEGUN = "jadwal-selesai:", "jadwal-mulai:"


@dataclass(frozen=True, slots=True)
class Done:
    """One job that was due: its name, the moment it was due at, and how it went in one line."""

    job: str
    moment: datetime
    said: Say
    failed: bool = False


def jobs(workspace: Workspace) -> tuple[Job, ...]:
    """The office's jobs, in the order in which they are done when several are due."""
    table = workspace.settings.tables.timetable
    found = []
    if table.listen_minutes:
        found.append(Job(LISTEN, every=timedelta(minutes=table.listen_minutes)))
    found.append(Job(REPORT, at=table.report_at, workdays_only=table.workdays_only))
    # Of several hours that have passed only the last is made up: an update tells all since the last word anyway.
    clock_time = workspace.clock.now().astimezone(zone(workspace.office.zone)).time()
    if passed := [hour for hour in table.updates_at if hour <= clock_time]:
        found.append(Job(UPDATE, at=max(passed), workdays_only=table.workdays_only))
    if table.send_approved:
        found.append(Job(SEND, every=timedelta(minutes=5)))
    return tuple(found)


def run_due(workspace: Workspace, *, lang: Lang = "id") -> list[Done]:
    """Do what is due now; a job's failure is told and tried again later, and costs no other job.

    Raises:
        StoreError: the database cannot be used.
    """
    all_jobs, now = jobs(workspace), workspace.clock.now()
    done = []
    for job, moment in due(all_jobs, _kept(workspace, _DONE), now, workspace.office.zone, is_working_day):
        if not _claimed(workspace, job, moment, now):
            continue
        try:
            said = WORK[job.name](workspace, lang)
        except KentonganError as error:
            workspace.store.settings.put(_BEGUN + job.name, f"{now.isoformat()} gagal")
            done.append(Done(job.name, moment, error.as_say(), failed=True))
            continue
        with workspace.store.writing() as store:
            store.settings.put(_DONE + job.name, moment.isoformat())
            store.settings.remove(_BEGUN + job.name)
        done.append(Done(job.name, moment, said))
    return done


def _kept(workspace: Workspace, prefix: str) -> dict[str, datetime]:
    found = {}
    for key, value in workspace.store.settings.all().items():
        if key.startswith(prefix):
            found[key.removeprefix(prefix)] = datetime.fromisoformat(value.partition(" ")[0])
    return found


def _claimed(workspace: Workspace, job: Job, moment: datetime, now: datetime) -> bool:
    """Mark the job as begun, unless another process is at it, was faster, or it failed a moment ago."""
    with workspace.store.writing() as store:
        last = store.settings.get(_DONE + job.name)
        if last and datetime.fromisoformat(last) >= moment:
            return False
        begun, _, state = store.settings.get(_BEGUN + job.name).partition(" ")
        patience = AGAIN_AFTER if state == "gagal" else GIVEN_UP
        if begun and now - datetime.fromisoformat(begun) < patience:
            return False
        store.settings.put(_BEGUN + job.name, now.isoformat())
    return True


def _listen(workspace: Workspace, lang: Lang) -> Say:
    outcomes = collect(workspace)
    new = sum(outcome.new for outcome in outcomes)
    rang = listen(workspace).alerts
    sent = sum(parcel.standing is Standing.SENT for parcel in send_alerts(workspace, lang=lang))
    return Say(
        f"{new} unggahan baru, {rang} peringatan baru, {sent} kiriman.",
        f"{new} new posts, {rang} new alerts, {sent} parcels sent.",
    )


def _report(workspace: Workspace, lang: Lang) -> Say:
    day = workspace.today()
    result = daily(workspace, day, lang=lang)
    send_alerts(workspace, lang=lang)
    return Say(
        f"Draf laporan {day} siap diperiksa ({len(result.files)} berkas).",
        f"The draft of {day} is ready to be checked ({len(result.files)} files).",
    )


def _update(workspace: Workspace, lang: Lang) -> Say:
    """The draft of an update as of now; what was missed at noon is told in the afternoon's."""
    collect(workspace)
    listen(workspace)
    send_alerts(workspace, lang=lang)
    files = make_form(workspace, Wanted("pembaruan"), lang=lang)
    return Say(
        f"Draf pembaruan siap diperiksa ({len(files)} berkas).",
        f"The draft of the update is ready to be checked ({len(files)} files).",
    )


def _send(workspace: Workspace, lang: Lang) -> Say:
    """The latest report once a person has approved it; before that there is nothing to do."""
    day = workspace.today()
    try:
        sent = send_report(workspace, day, by="kentongan (terjadwal)", lang=lang)
    except ApprovalError:
        return Say("Belum ada laporan yang disetujui.", "No approved report yet.")
    out = sum(parcel.standing is Standing.SENT and not parcel.already for parcel in sent)
    return Say(f"{out} kiriman laporan {day}.", f"{out} parcels of the report of {day}.")


WORK: Mapping[str, Callable[[Workspace, Lang], Say]] = {
    LISTEN: _listen,
    REPORT: _report,
    UPDATE: _update,
    SEND: _send,
}
