"""`kentongan issues …` and `kentongan alerts …`: an officer's decisions on issues and alarms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kentongan.cli.command import Call, Command, Parameter, parameter
from kentongan.core.clock import zone
from kentongan.core.messages import Say, dated

if TYPE_CHECKING:
    from kentongan.pipeline.workspace import Workspace

_AGAIN = Say(
    "Berlaku pada analisis berikutnya: kentongan daily.", "Takes effect in the next analysis: kentongan daily."
)


def _by() -> Parameter:
    return parameter("--by", help=Say("Nama dan jabatan petugas.", "Name and position."), required=True, metavar="NAMA")


def _reason() -> Parameter:
    return parameter("--reason", help=Say("Alasan.", "Reason."), default="", metavar="ALASAN")


def _issue(name: str = "issue") -> Parameter:
    return parameter(name, help=Say("Kode isu, atau bagian namanya.", "Code of the issue, or a part of its name."))


def _in_office(call: Call, work: Callable[[Workspace], Say]) -> None:
    """Do it in the opened workspace, say what was done and when it takes effect."""
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        call.screen.say(work(workspace))
    call.screen.note(_AGAIN)


def _list(call: Call, everything: bool) -> None:
    from kentongan.pipeline.issues.decisions import issue_rows
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        rows = issue_rows(workspace, everything=everything)
    if not rows:
        call.screen.note(Say("Belum ada isu. Jalankan kentongan daily.", "No issue yet. Run kentongan daily."))
        return
    headings = [
        Say("kode", "code"),
        Say("status", "level"),
        Say("24 jam", "24 h"),
        Say("semua", "all"),
        Say("isu", "issue"),
    ]
    call.screen.table(
        headings, [[r.issue.id, r.level.value, str(r.n24), str(len(r.issue.posts)), r.issue.name] for r in rows]
    )


def _show(call: Call, issue: str) -> None:
    from kentongan.pipeline.issues.decisions import find_issue
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        found = find_issue(workspace, issue)
        posts = sorted(workspace.store.posts.get(found.posts).values(), key=lambda p: p.published_at, reverse=True)
        where = zone(workspace.office.zone)
    screen = call.screen
    screen.say(f"{found.id}  {found.name}" + (f"  ({found.category})" if found.category else ""))
    for line in found.log[-10:]:
        screen.say(f"  · {dated(line)}")
    for post in posts:
        text = " ".join((post.title or post.text).split())
        shown = text if len(text) <= 90 else text[:89] + "…"
        screen.say(f"  {post.id}  {post.published_at.astimezone(where):%d-%m %H.%M}  {post.source_name}: {shown}")


def _merge(call: Call, issue: str, into: str, by: str, reason: str) -> None:
    from kentongan.pipeline.issues.decisions import merge

    def work(workspace: Workspace) -> Say:
        gone, stays = merge(workspace, issue, into, by=by, reason=reason)
        return Say(f'"{gone.name}" digabung ke "{stays.name}".', f'"{gone.name}" is merged into "{stays.name}".')

    _in_office(call, work)


def _part(call: Call, issue: str, other: str, by: str, reason: str) -> None:
    from kentongan.pipeline.issues.decisions import part

    def work(workspace: Workspace) -> Say:
        one, two = part(workspace, issue, other, by=by, reason=reason)
        return Say(f'"{one}" dan "{two}" bukan isu yang sama.', f'"{one}" and "{two}" are not the same issue.')

    _in_office(call, work)


def _split(call: Call, issue: str, posts: tuple[str, ...], by: str, reason: str) -> None:
    from kentongan.pipeline.issues.decisions import split

    def work(workspace: Workspace) -> Say:
        found = split(workspace, issue, list(posts), by=by, reason=reason)
        return Say(
            f'{len(posts)} unggahan dipisahkan dari "{found.name}".', f'{len(posts)} posts leave "{found.name}".'
        )

    _in_office(call, work)


def _move(call: Call, post: str, issue: str, by: str, reason: str) -> None:
    from kentongan.pipeline.issues.decisions import move

    def work(workspace: Workspace) -> Say:
        name = move(workspace, post, issue, by=by, reason=reason)
        if not name:
            return Say(f"{post} tidak lagi termasuk isu mana pun.", f"{post} belongs to no issue any more.")
        return Say(f'{post} dimasukkan ke "{name}".', f'{post} is put into "{name}".')

    _in_office(call, work)


def _set(call: Call, issue: str, field: str, value: str, by: str, reason: str) -> None:
    from kentongan.pipeline.issues.decisions import describe

    def work(workspace: Workspace) -> Say:
        found = describe(workspace, issue, _FIELDS[field], value, by=by, reason=reason)
        return Say(f'{field} "{found.name}": {value or "–"}.', f'{_FIELDS[field]} of "{found.name}": {value or "–"}.')

    _in_office(call, work)


_FIELDS = {
    "nama": "name",
    "opd": "owner",
    "kategori": "category",
    "usg": "severity",
    "saran": "advice",
    "bentuk": "form",
    "dijalankan": "done",
}


def _alerts(call: Call) -> None:
    from kentongan.pipeline.issues.decisions import open_alerts
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        rows = open_alerts(workspace)
        where = zone(workspace.office.zone)
    if not rows:
        call.screen.note(Say("Tidak ada peringatan terbuka.", "No open alert."))
    for alert, name, reader in rows:
        told = f" → {reader}" if reader else ""
        call.screen.say(f"{alert.id[:12]}  {alert.at.astimezone(where):%d-%m %H.%M}  {alert.level.value}  {name}{told}")
        call.screen.say(f"    {alert.reason}")


def _note(call: Call, alert: str, by: str, hours: int) -> None:
    from kentongan.pipeline.issues.decisions import take_note
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        found = take_note(workspace, alert, by=by, hours=hours)
    call.screen.say(Say(f"Peringatan {found.id[:12]} dicatat oleh {by}.", f"Alert {found.id[:12]} noted by {by}."))


LIST = Command(
    name="issues list",
    help=Say("Daftar isu pada laporan terakhir.", "The issues of the latest report."),
    run=_list,
    parameters=(
        parameter("--all", "everything", help=Say("Isu yang sudah sepi juga.", "Quiet issues too."), is_flag=True),
    ),
    group=Say("Isu: melihat, menggabung, memisah, menilai.", "Issues: look, merge, part, judge."),
)
SHOW = Command(
    name="issues show",
    help=Say("Satu isu: unggahannya, dan mengapa bergabung.", "One issue: its posts, and why they joined."),
    run=_show,
    parameters=(_issue(),),
)
MERGE = Command(
    name="issues merge",
    help=Say("Menggabungkan satu isu ke isu lain.", "Merge an issue into another."),
    run=_merge,
    parameters=(_issue(), _issue("into"), _by(), _reason()),
    example='kentongan issues merge "air keruh" "PDAM" --by "Nama, Pranata Humas"',
)
PART = Command(
    name="issues apart",
    help=Say("Menyatakan dua isu bukan isu yang sama.", "Say that two issues are not the same."),
    run=_part,
    parameters=(_issue(), _issue("other"), _by(), _reason()),
)
SPLIT = Command(
    name="issues split",
    help=Say("Memisahkan unggahan menjadi isu sendiri.", "Make posts an issue of their own."),
    run=_split,
    parameters=(
        _issue(),
        parameter("posts", help=Say("Kode unggahan.", "Codes of posts."), nargs=-1, required=True),
        _by(),
        _reason(),
    ),
)
MOVE = Command(
    name="issues move",
    help=Say(
        "Memindahkan satu unggahan ke isu lain; - untuk tidak ke mana pun.", "Move a post to an issue; - for none."
    ),
    run=_move,
    parameters=(
        parameter("post", help=Say("Kode unggahan.", "Code of the post.")),
        _issue(),
        _by(),
        _reason(),
    ),
)
SET = Command(
    name="issues set",
    help=Say(
        "Menetapkan nama, OPD, kategori, USG, atau saran sebuah isu; mencatat yang sudah dijalankan.",
        "Set an issue's name, owner, category, USG or recommendation; note what was carried out.",
    ),
    run=_set,
    parameters=(
        _issue(),
        parameter(
            "field",
            help=Say(f"Salah satu dari: {', '.join(_FIELDS)}.", f"One of: {', '.join(_FIELDS)}."),
            type=click.Choice(list(_FIELDS)),
        ),
        parameter("value", help=Say("Nilai baru.", "The new value."), metavar="NILAI"),
        _by(),
        _reason(),
    ),
    example='kentongan issues set "air keruh" usg "U4 S3 G5" --by "Nama" --reason "rapat pimpinan"',
)
ALERTS = Command(
    name="alerts list",
    help=Say("Peringatan yang belum dicatat petugas.", "Alerts nobody has taken note of."),
    run=_alerts,
    group=Say("Peringatan: melihat dan mencatat.", "Alerts: look and take note."),
)
NOTE = Command(
    name="alerts note",
    help=Say(
        "Mencatat sebuah peringatan: tidak berbunyi lagi kecuali memburuk.",
        "Take note of an alert: silent unless it grows worse.",
    ),
    run=_note,
    parameters=(
        parameter("alert", help=Say("Kode peringatan.", "Code of the alert.")),
        _by(),
        parameter("--hours", help=Say("Lama jeda (jam).", "Pause in hours."), type=int, default=0, metavar="JAM"),
    ),
)
COMMANDS = (LIST, SHOW, MERGE, PART, SPLIT, MOVE, SET, ALERTS, NOTE)
