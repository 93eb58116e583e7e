"""Bad input of every kind: one clear line that says what to do, the right exit code, the rest goes on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from office_desk import Desk

DAY = "2026-11-16"
ROW = "Jalan rusak di Girimukti Wanasari dikeluhkan warga"
GOOD = f"id,text,published_at\n1,{ROW},2026-11-15T10:00:00+07:00\n"


def written(folder: Path, name: str, content: bytes | str) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def broken_workbook(folder: Path) -> Path:
    """A workbook that was cut in two by a bad copy."""
    import xlsxwriter

    path = folder / "rusak.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(500):
            sheet.write_row(row, 0, [f"Isi {row}", f"Judul {row}"])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def an_archive(folder: Path) -> Path:
    """A ZIP that somebody called .xlsx."""
    with zipfile.ZipFile(folder / "arsip.xlsx", "w") as archive:
        archive.writestr("catatan.txt", "x")
    return folder / "arsip.xlsx"


Make = Callable[[Path], Path]
UNREADABLE: dict[str, tuple[Make, str, str]] = {
    "broken workbook": (broken_workbook, "simpan ulang", "save it again"),
    "archive": (an_archive, "Ekstrak", "Extract"),
    "empty file": (lambda f: written(f, "kosong.csv", ""), "kosong", "is empty"),
    "empty workbook": (lambda f: written(f, "kosong.xlsx", ""), "kosong", "is empty"),
    "binary": (lambda f: written(f, "data.bin", bytes(range(256)) * 20), "Simpan sebagai", "Save it as"),
    "program called .csv": (lambda f: written(f, "x.csv", b"\x7fELF" + bytes(4000)), "Simpan sebagai", "Save it as"),
    "web page called .xml": (lambda f: written(f, "u.xml", "<html><body>Hai</body></html>"), "Ekspor", "Export"),
    "no text column": (lambda f: written(f, "ab.csv", "a;b\n1;2\n"), "--map", "--map"),
    "cut JSON": (lambda f: written(f, "x.json", '{"text": "Jalan'), "Satu objek", "One object"),
    "missing": (lambda f: f / "tidak-ada.csv", "Periksa nama", "Check its name"),
    "folder": (lambda f: f, "folder", "folder"),
}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_costs_one_line(case: str, lang: str, desk: Desk, tmp_path: Path) -> None:
    """Alone: exit code 3 and one line. Beside a good file: the good one is in, and the line still stands."""
    make, *hints = UNREADABLE[case]
    good = written(tmp_path, "baik.csv", GOOD)
    folder = tmp_path / "berkas"
    folder.mkdir()
    bad = make(folder)
    alone = desk.call("import", bad, "--lang", lang, "--quiet")
    beside = desk.call("import", bad, good, "--lang", lang, "--quiet")

    for said in (alone, beside):
        assert len(said.lines) == 1, said.err
        assert said.err.startswith("Error: " if lang == "en" else "Galat: ")
        assert bad.name in said.err
        assert hints[lang == "en"] in said.err
        assert "Traceback" not in said.err
    assert alone.code == 3
    assert beside.code == 0
    assert desk.rows("SELECT text FROM posts") == [(ROW,)]


def test_wrong_delimiters_and_encodings_are_read_all_the_same(desk: Desk, tmp_path: Path) -> None:
    """Semicolons, bars and tabs; Windows-1252 and UTF-16: an officer's CSV is read as he meant it."""
    quoted = "Warga Girimukti: “jalan rusak” – sejak Mei"
    files = [
        written(tmp_path, "a.csv", "id;isi;tanggal\n1;Jalan A rusak, parah;15/11/2026\n"),
        written(tmp_path, "b.csv", "id|isi|tanggal\n1|Jalan B rusak; parah|15/11/2026\n"),
        written(tmp_path, "c.csv", "id\tisi\ttanggal\n1\tJalan C rusak\t15/11/2026\n"),
        written(tmp_path, "d.csv", f"id;isi;tanggal\n1;{quoted};15/11/2026\n".encode("cp1252")),
        written(tmp_path, "e.csv", "id,isi,tanggal\n1,Jalan E rusak,15/11/2026\n".encode("utf-16")),
    ]
    said = desk.call("import", *files)

    assert said.code == 0, said.err
    texts = {text for (text,) in desk.rows("SELECT text FROM posts")}
    assert texts == {"Jalan A rusak, parah", "Jalan B rusak; parah", "Jalan C rusak", quoted, "Jalan E rusak"}


