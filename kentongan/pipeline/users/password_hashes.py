"""Hashes of passwords: argon2id with the parameters of RFC 9106 (second recommended option: 64 MiB, three passes)."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kentongan.core.passwords import LONGEST, normal

_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """The hash to keep: PHC form, with its own salt and parameters."""
    return _HASHER.hash(normal(password))


def fits(kept: str, password: str) -> bool:
    """Whether the password made this hash; takes as long for a hash that nothing fits ("")."""
    kept = kept or _nobody()
    try:
        # A longer one cannot be anybody's; its start costs the same time and can be nobody's either.
        return _HASHER.verify(kept, normal(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False


def is_dated(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    """The hash of a password that nobody knows, so that an unknown name costs the same time as a wrong password."""
    import secrets

    return hashed(secrets.token_urlsafe(32))


def get_ready() -> None:
    """Make what the first unknown name would otherwise have to wait for, and would be told apart by."""
    _nobody()
