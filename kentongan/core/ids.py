"""Ids that come from content, so that a re-run gives the same ids."""

from __future__ import annotations

import hashlib


def content_id(prefix: str, *parts: str) -> str:
    """`prefix-` and 16 hexadecimal digits of the parts' BLAKE2b; parts are told apart (no joining ambiguity)."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{prefix}-{digest.hexdigest()}"


def pseudonym(account: str, key: bytes) -> str:
    """An account's name that cannot be turned back without the office's key (keyed BLAKE2b, RFC 7693).

    One account stays countable across days; without the key nobody can test a guess. "" stays "".
    """
    name = account.strip().casefold()
    if not name:
        return ""
    return "a-" + hashlib.blake2b(name.encode("utf-8", "surrogatepass"), key=key[:64], digest_size=12).hexdigest()
