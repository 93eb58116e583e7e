"""Logging in with the office's account, against a real provider over HTTP: the way in, and every way that must fail."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import httpx
import pytest
from dashboard import HOST, PASSWORD, Browser, OpenOffice
from identity_server import SECRET, Provider, behind, providing, unsigned

from kentongan.config.writing import write_settings
from kentongan.core.access import Right, Role
from kentongan.core.errors import UsageError
from kentongan.pipeline import access, api_tokens, users
from kentongan.pipeline.health import Check, Verdict, examine
from kentongan.pipeline.id_tokens import ALGORITHMS
from kentongan.pipeline.outside_login import link

pytest.importorskip("joserfc", reason="pip install joserfc, then run this file again")

SARI = {"sub": "7f3c-1", "preferred_username": "Sari.Baru@kantor.go.id", "name": "Sari  Baru", "groups": ["humas", "x"]}


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider in which Sari is logged in."""
    with providing(**SARI) as running:
        yield running


@pytest.fixture
def desk(own_office: OpenOffice, provider: Provider) -> OpenOffice:
    """An office whose people come in through the provider."""
    behind(own_office, provider)
    return own_office


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
    before = len(log(desk))
    for victim in (stranger, beginner):
        answer = victim.get(address)
        assert answer.status_code == 401
        assert "dimulai di peramban lain" in answer.text
        assert "kentongan" not in victim.cookies
    assert len(log(desk)) == before


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


# --- tokens that must not be believed


def _set(**claims: Any) -> Any:
    return lambda found: {**found, **claims}


def _without(*names: str) -> Any:
    return lambda found: {name: value for name, value in found.items() if name not in names}


def _moved(name: str, seconds: int) -> Any:
    return lambda found: {**found, name: found["iat"] + seconds}


