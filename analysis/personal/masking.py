"""Personal data masked before anything is stored: NIK, KK, telephone, e-mail, plate, house number, private account.

Runs on the raw text, so spans are places of the text the user gave. The masked text keeps its sense: streets and
villages stay (an issue needs its place), only the house number and RT/RW go. Law 27/2022 on personal data (UU PDP)
and the field guide, section 17.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from analysis.personal.accounts import emails, handles, named_accounts, profiles, spelt_emails
from analysis.personal.addresses import estates, hamlets, houses, roads
from analysis.personal.alike import alike_numbers
from analysis.personal.described import with_description
from analysis.personal.described_homes import described_homes
from analysis.personal.glued import glued_numbers
from analysis.personal.guards import signs_of
from analysis.personal.identity_numbers import Found, ascii_digits, landlines, mobiles, population_numbers
from analysis.personal.letters_as_digits import mobiles_with_letters
from analysis.personal.long_numbers import long_numbers
from analysis.personal.office_accounts import is_office_account
from analysis.personal.papers import papers, shaped_accounts, virtual_accounts
from analysis.personal.plates import plates, plates_after_words, small_plates
from analysis.personal.rooms import rooms
from analysis.personal.signs import Sign, may_be_learnt
from analysis.personal.spelled import spelled_numbers
from analysis.personal.split_numbers import split_mobiles
from analysis.personal.spoken_plates import plates_read_aloud, spoken_plates
from analysis.personal.thousands import numbers_in_thousands
from analysis.personal.underscored import underscored_names
from analysis.personal.usernames import usernames
from analysis.text.plain import plain

if TYPE_CHECKING:
    # Collecting masks posts one by one and needs no frames, which take half a second to import.
    import pandas as pd

Finder = Callable[[str], Iterator[Found]]
KINDS: Final = ("nik", "kk", "phone", "email", "plate", "address", "account", "bank", "document")
_TOKENS: Final = {
    "nik": "[NIK]",
    "kk": "[KK]",
    "phone": "[telepon]",
    "email": "[surel]",
    "plate": "[pelat]",
    "address": "[alamat]",
    "account": "[akun]",
    "bank": "[rekening]",
    "document": "[nomor]",
}
# The order decides where two kinds want the same characters: the surer shape first. Each with the signs of which the
# text must show one, and those of which it must show another.
_FINDERS: Final[tuple[tuple[Finder, int, int], ...]] = tuple(
    (finder, int(one), int(other))
    for finder, one, other in (
        *((emails, Sign.AT, Sign.AT), (spelt_emails, Sign.AT | Sign.AT_WORD | Sign.PROVIDER, ~Sign(0))),
        (virtual_accounts, Sign.BANK, Sign.NUMBER),
        *((finder, Sign.NUMBER, Sign.NUMBER) for finder in (population_numbers, mobiles, landlines, glued_numbers)),
        (mobiles_with_letters, Sign.DIGIT, Sign.DIGIT),
        (split_mobiles, Sign.PREFIX, Sign.PREFIX),
        *(
            (finder, Sign.DIGIT_WORD, Sign.DIGIT_WORD)
            for finder in (spelled_numbers, plates_read_aloud, numbers_in_thousands)
        ),
        (profiles, Sign.SLASH, Sign.SLASH),
        *(
            (handles, Sign.AT | Sign.HASH | Sign.UNDERSCORE, ~Sign(0)),
            (underscored_names, Sign.UNDERSCORE, Sign.UNDERSCORE),
            (named_accounts, Sign.PLATFORM, Sign.PLATFORM),
            (usernames, Sign.PLATFORM, Sign.PLATFORM),
        ),
        *(
            (shaped_accounts, Sign.NUMBER, Sign.NUMBER),
            (papers, Sign.BANK | Sign.PAPER, Sign.DIGIT),
            (plates_after_words, Sign.PLATE, Sign.DIGIT),
            (spoken_plates, Sign.PLATE, Sign.DIGIT | Sign.DIGIT_WORD),
            (plates, Sign.CAPITAL_PLATE, Sign.CAPITAL_PLATE),
            (small_plates, Sign.SMALL_PLATE | Sign.VEHICLE, Sign.DIGIT),
            (houses, Sign.HOUSE | Sign.HASH | Sign.RT_RW, Sign.RT_RW | Sign.ROAD | Sign.ESTATE | Sign.HAMLET),
        ),
        *(
            (roads, Sign.ROAD, Sign.DIGIT),
            (estates, Sign.ESTATE, Sign.DIGIT | Sign.DIGIT_WORD | Sign.HOUSE),
            (hamlets, Sign.RT_RW, Sign.DIGIT | Sign.DIGIT_WORD),
            (rooms, Sign.ROOM, Sign.DIGIT),
            (described_homes, Sign.HOME, Sign.PERSON),
            (long_numbers, Sign.NUMBER, Sign.NUMBER),
        ),
    )
)
_MAX_ROUNDS: Final = 8
#: Addresses that share a part are joined no further, so that a chain of them costs no more than its length.
_LONGEST_ADDRESS: Final = 200
_PICTURE: Final = re.compile("[\u2190-\u27bf\U0001f000-\U0001faff]")
_PICTURES: Final = re.compile("([0-9] ?\u200b?)([\u2190-\u27bf\U0001f000-\U0001faff]{1,3})(?=[ \u200b]?[0-9])")


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
    # One character for one: places stay the same.
    if not text.isascii():
        text = _without_pictures(plain(text))
    signs = signs_of(text)
    taken = _by_rules(text, signs)
    more = _learnt(text, taken) if may_be_learnt(signs) else []
    if not (taken or more):
        return taken
    taken, more = _of_somebody(text, taken), _of_somebody(text, more)
    if allow:
        names, numbers = _allowed(tuple(sorted(allow)))
        taken = [found for found in taken if not _is_allowed(text[found[0] : found[1]], found[2], names, numbers)]
        more = [found for found in more if not any(name in text[found[0] : found[1]].casefold() for name in names)]
    kept = _without_overlap(taken)
    return list(with_description(text, _with_learnt(text, kept, more) if more else kept))


def _learnt(text: str, known: Sequence[Found]) -> list[Found]:
    # Few texts get here, and numpy takes a tenth of a second to import.
    from analysis.personal.learnt import learnt

    return learnt(text, known)


def readable(text: str) -> str:
    """The text in plain characters, one for one, as the rules and the learnt part read it."""
    return _without_pictures(plain(text))


def found_by_rules(text: str) -> list[Found]:
    """What the rules alone find; the learnt part is trained beside them."""
    text = readable(text)
    return _without_overlap(_of_somebody(text, _by_rules(text, signs_of(text))))


def _by_rules(text: str, signs: int) -> list[Found]:
    taken: list[Found] = []
    for finder in _finders(signs):
        taken += finder(text)
    # A list of numbers names what they are once; masked last, so that no surer kind is lost.
    return [*taken, *alike_numbers(text, taken)] if taken else taken


def _of_somebody(text: str, found: Iterable[Found]) -> list[Found]:
    """Without accounts that are an office's by their name."""
    return [one for one in found if one[2] != "account" or not is_office_account(text, one[0], one[1])]


