"""`kentongan annotate`: any file of posts in, one object a post out, in order, always the same."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from office_desk import Desk

if TYPE_CHECKING:
    from office_desk import Said

FIELDS = [
    *("id", "language", "language_score", "tone", "tone_scores", "tone_title", "tone_conflict", "tone_agency"),
    *("potential_negative", "category", "category_score", "places", "entities", "copy_group", "representative"),
    *("story", "issue", "cues", "claim_stance", "needs_verification", "needs_verification_score", "claims", "masked"),
]
TEXTS = [
    "Jalan rusak di Kecamatan Palaran, warga minta DPUPR Kota Samarinda turun tangan",
    "SEBARKAN!! Bantuan Rp600.000 untuk semua warga, daftar di tautan ini sebelum dihapus",
    "Terima kasih Pemkot, taman barunya bagus sekali 👍",
    "Hubungi 081234567890 atau budi@contoh.id, NIK 6472031507890001",
    "",
    "PDAM mati maneh, piye iki pak lurah 😡",
]


def annotate(
    folder: Path, content: str | bytes, *words: str, suffix: str = "jsonl"
) -> tuple[Said, list[dict[str, Any]]]:
    """The answer and the objects for a file with this content."""
    folder.mkdir(exist_ok=True)
    posts, out = folder / f"unggahan.{suffix}", folder / "hasil.jsonl"
    posts.write_bytes(content if isinstance(content, bytes) else content.encode())
    out.unlink(missing_ok=True)
    said = Desk(folder).call("annotate", posts, "-o", out, *words)
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    return said, [json.loads(line) for line in lines]


def jsonl(*rows: object) -> str:
    """One JSON value a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_fields_are_exactly_those_documented(tmp_path: Path) -> None:
    """Names, order and types of the design's section 6, for every sort of post; the documentation names them too."""
    said, found = annotate(tmp_path, jsonl(*({"id": f"p{n}", "text": text} for n, text in enumerate(TEXTS))))
    page = (Path(__file__).parents[2] / "docs" / "annotate.md").read_text(encoding="utf-8")

    assert said.code == 0, said.err
    for one in found:
        assert list(one) == FIELDS
        assert sum(one["tone_scores"].values()) == pytest.approx(1, abs=0.002)
        assert set(one["tone_scores"]) == {"positif", "netral", "negatif"}
        assert one["tone"] in one["tone_scores"]
        assert one["tone_agency"] in one["tone_scores"]
        assert one["tone_title"] is None
        assert one["issue"] is None
        for name in ("language_score", "category_score", "needs_verification_score"):
            assert 0 <= one[name] <= 1
    assert all(f"`{name}`" in page for name in FIELDS)
    assert set(found[3]["masked"]) >= {"phone", "email", "nik"}


def test_spans_lie_inside_the_text_as_it_was_given(tmp_path: Path) -> None:
    """Start before end, inside the original text (or title where there is no text), and around the words they name."""
    odd = "  \u200bInfo:\u00a0\u00a0jalan   rusak di **Kec. Palaran**, Samarinda\r\n\r\nkata DPUPR 081234567890 "
    rows = [{"id": 1, "text": odd}, {"id": 2, "title": "Dinas Kesehatan Kota Samarinda sebar vaksin di Palaran"}]
    _, found = annotate(tmp_path, jsonl(*rows, *({"text": text} for text in TEXTS)))
    originals = [odd, rows[1]["title"], *TEXTS]

    spans = 0
    for one, original in zip(found, originals, strict=True):
        for item in [*one["places"], *one["entities"], *one["cues"]]:
            start, end = item["span"]
            assert 0 <= start < end <= len(str(original))
            spans += 1
        for entity in one["entities"]:
            start, end = entity["span"]
            assert " ".join(str(original)[start:end].split()) == " ".join(entity["text"].split())
        for place in one["places"]:
            start, end = place["span"]
            assert place["name"].split()[-1].casefold() in str(original)[start:end].casefold()
    assert spans >= 6


def test_ids_come_back_as_they_were_given(tmp_path: Path) -> None:
    """Numbers stay numbers, duplicates stay, missing ones are numbered by row; the order is the input's."""
    given = [7, "7", "a", "a", None, "", 0, 3.5]
    rows = [{"text": TEXTS[0]} if i is None else {"id": i, "text": TEXTS[0]} for i in given]
    _, found = annotate(tmp_path, jsonl(*rows))

    assert [one["id"] for one in found] == [7, "7", "a", "a", "p5", "p6", 0, 3.5]


