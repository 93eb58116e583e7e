"""Searching from the command line, and labels that follow analysis and corrections."""

from __future__ import annotations

import csv
from pathlib import Path

from office_desk import DAY, Desk

from kentongan.pipeline.analysing.analyse import day_of
from kentongan.pipeline.analysing.correcting import Wish, correct, take_back
from kentongan.pipeline.search.searching import ask, find
from kentongan.pipeline.search_index import index_late
from kentongan.pipeline.workspace import open_workspace


def total(desk: Desk, query: str) -> int:
    """How many posts a query finds."""
    with open_workspace(desk.folder / "kentongan.toml") as workspace:
        return find(workspace, ask(workspace, query)).total


def test_labels_are_those_of_the_report_and_follow_every_decision(done: Desk) -> None:
    """After a correction, without an analysis, they say what the next findings will; taken back, what they said before."""
    with open_workspace(done.folder / "kentongan.toml") as workspace:
        shelf = workspace.store.labels
        before = shelf.of(post.id for _, post in workspace.store.posts.before_seq(10**9, 10_000))
        first, second = [post for post, one in before.items() if one.answers.tone == "netral"][:2]
        wishes = [
            Wish(first, "nada", "negatif"),
            Wish(first, "lokasi", "99.01.04"),
            Wish(first, "kategori", "-"),
            Wish(second, "nada", "berpotensi negatif"),
            Wish(second, "luar-wilayah", "ya"),
        ]
        correct(workspace, wishes, by="Sari")
        after, findings = shelf.of(before), day_of(workspace, DAY)
        for post, view in findings.posts.items():
            answers = after[post].answers
            said = (view.bucket, view.category, [place.code for place in view.places], view.language, view.outside)
            assert said == (answers.tone, answers.category, list(answers.places), answers.language, answers.outside)
            assert after[post].issue_id == view.issue_id or view.labelled_by  # where a decision may have moved it
            assert after[post].machine == (before[post].answers if view.labelled_by else None)
        for post, field in ((first, ""), (first, ""), (first, ""), (second, "nada"), (second, "luar-wilayah")):
            take_back(workspace, post, field, by="Sari")
        assert shelf.of(before) == before


def test_the_command_says_marks_and_writes(done: Desk, tmp_path: Path) -> None:
    """The words of the query, the number, hits in brackets; all hits as a table."""
    said = done.call("search", 'jalan nada:negatif -"jalan raya"', "--limit", "3")
    assert said.code == 0
    count = total(done, 'jalan nada:negatif -"jalan raya"')
    assert "unggahan yang memuat kata “jalan”, tanpa frasa “jalan raya”, bernada negatif" in said.out
    assert f"{count} unggahan" in said.out
    assert "[jalan]" in said.out.lower()
    assert "--after" in said.out + said.err
    out = tmp_path / "hasil.csv"
    assert done.call("search", "jalan", "--csv", str(out)).code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == total(done, "jalan") + 1
    assert done.call("search", "nda:x").code == 2


def test_posts_of_an_older_version_get_their_stems(done: Desk) -> None:
    """What came in before stems were made is found in its other forms after the next analysis, and once only."""
    with open_workspace(done.folder / "kentongan.toml") as workspace:
        found = find(workspace, ask(workspace, "perbaikan")).total
        exact = find(workspace, ask(workspace, '"perbaikan"')).total
        assert found > exact
        posts = workspace.store.posts
        everything = [post.id for _, post in posts.before_seq(10**9, 10_000)]
        posts.put_stems(dict.fromkeys(everything, ""))
        workspace.store.settings.put("stems_before", str(10**9))
        assert index_late(workspace) == len(everything)
        assert index_late(workspace) == 0
    assert total(done, "perbaikan") == found
