"""The slots of the example sentences: things, offices, places, and what is said of them. All our own."""

_RAW = {
    "thing": "jalan|jalan desa|jembatan|drainase|lampu jalan|trotoar|saluran air|gedung sekolah|puskesmas|pasar|gorong-gorong|irigasi|PJU|"
    "jalan penghubung|taman kota|halte|air PDAM|tanggul|terminal|tempat sampah",
    "place": "kecamatan|desa kami|kelurahan|kabupaten|kota|kampung|perumahan|jalan poros|dusun|wilayah kami|RT kami|Kabupaten Sukamaju|Desa Mekar|"
    "Kota Harapan|Kelurahan Melati|kampung sebelah",
    "bad": "rusak parah|berlubang|mati total|mampet|ambles|roboh|gelap gulita|bau dan kotor|tidak terawat|tidak pernah diperbaiki|tersumbat|"
    "bocor|membahayakan pengendara|hancur|memprihatinkan|belum diperbaiki|menumpuk|keruh|tidak mengalir",
    "since": "sudah berbulan-bulan|sejak tahun lalu|sudah 2 minggu|bertahun-tahun|sejak kemarin|dari dulu|sudah lama|sampai sekarang",
    "since2": "sudah berbulan-bulan|sejak tahun lalu|sudah dua minggu|bertahun-tahun|dari dulu",
    "nothing": "belum ada tindakan|tidak ada respons|tidak ada perbaikan|dibiarkan saja|pemerintah tutup mata|belum ditangani|tak kunjung selesai|"
    "sampai kapan begini|tidak ada kepastian|laporan diabaikan",
    "polite": "mohon maaf izin melapor bapak ibu|selamat pagi pak|assalamualaikum min|mohon izin|yth bapak kepala dinas|selamat siang admin, mau lapor|"
    "izin menyampaikan aspirasi|mohon perhatian bapak ibu",
    "please": "mohon segera ditindaklanjuti, terima kasih|mohon bantuannya pak|tolong diperhatikan|mohon segera diperbaiki, terima kasih|"
    "mohon solusinya|semoga segera ditangani, terima kasih|mohon dicek ke lapangan",
    "service": "pelayanan|layanan administrasi|antrean|perekaman KTP|pembuatan KK|loket pengaduan|layanan kesehatan|pendaftaran online|pembayaran pajak|"
    "layanan BPJS|bantuan sosial|SIM keliling|perpustakaan keliling|mobil ambulans|samsat",
    "office": "dinas|pemkab|pemkot|Disdukcapil|dinas PUPR|puskesmas|RSUD|kelurahan|kantor camat|Dinsos|Dishub|DLH|BPBD|PDAM|KUA|pemprov|Diskominfo|"
    "dinas pendidikan|Satpol PP|kantor desa",
    "office2": "kejaksaan|universitas|polres|BPS|bank daerah|kementerian|TNI|perguruan tinggi",
    "bad_service": "lambat sekali|dipersulit|petugasnya jutek|antre berjam-jam|tidak ada yang melayani|ditolak tanpa alasan|berbelit-belit|dipungut biaya|"
    "servernya down terus|tidak becus|bolak-balik tanpa kejelasan|ada pungli|disuruh menunggu terus|belum juga selesai|mengecewakan|tidak bisa dihubungi",
    "angry": "kecewa berat|parah banget|gak becus|payah|kerja apa saja|ke mana uang rakyat|miris|memalukan|pajak ditarik terus|capek lapor",
    "count": "3|5|12|20|dua|tiga|ratusan|puluhan",
    "do": "segera perbaiki|jangan diam saja|turun ke lapangan|tindak tegas|bertanggung jawab",
    "crime": "pencurian motor marak|tawuran terjadi lagi|begal beraksi|pungli parkir|balap liar|peredaran miras|judi online merajalela",
    "event": "banjir|longsor|kebakaran|kecelakaan beruntun|gempa|puting beliung|angin kencang|ledakan|kapal tenggelam",
    "hurt": "tewas|meninggal dunia|luka-luka|hilang|mengungsi|terluka|dilarikan ke rumah sakit",
    "official": "bupati|wali kota|gubernur|sekda|kepala dinas|camat|kades|wakil bupati|lurah|menteri|anggota DPRD|mantan kepala dinas",
    "graft": "korupsi|suap proyek|penggelapan dana desa|jual beli jabatan|pungli|gratifikasi|proyek fiktif|penyalahgunaan wewenang",
    "group": "warga|petani|pedagang|guru honorer|buruh|nelayan|mahasiswa|siswa|orang tua murid|sopir angkot|lansia|pelaku UMKM|ibu hamil",
    "policy": "kenaikan pajak|kenaikan tarif parkir|penggusuran|zonasi sekolah|pemotongan tunjangan|retribusi pasar|pembatasan BBM|tambang|relokasi pasar|"
    "anggaran daerah|tarif air|pemutusan kontrak honorer",
    "goods": "beras|minyak goreng|elpiji|cabai|pupuk|BBM|telur|gula|bawang merah|emas",
    "meeting": "rapat koordinasi|sosialisasi|musrenbang|upacara|pelatihan|lomba desa|bimbingan teknis|forum diskusi|kunjungan kerja|festival budaya|pawai",
    "day": "Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|besok",
    "document": "KTP|kartu keluarga|akta kelahiran|SIM|paspor|izin usaha|surat pindah|sertifikat tanah|kartu identitas anak|NPWP",
    "good": "diperbaiki|mulus|terang|lancar|bersih|rapi|selesai|bagus|nyaman|normal",
    "good_service": "cepat dan ramah|memuaskan|tidak ribet|mudah|sangat membantu|lancar|gercep|tanpa antre lama|bagus|cepat tanggap|sigap|profesional",
    "praise": "mantap|keren|top|luar biasa|salut|bangga|semoga terus ditingkatkan|patut diapresiasi|sukses selalu|puas",
    "quick": "gerak cepat|cepat tanggap|sigap|langsung turun|responsif|peduli",
    "award": "penghargaan WTP|juara satu|Adipura|peringkat terbaik|penghargaan pelayanan publik|predikat unggul|rekor MURI|prestasi nasional",
}
SLOTS: dict[str, list[str]] = {name: words.split("|") for name, words in _RAW.items()}
