"""The office's playbook and an officer's own advice, through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_desk import DAY, SETTINGS, Desk


def test_show_and_check(desk: Desk, tmp_path: Path) -> None:
    """What is shown can be kept and is good; a mistake is told with its line and key, all of them at once."""
    shown = desk.call("playbook", "show")
    file = tmp_path / "pedoman.toml"
    file.write_text(shown.out, encoding="utf-8")
    assert desk.call("playbook", "check", file).code == 0
    file.write_text(shown.out.replace('form = "hak jawab"', 'form = "hak jawap"').replace("jam:24", "besok"), "utf-8")
    said = desk.call("playbook", "check", file)
    assert said.code == 2
    assert len(said.lines) >= 4
    assert all(("baris " in line and "`clock`" in line) or "hak jawab" in line for line in said.lines)


def test_check_without_a_file(desk: Desk, tmp_path: Path) -> None:
    """The settings' file, or one line that says there is none; a file that is not there is one line too."""
    assert "pedoman bawaan" in desk.call("playbook", "check").err
    missing = desk.call("playbook", "check", tmp_path / "tidak-ada.toml")
    assert (missing.code, len(missing.lines)) == (3, 1)
    desk.settings(SETTINGS.replace("[penilaian]\n", '[penilaian]\npedoman = "playbook.toml"\n'))
    (desk.folder / "playbook.toml").write_text("[[row]]\nkey = 1\n", encoding="utf-8")
    assert "baris 1" in desk.call("playbook", "check").err
    stopped = desk.call("analyse", "--day", DAY)
    assert stopped.code == 2
    assert "playbook.toml" in stopped.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("saran", "Kerahkan buzzer untuk isu ini"), "Gantinya: sampaikan klarifikasi"),
        (("saran", "Segera polisikan pengunggah video"), "hak jawab"),
        (("bentuk", "pidato"), "Pilih: pernyataan awal"),
    ],
)
def test_advice_that_no_office_may_give(finished_desk: Desk, words: tuple[str, str], said: str) -> None:
    """One line with the place, the words and what is allowed instead; nothing is kept."""
    issue = finished_desk.rows("SELECT issue_id FROM issue_days WHERE issue_id != '' LIMIT 1")[0][0]
    before = finished_desk.rows("SELECT count(*) FROM corrections")
    refused = finished_desk.call("issues", "set", issue, *words, "--by", "Sari, Pranata Humas")
    assert (refused.code, len(refused.lines)) == (2, 1)
    assert said in refused.err
    assert finished_desk.rows("SELECT count(*) FROM corrections") == before
