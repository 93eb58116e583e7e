"""The office's workspace: its settings, its shelves and its key, opened together and closed together."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from kentongan.config.reading import load_settings
from kentongan.config.settings import Settings
from kentongan.core.clock import Clock, SystemClock, Window, report_window, zone
from kentongan.core.errors import ConfigError, UsageError
from kentongan.core.messages import Say
from kentongan.core.office import Office
from kentongan.core.progress import Progress, Silent
from kentongan.store.database import Store
from kentongan.store.office_key import office_key


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything a use case needs.

    Args:
        key: the office's secret for pseudonyms; lies in the data folder, outside the database.
        progress: who watches long work.
    """

    settings: Settings
    office: Office
    store: Store
    key: bytes
    clock: Clock
    progress: Progress

    @property
    def data_folder(self) -> Path:
        """Where the database, the key and the notes lie."""
        return self.settings.path(self.settings.tables.data.folder)

    @property
    def report_folder(self) -> Path:
        """Where reports are written."""
        return self.settings.path(self.settings.tables.report.folder)

    def window(self, day: str) -> Window:
        """The 24 hours of the report dated `day` (ISO date).

        Raises:
            UsageError: they have not begun.
        """
        window = report_window(day, self.office.zone, self.office.cut_off)
        if window.start > self.clock.now():
            raise UsageError(
                Say(f"Rentang laporan tanggal {day} belum dimulai.", f"The window of the report of {day} lies ahead."),
                Say(f"Laporan terakhir yang jatuh tempo: {self.today()}.", f"The latest report due: {self.today()}."),
            )
        return window

    def today(self) -> str:
        """The date of the report that is due now: the last cut-off that has passed."""
        local = self.clock.now().astimezone(zone(self.office.zone))
        due = local if local.timetz().replace(tzinfo=None) >= self.office.cut_off else local - timedelta(days=1)
        return due.date().isoformat()


def database_address(settings: Settings) -> str:
    """The database's address: PostgreSQL's URL, or the path of the SQLite file in the data folder."""
    return settings.tables.data.database or str(settings.path(settings.tables.data.folder) / "kentongan.sqlite")


@contextmanager
def open_workspace(
    config: Path, *, clock: Clock | None = None, progress: Progress | None = None
) -> Iterator[Workspace]:
    """Open the workspace that `config` describes; closes the store at the end.

    Raises:
        ConfigError, StoreError: see `kentongan.core.errors`.
    """
    settings = load_settings(config)
    check_codes(settings, config.name)
    clock = clock or clock_from(os.environ.get("KENTONGAN_NOW", ""))
    folder = settings.path(settings.tables.data.folder)
    with Store.open(database_address(settings), clock=clock) as store:
        yield Workspace(settings, named(settings.office()), store, office_key(folder), clock, progress or Silent())


def check_codes(settings: Settings, file: str) -> None:
    """Do [[opd]] and the recipients of alarms name categories that exist?

    Raises:
        ConfigError: they do not; says the file, the key, the code and the one that may be meant.
    """
    from analysis.categories.lists import category_codes

    tables = settings.tables
    known = category_codes(tables.judgement.profile, settings.office().own_categories)
    used = [
        (f"opd[{number}].kategori", code) for number, unit in enumerate(tables.units, 1) for code in unit.categories
    ]
    used += [("peringatan.penerima", code) for code in tables.alerts.routes if code]
    wrong = [(key, code, difflib.get_close_matches(code, known, n=1)) for key, code in used if code not in known]
    if wrong:
        text = [
            Say(
                f"`{key}`: kategori {code!r} tidak ada" + (f"; mungkin maksudnya {near[0]}." if near else "."),
                f"`{key}`: there is no category {code!r}" + (f"; did you mean {near[0]}?" if near else "."),
            )
            for key, code, near in wrong
        ]
        raise ConfigError(
            Say(f"{file}: " + "\n".join(t.id for t in text), f"{file}: " + "\n".join(t.en for t in text)),
            Say(
                f"Yang ada: {', '.join(known)}. Kategori baru ditulis sebagai [[kategori]].",
                f"Those that exist: {', '.join(known)}. A new category is written as [[kategori]].",
            ),
        )


def named(office: Office) -> Office:
    """The office with its region's official name, so that texts can say it."""
    if not office.region or office.region_name:
        return office
    from analysis.places.gazetteer import Gazetteer

    gazetteer = Gazetteer.load()
    return replace(office, region_name=gazetteer.name(office.region)) if office.region in gazetteer else office


def clock_from(moment: str) -> Clock:
    """The computer's clock, or one stopped at `moment` (ISO, with a zone): for replays and demonstrations."""
    from kentongan.core.clock import StoppedClock

    return StoppedClock(datetime.fromisoformat(moment)) if moment else SystemClock()
