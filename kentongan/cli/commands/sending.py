"""`kentongan send` and `kentongan deliveries`: the approved report on its way, and how each part of it fared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import DAILY, checked_day, day_option, form_options, refuse_unused
from kentongan.cli.screen import Screen
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say

if TYPE_CHECKING:
    from kentongan.pipeline.reports.sending import Sent

_WORDS = {
    "sending": Say("akan dikirim", "would be sent"),
    "sent": Say("terkirim", "sent"),
    "failed": Say("gagal", "failed"),
    "unclear": Say("tidak pasti", "unclear"),
}


def _send(
    call: Call,
    day: str,
    by: str,
    to: tuple[str, ...],
    again: bool,
    arrived: bool,
    dry_run: bool,
    form: str,
    issue: str,
    period: str,
) -> int:
    from kentongan.pipeline.reports import sending
    from kentongan.pipeline.reports.form_places import Wanted
    from kentongan.pipeline.workspace import open_workspace

    if arrived and not to:
        raise UsageError(
            Say("--arrived memerlukan --to.", "--arrived needs --to."),
            Say("Sebutkan kiriman yang sudah pasti sampai.", "Name the channel that certainly arrived."),
        )
    with open_workspace(call.config, progress=call.screen) as workspace:
        day = checked_day(day, workspace.today())
        wanted = None if form == DAILY else Wanted(form, day, issue, period)
        if wanted is None:
            refuse_unused(issue, period)
        if arrived:
            found = sum(sending.arrived(workspace, day, name, by=by, form=wanted) for name in to)
            call.screen.say(Say(f"{found} kiriman dicatat sampai.", f"{found} parcels noted as arrived."))
            return 0
        sent = sending.send_report(
            workspace, day, by=by, names=to, again=again, dry_run=dry_run, lang=call.screen.lang, form=wanted
        )
    return show_sent(call.screen, sent, dry_run=dry_run)


def show_sent(screen: Screen, sent: Iterable[Sent], *, dry_run: bool = False) -> int:
    """A line a parcel; what did not go out stands among the errors. Returns the exit code."""
    from kentongan.delivery.letters import shown
    from kentongan.store.deliveries import Standing

    failed = 0
    for parcel in sent:
        word = _WORDS[parcel.standing.value].to(screen.lang)
        if parcel.already and parcel.standing is Standing.SENT:
            word = Say("sudah terkirim sebelumnya", "sent before").to(screen.lang)
        line = " ".join(part for part in (parcel.channel, shown(parcel.to), parcel.part) if part) + f": {word}"
        if parcel.reason is None:
            screen.say(line)
            continue
        failed += 1
        screen.error(Say(f"{line}. {parcel.reason.id}", f"{line}. {parcel.reason.en}"))
    return 8 if failed and not dry_run else 0


def _deliveries(call: Call, day: str, form: str, issue: str, period: str) -> None:
    from kentongan.core.clock import zone
    from kentongan.delivery.letters import shown
    from kentongan.pipeline.reports.form_places import Wanted
    from kentongan.pipeline.reports.sending import deliveries
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        day = checked_day(day, workspace.today())
        wanted = None if form == DAILY else Wanted(form, day, issue, period)
        if wanted is None:
            refuse_unused(issue, period)
        found, where = deliveries(workspace, day, form=wanted), zone(workspace.office.zone)
    if not found:
        call.screen.note(Say(f"Laporan {day} belum dikirim.", f"The report of {day} has not been sent."))
    for one in found:
        word = _WORDS[one.standing.value].to(call.screen.lang)
        call.screen.say(
            f"{one.at.astimezone(where):%d-%m %H.%M}  {one.channel}  {shown(one.to)}  {one.part}: {word}"
            f" ({one.attempts}×, {one.by}) {one.provider_id} {one.answer}".rstrip()
        )


SEND = Command(
    name="send",
    help=Say(
        "Mengirim laporan yang sudah disetujui; tidak ada yang terkirim dua kali.",
        "Send the approved report; nothing goes out twice.",
    ),
    run=_send,
    parameters=(
        day_option(),
        parameter(
            "--by",
            help=Say("Nama dan jabatan pengirim.", "Name and position of the sender."),
            default="",
            metavar="NAMA",
        ),
        parameter(
            "--to",
            help=Say("Hanya kiriman ini; boleh berulang.", "Only this channel; may be repeated."),
            multiple=True,
            metavar="KIRIMAN",
        ),
        parameter("--again", help=Say("Kirim lagi yang tidak pasti.", "Send again what is unclear."), is_flag=True),
        parameter(
            "--arrived",
            help=Say("Catat yang tidak pasti sebagai sampai.", "Note what is unclear as arrived."),
            is_flag=True,
        ),
        parameter("--dry-run", help=Say("Hanya tunjukkan.", "Only show what would be sent."), is_flag=True),
        *form_options(),
    ),
    example='kentongan send --by "Nama, Pranata Humas" --dry-run',
)
DELIVERIES = Command(
    name="deliveries",
    help=Say("Bagaimana kiriman laporan berjalan.", "How the report's parcels fared."),
    run=_deliveries,
    parameters=(day_option(), *form_options()),
)
