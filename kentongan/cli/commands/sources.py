"""`kentongan sources list|disable|enable|remove|accept`: which sources there are, how they stand, and their switches."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, Parameter, parameter
from kentongan.core.clock import zone
from kentongan.core.messages import Say
from kentongan.core.source_health import STATE_ADVICE, STATE_WORDS, State

if TYPE_CHECKING:
    from kentongan.core.source_verdict import SourceHealth
    from kentongan.pipeline.collecting.sources import SourceRow
    from kentongan.pipeline.workspace import Workspace

_HEADINGS = (
    Say("Sumber", "Source"),
    Say("Jenis", "Kind"),
    Say("Wilayah", "Region"),
    Say("Keadaan", "State"),
    Say("Berita terbaru", "Newest post"),
    Say("Asal", "From"),
)
_HOMES = {"settings": Say("kentongan.toml", "kentongan.toml"), "officer": Say("petugas", "officer")}
_WIDEST = 34


def _list(call: Call, *, problem: bool, as_json: bool) -> None:
    from kentongan.pipeline.collecting.sources import source_rows
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        rows = source_rows(workspace)
        zone_name = workspace.office.zone
    chosen = [row for row in rows if row.health.trouble or not problem]
    if as_json:
        call.screen.say(json.dumps([row.as_json(call.screen.lang) for row in chosen], ensure_ascii=False, indent=1))
        return
    if not rows:
        call.screen.say(
            Say(
                "Belum ada sumber. Tambahkan: kentongan sources add ALAMAT, atau pilih: kentongan sources pack.",
                "There is no source yet. Add one: kentongan sources add ADDRESS, or pick: kentongan sources pack.",
            )
        )
        return
    if chosen:
        call.screen.table(_HEADINGS, [_cells(call, row, zone_name) for row in chosen])
    show_troubles(call, [row.health for row in rows])
    sick = sum(row.health.trouble for row in rows)
    off = sum(row.health.state is State.OFF for row in rows)
    fresh = sum(row.health.state is State.NEVER for row in rows)
    fine = len(rows) - sick - off - fresh
    call.screen.say(
        Say(
            f"{len(rows)} sumber: {fine} baik, {sick} perlu perhatian, {fresh} belum dikunjungi, {off} dimatikan.",
            f"{len(rows)} sources: {fine} fine, {sick} to look at, {fresh} not visited yet, {off} off.",
        )
    )


def _cells(call: Call, row: SourceRow, zone_name: str) -> list[str]:
    health = row.health
    return [
        shortened(row.source.name),
        row.source.kind,
        row.source.region or "-",
        STATE_WORDS[health.state].to(call.screen.lang),
        moment_words(health.newest, zone_name),
        _HOMES[row.origin].to(call.screen.lang),
    ]


def shortened(text: str, width: int = _WIDEST) -> str:
    """The text, cut where it would break a table."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def moment_words(moment: datetime | None, zone_name: str) -> str:
    """A moment in the office's zone, or a dash."""
    return f"{moment.astimezone(zone(zone_name)):%Y-%m-%d %H.%M}" if moment else "-"


def show_troubles(call: Call, healths: Sequence[SourceHealth]) -> None:
    """A line for each source that needs a hand: what is wrong, and what to do."""
    from kentongan.core.source_verdict import parted, together_words

    lang = call.screen.lang
    single, away = parted(healths)
    if away:
        call.screen.say(f"! {together_words(away).to(lang)} → {STATE_ADVICE[State.UNREACHABLE].to(lang)}")
    for health in single:
        line = f"! {health.source.name}: {STATE_WORDS[health.state].to(lang)} — {health.cause.to(lang)}"
        call.screen.say(line if health.do is None else f"{line} → {health.do.to(lang)}")


def _switch(call: Call, name: str, *, on: bool) -> None:
    from kentongan.pipeline.collecting.sources import switch_source
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        source = switch_source(workspace, name, on=on)
    call.screen.say(
        Say(
            f"{source.name} dikumpulkan lagi." if on else f"{source.name} dimatikan; unggahan yang sudah ada tetap.",
            f"{source.name} is collected again." if on else f"{source.name} is off; what was collected stays.",
        )
    )


