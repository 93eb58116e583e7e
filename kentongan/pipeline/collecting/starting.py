"""`init`: from a few answers to a settings file with starter sources for the region."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.places.gazetteer import Gazetteer, bare_name, level_of, zone_of
from collectors.feeds.starter_pack import starter_sources
from kentongan.config.writing import write_settings
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say

# Who owns which category in most regencies and cities (field guide 13.1); the office corrects it in the file.
_UNITS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("DPUPR", ("INFRA",), ("Dinas PUPR", "Dinas Pekerjaan Umum")),
    ("BPBD", ("BANJIR",), ("Badan Penanggulangan Bencana Daerah",)),
    ("DPMPTSP", ("LAYAN",), ("Mal Pelayanan Publik",)),
    ("Disdukcapil", ("ADMIND",), ("Dinas Dukcapil", "Dukcapil")),
    ("Dinas Kesehatan", ("SEHAT", "GIZI"), ("Dinkes",)),
    ("Dinas Pendidikan", ("DIDIK",), ("Disdik",)),
    ("Dinas Sosial", ("BANSOS",), ("Dinsos",)),
    ("Disperindag", ("PANGAN",), ("Dinas Perdagangan",)),
    ("Dinas Perhubungan", ("TRANS",), ("Dishub",)),
    ("Dinas Lingkungan Hidup", ("LH",), ("DLH",)),
    ("PDAM", ("AIR",), ("Perumda Air Minum",)),
    ("Satpol PP", ("TIBUM",), ()),
    ("Inspektorat", ("KORUP",), ()),
    ("BKPSDM", ("ASN",), ("BKD",)),
    ("BPKAD", ("ANGG",), ("Bapenda",)),
    ("DPMD", ("DESA",), ()),
    ("Disnaker", ("TENAGA",), ("Dinas Tenaga Kerja",)),
    ("Kesbangpol", ("SARA", "POLITIK"), ()),
    ("Prokopim", ("TOKOH",), ("Bagian Protokol",)),
    ("Diskominfo", ("HUMAS",), ("Dinas Komunikasi dan Informatika",)),
)
_LEADERS = {
    "kabupaten": "Bupati",
    "kota": "Wali Kota",
    "provinsi": "Gubernur",
    "kanwil": "Kepala Kanwil",
    "kankemenag": "Kepala Kankemenag",
    "kementerian": "Menteri",
    "lainnya": "Pimpinan",
}
# For a regency one national outlet is an alarm; a ministry reads national outlets all day.
_NATIONAL_OUTLETS = {"provinsi": 2, "kanwil": 2, "kementerian": 5, "lainnya": 5}


@dataclass(frozen=True, slots=True)
class Answers:
    """What `init` asked. `region` is an official code, "" for none."""

    agency: str
    kind: str
    region: str = ""
    leader: str = ""
    watch_words: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


# "Kantor Kementerian Agama Kota Bandung" lies in "Kota Bandung"; "Pemkab" is a regency's government.
_REGION_WORDS = re.compile(
    r"\b(?:(?P<kabupaten>kabupaten|kab\.?|pemkab)|(?P<kota>kota|pemkot)|(?P<provinsi>provinsi|prov\.?|pemprov))"
    r"\s+(?P<name>\S.*)",
    re.IGNORECASE,
)
_LEVELS = ("kabupaten", "kota", "provinsi")
_OFFICE_LEVELS = {"kabupaten": "kabupaten", "kota": "kota", "provinsi": "provinsi", "kanwil": "provinsi"}


def region_in(agency: str) -> str:
    """The part of an agency's name that names its region, or the whole name."""
    found = _REGION_WORDS.search(agency)
    return found[0] if found else agency


