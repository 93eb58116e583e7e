"""Forms of other sites, sessions made by others, addresses that lead away, guesses at the door."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from dashboard import NOW, PASSWORD, Browser, OpenOffice, opened
from site_map import ways

from kentongan.core.access import Role
from kentongan.pipeline.users import access
from kentongan.web.tokens import FIELD, HEADER

FORM = "/masuk"
ELSEWHERE = ("https://jahat.example", "http://localhost:9999", "http://jahat.localhost:8600")


def forms(office: OpenOffice) -> list[str]:
    """Every address that takes a form."""
    found = [way.filled() for way in ways(office.app) if way.method == "POST" and not way.api]
    assert len(found) > 20
    return found


def test_every_form_needs_the_token_of_its_session(office: OpenOffice) -> None:
    """Missing, made up, of another session, of a session that is over: refused everywhere, and nothing is done."""
    browser, other = office.visitor(Role.ADMIN), office.visitor(Role.ADMIN)
    foreign = other.token()
    good = browser.token()
    cut = good[:-2] + ("00" if good[-2:] != "00" else "11")
    before = len(access.audit_rows(office.workspace, limit=10_000).rows)
    addresses = forms(office)
    tries = [(path, token) for path in addresses for token in ("", foreign)]
    for path, token in [*tries, *((addresses[0], odd) for odd in ("x", cut, "ÿ", good * 2))]:
        answer = browser.post(path, token=token)
        assert answer.status_code == 403, (path, token)
        assert "kedaluwarsa" in answer.text, path
    stale = office.visitor(Role.ANALIS)
    kept = stale.token()
    old = dict(stale.cookies)
    stale.post("/keluar")
    stale.cookies.update(old)
    assert stale.post("/pilihan", token=kept, bahasa="en").status_code in (303, 403)
    assert stale.get("/").status_code == 303
    assert len(access.audit_rows(office.workspace, limit=10_000).rows) == before + 2  # in and out again


@pytest.mark.parametrize("origin", ELSEWHERE)
def test_another_sites_form_is_refused_even_with_a_token(office: OpenOffice, origin: str) -> None:
    """What the browser says of the sender is believed: Origin, or Sec-Fetch-Site."""
    browser = office.visitor()
    token = browser.token()
    fields = {FIELD: token, "bahasa": "en"}
    assert browser._send("POST", "/pilihan", data=fields, headers={"Origin": origin}).status_code == 403
    for site in ("cross-site", "same-site"):
        headers = {"Sec-Fetch-Site": site}
        assert browser._send("POST", "/pilihan", data=fields, headers=headers).status_code == 403
    # Under our own referrer policy browsers send "null" with our own forms.
    for headers in ({"Origin": "null"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}, {}):
        assert browser._send("POST", "/pilihan", data=fields, headers=headers).status_code == 303


def test_a_token_in_the_header_is_as_good(office: OpenOffice) -> None:
    """It is sent there by htmx; a wrong one there is not saved by a right one in the form."""
    browser = office.visitor()
    token = browser.token()
    assert browser._send("POST", "/pilihan", data={"bahasa": "id"}, headers={HEADER: token}).status_code == 303
    wrong = browser._send("POST", "/pilihan", data={FIELD: token}, headers={HEADER: "00" * 48})
    assert wrong.status_code == 403


def test_nothing_changes_by_following_a_link(office: OpenOffice) -> None:
    """No address that takes a form does anything when it is opened."""
    browser = office.visitor(Role.ADMIN)
    before = len(access.audit_rows(office.workspace, limit=10_000).rows)
    reading = {way.path for way in ways(office.app) if way.method == "GET"}
    for way in ways(office.app):
        if way.method == "POST" and not way.api and way.path not in reading:
            assert browser.get(way.filled()).status_code in (404, 405), way
    assert len(access.audit_rows(office.workspace, limit=10_000).rows) == before


def test_a_session_made_by_another_is_never_taken_over(office: OpenOffice) -> None:
    """Whatever cookie a stranger planted, logging in makes a new session, and the planted one opens nothing."""
    planted = "A" * 43
    victim = office.visitor(None)
    victim.cookies["kentongan"] = planted
    answer = victim.post(FORM, page=FORM, nama="analis", sandi=PASSWORD)
    assert answer.status_code == 303
    assert victim.cookies["kentongan"] != planted
    thief = Browser(office.app, {"kentongan": planted})
    assert thief.get("/").status_code == 303
    again = office.visitor(None)
    again.cookies["kentongan"] = victim.cookies["kentongan"]
    before = again.cookies["kentongan"]
    again.post(FORM, page=FORM, token=again.token("/"), nama="analis", sandi=PASSWORD)
    assert again.cookies["kentongan"] != before


@pytest.mark.parametrize(
    "wanted",
    [
        "https://jahat.example/",
        "//jahat.example",
        "///jahat.example",
        "/\\jahat.example",
        "\\\\jahat.example",
        "/\t/jahat.example",
        "/\n/jahat.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "%2F%2Fjahat.example",
        " //jahat.example",
        "/%0d%0aSet-Cookie:x=1",
        "http:jahat.example",
        "@jahat.example",
    ],
)
def test_no_address_leads_away(office: OpenOffice, wanted: str) -> None:
    """After logging in, after choosing a language, and from the door for who is inside already."""
    inside = office.visitor()
    answers = [
        inside.post("/pilihan", bahasa="id", kembali=wanted),
        inside._send("GET", FORM, params={"lanjut": wanted}),
    ]
    for answer in answers:
        assert answer.status_code == 303
        where = answer.headers["location"]
        assert where == "/" or (where.startswith("/%0d") and "\n" not in where), where
        assert "x" not in answer.cookies


class Watch:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        """The moment it was moved to."""
        return self.at


def test_guessing_at_the_door_is_slowed_down(
    built_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five guesses, then a pause that says how long; also for the right password; then it opens again."""
    monkeypatch.setattr(access, "fits", lambda kept, typed: bool(kept) and typed == PASSWORD)
    watch = Watch()
    with opened(built_office, tmp_path / "kantor", watch) as office:
        stranger = office.visitor(None)
        for _ in range(5):
            assert "tidak cocok" in stranger.post(FORM, page=FORM, nama="admin", sandi="tebak tebak").text
        for password in ("tebak tebak", PASSWORD):
            told = stranger.post(FORM, page=FORM, nama="admin", sandi=password)
            assert told.status_code == 429
            assert told.headers["retry-after"] == "30"
            assert "30 detik" in told.text
        assert "kentongan" not in stranger.cookies
        watch.at += timedelta(seconds=31)
        assert stranger.post(FORM, page=FORM, nama="admin", sandi=PASSWORD).status_code == 303
