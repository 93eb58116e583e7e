"""The page in a real browser: no serious finding of axe, nothing wider than the screen, no label upon another.

Switched on by KENTONGAN_BROWSER=1; needs Chromium (KENTONGAN_CHROMIUM names another path) and Python's playwright and
axe-playwright-python.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reports.daily import compose_daily
from reports.html_pages import html_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.environ.get("KENTONGAN_BROWSER") != "1",
        reason="KENTONGAN_BROWSER=1 opens pages in Chromium; pip install playwright axe-playwright-python",
    ),
]
DAYS = ("example_day", "empty_day", "heavy_day", "hostile_day")
WIDTHS = (1280, 768, 360)

# Labels of one drawing whose boxes share more than a hair, as pairs of words.
COLLISIONS = """() => [...document.querySelectorAll('svg[role=img]')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim())
    .map(t => [t.textContent, t.getBoundingClientRect()]).filter(([, b]) => b.width > 0)
  return boxes.flatMap(([one, a], i) => boxes.slice(i + 1)
    .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
    .map(([other]) => `${one} / ${other}`))
})"""
# Labels that leave their drawing.
CUT_LABELS = """() => [...document.querySelectorAll('svg[role=img]')].flatMap(svg => {
  const frame = svg.getBoundingClientRect()
  return [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
    .filter(([, b]) => b.width > 0 && (b.left < frame.left - 1 || b.right > frame.right + 1
                                       || b.top < frame.top - 1 || b.bottom > frame.bottom + 1))
    .map(([words]) => words)
})"""
# Elements that stick out at the side, apart from what lies in a box that scrolls.
WIDER = """() => [...document.body.querySelectorAll('*')].filter(e => {
  const b = e.getBoundingClientRect()
  return b.width > 0 && b.right > document.documentElement.clientWidth + 1
    && !e.closest('.scroll, .skip') && !e.closest('svg')
}).map(e => e.tagName + '.' + e.className)"""
# Words of table heads that run over the edge of their cell, at either side.
TIGHT_HEADS = """() => [...document.querySelectorAll('th')].filter(th => {
  if (!th.offsetParent) return false
  const cell = th.getBoundingClientRect(), range = document.createRange()
  range.selectNodeContents(th)
  const words = range.getBoundingClientRect()
  return words.left < cell.left - 1 || words.right > cell.right + 1
}).map(th => th.textContent)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("KENTONGAN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as started:
        # In a container of CI there is no sandbox to be had; the pages are our own.
        running = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def files(days: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each day as a file."""
    folder = tmp_path_factory.mktemp("browser")
    made = {}
    for name in DAYS:
        # axe reads every row of every list: a fifth of the heavy day has all of its shapes.
        day = days.heavy_day(180) if name == "heavy_day" else getattr(days, name)()
        made[name] = folder / f"{name}.html"
        made[name].write_text(html_page(compose_daily(day), day), encoding="utf-8")
    return made


def opened(browser: Any, path: Path, width: int, scheme: str = "light") -> Any:
    """A tab with the page."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(browser: Any, files: dict[str, Path], width: int, scheme: str, name: str) -> None:
    """No violation of weight "serious" or "critical", and no moderate one either."""
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, files[name], width, scheme)
    found = Axe().run(page).response["violations"]
    page.close()

    weighty = [v for v in found if v["impact"] in ("moderate", "serious", "critical")]
    assert [(v["id"], v["impact"], v["nodes"][0]["html"][:160]) for v in weighty] == []


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(browser: Any, files: dict[str, Path], width: int, name: str) -> None:
    """The page does not scroll sideways; no element sticks out; no head of a table runs into the next."""
    page = opened(browser, files[name], width)
    try:
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert page.evaluate(WIDER) == []
        assert page.evaluate(TIGHT_HEADS) == []
    finally:
        page.close()


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("width", WIDTHS)
def test_labels_of_charts_neither_collide_nor_leave(
    browser: Any, files: dict[str, Path], width: int, name: str
) -> None:
    """Every label of every drawing has its place to itself, inside the drawing."""
    page = opened(browser, files[name], width)
    try:
        assert page.evaluate(COLLISIONS) == []
        assert page.evaluate(CUT_LABELS) == []
    finally:
        page.close()


def test_the_checks_find_what_is_planted(browser: Any, tmp_path: Path) -> None:
    """A wide box, a tight head, two labels upon one another, one cut off, and words too pale to read."""
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "planted.html"
    path.write_text(
        "<!doctype html><html lang=id><title>uji</title><main><h1 style='color:#eee;background:#fff'>Pucat</h1>"
        "<div style='width:2000px'>lebar</div><table style='table-layout:fixed;width:60px'><tr><th>Kabupatenkota</table>"
        "<table style='table-layout:fixed;width:40px;direction:rtl;margin-left:90px'><tr><th>Kecamatan</table>"
        "<svg role=img aria-label=uji width=90 height=40><text x=5 y=20>satu dua</text><text x=9 y=21>tiga</text>"
        "<text x=70 y=38>keluar tepi</text></svg></main></html>",
        encoding="utf-8",
    )
    page = opened(browser, path, 360)

    assert page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert "DIV." in page.evaluate(WIDER)
    assert page.evaluate(TIGHT_HEADS) == ["Kabupatenkota", "Kecamatan"]
    assert page.evaluate(COLLISIONS) == ["satu dua / tiga"]
    assert page.evaluate(CUT_LABELS) == ["keluar tepi"]
    assert "color-contrast" in {v["id"] for v in Axe().run(page).response["violations"]}
