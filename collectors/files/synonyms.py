"""Column names as exports write them, by the field they fill.

Names are compared by their letters and digits only, lower case: "No. Tiket", "no_tiket" and "NoTiket" are one. Within
a field the first name found wins. Sources: complaint exports of offices, CrowdTangle, X, YouTube Data Tools and
Facepager headers as 4CAT documents them, and the columns of `kentongan annotate`.
"""

from __future__ import annotations

from collections.abc import Mapping

from collectors.outlets import plain_name

# Fields that a column can fill, in the order in which they may choose.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("isi laporan", "isi pengaduan", "isi aduan", "isi berita", "isi keluhan", "isi pesan", "isi", "uraian"),
        *("uraian pengaduan", "uraian aduan", "uraian laporan", "keluhan", "aduan", "pengaduan", "laporan", "pesan"),
        *("teks", "text", "full text", "konten", "content", "content text", "body", "message", "tweet", "tweet text"),
        *("caption", "takarir", "komentar", "comment", "comment text", "text display", "text original", "post text"),
        *("naskah", "narasi", "selftext", "ringkasan", "description", "deskripsi", "video description", "summary"),
    ),
    "title": (
        *("judul", "judul berita", "judul laporan", "judul aduan", "title", "headline", "perihal", "subjek"),
        *("subject", "topik", "video title", "judul post", "judul/post"),
    ),
    "date": (
        *("tanggal publikasi", "tanggal terbit", "published at", "date published", "publish date", "pub date"),
        *("published", "created at", "created time", "created utc", "post created", "post created date"),
        *("tanggal pengaduan", "tanggal aduan", "tanggal laporan", "tanggal masuk", "tanggal lapor", "tanggal dibuat"),
        *("tanggal unggah", "tanggal posting", "tanggal berita", "tanggal tayang", "tanggal kirim"),
        *(
            "tanggal waktu",
            "waktu publikasi",
            "tanggal",
            "tgl",
            "date",
            "datetime",
            "timestamp",
            "waktu",
            "hari tanggal",
        ),
        *("taken at", "create time", "created", "updated at"),
    ),
    "time": ("jam", "pukul", "waktu", "time", "jam publikasi", "jam tayang", "jam kirim"),
    "url": (
        *("url", "link", "tautan", "link berita", "alamat url", "alamat tautan", "permalink", "post url", "link url"),
        *("tweet url", "url berita", "external url", "link/bukti", "sumber link", "video url", "webvideourl"),
    ),
    "id": (
        *("id", "post id", "tweet id", "video id", "comment id", "message id", "id post", "id berita", "id unggahan"),
        *("guid", "id str"),
    ),
    "ticket": (
        *("no tiket", "nomor tiket", "tiket", "ticket", "ticket id", "tracking id", "trackingid", "kode tracking"),
        *("nomor laporan", "no laporan", "nomor aduan", "no aduan", "id laporan", "id aduan", "nomor pengaduan"),
        *("no pengaduan", "id pengaduan", "kode aduan", "kode laporan", "no registrasi", "nomor registrasi"),
    ),
    "source": (
        *("sumber", "sumber berita", "media", "nama media", "outlet", "source", "kanal", "channel", "platform"),
        *("channel title", "page name", "sumber aduan", "kanal aduan", "kanal pengaduan", "media sosial", "subreddit"),
        *("situs", "portal", "publisher", "domain", "aplikasi"),
    ),
    "kind": ("kind", "jenis", "jenis sumber", "jenis media", "tipe", "type", "jenis unggahan", "media type"),
    "author": (
        *("author", "penulis", "akun", "nama akun", "username", "user name", "screen name", "handle", "account"),
        *("author name", "user", "pelapor", "nama pelapor", "pengirim", "nama pengirim", "nama pengguna", "pengguna"),
        *("nama", "nama lengkap", "from", "from name", "author id", "user id", "channel id", "reporter", "wartawan"),
        *("jurnalis", "byline", "pengadu", "nama pengadu", "name"),
    ),
    "status": ("status", "status laporan", "status aduan", "status pengaduan", "tindak lanjut", "status tindak lanjut"),
    "unit": (
        *("opd", "instansi", "dinas", "disposisi", "unit", "unit kerja", "opd terkait", "instansi terlapor", "skpd"),
        *("nama opd", "nama instansi", "perangkat daerah", "opd tujuan", "instansi tujuan", "terdisposisi", "satker"),
        *("disposisi ke", "pengelola", "agency", "department"),
    ),
    "category": ("kategori", "category", "klasifikasi", "jenis aduan", "jenis laporan", "kategori laporan", "bidang"),
    "location": (
        *("lokasi", "lokasi kejadian", "kecamatan", "desa", "kelurahan", "location", "tempat kejadian", "wilayah"),
        *("alamat kejadian", "alamat lokasi", "lokasi aduan", "desa/kelurahan", "place"),
    ),
    "likes": (
        "likes",
        "like",
        "suka",
        "like count",
        "favorite count",
        "favorites",
        "jumlah suka",
        "reactions",
        "digg count",
    ),
    "shares": ("shares", "share", "bagikan", "share count", "retweets", "retweet count", "jumlah bagikan", "reposts"),
    "comments": ("comments", "comment count", "reply count", "replies", "jumlah komentar", "num comments"),
    "views": ("views", "view count", "tayangan", "dilihat", "play count", "jumlah tayangan", "impressions", "plays"),
    "tier": ("tier", "tingkat media"),
    "official": ("official", "resmi", "akun resmi"),
}

