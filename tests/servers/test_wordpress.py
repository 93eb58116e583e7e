"""A WordPress that nobody here wrote: its API, feed and sitemap, thousands of posts, edits, deletions, closed doors.

Switched on by KENTONGAN_SERVERS=1; needs Debian's packages (see `wordpress.PACKAGES`).
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import wordpress
from wordpress import WordPress

from collectors.door.fetch import Door
from collectors.door.manners import Manners
from collectors.registry import harvest
from collectors.sites import articles
from collectors.sites.discovery import discover
from kentongan.core.clock import StoppedClock
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import FeedState, Harvest, OutcomeKind

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(
        os.environ.get("KENTONGAN_SERVERS") != "1",
        reason=f"KENTONGAN_SERVERS=1 switches real servers on; apt-get install {wordpress.PACKAGES}",
    ),
]

FORBIDDEN = "add_filter('rest_authentication_errors', fn() => new WP_Error('rest_forbidden', 'x', ['status' => 401]));"
# 2,500 posts at once by MariaDB's sequence tables; {at}: an expression for the moment in UTC.
BULK = """
global $wpdb; $wpdb->query("INSERT INTO wp_posts (post_author, post_date_gmt, post_modified_gmt, post_date, post_modified,
post_content, post_title, post_excerpt, post_status, comment_status, ping_status, post_name, to_ping, pinged,
post_content_filtered, guid, post_type) SELECT 1, {at}, {at}, {at} + INTERVAL 7 HOUR, {at} + INTERVAL 7 HOUR,
CONCAT('<p>Isi ', seq, '</p>'), CONCAT('Judul ', seq), '', 'publish', 'closed', 'closed', CONCAT('p-', seq), '', '',
'', CONCAT('https://warta.contoh.id/?p=', seq), 'post' FROM seq_1_to_2500");
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    """One WordPress for all tests of this file."""
    absent = wordpress.missing()
    if absent:
        pytest.skip(f"not installed: {', '.join(absent)}; apt-get install {wordpress.PACKAGES}")
    # The path of a socket may have some hundred characters only.
    with wordpress.running(tmp_path_factory.mktemp("wp")) as site:
        yield site


@pytest.fixture
def site(running: WordPress) -> WordPress:
    """The site without any post or plugin."""
    for plugin in (running.root / "wp-content").glob("mu-plugins/*.php"):
        plugin.unlink()
    running.php('global $wpdb; $wpdb->query("DELETE FROM wp_posts"); wp_cache_flush();')
    return running


@dataclass
class Reader:
    """Visits the site again and again, as a round does."""

    site: WordPress
    source: Source
    state: FeedState
    now: datetime

    def visit(self, later: timedelta = timedelta()) -> Harvest:
        """One visit, so much later than the one before; in a second of its own."""
        self.now += later
        # WordPress tells feeds apart by the second of their newest post: one published in the second of a visit is a 304.
        time.sleep(1.0 - time.time() % 1.0)
        port = self.site.port
        door = Door(
            "KentonganTest/1.0 (+https://contoh.test)",
            manners=Manners(gap=0.0, jitter=0.0, retries=0),
            allow_hosts=(f"127.0.0.1:{port}",),
            clock=StoppedClock(self.now),
        )
        brought = asyncio.run(harvest(self.source, self.state, door, StoppedClock(self.now)))
        self.state = brought.state or FeedState()
        return brought


@pytest.fixture
def reader(site: WordPress) -> Reader:
    """A source of kind "wordpress" at the site's front page."""
    source = Source("s-1", "wordpress", "Warta Uji", f"{site.url}/", tier=3)
    return Reader(site, source, FeedState(), datetime.now(UTC) + timedelta(seconds=2))


def local(moment: datetime) -> str:
    """A moment as WordPress writes it, in the site's zone (WIB)."""
    return (moment + timedelta(hours=7)).strftime("%Y-%m-%d %H:%M:%S")


def titles(brought: Harvest) -> list[str]:
    """Titles of a harvest."""
    return [post.title for post in brought.posts]


def test_everything_is_found_from_the_front_page(site: WordPress, reader: Reader) -> None:
    """API, feed, sitemap and the page itself, each with its latest items."""
    for number in range(6):
        site.post(f"Warga desa mengeluhkan jalan rusak {number}", "<p>Isi berita yang cukup panjang.</p>")
    door = Door("K/1.0", manners=Manners(gap=0.0), allow_hosts=(f"127.0.0.1:{site.port}",))
    found = asyncio.run(discover(site.url, door))
    assert [one.kind for one in found] == ["wordpress", "feed", "sitemap", "section"]
    assert found[0].address == f"{site.url}/wp-json/"
    assert [len(one.latest) for one in found] == [5, 5, 5, 5]
    assert found[0].latest[0].title.startswith("Warga desa mengeluhkan jalan rusak")


