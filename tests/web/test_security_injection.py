"""What strangers write stays words: in every page that can be reached, in links, in files, in the API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import lxml.html
import pytest
from api_client import program
from dashboard import DAY, HOST, Browser, OpenOffice, opened
from hostile_office import ATTACK, poison

from kentongan.core.access import Role
from kentongan.pipeline.users import users
from kentongan.pipeline.users.access import open_session

MOST_PAGES = 60
_KIND = re.compile(r"[a-z]+-[0-9a-f]{8,}|\d{4}-\d{2}-\d{2}")


@pytest.fixture(scope="module")
def hostile(built_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenOffice]:
    """The office after strangers had their way with it."""
    with opened(built_office, tmp_path_factory.mktemp("serangan") / "kantor") as office:
        assert poison(office) > 500
        users.add_user(office.workspace, "semua", "Orang Serba Bisa, Staf", list(Role))
        yield office


@pytest.fixture(scope="module")
def everybody(hostile: OpenOffice) -> Browser:
    """A person with every role."""
    user = users.change_roles(hostile.workspace, "analis", list(Role))
    browser = Browser(hostile.app)
    browser.cookies["kentongan"] = open_session(hostile.workspace, user)
    return browser


@pytest.fixture(scope="module")
def pages(everybody: Browser) -> dict[str, httpx.Response]:
    """Every kind of page that links lead to from the first one, two of each kind."""
    seen: dict[str, httpx.Response] = {}
    waiting, counts = ["/"], dict[str, int]()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        kind = _KIND.sub("*", urlsplit(path).path) + "?" + "&".join(sorted(re.findall(r"[?&](\w+)=", path)))
        if path in seen or counts.get(kind, 0) >= 2:
            continue
        counts[kind] = counts.get(kind, 0) + 1
        seen[path] = everybody.get(path)
        if seen[path].headers.get("content-type", "").startswith("text/html"):
            for address in re.findall(r'<a [^>]*href="([^"]+)"', seen[path].text):
                there = urlsplit(urljoin(f"{HOST}{path}", address.replace("&amp;", "&")))
                if f"{there.scheme}://{there.netloc}" == HOST and not there.path.startswith("/static/"):
                    waiting.append(there.path + (f"?{there.query}" if there.query else ""))
    return seen


@pytest.mark.more
def test_every_page_shows_the_attack_as_words(pages: dict[str, httpx.Response]) -> None:
    """Nothing of a stranger's becomes an element, an attribute or a template; and the attack did reach the pages."""
    reached = 0
    for path, answer in pages.items():
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        assert answer.status_code in (200, 404), (path, answer.status_code)
        page = answer.text
        reached += "jahat()" in page
        tree = lxml.html.fromstring(page)
        for element in tree.iter():
            if not isinstance(element.tag, str):
                assert "{{" not in (element.text or ""), path
                continue
            assert element.tag != "script" or (element.get("src", "").startswith("/static/") and not element.text), path
            assert element.get("src", "") != "x", path
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (path, name)
                assert name not in ("style", "srcdoc"), (path, name)
                if name in ("href", "src", "action", "formaction", "data", "xlink:href"):
                    assert not re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE), (path, value[:60])
        assert "<script>jahat" not in page, path
        assert "<img src=x" not in page, path
    assert reached > 8


def test_links_to_strangers_tell_them_nothing(pages: dict[str, httpx.Response]) -> None:
    """No link leads away but with http or https, without referrer and without a hold on our page."""
    for path, answer in pages.items():
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        for link in lxml.html.fromstring(answer.text).iter("a"):
            where = link.get("href", "")
            if where.startswith(("/", "#", "?")) and not where.startswith("//"):
                continue
            assert urlsplit(where).scheme in ("http", "https", "mailto"), (path, where[:80])
            assert {"noopener", "noreferrer"} <= set(link.get("rel", "").split()), (path, where[:80])


