"""Watch list and alert rules as officers change them on a page; rules are tried on what was collected before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from kentongan.config.editing import Value, change_file
from kentongan.core.errors import UsageError
from kentongan.core.findings import Alert
from kentongan.core.messages import Lang, Say
from kentongan.pipeline.workspace import Workspace, check_codes, named

#: What a page may change: key → table. Everything else stays with whoever edits the file.
WATCHED: Mapping[str, str] = {"kata_pantau": "instansi", "sebutan": "instansi", "nama_pimpinan": "instansi"}
JUDGED = ("alarm_palsu_per_minggu", "lonjakan_minimal", "kenaikan_minimal", "media_nasional_g5")
TOLD = ("tenang_mulai", "tenang_selesai", "jeda_jam")
_MOST_WORDS = 300
_TRIAL_DAYS = 30
# Looking every hour would take six times as long; most of what rings rings all the same, a little later.
_LOOKS = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Tried:
    """Present and tried rules on the same past days.

    Args:
        rows: what is counted, now and tried.
        only_now, only_tried: alarms that only one of them tells: (moment, issue, reason).
        posts, days: how much was played.
    """

    rows: tuple[tuple[Say, str, str], ...]
    only_now: tuple[tuple[datetime, str, str], ...]
    only_tried: tuple[tuple[datetime, str, str], ...]
    posts: int
    days: int


def words_of(text: str) -> tuple[str, ...]:
    """Words, a line each, once each."""
    return tuple(dict.fromkeys(word for line in text.splitlines() if (word := " ".join(line.split())[:100])))


def change_watch_list(workspace: Workspace, words: Mapping[str, tuple[str, ...]]) -> Workspace:
    """Write the watch list into the settings; returns the workspace with it.

    Raises:
        UsageError: too many words. ConfigError: the file refuses them or cannot be written.
    """
    for key, found in words.items():
        if len(found) > _MOST_WORDS:
            raise UsageError(
                Say(f"{key}: {len(found)} kata terlalu banyak.", f"{key}: {len(found)} words are too many."),
                Say(f"Paling banyak {_MOST_WORDS}.", f"At most {_MOST_WORDS}."),
            )
    return _changed(workspace, {(WATCHED[key], key): found for key, found in words.items() if key in WATCHED})


def change_rules(workspace: Workspace, judged: Mapping[str, str], told: Mapping[str, str]) -> Workspace:
    """Write the alert rules into the settings; returns the workspace with them.

    Raises:
        UsageError: a value that is no number or no time. ConfigError: the file refuses it.
    """
    changes: dict[tuple[str, str], Value] = {}
    for key, text in judged.items():
        if key in JUDGED:
            number = _number(key, text)
            changes["penilaian", key] = number if key == JUDGED[0] else int(number)
    for key, text in told.items():
        if key in TOLD:
            changes["peringatan", key] = int(_number(key, text)) if key == "jeda_jam" else _hour(key, text)
    return _changed(workspace, changes)


def try_rules(workspace: Workspace, judged: Mapping[str, str], *, lang: Lang = "id") -> Tried:
    """Play the last days with the present rules and with others, and compare what would have been told.

    Raises:
        UsageError: a value that cannot be tried, or nothing was collected.
    """
    from analysis.day.replaying import Setting, replay
    from kentongan.pipeline.analysing.analyse import read_kept
    from kentongan.pipeline.analysing.replaying import figures, varied

    now = workspace.clock.now()
    posts = list(workspace.store.posts.between(now - timedelta(days=_TRIAL_DAYS), now))
    if not posts:
        raise UsageError(
            Say("Belum ada unggahan untuk menguji aturan.", "There are no posts to try the rules on."),
            Say("Kumpulkan dulu beberapa hari.", "Collect for some days first."),
        )
    changes = [f"{key}={text}" for key, text in judged.items() if key in JUDGED]
    offices = [workspace.office, varied(workspace.office, changes)]
    policy = workspace.settings.alert_policy()
    frame = read_kept(workspace, posts, [])
    played = tuple(replay(frame, [Setting(office, policy) for office in offices], every=_LOOKS))
    table = tuple((name, values[0], values[1]) for name, values in figures(played, lang))
    keys = [{_key(one.alert) for one in found.told} for found in played]

    def only(which: int) -> tuple[tuple[datetime, str, str], ...]:
        alone = [one for one in played[which].told if _key(one.alert) not in keys[1 - which]]
        return tuple((one.alert.at, one.name, one.alert.reason) for one in alone[:20])

    return Tried(table, only(0), only(1), played[0].posts, played[0].days)


def _key(alert: Alert) -> tuple[str, str]:
    return alert.issue_id, alert.rule


def _changed(workspace: Workspace, changes: Mapping[tuple[str, str], Value]) -> Workspace:
    settings = change_file(workspace.settings.file, changes)
    check_codes(settings, settings.file.name)
    return replace(workspace, settings=settings, office=named(settings.office()))


def _number(key: str, text: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError as error:
        raise UsageError(
            Say(f'{key}: "{text}" bukan angka.', f'{key}: "{text}" is no number.'),
            Say("Tulis angkanya saja, misalnya 7.", "Write the number alone, for example 7."),
        ) from error


def _hour(key: str, text: str) -> str:
    try:
        found = time.fromisoformat(text.strip().replace(".", ":"))
    except ValueError as error:
        raise UsageError(
            Say(f'{key}: "{text}" bukan jam.', f'{key}: "{text}" is no time.'),
            Say("Contoh: 21.00.", "Example: 21.00."),
        ) from error
    return f"{found:%H.%M}"
