"""The claim's words → whom to ask."""

from __future__ import annotations

import pytest

from analysis.claims.owners import ANYBODY, category_asked, whom_to_ask
from kentongan.core.office import Office, Unit

BARE = Office("Pemerintah Kabupaten Wanasari", "PEMKAB WANASARI")
OFFICE = Office(
    "Pemerintah Kabupaten Wanasari",
    "PEMKAB WANASARI",
    units=(
        Unit("Dishub", ("TRANS",), ("Dinas Perhubungan",)),
        Unit("Perumda Tirta Wening", ("AIR",), ("Tirta Wening",)),
        Unit("Dinas PU", ("INFRA",), ("PU",)),
        Unit("Satpol PP", ("TIBUM",)),
    ),
)


def ask(claim: str, office: Office = BARE) -> str:
    return whom_to_ask(category_asked(claim), office, claim)


@pytest.mark.parametrize(
    ("claim", "whom"),
    [
        ("Air PDAM di Wanasari mengandung racun, jangan diminum dulu", "PDAM"),
        ("Besok air ledeng mati total seminggu", "PDAM"),
        ("PLN membagikan token listrik gratis, klik tautan ini", "PLN"),
        ("Besok malam listrik padam total tiga hari", "PLN"),
        ("Semua peserta BPJS Kesehatan kelas 3 wajib bayar dua kali", "BPJS Kesehatan"),
        ("Pencairan dana BPJS Ketenagakerjaan Rp125 juta lewat tautan", "BPJS Ketenagakerjaan"),
        ("Dana BPJS Rp125 juta untuk pemegang kartu lama", "BPJS Kesehatan / Ketenagakerjaan"),
        ("Polres menilang pengendara yang pakai sandal mulai Senin", "Kepolisian"),
        ("Pemutihan pajak kendaraan gratis sampai akhir bulan", "Samsat"),
        ("Jembatan Kali Wening roboh semalam, jangan lewat", "DPUPR"),
        ("Jalan ambles di Tegalrandu menelan dua mobil", "DPUPR"),
        ("Warga wajib menukar kartu parkir di Pasar Girimukti, denda Rp250.000", "Dinas Perhubungan"),
        ("Terminal Girimukti ditutup selamanya mulai besok", "Dinas Perhubungan"),
        ("Sampah dari kota lain dibuang ke TPA Wanasari", "Dinas Lingkungan Hidup"),
        ("Limbah pabrik meracuni sungai, ratusan ikan tewas", "Dinas Lingkungan Hidup"),
        ("Puluhan siswa tumbang, menu MBG dari SPPG mengandung boraks", "Dinas Kesehatan / SPPG"),
        ("Izin usaha warung sekarang bayar Rp2 juta di PTSP", "DPMPTSP"),
        ("Penerimaan CPNS tanpa tes lewat jalur khusus", "BKPSDM"),
        ("Dana desa Sukamaju Rp800 juta ditarik kembali", "DPMD"),
        ("Biaya nikah di KUA naik jadi Rp1,5 juta", "Bimas Islam / KUA"),
        ("Kuota haji Wanasari dijual ke kabupaten lain", "Kementerian Haji dan Umrah"),
        ("Zakat ASN dipotong 10 persen tanpa izin, kata Baznas", "Baznas"),
        ("Santri pondok pesantren dipulangkan karena wabah kudis di ponpes", "Seksi PD Pontren"),
        ("Madrasah negeri akan dibubarkan tahun depan", "Seksi Pendidikan Madrasah"),
        ("Bakso di alun-alun dicabut label halalnya", ANYBODY),
        ("Bakso di alun-alun memalsukan label halal", "BPJPH"),
        ("Surat suara pilkada sudah tercoblos dari pabrik", "KPU / Bawaslu"),
        ("Bantuan Rp600.000 untuk warga yang punya KTP", "Dinas Sosial"),
        ("Gempa besar akan mengguncang Wanasari nanti malam, kata BMKG", "BMKG"),
    ],
)  # fmt: skip
def test_plain_claims_find_their_owner(claim: str, whom: str) -> None:
    """An office without a list of its own OPD gets the usual owner, or the body that the claim names."""
    assert ask(claim) == whom


@pytest.mark.parametrize(
    ("claim", "whom"),
    [
        ("Dinas Perhubungan menghapus semua angkot mulai Senin", "Dishub"),
        ("Dishub kerja sama dengan polisi menahan motor", "Dishub"),
        ("Air PDAM mengandung racun", "Perumda Tirta Wening"),
        ("Tirta Wening menaikkan tarif lima kali lipat", "Perumda Tirta Wening"),
        ("Listrik padam total tiga hari", "PLN"),
        ("Kantor PU kebakaran, semua berkas lelang hangus", "Dinas PU"),
        ("Ada begal di pu tih abu", "Satpol PP"),
        ("Tilang sandal jepit mulai Senin", "Kepolisian"),
    ],
)
def test_an_offices_own_opd_come_first(claim: str, whom: str) -> None:
    """By name or short name; a body of the region gives way to the OPD that owns its matter, PLN does not."""
    assert ask(claim, OFFICE) == whom


@pytest.mark.parametrize(
    "claim",
    [
        "Banjir air mata di pemakaman artis",
        "Suku bunga turun jadi nol persen",
        "Pak Haji Somad meninggal dunia",
        "Polisi tidur di gang Mawar hilang dicuri",
        "Mobil listrik meledak kalau kena hujan",
        "Perang suku cadang palsu",
        "Orang itu sampah masyarakat",
    ],
)
def test_words_that_only_look_like_a_matter_name_nobody(claim: str) -> None:
    """Water of the eye is not the waterworks'."""
    assert ask(claim) == ANYBODY


def test_without_words_the_category_decides() -> None:
    """A category alone: the office's OPD, else the usual owner, else whoever is concerned."""
    assert whom_to_ask("TRANS", OFFICE) == "Dishub"
    assert whom_to_ask("TRANS", BARE) == "Dinas Perhubungan"
    assert whom_to_ask("", BARE) == ANYBODY
