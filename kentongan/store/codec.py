"""Values to JSON text and back, and text that any database can hold.

JSON is written with sorted keys and ASCII only, so that one value has one text, and so that NUL and lone surrogates
travel as escapes and come back as they were. Reading is by the dataclass's own annotations: keys it does
not know are passed over and missing keys take their defaults, so that a newer or older version can still read.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import UTC, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def storable(text: str) -> str:
    """The text as both databases can hold it; itself when nothing is wrong with it.

    NUL (refused by PostgreSQL, cuts off SQLite's functions) and lone surrogates (no UTF-8 form) become U+FFFD, so that
    a reader sees that something stood there; a pair of surrogates becomes the character it spells. Idempotent.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", REPLACEMENT) if "\0" in text else text


def dumps(value: object) -> str:
    """JSON text of dataclasses, enums, aware datetimes, times of day, mappings and sequences.

    Raises:
        TypeError: a value of another type.
        ValueError: a datetime without zone, or NaN.
    """
    return json.dumps(encode(value), sort_keys=True, separators=(",", ":"), allow_nan=False)


def encode(value: object) -> Any:
    """`value` in JSON's own types; datetimes as ISO text in UTC."""
    if value is None or isinstance(value, bool | int | float) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC).isoformat()
    if isinstance(value, time):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(encode(k)): encode(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [encode(v) for v in value]
    raise TypeError(f"no JSON form for {type(value).__name__}")


def loads(kind: type[T], text: str) -> T:
    """The value of type `kind` that `dumps` wrote; ValueError or TypeError when the text is something else."""
    value: T = decode(kind, json.loads(text))
    return value


def decode(kind: Any, value: Any) -> Any:
    """`value` (JSON's own types) as `kind`: dataclass, enum, datetime, optional, tuple, list, mapping or plain type."""
    origin = typing.get_origin(kind)
    if origin is not None:
        return _decode_generic(origin, typing.get_args(kind), value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is time:
        return time.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        known = {f.name for f in dataclasses.fields(kind)}
        return typing.cast("Any", kind)(**{k: decode(hints[k], v) for k, v in value.items() if k in known})
    return float(value) if kind is float else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The annotations of a dataclass, resolved once."""
    return typing.get_type_hints(kind)


def _decode_generic(origin: Any, arguments: tuple[Any, ...], value: Any) -> Any:
    """`decode` for `X | None`, `tuple[X, ...]`, `tuple[X, Y]`, `list[X]` and `Mapping[K, V]`."""
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in arguments if a is not type(None)]
        return None if value is None else decode(inner[0], value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(decode(arguments[0], v) for v in value)
        return tuple(decode(a, v) for a, v in zip(arguments, value, strict=True))
    if origin is list:
        return [decode(arguments[0], v) for v in value]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, item = arguments
        return {(int(k) if key is int else decode(key, k)): decode(item, v) for k, v in value.items()}
    return value
