"""From what a person wrote to a source that can be collected: every value checked, the rest filled in from what is known."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.places.gazetteer import Gazetteer, zone_of
from collectors.feeds.source_lists import NO, YES, SourceEntry
from collectors.outlets import outlet_of, platform_of
from collectors.registry import kinds
from kentongan.core.clock import ZONES
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say, printable
from kentongan.core.posts import Source, source_id
from kentongan.core.urls import host_of
from kentongan.pipeline.collecting.starting import find_region

# The form that kentongan.toml asks for too.
_ADDRESS = re.compile(r"(?:https?|wss|imaps)://[^\s/@]+(?:/\S*)?", re.IGNORECASE)
_CREDENTIALS = re.compile(r"^[a-z]+://[^/]*@", re.IGNORECASE)
_LONGEST_NAME = 120
# Kinds that read any site.
_GENERAL = frozenset({"feed", "sitemap", "wordpress", "section"})
# Platforms whose pages are not read as if they were a news site: by which kind, if any, they are.
_PLATFORM_KINDS = {
    "X": "x",
    "Telegram": "telegram",
    "Instagram": "instagram",
    "Threads": "threads",
    "Facebook": "",
    "TikTok": "",
    "WhatsApp": "",
    "Reddit": "",
    "Kaskus": "",
    "SP4N-LAPOR!": "",
}
# Read by `kentongan import`, not collected.
_FILES = frozenset({"file", "chat"})


def with_scheme(address: str) -> str:
    """The address with https where no scheme was written."""
    text = address.strip()
    return text if "://" in text or not text else f"https://{text.lstrip('/')}"


def checked_source(entry: SourceEntry, *, zone: str) -> Source:
    """The source that an entry stands for.

    What was not written is taken from the list of known outlets; a zone from the region, else the office's.

    Args:
        entry: as written.
        zone: the office's zone.

    Raises:
        UsageError: a value cannot be used; the message names it and gives one that can.
    """
    address = _address(entry.address)
    kind = entry.kind.strip().casefold() or "feed"
    choices = [one for one in kinds() if one not in _FILES]
    if kind not in choices:
        raise UsageError(
            Say(f"Jenis sumber {kind} tidak dikenal.", f"There is no kind of source {kind}."),
            Say("Pilihan: " + ", ".join(choices) + ".", "Choose from: " + ", ".join(choices) + "."),
        )
    if kind in _GENERAL:
        _refuse_platform(address)
    outlet = outlet_of(address)
    known_region = outlet.region if outlet else ""
    region = _region(entry.region) if entry.region.strip() else known_region
    name = printable(entry.name)[:_LONGEST_NAME] or (outlet.name if outlet else host_of(address))
    return Source(
        id=source_id(kind, address, name),
        kind=kind,
        name=name,
        address=address,
        region=region,
        tier=_tier(entry.tier) if entry.tier.strip() else (outlet.tier if outlet else 0),
        zone=_zone(entry.zone) if entry.zone.strip() else (zone_of(region) if region else zone),
        official=_yes(entry.official, default=False, name="resmi"),
        enabled=_yes(entry.enabled, default=True, name="aktif"),
        options=dict(entry.options),
    )


def with_choices(entry: SourceEntry, other: SourceEntry) -> SourceEntry:
    """`entry` with what `other` says, where it says something."""
    said = {name: value for name in SourceEntry.__dataclass_fields__ if (value := getattr(other, name))}
    return replace(entry, **said)


def _address(text: str) -> str:
    address = with_scheme(text)
    if _CREDENTIALS.match(address):
        raise UsageError(
            Say("Alamat memuat nama pengguna atau sandi.", "The address carries a user name or a password."),
            Say(
                "Hapus bagian sebelum tanda @; sandi layanan ditulis di [kunci].",
                "Leave out what stands before the @; passwords belong into [kunci].",
            ),
        )
    if not _ADDRESS.fullmatch(address) or ("." not in host_of(address) and ":" not in address.partition("://")[2]):
        shown = printable(address)[:80] or "(kosong)"
        raise UsageError(
            Say(f"{shown} bukan alamat situs.", f"{shown} is no address of a site."),
            Say("Salin dari bilah alamat, misalnya https://contoh.id/.", "Copy it, for example https://contoh.id/."),
        )
    return address


def _refuse_platform(address: str) -> None:
    """A platform has its own rules: it is read by its own kind, with its legal note, or not at all."""
    platform = platform_of(address)
    name, kind = (platform.name, _PLATFORM_KINDS.get(platform.name)) if platform else ("", None)
    if host_of(address) == "news.google.com":
        name, kind = "Google News", "google_news"
    if kind is None:
        return
    if kind:
        do = Say(f"Tambahkan --kind {kind}; catatan hukumnya ditampilkan.", f"Add --kind {kind}; its note is shown.")
    else:
        do = Say("Masukkan ekspornya: kentongan import BERKAS.", "Bring in an export: kentongan import FILE.")
    raise UsageError(
        Say(f"Halaman {name} tidak dibaca sebagai situs berita.", f"Pages of {name} are not read as a news site."), do
    )


def _region(text: str) -> str:
    found, exact = find_region(text, Gazetteer.load())
    if exact and len(found) == 1:
        return found[0][0]
    listed = "; ".join(f"{name} ({code})" for code, name in found[:4])
    if not found:
        what = Say(f"Wilayah {text} tidak ditemukan.", f"There is no region {text}.")
    elif exact:
        what = Say(f"Wilayah {text} ada beberapa: {listed}.", f"There are several regions {text}: {listed}.")
    else:
        what = Say(f"Wilayah {text} tidak ditemukan; yang mirip: {listed}.", f"No region {text}; similar: {listed}.")
    raise UsageError(what, Say("Sebutkan kodenya, misalnya 64.72.", "Name its code, for example 64.72."))


def _tier(text: str) -> int:
    words = {"nasional": 1, "national": 1, "regional": 2, "lokal": 3, "local": 3}
    tier = words.get(text.strip().casefold(), int(text) if text.strip() in {"0", "1", "2", "3"} else -1)
    if tier < 0:
        raise UsageError(
            Say(f"Tingkat {text} tidak dikenal.", f"There is no tier {text}."),
            Say("Pilihan: 1 nasional, 2 regional, 3 lokal.", "Choose from: 1 national, 2 regional, 3 local."),
        )
    return tier


def _zone(text: str) -> str:
    zone = text.strip().upper()
    if zone not in ZONES:
        raise UsageError(
            Say(f"Zona {text} tidak dikenal.", f"There is no zone {text}."),
            Say("Pilihan: WIB, WITA, WIT.", "Choose from: WIB, WITA, WIT."),
        )
    return zone


def _yes(text: str, *, default: bool, name: str) -> bool:
    word = text.strip().casefold()
    if not word:
        return default
    if word in YES | NO:
        return word in YES
    raise UsageError(
        Say(
            f"Isi kolom {name} tidak dikenal: {text[:40]}.", f"The column {name} holds something unknown: {text[:40]}."
        ),
        Say("Tulis ya atau tidak.", "Write ya (yes) or tidak (no)."),
    )
