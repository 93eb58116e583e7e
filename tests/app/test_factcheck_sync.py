"""`factcheck sync` against a site of its own on this machine: pages, feeds, sitemaps, the dump, Komdigi; cut and gone on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from office_desk import NOW, SETTINGS, Desk
from web_server import Site, serve

from analysis.claims.factcheck_groups import group_factchecks
from collectors.factchecks import dump, komdigi
from collectors.factchecks.desks import FactCheckDesk
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import ApprovalError, UsageError
from kentongan.core.findings import FactCheck, VerificationState
from kentongan.core.verdicts import HoaxType, verdict_of
from kentongan.pipeline.factchecks import sync as factcheck_sync
from kentongan.pipeline.factchecks.sync import Synced, sync
from kentongan.pipeline.workspace import clock_from, open_workspace

TBH = """<html><head><title>{title} | TurnBackHoax</title>
<script>var narasi = "bukan isi";</script></head><body><nav><a href="/">Narasi</a></nav><main><h1>{title}</h1>
<p>14 November 2026</p><h2>Narasi</h2><div><div><p>{claim}</p><p>Arsip: <a href="https://medsos.test/unggahan/99887766">tautan</a></p>
</div></div><h2>Penjelasan</h2><p>Tim pemeriksa menelusuri tautan itu dan menanyakan kepada dinas.</p>
<h2>Kesimpulan</h2><p>Faktanya bukan begitu. {conclusion}</p><h2>Hasil Periksa Fakta</h2><p>{result}</p>
<h2>Referensi</h2><p><a href="https://dinsos.test/berita/1">Dinas Sosial</a></p></main></body></html>"""


def review_page(title: str, claim: str, rating: object, *, number: int = 1) -> str:
    """An article with ClaimReview inside a graph, as newsrooms write it: list of types, trailing comma, CDATA."""
    review = {
        "@type": ["ClaimReview"],
        "claimReviewed": claim,
        "datePublished": "2026-11-18",
        "author": [{"@type": "Organization", "name": "Kabar Periksa"}],
        "reviewRating": {"@type": "Rating", "ratingValue": "1,0", "alternateName": rating},
        "itemReviewed": {"@type": "Claim", "appearance": [{"url": f"https://medsos.test/p/{number}55667788"}]},
    }
    block = json.dumps(
        {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": title}, review]}
    )
    return (
        f"<html><head><title>{title}</title><script type='application/ld+json'>//<![CDATA[\n{block[:-1]},}}\n//]]></script>"
        f"</head><body><h1>{title}</h1><p>{'Isi artikel yang panjang. ' * 20}</p></body></html>"
    )


@pytest.fixture
def site() -> Iterator[Site]:
    """A running site."""
    with serve() as made:
        yield made


@pytest.fixture
def office(desk: Desk, site: Site) -> Desk:
    """A desk that may visit the site."""
    desk.settings(SETTINGS.replace("jeda_detik = 0\n", f'jeda_detik = 0\nhost_diizinkan = ["{site.host}"]\n'))
    return desk


def run(desk: Desk, *desks: FactCheckDesk, names: tuple[str, ...] = (), **more: Any) -> list[Synced]:
    """One sync."""
    with open_workspace(desk.folder / "kentongan.toml", clock=clock_from(NOW)) as workspace:
        return sync(workspace, names, desks=desks, **more)


def library(desk: Desk) -> dict[str, FactCheck]:
    """What the library holds, by title."""
    with open_workspace(desk.folder / "kentongan.toml", clock=StoppedClock(clock_from(NOW).now())) as workspace:
        return {check.title: check for check in workspace.store.factchecks.all()}


def listed(site: Site, *paths: str) -> str:
    """A page that lists articles, among links to other things."""
    links = "".join(f'<li><a href="{path}">Baca</a></li>' for path in paths)
    return f'<html><body><a href="/tentang">Tentang</a><a href="https://lain.test/articles/7-x">Lain</a><ul>{links}</ul></body></html>'


def tbh(site: Site) -> FactCheckDesk:
    """A desk in TurnBackHoax's layout."""
    return FactCheckDesk("tbh", "TurnBackHoax", "list", f"http://{site.host}/", r"^/articles/\d+-")


