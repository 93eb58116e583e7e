"""`kentongan search`: the posts that a query finds, or all of them as a table."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.clock import zone
from kentongan.core.messages import Say, printable
from kentongan.core.search_terms import excerpt, marked

if TYPE_CHECKING:
    from kentongan.pipeline.search.searching import Page, Result
    from kentongan.pipeline.workspace import Workspace

_LONG = 160


def _search(call: Call, query: str, limit: int, best: bool, after: str, csv: Path | None) -> None:
    from kentongan.pipeline.search.searching import page
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        found = page(workspace, query, after=after, best_first=best, limit=max(1, min(limit, 500)))
        call.screen.say(found.asked.words)
        total, different = found.total, found.different
        folded = Say(f" ({different} naskah berbeda)", f" ({different} different texts)")
        shown = folded if different != total else Say("", "")
        call.screen.say(Say(f"{total} unggahan{shown.id}", f"{total} posts{shown.en}"))
        if csv is not None:
            _write(call, workspace, found, csv)
            return
        for result in found.results:
            _tell(call, workspace, found, result)
    if found.next:
        call.screen.note(Say(f"Berikutnya: --after {found.next}", f"Next: --after {found.next}"))


def _tell(call: Call, workspace: Workspace, found: Page, result: Result) -> None:
    from kentongan.pipeline.search_index import stem

    post, at = result.post, result.post.published_at.astimezone(zone(workspace.office.zone))
    copies = Say(f"  +{result.copies} salinan", f"  +{result.copies} copies") if result.copies else Say("", "")
    head = f"{post.id}  {at:%d-%m-%Y %H.%M}  {printable(post.source_name)}  {result.labels.answers.tone}"
    call.screen.say(Say(head + copies.id, head + copies.en))
    line = printable(f"{post.title}  {post.text}" if post.title else post.text)
    pieces = excerpt(marked(line, found.asked.terms, stem), _LONG)
    call.screen.say("    " + "".join(f"[{text}]" if hit else text for text, hit in pieces))


def _write(call: Call, workspace: Workspace, found: Page, out: Path) -> None:
    from kentongan.pipeline.search.export import MOST, as_csv

    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            for piece in as_csv(workspace, found.asked, call.screen.lang):
                file.write(piece)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    written = min(found.total, MOST["csv"])
    call.screen.say(Say(f"{written} baris → {out}", f"{written} rows → {out}"))
    if written < found.total:
        call.screen.note(
            Say(f"Dipotong dari {found.total}; persempit pencarian.", f"Cut from {found.total}; narrow the search.")
        )


COMMAND = Command(
    name="search",
    help=Say("Mencari unggahan: kata, frasa, label, tanggal.", "Search posts: words, phrases, labels, dates."),
    run=_search,
    parameters=(
        parameter(
            "query",
            help=Say(
                'Pencarian, misalnya: banjir "jalan rusak" nada:negatif', 'Query: banjir "jalan rusak" nada:negatif'
            ),
            required=False,
            default="",
        ),
        parameter("--limit", help=Say("Jumlah hasil.", "How many hits."), type=int, default=20, metavar="N"),
        parameter("--best", help=Say("Yang paling cocok dahulu.", "Best match first."), is_flag=True),
        parameter(
            "--after", help=Say("Lanjutan hasil sebelumnya.", "Go on after earlier hits."), default="", metavar="KUNCI"
        ),
        parameter(
            "--csv", help=Say("Tulis semua hasil sebagai tabel.", "Write all hits as a table."), type=FILE, default=None
        ),
    ),
    example="kentongan search 'banjir \"jalan rusak\" nada:negatif sejak:2026-11-01' --csv hasil.csv",
)
