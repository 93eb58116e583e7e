"""Sentences of Indonesian news and posts: where they begin and end, which of them are furniture of a page.

A splitter of rules: Indonesian abbreviations and titles ("Kec.", "Drs.", "No.", "Rp.", "H."), initials, clock times with
a dot ("pukul 07.00"), decimals, ellipses. Sentences are slices of the text: nothing is rewritten but white space.
"""

import re
from typing import Final

#: Longest text that is split; a post of more is cut at this point.
READ: Final = 60_000
_ABBREVIATION_WORDS: Final = """
a.n an ak bpk bp cq dll dkk dr dra drg drh drs dsb dst dsk gg h hj hlm ir jl jln jend k kab kec kel kep kol
kombes kompol  kp letjen letkol m mayjen mr mrs no nn ny op pdt plh plt pj prof prov rp s sdr sdri sgt st tbk
tgl tn ttg u.b ub up yth yg  ac akp akbp aiptu aipda bripka briptu brigjen irjen ipda iptu kapt lettu serda
serka sertu s.h s.e s.t s.pd s.sos m.si m.m  m.pd m.h ph.d sh se mm msi rt rw ds dsn kav blok
"""
_ABBREVIATIONS: Final = frozenset(_ABBREVIATION_WORDS.split())
_BREAK: Final = re.compile(r"([.!?…]{1,4}[\"”’')\]]{0,2})\s+(?=[\"“‘'(\[]?[A-Z0-9À-Þ*])|\n+")
_BULLET: Final = re.compile(r"^[\s•·▪►*\-–—>]+")
_DATELINE: Final = re.compile(
    r"^([^!?\"“\n]{2,70}?)(?:\s{0,2}(?:[-–—]{1,2}|\|)\s{1,3}|(?<=[A-Z]{4})(?:\s[-–—]|[–—])|(?<=\.com)\s{0,2}[-–—]{1,2})(?=[\"“A-ZÀ-Þ0-9])"
)
#: What tells an outlet or a place of filing from a name that happens to stand before a dash.
_FILED: Final = re.compile(r"\.(?:com|co|id|net|tv|news)\b|[A-Z]{4,}|,|\(")
_OUTLET_LEAD: Final = re.compile(
    r"^[\w.]{3,30}\.(?:com|id|co\.id|net|tv)\s{0,2}[,\-–—|]{1,2}\s{0,2}(?:[A-Z][a-z]{2,20}\s{0,2}[-–—,]{1,2}\s{0,2})?"
)
_FURNITURE: Final = re.compile(
    r"^\W{0,4}(?:baca (?:juga|selengkapnya|berita)|simak (?:juga|video|berita)|lihat (?:juga|video)|tonton (?:juga|video)|scroll to|advertisement|iklan|halaman (?:selanjutnya|berikut)|"
    r"editor\b|penulis\b|reporter\b|pewarta\b|sumber foto|foto\s?:|copyright|hak cipta|artikel ini|ikuti (?:kami|berita|saluran|whatsapp)|gabung|dapatkan (?:berita|update)|klik di sini|"
    r"share (?:this|artikel)|bagikan (?:artikel|berita)|komentar|tag\s?:|tags\b|kode\s?:|laporan wartawan|\[gambas|video pilihan|pilihan editor|berita terkait|topik terkait|loading|"
    r"saksikan (?:live|video)|download|unduh aplikasi|berlangganan|subscribe|follow|jangan lupa|lanjutkan membaca|selanjutnya|sebelumnya)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """Sentences in order, furniture of the page and datelines left out; each a slice with single spaces."""
    found = []
    for piece in _pieces(text[:READ]):
        clean = without_dateline(" ".join(_BULLET.sub("", piece).split()))
        if clean and not is_furniture(clean):
            found.append(clean)
    return found


def _pieces(text: str) -> list[str]:
    pieces, start = [], 0
    for hit in _BREAK.finditer(text):
        if hit[1] and hit[1].startswith(".") and _abbreviation(text[max(0, hit.start() - 12) : hit.start()]):
            continue
        end = hit.end(1) if hit[1] else hit.start()
        pieces.append(text[start:end])
        start = hit.end()
    pieces.append(text[start:])
    return pieces


def _abbreviation(before: str) -> bool:
    """The dot ends an abbreviation, a title or an initial, not a sentence."""
    word = before.rsplit(maxsplit=1)[-1] if before.strip() else ""
    bare = word.lstrip("(\"“'").casefold()
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha())


def without_dateline(sentence: str) -> str:
    """Without the outlet's name and place: "KOMPAS.com - Jalan …", "Jakarta, CNN - Jalan …" → "Jalan …"."""
    filed = _DATELINE.match(sentence)
    if (
        filed
        and _FILED.search(filed[1])
        and all(word[0].isupper() or not word[0].isalpha() or "." in word for word in filed[1].split())
    ):
        sentence = _rest(sentence, filed.end())
    outlet = _OUTLET_LEAD.match(sentence)
    return _rest(sentence, outlet.end()) if outlet else sentence


def _rest(sentence: str, start: int) -> str:
    return sentence[start:] if len(sentence) - start > 20 else sentence


def is_furniture(sentence: str) -> bool:
    """Navigation, credits and calls to follow rather than news."""
    return bool(_FURNITURE.match(sentence)) or not any(char.isalpha() for char in sentence)


def complete(sentence: str) -> bool:
    """Ends like a sentence: not cut in the middle by a feed's "…"."""
    end = sentence.rstrip("\"”’')]* ")
    return bool(end) and end[-1] in ".!?" and not end.endswith("..") and "[…]" not in sentence[-6:]
