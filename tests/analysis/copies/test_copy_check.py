"""Is one text a copy of another: what stays a copy under small changes, and what one changed word makes of it."""

from __future__ import annotations

import pytest

from analysis.copies.check import same_wording
from analysis.copies.words import wording

ROAD = (
    "Perbaikan jalan ambles di ruas Sukamaju dimulai Rabu (18/6). Kepala dinas Hasan Basri mengatakan pekerjaan memakan "
    "dua pekan dan biaya Rp120.000 per meter karena tanah di bawah badan jalan terkikis. Warga diminta memakai jalur lain "
    "lewat Mekar, kendaraan berat tidak boleh melintas sampai pekerjaan selesai dan rambu sudah dipasang di kedua ujung."
)


def same(one: str, other: str, title: str = "", other_title: str = "") -> bool:
    """Both directions, which must agree."""
    a, b = wording(title, one), wording(other_title, other)
    assert same_wording(a, b) == same_wording(b, a)
    return same_wording(a, b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Antrean panjang di kantor dinas sejak pagi tadi", "Antraen panjang di kantor dinas sejak pagi tadi"),
        ("Harga cabai Rp 120.000 per kilogram di pasar induk", "Harga cabai Rp120rb per kilogram di pasar induk"),
        ("Tujuh desa terendam banjir sejak Minggu malam", "7 desa terendam banjir sejak Minggu malam"),
        ("Jalan rusak sejak pagi belum diperbaiki dinas", "jln rusak sjk pagi blm diperbaiki dinas"),
        ("Banjir surut kata camat di posko utama kecamatan", "Banjir surut ujar camat di posko utama kecamatan"),
        ("Jembatan telah dibuka untuk umum kata kepala dinas", "Jembatan sudah dibuka untuk umum kata kepala dinas"),
        ("Ongkos angkot naik jadi lima ribu mulai besok pagi", "Ongkos angkot naik jadi 5 ribu mulai besok pagi"),
        (
            "Camat tinjau tanggul jebol di Desa Kadengan pagi tadi",
            "Camat meninjau tanggul jebol di Desa Kadengan pagi tadi",
        ),
        (
            "Kades Sukamaju imbau warga hati2 lewat jembatan",
            "Kepala desa Sukamaju imbau warga hati-hati lewat jembatan",
        ),
        ("Petugas padamin api di gudang kapuk pagi tadi", "Petugas padamkan api di gudang kapuk pagi tadi"),
        ("Truk tebu kebakar di jalan lingkar pagi tadi", "Truk tebu terbakar di jalan lingkar pagi tadi"),
        ("Tongkang tabrak jembatan untuk ke 3 kali tahun ini", "Tongkang tabrak jembatan untuk ketiga kali tahun ini"),
        ("Warga Cisandaya antre air bersih sejak pagi tadi", "Warga Cisandaua antre air bersih sejak pagi tadi"),
        ("Kabar Kita - Tujuh desa terendam banjir bandang", "Tujuh desa terendam banjir bandang - Kabar Kita"),
        (
            "Besok ada razia gabungan pajak kendaraan di lima titik kota, siapkan surat",
            "Besok ada razia gabungan pajak kendaraan di lima titik ko",
        ),
    ],
)
def test_spelling_leaves_a_copy(one: str, other: str) -> None:
    """Typing errors, figures in letters, abbreviations, reporting verbs, an outlet's place, a cut-off end."""
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jadwal samsat keliling hari Senin di kantor camat", "Jadwal samsat keliling hari Kamis di kantor camat"),
        ("Pendaftaran dibuka mulai September di semua dinas", "Pendaftaran dibuka mulai Oktober di semua dinas"),
        ("Layanan buka sampai jam 8 malam di puskesmas kota", "Layanan buka sampai jam 10 malam di puskesmas kota"),
        ("Bantuan cair untuk lima desa di kecamatan timur", "Bantuan cair untuk dua desa di kecamatan timur"),
        ("Seleksi PPPK dibuka pekan depan untuk tenaga guru", "Seleksi CPNS dibuka pekan depan untuk tenaga guru"),
        ("Dinas perpanjang libur sekolah sampai pekan depan", "Dinas batalkan perpanjangan libur sekolah pekan depan"),
        ("Warga antre dari loket, bukan dari aula besar kota", "Warga antre bukan dari loket, dari aula besar kota"),
        ("Bus dari Mekar ke Sukamaju berangkat pukul 7 pagi", "Bus ke Mekar dari Sukamaju berangkat pukul 7 pagi"),
        ("Jembatan akan dibuka untuk umum kata kepala dinas", "Jembatan sudah dibuka untuk umum kata kepala dinas"),
        ("Bantuan untuk pengusaha kecil cair mulai hari ini", "Bantuan untuk perusahaan kecil cair mulai hari ini"),
        ("Bupati Sigi tinjau lokasi longsor di Kulawi", "Mantan Bupati Sigi tinjau lokasi longsor di Kulawi"),
        ("Guru SD dipecat karena pungutan seragam baru", "Guru SD terancam dipecat karena pungutan seragam baru"),
        ("Penerimaan golongan I dibuka di kantor camat baru", "Penerimaan golongan II dibuka di kantor camat baru"),
        ("Banjir merendam puluhan rumah warga di Bangli", "Banjir merendam puluhan rumah warga di Bangil"),
        ("Jembatan gantung Cisandaya putus talinya pagi tadi", "Jembatan gantung Cisandara putus talinya pagi tadi"),
        ("Warga tangkap pencuri motor di pasar tadi malam", "Warga ditangkap pencuri motor di pasar tadi malam"),
        ("Harga pasar induk naik lagi menjelang hari raya", "Harga pasir induk naik lagi menjelang hari raya"),
        (
            "Banjir bandang merendam ratusan rumah di kota Banjar",
            "Banjir bandang merendam ratusan rumah di kota Banjarnegara",
        ),
    ],
)
def test_one_word_makes_another_event(one: str, other: str) -> None:
    """Another day, month, hour, count, programme, sense, class or place, however alike the rest is."""
    assert not same(one, other)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(18/6)", "(19/6)"),
        ("120.000", "140.000"),
        ("dua pekan", "tiga pekan"),
        ("Hasan Basri", "Mustofa Kamal"),
        ("lewat Mekar", "lewat Delima"),
        ("Rabu", "Kamis"),
        ("tidak boleh", "boleh"),
    ],
)
def test_a_template_filled_anew_is_no_copy(old: str, new: str) -> None:
    """In a long text one number, date, name or negation in another's place is enough."""
    assert old in ROAD
    assert not same(ROAD, ROAD.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(18/6)", "(18/6/2026)"),
        ("Rp120.000", "Rp 120 ribu"),
        ("dua pekan", "2 pekan"),
        ("mengatakan", "menyebutkan"),
        ("terkikis", "terkikis air hujan"),
        ("Kepala dinas Hasan Basri", "Hasan Basri"),
        ("Warga", "Masyarakat"),
    ],
)
def test_an_editor_leaves_a_copy(old: str, new: str) -> None:
    """Added years, other spellings of a number, reporting verbs, words put in or left out."""
    assert old in ROAD
    assert same(ROAD, ROAD.replace(old, new))


