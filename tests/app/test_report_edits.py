"""Officers write into the draft: nothing is lost, nothing is analysed again, what is approved is what was read."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from office_desk import DAY, NOW, Desk

from kentongan.core.clock import StoppedClock, Window
from kentongan.core.errors import ApprovalError, ReportError
from kentongan.core.report_edits import Step
from kentongan.pipeline.analysing import analyse as analysing
from kentongan.pipeline.reports import reporting
from kentongan.pipeline.reports.checks import concerns
from kentongan.pipeline.reports.edits import Clash, Saved, Seen, drop, forget_typed, keep_typed, save, undo
from kentongan.pipeline.reports.reading import archive, readings
from kentongan.pipeline.reports.reporting import KIND, approve, approved_documents, compose, reading_mark
from kentongan.pipeline.reports.versions import BRIEF_KEY, drawn, kept, written
from kentongan.pipeline.workspace import Workspace, open_workspace

SARI, BUDI = "Sari, Pranata Humas", "Budi, Ketua Tim"
POINT = "ringkasan/butir/terbesar"


@contextmanager
def at_work(desk: Desk, hours: int = 0) -> Iterator[Workspace]:
    """The desk's workspace, `hours` after the report was made."""
    clock = StoppedClock(datetime.fromisoformat(NOW) + timedelta(hours=hours))
    with open_workspace(desk.folder / "kentongan.toml", clock=clock) as workspace:
        yield workspace


def seen(workspace: Workspace, passage: str = POINT) -> Seen:
    """What an officer who has just opened the passage sees."""
    version = workspace.store.reports.latest(DAY, KIND)
    assert version is not None
    return Seen(version.id, written(workspace, version).standings[passage].number)


def text(workspace: Workspace, passage: str = POINT) -> str:
    """A passage of the latest version, as printed."""
    version = workspace.store.reports.latest(DAY, KIND)
    assert version is not None
    return written(workspace, version).standings[passage].text


def page(workspace: Workspace, flavour: str = "html") -> str:
    """The latest version in a form of text."""
    version = workspace.store.reports.latest(DAY, KIND)
    assert version is not None
    return drawn(workspace, written(workspace, version), [flavour])[flavour][2].decode()


