"""`kentongan issues` and `kentongan alerts`: an officer's decisions hold in every later analysis."""

from __future__ import annotations

import pytest
from office_desk import DAY, Desk

BY = ("--by", "Sari, Pranata Humas")


def listed(desk: Desk, *more: str) -> dict[str, list[str]]:
    """Issues by name: code, level, posts of 24 hours, all posts."""
    said = desk.call("issues", "list", *more)
    assert said.code == 0, said.err
    rows = [line.split(maxsplit=4) for line in said.out.splitlines()[1:]]
    return {row[4]: row[:4] for row in rows}


def again(desk: Desk) -> dict[str, list[str]]:
    """The issues after the day was analysed anew."""
    said = desk.call("analyse", "--day", DAY)
    assert said.code == 0, said.err
    return listed(desk)


def test_decisions_hold_in_later_analyses(done: Desk) -> None:
    """Merge, name, move and judge: each is there after the analysis, and again after another one."""
    before = listed(done)
    (one, first), (two, second), (three, third) = list(before.items())[:3]
    assert done.call("issues", "merge", first[0], second[0], *BY).code == 0
    assert done.call("issues", "set", two, "nama", "Nama dari petugas", *BY).code == 0
    assert done.call("issues", "set", third[0], "usg", "U1 S1 G1", *BY, "--reason", "sudah selesai").code == 0
    after = again(done)
    assert one not in after
    assert after["Nama dari petugas"][0] == second[0]
    assert int(after["Nama dari petugas"][3]) == int(first[3]) + int(second[3])
    assert after[three][1] == "stabil"
    assert again(done) == after


def test_two_issues_apart_take_a_merge_back(done: Desk) -> None:
    """Undo: the merged issue lives again under its own id."""
    before = listed(done)
    (_, first), (_, second) = list(before.items())[:2]
    done.call("issues", "merge", first[0], second[0], *BY)
    assert first[0] not in {row[0] for row in again(done).values()}
    assert done.call("issues", "apart", first[0], second[0], *BY).code == 0
    codes = {row[0] for row in again(done).values()}
    assert {first[0], second[0]} <= codes


def test_posts_leave_and_move(done: Desk) -> None:
    """Split posts off into an issue of their own; move one into none."""
    name, row = max(listed(done).items(), key=lambda item: int(item[1][3]))
    shown = done.call("issues", "show", row[0])
    posts = [word for word in shown.out.split() if word.startswith("p-")]
    assert len(posts) == int(row[3])
    assert done.call("issues", "split", row[0], *posts[:4], *BY).code == 0
    assert done.call("issues", "move", posts[5], "-", *BY).code == 0
    again(done)
    left = done.call("issues", "show", row[0]).out
    assert not any(post in left for post in (*posts[:4], posts[5]))
    assert name


def test_an_alert_is_noted_by_a_person(done: Desk) -> None:
    """Open until somebody takes note; analysing again does not ring it again."""
    said = done.call("alerts", "list")
    codes = [line.split()[0] for line in said.out.splitlines() if not line.startswith(" ")]
    assert codes
    assert done.call("alerts", "note", codes[0], *BY).code == 0
    left = done.call("alerts", "list").out
    assert codes[0] not in left
    again(done)
    assert codes[0] not in done.call("alerts", "list").out
    assert done.call("alerts", "note", codes[0], *BY).code == 2


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("issues", "show", "isu yang tidak ada"), "issues list --all"),
        (("issues", "show", "a"), "kode"),
        (("issues", "merge", "{0}", "{0}", *BY), "berbeda"),
        (("issues", "split", "{0}", "p-tidak-ada", *BY), "issues show"),
        (("issues", "move", "p-tidak-ada", "{0}", *BY), "issues show"),
        (("issues", "set", "{0}", "usg", "gawat", *BY), "U4 S3 G5"),
        (("issues", "set", "{0}", "usg", "siaga", *BY), "--reason"),
        (("issues", "set", "{0}", "warna", "biru", *BY), "usg"),
        (("issues", "set", "{0}", "nama", "Baru", "--by", " "), "nama"),
        (("alerts", "note", "tidak-ada", *BY), "alerts list"),
    ],
)
def test_wrong_input_gets_one_line(done: Desk, words: tuple[str, ...], hint: str) -> None:
    """What is wrong and what to do; nothing is kept."""
    code = next(iter(listed(done).values()))[0]
    before = done.state()
    said = done.call(*(word.replace("{0}", code) for word in words))
    assert said.code == 2 or "nama" in hint
    assert said.code
    assert hint.casefold() in said.err.casefold()
    assert "Traceback" not in said.err
    assert done.state() == before
