"""The main job from files to the approved report, as an officer does it, and again."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time as time_of_day
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kentongan.core.clock import StoppedClock, report_window
from kentongan.pipeline.analysing.analyse import analyse, day_of
from kentongan.pipeline.borne_out import earlier_texts, pieces
from kentongan.pipeline.workspace import open_workspace
from reports.daily import compose_daily

if TYPE_CHECKING:
    from office_desk import Desk

    from kentongan.core.day import DayFindings
    from reports.blocks import Report

DAY = "2026-11-16"
# The report's own stamp; the words of a proposed reply stay a draft (in quotes) until somebody sends them.
STAMP = re.compile("(?<!“)DRAF — perlu pemeriksaan")


def test_import_analyse_report_gives_the_days_report(finished_desk: Desk) -> None:
    """Three commands, and the report is there: a page and a brief, of the right day, with the draft mark."""
    names = list(finished_desk.reports())
    page = finished_desk.page()
    brief = finished_desk.reports()[f"brief-{DAY}.txt"].decode()

    assert names == [f"brief-{DAY}.txt", f"laporan-isu-harian-{DAY}.html"]
    assert "Senin, 16 November 2026" in page
    assert STAMP.search(page)
    assert "BELUM BOLEH DIKIRIM" in brief
    assert "ambles" in page
    assert finished_desk.rows("SELECT count(*) FROM issue_days")[0][0] >= 1


def test_a_second_import_adds_nothing(done: Desk, sample_files: Sequence[Path]) -> None:
    """The same files again: every line says "0 baru", and nothing that is remembered changes."""
    before = done.state()
    said = done.call("import", *sample_files)

    assert said.code == 0
    assert said.out.count(" 0 baru") == len(sample_files)
    assert done.state() == before


def test_a_second_analysis_and_report_change_nothing(done: Desk) -> None:
    """Same posts, same ids, same version, same bytes; no alert is announced twice."""
    files, state = done.reports(), done.state()
    analysed = done.call("analyse", "--day", DAY)
    reported = done.call("report", "--day", DAY)

    assert (analysed.code, reported.code) == (0, 0)
    assert "0 peringatan baru" in analysed.out
    assert done.state() == state
    assert done.reports() == files


@pytest.mark.more
def test_the_order_of_files_does_not_matter(desk: Desk, finished_desk: Desk, sample_files: Sequence[Path]) -> None:
    """Files imported one by one and backwards give the same posts, issues and report."""
    for path in reversed(sample_files):
        assert desk.call("import", path).code == 0
    desk.call("analyse", "--day", DAY)
    desk.call("report", "--day", DAY)

    assert desk.state()["posts"] == finished_desk.state()["posts"]
    assert desk.state()["known_issues"] == finished_desk.state()["known_issues"]
    assert desk.page() == finished_desk.page()


def test_daily_does_it_all_and_says_where_the_report_is(done: Desk) -> None:
    """Without sources to visit, `daily` still makes the due day's report and names its files."""
    before = done.reports()
    said = done.call("daily")

    assert said.code == 0, said.err
    assert str(done.folder / "laporan" / DAY / f"brief-{DAY}.txt") in said.out
    assert done.reports() == before


def test_approval_removes_the_draft_mark_and_names_the_checker(done: Desk) -> None:
    """Only a named person lifts the mark; the report then carries the name, and the trail holds both steps."""
    refused = done.call("approve", "--day", DAY, "--by", "  ")
    still = done.page()
    approved = done.call("approve", "--day", DAY, "--by", "Siti Rahma, Ketua Tim Humas")

    assert refused.code == 7
    assert "nama" in refused.err
    assert len(refused.lines) == 1
    assert STAMP.search(still)
    assert approved.code == 0, approved.err
    assert not STAMP.search(done.page())
    assert "Siti Rahma, Ketua Tim Humas" in done.page()
    brief = done.reports()[f"brief-{DAY}.txt"].decode()
    assert "BELUM BOLEH DIKIRIM" not in brief
    assert "Siti Rahma" in brief
    moves = done.rows("SELECT from_state, to_state, by FROM report_moves ORDER BY seq")
    assert moves == [("draft", "reviewed", moves[0][2]), ("reviewed", "approved", moves[0][2])]
    assert moves[0][2] == "Siti Rahma, Ketua Tim Humas"