def _with_learnt(text: str, kept: Sequence[Found], more: Iterable[Found]) -> list[Found]:
    """What the learnt part adds to the masks of the rules: an address or account grows, the rest stands beside them.

    Both in the order of the text, and so is what comes back; one pass through both.
    """
    joined: list[Found] = []
    number = 0
    for start, last, kind in more:
        while number < len(kept) and kept[number][1] <= start:
            joined.append(kept[number])
            number += 1
        first = max(start, joined[-1][1]) if joined else start
        touched = []
        while number < len(kept) and kept[number][0] < last:
            touched.append(kept[number])
            number += 1
        joined += _grown(text, (first, last, kind), touched)
    return [*joined, *kept[number:]]


def _grown(text: str, one: Found, touched: Sequence[Found]) -> list[Found]:
    """One find of the learnt part and the masks it touches, those of its kind within it, in order."""
    kind = one[2]
    place = min([one[0], *(start for start, _, other in touched if other == kind)])
    end = max([one[1], *(stop for _, stop, other in touched if other == kind)])
    others = [other for other in touched if other[2] != kind]
    pieces = list(others)
    for start, stop, _ in (*others, (end, end, kind)):
        if any(map(str.isalnum, text[place:start])):
            pieces.append((place, start, kind))
        place = max(place, stop)
    return sorted(pieces)


def _without_pictures(text: str) -> str:
    """Pictures between digits as "~", one for one; other pictures stay."""
    if _PICTURE.search(text) is None:
        return text
    return _PICTURES.sub(lambda match: match[1] + "~" * len(match[2]), text)


@lru_cache(maxsize=4_096)
def _finders(signs: int) -> tuple[Finder, ...]:
    """Those for which a text shows what they cannot do without; streams show the same signs again and again."""
    return tuple(finder for finder, one, other in _FINDERS if signs & one and signs & other)


def _without_overlap(found: Iterable[Found]) -> list[Found]:
    """First come, first kept, but that addresses which share a part are one; then in text order."""
    kept: dict[int, Found] = {}
    # A found piece is at most some hundred characters, so the places stay few.
    owners: dict[int, int] = {}
    for number, (start, end, kind) in enumerate(found):
        others = {owners[place] for place in range(start, end) if place in owners}
        if others:
            touched = [kept[other] for other in others]
            # Where it begins the first one knows best: "rumah Pak Contoh, Perum …".
            whole = min(one[0] for one in touched), max(end, *(one[1] for one in touched)), kind
            if {other[2] for other in touched} != {kind} or kind != "address" or whole[1] - whole[0] > _LONGEST_ADDRESS:
                continue
            for other in others:
                del kept[other]
        else:
            whole = start, end, kind
        kept[number] = whole
        owners.update(dict.fromkeys(range(*whole[:2]), number))
    return sorted(kept.values())


def mask(text: str, allow: Collection[str] = ()) -> Masked:
    """Replace personal data by ``[NIK]``, ``[KK]``, ``[telepon]``, ``[surel]``, ``[pelat]``, ``[alamat]``, ``[akun]``.

    Idempotent: masking a masked text changes nothing. See :func:`find_personal_data` for ``allow``.
    """
    if not text:
        return Masked("", ())
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
    return Masked(text, tuple(kind for kind in KINDS if kind in kinds) if kinds else ())


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


def _is_allowed(piece: str, kind: str, names: frozenset[str], numbers: frozenset[str]) -> bool:
    return piece.casefold().lstrip("@") in names or (kind in ("phone", "document") and _national(piece) in numbers)


def _national(number: str) -> str:
    digits = ascii_digits(number) if any(char.isdigit() for char in number) else ""
    return digits.removeprefix("62").removeprefix("0")
