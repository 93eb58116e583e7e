"""Every route of the dashboard, from the application's own list, with what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Mount, Route

from kentongan.core.access import Right

# What a stranger may do: see files of ours, log in, choose language and look; and read the API's contract.
PUBLIC = {
    ("GET", "/static/{digest}/{name}"),
    ("GET", "/masuk"),
    ("POST", "/masuk"),
    ("POST", "/pilihan"),
    ("GET", "/masuk/kantor"),
    ("GET", "/masuk/kantor/kembali"),
    ("GET", "/masuk/kantor/keluar"),
    ("GET", "/api/v1/openapi.json"),
}


@dataclass(frozen=True)
class Way:
    """A method on a path, and the rights that its dependencies declare."""

    method: str
    path: str
    rights: frozenset[Right]
    api: bool

    def filled(self, **values: str) -> str:
        """The path with its parameters filled in; those that are not named become "x"."""
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: values.get(found[1], "x"), self.path)


def ways(app: FastAPI, prefix: str = "") -> Iterator[Way]:
    """Everything that the application answers to."""
    for one in iter_route_contexts(app.routes):
        if isinstance(one.original_route, Mount):
            yield from ways(one.original_route.app, prefix + one.original_route.path)  # type: ignore[arg-type]
            continue
        assert isinstance(one.original_route, Route), one.original_route
        rights = frozenset(_rights(one.dependant)) if isinstance(one.original_route, APIRoute) else frozenset()
        for method in sorted((one.methods or set()) - {"HEAD"}):
            path = re.sub(r":path\}", "}", prefix + (one.path or "").removeprefix(prefix))
            yield Way(method, path, rights, bool(prefix))


def _rights(dependant: Any) -> Iterator[Right]:
    for below in dependant.dependencies:
        right = getattr(below.call, "right", None)
        if right is not None:
            yield right
        yield from _rights(below)
