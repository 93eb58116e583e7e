"""Personal data masked before anything is stored: NIK, KK, telephone, e-mail, plate, house number, private account.

Runs on the raw text, so spans are places of the text the user gave. The masked text keeps its sense: streets and
villages stay (an issue needs its place), only the house number and RT/RW go. Law 27/2022 on personal data (UU PDP)
and the field guide, section 17.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from analysis import personal_guards as guards
from analysis.personal_numbers import Found, ascii_digits, phones, plates, population_numbers, spelled_numbers

if TYPE_CHECKING:
    # Collecting masks posts one by one and needs no frames, which take half a second to import.
    import pandas as pd

KINDS: Final = ("nik", "kk", "phone", "email", "plate", "address", "account")
_TOKENS: Final = {
    "nik": "[NIK]",
    "kk": "[KK]",
    "phone": "[telepon]",
    "email": "[surel]",
    "plate": "[pelat]",
    "address": "[alamat]",
    "account": "[akun]",
}
_EMAIL: Final = re.compile(
    r"(?<![\w.+\-@])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,24}){0,3}\.[A-Za-z]{2,12}(?![\w\-@])"
)
_EMAIL_SPELT: Final = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{2,40} ?[(\[{]? ?\b(?:at|et)\b ?[)\]}]? ?[\w\-]{2,30} ?"
    r"[(\[{]? ?(?:\bdot\b|\btitik\b|\.) ?[)\]}]? ?"
    r"(?:com|co|net|org|id|go|ac)\b(?: ?[(\[{]? ?(?:\bdot\b|\btitik\b|\.) ?[)\]}]? ?id\b)?",
    re.IGNORECASE,
)
_ACCOUNT: Final = re.compile(
    r"(?<![\w@.\]/])@[A-Za-z0-9_](?:[\w.]{0,38}\w)?(?:@[\w\-]{1,40}(?:\.[\w\-]{1,24}){1,3})?(?!\w)"
)
_STREET: Final = re.compile(
    r"(?<!\w)(?:(?:[Jj][Ll][Nn]?|JALAN|Jalan|jalan|[Gg]g|Gang|GANG|gang|Perum|Perumahan|Komplek|Kompleks|Kampung|"
    r"Kp|Dusun|Blok)\b\.?) ?"
    r"([^\n,;?!()\[\]]{1,60}?)[, ]{1,3}((?:[Nn][Oo]|NOMOR|[Nn]omor|"
    r"[Nn]omer)\b[. :]{0,3}\d{1,4}(?: ?[A-Za-z](?![A-Za-z]))?(?:[/\-]\d{1,4})?)(?![\d.])"
)
_LAW: Final = re.compile(
    r"\b(?:perda|perbup|perwali|pergub|perpres|uu|pp|permen\w*|peraturan|undang|surat|keputusan|sk|pasal|ayat|"
    r"instruksi|edaran|nota)\b",
    re.IGNORECASE,
)
_RT_RW: Final = re.compile(
    r"(?<!\w)(?:RT\b[. :]{0,2}\d{1,3} {0,2}[/,.\-]? {0,2}(?:dan )?RW\b[. :]{0,2}\d{1,3}|"
    r"RT ?/ ?RW\b[. :]{0,2}\d{1,3} ?[/\-] ?\d{1,3}|"
    r"RT\b[. ]{0,2}\d{1,3} ?/ ?\d{1,3}|RW\b[. :]{0,2}\d{1,3} {0,2}[/,.\-]? {0,2}RT\b[. :]{0,2}\d{1,3})(?!\w)",
    re.IGNORECASE,
)
_HINTS: Final = re.compile(r"\d|@|\b(?:nol|kosong|delapan|at|et)\b", re.IGNORECASE)
_FOREIGN_DIGIT: Final = re.compile(r"[\u0660-\U0010ffff](?<=\d)")  # the first digit that is not ASCII is U+0660
_MAX_ROUNDS: Final = 8


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data, and the kinds that were found, in the order of ``KINDS``."""

    text: str
    kinds: tuple[str, ...]


