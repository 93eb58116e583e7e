"""What the settings name beside themselves, looked at before the day needs it: own places, region, transformer."""

from __future__ import annotations

import csv
from typing import Final

from kentongan.config.settings import Settings
from kentongan.core.errors import ConfigError
from kentongan.core.messages import Say

_MEND: Final = Say(
    "Tulis kode Kepmendagri, misalnya 64.72, atau tambahkan lewat `penilaian.wilayah_tambahan`.",
    "Write its Kepmendagri code, for example 64.72, or add it by `penilaian.wilayah_tambahan`.",
)


def unknown_region(settings: Settings) -> Say | None:
    """What an analysis loses by a region that is in no list, and what to do; None where the region is known or none is set.

    Raises:
        ConfigError: the table of own places cannot be read.
    """
    from analysis.places.gazetteer import Gazetteer

    region = settings.office().region
    if not region or region in Gazetteer.load(places_of(settings)):
        return None
    what = _no_region(region)
    return Say(
        f"{what.id} Lokasi dan kewenangan unggahan dinilai tanpa wilayah instansi. {_MEND.id}",
        f"{what.en} Places and authority are judged without the office's region. {_MEND.en}",
    )


def _no_region(region: str) -> Say:
    return Say(f"`instansi.wilayah`: tidak ada wilayah {region}.", f"`instansi.wilayah`: there is no region {region}.")


def check_office_files(settings: Settings) -> Say:
    """Can everything be read that the next analysis will read? Says what it will read.

    Raises:
        ConfigError: the table of own places cannot be read, or the office's region is in no list.
        ModelError: the transformer that the settings name cannot be used.
    """
    from analysis.places.gazetteer import Gazetteer
    from kentongan.pipeline.analysing.office_models import tone_layers

    region, gazetteer = settings.office().region, Gazetteer.load(places_of(settings))
    if region and region not in gazetteer:
        raise ConfigError(_no_region(region), _MEND)
    tone_layers(settings)
    where = gazetteer.full(region) if region else ""
    model = settings.tables.model.tone_onnx
    found = Say(f"model {model}", f"model {model}") if model else Say("model bawaan", "the shipped model")
    return Say(*("; ".join(filter(None, (where, text))) for text in (found.id, found.en)))


def places_of(settings: Settings) -> list[tuple[str, str, tuple[str, ...]]]:
    """The office's own places: rows of code, name, aliases (divided by |) in the CSV file the settings name.

    Raises:
        ConfigError: the file is missing or not such a table.
    """
    name = settings.tables.judgement.extra_places
    if not name:
        return []
    path = settings.path(name)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return [(row["code"].strip(), row["name"], tuple((row.get("aliases") or "").split("|"))) for row in rows]
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise ConfigError(
            Say(
                f"`penilaian.wilayah_tambahan`: {name} tidak terbaca.",
                f"`penilaian.wilayah_tambahan`: {name} cannot be read.",
            ),
            Say("Isinya CSV dengan kolom code,name,aliases.", "It is a CSV file with the columns code,name,aliases."),
        ) from error
