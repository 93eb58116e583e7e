"""The fixed words of the command line in both languages, and click's complaints in plain words."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

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
        what = (
            f"Nilai {name} tidak dapat dipakai: {error.message}",
            f"The value of {name} cannot be used: {error.message}",
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
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.name.upper()
