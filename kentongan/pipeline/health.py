"""`doctor`: what works, what does not, and what to do about it. Looks at everything, changes nothing.

Each check stands alone: one that cannot be made says so and costs itself only.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.core.clock import zone
from kentongan.core.errors import ConfigError, KentonganError, OutsideLoginError
from kentongan.core.messages import Say
from kentongan.core.system_errors import plain_reason

if TYPE_CHECKING:
    from kentongan.config.settings import Settings
    from kentongan.core.clock import Clock
    from kentongan.core.source_verdict import SourceHealth
    from kentongan.store.database import Store

OLDEST_PYTHON = (3, 11)
ROOMS = ("kentongan", "collectors", "analysis", "reports")
# A year of a large office's posts takes about 2 GB; below the second figure a single day may not fit.
ROOM_WANTED, ROOM_NEEDED = 2_000_000_000, 200_000_000
# Module of each form of report, as the office's settings name the forms.
REPORT_TOOLS = {"html": "vl_convert", "pdf": "typst", "docx": "docx", "xlsx": "xlsxwriter"}


class Verdict(Enum):
    """How a check ended."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Args:
        name: what.
        finding: how it stands, in plain words.
        do: what to do about it; None when nothing.
    """

    name: Say
    verdict: Verdict
    finding: Say
    do: Say | None = None


def examine(config: Path) -> list[Check]:
    """Everything that a working installation needs, in the order in which things depend on each other.

    Args:
        config: the settings file; where it is missing, what needs it is left out and the answer is `kentongan init`.
    """
    from kentongan.pipeline.analysing.office_files import check_office_files

    checks = [_python(), _rooms(), *_guarded(Say("Model", "Models"), _models)]
    checks += _guarded(Say("Alat laporan", "Report tools"), _report_tools)
    settings, check = _settings(config)
    checks.append(check)
    if settings is not None:
        reads = Say("Wilayah dan nada", "Places and tone")
        checks += _guarded(reads, lambda: iter([Check(reads, Verdict.GOOD, check_office_files(settings))]))
        checks += _guarded(Say("Folder data", "Data folder"), lambda: _data_folder(settings))
        checks += _guarded(Say("Basis data", "Database"), lambda: _database(settings))
        if settings.tables.entrance.on:
            checks.append(_entrance(settings))
    return checks


def _guarded(name: Say, look: Callable[[], Iterator[Check]]) -> list[Check]:
    """The checks that `look` makes; an error is a finding too."""
    found: list[Check] = []
    try:
        found.extend(look())
    except KentonganError as error:
        found.append(Check(name, Verdict.BAD, error.what, error.do))
    except Exception as error:  # noqa: BLE001 - the doctor must not fall ill himself
        what = Say(*(f"{type(error).__name__}: {error}"[:200],) * 2)
        found.append(Check(name, Verdict.BAD, what, Say("Laporkan baris ini.", "Report this line.")))
    return found


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    name, finding = Say("Python", "Python"), Say(version, version)
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Check(name, Verdict.GOOD, finding)
    return Check(
        name, Verdict.BAD, finding, Say("Pasang Python 3.11 atau lebih baru.", "Install Python 3.11 or later.")
    )


def _rooms() -> Check:
    """Whether all packages come from one installation: names as plain as `reports` may belong to somebody else."""
    name = Say("Paket", "Packages")
    roots = {}
    for room in ROOMS:
        spec = importlib.util.find_spec(room)
        origin = spec.origin if spec else None
        roots[room] = str(Path(origin).resolve().parents[1]) if origin else ""
    home = roots["kentongan"]
    strange = [f"{room} ({root or '-'})" for room, root in roots.items() if root != home]
    if not strange:
        return Check(name, Verdict.GOOD, Say(f"satu tempat, {home}", f"one place, {home}"))
    listed = ", ".join(strange)
    return Check(
        name,
        Verdict.BAD,
        Say(f"dari tempat lain: {listed}", f"from elsewhere: {listed}"),
        Say(
            "Pasang ulang Kentongan di lingkungan Python tersendiri.",
            "Install Kentongan in a Python environment of its own.",
        ),
    )


def _settings(config: Path) -> tuple[Settings | None, Check]:
    from kentongan.config.reading import load_settings
    from kentongan.pipeline.workspace import check_codes

    name = Say("Pengaturan", "Settings")
    try:
        settings = load_settings(config)
        check_codes(settings, config.name)
    except ConfigError as error:
        missing = not config.exists()
        return None, Check(name, Verdict.WARNING if missing else Verdict.BAD, error.what, error.do)
    agency = settings.tables.office_table.name
    return settings, Check(name, Verdict.GOOD, Say(f"{config.name}, {agency}", f"{config.name}, {agency}"))


def _entrance(settings: Settings) -> Check:
    """Whether the office's identity provider answers and fits the settings."""
    from kentongan.pipeline.users.identity_provider import examine_provider

    name = Say("Akun kantor", "Office login")
    try:
        count = examine_provider(settings, os.environ)
    except OutsideLoginError as error:
        return Check(name, Verdict.BAD, Say(error.reason, error.reason), Say("Periksa [masuk].", "Check [masuk]."))
    return Check(name, Verdict.GOOD, Say(f"menjawab, {count} kunci", f"answers, {count} keys"))