def test_a_post_as_the_api_gives_it(site: WordPress, reader: Reader) -> None:
    """Entities, paragraphs, the time in UTC although the site writes WIB; the same id and words as in the feed."""
    at = (datetime.now(UTC) - timedelta(hours=3)).replace(microsecond=0)
    site.post("Warga 'keluhkan' jalan & jembatan", "<p>Paragraf satu.</p><p>Paragraf dua.</p>", post_date=local(at))
    brought = reader.visit()
    (post,) = brought.posts
    assert (post.title, post.text) == ("Warga ‘keluhkan’ jalan & jembatan", "Paragraf satu.\n\nParagraf dua.")
    assert (post.published_at, post.estimated, post.author) == (at, False, "")
    feed = replace(reader.source, kind="feed", address=f"{site.url}/feed/")
    (same,) = Reader(site, feed, FeedState(), reader.now).visit().posts
    assert (same.external_id, same.url, same.title, same.text, same.published_at) == (
        post.external_id,
        post.url,
        post.title,
        post.text,
        post.published_at,
    )


def test_nothing_new_edits_and_protected_posts(site: WordPress, reader: Reader) -> None:
    """A post comes once, and once more when it was edited; one behind a password never."""
    number = site.post("Berita lama", "<p>Awal.</p>")
    site.post("Rahasia", "<p>Tersembunyi.</p>", post_password="x")  # noqa: S106 (of a test)
    assert titles(reader.visit()) == ["Berita lama"]
    again = reader.visit(timedelta(hours=1))
    assert (again.posts, again.outcome.kind) == ((), OutcomeKind.UNCHANGED)
    site.php(f"sleep(2); wp_update_post(['ID' => {number}, 'post_content' => '<p>Diralat.</p>']);")
    edited = reader.visit(timedelta(hours=1))
    assert [(post.title, post.text) for post in edited.posts] == [("Berita lama", "Diralat.")]
    assert reader.visit(timedelta(hours=1)).posts == ()


def test_a_scheduled_post_is_found_when_it_appears(site: WordPress, reader: Reader) -> None:
    """Its date of change lies before the last visit, so only the date of publication finds it."""
    site.post("Pembuka", "<p>a</p>")
    number = site.post("Terjadwal", "<p>b</p>", post_status="future", post_date=local(reader.now + timedelta(days=1)))
    assert titles(reader.visit()) == ["Pembuka"]
    when = datetime.now(UTC) - timedelta(seconds=1)
    gmt = when.strftime("%Y-%m-%d %H:%M:%S")
    site.php(
        f"global $wpdb; $wpdb->update('wp_posts', ['post_status' => 'publish', 'post_date' => '{local(when)}', "
        f"'post_date_gmt' => '{gmt}', 'post_modified_gmt' => '2026-01-01 00:00:00', "
        f"'post_modified' => '2026-01-01 07:00:00'], ['ID' => {number}]);"
    )
    assert titles(reader.visit(timedelta(hours=1))) == ["Terjadwal"]


def test_deleted_posts_are_withdrawn(site: WordPress, reader: Reader) -> None:
    """In the bin, gone for good, or made private: each is reported once; the others stay."""
    numbers = [site.post(f"Berita {n}", "<p>a</p>") for n in range(5)]
    ids = {post.title: post.external_id for post in reader.visit().posts}
    site.php(f"wp_trash_post({numbers[0]}); wp_delete_post({numbers[1]}, true);")
    site.php(f"wp_update_post(['ID' => {numbers[2]}, 'post_status' => 'private']);")
    assert reader.visit(timedelta(hours=1)).withdrawn == ()
    later = reader.visit(timedelta(hours=6))
    assert set(later.withdrawn) == {ids["Berita 0"], ids["Berita 1"], ids["Berita 2"]}
    assert "3 tulisan dihapus" in later.outcome.notes[0].id
    assert reader.visit(timedelta(hours=7)).withdrawn == ()


def test_a_site_that_lost_everything_withdraws_nothing(site: WordPress, reader: Reader) -> None:
    """An empty database is an accident of the site, not a wish to delete."""
    for number in range(3):
        site.post(f"Berita {number}", "<p>a</p>")
    assert len(reader.visit().posts) == 3
    site.php("global $wpdb; $wpdb->query('DELETE FROM wp_posts');")
    assert reader.visit(timedelta(hours=12)).withdrawn == ()


