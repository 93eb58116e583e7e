"""A workspace that may reach the messengers of this machine."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from messengers import World

from kentongan.config.settings import Settings, Tables
from kentongan.core.clock import SystemClock
from kentongan.core.progress import Silent
from kentongan.pipeline.reports.wire import GuardedWire
from kentongan.pipeline.workspace import Workspace
from kentongan.store.database import Store


@dataclass
class Outside:
    """The world, where it answers, and the way there."""

    world: World
    address: str
    wire: GuardedWire


def workspace_of(folder: Path, port: int, more: str = "") -> Workspace:
    """A workspace whose administrator vouched for this machine's port."""
    text = f'[instansi]\nnama = "Pemkab Contoh"\n[jaringan]\nhost_diizinkan = ["127.0.0.1:{port}"]\n{more}'
    settings = Settings(Tables.model_validate(tomllib.loads(text)), folder)
    store = Store.open(str(folder / "k.sqlite"), clock=SystemClock())
    return Workspace(settings, settings.office(), store, b"k" * 32, SystemClock(), Silent())
