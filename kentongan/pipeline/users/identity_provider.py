"""The office's identity provider over the network: what it offers, its keys, and the exchange of a code for an ID token.

OpenID Connect Discovery 1.0; OpenID Connect Core 1.0, 3.1.3 and 5.3; RFC 6749; RFC 7517. One object lives as long as the
server and remembers what it learnt; every address passes the same guard as those of sources (`collectors/door/exchanges.py`).
"""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
import time
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from collectors.door.addresses import system_resolver
from collectors.door.exchanges import Answer, Exchanges, Key, Limits, NoConnectionError, Request
from collectors.door.proxies import chosen_proxy
from kentongan import __version__
from kentongan.config.entrance import is_encrypted
from kentongan.config.settings import Settings
from kentongan.core.errors import FetchError, OutsideLoginError
from kentongan.pipeline.users.id_tokens import Expected, Jwk, UnknownKeyError, checked_claims, is_installed, usable
from kentongan.pipeline.users.outside_refusals import (
    busy,
    not_believed,
    not_installed,
    not_ours,
    unreachable,
    wrongly_set,
)

SECRET = "masuk"  # noqa: S105 - the secret's name in [kunci]
_LEARNT_HOLDS = 3600.0  # seconds
_NOT_AGAIN_WITHIN = 30.0  # keys are not asked for more often, whatever a stranger's token names
_LIMITS = Limits(wire=1_000_000, decoded=1_000_000, connect=5.0, read=10.0, total=10.0, redirects=0)
_ANSWERS = frozenset(range(300, 600))
# A provider that hangs must not hold all threads of the dashboard: so many ask at a time, the others wait so long, and one
# that did not say what it offers is left alone for a moment.
_AT_ONCE, _WAIT, _LEFT_ALONE = 8, 3.0, 5.0
_MOST_SPENT = 100_000
_BASIC, _POST = "client_secret_basic", "client_secret_post"


@dataclass(frozen=True, slots=True)
class Offer:
    """What the discovery document says, checked.

    Args:
        says_issuer: answers carry `iss` (RFC 9207).
        secret_in_form: the client's secret goes into the form, not into the header.
    """

    authorization: str
    token: str
    jwks: str
    userinfo: str
    end_session: str
    algorithms: tuple[str, ...]
    says_issuer: bool
    secret_in_form: bool


