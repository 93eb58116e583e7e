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
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
_Read = Callable[[Any], Any]

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
    """`value` (JSON's own types) as `kind`: dataclass, enum, moment, time of day, optional, tuple, list, mapping or plain type."""
    return _reader(kind)(value)


@cache
def _reader(kind: Any) -> _Read:
    """How values of a type are read; found out once a type, because a report's day holds thousands of them."""
    origin = typing.get_origin(kind)
    if origin is not None:
        return _generic_reader(origin, typing.get_args(kind))
    if kind is datetime:
        return datetime.fromisoformat
    if kind is time:
        return time.fromisoformat
    if kind is float:
        return float
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return lambda value: _record(kind, value)
    return _as_is


def _as_is(value: Any) -> Any:
    return value


def _record(kind: Any, value: Any) -> Any:
    readers = _field_readers(kind)
    return kind(**{name: readers[name](held) for name, held in value.items() if name in readers})


@cache
def _field_readers(kind: type) -> dict[str, _Read]:
    """A reader a field of a dataclass."""
    hints = typing.get_type_hints(kind)
    return {f.name: _reader(hints[f.name]) for f in dataclasses.fields(typing.cast("Any", kind))}


def _generic_reader(origin: Any, arguments: tuple[Any, ...]) -> _Read:
    """`_reader` for `X | None`, `tuple[X, ...]`, `tuple[X, Y]`, `list[X]` and `Mapping[K, V]`."""
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin in (tuple, list):
        if origin is tuple and not (len(arguments) == 2 and arguments[1] is Ellipsis):
            each = tuple(map(_reader, arguments))
            return lambda value: tuple(read(v) for read, v in zip(each, value, strict=True))
        one = _reader(arguments[0])
        return origin if one is _as_is else lambda value: origin(map(one, value))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, item = arguments
        read_key, read = int if key is int else _reader(key), _reader(item)
        return lambda value: {read_key(k): read(v) for k, v in value.items()}
    return _as_is
