"""Logging in with the office's account, against a real provider over HTTP: the way in, the groups, the way out."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from dashboard import PASSWORD, OpenOffice
from identity_server import SECRET, Provider, behind, providing
from login_ways import SARI, agreed, log, refused, there, tried

from kentongan.core.access import Right, Role
from kentongan.core.errors import UsageError
from kentongan.pipeline.users import access, api_tokens, users
from kentongan.pipeline.users.outside_login import link

pytest.importorskip("joserfc", reason="pip install joserfc, then run this file again")


def test_a_newcomer_of_a_known_group_comes_in(desk: OpenOffice, provider: Provider) -> None:
    browser = desk.visitor(None)
    assert "Masuk dengan akun kantor" in browser.get("/masuk?lanjut=/isu").text
    answer = tried(browser, "/isu")
    assert (answer.status_code, answer.headers["location"]) == (303, "/isu")
    assert browser.get("/isu").status_code == 200
    account = desk.workspace.store.users.named("sari.baru")
    assert account is not None
    assert (account.user.full_name, account.user.roles, account.password) == ("Sari Baru", (Role.ANALIS,), "")
    assert account.outside_id == f"{provider.address} 7f3c-1"
    (session,) = access.own_sessions(desk.workspace, account.user)
    assert (session.expires_at - session.created_at).total_seconds() == 12 * 3600
    assert log(desk)[0] == ("sari.baru", "masuk.berhasil", "127.0.0.1 akun kantor")
    assert log(desk)[1][:2] == ("(akun kantor)", "akun.tambah")
    assert tried(desk.visitor(None)).status_code == 303
    assert len([one for one in desk.workspace.store.users.all() if one.outside_id]) == 1


def test_what_is_sent_to_the_provider(desk: OpenOffice, provider: Provider) -> None:
    gone = desk.visitor(None).get("/masuk/kantor?lanjut=/isu", host="localhost:8600")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(gone.headers["location"]).query).items()}
    assert asked["redirect_uri"] == "http://localhost:8600/masuk/kantor/kembali"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    assert SECRET not in gone.headers["location"]
    cookie = gone.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert asked["state"] not in cookie
    assert asked["nonce"] not in cookie
    again = desk.visitor(None).get("/masuk/kantor")
    assert asked["state"] not in again.headers["location"]


def test_the_redirect_address_is_the_settings_own(desk: OpenOffice) -> None:
    """Called by another name, the browser goes to the configured one first, and only once."""
    gone = desk.visitor(None).get("/masuk/kantor?lanjut=//evil.example", host="127.0.0.1:8600")
    assert gone.headers["location"] == "http://localhost:8600/masuk/kantor?lanjut=%2F&pindah=1"
    gone = desk.visitor(None).get("/masuk/kantor?pindah=1", host="127.0.0.1:8600")
    assert "redirect_uri=http%3A%2F%2Flocalhost%3A8600%2F" in gone.headers["location"]


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere(desk: OpenOffice, wanted: str) -> None:
    assert tried(desk.visitor(None), wanted).headers["location"] == "/"


def test_a_session_is_always_new(desk: OpenOffice) -> None:
    browser = desk.visitor(None)
    browser.cookies["kentongan"] = "dari-orang-lain"
    tried(browser)
    assert browser.cookies["kentongan"] != "dari-orang-lain"
    assert "pintu-kantor" not in browser.cookies


# --- answers that are not of this try


def test_an_answer_serves_once(desk: OpenOffice) -> None:
    browser = desk.visitor(None)
    address = there(browser)
    kept = dict(browser.cookies)
    assert browser.get(address).status_code == 303
    thief = desk.visitor(None)
    thief.cookies.update(kept)
    again = thief.get(address)
    assert again.status_code == 401
    assert "sudah dipakai" in again.text
    assert log(desk)[0][2].endswith("state sudah dipakai")


def test_an_answer_belongs_to_one_browser(desk: OpenOffice) -> None:
    """An answer that somebody else began logs nobody in (login CSRF), with a try of one's own or without."""
    address = there(desk.visitor(None))
    stranger, beginner = desk.visitor(None), desk.visitor(None)
    there(beginner)
    before = log(desk)
    for victim in (stranger, beginner):
        answer = victim.get(address)
        assert answer.status_code == 401
        assert "dimulai di peramban lain" in answer.text
        assert "kentongan" not in victim.cookies
    assert log(desk) == before


def test_a_code_of_another_try_is_refused(desk: OpenOffice) -> None:
    """A stolen code does not fit another try's verifier (PKCE)."""
    stolen = parse_qs(urlsplit(there(desk.visitor(None))).query)["code"][0]
    browser = desk.visitor(None)
    own = there(browser)
    answer = browser.get(re.sub(r"code=[^&]+", f"code={stolen}", own))
    assert answer.status_code == 401
    assert "invalid_grant" in log(desk)[0][2]