def test_a_word_that_stands_for_another_again_and_again_is_a_field() -> None:
    """One plain word changed is an editor's; the same change twice, or once more in the headline, is another matter."""
    assert same(ROAD, ROAD.replace("tanah di bawah badan jalan", "lempung di bawah badan jalan"))
    assert not same(ROAD, ROAD.replace("jalan", "trotoar"))
    lead = ROAD.replace("tanah di bawah", "lempung di bawah")
    assert not same(ROAD, lead, "Kabar Tanah Sukamaju Terkikis", "Kabar Lempung Sukamaju Terkikis")


def test_a_label_that_denies_is_no_wrapping() -> None:
    """A fact-check's label or tag keeps the denial apart from the claim it repeats."""
    claim = "Bantuan Rp600.000 bagi semua warga lewat tautan ini"
    assert not same(claim, f"[SALAH] {claim}")
    assert not same(claim, f"{claim} #hoaks")
    assert same(claim, f"[UPDATE] {claim}")


def test_a_denial_in_an_own_headline_over_the_same_text() -> None:
    """The body decides when it is long: one outlet writes "hoaks" above it, the other "tidak benar"."""
    assert same(ROAD, ROAD, "Hoaks Kabar Jalan Ditutup Beredar di Grup", "Tidak Benar Jalan Sukamaju Ditutup Selamanya")
    short = "Jalan Sukamaju tetap dibuka hari ini"
    assert not same(short, f"{short} kata camat", "Hoaks Jalan Sukamaju Ditutup", "Jalan Sukamaju Dibuka")


def test_a_follow_up_that_takes_over_the_text_is_no_copy() -> None:
    """New paragraphs before the old text make another article; the same text cut off does not."""
    news = (
        "Jembatan darurat di ruas Sukamaju akhirnya dibuka untuk pejalan kaki setelah tiga hari dikerjakan tentara bersama "
        "relawan, sementara pedagang pasar berharap truk barang segera boleh lewat lagi karena harga sayur mulai naik di "
        "kampung sekitar dan sekolah masih meliburkan murid sampai angkutan umum beroperasi seperti biasa pekan depan."
    )
    assert not same(ROAD, f"{news} {ROAD}")
    assert same(ROAD, f"{ROAD} {news}")
