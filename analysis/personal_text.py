"""What the finders of personal data share: the text in plain characters, and whose number or address it is."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\ufe0f\u20e3\u00ad"


class _Plain(dict[int, str]):
    """A table for `str.translate` that fills itself: one character for one, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _DASHES:
            plain = "-"
        elif char in _UNSEEN:
            plain = "\u200b"
        elif char == "\u3002":
            plain = "."
        elif char.isdigit():
            plain = str(unicodedata.digit(char))
        elif char.isspace() and char not in "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85":
            plain = " "
        else:
            folded = unicodedata.normalize("NFKC", char)
            plain = folded if len(folded) == 1 and folded.isascii() else char
        self[code] = plain
        return plain


_PLAIN: Final = _Plain()
_ASCII: Final = bytes(range(128))
#: Up to so many different characters are replaced one after the other, which is quicker than a table for all.
_FEW: Final = 8


def odd_characters(text: str) -> set[str]:
    """The characters beyond ASCII; bytes are sifted in C, ten times faster than looking at each character."""
    odd = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return set(odd.decode("utf-8", "surrogatepass"))


def plain(text: str) -> str:
    """The text with digits, letters, blanks and dashes of other shapes as ASCII, and what can't be seen as U+200B."""
    if text.isascii():
        return text
    changed = [char for char in odd_characters(text) if _PLAIN[ord(char)] != char]
    if len(changed) > _FEW:
        return text.translate(_PLAIN)
    # None of them is replaced by another one of them, so the order does not matter.
    for char in changed:
        text = text.replace(char, _PLAIN[ord(char)])
    return text


_BEFORE: Final = 60
_AFTER: Final = 12
_OFFICE: Final = re.compile(
    r"\b(?:kantor|dinas|din(?:kes|sos|dik)|dis(?:duk\w*|dik\w*|hub|kominfo|naker\w*|perindag\w*|pora\w*|budpar)|"
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
    r"\b(?:alamat\w*|almt|domisili|tinggal|rumah(?:ku|nya| (?:saya|kami|orang tua|ortu|ibu|bapak|mertua|nenek|"
    r"kakek|duka|abdi|kulo|pelaku|korban))|"
    r"omahku|griy[oa] ?kulo|griyo|ngontrak|kontrakan|kos|kost|a[./]?n\.?|an\.|atas nama|cod|paket)(?!\w)",
    re.IGNORECASE,
)


# Several addresses of one text ask the same.
@lru_cache(maxsize=4)
def residences(text: str) -> tuple[int, ...]:
    """Where the text says that somebody lives: ends of such words."""
    return tuple(match.end() for match in _RESIDENCE.finditer(text))
