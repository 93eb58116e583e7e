"""What the audit log's names of acts mean to a reader."""

from __future__ import annotations

from collections.abc import Mapping

from kentongan.core.messages import Say

GROUPS: Mapping[str, Say] = {
    "masuk": Say("Masuk dan keluar", "Log-ins"),
    "akun": Say("Akun", "Accounts"),
    "token": Say("Token API", "API tokens"),
    "isu": Say("Isu", "Issues"),
    "peringatan": Say("Peringatan", "Alerts"),
    "unggahan": Say("Unggahan", "Posts"),
    "pencarian": Say("Pencarian", "Searches"),
    "hoaks": Say("Meja hoaks", "Hoax desk"),
    "aduan": Say("Aduan", "Complaints"),
    "laporan": Say("Laporan", "Reports"),
    "sumber": Say("Sumber", "Sources"),
    "pantauan": Say("Daftar pantau", "Watch list"),
    "aturan": Say("Aturan peringatan", "Alert rules"),
    "playbook": Say("Pedoman", "Playbook"),
    "privasi": Say("Data pribadi", "Personal data"),
}
ACTS: Mapping[str, Say] = {
    "masuk.berhasil": Say("masuk", "logged in"),
    "masuk.keluar": Say("keluar", "logged out"),
    "masuk.diakhiri": Say("mengakhiri sesi", "ended sessions"),
    "masuk.ditolak": Say("ditolak di pintu", "was refused at the door"),
    "masuk.dikunci": Say("dijeda setelah percobaan yang keliru", "paused after wrong tries"),
    "akun.tambah": Say("menambah akun", "added an account"),
    "akun.peran": Say("mengganti peran", "changed roles"),
    "akun.nama": Say("mengganti nama", "changed a name"),
    "akun.tutup": Say("menutup akun", "closed an account"),
    "akun.buka": Say("membuka akun", "opened an account"),
    "akun.sambung": Say("menyambungkan akun kantor", "linked to the office's login"),
    "akun.sandi": Say("mengganti kata sandinya", "changed their password"),
    "akun.sandi_baru": Say("memberi kata sandi sekali pakai", "gave a one-time password"),
    "token.buat": Say("membuat token", "made a token"),
    "token.cabut": Say("mencabut token", "withdrew a token"),
    "peringatan.baru": Say("membunyikan peringatan", "raised an alert"),
    "peringatan.dicatat": Say("mencatat peringatan", "took note of an alert"),
    "isu.catatan": Say("menulis catatan pada isu", "wrote a note on an issue"),
    "isu.gabung": Say("menggabungkan isu", "merged issues"),
    "isu.pisah": Say("memisahkan isu", "split an issue"),
    "isu.beda": Say("menyatakan dua isu berbeda", "said that two issues differ"),
    "isu.batal": Say("membatalkan keputusan", "took a decision back"),
    "isu.tindak-lanjut": Say("menyelesaikan tindak lanjut", "finished a follow-up"),
    "unggahan.koreksi": Say("membetulkan label", "corrected a label"),
    "unggahan.koreksi_massal": Say("membetulkan banyak label", "corrected many labels"),
    "unggahan.tempel": Say("menempelkan unggahan", "pasted a post"),
    "unggahan.tarik_koreksi": Say("menarik koreksi", "took a correction back"),
    "unggahan.tabel": Say("mengunduh tabel unggahan", "downloaded a table of posts"),
    "unggahan.tarik_massal": Say("menarik koreksi massal", "took many corrections back"),
    "pencarian.simpan": Say("menyimpan pencarian", "saved a search"),
    "pencarian.hapus": Say("menghapus pencarian", "removed a saved search"),
    "laporan.sunting": Say("menyunting laporan", "edited a report"),
    "laporan.susun": Say("menyusun ulang laporan", "composed a report again"),
    "laporan.urungkan": Say("mengurungkan suntingan", "undid an edit"),
    "laporan.lepas": Say("membuang suntingan", "dropped an edit"),
    "laporan.dikirim": Say("mengirim laporan", "sent a report"),
    "laporan.sampai": Say("memastikan laporan sampai", "confirmed that a report arrived"),
    "laporan.kirim": Say("mengirim laporan", "sent a report"),
    "hoaks.ambil": Say("mengambil klaim ke meja", "took a claim up"),
    "hoaks.terima": Say("menerima laporan klaim", "received a claim"),
    "sumber.tambah": Say("menambah sumber", "added a source"),
    "sumber.hapus": Say("menghapus sumber", "removed a source"),
    "sumber.mati": Say("mematikan sumber", "switched a source off"),
    "sumber.nyala": Say("menyalakan sumber", "switched a source on"),
    "pantauan.ubah": Say("mengubah daftar pantau", "changed the watch list"),
    "aturan.ubah": Say("mengubah aturan peringatan", "changed the alert rules"),
    "aturan.waktu": Say("mengubah waktu peringatan", "changed the times of alerts"),
    "playbook.ubah": Say("mengubah pedoman rekomendasi", "changed the playbook"),
    "privasi.cari": Say("mencari data seseorang", "looked for a person's data"),
    "privasi.ekspor": Say("membuat salinan data seseorang", "made a copy of a person's data"),
    "privasi.hapus": Say("menghapus data seseorang", "erased a person's data"),
}


def act_name(action: str) -> Say:
    """What an act is called; its own name when nobody gave it words, as those of later versions."""
    if action in ACTS:
        return ACTS[action]
    group, _, rest = action.partition(".")
    words = rest.replace("_", " ").replace("-", " ")
    if group in GROUPS and words:
        return Say(f"{GROUPS[group].id}: {words}", f"{GROUPS[group].en}: {words}")
    return Say(action, action)
