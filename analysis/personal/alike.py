"""Numbers of the same shape as one that is masked in the same post: lists, corrections, the neighbour's beside one's own."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from analysis.personal.explained import is_explained
from analysis.personal.identity_numbers import Found

_KINDS: Final = frozenset(("nik", "kk", "phone", "bank", "document"))
_FEWEST: Final = 7
_DATE: Final = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d|(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}")
_AMOUNT: Final = re.compile(r"\d{1,3}(?:[., ]\d{3})+")
_PARTING: Final = re.compile(r"[^\d ]")
_SURE: Final = 3
_DIGIT: Final = re.compile(r"\d")


def alike_numbers(text: str, taken: Sequence[Found]) -> Iterator[Found]:
    """What stands in the digits and signs of a number in `taken`, with other digits; an innocent word keeps it."""
    shapes: dict[str, str] = {}
    for start, end, kind in taken:
        raw = text[start:end]
        if (
            kind in _KINDS
            and len(_DIGIT.findall(raw)) >= _FEWEST
            and not (_DATE.fullmatch(raw) or _AMOUNT.fullmatch(raw))
        ):
            shapes.setdefault(_DIGIT.sub("0", raw), kind)
    masked = set(taken)
    for shape, kind in shapes.items():
        for match in _alike(shape).finditer(text):
            found = (*match.span(), kind)
            if found in masked or _DATE.fullmatch(match[0]):
                continue
            # Groups parted three times have the same shape by no chance.
            if len(_PARTING.findall(shape)) >= _SURE or not is_explained(text, *match.span()):
                yield found


@lru_cache(maxsize=256)
def _alike(shape: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,\-]){re.escape(shape).replace('0', '[0-9]')}(?!\w|[.,\-]\d)")
