"""`factcheck sync --from mafindo` against a server of its own that answers in the documented shapes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from office_desk import NOW, SETTINGS, Desk

from collectors.factchecks import mafindo
from kentongan.core.findings import FactCheck
from kentongan.core.verdicts import HoaxType, verdict_of
from kentongan.pipeline.factchecks.sync import MafindoPlan, Synced, sync
from kentongan.pipeline.workspace import clock_from, open_workspace

SECRET = "kunci-uji-7731"  # noqa: S105 - of the server below


@dataclass
class Yudistira:
    """What the server holds, newest first, and what it was asked; `fails` answers that many list requests with 503."""

    host: str = ""
    articles: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    wrapped: bool = False
    fails_from: int = 10_000

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, object]:
        """Status and body for a form."""
        if form.get("key") != SECRET:
            return 200, {"status": "error", "message": "Invalid API key"}
        if path.endswith("get_total"):
            return 200, {"total": str(len(self.articles))}
        if len(self.asked) > self.fails_from:
            return 429, {"message": "Too many requests"}
        start, size = int(form["offset"]), int(form["limit"])
        rows = self.articles[start : start + size]
        return 200, {"data": rows} if self.wrapped else rows


@contextmanager
def running(service: Yudistira) -> Iterator[None]:
    """The service on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        """Answers forms."""

        def do_GET(self) -> None:
            """No rules here."""
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            """One form."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            service.asked.append((self.path, form))
            status, answer = service.answer(self.path, form)
            sent = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.host = f"127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def article(number: int, **more: Any) -> dict[str, Any]:
    """One article as the documentation shows it: all values are texts."""
    return {
        "id": str(number),
        "authors": "1, 2",
        "status": "2",
        "classification": "Misleading Content",
        "title": f"[SALAH] Kabar nomor {number} tentang jalan provinsi",
        "content": f"Beredar pesan nomor {number}.\r\n\r\n&quot;Hubungi 081234567{number:03d} segera&quot;",
        "fact": "Faktanya bukan begitu.",
        "references": "https://dinas.test/rilis/1",
        "source_issue": "Facebook",
        "source_link": f"https://medsos.test/unggahan/{number}445566",
        "tanggal": "2026-10-01",
        "tags": "cekfakta",
        "conclusion": "",
        "claim_review": [],
        "media": [],
        **more,
    }


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Yudistira]:
    """A running service with five articles, two a page."""
    made = Yudistira(articles=[article(n) for n in range(5, 0, -1)])
    with running(made):
        monkeypatch.setattr(mafindo, "API", f"http://{made.host}/api/antihoax/")
        monkeypatch.setattr(mafindo, "PER_PAGE", 2)
        monkeypatch.setenv("KENTONGAN_KUNCI_MAFINDO", SECRET)
        yield made


@pytest.fixture
def office(desk: Desk, service: Yudistira) -> Desk:
    """A desk that may visit the service."""
    desk.settings(SETTINGS.replace("jeda_detik = 0\n", f'jeda_detik = 0\nhost_diizinkan = ["{service.host}"]\n'))
    return desk


def run(desk: Desk) -> Synced:
    """One sync."""
    with open_workspace(desk.folder / "kentongan.toml", clock=clock_from(NOW)) as workspace:
        return sync(workspace, ("mafindo",))[0]


def library(desk: Desk) -> list[FactCheck]:
    """What the library holds."""
    with open_workspace(desk.folder / "kentongan.toml", clock=clock_from(NOW)) as workspace:
        return workspace.store.factchecks.all()


def test_articles_come_masked_with_their_verdict(office: Desk, service: Yudistira) -> None:
    """The key goes with the form; numbers of people are masked; the hoax's link stays with the text, references do not."""
    service.wrapped = True
    first = run(office)

    assert (first.read, first.new, first.reason) == (5, 5, None)
    assert all(form["key"] == SECRET and "key" not in path for path, form in service.asked)
    held = library(office)
    assert len(held) == 5
    assert all("0812345" not in check.narrative and "dinas.test" not in check.narrative for check in held)
    assert all("https://medsos.test/unggahan/" in check.narrative for check in held)
    assert {check.date for check in held} == {"2026-10-01"}
    assert {verdict_of(check).kind for check in held} == {HoaxType.MISLEADING}