@pytest.mark.parametrize("columns", [("text",), ("title",), ("id", "title"), ("id", "title", "text", "kind")])
def test_any_columns_will_do(columns: tuple[str, ...], tmp_path: Path) -> None:
    """Without dates, titles, sources; one post or several; as JSONL and as CSV the same."""
    value = {"id": "x1", "title": TEXTS[0], "text": TEXTS[1], "kind": "news"}
    row = {name: value[name] for name in columns}
    _, from_json = annotate(tmp_path, jsonl(row))
    table = ",".join(columns) + "\n" + ",".join(f'"{row[name]}"' for name in columns) + "\n"
    said, from_csv = annotate(tmp_path, table, suffix="csv")

    assert said.code == 0, said.err
    assert len(from_json) == 1
    assert list(from_json[0]) == FIELDS
    assert from_csv == from_json


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Broken JSON, a list, a row without text, dates of every sort: what can be read is annotated."""
    rows = [
        json.dumps({"id": 1, "text": TEXTS[0], "published_at": "2026-11-15T10:00:00+07:00"}),
        '{"id": 2, "text": ',
        "[1, 2]",
        json.dumps({"id": 4, "text": "", "published_at": "kemarin dulu"}),
        json.dumps({"id": 5, "text": None, "title": None}),
        json.dumps({"id": 6, "text": TEXTS[2], "published_at": "Rabu, 18 Jun 2025 07:30 WIB"}),
    ]
    said, found = annotate(tmp_path, "\n".join(rows) + "\n")

    assert said.code == 0
    assert [one["id"] for one in found] == [1, 4, 5, 6]
    assert "Baris 2: bukan JSON yang sah." in said.err
    assert "Baris 3: bukan objek JSON." in said.err


@pytest.mark.more
def test_the_same_posts_give_the_same_bytes(tmp_path: Path, sample_posts: Path) -> None:
    """Twice, in another process, and to standard output: the same bytes."""
    out, again = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    desk = Desk(tmp_path)
    desk.call("annotate", sample_posts, "-o", out)
    desk.call("annotate", sample_posts, "-o", again)
    line = [sys.executable, "-m", "kentongan", "annotate", str(sample_posts), "-o", "-"]
    piped = subprocess.run(line, capture_output=True, check=True, timeout=120, cwd=tmp_path).stdout

    assert out.read_bytes() == again.read_bytes() == piped
    assert out.read_bytes()


def test_copies_share_a_group_and_factchecks_are_matched(tmp_path: Path) -> None:
    """Word for word the same is one group with one representative; a fact-check of the claim comes first."""
    claim = "Bantuan Rp600.000 dari pemerintah untuk semua warga yang punya KTP, daftar lewat tautan ini"
    known = tmp_path / "cekfakta.jsonl"
    known.write_text(
        jsonl(
            {
                "id": "fc1",
                "title": "[SALAH] Tautan pendaftaran bantuan Rp600.000 untuk pemilik KTP",
                "narrative": claim,
            },
            {"id": "fc2", "title": "[SALAH] Air rebusan daun menyembuhkan kanker", "narrative": "Minum tiap pagi"},
        ),
        encoding="utf-8",
    )
    rows = [{"id": 1, "text": claim}, {"id": 2, "text": claim}, {"id": 3, "text": TEXTS[0]}]
    said, found = annotate(tmp_path, jsonl(*rows), "--factchecks", str(known))

    assert said.code == 0, said.err
    assert found[0]["copy_group"] == found[1]["copy_group"] != found[2]["copy_group"]
    assert [one["representative"] for one in found[:2]].count(True) == 1
    assert found[0]["claims"][0]["factcheck"] == "fc1"
    assert {c["decision"] for one in found for c in one["claims"]} <= {"confirm", "suggest", "none"}
    assert all(len(one["claims"]) <= 10 for one in found)


def test_an_output_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    """The output takes its name only when it is whole; a broken input leaves what was there."""
    out = tmp_path / "hasil.jsonl"
    out.write_text("lama\n", encoding="utf-8")
    bad = tmp_path / "x.jsonl"
    bad.write_text("bukan json sama sekali {\n", encoding="utf-8")
    said = Desk(tmp_path).call("annotate", bad, "-o", out)

    assert said.code == 3
    assert out.read_text(encoding="utf-8") == "lama\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hasil.jsonl", "x.jsonl"]


@pytest.fixture(scope="module")
def sample_posts(tmp_path_factory: pytest.TempPathFactory, sample_files: list[Path]) -> Path:
    """The sample's social posts, 100 of them."""
    social = next(path for path in sample_files if path.name == "medsos.jsonl")
    path = tmp_path_factory.mktemp("contoh") / "medsos.jsonl"
    path.write_text("".join(social.read_text(encoding="utf-8").splitlines(keepends=True)[:100]), encoding="utf-8")
    return path


@pytest.mark.more
@pytest.mark.slow
def test_thousands_of_posts_in_bounded_memory(tmp_path: Path) -> None:
    """5,000 short posts with many near-copies: every one answered, in order, within 600 MB in a process of its own."""
    if not hasattr(os, "wait4"):
        pytest.skip("this system does not say how much memory a process took")
    luck = random.Random(1)
    rows = []
    for n in range(5_000):
        words = " ".join(luck.choice(TEXTS[0].split() + TEXTS[2].split()) for _ in range(luck.randint(4, 14)))
        rows.append({"id": n, "text": f"{words} #{n % 700}", "published_at": f"2026-11-{1 + n % 15:02d}T10:00:00Z"})
    posts, out = tmp_path / "banyak.jsonl", tmp_path / "hasil.jsonl"
    posts.write_text(jsonl(*rows), encoding="utf-8")
    started = time.monotonic()
    line = [sys.executable, "-m", "kentongan", "--quiet", "annotate", str(posts), "-o", str(out)]
    # Through a small parent: a process starts with the memory of the one it was forked from, and this one is large.
    small = "import os,subprocess,sys; p = subprocess.Popen(sys.argv[1:]); s = os.wait4(p.pid, 0); print(s[1], s[2].ru_maxrss)"
    ran = subprocess.run(
        [sys.executable, "-Ic", small, *line], check=False, capture_output=True, text=True, cwd=tmp_path, timeout=120
    )
    status, usage = ran.stdout.split()[-2:]
    peak = int(usage) / (1024 if sys.platform != "darwin" else 1024**2)

    assert (int(status), ran.stdout, ran.stderr) == (0, f"0 {usage}\n", "")
    with out.open(encoding="utf-8") as file:
        assert [json.loads(line)["id"] for line in file] == list(range(5_000))
    assert peak < 600, f"{peak:.0f} MB in {time.monotonic() - started:.0f} s"