def _disable(call: Call, name: str) -> None:
    _switch(call, name, on=False)


def _enable(call: Call, name: str) -> None:
    _switch(call, name, on=True)


def _remove(call: Call, name: str) -> None:
    from kentongan.pipeline.collecting.sources import remove_source
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        source = remove_source(workspace, name)
    call.screen.say(
        Say(
            f"{source.name} dihapus dari daftar; unggahan yang sudah ada tetap.",
            f"{source.name} was removed; what was collected stays.",
        )
    )


def _accept(call: Call, kind: str, by: str) -> int:
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        return show_and_accept(call, workspace, kind, by)


def show_and_accept(call: Call, workspace: Workspace, kind: str, by: str) -> int:
    """Show a kind's legal note, and note the consent when somebody gives it; returns an exit code."""
    from collectors.registry import notice_of
    from kentongan.pipeline.collecting.consents import accept_notice

    notice = notice_of(kind)
    if notice is not None:
        call.screen.say(Say(f"Catatan hukum untuk {kind}:", f"Legal note for {kind}:"))
        call.screen.say(notice)
    if notice is not None and not by:
        call.screen.error(
            Say(
                f'Belum disetujui. Setelah dibaca: kentongan sources accept {kind} --by "Nama, jabatan".',
                f'Not accepted yet. When you have read it: kentongan sources accept {kind} --by "Name, position".',
            )
        )
        return 7
    consent = accept_notice(workspace, kind, by)
    call.screen.say(
        Say(
            f"Disetujui {consent.by}. Bila catatan ini berubah, persetujuan diminta lagi.",
            f"Accepted by {consent.by}. When the note changes, you are asked again.",
        )
    )
    return 0


def _name(words: Say) -> Parameter:
    return parameter("name", help=words)


_WHICH = Say("Nama, bagian nama, atau alamat sumber.", "Name, part of the name, or address of a source.")
LIST = Command(
    name="sources list",
    help=Say("Daftar sumber dan keadaannya.", "The sources and how they stand."),
    run=_list,
    parameters=(
        parameter(
            "--problem",
            help=Say("Hanya yang perlu perhatian.", "Only those that need a hand."),
            is_flag=True,
        ),
        parameter("--json", "as_json", help=Say("Sebagai JSON.", "As JSON."), is_flag=True),
    ),
    example="kentongan sources list --problem",
    group=Say(
        "Sumber: menambah, menguji, mematikan, memilih dari daftar awal.",
        "Sources: add, test, switch off, pick from the starter pack.",
    ),
)
DISABLE = Command(
    name="sources disable",
    help=Say("Berhenti mengumpulkan dari satu sumber.", "Stop collecting from a source."),
    run=_disable,
    parameters=(_name(_WHICH),),
    example='kentongan sources disable "Radar Lama"',
)
ENABLE = Command(
    name="sources enable",
    help=Say("Mengumpulkan lagi dari sumber yang dimatikan.", "Collect again from a source that is off."),
    run=_enable,
    parameters=(_name(_WHICH),),
)
REMOVE = Command(
    name="sources remove",
    help=Say("Menghapus sumber yang ditambahkan petugas.", "Remove a source that an officer added."),
    run=_remove,
    parameters=(_name(_WHICH),),
)
ACCEPT = Command(
    name="sources accept",
    help=Say(
        "Membaca dan menyetujui catatan hukum satu jenis sumber.", "Read and accept the legal note of a kind of source."
    ),
    run=_accept,
    parameters=(
        parameter("kind", help=Say("Jenis sumber, misalnya telegram.", "Kind of source, for example telegram.")),
        parameter(
            "--by",
            help=Say("Nama dan jabatan yang menyetujui.", "Name and position of who accepts."),
            default="",
            metavar="NAMA",
        ),
    ),
    example='kentongan sources accept telegram --by "Nama, Kepala Bagian Hukum"',
)
