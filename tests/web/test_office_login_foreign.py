"""Logging in through a certified provider that nobody here wrote. KENTONGAN_OIDC_PROVIDER names its folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
from dashboard import HOST, OpenOffice
from identity_server import SECRET, Provider, behind

from kentongan.core.access import Role
from kentongan.core.clock import SystemClock
from kentongan.pipeline.users import access, users

_HOW = "pip install joserfc; npm install oidc-provider; KENTONGAN_OIDC_PROVIDER=node_modules/oidc-provider"
pytest.importorskip("joserfc", reason=_HOW)
FOLDER = os.environ.get("KENTONGAN_OIDC_PROVIDER", "")
pytestmark = pytest.mark.skipif(not FOLDER or shutil.which("node") is None, reason=_HOW)


@pytest.fixture
def foreign() -> Iterator[Provider]:
    """The provider's address, while it runs."""
    script = Path(__file__).parent / "foreign_provider.mjs"
    order = ["node", str(script), str(Path(FOLDER).resolve()), f"{HOST}/masuk/kantor/kembali", SECRET, f"{HOST}/masuk"]
    with subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        address = next((line.strip() for line in process.stdout if line.startswith("http://")), "")
        if not address:
            pytest.skip("the provider does not start with this Node.js")
        yield Provider(address, {})
        process.terminate()


def agreed(address: str) -> str:
    """Log in and consent as a person does in a browser; the address of ours at the end."""
    with httpx.Client() as browser:
        answer = browser.get(address)
        for _ in range(12):
            if answer.is_redirect:
                address = urljoin(str(answer.url), answer.headers["location"])
                if address.startswith(HOST):
                    return address
                answer = browser.get(address)
                continue
            form = re.search(r'<form[^>]* action="([^"]+)"', answer.text)
            assert form, answer.text[:500]
            fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', answer.text))
            fields |= {"login": "sari.luar", "password": "x"} if 'name="login"' in answer.text else {}
            answer = browser.post(urljoin(str(answer.url), unescape(form[1])), data=fields)
    raise AssertionError(answer.text[:500])


def test_a_certified_provider_lets_people_in_and_out(own_office: OpenOffice, foreign: Provider) -> None:
    behind(own_office, foreign)
    own_office.workspace = replace(own_office.workspace, clock=SystemClock())
    own_office.app.state.workspace = own_office.workspace
    browser = own_office.visitor(None)
    answer = browser.get(agreed(browser.get("/masuk/kantor?lanjut=/isu").headers["location"]))
    assert (answer.status_code, answer.headers["location"]) == (303, "/isu"), [
        row.detail for row in access.audit_rows(own_office.workspace, limit=2).rows
    ]
    assert users.find_user(own_office.workspace, "sari.luar").roles == (Role.ANALIS,)
    assert browser.get("/isu").status_code == 200
    browser.post("/keluar")
    end = httpx.get(browser.get("/masuk/kantor/keluar").headers["location"])
    assert end.status_code == 200
    assert "logout" in end.text.lower()


def test_a_certified_provider_refuses_a_wrong_secret(own_office: OpenOffice, foreign: Provider) -> None:
    behind(own_office, foreign, kunci="salah")
    own_office.workspace = replace(own_office.workspace, clock=SystemClock())
    own_office.app.state.workspace = own_office.workspace
    browser = own_office.visitor(None)
    answer = browser.get(agreed(browser.get("/masuk/kantor").headers["location"]))
    assert answer.status_code == 401
    assert "invalid_client" in access.audit_rows(own_office.workspace, limit=1).rows[0].detail
