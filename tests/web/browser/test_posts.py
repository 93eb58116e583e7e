"""Unggahan in a real browser: keys correct, numbers follow, everything is read and sent without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kentongan.core.access import Role
from kentongan.pipeline.search.searching import ask, find

WHY = "a real browser; needs playwright and axe-playwright-python"
expect = pytest.importorskip("playwright.sync_api", reason=WHY).expect
Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=WHY).Axe
Open = Callable[..., Any]


def negative(served: Any) -> int:
    """How many posts are negative now."""
    return find(served.office.workspace, ask(served.office.workspace, "nada:negatif")).total


def test_a_key_corrects_the_tone_and_the_number_changes(visit: Open, served: Any) -> None:
    page, before = visit(Role.ANALIS, "/unggahan?q=nada:negatif"), negative(served)
    expect(page.locator(".k-words strong")).to_have_text(str(before))
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-row]").nth(1)
    expect(second).to_have_class("k-hit k-at")
    page.keyboard.press("1")
    expect(second.locator('[aria-pressed="true"]')).to_contain_text("positif")
    expect(second).to_have_class("k-hit k-at")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(2)).to_have_class("k-hit k-at")
    page.reload()
    expect(page.locator(".k-words strong")).to_have_text(str(before - 1))


def test_without_javascript_it_is_searched_and_corrected(visit: Open, served: Any) -> None:
    page, before = visit(Role.ANALIS, "/unggahan", javascript=False), negative(served)
    page.locator("#k-q").fill("nada:negatif")
    page.get_by_role("button", name="Cari", exact=True).click()
    expect(page.locator(".k-words strong")).to_have_text(str(before))
    page.locator("[data-row]").first.get_by_role("button", name="netral").click()
    expect(page.locator(".k-news")).to_contain_text("Koreksi disimpan")
    assert negative(served) == before - 1


def test_all_hits_are_corrected_and_taken_back(visit: Open, served: Any) -> None:
    page = visit(Role.ANALIS, "/unggahan?q=jalan+nada:negatif")
    before = negative(served)
    page.get_by_text("Koreksi semua hasil sekaligus").click()
    page.locator("#pilihan").select_option("nada=netral")
    page.get_by_role("button", name="Lihat jumlahnya").click()
    page.get_by_role("button", name="Koreksi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Koreksi tersimpan")
    assert negative(served) < before
    page.get_by_role("button", name="Tarik semuanya").click()
    expect(page.locator(".k-news")).to_contain_text("koreksi ditarik")
    assert negative(served) == before


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_it_fits_and_everybody_can_read_it(visit: Open, dark: bool, phone: bool) -> None:
    for path in ("/unggahan", "/unggahan?q=jalan+rusak", "/unggahan?q=nda:x"):
        page = visit(Role.ANALIS, path, phone=phone, dark=dark)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    page.goto("/unggahan?q=jalan")
    page.locator(".k-hit a").first.click()
    page.wait_for_selector(".k-reasons")
    assert [
        one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")
    ] == []
