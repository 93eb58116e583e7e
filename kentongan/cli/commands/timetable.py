"""`kentongan due` and `kentongan schedule`: the timetable at work, and how the computer is told to keep it."""

from __future__ import annotations

import sys
from pathlib import Path

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import check_settings_first
from kentongan.core.errors import ConfigError
from kentongan.core.messages import Say
from kentongan.core.system_errors import plain_reason

_MINUTES = 5


def _due(call: Call) -> int:
    check_settings_first(call.config)

    from kentongan.core.clock import zone
    from kentongan.pipeline.timetable import run_due
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        done = run_due(workspace, lang=call.screen.lang)
        where = zone(workspace.office.zone)
    for one in done:
        head = f"{one.job} ({one.moment.astimezone(where):%d-%m %H.%M}): "
        line = Say(head + one.said.id, head + one.said.en)
        if one.failed:
            call.screen.error(line)
        else:
            call.screen.say(line)
    return 1 if any(one.failed for one in done) else 0


def _schedule(call: Call, folder: Path | None) -> None:
    if folder is None:
        for name, text in timers(call.config.absolute(), sys.executable).items():
            call.screen.say(f"# --- {name}\n{text}")
        return
    written = write_timers(call.config, folder)
    call.screen.say(
        Say(
            f"{written} berkas di {folder}. Pakai salah satu yang cocok dengan komputer ini; lihat docs/panduan/jadwal.md.",
            f"{written} files in {folder}. Use the one that fits this computer; see docs/panduan/jadwal.md.",
        )
    )


def write_timers(config: Path, folder: Path) -> int:
    """Write what tells a computer to keep the timetable into `folder`; returns how many files.

    Raises:
        ConfigError: the folder cannot be written.
    """
    texts = timers(config.absolute(), sys.executable)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = plain_reason(error)
        raise ConfigError(
            Say(f"{folder} tidak dapat ditulis: {reason.id}.", f"{folder} cannot be written: {reason.en}."),
            Say("Pilih folder lain.", "Choose another folder."),
        ) from error
    return len(texts)


def timers(config: Path, python: str) -> dict[str, str]:
    """What tells a computer to run `kentongan due` every few minutes: file name → text.

    Args:
        config: the settings, an absolute path.
        python: the interpreter in which Kentongan is installed.
    """
    line = f'"{python}" -m kentongan --config "{config}" due'
    systemd = f'"{_percent(python)}" -m kentongan --config "{_percent(str(config))}" due'
    return {
        "kentongan.service": (
            "[Unit]\nDescription=Kentongan\nAfter=network-online.target\n\n"
            f"[Service]\nType=oneshot\nWorkingDirectory={_percent(str(config.parent))}\nExecStart={systemd}\n"
            "# Sandi dan token: satu baris KENTONGAN_KUNCI_…=… per kunci, terbaca oleh pengguna layanan saja.\n"
            f"EnvironmentFile=-{_percent(str(config.parent / 'kentongan.env'))}\n"
        ),
        "kentongan.timer": (
            f"[Unit]\nDescription=Jadwal Kentongan\n\n[Timer]\nOnCalendar=*:0/{_MINUTES}\nPersistent=true\n\n"
            "[Install]\nWantedBy=timers.target\n"
        ),
        # In a crontab "%" means a line break.
        "crontab.txt": f"*/{_MINUTES} * * * * {line}\n".replace("%", "\\%"),
        "windows.txt": f"schtasks /Create /TN Kentongan /SC MINUTE /MO {_MINUTES} /TR '{line}'\n",
    }


def _percent(text: str) -> str:
    """In a systemd unit "%" begins a specifier."""
    return text.replace("%", "%%")


DUE = Command(
    name="due",
    help=Say(
        "Mengerjakan yang jatuh tempo menurut [jadwal]; dipanggil berkala oleh komputer.",
        "Do what [jadwal] says is due; called again and again by the computer.",
    ),
    run=_due,
)
SCHEDULE = Command(
    name="schedule",
    help=Say(
        "Teks untuk systemd, cron, atau Penjadwal Tugas Windows.",
        "Texts for systemd, cron or the Windows Task Scheduler.",
    ),
    run=_schedule,
    parameters=(
        parameter(
            "--folder",
            help=Say("Tulis ke folder ini.", "Write into this folder."),
            type=Path,
            default=None,
            metavar="FOLDER",
        ),
    ),
)
