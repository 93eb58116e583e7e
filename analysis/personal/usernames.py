"""Account names of plain letters, which only the word before them calls one: "username dapurmbakani", "nick BUDI01"."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.accounts import OFFICE_NAME
from analysis.personal.identity_numbers import Found
from analysis.personal.signs import Sign
from analysis.text.person_names import WordKind, word_kind

_WORD: Final = r"(?<!\w)(?:user ?name|user ?id|nick(?:name)?|(?:akun|id) (?:ig|insta|instagram|twitter|tiktok|tele|telegram|shopee|steam))(?:nya|ku|mu)?"
#: "xXNasgorXx", "PaimonMakan", "BUDI01", "kucing77".
_MADE: Final = re.compile(
    rf"{_WORD}(?: [a-z]{{2,10}}){{0,3}}?[ :=]{{1,3}}(?P<name>(?-i:(?!WhatsApp|TikTok|YouTube|SnapChat|LinkedIn)[A-Za-z]*[a-z][A-Z][A-Za-z]+\d*|(?!Rp\d)[A-Za-z]{{3,}}\d{{2,}}\w*))(?![\w@/]|\.\w)",
    re.IGNORECASE,
)
#: So long a word that is none in any list is put together.
_LONG: Final = re.compile(rf"{_WORD} ?[:=]? (?P<name>(?-i:[a-z]{{8,30}}))(?![\w@/]|\.\w)", re.IGNORECASE)
#: Behind a platform alone, only words that are longer still: "ig kasurempukbanget", "username game sy rajangibulsedunia".
_LONGER: Final = re.compile(
    r"(?<!\w)(?:(?:akun |id )?(?:ig|insta(?:gram)?|twitter|tiktok|tt|threads|fb|tele(?:gram)?|line|wattpad|tokped|discord)|user ?name(?: [a-z]{2,8})?|nick(?:name)?)(?:nya|ku)?(?: (?:sy|saya|aku|gw|gue|ku|dia|namanya|juga|nya)){0,3} ?[:=]? "
    r"(?P<name>(?-i:[a-z]{9,30}))(?![\w@/]|\.\w)",
    re.IGNORECASE,
)
#: "Nama akun pecinta tanaman garis keras di fb": the platform behind ends the name.
_TOLD: Final = re.compile(
    r"(?<!\w)(?:nama akun(?:nya)? |akun (?=si ))(?P<name>(?!palsu|baru|saya|sy|aku|yang|yg|resmi|ini|itu|dia|lama|asli|mereka|pengguna)[a-z][\w.]{1,15}(?: (?!yang\b|yg\b|di\b|itu\b|ini\b)[\w.]{2,15}){1,4})"
    r" di (?:fb|facebook|ig|instagram|tiktok|twitter|threads|youtube|yt|x)\b",
    re.IGNORECASE,
)
#: "Subscribe Mancing Mania Mantap", "cari Dek Ayu Sayang di fb": names of capitals behind what is done with accounts.
#: "Cari aja "Arul Contoh" di facebook".
_QUOTED: Final = re.compile(
    r"[\"'](?P<name>[A-Z][a-z]{2,15}(?: [A-Z][a-z]{1,15}){1,3})[\"'] (?i:di (?:fb|facebook|ig|instagram|tiktok|threads))\b"
)
_SUBSCRIBED: Final = re.compile(
    r"(?<!\w)(?i:subs(?:cribe|krep|krib|crib)?(?: (?:channel|chanel|kanal|yt|youtube))?|(?:fb|facebook|tiktok|ig|youtube|yt|channel)(?:ku| ku| saya)? (?:jenenge|jenengku|arane|aran|ngaranna|aranna|namonyo|ngarane|asmane))"
    r"[ :]{1,2}(?P<name>[A-Z][a-z]{2,15}(?: [A-Z][a-z]{1,15}){1,4})(?!\w)"
)
#: One of them stands in every match.
_WORDS: Final = (
    "user",
    "nick",
    "akun",
    "id ig",
    "id ins",
    "id twitter",
    "id tiktok",
    "id tele",
    "id shopee",
    "id steam",
)
_STARTS: Final = ("nick", *_WORDS[3:])
_GROWN: Final = re.compile(r"(?:ter|ber|di|me|pe|ke|se)|.*(?:nya|kan)\Z")


def usernames(text: str) -> Iterator[Found]:
    """Names that look made, or long ones in small letters right behind the word that are no word."""
    small = guards.folded(text)
    quoted = _QUOTED.finditer(text) if " di " in small else ()
    for match in (*guards.found_from(_SUBSCRIBED, text, Sign.PLATFORM), *quoted):
        if OFFICE_NAME.search(match["name"]) is None:
            yield *match.span("name"), "account"
    if "akun" in small:
        for match in guards.found_from(_TOLD, text, Sign.PLATFORM, ("nama akun",)):
            yield *match.span("name"), "account"
    yield from _made_words(guards.found_from(_LONGER, text, Sign.PLATFORM, ("id",)))
    if not any(word in small for word in _WORDS):
        return
    for match in guards.found_from(_MADE, text, Sign.PLATFORM, _STARTS):
        yield *match.span("name"), "account"
    yield from _made_words(guards.found_from(_LONG, text, Sign.PLATFORM, _STARTS))


def _made_words(matches: Iterable[re.Match[str]]) -> Iterator[Found]:
    """Those of which the name is in no list of words and grown from none."""
    for match in matches:
        if not _GROWN.match(match["name"]) and word_kind(match["name"]) is WordKind.NEW:
            yield *match.span("name"), "account"
