"""`kentongan replay`: what would have alarmed, told by a stopped clock."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kentongan.cli.app import run
from kentongan.cli.registry import COMMANDS

START = datetime(2026, 11, 2, tzinfo=UTC)
BEGUN = START + timedelta(days=5, hours=9)
TALK = (
    "Sarapan bubur ayam di depan stasiun, kuahnya gurih",
    "Kucing saya hilang dua hari, ternyata tidur di lemari",
    "Nonton film horor sendirian, menyesal",
    "Ada yang jual sepeda lipat bekas warna hijau?",
    "Latihan paduan suara diundur ke Kamis",
    "Harga cabai di warung Bu Tini masih mahal",
    "Selamat ulang tahun untuk adik tersayang",
    "Baru selesai baca novel tebal tentang pelaut",
    "Tim voli kampus menang tiga set langsung",
    "Cari kos putri dekat terminal, ada dapurnya",
    "Laptop mendadak mati, tugas belum disimpan",
    "Resep rendang nenek memang tidak ada lawannya",
    "Konser dangdut tadi malam ramai sekali",
    "Motor mogok gara-gara busi basah",
    "Belajar gitar dari nol, jari melepuh",
    "Diskon sepatu lari sampai akhir bulan",
    "Anak-anak panen tomat di kebun sekolah",
    "Kopi susu gula aren lagi, lagi, dan lagi",
    "Mendaki gunung pekan depan, siapa ikut?",
    "Wisuda ditunda karena gedung direnovasi",
    "Lomba mewarnai tingkat TK meriah",
    "Pelatih baru klub bola dari Brasil",
    "Kereta sore terlambat dua puluh menit",
    "Mimpi aneh semalam, terbang naik karpet",
    "Jadwal ronda RT lima sudah ditempel",
    "Servis kulkas yang jujur di mana ya",
    "Tanaman janda bolong saya bertunas",
    "Ujian matematika susah banget tadi",
)


def stream() -> list[dict[str, Any]]:
    """A week of unrelated talk; on its sixth day at 09.00 UTC a bridge falls and many speak of it within hours."""
    rows: list[dict[str, Any]] = []
    for n, text in enumerate(TALK):
        at = START + timedelta(hours=6 * n, minutes=7)
        rows.append({"id": f"b{n}", "text": text, "published_at": at.isoformat(), "author": f"u{n}"})
    for n in range(24):
        at = BEGUN + timedelta(minutes=15 * n)
        text = f"Jembatan Kali Wening ambruk, jalan ke Sukamaju putus total, {n} warga terjebak, {TALK[n].split()[1]} batal"
        rows.append({"id": f"j{n}", "text": text, "published_at": at.isoformat(), "author": f"warga{n}"})
    return rows


def main(arguments: list[str]) -> int:
    """The command line's exit code."""
    return run(arguments, COMMANDS)


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """The rows as JSONL."""
    path.write_text(
        "".join(json.dumps({"kind": "social", "source": "X", **row}) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def alerts(path: Path) -> list[dict[str, Any]]:
    """The alarms written."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_burst_sounds_once_early_and_nothing_else_does(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The alarm comes after the burst began, from its own posts, and the quiet days stay silent."""
    write(here / "a.jsonl", stream())
    assert main(["replay", "a.jsonl", "--alerts", "alarm.jsonl", "--compare", "alarm_palsu_per_minggu=0.1"]) == 0
    said = capsys.readouterr().out
    assert "alarm_palsu_per_minggu=0.1" in said
    found = alerts(here / "alarm.jsonl")
    assert found
    for one in found:
        assert set(one) == {"at", "issue", "rule", "posts", "score", "reason", "level", "name"}
        at = datetime.fromisoformat(one["at"])
        assert BEGUN < at <= BEGUN + timedelta(hours=7)
        assert all(post.startswith("j") for post in one["posts"])
        assert len(one["posts"]) < 24
    assert len({(one["issue"], one["rule"], one["level"]) for one in found}) == len(found)


@pytest.mark.more
def test_the_future_does_not_matter(here: Path) -> None:
    """Cut off after the alarm, the stream tells the same alarms up to there; the order of the rows does not matter."""
    rows = stream()
    until = BEGUN + timedelta(hours=5)
    early = [row for row in rows if row["published_at"] < until.isoformat()]
    write(here / "all.jsonl", rows)
    write(here / "early.jsonl", early[::-1])
    assert main(["replay", "all.jsonl", "--alerts", "all.out", "-q"]) == 0
    assert main(["replay", "early.jsonl", "--alerts", "early.out", "-q"]) == 0
    # The last look of the shorter stream is the first one after its last post.
    known = [one for one in alerts(here / "all.out") if datetime.fromisoformat(one["at"]) <= until]
    assert known
    assert alerts(here / "early.out") == known


@pytest.mark.more
def test_a_page_compares_two_settings_and_runs_no_script_of_a_post(here: Path) -> None:
    """Table, chart and list in one page; a post's words stay words."""
    rows = [{**row, "text": row["text"].replace("Jembatan", "<script>alert(1)</script> Jembatan")} for row in stream()]
    write(here / "a.jsonl", rows)
    assert main(["replay", "a.jsonl", "--chart", "banding.html", "--compare", "lonjakan_minimal=500"]) == 0
    page = (here / "banding.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "lonjakan_minimal=500" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["tidak-ada.jsonl"], 3, "tidak-ada.jsonl"),
        (["a.jsonl", "--every", "sebentar"], 2, "1h"),
        (["a.jsonl", "--every", "0h"], 2, "1h"),
        (["a.jsonl", "--compare", "warna=biru"], 2, "alarm_palsu_per_minggu"),
        (["a.jsonl", "--compare", "alarm_palsu_per_minggu=-3"], 2, "konfigurasi.md"),
        (["tanpa.jsonl"], 3, "published_at"),
    ],
)
def test_wrong_input_gets_one_plain_line(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    """What is wrong and what to write instead; no traceback, no file."""
    write(here / "a.jsonl", stream()[:3])
    (here / "tanpa.jsonl").write_text('{"id": "1", "text": "halo dunia"}\n', encoding="utf-8")
    assert main(["replay", *arguments, "--alerts", "x.jsonl"]) == code
    said = capsys.readouterr().err
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert not (here / "x.jsonl").exists()
