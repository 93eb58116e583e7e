"""Posts labelled by hand with the tone toward the agency, and what the steps say of them; see agency_tone_2.md."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from analysis.frame import posts_frame
from analysis.places.gazetteer import Gazetteer
from analysis.steps import STEPS, Context
from kentongan.core.office import Office

FILE = Path(__file__).with_name("agency_tone_2.tsv")
OFFICE = Office(
    "Pemerintah Kabupaten Banyumas",
    "PEMKAB BANYUMAS",
    region="33.02",
    region_name="Kabupaten Banyumas",
    leader="Bupati Banyumas",
    aliases=("Pemkab Banyumas",),
)


def digest() -> str:
    """SHA-256 of the labels."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()


def read() -> pd.DataFrame:
    """Columns half, case, kind, event, agency (labels), text, and said_event, said_agency."""
    table = pd.read_csv(FILE, sep="\t", quoting=3)
    rows = zip(table["kind"], table["text"], strict=True)
    posts = posts_frame([{"kind": kind, "title" if kind == "news" else "text": text} for kind, text in rows])
    context = Context(OFFICE, Gazetteer.load())
    found = pd.DataFrame(index=posts.index)
    for step in STEPS:
        if step.name in {"places", "tone"}:
            found = pd.concat([found, step.run(posts, context, found)], axis=1)
    return table.assign(said_event=found["tone"].tolist(), said_agency=found["tone_agency"].tolist())
