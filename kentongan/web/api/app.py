"""The API as an application of its own: its errors are problems, its callers bring tokens, its contract is OpenAPI."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig

from kentongan.pipeline.workspace import Workspace
from kentongan.web.api import days, desk, events, posts
from kentongan.web.api.problems import Problem, register

PATH = "/api/v1"
_ABOUT = """
Read what the office sees, correct labels, take note of alerts, and hear of new ones.

A token is made on the page *Pengguna* and sent as `Authorization: Bearer ktg_…`. It may do what it was given and what
its person may do, whichever is less. Errors are RFC 9457 problems, in Indonesian or, with `Accept-Language: en`, English.
"""


def create_api(workspace: Callable[[], Workspace], telemetry: TelemetryConfig) -> FastAPI:
    """The API of an office, to be mounted at `PATH`; the caller opens and closes the workspace.

    Args:
        workspace: gives the office's, with its settings as they stand now.
        telemetry: FastAPI's settings, with everything switched off.
    """
    api = FastAPI(
        title="Kentongan",
        version="1",
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        servers=[{"url": PATH}],
        root_path_in_servers=False,
        telemetry=telemetry,
    )
    api.state.workspace = workspace
    api.state.streams = Counter[str]()
    for part in (days, posts, desk, events):
        api.include_router(part.router)
    register(api)
    _name_problem(api)
    return api


def _name_problem(api: FastAPI) -> None:
    """Put the shape of problems into the contract, which the routes point to."""
    made = api.openapi

    def openapi() -> dict[str, Any]:
        contract = made()
        shapes = contract.setdefault("components", {}).setdefault("schemas", {})
        shapes["Problem"] = Problem.model_json_schema()
        return contract

    api.openapi = openapi  # type: ignore[method-assign]
