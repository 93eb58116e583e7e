"""A person's decision outranks the machine: corrections of labels, applied to the frame of posts.

Decisions are only ever added. Of one post and field the latest counts; an empty value takes the latest one back, so that
the one before it counts again, or the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from kentongan.core.findings import Correction
from kentongan.core.labels import NOTHING, is_outside

FIELDS: Final = ("tone", "tone_event", "category", "outside", "place", "language", "verification")
"""What may be corrected on a post. "tone" is the tone toward the agency, the one that the report counts."""
POTENTIAL: Final = "berpotensi negatif"

_CHANGED: Final = (
    *("tone_agency", "potential_negative", "tone", "category", "outside", "places", "title_places"),
    *("language", "needs_verification"),
)


def standing(corrections: Iterable[Correction]) -> dict[tuple[str, str], Correction]:
    """The decision that counts for each (post, field) of `FIELDS`; what was taken back is not there."""
    stacks: dict[tuple[str, str], list[Correction]] = {}
    for one in sorted(corrections, key=lambda c: c.at):
        if one.field_name in FIELDS:
            stack = stacks.setdefault((one.subject, one.field_name), [])
            if one.value:
                stack.append(one)
            elif stack:
                stack.pop()
    return {key: stack[-1] for key, stack in stacks.items() if stack}


def apply_corrections(posts: pd.DataFrame, corrections: Sequence[Correction], region: str = "") -> pd.DataFrame:
    """The frame with corrected labels and `labelled_by` (name of the person, "" for the machine).

    `outside` ("ya"/"tidak") moves a post out of the area or back; `place` ("99.01.04 Girimukti") does so by the code. Unknown
    posts are ignored: they may have been purged.

    Args:
        posts: the analysis frame with the columns of reading.
        corrections: people's decisions in the order in which they were made known.
        region: the office's region code; "" = nothing is outside.
    """
    corrected = posts.assign(labelled_by="", **{name: posts[name].copy() for name in _CHANGED if name in posts})
    row_of = dict(zip(posts["id"].tolist(), range(len(posts)), strict=True))
    decided: dict[str, dict[int, str]] = {}
    names: dict[int, Correction] = {}
    for (post, field), one in standing(corrections).items():
        row = row_of.get(post)
        if row is not None:
            decided.setdefault(field, {})[row] = one.value
            if row not in names or one.at >= names[row].at:
                names[row] = one
    # The place first: an explicit "outside" outranks what follows from it.
    for field in sorted(decided, key=lambda name: name != "place"):
        for column, value in _COLUMNS[field].items():
            _put(corrected, column, {row: value(text, region) for row, text in decided[field].items()})
    _put(corrected, "labelled_by", {row: one.by for row, one in names.items()})
    return corrected


def _put(frame: pd.DataFrame, column: str, values: Mapping[int, Any]) -> None:
    """Set some rows of a column, by position; a column that is not there is left alone."""
    if column not in frame:
        return
    cells = frame[column].to_numpy(dtype=object, copy=True)
    for row, value in values.items():
        cells[row] = value
    frame[column] = pd.Series(cells, index=frame.index).astype(frame[column].dtype)


def _place(text: str, _: str) -> tuple[tuple[str, str, int, int], ...]:
    code, _, name = text.partition(" ")
    return () if text == NOTHING else ((code, name or code, 0, 0),)


_COLUMNS: Final[Mapping[str, Mapping[str, Callable[[str, str], Any]]]] = {
    "tone": {
        "tone_agency": lambda text, _: "netral" if text == POTENTIAL else text,
        "potential_negative": lambda text, _: text == POTENTIAL,
    },
    "tone_event": {"tone": lambda text, _: text},
    "category": {"category": lambda text, _: "" if text == NOTHING else text},
    "outside": {"outside": lambda text, _: text == "ya"},
    "place": {"places": _place, "title_places": lambda _, __: (), "outside": is_outside},
    "language": {"language": lambda text, _: text},
    "verification": {"needs_verification": lambda text, _: text == "ya"},
}


def decisions_of(values: Sequence[str], labels: Sequence[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Positions of decided labels; "berpotensi negatif" is a neutral post that is to be watched."""
    return np.array([labels.index("netral" if value == POTENTIAL else value) for value in values], dtype=np.int64)