def test_the_new_layout_of_turnbackhoax(office: Desk, site: Site) -> None:
    """Sections are read once; the links of the narration belong to the hoax; a page without a verdict is none."""
    site.put("/", listed(site, "/articles/36701-bantuan", "/articles/36702-tanya"))
    title, claim = "[PENIPUAN] Tautan Bantuan Rp600.000 dari Pemkab Wanasari", "Pemkab membagi bantuan Rp600.000."
    site.put(
        "/articles/36701-bantuan",
        TBH.format(title=title, claim=claim, conclusion="Ini konten tiruan.", result="Konten Tiruan"),
    )
    plain = TBH.format(
        title="Kegiatan literasi digital di Wanasari", claim="Acara", conclusion="Acara lancar.", result="Penulis: A"
    )
    site.put("/articles/36702-tanya", plain)

    (first,) = run(office, tbh(site))

    assert (first.read, first.new, first.without, first.waiting) == (2, 1, 1, 0)
    (found,) = library(office).values()
    assert found.title == title
    assert found.label == "Konten Tiruan"
    assert verdict_of(found).kind is HoaxType.IMPOSTER
    assert verdict_of(found).state is VerificationState.FRAUD
    assert found.narrative.splitlines() == [claim, "Arsip: tautan", "https://medsos.test/unggahan/99887766"]
    assert "dinsos.test" not in found.narrative
    assert found.date == "2026-11-14"


def test_only_new_pages_are_visited(office: Desk, site: Site) -> None:
    """What was read is not asked for again; an unchanged list neither."""
    site.tagged = True
    site.put("/", listed(site, "/articles/1-satu"))
    page = TBH.format(title="[SALAH] Kabar satu yang beredar luas", claim="Kabar satu", conclusion="", result="Salah")
    site.put("/articles/1-satu", page)
    run(office, tbh(site))
    site.seen.clear()
    assert run(office, tbh(site))[0].unchanged
    assert site.seen == ["/"]

    site.put("/", listed(site, "/articles/2-dua", "/articles/1-satu"))
    site.put("/articles/2-dua", page.replace("satu", "dua"))
    site.seen.clear()
    (again,) = run(office, tbh(site))
    assert again.new == 1
    assert "/articles/1-satu" not in site.seen


def test_claimreview_through_a_feed_and_a_sitemap(office: Desk, site: Site) -> None:
    """The verdict is the rating's name, never its number; the same page found twice is one fact-check."""
    address = f"http://{site.host}/cek/1"
    site.put(
        "/cek/1", review_page("Cek Fakta: Video Jembatan Wening Roboh", "Jembatan Kali Wening roboh", "Konteks Salah")
    )
    site.put("/cek/2", review_page("Angka saja", "Klaim tanpa kata putusan", "3", number=2))
    rss = f"<rss version='2.0'><channel><title>x</title><item><title>a</title><link>{address}</link></item></channel></rss>"
    site.put("/rss", rss, "application/rss+xml")
    entry = "<url><loc>{}</loc><lastmod>2026-11-15</lastmod></url>"
    old = f"<url><loc>http://{site.host}/cek/lama</loc><lastmod>2020-01-01</lastmod></url>"
    site.put(
        "/peta.xml",
        f"<urlset>{entry.format(address)}{entry.format(f'http://{site.host}/cek/2')}{old}</urlset>",
        "text/xml",
    )
    site.put(
        "/indeks.xml",
        f"<sitemapindex><sitemap><loc>http://{site.host}/peta.xml</loc></sitemap></sitemapindex>",
        "text/xml",
    )
    feed = FactCheckDesk("umpan", "Kabar", "feed", f"http://{site.host}/rss")
    sitemap = FactCheckDesk("peta", "Kabar", "sitemap", f"http://{site.host}/indeks.xml", r"^/cek/")

    by_feed = run(office, feed)[0]
    by_map = run(office, sitemap)[0]

    assert by_feed.new == 1
    assert (by_map.read, by_map.new, by_map.without) == (1, 0, 1)
    assert "/cek/lama" not in site.seen
    (found,) = library(office).values()
    assert (found.label, found.source, found.date) == ("Konteks Salah", "Kabar Periksa", "2026-11-18")
    assert "https://medsos.test/p/155667788" in found.narrative


