"""The dashboard over the sample day: an office whose day was analysed, its people, and ways in."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from kentongan.core.access import Role, User
from kentongan.core.clock import Clock, StoppedClock
from kentongan.pipeline.analysing.analyse import analyse
from kentongan.pipeline.demo import DAY, DAY_BEFORE, fill
from kentongan.pipeline.reports.reporting import make_report
from kentongan.pipeline.users.access import change_password, open_session
from kentongan.pipeline.users.users import add_user
from kentongan.pipeline.workspace import Workspace, open_workspace
from kentongan.web.app import create_app
from kentongan.web.tokens import FIELD

NOW = datetime.fromisoformat("2026-11-16T07:00:00+07:00")
PASSWORD = "gendang bertalu pagi"  # noqa: S105 - of people made up for tests
HOST = "http://localhost:8600"
PEOPLE: Mapping[Role, str] = {
    Role.PIMPINAN: "Rahmat Hidayat, Kepala Dinas",
    Role.ANALIS: "Sari Wulandari, Pranata Humas",
    Role.REDAKTUR_HOAKS: "Bima Prakoso, Redaktur Hoaks",
    Role.ADMIN: "Dewi Lestari, Admin Sistem",
}


def build_office(folder: Path) -> Path:
    """The sample day in `folder`, with one person a role; returns the settings' path."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "kentongan.toml"
    with as_file(files("kentongan.sample")) as sample:
        for name in ("kentongan.toml", "wilayah.csv"):
            shutil.copyfile(sample / name, folder / name)
        text = config.read_text(encoding="utf-8")
        # One small form: a page renders the form that is asked for by itself.
        config.write_text(text.replace("[laporan]\n", '[laporan]\nbentuk = ["txt"]\n', 1), encoding="utf-8")
        with open_workspace(config, clock=StoppedClock(NOW)) as workspace:
            fill(workspace, sample)
            analyse(workspace, DAY_BEFORE)
            make_report(workspace, DAY, findings=analyse(workspace, DAY).findings)
    with open_workspace(config, clock=StoppedClock(NOW)) as workspace:
        for role, full_name in PEOPLE.items():
            user, once = add_user(workspace, role.value.replace("_", "."), full_name, [role])
            change_password(workspace, user, once, PASSWORD)
    return config


@dataclass
class Browser:
    """A client that keeps cookies and sends forms as a page would, over ASGI without a socket."""

    app: FastAPI
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Open an address; redirects are not followed."""
        return self._send("GET", path, headers=headers)

    def post(self, path: str, *, page: str = "", token: str | None = None, **fields: Any) -> httpx.Response:
        """Send a form with the token of `page` (default: the first page)."""
        if token is None:
            token = self.token(page or "/")
        return self._send("POST", path, data={FIELD: token, **fields})

    def token(self, page: str = "/") -> str:
        """The form token that a page carries."""
        found = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', self.get(page).text)
        return found.group(1) if found else ""

    def _send(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HOST, cookies=self.cookies) as client:
                response = await client.request(method, path, **more)
                for name, value in response.cookies.items():
                    self.cookies[name] = value
                for header in response.headers.get_list("set-cookie"):
                    if "Max-Age=0" in header:
                        self.cookies.pop(header.split("=", 1)[0], None)
                return response

        return asyncio.run(send())


@dataclass
class OpenOffice:
    """An office whose dashboard is open: the workspace, the application, and clients by role."""

    workspace: Workspace
    app: FastAPI

    def visitor(self, role: Role | None = Role.ANALIS) -> Browser:
        """A client in which the person of this role is logged in; None = a stranger."""
        browser = Browser(self.app)
        if role is not None:
            browser.cookies["kentongan"] = open_session(self.workspace, self.person(role))
        return browser

    def person(self, role: Role) -> User:
        """The person of this role."""
        account = self.workspace.store.users.named(role.value.replace("_", "."))
        assert account is not None
        return account.user


@contextmanager
def opened(built: Path, folder: Path, clock: Clock | None = None) -> Iterator[OpenOffice]:
    """A copy of a built office, open."""
    shutil.copytree(built.parent, folder, dirs_exist_ok=True)
    with open_workspace(folder / "kentongan.toml", clock=clock or StoppedClock(NOW)) as workspace:
        yield OpenOffice(workspace, create_app(workspace))
