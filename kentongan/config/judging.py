"""[penilaian] of kentongan.toml: how issues are judged."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kentongan.config.base import SettingsTable


class JudgementTable(SettingsTable):
    """[penilaian]: how issues are judged."""

    profile: Literal["pemda", "kemenag"] = Field(
        "pemda", alias="profil", description="Daftar kategori isu.", examples=["pemda"]
    )
    min_burst: int = Field(
        50, alias="lonjakan_minimal", ge=1, le=10_000, description="Jumlah minimal 6 jam untuk G=5.", examples=[50]
    )
    min_ratio: int = Field(
        5, alias="kenaikan_minimal", ge=1, le=1000, description="Jumlah minimal 24 jam untuk G=3/4.", examples=[5]
    )
    national_outlets: int = Field(
        1, alias="media_nasional_g5", ge=1, le=100, description="Jumlah media nasional untuk G=5.", examples=[1]
    )
    false_alarms: float = Field(
        7.0,
        alias="alarm_palsu_per_minggu",
        gt=0,
        le=100,
        description="Alarm palsu yang masih diterima per minggu.",
        examples=[7.0],
    )
    early_signs: float = Field(
        0.1,
        alias="pertanda_awal_per_minggu",
        ge=0,
        le=10,
        description="Kata menonjol per minggu yang boleh kebetulan agar menjadi pertanda awal; 0 = tanpa pertanda awal.",
        examples=[0.1],
    )
    playbook: str = Field(
        "",
        alias="pedoman",
        description="Berkas TOML pedoman rekomendasi milik instansi; kosong = pedoman bawaan.",
        examples=["playbook.toml"],
    )
    extra_places: str = Field(
        "",
        alias="wilayah_tambahan",
        description="Berkas CSV kode,nama,sebutan untuk dusun atau nama lokal.",
        examples=["wilayah.csv"],
    )
