"""`kentongan sources add|test`: a source is tried and its latest items are shown before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.sources import show_and_accept
from kentongan.core.clock import zone
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say, printable

if TYPE_CHECKING:
    from collectors.feeds.source_lists import SourceEntry
    from collectors.sites.discovery import Item
    from kentongan.pipeline.collecting.source_trials import Trial
    from kentongan.pipeline.workspace import Workspace

_NOT_KEPT = 4


def _add(
    call: Call,
    *,
    address: str,
    name: str,
    region: str,
    tier: str,
    kind: str,
    zone: str,
    official: bool,
    option: tuple[str, ...],
    accept: str,
    untested: bool,
    yes: bool,
) -> int:
    from collectors.feeds.source_lists import SourceEntry
    from kentongan.pipeline.collecting.source_entries import checked_source
    from kentongan.pipeline.collecting.source_trials import try_entries
    from kentongan.pipeline.collecting.sources import add_source, completed
    from kentongan.pipeline.workspace import open_workspace

    entry = SourceEntry(name, address, kind, region, tier, zone, "ya" if official else "", "", _options(option))
    with open_workspace(call.config, progress=call.screen) as workspace:
        if kind and not _allowed(call, workspace, kind, accept):
            return 7
        if untested:
            chosen = checked_source(entry, zone=workspace.office.zone)
        else:
            with call.screen.task(Say("Menguji", "Testing")):
                [trial] = try_entries(workspace, [entry])
            show_trial(call, trial, workspace.office.zone)
            if trial.source is None or not trial.works:
                call.screen.error(_unkept())
                return _NOT_KEPT
            picked = trial if yes else _choice(call, workspace, entry, trial)
            if picked is None or picked.source is None:
                call.screen.say(Say("Tidak disimpan.", "Not kept."))
                return 0
            chosen = picked.source
        chosen = completed(workspace, chosen, entry)
        before = add_source(workspace, chosen)
    what = Say("disimpan", "kept") if before is None else Say("diperbarui", "updated")
    call.screen.say(
        Say(
            f"{chosen.name} {what.id} ({chosen.kind}, {chosen.address}). Berikutnya: kentongan collect.",
            f"{chosen.name} {what.en} ({chosen.kind}, {chosen.address}). Next: kentongan collect.",
        )
    )
    return 0


def _allowed(call: Call, workspace: Workspace, kind: str, accept: str) -> bool:
    """Whether the kind may be used; its note is shown and accepted first where it has one."""
    from kentongan.pipeline.collecting.consents import missing_consents

    if kind.casefold() not in missing_consents(workspace, [kind.casefold()]):
        return True
    return show_and_accept(call, workspace, kind.casefold(), accept) == 0


def _unkept() -> Say:
    return Say(
        "Tidak disimpan. Perbaiki alamatnya, atau tambahkan --untested bila internet sedang tidak ada.",
        "Not kept. Correct the address, or add --untested when there is no internet at the moment.",
    )


def _choice(call: Call, workspace: Workspace, entry: SourceEntry, trial: Trial) -> Trial | None:
    """What the officer wants to keep: the first, one of the others, or nothing."""
    from kentongan.pipeline.collecting.source_trials import of_candidate

    question = Say("Simpan sumber ini? (y/t)", "Keep this source? (y/n)")
    if trial.others:
        question = Say("Simpan yang mana? (y = yang pertama, nomor, t = tidak)", "Keep which? (y = first, number, n)")
    for _ in range(3):
        answer = str(click.prompt(question.to(call.screen.lang), default="y", err=True)).strip().casefold()
        if answer in {"y", "ya", "yes", "1"}:
            return trial
        if answer in {"t", "tidak", "n", "no", "0"}:
            return None
        if answer.isascii() and answer.isdigit() and 2 <= int(answer) <= len(trial.others) + 1:
            return of_candidate(workspace, entry, trial.others[int(answer) - 2])
    return None


def _options(pairs: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        key, mark, value = pair.partition("=")
        if not mark or not key.strip():
            raise UsageError(
                Say(f"--option {pair} tidak dikenal.", f"--option {pair} cannot be read."),
                Say("Contoh: --option tagar=banjir.", "Example: --option tagar=banjir."),
            )
        found[key.strip()] = value.strip()
    return found


def _test(call: Call, target: str) -> int:
    from collectors.feeds.source_lists import SourceEntry
    from kentongan.pipeline.collecting.source_trials import try_entries, try_sources
    from kentongan.pipeline.collecting.sources import all_sources, find_source
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        zone_name = workspace.office.zone
        if not target:
            sources = [source for source, _ in all_sources(workspace) if source.enabled]
            with call.screen.task(Say("Menguji", "Testing")):
                return _summary(call, try_sources(workspace, sources))
        try:
            source, _ = find_source(workspace, target)
        except UsageError:
            if "." not in target or " " in target:
                raise
            trials = try_entries(workspace, [SourceEntry(address=target)])
        else:
            trials = try_sources(workspace, [source])
    show_trial(call, trials[0], zone_name)
    return 0 if trials[0].works else _NOT_KEPT


def _summary(call: Call, trials: Sequence[Trial]) -> int:
    """One line a source, and how many work."""
    for trial in trials:
        name = trial.source.name if trial.source else "?"
        if trial.works:
            call.screen.say(Say(f"✓ {name}: {trial.seen} unggahan", f"✓ {name}: {trial.seen} posts"))
        elif trial.problem is not None:
            call.screen.say(Say(f"✗ {name}: {trial.problem.id}", f"✗ {name}: {trial.problem.en}"))
    works = sum(trial.works for trial in trials)
    call.screen.say(Say(f"{works} dari {len(trials)} sumber dapat dibaca.", f"{works} of {len(trials)} sources work."))
    return 0 if works or not trials else _NOT_KEPT


def show_trial(call: Call, trial: Trial, zone_name: str) -> None:
    """What a source is, its latest items (title, date as it was read, link), or why it gives nothing."""
    source = trial.source
    if source is not None:
        region = source.region or "-"
        call.screen.say(
            Say(
                f"{source.name} — {source.kind}, tingkat {source.tier or '?'}, wilayah {region}, {source.zone}",
                f"{source.name} — {source.kind}, tier {source.tier or '?'}, region {region}, {source.zone}",
            )
        )
        call.screen.say(f"  {source.address}")
    if trial.problem is not None:
        call.screen.error(trial.problem)
        return
    if not trial.items:
        call.screen.say(Say("  Terbaca, tetapi sedang kosong.", "  Readable, but empty at the moment."))
    for number, item in enumerate(trial.items, 1):
        call.screen.say(f"  {number}. {printable(item.title) or '-'}")
        call.screen.say(f"     {_date(call, item, zone_name)} · {printable(item.link) or '-'}")
    for note in trial.notes[:3]:
        call.screen.note(Say(f"  {note.id}", f"  {note.en}"))
    if trial.others:
        call.screen.say(Say("Pilihan lain di situs itu:", "Also found at that site:"))
        for number, other in enumerate(trial.others, 2):
            newest = max((i.published_at for i in other.latest if i.published_at), default=None)
            when = f", {newest.astimezone(zone(zone_name)):%Y-%m-%d}" if newest else ""
            call.screen.say(
                f"  {number}. {printable(other.title) or '-'} ({other.kind}{when}) {printable(other.address)}"
            )


def _date(call: Call, item: Item, zone_name: str) -> str:
    if item.published_at is None:
        return Say("tanpa tanggal", "no date").to(call.screen.lang)
    guess = Say(" (perkiraan)", " (estimated)").to(call.screen.lang) if item.estimated else ""
    return f"{item.published_at.astimezone(zone(zone_name)):%Y-%m-%d %H.%M} {zone_name}{guess}"


ADD = Command(
    name="sources add",
    help=Say(
        "Menguji satu alamat, menampilkan lima berita terbarunya, lalu menyimpannya.",
        "Test an address, show its five latest items, then keep it.",
    ),
    run=_add,
    parameters=(
        parameter("address", help=Say("Alamat situs, umpan, atau halaman berita.", "Address of a site, feed or page.")),
        parameter("--name", help=Say("Nama sumber.", "Its name."), default="", metavar="NAMA"),
        parameter("--region", help=Say("Wilayah (kode atau nama).", "Region."), default="", metavar="WILAYAH"),
        parameter("--tier", help=Say("1 nasional, 2 regional, 3 lokal.", "Tier 1–3."), default="", metavar="TINGKAT"),
        parameter(
            "--kind",
            help=Say("Jenis pengumpul; bawaan: dicari sendiri.", "Kind of collector; default: found by itself."),
            default="",
            metavar="JENIS",
        ),
        parameter("--zone", help=Say("Zona tanggal tanpa zona.", "Zone of its dates."), default="", metavar="ZONA"),
        parameter("--official", help=Say("Kanal resmi instansi sendiri.", "The office's own channel."), is_flag=True),
        parameter(
            "--option",
            help=Say("Keterangan bagi pengumpul; boleh berulang.", "For its collector; may be repeated."),
            multiple=True,
            metavar="K=V",
        ),
        parameter(
            "--accept",
            help=Say("Nama dan jabatan yang menyetujui catatan hukumnya.", "Who accepts its legal note."),
            default="",
            metavar="NAMA",
        ),
        parameter("--untested", help=Say("Simpan tanpa mengunjungi.", "Keep without a visit."), is_flag=True),
        parameter("--yes", help=Say("Simpan tanpa bertanya.", "Keep without asking."), is_flag=True),
    ),
    example="kentongan sources add https://www.balikpapan.go.id/ --region 64.71",
)
TEST = Command(
    name="sources test",
    help=Say(
        "Mengunjungi sumber sekarang dan menampilkan lima berita terbarunya; tidak menyimpan apa pun.",
        "Visit a source now and show its five latest items; nothing is kept.",
    ),
    run=_test,
    parameters=(
        parameter(
            "target",
            help=Say("Nama atau alamat; kosong: semua sumber aktif.", "Name or address; none: all active sources."),
            required=False,
            default="",
        ),
    ),
    example="kentongan sources test antara",
)
