"""Homes that no number leads to, told by place, landmark and whose house: "Desa X, samping masjid, rumah pagar hijau Mbah Y"."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.identity_numbers import Found
from analysis.personal.landmarks import MARK
from analysis.personal.signs import HAMLETS, HOUSES, OWNERS, TITLES, Sign

_OWNERS: Final = "|".join(OWNERS)
_KIND_OF_HOUSE: Final = f"(?:{'|'.join(HOUSES)})"
_HOUSE: Final = rf"{_KIND_OF_HOUSE}(?:nya|ku|e|ne|na|ipun)?"
_TITLE: Final = rf"(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})['.]?"
#: Whoever holds an office receives people at home, so the place stays a place.
_OFFICIAL: Final = (
    r"(?:rt|rw|lurah|kades|kadus|camat|dukuh|bupati|wali|gubernur|kepala|ketua|mantri|guru|presiden|menteri|dewan)\b"
)
_NAME: Final = rf"{_TITLE} (?!{_OFFICIAL})(?-i:[A-Z])[\w'\-]{{1,15}}(?: (?-i:[A-Z])[\w'\-]{{1,15}}){{0,2}}(?: [a-z]{{3,12}}(?=[.,;:!?)\"\n]|\Z))?"
_OWNED: Final = re.compile(
    rf"(?<!\w)(?:{_HOUSE}(?: (?!di\b|dan\b|yang\b|ke\b|dari\b|untuk\b)[\w\-]{{2,12}}){{0,4}}? (?:(?:{_OWNERS}) )?{_NAME}|"
    rf"(?:{_OWNERS}) (?:{_NAME}|(?-i:[A-Z])[a-z]{{1,15}} (?-i:[A-Z])[a-z]{{1,15}}))(?!\w)",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    rf"(?<!\w)(?:desa|ds|kelurahan|kel|kalurahan|{HAMLETS}|lembang|pulau|kali|sungai|pal|jalan|jln|jl|gang|gng|gg|lorong|lrg|lr|simpang)\b\.? "
    r"(?:(?-i:[A-Z])[\w'\-]{2,20}|(?-i:[IVX]{1,4})\b|\d{1,2}\b)(?: (?-i:[A-Z])[\w'\-]{2,20}){0,2}",
    re.IGNORECASE,
)
_BESIDE: Final = (
    r"depan|dpn|samping|sebelah|sblh|belakang|blkg|dekat|deket|dkt|seberang|pojok|ujung|pinggir|mburi|ngarep|cedh?ak|cedek|caket|kulon|wetan|kidul|lor|"
    r"etan|subaliak|muko|kolong|simpang|belok|lewat(?:i)?|masuk|kiri|kanan|pagar|pager|cat|panggung"
)
_LANDMARK: Final = re.compile(
    rf"(?<!\w)(?<!bulan )(?<!minggu )(?<!tahun )(?:{_BESIDE})(?!\w)|(?<!\w)r[tw]\b[. ]{{0,2}}\d|(?<!\w)(?:dua|tiga|empat) rumah dari\b|(?<!\w)rumah (?:ke(?:dua|tiga|empat|lima)|pertama)\b",
    re.IGNORECASE,
)
#: Where a description may begin: behind "di", a colon, a bracket or a comma, or with the first of its words.
_FIRST: Final = re.compile(
    rf"(?<!\w)(?:{_PLACE.pattern}|(?:{_BESIDE})(?: [a-z]{{3,12}}){{0,2}} (?:{MARK})(?!\w)|{_KIND_OF_HOUSE} (?!(?:\w+ ){{0,2}}(?:di|itu|ning|neng|nang)\b))",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(
    r"[.!?;\n](?= |\n|\Z)(?<!\b(?:kp|ds|dk|jl|gg|op|hj|kl)\.)(?<!\b(?:jln|gng|kel|dsn|dkh)\.)", re.IGNORECASE
)
#: A further part behind the owner: a landmark, a look or a place, and nothing after it but a pause.
_MORE: Final = re.compile(
    rf"(?:,? (?:di )?(?:(?:{_BESIDE}|pohon|pagar|pager|cat|atap)(?: (?!yang\b|yg\b|sudah\b|kami\b|saya\b)[\w'\-]{{2,15}}){{1,4}}?(?=[,.;!?)\"\n]|\Z)|{_PLACE.pattern}))",
    re.IGNORECASE,
)
_BEFORE: Final = 110
_MOST_MORE: Final = 3
#: Who speaks of a fire or a prize speaks of the place.
_NEWS: Final = re.compile(
    r"\b(?:kebakaran|terbakar|dibobol|maling|pencurian|tkp|korsleting|hajatan|arisan|pengajian|yasinan|tahlilan|kumpul|rapat|acara|posko|tps|kampanye)\b",
    re.IGNORECASE,
)


def described_homes(text: str) -> Iterator[Found]:
    """From the first of its words to the last: a named place, a landmark and whose house it is, in one sentence."""
    free = 0
    for owned in guards.found_from(_OWNED, text, Sign.HOME):
        if owned.start() < free:
            continue
        least = max(owned.start() - _BEFORE, free)
        for sentence in _SENTENCE.finditer(text, least, owned.start()):
            least = sentence.end()
        end = owned.end()
        for _ in range(_MOST_MORE):
            more = _MORE.match(text, end)
            if more is None:
                break
            end = more.end()
        begun = _FIRST.search(text, least, owned.start())
        start = owned.start() if begun is None else begun.start()
        if (
            _PLACE.search(text, start, end)
            and _LANDMARK.search(text, start, end)
            and not _NEWS.search(text, least, end)
        ):
            yield start, end, "address"
            free = end
