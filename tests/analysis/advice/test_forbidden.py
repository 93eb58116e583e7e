"""What must never be recommended: said plainly, in other words, in passive forms, hidden; and what may be said."""

import csv
from pathlib import Path

import pytest

from analysis.advice.forbidden import RULES, bans
from analysis.advice.playbook_file import shipped_playbook
from analysis.drafts.base import fixed_words

SAMPLES = {
    "buzzer": [
        "Kerahkan buzzer untuk menanggapi isu ini",
        "Minta bantuan pendengung agar komentar positif lebih banyak",
        "Buat beberapa akun palsu untuk membela pemkab",
        "Pembuatan akun anonim oleh tim medsos",
        "Tanggapi lewat akun cadangan tanpa nama instansi; gunakan akun bayangan",
        "Siapkan pasukan siber daerah",
        "Pakai influencer bayaran",
        "Kerahkan b u z z e r",
        "Kerahkan buzz3r",
        "aktifkan akun-akun pendukung bupati",
    ],
    "caption_massal": [
        "Pasang caption massal di semua akun OPD",
        "Unggahan serentak oleh seluruh pegawai pukul 19.00",
        "Wajibkan ASN mengunggah video klarifikasi di akun pribadi",
        "Instruksikan guru honorer ikut membagikan tautan",
        "Serbu kolom komentar dengan dukungan",
        "Naikkan tagar dukungan",
        "Ramaikan tagar #WanasariHebat",
    ],
    "kontra_opini": [
        "Siapkan kontra opini",
        "Susun kontra-narasi untuk menandingi keluhan",
        "Buat narasi tandingan",
        "Giring opini publik ke arah positif",
        "Alihkan isu ke peresmian pasar",
        "Lakukan pengalihan perhatian warga",
        "counter opinion lewat media lokal",
    ],
    "serang_pengkritik": [
        "Serang balik pengkritik",
        "Permalukan pengunggah video di kolom komentar",
        "Bongkar rekam jejak aktivis itu",
        "Sindir warganet yang mengeluh",
        "Lawan akun yang mengkritik",
        "Diskreditkan LSM tersebut",
        "Jelaskan bahwa mereka hanya baper",
        "doxing pemilik akun",
    ],
    "profil_warga": [
        "Lacak pemilik akun yang mengunggah video",
        "Susun daftar pengkritik bupati",
        "Petakan akun-akun warga yang sering mengeluh",
        "Lakukan profiling terhadap pengunggah",
        "Cari tahu siapa yang merekam kejadian itu",
        "Pantau akun pribadi pelapor",
        "Masukkan ke daftar hitam",
    ],
    "hapus_kritik": [
        "Ajukan takedown",
        "Hapus komentar negatif",
        "Minta platform menurunkan video itu",
        "Komentar yang mengkritik disembunyikan; tutup kolom komentar",
        "Blokir akun yang mengkritik",
        "Laporkan akun itu secara massal",
        "Upayakan agar unggahan tersebut segera dihapus",
        "Batasi komentar pada unggahan ini",
    ],
    "lapor_polisi": [
        "Laporkan warga ke polisi",
        "Pengunggah dilaporkan ke Polres",
        "Polisikan penyebar video",
        "Siapkan somasi kepada pengkritik",
        "Jerat dengan UU ITE",
        "Bawa kasus pencemaran nama baik ini ke ranah hukum",
        "Tempuh jalur hukum terhadap akun itu",
        "Penyebar kabar akan ditindak tegas",
        "Beri peringatan keras kepada pengunggah",
        "Tidak ada jalan selain melaporkan warga itu ke polisi",
        "Jangan ragu melaporkan pengunggah ke pihak berwajib",
    ],
    "tekan_media": [
        "Tekan redaksi agar berita diralat",
        "Desak media menghapus berita",
        "Tegur wartawan yang menulis berita itu",
        "Minta redaksi tidak memuat lanjutannya",
        "Hubungi pemimpin redaksi supaya berita itu diturunkan",
        "Hentikan kerja sama dengan media tersebut",
        "Panggil jurnalis yang bersangkutan",
        "Bayar media untuk menulis yang positif",
    ],
    "sembunyikan": [
        "Sembunyikan aduan",
        "Abaikan keluhan warga sampai reda",
        "Tutup-tutupi jumlah korban",
        "Data korban jangan sampai keluar; tahan informasi",
        "Hapus laporan warga dari kanal aduan",
        "Bujuk pelapor mencabut laporan",
        "Turunkan jumlah aduan bulan ini",
        "Manipulasi data kemiskinan",
    ],
    "menyalahkan": [
        "Itu ulah oknum",
        "Tegaskan bahwa pelakunya oknum pegawai",
        "Sampaikan bahwa banjir akibat ulah warga",
        "Salahkan warga yang membuang sampah",
        "Jelaskan warga yang tidak disiplin",
    ],
    "berlebihan": [
        "Buat judul yang heboh",
        "Viralkan klarifikasi ini",
        "Gunakan judul bombastis",
        "Kemas clickbait supaya viral",
    ],
    "buka_identitas": [
        "Sebutkan nama pelapor dalam siaran pers",
        "Cantumkan alamat lengkap warga yang mengadu",
        "Tampilkan foto korban",
        "Identitas pelapor adalah Budi",
    ],
}


