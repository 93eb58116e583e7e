"""`annotate`: posts in, one JSON object a post out, in the order they came; no database.

Grouping (copies, stories) needs all posts at once and runs first; everything else is read chunk by chunk and written as
it is ready. The output appears under its name only when it is whole.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from analysis.claims.match import FactCheckIndex
from analysis.frame import posts_frame
from analysis.issues.grouping import group_posts
from analysis.personal.masking import mask
from analysis.places.gazetteer import Gazetteer
from analysis.steps import Context, read_posts
from analysis.tone.layers import ToneLayer
from collectors.files.reading import read_rows
from collectors.files.tables import read_tables
from kentongan.config.reading import load_settings
from kentongan.core.clock import Clock
from kentongan.core.errors import ColumnError, InputError
from kentongan.core.messages import Say
from kentongan.core.office import Office
from kentongan.core.progress import Progress
from kentongan.core.system_errors import plain_reason
from kentongan.pipeline.analysing.office_models import tone_layers
from kentongan.pipeline.analysing.processes import helpful, work_in_order
from kentongan.pipeline.analysing.reading import in_chunks
from kentongan.pipeline.factchecks.library import read_factchecks

if TYPE_CHECKING:
    import pandas as pd

_JSON = json.JSONEncoder(ensure_ascii=False)
COLUMNS = ("id", "url", "title", "text", "published_at", "source", "kind", "author")


def annotate(
    path: Path,
    out: Path | None,
    *,
    office: Office,
    factchecks: Path | None,
    clock: Clock,
    progress: Progress,
    layers: tuple[ToneLayer, ...] = (),
) -> tuple[int, tuple[Say, ...]]:
    """Annotate the posts in `path` into `out` (None = standard output).

    Returns:
        The number of posts, and notes on rows that could not be read.

    Raises:
        InputError: the file or the fact-checks cannot be read; ColumnError: neither text nor title.
    """
    notes: list[Say] = []
    if out is not None:
        _check_output(out)
    with progress.task(Say("Membaca berkas", "Reading the file")):
        frame, ids = frame_of(path, clock, notes)
        known = read_factchecks(factchecks) if factchecks else []
    index = FactCheckIndex.build(known) if known else None
    context = Context(office, Gazetteer.load(), index, layers=layers)
    grouped: list[str] = []
    read = work_in_order(
        _annotated,
        _parts(frame, ids),
        context,
        processes=helpful(len(frame)),
        # Most of it is one core's work; the others read beside it.
        beside=lambda: grouped.extend(_groups(frame)),
    )
    with progress.task(Say("Mengelompokkan", "Grouping"), None):
        first = next(read, [])
    groups = iter(grouped)
    with written(out) as file, progress.task(Say("Menilai unggahan", "Reading posts"), len(frame)) as task:
        for halves in chain([first], read):
            file.writelines(f"{head}, {next(groups)}, {tail}\n" for head, tail in halves)
            task.advance(len(halves))
    return len(frame), tuple(notes)


@dataclass(frozen=True, slots=True)
class _Part:
    """Posts that lie together: their ids as given, and their rows."""

    ids: list[Any]
    posts: pd.DataFrame


def _parts(frame: pd.DataFrame, ids: Iterable[Any]) -> Iterator[_Part]:
    given = iter(ids)
    return (_Part(list(islice(given, len(part))), part) for part in in_chunks(frame))


def _groups(frame: pd.DataFrame) -> Iterator[str]:
    """What grouping says of every post, as it stands in its line."""
    grouped = group_posts(frame)[["copy_group", "representative", "story"]]
    for copies, representative, story in zip(*(column.tolist() for _, column in grouped.items()), strict=True):
        group = {"copy_group": copies, "representative": bool(representative), "story": story, "issue": None}
        yield _JSON.encode(group)[1:-1]


def _annotated(context: Context, part: _Part) -> list[tuple[str, str]]:
    """The lines of output in two halves, between which belongs what grouping says."""
    posts = part.posts
    readings: list[dict[str, Any]] = read_posts(posts, context).to_dict("records")  # type: ignore[assignment]
    records = zip(part.ids, readings, posts["title"].tolist(), posts["text"].tolist(), strict=True)
    return [(_JSON.encode(head)[:-1], _JSON.encode(tail)[1:]) for head, tail in starmap(_line, records)]


def annotating_office(config: Path) -> Office:
    """The office of the settings where there are any, else one of no region: nothing is outside, nobody is at home."""
    return load_settings(config).office() if config.exists() else Office(agency="", short="")


def annotating_layers(config: Path) -> tuple[tuple[ToneLayer, ...], Say | None]:
    """What the settings, where there are any, put over the shipped tone; a plain line where something is wrong with it.

    Raises:
        ModelError: the settings name a transformer that cannot be used.
    """
    return tone_layers(load_settings(config)) if config.exists() else ((), None)


def frame_of(path: Path, clock: Clock, notes: list[Say]) -> tuple[pd.DataFrame, list[Any]]:
    """The frame of posts, and the ids exactly as they were given; row by row, so that no row is held twice.

    Raises:
        InputError: the file cannot be read; ColumnError: neither text nor title.
    """
    ids: list[Any] = []
    names: set[str] = set()
    now = clock.now()

    def records() -> Iterator[dict[str, Any]]:
        seen: set[str] = set()
        for n, row in enumerate(read_rows(path, notes)):
            names.update(map(str, row))
            given = row.get("id") if row.get("id") not in (None, "") else f"p{n + 1}"
            key = str(given)
            key = f"{key}#{n}" if key in seen else key
            seen.add(key)
            ids.append(given)
            yield dated({**{name: row.get(name) for name in COLUMNS}, "id": key}, now)

    frame = posts_frame(records())
    # A file without rows is judged by its headers.
    _check_columns(names or set(read_tables(path)[0].headers))
    return frame, ids


def _check_columns(names: set[str]) -> None:
    """Whether there is something to read.

    Raises:
        ColumnError: neither text nor title.
    """
    if names.isdisjoint(("text", "title")):
        found = ", ".join(sorted(names)[:12])
        raise ColumnError(
            Say(
                f"Tidak ada kolom text atau title. Kolom yang ada: {found}.",
                f"No column text or title. Found: {found}.",
            ),
            Say("Beri nama salah satu kolom `text`.", "Name one of the columns `text`."),
        )


def dated(record: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The record with `published_at` read: Indonesian words too; what cannot be read becomes None."""
    from collectors.dates import read_date

    value = record["published_at"]
    if value not in (None, ""):
        record["published_at"] = read_date(value, zone="WIB", now=now).at
    return record


