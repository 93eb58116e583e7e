"""`report --form` through the command line: from kept days to an approved form on its way."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from office_desk import DAY, NOW, SETTINGS, Desk, make_desk

sys.path.insert(0, str(Path(__file__).parents[1] / "delivery"))
sys.path.insert(0, str(Path(__file__).parents[1] / "collectors"))

from local_server import serving
from messengers import TOKEN, World, handler

from kentongan.core.day_record import IssueRecord, tally
from kentongan.core.findings import Level
from kentongan.core.periods import Effort, IssueDayState
from kentongan.pipeline.reports.periods import both, period_of
from kentongan.pipeline.workspace import clock_from, open_workspace

NOON = "2026-11-16T12:05:00+07:00"
CHECKER = "Rina, Ketua Tim Humas"
BY = ("--by", "Sari, Pranata Humas")
HEAD = "media,tanggal,judul,isi,tautan\n"
DAYS = (
    (
        "14/11/2026 09.00",
        "Jalan Ambles di Girimukti Wanasari",
        "Jalan di Girimukti, Kabupaten Wanasari, ambles sejak sore.",
    ),
    (
        "15/11/2026 08.00",
        "Warga Girimukti Keluhkan Jalan Ambles",
        "Warga Girimukti mengeluh jalan ambles belum diperbaiki.",
    ),
    ("15/11/2026 10.00", "Pemkab Wanasari Raih Penghargaan", "Pemkab Wanasari meraih penghargaan layanan publik."),
)
LANDSLIDE = "Dua Warga Meninggal Tertimbun Longsor di Jalan Ambles Girimukti"


def table(rows: object) -> str:
    """News as a table to import."""
    lines = (f"Kabar {n},{when},{title},{text},https://kabar.example/{n}" for n, (when, title, text) in enumerate(rows))  # type: ignore[arg-type,var-annotated]
    return HEAD + "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with two report days behind it and a handful of news. Copy it before changing it."""
    desk = make_desk(tmp_path_factory.mktemp("dua") / "meja", SETTINGS.replace('["html", "txt"]', '["txt"]'))
    file = desk.folder / "berita.csv"
    file.write_text(table(DAYS), encoding="utf-8")
    for words in (("import", file), *(("analyse", "--day", day) for day in ("2026-11-15", DAY))):
        said = desk.call(*words, now=NOW)
        assert said.code == 0, said.err
    return desk


@pytest.fixture
def done(kept: Desk, tmp_path: Path) -> Desk:
    """A copy to work on."""
    return kept.copy(tmp_path / "meja")


def made(desk: Desk, form: str, *words: object, now: str = NOON, command: str = "report") -> dict[str, str]:
    """The text files of a form: name → words."""
    said = desk.call(command, "--form", form, *words, now=now)
    assert said.code == 0, said.err
    paths = [Path(line.strip()) for line in said.out.splitlines()[1:]]
    return {path.name: path.read_text(encoding="utf-8") for path in paths if path.suffix == ".txt"}


def test_a_week_from_what_was_kept(done: Desk) -> None:
    """Two days of seven were kept: it says so; approved in a name; the same again is the same version; a month knows it."""
    (week,) = made(done, "mingguan").values()
    assert "5 hari tanpa catatan" in week
    assert "BELUM BOLEH DIKIRIM" in week
    (again,) = made(done, "mingguan", "--by", CHECKER, command="approve").values()
    assert f"diperiksa: {CHECKER}" in again
    made(done, "mingguan")
    assert done.rows("SELECT kind, version, state FROM reports WHERE kind = 'mingguan'") == [
        ("mingguan", 1, "approved")
    ]
    clock = clock_from("2026-11-17T06:30:00+07:00")
    with open_workspace(done.folder / "kentongan.toml", clock=clock) as workspace:
        month = period_of(workspace, [f"2026-11-{day:02d}" for day in range(1, 18)], ["2026-10-31"])
    assert month.efforts == (Effort(CHECKER, (("laporan diperiksa", 1), ("laporan disetujui", 1))),)
    assert month.reports == {"mingguan": 1}
    assert len(month.missing) == 15


def test_an_update_starts_from_what_was_approved_last(done: Desk) -> None:
    """Since the morning, then since the update that somebody approved; a draft told nobody anything."""
    news = done.folder / "siang.csv"
    row = ("16/11/2026 09.10", LANDSLIDE, f"{LANDSLIDE}, Kabupaten Wanasari. Evakuasi masih berlangsung.")
    news.write_text(table([row]).replace("kabar.example/0", "kabar.example/longsor"), encoding="utf-8")
    assert done.call("import", news, now=NOON).code == 0
    (first,) = made(done, "pembaruan").values()
    assert "pukul 06.00 WIB" in first
    assert LANDSLIDE in first
    made(done, "pembaruan", "--by", CHECKER, command="approve")
    (second,) = made(done, "pembaruan", now="2026-11-16T12:35:00+07:00").values()
    assert "Tidak ada perubahan berarti sejak pukul 12.05 WIB" in second


