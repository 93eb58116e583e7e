"""`kentongan replay`: a past stream with a stopped clock; which alarms, when, how many a week."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.clock import zone
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say

if TYPE_CHECKING:
    from kentongan.pipeline.analysing.replaying import Played

_SPAN = re.compile(r"(?P<number>\d{1,4})\s*(?P<unit>m|h|j|d)", re.IGNORECASE)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "j": timedelta(hours=1), "d": timedelta(days=1)}
_SHOWN = 30


def _run(
    call: Call, posts: Path, every: str, alerts: Path | None, changes: tuple[str, ...], chart: Path | None
) -> None:
    from kentongan.pipeline.analysing.processes import get_ready, posts_in

    get_ready(posts_in(posts))
    from kentongan.core.alerting import AlertPolicy
    from kentongan.pipeline.analysing.annotating import annotating_office
    from kentongan.pipeline.analysing.replaying import replay_file, varied, write_alerts, write_page
    from kentongan.pipeline.workspace import clock_from, named

    office = named(annotating_office(call.config))
    offices = [office, varied(office, changes)] if changes else [office]
    played = replay_file(
        posts,
        offices,
        policy=AlertPolicy(zone_name=office.zone),
        every=span(every),
        clock=clock_from(""),
        progress=call.screen,
    )
    for note in played.notes:
        call.screen.note(note)
    if alerts is not None:
        write_alerts(None if str(alerts) == "-" else alerts, played)
    if alerts is None or str(alerts) != "-":
        _show(call, played, changes, office.zone)
    if chart is not None:
        write_page(chart, played, changes, zone_name=office.zone, lang=call.screen.lang)
        call.screen.note(Say(f"Grafik: {chart}", f"Chart: {chart}"))


def span(text: str) -> timedelta:
    """ "1h", "30m", "1d" as a length of time.

    Raises:
        UsageError: something else, or less than a minute.
    """
    found = _SPAN.fullmatch(text.strip())
    length = int(found["number"]) * _UNITS[found["unit"].lower()] if found else timedelta(0)
    if length <= timedelta(0):
        raise UsageError(
            Say(f'Jarak waktu "{text}" tidak dikenal.', f'The span "{text}" is unknown.'),
            Say(
                "Tulis seperti 30m (menit), 1h (jam), atau 1d (hari).",
                "Write it like 30m (minutes), 1h (hours) or 1d (days).",
            ),
        )
    return length


def _show(call: Call, played: Played, changes: tuple[str, ...], zone_name: str) -> None:
    """The numbers side by side, then the alarms of the first setting."""
    screen = call.screen
    if played.undated:
        screen.note(
            Say(
                f"{played.undated} unggahan tanpa tanggal tidak ikut diputar.",
                f"{played.undated} posts without a date were not played.",
            )
        )
    from kentongan.pipeline.analysing.replaying import column_names, figures

    replays = played.replays
    first = replays[0]
    screen.say(
        Say(
            f"{first.posts} unggahan, {_moment(first.start, zone_name)} – {_moment(first.end, zone_name)} {zone_name}, "
            f"{first.issues} isu, {first.looks} kali diperiksa.",
            f"{first.posts} posts, {_moment(first.start, zone_name)} – {_moment(first.end, zone_name)} {zone_name}, "
            f"{first.issues} issues, {first.looks} looks.",
        )
    )
    screen.table(
        [Say("", ""), *column_names(changes)],
        [[label.to(screen.lang), *cells] for label, cells in figures(replays, screen.lang)],
    )
    told = first.told[:_SHOWN]
    for one in told:
        rule = one.alert.rule
        screen.say(f"{_moment(one.alert.at, zone_name)}  {rule:8}  {one.name or one.alert.issue_id} ({len(one.posts)})")
        screen.say(f"    {one.alert.reason}")
    if len(first.told) > len(told):
        rest = len(first.told) - len(told)
        screen.say(
            Say(f"… dan {rest} peringatan lagi (--alerts menulis semuanya)", f"… and {rest} more (use --alerts)")
        )


def _moment(moment: datetime, zone_name: str) -> str:
    return f"{moment.astimezone(zone(zone_name)):%Y-%m-%d %H.%M}"


COMMAND = Command(
    name="replay",
    help=Say(
        "Memutar ulang unggahan lampau: peringatan apa yang akan berbunyi, dan kapan.",
        "Play past posts back: which alarms would have sounded, and when.",
    ),
    run=_run,
    parameters=(
        parameter(
            "posts",
            help=Say(
                "JSONL atau CSV seperti untuk annotate, dengan published_at.", "JSONL or CSV as for annotate, dated."
            ),
            type=FILE,
        ),
        parameter(
            "--every",
            help=Say("Jarak antarpemeriksaan: 30m, 1h, 1d.", "Time between two looks: 30m, 1h, 1d."),
            default="1h",
            metavar="1h",
        ),
        parameter(
            "--alerts",
            help=Say("Berkas peringatan (JSONL); - untuk layar.", "File of the alerts (JSONL); - for the screen."),
            type=FILE,
        ),
        parameter(
            "--compare",
            "changes",
            help=Say(
                "Pengaturan lain untuk dibandingkan, misalnya alarm_palsu_per_minggu=1; boleh berulang.",
                "Another setting to compare, e.g. alarm_palsu_per_minggu=1; may be repeated.",
            ),
            multiple=True,
            metavar="NAMA=NILAI",
        ),
        parameter(
            "--chart",
            help=Say("Halaman HTML dengan grafik perbandingan.", "HTML page with the chart of the comparison."),
            type=FILE,
        ),
    ),
    example="kentongan replay unggahan.jsonl --every 1h --alerts peringatan.jsonl",
)
