"""What a collector remembers between two visits, as JSON text in `FeedState.cursor`; a damaged one is a first visit."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from kentongan.core.urls import canonical_url


def read_cursor(text: str) -> dict[str, Any]:
    """The cursor's object; {} for none or a damaged one."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write_cursor(values: Mapping[str, object]) -> str:
    """The text of a cursor; empty values are left out."""
    return json.dumps({name: value for name, value in values.items() if value}, separators=(",", ":"), sort_keys=True)


def key_of(url: str, *more: str) -> str:
    """Eight characters that stand for an address (and what else tells apart): 48 bits of BLAKE2b.

    Among 10,000 of them two are alike by chance once in five million cursors.
    """
    digest = hashlib.blake2b("\x1f".join((canonical_url(url) or url, *more)).encode("utf-8", "replace"), digest_size=6)
    return urlsafe_b64encode(digest.digest()).decode("ascii")


def keys_of(kept: object) -> dict[str, None]:
    """Remembered keys in their order, oldest first."""
    return dict.fromkeys(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else {}


def newest_keys(keys: Iterable[str], most: int) -> list[str]:
    """The last `most` keys."""
    found = list(dict.fromkeys(keys))
    return found[-most:]


def moment_of(text: object) -> datetime | None:
    """An ISO moment of a cursor; None where it is none."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment is not None and moment.tzinfo else None
