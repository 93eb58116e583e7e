"""Posts labelled by hand with the tone toward the agency, and what the steps say of them; see agency_tone_2.md, agency_tone_3.md."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from analysis.frame import posts_frame
from analysis.places.gazetteer import Gazetteer
from analysis.steps import STEPS, Context
from kentongan.core.office import Office

FILE = Path(__file__).with_name("agency_tone_2.tsv")
STRANGERS = Path(__file__).with_name("agency_tone_3.tsv")
OFFICE = Office(
    "Pemerintah Kabupaten Banyumas",
    "PEMKAB BANYUMAS",
    region="33.02",
    region_name="Kabupaten Banyumas",
    leader="Bupati Banyumas",
    aliases=("Pemkab Banyumas",),
)


#: Offices of the third set; ministries have no region.
_REGIONS = {
    "16.71": "Kota Palembang", "18": "Provinsi Lampung", "12.71": "Kota Medan", "13.71": "Kota Padang",
    "32.05": "Kabupaten Garut", "34.04": "Kabupaten Sleman", "35.09": "Kabupaten Jember", "51.08": "Kabupaten Buleleng",
    "53.71": "Kota Kupang", "63.71": "Kota Banjarmasin", "64.72": "Kota Samarinda", "73.71": "Kota Makassar",
    "91.71": "Kota Jayapura",
}  # fmt: skip
_LEADERS = {"Kota": "Wali Kota", "Kabupaten": "Bupati", "Provinsi": "Gubernur"}
_MINISTRIES = {
    "kemenag": Office(
        "Kementerian Agama",
        "KEMENAG",
        kind="kementerian",
        leader="Menteri Agama",
        aliases=("Kemenag", "Menag"),
        profile="kemenag",
    ),
    "kemenkes": Office(
        "Kementerian Kesehatan",
        "KEMENKES",
        kind="kementerian",
        leader="Menteri Kesehatan",
        aliases=("Kemenkes", "Menkes"),
    ),
}


def office_of(code: str) -> Office:
    """The office whose desk reads a post of the third set."""
    if code in _MINISTRIES:
        return _MINISTRIES[code]
    level, name = _REGIONS[code].split(" ", 1)
    short = {"Kota": "Pemkot", "Kabupaten": "Pemkab", "Provinsi": "Pemprov"}[level]
    return Office(
        f"Pemerintah {level} {name}",
        f"{short} {name}".upper(),
        kind=level.lower(),
        region=code,
        region_name=_REGIONS[code],
        leader=f"{_LEADERS[level]} {name}",
        aliases=(f"{short} {name}",),
    )


def digest(file: Path = FILE) -> str:
    """SHA-256 of the labels."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def read() -> pd.DataFrame:
    """Columns half, case, kind, event, agency (labels), text, and said_event, said_agency."""
    table = pd.read_csv(FILE, sep="\t", quoting=3)
    return table.join(_said(table, OFFICE))


def read_strangers() -> pd.DataFrame:
    """The same of the third set, with the column ``office``; every post is read at the desk it is for."""
    table = pd.read_csv(STRANGERS, sep="\t", quoting=3, dtype=str)
    said = [_said(rows, office_of(str(code))) for code, rows in table.groupby("office", sort=True)]
    return table.join(pd.concat(said))


def _said(table: pd.DataFrame, office: Office) -> pd.DataFrame:
    rows = zip(table["kind"], table["text"], strict=True)
    posts = posts_frame([{"kind": kind, "title" if kind == "news" else "text": text} for kind, text in rows])
    context = Context(office, Gazetteer.load())
    found = pd.DataFrame(index=posts.index)
    for step in STEPS:
        if step.name in {"places", "tone"}:
            found = pd.concat([found, step.run(posts, context, found)], axis=1)
    return pd.DataFrame(
        {"said_event": found["tone"].tolist(), "said_agency": found["tone_agency"].tolist()}, index=table.index
    )
