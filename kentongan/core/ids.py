"""Ids that come from content, so that a re-run gives the same ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def content_id(prefix: str, *parts: str) -> str:
    """`prefix-` and 16 hexadecimal digits of the parts' BLAKE2b; parts are told apart (no joining ambiguity)."""
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    told_apart = b"".join([len(data).to_bytes(8, "big") + data for data in encoded])
    return f"{prefix}-{hashlib.blake2b(told_apart, digest_size=8).hexdigest()}"


def content_ids(prefix: str, parts: Iterable[str]) -> list[str]:
    """`content_id` of one part each, for many at once."""
    told_apart = (part.encode("utf-8", "surrogatepass") for part in parts)
    blake2b = hashlib.blake2b
    digests = [blake2b(len(data).to_bytes(8, "big") + data, digest_size=8).hexdigest() for data in told_apart]
    return [f"{prefix}-{digest}" for digest in digests]


def pseudonym(account: str, key: bytes) -> str:
    """An account's name that cannot be turned back without the office's key (keyed BLAKE2b, RFC 7693).

    One account stays countable across days; without the key nobody can test a guess. "" stays "".
    """
    name = account.strip().casefold()
    if not name:
        return ""
    return "a-" + hashlib.blake2b(name.encode("utf-8", "surrogatepass"), key=key[:64], digest_size=12).hexdigest()
