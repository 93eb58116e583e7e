"""Documents into a folder: whole or not at all, and what a killed process left is swept away."""

from __future__ import annotations

import os
import time
from pathlib import Path

from kentongan.delivery.folder import deliver_to_folder


def test_what_a_killed_process_left_goes_later(tmp_path: Path) -> None:
    """An hour later, not at once: another process may be writing."""
    old, young, other = (tmp_path / name for name in (".alt.part", ".neu.part", "catatan.part"))
    for piece in (old, young, other):
        piece.write_bytes(b"x")
    os.utime(old, (time.time() - 7_200,) * 2)
    os.utime(other, (time.time() - 7_200,) * 2)
    (file,) = deliver_to_folder(tmp_path, {"laporan.txt": b"isi"})
    assert file.read_bytes() == b"isi"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".neu.part", "catatan.part", "laporan.txt"]
