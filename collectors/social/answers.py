"""Reading what a service says: JSON of strangers, in which nothing can be taken for granted.

Every helper gives something harmless for a value of the wrong type, so that one odd item costs itself only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from collectors.dates import Dated, read_date
from kentongan.core.errors import FormatError
from kentongan.core.messages import Say

MAX_ID = 500
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_json(body: bytes, service: str) -> object:
    """What `body` holds.

    Raises:
        FormatError: it is no JSON.
    """
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise not_understood(service) from error
    return found


def read_object(body: bytes, service: str) -> Mapping[str, Any]:
    """The JSON object in `body`.

    Raises:
        FormatError: it is something else.
    """
    found = read_json(body, service)
    if not isinstance(found, dict):
        raise not_understood(service)
    return found


def not_understood(service: str) -> FormatError:
    """The answer has another form than the service's documents promise."""
    return FormatError(
        Say(f"Jawaban {service} tidak dapat dibaca.", f"The answer of {service} cannot be read."),
        Say(
            "Sumber ini dicoba lagi pada putaran berikutnya; bila berulang, perbarui Kentongan.",
            "It is tried again in the next round; if it happens again, update Kentongan.",
        ),
    )


def inside(value: object, *path: str) -> Mapping[str, Any]:
    """The object at the end of `path`; {} where something on the way is missing or no object."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list; what is no object is left out."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: object, longest: int = 100_000) -> str:
    """A text, or a number written as one (some services write ids so); "" for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**30 else ""
    return _ODD.sub("", value[:longest]) if isinstance(value, str) else ""


def number(value: object) -> int | None:
    """A count, also one written as text; None when the service did not say (which is not 0)."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63 else None


def moment(value: object, now: datetime) -> Dated:
    """The moment that a service's date text names; these dates carry their zone."""
    return read_date(text(value, 100), zone="WIB", now=now)


def as_cursor(written: str) -> dict[str, Any]:
    """What a collector remembered as JSON; {} when that is nothing or damaged."""
    try:
        found = json.loads(written) if written else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
