"""Laporan: archive, passages, two officers at once, previews, approval and sending, over ASGI."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import httpx
import pytest
from dashboard import PEOPLE, Browser, OpenOffice

from kentongan.config.delivery import ChannelTable, MailTable
from kentongan.core.access import Role
from kentongan.pipeline.reports import reporting
from kentongan.pipeline.reports.versions import BRIEF_KEY, Written, drawn, written
from kentongan.pipeline.workspace import Workspace
from kentongan.store.reports import ReportVersion
from kentongan.web.app import create_app
from kentongan.web.pages import reports as pages
from kentongan.web.visit import Visit

DAY = "2026-11-16"
AT = f"/laporan/{DAY}"
POINT = "ringkasan/butir/volume"
HTMX = {"HX-Request": "true"}


def send(browser: Browser, path: str, **fields: object) -> httpx.Response:
    """Send a form; the token of one small page serves the whole session."""
    token = browser.cookies.get("probe") or browser.cookies.setdefault("probe", browser.token("/laporan"))
    return browser.post(path, token=token, **fields)


def standing(office: OpenOffice, key: str = POINT) -> dict[str, str]:
    """The hidden fields of a passage's form, as the page has them now."""
    version = office.workspace.store.reports.latest(DAY, "harian")
    assert version is not None
    return {"bagian": key, "versi": version.id, "nomor": str(written(office.workspace, version).standings[key].number)}


def words(page: httpx.Response | str) -> str:
    """The words of a page."""
    text = page if isinstance(page, str) else page.text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def text(office: OpenOffice, key: str = POINT) -> str:
    """A passage as it stands."""
    version = office.workspace.store.reports.latest(DAY, "harian")
    assert version is not None
    return written(office.workspace, version).standings[key].text


def test_the_draft_is_read_by_all_and_opened_by_officers(office: OpenOffice) -> None:
    """Every role reads; only an analyst finds the way to write, and only then may."""
    analyst, leader = office.visitor(), office.visitor(Role.PIMPINAN)
    for browser in (analyst, leader, office.visitor(Role.ADMIN)):
        page = browser.get(AT)
        assert page.status_code == 200
        assert "Senin, 16 November 2026" in page.text
        assert html.escape(text(office)) in page.text
    assert "/sunting?bagian=" in analyst.get(AT).text
    assert "/sunting?bagian=" not in leader.get(AT).text
    assert leader.get(f"{AT}/sunting?bagian={POINT}").status_code == 403
    assert send(leader, f"{AT}/simpan", teks="x", **standing(office)).status_code == 403
    assert send(analyst, f"{AT}/setujui", dibaca="x").status_code == 403
    assert send(office.visitor(Role.REDAKTUR_HOAKS), f"{AT}/kirim").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/laporan/kemarin",
        "/laporan/2020-01-01",
        f"{AT}/v9",
        f"{AT}/v1/berkas/exe",
        f"{AT}/v1/berkas/..%2f..%2fetc",
        f"{AT}/arsip/..%2fkentongan.toml",
        f"{AT}/arsip/kentongan.toml",
        f"{AT}/sunting?bagian=x/y",
    ],
)
def test_what_is_not_there_is_a_clear_page(office: OpenOffice, path: str) -> None:
    """No report, no version, no form, no passage: 404."""
    assert office.visitor().get(path).status_code == 404


def test_saving_without_a_script(own_office: OpenOffice) -> None:
    """A plain form: saved, told, in the audit log, in the archive, in the differences; then taken back."""
    browser = own_office.visitor()
    machine = text(own_office)
    form = browser.get(f"{AT}/sunting?bagian={POINT}")
    assert f">{html.escape(machine)}</textarea>" in form.text
    answer = send(browser, f"{AT}/simpan", teks=machine + " Mohon arahan.", **standing(own_office))
    assert (answer.status_code, answer.headers["location"]) == (303, AT)
    page = browser.get(AT)
    assert "Tersimpan." in page.text
    assert "Mohon arahan." in words(page)
    assert PEOPLE[Role.ANALIS] in words(page)
    assert "<ins>" in browser.get(f"{AT}/beda").text
    listed = browser.get("/laporan")
    assert "1 bagian" in words(listed)
    file = re.search(rf'href="({AT}/arsip/[^"]+)"', listed.text)
    assert file is not None
    assert browser.get(file[1]).headers["content-disposition"].startswith("attachment")
    rows = own_office.workspace.store.audit.rows()
    assert any(row.action == "laporan.sunting" and row.detail == POINT for row in rows)
    assert send(browser, f"{AT}/urungkan", **standing(own_office)).status_code == 303
    assert text(own_office) == machine