@pytest.mark.parametrize("rule", SAMPLES)
def test_a_forbidden_suggestion_is_seen_however_it_is_put(rule: str) -> None:
    """Each of them, under its own name, with its words."""
    found = {text: {ban.rule.key: ban.words for ban in bans(text)} for text in SAMPLES[rule]}
    assert [text for text, hits in found.items() if not hits.get(rule)] == []


def test_advice_of_many_kinds_is_told_apart() -> None:
    """190 pieces of advice written for this: all forbidden ones are seen, no allowed one is refused.

    Of the first 55 forbidden ones 42 were seen at first look, of 40 later ones 30; every miss was then mended, so
    the file guards what was learnt and measures nothing any more (`docs/drafts.md`).
    """
    with (Path(__file__).parents[2] / "quality" / "forbidden_advice.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert [row["text"] for row in rows if bool(bans(row["text"])) != (row["label"] == "yes")] == []
    assert len(rows) == 190


def test_every_rule_has_its_samples() -> None:
    """No rule stands untested, and each names an allowed action that is itself allowed."""
    assert {rule.key for rule in RULES} == set(SAMPLES)
    assert [rule.key for rule in RULES if bans(rule.instead.id)] == []


ALLOWED = [
    "Sampaikan pernyataan awal bahwa kabar itu sedang diperiksa; belum membantah sebelum fakta dipastikan DPUPR.",
    "Hubungi redaksi mengenai berita itu; bila perlu ajukan hak jawab atau hak koreksi, kemudian Dewan Pers.",
    "Teruskan aduan ke Dinas PUPR provinsi dan jelaskan kewenangannya kepada warga.",
    "Balas aduan warga dengan nomor dan tenggat.",
    "Terbitkan klarifikasi disertai bukti, lalu sebarkan melalui kanal resmi.",
    "Ingatkan warga agar tidak mengisi data pribadi pada tautan palsu.",
    "Jelaskan bahwa akun palsu yang mengatasnamakan Pemkab bukan akun resmi.",
    "Tutup jalan yang ambles dan pasang rambu bersama kepolisian.",
    "Koordinasikan pengaturan lalu lintas dengan Polres.",
    "Laporkan penipuan lowongan kerja ke polisi setelah terverifikasi.",
    "Turunkan tim ke lokasi dan laporkan hasilnya kepada pimpinan.",
    "Identitas korban dan anak tidak disebutkan; hubungkan dengan unit pendampingan.",
    "Ujaran yang menyinggung tidak diulang dalam pesan apa pun.",
    "Jangan menghapus komentar warga; jawab satu per satu.",
    "Tidak perlu membuat akun palsu, cukup kanal resmi.",
    "Undang media ke konferensi pers pukul 10.00.",
    "Tambahkan jam layanan dan umumkan di Instagram serta TikTok.",
    "Siapkan FAQ dan data, konfirmasi ke OPD, dan pantau perkembangannya.",
    "Pantau isu sampai laporan berikut.",
    "Minta OPD menyebarkan infografis di kanal resmi masing-masing.",
    "Pasang foto sebelum dan sesudah perbaikan di Instagram.",
    "Kami turut prihatin dan menyampaikan permohonan maaf atas ketidaknyamanan yang dialami warga.",
    "Pasang penghalang karena longsor mengancam rumah warga.",
    "Bot Telegram resmi menjawab pertanyaan jam layanan.",
    "Bagian Hukum menelaah pasal perda yang dipertanyakan.",
    "Data korban diumumkan BPBD setiap tiga jam.",
    "Lindungi identitas pelapor.",
    "Perbaiki unggahan kami yang keliru dan sampaikan ralat.",
    "Hapus unggahan kami yang memuat angka keliru, lalu sampaikan ralat.",
    "Arahkan pertanyaan wartawan kepada juru bicara.",
    "Tekan laju inflasi melalui operasi pasar murah.",
    "Kurangi antrean dengan loket tambahan.",
    "Jawab kritik mengenai tarif parkir dengan tabel tarif yang sah.",
    "Serahkan bantuan kepada warga terdampak.",
    "Lawan hoaks dengan bukti dari laman resmi.",
    "Telusuri sumber video dan waktu pengambilannya.",
    "Kumpulkan data kerusakan bersama camat.",
    "Panggil penyedia jasa untuk memperbaiki lampu jalan.",
    "Sampaikan narasi tunggal melalui juru bicara.",
    "Tarif yang benar ditempel di loket dan diumumkan di media sosial.",
]


def test_what_is_allowed_stays_allowed() -> None:
    """Informing, clarifying, mending, apologising, handing over, right of reply, watching (field guide 17)."""
    assert [text for text in ALLOWED if bans(text)] == []


def test_what_ships_is_clean() -> None:
    """Every row, phrase and fixed sentence."""
    book = shipped_playbook()
    texts = [*(row.action for row in book.rows), *(row.asks for row in book.rows), *book.phrases.values()]
    assert [text for text in (*texts, *fixed_words()) if bans(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Jangan sampai tidak melaporkan pengunggah ke polisi",
        "Tidak ada salahnya menghapus komentar negatif",
        "Bukan tidak mungkin melacak pemilik akun",
        "Jangan ragu memblokir akun itu",
        "Tidak hanya klarifikasi, tekan juga redaksi",
    ],
)
def test_a_negation_that_turns_round_forbids_nothing(text: str) -> None:
    """Only a plain prohibition is no suggestion."""
    assert bans(text)


def test_a_quoted_name_is_no_advice() -> None:
    """An issue may be about what somebody else did; its name in a text is not what the text advises."""
    name = "Warga laporkan oknum guru ke polisi"
    assert bans(f"Pantau “{name}” sampai laporan berikut.")
    assert bans(f"Pantau “{name}” sampai laporan berikut.", names=(name,)) == ()
    assert bans(f"Pantau “{name}”; kerahkan buzzer.", names=(name,))


@pytest.mark.parametrize(
    "hidden", ["kerahkan buz\u200bzer", "kerahkan ｂｕｚｚｅｒ", "KERAHKAN BUZZER", "kerah­kan buzzer"]
)
def test_hidden_letters_hide_nothing(hidden: str) -> None:
    """Marks without width, wide letters, capitals."""
    assert bans(hidden)
