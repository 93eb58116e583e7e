"""A real browser on a real server: Debian's Chromium driven by Playwright. KENTONGAN_BROWSER=1 switches these tests on."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from browsing import PHONE, WIDE, Served, TickingClock, enter
from dashboard import opened

from kentongan.core.access import Role

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser alone unless it was asked for."""
    wanted = os.environ.get("KENTONGAN_BROWSER") == "1"
    reason = "a real browser; set KENTONGAN_BROWSER=1 (needs playwright and Chromium)"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not wanted:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def served(built_office: Path, tmp_path: Path) -> Iterator[Served]:
    """The sample office behind a real server."""
    import uvicorn

    with opened(built_office, tmp_path / "kantor", TickingClock()) as office, socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(office.app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield Served(f"http://localhost:{door.getsockname()[1]}", office)
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("KENTONGAN_BROWSER=1, but there is no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


Open = Callable[..., "Page"]


@pytest.fixture
def visit(chromium: Browser, served: Served) -> Iterator[Open]:
    """Opens a page as the person of a role: `visit(Role.ANALIS, "/isu", phone=True, dark=True, javascript=False)`."""
    contexts: list[BrowserContext] = []

    def go(
        role: Role | None = Role.ANALIS,
        path: str = "/",
        *,
        phone: bool = False,
        dark: bool = False,
        javascript: bool = True,
    ) -> Page:
        settings: dict[str, Any] = {
            "viewport": PHONE if phone else WIDE,
            "color_scheme": "dark" if dark else "light",
            "java_script_enabled": javascript,
            "locale": "id-ID",
            "timezone_id": "Asia/Jakarta",
        }
        context = chromium.new_context(base_url=served.url, **settings)
        contexts.append(context)
        page = context.new_page()
        if role is not None:
            enter(page, role)
        page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()
