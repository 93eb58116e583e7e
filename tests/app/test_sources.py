"""`kentongan sources`: adding, testing, listing, switching, the starter pack, lists of other programs, consent, health."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from noted_collector import NotedCollector
from office_desk import SETTINGS, Desk
from web_server import Site, serve

from collectors.feeds.starter_pack import DISCOVER, StarterSource
from collectors.registry import BUILT_IN
from kentongan.cli.app import run
from kentongan.cli.registry import COMMANDS
from kentongan.core.clock import StoppedClock
from kentongan.core.messages import Say
from kentongan.core.runs import Cause, Outcome, OutcomeKind
from kentongan.core.source_rhythm import day_number
from kentongan.store.database import Store

NOW = datetime(2026, 11, 15, 23, tzinfo=UTC)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar Wanasari</title>
<item><title>Jalan rusak</title><link>http://{host}/a1</link><pubDate>Sun, 15 Nov 2026 10:00:00 +0700</pubDate></item>
<item><title>Pipa PDAM</title><link>http://{host}/a2</link><pubDate>Sabtu, 14 November 2026 08:00:00 WIB</pubDate></item>
<item><title>Tanpa tanggal</title><link>http://{host}/a3</link></item></channel></rss>"""
PAGE = """<!doctype html><html><head><title>Kabar</title>
<link rel="alternate" type="application/rss+xml" title="Kabar Wanasari" href="/feed.xml"></head><body>x</body></html>"""


@pytest.fixture
def site() -> Iterator[Site]:
    """A small news site: front page, feed, one page without a feed."""
    with serve() as made:
        made.pages["/"] = ("text/html", PAGE.encode())
        made.pages["/feed.xml"] = ("application/rss+xml", FEED.format(host=made.host).encode())
        yield made


@pytest.fixture
def near(desk: Desk, site: Site) -> Desk:
    """A desk that may visit the site."""
    desk.settings(f'{SETTINGS}host_diizinkan = ["{site.host}"]\n')
    return desk


def sources(desk: Desk) -> list[dict[str, object]]:
    """What `sources list --json` says."""
    said = desk.call("sources", "list", "--json")
    assert said.code == 0, said.err
    found: list[dict[str, object]] = json.loads(said.out)
    return found


def test_an_address_of_a_site_leads_to_its_feed(near: Desk, site: Site) -> None:
    """The front page is enough: its latest items with date and link, then the source is kept and collected."""
    said = near.call("sources", "add", f"http://{site.host}/", "--region", "64.72", "--tier", "lokal", "--yes")

    assert said.code == 0, said.err
    assert "1. Jalan rusak" in said.out
    assert f"2026-11-15 11.00 WIB · http://{site.host}/a1" not in said.out
    assert f"2026-11-15 10.00 WIB · http://{site.host}/a1" in said.out
    assert "tanpa tanggal" in said.out
    [source] = sources(near)
    assert (source["kind"], source["address"], source["origin"]) == ("feed", f"http://{site.host}/feed.xml", "officer")
    assert (source["region"], source["tier"], source["state"]) == ("64.72", 3, "never")
    assert near.call("collect").code == 0
    [after] = sources(near)
    assert (after["state"], after["trouble"]) == ("ok", False)
    assert len(near.rows("SELECT id FROM posts")) == 3


@pytest.mark.parametrize(("answer", "kept"), [("y", 1), ("t", 0), ("", 1), ("apa\nt", 0)])
def test_the_officer_is_asked(answer: str, kept: int, near: Desk, site: Site) -> None:
    """Without --yes the officer decides after having seen the items."""
    said = near.call("sources", "add", f"{site.host}/feed.xml".join(("http://", "")), stdin=f"{answer}\n")

    assert said.code == 0, said.err
    assert len(sources(near)) == kept