def test_a_try_ends_after_ten_minutes(desk: OpenOffice) -> None:
    from dataclasses import replace
    from datetime import timedelta

    from kentongan.core.clock import StoppedClock

    browser = desk.visitor(None)
    address = there(browser)
    later = StoppedClock(desk.workspace.clock.now() + timedelta(minutes=11))
    desk.app.state.workspace = replace(desk.workspace, clock=later)
    assert "kedaluwarsa" in browser.get(address).text


def test_a_cookie_that_was_changed_is_no_try(desk: OpenOffice) -> None:
    browser = desk.visitor(None)
    address = there(browser)
    seed, at, wanted, signature = browser.cookies["pintu-kantor"].split(".")
    for changed in ("", "x", "a.b.c.d", f"{seed}.{int(at) + 1}.{wanted}.{signature}", f"{seed}.{at}.Ly9l.{signature}"):
        browser.cookies["pintu-kantor"] = changed
        assert browser.get(address).status_code == 401, changed


@pytest.mark.parametrize("more", ["&error=access_denied&error_description=<b>x</b>", "&error=x&error=y", ""])
def test_a_person_who_cancels_is_told_so(desk: OpenOffice, more: str) -> None:
    browser = desk.visitor(None)
    address = re.sub(r"code=[^&]+&", "", there(browser))
    answer = browser.get(address + more)
    assert answer.status_code == 401
    assert ("ditolak di akun kantor" in answer.text) is (more[:8] == "&error=a")
    assert "<b>x" not in answer.text
    assert log(desk)[0][1] == "masuk.ditolak"


def test_an_answer_of_another_issuer_is_a_mix_up(desk: OpenOffice, provider: Provider) -> None:
    provider.says_issuer = "https://evil.example"
    refused(desk, "iss jawaban")
    provider.says_issuer = provider.address
    assert tried(desk.visitor(None)).status_code == 303


def test_an_announced_issuer_must_be_said(desk: OpenOffice, provider: Provider) -> None:
    provider.document["authorization_response_iss_parameter_supported"] = True
    refused(desk, "iss jawaban")


# --- groups, roles, accounts


def test_roles_follow_the_groups(desk: OpenOffice, provider: Provider) -> None:
    """At each log-in; who is in no group any more is out at once, with all sessions and tokens."""
    browser = desk.visitor(None)
    tried(browser)
    provider.person["groups"] = ["kepala", "ti"]
    tried(desk.visitor(None))
    user = users.find_user(desk.workspace, "sari.baru")
    assert user.roles == (Role.PIMPINAN, Role.ADMIN)
    assert log(desk)[1] == ("(akun kantor)", "akun.peran", "analis → pimpinan, admin")
    with pytest.raises(UsageError, match="30 hari"):
        api_tokens.make_token(desk.workspace, user, "program", [Right.READ], 90)
    _, secret = api_tokens.make_token(desk.workspace, user, "program", [Right.READ], 30)
    assert 'value="90"' not in browser.get("/akun").text
    provider.person["groups"] = ["lain"]
    refused(desk, "tanpa kelompok", "belum mendapat peran")
    assert browser.get("/").status_code == 303
    assert api_tokens.program(desk.workspace, secret) is None
    assert users.find_user(desk.workspace, "sari.baru").roles == ()
    assert desk.visitor(Role.ADMIN).get("/pengguna").status_code == 200
    provider.person["groups"] = ["humas"]
    assert tried(desk.visitor(None)).status_code == 303


def test_strangers_are_refused_unless_they_have_a_role(desk: OpenOffice, provider: Provider) -> None:
    provider.person["groups"] = []
    refused(desk, "7f3c-1", "belum mendapat peran")
    assert desk.workspace.store.users.named("sari.baru") is None
    behind(desk, provider, peran_lain=["analis"])
    assert tried(desk.visitor(None)).status_code == 303
    assert users.find_user(desk.workspace, "sari.baru").roles == (Role.ANALIS,)


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("realm_access.roles", {"realm_access": {"roles": ["humas"]}}),
        ("https://kantor.example/groups", {"https://kantor.example/groups": ["humas", 3]}),
        ("urn:zitadel:roles", {"urn:zitadel:roles": {"humas": {"1": "kantor"}}}),
        ("jabatan", {"jabatan": "humas"}),
    ],
)
def test_groups_stand_where_the_provider_puts_them(
    desk: OpenOffice, provider: Provider, claim: str, held: dict[str, Any]
) -> None:
    del provider.person["groups"]
    provider.person |= held
    behind(desk, provider, klaim_kelompok=claim)
    assert tried(desk.visitor(None)).status_code == 303