def test_hostile_words_stay_words(own_office: OpenOffice) -> None:
    """What an officer pastes is never markup, on no page and in no form."""
    browser = own_office.visitor()
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)> [99999] {{7*7}}"
    for key in (POINT, BRIEF_KEY):
        send(browser, f"{AT}/simpan", teks=bad, **standing(own_office, key))
    for path in (AT, f"{AT}/beda", f"{AT}/sunting?bagian={POINT}", f"{AT}/v1/pratinjau?bentuk=txt"):
        page = browser.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "&lt;script&gt;" in page.text


def test_two_officers_at_once(own_office: OpenOffice) -> None:
    """Different words are joined; the same words are shown, and what was typed waits in the box."""
    first, second = own_office.visitor(), own_office.visitor()
    seen, machine = standing(own_office), text(own_office)
    send(first, f"{AT}/simpan", teks=machine.replace("Terpantau", "Tercatat"), **seen)
    joined = send(second, f"{AT}/simpan", teks=machine + " Mohon arahan.", **seen)
    assert joined.status_code == 303
    assert text(own_office) == machine.replace("Terpantau", "Tercatat") + " Mohon arahan."
    clash = send(second, f"{AT}/simpan", teks=machine.replace("Terpantau", "Dihimpun"), **seen)
    assert clash.status_code == 409
    assert "Teks Anda tidak hilang" in clash.text
    assert html.escape(machine.replace("Terpantau", "Dihimpun")) + "</textarea>" in clash.text
    assert "Tercatat" in clash.text
    assert "Ketikan Anda yang belum disimpan" in second.get(AT).text


def test_typing_is_kept_and_told(own_office: OpenOffice) -> None:
    """What is typed survives the browser; another officer sees who types."""
    browser = own_office.visitor()
    answer = send(browser, f"{AT}/ketik", teks="Setengah kalimat", **standing(own_office))
    assert "Tersimpan sementara" in answer.text
    assert "Setengah kalimat</textarea>" in browser.get(f"{AT}/sunting?bagian={POINT}").text
    assert f"{PEOPLE[Role.ANALIS]} sedang mengetik di sini" in words(own_office.visitor(Role.PIMPINAN).get(AT))
    send(browser, f"{AT}/buang", bagian=POINT)
    assert "Setengah kalimat" not in browser.get(f"{AT}/sunting?bagian={POINT}").text


