"""[[kategori]] of kentongan.toml: what an office adds to the list of categories."""

from __future__ import annotations

from pydantic import Field

from kentongan.config.base import SettingsTable
from kentongan.core.office import OwnCategory


class CategoryTable(SettingsTable):
    """[[kategori]]: a category of the office's own, or more words for one of the profile."""

    code: str = Field(
        alias="kode",
        pattern=r"^[A-Z][A-Z0-9]{1,11}$",
        description="Kode kategori baru (huruf besar), atau kode dari profil untuk menambah katanya.",
        examples=["WISATA"],
    )
    name: str = Field("", alias="nama", description="Nama yang dicetak; kosong = nama bawaan.", examples=["Pariwisata"])
    owner: str = Field(
        "", alias="penanggung_jawab", description="OPD penanggung jawab bila tidak ada di [[opd]].", examples=["Dispar"]
    )
    strong: tuple[str, ...] = Field(
        (), alias="kuat", description="Frasa yang hampir pasti berarti kategori ini.", examples=[["objek wisata"]]
    )
    words: tuple[str, ...] = Field(
        (), alias="kata", description="Kata yang mendukung kategori ini.", examples=[["wisatawan", "pantai"]]
    )
    weak: tuple[str, ...] = Field(
        (), alias="lemah", description="Kata yang hanya dihitung di samping kata lain.", examples=[["liburan"]]
    )
    without: tuple[str, ...] = Field(
        (), alias="kecuali", description="Kata bawaan yang tidak dihitung untuk kategori ini.", examples=[["festival"]]
    )

    def own(self) -> OwnCategory:
        """As analysis knows it."""
        return OwnCategory(self.code, self.name, self.owner, self.strong, self.words, self.weak, self.without)