@pytest.mark.parametrize(
    ("bend", "reason"),
    [
        (_set(nonce="lain"), "nonce"),
        (_without("nonce"), "missing_claim"),
        (_set(iss="https://evil.example"), "iss"),
        (_without("iss"), "missing_claim"),
        (_set(aud="orang-lain"), "aud"),
        (_set(aud=["kentongan", "orang-lain"]), "azp"),
        (_set(azp="orang-lain"), "azp"),
        (_without("aud"), "missing_claim"),
        (_moved("exp", -61), "expired_token"),
        (_without("exp"), "missing_claim"),
        (_set(exp="besok"), "exp"),
        (_moved("nbf", 120), "nbf"),
        (_moved("iat", 120), "iat"),
        (_moved("iat", -3600), "iat"),
        (_without("iat"), "missing_claim"),
        (_without("sub"), "missing_claim"),
        (_set(sub=7), "sub"),
        (_set(sub="x" * 300), "sub"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_a_token_that_says_something_else(desk: OpenOffice, provider: Provider, bend: Any, reason: str) -> None:
    provider.bend = bend
    refused(desk, reason)


def test_small_differences_of_clocks_are_forgiven(desk: OpenOffice, provider: Provider) -> None:
    provider.now += 45
    assert tried(desk.visitor(None)).status_code == 303
    provider.bend = _moved("exp", -30)
    provider.now -= 45
    assert tried(desk.visitor(None)).status_code == 303


def test_signatures_that_anybody_could_make(desk: OpenOffice, provider: Provider) -> None:
    public = provider.keys[0]
    for header, secret in (
        ({"alg": "none"}, b""),
        ({"alg": "None"}, b""),
        ({"alg": "HS256", "kid": public.kid}, public.as_pem(private=False)),
        ({"alg": "HS256", "kid": public.kid}, json.dumps(public.as_dict(private=False)).encode()),
        ({"alg": "HS256"}, SECRET.encode()),
        ({}, b""),
        ({"alg": ["ES256"]}, b""),
        ({"alg": "ES256", "kid": public.kid}, b"x"),
    ):
        provider.forge = lambda claims, header=header, secret=secret: unsigned(header, claims, secret)  # type: ignore[misc]
        refused(desk, "ID token")
    for text in ("", "x", "a.b.c", "a.b.c.d.e", "é.é.é"):
        provider.forge = lambda _, text=text: text  # type: ignore[misc]
        refused(desk, "ID token")


def test_a_key_of_a_stranger(desk: OpenOffice, provider: Provider) -> None:
    """Under a name of its own, under the provider's, or brought along in the header."""
    from joserfc.jwk import ECKey

    own = provider.keys[0]
    for parameters, header in (
        ({"kid": "lain"}, {}),
        ({"kid": own.kid}, {}),
        ({"kid": own.kid}, {"jku": "https://evil.example/keys"}),
    ):
        strange = ECKey.generate_key("P-256", parameters)
        more = {**header, "jwk": strange.as_dict(private=False)} if header else header
        provider.forge = lambda claims, key=strange, more=more: _signed(claims, key, more)  # type: ignore[misc]
        refused(desk, "ID token")


def _signed(claims: dict[str, Any], key: Any, header: dict[str, Any]) -> str:
    from joserfc import jwt

    return jwt.encode({"alg": "ES256", "kid": key.kid, **header}, claims, key)


def test_a_part_that_was_changed_breaks_the_signature(desk: OpenOffice, provider: Provider) -> None:
    def changed(claims: dict[str, Any]) -> str:
        provider.forge = None
        header, _, signature = provider.id_token(claims["nonce"]).split(".")
        body = unsigned({}, {**claims, "groups": ["ti"]}).split(".")[1]
        return f"{header}.{body}.{signature}"

    provider.forge = changed
    refused(desk, "tanda tangan")


def test_keys_may_change(desk: OpenOffice, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new key is fetched when a signature needs it; not more than once in half a minute, whatever comes."""
    assert tried(desk.visitor(None)).status_code == 303
    assert provider.asked.count("/keys") == 1
    provider.new_key("RSA", 2048)
    refused(desk, "tanda tangan")
    assert provider.asked.count("/keys") == 1
    known = desk.app.state.providers.of(desk.workspace.settings)
    monkeypatch.setattr(known, "_monotonic", lambda now=known._monotonic: now() + 31)
    assert tried(desk.visitor(None)).status_code == 303
    assert provider.asked.count("/keys") == 2
    assert provider.asked.count("/.well-known/openid-configuration") == 1


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_kind_of_signature_that_is_taken(desk: OpenOffice, provider: Provider, algorithm: str) -> None:
    kind, size = {"R": ("RSA", 2048), "P": ("RSA", 2048), "E": ("EC", f"P-{algorithm[2:]}")}[algorithm[0]]
    provider.new_key(kind, "P-521" if size == "P-512" else size, alg=algorithm)
    assert tried(desk.visitor(None)).status_code == 303
    other = "ES256" if kind != "EC" else "RS256"
    provider.document["id_token_signing_alg_values_supported"] = [other]
    behind(desk, provider, batas_jam=11)
    refused(desk, "alg")


def test_twenty_officers_come_in_at_once(desk: OpenOffice) -> None:
    with ThreadPoolExecutor(20) as office:
        answers = list(office.map(lambda _: tried(desk.visitor(None)).status_code, range(20)))
    assert answers == [303] * 20


@pytest.mark.filterwarnings("ignore:Key size")
def test_a_weak_key_is_no_key(desk: OpenOffice, provider: Provider) -> None:
    provider.new_key("RSA", 1024)
    refused(desk, "tanda tangan")


# --- providers that do not fit


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"issuer": "https://evil.example"}, "tidak cocok"),
        ({"token_endpoint": "http://sso.example/token"}, "tidak cocok"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "tidak cocok"),
        ({"jwks_uri": None}, "tidak cocok"),
        ({"code_challenge_methods_supported": ["plain"]}, "tidak cocok"),
    ],
)
def test_a_provider_that_does_not_fit(
    desk: OpenOffice, provider: Provider, document: dict[str, Any], words: str
) -> None:
    provider.document = document
    answer = desk.visitor(None).get("/masuk/kantor")
    assert answer.status_code == 401
    assert words in answer.text


def test_endpoints_inside_the_network_are_not_asked(desk: OpenOffice, provider: Provider) -> None:
    """A discovery document cannot send us anywhere the administrator did not vouch for."""
    provider.document = {"token_endpoint": "https://169.254.169.254/token"}
    refused(desk, "jaringan dalam", "tidak menjawab")


def test_a_provider_that_is_away(desk: OpenOffice, provider: Provider) -> None:
    provider.document = {"token_endpoint": f"{provider.address}/nirgends"}
    refused(desk, "404", "tidak menjawab")
    behind(desk, provider, penerbit="http://127.0.0.1:9")
    browser = desk.visitor(None)
    for _ in range(2):
        assert "tidak menjawab" in browser.get("/masuk/kantor").text
    answer = browser.post("/masuk", page="/masuk", nama="admin", sandi=PASSWORD)
    assert answer.status_code == 303


def test_a_wrong_secret_is_the_admins_matter(desk: OpenOffice, provider: Provider) -> None:
    behind(desk, provider, kunci="salah")
    refused(desk, "invalid_client", "tidak cocok")
    assert all("salah" not in detail for _, _, detail in log(desk))


def test_the_doctor_looks_at_the_provider(tmp_path: Path, provider: Provider) -> None:
    config = tmp_path / "kentongan.toml"

    def looked(host: str) -> Check:
        masuk = {"penerbit": provider.address, "klien": "kentongan", "alamat_dasbor": HOST, "peran_lain": ["analis"]}
        tables = {"instansi": {"nama": "Pemkab Wanasari"}, "masuk": masuk, "jaringan": {"host_diizinkan": [host]}}
        write_settings(config, tables, overwrite=True)
        return next(check for check in examine(config) if check.name.id == "Akun kantor")

    assert looked(urlsplit(provider.address).netloc).finding.id == "menjawab, 1 kunci"
    assert looked("lain").verdict is Verdict.BAD


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
    provider.bend = _set(nonce="lain")
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
