"""Runs command lines in processes of their own and kills them (SIGKILL) where it is told to.

Started by `test_crash.py`; reads one JSON request a line and answers with one JSON line. The libraries are loaded once
and each command runs in a fork of this process, because loading them costs more than the command itself. Every fork is
a real process that dies a real death: no handler runs, nothing is flushed, the kernel takes the files as they are.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
import warnings
from typing import Any

WRITING = {"os.rename", "os.remove", "os.link", "os.chmod", "os.mkdir", "tempfile.mkstemp"}


def load() -> None:
    """What the commands need, without computing anything that would start threads."""
    from analysis.frame import posts_frame
    from analysis.places.gazetteer import Gazetteer
    from analysis.steps import Context, read_posts
    from kentongan.core.office import Office

    # The models are loaded by reading one post; grouping would start threads, which a fork cannot take along.
    read_posts(posts_frame([{"text": "Jalan rusak"}]), Context(Office("", ""), Gazetteer.load()))


class Moments:
    """Counts the moments at which something on the disk may change: SQL statements, commits, files."""

    def __init__(self, kill_at: int) -> None:
        self.kill_at = kill_at
        self.count = 0
        self._lock = threading.Lock()

    def pass_by(self, *_: Any) -> None:
        """One more moment; the last one of this process, if it is the chosen one."""
        with self._lock:
            self.count += 1
            if self.count == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Be told of all of them."""
        import sqlalchemy as sa

        for name in ("before_cursor_execute", "after_cursor_execute", "commit", "begin"):
            sa.event.listen(sa.engine.Engine, name, self.pass_by)
        sys.addaudithook(self._heard)

    def _heard(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in WRITING or (name == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT):
            self.pass_by()


def child(request: dict[str, Any], report: int) -> int:
    """The command itself, in its own process; says how many moments it had if it lives to its end."""
    from kentongan.cli.app import run
    from kentongan.cli.registry import COMMANDS

    os.environ["KENTONGAN_NOW"] = request["now"]
    moments = Moments(request["kill_at"])
    moments.watch()
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):  # noqa: PTH123
        code = run(request["words"], COMMANDS)
    os.write(report, str(moments.count).encode())
    return code


def main() -> None:
    """Answer requests until there are no more."""
    warnings.simplefilter("ignore")
    load()
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        request = json.loads(line)
        read, write = os.pipe()
        started = time.monotonic()
        pid = os.fork()
        if pid == 0:
            os.close(read)
            code = 99
            try:
                code = child(request, write)
            finally:
                sys.stderr.flush()
                os._exit(code)
        os.close(write)
        if request["after"]:
            time.sleep(request["after"])
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        moments = int(os.read(read, 20) or b"0")
        os.close(read)
        answer = {
            "killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
            "code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1,
            "moments": moments,
            "seconds": time.monotonic() - started,
        }
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
