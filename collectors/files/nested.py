"""Careful hands for nested JSON of strangers: what is not there, or not of its kind, is None and never an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def dig(value: object, *path: str | int) -> object:
    """What lies under a path of keys and places; None where the path ends early.

    >>> dig({"user": [{"name": "a"}]}, "user", 0, "name")
    'a'
    """
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, list) or not 0 <= step < len(value):
                return None
            value = value[step]
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def text_at(value: object, *path: str | int) -> str:
    """The text under a path, numbers as text; "" for anything else."""
    found = dig(value, *path)
    if isinstance(found, str):
        return found
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def first_text(value: object, *paths: tuple[str | int, ...]) -> str:
    """The first text that is there among several paths."""
    return next((found for path in paths if (found := text_at(value, *path))), "")


def objects_at(value: object, *path: str | int) -> Iterator[Mapping[str, object]]:
    """The objects in the list under a path."""
    found = dig(value, *path)
    if isinstance(found, list):
        yield from (one for one in found if isinstance(one, dict))


def number_at(value: object, *path: str | int) -> object:
    """The number (or its text) under a path; None where there is none, which is not 0."""
    found = dig(value, *path)
    return found if isinstance(found, int | float | str) and not isinstance(found, bool) else None
