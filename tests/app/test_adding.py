"""`kentongan add`: one pasted post, once."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from office_desk import SETTINGS, Desk

DAY = "2026-11-16"
TEXT = "Air PDAM Tirta Wanasari mati sejak Senin"


def test_a_text_is_kept_once(desk: Desk) -> None:
    """From the line and from standard input it is the same post."""
    first = desk.call("add", *TEXT.split(), "--date", "15/11/2026 10.00")
    again = desk.call("add", "-", stdin=TEXT + "\n")
    third = desk.call("add", stdin=TEXT)
    assert (first.code, again.code, third.code) == (0, 0, 0)
    assert first.out.startswith("Dicatat sebagai pesan, 15/11/2026 10.00 WIB.")
    assert again.out.startswith("Sudah ada")
    assert desk.rows("SELECT text, kind, estimated FROM posts") == [(TEXT, "message", 0)]


def test_a_link_waits_for_its_words(desk: Desk, tmp_path: object) -> None:
    """A bare link is kept; the article, once collected, is the same post; the link pasted again changes nothing."""
    link = "https://www.detik.com/jateng/d-1/air-mati"
    assert desk.call("add", link).out.startswith("Dicatat sebagai berita dari detikcom, 16/11/2026")
    row = f"url,title,text,published_at\n{link},Air mati di Wanasari,{TEXT},2026-11-15T10:00:00+07:00\n"
    path = desk.folder / "berita.csv"
    path.write_text(row, encoding="utf-8")
    assert desk.call("import", path).code == 0
    assert "Sudah ada" in desk.call("add", link).out
    assert desk.rows("SELECT title, text, source_name, estimated FROM posts") == [
        ("Air mati di Wanasari", TEXT, "detikcom", 0)
    ]


def test_bare_links_don_t_stop_the_day(desk: Desk) -> None:
    """Analysis and report take a post without words."""
    assert desk.call("add", "https://x.com/warga/status/1", "--date", "15/11/2026 10.00").code == 0
    assert desk.call("add", TEXT, "--date", "15/11/2026 10.00").code == 0
    for command in ("analyse", "report"):
        said = desk.call(command, "--day", DAY)
        assert said.code == 0, said.err
    assert "warga" not in str(desk.rows("SELECT url FROM posts"))


@pytest.mark.parametrize(
    ("words", "code"), [(["😂"], 3), (["-"], 3), (["isi", "--date", "entah"], 2), (["isi", "--kind", "puisi"], 2)]
)
def test_what_cannot_be_noted_is_one_line(desk: Desk, words: list[str], code: int) -> None:
    """The right exit code, and nothing kept."""
    said = desk.call("add", *words, stdin=" \n")
    assert (said.code, len(said.lines)) == (code, 1)
    assert desk.rows("SELECT count(*) FROM posts") == [(0,)]


@pytest.mark.parametrize(
    "link",
    [
        "https://x.com/warga_kita/status/1",
        "https://twitter.com/warga_kita/status/1?s=20",
        "https://www.tiktok.com/@warga_kita/video/7",
        "https://www.threads.net/@warga_kita/post/Ab",
        "https://www.instagram.com/warga_kita/p/Ab/",
        "https://www.facebook.com/warga_kita/posts/12",
        "https://bsky.app/profile/warga_kita.bsky.social/post/3k",
    ],
)
def test_no_account_stays_in_an_address(desk: Desk, link: str) -> None:
    """Pasted, or imported under a display name: the account is nowhere in the database."""
    path = desk.folder / "medsos.csv"
    path.write_text(f"url,text,author\n{link},{TEXT},Ibu Warga\n", encoding="utf-8")
    assert desk.call("add", link).code == 0
    assert desk.call("import", path).code == 0
    assert "warga_kita" not in repr(desk.rows("SELECT * FROM posts"))
    assert desk.rows("SELECT count(*) FROM posts") == [(1,)]


class _Page(BaseHTTPRequestHandler):
    """An article with its date in JSON-LD."""

    def do_GET(self) -> None:
        """The page; no robots.txt."""
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        facts = (
            '{"@type": "NewsArticle", "headline": "Air mati di Wanasari", "datePublished": "2026-11-15T10:00:00+07:00"}'
        )
        told = "".join(
            f"<p>{TEXT}, kata warga ke-{n} yang menunggu tangki sejak pagi di depan rumahnya.</p>" for n in range(9)
        )
        body = (
            f'<html><head><title>Air mati</title><script type="application/ld+json">{facts}</script></head>'
            f"<body><article><h1>Air mati di Wanasari</h1>{told}</article></body></html>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Be quiet."""


def test_a_bare_link_brings_its_article(desk: Desk) -> None:
    """Title, text and date come from the page; a page that is gone costs its words only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        host = f"127.0.0.1:{server.server_address[1]}"
        allowed = f'host_diizinkan = ["{host}"]\njeda_detik = 0'
        desk.settings(SETTINGS.replace("jeda_detik = 0", allowed))
        said = desk.call("add", f"http://{host}/berita/air-mati", "--kind", "news")
        assert said.out.startswith("Dicatat sebagai berita, 15/11/2026 10.00 WIB."), said.err
        ((title, text, estimated),) = desk.rows("SELECT title, text, estimated FROM posts")
        assert (title, estimated) == ("Air mati di Wanasari", 0)
        assert "warga ke-8" in str(text)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    gone = desk.call("add", f"http://{host}/berita/lain", "--kind", "news")
    assert gone.code == 0
    assert "belum terbaca" in gone.err
    assert desk.rows("SELECT count(*) FROM posts") == [(2,)]
