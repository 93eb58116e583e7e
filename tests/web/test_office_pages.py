"""Sumber, Daftar pantau, Aturan peringatan, Akurasi: what an office sets up, and by whom."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from dashboard import Browser, OpenOffice

from kentongan.core.access import Role


def test_the_watch_list_is_kept_in_the_settings_and_used_at_once(own_office: OpenOffice) -> None:
    browser = own_office.visitor()
    before = browser.get("/pantauan").text
    assert "PDAM Tirta Wanasari" in before
    answer = browser.post(
        "/pantauan", kata_pantau="PDAM Tirta Wanasari\n  Pasar   Baru \nPasar Baru\n", sebutan="Wanasari"
    )
    assert answer.status_code == 303
    assert own_office.app.state.workspace.office.watch_words == ("PDAM Tirta Wanasari", "Pasar Baru")
    assert "Pasar Baru" in browser.get("/pantauan").text
    assert "Pasar Baru" in own_office.workspace.settings.file.read_text(encoding="utf-8")
    assert own_office.visitor(Role.PIMPINAN).post("/pantauan", kata_pantau="x").status_code == 403


def _trial(browser: Browser) -> str:
    for _ in range(600):
        page = browser.get("/aturan").text
        if "Sedang memutar ulang" not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("the trial never ended")


@pytest.mark.more
def test_rules_are_tried_before_they_are_kept(own_office: OpenOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.pipeline.analysing.rules_desk._TRIAL_DAYS", 2)
    browser = own_office.visitor()
    assert "Uji dulu" in browser.post("/aturan/simpan").text
    assert browser.post("/aturan/uji", lonjakan_minimal="25", kenaikan_minimal="4").status_code == 303
    page = _trial(browser)
    assert "peringatan" in page
    assert "Simpan aturan yang diuji" in page
    assert own_office.app.state.workspace.office.min_burst != 25
    assert browser.post("/aturan/simpan").status_code == 303
    assert own_office.app.state.workspace.office.min_burst == 25
    assert own_office.app.state.workspace.office.min_ratio == 4
    browser.post("/aturan/uji", lonjakan_minimal="banyak")
    assert "tidak dapat dipakai" in _trial(browser)


def test_times_are_kept_and_wrong_ones_told(own_office: OpenOffice) -> None:
    browser = own_office.visitor()
    assert browser.post("/aturan/waktu", tenang_mulai="21.30", tenang_selesai="05:00", jeda_jam="12").status_code == 303
    alerts = own_office.app.state.workspace.settings.tables.alerts
    assert (alerts.quiet_from.hour, alerts.quiet_from.minute, alerts.calm_hours) == (21, 30, 12)
    wrong = browser.post("/aturan/waktu", tenang_mulai="malam")
    assert wrong.status_code == 400
    assert "Contoh: 21.00" in wrong.text


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar Uji</title><link>http://localhost/</link>
<item><title>Jalan desa <![CDATA[<script>alert(1)</script>]]> diperbaiki</title><link>http://localhost/1</link>
<pubDate>Mon, 16 Nov 2026 05:00:00 +0700</pubDate></item></channel></rss>"""


class Feed(BaseHTTPRequestHandler):
    """A small outlet of this machine."""

    def do_GET(self) -> None:
        """Answer with the feed."""
        body = FEED.encode() if self.path == "/feed" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def test_a_source_is_tried_shown_and_kept_by_its_address(own_office: OpenOffice) -> None:
    from dataclasses import replace

    server = ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        browser, address = own_office.visitor(), f"http://127.0.0.1:{server.server_port}/feed"
        closed = browser.post("/sumber/uji", alamat=address)
        assert "Simpan sumber ini" not in closed.text, "the office's own network is closed unless it is opened"
        settings = own_office.workspace.settings
        network = settings.tables.network.model_copy(update={"allow_hosts": ("127.0.0.1",)})
        opened = replace(settings, tables=settings.tables.model_copy(update={"network": network}))
        own_office.app.state.workspace = replace(own_office.workspace, settings=opened)
        page = browser.post("/sumber/uji", alamat=address, nama="Kabar Uji").text
        assert "diperbaiki" in page
        assert "<script>alert" not in page
        assert browser.post("/sumber/tambah", alamat=address, jenis="feed", nama="Kabar Uji").status_code == 303
        assert "Kabar Uji" in browser.get("/sumber").text
        (source,) = [one for one in own_office.workspace.store.sources.all() if one.name == "Kabar Uji"]
        assert browser.post("/sumber/saklar", sumber=source.id, nyala="false").status_code == 303
        assert browser.post("/sumber/hapus", sumber=source.id).status_code == 303
        assert "Kabar Uji dihapus" in browser.get("/sumber").text
        assert "Kabar Uji" not in browser.get("/sumber").text
        assert browser.post("/sumber/uji", alamat=" ").status_code == 400
    finally:
        server.shutdown()
        server.server_close()


def test_accuracy_is_measured_when_it_is_asked_for(office: OpenOffice) -> None:
    browser = office.visitor(Role.PIMPINAN)
    assert "Belum ada koreksi label" in browser.get("/akurasi").text
    part = browser.get("/akurasi/ukur", **{"HX-Request": "true"}).text
    assert "<html" not in part
    assert part.count("<tr>") > 5


def test_a_playbook_is_checked_before_it_is_kept(own_office: OpenOffice) -> None:
    browser = own_office.visitor()
    page = browser.get("/playbook").text
    assert "<td>Humas dan OPD pemilik</td><td>3 jam</td>" in page
    assert "jam:" not in page.partition("<textarea")[0]
    assert "bawaan" in page
    text = own_office.workspace.settings.folder / "playbook.toml"
    wrong = browser.post("/playbook", teks='[[row]]\nkey = "x"\nform = "laporkan ke polisi"\n')
    assert wrong.status_code == 400
    assert "Belum disimpan" in wrong.text
    assert not text.exists()
    from analysis.advice.playbook_file import shipped_text

    assert browser.post("/playbook", teks="# milik kami\n" + shipped_text()).status_code == 303
    assert text.read_text(encoding="utf-8").startswith("# milik kami")
    assert own_office.app.state.workspace.settings.tables.judgement.playbook == "playbook.toml"
    assert "# milik kami" in browser.get("/playbook").text
    assert own_office.visitor(Role.PIMPINAN).post("/playbook", teks="").status_code == 403


def test_everybody_who_may_act_has_a_name_on_the_page() -> None:
    """A new owner of the playbook needs words, else its page would break."""
    from analysis.advice.playbook_file import OWNERS
    from kentongan.web.pages.playbook import _OWNERS

    assert set(_OWNERS) == set(OWNERS)
