"""Progress of long work, without knowing who watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from kentongan.core.messages import Say


class Task(Protocol):
    """One piece of long work."""

    def advance(self, amount: int = 1) -> None:
        """Say that `amount` more units are done."""
        ...


class Progress(Protocol):
    """Somebody who may be watching."""

    def task(self, name: Say, total: int | None = None) -> AbstractContextManager[Task]:
        """A context manager around one piece of work; `total` units if known."""
        ...


class _Nothing:
    def advance(self, amount: int = 1) -> None:
        """Nobody is watching."""


class Silent:
    """Nobody is watching: for tests, libraries and `--quiet`."""

    @contextmanager
    def task(self, name: Say, total: int | None = None) -> Iterator[Task]:  # noqa: ARG002
        """A context manager that shows nothing."""
        yield _Nothing()
