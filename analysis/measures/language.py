"""The language of short posts, those that the machine knows."""

from __future__ import annotations

from analysis.learning.files import load_model
from analysis.measures.answers import Answers, by_part, posts_of, table_of
from analysis.text.language import language_columns


def language(file: str) -> Answers:
    """Language of each post whose label is one of the machine's codes."""
    table = table_of(file)
    table = table[table["language"].isin(load_model("language")[1]["labels"])].reset_index(drop=True)
    said = language_columns(posts_of(table))["language"].tolist()
    return by_part(table["split"].tolist(), table["language"].tolist(), said)
