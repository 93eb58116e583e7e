"""Logging in with the office's account in a real browser: to the provider and back, and out of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from identity_server import behind, providing

if TYPE_CHECKING:
    from conftest import Served
    from playwright.sync_api import Page

pytest.importorskip("joserfc", reason="pip install joserfc, then run this file again")
Open = Callable[..., "Page"]
SARI = {"sub": "1", "preferred_username": "sari.luar", "name": "Sari Wulandari", "groups": ["humas"]}


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "nojs"])
def test_an_officer_comes_in_and_leaves(visit: Open, served: Served, javascript: bool) -> None:
    """The strict policy lets the browser go to the provider and back; nothing is asked for twice."""
    with providing(**SARI) as provider:
        provider.now = served.office.workspace.clock.now().timestamp()
        behind(served.office, provider, address=served.url)
        page = visit(None, "/isu", phone=not javascript, javascript=javascript)
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.get_by_role("link", name="Masuk dengan akun kantor").click()
        page.get_by_role("link", name="Setuju").click()
        page.wait_for_url("**/isu")
        page.goto("/akun")
        assert "diganti di sana" in page.locator("main").inner_text()
        page.goto("/")
        if not page.get_by_role("button", name="Keluar").first.is_visible():
            page.locator("summary").first.click()
        page.get_by_role("button", name="Keluar").first.click()
        page.wait_for_url("**/masuk?keluar=1")
        page.get_by_role("link", name="Keluar juga dari akun kantor").click()
        page.get_by_role("link", name="Selesai").click()
        page.wait_for_url("**/masuk")
        assert errors == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(visit: Open, served: Served, dark: bool) -> None:
    """The door with its further way in, and with what went wrong, within 360 pixels."""
    from axe_playwright_python.sync_playwright import Axe

    with providing(**SARI) as provider:
        for passwords in ("semua", "admin", "tidak"):
            behind(served.office, provider, address=served.url, sandi=passwords)
            page = visit(None, "/masuk?keluar=1", phone=dark, dark=dark)
            for path in ("/masuk?keluar=1", "/masuk/kantor/kembali?error=access_denied"):
                page.goto(path)
                grave = [
                    (one["id"], one["nodes"][0]["html"][:120])
                    for one in Axe().run(page).response["violations"]
                    if one["impact"] in ("serious", "critical")
                ]
                assert grave == [], path
                assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