def test_userinfo_says_what_the_token_leaves_out(desk: OpenOffice, provider: Provider) -> None:
    provider.userinfo = {**SARI}
    provider.person = {"sub": "7f3c-1"}
    assert tried(desk.visitor(None)).status_code == 303
    assert users.find_user(desk.workspace, "sari.baru").roles == (Role.ANALIS,)
    provider.userinfo["sub"] = "orang-lain"
    refused(desk, "userinfo")
    provider.userinfo.clear()
    refused(desk, "userinfo 503", "tidak menjawab")
    assert users.find_user(desk.workspace, "sari.baru").roles == (Role.ANALIS,)


def test_a_closed_account_stays_out(desk: OpenOffice, provider: Provider) -> None:
    tried(desk.visitor(None))
    users.disable_user(desk.workspace, "sari.baru")
    refused(desk, "akun ditutup", "sudah ditutup")
    users.enable_user(desk.workspace, "sari.baru")
    assert tried(desk.visitor(None)).status_code == 303


def test_a_name_makes_nobody_somebody_else(desk: OpenOffice, provider: Provider) -> None:
    """Whoever calls themselves as the admin does not become the admin; only an admin can link the two."""
    provider.person |= {"preferred_username": "admin", "groups": ["ti"]}
    refused(desk, "sub 7f3c-1", "sudah dipakai")
    before = desk.visitor(Role.ADMIN)
    link(desk.workspace, "admin", "7f3c-1")
    assert before.get("/").status_code == 303
    browser = desk.visitor(None)
    assert tried(browser).status_code == 303
    assert access.who(desk.workspace, browser.cookies["kentongan"]) == desk.person(Role.ADMIN)
    assert browser.post("/masuk", page="/akun", nama="admin", sandi=PASSWORD).status_code == 401
    assert browser.get("/sandi").headers["location"] == "/akun"
    with pytest.raises(UsageError, match="sudah memakai akun"):
        link(desk.workspace, "analis", "7f3c-1")


def test_another_issuers_subject_is_another_person(desk: OpenOffice, provider: Provider) -> None:
    tried(desk.visitor(None))
    with providing(**{**SARI, "preferred_username": "sari.kedua"}) as other:
        behind(desk, other)
        assert tried(desk.visitor(None)).status_code == 303
    assert len([one for one in desk.workspace.store.users.all() if one.outside_id]) == 2


# --- passwords beside it, and the way out


@pytest.mark.parametrize(
    ("setting", "admin", "analyst"), [("semua", 303, 303), ("admin", 303, 401), ("tidak", 401, 401)]
)
def test_who_may_still_use_a_password(
    desk: OpenOffice, provider: Provider, setting: str, admin: int, analyst: int
) -> None:
    behind(desk, provider, sandi=setting)
    for name, status in (("admin", admin), ("analis", analyst)):
        answer = desk.visitor(None).post("/masuk", page="/masuk", nama=name, sandi=PASSWORD)
        assert answer.status_code == status, name
    assert ('name="sandi"' in desk.visitor(None).get("/masuk").text) is (setting != "tidak")


def test_tries_are_counted(desk: OpenOffice, provider: Provider) -> None:
    """Answers that fail count against the address as wrong passwords do; what any page could cause does not."""
    provider.bend = lambda claims: {**claims, "nonce": "lain"}
    browser = desk.visitor(None)
    for _ in range(40):
        assert browser.get("/masuk/kantor/kembali?code=x&state=y").status_code == 401
    statuses = [tried(desk.visitor(None)).status_code for _ in range(32)]
    assert statuses[:30] == [401] * 30
    assert statuses[30:] == [429] * 2


def test_leaving_offers_to_leave_the_office_account_too(desk: OpenOffice, provider: Provider) -> None:
    browser = desk.visitor(None)
    tried(browser)
    left = browser.post("/keluar")
    assert left.headers["location"] == "/masuk?keluar=1"
    assert "Keluar juga dari akun kantor" in browser.get("/masuk?keluar=1").text
    end = browser.get("/masuk/kantor/keluar").headers["location"]
    assert end.startswith(f"{provider.address}/end?client_id=kentongan")
    assert agreed(end) == "http://localhost:8600/masuk"


def test_a_provider_without_an_end(desk: OpenOffice, provider: Provider) -> None:
    provider.document["end_session_endpoint"] = None
    assert desk.visitor(None).get("/masuk/kantor/keluar").headers["location"] == "/masuk"


def test_secrets_stand_in_no_log(
    desk: OpenOffice, provider: Provider, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    tried(desk.visitor(None))
    behind(desk, provider, kunci="salah-sekali")
    tried(desk.visitor(None))
    written = caplog.text + "".join(capsys.readouterr()) + repr(desk.app.state.providers) + str(log(desk))
    for secret in (SECRET, "salah-sekali", "kunci-masuk", provider.tokens[0]):
        assert secret not in written