def test_testing_keeps_nothing(near: Desk, site: Site) -> None:
    """By address before it is a source, by a part of its name after; the database says nothing of a test."""
    first = near.call("sources", "test", f"http://{site.host}/")
    assert (first.code, sources(near)) == (0, [])
    near.call("sources", "add", f"http://{site.host}/", "--name", "Kabar Wanasari", "--yes")
    before = near.rows("SELECT * FROM source_standings"), near.rows("SELECT * FROM feed_states")
    by_name = near.call("sources", "test", "wanasari")
    all_of_them = near.call("sources", "test")

    assert by_name.code == all_of_them.code == 0
    assert "Jalan rusak" in by_name.out
    assert "✓ Kabar Wanasari: 3 unggahan" in all_of_them.out
    assert (near.rows("SELECT * FROM source_standings"), near.rows("SELECT * FROM feed_states")) == before
    site.pages.clear()
    assert near.call("sources", "test").code == 4


def test_an_address_that_gives_nothing_is_not_kept(near: Desk, site: Site) -> None:
    """404, a page without news: exit code 4, the reason, the way out; --untested keeps it all the same."""
    site.pages["/kosong"] = ("text/html", b"<html><head><title>x</title></head><body>Selamat datang</body></html>")
    missing = near.call("sources", "add", f"http://{site.host}/nihil", "--yes")
    empty = near.call("sources", "add", f"http://{site.host}/kosong/", "--yes")
    assert missing.code == empty.code == 4
    assert "404" in missing.err
    assert "--untested" in missing.err
    assert sources(near) == []
    kept = near.call("sources", "add", f"http://{site.host}/nihil", "--untested", "--name", "Nanti")
    assert kept.code == 0
    assert [source["name"] for source in sources(near)] == ["Nanti"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("halo",), "https://halo bukan alamat situs"),
        (("",), "bukan alamat situs"),
        (("https://x.id/feed", "--kind", "apa"), "Pilihan: feed, "),
        (("https://x.id/feed", "--kind", "file"), "Pilihan: feed, "),
        (("https://x.id/feed", "--region", "Bogor"), "(32.71)"),
        (("https://x.id/feed", "--region", "Atlantis"), "tidak ditemukan"),
        (("https://x.id/feed", "--tier", "9"), "1 nasional, 2 regional, 3 lokal"),
        (("https://x.id/feed", "--zone", "GMT"), "WIB, WITA, WIT"),
        (("https://u:p@x.id/feed",), "nama pengguna atau sandi"),
        (("https://x.id/feed", "--option", "apa"), "--option tagar=banjir"),
        (("https://t.me/s/kanal",), "--kind telegram"),
        (("https://www.facebook.com/pemkot",), "kentongan import"),
        (("https://news.google.com/rss?q=x",), "--kind google_news"),
        (("satu", "dua"), "tanda kutip"),
        ((), "ALAMAT wajib disebutkan"),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_wrong_words_are_one_plain_line(words: tuple[str, ...], hint: str, lang: str, desk: Desk) -> None:
    """Exit code 2, one line, and what would be right; nobody is visited."""
    said = desk.call("sources", "add", *words, "--lang", lang)

    assert said.code == 2
    assert len(said.lines) == 1
    if lang == "id":
        assert hint in said.err
    assert sources(desk) == []


def test_a_second_add_updates_what_was_said(near: Desk, site: Site) -> None:
    """The same address is the same source; what was not said again stays."""
    near.call("sources", "add", f"http://{site.host}/feed.xml", "--yes", "--region", "64.72", "--name", "Satu")
    said = near.call("sources", "add", f"http://{site.host}/", "--yes", "--tier", "2")

    assert "diperbarui" in said.out
    [source] = sources(near)
    assert (source["name"], source["region"], source["tier"]) == ("Satu", "64.72", 2)


LISTED = """
[[sumber]]
nama = "Antara Kaltim"
alamat = "https://kaltim.antaranews.com/rss/terkini.xml"
tingkat = 2
wilayah = "64"
[[sumber]]
nama = "Antara Kalsel"
alamat = "https://kalsel.antaranews.com/rss/terkini.xml"
tingkat = 2
wilayah = "63"
[[sumber]]
nama = "Mati"
alamat = "https://mati.id/feed"
aktif = false
"""


