"""The hoax desk through the command line: a case from the pasted message to the clarification that wakes again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import docx
import pytest
from office_desk import DAY, NOW, SETTINGS, Desk

from kentongan.core.posts import PostKind, RawPost, Source
from kentongan.core.runs import Harvest, Outcome, OutcomeKind
from kentongan.pipeline.collecting.collect import keep
from kentongan.pipeline.workspace import clock_from, open_workspace

SARI, BUDI = ("--by", "Sari Wulandari, Pranata Humas"), ("--by", "Budi Santoso, Kasubbag Humas")
CHAIN = (
    "Diteruskan berkali-kali. Info A1 dari kamar sebelah: mulai Senin semua warga Wanasari wajib menukar kartu parkir di "
    "Pasar Girimukti, denda Rp250.000. Sebarkan ke semua grup sebelum dihapus. Hubungi 0812-3456-7890."
)
CLAIM = "Warga Wanasari wajib menukar kartu parkir di Pasar Girimukti dengan denda Rp250.000"
LINK = "https://wanasarikab.go.id/klarifikasi/kartu-parkir"


def step(desk: Desk, *words: object, now: str = NOW) -> str:
    """One command that must work; what it said."""
    said = desk.call("claims", *words, now=now)
    assert said.code == 0, said.err
    return said.out + said.err


def pasted(desk: Desk) -> str:
    """The code of a case that was pasted and given a claim."""
    told = ("--where", "grup WA RT 3", "--when", "16/11/2026 05.40")
    code = desk.call("claims", "add", "-", *told, *SARI, stdin=CHAIN).out.split(":")[0]
    step(desk, "claim", code, CLAIM, *SARI)
    return code


def decided(desk: Desk) -> str:
    """The same with a verdict that a second person approved."""
    code = pasted(desk)
    step(desk, "done", code, 3, "Dishub: tidak ada program kartu parkir", *SARI)
    verdict = ("--kind", "palsu", "--sentence", "Kabar kartu parkir itu palsu", "--evidence", "https://dishub.go.id/1")
    step(desk, "verdict", code, "hoaks", *verdict, "--fact", "Dishub tidak mengadakan program itu", *SARI)
    step(desk, "approve", code, *BUDI)
    return code


def test_a_case_from_paste_to_second_approval(desk: Desk) -> None:
    """Each step in its order, each in the history with name and time; nothing personal gets in."""
    code = decided(desk)
    shown = step(desk, "show", code)
    for line in (
        "diterima  Sari Wulandari",
        "klaim dirumuskan",
        "langkah selesai",
        "disimpulkan",
        "disetujui  Budi Santoso",
    ):
        assert line in shown
    assert "16-11-2026 06.00" in shown
    assert "putusan: hoaks, konten palsu" in shown
    everything = json.dumps(desk.rows("SELECT case_id, data FROM desk_events")) + str(
        desk.rows("SELECT text FROM posts")
    )
    assert "3456" not in everything
    assert "verdict: hoax, fabricated content" in step(desk, "show", "kartu parkir", "--lang", "en")


def test_a_report_cannot_have_come_tomorrow(desk: Desk) -> None:
    """Said with the time it is; clocks may differ by minutes, and words that name no date are left as they are."""
    add = ("claims", "add", CHAIN, *SARI, "--when")
    for when in ("17/11/2026 08.00", "16 November 2026 pukul 07.00 WIB", "2027-01-01", "besok pagi", "lusa"):
        said = desk.call(*add, when)
        assert said.code != 0
        assert f'Waktu "{when}" belum terjadi.' in said.err
        assert "16/11/2026 06.00 WIB" in said.err
    assert not desk.rows("SELECT * FROM desk_events")
    assert "yet to come" in desk.call(*add, "20/11/2026", "--lang", "en").err
    code = desk.call(*add, "16/11/2026 06.10").out.split(":")[0]
    for when in ("kemarin lusa", "kemarin 19.00", "tadi malam", "sejak Lebaran", "12/11/2026", "16/11/2026"):
        step(desk, "complete", code, "--when", when, *SARI)
    assert desk.call("claims", "complete", code, "--when", "18/11/2026", *SARI).code != 0
    assert "waktu: 16/11/2026" in step(desk, "show", code)


def test_english_words_are_read_and_typed(desk: Desk) -> None:
    """Reasons and verdicts may be typed in English; what is stored stays one word."""
    code = pasted(desk)
    said = desk.call("claims", "refuse", code, "--reason", "nonsense", *SARI, "--lang", "en")
    assert "opini (opinion)" in said.err
    step(desk, "refuse", code, "--reason", "unclear source", *SARI)
    assert "refused for: unclear source" in step(desk, "show", code, "--lang", "en")
    assert "ditolak karena: sumber tidak jelas" in step(desk, "show", code)


def test_the_report_shows_where_and_since_when_as_the_officer_said(desk: Desk) -> None:
    """A pasted claim goes round where and since when its report says, not where and when it was pasted."""
    told = ("--where", "grup WA RT 3", "--when", "16/11/2026 05.40")
    assert desk.call("claims", "add", CHAIN, *told, *SARI, now="2026-11-16T05:50:00+07:00").code == 0
    assert desk.call("daily", "--day", DAY, now="2026-11-16T07:00:00+07:00").code == 0
    page = desk.page()
    assert "grup WA RT 3" in page
    assert "16 Nov 05.40" in page


def test_drafts_say_only_what_the_case_holds(desk: Desk) -> None:
    """Stamp, article, WhatsApp text, release; gaps stay gaps; what the field guide forbids is in none."""
    code = decided(desk)
    # On the office's own paper, as its reports.
    assert desk.call("template", "example", "--out", desk.folder / "templat.docx").code == 0
    config = (desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    desk.settings(config.replace("[laporan]\n", '[laporan]\ntemplat = "templat.docx"\n', 1))
    said = desk.call("claims", "draft", code, *SARI)
    assert said.code == 0, said.err
    files = {Path(line).name: Path(line) for line in said.out.splitlines()}
    assert set(files) == {
        "stempel.svg",
        "stempel.png",
        "klarifikasi.txt",
        "whatsapp.txt",
        "siaran-pers.txt",
        "siaran-pers.docx",
    }
    assert files["stempel.png"].read_bytes().startswith(b"\x89PNG")
    svg = files["stempel.svg"].read_text(encoding="utf-8")
    assert ">HOAKS<" in svg
    assert "<script" not in svg
    for name in ("klarifikasi.txt", "whatsapp.txt", "siaran-pers.txt"):
        text = files[name].read_text(encoding="utf-8")
        assert text.lstrip("_").startswith("DRAF — perlu pemeriksaan Pranata Humas")
        assert CLAIM in text
        assert "Dishub tidak mengadakan program itu" in text
        assert "[ISI: " in text
        for word in ("oknum", "lapor polisi", "kontra opini", "buzzer", "akun penyebar"):
            assert word not in text.casefold()
    assert "kutipan juru bicara" in said.err
    head = docx.Document(str(files["siaran-pers.docx"])).sections[0].first_page_header
    assert "(NAMA PERANGKAT DAERAH)" in "".join(cell.text for row in head.tables[0].rows for cell in row.cells)


def test_a_published_claim_is_known_watched_and_wakes(desk: Desk, tmp_path: Path) -> None:
    """After publication the same message is recognised; its posts are counted, and a rise wakes the case once."""
    code = decided(desk)
    step(desk, "publish", code, LINK, *SARI)
    rows = [
        {
            "text": CHAIN.replace("Senin", "besok"),
            "date": f"2026-11-17 0{n}:10",
            "platform": "Facebook",
            "id": f"f{n}",
            "author": f"w{n}",
        }
        for n in range(1, 5)
    ]
    file = tmp_path / "unggahan.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    later = "2026-11-17T06:00:00+07:00"
    assert desk.call("import", file, now=later).code == 0
    assert desk.call("analyse", "--day", "2026-11-17", now=later).code == 0
    watched = step(desk, "watch", code, now=later)
    assert "4 sesudahnya" in watched
    assert "NAIK LAGI (4 unggahan sehari)" in step(desk, "list", now=later)
    assert len(desk.rows("SELECT 1 FROM desk_events WHERE kind = 'naik lagi'")) == 1
    again = desk.call("claims", "add", "-", *SARI, stdin=CHAIN, now=later)
    assert "sudah di meja" in again.out
    step(desk, "note", code, *SARI, now=later)
    assert "NAIK" not in step(desk, "list", now=later)


@pytest.mark.skipif(not os.environ.get("KENTONGAN_KILLS"), reason="set KENTONGAN_KILLS=1: it analyses a whole day anew")
def test_a_claim_of_the_machine_becomes_the_desks(done: Desk) -> None:
    """Taken up it keeps its code, stands in the list once, and the report shows the desk's state."""
    listed = step(done, "list")
    code = next(word for word in listed.split() if word.startswith("k-"))
    assert "belum diambil meja" in listed
    untaken = done.call("claims", "claim", code, CLAIM, *SARI)
    assert untaken.code == 2
    assert f"kentongan claims take" in untaken.err  # noqa: F541
    step(done, "take", code, *SARI)
    step(done, "claim", code, "Pemkab Wanasari membagikan bantuan Rp600.000 kepada warga", *SARI)
    assert step(done, "list").count(code) == 1
    assert done.call("analyse", "--day", DAY).code == 0
    assert step(done, "list").count(code) == 1
    carried = done.rows("SELECT case_id FROM desk_posts WHERE stance = 'spreads'")
    assert carried
    assert {row[0] for row in carried} == {code}