def test_reviewed_keeps_the_draft_mark(done: Desk) -> None:
    """A report that was only read through is still a draft."""
    said = done.call("approve", "--day", DAY, "--by", "Siti Rahma, Ketua Tim Humas", "--state", "reviewed")

    assert said.code == 0, said.err
    assert STAMP.search(done.page())


def test_an_approved_report_stays_approved(done: Desk) -> None:
    """`report` again without any change keeps the approval and the checker's name on the page."""
    done.call("approve", "--day", DAY, "--by", "Siti Rahma, Ketua Tim Humas")
    approved = done.reports()
    again = done.call("report", "--day", DAY)

    assert again.code == 0
    assert done.reports() == approved


def test_approving_twice_is_refused_and_keeps_the_first_name(done: Desk) -> None:
    """An approved report is not approved again by somebody else, nor turned back by accident."""
    done.call("approve", "--day", DAY, "--by", "Siti Rahma, Ketua Tim Humas")
    approved = done.reports()
    again = done.call("approve", "--day", DAY, "--by", "Orang Lain")
    back = done.call("approve", "--day", DAY, "--by", "Orang Lain", "--state", "reviewed")

    assert (again.code, back.code) == (7, 7)
    assert (len(again.lines), len(back.lines)) == (1, 1)
    assert done.reports() == approved


def test_what_was_not_read_is_not_approved(done: Desk, tmp_path: Path) -> None:
    """Posts that came after the draft was written stop the approval: nobody signs what they have not seen."""
    late = tmp_path / "susulan.csv"
    late.write_text(
        "id,text,published_at,source\n"
        "s1,Lampu jalan di Girimukti Wanasari padam sejak kemarin sore,2026-11-15T20:00:00+07:00,Facebook\n",
        encoding="utf-8",
    )
    done.call("import", late)
    said = done.call("approve", "--day", DAY, "--by", "Siti Rahma, Ketua Tim Humas")

    assert said.code == 7
    assert "kentongan report" in said.err
    assert done.rows("SELECT version, state FROM reports") == [(1, "draft")]


def test_new_posts_make_a_new_draft(done: Desk, tmp_path: Path) -> None:
    """What was approved is not silently changed: new findings make version 2, a draft again."""
    done.call("approve", "--day", DAY, "--by", "Siti Rahma, Ketua Tim Humas")
    late = tmp_path / "susulan.csv"
    late.write_text(
        "id,text,published_at,source\n"
        "s1,Lampu jalan di Girimukti Wanasari padam sejak kemarin sore,2026-11-15T20:00:00+07:00,Facebook\n",
        encoding="utf-8",
    )
    done.call("import", late)
    said = done.call("report", "--day", DAY)
    names = list(done.reports())

    assert said.code == 0
    assert f"laporan-isu-harian-{DAY}-v2.html" in names
    assert STAMP.search(done.page(version=2))
    assert not STAMP.search(done.page())
    assert done.rows("SELECT version, state FROM reports ORDER BY version") == [(1, "approved"), (2, "draft")]