def test_switches_and_removal(desk: Desk) -> None:
    """A part of the name is enough; ambiguous, unknown and unremovable are said; posts and settings stay."""
    desk.settings(SETTINGS + LISTED)
    desk.call("sources", "add", "https://niaga.asia/feed", "--untested")
    assert desk.call("sources", "disable", "kaltim").code == 0
    states = {source["name"]: source["state"] for source in sources(desk)}
    assert states == {"Antara Kaltim": "off", "Antara Kalsel": "never", "Mati": "off", "Niaga Asia": "never"}
    assert desk.call("sources", "enable", "https://kaltim.antaranews.com/rss/terkini.xml").code == 0
    both, typo, written, off = (
        desk.call("sources", *words)
        for words in (("disable", "antara"), ("test", "Antra Kaltim"), ("remove", "kalsel"), ("enable", "mati"))
    )
    assert (both.code, typo.code, written.code, off.code) == (2, 2, 2, 2)
    assert "Antara Kaltim (kaltim.antaranews.com); Antara Kalsel" in both.err
    assert "Yang mirip: Antara Kaltim" in typo.err
    assert 'sources disable "Antara Kalsel"' in written.err
    assert "aktif = true" in off.err
    assert desk.call("sources", "remove", "niaga").code == 0
    assert "Niaga Asia" not in {source["name"] for source in sources(desk)}


def test_a_source_switched_on_again_is_visited_at_once(near: Desk, site: Site) -> None:
    """An officer who switches it on has looked at it: neither a rest nor "gone" stands in the way."""
    near.call("sources", "add", f"http://{site.host}/feed.xml", "--yes", "--name", "Kabar")
    assert near.call("collect").code == 0
    later = "2026-11-16T06:05:00+07:00"
    assert "dilewati" in near.call("collect", now=later).out
    near.call("sources", "disable", "Kabar")
    near.call("sources", "enable", "Kabar")
    assert "dilewati" not in near.call("collect", now=later).out


def test_the_pack_of_a_province(desk: Desk) -> None:
    """Lists by group with dates of review, marks what is there, adds by number; what must be discovered needs a visit."""
    desk.settings(SETTINGS.replace('"99.01"', '"64.72"') + LISTED)
    shown = desk.call("sources", "pack")
    papua = desk.call("sources", "pack", "papua pegunungan")
    assert shown.code == papua.code == 0
    assert "Media daerah" in shown.out
    assert "2026-11-22  belum           ✓    https://kaltim.antaranews.com/rss/terkini.xml" in shown.out
    assert "https://papuapegunungan.go.id/" in papua.out
    added = desk.call("sources", "pack", "--add", "2", "--add", "3", "--untested")
    assert "✓ Tribun Kaltim: disimpan (tanpa uji)" in added.out
    assert "✗ detikKalimantan: umpannya harus dicari" in added.out
    assert desk.call("sources", "pack", "--add", "2", "--untested").out.startswith("Semua yang dipilih sudah ada")
    wrong, unclear = desk.call("sources", "pack", "--add", "999"), desk.call("sources", "pack", "Atlantis")
    assert (wrong.code, unclear.code) == (2, 2)
    assert "Pilih 1 sampai" in wrong.err


