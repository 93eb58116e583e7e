"""The tables of kentongan.toml on watching: when alarms are told, and the clocks of the hoax desk."""

from __future__ import annotations

from datetime import time as time_of_day

from pydantic import Field

from kentongan.config.base import CutOff, SettingsTable


class AlertsTable(SettingsTable):
    """[peringatan]: when an alarm is told, and to whom."""

    quiet_from: CutOff = Field(
        time_of_day(0, 0), alias="tenang_mulai", description="Awal jam tenang.", examples=["21.00"]
    )
    quiet_to: CutOff = Field(
        time_of_day(0, 0),
        alias="tenang_selesai",
        description="Akhir jam tenang; sama dengan awalnya = tanpa jam tenang. Krisis tetap diberitahukan.",
        examples=["05.00"],
    )
    calm_hours: int = Field(
        24,
        alias="jeda_jam",
        ge=1,
        le=720,
        description="Jeda (jam) sebelum isu dan aturan yang sama diberitahukan lagi.",
        examples=[24],
    )
    routes: dict[str, str] = Field(
        default_factory=dict,
        alias="penerima",
        description="Penerima per kode kategori; kunci kosong untuk kategori lain.",
        examples=[{"BANJIR": "BPBD", "": "Humas"}],
    )


class DeskTable(SettingsTable):
    """[meja_hoaks]: the clocks of the hoax desk."""

    target: float = Field(
        3.0,
        alias="tenggat_jam",
        gt=0,
        le=168,
        description="Tenggat putusan sejak laporan diterima (jam).",
        examples=[3.0],
    )
    urgent: float = Field(
        1.0,
        alias="tenggat_segera_jam",
        gt=0,
        le=168,
        description="Tenggat untuk klaim bantuan dan lowongan (jam).",
        examples=[1.0],
    )
    limit: float = Field(
        24.0, alias="batas_jam", gt=0, le=720, description="Batas paling lambat (jam).", examples=[24.0]
    )
    wake_least: int = Field(
        3,
        alias="bangun_minimal",
        ge=1,
        le=1000,
        description="Unggahan per hari yang membangunkan klaim yang sudah diklarifikasi.",
        examples=[3],
    )
    factcheck_list: str = Field(
        "",
        alias="daftar_cek_fakta",
        description="Berkas CSV meja cek fakta tambahan: key,name,kind,address,pattern,on.",
        examples=["cekfakta.csv"],
    )
