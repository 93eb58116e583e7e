"""The tables that say when the work is done, and where finished reports and alerts go."""

from __future__ import annotations

from datetime import time as time_of_day
from typing import Literal, Self

from pydantic import Field, model_validator

from kentongan.config.base import CutOff, SettingsTable
from kentongan.config.report_table import Flavour


class TimetableTable(SettingsTable):
    """[jadwal]: what `kentongan due` does by itself, and when."""

    listen_minutes: int = Field(
        10,
        alias="dengar_menit",
        ge=0,
        le=1_440,
        description="Jeda (menit) antara pengumpulan dan pemeriksaan peringatan; 0 = tidak.",
        examples=[10],
    )
    report_at: CutOff = Field(
        time_of_day(6, 30), alias="laporan", description="Jam draf laporan disusun.", examples=["06.30"]
    )
    updates_at: tuple[CutOff, ...] = Field(
        (),
        alias="pembaruan",
        max_length=6,
        description="Jam draf pembaruan disusun; kosong = tidak.",
        examples=[["12.00", "17.00"]],
    )
    workdays_only: bool = Field(
        False, alias="hari_kerja_saja", description="Tanpa draf pada akhir pekan dan hari libur.", examples=[False]
    )
    send_approved: bool = Field(
        False, alias="kirim_otomatis", description="Laporan yang disetujui langsung dikirim.", examples=[True]
    )


class MailTable(SettingsTable):
    """[surel]: the office's outgoing mail server."""

    host: str = Field("", alias="peladen", description="Nama peladen SMTP.", examples=["mail.samarindakota.go.id"])
    port: int = Field(587, alias="porta", ge=1, le=65_535, description="Porta peladen.", examples=[587])
    security: Literal["starttls", "tls", "tanpa"] = Field(
        "starttls",
        alias="keamanan",
        description='"starttls", "tls", atau "tanpa" (hanya di jaringan kantor sendiri).',
        examples=["starttls"],
    )
    user: str = Field(
        "", alias="pengguna", description="Nama pengguna; sandinya lewat KENTONGAN_KUNCI_SMTP.", examples=["humas"]
    )
    sender: str = Field(
        "", alias="pengirim", description="Alamat pengirim.", examples=["Humas <humas@samarindakota.go.id>"]
    )


class ChannelTable(SettingsTable):
    """[[kiriman]]: one way out."""

    name: str = Field(alias="nama", min_length=1, description="Nama kiriman.", examples=["Pimpinan"])
    kind: Literal["surel", "telegram", "whatsapp", "webhook", "apprise"] = Field(
        alias="jenis", description="surel, telegram, whatsapp, webhook, atau apprise.", examples=["surel"]
    )
    to: tuple[str, ...] = Field(
        alias="tujuan",
        min_length=1,
        description="Penerima: alamat surel, nomor obrolan Telegram, nomor WhatsApp, atau alamat webhook.",
        examples=[["sekda@samarindakota.go.id"]],
    )
    flavours: tuple[Flavour, ...] = Field(
        ("pdf",), alias="bentuk", description="Bentuk laporan yang dilampirkan.", examples=[["pdf", "docx"]]
    )
    reports: bool = Field(
        True, alias="laporan", description="Laporan yang sudah disetujui dikirim ke sini.", examples=[True]
    )
    alerts: bool = Field(False, alias="peringatan", description="Peringatan dikirim ke sini.", examples=[True])
    options: dict[str, str] = Field(
        default_factory=dict,
        alias="opsi",
        description="Keterangan tambahan: whatsapp nomor_id, templat, bahasa; webhook bentuk, berkas.",
        examples=[{"nomor_id": "1029384756"}],
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "whatsapp" and not self.options.get("nomor_id"):
            raise ValueError("kiriman whatsapp memerlukan opsi.nomor_id")
        if self.kind == "surel" and any("@" not in to or "\n" in to for to in self.to):
            raise ValueError("tujuan kiriman surel berupa alamat surel")
        if self.kind == "webhook" and any(not to.startswith(("https://", "http://")) for to in self.to):
            raise ValueError("tujuan kiriman webhook berupa alamat https")
        return self


class LanguageModelTable(SettingsTable):
    """[model_bahasa]: an optional language model that shortens summaries; off while no address is given."""

    address: str = Field(
        "",
        alias="alamat",
        pattern=r"^(?:https?://\S+)?$",
        description="Alamat layanan berbentuk OpenAI; kosong berarti tidak dipakai.",
        examples=["http://127.0.0.1:11434/v1"],
    )
    name: str = Field("", alias="nama", description="Nama model.", examples=["qwen2.5:7b"])