def _models() -> Iterator[Check]:
    """Reads the gazetteer and every model file; each carries its own hash."""
    from analysis.learning.files import load_model, model_digests
    from analysis.places.gazetteer import Gazetteer

    digests = model_digests()
    for name in sorted(digests):
        load_model(name)
    Gazetteer.load()
    yield Check(
        Say("Model", "Models"),
        Verdict.GOOD,
        Say(f"{len(digests)} model dan daftar wilayah utuh", f"{len(digests)} models and the gazetteer are whole"),
    )


def _report_tools() -> Iterator[Check]:
    name = Say("Alat laporan", "Report tools")
    missing = []
    for form, module in REPORT_TOOLS.items():
        try:
            importlib.import_module(module)
        except ImportError:
            missing.append(f"{form} ({module})")
    fonts = _fonts()
    if missing or not fonts:
        lost = ", ".join(missing) or "fonts"
        yield Check(
            name,
            Verdict.BAD,
            Say(f"tidak dapat dimuat: {lost}", f"cannot be loaded: {lost}"),
            Say("Pasang ulang Kentongan beserta semua pustakanya.", "Install Kentongan again with all its libraries."),
        )
    else:
        forms = ", ".join(REPORT_TOOLS)
        yield Check(name, Verdict.GOOD, Say(f"{forms}; {fonts} berkas huruf", f"{forms}; {fonts} font files"))


def _fonts() -> int:
    """How many font files lie beside the reports."""
    from importlib.resources import files

    folder = files("reports") / "fonts"
    return sum(1 for file in folder.iterdir() if file.name.endswith((".ttf", ".otf"))) if folder.is_dir() else 0


def _data_folder(settings: Settings) -> Iterator[Check]:
    folder = settings.path(settings.tables.data.folder)
    name = Say("Folder data", "Data folder")
    present = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=present):
            pass
    except OSError as error:
        reason = plain_reason(error)
        yield Check(
            name,
            Verdict.BAD,
            Say(f"{folder} tidak dapat ditulis: {reason.id}", f"{folder} cannot be written: {reason.en}"),
            Say("Beri hak tulis, atau ubah `folder` di [data].", "Give write access, or change `folder` in [data]."),
        )
        return
    made = Say("", "") if folder.exists() else Say(" (dibuat saat pertama dipakai)", " (made at first use)")
    yield Check(name, Verdict.GOOD, Say(f"{folder}{made.id}", f"{folder}{made.en}"))
    yield _room(present)
    if folder.exists():
        yield _key(folder)


def _room(folder: Path) -> Check:
    name, free = Say("Ruang disk", "Disk space"), shutil.disk_usage(folder).free
    finding = Say(f"{free / 1e9:.1f} GB kosong".replace(".", ","), f"{free / 1e9:.1f} GB free")
    if free >= ROOM_WANTED:
        return Check(name, Verdict.GOOD, finding)
    verdict = Verdict.WARNING if free >= ROOM_NEEDED else Verdict.BAD
    return Check(name, verdict, finding, Say("Kosongkan sebagian disk.", "Free some disk space."))


def _key(folder: Path) -> Check:
    """The office's secret: there, whole, and nobody else's to read."""
    from kentongan.store.office_key import FILE_NAME, KEY_BYTES

    name, path = Say("Kunci kantor", "Office key"), folder / FILE_NAME
    if not path.exists():
        return Check(name, Verdict.GOOD, Say("dibuat saat pertama dipakai", "made at first use"))
    status = path.stat()
    if status.st_size < KEY_BYTES:
        return Check(
            name,
            Verdict.BAD,
            Say(f"{path} rusak ({status.st_size} bita)", f"{path} is damaged ({status.st_size} bytes)"),
            Say("Pulihkan dari cadangan.", "Restore it from a backup."),
        )
    if os.name == "posix" and status.st_mode & 0o077:
        return Check(
            name,
            Verdict.WARNING,
            Say("dapat dibaca pengguna lain", "other users can read it"),
            Say(f"Jalankan: chmod 600 {path}", f"Run: chmod 600 {path}"),
        )
    return Check(name, Verdict.GOOD, Say("ada; simpan cadangannya", "there; keep a copy of it"))


@contextmanager
def _opened(settings: Settings, clock: Clock) -> Iterator[Store | None]:
    """The database, read-only; None where there is none yet."""
    from kentongan.pipeline.workspace import database_address
    from kentongan.store.database import Store

    address = database_address(settings)
    if "://" not in address and not Path(address).exists():
        yield None
        return
    with Store.open(address, clock=clock, read_only=True) as store:
        yield store


