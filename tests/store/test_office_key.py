"""The office's secret: made once, whole, for this user only."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kentongan.core.errors import StoreError, StoreReadOnly
from kentongan.store.office_key import FILE_NAME, office_key


def test_made_once_and_kept(tmp_path: Path) -> None:
    """32 bytes, the same ever after, another for another office, and no scraps beside it."""
    folder = tmp_path / "baru" / "kantor"
    key = office_key(folder)
    assert len(key) == 32
    assert office_key(folder) == key
    assert office_key(tmp_path / "lain") != key
    assert [p.name for p in folder.iterdir()] == [FILE_NAME]


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_only_this_user_may_read_it(tmp_path: Path) -> None:
    """Mode 0600 whatever the umask."""
    before = os.umask(0)
    try:
        office_key(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    """One of them makes it, all of them use it."""
    script = (
        "import sys, pathlib; from kentongan.store.office_key import office_key; "
        "print(office_key(pathlib.Path(sys.argv[1])).hex())"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert len({process.communicate(timeout=60)[0] for process in running}) == 1


def test_a_scrap_of_a_killed_process_does_no_harm(tmp_path: Path) -> None:
    """An unfinished file under another name is not the key."""
    (tmp_path / f".{FILE_NAME}.abc").write_bytes(b"sepot")
    assert len(office_key(tmp_path)) == 32


def test_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that has none the key is renamed into place."""

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    assert office_key(tmp_path) == office_key(tmp_path)


def test_damaged_or_unreadable(tmp_path: Path) -> None:
    """A short key and a thing that is no file are said plainly, and left as they are."""
    path = tmp_path / FILE_NAME
    path.write_bytes(b"pendek")
    with pytest.raises(StoreError, match="rusak: 6 bita"):
        office_key(tmp_path)
    assert path.read_bytes() == b"pendek"
    path.unlink()
    path.mkdir()
    with pytest.raises(StoreError, match="tidak dapat dibaca"):
        office_key(tmp_path)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody can write")
def test_no_place_to_keep_it() -> None:
    """A folder that cannot be written is said plainly."""
    with pytest.raises(StoreError) as caught:
        office_key(Path("/proc/self"))
    assert isinstance(caught.value, StoreReadOnly) or caught.value.do is not None
