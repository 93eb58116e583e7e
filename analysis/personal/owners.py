"""Whose number or address it is: an office's, a shop's, or somebody's home."""

import re
from functools import lru_cache
from typing import Final

_BEFORE: Final = 75
_AFTER: Final = 12
_OFFICE: Final = re.compile(
    r"\b(?:kantor|(?<!rumah )dinas|din(?:kes|sos|dik)|dis(?:duk\w*|dik\w*|hub|kominfo|naker\w*|perindag\w*|pora\w*|budpar)|"
    r"dpu\w*|dlh|bpbd|bp\w{1,4}d|bnpb|pmi|basarnas|satpol|damkar|pemadam|pol(?:sek|res|da|ri)\w*|"
    r"kodim|koramil|korem|rs[ui]?[dpm]?|rumah sakit|puskesmas|pustu|posko|pos|kecamatan|kelurahan|kemen\w+|"
    r"kanwil|kua|balai|badan|aula|gedung|"
    r"gor|pendopo|balaikota|sekretariat|humas|pemkab|pemkot|pemprov|layanan|call cent(?:er|re)|hotline|pengaduan|"
    r"informasi|ambulans?|igd|ugd|"
    r"samsat|imigrasi|pengadilan|kejaksaan|kej\w+|kpu|bawaslu|dprd?|bank|hotel|sekolah|kampus|universitas|"
    r"s[dm][apk]?n?|pln|pdam|telkom|ext|"
    r"masjid|gereja|museum|stadion|terminal|stasiun|bandara|pasar|kios|toko|ruko|mal|mall|restoran|resto|kafe|"
    r"warung)\b",
    re.IGNORECASE,
)
_HOME: Final = re.compile(
    r"\b(?:rumah(?! sakit| makan)\w*|rmh|omah\w*|alamat\w*|almt|domisili|tinggal|kos|kost|kontrakan|ngontrak|ibu|"
    r"bapak|bpk|bu|pak|"
    r"saya|sy|aku|kami|kita|abdi|depan|tempat|tetangga|keluarga|korban|pelaku|warga|cod|paket|kirim)\b",
    re.IGNORECASE,
)


def near_office(text: str, start: int, end: int) -> bool:
    """An office, a school or a shop is named just before (or an extension after), and nobody's home since."""
    before = text[max(start - _BEFORE, 0) : start]
    last = max((match.start() for match in _OFFICE.finditer(before)), default=-1)
    if last < 0:
        return text[end : end + _AFTER].lstrip(" ,(").lower().startswith("ext")
    return not (_HOME.search(before, last) or _SENTENCE_END.search(before, last))


_SENTENCE_END: Final = re.compile(r"(?<=[a-z]{3})[.!?] [A-Z]|\n")
_RESIDENCE: Final = re.compile(
    r"\b(?:a[l1i]a(?:m|rn)at\w*|almt|(?:ber)?domisili|manggon|tinggal(?:nya|e|ku)|(?:posisi|lokasi) (?:saya|kami|aku) di|tingga(?:l(?! (?:(?:me)?nunggu|tunggu|\d|sedikit|satu|dua|kenangan|janji|nama|bilang)))?|kediaman\w*|bermukim|bagana|badiam|"
    r"(?:pengirim|pelapor|terlapor|pemohon) ?:|(?:pelapor|terlapor|pemohon|pelaku|korban|warga|saya|kami|dia|beliau|bersangkutan) beralamat|"
    r"(?:rumah|rmh) (?:panggung|kontrakan|dinas|kayu|orang ?tua|lama|baru) (?:saya|kami|kita|aku|sy)|"
    r"rumah(?:ku|nya|e| (?:saya|sy|aku|kita|gw|gue|kami|orang tua|ortu|ibu|bapak|mertua|nenek|kakek|duka|abdi|kulo|pelaku|korban|ulun|beta|"
    r"sa|ambo|awak|mbah|nini|engkong|mamak|mama|emak|kakak|adik|anak|paman|bibi|saudara))|"
    r"imah(?:na|abdi)?|bumi abdi|rorompok|rumoh|omah(?:ku|e|mu)|griy[oa] ?(?:kulo|kula|saya)|griyo|ngontrak|kontrakan|kos|kost|kos-?kosan|"
    r"kos2an|ngekos|a[./]?n\.?|an\.|atas nama|cod|paket)(?!\w)",
    re.IGNORECASE,
)


# Several addresses of one text ask the same.
@lru_cache(maxsize=4)
def residences(text: str) -> tuple[int, ...]:
    """Where the text says that somebody lives: ends of such words."""
    return tuple(match.end() for match in _RESIDENCE.finditer(text))