def test_mail_to_the_desks_mailbox_becomes_cases(desk: Desk) -> None:
    """A mailbox marked for the desk brings cases, not complaints; the machine decides nothing; a mail counts once."""
    source = Source("s-1", "imap", "Meja Hoaks", "imaps://surel.test", options={"meja": "hoaks"})
    raw = RawPost(
        external_id="<1@x>", title="Fwd: benar tidak?", text=CHAIN, author="warga@contoh.id", kind=PostKind.COMPLAINT
    )
    harvest = Harvest((raw,), Outcome(source.id, source.name, OutcomeKind.OK, seen=1))
    with open_workspace(desk.folder / "kentongan.toml", clock=clock_from(NOW)) as workspace:
        keep(workspace, source, harvest)
        keep(workspace, source, harvest)
        empty = RawPost(external_id="<2@x>", title="", text="", author="warga@contoh.id", kind=PostKind.COMPLAINT)
        keep(workspace, source, Harvest((empty,), harvest.outcome))
        (case,) = workspace.store.desk.all()
        (post,) = workspace.store.posts.get(case.posts).values()
    assert post.kind is PostKind.MESSAGE
    assert (case.origin, case.events[0].by, len(case.events)) == ("surel", "kentongan", 1)
    assert "warga@contoh.id" not in str(case)


