"""One try to come in through the office's identity provider, from the button to the way back.

A random seed in the browser's cookie is all that is kept. State, nonce and PKCE verifier are made of it with the office's
key, so that they belong to this browser, and the verifier never leaves the server before the code is redeemed
(OpenID Connect Core 1.0, 3.1.2; RFC 7636; RFC 9700, 2.1).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

# Long enough for a second factor, too short to be found in a cupboard.
HOLDS = timedelta(minutes=10)
_LONGEST_WAY = 500  # characters of the page that was asked for; a longer one leads to the first page


@dataclass(frozen=True, slots=True)
class Knock:
    """A try.

    Args:
        seed: 256 random bits, in base64url.
        at: when it began, in whole seconds.
        wanted: where the person wanted to go, inside the dashboard.
    """

    seed: str
    at: int
    wanted: str

    def state(self, key: bytes) -> str:
        """What the provider must bring back."""
        return self._made(key, b"state")

    def nonce(self, key: bytes) -> str:
        """What the ID token must say."""
        return self._made(key, b"nonce")

    def verifier(self, key: bytes) -> str:
        """What redeems the code; 43 signs (RFC 7636, 4.1)."""
        return self._made(key, b"verifier")

    def challenge(self, key: bytes) -> str:
        """What the provider learns of the verifier beforehand (RFC 7636, 4.2: S256)."""
        return _text(hashlib.sha256(self.verifier(key).encode()).digest())

    def _made(self, key: bytes, what: bytes) -> str:
        return _text(hmac.new(key, b"masuk\0" + what + b"\0" + self.seed.encode(), hashlib.sha256).digest())


def new_knock(wanted: str, now: datetime) -> Knock:
    """A fresh try."""
    return Knock(secrets.token_urlsafe(32), int(now.timestamp()), wanted if len(wanted) <= _LONGEST_WAY else "/")


def packed(knock: Knock, key: bytes) -> str:
    """The try as a cookie's value; signed, so that the time and the way in it are ours."""
    body = f"{knock.seed}.{knock.at}.{_text(knock.wanted.encode())}"
    return f"{body}.{_signature(body, key)}"


def unpacked(value: str, key: bytes, now: datetime) -> Knock | None:
    """The try in a cookie; None where it is not ours or too old."""
    body, _, signature = value.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(body, key).encode()):
        return None
    seed, at, wanted = body.split(".")
    knock = Knock(seed, int(at), urlsafe_b64decode(wanted + "=" * (-len(wanted) % 4)).decode())
    return knock if timedelta(0) <= timedelta(seconds=int(now.timestamp()) - knock.at) <= HOLDS else None


def _signature(body: str, key: bytes) -> str:
    return _text(hmac.new(key, b"pintu\0" + body.encode("utf-8", "surrogatepass"), hashlib.sha256).digest())


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
