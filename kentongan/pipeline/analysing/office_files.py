"""What the settings name beside themselves, looked at before the day needs it: own places, region, transformer."""

from __future__ import annotations

from kentongan.config.settings import Settings
from kentongan.core.errors import ConfigError
from kentongan.core.messages import Say


def check_office_files(settings: Settings) -> Say:
    """Can everything be read that the next analysis will read? Says what it will read.

    Raises:
        ConfigError: the table of own places cannot be read, or the office's region is in no list.
        ModelError: the transformer that the settings name cannot be used.
    """
    from analysis.places.gazetteer import Gazetteer
    from kentongan.pipeline.analysing.analyse import places_of
    from kentongan.pipeline.analysing.office_models import tone_layers

    region, gazetteer = settings.office().region, Gazetteer.load(places_of(settings))
    if region and region not in gazetteer:
        raise ConfigError(
            Say(
                f"`instansi.wilayah`: tidak ada wilayah {region}.", f"`instansi.wilayah`: there is no region {region}."
            ),
            Say(
                "Tulis kode Kepmendagri, misalnya 64.72, atau tambahkan lewat `penilaian.wilayah_tambahan`.",
                "Write its Kepmendagri code, for example 64.72, or add it by `penilaian.wilayah_tambahan`.",
            ),
        )
    tone_layers(settings)
    where = gazetteer.full(region) if region else ""
    model = settings.tables.model.tone_onnx
    found = Say(f"model {model}", f"model {model}") if model else Say("model bawaan", "the shipped model")
    return Say(*("; ".join(filter(None, (where, text))) for text in (found.id, found.en)))