def find_region(text: str, gazetteer: Gazetteer, kind: str = "", limit: int = 8) -> tuple[list[tuple[str, str]], bool]:
    """Provinces, regencies and cities that a person may mean by `text`.

    Args:
        text: a code or a name.
        gazetteer: all places.
        kind: of the office: a city's office lies in a city. Decides where the text itself does not.
        limit: at most so many.

    Returns:
        (code, full name) of each, and whether the name is theirs; otherwise they only resemble what was written.
    """
    code = text.strip()
    if code in gazetteer:
        return [(code, gazetteer.full(code))], True
    words = _REGION_WORDS.search(text)
    level = next(k for k in _LEVELS if words[k]) if words else _OFFICE_LEVELS.get(kind, "")
    name = words["name"] if words else text
    exact = [found for found in gazetteer.find(name) if len(found) <= 5]
    fitting = [found for found in exact if not level or level_of(found) == level]
    if fitting or (exact and not words):
        return [(found, gazetteer.full(found)) for found in (fitting or exact)[:limit]], True
    return [
        (found, full)
        for found, full, _ in gazetteer.search(f"{level} {name}" if words else text, limit=30)
        if len(found) <= 5
    ][:limit], False


def default_leader(kind: str, region_name: str) -> str:
    """As in "Bupati Bogor" for a regency called "Kabupaten Bogor"."""
    bare = bare_name(region_name)
    return (
        f"{_LEADERS.get(kind, 'Pimpinan')} {bare}".strip()
        if kind in {"kabupaten", "kota", "provinsi"}
        else _LEADERS[kind]
    )


def settings_values(answers: Answers, gazetteer: Gazetteer) -> dict[str, Any]:
    """The tables of kentongan.toml for these answers, with sources and units to start from.

    Raises:
        UsageError: the region's code is not in the gazetteer.
    """
    if answers.region and answers.region not in gazetteer:
        raise UsageError(
            Say(f"Kode wilayah {answers.region} tidak ada.", f"There is no region {answers.region}."),
            Say(
                "Contoh: 64.72 untuk Kota Samarinda, 32 untuk Jawa Barat.",
                "Example: 64.72 for Kota Samarinda, 32 for Jawa Barat.",
            ),
        )
    place = gazetteer.name(answers.region) if answers.region else ""
    bare = bare_name(place)
    kemenag = answers.kind in {"kanwil", "kankemenag"}
    office: dict[str, Any] = {"nama": answers.agency, "jenis": answers.kind, "wilayah": answers.region}
    if bare and answers.kind != "provinsi":
        office["kota"] = bare
    office["pimpinan"] = answers.leader or default_leader(answers.kind, place)
    office["sebutan"] = list(answers.aliases or _default_aliases(answers.kind, bare))
    office["kata_pantau"] = list(answers.watch_words)
    return {
        "instansi": office,
        "laporan": {"zona": zone_of(answers.region) if answers.region else "WIB"},
        "penilaian": {
            "profil": "kemenag" if kemenag else "pemda",
            "media_nasional_g5": _NATIONAL_OUTLETS.get(answers.kind, 1),
        },
        "opd": [] if kemenag or answers.kind in {"kementerian", "lainnya"} else _units(),
        "sumber": [_source(s) for s in starter_sources(answers.region)],
    }


def _default_aliases(kind: str, bare: str) -> list[str]:
    short = {"kabupaten": "Pemkab", "kota": "Pemkot", "provinsi": "Pemprov"}.get(kind)
    return [f"{short} {bare}"] if short and bare else []


def _units() -> list[dict[str, Any]]:
    return [{"nama": name, "kategori": list(codes), "sebutan": list(aliases)} for name, codes, aliases in _UNITS]


def _source(source: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"nama": source.name, "alamat": source.address, "tingkat": source.tier}
    if source.kind != "feed":
        row["jenis"] = source.kind
    if source.region:
        row["wilayah"] = source.region
    return row


def start(path: Path, answers: Answers, *, overwrite: bool) -> int:
    """Write the settings file; returns how many starter sources it holds."""
    values = settings_values(answers, Gazetteer.load())
    write_settings(path, values, overwrite=overwrite)
    return len(values["sumber"])
