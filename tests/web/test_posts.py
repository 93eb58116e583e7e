"""Unggahan: what is found and said of it, one-key and bulk corrections, tables, saved searches."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html import unescape

from dashboard import OpenOffice

from kentongan.core.access import Role
from kentongan.pipeline.search.searching import ask, find, page


def first_post(office: OpenOffice, query: str = "nada:negatif") -> str:
    """Id of the newest post that a query finds."""
    return page(office.workspace, query).results[0].post.id


def test_a_search_is_said_back_and_its_hits_are_marked(office: OpenOffice) -> None:
    text = unescape(office.visitor().get("/unggahan?q=jalan+rusak").text)
    total = find(office.workspace, ask(office.workspace, "jalan rusak")).total
    assert total > 3
    assert f">{total}</strong> unggahan yang memuat kata “jalan” dan kata “rusak”." in text
    assert re.search(r"<mark>[Jj]alan</mark>", text)
    assert "Penyaring" in text


def test_every_counted_filter_finds_as_many(office: OpenOffice) -> None:
    """A facet's number is the number of hits behind its link."""
    text = office.visitor().get("/unggahan?q=warga").text
    links = re.findall(r'href="(/unggahan\?[^"]*)"><span>[^<]*</span><span class="k-num">(\d+)</span>', text)
    assert len(links) > 8
    for link, count in links[:14]:
        shown = office.visitor().get(unescape(link)).text
        assert re.search(r'<strong class="k-num">(\d+)</strong>', shown)[1] == count, link  # type: ignore[index]


def test_what_is_wrong_with_a_query_is_said(office: OpenOffice) -> None:
    for query, said in (
        ("nda:negatif", "Mungkin maksudnya nada:?"),
        ("nada:buruk", "Nada &#34;buruk&#34; tidak dikenal."),
        ("(banjir", "tidak berpasangan"),
        ("tempat:Wakanda", "Tempat &#34;Wakanda&#34; tidak dikenal"),
        ("sejak:besok-lusa", "tidak terbaca"),
    ):
        answer = office.visitor().get(f"/unggahan?q={query}")
        assert answer.status_code == 400
        assert said in answer.text


def test_pages_hold_every_hit_once(office: OpenOffice) -> None:
    browser, seen, path = office.visitor(), [], "/unggahan?q=warga"
    while path:
        text = browser.get(path).text
        seen += re.findall(r'<li class="k-hit" data-row id="u-([^"]+)"', text)
        following = re.search(r'<a class="btn" href="([^"]*sesudah=[^"]*)">Berikutnya', text)
        path = unescape(following[1]) if following else ""
    assert len(seen) == len(set(seen)) == page(office.workspace, "warga").different


def test_one_key_corrects_and_the_number_changes(own_office: OpenOffice) -> None:
    office = own_office
    before = find(office.workspace, ask(office.workspace, "nada:negatif")).total
    post = first_post(office)
    browser = office.visitor()
    answer = browser.post(
        f"/unggahan/{post}/koreksi", page="/unggahan", bidang="nada", nilai="positif", kembali="/unggahan"
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/unggahan"
    assert find(office.workspace, ask(office.workspace, "nada:negatif")).total == before - 1
    assert find(office.workspace, ask(office.workspace, "koreksi:ya")).total == 1
    shown = browser.get(f"/unggahan/{post}").text
    assert "Sari Wulandari, Pranata Humas" in shown
    assert "Mesin: negatif" in shown
    browser.post(f"/unggahan/{post}/tarik", page=f"/unggahan/{post}", bidang="nada")
    assert find(office.workspace, ask(office.workspace, "nada:negatif")).total == before
    actions = [row.action for row in office.workspace.store.audit.rows()]
    assert {"unggahan.koreksi", "unggahan.tarik_koreksi"} <= set(actions)


def test_all_hits_are_corrected_after_their_number_was_seen(own_office: OpenOffice) -> None:
    office, query = own_office, "jalan nada:negatif"
    browser = office.visitor()
    total = find(office.workspace, ask(office.workspace, query)).total
    assert total > 2
    shown = browser.post("/unggahan/massal", page="/unggahan?q=jalan", q=query, pilihan="nada=netral").text
    assert f"Koreksi {total} unggahan" in shown
    wrong = browser.post("/unggahan/massal/simpan", page="/unggahan", q=query, pilihan="nada=netral", jumlah=total + 1)
    assert wrong.status_code == 400
    assert find(office.workspace, ask(office.workspace, query)).total == total
    done = browser.post("/unggahan/massal/simpan", page="/unggahan", q=query, pilihan="nada=netral", jumlah=total).text
    assert find(office.workspace, ask(office.workspace, query)).total == 0
    mark = re.search(r'name="tanda" value="([^"]+)"', done)
    assert mark
    browser.post("/unggahan/massal/tarik", page="/unggahan", tanda=mark[1], q=query)
    assert find(office.workspace, ask(office.workspace, query)).total == total
    too_many = browser.post("/unggahan/massal", page="/unggahan", q="", pilihan="nada=netral")
    assert too_many.status_code == 400


def test_tables_hold_the_hits_and_no_account(office: OpenOffice) -> None:
    browser = office.visitor()
    answer = browser.get("/unggahan/tabel.csv?q=warga")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    hits = find(office.workspace, ask(office.workspace, "warga"))
    assert len(rows) == hits.total + 1
    authors = {post.author for post in office.workspace.store.finder.every(hits, 10_000) if post.author}
    assert authors
    assert not any(author in cell for row in rows for cell in row for author in authors)
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row if cell)
    book = browser.get("/unggahan/tabel.xlsx?q=warga")
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == len(rows)
    assert "<f>" not in sheet


