"""`kentongan init`: a few questions, then kentongan.toml with starter sources for the region."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.timetable import write_timers
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say

if TYPE_CHECKING:
    from analysis.places.gazetteer import Gazetteer

_KINDS = ("kabupaten", "kota", "provinsi", "kanwil", "kankemenag", "kementerian", "lainnya")


def _run(
    call: Call,
    *,
    agency: str,
    kind: str,
    region: str,
    leader: str,
    watch: tuple[str, ...],
    alias: tuple[str, ...],
    force: bool,
    yes: bool,
) -> None:
    from analysis.places.gazetteer import Gazetteer
    from kentongan.pipeline.collecting.starting import Answers, default_leader, start

    asker = _Asker(call, ask=not yes)
    gazetteer = Gazetteer.load()
    agency = agency or asker.text(Say("Nama instansi", "Name of the agency"))
    if not agency:
        raise UsageError(
            Say("Nama instansi belum disebutkan.", "The agency was not named."),
            Say(
                'Contoh: kentongan init --agency "Pemerintah Kota Samarinda".',
                'Example: --agency "Pemerintah Kota Samarinda".',
            ),
        )
    kind = kind or asker.choice(Say("Jenis instansi", "Kind of agency"), _KINDS, _guess_kind(agency))
    if kind not in _KINDS:
        raise UsageError(
            Say(f"Jenis instansi {kind} tidak dikenal.", f"There is no kind {kind}."),
            Say("Pilihan: " + ", ".join(_KINDS) + ".", "Choose from: " + ", ".join(_KINDS) + "."),
        )
    code = _region(asker, region, agency, kind, gazetteer)
    suggested = default_leader(kind, gazetteer.name(code) if code else "")
    leader = leader or asker.text(Say("Sebutan pimpinan", "The leader's title"), suggested)
    watch = watch or asker.words(Say("Kata yang dipantau (pisahkan dengan koma)", "Watch words (comma-separated)"))
    alias = alias or asker.words(Say("Sebutan lain instansi (pisahkan dengan koma)", "Aliases (comma-separated)"))
    sources = start(call.config, Answers(agency, kind, code, leader, watch, alias), overwrite=force)
    write_timers(call.config, call.config.absolute().parent / "jadwal")
    call.screen.say(
        Say(
            f"{call.config} ditulis, {sources} sumber awal. Berikutnya: kentongan daily atau kentongan import BERKAS. "
            "Sumber lain: kentongan sources pack. "
            "Jadwal untuk komputer ini: folder jadwal, atau biarkan kentongan serve berjalan.",
            f"{call.config} written, {sources} starter sources. Next: kentongan daily or kentongan import FILE. "
            "More sources: kentongan sources pack. "
            "Timers for this computer: the folder jadwal, or leave kentongan serve running.",
        )
    )


class _Asker:
    """Asks on a terminal or from piped lines; with --yes it takes every default."""

    def __init__(self, call: Call, *, ask: bool) -> None:
        self.lang = call.screen.lang
        self.screen = call.screen
        self.ask = ask

    def text(self, question: Say, default: str = "") -> str:
        """A line of text.

        Raises:
            UsageError: the piped lines are used up.
        """
        if not self.ask:
            return default
        asked = question.to(self.lang)
        try:
            return str(click.prompt(asked, default=default, show_default=bool(default), err=True)).strip()
        except click.Abort:
            if sys.stdin.isatty():  # somebody pressed Ctrl-C
                raise
            click.echo(err=True)
            raise UsageError(
                Say("Tidak ada yang menjawab pertanyaan ini.", "Nobody answered this question."),
                Say("Tambahkan --yes untuk memakai nilai bawaan.", "Add --yes to take the defaults."),
            ) from None

    def words(self, question: Say) -> tuple[str, ...]:
        """A comma-separated list, may be empty."""
        return tuple(word.strip() for word in self.text(question).split(",") if word.strip())

    def choice(self, question: Say, options: tuple[str, ...], default: str) -> str:
        """One of `options`, asked again until it is."""
        full = Say(f"{question.id} ({'/'.join(options)})", f"{question.en} ({'/'.join(options)})")
        for _ in range(3):
            answer = self.text(full, default).casefold()
            if answer in options:
                return answer
            self.screen.note(Say("Pilih salah satu dari daftar.", "Choose one of the list."))
        return default


def _guess_kind(agency: str) -> str:
    folded = agency.casefold()
    marks = (
        ("kankemenag", ("kankemenag", "kantor kementerian agama")),
        ("kanwil", ("kanwil", "kantor wilayah")),
        ("kementerian", ("kementerian",)),
        ("kota", ("kota", "pemkot")),
        ("provinsi", ("provinsi", "pemprov")),
        ("kabupaten", ("kabupaten", "pemkab")),
    )
    return next((kind for kind, words in marks if any(w in folded for w in words)), "lainnya")


def _region(asker: _Asker, region: str, agency: str, kind: str, gazetteer: Gazetteer) -> str:
    """The official code of the office's region, "" for none; what is ambiguous is asked, never guessed."""
    from kentongan.pipeline.collecting.starting import find_region, region_in

    if kind in {"kementerian", "lainnya"} and not region:
        return ""
    question = Say("Wilayah (nama atau kode)", "Region (name or code)")
    for _ in range(3):
        wanted = region or asker.text(question, region_in(agency))
        found, exact = find_region(wanted, gazetteer, kind)
        if exact and len(found) == 1:
            return found[0][0]
        if found:
            return _chosen(asker, wanted, found, exact=exact)
        unknown = Say(f"Wilayah {wanted} tidak ditemukan.", f"No region like {wanted} was found.")
        advice = Say(
            "Tulis nama atau kode kabupaten, kota, atau provinsi (--region).",
            "Write the name or the code of a regency, city or province (--region).",
        )
        if region or not asker.ask:
            raise UsageError(unknown, advice)
        asker.screen.note(Say(f"{unknown.id} {advice.id}", f"{unknown.en} {advice.en}"))
    raise UsageError(unknown, advice)