def test_a_sync_cut_in_the_middle_goes_on(office: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after some pages: those are kept, the others wait, and the next run reads nothing twice."""
    paths = [f"/articles/{n}-kabar-{n}" for n in range(1, 7)]
    site.put("/", listed(site, *paths))
    for n, path in enumerate(paths, start=1):
        site.put(
            path,
            TBH.format(title=f"[SALAH] Kabar {n} tentang hal {n}", claim=f"Hal {n}", conclusion="", result="Salah"),
        )
    real, count = factcheck_sync.read_one, 0

    async def dies(*words: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        if count == 4:
            raise KeyboardInterrupt
        return await real(*words, **named)

    monkeypatch.setattr(factcheck_sync, "read_one", dies)
    with pytest.raises(KeyboardInterrupt):
        run(office, tbh(site))
    assert len(library(office)) == 3
    site.seen.clear()
    monkeypatch.setattr(factcheck_sync, "read_one", real)
    (rest,) = run(office, tbh(site))
    assert (rest.read, rest.new, rest.waiting) == (3, 3, 0)
    assert len([path for path in site.seen if path != "/"]) == 3


def test_pages_that_fail_wait_and_are_given_up(office: Desk, site: Site) -> None:
    """A page that is gone costs itself; after three tries it is left, and the rest is read each time."""
    site.put("/", listed(site, "/articles/1-hilang", "/articles/2-ada"))
    site.put(
        "/articles/2-ada", TBH.format(title="[SALAH] Kabar ada dua hal", claim="Hal", conclusion="", result="Salah")
    )
    first = run(office, tbh(site))[0]
    assert (first.new, first.failed, first.waiting) == (1, 1, 1)
    run(office, tbh(site))
    assert run(office, tbh(site))[0].waiting == 0
    site.seen.clear()
    run(office, tbh(site))
    assert site.seen == ["/"]


def test_a_list_whose_layout_changed_says_so(office: Desk, site: Site) -> None:
    """A page without any fact-check is a failure with a reason, and ends no other desk."""
    site.put("/", "<html><body><a href='/baru/1'>Baru</a></body></html>")
    site.put("/rss", "<rss version='2.0'><channel><title>x</title></channel></rss>", "application/rss+xml")
    broken, fine = run(office, tbh(site), FactCheckDesk("umpan", "Umpan", "feed", f"http://{site.host}/rss"))
    assert broken.reason is not None
    assert broken.reason.id.startswith("Tidak ada cek fakta")
    assert fine.reason is None


def element(number: int, host: str, **more: Any) -> dict[str, Any]:
    """One element of the dump."""
    review = {
        "@type": "ClaimReview",
        "url": f"https://{host}/cek/{number}",
        "claimReviewed": f"Klaim nomor {number} – “beredar luas”",
        "datePublished": "2026-10-01",
        "author": {"@type": "Organization", "name": "Media"},
        "reviewRating": {"alternateName": "Salah", "ratingValue": ""},
    }
    return {"@type": "DataFeedItem", "dateCreated": "", "item": [{**review, **more}]}


@pytest.fixture
def feed(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A dump of 20 elements, in pieces smaller than four of them."""
    elements = [element(n, "media.id" if n % 2 else "press.example") for n in range(20)] + [
        {"@type": "DataFeedItem", "item": None}
    ]
    text = json.dumps({"@type": "DataFeed", "dataFeedElement": elements}, ensure_ascii=False)
    site.put("/data.json", text, "application/json")
    site.tagged = True
    monkeypatch.setattr(dump, "ADDRESS", f"http://{site.host}/data.json")
    monkeypatch.setattr(dump, "PIECE", 1_200)
    return site


def test_the_dump_is_read_in_pieces(office: Desk, feed: Site) -> None:
    """Elements cut by a piece are whole again; foreign publishers are left out; unchanged it is asked for once."""
    (first,) = run(office, names=("datacommons",))
    assert first.reason is None
    assert (first.read, first.new) == (21, 10)
    assert len(feed.seen) > 5
    assert all("“beredar luas”" in title for title in library(office))
    feed.seen.clear()
    assert run(office, names=("datacommons",))[0].unchanged
    assert feed.seen == ["/data.json"]


def test_a_dump_cut_short_goes_on_where_it_stopped(office: Desk, feed: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a kill the next run asks for what follows; a changed file is read from its start."""
    monkeypatch.setattr(factcheck_sync, "_MOST_PIECES", 3)
    run(office, names=("datacommons",))
    held = len(library(office))
    assert 0 < held < 10
    feed.seen.clear()
    monkeypatch.setattr(factcheck_sync, "_MOST_PIECES", 200)
    (rest,) = run(office, names=("datacommons",))
    assert held + rest.new == 10
    assert rest.read < 21

    kind, body = feed.pages["/data.json"]
    feed.pages["/data.json"] = (kind, body.replace(b"cek/19", b"cek/93"))
    assert run(office, names=("datacommons",))[0].new == 1


def test_a_broken_element_costs_itself(office: Desk, feed: Site) -> None:
    """Not even JSON: counted, passed over, and the rest is read."""
    kind, body = feed.pages["/data.json"]
    feed.pages["/data.json"] = (
        kind,
        body.replace(b'"claimReviewed": "Klaim nomor 7', b'"claimReviewed": Klaim nomor 7', 1),
    )
    (found,) = run(office, names=("datacommons",))
    assert (found.failed, found.new) == (1, 9)


def test_komdigi_is_off_until_somebody_allows_it(office: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The note first; then the list, newest first, and later only what is new; a refusal is taken for one."""
    monkeypatch.setattr(komdigi, "API", f"http://{site.host}/api")

    def page(number: int, *items: int, last: int = 2) -> None:
        data = [
            {
                "slug": f"s{n}",
                "title": f"[HOAKS] Kabar {n} palsu",
                "published_at": "2026-11-01",
                "body_html": "<p>Isi</p>",
            }
            for n in items
        ]
        site.put(
            f"/api?perPage=100&page={number}",
            json.dumps({"response": {"data": [*data, {}], "last_page": last}}),
            "application/json",
        )

    page(1, 5, 4)
    page(2, 3, 2)
    with pytest.raises(ApprovalError):
        run(office, names=("komdigi",))
    assert not site.seen
    assert office.call("factcheck", "accept", "komdigi", "--by", "Tini").code == 7
    assert office.call("factcheck", "accept", "komdigi", "--by", "Tini Rahayu, Kepala Bagian Hukum").code == 0
    assert run(office, names=("komdigi",))[0].new == 4
    assert run(office, names=("komdigi",))[0].read == 2
    site.status["/api?perPage=100&page=1"] = 403
    refused = run(office, names=("komdigi",))[0]
    assert refused.reason is not None
    assert "menolak" in refused.reason.id


def test_the_same_claim_by_several_publishers_is_one_group(office: Desk, tmp_path: Path) -> None:
    """All publishers are kept; another amount or another bank is another claim."""
    rows = [
        ("a", "[SALAH] Tautan Bantuan Rp600.000 dari Bank Lampung untuk Nasabah", "Satu"),
        ("b", "Hoaks! Tautan Bantuan Rp600.000 dari Bank Lampung untuk Nasabah", "Dua"),
        ("c", "[SALAH] Tautan Bantuan Rp600.000 dari Bank Bengkulu untuk Nasabah", "Tiga"),
        ("d", "[SALAH] Tautan Bantuan Rp300.000 dari Bank Lampung untuk Nasabah", "Empat"),
    ]
    file = tmp_path / "cek.csv"
    file.write_text(
        "kode;judul;sumber\n" + "".join(f"{i};{t};{s}\n" for i, t, s in rows) + "e;;kosong\n", encoding="utf-8"
    )
    said = office.call("factcheck", "import", file)
    assert said.code == 0
    assert "4 cek fakta dibaca" in said.out
    groups = dict(office.rows("SELECT id, claim_group FROM factchecks"))
    assert groups["a"] == groups["b"]
    assert len(set(groups.values())) == 3
    found = office.call("factcheck", "find", "bantuan Rp600.000 dari Bank Lampung untuk nasabah lewat tautan")
    assert "Satu" in found.out
    assert "Dua" in found.out


def test_an_unknown_name_and_an_unreachable_site(office: Desk, site: Site) -> None:
    """One clear answer each; the command's code says that nothing came."""
    with pytest.raises(UsageError):
        run(office, tbh(site), names=("apa",))
    said = office.call("factcheck", "sync", "--from", "apa")
    assert said.code == 2
    assert "turnbackhoax" in said.err
    lost = FactCheckDesk("x", "Tidak ada", "feed", f"http://{site.host}/tidak-ada")
    (outcome,) = run(office, lost)
    assert outcome.reason is not None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "[SALAH] Bantuan Rp600.000 dari Bank Lampung bagi nasabah",
            "Hoaks! Bantuan Rp600.000 dari Bank Lampung bagi nasabah",
            True,
        ),
        ("[SALAH] Tautan Pendaftaran CPNS KPK", "Tautan Pendaftaran CPNS KPK", True),
        ("Tautan Pendaftaran CPNS KPK", "Tautan Pendaftaran CPNS Kemenkeu", False),
        (
            "Akun WhatsApp Sekda Kabupaten Belitung minta uang",
            "Akun WhatsApp Sekda Kabupaten Banggai minta uang",
            False,
        ),
        (
            "Libur sekolah diperpanjang sampai 20 Juli 2025 di Jawa Timur",
            "Libur sekolah diperpanjang sampai 20 Juli 2026 di Jawa Timur",
            False,
        ),
        (
            "[BENAR] Gempa merusak ratusan rumah warga di Girimukti",
            "[SALAH] Gempa merusak ratusan rumah warga di Girimukti",
            False,
        ),
        (
            "Video jembatan gantung roboh diterjang banjir bandang",
            "Video Jembatan Gantung Roboh Diterjang Banjir Bandang 😀",
            True,
        ),
    ],
)
def test_what_is_one_claim(one: str, other: str, same: bool) -> None:
    """Two titles: one group only for one claim; another amount, place, year or verdict is another."""
    found = group_factchecks([FactCheck("a", one), FactCheck("b", other)])
    assert (found["a"] == found["b"]) is same


def test_a_group_keeps_its_name() -> None:
    """A fact-check that comes later joins the group that is there, even when it is older; nothing else is touched."""
    old = FactCheck("b", "Video jembatan gantung roboh diterjang banjir", date="2026-02-01")
    earlier = FactCheck("a", "[SALAH] Video jembatan gantung roboh diterjang banjir", date="2026-01-01")
    other = FactCheck("c", "Surat edaran libur sekolah palsu beredar", date="2026-01-05")
    assert group_factchecks([old, earlier, other], {"b": "b", "c": "c"}) == {"a": "b"}
