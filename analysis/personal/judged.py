"""Whether a run that the learnt part proposes is somebody's: judged by what the whole post says, which neighbours do not see.

The tagger of `learnt.py` sees four pieces to each side. A second linear model weighs how sure it is against what stands
anywhere in the post: an office, somebody's home, other personal data, what a name looks like. Trained on what the tagger
proposed for writers it had not learnt from (`training/train_personal.py`).
"""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from analysis.personal.identity_numbers import Found
from analysis.personal.owners import SENTENCE_END, names_office, residences
from analysis.personal.plausible import account_doubts, begins_like_one, is_offices, names_a_door, names_a_list
from analysis.personal.token_features import KINDS

#: How sure the tagger is, in steps.
SURE: Final = (-12.0, -8.0, -5.0, -3.0, -1.0, 0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0)
_LONG: Final = (1, 2, 3, 4, 6, 9)
_NEAR: Final = 70
#: How much of a long post is weighed.
_AROUND: Final = 400
_FLAGS: Final = 48
_SURE_AT: Final = 24
_LONG_AT: Final = 40
#: Traits of a run: flags, steps, and the kinds of its pieces and of the two before and behind.
TRAITS: Final = _FLAGS + 5 * KINDS
#: The first doubts about an account are no mere doubts.
_CERTAIN: Final = 7
#: What an address beside an office must score; chosen on writers left out, where the surest office scores less than nought.
_NEAR_AN_OFFICE: Final = 0.5
_ROAD: Final = re.compile(r"\b(?:jln?|jalan|gg|gang|lorong)\b", re.IGNORECASE)
_MINE: Final = re.compile(
    r"\b(?:saya|sy|aku|kami|abdi|kulo|kula|ulun|ambo|beta|sa|gw|gue|dia|beliau|ibu|bapak|pak|bu|nenek|mbah)\b",
    re.IGNORECASE,
)
_DAMAGE: Final = re.compile(
    r"\b(?:rusak|berlubang|lubang|banjir|macet|mati|padam|longsor|sampah|ambles|amblas|jalan (?:raya|desa|kampung|poros)|warga|kecelakaan|kebakaran|perbaikan|lampu|pju)\b",
    re.IGNORECASE,
)


def needed(text: str, run: Found) -> float:
    """What a run must score: more where an office is near its street and nobody's home is spoken of."""
    start, end, kind = run
    if kind != "address" or residences(text):
        return 0.0
    if is_offices(text, start, end):
        return _NEAR_AN_OFFICE
    # "Rumah Sakit Contoh Jl. …": the office stands in the run itself.
    road = _ROAD.search(text, start, end)
    return math.inf if road is not None and is_offices(text, road.start(), end) else 0.0


def is_impossible(text: str, run: Found) -> bool:
    """What no judge may let pass: an address without a number or with a price, a page's path, a host, an order's number, an office's name."""
    start, end, kind = run
    if kind == "address":
        return not names_a_door(text, start, end)[0] or names_a_list(text, start, end)
    return kind == "account" and any(account_doubts(text, start, end)[:_CERTAIN])


def traits(
    text: str, run: Found, sure: float, kinds: Sequence[int], within: tuple[int, int], known: Sequence[Found]
) -> list[int]:
    """Places of the weights that speak about a run.

    Args:
        run: (start, end, kind) in the text.
        sure: by how much its pieces score more as that kind than as nothing.
        kinds: the kinds of all pieces of the part that was read, and `within` those the run begins and ends with.
        known: what the rules found in the text.
    """
    start, end, kind = run
    told = [0]
    # What stands near alone is asked, so that the cost stays linear in the text.
    first_known = bisect_left(known, (max(start - _AROUND, 0), 0, ""))
    known = known[first_known : bisect_left(known, (end + _AROUND, 0, ""), lo=first_known)]
    text, start, end = (
        text[max(start - _AROUND, 0) : end + _AROUND],
        min(start, _AROUND),
        min(start, _AROUND) + end - start,
    )
    shift = run[0] - start
    touched = [other for other in known if other[0] - shift < end + 3 and other[1] - shift > start - 3]
    flags = (
        any(other[2] == kind for other in touched),
        any(other[2] != kind for other in touched),
        any(other[2] in ("phone", "nik", "kk", "email", "bank", "document") for other in known),
        any(other[2] == kind for other in known),
        names_office(text, start, end),
        _MINE.search(text) is not None,
        _DAMAGE.search(text) is not None,
        *_FLAGS_OF[kind](text, start, end),
    )
    told += [1 + number for number, flag in enumerate(flags) if flag]
    told += [_SURE_AT + number for number, least in enumerate(SURE) if sure >= least]
    first, last = within
    told += [_LONG_AT + number for number, least in enumerate(_LONG) if last - first + 1 >= least]
    told += {_FLAGS + found for found in kinds[first : last + 1]}
    for number, place in enumerate((first - 1, first - 2, last + 1, last + 2)):
        told.append(_FLAGS + (1 + number) * KINDS + (kinds[place] if 0 <= place < len(kinds) else 0))
    return told


def _of_address(text: str, start: int, end: int) -> tuple[bool, ...]:
    homes = residences(text)
    before = [place for place in homes if place <= end]
    counted, door = names_a_door(text, start, end)
    return (
        counted,
        door,
        names_a_list(text, start, end),
        is_offices(text, start, end),
        bool(before) and start - before[-1] <= _NEAR and not SENTENCE_END.search(text, before[-1], start),
        bool(before),
        len(before) < len(homes),
    )


def _of_account(text: str, start: int, end: int) -> tuple[bool, ...]:
    return account_doubts(text, start, end)


def _of_plate(text: str, start: int, end: int) -> tuple[bool, ...]:
    return begins_like_one(text, start, end)


_FLAGS_OF: Final = {"address": _of_address, "account": _of_account, "plate": _of_plate}
