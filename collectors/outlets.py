"""Which outlet or platform is behind an address, and what tier it has."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from kentongan.core.posts import PostKind
from kentongan.core.urls import host_of


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet.

    Args:
        domain: the part of its host names that identifies it.
        name: as people call it.
        tier: 1 national, 2 regional, 3 local.
        region: province code of its home, "" = national.
    """

    domain: str
    name: str
    tier: int
    region: str = ""


@dataclass(frozen=True, slots=True)
class Platform:
    """A place where people, not editors, publish; with the kind its posts are of."""

    name: str
    kind: PostKind


_X = Platform("X", PostKind.SOCIAL)
_FACEBOOK = Platform("Facebook", PostKind.SOCIAL)
_INSTAGRAM = Platform("Instagram", PostKind.SOCIAL)
_TIKTOK = Platform("TikTok", PostKind.SOCIAL)
_THREADS = Platform("Threads", PostKind.SOCIAL)
_YOUTUBE = Platform("YouTube", PostKind.VIDEO)
_TELEGRAM = Platform("Telegram", PostKind.SOCIAL)
_WHATSAPP = Platform("WhatsApp", PostKind.MESSAGE)
_LAPOR = Platform("SP4N-LAPOR!", PostKind.COMPLAINT)

_BY_DOMAIN: Mapping[str, Platform] = {
    "x.com": _X,
    "twitter.com": _X,
    "facebook.com": _FACEBOOK,
    "fb.com": _FACEBOOK,
    "fb.watch": _FACEBOOK,
    "instagram.com": _INSTAGRAM,
    "tiktok.com": _TIKTOK,
    "threads.net": _THREADS,
    "threads.com": _THREADS,
    "youtube.com": _YOUTUBE,
    "youtu.be": _YOUTUBE,
    "t.me": _TELEGRAM,
    "wa.me": _WHATSAPP,
    "lapor.go.id": _LAPOR,
    "bsky.app": Platform("Bluesky", PostKind.SOCIAL),
    "reddit.com": Platform("Reddit", PostKind.SOCIAL),
    "kaskus.co.id": Platform("Kaskus", PostKind.SOCIAL),
}
_BY_NAME: Mapping[str, Platform] = {
    "x": _X,
    "twitter": _X,
    "xtwitter": _X,
    "twitterx": _X,
    "facebook": _FACEBOOK,
    "fb": _FACEBOOK,
    "instagram": _INSTAGRAM,
    "ig": _INSTAGRAM,
    "tiktok": _TIKTOK,
    "threads": _THREADS,
    "youtube": _YOUTUBE,
    "yt": _YOUTUBE,
    "telegram": _TELEGRAM,
    "whatsapp": _WHATSAPP,
    "wa": _WHATSAPP,
    "wagrup": _WHATSAPP,
    "lapor": _LAPOR,
    "sp4n": _LAPOR,
    "sp4nlapor": _LAPOR,
    "bluesky": _BY_DOMAIN["bsky.app"],
    "reddit": _BY_DOMAIN["reddit.com"],
    "kaskus": _BY_DOMAIN["kaskus.co.id"],
}


@cache
def outlets() -> Mapping[str, Outlet]:
    """Every known outlet by its domain (`data/outlets.tsv`)."""
    text = files("collectors").joinpath("data/outlets.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["domain"]: Outlet(row["domain"], row["name"], int(row["tier"]), row["region"]) for row in rows}


@cache
def _by_name() -> Mapping[str, Outlet]:
    return {plain_name(outlet.name): outlet for outlet in outlets().values()}


@lru_cache(maxsize=4096)
def outlet_of(address_or_name: str) -> Outlet | None:
    """The outlet of an address, a domain or a name; the longest known domain wins, so a regional edition is itself.

    >>> outlet_of("https://jateng.antaranews.com/berita/1").name
    'Antara Jateng'
    """
    text = address_or_name.strip()
    if not text:
        return None
    named = None if "://" in text else _by_name().get(plain_name(text))
    if named is not None:
        return named
    return next((found for domain in _domains(text) if (found := outlets().get(domain))), None)


@lru_cache(maxsize=4096)
def platform_of(address_or_name: str) -> Platform | None:
    """The platform of an address, a domain or a name ("X (Twitter)", "fb", "https://t.me/…"); None for a site."""
    text = address_or_name.strip()
    if not text:
        return None
    named = None if "://" in text else _BY_NAME.get(plain_name(text))
    if named is not None:
        return named
    return next((found for domain in _domains(text) if (found := _BY_DOMAIN.get(domain))), None)


# Where a post's address names who wrote it; the rest of it stays unmistakable without the name.
_ACCOUNT_IN_PATH: Mapping[str, re.Pattern[str]] = {
    "X": re.compile(r"^/([A-Za-z0-9_]{1,30})/status(?:es)?/\d"),
    "TikTok": re.compile(r"^/@([^/]{1,60})/(?:video|photo)/\d"),
    "Threads": re.compile(r"^/@([^/]{1,60})/post/"),
    "Instagram": re.compile(r"^/([^/]{1,60})/(?:p|reel|tv)/"),
    "Facebook": re.compile(r"^/([^/]{1,100})/(?:posts|videos|photos)/"),
    "Bluesky": re.compile(r"^/profile/([^/]{1,253})/post/"),
}
_NO_ACCOUNT = frozenset(["_", "i", "groups", "share"])


def account_in(address: str) -> str:
    """The account that a post's address names; "" where it names none, or says nothing without the name.

    >>> account_in("https://x.com/warga/status/12")
    'warga'
    """
    platform = platform_of(address) if "://" in address else None
    pattern = _ACCOUNT_IN_PATH.get(platform.name) if platform else None
    try:
        found = pattern.match(urlsplit(address.strip()).path) if pattern else None
    except ValueError:
        return ""
    return found[1] if found and found[1] not in _NO_ACCOUNT else ""


def needs_account(address: str) -> bool:
    """Whether posts of this platform are numbered by each account for itself (Telegram), so that the number alone says
    nothing.
    """
    return platform_of(address) is _TELEGRAM


def _domains(text: str) -> tuple[str, ...]:
    """`a.b.c`, `b.c` of an address; () for something without a dot in its host."""
    if " " in text or "." not in text:
        return ()
    labels = host_of(text).split(".")
    return tuple(".".join(labels[start:]) for start in range(len(labels) - 1))


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str:
    """Letters and digits only, lower case: "SP4N-LAPOR!" and "sp4n lapor" are one."""
    return "".join(c for c in text.casefold() if c.isalnum())


# Provinces east of WIB, by code (Keppres 41/1987 and the later provinces carved out of them).
_WITA = frozenset(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"])
_WIT = frozenset(["81", "82", "91", "92", "93", "94", "95", "96"])


def zone_of_region(region: str) -> str:
    """The zone ("WIB", "WITA", "WIT") of a region code; WIB for a ministry ("")."""
    province = region[:2]
    if province in _WITA:
        return "WITA"
    return "WIT" if province in _WIT else "WIB"
