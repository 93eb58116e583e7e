"""JSON in lines, arrays and wrapped lists, whole or cut."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from office_files import harvest, posts, written


def test_jsonl_with_bad_lines(tmp_path: Path) -> None:
    """Each bad line is named; the rest goes on. Nested objects are columns too."""
    lines = [
        '{"text": "satu", "author": {"name": "A"}, "published_at": "2026-11-20T10:00:00+07:00"}',
        "{rusak",
        "",
        "[1, 2]",
        "null",
        '{"text": "dua", "tanda": NaN}',
        '{"text": "' + "x" * 6_000_000 + '"}',
        "[" * 200_000,
        '{"text": "tiga"}',
    ]
    found = harvest(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [post.text for post in found.posts] == ["satu", "dua", "tiga"]
    assert (found.outcome.seen, found.outcome.rejected) == (8, 5)
    bad = [note.id.partition(":")[0] for note in found.outcome.notes if "JSON" in note.id or "panjang" in note.id]
    assert bad == ["Baris 2", "Baris 4", "Baris 5", "Baris 7", "Baris 8"]
    assert found.mapping is not None
    assert found.mapping.columns["author"] == "author.name"


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"meta": {}, "data": rows}])
def test_json_arrays_and_wrapped_lists(tmp_path: Path, indent: int | None, wrap: Any) -> None:
    """A top-level array, or an object around a list, on one line or on many."""
    rows = [{"text": f"isi {n}", "n": n} for n in range(3000)]
    path = written(tmp_path, "a.json", json.dumps(wrap(rows), indent=indent))
    assert [post.text for post in posts(path)] == [row["text"] for row in rows]


def test_a_cut_array_gives_what_was_whole(tmp_path: Path) -> None:
    """And says where it ended."""
    found = harvest(written(tmp_path, "a.json", '[{"text": "satu"}, {"text": "du'))
    assert [post.text for post in found.posts] == ["satu"]
    assert found.outcome.rejected == 1


def test_a_million_rows_need_little_memory(tmp_path: Path) -> None:
    """Memory does not grow with the file: three times the rows, the same peak (JSONL and CSV)."""
    peaks = {}
    for rows in (1_000, 3_000):
        lines = [f"unggahan nomor {n} {'kata ' * 180}" for n in range(rows)]
        json_lines = written(tmp_path, "a.jsonl", "".join(f'{{"text": "{line}"}}\n' for line in lines))
        table = written(tmp_path, "a.csv", "isi;no\n" + "".join(f"{line};1\n" for line in lines))
        del lines
        for path in (json_lines, table):
            tracemalloc.start()
            assert sum(1 for _ in harvest(path).posts) == rows
            peaks[path.suffix, rows] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    for suffix in (".jsonl", ".csv"):
        assert peaks[suffix, 3_000] < 1.3 * peaks[suffix, 1_000]
