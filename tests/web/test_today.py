"""Hari ini: the day on one page, and what is new since the last look."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dashboard import NOW, OpenOffice

from kentongan.core.access import Role
from kentongan.core.board import board_of
from kentongan.core.clock import StoppedClock
from kentongan.pipeline.analysing.analyse import day_of
from kentongan.pipeline.today import looked


def test_it_shows_the_day_as_the_report_does(office: OpenOffice) -> None:
    findings = day_of(office.workspace, "2026-11-16")
    page = office.visitor().get("/").text
    assert "Senin, 16 November 2026" in page
    assert f"<dd>{len(findings.counted)}" in page.replace("<dd>\n", "<dd>")
    for view in findings.issues()[:5]:
        assert view.name in page
    assert "Siaga" in page
    assert "Klaim" in page


def test_the_board_counts_what_the_findings_count(office: OpenOffice) -> None:
    findings = day_of(office.workspace, "2026-11-16")
    board = office.workspace.store.boards.day("2026-11-16")
    assert board is not None
    assert board.mentions == len(findings.counted) == sum(board.buckets.values()) == sum(board.hours)
    assert sum(board.issues.values()) == len(findings.issues())
    assert board == replace(board_of("2026-11-16", findings), generated_at=board.generated_at, decided=board.decided)


def test_it_speaks_english_where_that_is_chosen(office: OpenOffice) -> None:
    browser = office.visitor()
    browser.post("/pilihan", bahasa="en", kembali="/")
    page = browser.get("/").text
    assert "The five first issues" in page
    assert "Lima isu teratas" not in page


def test_a_look_is_remembered_and_two_within_minutes_are_one(own_office: OpenOffice) -> None:
    person = own_office.person(Role.ANALIS)

    def at(moment: datetime) -> datetime | None:
        return looked(replace(own_office.workspace, clock=StoppedClock(moment)), person)

    assert at(NOW) is None
    assert at(NOW + timedelta(minutes=3)) is None
    assert at(NOW + timedelta(hours=2)) == NOW
    assert at(NOW + timedelta(hours=2, minutes=1)) == NOW
    assert at(NOW + timedelta(hours=5)) == NOW + timedelta(hours=2)


def test_a_stranger_is_led_to_the_door_and_back(office: OpenOffice) -> None:
    answer = office.visitor(None).get("/isu?status=siaga")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/masuk?lanjut=/isu%3Fstatus%3Dsiaga"
