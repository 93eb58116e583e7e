"""`kentongan factcheck …`: the library of what fact-checkers found, and what it holds on a text."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say


def _run(call: Call, file: Path) -> None:
    from kentongan.pipeline.factchecks.library import import_factchecks
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        count, new, notes = import_factchecks(workspace, file)
    for note in notes:
        call.screen.note(note)
    call.screen.say(Say(f"{count} cek fakta dibaca, {new} baru.", f"{count} fact-checks read, {new} new."))


COMMAND = Command(
    name="factcheck import",
    help=Say(
        "Memasukkan cek fakta dari berkas JSONL atau CSV.",
        "Bring in fact-checks from a JSONL or CSV file.",
    ),
    run=_run,
    parameters=(parameter("file", help=Say("Berkas dengan kolom title.", "A file with a column title."), type=FILE),),
    example="kentongan factcheck import cekfakta.jsonl",
    group=Say("Perpustakaan cek fakta: menyinkronkan dan mencari.", "The library of fact-checks: sync and find."),
)


def _sync(call: Call, names: tuple[str, ...], days: int, pages: int) -> int:
    from kentongan.pipeline.factchecks.sync import Synced, sync
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        outcomes = sync(workspace, names, pages=pages, days=days)

    def told(one: Synced) -> None:
        parts_id = [f"{one.read} dibaca", f"{one.new} baru"]
        parts_en = [f"{one.read} read", f"{one.new} new"]
        for count, word_id, word_en in (
            (one.without, "tanpa putusan", "without a verdict"),
            (one.failed, "gagal", "failed"),
            (one.waiting, "menunggu", "waiting"),
        ):
            parts_id += [f"{count} {word_id}"] if count else []
            parts_en += [f"{count} {word_en}"] if count else []
        if one.unchanged:
            parts_id, parts_en = ["tidak berubah", *parts_id[2:]], ["unchanged", *parts_en[2:]]
        call.screen.say(Say(f"{one.name}: {', '.join(parts_id)}.", f"{one.name}: {', '.join(parts_en)}."))
        if one.reason is not None:
            call.screen.error(Say(f"{one.name}: {one.reason.id}", f"{one.name}: {one.reason.en}"))

    for outcome in outcomes:
        told(outcome)
    waiting = sum(one.waiting for one in outcomes)
    if waiting:
        call.screen.note(
            Say(
                f"{waiting} halaman dibaca pada sinkronisasi berikutnya.", f"{waiting} pages are read by the next sync."
            )
        )
    # Nothing came from anywhere, and everywhere something was wrong.
    return 4 if outcomes and all(one.reason is not None and not one.read for one in outcomes) else 0


SYNC = Command(
    name="factcheck sync",
    help=Say(
        "Mengambil cek fakta terbaru dari situs pemeriksa fakta dan layanan.",
        "Fetch recent fact-checks from fact-checkers' sites and services.",
    ),
    run=_sync,
    parameters=(
        parameter(
            "--from",
            "names",
            help=Say(
                "Meja atau layanan (boleh berulang): lihat factcheck sources; google, datacommons, komdigi, mafindo.",
                "Desk or service (may be repeated): see factcheck sources; google, datacommons, komdigi, mafindo.",
            ),
            multiple=True,
            metavar="SUMBER",
        ),
        parameter(
            "--days",
            help=Say(
                "Umur cek fakta paling lama dari Google (hari).", "Age of the oldest fact-check of Google (days)."
            ),
            type=click.IntRange(1, 3650),
            default=30,
        ),
        parameter(
            "--pages",
            help=Say("Halaman paling banyak per meja.", "Most pages of one desk."),
            type=click.IntRange(1, 5000),
            default=50,
        ),
    ),
    example="kentongan factcheck sync --from turnbackhoax --from tempo",
)


_SERVICE_NAMES = {
    "google": "Google Fact Check Tools",
    "datacommons": "Data Commons ClaimReview",
    "komdigi": "Komdigi",
    "mafindo": "Mafindo (Yudistira)",
}


def _sources(call: Call) -> None:
    from kentongan.pipeline.factchecks.sync import SERVICES, keyed_services, known_desks
    from kentongan.pipeline.workspace import open_workspace
    from kentongan.store.factchecks import PageCounts

    with open_workspace(call.config, progress=call.screen) as workspace:
        brought, pages = workspace.store.factchecks.origins(), workspace.store.factchecks.page_counts()
        total, desks = workspace.store.factchecks.count(), known_desks(workspace)
        keyed = keyed_services(workspace)
    on, off = Say("aktif", "on").to(call.screen.lang), Say("mati", "off").to(call.screen.lang)
    rows = [
        [
            desk.key,
            on if desk.on else off,
            str(brought.get(desk.key, 0)),
            str(pages.get(desk.key, PageCounts()).waiting),
            desk.name,
        ]
        for desk in desks
    ]
    rows += [
        [name, on if name in keyed else off, str(brought.get(name, 0)), "0", _SERVICE_NAMES.get(name, name)]
        for name in SERVICES
    ]
    named = {row[0] for row in rows}
    own = {"meja": Say("putusan meja hoaks sendiri", "verdicts of the own hoax desk").to(call.screen.lang)}
    rows += [
        [name or "–", "", str(count), "0", own.get(name, name)]
        for name, count in sorted(brought.items())
        if name not in named
    ]
    headings = [
        Say("kode", "key"),
        Say("bawaan", "default"),
        Say("cek fakta", "checks"),
        Say("menunggu", "waiting"),
        Say("nama", "name"),
    ]
    call.screen.table(headings, rows)
    call.screen.note(Say(f"{total} cek fakta di perpustakaan.", f"{total} fact-checks in the library."))


SOURCES = Command(
    name="factcheck sources",
    help=Say(
        "Meja cek fakta yang dikenal, dan apa yang sudah dibawa.", "Known fact-check desks, and what they brought."
    ),
    run=_sources,
)


def _find(call: Call, words: tuple[str, ...]) -> None:
    from kentongan.cli.commands.claim_words import proposal_lines
    from kentongan.pipeline.desk.matches import proposals
    from kentongan.pipeline.workspace import open_workspace

    text = sys.stdin.read() if words in ((), ("-",)) else " ".join(words)
    if not any(letter.isalnum() for letter in text):
        raise UsageError(
            Say("Tidak ada teks yang dicari.", "There is no text to look for."),
            Say("Tulis atau tempel teksnya.", "Write or paste the text."),
        )
    with open_workspace(call.config, progress=call.screen) as workspace:
        proposal_lines(call.screen, proposals(workspace, [text]))


FIND = Command(
    name="factcheck find",
    help=Say("Apakah kabar ini sudah pernah diperiksa?", "Was this checked before?"),
    run=_find,
    parameters=(
        parameter("words", help=Say("Teksnya; - untuk teks tempelan.", "The text; - for pasted text."), nargs=-1),
    ),
    example='kentongan factcheck find "bantuan Rp600.000 lewat tautan"',
)


def _accept(call: Call, service: str, by: str) -> None:
    from collectors.factchecks.komdigi import NOTICE
    from kentongan.pipeline.factchecks.sync import accept_komdigi
    from kentongan.pipeline.workspace import open_workspace

    call.screen.note(NOTICE)
    with open_workspace(call.config, progress=call.screen) as workspace:
        accept_komdigi(workspace, by)
    call.screen.say(Say(f"Sumber {service} diizinkan oleh {by}.", f"The source {service} is allowed by {by}."))


ACCEPT = Command(
    name="factcheck accept",
    help=Say(
        "Mengizinkan sumber yang perlu keputusan instansi (komdigi).", "Allow a source the office must decide on."
    ),
    run=_accept,
    parameters=(
        parameter("service", help=Say("komdigi.", "komdigi."), type=click.Choice(["komdigi"])),
        parameter("--by", help=Say('"Nama, Jabatan".', '"Name, Position".'), required=True, metavar="NAMA"),
    ),
)
COMMANDS = (COMMAND, SYNC, SOURCES, FIND, ACCEPT)
