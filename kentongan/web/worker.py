"""Work that no visitor waits for: boards made anew after decisions, and the office's timetable."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from kentongan.core.errors import KentonganError
from kentongan.core.messages import Say
from kentongan.pipeline.analysing.refreshing import is_stale, refresh
from kentongan.pipeline.search.searching import get_ready
from kentongan.pipeline.workspace import Workspace

log = logging.getLogger(__name__)
# Several decisions in a row are computed once.
PAUSE = 1.5
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """What the worker is at: `busy` now; `failed` how the last work ended when it did not end well."""

    busy: bool = False
    failed: Say | None = None


class Worker:
    """One thread beside the server.

    Args:
        workspace: gives the office's, with its settings as they stand now.
        timetable: does what is due, every minute; None leaves that to the computer's own scheduler.
    """

    def __init__(
        self, workspace: Callable[[], Workspace], timetable: Callable[[Workspace], object] | None = None
    ) -> None:
        self._workspace = workspace
        self._timetable = timetable
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self.standing = Standing()
        self.trials: dict[str, object] = {}

    def start(self) -> None:
        """Begin; the thread ends with the process."""
        self._thread = threading.Thread(target=self._run, name="kentongan-worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the work at hand."""
        self._stopping.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def ask(self) -> None:
        """Somebody has decided something: make the boards anew soon."""
        self.standing = Standing(busy=True)
        self._wanted.set()

    def try_out(self, owner: str, work: Callable[[Workspace], object]) -> None:
        """Compute something for one officer's page; what it gave, or the error, stands in `trials` under the name."""
        self.trials[owner] = None
        threading.Thread(target=self._try_out, args=(owner, work), name="kentongan-trial", daemon=True).start()

    def _try_out(self, owner: str, work: Callable[[Workspace], object]) -> None:
        try:
            self.trials[owner] = work(self._workspace())
        except KentonganError as error:
            self.trials[owner] = error
        except Exception as error:
            log.exception("a trial failed")
            kind = type(error).__name__
            self.trials[owner] = KentonganError(Say(f"Uji coba gagal ({kind}).", f"The trial failed ({kind})."))

    def _run(self) -> None:
        self._do(lambda: get_ready(self._workspace()))
        while not self._stopping.is_set():
            asked = self._wanted.wait(MINUTE)
            if self._stopping.is_set():
                return
            if asked:
                self._stopping.wait(PAUSE)
                self._wanted.clear()
                self._do(self._refresh)
            if self._timetable is not None:
                self._do(partial(self._timetable, self._workspace()))

    def _refresh(self) -> None:
        if is_stale(self._workspace()):
            refresh(self._workspace())

    def _do(self, work: Callable[[], object]) -> None:
        """Do it; whatever goes wrong is told and never ends the thread."""
        failed = None
        try:
            work()
        except KentonganError as error:
            failed = error.as_say()
        except Exception as error:
            log.exception("the worker failed")
            kind = type(error).__name__
            failed = Say(f"Hitung ulang gagal ({kind}).", f"Computing anew failed ({kind}).")
        if not self._wanted.is_set():
            self.standing = Standing(failed=failed)
