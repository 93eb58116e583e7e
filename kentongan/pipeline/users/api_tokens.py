"""Keys of programs: made by a person for a program, with at most that person's rights, for a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from kentongan.core.access import Right, User
from kentongan.core.errors import AccessError, StoreError, UsageError
from kentongan.core.messages import Say
from kentongan.pipeline.users.access import SEEN_EVERY, comes_from_outside, noted, token_hash
from kentongan.pipeline.workspace import Workspace
from kentongan.store.users import ApiToken

# What a program may be given; people are managed, and secrets of persons are asked for, by people.
GRANTABLE: tuple[Right, ...] = (Right.READ, Right.CORRECT, Right.DECIDE)
LONGEST_DAYS, LONGEST_DAYS_OUTSIDE = 366, 30
MOST = 20
# Marks a token as ours in a log or in a file that somebody publishes by mistake.
PREFIX = "ktg_"


@dataclass(frozen=True, slots=True)
class Program:
    """A program that calls the API.

    Args:
        user: whose token it holds.
        token: which one.
    """

    user: User
    token: ApiToken

    def may(self, right: Right) -> bool:
        """Whether token and person both may."""
        return right in self.token.rights and self.user.may(right)


def longest_days(workspace: Workspace, user: User) -> int:
    """How long a token of this person may open; short where only a log-in tells that the person is still of the office."""
    return LONGEST_DAYS_OUTSIDE if comes_from_outside(workspace, user) else LONGEST_DAYS


def make_token(workspace: Workspace, user: User, name: str, rights: Iterable[Right], days: int) -> tuple[ApiToken, str]:
    """A new token for a program; returned once, kept as a digest.

    Args:
        workspace: the office's.
        user: whose rights it has at most, also when they change later.
        name: what it is for.
        rights: some of `GRANTABLE`.
        days: how long it opens, 1 to `longest_days`.

    Raises:
        UsageError: no name, no right, another right, too long a time, or too many tokens.
        AccessError: the person has not got these rights.
    """
    wanted = frozenset(rights)
    longest = longest_days(workspace, user)
    label = " ".join(name.split())
    if not 1 <= len(label) <= 80 or not label.isprintable():
        raise UsageError(
            Say("Token memerlukan nama.", "A token needs a name."),
            Say('Misalnya "dasbor pimpinan".', 'For example "leader dashboard".'),
        )
    if not wanted or not wanted <= set(GRANTABLE) or not 1 <= days <= longest:
        raise UsageError(
            Say("Token ini tidak dapat dibuat.", "This token cannot be made."),
            Say(
                f"Pilih hak dari daftar dan masa 1–{longest} hari.",
                f"Choose rights from the list and 1 to {longest} days.",
            ),
        )
    if not all(user.may(right) for right in wanted):
        raise AccessError(
            Say("Token tidak dapat melebihi hak Anda sendiri.", "A token cannot exceed your own rights."),
            Say("Kurangi haknya.", "Take fewer rights."),
        )
    now = workspace.clock.now()
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        token_hash(secret), f"t-{secrets.token_hex(6)}", user.id, label, wanted, now, now + timedelta(days=days)
    )
    with workspace.store.writing() as store:
        if len(tokens_of(workspace, user)) >= MOST:
            raise UsageError(
                Say(f"Anda sudah mempunyai {MOST} token.", f"You have {MOST} tokens already."),
                Say("Cabut yang tidak dipakai.", "Withdraw those not in use."),
            )
        store.users.add_token(token)
        noted(workspace, user, "token.buat", token.id, f"{label}: {', '.join(sorted(wanted))}")
    return token, secret


def tokens_of(workspace: Workspace, user: User) -> list[ApiToken]:
    """A person's tokens that still open, newest first."""
    now = workspace.clock.now()
    return [token for token in workspace.store.users.tokens_of(user.id) if now < token.expires_at]


def withdraw_token(workspace: Workspace, user: User, token_id: str) -> None:
    """Withdraw one of one's own tokens.

    Raises:
        UsageError: the person has no such token.
    """
    with workspace.store.writing() as store:
        if not token_id or not store.users.withdraw_tokens(user.id, only=token_id):
            raise UsageError(
                Say("Token itu tidak ada.", "There is no such token."),
                Say("Mungkin sudah dicabut; muat ulang halamannya.", "It may be withdrawn; reload the page."),
            )
        noted(workspace, user, "token.cabut", token_id)


def program(workspace: Workspace, secret: str) -> Program | None:
    """The program behind a token; None when it is unknown, withdrawn or over, or its person's account is closed."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    found = workspace.store.users.token(token_hash(secret))
    now = workspace.clock.now()
    if found is None or now >= found[0].expires_at or not found[1].user.active:
        return None
    token, account = found
    if token.seen_at is None or now - token.seen_at >= SEEN_EVERY:
        with suppress(StoreError):
            workspace.store.users.seen(account.user.id, token.id_hash, now)
    return Program(account.user, token)