def test_bad_rows_cost_themselves_and_are_admitted(desk: Desk, tmp_path: Path) -> None:
    """No text, no date, a date in the future: each noted with its line; the report counts them under "Keterbatasan"."""
    rows = [
        f"1,{ROW},2026-11-15T10:00:00+07:00",
        "2,,2026-11-15T10:00:00+07:00",
        "3,Air PDAM Tirta Wanasari mati,2027-05-01T10:00:00+07:00",
        "4,Lampu jalan Girimukti padam,besok lusa",
    ]
    path = written(tmp_path, "warga.csv", "\n".join(["id,text,published_at", *rows]) + "\n")
    late = "2026-11-16T05:00:00+07:00"
    said = desk.call("import", path, now=late)
    desk.call("analyse", "--day", DAY)
    desk.call("report", "--day", DAY)

    assert said.code == 0
    assert "3 baru, 1 ditolak" in said.out
    for line in ("Baris 3: tanpa isi", 'Baris 4: tanggal "2027-05-01', 'Baris 5: tanggal "besok lusa"'):
        assert line in said.err
    assert desk.rows("SELECT count(*), sum(estimated) FROM posts") == [(3, 2)]
    limits = desk.limits()
    assert "warga.csv: 1 dari 4 baris tidak dapat dipakai. Baris 3: tanpa isi dan judul" in limits
    assert "2 unggahan tidak menyebut waktu yang jelas" in limits


def test_a_file_that_failed_stands_in_the_report_until_it_is_read(desk: Desk, tmp_path: Path) -> None:
    """A broken workbook is named under "Keterbatasan" with its reason; a mistyped name is not; mended, it goes."""
    bad = broken_workbook(tmp_path)
    good = written(tmp_path, "baik.csv", GOOD)
    desk.call("import", bad, good, tmp_path / "salah-ketik.csv")
    desk.call("report", "--day", DAY)
    limits = desk.limits()
    import xlsxwriter

    with xlsxwriter.Workbook(bad) as book:
        book.add_worksheet().write_column(0, 0, ["Isi Laporan", "Air mati di Sukamaju Wanasari"])
    mended = desk.call("import", bad)
    desk.call("report", "--day", DAY)

    assert "rusak.xlsx tidak terbaca: Berkas Excel rusak.xlsx rusak atau tidak lengkap." in limits
    assert "salah-ketik" not in limits
    assert mended.code == 0, mended.err
    assert "rusak.xlsx tidak" not in desk.page(version=2)


