"""[laporan] and [[penanda_tangan]] of kentongan.toml: what a report looks like, when it closes, who signs it."""

from __future__ import annotations

from datetime import time as time_of_day
from typing import Literal

from pydantic import Field

from kentongan.config.base import CutOff, SettingsTable
from kentongan.core.office import Signatory

Flavour = Literal["html", "docx", "pdf", "xlsx", "txt", "buku-pdf", "buku-docx", "pptx"]


class ReportTable(SettingsTable):
    """[laporan]: what the report looks like and when it closes."""

    zone: Literal["WIB", "WITA", "WIT"] = Field("WIB", alias="zona", description="Zona waktu.", examples=["WITA"])
    cut_off: CutOff = Field(
        time_of_day(6, 0), alias="batas_waktu", description="Jam batas pantauan harian.", examples=["06.00"]
    )
    compiler: str = Field(
        "", alias="penyusun", description="Nama dan jabatan penyusun.", examples=["Nama, Pranata Humas Ahli Muda"]
    )
    checker: str = Field(
        "", alias="pemeriksa", description="Nama dan jabatan pemeriksa.", examples=["Nama, Ketua Tim Humas"]
    )
    number: str = Field("", alias="nomor", description="Nomor laporan.", examples=["500.12/…/2026"])
    classification: Literal["Biasa", "Terbatas", "Segera"] = Field(
        "Terbatas", alias="sifat", description="Sifat laporan.", examples=["Terbatas"]
    )
    folder: str = Field("laporan", alias="folder", description="Folder hasil laporan.", examples=["laporan"])
    template: str = Field(
        "",
        alias="templat",
        description="Templat Word milik kantor; kosong = bentuk bawaan. Buat contohnya: kentongan template example.",
        examples=["templat.docx"],
    )
    emblem: str = Field(
        "",
        alias="lambang",
        description="Gambar lambang instansi (PNG) untuk PDF, buku kliping, dan salindia.",
        examples=["lambang.png"],
    )
    sections: tuple[str, ...] = Field(
        (),
        alias="bagian",
        description="Bagian laporan menurut urutan; kosong = semua. Templat yang menyebut bagian mengalahkannya.",
        examples=[["status", "ringkasan", "prioritas", "rekomendasi", "keterbatasan", "penutup", "lampiran-a"]],
    )
    flavours: tuple[Flavour, ...] = Field(
        ("html", "docx", "pdf", "xlsx", "txt"),
        alias="bentuk",
        description="Bentuk berkas yang dibuat; juga buku-pdf, buku-docx (buku kliping), dan pptx (salindia rapat).",
        examples=[["html", "docx", "pdf", "xlsx", "txt"]],
    )


class SignatoryTable(SettingsTable):
    """[[penanda_tangan]]: somebody who signs."""

    position: str = Field(
        alias="jabatan", min_length=2, description="Jabatan.", examples=["Kepala Dinas Komunikasi dan Informatika"]
    )
    name: str = Field(alias="nama", min_length=2, description="Nama lengkap dengan gelar.", examples=["Nama, S.Kom."])
    identity: str = Field("", alias="nip", description="NIP.", examples=["19800101 200501 1 001"])
    rank: str = Field("", alias="pangkat", description="Pangkat dan golongan.", examples=["Pembina (IV/a)"])
    role: str = Field("", alias="sebagai", description="Kata di atas jabatan.", examples=["Mengetahui"])

    def known(self) -> Signatory:
        """As reports know it."""
        return Signatory(self.position, self.name, self.identity, self.rank, self.role)
