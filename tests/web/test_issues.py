"""Isu: the board, an issue's page, and decisions that come back when they are taken back."""

from __future__ import annotations

import re

from dashboard import OpenOffice

from kentongan.core.access import Role
from kentongan.core.board import IssueCard
from kentongan.pipeline.analysing.refreshing import is_stale, refresh


def cards(office: OpenOffice) -> list[IssueCard]:
    board = office.workspace.store.boards.latest()
    assert board is not None
    return [card for _, card in office.workspace.store.boards.cards(board.day, limit=100)]


def by_name(office: OpenOffice, part: str) -> IssueCard:
    (found,) = [card for card in cards(office) if part in card.name]
    return found


def test_the_board_lists_and_filters(office: OpenOffice) -> None:
    browser = office.visitor()
    whole = browser.get("/isu").text
    for card in cards(office):
        assert card.name in whole
    some = browser.get("/isu?status=siaga").text
    assert "Jalan ambles" in some
    assert "Tarif parkir" not in some
    assert "Tarif parkir" in browser.get("/isu?q=parkir").text
    assert "Tidak ada isu yang cocok" in browser.get("/isu?q=tidak+ada+namanya").text


def test_a_long_board_is_paged_without_losing_any(office: OpenOffice) -> None:
    shelf, wanted = office.workspace.store.boards, [card.id for card in cards(office)]
    seen: list[str] = []
    after = -1
    while rows := shelf.cards("2026-11-16", limit=3, after=after):
        seen += [card.id for _, card in rows]
        after = rows[-1][0]
    assert seen == wanted


def test_an_issue_shows_its_arithmetic_and_its_citations(office: OpenOffice) -> None:
    page = office.visitor().get(f"/isu/{by_name(office, 'Jalan ambles').id}").text
    assert "Penilaian USG" in page
    assert "dasar INFRA 3" in page
    cited, shown = set(re.findall(r'href="#(bukti-[^"]+)"', page)), set(re.findall(r'id="(bukti-[^"]+)"', page))
    assert cited
    assert cited <= shown


def test_an_unknown_issue_is_told_plainly(office: OpenOffice) -> None:
    answer = office.visitor().get("/isu/i-tidak-ada")
    assert answer.status_code == 404
    assert "Isu ini tidak ada" in answer.text


def test_a_leader_reads_and_decides_nothing_here(office: OpenOffice) -> None:
    browser, issue = office.visitor(Role.PIMPINAN), by_name(office, "Tarif parkir").id
    assert "Ganti nama" not in browser.get(f"/isu/{issue}").text
    assert browser.post(f"/isu/{issue}/ubah", bidang="nama", nilai="Lain").status_code == 403


def test_a_merge_shows_on_the_board_and_can_be_undone(own_office: OpenOffice) -> None:
    browser, gone, stays = (
        own_office.visitor(),
        by_name(own_office, "Jalan berlubang"),
        by_name(own_office, "Jalan ambles"),
    )
    answer = browser.post(f"/isu/{gone.id}/gabung", ke=stays.id, alasan="ruas yang sama")
    assert answer.headers["location"] == f"/isu/{stays.id}"
    assert is_stale(own_office.workspace)
    refresh(own_office.workspace)
    assert not is_stale(own_office.workspace)
    assert gone.id not in [card.id for card in cards(own_office)]
    assert by_name(own_office, "Jalan ambles").posts == stays.posts + gone.posts
    page = browser.get(f"/isu/{gone.id}").text
    assert "sudah digabung ke" in page
    (key,) = re.findall(r'name="keputusan" value="([^"]+)"', page)
    assert browser.post(f"/isu/{gone.id}/batal", keputusan=key).status_code == 303
    assert browser.post(f"/isu/{gone.id}/batal", keputusan=key).status_code == 400
    refresh(own_office.workspace)
    assert by_name(own_office, "Jalan ambles").posts == stays.posts
    assert "isu.gabung" in [row.action for row in own_office.workspace.store.audit.rows(limit=20)]


def test_an_assessment_of_ones_own_needs_a_reason(own_office: OpenOffice) -> None:
    browser, issue = own_office.visitor(), by_name(own_office, "Tarif parkir").id
    assert "memerlukan alasan" in browser.post(f"/isu/{issue}/ubah", bidang="usg", nilai="siaga").text
    assert browser.post(f"/isu/{issue}/ubah", bidang="usg", nilai="U4 S4 G4", alasan="demo besok").status_code == 303
    assert browser.post(f"/isu/{issue}/ubah", bidang="nama", nilai="Parkir pasar baru").status_code == 303
    refresh(own_office.workspace)
    card = by_name(own_office, "Parkir pasar baru")
    assert card.usg == (4, 4, 4)
    assert "Sari Wulandari" in browser.get(f"/isu/{issue}").text


def test_posts_are_split_off(own_office: OpenOffice) -> None:
    browser, issue = own_office.visitor(), by_name(own_office, "Air PDAM")
    page = browser.get(f"/isu/{issue.id}").text
    posts = re.findall(r'name="unggahan" value="([^"]+)"', page)[:2]
    answer = browser.post(f"/isu/{issue.id}/pisah", unggahan=posts, alasan="lain tempat")
    assert answer.status_code == 303
    refresh(own_office.workspace)
    assert by_name(own_office, "Air PDAM").posts == issue.posts - 2
    assert browser.post(f"/isu/{issue.id}/pisah", unggahan=["p-asing"]).status_code == 400


def test_notes_are_masked_and_follow_ups_come_to_an_end(own_office: OpenOffice) -> None:
    browser, issue = own_office.visitor(), by_name(own_office, "Tarif parkir").id
    browser.post(
        f"/isu/{issue}/catatan", teks="Hubungi Pak Camat 081234567890", opd="Dishub", tenggat="2026-11-17T10:00"
    )
    (note,) = own_office.workspace.store.issue_notes.of(issue)
    assert "081234567890" not in note.text
    assert note.open
    assert note.owner == "Dishub"
    assert browser.post(f"/isu/{issue}/selesai", nomor=note.number, hasil="").status_code == 400
    assert browser.post(f"/isu/{issue}/selesai", nomor=note.number, hasil="Tarif dipasang").status_code == 303
    assert browser.post(f"/isu/{issue}/selesai", nomor=note.number, hasil="lagi").status_code == 400
    assert "Tarif dipasang" in browser.get(f"/isu/{issue}").text
    assert browser.post(f"/isu/{issue}/catatan", teks="x", tenggat="kapan-kapan").status_code == 400
