"""Whose number or address it is: an office's, a shop's, or somebody's home."""

import re
from functools import lru_cache
from typing import Final

_BEFORE: Final = 75
_AFTER: Final = 12
_OPENING: Final = 160
_HOME_REACH: Final = 45
_OFFICE: Final = re.compile(
    r"\b(?:kantor|(?<!rumah )dinas|din(?:kes|sos|dik)|dis(?:duk\w*|dik\w*|hub|kominfo|naker\w*|perindag\w*|pora\w*|budpar)|"
    r"dpu\w*|dlh|bpbd|bp\w{1,4}d|bnpb|pmi|basarnas|satpol|damkar|pemadam|pol(?:sek|res|da|ri)\w*|"
    r"kodim|koramil|korem|rs[ui]?[dpm]?|rumah sakit|puskesmas|pustu|posko|pos|kecamatan|kelurahan|kemen\w+|"
    r"kanwil|kua|balai|badan|aula|gedung|"
    r"gor|pendopo|balaikota|setda|setwan|sekretariat|humas|pemkab|pemkot|pemprov|layanan|call cent(?:er|re)|hotline|pengaduan|"
    r"informasi|ambulans?|igd|ugd|"
    r"samsat|imigrasi|pengadilan|kejaksaan|kej\w+|kpu|bawaslu|dprd?|bank|hotel|sekolah|kampus|universitas|"
    r"s[dm][apk]?n?|pln|pdam|telkom|ext|"
    r"spbu|atm|mpp|klinik|apote?[ik]k?|pabrik|gudang|dapur (?:umum|mbg)|sppg|pura|vihara|bengkel|rumah makan|pt|cv|bpjs|lapas|rutan|"
    r"perpus(?:takaan)?|taman baca|rumah (?:baca|kreatif|produksi)|balai(?:kota| kota| desa| nagari)|lembaga|yayasan|panti(?! asuhan rumah)|asrama haji|laboratorium|lab|"
    r"pelabuhan|dermaga|pool|agen|cabang|loket|gerai|outlet|studio|percetakan|fotokopi|laundry|salon|barbershop|depot|depo|swalayan|supermarket|"
    r"plaza|mpp|ponpes|pesantren|madrasah|m[ti]sn?|paud|tk|universitas|univ|politeknik|stikes|sman?|smkn?|smpn?|sdn?|surau|musholl?a|musall?a|langgar|"
    r"kuil|kelenteng|klenteng|makam|taman makam|kecamatan|camat|wisma|gelanggang|lapangan|kolam renang|samsat|"
    r"ombudsman|inspektorat|perwakilan|konsulat|kedutaan|kedubes|kjri|kbri|komnas|lbh|stan|stand|booth|tenant|pameran|bazar|bazaar|(?:kontak|nomor|alamat|telepon|layanan) resmi|"
    r"minimarket|indomaret|alfamart|showroom|dealer|proyek|posyandu|rumah (?:zakat|aspirasi|singgah|potong)|"
    r"masjid|mesjid|gereja|museum|stadion|terminal|stasiun|bandara|pasar|kios|toko|ruko|mal|mall|restoran|resto|kafe|"
    r"warkop|angkringan|distro|butik|toserba|bakery|coffee|cafe|homestay|penginapan|warung|kedai|lapak|swike|bakso|soto|catering|katering|katedral|koperasi|kud|bumdes|perum (?:bulog|perhutani|damri))(?:nya|ne)?\b",
    re.IGNORECASE,
)
_HOME: Final = re.compile(
    r"\b(?:kediaman\w*|rumah(?! sakit| makan| zakat| aspirasi| singgah| potong)\w*|rmh|omah\w*|alamat\w*|almt|domisili|tinggal|kos|kost|kontrakan|ngontrak|ibu|"
    r"bapak|bpk|bu|pak|"
    r"saya|sy|aku|kami|kita|abdi|depan|tempat|tetangga|keluarga|korban|pelaku|warga|cod|paket|kirim)\b",
    re.IGNORECASE,
)


