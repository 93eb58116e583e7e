"""Canonical URLs: one article, one address.

The key is for telling addresses apart, never for opening them; a post keeps its address as it came.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Parameters that say where a reader came from, not what is read.
_TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|dclid|msclkid|igshid|igsh|mc_[ce]id|ref_src|ref_url|_ga|yclid|twclid|ttclid|"
    r"s_cid|cmpid|amp|outputtype|medium|xtor|feature|si)$",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """The key under which one article is one: `x.id/berita/1?id=2#k`.

    Dropped: scheme, `www.`, `m.` and `amp.` hosts' prefixes, default port, tracking parameters, trailing slash,
        empty query.
    Kept: the rest of the query in its order, and the fragment (some feeds tell entries apart by fragment only).
    Idempotent; "" for something that is no web address.
    """
    text = url.strip()
    if "://" not in text:
        text = "https://" + text.lstrip("/")
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii") if parts.hostname else ""
        port = parts.port
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme.lower() not in _DEFAULT_PORTS or "." not in host:
        return ""
    for prefix in ("www.", "m.", "amp."):
        if host.startswith(prefix) and host.count(".") > 1:
            host = host[len(prefix) :]
    if port and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    path = re.sub(r"/{2,}", "/", quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._")).rstrip("/")
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)])
    key = host + path + (f"?{query}" if query else "")
    return key + (f"#{parts.fragment}" if parts.fragment else "")


# Reading and keeping a post ask five times for its host.
@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """The host of an address without `www.`, lower case; "" when there is none."""
    try:
        host = urlsplit(url if "://" in url else f"https://{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def without_account(url: str, account: str) -> str:
    """The address of a private person's post with `_` where it names the account.

    X and TikTok open a post by its number whatever account stands before it; elsewhere the link may lead nowhere, which
    is the price of keeping the name out of the store.
    """
    name = _letters(account)
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    segments = parts.path.split("/")
    kept = ["_" if s.startswith("@") or (len(name) > 2 and _letters(s) == name) else s for s in segments]
    return urlunsplit(parts._replace(path="/".join(kept), netloc=parts.netloc.rpartition("@")[2]))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unquote(text).casefold())