def test_lines_of_the_pack_are_tried_and_keep_their_region(
    near: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A front page leads to its feed, which keeps the line's name, region and tier; a dead line costs itself only."""
    told = ("2026-11-22", "never", "catatan")
    lines = (
        StarterSource("regional", "Kabar", f"http://{site.host}/", DISCOVER, ("64", "65"), 2, False, *told),
        StarterSource("regional", "Mati", f"http://{site.host}/mati", "feed", ("64",), 3, True, *told),
    )
    monkeypatch.setattr("kentongan.pipeline.collecting.sources.pack_for", lambda _region: lines)
    said = near.call("sources", "pack", "--all")

    assert said.code == 0, said.err
    assert "✓ Kabar: disimpan (3 unggahan)" in said.out
    assert "✗ Mati: " in said.out
    [source] = sources(near)
    assert (source["name"], source["kind"], source["region"], source["tier"]) == ("Kabar", "feed", "64", 2)
    near.call("collect")
    assert "2026-11-16      ✓" in near.call("sources", "pack").out


def test_titles_of_strangers_cannot_write_on_the_terminal(near: Desk, site: Site) -> None:
    """Control characters and marks that turn the reading around do not reach the screen."""
    body = FEED.format(host=site.host).replace("Jalan rusak", "Jalan&#x202E; rusak&#155;31m")
    site.pages["/feed.xml"] = ("application/rss+xml", body.replace("Kabar Wanasari", "Kabar&#x202E; X").encode())
    said = near.call("sources", "add", f"http://{site.host}/feed.xml", "--yes")

    assert said.code == 0, said.err
    assert all(c.isprintable() or c == "\n" for c in said.out)


@pytest.mark.parametrize("name", ["sumber.opml", "sumber.csv"])
def test_lists_go_out_and_come_in(name: str, desk: Desk, tmp_path: Path, desk_maker: object) -> None:
    """All sources of one desk on another; a second import doubles nothing."""
    desk.settings(SETTINGS + LISTED)
    desk.call("sources", "add", "https://niaga.asia/feed", "--untested", "--region", "64", "--option", "tagar=x")
    file = tmp_path / name
    assert desk.call("sources", "export", file).out == f"4 sumber ditulis ke {file}.\n"
    other = desk_maker(tmp_path / "lain")  # type: ignore[operator]
    first, second = other.call("sources", "import", file), other.call("sources", "import", file)

    assert first.out.startswith("4 sumber ditambahkan")
    assert second.out.startswith("0 sumber ditambahkan tanpa uji, 4 sudah ada")
    told = ("name", "address", "kind", "region", "tier", "enabled")
    assert sorted([[str(s[k]) for k in told] for s in sources(other)]) == sorted(
        [[str(s[k]) for k in told] for s in sources(desk)]
    )


def test_a_list_with_faults_keeps_the_rest(desk: Desk, tmp_path: Path) -> None:
    """Each row that cannot be used is named with its line; files that are no lists are refused."""
    file = tmp_path / "daftar.csv"
    file.write_text("nama;alamat;wilayah\nBaik;https://baik.id/feed;64\nBuruk;halo;\nJauh;https://a.id;Atlantis\n")
    said = desk.call("sources", "import", file)
    assert said.code == 0
    assert "1 sumber ditambahkan tanpa uji, 0 sudah ada, 2 tidak dapat dipakai" in said.out
    assert "Baris 3 (Buruk)" in said.err
    assert "Baris 4 (Jauh)" in said.err
    missing = desk.call("sources", "import", tmp_path / "tidak-ada.csv")
    assert (missing.code, "tidak-ada.csv tidak ada" in missing.err) == (3, True)
    assert desk.call("sources", "import", tmp_path).code == 3
    assert desk.call("sources", "import", desk.database).code == 3
    assert desk.call("sources", "export", tmp_path / "x.docx").code == 2
    assert desk.call("sources", "export", tmp_path / "tak" / "ada" / "x.csv").code == 3


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> type[NotedCollector]:
    """A kind of source whose note may change."""
    monkeypatch.setitem(BUILT_IN, "catatan", "noted_collector:NotedCollector")  # type: ignore[arg-type]
    monkeypatch.setattr(NotedCollector, "notice", NotedCollector.notice)
    return NotedCollector


def test_consent_comes_before_a_kind_with_a_note(desk: Desk, noted: type[NotedCollector]) -> None:
    """The note is shown, a name is asked for, collecting waits for it, and a changed note is asked for again."""
    refused = desk.call("sources", "add", "https://x.id/", "--kind", "catatan", "--yes")
    assert refused.code == 7
    assert "Ketentuan layanan melarang ini." in refused.out
    assert "sources accept catatan" in refused.err
    accepted = desk.call(
        *("sources", "add", "https://x.id/", "--kind", "catatan", "--yes", "--accept", "Ana, Kabag Hukum")
    )
    assert accepted.code == 0, accepted.err
    assert [row[:2] for row in desk.rows("SELECT kind, by FROM consents")] == [("catatan", "Ana, Kabag Hukum")]
    assert desk.call("collect").out.startswith("x.id: berhasil")
    noted.notice = Say("Ketentuan baru.", "New terms.")
    waiting = desk.call("collect")
    [source] = sources(desk)
    assert "berubah sejak disetujui Ana, Kabag Hukum" in waiting.out
    assert (source["state"], source["trouble"]) == ("consent", True)
    desk.call("analyse", "--day", "2026-11-16")
    desk.call("report", "--day", "2026-11-16")
    assert "x.id tidak dibaca: Catatan hukum untuk sumber jenis catatan berubah" in desk.limits()
    assert desk.call("sources", "accept", "catatan").code == 7
    assert desk.call("sources", "accept", "catatan", "--by", "A").code == 7
    assert desk.call("sources", "accept", "catatan", "--by", "Ana, Kabag Hukum").code == 0
    assert desk.call("collect").out.startswith("x.id: berhasil")
    assert desk.call("sources", "accept", "feed").code == 2


def remembered(desk: Desk, name: str, outcomes: list[tuple[int, Outcome]], rhythm: int = 0) -> None:
    """Write visits (hours before now) and, for `rhythm` days, eight publishing hours a day into the database."""
    with Store.open(str(desk.database), clock=StoppedClock(NOW)) as store:
        for ago, outcome in outcomes:
            store.visits.note(outcome, NOW - timedelta(hours=ago))
    bits = sum(1 << hour for hour in (1, 2, 3, 5, 7, 9, 10, 11))
    with sqlite3.connect(desk.database) as connection:
        for day in range(day_number(NOW) - 3 - rhythm, day_number(NOW) - 3) if rhythm else ():
            connection.execute(
                "INSERT INTO source_days VALUES (?, ?, ?, 24, 0, 12) ON CONFLICT (source_id, day) DO UPDATE SET hours = ?",
                (name, day, bits, bits),
            )
    connection.close()


def test_health_is_told_where_people_look(desk: Desk) -> None:
    """A quiet and a broken source: in the list, in doctor with since and advice, and in the report's limitations."""
    desk.settings(SETTINGS + LISTED)
    first = desk.call("sources", "list")
    assert "2 belum dikunjungi" in first.out
    ids = {str(source["name"]): str(source["id"]) for source in sources(desk)}
    quiet, slow = ids["Antara Kaltim"], ids["Antara Kalsel"]
    read = Outcome(quiet, "Antara Kaltim", OutcomeKind.UNCHANGED)
    why = Say("Situs tidak menjawab dalam 60 detik.", "No answer within 60 seconds.")
    failed = Outcome(slow, "Antara Kalsel", OutcomeKind.FAILED, reason=why, cause=Cause.SLOW)
    remembered(desk, quiet, [(0, read)], rhythm=40)
    remembered(desk, slow, [(5, failed), (0, failed)])
    listed, doctor = desk.call("sources", "list", "--problem"), desk.call("doctor")

    words = "Tidak mengirim berita baru sejak 11 November 2026 pukul 18.00 WIB, biasanya 12 per hari."
    assert f"! Antara Kaltim: sepi — {words} →" in listed.out
    assert "! Antara Kalsel: lambat — Situs tidak menjawab dalam 60 detik.\n" in listed.out
    assert "Mati" not in listed.out
    assert "3 sumber: 0 baik, 2 perlu perhatian, 0 belum dikunjungi, 1 dimatikan." in listed.out
    assert "Antara Kalsel: lambat sejak 16 November 2026 pukul 01.00 WIB." in doctor.out
    assert "2 aktif, kunjungan terakhir 2026-11-16 06.00, 2 perlu perhatian" in doctor.out
    desk.call("analyse", "--day", "2026-11-16")
    desk.call("report", "--day", "2026-11-16")
    assert f"Antara Kaltim: t{words[1:]}" in desk.limits()
    # What comes later does not change what was true that morning.
    with Store.open(str(desk.database), clock=StoppedClock(NOW)) as store:
        again = NOW + timedelta(hours=5)
        store.visits.note(Outcome(quiet, "Antara Kaltim", OutcomeKind.OK, seen=1, new=1), again, published=[again])
    desk.call("report", "--day", "2026-11-16", now="2026-11-17T06:00:00+07:00")
    assert f"Antara Kaltim: t{words[1:]}" in desk.limits()
    assert "sepi" not in desk.call("sources", "list", now="2026-11-16T12:00:00+07:00").out
    assert run(["--config", str(desk.folder / "kentongan.toml"), "sources", "list", "--lang", "en"], COMMANDS) == 0


def test_another_find_is_chosen_by_its_number(near: Desk, site: Site) -> None:
    """A site with two feeds: the first is shown whole, the other by name, and kept by its number."""
    link = '<link rel="alternate" type="application/rss+xml" title="Olahraga" href="/olahraga.xml"></head>'
    site.pages["/"] = ("text/html", PAGE.replace("</head>", link).encode())
    other = FEED.format(host=site.host).replace("Kabar Wanasari", "Kabar Olahraga").replace("Jalan rusak", "Voli")
    site.pages["/olahraga.xml"] = ("application/rss+xml", other.encode())
    said = near.call("sources", "add", f"http://{site.host}/", stdin="9\n2\n")

    assert said.code == 0, said.err
    assert "Pilihan lain di situs itu:" in said.out
    [source] = sources(near)
    assert source["name"] in said.out
    assert source["address"] in {f"http://{site.host}/olahraga.xml", f"http://{site.host}/feed.xml"}
    assert f"2. {source['name']} (feed, 2026-11-15) {source['address']}" in said.out


@pytest.mark.more
def test_a_source_that_falls_silent_is_noticed_by_collecting(near: Desk, site: Site) -> None:
    """Three visits a day for eighteen days, then nothing new: well at first, quiet against its habit three days later."""
    first = NOW - timedelta(days=18)
    near.call("sources", "add", f"http://{site.host}/feed.xml", "--untested", "--name", "Kabar")
    posts = [first + timedelta(days=day, hours=hour) for day in range(18) for hour in (1, 3, 5, 8, 11)]
    states = {}
    for visit in range(21 * 3):
        now = first + timedelta(hours=8 * visit + 7)
        items = "".join(
            f"<item><title>Berita {n}</title><link>http://{site.host}/p{n}</link>"
            f"<pubDate>{posts[n]:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
            for n in range(len(posts))
            if now - timedelta(days=4) < posts[n] <= now
        )
        body = f'<rss version="2.0"><channel><title>Kabar</title>{items}</channel></rss>'
        site.pages["/feed.xml"] = ("application/rss+xml", body.encode())
        assert near.call("collect", now=now.isoformat()).code == 0
        if visit in {18 * 3 - 1, 21 * 3 - 1}:
            said = near.call("sources", "list", "--json", now=now.isoformat())
            [states[visit]] = json.loads(said.out)

    well, quiet = (states[visit] for visit in sorted(states))
    assert (well["state"] in {"ok", "unchanged"}, well["trouble"]) == (True, False)
    assert (quiet["state"], quiet["against_habit"], quiet["per_day"]) == ("quiet", True, 5.0)
    assert quiet["since"] == posts[-1].replace(minute=0).isoformat()
