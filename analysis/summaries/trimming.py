"""A sentence without what a report can do without: openings that only link, how a statement reached the press, glosses.

Who says something stays, and so does every figure, name, negation and condition; a piece that holds one of these is
never dropped. Day and place of a press meeting are not the news and go with it.
"""

import re
from typing import Final

MIN_WORDS: Final = 6
#: Openings that link a sentence to the one before and say nothing of their own.
_LINKS: Final = re.compile(
    r"^(?:sementara itu|selain itu|di samping itu|di sisi lain|adapun|diketahui|sebagai informasi|untuk diketahui|perlu diketahui|"
    r"seperti diketahui|sebagaimana diketahui|lebih lanjut|selanjutnya|kemudian|lalu|pasalnya|namun|akan tetapi|meski (?:begitu|demikian)|"
    r"oleh karena itu|karena itu|dengan demikian|bahkan|nah|terlebih|apalagi|terbaru),\s+",
    re.IGNORECASE,
)
#: How another medium's words came here: the cited post is the source that a report names.
_RELAYED: Final = re.compile(
    r"^(?:dikutip|dilansir|melansir|mengutip|dinukil|menukil)\b[^,.]{2,60}(?:,\s*(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu)"
    r"\s*(?:\([\d/.\-]{3,12}\))?)?,\s+",
    re.IGNORECASE,
)
#: Where and when somebody spoke, behind the speaker's name.
_MEETING: Final = re.compile(
    r",?\s+(?:(?:saat|ketika|usai|seusai|dalam|pada)\s+)?(?:di(?:temui|hubungi|konfirmasi|tanya|wawancara|kutip)|konferensi pers|jumpa pers|"
    r"keterangan(?:nya)?(?:\s+(?:tertulis|resmi|pers))?|siaran pers(?:nya)?|rilis(?:nya)?|kepada (?:wartawan|awak media|media)|"
    r"melalui (?:pesan|sambungan|keterangan|siaran))\b[^.!?\"“”;]{0,140}(?=[.!?]$)",
    re.IGNORECASE,
)
_SPEECH: Final = re.compile(
    r"\b(?:ujar|kata|tutur|ucap|imbuh|pungkas|jelas|terang|papar|tandas|tambah|ungkap|sebut)(?:nya)?\b|"
    r"\bm(?:engatakan|enyatakan|enyebut(?:kan)?|enjelaskan|enegaskan|engungkapkan|enuturkan|emaparkan|enambahkan|enilai|eminta)\b",
    re.IGNORECASE,
)
#: An age, where a picture comes from; a date, a share or a short name in brackets stays.
_GLOSS: Final = re.compile(r"\s?\((?:\d{2}|(?:foto|sumber|dok|baca|lihat|antara)\b[^)]{0,60})\)", re.IGNORECASE)
#: What may stand in no piece that is dropped.
_WEIGHTY: Final = re.compile(
    r"\b(?:tidak|tak|bukan|belum|jangan|tanpa|kecuali|hanya|jika|apabila|kalau|bila|asalkan|meski\w*|walau\w*|tetapi|tapi|namun|"
    r"diduga|kira-kira|sekitar|rp\s?\d|persen)\b|%",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"\(?\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\)?|\b\d{1,2}\s+(?:jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des)\w*(?:\s+\d{4})?",
    re.IGNORECASE,
)


def trimmed(sentence: str) -> str:
    """The sentence without its dispensable pieces; as it is where nothing may be dropped."""
    text = _without_openings(sentence)
    if _SPEECH.search(text):
        text = _without_meeting(text)
    text = _GLOSS.sub("", text)
    return text if len(text.split()) >= MIN_WORDS else sentence


def _without_openings(sentence: str) -> str:
    text = sentence
    for pattern in (_LINKS, _RELAYED, _LINKS):
        hit = pattern.match(text)
        if hit and not (pattern is _RELAYED and _WEIGHTY.search(hit[0])):
            rest = text[hit.end() :]
            text = rest[:1].upper() + rest[1:]
    return text


def _without_meeting(text: str) -> str:
    hit = _MEETING.search(text)
    if hit is None or _WEIGHTY.search(hit[0]) or any(char.isdigit() for char in _DATE.sub("", hit[0])):
        return text
    return text[: hit.start()].rstrip(" ,") + text[hit.end() :]
