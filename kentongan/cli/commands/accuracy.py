"""`kentongan accuracy`: what the machine is worth, on labelled sets that ship with it and by the office's corrections."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.screen import Screen
from kentongan.core.messages import Say


def _accuracy(call: Call, as_json: bool, tables: bool, every: bool) -> None:
    from analysis.measures.words import METRICS, PARTS, was_seen
    from kentongan.pipeline.analysing.accuracy import measured
    from reports.wording import number

    rows = measured(call.config, call.screen)
    if as_json:
        call.screen.say(json.dumps([_record(row) for row in rows], ensure_ascii=False, indent=1))
        return
    rows = [row for row in rows if every or not was_seen(row.part)]
    headings = [
        Say("tugas", "task"),
        Say("bagian", "part"),
        Say("ukuran", "metric"),
        Say("jumlah", "n"),
        Say("nilai", "score"),
        Say("selang 95 %", "95 % interval"),
        Say("data", "data"),
    ]
    lang = call.screen.lang
    call.screen.table(
        headings,
        [
            [
                row.what.to(lang),
                PARTS[row.part].to(lang),
                METRICS[row.metric].to(lang),
                str(row.n),
                number(row.score.value, lang, 3),
                f"{number(row.score.low, lang, 3)}–{number(row.score.high, lang, 3)}",
                row.data[:12] or "–",
            ]
            for row in rows
        ],
    )
    if tables:
        _say_tables(call.screen, rows)
    call.screen.note(
        Say(
            "Data bawaan adalah unggahan karangan, sebagian oleh penulis yang tidak mengenal Kentongan; unggahan sungguhan "
            "bisa lebih sulit. Yang tampil adalah bagian yang kesalahannya tidak pernah dilihat saat menyetel; semua bagian: --all.",
            "The shipped sets are invented posts, some by writers who did not know Kentongan; real posts may be harder. "
            "Shown are parts whose errors were never read while tuning; all parts: --all.",
        )
    )


def _say_tables(screen: Screen, rows: Iterable[Any]) -> None:
    """Counts by what is true and what the machine says, under the task's whole name."""
    from analysis.measures.words import PARTS, table_in_words

    task, lang = "", screen.lang
    for row in rows:
        name = row.what.to(lang)
        task = task if name.startswith("– ") else name
        if row.confusion and row.metric == "accuracy":
            whole = name if name == task else f"{task} {name}"
            screen.say(f"\n{whole}, {PARTS[row.part].to(lang)}")
            screen.say(Say("(baris: sebenarnya; kolom: menurut mesin)", "(rows: what is true; columns: what is said)"))
            screen.say(table_in_words(row.confusion, lang))


def _record(row: Any) -> dict[str, Any]:
    return {
        "task": row.name,
        "part": row.part,
        "metric": row.metric,
        "n": row.n,
        "score": round(row.score.value, 4),
        "low": round(row.score.low, 4),
        "high": round(row.score.high, 4),
        "data_sha256": row.data,
    }


COMMAND = Command(
    name="accuracy",
    help=Say(
        "Menghitung ketepatan mesin pada data bawaan dan menurut koreksi kantor.",
        "Measure the machine on the shipped sets and by the office's corrections.",
    ),
    run=_accuracy,
    parameters=(
        parameter("--json", "as_json", help=Say("Sebagai JSON.", "As JSON."), is_flag=True),
        parameter(
            "--all",
            "every",
            help=Say("Juga bagian yang dilihat saat menyetel.", "Also the parts that were seen while tuning."),
            is_flag=True,
        ),
        parameter("--tables", help=Say("Dengan tabel kekeliruan.", "With confusion tables."), is_flag=True),
    ),
)
