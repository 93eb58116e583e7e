"""The office's own playbook: read for the analysis, checked and shown for whoever edits it."""

from __future__ import annotations

from pathlib import Path

from analysis.playbook_file import Playbook, Problem, problems, read_playbook
from kentongan.core.errors import ConfigError, InputError
from kentongan.core.messages import Say
from kentongan.pipeline.workspace import Workspace


def office_playbook(workspace: Workspace) -> Playbook | None:
    """The playbook that `[penilaian] pedoman` names; None = the shipped one.

    Raises:
        ConfigError: the file cannot be read, or something is wrong with it (each place is named).
    """
    name = workspace.settings.tables.judgement.playbook
    if not name:
        return None
    try:
        text = _text(workspace.settings.path(name))
    except InputError as cause:
        raise ConfigError(
            Say(f"`penilaian.pedoman`: {cause.what.id}", f"`penilaian.pedoman`: {cause.what.en}")
        ) from cause
    return read_playbook(text, name)


def check_playbook(path: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a playbook file; () for a good one.

    Raises:
        InputError: the file cannot be read.
    """
    return problems(_text(path))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as cause:
        raise InputError(
            Say(f"Pedoman {path.name} tidak dapat dibaca.", f"The playbook {path.name} cannot be read."),
            Say("Periksa nama berkas, hak akses, dan pengodean UTF-8.", "Check its name, access and UTF-8 encoding."),
        ) from cause
