"""`send`: an approved report, and alerts, to the channels of the settings; nothing goes out twice without saying so.

Each parcel (one part to one recipient) is marked in the database, sent, and marked again with the service's answer. A
process that dies in between leaves a parcel whose fate nobody knows: it is not sent again until a person says so.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from kentongan.config.delivery import ChannelTable
from kentongan.core.errors import ApprovalError, DeliveryError, UsageError
from kentongan.core.findings import Alert
from kentongan.core.messages import Lang, Say
from kentongan.delivery.apprise_relay import AppriseDriver
from kentongan.delivery.letters import Attachment, Channel, Driver, Letter, Parcel
from kentongan.delivery.mail import MailDriver, MailServer
from kentongan.delivery.telegram import ADDRESS as TELEGRAM
from kentongan.delivery.telegram import TelegramDriver
from kentongan.delivery.webhook import WebhookDriver
from kentongan.delivery.whatsapp import WhatsAppDriver
from kentongan.pipeline.issues.decisions import open_alerts
from kentongan.pipeline.reports.form_places import Wanted
from kentongan.pipeline.reports.forms import approved_form, form_version
from kentongan.pipeline.reports.reporting import KIND, approved_documents
from kentongan.pipeline.reports.wire import GuardedWire
from kentongan.pipeline.workspace import Workspace
from kentongan.store.deliveries import Delivery, Standing
from kentongan.store.reports import ReportState, ReportVersion

#: A service that asks for a longer pause is asked again in the next run.
PATIENCE_SECONDS = 60.0
ATTEMPTS = 3
#: An alert that could not be sent for so long is yesterday's news; it stands in the report.
ALERT_AGE = timedelta(hours=24)

Make = Callable[[Workspace, Channel, Mapping[str, str]], Driver]


@dataclass(frozen=True, slots=True)
class Sent:
    """How it went with one parcel: `already` = in an earlier run; `reason` when it did not go out."""

    channel: str
    to: str
    part: str
    standing: Standing
    already: bool = False
    reason: Say | None = None


def _mail(workspace: Workspace, channel: Channel, secrets: Mapping[str, str]) -> Driver:  # noqa: ARG001
    table = workspace.settings.tables.mail
    if not table.host:
        raise DeliveryError(
            Say("Peladen surel belum diatur.", "No mail server is set."),
            Say("Isi [surel] peladen.", "Fill [surel] peladen."),
        )
    server = MailServer(
        table.host, table.port, table.security, table.user, secrets.get("smtp", ""), table.sender or table.user
    )
    return MailDriver(server, workspace.clock.now())


DRIVERS: Mapping[str, Make] = {
    "surel": _mail,
    "telegram": lambda workspace, channel, _: TelegramDriver(
        GuardedWire(workspace, os.environ), channel.options.get("alamat", TELEGRAM)
    ),
    "whatsapp": lambda workspace, channel, _: WhatsAppDriver(GuardedWire(workspace, os.environ), channel.options),
    "webhook": lambda workspace, channel, secrets: WebhookDriver(
        GuardedWire(workspace, os.environ), channel.options, secrets.get("webhook", "")
    ),
    "apprise": lambda *_: AppriseDriver(),
}


def channels(workspace: Workspace, names: Collection[str] = ()) -> list[Channel]:
    """The channels of the settings, or those of these names.

    Raises:
        UsageError: no channel has such a name, or there is none at all.
    """
    known = [_channel(table) for table in workspace.settings.tables.channels]
    if not known:
        raise UsageError(
            Say("Belum ada [[kiriman]] di kentongan.toml.", "There is no [[kiriman]] in kentongan.toml yet."),
            Say("Lihat docs/panduan/pengiriman.md.", "See docs/panduan/pengiriman.md."),
        )
    missing = [name for name in names if name not in {channel.name for channel in known}]
    if missing:
        raise UsageError(
            Say(f"Kiriman “{missing[0]}” tidak ada.", f"There is no channel “{missing[0]}”."),
            Say(
                f"Yang ada: {', '.join(channel.name for channel in known)}.",
                f"There are: {', '.join(channel.name for channel in known)}.",
            ),
        )
    return [channel for channel in known if not names or channel.name in names]


def _channel(table: ChannelTable) -> Channel:
    return Channel(table.name, table.kind, table.to, table.flavours, table.reports, table.alerts, table.options)


def send_report(
    workspace: Workspace,
    day: str,
    *,
    by: str,
    names: Collection[str] = (),
    again: bool = False,
    dry_run: bool = False,
    lang: Lang = "id",
    wait: Callable[[float], None] = time.sleep,
    form: Wanted | None = None,
) -> list[Sent]:
    """Send the approved report of `day`, or an approved form.

    Args:
        workspace: the office's.
        day: ISO date of the report.
        by: who sends it.
        names: of the channels; () = all that take reports.
        again: also parcels whose fate nobody knows.
        dry_run: only say what would be sent.
        lang: language of the report's fixed words.
        wait: how to pause before another attempt.
        form: which form, instead of the daily report.

    Returns:
        One line a parcel, in the order of the settings. The report counts as sent when all have gone out.

    Raises:
        ApprovalError: no name, or the latest version is not approved. UsageError: no such channel.
    """
    if not by.strip() and not dry_run:
        raise ApprovalError(
            Say("Laporan dikirim atas nama seorang petugas.", "A report is sent in an officer's name."),
            Say("Tambahkan --by.", "Add --by."),
        )
    chosen = [channel for channel in channels(workspace, names) if channel.reports or channel.name in names]
    flavours = {name for c in chosen for name in c.flavours}
    documents = (
        approved_form(workspace, form, flavours, lang=lang)
        if form
        else approved_documents(workspace, day, flavours, lang=lang)
    )
    sent: list[Sent] = []
    for channel in chosen:
        # A form is not written in every flavour that a channel takes.
        files = tuple(Attachment(*documents.files[name]) for name in channel.flavours if name in documents.files)
        letter = Letter(documents.report_id, documents.subject, documents.text, documents.html, files, lang)
        sent += _send(workspace, channel, letter, by=by, again=again, dry_run=dry_run, wait=wait)
    version = _version(workspace, day, form)
    complete = bool(sent) and not dry_run and all(parcel.standing is Standing.SENT for parcel in sent)
    if complete and version is not None and version.state is ReportState.APPROVED:
        said = ", ".join(dict.fromkeys(parcel.channel for parcel in sent))
        workspace.store.reports.move(version.id, ReportState.SENT, by=by, note=said)
    return sent


def send_alerts(workspace: Workspace, *, lang: Lang = "id", wait: Callable[[float], None] = time.sleep) -> list[Sent]:
    """Send the alerts of the last day that nobody has taken note of; each once a channel, however often this is called.

    An alert whose receiver (`[peringatan] penerima`) is the name of a channel goes there alone, any other to all that
    take alerts.

    Args:
        workspace: the office's.
        lang: language of the fixed words.
        wait: how to pause before another attempt.
    """
    taking = [_channel(table) for table in workspace.settings.tables.channels if table.alerts]
    named = {channel.name for channel in taking}
    not_before = workspace.clock.now() - ALERT_AGE
    sent: list[Sent] = []
    for alert, name, reader in open_alerts(workspace) if taking else ():
        if alert.at < not_before:
            continue
        letter = alert_letter(workspace, alert, name, lang)
        for channel in taking:
            if reader not in named or channel.name == reader:
                sent += _send(workspace, channel, letter, by="kentongan", again=False, dry_run=False, wait=wait)
    return [parcel for parcel in sent if not (parcel.already and parcel.standing is Standing.SENT)]


def alert_letter(workspace: Workspace, alert: Alert, name: str, lang: Lang = "id") -> Letter:
    """An alert in the form every channel takes."""
    from reports.alert_text import alert_text

    subject, text, html = alert_text(alert, name, workspace.office, lang)
    return Letter(f"{alert.id}/{alert.level.value}", subject, text, html, (), lang)


def _version(workspace: Workspace, day: str, form: Wanted | None) -> ReportVersion | None:
    return form_version(workspace, form) if form else workspace.store.reports.latest(day, KIND)


def arrived(workspace: Workspace, day: str, name: str, *, by: str, form: Wanted | None = None) -> int:
    """A person knows that what broke off did arrive: its parcels count as sent; returns how many there were.

    Raises:
        ApprovalError: no name.
    """
    if not by.strip():
        raise ApprovalError(
            Say("Kepastian diberikan atas nama seorang petugas.", "Certainty is given in an officer's name."),
            Say("Tambahkan --by.", "Add --by."),
        )
    version = _version(workspace, day, form)
    shelf = workspace.store.deliveries
    open_ones = (
        [d for d in shelf.of(version.id) if d.standing is Standing.UNCLEAR and d.channel == name] if version else []
    )
    for delivery in open_ones:
        key = (delivery.document, delivery.channel, delivery.to, delivery.part)
        shelf.finish(key, Standing.SENT, answer="dipastikan petugas", by=by)
    return len(open_ones)


def deliveries(workspace: Workspace, day: str, *, form: Wanted | None = None) -> list[Delivery]:
    """Every parcel of the latest report of `day`, or of a form."""
    version = _version(workspace, day, form)
    return workspace.store.deliveries.of(version.id) if version else []


def _send(
    workspace: Workspace,
    channel: Channel,
    letter: Letter,
    *,
    by: str,
    again: bool,
    dry_run: bool,
    wait: Callable[[float], None],
) -> Iterator[Sent]:
    try:
        driver = DRIVERS[channel.kind](workspace, channel, workspace.settings.secrets(os.environ))
    except DeliveryError as error:
        yield Sent(channel.name, "", "", Standing.FAILED, reason=error.as_say())
        return
    for to in channel.to:
        for part in driver.parts(letter):
            parcel = Parcel(letter.document, channel.name, to, part)
            if dry_run:
                yield _foreseen(workspace, parcel)
            else:
                yield _one(workspace, driver, letter, parcel, by=by, again=again, wait=wait)


def _foreseen(workspace: Workspace, parcel: Parcel) -> Sent:
    """What a real run would find; nothing is marked."""
    for held in workspace.store.deliveries.of(parcel.document):
        if (held.channel, held.to, held.part) == (parcel.channel, parcel.to, parcel.part):
            return Sent(parcel.channel, parcel.to, parcel.part, held.standing, already=True)
    return Sent(parcel.channel, parcel.to, parcel.part, Standing.SENDING)


def _one(
    workspace: Workspace,
    driver: Driver,
    letter: Letter,
    parcel: Parcel,
    *,
    by: str,
    again: bool,
    wait: Callable[[float], None],
) -> Sent:
    """One parcel: marked, sent, marked again."""
    shelf = workspace.store.deliveries
    key = (parcel.document, parcel.channel, parcel.to, parcel.part)
    held = shelf.begin(key, by, again=again)
    if held is not None:
        return Sent(*key[1:], held.standing, already=True, reason=_why(held))
    for attempt in range(1, ATTEMPTS + 1):
        try:
            receipt = driver.send(letter, parcel.part, parcel.to, parcel.key)
        except DeliveryError as error:
            pause = error.retry_after
            if error.sent is False and pause is not None and pause <= PATIENCE_SECONDS and attempt < ATTEMPTS:
                wait(pause)
                continue
            standing = Standing.UNCLEAR if error.sent is None else Standing.FAILED
            shelf.finish(key, standing, answer=error.what.id)
            return Sent(*key[1:], standing, reason=_doubt(error) if standing is Standing.UNCLEAR else error.as_say())
        shelf.finish(key, Standing.SENT, provider_id=receipt.provider_id, answer=receipt.answer)
        return Sent(*key[1:], Standing.SENT)
    raise AssertionError("unreachable")


def _why(held: Delivery) -> Say | None:
    if held.standing is Standing.SENDING:
        return Say("Sedang dikirim oleh proses lain.", "Another process is sending it.")
    if held.standing is Standing.UNCLEAR:
        return _CHECK
    return None


_CHECK = Say(
    "Tidak pasti sampai atau tidak. Tanyakan kepada penerima, lalu tambahkan --again (kirim lagi) atau --arrived (sudah sampai).",
    "It may or may not have arrived. Ask the recipient, then add --again (send it again) or --arrived (it did).",
)


def _doubt(error: DeliveryError) -> Say:
    return Say(f"{error.what.id} {_CHECK.id}", f"{error.what.en} {_CHECK.en}")
