"""Addresses that may stand in a report: http(s) only, and none that names a private account.

A post's address often carries the account ("x.com/name/status/123"). Where the platform opens the same post without
the name, that address is used; where it does not, none is shown: the officer finds the post in the application.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

from kentongan.core.day import PostView
from kentongan.core.urls import host_of

# host → (pattern on the path, address without the account)
_NEUTRAL: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "x.com": ((re.compile(r"/status(?:es)?/(\d{1,25})"), "https://x.com/i/status/{}"),),
    "instagram.com": ((re.compile(r"/(p|reel|tv)/([\w-]{1,40})"), "https://www.instagram.com/{}/{}/"),),
    "tiktok.com": ((re.compile(r"/(?:video|photo)/(\d{1,25})"), "https://www.tiktok.com/@/video/{}"),),
    "threads.net": ((re.compile(r"/post/([\w-]{1,40})"), "https://www.threads.net/t/{}"),),
    "youtube.com": ((re.compile(r"/shorts/([\w-]{6,20})"), "https://www.youtube.com/shorts/{}"),),
    "youtu.be": ((re.compile(r"^/([\w-]{6,20})"), "https://youtu.be/{}"),),
    "facebook.com": (
        (re.compile(r"/(?:posts|videos)/(?:[\w-]{1,120}/)?(\d{5,25})"), "https://www.facebook.com/{}"),
        (re.compile(r"/reel/(\d{5,25})"), "https://www.facebook.com/reel/{}"),
    ),
}
_SAME = {
    "twitter.com": "x.com",
    "mobile.twitter.com": "x.com",
    "m.facebook.com": "facebook.com",
    "web.facebook.com": "facebook.com",
    "m.youtube.com": "youtube.com",
    "threads.com": "threads.net",
    "m.tiktok.com": "tiktok.com",
}
_NAMES_SOMEONE = re.compile(r"@|%40|/(?:user|users|profile|profil|u|author|member|akun|people)(?:/|$)", re.IGNORECASE)
_SHORT = 2000
_BROKEN = re.compile(r"[\s\x00-\x1f]")


def safe_url(url: str) -> str:
    """The address if it is a plain http(s) one without user information, percent-encoded; else ""."""
    text = url.strip()
    if len(text) > _SHORT or _BROKEN.search(text):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or "." not in host or "@" in parts.netloc:
        return ""
    # Quotes, angle brackets, bidi marks and the like never stand in an address as they are.
    return quote(text, safe="/:?#[]@!$&()*+,;=%-._~")


def neutral_url(url: str) -> str:
    """The address of a private person's post without the account's name; "" where that cannot be had."""
    address = safe_url(url)
    if not address:
        return ""
    host = _SAME.get(host_of(address), host_of(address))
    parts = urlsplit(address)
    for pattern, shape in _NEUTRAL.get(host, ()):
        if found := pattern.search(parts.path):
            return shape.format(*found.groups())
    if host == "youtube.com" and (video := parse_qs(parts.query).get("v")):
        return f"https://www.youtube.com/watch?v={quote(video[0], safe='')}"
    if host in _NEUTRAL or _NAMES_SOMEONE.search(parts.path + "?" + parts.query):
        return ""
    return address


def link_of(view: PostView) -> str:
    """The address under which a report may show a post.

    On a social platform an account is private unless it is known as the office's own, whatever the post was filed as.
    """
    host = host_of(view.url)
    social = _SAME.get(host, host) in _NEUTRAL
    return neutral_url(view.url) if view.personal or (social and not view.official) else safe_url(view.url)