#: No "kecamatan" or "pasar", which are places behind an address.
_OFFICE_AFTER: Final = re.compile(
    r"[ ,(\-]{1,3}(?:(?:itu |ini )(?:mall?|hotel|toko|ruko|gedung|kampus|pasar|pabrik|gudang)|area parkir|kantor|dinas|din(?:kes|sos|dik)|dis(?:duk|hub|kominfo|naker)\w*|dpu\w*|bpbd|kemen\w+|pem(?:kab|kot|prov)|rsud|puskesmas|"
    r"pol(?:res|sek|da)|sekretariat|humas|setda|damkar|pdam|pln)\b",
    re.IGNORECASE,
)


_LINE: Final = re.compile(
    r"\b(?:telp|telepon|tlp|tel|telpon|fax|faks|phone|info(?:rmasi)?)\b[ .:/]{0,3}\Z", re.IGNORECASE
)
#: "Lewatin posyandu, …", "rumah saya dekat pasar, …".
_LANDMARK: Final = re.compile(
    r"\b(?:(?P<by>(?:nge|me)?lewat\w*|liwat|ngliwati|sebelum|setelah|sesudah|habis|abis|mentok|patokan\w*)|"
    r"de[kp][ea]t|dkt|depan|dpn|samping|smping|sebelah|sblh|seberang|sbrg|belakang|blkg|mburi|ngarep|cedak|caket|parak|dakek)(?: [a-z]{2,12})? ?\Z",
    re.IGNORECASE,
)


_SHOP_OF: Final = re.compile(
    r"(?:rumah makan|rm|warung(?: makan| kopi| nasi| bakso)?|warkop|kedai|bakso|soto|sate|mie ayam|angkringan|toko|bengkel|kios|apotek|klinik|salon|catering|katering|resto(?:ran)?|"
    r"butik|laundry|studio) (?:pa?k|bu|bapak|ibu|bang|mas|mbak|mbok|mak|cak|kang|haji|h\.) \w+,? ",
    re.IGNORECASE,
)
_ALL_BESIDE: Final = re.compile(r"depan(?: [a-z]{2,12})? ?", re.IGNORECASE)
_ITS_ADDRESS: Final = re.compile(r"alamat(?:nya)?(?: di)?[ :]{1,3}\Z", re.IGNORECASE)
#: Who is called for help: theirs is only an address right behind their name.
_CALLED: Final = re.compile(
    r"damkar|pemadam|satpol|bpbd|pdam|pln|basarnas|pmi|ambulans?|telkom|hotline|pengaduan|layanan|polisi|bansos",
    re.IGNORECASE,
)
#: An office's word and its name.
_FEW_WORDS: Final = re.compile(r"[\w.]+(?: (?!di )[\w.]+){0,3}[ ,(]{1,3}")


#: "RSUD Contoh" alone in a line, and its address or number below.
_HEADED: Final = re.compile(
    rf"(?:{_OFFICE.pattern})(?: [A-Z][\w.]*){{0,4}} ?\n(?i:alamat ?: ?|telp\.? ?:? ?)?", re.IGNORECASE
)


