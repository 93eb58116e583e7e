"""Issue categories: every keyword of the field guide hits, no trap does, nothing is forced."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.categories.reading import CategoryJudge, categories_of, category_columns, category_name, owner_of
from kentongan.core.errors import UsageError
from kentongan.core.office import Office, Unit

PEMDA = CategoryJudge("pemda")
KEMENAG = CategoryJudge("kemenag")

# Field guide 13.1; a second word stands beside the ambiguous ones, as its rule asks.
PEMDA_KEYWORDS = {
    "INFRA": (
        "jalan rusak|jalan berlubang|lubang di jalan|jalan bolong|ambles|amblas|aspal|cor jalan|pembetonan|"
        "jembatan putus|jembatan roboh|drainase|gorong-gorong|trotoar|pju|lampu jalan mati|"
        "galian pipa di jalan|mangkrak|proyek asal jadi"
    ),
    "BANJIR": (
        "banjir rendam rumah warga|rob di pesisir|genangan|longsor|puting beliung|gempa|gunung meletus|"
        "erupsi|karhutla|kabut asap|kekeringan|tanggul jebol|pengungsi|evakuasi|korban jiwa|hanyut|tertimbun|"
        "posko bencana|logistik pengungsi|tanggap darurat"
    ),
    "LAYAN": (
        "antre|antrean|lama banget|dipersulit|bolak-balik|calo|loket|jutek|tidak ramah|pelayanan buruk|"
        "berbelit|aplikasi error|server down|aplikasi gangguan|ptsp|mpp|perizinan|izin oss"
    ),
    "ADMIND": "ktp|e-ktp|blangko|kk di kelurahan|akta|kartu kia anak|aktivasi ikd|pindah domisili|nik tidak terdaftar",
    "SEHAT": (
        "rsud|puskesmas|bpjs|kartu kis|ditolak rs|ugd|igd|dbd|stunting|keracunan|obat kosong|nakes|ambulans|"
        "vaksin|wabah|klb"
    ),
    "GIZI": "mbg|makan bergizi gratis|sppg|keracunan mbg|makanan basi|ulat di makanan|dapur umum",
    "DIDIK": (
        "ppdb|spmb|zonasi|pungutan sekolah|iuran komite|study tour|seragam|bullying|perundungan|guru honorer|"
        "kip kuliah|pip siswa|sekolah roboh|ijazah ditahan"
    ),
    "BANSOS": (
        "bansos|pkh|bpnt|blt|bsu|dtks|dtsen|tidak tepat sasaran|bantuan dipotong|sembako bantuan warga|"
        "disunat|lansia telantar|odgj"
    ),
    "PANGAN": (
        "harga naik|sembako mahal|minyak goreng|beras langka|cabai|gas 3 kg|elpiji|lpg langka|bbm|"
        "solar antre|pupuk langka|inflasi|pasar murah|gpm"
    ),
    "TRANS": (
        "macet|parkir liar|tarif parkir|angkot|bus penumpang|terminal angkot|palang perlintasan|"
        "lampu merah mati|odol|kecelakaan|laka lantas"
    ),
    "LH": (
        "sampah|tpa|tps|bau busuk|limbah|pencemaran|air tercemar|tambang ilegal|galian c|polusi|"
        "pohon tumbang|ruang terbuka"
    ),
    "AIR": "pdam|air mati|air keruh|listrik padam|mati lampu|byar pet|tagihan naik",
    "TIBUM": (
        "tawuran|begal|curanmor|geng motor|miras|pkl digusur|judi slot|sabung ayam|balap liar|ricuh|bentrok|"
        "demo mahasiswa|unjuk rasa"
    ),
    "KORUP": (
        "korupsi|ott|kpk|kejari|tersangka|suap|gratifikasi|pungli|mark up|fiktif|jual beli jabatan|"
        "setoran jabatan|nepotisme|dinasti"
    ),
    "ASN": (
        "asn|pns|pppk|honorer|non asn|rekrutmen cpns|mutasi pejabat|disiplin pegawai|asn bolos|asn selingkuh|"
        "flexing|gaya hidup mewah|netralitas"
    ),
    "ANGG": "apbd|tpp dipotong|pbb naik|pajak naik|retribusi|perjalanan dinas|mobil dinas|hibah|utang daerah",
    "DESA": "kades|pilkades|dana desa|sengketa tanah|sertifikat|ganti rugi|penggusuran|mafia tanah",
    "TENAGA": "phk|umk|ump|buruh|buruh mogok|tka|loker palsu|pmi ilegal|thr karyawan",
    "SARA": (
        "penolakan rumah ibadah|intoleransi|ujaran kebencian|penistaan|kafir|pengusiran|adu domba|"
        "konflik antar suku|provokasi"
    ),
    "TOKOH": "gubernur|bupati|wali kota|wakil bupati|sekda",
    "POLITIK": "dprd|interpelasi|hak angket|fraksi|pilkada|kampanye pilkada",
    "HUMAS": "penghargaan|juara|diresmikan|inovasi|wtp|apresiasi|terima kasih pemkab|fast respon",
}
KEMENAG_KEYWORDS = {
    "KUA": (
        "layanan kua|penghulu|nikah|pungli nikah|buku nikah|duplikat|rekomendasi nikah|isbat|bimwin|modin|wali nikah"
    ),
    "MADR": (
        "madrasah|MI 2 Sukamaju|mts|MAN 2 Kudus|guru madrasah|tpg|inpassing|sertifikasi guru|bos madrasah|"
        "emis|simpatika|pungutan komite|honorer madrasah|ppg"
    ),
    "PONTREN": (
        "pesantren|santri|kyai|kekerasan di pesantren|pencabulan santri|bullying santri|keracunan santri|"
        "asrama pesantren ambruk|izin pesantren|bop"
    ),
    "HALAL": "sertifikat halal|sehati|bpjph|p3h|label halal|haram|kandungan babi pada produk halal",
    "KUB": (
        "fkub|rumah ibadah|gereja|masjid|vihara|pura umat hindu|penolakan|segel|intoleransi|"
        "moderasi beragama|aliran sesat"
    ),
    "HAJI": (
        "jemaah haji|umrah|bpih|kuota haji|antrean haji|kloter|embarkasi|travel umrah|gagal berangkat|"
        "visa furoda|petugas haji|kawal haji"
    ),
    "ZAKAT": "zakat|baznas|wakaf|qurban|infak|kotak amal",
    "PTKIN": "uin|iain|ukt|beasiswa uin|mahasiswa demo di kampus|kekerasan seksual kampus",
    "DUMAS": "pungli|gratifikasi|sewenang-wenang|mutasi tidak adil|setoran|jual beli jabatan|pelayanan buruk",
    "KEMHR": "sidang isbat|hilal|awal ramadan|idulfitri|libur lebaran|se menag|takbir keliling",
}


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    """(code, keyword) of every row."""
    return [(code, word) for code, row in table.items() for word in row.split("|")]


@pytest.mark.parametrize(("code", "keyword"), cases(PEMDA_KEYWORDS))
def test_every_pemda_keyword_hits(code: str, keyword: str) -> None:
    """Every starter keyword of field guide 13.1 alone leads to its category, first or second."""
    found = PEMDA.judge("", keyword)
    assert code in (found.code, found.second), found


@pytest.mark.parametrize(("code", "keyword"), cases(KEMENAG_KEYWORDS))
def test_every_kemenag_keyword_hits(code: str, keyword: str) -> None:
    """Every starter keyword of field guide 13.2 alone leads to its category, first or second."""
    found = KEMENAG.judge("", keyword)
    assert code in (found.code, found.second), found


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("H. Ahmad dan Hj. Siti hadir, Haji Lulung juga", "HAJI"),
        ("demo produk kompor listrik di toko", "TIBUM"),
        ("demo masak bersama koki", "TIBUM"),
        ("banjir diskon akhir tahun", "BANJIR"),
        ("penyanyi itu banjir pujian", "BANJIR"),
        ("dia kebakaran jenggot", "BANJIR"),
        ("korban gol cepat, tim tamu kalah", "TIBUM"),
        ("pasar saham melemah", "PANGAN"),
        ("udara panas, situasi politik memanas", "BANJIR"),
        ("Persija tumbang di tangan Persib", "LH"),
        ("kua kua lah pokoknya", "KUA"),
        ("Pembahasan KUA-PPAS APBD oleh DPRD", "KUA"),
        ("Spider-Man dan man of the match", "MADR"),
        ("mi goreng dan mi ayam enak", "MADR"),
        ("Kia Sorento terbaru, mobil KIA", "ADMIND"),
        ("bos perusahaan itu CEO baru", "DIDIK"),
        ("suku bunga acuan turun", "SARA"),
        ("simulasi gempa di sekolah", "BANJIR"),
        ("gladi evakuasi berjalan lancar", "BANJIR"),
        ("tidak ada pungli di kantor kami", "KORUP"),
        ("tidak ada pungli di sini", "DUMAS"),
        ("dia pura-pura tidak tahu", "KUB"),
        ("dominasi OTT asing di industri penyiaran", "KORUP"),
        ("guru besar UGM meneliti masuk angin", "DIDIK"),
        ("dijual bebek pajak hidup mesin halus", "ANGG"),
        ("tsunami tugas akhir semester", "BANJIR"),
        ("gempa hatiku lihat dia lewat", "BANJIR"),
        ("hatiku banjir rindu", "BANJIR"),
        ("pembunuh waktu paling ampuh: gulir toko daring", "TIBUM"),
        ("PLN rombak dewan komisaris dan direksi", "POLITIK"),
        ("liburan sekolah seru bersama keluarga", "DIDIK"),
        ("KPK periksa deputi gubernur BI, korupsi dana CSR", "DUMAS"),
        ("puasa belanja dulu bulan ini", "KEMHR"),
        ("mina sudah besar, cantik sejak debut", "HAJI"),
    ],
)
def test_traps_do_not_hit(text: str, never: str) -> None:
    """The false alarms of field guide 14."""
    judge = KEMENAG if never in KEMENAG_KEYWORDS else PEMDA
    assert judge.judge("", text).code != never


@pytest.mark.parametrize(
    "text",
    [
        "Persib menang 3-0, striker cetak dua gol di stadion",
        "Zodiak Libra hari ini, asmara bagus",
        "Resep soto ayam, tumis bumbu dan aduk rata",
        "Donald Trump ancam Iran dengan rudal",
        "Konser idol K-pop, penggemar histeris",
        "Harga Bitcoin dan saham emiten naik",
        "Spesifikasi iPhone dan baterai Samsung Galaxy",
        "selamat pagi semuanya",
        "",
        "12345 !!!",
    ],
)
def test_what_is_no_matter_of_an_office_gets_nothing(text: str) -> None:
    """Sport, show business, recipes, horoscopes, foreign affairs, gadgets, markets: "" with score 0."""
    for judge in (PEMDA, KEMENAG):
        found = judge.judge("", text)
        assert (found.code, found.score, found.second) == ("", 0.0, "")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("INFRA", "jln depan pasar bolong2 gede bgt, kapan dibenerin min?"),
        ("BANJIR", "longsor nutup jalan, 2 rumah tertimbun"),
        ("LAYAN", "ngantri dari subuh petugasnya jutek banget"),
        ("ADMIND", "udah 3 bulan e-ktp belum jadi katanya blangko habis"),
        ("SEHAT", "bawa bapak ke igd rsud disuruh nunggu 5 jam"),
        ("GIZI", "nasi mbg di sdn basi ada ulatnya"),
        ("BANSOS", "yg kaya dapet pkh yg janda tua malah enggak"),
        ("PANGAN", "gas melon langka, keliling 5 pangkalan kosong semua"),
        ("TRANS", "parkir ga dikasih karcis tapi bayar 5rb, jukir galak"),
        ("LH", "sampah numpuk di pinggir jalan udah seminggu ga diangkut"),
        ("AIR", "mati lampu mulu dari kemarin pln gimana sih"),
        ("TIBUM", "motor temen dibegal semalem di jembatan"),
        ("KORUP", "dana desa dikorupsi kades, rumahnya mewah"),
        ("HUMAS", "terima kasih pemkab jalan udah mulus, gercep"),
    ],
)
def test_citizens_spelling(code: str, text: str) -> None:
    """Slang and short forms are understood."""
    assert PEMDA.judge("", text).code == code


def test_title_counts_more_than_text() -> None:
    """The same two matters change order with the title."""
    assert PEMDA.judge("Jalan rusak dikeluhkan", "Ada juga sampah.").code == "INFRA"
    assert PEMDA.judge("Sampah menumpuk", "Ada juga jalan rusak.").code == "LH"


def test_a_passing_word_in_a_long_text_is_no_matter() -> None:
    """One keyword at the end of a long article does not decide."""
    text = "Kegiatan berlangsung meriah dan tertib sejak awal. " * 30 + "Ada sampah."
    assert PEMDA.judge("", text).code == ""


def test_scores_rise_with_evidence() -> None:
    """More words for a category, a higher score; always between 0 and 1."""
    weak = PEMDA.judge("", "aspal").score
    strong = PEMDA.judge("Jalan rusak", "jalan berlubang, aspal terkelupas, drainase mampet").score
    assert 0 < weak < strong < 1


def test_reasons_are_shown() -> None:
    """The judgement names the phrases it stands on."""
    assert PEMDA.judge("", "jalan rusak dan gorong-gorong mampet").why[:2] == ("gorong gorong", "jalan rusak")


def test_columns() -> None:
    """Four columns, the index kept, the input untouched, the batch irrelevant."""
    posts = pd.DataFrame({"title": ["", "Jalan rusak"], "text": ["ktp belum jadi", ""]}, index=[4, 2])
    before = posts.copy(deep=True)
    found = category_columns(posts, "pemda")
    assert list(found.columns) == ["category", "category_score", "category_2", "category_unsure"]
    assert found["category"].to_dict() == {4: "ADMIND", 2: "INFRA"}
    parts = pd.concat([category_columns(posts.iloc[[k]], "pemda") for k in range(2)])
    pd.testing.assert_frame_equal(found, parts)
    pd.testing.assert_frame_equal(posts, before)
    assert len(category_columns(posts.iloc[:0], "pemda")) == 0


def test_profiles_are_complete() -> None:
    """All codes of the field guide, each with name and owner."""
    assert [c.code for c in categories_of("pemda")] == list(PEMDA_KEYWORDS)
    assert [c.code for c in categories_of("kemenag")] == list(KEMENAG_KEYWORDS)
    assert all(c.name and c.owner for profile in ("pemda", "kemenag") for c in categories_of(profile))
    assert category_name("INFRA", "pemda") == "Infrastruktur & jalan"
    assert category_name("", "pemda") == "Belum terkategori"


def test_unknown_profile_is_told() -> None:
    """A wrong profile name says what to use instead."""
    with pytest.raises(UsageError, match="pemda atau kemenag"):
        category_columns(pd.DataFrame({"title": [], "text": []}), "lain")


def test_owner_is_the_offices_unit_or_the_usual_one() -> None:
    """The office's own list wins."""
    office = Office("Pemerintah Kabupaten Contoh", "PEMKAB CONTOH", units=(Unit("Dinas Jalan", ("INFRA",)),))
    assert owner_of("INFRA", office) == "Dinas Jalan"
    assert owner_of("ADMIND", office) == "Disdukcapil"
    assert owner_of("", office) == ""
    assert owner_of("LAIN", office) == ""
    assert owner_of("HAJI", Office("Kankemenag", "KANKEMENAG", profile="kemenag")) == "Kemenhaj"


@settings(max_examples=60)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_judged(title: str, text: str) -> None:
    """Hostile input gives a known code and a score from 0 to 1."""
    found = PEMDA.judge(title, text)
    assert found.code in {"", *PEMDA_KEYWORDS}
    assert 0 <= found.score < 1
    assert (found.code == "") == (found.score == 0)
