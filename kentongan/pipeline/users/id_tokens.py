"""ID tokens: whether what the office's identity provider sent is signed by it, for us, now, and for this very try.

OpenID Connect Core 1.0, 3.1.3.7; RFC 7519; RFC 8725. The one module that imports joserfc (extra `kentongan[oidc]`).
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import Any

from kentongan.core.errors import OutsideLoginError
from kentongan.pipeline.users.outside_refusals import not_believed

# Signatures by a key that only the provider has. Those with a shared secret (HS…) and none at all are never taken:
# whoever reads the public key could make them.
_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    "EC": ("ES256", "ES384", "ES512"),
}
ALGORITHMS = tuple(name for family in _FAMILIES.values() for name in family)
_SKEW = timedelta(seconds=60)
_OLDEST = timedelta(minutes=10)
_SMALLEST_RSA = 2048 // 8
_LONGEST_HEADER, _LONGEST_SUBJECT = 8_192, 255

Jwk = Mapping[str, Any]


class UnknownKeyError(Exception):
    """No key of the provider made this signature; its keys may have changed."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say.

    Args:
        issuer: of the settings.
        client: our name there.
        nonce: of this try.
        now: the moment.
        algorithms: those the provider says it signs with; empty = it does not say.
    """

    issuer: str
    client: str
    nonce: str
    now: datetime
    algorithms: tuple[str, ...] = ()


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("joserfc") is not None


def usable(keys: Sequence[Any]) -> list[Jwk]:
    """The keys of a JWKS that may sign: public ones of a known kind, of a safe size, not meant for something else."""
    return [key for key in keys if isinstance(key, Mapping) and _signs(key)]


def _signs(key: Jwk) -> bool:
    if key.get("kty") not in _FAMILIES or key.get("use", "sig") != "sig":
        return False
    # Base64url without padding: four signs for three bytes.
    return key["kty"] != "RSA" or (isinstance(key.get("n"), str) and len(key["n"]) * 3 // 4 >= _SMALLEST_RSA)


def checked_claims(token: str, keys: Sequence[Jwk], expected: Expected) -> dict[str, Any]:
    """The claims of a token after every check.

    Raises:
        UnknownKeyError: signed with a key that is not among `keys`.
        OutsideLoginError: anything else is wrong.
    """
    claims = _signed_claims(token, keys, expected)
    _check(claims, expected)
    return claims


def _signed_claims(token: str, keys: Sequence[Jwk], expected: Expected) -> dict[str, Any]:
    from joserfc import jws
    from joserfc.errors import BadSignatureError, JoseError
    from joserfc.jwk import JWKRegistry

    taken = [name for name in ALGORITHMS if not expected.algorithms or name in expected.algorithms]
    registry = jws.JWSRegistry(algorithms=taken, strict_check_header=False)
    registry.max_header_length = _LONGEST_HEADER
    try:
        header = jws.extract_compact(token.encode(), registry=registry).headers()
        algorithm = header.get("alg")
        if algorithm not in taken:
            raise not_believed("ID token: alg tidak diterima")
        for key in _fitting(keys, header):
            try:
                signed = jws.deserialize_compact(token, JWKRegistry.import_key(dict(key)), registry=registry)
            except BadSignatureError:
                continue
            claims = json.loads(signed.payload)
            if isinstance(claims, dict):
                return claims
            raise not_believed("ID token: isi bukan objek")
    except OutsideLoginError:
        raise
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise not_believed(f"ID token: {type(error).__name__}") from error
    raise UnknownKeyError


def _fitting(keys: Sequence[Jwk], header: Mapping[str, Any]) -> list[Jwk]:
    """The keys that may have made a signature: of its name where it has one, and of the algorithm's kind."""
    algorithm, kid = header["alg"], header.get("kid")
    return [
        key
        for key in keys
        if algorithm in _FAMILIES[key["kty"]]
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid", kid) == kid)
    ]


def _check(claims: dict[str, Any], expected: Expected) -> None:
    from joserfc.errors import JoseError
    from joserfc.jwt import JWTClaimsRegistry

    rules = JWTClaimsRegistry(
        now=int(expected.now.timestamp()),
        leeway=int(_SKEW.total_seconds()),
        iss={"essential": True, "value": expected.issuer},
        sub={"essential": True},
        aud={"essential": True, "value": expected.client},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True},
    )
    try:
        rules.validate(claims)
    except JoseError as error:
        raise not_believed(f"ID token: {error.error} {getattr(error, 'claim', '') or ''}".strip()) from error
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
        raise not_believed("ID token: beberapa aud tanpa azp")
    if claims.get("azp", expected.client) != expected.client:
        raise not_believed("ID token: azp orang lain")
    if claims["iat"] < (expected.now - _OLDEST - _SKEW).timestamp():
        raise not_believed("ID token: iat terlalu lama")
    nonce = claims["nonce"]
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), expected.nonce.encode()):
        raise not_believed("ID token: nonce tidak cocok")
    if not 0 < len(claims["sub"]) <= _LONGEST_SUBJECT or not claims["sub"].isprintable():
        raise not_believed("ID token: sub tidak sah")