def test_the_first_page_and_the_pages_of_an_issue_were_among_them(pages: dict[str, httpx.Response]) -> None:
    """The walk saw what it is meant to see."""
    for start in ("/", "/isu", "/isu/i-", "/pengguna", "/audit", "/data-pribadi", "/sumber"):
        assert any(path.startswith(start) and answer.status_code == 200 for path, answer in pages.items()), start


def test_messages_and_forms_give_back_words(everybody: Browser) -> None:
    """What an officer, or somebody who made them click, typed comes back as words."""
    for path, fields in (
        ("/pengguna", {"nama": ATTACK[:60], "lengkap": ATTACK[:100]}),
        ("/data-pribadi/cari", {"orang": ATTACK}),
        ("/akun/token", {"nama": "x", "hak": ATTACK}),
    ):
        answer = everybody.post(path, page="/akun", **fields)
        assert "<script>jahat" not in answer.text
        assert "onerror=jahat()>" not in answer.text
    for path in (
        "/audit?siapa=%22%3E%3Cscript%3Ejahat()%3C/script%3E",
        "/isu?q=%22%3E%3Cscript%3Ejahat()",
        "/<script>jahat()",
    ):
        assert "<script>jahat" not in everybody.get(path).text
    forged = Browser(everybody.app, {**everybody.cookies, "kabar": "eyJ0ZXh0IjogIjxzY3JpcHQ-amFoYXQoKTwvc2NyaXB0PiJ9"})
    assert "<script>jahat" not in forged.get("/").text


def test_the_api_gives_words_as_data(hostile: OpenOffice) -> None:
    """JSON is never taken for a page; files are saved, not shown."""
    client = program(hostile)
    posts = client.get("/posts?limit=5")
    assert posts.headers["content-type"] == "application/json"
    assert posts.headers["x-content-type-options"] == "nosniff"
    assert "jahat()" in posts.text
    name = client.get(f"/reports/{DAY}").json()["items"][0]["files"][0]
    assert client.get(f"/reports/{DAY}/files/{name}").headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "name",
    [
        "..%2F..%2Fkentongan.toml",
        "..%2Fkantor.kunci",
        "%2Fetc%2Fpasswd",
        "..%5C..%5Ckentongan.toml",
        "%2e%2e%2f%2e%2e%2fkentongan.toml",
        "....%2F%2Fkentongan.toml",
        "brief-2026-11-16.txt%00.pdf",
        "C:%5CWindows%5Cwin.ini",
    ],
)
def test_no_name_leads_out_of_the_folder(hostile: OpenOffice, everybody: Browser, name: str) -> None:
    """Files of reports and of the dashboard are looked up among what is there, never made a path."""
    client = program(hostile)
    for path in (f"/reports/{DAY}/files/{name}", f"/reports/..%2F{DAY}/files/{name}"):
        answer = client.get(path)
        assert answer.status_code in (404, 422)
        assert "[instansi]" not in answer.text
        assert "root:" not in answer.text
    for path in (f"/static/x/{name}", f"/static/x/../{name}", f"/laporan/{DAY}/berkas/{name}", f"/laporan/{name}"):
        answer = everybody.get(path)
        assert answer.status_code in (303, 404, 405, 422), path
        assert "[instansi]" not in answer.text


def test_a_file_beside_the_report_stays_hidden(hostile: OpenOffice) -> None:
    """Pieces of a report that is being written, and links that somebody laid, are no files of the report."""
    folder = hostile.workspace.report_folder / DAY
    (folder / ".sedang-ditulis.part").write_text("rahasia")
    (folder / "jebakan.txt").symlink_to(hostile.workspace.settings.path(Path("kentongan.toml")))
    client = program(hostile)
    for name in (".sedang-ditulis.part", "jebakan.txt"):
        assert client.get(f"/reports/{DAY}/files/{name}").status_code == 404
    assert client.get(f"/reports/{DAY}").json()["items"][0]["files"] == [f"brief-{DAY}.txt"]