def _line(given: Any, reading: Mapping[str, Any], title: str, text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """One output object, in two halves; names and meanings are fixed (see docs/annotate.md)."""
    masked = sorted({*mask(title).kinds, *mask(text).kinds})
    head = {
        "id": given,
        "language": reading["language"],
        "language_score": _score(reading["language_score"]),
        "tone": reading["tone"],
        "tone_scores": {name: _score(reading[f"tone_{name}"]) for name in ("positif", "netral", "negatif")},
        "tone_title": reading["tone_title"] or None,
        "tone_conflict": bool(reading["tone_conflict"]),
        "tone_agency": reading["tone_agency"],
        "potential_negative": bool(reading["potential_negative"]),
        "category": reading["category"] or None,
        "category_score": _score(reading["category_score"]),
        "places": [{"code": c, "name": n, "span": [s, e]} for c, n, s, e in reading["places"]],
        "entities": [{"kind": k, "text": t, "span": [s, e]} for k, t, s, e in reading["entities"]],
    }
    tail = {
        "cues": [{"kind": cue.kind, "span": [cue.start, cue.end]} for cue in reading["cues"]],
        "claim_stance": reading["claim_stance"] or None,
        "needs_verification": bool(reading["needs_verification"]),
        "needs_verification_score": _score(reading["needs_verification_score"]),
        "claims": [
            {"factcheck": found.factcheck, "score": _score(found.score), "decision": found.decision}
            for found in reading["claims"]
        ],
        "masked": masked,
    }
    return head, tail


def _score(value: float) -> float:
    return round(float(value), 4)


@contextmanager
def written(out: Path | None) -> Iterator[TextIO]:
    """A file that appears under its name only when everything was written."""
    if out is None:
        yield sys.stdout
        return
    temporary = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
            yield file
        temporary.replace(out)
    except OSError as error:
        raise _refused(out, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _check_output(out: Path) -> None:
    """Say at once, not after an hour's work, that the output cannot be written."""
    try:
        if out.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        with tempfile.TemporaryFile(dir=out.parent):
            pass
    except OSError as error:
        raise _refused(out, error) from error


def _refused(out: Path, error: OSError) -> InputError:
    reason = plain_reason(error)
    return InputError(
        Say(f"{out} tidak dapat ditulis: {reason.id}.", f"{out} cannot be written: {reason.en}."),
        Say("Periksa folder tujuan dan ruang disk.", "Check the target folder and the room on the disk."),
    )
