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
    "aturan": Say("Aturan", "Rules"),
    "privasi": Say("Data pribadi", "Personal data"),
}
ACTS: Mapping[str, Say] = {
    "masuk.berhasil": Say("masuk", "logged in"),
    "masuk.keluar": Say("keluar", "logged out"),
    "masuk.diakhiri": Say("mengakhiri sesi", "ended sessions"),
    "masuk.dikunci": Say("dijeda setelah percobaan yang keliru", "paused after wrong tries"),
    "akun.tambah": Say("menambah akun", "added an account"),
    "akun.peran": Say("mengganti peran", "changed roles"),
    "akun.nama": Say("mengganti nama", "changed a name"),
    "akun.tutup": Say("menutup akun", "closed an account"),
    "akun.buka": Say("membuka akun", "opened an account"),
    "akun.sandi": Say("mengganti kata sandinya", "changed their password"),
    "akun.sandi_baru": Say("memberi kata sandi sekali pakai", "gave a one-time password"),
    "token.buat": Say("membuat token", "made a token"),
    "token.cabut": Say("mencabut token", "withdrew a token"),
    "peringatan.baru": Say("membunyikan peringatan", "raised an alert"),
    "peringatan.dicatat": Say("mencatat peringatan", "took note of an alert"),
    "isu.catatan": Say("menulis catatan pada isu", "wrote a note on an issue"),
    "isu.tindak-lanjut": Say("menyelesaikan tindak lanjut", "finished a follow-up"),
    "unggahan.koreksi": Say("membetulkan label", "corrected a label"),
    "unggahan.tarik_koreksi": Say("menarik koreksi", "took a correction back"),
    "unggahan.tabel": Say("mengunduh tabel unggahan", "downloaded a table of posts"),
    "unggahan.tarik_massal": Say("menarik koreksi massal", "took many corrections back"),
    "pencarian.simpan": Say("menyimpan pencarian", "saved a search"),
    "pencarian.hapus": Say("menghapus pencarian", "removed a saved search"),
    "laporan.sunting": Say("menyunting laporan", "edited a report"),
    "laporan.urungkan": Say("mengurungkan suntingan", "undid an edit"),
    "laporan.lepas": Say("membuang suntingan", "dropped an edit"),
    "laporan.kirim": Say("mengirim laporan", "sent a report"),
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