class IdentityProvider:
    """One provider; safe to use from several threads.

    Args:
        settings: the office's.
        environment: of the process, for the client's secret and the proxy.
        monotonic: what tests put in place of the clock that only goes forward.
    """

    def __init__(
        self, settings: Settings, environment: Mapping[str, str], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.table = settings.tables.entrance
        self._network = settings.tables.network
        self._environment = environment
        self._secrets = settings.secrets(environment)
        self._monotonic = monotonic
        self._slots = threading.BoundedSemaphore(_AT_ONCE)
        self._offer: tuple[float, Offer] | None = None
        self._failed: tuple[float, str] | None = None
        self._keys: tuple[float, list[Jwk]] | None = None
        self._spent: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()
        self._tls: ssl.SSLContext | None = None

    @property
    def return_address(self) -> str:
        """Where the provider sends people back to; fixed by the settings, never taken from a request."""
        return f"{self.table.address}/masuk/kantor/kembali"

    def spend(self, state: str, holds: float) -> bool:
        """Use up a state; False when it was used before.

        Args:
            state: of a try of ours.
            holds: seconds after which the try is too old anyway.
        """
        now = self._monotonic()
        with self._lock:
            while self._spent and (len(self._spent) >= _MOST_SPENT or next(iter(self._spent.values())) <= now):
                self._spent.popitem(last=False)
            fresh = state not in self._spent
            self._spent.setdefault(state, now + holds)
        return fresh

    def offer(self) -> Offer:
        """What the provider offers; asked for once an hour.

        Raises:
            OutsideLoginError: it does not answer, or what it says does not fit the settings.
        """
        held, failed = self._offer, self._failed
        if held is not None and self._monotonic() - held[0] <= _LEARNT_HOLDS:
            return held[1]
        if failed is not None and self._monotonic() - failed[0] <= _LEFT_ALONE:
            raise unreachable(failed[1])
        url = f"{self.table.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            document = self._document(url)
        except OutsideLoginError as error:
            self._failed = self._monotonic(), error.reason
            raise
        offer = self._read_offer(document)
        self._offer = self._monotonic(), offer
        return offer

    def claims(self, code: str, verifier: str, expected: Expected) -> tuple[dict[str, Any], str]:
        """The checked claims that a code brings, and the access token beside them ("" = none).

        Raises:
            OutsideLoginError: the provider or a check says no.
        """
        offer = self.offer()
        answer = self._redeemed(offer, code, verifier)
        token, access = answer.get("id_token"), answer.get("access_token")
        if not isinstance(token, str):
            raise not_believed("tanpa ID token")
        try:
            claims = checked_claims(token, self._signing_keys(offer), expected)
        except UnknownKeyError:
            try:
                claims = checked_claims(token, self._signing_keys(offer, again=True), expected)
            except UnknownKeyError as error:
                raise not_believed("ID token: tanda tangan tidak cocok dengan kunci penyedia") from error
        return claims, access if isinstance(access, str) else ""

    def more_claims(self, access_token: str, subject: str) -> dict[str, Any]:
        """What the provider says beside the ID token; {} where it offers nothing (OpenID Connect Core 1.0, 5.3).

        Raises:
            OutsideLoginError: it does not answer in JSON, or speaks of somebody else. No answer is never taken for "no
                groups": a provider's bad morning must not take everybody's roles.
        """
        url = self.offer().userinfo
        if not url or not access_token:
            return {}
        key = Key(SECRET, header="Authorization", scheme="Bearer ")
        answer = self._ask(url, Request({"Accept": "application/json"}, access_token, key, _ANSWERS))
        if answer.status != 200:
            raise unreachable(f"userinfo {answer.status}")
        found = _object(answer.body)
        if found.get("sub") != subject:
            raise not_believed("userinfo: sub orang lain")
        return found

    def signing_keys(self) -> int:
        """How many keys the provider signs with.

        Raises:
            OutsideLoginError: it does not answer, or has none.
        """
        keys = self._signing_keys(self.offer())
        if not keys:
            raise wrongly_set("penyedia tidak mempunyai kunci tanda tangan yang dapat dipakai")
        return len(keys)

    def _read_offer(self, document: Mapping[str, Any]) -> Offer:
        if document.get("issuer") != self.table.issuer:
            raise wrongly_set("penerbit di dokumen penyedia berbeda dengan [masuk] penerbit")
        methods = document.get("code_challenge_methods_supported")
        if methods is not None and "S256" not in _words(methods):
            raise wrongly_set("penyedia tidak menerima PKCE S256")
        ways = _words(document.get("token_endpoint_auth_methods_supported", [_BASIC]))
        return Offer(
            authorization=_address(document, "authorization_endpoint"),
            token=_address(document, "token_endpoint"),
            jwks=_address(document, "jwks_uri"),
            userinfo=_address(document, "userinfo_endpoint", needed=False),
            end_session=_address(document, "end_session_endpoint", needed=False),
            algorithms=_words(document.get("id_token_signing_alg_values_supported", [])),
            says_issuer=document.get("authorization_response_iss_parameter_supported") is True,
            secret_in_form=_BASIC not in ways and _POST in ways,
        )

    def _signing_keys(self, offer: Offer, *, again: bool = False) -> list[Jwk]:
        """The provider's keys; `again` = a signature fits none of them, so they may be new."""
        held = self._keys
        if held is None or self._monotonic() - held[0] > (_NOT_AGAIN_WITHIN if again else _LEARNT_HOLDS):
            keys = self._document(offer.jwks).get("keys")
            held = self._monotonic(), usable(keys) if isinstance(keys, list) else []
            self._keys = held
        return held[1]

    def _redeemed(self, offer: Offer, code: str, verifier: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.return_address,
            "code_verifier": verifier,
        }
        secret, key = self._secrets.get(SECRET, ""), None
        if not secret or offer.secret_in_form:
            form |= {"client_id": self.table.client, **({"client_secret": secret} if secret else {})}
            secret = ""
        else:
            # RFC 6749, 2.3.1: both parts are encoded as in a form before they are joined.
            secret = b64encode(f"{quote_plus(self.table.client)}:{quote_plus(secret)}".encode()).decode()
            key = Key(SECRET, header="Authorization", scheme="Basic ")
        answer = self._ask(offer.token, Request({"Accept": "application/json"}, secret, key, _ANSWERS, form=form))
        found = _object(answer.body)
        if answer.status == 200:
            return found
        error = found.get("error")
        if error == "invalid_grant":
            raise not_ours("kode ditolak penyedia (invalid_grant)")
        if error in ("invalid_client", "unauthorized_client", "invalid_request", "unsupported_grant_type"):
            raise wrongly_set(f"penyedia menolak klien ({error})")
        raise unreachable(f"penukaran kode: {answer.status}")

    def _document(self, url: str) -> dict[str, Any]:
        answer = self._ask(url, Request({"Accept": "application/json"}, also=_ANSWERS))
        if answer.status != 200:
            raise unreachable(f"{url}: {answer.status}")
        return _object(answer.body)

    def _ask(self, url: str, request: Request) -> Answer:
        """One exchange; redirects are not followed, for the secret goes along."""
        if not self._slots.acquire(timeout=_WAIT):
            raise busy()
        try:
            network = self._network
            exchanges = Exchanges(
                f"Kentongan/{__version__}",
                limits=_LIMITS,
                allow_hosts=network.allow_hosts,
                at_once=1,
                resolve=system_resolver,
                tls=self._tls,
                proxy=chosen_proxy(network.proxy, self._environment, self._secrets.get("proxy", "")),
            )
            self._tls = exchanges.context()
            return asyncio.run(exchanges.exchange(url, request))
        except NoConnectionError as error:
            raise unreachable("tidak tersambung") from error
        except FetchError as error:
            raise unreachable(error.what.id) from error
        finally:
            self._slots.release()


class Providers:
    """Holds the provider of the present settings, so that what it learnt survives from one visit to the next."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._held: tuple[Settings, IdentityProvider] | None = None

    def of(self, settings: Settings) -> IdentityProvider:
        """The provider; a new one when the settings that matter to it changed."""
        held = self._held
        if held is None or _concerned(held[0]) != _concerned(settings):
            held = settings, IdentityProvider(settings, self._environment)
            self._held = held
        return held[1]


def examine_provider(settings: Settings, environment: Mapping[str, str]) -> int:
    """Ask the provider of the settings what it offers; returns with how many keys it signs.

    Raises:
        OutsideLoginError: the extra is missing, it does not answer, or does not fit.
    """
    if not is_installed():
        raise not_installed()
    return IdentityProvider(settings, environment).signing_keys()


def _concerned(settings: Settings) -> tuple[object, ...]:
    return settings.tables.entrance, settings.tables.network, settings.tables.keys


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise unreachable("jawaban bukan JSON")
    return found


def _words(found: object) -> tuple[str, ...]:
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _address(document: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    """An address of the document; only encrypted ones are used.

    Raises:
        OutsideLoginError: it is missing or not safe.
    """
    found = document.get(name)
    if isinstance(found, str) and is_encrypted(found):
        return found
    if needed or found:
        raise wrongly_set(f"{name} bukan alamat https")
    return ""