@pytest.mark.parametrize("spread", [60, 0], ids=["a minute apart", "all in one second"])
def test_thousands_of_posts(site: WordPress, reader: Reader, spread: int) -> None:
    """2,500 posts since yesterday: none lost, none twice, over as many visits as the bound of one visit asks for."""
    start = datetime.now(UTC) - timedelta(hours=44)
    site.php(BULK.format(at=f"'{start:%Y-%m-%d %H:%M:%S}' + INTERVAL seq * {spread} SECOND"))
    found: list[RawPost] = []
    visits = 0
    while (brought := reader.visit(timedelta(minutes=1))).outcome.partial:
        found += brought.posts
        visits += 1
    found += brought.posts
    assert visits == 2
    assert reader.visit(timedelta(minutes=1)).posts == ()
    assert len(found) == len({post.external_id for post in found}) == 2500


def test_a_closed_api_gives_way_to_the_feed_and_comes_back(site: WordPress, reader: Reader) -> None:
    """rest_forbidden: the feed is read and remembered, and said once; a week later the API is asked again."""
    site.plugin("tutup", FORBIDDEN)
    site.post("Satu", "<p>Isi satu.</p>")
    first = reader.visit()
    assert titles(first) == ["Satu"]
    assert "rest_forbidden" in first.outcome.notes[0].id
    site.post("Dua", "<p>Isi dua.</p>")
    second = reader.visit(timedelta(hours=1))
    assert "Dua" in titles(second)
    assert not second.outcome.notes
    site.without_plugin("tutup")
    site.post("Tiga", "<p>Isi tiga.</p>")
    back = reader.visit(timedelta(days=7))
    assert "way" not in reader.state.cursor
    assert "Tiga" in titles(back)


def test_api_and_feed_closed_leave_the_sitemap(site: WordPress, reader: Reader) -> None:
    """New addresses of the sitemap are read as articles."""
    site.plugin("tutup", FORBIDDEN + "add_action('do_feed_rss2', fn() => wp_die('x', '', ['response' => 403]), 1);")
    site.post("Lama", "<p>Isi.</p>")
    first = reader.visit()
    assert first.outcome.kind is OutcomeKind.OK, first.outcome.reason
    text = "Warga desa mengeluhkan jalan yang rusak sejak awal tahun dan belum diperbaiki hingga kini. " * 5
    site.post("Jembatan ambruk", f"<p>{text}</p>")
    second = reader.visit(timedelta(hours=1))
    assert titles(second) == ["Jembatan ambruk"]
    assert second.posts[0].text == text.strip()


def test_notices_and_marks_before_the_json(site: WordPress, reader: Reader) -> None:
    """Shared hosting: a byte order mark and a PHP notice with brackets stand before the answer."""
    noise = "\\xEF\\xBB\\xBF<br />\\n<b>Notice</b>: Undefined index: [x] in <b>/a.php</b> on line <b>3</b><br />\\n"
    site.plugin("berisik", f'if (strpos($_SERVER["REQUEST_URI"] ?? "", "/wp-json/") === 0) echo "{noise}";')
    site.post("Satu", "<p>Isi satu.</p>")
    brought = reader.visit()
    assert titles(brought) == ["Satu"]
    assert not brought.outcome.notes


def test_a_login_page_in_place_of_the_api(site: WordPress, reader: Reader) -> None:
    """Status 200 and a page for people."""
    page = "header('Content-Type: text/html'); echo '<html><form>Silakan masuk</form></html>'; exit;"
    site.plugin("masuk", f"add_action('rest_api_init', function () {{ {page} }});")
    site.post("Satu", "<p>Isi satu.</p>")
    brought = reader.visit()
    assert titles(brought) == ["Satu"]
    assert "REST WordPress" in brought.outcome.notes[0].id


def test_without_pretty_permalinks(site: WordPress, reader: Reader) -> None:
    """`?rest_route=` where `/wp-json/` leads nowhere."""
    site.php("update_option('permalink_structure', ''); delete_option('rewrite_rules');")
    try:
        site.post("Satu", "<p>Isi satu.</p>")
        assert titles(reader.visit()) == ["Satu"]
        assert "rest_route" in reader.state.cursor
        assert reader.visit(timedelta(hours=1)).outcome.kind is OutcomeKind.UNCHANGED
    finally:
        site.php("update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');")


def test_a_whole_article_from_its_page(site: WordPress, reader: Reader) -> None:
    """The reader of articles on a page of a real theme."""
    text = "Warga desa mengeluhkan jalan yang rusak sejak awal tahun dan belum diperbaiki hingga kini. " * 4
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    number = site.post("Jalan rusak di desa", f"<p>{text}</p><p>{text[::-1]}</p>", post_date=local(at))
    url = site.php(f"echo get_permalink({number});")
    door = Door("K/1.0", manners=Manners(gap=0.0), allow_hosts=(f"127.0.0.1:{site.port}",))
    found = asyncio.run(articles.read(url, door, zone="WIB", now=datetime.now(UTC)))
    assert (found.dated.at, found.canonical) == (at, url)
    assert found.title.startswith("Jalan rusak di desa")
    assert text.strip() in found.text