def test_saved_searches_are_found_again(own_office: OpenOffice) -> None:
    analyst, leader = own_office.visitor(), own_office.visitor(Role.PIMPINAN)
    analyst.post("/unggahan/simpan", page="/unggahan", nama="Jalan negatif", q="jalan nada:negatif", bersama="ya")
    analyst.post("/unggahan/simpan", page="/unggahan", nama="Milik saya", q="warga")
    mine, theirs = analyst.get("/unggahan").text, leader.get("/unggahan").text
    assert "Jalan negatif" in theirs
    assert "Milik saya" not in theirs
    number = re.search(r"/unggahan/simpan/(\d+)/hapus", mine)
    assert number
    leader.post(f"/unggahan/simpan/{number[1]}/hapus", page="/unggahan")
    assert "Jalan negatif" in analyst.get("/unggahan").text


def test_a_leader_reads_and_does_not_correct(office: OpenOffice) -> None:
    leader, post = office.visitor(Role.PIMPINAN), first_post(office)
    assert "k-tone-key" not in leader.get("/unggahan").text
    refused = leader.post(f"/unggahan/{post}/koreksi", page="/unggahan", bidang="nada", nilai="positif")
    assert refused.status_code == 403
    assert office.visitor(None).get("/unggahan/tabel.csv").status_code == 303


def test_the_page_of_a_post_says_why(office: OpenOffice) -> None:
    browser, post = office.visitor(), first_post(office)
    shown = browser.get(f"/unggahan/{post}?q=jalan").text
    assert "Kembali ke hasil" in shown
    assert "Mengapa dinilai demikian" in shown
    whole, part = (
        browser.get(f"/unggahan/{post}/alasan").text,
        browser.get(f"/unggahan/{post}/alasan", **{"HX-Request": "true"}).text,
    )
    assert "Nada peristiwa menurut mesin" in whole
    assert "<html" in whole
    assert "<html" not in part
    assert browser.get("/unggahan/p-tidak-ada").status_code == 404


def test_a_stance_is_told_where_there_is_a_claim(office: OpenOffice) -> None:
    """A chain message spreads one, for words that are named; a goalkeeper who parries a shot denies nothing."""
    browser = office.visitor()
    chain = browser.get(f"/unggahan/{first_post(office, 'jembatan roboh tahu')}/alasan").text
    assert "Sikap terhadap klaim: <strong>menyebarkan klaim</strong>" in chain
    assert re.search(r"menyebarkan klaim</strong> <span[^>]*>karena \w", chain)
    assert re.search(r"<strong>perlu verifikasi</strong>( <span[^>]*>karena \w)?", chain)
    assert "Sikap" not in browser.get(f"/unggahan/{first_post(office, 'kiper menepis')}/alasan").text


def test_posts_lead_to_issues_that_have_a_page(office: OpenOffice) -> None:
    """Issues too small for a board have none: neither a list nor a post sends anybody there."""
    browser = office.visitor()
    results = page(office.workspace, "warga", limit=200).results
    kept = {result.issue for result in results} - {""}
    unseen = [result.post.id for result in results if result.labels.issue_id and not result.issue]
    assert kept
    assert unseen
    assert all(browser.get(f"/isu/{issue}").status_code == 200 for issue in sorted(kept)[:3])
    assert "belum pernah masuk papan" in browser.get(f"/unggahan/{unseen[0]}").text
    links = set(re.findall(r'href="/isu/([^"?#]+)"', browser.get("/unggahan?q=warga").text))
    assert links
    assert links <= kept
