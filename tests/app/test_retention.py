"""Texts are forgotten on time, by the morning's own work: YouTube's after thirty days, others as the office set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from office_desk import SETTINGS, Desk

LATER = "2026-12-20T06:00:00+07:00"


def words_in(folder: Path, words: str) -> bool:
    """Whether the words stand anywhere in the files of a folder."""
    return any(words.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("kept_days", [90, 30])
def test_collecting_forgets_what_may_not_be_kept(desk: Desk, kept_days: int) -> None:
    """Words of a video leave the database file after thirty days, those of other platforms when the office says so."""
    desk.settings(f"{SETTINGS}\n[data]\nhari_simpan = {kept_days}\n")
    rows = [
        {
            "id": "v1",
            "platform": "YouTube",
            "text": "videorahasia Wanasari banjir",
            "date": "2026-11-15T10:00:00+07:00",
        },
        {
            "id": "m1",
            "platform": "Mastodon",
            "text": "unggahanlain Wanasari banjir",
            "date": "2026-11-15T10:00:00+07:00",
        },
    ]
    file = desk.folder / "ekspor.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert desk.call("import", file).code == 0
    file.unlink()
    assert words_in(desk.folder, "videorahasia")
    desk.call("collect", now="2026-12-15T06:00:00+07:00")
    assert words_in(desk.folder, "videorahasia")
    desk.call("collect", now=LATER)
    assert not words_in(desk.folder, "videorahasia")
    assert words_in(desk.folder, "unggahanlain") == (kept_days == 90)
