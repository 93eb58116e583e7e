"""Meja hoaks: from a pasted message to a verdict that a second person approved."""

from __future__ import annotations

from dashboard import OpenOffice

from kentongan.core.access import Role
from kentongan.core.desk import Stage
from kentongan.pipeline.desk.cases import board
from kentongan.pipeline.desk.intake import receive_posts

TEXT = (
    "Sebarkan!!! Mulai besok Pemkab Wanasari membagikan bantuan Rp900.000 untuk pemilik motor, daftar lewat tautan ini. "
    "Hubungi 081234567890."
)


def test_a_case_goes_its_whole_way(own_office: OpenOffice) -> None:
    officer, editor, leader = (own_office.visitor(r) for r in (Role.ANALIS, Role.REDAKTUR_HOAKS, Role.PIMPINAN))
    answer = officer.post("/hoaks/terima", teks=TEXT, bentuk="teks", tempat="grup WA warga", waktu="tadi pagi")
    path = answer.headers["location"]
    case_id = path.rsplit("/", 1)[1]

    def stage() -> Stage:
        case = own_office.workspace.store.desk.get(case_id)
        assert case is not None
        return case.stage

    page = officer.get(path).text
    assert "081234567890" not in page
    assert "rumuskan klaimnya" in page
    claim = "Pemkab Wanasari membagikan bantuan Rp900.000 untuk pemilik motor."
    assert officer.post(f"{path}/rumuskan", klaim=claim).status_code == 303
    assert stage() is Stage.VERIFYING
    case = own_office.workspace.store.desk.get(case_id)
    assert case is not None
    for number in range(1, len(case.steps) + 1):
        assert officer.post(f"{path}/hasil", nomor=number, hasil="Dinsos: tidak ada program itu").status_code == 303
    verdict = {
        "putusan": "hoaks",
        "jenis": "konten palsu",
        "kalimat": "Tidak ada bantuan itu.",
        "fakta": "Dinsos tidak membuka pendaftaran.",
        "bukti": "https://dinsos.wanasarikab.go.id/bantuan\nKonfirmasi Kepala Dinsos, 16 November 2026",
    }
    assert officer.post(f"{path}/putusan", **verdict).status_code == 403
    assert editor.post(f"{path}/putusan", **verdict).status_code == 303
    assert editor.post(f"{path}/setujui").status_code in (400, 409)
    assert stage() is Stage.CONCLUDED
    assert leader.post(f"{path}/setujui").status_code == 303
    assert stage() is Stage.APPROVED
    assert officer.post(f"{path}/draf").status_code == 303
    picture = officer.get(f"{path}/draf/stempel.png")
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["content-disposition"].startswith("attachment")
    assert officer.get(f"{path}/draf/..%2f..%2fkentongan.toml").status_code == 404
    assert officer.post(f"{path}/terbit", tautan="https://wanasarikab.go.id/klarifikasi").status_code == 303
    assert stage() is Stage.PUBLISHED


def test_the_machines_claim_is_taken_up(own_office: OpenOffice) -> None:
    browser = own_office.visitor()
    page = browser.get("/hoaks").text
    assert "Ditemukan mesin" in page
    (claim,) = own_office.workspace.store.desk.of_day("2026-11-16")
    assert browser.post("/hoaks/ambil", klaim=claim.id).headers["location"] == f"/hoaks/{claim.id}"
    assert "Meja kosong" not in browser.get("/hoaks").text
    part = browser.get(f"/hoaks/{claim.id}/kecocokan", **{"HX-Request": "true"}).text
    assert "<html" not in part
    assert "PENIPUAN" in part


def test_a_claim_whose_post_the_desk_has_is_not_taken_up_twice(own_office: OpenOffice) -> None:
    """The post came first; the machine's claim is that case, and says so."""
    (claim,) = board(own_office.workspace).found
    post = next(iter(claim.asking or claim.spreading))
    received = receive_posts(own_office.workspace, [post], by="Sari Wulandari, Pranata Humas", told={})
    browser = own_office.visitor()
    answer = browser.post("/hoaks/ambil", klaim=claim.id)
    assert answer.status_code == 400
    assert f"sudah ditangani kasus {received.case.id}" in answer.text
    assert len(board(own_office.workspace).cases) == 1


def test_a_page_gives_advice_for_the_page(office: OpenOffice) -> None:
    answer = office.visitor().post("/hoaks/terima", teks="??")
    assert answer.status_code == 400
    assert "kentongan claims" not in answer.text
    assert "--form" not in answer.text
    assert "dengan bentuk gambar dan “Yang ditanyakan”" in answer.text
    assert '<a class="btn btn-primary" href="/hoaks">Kembali</a>' in answer.text


def test_a_refused_form_leads_back_to_its_case(own_office: OpenOffice) -> None:
    browser = own_office.visitor()
    path = browser.post("/hoaks/terima", teks=TEXT, bentuk="teks").headers["location"]
    page = browser.get(path).text
    assert "lengkapi laporannya" in page
    answer = browser.post(f"{path}/rumuskan", klaim="Pemkab Wanasari membagikan bantuan untuk pemilik motor.")
    assert answer.status_code == 400
    assert f'href="{path}">Kembali</a>' in answer.text
    assert "Lengkapi dengan “Lengkapi”, tolak dengan “Tolak laporan”" in answer.text
    browser.post(f"{path}/lengkapi", bentuk="teks", tempat="grup WA", waktu="pagi")
    browser.post(f"{path}/rumuskan", klaim="Pemkab Wanasari membagikan bantuan untuk pemilik motor.")
    assert browser.get(path).text.count(">sedang diverifikasi</span>") == 1
    assert browser.post("/pilihan", bahasa="en").status_code == 303
    english = browser.get(path).text
    assert ">being verified</span>" in english
    assert ">approved</li>" in english


def test_what_was_typed_is_not_lost(own_office: OpenOffice) -> None:
    """A refused form shows its longer texts again, harmless, and nothing secret or foreign."""
    browser = own_office.visitor()
    path = browser.post("/hoaks/terima", teks=TEXT, bentuk="teks").headers["location"]
    claim = 'Pemkab membagikan bantuan <script>alert("1")</script></textarea> untuk pemilik motor.'
    answer = browser.post(f"{path}/rumuskan", klaim=claim, langkah="pendek")
    assert answer.status_code == 400
    assert "Yang tadi ditulis" in answer.text
    assert "Pemkab membagikan bantuan &lt;script&gt;" in answer.text
    assert "<script>alert" not in answer.text
    assert "pendek" not in answer.text
    refused = browser.post("/sandi", lama="salah-sekali-sandi-lama-itu", baru="pendek", ulang="pendek")
    assert "salah-sekali" not in refused.text
    stale = "00"
    foreign = browser.post(f"{path}/rumuskan", token=stale, klaim=claim)
    assert foreign.status_code == 403
    assert "Pemkab membagikan" not in foreign.text
