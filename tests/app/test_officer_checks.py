"""The fourteen things an officer checks first (field guide 21), on the sample's two weeks, each named after its check."""

from __future__ import annotations

import io
import re
import shutil
import socket
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import pytest
from office_desk import DAY, Desk
from planted import CUT_OFF, TRUTH, Found, look, open_at

from kentongan.core.clock import report_window
from kentongan.core.day import DayFindings
from kentongan.core.findings import Level, VerificationState
from kentongan.core.messages import Say
from kentongan.core.runs import Outcome, OutcomeKind
from kentongan.pipeline.collecting.importing import import_files
from kentongan.pipeline.reports.reporting import make_report
from reports import wording
from reports.blocks import IssueCard, Paragraph, Points, Report, Section, Table, plain
from reports.brief import LIMIT, compose_brief
from reports.daily import compose_daily
from reports.links import link_of
from reports.lists import texts
from reports.plain_text import outline

SARI = ("--by", "Sari Wulandari, Pranata Humas")
BUDI = ("--by", "Budi Santoso, Kasubbag Humas")
OLD = (
    "INNALILLAHI jembatan Kali Wening ROBOH barusan!! banyak motor jatuh, media bungkam. "
    "Viralkan supaya pemerintah tahu. Jangan berhenti di kamu!!! Ini bukan hoax"
)
ADVICE = "Umumkan jadwal mobil tangki dan potongan tagihan bersama PDAM."
_NO_PERSON = re.compile(r"(?<!\d)\d{16}(?!\d)|(?<!\d)(?:\+?62|0)[\s.-]?8\d{1,3}(?:[\s.-]?\d{2,4}){2,4}(?!\d)")


@dataclass(frozen=True)
class Morning:
    """A morning at the desk: a source that failed, an old video shared again, a label corrected, a report approved."""

    before: DayFindings
    after: Found
    corrected: str
    failed: str
    desk: Desk
    draft: dict[str, bytes]

    @property
    def report(self) -> Report:
        """The day's report."""
        return compose_daily(self.after.findings)


@pytest.fixture(scope="session")
def morning(daily_folder: Path, by_day: dict[str, Found], tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """The sample's last day worked through, without a network from the first step to the approved report."""
    folder = tmp_path_factory.mktemp("pagi") / "meja"
    shutil.copytree(daily_folder, folder)
    settings = folder / "kentongan.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("[laporan]\n", '[laporan]\nbentuk = ["html", "txt", "xlsx"]\n', 1), "utf-8"
    )
    old = folder / "susulan.csv"
    old.write_text(f'id,text,published_at,source\no1,"{OLD}",2026-11-15T21:00:00+07:00,Facebook\n', encoding="utf-8")
    before = by_day[DAY].findings
    corrected = next(post for post in before.counted if before.posts[post].bucket == "negatif")
    desk = Desk(folder)

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was asked for")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        said = desk.call("correct", "post", corrected, "nada", "netral", "--reason", "sindiran", *SARI)
        assert said.code == 0, said.err
        for words in (("air pdam", "saran", ADVICE), ("air pdam", "dijalankan", "sudah (mobil tangki)")):
            told = desk.call("issues", "set", *words, *SARI)
            assert told.code == 0, told.err
        with open_at(folder, CUT_OFF) as workspace:
            import_files(workspace, [old])
            failed = next(s for s in workspace.store.sources.all() if s.name == "Wanasari Pos")
            run = workspace.store.runs.start("collect")
            reason = Say("situs tidak menjawab.", "the site did not answer.")
            workspace.store.runs.finish(run, [Outcome(failed.id, failed.name, OutcomeKind.FAILED, reason=reason)])
            after = look(workspace, DAY)
            make_report(workspace, DAY, findings=after.findings)
        draft = desk.reports()
        approved = desk.call("approve", "--day", DAY, *BUDI)
        assert approved.code == 0, approved.err
    # Outside: the other tests of this process have their networks.
    return Morning(before, after, corrected, failed.name, desk, draft)


def section(report: Report, key: str) -> Section:
    """The section of that key."""
    return next(part for part in report.sections if part.key == key)


def table(report: Report, key: str) -> Table:
    """The table of that key."""
    return next(b for part in report.sections for b in part.blocks if isinstance(b, Table) and b.key == key)


def cards(report: Report) -> list[IssueCard]:
    """The cards of the priority issues."""
    return [block for block in section(report, "prioritas").blocks if isinstance(block, IssueCard)]


def of(ids: tuple[str, ...], posts: set[str]) -> int:
    """How many of the ids are among the posts."""
    return len(posts & set(ids))


