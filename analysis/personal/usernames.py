"""Account names of plain letters, which only the word before them calls one: "username dapurmbakani", "nick BUDI01"."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
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
    if not any(word in small for word in _WORDS):
        return
    for match in guards.found_from(_MADE, text, Sign.PLATFORM, _STARTS):
        yield *match.span("name"), "account"
    for match in guards.found_from(_LONG, text, Sign.PLATFORM, _STARTS):
        if not _GROWN.match(match["name"]) and word_kind(match["name"]) is WordKind.NEW:
            yield *match.span("name"), "account"