def test_posts_and_issues_come_to_the_desk(done: Desk) -> None:
    """A post by its code, all posts of an issue by its name; place and time come with them."""
    post = done.rows("SELECT id FROM posts WHERE kind = 'social' LIMIT 1")[0][0]
    first = step(done, "add", "--post", post, *SARI).split(":")[0]
    assert "waktu:" in step(done, "show", first)
    issue = done.rows("SELECT issue_id FROM issue_days WHERE issue_id != '' LIMIT 1")[0][0]
    assert "diterima" in step(done, "add", "--issue", issue, *SARI)


@pytest.mark.parametrize(
    ("words", "stdin", "code", "told"),
    [
        (("add", "-", *SARI), "", 3, "tidak memuat kata"),
        (("add", "😀😀 🔥", *SARI), "", 3, "tidak memuat kata"),
        (("add", "\u202e\u200b\u2066", *SARI), "", 3, "tidak memuat kata"),
        (("add", CHAIN, "--form", "lagu", *SARI), "", 2, "Pilih: teks"),
        (("add", CHAIN, "--by", "Sari"), "", 7, "nama dan jabatan"),
        (("add", "--post", "p-tidakada", *SARI), "", 2, "tidak ditemukan"),
        (("add", "--issue", "tidak ada", *SARI), "", 2, "tidak ditemukan"),
        (("add", "-", *SARI), "\ufffd\x00\x07PNG\x1a" * 40, 3, "bukan teks"),
        (("show", "k-0"), "", 2, "kentongan claims list"),
        (("take", "apa saja", *SARI), "", 2, "tidak ditemukan"),
        (("publish", "k-0", "x", *SARI), "", 2, "tidak ditemukan"),
        (("verdict", "k-0", "hoaks", *SARI), "", 2, "--sentence"),
    ],
)
def test_wrong_input_is_one_clear_error(desk: Desk, words: tuple[str, ...], stdin: str, code: int, told: str) -> None:
    """One line, the right exit code, and nothing was kept."""
    assert desk.call("claims", "list").code == 0
    said = desk.call("claims", *words, stdin=stdin)
    assert said.code == code, said.err
    assert told in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert desk.rows("SELECT count(*) FROM desk_events") == [(0,)]


def test_long_and_tricky_messages_are_taken_in(desk: Desk) -> None:
    """A chain of 100,000 characters, letters that turn the reading, marks that cannot be seen: kept short, shown plain."""
    long = "Kabar penting untuk warga. " + "sebarkan ke semua grup keluarga " * 3_200
    assert len(long) > 100_000
    taken = desk.call("claims", "add", "-", *SARI, stdin=long)
    assert taken.code == 0
    assert "20.000 huruf pertama" in taken.err
    tricky = "Info \u202eresmi\u202c bu\u200bpati: ja\u00adlan ditutup <script>alert(1)</script> \x1b[31mawas"
    assert desk.call("claims", "add", "-", *SARI, stdin=tricky).code == 0
    shown = desk.call("claims", "list").out
    assert not [c for c in shown if not c.isprintable() and c != "\n"]
    assert "resmi bupati: jalan ditutup" in shown
    assert max(map(len, shown.splitlines())) < 130


def test_looking_for_nothing_is_an_error(desk: Desk) -> None:
    """No letters, no search; and no answer that could be taken for one."""
    assert desk.call("factcheck", "find", "😀 …").code == 2


def test_the_offices_own_list_of_desks(desk: Desk) -> None:
    """A table beside the settings adds desks; a line that cannot be used is named by its number."""
    desk.settings(SETTINGS + '\n[meja_hoaks]\ndaftar_cek_fakta = "meja.csv"\n')
    table = desk.folder / "meja.csv"
    table.write_text("key;name;kind;address\nkami;Cek Fakta Kami;feed;https://contoh.test/rss\n", encoding="utf-8")
    assert "Cek Fakta Kami" in desk.call("factcheck", "sources").out
    table.write_text("key;name;kind;address;pattern\nkami;Kami;list;https://contoh.test/;(\n", encoding="utf-8")
    said = desk.call("factcheck", "sources")
    assert said.code == 3
    assert "baris 2" in said.err
