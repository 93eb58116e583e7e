"""`kentongan accuracy`: what the machine is worth, on labelled sets that ship with it and by the office's corrections."""

from __future__ import annotations

import json
from typing import Any

from kentongan.cli.command import Call, Command, parameter
from kentongan.core.messages import Say

_METRICS = {
    "accuracy": Say("ketepatan", "accuracy"),
    "macro_f1": Say("F1 makro", "macro-F1"),
    "share": Say("bagian", "share"),
}


def _accuracy(call: Call, as_json: bool, tables: bool) -> None:
    from kentongan.pipeline.analysing.accuracy import measured

    rows = measured(call.config, call.screen)
    if as_json:
        call.screen.say(json.dumps([_record(row) for row in rows], ensure_ascii=False, indent=1))
        return
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
                row.part or "–",
                _METRICS[row.metric].to(lang),
                str(row.n),
                f"{row.score.value:.3f}",
                f"{row.score.low:.3f}–{row.score.high:.3f}",
                row.data[:12] or "–",
            ]
            for row in rows
        ],
    )
    for row in rows if tables else ():
        if row.confusion and row.metric == "accuracy":
            call.screen.say(f"\n{row.what.to(lang)} {row.part}\n{row.confusion}")
    call.screen.note(
        Say(
            "Data bawaan ditulis dan diberi label oleh pembuat Kentongan; unggahan sungguhan lebih sulit. "
            'Bagian "choose", "dev", "tune" dilihat saat menyetel; "check" tidak.',
            "The shipped sets were written and labelled by the makers of Kentongan; real posts are harder. "
            'The parts "choose", "dev", "tune" were seen while tuning; "check" was not.',
        )
    )


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
        parameter("--tables", help=Say("Dengan tabel kekeliruan.", "With confusion tables."), is_flag=True),
    ),
)
