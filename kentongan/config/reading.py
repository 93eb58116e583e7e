"""kentongan.toml from disk into `Settings`, or one plain line for everything that is wrong with it."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from kentongan.config.base import WrongTogether
from kentongan.config.settings import Settings, Tables
from kentongan.core.errors import ConfigError
from kentongan.core.messages import Say

FILE_NAME = "kentongan.toml"
_RUN_INIT = Say(
    "Jalankan `kentongan init` untuk membuatnya, atau sebutkan berkas lain dengan --config.",
    "Run `kentongan init` to make it, or name another file with --config.",
)


def _at(error: tomllib.TOMLDecodeError) -> str:
    """Where the parser stopped, in Indonesian; its own words are English only."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    if found:
        return f" pada baris {found[1]}, kolom {found[2]}"
    return " di akhir berkas: ada yang belum ditutup" if "at end of document" in str(error) else ""


def load_settings(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in `path`; KENTONGAN_DATABASE replaces [data] basis_data (a password has no place in a file).

    Raises:
        ConfigError: no file, not TOML (with line and column), or keys and values that are wrong (all of them at once).
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigError(
            Say(f"Berkas pengaturan {path.name} tidak ada.", f"The settings file {path.name} is not there."), _RUN_INIT
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            Say(f"Berkas {path.name} tidak dapat dibaca.", f"The file {path.name} cannot be read."),
            Say("Periksa izin berkas dan simpan sebagai UTF-8.", "Check its permissions and save it as UTF-8."),
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            Say(f"{path.name} salah tulis{_at(error)}.", f"{path.name} is not valid TOML: {error}."),
            Say(
                'Nilai teks ditulis dalam tanda kutip, misalnya nama = "Pemkab Wanasari".',
                'Text values stand in quotes, for example nama = "Pemkab Wanasari".',
            ),
        ) from error
    if environment.get("KENTONGAN_DATABASE"):
        data.setdefault("data", {})["basis_data"] = environment["KENTONGAN_DATABASE"]
    return check_settings(data, path)


def check_settings(data: Mapping[str, Any], path: Path) -> Settings:
    """The settings in `data`, as read from `path`.

    Raises:
        ConfigError: with one line per wrong key or value: the key, what is wrong, an example that works.
    """
    try:
        return Settings(Tables.model_validate(data), path.resolve().parent, path.name)
    except ValidationError as error:
        lines = [_explain(detail) for detail in error.errors(include_url=False)]
        raise ConfigError(
            Say(
                f"{path.name}: " + "\n".join(line.id for line in lines),
                f"{path.name}: " + "\n".join(line.en for line in lines),
            )
        ) from error


def _explain(detail: Mapping[str, Any]) -> Say:
    """One wrong key or value in plain words, with an example."""
    key = _dotted(detail["loc"])
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(detail["loc"][-1]), _siblings(detail["loc"]), n=1, cutoff=0.5)
        if near:
            meant = [*detail["loc"][:-1], near[0]]
            return Say(
                f"kunci `{key}` tidak dikenal; mungkin maksudnya `{near[0]}`.{_example(meant)}",
                f"key `{key}` is unknown; did you mean `{near[0]}`?{_example(meant, 'en')}",
            )
        known = ", ".join(_siblings(detail["loc"]))
        return Say(
            f"kunci `{key}` tidak dikenal. Kunci yang ada: {known}.",
            f"key `{key}` is unknown. Known keys: {known}.",
        )
    problem = _problem(detail)
    where = detail["loc"]
    return Say(
        f"`{key}` {problem.id}.{_example(where)}",
        f"`{key}` {problem.en}.{_example(where, 'en')}",
    )


def _problem(detail: Mapping[str, Any]) -> Say:
    kind, context = detail["type"], detail.get("ctx", {})
    given = repr(detail.get("input"))[:60]
    error = context.get("error")
    if isinstance(error, WrongTogether):
        return error.said
    if kind == "missing":
        return Say("wajib diisi", "is required")
    if kind == "literal_error":
        choices = str(context.get("expected", "")).replace(" or ", ", ")
        return Say(f"harus salah satu dari {choices}, bukan {given}", f"must be one of {choices}, not {given}")
    if kind.startswith(("greater", "less")):
        bound = context.get("ge", context.get("gt", context.get("le", context.get("lt"))))
        small = kind.startswith("greater")
        return Say(
            f"terlalu {'kecil' if small else 'besar'} ({given}); batasnya {bound}",
            f"is too {'small' if small else 'large'} ({given}); the limit is {bound}",
        )
    words = {
        "string_pattern_mismatch": Say(f"bentuknya salah: {given}", f"has the wrong form: {given}"),
        "value_error": Say(f"bentuknya salah: {given}", f"has the wrong form: {given}"),
        "string_too_short": Say("terlalu pendek atau kosong", "is too short or empty"),
        "string_type": Say("harus berupa teks dalam tanda kutip", "must be text in quotes"),
        "tuple_type": Say('harus berupa daftar, misalnya ["a", "b"]', 'must be a list such as ["a", "b"]'),
        "model_type": Say("harus berupa tabel", "must be a table"),
    }
    if kind in words:
        return words[kind]
    if kind.startswith(("int", "float")):
        return Say(f"harus berupa angka, bukan {given}", f"must be a number, not {given}")
    if kind.startswith("bool"):
        return Say(f"harus true atau false, bukan {given}", f"must be true or false, not {given}")
    return Say(f"tidak dapat dipakai: {given}", f"cannot be used: {given}")


def _dotted(where: tuple[int | str, ...]) -> str:
    """`sumber[2].alamat`: positions counted from one, as people count."""
    text = ""
    for part in where:
        text += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def _siblings(where: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand where the wrong one stands."""
    table = _table_at(list(where[:-1]))
    return [] if table is None else [field.alias or name for name, field in table.model_fields.items()]


def _table_at(where: list[int | str]) -> type[BaseModel] | None:
    table: type[BaseModel] = Tables
    for part in (p for p in where if isinstance(p, str)):
        field = next((f for f in table.model_fields.values() if f.alias == part), None)
        if field is None:
            return None
        inner = getattr(field.annotation, "__args__", (field.annotation,))[0]
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return None
        table = inner
    return table


def _example(where: tuple[int | str, ...] | list[int | str], lang: str = "id") -> str:
    """` Contoh: zona = "WITA"` for a key that has one."""
    names = [part for part in where if isinstance(part, str)]
    table = _table_at(list(names[:-1])) if names else None
    fields = () if table is None else table.model_fields.values()
    field = next((f for f in fields if f.alias == names[-1]), None)
    if field is None or not field.examples:
        return ""
    return f" {'Example' if lang == 'en' else 'Contoh'}: {names[-1]} = {toml_value(field.examples[0])}"


def toml_value(value: Any) -> str:
    """A value as TOML writes it (text, number, truth value, list or inline table of these)."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{toml_value(str(k))} = {toml_value(v)}" for k, v in value.items()) + "}"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    text = "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text)
    return f'"{text}"'