def _chosen(asker: _Asker, wanted: str, found: list[tuple[str, str]], *, exact: bool) -> str:
    """One of several regions of that name, or of similar names, by its number."""
    listed = "; ".join(f"{name} ({code})" for code, name in found[:4])
    unclear = UsageError(
        Say(f"Wilayah {wanted} ada beberapa: {listed}.", f"There are several regions called {wanted}: {listed}.")
        if exact
        else Say(
            f"Wilayah {wanted} tidak ditemukan; yang mirip: {listed}.", f"No region like {wanted}; similar: {listed}."
        ),
        Say("Sebutkan kodenya, misalnya --region 32.01.", "Name its code, for example --region 32.01."),
    )
    if not asker.ask:
        raise unclear
    for number, (code, name) in enumerate(found, 1):
        asker.screen.note(Say(f"  {number}. {name} ({code})", f"  {number}. {name} ({code})"))
    for _ in range(3):
        answer = asker.text(Say("Nomor pilihan", "Number"), "1")
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(found):
            return found[int(answer) - 1][0]
        asker.screen.note(Say("Tulis salah satu nomor di atas.", "Write one of the numbers above."))
    raise unclear


COMMAND = Command(
    name="init",
    help=Say(
        "Beberapa pertanyaan, lalu kentongan.toml beserta sumber awal untuk wilayah.",
        "A few questions, then kentongan.toml with starter sources for the region.",
    ),
    run=_run,
    parameters=(
        parameter("--agency", help=Say("Nama instansi.", "Name of the agency."), default="", metavar="NAMA"),
        parameter(
            "--kind",
            help=Say("Jenis: " + ", ".join(_KINDS) + ".", "Kind: " + ", ".join(_KINDS) + "."),
            default="",
            metavar="JENIS",
        ),
        parameter(
            "--region", help=Say("Wilayah (kode atau nama).", "Region (code or name)."), default="", metavar="WILAYAH"
        ),
        parameter("--leader", help=Say("Sebutan pimpinan.", "The leader's title."), default="", metavar="JABATAN"),
        parameter(
            "--watch",
            help=Say("Kata pantau; boleh berulang.", "Watch word; may be repeated."),
            multiple=True,
            metavar="KATA",
        ),
        parameter(
            "--alias",
            help=Say("Sebutan lain; boleh berulang.", "Alias; may be repeated."),
            multiple=True,
            metavar="NAMA",
        ),
        parameter("--force", help=Say("Ganti berkas yang sudah ada.", "Replace an existing file."), is_flag=True),
        parameter(
            "--yes", help=Say("Tanpa bertanya; pakai nilai bawaan.", "Ask nothing; take the defaults."), is_flag=True
        ),
    ),
    example='kentongan init --agency "Pemerintah Kota Samarinda" --region 64.72 --yes',
)
