"""Every page, light and dark, wide and on a phone: no serious or critical finding of axe, nothing broader than the screen."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import Served

from kentongan.core.access import Role
from kentongan.web.registry import PAGES

LOOKS = [(False, False), (False, True), (True, False)]


def findings(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in grave]


def roles_of(path: str) -> Role:
    right = next((page.right for page in PAGES if page.path == path), None)
    if right is None:
        return Role.ANALIS
    from kentongan.core.access import may

    return next(role for role in (Role.ANALIS, Role.ADMIN, Role.PIMPINAN, Role.REDAKTUR_HOAKS) if may(role, right))


@pytest.mark.parametrize(("phone", "dark"), LOOKS)
@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_a_page_of_the_menu(visit: Any, path: str, phone: bool, dark: bool) -> None:
    page = visit(roles_of(path), path, phone=phone, dark=dark)
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("phone", "dark"), LOOKS)
def test_pages_of_single_things(visit: Any, served: Served, phone: bool, dark: bool) -> None:
    store = served.office.workspace.store
    board = store.boards.latest()
    assert board is not None
    ((_, card),) = store.boards.cards(board.day, limit=1)
    post = store.boards.issue(card.id)
    assert post is not None
    complaint = served.office.workspace.store.complaints.listed(wanted(), limit=1)[0][0]
    page = visit(Role.ANALIS, "/hoaks", phone=phone, dark=dark)
    page.get_by_role("button", name="Ambil ke meja").first.click()
    paths = [page.url, f"/isu/{card.id}", f"/aduan/{complaint.post_id}", "/sandi", "/tidak-ada"]
    paths += [f"/unggahan/{post[1].view.posts[0]}", f"/laporan/{board.day}"]
    for path in paths:
        page.goto(path)
        assert findings(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def wanted() -> Any:
    from kentongan.store.complaints import WantedComplaints

    return WantedComplaints()


@pytest.mark.parametrize(("phone", "dark"), LOOKS)
def test_the_door(visit: Any, phone: bool, dark: bool) -> None:
    page = visit(None, "/masuk", phone=phone, dark=dark)
    assert findings(page) == []
