"""A person's decision outranks the machine: corrections of labels, applied to the frame of posts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kentongan.core.findings import Correction

# What an officer may correct on a post, and the column it changes.
FIELDS = {"tone": "tone_agency", "tone_event": "tone", "category": "category"}


def apply_corrections(posts: pd.DataFrame, corrections: Sequence[Correction]) -> pd.DataFrame:
    """The frame with corrected labels and `labelled_by` (name of the person, "" for the machine).

    Later corrections win. `outside` ("ya"/"tidak") moves a post out of the area or back. Unknown posts are ignored: they
    may have been purged.
    """
    columns = [*FIELDS.values(), "outside", "potential_negative"]
    corrected = posts.assign(labelled_by="", **{name: posts[name].copy() for name in columns})
    row_of = pd.Series(corrected.index, index=corrected["id"])
    for correction in sorted(corrections, key=lambda c: c.at):
        row = row_of.get(correction.subject)
        if row is None:
            continue
        if correction.field_name in FIELDS:
            corrected.loc[row, FIELDS[correction.field_name]] = correction.value
            if correction.field_name == "tone":
                corrected.loc[row, "potential_negative"] = correction.value == "berpotensi negatif"
                if correction.value == "berpotensi negatif":
                    corrected.loc[row, "tone_agency"] = "netral"
        elif correction.field_name == "outside":
            corrected.loc[row, "outside"] = correction.value == "ya"
        else:
            continue
        corrected.loc[row, "labelled_by"] = correction.by
    return corrected
