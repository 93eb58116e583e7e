"""Whole articles for feeds that give teasers: what is read, what is held back, and what a later visit makes good."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from collectors.pages.same_site import site_of
from collectors.registry import harvest
from collectors.sites.full_text import completed
from kentongan.core.clock import StoppedClock
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest, OutcomeKind

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
LONG = "Warga desa mengeluhkan jalan yang rusak sejak awal tahun dan belum diperbaiki oleh pemerintah. "


def feed(*items: tuple[str, str]) -> bytes:
    """An RSS feed of addresses and teasers."""
    told = "".join(
        f"<item><title>Judul {link}</title><link>{link}</link><description>{text}</description>"
        "<pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate></item>"
        for link, text in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{told}</channel></rss>'.encode()


def article(mark: str) -> bytes:
    """The page of an article."""
    text = "".join(f"<p>{mark} {n}. {LONG}</p>" for n in range(6))
    return f"<html><body><article><h1>Judul</h1>{text}</article></body></html>".encode()


class Reader:
    """Visits a feed as a round does: the harvest, then its articles."""

    def __init__(self, site, make_door, **options: str) -> None:
        self.site, self.make_door, self.now, self.state = site, make_door, NOW, FeedState()
        self.source = Source("s-1", "feed", "Warta", site.url("/feed"), options=options)

    def visit(self, later: timedelta = timedelta()) -> Harvest:
        """One visit, so much later."""
        self.now += later
        clock, state = StoppedClock(self.now), self.state

        async def both() -> Harvest:
            door = self.make_door(clock=clock)
            return await completed(self.source, state, await harvest(self.source, state, door, clock), door, clock)

        brought = asyncio.run(both())
        self.state = brought.state or FeedState()
        return brought


def texts(brought: Harvest) -> list[str]:
    """How each post's text begins."""
    return [post.text[:6] for post in brought.posts]


def test_teasers_become_articles_once(site, make_door) -> None:
    """The article is read once; its teaser does not come back to overwrite it; a changed teaser is an edit."""
    reader = Reader(site, make_door)
    site.say("/feed", feed(("/a", "Ringkas."), ("/b", LONG * 6)))
    site.say("/a", article("Penuh"))
    first = reader.visit()
    assert sorted(texts(first)) == ["Penuh ", "Warga "]
    assert "/b" not in site.paths()
    assert next(post for post in first.posts if post.url.endswith("/a")).title == "Judul /a"
    site.say("/feed", feed(("/a", "Ringkas."), ("/c", LONG * 6)))
    assert [post.url for post in reader.visit(timedelta(hours=1)).posts] == [site.url("/c")]
    site.say("/feed", feed(("/a", "Ringkas, diralat.")))
    site.say("/a", article("Ralat"))
    assert texts(reader.visit(timedelta(hours=1))) == ["Ralat "]


@pytest.mark.parametrize(
    ("mode", "asked"), [("otomatis", ["/a"]), ("penuh", ["/a", "/b"]), ("ringkas", []), ("salah tulis", ["/a"])]
)
def test_what_the_option_says(site, make_door, mode: str, asked: list[str]) -> None:
    """Every article, none, or those of short items."""
    site.say("/feed", feed(("/a", "Ringkas."), ("/b", LONG * 6)))
    for path in ("/a", "/b"):
        site.say(path, article("Penuh"))
    Reader(site, make_door, isi=mode).visit()
    assert [path for path in sorted(site.paths()) if path in ("/a", "/b")] == asked


def test_links_to_other_sites_are_not_followed_by_themselves(site, make_door) -> None:
    """An aggregator's items lead to sites that nobody subscribed to."""
    other = site.url("/a", host="lain.test")
    site.say("/feed", feed((other, "Ringkas.")))
    site.say("/a", article("Penuh"))
    assert texts(Reader(site, make_door).visit()) == ["Ringka"]
    assert texts(Reader(site, make_door, isi="penuh").visit()) == ["Penuh "]


def test_more_than_a_visit_reads_is_made_good_later(site, make_door) -> None:
    """Teasers come at once; the articles over the next visits, also while the feed is unchanged."""
    reader = Reader(site, make_door, artikel="2")
    paths = [f"/a{n}" for n in range(5)]
    for path in paths:
        site.say(path, article("Penuh"))
    site.say("/feed", feed(*((path, "Ringkas.") for path in paths)), headers={"ETag": '"1"'})
    first = reader.visit()
    assert sorted(texts(first)) == ["Penuh "] * 2 + ["Ringka"] * 3
    assert "3 artikel belum dibaca" in first.outcome.notes[0].id
    second, third, fourth = (reader.visit(timedelta(hours=1)) for _ in range(3))
    assert [texts(one) for one in (second, third, fourth)] == [["Penuh "] * 2, ["Penuh "], []]
    assert (second.outcome.kind, fourth.outcome.kind) == (OutcomeKind.OK, OutcomeKind.UNCHANGED)
    assert len({post.external_id for one in (first, second, third) for post in one.posts}) == 5