def near_office(text: str, start: int, end: int) -> bool:
    """An office, a school or a shop is named just before, and nobody's home since; or right after, or an extension."""
    if text[end : end + _AFTER].lstrip(" ,(").lower().startswith("ext"):
        return True
    before = text[max(start - _BEFORE, 0) : start]
    if _OFFICE_AFTER.match(text, end) and _HOME.search(before) is None:
        return True
    home = _HOME.search(before)
    last = -1
    for office in _OFFICE.finditer(before):
        if _CALLED.match(office[0]) and not _FEW_WORDS.fullmatch(before, office.start()):
            continue
        passed = _LANDMARK.search(before, 0, office.start())
        # On the way to somebody's home an office is only passed.
        if passed is None or not (passed["by"] or (home and home.start() < office.start())):
            last = office.start()
        # "Halte di depan RSUD Jl. …": nobody's home is spoken of, the street is the hospital's.
        elif (
            home
            and not passed["by"]
            and _ALL_BESIDE.fullmatch(before, home.start(), office.start())
            and not residences(text)
        ):
            return True
    if last < 0:
        return _opens_with_an_office(text, start)
    if _HEADED.fullmatch(before, before.rfind("\n", 0, last) + 1):
        return True
    home = _home_since(before, last)
    # "SMPN 2 Contoh alamat Jl. …": the school's.
    its = (
        home
        and _ITS_ADDRESS.match(before, home.start())
        and _FEW_WORDS.fullmatch(before, last, home.start())
        and not before.endswith(". ", 0, home.start())
    )
    if home and not its:
        return False
    # "Kantor Camat: …, buka pukul 8. Telepon (0645) …": a line of an office that the sentence before speaks of.
    return _LINE.search(before) is not None or not ("\n" in before[last:] or SENTENCE_END.search(before, last))


def _opens_with_an_office(text: str, start: int) -> bool:
    """A line, and the post begins with an office: "Kantor Dinas …, Jl. …, buka 08.00–15.30, telp (022) …"."""
    return (
        start < _OPENING
        and _OFFICE.match(text) is not None
        and _LINE.search(text, 0, start) is not None
        and _HOME.search(text, 0, start) is None
    )


def _home_since(before: str, office: int) -> re.Match[str] | None:
    """The first word for a home or its people behind an office's; a shop may bear somebody's name: "Rumah Makan Pak Kumis"."""
    named = _SHOP_OF.match(before, office)
    return _HOME.search(before, office if named is None else named.end())


def is_line_of_office(text: str, start: int, end: int) -> bool:
    """A landline: an office's where one is named anywhere near and nobody's home just before it."""
    return near_office(text, start, end) or (
        names_office(text, start, end) and _HOME.search(text, max(start - _HOME_REACH, 0), start) is None
    )


def names_office(text: str, start: int, end: int) -> bool:
    """An office, a school or a shop is named anywhere near."""
    return _OFFICE.search(text, max(start - 2 * _BEFORE, 0), end + _BEFORE) is not None