@pytest.mark.parametrize("zone", ["WIB", "WITA", "WIT"])
def test_check_01_cut_off_zone_day_and_numbers_on_page_one(morning: Morning, zone: str) -> None:
    """Day, date, window and zone stand on page one and on top of the brief; numbers are written as here."""
    office = replace(morning.after.findings.office, zone=zone)
    window = report_window(DAY, zone, office.cut_off)
    day = replace(morning.after.findings, office=office, window=window, previous=window.before())
    top = "\n".join(outline(compose_daily(day)).splitlines()[:12])

    assert "Hari/tanggal: Senin, 16 November 2026" in top
    assert f"Rentang pantauan: 15 November pukul 06.00 – 16 November pukul 06.00 {zone}" in top
    assert f"Senin, 16 November 2026 | Cut off pukul 06.00 {zone}" in compose_brief(day, "id", "").whatsapp
    assert wording.number(1234.5, "id", 1) == "1.234,5"
    assert float(wording.number(1234567.25, "id", 2).replace(".", "").replace(",", ".")) == 1234567.25


def test_check_02_totals_add_up_and_comparisons_use_the_same_sources(morning: Morning) -> None:
    """Rows and columns make their sums; a source that failed leaves both comparisons and is named in both."""
    day, report = morning.after.findings, morning.report
    rows = [[int(plain(c).replace(".", "")) for c in row[1:7]] for row in table(report, "angka").rows]
    assert all(sum(row[:4]) == row[4] for row in rows)
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    assert rows[-1][4] == len(day.counted)

    ours = {post for post, view in day.posts.items() if view.source_name == morning.failed}
    assert of(day.counted, ours) > 0
    assert of(day.counted_comparable, ours) == of(day.counted_before, ours) == 0
    assert f"tidak disertakan: {morning.failed}" in outline(report)
    week = day.week
    assert week is not None
    assert of((*week.week, *week.week_before, *week.day, *week.day_before), ours) == 0
    assert morning.failed in week.dropped
    weeks = [[plain(cell) for cell in row] for row in table(report, "pekan").rows]
    assert sum(int(row[1]) for row in weeks[:-1]) == int(weeks[-1][1]) == len(week.week)
    assert weeks[-1][3] == wording.change(len(week.week), len(week.week_before))


def test_check_03_every_issue_has_an_opening_link_a_date_and_a_medium(morning: Morning) -> None:
    """And the same findings are found again: the approval, which computes them anew, found nothing changed."""
    day, report = morning.after.findings, morning.report
    assert cards(report)
    for card in cards(report):
        cited = [p for label, text in card.lines if label == "Bukti" for span in text for p in span.posts]
        assert cited
        assert any(link_of(day.posts[post]).startswith("https://") for post in cited)
        words = plain(dict(card.lines)["Bukti"])
        for post in cited:
            assert wording.short_date(day.posts[post].published_at, "WIB") in words
            assert day.posts[post].personal or day.posts[post].source_name in words
    assert compose_daily(day) == report
    assert morning.desk.rows("SELECT version, state FROM reports") == [(1, "approved")]
    for quoted in (quote for card in cards(report) for quote in card.quotes):
        inside = plain(quoted).partition("”")[0]
        assert len(inside.split()) <= 25


def test_check_04_nothing_is_a_hoax_without_named_verifiers(morning: Morning, desk: Desk) -> None:
    """The machine says "perlu verifikasi" and no more; at the desk one person's word is not enough."""
    machine = {VerificationState.UNCHECKED, VerificationState.NEEDED}
    assert {case.state for case in morning.after.findings.claims} <= machine
    assert {issue.verification for issue in morning.after.findings.issues()} <= machine
    states = {plain(row[7]) for row in table(morning.report, "hoaks").rows}
    assert states == {"perlu verifikasi"}

    told = ("--where", "grup WA RT 3", "--when", "16/11/2026 05.40")
    code = desk.call("claims", "add", "-", *told, *SARI, stdin=OLD).out.split(":")[0]
    desk.call("claims", "claim", code, "Jembatan Kali Wening roboh", *SARI)
    desk.call("claims", "done", code, 3, "BPBD: jembatan utuh", *SARI)
    verdict = ("--kind", "palsu", "--sentence", "Jembatan itu utuh", "--evidence", "https://bpbd.go.id/1")
    desk.call("claims", "verdict", code, "hoaks", *verdict, "--fact", "Jembatan utuh", *SARI)
    alone = desk.call("claims", "approve", code, *SARI)
    unnamed = desk.call("claims", "approve", code, "--by", " ")
    early = desk.call("draft", code, "--form", "siaran-pers")
    assert 0 not in (alone.code, unnamed.code, early.code)
    assert desk.call("claims", "approve", code, *BUDI).code == 0
    assert "tidak benar" in desk.call("draft", code, "--form", "siaran-pers").out