def test_forms_that_cannot_be_made_say_why(done: Desk) -> None:
    """Unknown names, periods and hours, an issue too many or too few, an office without a past."""
    for words, said in (
        (("--form", "bulan"), "Pilih salah satu: pembaruan, mingguan"),
        (("--form", "telaahan-staf"), "memerlukan --issue"),
        (("--form", "mingguan", "--issue", "jalan"), "tidak mengenal --issue"),
        (("--form", "mingguan", "--period", "minggu lalu"), "2026-W47"),
        (("--form", "mingguan", "--period", "2027-W01"), "belum dimulai"),
        (("--form", "bulanan", "--period", "2025-01"), "Tidak ada catatan hari"),
        (("--form", "pembaruan", "--period", "13.00"), "belum lewat"),
        (("--issue", "jalan"), "Laporan harian tidak mengenal --issue"),
    ):
        found = done.call("report", *words, now=NOON)
        assert found.code != 0
        assert said in found.err, words
    assert "lebih dahulu" in done.call("approve", "--form", "situasi", *BY, now=NOON).err


@pytest.mark.skipif(not os.environ.get("KENTONGAN_KILLS"), reason="the long run: set KENTONGAN_KILLS=1")
def test_a_letter_goes_out_once_somebody_approved_it(done: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The memo of the day through a webhook, with its own flavours; a draft stays in the house."""
    world = World(chats={"42"})
    with serving(handler(world)) as port:
        at = f"127.0.0.1:{port}"
        done.settings(
            SETTINGS.replace("jeda_detik = 0", f'jeda_detik = 0\nhost_diizinkan = ["{at}"]')
            + f'[[kiriman]]\nnama = "Pimpinan"\njenis = "telegram"\ntujuan = ["42"]\nbentuk = ["html", "xlsx"]\n'
            f'opsi = {{ alamat = "http://{at}" }}\n'
        )
        monkeypatch.setenv("KENTONGAN_KUNCI_TELEGRAM", TOKEN)
        made(done, "nota-dinas", "--day", DAY, now=NOW)
        assert "belum disetujui" in done.call("send", "--form", "nota-dinas", "--day", DAY, *BY).err
        assert done.call("approve", "--form", "nota-dinas", "--day", DAY, "--by", CHECKER).code == 0
        said = done.call("send", "--form", "nota-dinas", "--day", DAY, *BY)
        assert said.code == 0, said.err
    assert len(world.accepted) == 2
    assert done.rows("SELECT state FROM reports WHERE kind = 'nota-dinas'") == [("sent",)]


@pytest.mark.skipif(not os.environ.get("KENTONGAN_KILLS"), reason="the long run: set KENTONGAN_KILLS=1")
def test_the_timetable_makes_updates_only_where_it_is_told_to(done: Desk) -> None:
    """Off by default; of two hours that passed the last is made up, as a draft, and once."""
    assert "pembaruan" not in done.call("due", now="2026-11-16T17:10:00+07:00").out
    done.settings(SETTINGS + '\n[jadwal]\ndengar_menit = 0\npembaruan = ["12.00", "17.00"]\n')
    said = done.call("due", now="2026-11-16T17:12:00+07:00")
    assert said.code == 0, said.err
    assert said.out.count("pembaruan (16-11 17.00)") == 1
    assert "12.00" not in said.out
    assert done.rows("SELECT state FROM reports WHERE kind = 'pembaruan'") == [("draft",)]
    assert done.call("due", now="2026-11-16T17:14:00+07:00").out == ""


def test_issues_that_officers_merged_are_one_in_a_period() -> None:
    """The heavier one's words, the posts and outlets of both, each post once."""
    light = IssueDayState("2026-11-16", Level.STABLE, 2), IssueRecord("Lubang", posts=tally(["a", "b"]), media=("X",))
    heavy = (
        IssueDayState("2026-11-16", Level.ALERT, 3),
        IssueRecord("Jalan", posts=tally(["b", "c", "d"]), media=("Y",)),
    )
    state, kept = both(light, heavy)
    assert (state.level, state.n24, kept.name, kept.media) == (Level.ALERT, 5, "Jalan", ("Y", "X"))
    assert (kept.posts.count, set(kept.posts.posts)) == (4, set("abcd"))