#: The end of a sentence, not of "Jend." or "Tgk.".
SENTENCE_END: Final = re.compile(
    r"(?<=[a-z]{3})(?<!\bjend)(?<!\bprof)(?<!\bletjen)(?<!\bmayjen)(?<!\bbrigjen)(?<!\btelp)(?<!\bkel)(?<!\bkec)(?<!\bkab)(?<!\bjln)"
    r"(?<!\bdrs)(?<!\btgk)(?<!\bhub)(?<!\bkol)[.!?] (?-i:[A-Z])",
    re.IGNORECASE,
)
_MINE: Final = "saya|sy|aku|kami|kita|gw|gue|gua|abdi|kuring|kulo|kula|ulun|beta|sa|ambo|awak|lon|kamoe|torang|kitorang|tiang|kamek"
#: Whose home it may be; "rumah pak RT 02" is a place.
_PERSON: Final = (
    r"(?:(?:pa?k|bu|bapak|ibu)\b(?! (?:rt|rw|lurah|kades|kadus|camat|dukuh|bupati|wali|guru)\b)|(?:nenek|nek|kakek|mbah|simbah|bulik|paklik|pakcik|makcik|wak|uwak|amak|inaq|daeng|nini|aki|abah|ayah|engkong|"
    r"opa|oma|bunda|mamak?|emak|mak|umi|papa|bapa|om|tante|pakde|bude|lik|mang|kang|teh|uda|uni|datuk|paman|bibi|kakak|adik|adek|anak|cucu|"
    r"menantu|mertua|saudara|orang ?tua|ortu|suami|istri|mantan|teman|temen|haji|beliau|dia|almarhum(?:ah)?|alm|duka|pelaku|korban|"
    r"tersangka|terlapor|pelapor|saksi|ybs|orangnya|tetangga)(?:nya|ku|mu|ne|e|na)?\b)"
)
_RESIDENCE: Final = re.compile(
    r"\b(?:a[l1i]a(?:m|rn)at\w*(?! (?:kantor|dinas|proyek|posko|puskesmas|sekolah|pengadilan|toko|rsud))|almt|(?:ber)?domisili|manggon|tinggal(?:nya|e|ku)|(?:posisi|lokasi) (?:saya|kami|aku) di|tingga(?:l(?! (?:(?:me)?nunggu|tunggu|\d|sedikit|satu|dua|kenangan|janji|nama|bilang)))?|kediaman\w*|bermukim|bagana|badiam|"
    r"(?:pengirim|pelapor|terlapor|pemohon) ?:|beralamat|"
    r"(?:rumah|rmh) (?:panggung|kontrakan|dinas|kayu|orang ?tua|lama|baru) (?:saya|kami|kita|aku|sy)|"
    r"(?:rumah|rmh|gubuk) (?:reyot|tua|gadang|tiang|panggung|petak|sederhana|papan|bedeng) (?:\w{2,12} ){0,2}di|omah (?:kulo|kula|mbah|simbah|pakde|bude)|"
    r"(?<!kepala )(?<!\d )keluarga(?:nya| saya| kami| korban)? di|(?:saya|sy|aku|nama(?:ku| saya)) (?:\w{2,12} ){1,3}(?:dari|asal)|(?:hilang|ilang|pergi) (?:dari|saka|ti) (?:rumah|omah|imah)|"
    rf"(?:rumah|rmh)(?:ku|nya|e| (?:{_MINE}|{_PERSON}))|(?:pe|pu|pung) rumah|"
    rf"(?:nenek|kakek|mbah|ibu|bapak|ayah|ortu|orang ?tua|mertua|adik|kakak|anak|cucu)(?:ku|nya| (?:{_MINE})) (?:di|nang|ning|neng|ring)|"
    r"(?:nenek|kakek|mbah|simbah|mertua|orang ?tua|ortu|mamak|emak|opa|oma|tante|paman|bude|pakde|neneknya)(?: \w{2,12}){0,2} (?:di|nang|ning|neng|ring)|"
    r"(?:di)?titip\w*(?: \w{2,12}){0,2} (?:di|ke)|"
    r"(?:calik|linggih|lenggah|cicing|mapan|ngoyong|numpang|ngumpet|sembunyi|bersembunyi|mengungsi|ngungsi|penghuni|griyane?) (?:di|ning|neng|nang|ring|ka|wonten)|"
    r"imah(?:na|abdi)?|bumi(?:na| abdi| kuring)|(?:ro)?rompok|griy[ao]ne|sebatang kara|hidup sendiri(?:an)?|rumoh|omah ?(?:ku|e|mu)|umah(?:e|ku|ne)|dalem(?:e|ipun|na)|jabu(?:ku|na| nami)|"
    r"(?:roma|bengko) (?:guleh|sengkok)|bale tiang|uma kami|griy[oa] ?(?:kulo|kula|saya)|griyo|ngontrak|kontrakan|kos|kost|kos-?kosan|kosan|"
    r"kos2an|ngekos|hunta(?:ra|p)|a[./]?n\.?|an\.|atas nama|cod|paket)(?!\w)",
    re.IGNORECASE,
)


# Several addresses of one text ask the same.
@lru_cache(maxsize=4)
def residences(text: str) -> tuple[int, ...]:
    """Where the text says that somebody lives: ends of such words."""
    return tuple(match.end() for match in _RESIDENCE.finditer(text))
