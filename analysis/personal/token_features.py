"""What the learnt part sees of a text: its pieces, and of every piece its spelling, its look and what kind of word it is."""

import re
import zlib
from typing import Final, NamedTuple

from analysis.personal.digit_words import DIGIT_WORDS
from analysis.personal.guards import signs_of_one
from analysis.personal.signs import Sign

#: Words with the signs that names of accounts, houses and plates are typed with, single signs, line breaks.
_PIECE: Final = re.compile(r"\n|\[[A-Za-z]{2,8}\]|@?\w+(?:[._\-/'#]+\w+)*_*|[^\w\s]+")
#: Places of a table of hashed spellings; the last one is never asked for.
BUCKETS: Final = 1 << 15
#: Pieces before and behind that tell about one, and how near those stand whose beginning and end are looked at.
REACH: Final = 4
NEAR: Final = 1

Piece = tuple[str, int, int]


class Seen(NamedTuple):
    """Hashes of a piece's spelling and look, those of its beginning and end, and its class."""

    whole: tuple[int, ...]
    parts: tuple[int, ...]
    kind: int


_LISTS: Final = {
    "account": "akun akunnya akunku id tag handle profil channel kanal",
    "username": "username user nick nickname uname user_id usernya usernamenya userid",
    "called": "nama namanya bernama jenenge jenengne ngaranna panggilan",
    "home": "rumah rumahnya rumahku rmh omah omahe omahku umah imah imahna bumi bumina griya griyo griyane dalem ndalem alamat alamatnya alamatku alamate alamatna almt addr "
    "tinggal tinggalnya tinggale domisili berdomisili kediaman kediamannya kos kost kosan kostan ngekos kontrakan ngontrak manggon jabu rumoh kirim dikirim kirimnya antar "
    "diantar anter dianter jemput cod paket mampir alamatna bermukim beralamat roma bengko penghuni",
    "beside": "belakang blkg blakang depan dpn samping smping sebelah sblh dekat deket dkt seberang sbrg mburi ngarep tukangeun gigireun sabeulah payuneun kidul lor kulon "
    "wetan utara selatan timur barat muka pojok ujung atas bawah tengah pager pagar cat pintu tangga",
    "room": "kamar kmr kamer lantai lt unit paviliun petak barak",
    "number": "no nomor nomer nmr nom nomornya nomernya no. nomore nomerku",
    "block": "blok blk kav kavling tower menara",
    "little": "yang yg di ke dari dan atau itu ini sama dg dgn dengan untuk utk buat pas pada adalah ya nya aja saja juga lagi udah sudah sdh belum tapi tp kalau kalo klo "
    "bukan karena sampai sampe jadi bisa mau ada ga gak nggak tidak tak sing nang neng ning teng ka ti na si mi mo pe pu",
    "money": "rp ribu rb juta jt miliar triliun persen kg km meter m liter ton unit orang jiwa hari jam tahun bulan menit wib wita wit",
    "plate": "plat pelat nopol platnya platnomor nopolnya tnkb",
    "mine": "saya sy aku ku gw gue gua ulun abdi kulo kula beta sa dia kami kita punyaku milik",
    "office": "kantor dinas rsud rs rsu puskesmas pustu masjid mesjid musholla mushola gereja pura toko warung kedai kafe cafe resto restoran hotel sekolah smp smpn sma sman sd sdn smk smkn "
    "tk paud kampus universitas klinik apotek bengkel gudang pabrik polsek polres polda balai gedung aula pasar terminal stasiun bandara pt cv spbu bpbd pln pdam samsat posko posyandu "
    "museum stadion lapangan alun-alun minimarket indomaret alfamart mall mal ruko pesantren ponpes kios salon laundry panti yayasan",
    "person": "pak pa bu bapak bpk ibu mbah simbah mas mbak bang kak kakak nenek nek kakek om tante haji hj ustadz uda uni daeng mama mamak papa ina amaq inaq opa oma wak mang kang teh "
    "pakde bude paklik bulik adik adek anak istri suami ayah bunda tetangga keluarga",
    "place": "kec kecamatan kel kelurahan desa ds kab kabupaten kota prov",
}
_KINDS: Final = tuple(
    "outside masked line comma stop open close sign handle one two three four digits house slash mixed roman spelt rtrw rtrwnumber road estate hamlet platform vehicle "
    "bank paper lower title capital capitals letter camel named lettered dotted".split()
) + tuple(_LISTS)
KINDS: Final = len(_KINDS)
_KIND: Final = {name: number for number, name in enumerate(_KINDS)}
_LISTED: Final = {word: _KIND[name] for name, words in _LISTS.items() for word in words.split()}
HOME_KIND: Final = _KIND["home"]
OFFICE_KIND: Final = _KIND["office"]
ACCOUNT_KINDS: Final = frozenset((_KIND["account"], _KIND["username"], _KIND["platform"]))
_SIGNS: Final = (
    (int(Sign.RT_RW), _KIND["rtrw"]),
    (int(Sign.PLATFORM), _KIND["platform"]),
    (int(Sign.ROAD), _KIND["road"]),
    (int(Sign.HAMLET), _KIND["hamlet"]),
    (int(Sign.ESTATE), _KIND["estate"]),
    (int(Sign.VEHICLE), _KIND["vehicle"]),
    (int(Sign.BANK), _KIND["bank"]),
    (int(Sign.PAPER), _KIND["paper"]),
)
_SHAPES: Final = tuple(
    (re.compile(pattern), _KIND[name])
    for pattern, name in (
        (r"@.*", "handle"),
        (r"\d", "one"),
        (r"\d\d", "two"),
        (r"\d{3}", "three"),
        (r"\d{4}", "four"),
        (r"\d{1,4}-?[A-Za-z]{1,2}|[A-Za-z]-?\d{1,3}(?:-\d{1,3})?", "house"),
        (r"(?:\d{1,3}|[IVXivx]{1,4})[A-Za-z]?/\d{1,4}[A-Za-z]?", "slash"),
        (r"(?i:r[tw])\.?\d{1,3}(?:[/\-]\d{1,3})?", "rtrwnumber"),
        (r"[IVX]{1,4}", "roman"),
        (r"[\d.,:/\-]+", "digits"),
        (r"\w*_\w*|\w+_[\w.]*", "named"),
        (r"[A-Za-z]+(?:\.\w+)+", "dotted"),
        (r"[A-Za-z]{2,}\d+\w*", "lettered"),
        (r"[A-Za-z]*[a-z][A-Z][A-Za-z]*", "camel"),
        (r"[^\W\d_]", "letter"),
        (r"(?=.*\d).*", "mixed"),
        (r"[A-Z]{2}", "capital"),
        (r"[^a-z]+", "capitals"),
        (r"[A-Z].*", "title"),
    )
)
_PUNCTUATION: Final = {
    "\n": "line",
    ",": "comma",
    ".": "stop",
    "!": "stop",
    "?": "stop",
    ";": "stop",
    "(": "open",
    ")": "close",
    '"': "open",
    "'": "open",
}


