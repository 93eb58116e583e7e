"""The table that says how officers come in: through the office's identity provider (OpenID Connect), or by password."""

from __future__ import annotations

import re
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from kentongan.config.base import SettingsTable, WrongTogether
from kentongan.core.access import Role
from kentongan.core.messages import Say

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_encrypted(address: str) -> bool:
    """Whether what is sent to an address can be read by nobody on the way: https, or this very computer.

    Raises nothing: what is no address is not encrypted.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None
    return plain and ((parts.scheme == "https" and bool(host)) or (parts.scheme == "http" and host in _LOOPBACK))


class EntranceTable(SettingsTable):
    """[masuk]: login through the office's identity provider; off while no issuer is given."""

    issuer: str = Field(
        "",
        alias="penerbit",
        description="Alamat penyedia akun kantor (OpenID Connect, issuer); kosong berarti tidak dipakai.",
        examples=["https://sso.samarindakota.go.id/realms/pegawai"],
    )
    client: str = Field(
        "",
        alias="klien",
        max_length=200,
        description="Nama klien di penyedia (client_id); rahasianya lewat KENTONGAN_KUNCI_MASUK.",
        examples=["kentongan"],
    )
    address: str = Field(
        "",
        alias="alamat_dasbor",
        description="Alamat dasbor seperti diketik di peramban; penyedia mengembalikan orang ke sini.",
        examples=["https://dasbor.samarindakota.go.id"],
    )
    roles: dict[str, tuple[Role, ...]] = Field(
        default_factory=dict,
        alias="peran",
        description="Kelompok di penyedia dan peran yang didapat anggotanya.",
        examples=[{"humas-analis": ["analis"], "humas-pimpinan": ["pimpinan"]}],
    )
    other_roles: tuple[Role, ...] = Field(
        (),
        alias="peran_lain",
        description="Peran bagi orang tanpa kelompok di atas; kosong berarti ditolak.",
        examples=[["analis"]],
    )
    groups_claim: str = Field(
        "groups",
        alias="klaim_kelompok",
        min_length=1,
        description="Klaim yang memuat kelompok; titik memisahkan tingkat.",
        examples=["realm_access.roles"],
    )
    scopes: tuple[str, ...] = Field(
        ("openid", "profile", "email"),
        alias="lingkup",
        description="Lingkup yang diminta kepada penyedia (scope).",
        examples=[["openid", "profile", "email", "groups"]],
    )
    passwords: Literal["semua", "admin", "tidak"] = Field(
        "admin",
        alias="sandi",
        description='Siapa yang tetap boleh masuk dengan kata sandi: "semua", "admin", atau "tidak".',
        examples=["admin"],
    )
    hours: int = Field(
        12,
        alias="batas_jam",
        ge=1,
        le=168,
        description="Sesudah sekian jam orang masuk lagi lewat penyedia, sehingga perannya diperiksa ulang.",
        examples=[12],
    )

    @property
    def on(self) -> bool:
        """Whether people can come in through the provider."""
        return bool(self.issuer)

    @field_validator("issuer", "address")
    @classmethod
    def _safe(cls, value: str) -> str:
        if value and (not is_encrypted(value) or re.search(r"[?#\s]", value)):
            raise ValueError("bukan alamat https")
        return value

    @field_validator("address")
    @classmethod
    def _bare(cls, value: str) -> str:
        if urlsplit(value).path not in ("", "/"):
            raise ValueError("tanpa jalur")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.on and not (self.client and self.address):
            raise WrongTogether(
                Say("memerlukan klien dan alamat_dasbor", "needs klien (client) and alamat_dasbor (address)")
            )
        if self.on and "openid" not in self.scopes:
            raise WrongTogether(Say("memerlukan lingkup openid", "needs the scope openid"))
        if self.on and not (any(self.roles.values()) or self.other_roles):
            raise WrongTogether(
                Say("memerlukan peran (atau peran_lain)", "needs peran (roles of groups) or peran_lain")
            )
        return self