def test_only_what_is_new_is_asked_for(office: Desk, service: Yudistira) -> None:
    """Unchanged costs one question; what came is found whether it stands first or last in the list."""
    run(office)
    service.asked.clear()
    assert run(office).unchanged
    assert [path.rsplit("/", 1)[-1] for path, _ in service.asked] == ["get_total"]

    service.articles.insert(0, article(6))
    service.articles.append(article(7))
    assert run(office).new == 2
    del service.articles[3]
    assert run(office).reason is None
    assert len(library(office)) == 7


def test_a_sync_cut_in_the_middle_goes_on(office: Desk, service: Yudistira) -> None:
    """Told to wait after the first page: that page is kept, and the next sync asks for what follows only."""
    service.fails_from = 2
    cut = run(office)
    assert (cut.read, cut.new) == (2, 2)
    assert cut.reason is not None
    assert "jeda" in cut.reason.id
    service.fails_from = 10_000
    service.asked.clear()
    rest = run(office)
    assert (rest.read, rest.new, rest.reason) == (3, 3, None)
    assert [form.get("offset") for _, form in service.asked] == ["2", "4"]


def test_the_same_article_of_the_site_is_one(office: Desk, service: Yudistira) -> None:
    """Where Mafindo names its own page, an article that came through the site before is that one."""
    url = "https://turnbackhoax.id/articles/36701-bantuan"
    with open_workspace(office.folder / "kentongan.toml", clock=clock_from(NOW)) as workspace:
        workspace.store.factchecks.upsert([FactCheck("a", "[SALAH] Bantuan", url=url)], "turnbackhoax")
    service.articles = [
        article(1, references=f"https://dinas.test/1\r\n{url}"),
        article(2, claim_review=[{"claim_url": url}]),
    ]
    assert run(office).new == 0
    assert [check.id for check in library(office)] == ["a"]


def test_articles_without_words_or_verdict_are_counted(office: Desk, service: Yudistira) -> None:
    """Each costs itself only; the status is a verdict where nothing more is said."""
    service.articles = [
        article(1, title=""),
        article(2, classification="", status="9", title="Kegiatan literasi"),
        article(3, classification="", status="1", title="Kabar benar tentang libur sekolah"),
    ]
    found = run(office)
    assert (found.read, found.new, found.without) == (3, 1, 2)
    assert library(office)[0].label == "Benar"


def test_a_refused_or_missing_key_is_one_clear_answer(
    office: Desk, service: Yudistira, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer names the setting, never the key."""
    monkeypatch.setenv("KENTONGAN_KUNCI_MAFINDO", "salah")
    refused = run(office).reason
    assert refused is not None
    assert "ditolak" in refused.id
    assert "mafindo" in refused.id
    assert "salah" not in refused.id
    monkeypatch.delenv("KENTONGAN_KUNCI_MAFINDO")
    missing = run(office).reason
    assert missing is not None
    assert "mafindo" in missing.id.casefold()
    assert office.call("factcheck", "sync", "--from", "mafindo").code == 4


@pytest.mark.parametrize(
    ("plan", "offsets"),
    [
        (MafindoPlan(0, 5), [0, 2, 4]),
        (MafindoPlan(5, 5), []),
        (MafindoPlan(5, 8), [0, 2, 5, 7]),
        (MafindoPlan(5, 4), [0]),
    ],
)
def test_which_pages_are_read(plan: MafindoPlan, offsets: list[int]) -> None:
    """As many as came, from both ends; what was remembered is read back."""
    assert plan.offsets(2) == offsets
    assert MafindoPlan.read(plan.write()) == plan
    assert MafindoPlan.read("rusak") == MafindoPlan()