def pieces(text: str) -> list[Piece]:
    """(piece, start, end) of a text in plain characters."""
    return [(match[0], *match.span()) for match in _PIECE.finditer(text)]


def words_of(text: str) -> list[str]:
    """The pieces alone."""
    return _PIECE.findall(text)


def kind_of(piece: str) -> int:
    """The class of a piece."""
    return _kind_of(piece, piece.lower())


def kinds_named(names: str) -> tuple[int, ...]:
    """The classes of these names."""
    return tuple(_KIND[name] for name in names.split())


def seen(piece: str) -> Seen:
    """What is asked of a piece, wherever it stands."""
    small = piece.lower()
    kind = _kind_of(piece, small)
    spelling = re.sub(r"\d", "0", small)
    look = re.sub(
        r"0{5,}", "00000", re.sub(r"\d", "0", re.sub(r"[^\W\d_]{2,}", "aa", re.sub(r"[A-Z]{2,}", "A", piece)))
    )[:12]
    whole = (_bucket("w" + spelling), _bucket("h" + look), _bucket(f"k{kind}"))
    parts = tuple(map(_bucket, ("p" + spelling[:3], "s" + spelling[-3:], "q" + spelling[:4], "r" + spelling[-2:])))
    return Seen(whole, parts if piece[0].isalnum() or piece[0] in "@_" else (), kind)


def _bucket(feature: str) -> int:
    return zlib.crc32(feature.encode()) % BUCKETS


def _kind_of(piece: str, small: str) -> int:
    if piece[0] == "[" and len(piece) > 1:
        return _KIND["masked"]
    if not (piece[0].isalnum() or piece[0] in "@_"):
        return _KIND[_PUNCTUATION.get(piece[0], "sign")]
    return _kind_of_word(piece, small)


def _kind_of_word(piece: str, small: str) -> int:
    listed = _LISTED.get(small)
    if listed is not None:
        return listed
    if small in DIGIT_WORDS:
        return _KIND["spelt"]
    if small[0].isalpha():
        signs = signs_of_one(small)
        for sign, kind in _SIGNS:
            if signs & sign and not (kind == _KIND["rtrw"] and any(map(str.isdigit, small))):
                return kind
    if small.isalpha() and piece == small and len(piece) > 1:
        return _KIND["lower"]
    for shape, kind in _SHAPES:
        if shape.fullmatch(piece):
            return kind
    return _KIND["lower"]