@pytest.mark.parametrize(
    ("words", "code", "hints"),
    [
        (("import", "{good}", "--kind", "surat"), 2, ("Pilihan: news", "Choose from: news")),
        (("import", "{good}", "--map", "isi"), 2, ("Contoh: --map", "Example: --map")),
        (("import", "{good}", "--map", "apa=text"), 2, ("Bidang yang ada", "Fields:")),
        (("import", "{good}", "--map", "text=Tidak Ada"), 3, ("Kolom yang ditemukan: id, text", "Columns found: id")),
        (("import", "-"), 3, ("Ctrl+D", "Ctrl+D")),
        (("imprt", "{good}"), 2, ("Mungkin maksudnya import?", "Did you mean import?")),
        (("report", "--day", "2026-13-40"), 2, ("2025-06-19", "2025-06-19")),
        (("report", "--day", "2031-01-01"), 2, ("2026-11-16", "2026-11-16")),
        (("approve", "--by", "Siti", "--day", "2020-01-01"), 7, ("kentongan report", "kentongan report")),
        (("approve", "--by", "Siti", "--state", "ok"), 7, ("reviewed atau approved", "reviewed or approved")),
        (("factcheck", "import", "{good}"), 3, ("title, narrative", "title, narrative")),
        (("factcheck", "import", "{folder}/x.csv"), 3, ("Periksa nama", "Check its name")),
        (("annotate", "{folder}"), 3, ("Sebutkan berkasnya", "Name a file")),
        (("annotate", "{good}", "-o", "{folder}"), 3, ("nama itu adalah folder", "the name is a folder")),
        (("annotate", "{good}", "-o", "{folder}/tak/ada.jsonl"), 3, ("foldernya tidak ada", "its folder is not there")),
        (("demo", "--folder", "{good}"), 2, ("pilih folder lain", "choose another folder")),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_wrong_use_says_what_to_do(
    words: tuple[str, ...], code: int, *, hints: tuple[str, str], lang: str, desk: Desk, tmp_path: Path
) -> None:
    """Every slip of the pen: one line, the next step in it, the documented exit code, nothing stored."""
    good = written(tmp_path, "baik.csv", GOOD)
    line = [word.format(good=good, folder=tmp_path) for word in words]
    said = desk.call(*line, "--lang", lang, "--quiet")
    errors = [x for x in said.lines if x.startswith(("Galat: ", "Error: "))]

    assert said.code == code, said.err
    assert len(errors) == 1, said.err
    assert said.lines == errors
    assert hints[lang == "en"] in errors[0]
    assert not desk.database.exists() or desk.rows("SELECT count(*) FROM posts") == [(0,)]


@pytest.mark.parametrize(
    ("wrong", "right", "hints"),
    [
        ('wilayah = "99.01"', 'wilyah = "99.01"', ("`wilayah`", "did you mean `wilayah`")),
        ("jeda_detik = 0", "jeda_detik = -1", ("terlalu kecil", "too small")),
        ("jeda_detik = 0", 'jeda_detik = "lama"', ("harus berupa angka", "must be a number")),
        ("[laporan]", "[laporan", ("salah tulis pada baris ", "not valid TOML")),
        ('bentuk = ["html", "txt"]', 'bentuk = ["ppt"]', ("html", "html")),
        ('wilayah_tambahan = "wilayah.csv"', 'wilayah_tambahan = "hilang.csv"', ("code,name,aliases",) * 2),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_typing_error_in_the_settings(
    wrong: str, right: str, *, hints: tuple[str, str], lang: str, desk: Desk, tmp_path: Path
) -> None:
    """Key, what is wrong and an example, in one line; exit code 2."""
    text = (desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    assert wrong in text
    desk.settings(text.replace(wrong, right))
    said = desk.call("analyse", "--day", DAY, "--lang", lang)

    assert said.code == 2, said.err
    assert len(said.lines) == 1, said.err
    assert hints[lang == "en"] in said.err


def test_a_read_only_place(desk: Desk, tmp_path: Path) -> None:
    """A file where the data folder or the report folder should be: one line each, and nothing is half done."""
    good = written(tmp_path, "baik.csv", GOOD)
    text = (desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    written(desk.folder, "berkas", "bukan folder")
    desk.settings(text + '\n[data]\nfolder = "berkas"\n')
    data = desk.call("import", good)
    desk.settings(text.replace("[laporan]\n", '[laporan]\nfolder = "berkas"\n'))
    assert desk.call("import", good).code == 0
    report = desk.call("report", "--day", DAY)

    assert (data.code, report.code) == (5, 7)
    for said in (data, report):
        assert len(said.lines) == 1, said.err
        assert "berkas" in said.err
    assert (desk.folder / "berkas").read_text() == "bukan folder"


@pytest.mark.parametrize("content", [b"ini bukan basis data\n" * 50, b""], ids=["text", "empty"])
def test_a_database_that_is_none(content: bytes, desk: Desk, tmp_path: Path) -> None:
    """Another file under the database's name is not touched; an empty one becomes a database."""
    good = written(tmp_path, "baik.csv", GOOD)
    desk.database.write_bytes(content)
    said = desk.call("import", good)

    if content:
        assert said.code == 5
        assert len(said.lines) == 1
        assert "bukan basis data Kentongan" in said.err
        assert desk.database.read_bytes() == content
    else:
        assert said.code == 0
        assert desk.rows("SELECT count(*) FROM posts") == [(1,)]


def limited(desk: Desk, words: Sequence[object], largest: int) -> subprocess.CompletedProcess[str]:
    """A command in a process that can write no file larger than `largest` bytes: a disk that fills up."""
    resource = pytest.importorskip("resource", reason="this system has no limits on processes")

    def bound() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    line = [sys.executable, "-m", "kentongan", "--config", str(desk.folder / "kentongan.toml"), *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, preexec_fn=bound, check=False, timeout=120)


@pytest.mark.more
@pytest.mark.slow
def test_a_full_disk_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    """The write that finds no room is undone as a whole; one line says so; with room again it goes on."""
    first = written(tmp_path, "awal.csv", GOOD)
    assert desk.call("import", first).code == 0
    rows = "".join(json.dumps({"id": str(n), "text": f"{ROW} nomor {n} " + "x" * 900}) + "\n" for n in range(1500))
    large = written(tmp_path, "besar.jsonl", rows)
    full = limited(desk, ["import", large], 400_000)
    stored = desk.rows("SELECT count(*) FROM posts")
    intact = desk.rows("PRAGMA integrity_check")
    again = desk.call("import", large)

    errors = [line for line in full.stderr.splitlines() if line.startswith("Galat: ")]
    assert full.returncode == 5, full.stderr
    assert len(errors) == 1, full.stderr
    assert "Kosongkan" in errors[0]
    assert stored == [(1,)]
    assert intact == [("ok",)]
    assert again.code == 0
    assert desk.rows("SELECT count(*) FROM posts") == [(1501,)]


@pytest.mark.more
@pytest.mark.slow
def test_a_full_disk_spares_the_last_report(done: Desk) -> None:
    """A report that finds no room leaves the earlier one whole, and nothing half written beside it."""
    before = done.reports()
    full = limited(done, ["report", "--day", DAY], 100_000)

    assert full.returncode in {5, 7}, full.stderr
    assert len(full.stderr.splitlines()) == 1, full.stderr
    assert "Kosongkan" in full.stderr
    assert done.reports() == before


def test_a_damaged_office_key_stops_before_anything_is_stored(desk: Desk, tmp_path: Path) -> None:
    """Half a key would make pseudonyms that match nothing: exit code 5 and what to do."""
    good = written(tmp_path, "baik.csv", GOOD)
    (desk.folder / "kentongan-data" / "kantor.kunci").write_bytes(b"pendek")
    said = desk.call("import", good)

    assert said.code == 5
    assert len(said.lines) == 1
    assert "cadangan" in said.err
    assert desk.rows("SELECT count(*) FROM posts") == [(0,)]


def test_pasted_chat_and_names(desk: Desk) -> None:
    """A pasted WhatsApp export becomes messages; numbers are masked and names are pseudonyms before they are kept."""
    chat = (
        "15/11/26 10.15 - Bu Tini: Air PDAM mati lagi di Sukamaju, hubungi 081234567890\n"
        "15/11/26 10.16 - +62 812-1111-2222: iya dari semalam\n"
    )
    said = desk.call("import", "-", stdin=chat)

    assert said.code == 0, said.err
    kept = desk.rows("SELECT kind, author, text FROM posts ORDER BY published_at")
    assert [kind for kind, *_ in kept] == ["message", "message"]
    assert all(str(author).startswith("a-") for _, author, _ in kept)
    raw = desk.database.read_bytes() + b"".join(
        path.read_bytes() for path in desk.database.parent.glob("kentongan.sqlite-*")
    )
    for secret in (b"081234567890", b"812-1111-2222", b"Bu Tini"):
        assert secret not in raw


def test_a_pipe_that_closes_is_no_error(desk: Desk, tmp_path: Path) -> None:
    """`kentongan annotate … | head -1` ends quietly."""
    head = shutil.which("head")
    if head is None:
        pytest.skip("this system has no `head`")
    rows = "".join(json.dumps({"text": f"{ROW} {n}"}) + "\n" for n in range(3000))
    posts = written(tmp_path, "x.jsonl", rows)
    line = f"{sys.executable} -m kentongan annotate {posts} | {head} -1"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path)  # noqa: S602

    assert json.loads(done.stdout)["id"] == "p1"
    assert done.stderr == ""
