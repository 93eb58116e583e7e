"""An officer's morning in a real browser, on the sample day."""

from __future__ import annotations

import re
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from browsing import Served, enter, mail_server

from kentongan.core.access import Role


def card(served: Served, part: str) -> Any:
    board = served.office.workspace.store.boards.latest()
    assert board is not None
    (found,) = [c for _, c in served.office.workspace.store.boards.cards(board.day, limit=100) if part in c.name]
    return found


def test_from_the_door_to_the_sent_report(visit: Any, served: Served) -> None:
    """A whole morning: in, read, judge, note, correct a passage, hand on; the leader approves on a phone; sent."""
    mailbox, day = mail_server(served), "2026-11-16"
    try:
        officer = visit(None, "/")
        enter(officer, Role.ANALIS)
        officer.get_by_role("heading", level=1, name="Senin, 16 November 2026").wait_for()
        officer.get_by_role("link", name="Jalan ambles Girimukti–Watupasang").first.click()
        officer.get_by_role("heading", name="Penilaian USG").wait_for()
        officer.get_by_label("Tulis catatan").fill("DPUPR dihubungi pukul 07.05.")
        officer.get_by_role("button", name="Simpan", exact=True).click()
        officer.get_by_text("Catatan disimpan.").wait_for()
        officer.goto("/")
        officer.get_by_role("link", name="Buka laporan").click()
        officer.locator("#b-ringkasan-butir-terbesar a.k-edit").click()
        officer.locator("#w-b-ringkasan-butir-terbesar").fill("Jalan ambles di Girimukti ditangani DPUPR pagi ini [1].")
        officer.locator("#b-ringkasan-butir-terbesar button.btn-primary").click()
        officer.locator("#b-ringkasan-butir-terbesar .k-kept").wait_for()
        officer.get_by_role("button", name="Tandai sudah diperiksa").click()
        officer.get_by_text("Ditandai sudah diperiksa.").wait_for()

        leader = visit(None, "/", phone=True)
        enter(leader, Role.PIMPINAN)
        leader.get_by_role("link", name="Buka laporan").click()
        leader.get_by_role("link", name="Baca lalu setujui").click()
        assert "ditangani DPUPR pagi ini" in leader.locator("main").inner_text()
        leader.get_by_role("button", name="Setujui versi ini").click()
        leader.get_by_text("Laporan disetujui.").wait_for()

        officer.goto(f"/laporan/{day}/kirim")
        officer.on("dialog", lambda dialog: dialog.accept())
        officer.get_by_role("button", name="Kirim 1 kiriman").click()
        officer.get_by_text("1 dari 1 kiriman terkirim.").wait_for()
        assert len(mailbox.received) == 1
        officer.goto("/")
        officer.get_by_text("Sudah dikirim.").wait_for()
    finally:
        mailbox.stop()


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar Uji</title><link>http://localhost/</link>
<item><title>Jembatan gantung Watupasang dibuka</title><link>http://localhost/1</link>
<pubDate>Mon, 16 Nov 2026 05:00:00 +0700</pubDate></item></channel></rss>"""


class Outlet(BaseHTTPRequestHandler):
    """A small outlet of this machine."""

    def do_GET(self) -> None:
        """Answer with the feed."""
        body = FEED.encode()
        self.send_response(200 if self.path == "/feed" else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def test_a_source_by_its_address(visit: Any, served: Served) -> None:
    workspace = served.office.workspace
    network = workspace.settings.tables.network.model_copy(update={"allow_hosts": ("127.0.0.1",)})
    tables = workspace.settings.tables.model_copy(update={"network": network})
    served.office.app.state.workspace = replace(workspace, settings=replace(workspace.settings, tables=tables))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = visit(Role.ANALIS, "/sumber")
        page.get_by_label("Alamat situs atau umpan").fill(f"http://127.0.0.1:{server.server_port}/feed")
        page.get_by_label("Nama media").fill("Kabar Uji")
        page.get_by_role("button", name="Uji alamat").click()
        page.get_by_text("Jembatan gantung Watupasang dibuka").wait_for()
        page.get_by_role("button", name="Simpan sumber ini").click()
        page.get_by_text("Kabar Uji disimpan").wait_for()
        assert page.get_by_role("heading", name="Kabar Uji").count() == 1
    finally:
        server.shutdown()
        server.server_close()


def test_a_merge_is_seen_on_the_board(visit: Any, served: Served) -> None:
    gone, stays = card(served, "Jalan berlubang"), card(served, "Jalan ambles")
    page = visit(Role.ANALIS, f"/isu/{gone.id}")
    page.get_by_text("Gabungkan dengan isu lain").click()
    page.get_by_label("Gabung ke").select_option(stays.id)
    page.get_by_role("button", name="Gabungkan").click()
    page.wait_for_url(f"**/isu/{stays.id}")
    for _ in range(120):
        page.goto("/isu")
        if page.get_by_role("link", name="Jalan berlubang Tegalrandu").count() == 0:
            break
        page.wait_for_timeout(500)
    assert page.get_by_role("link", name=re.compile("^Jalan berlubang")).count() == 0
    assert card(served, "Jalan ambles").posts == stays.posts + gone.posts


def test_a_hoax_from_paste_to_the_second_persons_word(visit: Any) -> None:
    officer = visit(Role.ANALIS, "/hoaks")
    officer.get_by_label("Tempel kabarnya").fill(
        "Besok semua SPBU di Wanasari tutup sepekan, sebarkan sebelum dihapus!"
    )
    officer.get_by_label("Beredar di").fill("grup WA RT")
    officer.get_by_label("Sejak").fill("tadi pagi")
    officer.get_by_role("button", name="Terima").click()
    officer.get_by_label("Satu kalimat yang dapat diperiksa").fill("Semua SPBU di Wanasari tutup selama sepekan.")
    officer.get_by_role("button", name="Mulai verifikasi").click()
    officer.get_by_role("heading", name="Langkah verifikasi").wait_for()
    case = officer.url
    while officer.get_by_placeholder("Apa hasilnya").count():
        officer.get_by_placeholder("Apa hasilnya").first.fill("Pertamina: SPBU buka seperti biasa")
        officer.get_by_role("button", name="Simpan").first.click()
        officer.get_by_text("Tersimpan.").wait_for()
    editor = visit(Role.REDAKTUR_HOAKS, case)
    editor.get_by_label("Jenis").select_option("konten palsu")
    editor.get_by_label("Kalimat putusan").fill("SPBU di Wanasari tetap buka.")
    editor.get_by_label("Fakta yang benar").fill("Pertamina menyatakan pasokan cukup.")
    editor.get_by_label("Bukti, satu baris satu").fill("https://wanasarikab.example/spbu")
    editor.get_by_role("button", name="Ajukan ke orang kedua").click()
    editor.get_by_role("button", name="Setujui sebagai orang kedua").click()
    assert "409" in editor.locator(".k-kicker").inner_text()
    editor.goto(case)
    assert editor.get_by_role("button", name="Setujui sebagai orang kedua").count() == 1
    leader = visit(Role.PIMPINAN, case)
    leader.get_by_role("button", name="Setujui sebagai orang kedua").click()
    leader.get_by_role("heading", name="Klarifikasi").wait_for()


def test_keys_alone_are_enough(visit: Any) -> None:
    page = visit(None, "/masuk")
    page.keyboard.type("analis")
    page.keyboard.press("Tab")
    page.keyboard.type("gendang bertalu pagi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "k-q"
    page.keyboard.press("Escape")
    page.goto("/isu")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/isu/i-*")
    assert page.get_by_role("heading", level=1).inner_text() == second


def test_everything_can_be_read_without_javascript(visit: Any, served: Served) -> None:
    page = visit(Role.ANALIS, "/", javascript=False)
    assert page.get_by_role("link", name="Jalan ambles Girimukti–Watupasang").count() >= 1
    page.goto(f"/isu/{card(served, 'Jalan ambles').id}")
    assert "Amblesnya" in page.content()
    page.get_by_text("Ganti nama").click()
    page.get_by_label("Nama isu").fill("Jalan ambles Girimukti")
    page.get_by_role("button", name="Simpan nama").click()
    page.get_by_text("Tersimpan.").first.wait_for()
    page.goto("/akurasi")
    page.get_by_role("link", name="Ukur sekarang").click()
    page.get_by_role("row").nth(5).wait_for()


def test_no_page_breaks_its_own_policy(visit: Any, served: Served) -> None:
    from kentongan.web.registry import PAGES

    page = visit(Role.ANALIS, "/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    elsewhere: list[str] = []
    page.on(
        "request", lambda request: elsewhere.append(request.url) if not request.url.startswith(served.url) else None
    )
    for entry in PAGES:
        if served.office.person(Role.ANALIS).may(entry.right):
            page.goto(entry.path)
            page.wait_for_load_state("networkidle")
    assert [line for line in said if "Content Security Policy" in line or "Error" in line] == []
    assert elsewhere == []
