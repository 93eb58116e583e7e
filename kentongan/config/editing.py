"""Changing single values of kentongan.toml: comments, order and everything else stay as the officers wrote them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kentongan.config.reading import check_settings, load_settings
from kentongan.config.settings import Settings
from kentongan.core.errors import ConfigError
from kentongan.core.messages import Say

Value = str | int | float | bool | Sequence[str]


def change_file(path: Path, changes: Mapping[tuple[str, str], Value]) -> Settings:
    """Write (table, key) → value into the settings file, checked first and put in place in one step.

    Raises:
        ConfigError: the file or a value is wrong (nothing is written), or it cannot be written.
    """
    load_settings(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        edited = edited_text(text, changes)
        check_settings(tomlkit.parse(edited).unwrap(), path)
        write_text(path, edited)
    except (OSError, TOMLKitError) as error:
        raise ConfigError(
            Say(f"{path.name} tidak dapat ditulis.", f"{path.name} cannot be written."),
            Say("Periksa hak akses folder kantor di server.", "Check the access rights of the office's folder."),
        ) from error
    return load_settings(path)


def edited_text(text: str, changes: Mapping[tuple[str, str], Value]) -> str:
    """The text of a settings file with some values changed.

    Raises:
        TOMLKitError: it is not TOML.
    """
    document = tomlkit.parse(text)
    for (table, key), value in changes.items():
        if table not in document:
            document.add(table, tomlkit.table())
        found: Any = document[table]
        found[key] = _item(value)
    return tomlkit.dumps(document)


def _item(value: Value) -> Any:
    if isinstance(value, str | int | float | bool):
        return value
    items = tomlkit.array()
    items.extend(list(value))
    return items.multiline(len(value) > 3)


def write_text(path: Path, text: str) -> None:
    """The new text instead of the old one; a kill leaves one or the other, never half of each."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