def test_check_05_an_own_release_is_one_story_with_its_pickups(by_day: dict[str, Found]) -> None:
    """The release on the market operation: copies are one text, outlets that carried it are counted, both are shown."""
    found = next(one for one in by_day.values() if any(len(r.pickups) >= 5 for r in one.findings.releases))
    day = found.findings
    release = max(day.releases, key=lambda one: len(one.pickups))
    groups = {day.posts[post].copy_group for post in (release.release, *release.pickups)}
    assert len(groups) == 1
    carried = {p for r in day.releases for p in r.pickups}
    figures = outline(compose_daily(day))
    assert f"siaran pers: {len(day.releases)} naskah, {len(carried)} pemuatan" in figures
    texts_of_day = len({day.posts[post].copy_group or post for post in day.counted})
    assert f"naskah berbeda: {texts_of_day}." in figures
    assert texts_of_day < len(day.counted)


def test_check_06_old_content_shows_its_original_date(morning: Morning) -> None:
    """A video of the 8th shared on the 15th is told as old, and no burst is heard of it."""
    day = morning.after.findings
    bridge = next(case for case in day.claims if "Kali Wening" in case.claim)
    assert "konten lama: pertama terlihat 8 November 2026" in bridge.cues
    assert "konten lama: pertama terlihat 8 November 2026" in outline(morning.report)
    assert not [issue for issue in day.issues() if issue.id == bridge.issue_id and issue.emerging]


def test_check_07_same_name_places_and_authority_are_not_mixed(morning: Morning) -> None:
    """Another Sukamaju and another bupati count nowhere; a road of disputed status is nobody's until it is asked."""
    day = morning.after.findings
    elsewhere = {morning.after.ids[ref] for ref in TRUTH["elsewhere"]}
    assert of(day.counted, elsewhere) == 0
    assert all(of(issue.posts, elsewhere) == 0 for issue in day.issues())
    assert {morning.after.row(ref)["relevance"] for ref in TRUTH["elsewhere"]} == {"outside"}
    road = day.priority[0]
    assert road.authority == "belum jelas"
    assert "menunggu kepastian DPUPR" in outline(morning.report)


def test_check_08_tone_is_toward_the_agency_and_conflicts_are_flagged(morning: Morning) -> None:
    """Both tones stand apart, a headline that differs is marked, irony never counts as praise."""
    day, report = morning.after.findings, morning.report
    words = outline(report)
    assert "Yang dihitung adalah nada terhadap instansi, bukan nada peristiwa." in words
    for card in cards(report):
        said = plain(dict(card.lines)["Verifikasi & nada"])
        assert "Nada peristiwa: " in said
        assert "Nada terhadap instansi: " in said
    conflicts = [post for post in day.counted if day.posts[post].conflict]
    assert conflicts
    marked = [row for row in table(report, "kliping").rows if "judul berbeda nada" in plain(row[7])]
    assert len(marked) >= len(conflicts)
    assert {morning.after.row(ref)["tone_agency"] for ref in TRUTH["sarcasm"]} <= {"negatif", "netral"}


def test_check_09_an_empty_day_still_gives_a_report(daily_folder: Path, by_day: dict[str, Found]) -> None:
    """The day before anything was collected: twelve sections, four annexes, "Nihil", a brief."""
    assert by_day
    empty = "2026-10-20"
    with open_at(daily_folder, datetime.fromisoformat(f"{empty}T06:00:00+07:00")) as workspace:
        day = look(workspace, empty).findings
    report = compose_daily(day)
    assert [part.number for part in report.sections if part.number] == [str(n) for n in range(1, 13)]
    assert len([part for part in report.sections if part.annex]) == 4
    nihil = [part.key for part in report.sections if any(isinstance(b, Paragraph) and b.nihil for b in part.blocks)]
    assert {"prioritas", "potensi", "hoaks", "aduan", "positif", "rekomendasi", "perkembangan", "sorotan"} <= set(nihil)
    assert "Terpantau 0 penyebutan." in outline(report)
    assert "Nihil" in compose_brief(day, "id", "").whatsapp


