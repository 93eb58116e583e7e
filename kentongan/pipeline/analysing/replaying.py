"""`replay`: a past stream, from a file or from what was collected, played back to see what would have alarmed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from analysis.day.replaying import Replay, Setting, replay
from analysis.places.gazetteer import Gazetteer
from analysis.steps import Context
from kentongan.config.judging import JudgementTable
from kentongan.core.alerting import AlertPolicy
from kentongan.core.clock import Clock
from kentongan.core.errors import InputError, UsageError
from kentongan.core.messages import Lang, Say
from kentongan.core.office import Office
from kentongan.core.progress import Progress
from kentongan.pipeline.analysing.annotating import frame_of, written
from kentongan.pipeline.analysing.reading import read_in_order

if TYPE_CHECKING:
    import pandas as pd

# Settings that decide what rings: key in the file → field of the office.
TUNABLE: Mapping[str, str] = {
    "alarm_palsu_per_minggu": "false_alarms_per_week",
    "lonjakan_minimal": "min_burst",
    "kenaikan_minimal": "min_ratio",
    "media_nasional_g5": "national_outlets_for_g5",
}
# What a file does not say of a post.
_UNSAID: dict[str, str | bool | None] = {
    "source_region": "",
    "platform": "",
    "official": False,
    "estimated": False,
    "reactions": None,
    "complaint_status": "",
    "complaint_unit": "",
}


@dataclass(frozen=True, slots=True)
class Played:
    """A replay of a file.

    Args:
        replays: one a setting, in the order given.
        ids: the file's own id of every post.
        notes: on rows that could not be read.
        undated: posts without a date; they cannot be played.
    """

    replays: tuple[Replay, ...]
    ids: Mapping[str, object]
    notes: tuple[Say, ...]
    undated: int


def replay_file(
    path: Path,
    offices: Sequence[Office],
    *,
    policy: AlertPolicy,
    every: timedelta,
    clock: Clock,
    progress: Progress,
) -> Played:
    """Play the posts of a file (columns as for `annotate`) once and listen with every office's settings.

    Raises:
        InputError: it cannot be read, or no post has a date; ColumnError: neither text nor title.
    """
    notes: list[Say] = []
    with progress.task(Say("Membaca berkas", "Reading the file")):
        frame, given = frame_of(path, clock, notes)
    dated = frame["published_at"].notna()
    if not dated.any():
        raise InputError(
            Say(f"Tidak ada unggahan bertanggal di {path.name}.", f"No post in {path.name} has a date."),
            Say("Isi kolom `published_at`, misalnya 2026-11-22T06:00:00+07:00.", "Fill the column `published_at`."),
        )
    ids = dict(zip(frame["id"], given, strict=True))
    frame = frame[dated].assign(source_id=frame["source"], **_UNSAID)
    frame = _read(frame, offices[0], progress)
    with progress.task(Say("Memutar ulang", "Replaying"), len(frame)) as task:
        played = replay(frame, [Setting(office, policy) for office in offices], every=every, looked=task.advance)
    return Played(tuple(played), ids, tuple(notes), int((~dated).sum()))


def _read(frame: pd.DataFrame, office: Office, progress: Progress) -> pd.DataFrame:
    """The frame with every reading; fact-checks are left out, for none of that time is known to be from then."""
    import pandas as pd

    context = Context(office, Gazetteer.load(), None)
    with progress.task(Say("Menilai unggahan", "Reading posts"), len(frame)) as task:
        parts = []
        for part in read_in_order(frame, context):
            parts.append(part)
            task.advance(len(part))
    return frame.join(pd.concat(parts))


def varied(office: Office, changes: Sequence[str]) -> Office:
    """The office with other limits.

    Args:
        office: as it is.
        changes: "key=value" each, keys as in `[penilaian]` (`TUNABLE`).

    Raises:
        UsageError: an unknown key, or a value that the settings would refuse.
    """
    values: dict[str, str] = {}
    for change in changes:
        key, _, value = change.partition("=")
        if key.strip() not in TUNABLE or not value.strip():
            raise UsageError(
                Say(f'"{change}" bukan pengaturan yang dapat dicoba.', f'"{change}" is no setting that can be tried.'),
                Say(
                    f"Tulis nama=nilai; nama yang tersedia: {', '.join(TUNABLE)}.",
                    f"Write name=value; names available: {', '.join(TUNABLE)}.",
                ),
            )
        values[key.strip()] = value.strip().replace(",", ".")
    try:
        checked = JudgementTable.model_validate(values, strict=False)
    except ValueError as error:
        listed = ", ".join(f"{key}={value}" for key, value in values.items())
        raise UsageError(
            Say(f"Nilai pengaturan tidak dapat dipakai: {listed}.", f"A value cannot be used: {listed}."),
            Say("Batas setiap nilai ada di docs/panduan/konfigurasi.md.", "See docs/panduan/konfigurasi.md."),
        ) from error
    found = checked.model_dump(by_alias=True)
    return replace(office, **{TUNABLE[key]: found[key] for key in values})


def figures(replays: tuple[Replay, ...], lang: Lang) -> list[tuple[Say, list[str]]]:
    """The rows of the comparison: alarms, alarms a week, issues, by rule, and after how many posts."""

    def decimal(value: float) -> str:
        return f"{value:.1f}".replace(".", "," if lang == "id" else ".")

    keys = [{(one.alert.issue_id, one.alert.rule) for one in replay.told} for replay in replays]
    rows = [
        (Say("peringatan", "alerts"), [str(len(r.told)) for r in replays]),
        (Say("per pekan", "a week"), [decimal(r.per_week) for r in replays]),
        (
            Say("isu yang diperingatkan", "issues alerted"),
            [str(len({o.alert.issue_id for o in r.told})) for r in replays],
        ),
        (
            Say("aturan kenaikan", "rule emerging"),
            [str(sum(o.alert.rule == "emerging" for o in r.told)) for r in replays],
        ),
        (Say("pertanda awal", "early signs"), [str(sum(o.alert.rule == "early" for o in r.told)) for r in replays]),
        (Say("aturan tingkat", "rule level"), [str(sum(o.alert.rule == "level" for o in r.told)) for r in replays]),
        (
            Say("unggahan saat diperingatkan (median)", "posts when alerted (median)"),
            [decimal(median(len(o.posts) for o in r.told)) if r.told else "–" for r in replays],
        ),
    ]
    if len(replays) > 1:
        rows.append(
            (Say("hanya di kolom ini", "only in this column"), [str(len(k - keys[1 - i])) for i, k in enumerate(keys)])
        )
    return rows


def column_names(changes: Sequence[str]) -> list[Say]:
    """What stands above the columns of a comparison."""
    tried = ", ".join(changes)
    return [Say("sekarang", "now"), *([Say(tried, tried)] if changes else [])]


def write_page(out: Path, played: Played, changes: Sequence[str], *, zone_name: str, lang: Lang) -> None:
    """The comparison as a page: table, chart of alarms a day, list of alarms.

    Raises:
        InputError: the file cannot be written.
    """
    from reports.replay_page import ReplayColumn, replay_page

    columns = [
        ReplayColumn(name.to(lang), tuple((o.alert.at, o.alert.rule, o.name, o.alert.reason) for o in r.told))
        for name, r in zip(column_names(changes), played.replays, strict=True)
    ]
    first = played.replays[0]
    rows = [(label.to(lang), cells) for label, cells in figures(played.replays, lang)]
    page = replay_page(columns, rows, span=(first.start, first.end), zone_name=zone_name, lang=lang)
    with written(out) as file:
        file.write(page)


def write_alerts(out: Path | None, played: Played) -> None:
    """One JSON object an alarm of the first setting, in order of time.

    Raises:
        InputError: the file cannot be written.
    """
    with written(out) as file:
        for line in alert_lines(played):
            file.write(line + "\n")


def alert_lines(played: Played) -> Iterator[str]:
    """The alarms as JSON: moment, issue, rule, ids of all posts of the issue by then, score, reason, level, name."""
    if not played.replays:
        return
    for told in played.replays[0].told:
        alert = told.alert
        record = {
            "at": _iso(alert.at),
            "issue": alert.issue_id,
            "rule": alert.rule,
            "posts": [played.ids[post] for post in told.posts],
            "score": round(alert.score, 4),
            "reason": alert.reason,
            "level": alert.level.value,
            "name": told.name,
        }
        yield json.dumps(record, ensure_ascii=False)


def _iso(moment: datetime) -> str:
    return moment.isoformat()
