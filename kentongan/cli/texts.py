"""The fixed words of the command line in both languages, and click's complaints in plain words."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final

import click

from kentongan.core.messages import Lang, Say


@dataclass(frozen=True, slots=True)
class Words:
    """Headings and common options of a help page."""

    usage: str
    options: str
    commands: str
    arguments: str
    example: str
    about: str
    version: str
    required: str
    metavars: tuple[str, str]
    common: list[tuple[str, str]]

    @classmethod
    def of(cls, lang: Lang) -> Words:
        """The words in `lang`."""
        if lang == "en":
            return cls(
                "Usage: ",
                "Options",
                "Commands",
                "Arguments",
                "Example:",
                "Kentongan: from public posts to the daily issue report of a government office.",
                "Show the version.",
                "[required]",
                ("[OPTIONS]", "COMMAND …"),
                [
                    ("--lang [id|en]", "Language of messages and reports (default id)."),
                    ("--config FILE", "Settings file (default kentongan.toml)."),
                    ("-q, --quiet", "Only answers and errors."),
                    ("--debug", "Errors with their details."),
                    ("--help", "This page."),
                ],
            )
        return cls(
            "Pemakaian: ",
            "Opsi",
            "Perintah",
            "Argumen",
            "Contoh:",
            "Kentongan: dari unggahan publik menjadi laporan isu harian instansi.",
            "Tampilkan versi.",
            "[wajib]",
            ("[OPSI]", "PERINTAH …"),
            [
                ("--lang [id|en]", "Bahasa pesan dan laporan (bawaan id)."),
                ("--config BERKAS", "Berkas pengaturan (bawaan kentongan.toml)."),
                ("-q, --quiet", "Hanya jawaban dan galat."),
                ("--debug", "Galat beserta rinciannya."),
                ("--help", "Halaman ini."),
            ],
        )


def usage_problem(error: click.ClickException) -> Say:
    """What was wrong with the way a command was called, and where help is."""
    where = getattr(getattr(error, "ctx", None), "command_path", "kentongan")
    help_line = (f"Lihat `{where} --help`.", f"See `{where} --help`.")
    if isinstance(error, click.NoSuchOption):
        near = f" Mungkin maksudnya {error.possibilities[0]}?" if error.possibilities else ""
        near_en = f" Did you mean {error.possibilities[0]}?" if error.possibilities else ""
        what = (f"Opsi {error.option_name} tidak dikenal.{near}", f"There is no option {error.option_name}.{near_en}")
    elif isinstance(error, click.MissingParameter):
        name = _name(error)
        what = (f"{name} wajib disebutkan.", f"{name} is required.")
    elif isinstance(error, click.BadParameter):
        name = _name(error)
        why = _why(error.message)
        what = (f"Nilai {name} tidak dapat dipakai: {why}", f"The value of {name} cannot be used: {error.message}")
    elif isinstance(error, click.BadOptionUsage):
        given = "does not take a value" in error.message
        what = (
            f"Opsi {error.option_name} {'tidak memakai' if given else 'membutuhkan'} nilai.",
            f"The option {error.option_name} {'takes no' if given else 'needs a'} value.",
        )
    elif "No such command" in error.message:
        word = error.message.split("'")[1] if "'" in error.message else error.message
        what = _unknown_command(word, getattr(error, "ctx", None))
    elif "unexpected extra argument" in error.message:
        words = error.message.partition("(")[2].rpartition(")")[0]
        what = (
            f"Ada kata yang berlebih: {words}. Beri tanda kutip bila itu bagian dari satu nama.",
            f"Too many words: {words}. Put a name of several words into quotation marks.",
        )
    elif "Missing command" in error.message:
        what = ("Perintahnya belum disebutkan.", "No command was given.")
    else:
        what = (f"Perintah tidak dapat dijalankan: {error.message}", error.message)
    return Say(f"{what[0]} {help_line[0]}", f"{what[1]} {help_line[1]}")


#: What click says of a wrong value, and the same in Indonesian.
_REASONS: Final = (
    (r"(.+) is not a valid integer(?: range)?\.", r"\1 bukan bilangan bulat."),
    (r"(.+) is not a valid float(?: range)?\.", r"\1 bukan angka; desimal ditulis dengan titik, misalnya 1.5."),
    (r"(.+) is not in the range (\S+)<=x<=(\S+)\.", r"\1 di luar batas \2 sampai \3."),
    (r"(.+) is not in the range x>=?(\S+)\.", r"\1 terlalu kecil; paling sedikit \2."),
    (r"(.+) is not (?:one of )?('.+)\.", r"\1 tidak dikenal; pilih \2."),
)


def _why(message: str) -> str:
    """Say click's reason in Indonesian; as it is where it has no translation."""
    for pattern, meant in _REASONS:
        if found := re.fullmatch(pattern, message):
            return found.expand(meant)
    return message


def _unknown_command(word: str, context: click.Context | None) -> tuple[str, str]:
    group = context.command if context else None
    near = difflib.get_close_matches(word, list(group.commands), n=1) if isinstance(group, click.Group) else []
    return (
        f"Perintah {word} tidak dikenal." + (f" Mungkin maksudnya {near[0]}?" if near else ""),
        f"There is no command {word}." + (f" Did you mean {near[0]}?" if near else ""),
    )


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "?")
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return (error.param.metavar or str(error.param.name).upper()).strip("[].")