# Never needed and never kept: who somebody is and how to reach or find him.
PERSONAL = (
    *("no hp", "nomor hp", "hp", "handphone", "no telp", "no telepon", "nomor telepon", "telepon", "telp", "phone"),
    *("phone number", "wa", "no wa", "nomor wa", "whatsapp", "no whatsapp", "nomor whatsapp", "email", "e-mail"),
    *("surel", "nik", "no ktp", "ktp", "nomor induk kependudukan", "no kk", "nomor kk", "alamat", "alamat pelapor"),
    *(
        "alamat rumah",
        "alamat lengkap",
        "address",
        "tanggal lahir",
        "tgl lahir",
        "tempat lahir",
        "tempat tanggal lahir",
    ),
    *("ttl", "jenis kelamin", "gender", "umur", "usia", "agama", "pekerjaan", "rt", "rw", "rt/rw", "nip", "npwp"),
    *("no rekening", "nomor rekening", "rekening", "ip address", "author email", "no polisi", "foto pelapor", "kontak"),
)

EXACT: Mapping[str, tuple[tuple[str, int], ...]]
_exact: dict[str, list[tuple[str, int]]] = {}
for _field, _names in SYNONYMS.items():
    for _rank, _name in enumerate(_names):
        _exact.setdefault(plain_name(_name), []).append((_field, _rank))
EXACT = {name: tuple(found) for name, found in _exact.items()}
PERSONAL_EXACT = frozenset(plain_name(name) for name in PERSONAL)

# A header that no list has is read by its words: any of these words makes it personal …
PERSONAL_WORDS = frozenset(
    [
        "hp",
        "handphone",
        "telp",
        "telepon",
        "phone",
        "wa",
        "whatsapp",
        "email",
        "surel",
        "mail",
        "pelapor",
        "pengadu",
        "nik",
        "ktp",
        "kk",
        "lahir",
        "kelamin",
        "npwp",
        "rekening",
        "rt",
        "rw",
    ]
)
# … and otherwise its first word of these says what it is.
WORDS: Mapping[str, str] = {
    **dict.fromkeys(["isi", "uraian", "keluhan", "teks", "text", "konten"], "text"),
    **dict.fromkeys(["judul", "perihal", "headline"], "title"),
    **dict.fromkeys(["tanggal", "tgl", "waktu", "date"], "date"),
    **dict.fromkeys(["url", "link", "tautan"], "url"),
    **dict.fromkeys(["tiket", "ticket"], "ticket"),
    **dict.fromkeys(["opd", "instansi", "dinas", "disposisi"], "unit"),
    **dict.fromkeys(["status"], "status"),
    **dict.fromkeys(["kategori"], "category"),
    **dict.fromkeys(["lokasi", "kecamatan", "kelurahan"], "location"),
    **dict.fromkeys(["media", "kanal", "sumber"], "source"),
}
COMPLAINT_WORDS = ("aduan", "pengaduan", "keluhan", "dumas", "laporanwarga", "isilaporan")


def looks_like_header(cell: str) -> bool:
    """Whether a cell is a column name we know (exactly)."""
    name = plain_name(cell)
    return name in EXACT or name in PERSONAL_EXACT
