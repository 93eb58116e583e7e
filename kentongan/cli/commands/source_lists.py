"""`kentongan sources pack|export|import`: the starter pack, and lists of sources from and to other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.cli.commands.sources import shortened
from kentongan.core.clock import zone
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say

if TYPE_CHECKING:
    from collectors.feeds.starter_pack import StarterSource
    from kentongan.pipeline.collecting.sources import PackRow
    from kentongan.pipeline.workspace import Workspace

_GROUPS = {
    "regional": Say("Media daerah", "Regional outlets"),
    "government": Say("Situs pemerintah", "Government sites"),
    "factcheck": Say("Pemeriksa fakta", "Fact-checkers"),
    "national": Say("Media nasional", "National outlets"),
}
_HEADINGS = (
    Say("No", "No"),
    Say("Nama", "Name"),
    Say("Jenis", "Kind"),
    Say("Tingkat", "Tier"),
    Say("Diperiksa", "Checked"),
    Say("Pernah terbaca", "Seen live"),
    Say("Ada", "Have"),
    Say("Alamat", "Address"),
)


def _pack(call: Call, *, region: str, add: tuple[int, ...], every: bool, untested: bool) -> int:
    from analysis.places.gazetteer import Gazetteer
    from kentongan.pipeline.collecting.sources import pack_rows
    from kentongan.pipeline.collecting.starting import find_region
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        code = region
        if region:
            found, exact = find_region(region, Gazetteer.load())
            if not exact or len({one[:2] for one, _ in found}) != 1:
                listed = "; ".join(f"{name} ({one})" for one, name in found[:4])
                raise UsageError(
                    Say(
                        f"Wilayah {region} tidak jelas" + (f": {listed}." if listed else "."),
                        f"The region {region} is unclear" + (f": {listed}." if listed else "."),
                    ),
                    Say("Sebutkan kode atau nama provinsi.", "Name the code or the name of a province."),
                )
            code = found[0][0]
        lines = pack_rows(workspace, code)
        if not add and not every:
            _show(call, lines, workspace.office.zone)
            return 0
        wrong = [number for number in add if not 1 <= number <= len(lines)]
        if wrong:
            raise UsageError(
                Say(f"Nomor {wrong[0]} tidak ada dalam daftar.", f"There is no number {wrong[0]} in the list."),
                Say(f"Pilih 1 sampai {len(lines)}.", f"Choose from 1 to {len(lines)}."),
            )
        chosen = [row.line for number, row in enumerate(lines, 1) if row.source is None and (every or number in add)]
        return _keep(call, workspace, chosen, untested=untested)


def _show(call: Call, lines: Sequence[PackRow], zone_name: str) -> None:
    from collectors.feeds.starter_pack import DISCOVER

    lang = call.screen.lang
    for group, words in _GROUPS.items():
        rows = [
            [
                str(number),
                shortened(row.line.name),
                row.line.kind if row.line.kind != DISCOVER else Say("dicari", "to find").to(lang),
                str(row.line.tier),
                row.line.checked,
                _live(call, row, zone_name),
                "✓" if row.source else "-",
                row.line.address,
            ]
            for number, row in enumerate(lines, 1)
            if row.line.group == group
        ]
        if rows:
            call.screen.say(words)
            call.screen.table(_HEADINGS, rows)
    call.screen.note(
        Say(
            "Tambahkan dengan nomornya, misalnya: kentongan sources pack --add 3 --add 7. Tiap alamat diuji dahulu.",
            "Add by number, for example: kentongan sources pack --add 3 --add 7. Each address is tested first.",
        )
    )


def _live(call: Call, row: PackRow, zone_name: str) -> str:
    """The day on which this office, or whoever reviewed the list, saw it working."""
    if row.seen_live is not None:
        return f"{row.seen_live.astimezone(zone(zone_name)):%Y-%m-%d}"
    return row.line.live if row.line.live != "never" else Say("belum", "never").to(call.screen.lang)


def _keep(call: Call, workspace: Workspace, chosen: Sequence[StarterSource], *, untested: bool) -> int:
    """Try what was chosen and keep what works; returns an exit code."""
    from collectors.feeds.starter_pack import DISCOVER
    from kentongan.pipeline.collecting.source_trials import Trial, try_entries
    from kentongan.pipeline.collecting.sources import add_source, pack_entry

    if not chosen:
        call.screen.say(Say("Semua yang dipilih sudah ada.", "All of them are there already."))
        return 0
    if untested:
        trials: Sequence[Trial] = [
            Trial(line.source()) if line.kind != DISCOVER else Trial(None, problem=_to_discover()) for line in chosen
        ]
    else:
        with call.screen.task(Say("Menguji", "Testing")):
            trials = try_entries(workspace, [pack_entry(line) for line in chosen])
    kept = 0
    for line, trial in zip(chosen, trials, strict=True):
        if trial.source is not None and trial.works:
            add_source(workspace, trial.source)
            kept += 1
            count = Say("tanpa uji", "untested") if untested else Say(f"{trial.seen} unggahan", f"{trial.seen} posts")
            call.screen.say(Say(f"✓ {line.name}: disimpan ({count.id})", f"✓ {line.name}: kept ({count.en})"))
        elif trial.problem is not None:
            call.screen.say(Say(f"✗ {line.name}: {trial.problem.id}", f"✗ {line.name}: {trial.problem.en}"))
    call.screen.say(Say(f"{kept} dari {len(chosen)} disimpan.", f"{kept} of {len(chosen)} kept."))
    return 0 if kept else 4


def _to_discover() -> Say:
    return Say(
        "umpannya harus dicari di situsnya, jadi tidak dapat disimpan tanpa uji.",
        "its feed must be looked for at the site, so it cannot be kept untested.",
    )


def _export(call: Call, file: Path) -> None:
    from kentongan.pipeline.collecting.sources import export_sources
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        count = export_sources(workspace, file)
    call.screen.say(Say(f"{count} sumber ditulis ke {file}.", f"{count} sources written to {file}."))


def _import(call: Call, file: Path) -> int:
    from kentongan.pipeline.collecting.sources import import_sources
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        brought = import_sources(workspace, file)
    for note in brought.refused:
        call.screen.error(note)
    added, known, refused = len(brought.added), len(brought.known), len(brought.refused)
    call.screen.say(
        Say(
            f"{added} sumber ditambahkan tanpa uji, {known} sudah ada, {refused} tidak dapat dipakai.",
            f"{added} sources added untested, {known} were there, {refused} cannot be used.",
        )
    )
    if added:
        call.screen.note(Say("Ujilah: kentongan sources test.", "Test them: kentongan sources test."))
    return 3 if refused and not added and not known else 0


PACK = Command(
    name="sources pack",
    help=Say(
        "Daftar awal sumber untuk satu provinsi; tambahkan dengan nomornya.",
        "The starter pack of a province; add by number.",
    ),
    run=_pack,
    parameters=(
        parameter(
            "region",
            help=Say("Provinsi; kosong: wilayah kantor.", "Province; none: the office's own."),
            required=False,
            default="",
        ),
        parameter(
            "--add",
            help=Say("Nomor yang ditambahkan; boleh berulang.", "Number to add; may be repeated."),
            multiple=True,
            type=int,
            metavar="NOMOR",
        ),
        parameter("--all", "every", help=Say("Tambahkan semua.", "Add all of them."), is_flag=True),
        parameter("--untested", help=Say("Simpan tanpa mengunjungi.", "Keep without a visit."), is_flag=True),
    ),
    example="kentongan sources pack 64 --add 1 --add 2",
)
EXPORT = Command(
    name="sources export",
    help=Say("Menulis daftar sumber ke berkas OPML atau CSV.", "Write the sources to an OPML or CSV file."),
    run=_export,
    parameters=(parameter("file", help=Say("Berkas .opml atau .csv.", "An .opml or .csv file."), type=FILE),),
    example="kentongan sources export sumber.csv",
)
IMPORT = Command(
    name="sources import",
    help=Say("Menambahkan sumber dari berkas OPML atau CSV.", "Add the sources of an OPML or CSV file."),
    run=_import,
    parameters=(parameter("file", help=Say("Berkas .opml atau .csv.", "An .opml or .csv file."), type=FILE),),
    example="kentongan sources import langganan.opml",
)
