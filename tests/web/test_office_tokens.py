"""Tokens and providers that must not be believed when officers log in with the office's account."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from dashboard import HOST, PASSWORD, OpenOffice
from identity_server import SECRET, Provider, behind, unsigned
from login_ways import log, refused, tried

from kentongan.config.writing import write_settings
from kentongan.pipeline.health import Check, Verdict, examine
from kentongan.pipeline.users.id_tokens import ALGORITHMS

pytest.importorskip("joserfc", reason="pip install joserfc, then run this file again")


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