def test_what_cannot_be_read_keeps_its_teaser(site, make_door) -> None:
    """Robots, 404, a page without text: said, delivered with the teaser, and not tried again."""
    reader = Reader(site, make_door)
    site.say("/robots.txt", b"User-agent: *\nDisallow: /tutup")
    site.say("/feed", feed(("/tutup", "Satu."), ("/hilang", "Dua."), ("/kosong", "Tiga.")))
    site.say("/kosong", b"<html><body><div id=app></div></body></html>")
    first = reader.visit()
    assert sorted(texts(first)) == ["Dua.", "Satu.", "Tiga."]
    said = " ".join(note.id for note in first.outcome.notes)
    assert "robots.txt" in said
    assert "404" in said
    assert "tidak ditemukan di halamannya" in said
    site.seen.clear()
    assert reader.visit(timedelta(hours=1)).posts == ()
    assert site.paths() == ["/robots.txt", "/feed"]


def test_a_site_in_trouble_is_asked_again_and_given_up_after_days(site, make_door) -> None:
    """500 after 500: three in a row end the round; two days later the article is given up."""
    reader = Reader(site, make_door)
    site.say("/feed", feed(*((f"/a{n}", "Ringkas.") for n in range(6))), headers={"ETag": '"1"'})
    for number in range(6):
        site.say(f"/a{number}", b"", 500)
    assert len(reader.visit().posts) == 6
    assert len([path for path in site.paths() if path.startswith("/a")]) == 3
    assert "wait" in reader.state.cursor
    for _ in range(3):
        reader.visit(timedelta(days=2))
    assert "wait" not in reader.state.cursor


def test_the_memory_names_nobody(site, make_door) -> None:
    """Titles and texts may hold names and numbers of persons; the memory of a visit is not masked."""
    reader = Reader(site, make_door, artikel="1")
    site.say("/feed", feed(("/a", "Telepon 0812."), ("/b", "Telepon 0812.")))
    site.say("/a", article("Penuh"))
    site.say("/b", article("Penuh"))
    reader.visit()
    assert "0812" not in reader.state.cursor
    assert "Judul" not in reader.state.cursor


@pytest.mark.parametrize("cursor", ["{", "[]", '{"read": 3, "wait": [[1], "x"]}', '{"read": [[1, 2], ["a"]]}'])
def test_a_damaged_memory_is_a_first_visit(site, make_door, cursor: str) -> None:
    """Nothing is lost."""
    reader = Reader(site, make_door)
    reader.state = FeedState(cursor=cursor)
    site.say("/feed", feed(("/a", "Ringkas.")))
    site.say("/a", article("Penuh"))
    assert texts(reader.visit()) == ["Penuh "]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://rss.tempo.co/nasional", "tempo.co"),
        ("https://www.republika.co.id/rss", "republika.co.id"),
        ("https://diskominfo.cilacapkab.go.id/feed", "cilacapkab.go.id"),
        ("https://jateng.antaranews.com/rss", "antaranews.com"),
        ("http://10.0.0.1:8080/a", "10.0.0.1"),
        ("", ""),
    ],
)
def test_which_hosts_are_one_site(url: str, site: str) -> None:
    """The name that somebody registered."""
    assert site_of(url) == site


def test_a_slow_site_ends_the_reading_in_time(site, make_door, monkeypatch) -> None:
    """The source's own deadline is not reached: what was read counts, the rest waits."""
    monkeypatch.setattr("collectors.sites.article_rounds.MOST_SECONDS", 0.5)
    reader = Reader(site, make_door)
    site.say("/feed", feed(("/a", "Ringkas."), ("/b", "Ringkas.")))
    site.routes["/a"] = site.routes["/b"] = lambda _handler: time.sleep(1.0)
    assert texts(reader.visit()) == ["Ringka", "Ringka"]
    site.say("/a", article("Penuh"))
    site.say("/b", article("Penuh"))
    monkeypatch.setattr("collectors.sites.article_rounds.MOST_SECONDS", 60.0)
    assert texts(reader.visit(timedelta(hours=1))) == ["Penuh ", "Penuh "]