@pytest.mark.parametrize(
    ("zone", "cut_off", "inside", "outside"),
    [
        ("WIB", "06.00", "2026-11-15T06:00:00+07:00", "2026-11-16T06:00:00+07:00"),
        ("WITA", "06.00", "2026-11-15T05:00:00+07:00", "2026-11-16T05:00:00+07:00"),
        ("WIT", "15.30", "2026-11-16T13:29:59+07:00", "2026-11-15T13:29:59+07:00"),
    ],
)
def test_the_window_is_the_offices_own(
    desk: Desk, tmp_path: Path, *, zone: str, cut_off: str, inside: str, outside: str
) -> None:
    """24 hours up to the office's cut-off in the office's zone: the first moment counts, the last one does not."""
    text = (desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    desk.settings(text.replace("[laporan]\n", f'[laporan]\nzona = "{zone}"\nbatas_waktu = "{cut_off}"\n'))
    posts = tmp_path / "batas.csv"
    rows = [
        f"d1,Jalan rusak di Girimukti Wanasari dikeluhkan warga,{inside},Facebook",
        f"d2,Air PDAM Tirta Wanasari mati di Sukamaju,{outside},Facebook",
    ]
    posts.write_text("\n".join(["id,text,published_at,source", *rows]) + "\n", encoding="utf-8")
    said = desk.call("import", posts, now="2026-11-16T23:00:00+07:00")
    assert said.code == 0, said.out
    desk.call("analyse", "--day", DAY, now="2026-11-16T23:00:00+07:00")
    made = desk.call("report", "--day", DAY, now="2026-11-16T23:00:00+07:00")

    assert made.code == 0, made.err
    page = desk.page()
    assert f"16 November pukul {cut_off} {zone}" in page
    assert "Jalan rusak di Girimukti" in page
    assert re.search(r"Ringkasan Eksekutif 1 penyebutan", page)


def test_the_due_day_follows_the_cut_off(done: Desk) -> None:
    """Before the cut-off the report that is due is yesterday's; at the cut-off it is today's."""
    early = done.call("report", now="2026-11-16T05:59:00+07:00")
    due = done.call("report", now="2026-11-16T06:00:00+07:00")

    assert f"{os.sep}2026-11-15{os.sep}" in early.out
    assert f"{os.sep}{DAY}{os.sep}" in due.out


Composed = tuple["Report", "DayFindings", dict[str, list[str]]]


def composed(folder: Path, day: str, *, keep: bool) -> Composed:
    """The report of a day, its findings, and the texts its issues have had until then."""
    clock = StoppedClock(report_window(day, "WIB", time_of_day(6, 0)).end)
    with open_workspace(folder / "kentongan.toml", clock=clock) as workspace:
        findings = analyse(workspace, day).findings if keep else day_of(workspace, day)
        return compose_daily(findings), findings, earlier_texts(workspace.store, findings)


@pytest.fixture(scope="module")
def told(finished_desk: Desk) -> Composed:
    """The sample day's report."""
    return composed(finished_desk.folder, DAY, keep=False)


def test_everything_the_report_says_is_in_the_posts_it_cites(told: Composed) -> None:
    """Summaries, quotes, names, claims, advice and drafts of the sample day: no figure, name or negation of our own."""
    found = list(pieces(*told))
    assert [(piece.part, piece.text, piece.doubts) for piece in found if piece.doubts] == []
    parts = {piece.part for piece in found}
    assert {"ringkasan", "prioritas", "kutipan", "ringkasan isu", "rekomendasi", "draf", "klaim"} <= parts
    assert len(found) > 120


def test_a_report_that_says_more_than_its_posts_is_noticed(told: Composed) -> None:
    """A figure, a name or a negation changed in any one place."""
    report, findings, earlier = told
    issue = findings.priority[0]
    quote, sentence, advice = issue.evidence[0], issue.summary[0], issue.recommendation
    for changed in (
        replace(issue, evidence=(replace(quote, text=f"{quote.text.rstrip('.')} sebanyak 7.431 orang."),)),
        replace(issue, summary=(replace(sentence, text=f"Gubernur Kalimantan {sentence.text}"),)),
        replace(issue, actors=(*issue.actors, "Bupati Antasari")),
        replace(issue, recommendation=replace(advice, action="Siapkan 9.876 karung beras.")),
        replace(issue, recommendation=replace(advice, reason=advice.reason.replace("naskah", "unggahan"))),
    ):
        lying = replace(findings, priority=(changed, *findings.priority[1:]))
        assert any(piece.doubts for piece in pieces(replace(report, sections=()), lying, earlier))


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("KENTONGAN_FLOORS") != "1", reason="two days of real news: KENTONGAN_FLOORS=1")
def test_everything_a_report_of_real_news_says_is_in_its_posts(desk: Desk, shared_data: Path) -> None:
    """2,449 articles of six outlets; three reports, of a ministry that counts them all."""
    ministry = replace(desk, folder=desk.folder.parent / "kementerian")
    ministry.folder.mkdir()
    news = shared_data / "events" / "berita_2025-06-18_19.jsonl"
    assert ministry.call("init", "--agency", "Kementerian Contoh", "--kind", "kementerian", "--yes").code == 0
    assert ministry.call("import", news).code == 0
    for day in ("2025-06-18", "2025-06-19", "2025-06-20"):
        found = list(pieces(*composed(ministry.folder, day, keep=True)))
        assert [(piece.part, piece.text, piece.doubts) for piece in found if piece.doubts] == []
        assert len(found) > 100
