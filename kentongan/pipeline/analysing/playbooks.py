"""The office's own playbook: read for the analysis, checked and shown for whoever edits it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.advice.playbook_file import Playbook, Problem, problems, read_playbook
from kentongan.config.editing import change_file, write_text
from kentongan.core.errors import ConfigError, InputError
from kentongan.core.messages import Say
from kentongan.pipeline.workspace import Workspace

FILE_NAME = "playbook.toml"


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


def playbook_text(workspace: Workspace) -> str:
    """The text of the playbook in use.

    Raises:
        InputError: the office's own cannot be read.
    """
    from analysis.advice.playbook_file import shipped_text

    name = workspace.settings.tables.judgement.playbook
    return _text(workspace.settings.path(name)) if name else shipped_text()


def keep_playbook(workspace: Workspace, text: str) -> Workspace:
    """Write the office's own playbook, and name it in the settings where they do not yet; the workspace with it.

    Raises:
        ConfigError: something is wrong with the text (nothing is written), or the folder cannot be written.
    """
    name = workspace.settings.tables.judgement.playbook or FILE_NAME
    read_playbook(text, name)
    try:
        write_text(workspace.settings.path(name), text)
    except OSError as cause:
        raise ConfigError(
            Say(f"{name} tidak dapat ditulis.", f"{name} cannot be written."),
            Say("Periksa hak akses folder kantor.", "Check the access rights of the office's folder."),
        ) from cause
    if workspace.settings.tables.judgement.playbook:
        return workspace
    return replace(workspace, settings=change_file(workspace.settings.file, {("penilaian", "pedoman"): name}))
