"""Tone of what is told, tone toward the agency, what may turn negative, and the language of a post."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.measures.answers import Answers, by_part, marks_by_part, posts_of, table_of
from analysis.tone.model import LABELS
from analysis.tone.reading import tone_columns

SCORES = [f"tone_{label}" for label in LABELS]


def event_tone(file: str) -> Answers:
    """Tone of the event, with what its score is worth."""
    table, said = _read(file)
    sure = said[SCORES].max(axis=1).tolist()
    return by_part(table["split"].tolist(), table["tone"].tolist(), said["tone"].tolist(), sure)


def agency_tone(file: str) -> Answers:
    """Tone toward the agency, for an office that names none."""
    table, said = _read(file)
    return by_part(table["split"].tolist(), table["tone"].tolist(), said["tone_agency"].tolist())


def potential(file: str) -> Answers:
    """Potential negative: the mark and the label."""
    table, said = _read(file)
    return marks_by_part(
        table["split"].tolist(), (table["potential"] == "1").tolist(), said["potential_negative"].tolist()
    )


@cache
def _read(file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = table_of(file)
    return table, tone_columns(posts_of(table))