def _database(settings: Settings) -> Iterator[Check]:
    from kentongan.pipeline.workspace import clock_from

    name = Say("Basis data", "Database")
    clock = clock_from(os.environ.get("KENTONGAN_NOW", ""))
    with _opened(settings, clock) as store:
        if store is None:
            yield Check(
                name,
                Verdict.WARNING,
                Say("belum ada", "not there yet"),
                Say("Jalankan kentongan daily atau kentongan import.", "Run kentongan daily or kentongan import."),
            )
            yield from _sources(settings, None, clock)
            return
        posts, factchecks = store.posts.count(), len(store.factchecks.all())
        yield Check(
            name,
            Verdict.GOOD,
            Say(f"{posts} unggahan, {factchecks} cek fakta", f"{posts} posts, {factchecks} fact-checks"),
        )
        yield from _sources(settings, store, clock)
        yield from _interrupted(store)
        yield _last_report(settings, store, clock)


def _sources(settings: Settings, store: Store | None, clock: Clock) -> Iterator[Check]:
    """How many are visited, and each one that somebody should look at: since when, why, and what to do."""
    from kentongan.core.source_health import State

    name = Say("Sumber", "Sources")
    if store is None:
        count, healths = sum(source.enabled for source in settings.sources()), []
    else:
        healths = [one for one in _healths(settings, store, clock) if one.state is not State.OFF]
        count = len(healths)
    if not count:
        do = Say("Tambahkan: kentongan sources add, atau sources pack.", "Add: kentongan sources add, or sources pack.")
        yield Check(name, Verdict.WARNING, Say("tidak ada yang aktif", "none is active"), do)
        return
    visited = max((one.visited_at for one in healths if one.visited_at), default=None)
    if visited is None:
        finding = Say(f"{count} aktif, belum pernah dikunjungi", f"{count} active, never visited")
        yield Check(name, Verdict.WARNING, finding, Say("Jalankan kentongan collect.", "Run kentongan collect."))
        return
    sick = [one for one in healths if one.trouble]
    fresh = sum(one.state is State.NEVER for one in healths)
    when = f"{visited.astimezone(zone(settings.tables.report.zone)):%Y-%m-%d %H.%M}"
    more = Say(f", {fresh} belum dikunjungi", f", {fresh} not visited yet") if fresh else Say("", "")
    yield Check(
        name,
        Verdict.GOOD if not sick else Verdict.WARNING if len(sick) + fresh < count else Verdict.BAD,
        Say(
            f"{count} aktif, kunjungan terakhir {when}, {len(sick)} perlu perhatian{more.id}",
            f"{count} active, last visit {when}, {len(sick)} to look at{more.en}",
        ),
    )
    yield from _sick_sources(healths, settings.tables.report.zone)


def _healths(settings: Settings, store: Store, clock: Clock) -> Sequence[SourceHealth]:
    """The health of all sources; the key of pseudonyms is not needed for it, so it is not made."""
    from kentongan.core.progress import Silent
    from kentongan.pipeline.collecting.sources import source_rows
    from kentongan.pipeline.workspace import Workspace

    return [row.health for row in source_rows(Workspace(settings, settings.office(), store, b"", clock, Silent()))]


def _sick_sources(healths: Sequence[SourceHealth], shown_zone: str) -> Iterator[Check]:
    """A line for each that needs a hand; one line for many that cannot be reached, since then it is not theirs."""
    from kentongan.core.source_health import STATE_ADVICE, STATE_WORDS, State
    from kentongan.core.source_verdict import day_words, parted, together_words

    single, away = parted(healths)
    if away:
        name = Say("  Jaringan", "  Network")
        yield Check(name, Verdict.WARNING, together_words(away), STATE_ADVICE[State.UNREACHABLE])
    for one in single:
        words, since = STATE_WORDS[one.state], day_words(one.since, shown_zone) if one.since else ("-", "-")
        yield Check(
            Say(f"  {one.source.name}", f"  {one.source.name}"),
            Verdict.WARNING,
            Say(f"{words.id} sejak {since[0]}. {one.cause.id}", f"{words.en} since {since[1]}. {one.cause.en}"),
            one.do,
        )


def _interrupted(store: Store) -> Iterator[Check]:
    """Jobs that stopped before their end and were not run again since."""
    from kentongan.pipeline.analysing.limitations import unfinished

    commands = ", ".join(unfinished(store.runs))
    if commands:
        yield Check(
            Say("Pekerjaan terhenti", "Interrupted jobs"),
            Verdict.WARNING,
            Say(commands, commands),
            Say("Jalankan ulang bila tidak sedang berjalan.", "Run again unless still running."),
        )


def _last_report(settings: Settings, store: Store, clock: Clock) -> Check:
    """The latest day that was analysed, and where its report stands."""
    from datetime import timedelta

    name = Say("Laporan terakhir", "Last report")
    tomorrow = (clock.now().astimezone(zone(settings.tables.report.zone)) + timedelta(days=1)).date().isoformat()
    day = store.issues.latest_day_before(tomorrow)
    latest = store.reports.latest(day, "harian") if day else None
    if day is None or latest is None:
        do = Say("Jalankan kentongan daily.", "Run kentongan daily.")
        return Check(name, Verdict.WARNING, Say("belum ada", "none yet"), do)
    return Check(
        name,
        Verdict.GOOD,
        Say(
            f"{day}, versi {latest.version}, {latest.state.indonesian}",
            f"{day}, version {latest.version}, {latest.state.value}",
        ),
    )