def test_check_10_recommendations_have_owner_and_deadline_and_offer_silence(
    morning: Morning, by_day: dict[str, Found]
) -> None:
    """Every row has its owner, its deadline and its reason with numbers; nothing low is made a statement."""
    rows = [[plain(cell) for cell in row] for row in table(morning.report, "rekomendasi").rows]
    assert rows
    for row in rows:
        assert all(row)
        assert re.search(r"\d+ naskah berbeda/24 jam.*U\d S\d G\d = \d+", row[5])
        assert re.fullmatch(r"\d\d\.\d\d|\d{1,2} \w{3} \d\d\.\d\d|laporan berikut", row[3])
    road = morning.after.findings.priority[0]
    assert road.severity.level is Level.STANDBY
    assert road.recommendation.deadline is not None
    assert (road.recommendation.deadline - morning.after.findings.window.end).total_seconds() <= 3 * 3600
    quiet = {
        "tidak perlu direspons",
        "pantau saja",
        "balasan aduan",
        "info layanan",
        "penguatan publikasi",
        "data belum cukup",
    }
    low = [i for one in by_day.values() for i in one.findings.issues() if i.severity.total <= 6]
    assert {issue.recommendation.form for issue in low} <= quiet
    assert "tidak perlu direspons" in {issue.recommendation.form for issue in low}
    assert "tidak perlu direspons" in plain(section(morning.report, "rekomendasi").blocks[-1].text)  # type: ignore[union-attr]
    water = next(row for row in rows if ADVICE in row[1])
    assert "ditulis oleh Sari Wulandari, Pranata Humas" in water[5]
    follow = [[plain(cell) for cell in row] for row in table(morning.report, "perkembangan").rows]
    assert "sudah (mobil tangki) (Sari Wulandari, Pranata Humas)" in {row[3] for row in follow}
    assert "Persetujuan pernyataan awal" in " ".join(morning.after.findings.asks)


def test_check_11_no_citizen_can_be_told(morning: Morning) -> None:
    """No name, number, address, plate or account of a private person in any file; whose words they are is not said."""
    secrets = {s for entry in TRUTH["personal_data"] for kind, found in entry["by_kind"].items() for s in found}
    secrets |= set(TRUTH["private_accounts"])
    page = morning.desk.page()
    files = {**morning.draft, **morning.desk.reports()}
    told = "\n".join([page, outline(morning.report), *(f.decode() for n, f in files.items() if n.endswith(".txt"))])
    with zipfile.ZipFile(io.BytesIO(next(f for n, f in files.items() if n.endswith(".xlsx")))) as book:
        sheets = "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    for said in (told, sheets):
        near = [secret for secret in secrets if secret in said]
        assert [secret for secret in near if re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", said)] == []
    assert not _NO_PERSON.search(told.replace("0810-0000", ""))
    assert "akun warga" in told


def test_check_12_the_brief_fits_one_phone_screen(morning: Morning, by_day: dict[str, Found]) -> None:
    """Every day's; and it may be sent only once a named person has checked it."""
    for found in by_day.values():
        brief = compose_brief(found.findings, "id", "Sari Wulandari").whatsapp
        assert len(brief) <= LIMIT == 1500
        assert len(brief.splitlines()) <= 45
    name = f"brief-{DAY}.txt"
    assert "BELUM BOLEH DIKIRIM" in morning.draft[name].decode()
    assert "Budi Santoso, Kasubbag Humas" in morning.desk.reports()[name].decode()
    assert "BELUM BOLEH DIKIRIM" not in morning.desk.reports()[name].decode()


def test_check_13_a_label_is_corrected_in_one_step_and_kept(morning: Morning) -> None:
    """One command: counted at once, told in annex D by name, used in the next run."""
    day = morning.after.findings
    view = day.posts[morning.corrected]
    assert (morning.before.posts[morning.corrected].bucket, view.bucket) == ("negatif", "netral")
    assert view.labelled_by == "Sari Wulandari, Pranata Humas"
    assert morning.corrected in day.checked
    changes = [[plain(cell) for cell in row] for row in table(morning.report, "perubahan").rows]
    assert ["nada", "netral", "Sari Wulandari, Pranata Humas", "sindiran"] in [row[2:] for row in changes]
    assert len(changes) == 3
    last = section(morning.report, "keterbatasan").blocks[0]
    assert isinstance(last, Points)
    assert plain(last.items[-1]).startswith("Label nada dibuat sistem; 1 dari ")


def test_check_14_works_offline_and_drops_senders(morning: Morning, by_day: dict[str, Found]) -> None:
    """From the files to the approved report no network was asked for; nobody in the pasted chat is named."""
    assert morning.desk.reports()
    senders = {chat["sender"] for chat in TRUTH["whatsapp"].values()}
    messages = [post for post in by_day[DAY].posts if post.kind == "message"]
    assert messages
    kept = "\n".join(f"{post.author} {post.source_name} {post.url} {post.title} {post.text}" for post in messages)
    assert {sender for sender in senders if sender in kept} == set()
    spoken = "\n".join(plain(text) for part in morning.report.sections for text in texts(part))
    assert {sender for sender in senders if sender in spoken} == set()
