"""What came from YouTube is gone after thirty days, by the morning's own work and without anybody's doing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from office_desk import Desk

LATER = "2026-12-20T06:00:00+07:00"


def words_in(folder: Path, words: str) -> bool:
    """Whether the words stand anywhere in the files of a folder."""
    return any(words.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_collecting_forgets_what_may_not_be_kept(desk: Desk) -> None:
    """Words of a video leave the database file; the same words on another platform stay."""
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
    assert words_in(desk.folder, "unggahanlain")
