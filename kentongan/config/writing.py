"""The commented kentongan.toml that `kentongan init` writes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kentongan.config.category_table import CategoryTable
from kentongan.config.delivery import ChannelTable
from kentongan.config.reading import check_settings, toml_value
from kentongan.config.report_table import SignatoryTable
from kentongan.config.settings import SourceTable, Tables, UnitTable
from kentongan.core.errors import ConfigError
from kentongan.core.messages import Say

_HEAD = """\
# Pengaturan Kentongan. Setiap kunci dijelaskan di docs/panduan/konfigurasi.md.
# Baris yang diawali tanda pagar adalah nilai bawaan; hapus tanda pagarnya untuk mengubah.
"""
_LISTS: Mapping[str, type[BaseModel]] = {
    "penanda_tangan": SignatoryTable,
    "opd": UnitTable,
    "kategori": CategoryTable,
    "kiriman": ChannelTable,
    "sumber": SourceTable,
}


def compose_settings(values: Mapping[str, Any]) -> str:
    """The file's text: every key with its meaning; keys not in `values` stand as comments with their default.

    Args:
        values: tables by name, e.g. {"instansi": {"nama": …}, "opd": [{…}], "sumber": [{…}]}.
    """
    parts = [_HEAD]
    for table_name, field in Tables.model_fields.items():
        name = field.alias or table_name
        if name in _LISTS:
            parts.append(_list_of_tables(name, _LISTS[name], values.get(name, ()), field))
            continue
        inner = field.annotation
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            raise TypeError(name)
        parts.append(f"\n# {field.description}\n[{name}]\n" + _keys(inner, values.get(name, {}), comment=True))
    return "".join(parts)


def _keys(table: type[BaseModel], given: Mapping[str, Any], *, comment: bool) -> str:
    lines = []
    for attribute, field in table.model_fields.items():
        key = field.alias or attribute
        if key in given:
            lines.append((f"# {field.description}\n" if comment else "") + f"{key} = {toml_value(given[key])}\n")
        elif comment and not field.is_required():
            default = field.get_default()
            shown = default if not hasattr(default, "strftime") else f"{default:%H.%M}"
            lines.append(f"# {field.description}\n# {key} = {toml_value(shown)}\n")
    return "".join(lines)


def _list_of_tables(name: str, table: type[BaseModel], rows: Sequence[Mapping[str, Any]], field: Any) -> str:
    keys = ", ".join(f.alias or n for n, f in table.model_fields.items())
    head = f"\n# {field.description} Kunci: {keys}.\n"
    return head + "".join(f"[[{name}]]\n{_keys(table, row, comment=False)}\n" for row in rows)


def write_settings(path: Path, values: Mapping[str, Any], *, overwrite: bool = False) -> None:
    """Check, then write the file in one step (a killed process leaves the old one or the new one, never half).

    Raises:
        ConfigError: the file exists and `overwrite` is False, a value is wrong, or the folder cannot be written.
    """
    import tomllib

    text = compose_settings(values)
    check_settings(tomllib.loads(text), path)
    if path.exists() and not overwrite:
        raise ConfigError(
            Say(f"{path.name} sudah ada dan tidak ditimpa.", f"{path.name} is already there and was left alone."),
            Say("Tambahkan --force untuk menggantinya.", "Add --force to replace it."),
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".kentongan-", suffix=".toml")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).replace(path)
    except OSError as error:
        raise ConfigError(
            Say(f"{path.name} tidak dapat ditulis di folder ini.", f"{path.name} cannot be written in this folder."),
            Say("Pindah ke folder yang boleh ditulis.", "Go to a folder you may write to."),
        ) from error
