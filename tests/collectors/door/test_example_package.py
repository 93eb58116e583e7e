"""A third party's collector, built and installed as a package: found by its entry point, collected in a process."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs" / "examples" / "kentongan-collector-example"
BOARD = [
    {
        "id": "7",
        "judul": "Kerja bakti",
        "isi": "Minggu pagi",
        "tanggal": "20 November 2026 09.00 WITA",
        "tautan": "https://desa.test/7",
    },
    {"id": "8", "isi": "tanpa judul"},
    "bukan pengumuman",
]
PROGRAM = """
import asyncio, json, sys
from collectors.door.fetch import Door
from collectors.registry import harvest, kinds, notice_of
from datetime import UTC, datetime
from kentongan.core.clock import StoppedClock
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState

async def main(address):
    source = Source("s-1", "papan_pengumuman", "Papan", address=address)
    door = Door("KentonganTest/1.0", allow_hosts=("127.0.0.1",))
    return await harvest(source, FeedState(), door, StoppedClock(datetime(2026, 11, 21, tzinfo=UTC)))

found = asyncio.run(main(sys.argv[1]))
print(json.dumps({
    "kinds": kinds(),
    "notice": notice_of("papan_pengumuman").id,
    "outcome": [found.outcome.kind.value, found.outcome.seen, found.outcome.rejected],
    "posts": [[post.external_id, post.title, post.text, post.published_at.astimezone(UTC).isoformat()] for post in found.posts],
}))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example installed in it, without any network."""
    folder = tmp_path_factory.mktemp("pihak-ketiga")
    project, target = folder / "proyek", folder / "terpasang"
    shutil.copytree(EXAMPLE, project)
    if importlib.util.find_spec("pip"):
        options = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
        command = ["-m", "pip", "install", *options, "--target", str(target), str(project)]
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        return target
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=project, check=True, capture_output=True
    )
    with zipfile.ZipFile(next((project / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(target)
    return target


def collected(address: str, *path: Path) -> Any:
    """What a fresh process collects, with these folders on its path."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (*path, ROOT)))}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, address],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


def test_it_is_found_and_collects(installed: Path, site: Any) -> None:
    """Its kind stands beside ours, its note is asked for, its posts come, what is no notice is counted."""
    site.say("/papan.json", json.dumps(BOARD).encode())
    found = collected(site.url("/papan.json", "127.0.0.1"), installed)
    assert isinstance(found, dict), found
    assert "papan_pengumuman" in found["kinds"]
    assert "feed" in found["kinds"]
    assert "Instansi memutuskan" in found["notice"]
    assert found["outcome"] == ["ok", 3, 2]
    assert found["posts"] == [["7", "Kerja bakti", "Minggu pagi", "2026-11-20T01:00:00+00:00"]]


def test_without_it_the_kind_is_unknown(site: Any) -> None:
    """Nothing of it lies in our own packages."""
    assert "CollectError" in collected(site.url("/papan.json", "127.0.0.1"))
