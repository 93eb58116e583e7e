"""The store: all shelves behind one door.

```python
with Store.open("kentongan-data/kentongan.db", clock=SystemClock()) as store:
    with store.writing():                      # all of it or nothing
        result = store.posts.add(posts)
        store.sources.keep_state(source.id, state)
```
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from kentongan.core.clock import Clock
from kentongan.core.posts import PostKind
from kentongan.store import failures, retention
from kentongan.store.alerts import Alerts
from kentongan.store.audit import Audit
from kentongan.store.boards import Boards
from kentongan.store.complaints import Complaints
from kentongan.store.connections import Database, address_of
from kentongan.store.consents import Consents
from kentongan.store.deliveries import Deliveries
from kentongan.store.desk import Desk
from kentongan.store.factchecks import FactChecks
from kentongan.store.finder import Finder
from kentongan.store.findings import Findings
from kentongan.store.issue_notes import IssueNotes
from kentongan.store.issues import Issues
from kentongan.store.migrate import prepare
from kentongan.store.post_labels import PostLabels
from kentongan.store.posts import Posts
from kentongan.store.privacy import Privacy
from kentongan.store.report_contents import ReportContents
from kentongan.store.report_edits import ReportEdits
from kentongan.store.reports import Reports
from kentongan.store.runs import Runs
from kentongan.store.saved_searches import SavedSearches
from kentongan.store.settings import Settings
from kentongan.store.sites import Sites
from kentongan.store.sources import Sources
from kentongan.store.users import Users
from kentongan.store.visits import Visits

BUSY_SECONDS = 10.0


class Store:
    """An open database. Close it, or use it in a `with` statement. Safe to share between threads.

    Attributes:
        name: the file, or the server's address without its password.
        posts, sources, sites, visits, consents, runs, findings, alerts, issues, boards, complaints, issue_notes,
            factchecks, desk, reports, report_contents, report_edits, deliveries, users, audit, privacy, settings, labels, finder, searches: the
            shelves.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self.name = database.name
        self.posts = Posts(database)
        self.sources = Sources(database)
        self.sites = Sites(database)
        self.visits = Visits(database)
        self.consents = Consents(database, clock)
        self.runs = Runs(database, clock)
        self.findings = Findings(database)
        self.alerts = Alerts(database, clock)
        self.issues = Issues(database)
        self.boards = Boards(database)
        self.complaints = Complaints(database)
        self.issue_notes = IssueNotes(database)
        self.factchecks = FactChecks(database, clock)
        self.desk = Desk(database)
        self.reports = Reports(database, clock)
        self.report_contents = ReportContents(database)
        self.report_edits = ReportEdits(database, clock)
        self.deliveries = Deliveries(database, clock)
        self.users = Users(database)
        self.audit = Audit(database, clock)
        self.privacy = Privacy(database)
        self.settings = Settings(database)
        self.labels = PostLabels(database)
        self.finder = Finder(database)
        self.searches = SavedSearches(database, clock)

    @classmethod
    def open(
        cls, url_or_path: str, *, clock: Clock, read_only: bool = False, busy_seconds: float = BUSY_SECONDS
    ) -> Store:
        """Open a database, making its folder and its tables where they are missing.

        Args:
            url_or_path: a file (SQLite) or `postgresql://user:password@server/database`.
            clock: tells the time of runs, reports and acknowledgements.
            read_only: refuse to write; the database must exist.
            busy_seconds: how long to wait for another writer.

        Raises:
            StoreBusy, StoreReadOnly, StoreFull, SchemaTooNew, StoreError: see `core.errors`.
        """
        database = Database(address_of(url_or_path), read_only=read_only, busy_seconds=busy_seconds)
        try:
            if database.is_sqlite:
                _check_file(Path(database.name), read_only=read_only)
            prepare(database)
        except BaseException:
            database.close()
            raise
        return cls(database, clock)

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """One transaction around everything written inside by this thread: all of it or nothing, even after a kill.

        May be nested; the outermost one decides. Reads inside see what was written. Let errors pass through: one that
        is caught inside leaves the transaction half done on SQLite and unusable on PostgreSQL.
        """
        with self._database.writing():
            yield self

    def purge(self, before: datetime, kinds: Iterable[PostKind] = retention.PERSONAL) -> int:
        """Blank what private people wrote in posts collected before a moment; see `retention.purge`."""
        return retention.purge(self._database, before, kinds)

    def purge_platforms(self, now: datetime) -> int:
        """Blank what its platform lets nobody keep any longer; see `retention.purge_platforms`."""
        return retention.purge_platforms(self._database, now)

    def withdraw(self, source_id: str, external_ids: Iterable[str]) -> int:
        """Blank what a platform says was deleted; see `retention.withdraw`."""
        return retention.withdraw(self._database, source_id, external_ids)

    def close(self) -> None:
        """Give the database back; nothing is lost when this is forgotten."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _check_file(path: Path, *, read_only: bool) -> None:
    """Make the folder, and say plainly what is wrong before SQLite says "unable to open database file"."""
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise failures.foreign(str(path))
        if read_only and not path.exists():
            raise failures.missing(str(path))
        written = [path.parent, path] if path.exists() else [path.parent]
        if not read_only and not all(os.access(place, os.W_OK) for place in written):
            raise failures.read_only(str(path))
    except OSError as error:
        raise failures.file_error(error, str(path)) from error
