"""Laporan in a real browser: two officers write at once, from draft to sent, by keyboard, without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from browsing import mail_server
from dashboard import PASSWORD

from kentongan.core.access import Role
from kentongan.pipeline.reports.versions import written
from kentongan.pipeline.users.access import change_password, open_session
from kentongan.pipeline.users.users import add_user

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = "2026-11-16"
AT = f"/laporan/{DAY}"
POINT, OTHER = "b-ringkasan-butir-terbesar", "b-ringkasan-butir-volume"
Visit = Callable[..., "Page"]


def standing(served: Any, key: str) -> str:
    """A passage as it stands in the store."""
    version = served.office.workspace.store.reports.latest(DAY, "harian")
    assert version is not None
    return written(served.office.workspace, version).standings[key].text


def colleague(visit: Visit, served: Any, path: str) -> Page:
    """A page of a second analyst."""
    workspace = served.office.workspace
    account = workspace.store.users.named("budi")
    if account is None:
        user, once = add_user(workspace, "budi", "Budi Santoso, Ketua Tim", [Role.ANALIS])
        change_password(workspace, user, once, PASSWORD)
        account = workspace.store.users.named("budi")
    page = visit(None, "/masuk")
    token = open_session(workspace, account.user)
    page.context.add_cookies([{"name": "kentongan", "value": token, "url": served.url}])
    page.goto(path)
    return page


def opened(page: Page, passage: str) -> Any:
    """A passage opened for writing, in its place; returns its text field."""
    page.locator(f"#{passage} a.k-edit").click()
    field = page.locator(f"#w-{passage}")
    field.wait_for()
    return field


def save(page: Page, passage: str) -> None:
    """Press Simpan in a passage."""
    page.locator(f"#{passage} button.btn-primary").click()


def test_two_officers_lose_no_word(visit: Visit, served: Any) -> None:
    """Both have one draft open. Other passages, other words, the same words: everything typed is found again."""
    key = "ringkasan/butir/terbesar"
    machine = standing(served, key)
    first, second = visit(Role.ANALIS, AT), colleague(visit, served, AT)
    mine, theirs = opened(first, POINT), opened(second, POINT)
    mine.fill(machine.replace("Isu terbesar", "Isu utama"))
    theirs.fill(machine + " Mohon arahan.")
    save(first, POINT)
    first.locator(f"#{POINT} .k-kept").wait_for()
    save(second, POINT)
    second.locator(f"#{POINT} .k-kept").wait_for()
    assert "ikut digabung" in second.locator(f"#{POINT} .k-kept").inner_text()
    assert standing(served, key) == machine.replace("Isu terbesar", "Isu utama") + " Mohon arahan."

    # The same words: the slower one is shown all three texts, and what was typed is still in the box.
    mine, theirs = opened(first, OTHER), opened(second, OTHER)
    before = standing(served, "ringkasan/butir/volume")
    mine.fill(before.replace("Terpantau", "Tercatat"))
    theirs.fill(before.replace("Terpantau", "Dihimpun"))
    second.locator(f"#{OTHER} .k-typed", has_text="Tersimpan sementara").wait_for()
    save(first, OTHER)
    first.locator(f"#{OTHER} .k-kept").wait_for()
    save(second, OTHER)
    second.locator(f"#{OTHER} .k-clash").wait_for()
    assert "Tercatat" in second.locator("#t-theirs").inner_text()
    assert second.locator(f"#w-{OTHER}").input_value().startswith("Dihimpun")
    # Even when the browser is closed now, the text waits.
    again = colleague(visit, served, f"{AT}/sunting?bagian=ringkasan/butir/volume")
    assert again.locator(f"#w-{OTHER}").input_value().startswith("Dihimpun")
    second.locator(f"#w-{OTHER}").fill(before.replace("Terpantau", "Tercatat dan dihimpun"))
    save(second, OTHER)
    second.locator(f"#{OTHER} .k-kept").wait_for()
    assert standing(served, "ringkasan/butir/volume").startswith("Tercatat dan dihimpun")


def test_from_draft_to_approved_and_sent(visit: Visit, served: Any) -> None:
    """Edited, handed on, approved by the leader, the recipients read, sent to a real mail server; nothing twice."""
    mailbox = mail_server(served)
    try:
        page = visit(Role.ANALIS, AT)
        field = opened(page, POINT)
        page.locator(f"#{POINT} .k-ref").first.click()
        assert field.input_value().endswith("]")
        field.fill("Jalan ambles di Girimukti perlu keputusan pagi ini [1].")
        save(page, POINT)
        page.locator(f"#{POINT} .k-kept").wait_for()
        # The officer's own edit does not stand in the way of handing on the page that was read.
        page.get_by_role("button", name="Tandai sudah diperiksa").click()
        page.get_by_text("Ditandai sudah diperiksa.").wait_for()

        leader = visit(Role.PIMPINAN, AT)
        leader.get_by_role("link", name="Baca lalu setujui").click()
        assert "perlu keputusan pagi ini" in leader.locator("main").inner_text()
        leader.get_by_role("button", name="Setujui versi ini").click()
        leader.get_by_text("Laporan disetujui.").wait_for()

        page.goto(f"{AT}/kirim")
        assert "pimpinan@kantor.example" in page.locator("main").inner_text()
        assert mailbox.received == []
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Kirim 1 kiriman").click()
        page.get_by_text("1 dari 1 kiriman terkirim.").wait_for()
        assert len(mailbox.received) == 1
        assert "Semua sudah terkirim." in page.locator("main").inner_text()
        page.goto(AT)
        assert page.locator(".k-state").first.inner_text() == "Dikirim"
        frame = visit(Role.PIMPINAN, f"{AT}/v1/pratinjau").frame_locator("iframe")
        assert "perlu keputusan pagi ini" in frame.locator("#ringkasan").inner_text()
    finally:
        mailbox.stop()


def test_reading_and_writing_without_a_script(visit: Visit, served: Any) -> None:
    """Links and forms alone: read, open, save, see the difference."""
    page = visit(Role.ANALIS, AT, javascript=False)
    page.locator(f"#{POINT} a.k-edit").click()
    page.locator(f"#w-{POINT}").fill("Kalimat tanpa skrip.")
    page.get_by_role("button", name="Simpan").click()
    assert "Tersimpan." in page.locator("main").inner_text()
    assert standing(served, "ringkasan/butir/terbesar") == "Kalimat tanpa skrip."
    page.get_by_role("link", name="Perbedaan").click()
    assert page.locator("ins").first.inner_text()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "path",
    [
        "/laporan",
        AT,
        f"{AT}/sunting?bagian=ringkasan/butir/terbesar",
        f"{AT}/beda?dengan=kemarin",
        f"{AT}/v1/pratinjau?bentuk=txt",
        f"{AT}/kirim",
    ],
)
def test_everybody_can_read_it(visit: Visit, path: str, *, dark: bool) -> None:
    """Axe finds nothing serious; nothing sticks out on a phone."""
    from axe_playwright_python.sync_playwright import Axe

    page = visit(Role.ANALIS, path, dark=dark, phone=dark)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")] == []
