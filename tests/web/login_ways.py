"""Walking through the office's login as a person does, shared by its tests."""

from __future__ import annotations

import re
from html import unescape
from urllib.request import urlopen

import httpx
from dashboard import Browser, OpenOffice

from kentongan.pipeline.users import access

SARI = {"sub": "7f3c-1", "preferred_username": "Sari.Baru@kantor.go.id", "name": "Sari  Baru", "groups": ["humas", "x"]}


def agreed(url: str) -> str:
    """Where the provider sends the browser after the person agreed."""
    with urlopen(url) as page:  # noqa: S310 - the test's own server
        return unescape(re.search(r'<a href="([^"]+)"', page.read().decode())[1])  # type: ignore[index]


def there(browser: Browser, wanted: str = "/") -> str:
    """Press the button and log in at the provider; the address by which the browser comes back."""
    gone = browser.get(f"/masuk/kantor?lanjut={wanted}")
    assert gone.status_code == 303, gone.text
    return agreed(gone.headers["location"])


def tried(browser: Browser, wanted: str = "/") -> httpx.Response:
    """The whole way; the answer of the dashboard at its end."""
    return browser.get(there(browser, wanted))


def log(office: OpenOffice) -> list[tuple[str, str, str]]:
    """The newest lines of the audit log."""
    return [(row.by, row.action, row.detail) for row in access.audit_rows(office.workspace, limit=8).rows]


def refused(office: OpenOffice, reason: str, words: str = "tidak dapat dipercaya") -> None:
    """Go the whole way and be refused with these words; the log names the reason, the page does not."""
    browser = office.visitor(None)
    answer = tried(browser)
    assert answer.status_code == 401
    assert words in answer.text
    assert "kentongan" not in browser.cookies
    by, action, detail = log(office)[0]
    assert detail.partition("kantor: ")[2] not in answer.text
    assert (by, action) == ("(belum masuk)", "masuk.ditolak")
    assert reason in detail
