"""The API does what its contract says, whatever it is sent: schemathesis against a real server.

KENTONGAN_SCHEMATHESIS=1 switches it on; the program `schemathesis` must be on the path or beside this Python.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from api_client import program
from dashboard import OpenOffice
from one_server import serving

from kentongan.core.access import Right, Role
from kentongan.pipeline.users import api_tokens
from kentongan.web.api import events

pytestmark = pytest.mark.skipif(
    os.environ.get("KENTONGAN_SCHEMATHESIS") != "1", reason="fuzzes the API; set KENTONGAN_SCHEMATHESIS=1"
)


@pytest.fixture
def tool() -> str:
    """The program; a skip that says how to get it."""
    beside = Path(sys.executable).parent / "schemathesis"
    found = shutil.which("schemathesis") or (str(beside) if beside.exists() else "")
    if not found:
        pytest.skip("schemathesis is not installed: pip install schemathesis")
    return found


@pytest.mark.parametrize("rights", [api_tokens.GRANTABLE, (Right.READ,), ()], ids=["all", "read", "nobody"])
def test_the_contract_holds(
    own_office: OpenOffice, tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rights: tuple[Right, ...]
) -> None:
    """No error of the server's own, no status or shape that the contract does not name, with and without rights."""
    monkeypatch.setattr(events, "LONGEST_SECONDS", 0.0)
    token = program(own_office, Role.ANALIS, *rights).token if rights else "ktg_tidak-ada"
    with serving(own_office, "/api/v1/openapi.json") as contract:
        done = subprocess.run(
            [
                *(tool, "run", contract, "--header", f"Authorization: Bearer {token}", "--continue-on-failure"),
                *("--max-examples", os.environ.get("KENTONGAN_SCHEMATHESIS_EXAMPLES", "40"), "--seed", "20261116"),
                # A word that the shape allows may still be none of the office's: 400 and 404 are answers to good requests.
                *("--exclude-checks", "positive_data_acceptance"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-4_000:]
