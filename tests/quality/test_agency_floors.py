"""Tone toward the agency of invented posts: the half set aside before any result was seen, and another's posts."""

import json
from pathlib import Path

import pandas as pd

from analysis.frame import posts_frame
from analysis.tone import tone_columns

HERE = Path(__file__).parent


def test_tone_toward_the_agency() -> None:
    """``check``: never looked at when tuning; ``other``: written for the categories, looked at once."""
    floors = json.loads((HERE / "floors.json").read_text("utf-8"))["floors"]["tone_agency"]
    table = pd.read_csv(HERE / "agency_tone.tsv", sep="\t", quoting=3)
    records = [
        {"kind": kind, "title" if kind == "news" else "text": text}
        for kind, text in zip(table["kind"], table["text"], strict=True)
    ]
    right = tone_columns(posts_frame(records))["tone_agency"] == table["tone"]
    scores = right.groupby(table["split"]).mean()

    assert {name: scores[name] for name in floors if scores[name] < floors[name]} == {}
