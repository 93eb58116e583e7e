"""A world of messengers on this machine, and a wire that reaches it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "collectors"))

from local_server import serving
from messengers import NUMBER_ID, TOKEN, World, handler
from way_out import Outside, workspace_of

from kentongan.delivery.letters import Attachment, Letter
from kentongan.pipeline.reports.wire import GuardedWire


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    """The messengers, with the right keys."""
    world = World()
    with serving(handler(world)) as port:
        workspace = workspace_of(tmp_path, port)
        keys = {"KENTONGAN_KUNCI_TELEGRAM": TOKEN, "KENTONGAN_KUNCI_WHATSAPP": TOKEN}
        yield Outside(world, f"http://127.0.0.1:{port}", GuardedWire(workspace, keys))
        workspace.store.close()


@pytest.fixture
def letter() -> Letter:
    """A short letter with one file."""
    pdf = Attachment("laporan-isu-harian-2026-11-16.pdf", "application/pdf", b"%PDF-1.7 isi")
    return Letter(
        "l-1",
        "Laporan isu — Pemkab Contoh",
        "*STATUS: SIAGA*\nBaris dua & <tiga>",
        "<b>STATUS: SIAGA</b>\nBaris dua &amp; &lt;tiga&gt;",
        (pdf,),
    )


@pytest.fixture
def number_id() -> str:
    """The sender's number at WhatsApp."""
    return NUMBER_ID