def find_personal_data(text: str, allow: Collection[str] = ()) -> list[Found]:
    """(start, end, kind) in the text as given, in order, not overlapping.

    Args:
        text: any text; the cost is linear in its length.
        allow: what may stay: official accounts ("@pemkabsukamaju"), the office's own numbers, addresses, plates.
    """
    if not _HINTS.search(text):
        return []
    if not text.isascii():
        # One character for one: places stay the same.
        text = _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.digit(match[0], 0)), text)
    names, numbers = _allowed(tuple(sorted(allow)))
    taken: list[Found] = []
    # The order decides where two kinds want the same characters: the surer shape first.
    for finder in (_emails, population_numbers, phones, spelled_numbers, _accounts, plates, _addresses):
        for start, end, kind in finder(text):
            piece = text[start:end]
            if piece.casefold().lstrip("@") in names or (kind == "phone" and _national(piece) in numbers):
                continue
            taken.append((start, end, kind))
    return _without_overlap(taken)


def _without_overlap(found: Iterable[Found]) -> list[Found]:
    """First come, first kept; then in text order."""
    kept: list[Found] = []
    used: set[int] = set()
    for start, end, kind in found:
        # A found piece is at most some hundred characters, so a set of positions stays small.
        if any(place in used for place in range(start, end)):
            continue
        used.update(range(start, end))
        kept.append((start, end, kind))
    return sorted(kept)


def mask(text: str, allow: Collection[str] = ()) -> Masked:
    """Replace personal data by ``[NIK]``, ``[KK]``, ``[telepon]``, ``[surel]``, ``[pelat]``, ``[alamat]``, ``[akun]``.

    Idempotent: masking a masked text changes nothing. See :func:`find_personal_data` for ``allow``.
    """
    kinds: set[str] = set()
    for _ in range(_MAX_ROUNDS):
        found = find_personal_data(text, allow)
        if not found:
            break
        pieces: list[str] = []
        last = 0
        for start, end, kind in found:
            pieces += [text[last:start], _TOKENS[kind]]
            last = end
            kinds.add(kind)
        text = "".join([*pieces, text[last:]])
    return Masked(text, tuple(kind for kind in KINDS if kind in kinds))


def mask_frame(posts: pd.DataFrame, allow: Sequence[str] = ()) -> pd.DataFrame:
    """``title`` and ``text`` masked, and ``masked`` (tuple of kinds); index of ``posts``, which isn't changed."""
    import pandas as pd

    allowed = frozenset(allow)
    titles = [mask(title, allowed) for title in posts["title"]]
    texts = [mask(text, allowed) for text in posts["text"]]
    kinds = [
        tuple(kind for kind in KINDS if kind in title.kinds or kind in text.kinds)
        for title, text in zip(titles, texts, strict=True)
    ]
    return pd.DataFrame(
        {
            "title": pd.Series([title.text for title in titles], index=posts.index, dtype="str"),
            "text": pd.Series([text.text for text in texts], index=posts.index, dtype="str"),
            "masked": pd.Series(kinds, index=posts.index, dtype="object"),
        }
    )


@lru_cache(maxsize=16)
def _allowed(allow: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    names = frozenset(item.strip().casefold().lstrip("@") for item in allow)
    return names, frozenset(_national(item) for item in allow) - {""}


def _national(number: str) -> str:
    digits = ascii_digits(number) if any(char.isdigit() for char in number) else ""
    return digits.removeprefix("62").removeprefix("0")


def _emails(text: str) -> Iterator[Found]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield match.start(), match.end(), "email"
    if guards.may_spell_an_email(guards.folded(text)):
        for match in _EMAIL_SPELT.finditer(text):
            yield match.start(), match.end(), "email"


def _accounts(text: str) -> Iterator[Found]:
    if "@" in text:
        for match in _ACCOUNT.finditer(text):
            yield match.start(), match.end(), "account"


def _addresses(text: str) -> Iterator[Found]:
    if guards.may_hold_a_house_number(guards.folded(text)):
        yield from _house_numbers(text)
    if guards.may_hold_rt_rw(guards.folded(text)):
        for match in _RT_RW.finditer(text):
            yield match.start(), match.end(), "address"


def _house_numbers(text: str) -> Iterator[Found]:
    for match in _STREET.finditer(text):
        name = match[1]
        # "jalan rusak sesuai Perda No. 5" names a law, and small "jalan" is a road only before a name.
        if _LAW.search(name) or (match[0].startswith("jalan") and not name[:1].isupper() and not name[:1].isdigit()):
            continue
        yield match.start(2), match.end(2), "address"
