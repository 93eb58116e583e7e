"""What is collected from feeds and what is imported from a file give the same day, when they are the same posts."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from office_desk import Desk

NEWS_DAY = "2025-06-19"
NEWS_NOW = "2025-06-20T08:00:00+07:00"
CAPITAL = """\
[instansi]
nama = "Pemerintah Provinsi DKI Jakarta"
jenis = "provinsi"
wilayah = "31"
pimpinan = "Gubernur DKI Jakarta"
nama_pimpinan = ["Pramono Anung"]
sebutan = ["Pemprov DKI", "Jakarta"]

[laporan]
bentuk = ["html", "txt"]

[jaringan]
jeda_detik = 0
"""
Article = Mapping[str, str]


@contextmanager
def served(pages: Mapping[str, bytes]) -> Iterator[str]:
    """A web server with these pages; gives "127.0.0.1:port"."""

    class Handler(BaseHTTPRequestHandler):
        """Gives the pages."""

        def do_GET(self) -> None:
            """One page."""
            body = pages.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rss(name: str, articles: Sequence[Article]) -> bytes:
    """A feed as WordPress writes it: an excerpt, the whole text as HTML, the date as the outlet words it."""
    items = []
    for one in articles:
        paragraphs = "".join(f"<p>{escape(line, quote=False)}</p>\n" for line in one["text"].split("\n"))
        body = paragraphs.replace("]]>", "]]]]><![CDATA[>")
        excerpt = escape(escape(one["text"][:150], quote=False), quote=False)
        items.append(
            f"<item><title>{escape(escape(one['title'], quote=False), quote=False)}</title>"
            f"<link>{escape(one['url'])}</link><guid isPermaLink='false'>{escape(one['url'])}#feed</guid>"
            f"<dc:creator>{escape(one['author'])}</dc:creator><pubDate>{escape(one['date'])}</pubDate>"
            f"<description>{excerpt}…</description><content:encoded><![CDATA[{body}]]></content:encoded></item>"
        )
    head = (
        "<?xml version='1.0' encoding='UTF-8'?>\n<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        f"xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>{escape(name)}</title>"
    )
    return (head + "\n".join(items) + "</channel></rss>").encode()


def both_ways(
    articles: Sequence[Article], settings: str, folder: Path, make: Callable[..., Desk], now: str
) -> tuple[Desk, Desk]:
    """Two desks with the same posts: one imported the articles as JSONL, the other collected them as feeds."""
    by_outlet: defaultdict[str, list[Article]] = defaultdict(list)
    for one in articles:
        by_outlet[one["source"]].append(one)
    imported = make(folder / "impor", settings)
    path = folder / "berita.jsonl"
    names = {"source": "sumber", "title": "judul", "text": "isi_berita", "date": "tanggal_publikasi"}
    rows = [{names.get(key, key): value for key, value in one.items()} for one in articles]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    said = imported.call("import", path, now=now)
    assert said.code == 0, said.err

    pages = {f"/{name}.xml": rss(name, items) for name, items in by_outlet.items()}
    with served(pages) as site:
        sources = "".join(f'\n[[sumber]]\nnama = "{n}"\nalamat = "http://{site}/{n}.xml"\n' for n in by_outlet)
        allowed = settings.replace("[jaringan]\n", f'[jaringan]\nhost_diizinkan = ["{site}"]\n')
        collected = make(folder / "kumpul", allowed + sources)
        said = collected.call("collect", now=now)
        assert said.code == 0, said.err
        assert "Galat" not in said.err
        again = collected.call("collect", now=now)
    assert again.out.count(" 0 baru") == len(by_outlet)
    return imported, collected


COLUMNS = "canonical_url, id, source_name, kind, platform, title, text, author, published_at, estimated, tier, official, masked"


def assert_same_posts(imported: Desk, collected: Desk) -> None:
    """Same posts in all that the analysis reads."""
    query = f"SELECT {COLUMNS} FROM posts ORDER BY id"  # noqa: S608
    for one, other in zip(imported.rows(query), collected.rows(query), strict=True):
        assert one == other


def assert_same_day(imported: Desk, collected: Desk, day: str, now: str, *, lists: bool = True) -> None:
    """Analysed and reported: same issues with the same members, same words of the report.

    Without `lists` the lists behind numbers are left out: among them are those of the week before.
    """
    for desk in (imported, collected):
        for command in ("analyse", "report"):
            said = desk.call(command, "--day", day, now=now)
            assert said.code == 0, said.err
    for table in ("known_issues", "issue_days", "alerts"):
        assert imported.state()[table] == collected.state()[table], table
    pages = [re.sub(r"127\.0\.0\.1:\d+", "", desk.page(day)) for desk in (imported, collected)]
    # A file has no visits: only of a feed is it known that it was not read a week ago.
    pages = [re.sub(r"Dibandingkan pekan lalu.*?Nada terhadap instansi", "", page, flags=re.DOTALL) for page in pages]
    if not lists:
        pages = [page.rpartition("Daftar unggahan per angka")[0] for page in pages]
    assert pages[0] == pages[1]
    brief = f"brief-{day}.txt"
    assert imported.reports(day)[brief] == collected.reports(day)[brief]


@pytest.mark.more
def test_the_sample_by_file_and_by_feed(finished_desk: Desk, desk_maker: Callable[..., Desk], tmp_path: Path) -> None:
    """The sample's news, served as feeds with RFC 822 dates, give the very day that their import gives."""
    query = "SELECT source_name, url, title, text, published_at FROM posts WHERE kind = 'news' ORDER BY id"
    articles = [
        {
            "source": str(source),
            "url": str(url),
            "title": str(title),
            "text": str(text),
            "author": "",
            "date": format_datetime(datetime.fromtimestamp(int(str(at)) / 1e6, UTC)),
        }
        for source, url, title, text, at in finished_desk.rows(query)
    ]
    settings = (finished_desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    now = "2026-11-16T06:00:00+07:00"
    both = both_ways(articles, settings, tmp_path, desk_maker, now)

    assert len(articles) > 80
    assert both[0].rows("SELECT count(*) FROM posts") == [(len(articles),)]
    assert_same_posts(*both)
    assert_same_day(*both, "2026-11-16", now)


@pytest.fixture(scope="session")
def real_articles(shared_data: Path) -> list[Article]:
    """2,449 articles of two days, with their dates as six outlets wrote them."""
    lines = (shared_data / "events" / "berita_2025-06-18_19.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        {
            "source": row["sumber"],
            "url": row["url"],
            "title": row["judul"] or "",
            "text": row["isi_berita"],
            "author": row["author"] or "",
            "date": row["tanggal_publikasi"] or "",
        }
        for row in map(json.loads, lines)
    ]


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.more
def test_every_real_article_is_the_same_by_file_and_by_feed(
    real_articles: list[Article], desk_maker: Callable[..., Desk], tmp_path: Path
) -> None:
    """All 2,449 are kept, each with a date; file and feed agree on every title, text, date, outlet, tier and id."""
    both = both_ways(real_articles, CAPITAL, tmp_path, desk_maker, NEWS_NOW)

    assert both[0].rows("SELECT count(*), sum(estimated) FROM posts") == [(2449, 1)]
    assert_same_posts(*both)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.more
def test_real_news_by_file_and_by_feed_give_one_report(
    real_articles: list[Article], desk_maker: Callable[..., Desk], tmp_path: Path
) -> None:
    """Both ways find the same issues with the same members and write the same report.

    Every third article, for the time it takes; KENTONGAN_ALL_ARTICLES=1 takes them all.
    """
    chosen = real_articles if os.environ.get("KENTONGAN_ALL_ARTICLES") else real_articles[::3]
    both = both_ways(chosen, CAPITAL, tmp_path, desk_maker, NEWS_NOW)

    assert_same_posts(*both)
    assert_same_day(*both, NEWS_DAY, NEWS_NOW, lists=False)
    assert len(both[0].state()["known_issues"]) >= 3