def test_an_edit_stands_in_every_form_and_in_annex_d(done: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The officer's words are on the page, in the sheet's day and in the brief; nothing is analysed for that."""
    with at_work(done) as workspace:
        monkeypatch.setattr(reporting, "day_of", lambda *_: pytest.fail("analysed again"))
        monkeypatch.setattr(analysing, "examine", lambda *_: pytest.fail("analysed again"))
        version = workspace.store.reports.latest(DAY, KIND)
        assert version is not None
        said = written(workspace, version)
        issue = said.day.priority[0]
        advice = f"rekomendasi/{issue.id}/rekomendasi"
        at = seen(workspace, advice)
        saved = save(workspace, DAY, advice, "Pasang rambu malam ini juga", by=SARI, seen=at)
        assert isinstance(saved, Saved)
        html = page(workspace)
        # The recommendation, the follow-up matrix, annex D.
        assert html.count("Pasang rambu malam ini juga") == 3
        assert "Teks yang disunting petugas" in html
        assert SARI in html
        assert "Pasang rambu malam ini juga" in page(workspace, "txt")
        changed = written(workspace, version)
        assert changed.day.priority[0].recommendation.action == "Pasang rambu malam ini juga"
        approve(workspace, DAY, by=BUDI, state="approved")
        documents = approved_documents(workspace, DAY, ["html", "txt"])
        assert "Pasang rambu malam ini juga" in documents.text
        assert "Pasang rambu malam ini juga" in documents.files["html"][2].decode()


def test_a_citation_stays_a_citation_and_new_ones_can_be_written(done: Desk) -> None:
    """Words that stay keep their lists; "[1]" cites row 1 of annex A."""
    with at_work(done) as workspace:
        before = text(workspace)
        save(workspace, DAY, POINT, before + " Lihat [1].", by=SARI, seen=seen(workspace))
        version = workspace.store.reports.latest(DAY, KIND)
        assert version is not None
        said = written(workspace, version)
        assert said.standings[POINT].text.endswith(f"Lihat [#{said.report.clipping[0]}].")
        points = next(s for s in said.report.sections if s.key == "ringkasan").blocks[1]
        machine = next(s for s in said.kept.report.sections if s.key == "ringkasan").blocks[1]
        new, old = points.items[1], machine.items[1]  # type: ignore[union-attr]
        assert [s for s in new if s.label] == [s for s in old if s.label]
        assert new[-2].posts == (said.report.clipping[0],)


def test_two_officers_lose_no_word(done: Desk) -> None:
    """Different words are joined; the same words are shown to the slower one, whose text is kept meanwhile."""
    with at_work(done) as workspace:
        both = seen(workspace)
        before = text(workspace)
        first = save(workspace, DAY, POINT, before.replace("Isu terbesar", "Isu utama"), by=SARI, seen=both)
        second = save(workspace, DAY, POINT, before + " Mohon arahan.", by=BUDI, seen=both)
        assert isinstance(first, Saved)
        assert isinstance(second, Saved)
        assert second.joined
        assert text(workspace) == before.replace("Isu terbesar", "Isu utama") + " Mohon arahan."

        slow = save(workspace, DAY, POINT, before.replace("Isu terbesar", "Isu nomor satu"), by=BUDI, seen=both)
        assert isinstance(slow, Clash)
        assert slow.by == BUDI
        assert slow.mine.startswith("Isu nomor satu")
        assert slow.theirs.startswith("Isu utama")
        assert slow.base.startswith("Isu terbesar")
        [held] = workspace.store.report_edits.unsaved(DAY, KIND, "id")
        assert (held.officer, held.text) == (BUDI, slow.mine)
        assert isinstance(save(workspace, DAY, POINT, slow.mine, by=BUDI, seen=slow.seen), Saved)
        assert text(workspace) == slow.mine
        assert workspace.store.report_edits.unsaved(DAY, KIND, "id") == []


def test_every_step_can_be_taken_back_and_stays_on_record(done: Desk) -> None:
    """Two edits, two undos: the machine's text; four rows, none changed."""
    with at_work(done) as workspace:
        machine = text(workspace)
        save(workspace, DAY, POINT, "Satu.", by=SARI, seen=seen(workspace))
        stale = Seen(seen(workspace).report_id, 0)
        save(workspace, DAY, POINT, "Dua.", by=BUDI, seen=seen(workspace))
        with pytest.raises(ReportError):
            undo(workspace, DAY, POINT, by=SARI, seen=stale)
        undo(workspace, DAY, POINT, by=SARI, seen=seen(workspace))
        assert text(workspace) == "Satu."
        undo(workspace, DAY, POINT, by=SARI, seen=seen(workspace))
        assert text(workspace) == machine
        with pytest.raises(ReportError):
            undo(workspace, DAY, POINT, by=SARI, seen=seen(workspace))
    rows = done.rows("SELECT number, step, by, before, after FROM report_edits ORDER BY seq")
    assert [row[:3] for row in rows] == [
        (1, "write", SARI), (2, "write", BUDI), (3, "undo", SARI), (4, "undo", SARI),
    ]  # fmt: skip
    assert [row[4] for row in rows] == ["Satu.", "Dua.", "Satu.", machine]


def test_new_findings_keep_edits_and_ask_where_the_machine_changed_its_mind(done: Desk) -> None:
    """An edit on unchanged ground stays; one whose ground moved waits for a decision, and so does the approval."""
    volume, closing = "ringkasan/butir/volume", "penutup/penutup"
    with at_work(done) as workspace:
        save(workspace, DAY, closing, "Demikian, mohon arahan Bapak.", by=SARI, seen=seen(workspace, closing))
        mine = text(workspace, volume).replace("Terpantau", "Kami mencatat")
        save(workspace, DAY, volume, mine, by=SARI, seen=seen(workspace, volume))
        old = seen(workspace, volume)
        first = workspace.store.reports.latest(DAY, KIND)
        assert first is not None
        day = kept(workspace, first).day
        version = compose(workspace, DAY, findings=replace(day, counted=day.counted[1:]))
        assert version.version == 2
        said = written(workspace, version)
        assert said.conflicts() == (volume,)
        assert said.standings[volume].text == mine
        assert said.standings[closing].text == "Demikian, mohon arahan Bapak."
        with pytest.raises(ApprovalError):
            approve(workspace, DAY, by=BUDI, state="approved")
        # Who still has the old version open has not seen the new figures: that decides nothing.
        assert isinstance(save(workspace, DAY, volume, mine + " Terima kasih.", by=SARI, seen=old), Saved)
        assert written(workspace, version).conflicts() == (volume,)
        decided = said.standings[volume].machine.replace("Terpantau", "Kami mencatat")
        assert isinstance(save(workspace, DAY, volume, decided, by=SARI, seen=seen(workspace, volume)), Saved)
        assert written(workspace, version).conflicts() == ()
        approve(workspace, DAY, by=BUDI, state="approved")
    assert "decide" in {row[0] for row in done.rows("SELECT step FROM report_edits")}


def test_what_was_approved_is_not_written_into(done: Desk) -> None:
    """An edit after the approval makes the next version, a draft; the approved one says what it said."""
    with at_work(done) as workspace:
        approve(workspace, DAY, by=BUDI, state="approved")
        approved = workspace.store.reports.latest(DAY, KIND)
        assert approved is not None
        before = page(workspace)
        saved = save(workspace, DAY, POINT, "Kalimat baru.", by=SARI, seen=seen(workspace))
        assert isinstance(saved, Saved)
        assert (saved.version.version, saved.version.state.value) == (2, "draft")
        assert "Kalimat baru." in page(workspace)
        assert "versi 2" in page(workspace)
        assert drawn(workspace, written(workspace, approved), ["html"])["html"][2].decode() == before


def test_nobody_approves_what_they_have_not_read(done: Desk) -> None:
    """A step made after the page was opened stops the approval from that page."""
    with at_work(done) as workspace:
        version = workspace.store.reports.latest(DAY, KIND)
        assert version is not None
        mark = reading_mark(workspace, version)
        save(workspace, DAY, POINT, "Kalimat baru.", by=SARI, seen=seen(workspace))
        with pytest.raises(ApprovalError):
            approve(workspace, DAY, by=BUDI, state="approved", seen=mark)
        approve(workspace, DAY, by=BUDI, state="approved", seen=reading_mark(workspace, version))


def test_the_brief_is_edited_too(done: Desk) -> None:
    """The officer's brief goes out with the signer's line, and in Telegram's tags."""
    with at_work(done) as workspace:
        words = text(workspace, BRIEF_KEY).replace("Demikian disampaikan", "*Demikian* <disampaikan>")
        save(workspace, DAY, BRIEF_KEY, words, by=SARI, seen=seen(workspace, BRIEF_KEY))
        approve(workspace, DAY, by=BUDI, state="approved")
        documents = approved_documents(workspace, DAY, ["txt"])
    assert "*Demikian* <disampaikan>, mohon arahan." in documents.text
    assert "<b>Demikian</b> &lt;disampaikan&gt;, mohon arahan." in documents.html
    assert documents.text.rstrip().endswith(f"diperiksa: {BUDI}_")
    assert documents.files["txt"][2].decode().strip() == documents.text


def test_what_was_typed_is_kept_until_it_is_saved_or_thrown_away(done: Desk) -> None:
    """One text an officer and passage; it changes nothing in the report."""
    with at_work(done) as workspace:
        before, at = text(workspace), seen(workspace)
        for typed in ("Ka", "Kalimat"):
            keep_typed(workspace, DAY, POINT, typed, by=SARI, seen=at)
        keep_typed(workspace, DAY, POINT, "Lain", by=BUDI, seen=at)
        held = {one.officer: one.text for one in workspace.store.report_edits.unsaved(DAY, KIND, "id")}
        assert held == {SARI: "Kalimat", BUDI: "Lain"}
        assert text(workspace) == before
        forget_typed(workspace, DAY, POINT, by=BUDI)
        save(workspace, DAY, POINT, "Kalimat utuh.", by=SARI, seen=at)
        assert workspace.store.report_edits.unsaved(DAY, KIND, "id") == []


def test_an_edit_without_a_place_is_shown_until_it_is_dropped(done: Desk) -> None:
    """A passage that the machine no longer writes: its words wait for a decision and stay on record."""
    with at_work(done) as workspace:
        version = workspace.store.reports.latest(DAY, KIND)
        assert version is not None
        workspace.store.report_edits.add(
            version, "id", "prioritas/i-lama/dampak", Step.WRITE,
            number=1, machine="Dampak lama.", before="Dampak lama.", after="Dampak menurut petugas.", by=SARI,
        )  # fmt: skip
        assert written(workspace, version).conflicts() == ("prioritas/i-lama/dampak",)
        with pytest.raises(ReportError):
            save(workspace, DAY, "prioritas/i-lama/dampak", "Lagi.", by=SARI, seen=Seen(version.id, 1))
        assert [one.text for one in workspace.store.report_edits.unsaved(DAY, KIND, "id")] == ["Lagi."]
        drop(workspace, DAY, "prioritas/i-lama/dampak", by=SARI)
        assert written(workspace, version).conflicts() == ()
        with pytest.raises(ReportError):
            drop(workspace, DAY, POINT, by=SARI)


def test_private_data_typed_by_an_officer_are_masked(done: Desk) -> None:
    """A report prints no citizen's number, whoever writes it."""
    with at_work(done) as workspace:
        saved = save(workspace, DAY, POINT, "Hubungi pelapor di 0812-3456-7890.", by=SARI, seen=seen(workspace))
        assert isinstance(saved, Saved)
        assert saved.masked
        assert text(workspace) == "Hubungi pelapor di [nomor telepon]."


def test_the_archive_lists_every_version(done: Desk) -> None:
    """State, who, when, how much was edited, files; the command line says the same."""
    with at_work(done) as workspace:
        save(workspace, DAY, POINT, "Satu.", by=SARI, seen=seen(workspace))
    done.call("approve", "--day", DAY, "--by", BUDI)
    with at_work(done) as workspace:
        save(workspace, DAY, POINT, "Dua.", by=SARI, seen=seen(workspace))
        [new, old] = archive(workspace)
    assert (new.version.version, new.version.state.value, new.edits, new.files) == (2, "draft", 1, ())
    assert (old.version.version, [move.by for move in old.moves]) == (1, [BUDI, BUDI])
    assert {file.name for file in old.files} == {f"laporan-isu-harian-{DAY}.html", f"brief-{DAY}.txt"}
    said = done.call("reports")
    assert said.code == 0
    assert "versi 2: draf" in said.out
    assert f"disetujui  {BUDI}" in said.out
    assert "1 bagian disunting" in said.out


def test_what_no_post_bears_out_is_pointed_out(done: Desk) -> None:
    """A figure and a name of the officer's own, a recommendation that is never given; what the posts say is no concern."""
    with at_work(done) as workspace:
        version = workspace.store.reports.latest(DAY, KIND)
        assert version is not None
        before = text(workspace)
        assert concerns(workspace, written(workspace, version), POINT) == ()
        invented = before + " Menurut Zubaidah Hartawan, kerugian 7.431 juta; kerahkan buzzer."
        save(workspace, DAY, POINT, invented, by=SARI, seen=seen(workspace))
        said = " ".join(one.id for one in concerns(workspace, written(workspace, version), POINT))
        for word in ("7.431", "Zubaidah", "buzzer"):
            assert word in said
        views = readings(workspace, written(workspace, version))
        added = [one.text.strip() for one in views[POINT].against_machine() if one.kind == "added"]
        assert added == ["Menurut Zubaidah Hartawan, kerugian 7.431 juta; kerahkan buzzer."]
        undo(workspace, DAY, POINT, by=SARI, seen=seen(workspace))
        assert concerns(workspace, written(workspace, version), POINT) == ()


def test_yesterday_is_compared_passage_by_passage(done: Desk) -> None:
    """The report before, as it was approved; numbers of clippings are no difference."""
    with at_work(done) as workspace:
        first = workspace.store.reports.latest(DAY, KIND)
        assert first is not None
        day = kept(workspace, first).day
        later = replace(
            day,
            window=Window(day.window.start + timedelta(days=1), day.window.end + timedelta(days=1)),
            counted=day.counted[1:],
        )
        following = (datetime.fromisoformat(DAY) + timedelta(days=1)).date().isoformat()
        save(workspace, DAY, POINT, "Isu terbesar: jalan ambles [1].", by=SARI, seen=seen(workspace))
        version = compose(workspace, following, findings=later)
        views = readings(workspace, written(workspace, version), compare=True)
        assert views[POINT].yesterday == "Isu terbesar: jalan ambles."
        kinds = {one.kind for one in views[POINT].against_yesterday()}
        assert kinds >= {"same", "added"}
        assert views["penutup/penutup"].against_yesterday()[0].kind == "same"


def test_many_hands_at_once_lose_no_word(done: Desk) -> None:
    """Four officers put their own words into one passage at the same moment, again and again: all are there at the end."""
    start = Barrier(4)
    with at_work(done) as workspace:
        save(workspace, DAY, POINT, "Awal: satu dua tiga empat lima.", by=SARI, seen=seen(workspace))

        def write(officer: int) -> None:
            start.wait()
            for turn in range(3):
                word = f"kata{officer}x{turn}"
                at = seen(workspace)
                mine = text(workspace) + f" {word}"
                answer = save(workspace, DAY, POINT, mine, by=f"Petugas {officer}", seen=at)
                while isinstance(answer, Clash):
                    answer = save(
                        workspace, DAY, POINT, f"{answer.theirs} {word}", by=f"Petugas {officer}", seen=answer.seen
                    )

        with ThreadPoolExecutor(4) as hands:
            list(hands.map(write, range(4)))
        found = text(workspace)
        assert {f"kata{officer}x{turn}" for officer in range(4) for turn in range(3)} <= set(found.split())
        assert found.startswith("Awal: satu dua tiga empat lima.")
        assert workspace.store.report_edits.unsaved(DAY, KIND, "id") == []
    numbers = [row[0] for row in done.rows("SELECT number FROM report_edits ORDER BY seq")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_a_person_takes_back_leaves_kept_reports_too(done: Desk) -> None:
    """The words of an erased post are in no kept version any more; figures, other posts and the report's words stay."""
    with at_work(done) as workspace:
        version = workspace.store.reports.latest(DAY, KIND)
        assert version is not None
        before = written(workspace, version)
        issue = before.day.priority[0]
        post = issue.evidence[0].post_id
        words, other = before.day.posts[post].title, before.day.posts[issue.evidence[1].post_id].title
        quote = " ".join(issue.evidence[0].text.split()[:6])
        assert quote in page(workspace)
        workspace.store.privacy.erase([post])
        after = written(workspace, version)
        assert after.day.posts[post].title == ""
        html = page(workspace)
        assert words not in html
        assert quote not in html
        assert other in html
        assert [p.key for p in after.kept.passages.values()] == [p.key for p in before.kept.passages.values()]
        for key in (POINT, "ringkasan/butir/volume"):
            assert after.standings[key].text == before.standings[key].text
        table = next(b for s in after.report.sections if s.key == "lampiran-a" for b in s.blocks)
        assert table.rows[before.report.clipping.index(post)][5][0].text == "…"  # type: ignore[union-attr]
