"""`kentongan correct`: an officer's decisions on posts hold in the next report and in every later one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from office_desk import DAY, NOW, Desk

from analysis.corrections import standing
from collectors.files.reading import read_rows
from kentongan.pipeline.analysing.analyse import day_of
from kentongan.pipeline.workspace import clock_from, open_workspace

BY = ("--by", "Sari, Pranata Humas")


def posts_of(desk: Desk) -> list[str]:
    """Ids of social posts, the latest first."""
    query = "SELECT id FROM posts WHERE kind = 'social' ORDER BY published_at DESC, id"
    return [str(row[0]) for row in desk.rows(query)]


def decided(desk: Desk) -> dict[tuple[str, str], str]:
    """What stands: (post, field) → value."""
    with open_workspace(desk.folder / "kentongan.toml") as workspace:
        return {key: one.value for key, one in standing(workspace.store.findings.corrections()).items()}


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    """A CSV file of these rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def test_every_field_of_one_post(done: Desk, tmp_path: Path) -> None:
    """Named by the start of its code; what the machine said is outranked in the next report, in the officer's name."""
    post = posts_of(done)[0]
    wishes = {
        "nada": "berpotensi negatif",
        "nada-peristiwa": "positif",
        "kategori": "banjir",
        "lokasi": "99.01.04",
        "bahasa": "sun",
        "verifikasi": "ya",
        "luar-wilayah": "tidak",
    }
    sheet = write(tmp_path / "satu.csv", ("kode", *wishes, "alasan"), (post[:10], *wishes.values(), "dibaca ulang"))
    said = done.call("correct", "file", sheet, *BY)
    assert said.code == 0, said.err
    assert decided(done) == {
        (post, "tone"): "berpotensi negatif",
        (post, "tone_event"): "positif",
        (post, "category"): "BANJIR",
        (post, "place"): "99.01.04 Girimukti",
        (post, "language"): "sun",
        (post, "verification"): "ya",
        (post, "outside"): "tidak",
    }
    with open_workspace(done.folder / "kentongan.toml", clock=clock_from(NOW)) as workspace:
        findings = day_of(workspace, DAY)
    view = findings.posts[post]
    assert (view.bucket, view.category, view.labelled_by) == ("berpotensi negatif", "BANJIR", BY[1])
    assert [place.code for place in view.places] == ["99.01.04"]
    assert [one.reason for one in findings.corrections] == ["berkas satu.csv: dibaca ulang"] * 7


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("p-0000", "nada", "negatif"), "tidak ditemukan"),
        (("", "nada", "negatif"), "tidak ditemukan"),
        (("p-", "nada", "negatif"), "tidak ditemukan"),
        (("POST", "warna", "merah"), "Bidang"),
        (("POST", "nada", "buruk"), "positif, netral, negatif, berpotensi negatif"),
        (("POST", "nada-peristiwa", "berpotensi negatif"), "positif, netral, negatif."),
        (("POST", "kategori", "CUACA LUAR ANGKASA"), "INFRA"),
        (("POST", "lokasi", "Atlantis"), "Kepmendagri"),
        (("POST", "bahasa", "klingon"), "jav"),
        (("POST", "verifikasi", "mungkin"), "ya atau tidak"),
    ],
)
def test_bad_input_is_one_clear_line(finished_desk: Desk, words: tuple[str, ...], complaint: str) -> None:
    """And nothing is kept."""
    post, *rest = words
    said = finished_desk.call("correct", "post", posts_of(finished_desk)[0] if post == "POST" else post, *rest, *BY)
    assert (said.code, len(said.lines)) == (2, 1)
    assert complaint in said.err
    assert decided(finished_desk) == {}


def test_a_table_of_corrections(done: Desk, tmp_path: Path) -> None:
    """Both shapes; bad rows are named and the others kept; read twice, nothing is kept twice; a file can be taken back."""
    one, two, three = posts_of(done)[:3]
    wide = write(
        tmp_path / "lebar.csv",
        ("Kode", "Nada", "kategori", "catatan"),
        (one, "negatif", "", "jelas"),
        (two, "", "INFRA", ""),
        ("p-tidakada", "negatif", "", ""),
        (three, "jelek", "BANJIR", ""),
    )
    said = done.call("correct", "file", wide, *BY)
    assert said.code == 0
    assert "3 koreksi disimpan, 0 sudah ada, 2 baris ditolak" in said.out
    assert "Baris 4" in said.err
    assert "Baris 5" in said.err
    assert "0 koreksi disimpan, 3 sudah ada" in done.call("correct", "file", wide, *BY).out
    long = write(
        tmp_path / "panjang.csv", ("kode", "bidang", "nilai"), (one, "nada", "positif"), (two, "nada", "benar")
    )
    assert done.call("correct", "file", long, *BY).code == 0
    assert decided(done)[one, "tone"] == "positif"
    assert "2 koreksi ditarik" in done.call("correct", "undo", "panjang.csv", "--file", *BY).out
    assert decided(done) == {(one, "tone"): "negatif", (two, "category"): "INFRA", (three, "category"): "BANJIR"}
    assert done.call("correct", "undo", "panjang.csv", "--file", *BY).code == 2


def test_no_table_of_corrections(finished_desk: Desk, tmp_path: Path) -> None:
    """A file without the columns, and no file."""
    said = finished_desk.call("correct", "file", write(tmp_path / "a.csv", ("judul", "isi"), ("x", "y")), *BY)
    assert (said.code, len(said.lines)) == (3, 1)
    assert finished_desk.call("correct", "file", tmp_path / "b.csv", *BY).code == 3
    assert finished_desk.call("correct", "file", tmp_path / "b.csv", "--by", " ").code == 7


def test_taking_back_step_by_step(done: Desk) -> None:
    """The decision before counts again, then the machine; then there is nothing to take back."""
    post = posts_of(done)[0]
    for value in ("negatif", "positif"):
        assert done.call("correct", "post", post, "nada", value, *BY).code == 0
    assert "tidak ada yang diubah" in done.call("correct", "post", post, "nada", "positif", *BY).out
    assert done.call("correct", "undo", post, "nada", *BY).code == 0
    assert decided(done) == {(post, "tone"): "negatif"}
    assert "negatif" in done.call("correct", "list").out
    assert done.call("correct", "undo", post, *BY).code == 0
    assert decided(done) == {}
    assert done.call("correct", "undo", post, *BY).code == 2


def test_a_sheet_to_be_judged_comes_back(done: Desk, tmp_path: Path) -> None:
    """As many posts as asked, none twice, with the machine's answers; unfilled it decides nothing."""
    out = tmp_path / "lembar.xlsx"
    said = done.call("correct", "sheet", out, "--posts", "20")
    assert said.code == 0, said.err
    rows = list(read_rows(out, []))
    assert len({row["kode"] for row in rows}) == 20
    assert {row["nada (mesin)"] for row in rows} <= {"positif", "netral", "negatif", "berpotensi negatif"}
    doubted = [row for row in rows if str(row["kategori (mesin)"]).endswith(" (ragu)")]
    assert 0 < len(doubted) < 20
    assert "0 koreksi disimpan, 0 sudah ada, 0 baris ditolak" in done.call("correct", "file", out, *BY).out
    assert "sudah ada" in done.call("correct", "sheet", out).err
    assert done.call("correct", "sheet", tmp_path / "lain.csv", "--posts", "0").code == 2
    assert "berakhiran .xlsx" in done.call("correct", "sheet", tmp_path / "lain.pdf").err
    assert not (tmp_path / "lain.pdf").exists()