def test_previews_draw_one_form_and_stay_in_their_frame(office: OpenOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page frames the document under a policy of its own; only the form that is asked for is drawn."""
    asked: list[str] = []

    def once(workspace: Workspace, said: Written, flavours: list[str]) -> dict[str, tuple[str, str, bytes]]:
        asked.extend(flavours)
        return drawn(workspace, said, ["txt"]) | {"html": ("laporan.html", "text/html", b"<p>laporan</p>")}

    monkeypatch.setattr(pages, "drawn", once)
    browser = office.visitor()
    assert 'sandbox="allow-popups' in browser.get(f"{AT}/v1/pratinjau").text
    framed = browser.get(f"{AT}/v1/berkas/html")
    assert framed.headers["content-security-policy"].startswith("sandbox allow-popups")
    assert "script-src" not in framed.headers["content-security-policy"]
    assert framed.headers["x-frame-options"] == "SAMEORIGIN"
    kept = browser.get(f"{AT}/v1/berkas/txt?simpan=true")
    assert kept.headers["content-disposition"] == f'attachment; filename="brief-{DAY}.txt"'
    brief = browser.get(f"{AT}/v1/pratinjau?bentuk=txt")
    assert 'data-copy="k-brief"' in brief.text
    assert "BELUM BOLEH DIKIRIM" in brief.text
    assert asked == ["html", "txt", "txt"]


def test_nobody_approves_unread_words(own_office: OpenOffice) -> None:
    """A step after the page was opened: the approval from that page is refused, the next one is not."""
    leader, analyst = own_office.visitor(Role.PIMPINAN), own_office.visitor()
    mark = _mark(leader.get(f"{AT}/setujui").text)
    send(analyst, f"{AT}/simpan", teks="Kalimat lain.", **standing(own_office))
    refused = send(leader, f"{AT}/setujui", dibaca=mark)
    assert refused.status_code == 409
    assert "berubah sejak Anda membacanya" in refused.text
    assert send(leader, f"{AT}/setujui", dibaca="").status_code == 409
    page = leader.get(f"{AT}/setujui")
    assert "Kalimat lain" in words(page)
    assert send(leader, f"{AT}/setujui", dibaca=_mark(page.text)).status_code == 303
    assert "Disetujui; siap dikirim." in leader.get(AT).text


def test_from_draft_to_sent(own_office: OpenOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """An officer edits and hands on, the leader approves, the recipients are named before anything goes; no analysis."""
    monkeypatch.setattr(reporting, "day_of", lambda *_: pytest.fail("analysed again"))
    office = _with_channel(own_office)
    analyst, leader = office.visitor(), office.visitor(Role.PIMPINAN)
    form = send(analyst, f"{AT}/simpan", teks="Ringkas dan jelas.", **standing(office))
    assert form.status_code == 303
    assert send(analyst, f"{AT}/periksa", dibaca=_mark(analyst.get(AT).text)).status_code == 303
    assert "menunggu persetujuan Anda" in leader.get(AT).text
    assert analyst.get(f"{AT}/kirim").status_code == 409
    send(leader, f"{AT}/setujui", dibaca=_mark(leader.get(f"{AT}/setujui").text))
    before = analyst.get(f"{AT}/kirim")
    assert "akan dikirim" in before.text
    assert "pimpinan@kantor.example" in before.text
    assert office.workspace.store.deliveries.of(standing(office)["versi"]) == []
    trail = words(analyst.get(AT))
    assert f"{PEOPLE[Role.PIMPINAN]} menyetujui" in trail
    assert f"{PEOPLE[Role.ANALIS]} memeriksa" in trail
    # An edit now makes the next version; the approved one stays what it was.
    send(analyst, f"{AT}/simpan", teks="Setelah disetujui.", **standing(office))
    assert "Setelah disetujui." in analyst.get(AT).text
    assert "Setelah disetujui." not in analyst.get(f"{AT}/v1").text
    assert "Ringkas dan jelas." in analyst.get(f"{AT}/v1").text


def _mark(page: str) -> str:
    found = re.search(r'name="dibaca" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _with_channel(office: OpenOffice) -> OpenOffice:
    """The office with a channel by mail to a server that nobody runs."""
    settings = office.workspace.settings
    channel = ChannelTable(nama="Pimpinan", jenis="surel", tujuan=["pimpinan@kantor.example"], bentuk=["txt"])
    mail = MailTable(peladen="mail.kantor.example")
    tables = settings.tables.model_copy(update={"channels": [channel], "mail": mail})
    workspace = replace(office.workspace, settings=replace(settings, tables=tables))
    return OpenOffice(workspace, create_app(workspace))


def test_what_went_by_another_way_is_noted(own_office: OpenOffice) -> None:
    """An office without channels copies the brief; only an approved report counts as sent, and the trail says how."""
    leader, analyst = own_office.visitor(Role.PIMPINAN), own_office.visitor()
    assert send(analyst, f"{AT}/dikirim", lewat="WhatsApp, grup pimpinan").status_code == 409
    send(leader, f"{AT}/setujui", dibaca=_mark(leader.get(f"{AT}/setujui").text))
    assert "Dikirim dengan cara lain" in analyst.get(f"{AT}/kirim").text
    assert send(analyst, f"{AT}/dikirim", lewat="WhatsApp, grup pimpinan").status_code == 303
    assert "mengirim (WhatsApp, grup pimpinan)" in words(analyst.get(AT))


def test_a_report_that_is_composed_meanwhile_is_not_called_old(
    own_office: OpenOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker may be done between two questions of one page: then the page says "being composed" once more."""
    trials, read = own_office.app.state.worker.trials, pages.latest_of
    trials["laporan:2026-11-16"] = None

    def read_before_the_end(visit: Visit, day: str) -> ReportVersion:
        found = read(visit, day)
        trials[f"laporan:{day}"] = "selesai"
        return found

    monkeypatch.setattr(pages, "latest_of", read_before_the_end)
    browser = own_office.visitor()
    assert "sedang disusun ulang" in browser.get(AT).text
    assert "sedang disusun ulang" not in browser.get(AT).text


@pytest.mark.more
def test_what_came_since_is_taken_in_when_an_officer_asks(own_office: OpenOffice) -> None:
    """A correction after composing: the page says so, composes again in the background, and keeps the officer's words."""
    import time

    from kentongan.pipeline.analysing.correcting import Wish, correct

    browser, workspace = own_office.visitor(), own_office.workspace
    first = workspace.store.reports.latest("2026-11-16", "harian")
    assert first is not None
    board = workspace.store.boards.latest()
    assert board is not None
    post = next(iter(workspace.store.posts.between(board.window.start, board.window.end))).id
    correct(workspace, [Wish(post, "nada", "positif")], by="Sari Wulandari, Pranata Humas")
    assert "Susun ulang" in browser.get("/laporan/2026-11-16").text
    assert browser.post("/laporan/2026-11-16/susun").status_code == 303
    for _ in range(600):
        page = browser.get("/laporan/2026-11-16").text
        if "sedang disusun ulang" not in page:
            break
        time.sleep(0.1)
    assert "Susun ulang" not in page
    latest = workspace.store.reports.latest("2026-11-16", "harian")
    assert latest is not None
    assert latest.version == first.version + 1
