"""People's pages in a real browser: an officer is added and works, on a phone, by keyboard, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kentongan.core.access import Role
from kentongan.core.alerting import AlertState, Decided
from kentongan.core.findings import Alert

if TYPE_CHECKING:
    from conftest import Served
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
PAGES = ("/pengguna", "/akun", "/audit", "/data-pribadi")


def test_a_new_officer_gets_in(visit: Open) -> None:
    """The admin hands over the one-time password; the officer sets one and is at work. No JavaScript is needed."""
    admin = visit(Role.ADMIN, "/pengguna", javascript=False)
    admin.get_by_label("Nama dan jabatan").fill("Budi Santoso, Analis Media")
    admin.get_by_label("Nama masuk").fill("budi.s")
    admin.get_by_role("checkbox", name="Analis").check()
    admin.get_by_role("button", name="Tambah pengguna").click()
    once = admin.locator(".k-secret").inner_text()
    officer = visit(None, "/masuk", phone=True)
    officer.get_by_label("Nama pengguna").fill("budi.s")
    officer.get_by_label("Sandi", exact=True).fill(once)
    officer.get_by_role("button", name="Masuk").click()
    officer.wait_for_url("**/sandi")
    officer.get_by_label("Sandi sekarang").fill(once)
    officer.get_by_label("Sandi baru", exact=True).fill("tiga perahu di muara")
    officer.get_by_label("Ulangi sandi baru").fill("tiga perahu di muara")
    officer.get_by_role("button", name="Simpan sandi").click()
    officer.wait_for_url("**/")
    assert officer.locator("h1").count() == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(visit: Open, served: Served, dark: bool) -> None:
    """WCAG 2.2 AA as far as a machine can tell; nothing reaches beyond 360 pixels."""
    from axe_playwright_python.sync_playwright import Axe

    person = served.office.person(Role.ANALIS).id
    page = visit(Role.ADMIN, "/", phone=dark, dark=dark)
    for path in (*PAGES, f"/pengguna/{person}"):
        page.goto(path)
        found = Axe().run(page).response["violations"]
        grave = [
            (one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in ("serious", "critical")
        ]
        assert grave == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_an_alarm_is_told_on_an_open_page(visit: Open, served: Served) -> None:
    """Without a reload, as words; and the console stays quiet under the strict policy."""
    page = visit(Role.PIMPINAN, "/isu")
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.wait_for_function("localStorage.getItem('kentongan-kabar') > 0")
    store = served.office.workspace.store
    alert = Alert("al-uji", "i-uji", "drum", served.office.workspace.clock.now(), 9.0, "naik <b>tajam</b>")
    states = {**store.alerts.states(), ("i-uji", "drum"): AlertState(alert, alert.at, waiting=False, silent_until=None)}
    store.alerts.keep(Decided((alert,), states))
    told = page.locator(".k-news-alert")
    told.wait_for(timeout=10_000)
    assert "Peringatan baru" in told.inner_text()
    assert "naik <b>tajam</b>" in told.inner_text()
    assert errors == []
