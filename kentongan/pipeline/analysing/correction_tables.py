"""Corrections in tables: a sheet of posts for an officer to judge, and the filled sheet read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.corrections import FIELDS as CORRECTABLE
from analysis.corrections import standing
from collectors.files.reading import read_rows
from kentongan.core.clock import zone
from kentongan.core.errors import ApprovalError, ColumnError, InputError, UsageError
from kentongan.core.findings import Correction
from kentongan.core.messages import Say, printable
from kentongan.core.system_errors import plain_reason
from kentongan.pipeline.analysing.analyse import read_kept
from kentongan.pipeline.analysing.correcting import FIELDS, Desk, Read, Wish, field_of, file_mark, keep
from kentongan.pipeline.workspace import Workspace

_POST: Final = ("kode", "id", "post", "unggahan", "tautan", "url", "code")
_FIELD: Final = ("bidang", "field")
_VALUE: Final = ("nilai", "value")
_REASON: Final = ("alasan", "reason", "catatan")
_NOTES: Final = 20
_TEXT: Final = 600
_ASKED: Final = ("nada", "nada-peristiwa", "kategori")


@dataclass(frozen=True, slots=True)
class FromFile:
    """What a file of corrections gave: new decisions, how many stood already, refused rows with a line for the first."""

    decided: tuple[Correction, ...]
    same: int
    refused: int
    notes: tuple[Say, ...]


def correct_from(workspace: Workspace, path: Path, *, by: str) -> FromFile:
    """Read corrections from CSV, XLSX, JSONL …; rows that cannot be used are refused, the others kept together.

    Either a row is a decision (columns kode, bidang, nilai), or a post (column kode and one for each field: nada,
    nada-peristiwa, kategori, lokasi, luar-wilayah, bahasa, verifikasi; empty cells decide nothing).

    Raises:
        InputError: the file cannot be read. ColumnError: no column for the post or for what is decided.
        ApprovalError: no name.
    """
    if not by.strip():
        raise ApprovalError(
            Say("Koreksi memerlukan nama petugas.", "A correction needs an officer's name."),
            Say("Tambahkan --by.", "Add --by."),
        )
    notes: list[Say] = []
    rows = [{str(k).strip().casefold(): v for k, v in row.items() if k} for row in read_rows(path, notes)]
    refused = len(notes)
    desk, read = Desk(workspace), list[Read]()
    for number, wish in _wishes(rows, path.name):
        try:
            read.append(desk.read(wish))
        except UsageError as error:
            refused += 1
            notes.append(Say(f"Baris {number}: {error.to('id')}", f"Row {number}: {error.to('en')}"))
    decided = desk.decide(read, by)
    keep(workspace, decided)
    return FromFile(tuple(decided), len(read) - len(decided), refused, tuple(notes[:_NOTES]))


def _wishes(rows: list[dict[str, Any]], name: str) -> Iterator[tuple[int, Wish]]:
    names = {key for row in rows for key in row}
    post, reason = _column(names, _POST), _column(names, _REASON)
    field, value = _column(names, _FIELD), _column(names, _VALUE)
    wide = {column: known for column in sorted(names) if (known := _field_or_none(column))}
    if not post or not (wide or (field and value)):
        found = ", ".join(sorted(printable(key)[:30] for key in names)[:12])
        raise ColumnError(
            Say(
                f"{name} bukan tabel koreksi. Kolom yang ada: {found}.",
                f"{name} is no table of corrections. Found: {found}.",
            ),
            Say(
                f"Perlu kolom kode, lalu bidang dan nilai, atau satu kolom per bidang: {', '.join(FIELDS)}.",
                f"It needs kode, then bidang and nilai, or a column for each field: {', '.join(FIELDS)}.",
            ),
        )
    for number, row in enumerate(rows, start=2):
        why = _cell(row, reason)
        mark = file_mark(name) + (f": {why}" if why else "")
        if field and value and _cell(row, value):
            yield number, Wish(_cell(row, post), _cell(row, field), _cell(row, value), mark)
        for column in wide:
            if _cell(row, column):
                yield number, Wish(_cell(row, post), column, _cell(row, column), mark)


def _field_or_none(column: str) -> str:
    try:
        return field_of(column)
    except UsageError:
        return ""


def _column(names: set[str], wanted: tuple[str, ...]) -> str:
    return next((name for name in wanted if name in names), "")


def _cell(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column) if column else None
    return "" if value is None else str(value).strip()


def write_sheet(workspace: Workspace, out: Path, count: int) -> int:
    """Write posts of the last days that nobody has judged: half by chance, half those the machine is least sure of.

    The half by chance says how good the machine is; the other teaches most. Returns how many were written.

    Raises:
        InputError: the file cannot be written. UsageError: it is there already, no table by its name, no number of posts, or no posts.
    """
    if out.exists():
        raise UsageError(
            Say(f"{out.name} sudah ada dan mungkin sudah diisi.", f"{out.name} is there and may be filled in."),
            Say("Pilih nama lain.", "Choose another name."),
        )
    if out.suffix.casefold() not in {".xlsx", ".csv"}:
        raise UsageError(
            Say(f"{out.name} bukan nama tabel.", f"{out.name} is no name of a table."),
            Say("Beri nama berakhiran .xlsx atau .csv.", "Let it end in .xlsx or .csv."),
        )
    frame = _candidates(workspace)
    if count < 1 or not len(frame):
        raise UsageError(
            Say("Tidak ada unggahan untuk diperiksa.", "There are no posts to judge."),
            Say("Kumpulkan dulu dengan kentongan daily, lalu minta --posts 50.", "Collect first: kentongan daily."),
        )
    # A seed of the day, so that the same request gives the same sheet.
    chance = np.random.default_rng(workspace.clock.now().toordinal()).permutation(len(frame))[: (count + 1) // 2]
    rest = frame.drop(frame.index[chance])
    surest = rest[["tone_negatif", "tone_netral", "tone_positif"]].max(axis=1)
    # Of a post without a category nobody knows how sure that is.
    surest = surest.where(rest["category"] == "", np.minimum(surest, rest["category_score"]))
    unsure = rest.loc[surest.sort_values(kind="stable").index[: count - len(chance)]]
    chosen = pd.concat([frame.iloc[sorted(chance)], unsure])
    where = zone(workspace.office.zone)
    rows = [["kode", "waktu", "sumber", "isi", *(f"{name} (mesin)" for name in _ASKED), *_ASKED, "alasan"]]
    for row in chosen.to_dict("records"):
        text = printable(
            f"{row['title']} — {row['text']}" if row["title"] and row["text"] else row["title"] or row["text"]
        )
        said = (
            "berpotensi negatif" if row["potential_negative"] and row["tone_agency"] == "netral" else row["tone_agency"]
        )
        doubts = (False, row["tone_unsure"], row["category_unsure"])
        answers = (said, row["tone"], row["category"] or "-")
        machine = [f"{one} (ragu)" if doubt else one for one, doubt in zip(answers, doubts, strict=True)]
        when = row["published_at"].tz_convert(where).strftime("%d-%m-%Y %H.%M")
        rows.append([row["id"], when, printable(row["source"]), text[:_TEXT], *machine, *[""] * (len(_ASKED) + 1)])
    _write(out, rows)
    return len(chosen)


def _candidates(workspace: Workspace) -> pd.DataFrame:
    end = workspace.clock.now()
    start = end - timedelta(days=workspace.settings.tables.data.days)
    judged = {post for post, field in standing(workspace.store.findings.corrections()) if field in CORRECTABLE}
    posts = [p for p in workspace.store.posts.between(start, end) if p.id not in judged and (p.title or p.text)]
    return read_kept(workspace, posts, workspace.store.factchecks.all()) if posts else pd.DataFrame()


def _write(out: Path, rows: list[list[str]]) -> None:
    try:
        out.write_bytes(_as_xlsx(rows) if out.suffix.casefold() == ".xlsx" else _as_csv(rows))
    except OSError as error:
        reason = plain_reason(error)
        raise InputError(
            Say(f"{out} tidak dapat ditulis: {reason.id}.", f"{out} cannot be written: {reason.en}."),
            Say(
                "Tutup berkasnya bila sedang terbuka, atau pilih folder lain.",
                "Close it if it is open, or choose another folder.",
            ),
        ) from error


def _as_csv(rows: list[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    # A cell that begins like a formula would be run by a spreadsheet program.
    csv.writer(file).writerows([[f"'{c}" if c[:1] in "=+-@\t" and len(c) > 1 else c for c in row] for row in rows])
    return file.getvalue().encode("utf-8-sig")


def _as_xlsx(rows: list[list[str]]) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("koreksi")
        head, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, wrap if number else head)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 2, 18)
        sheet.set_column(3, 3, 80)
        sheet.set_column(4, len(rows[0]) - 1, 16)
    return file.getvalue()
