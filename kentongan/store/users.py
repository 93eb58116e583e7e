"""People, their sessions and API tokens, and the wrong tries at the door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kentongan.core.access import FORGOTTEN_AFTER, Right, Role, Tries, User
from kentongan.store.access_tables import api_tokens, login_failures, sessions, users
from kentongan.store.codec import storable
from kentongan.store.connections import Database

_DEVICE = 200  # characters kept of what a browser says of itself


@dataclass(frozen=True, slots=True)
class Account:
    """A person with what the door and the list of users need to know.

    Args:
        password: argon2id hash (PHC form), "" when the person has none.
        password_until: until when a one-time password opens; None for one's own.
        seen_at: last time the person was here, to the minute; None = never.
    """

    user: User
    password: str
    password_at: datetime
    password_until: datetime | None
    created_at: datetime
    seen_at: datetime | None
    outside_id: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One log-in on one device.

    Args:
        id_hash: SHA-256 (hex) of its token.
        expires_at: its end, however much it is used.
        device: as the browser calls itself.
    """

    id_hash: str
    user_id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    device: str = ""

    @property
    def id(self) -> str:
        """A short name to speak of it; opens nothing."""
        return self.id_hash[:16]


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A program's key to the API, with at most the rights of the person it belongs to."""

    id_hash: str
    id: str
    user_id: str
    name: str
    rights: frozenset[Right]
    created_at: datetime
    expires_at: datetime
    seen_at: datetime | None = None


class Users:
    """Everybody who has, or had, an account; rows are closed, never removed, because the audit log names them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- accounts

    def add(self, account: Account) -> bool:
        """Keep a new account; False when its login name is taken."""
        values = {"id": account.user.id, "name": account.user.name, **_values(account)}
        with self._database.writing() as connection:
            taken = sa.select(users.c.id).where(users.c.name == account.user.name)
            if connection.scalar(taken) is not None:
                return False
            connection.execute(sa.insert(users).values(**values))
        return True

    def put(self, account: Account) -> None:
        """Replace what is kept of an account; its name and id stay."""
        with self._database.writing() as connection:
            connection.execute(sa.update(users).where(users.c.id == account.user.id).values(**_values(account)))

    def named(self, name: str) -> Account | None:
        """The account with this login name, open or closed."""
        return self._one(users.c.name == storable(name))

    def get(self, user_id: str) -> Account | None:
        """The account with this id, open or closed."""
        return self._one(users.c.id == storable(user_id))

    def outside(self, outside_id: str) -> Account | None:
        """The account of a person known to the office's identity provider."""
        return self._one(users.c.outside_id == storable(outside_id))

    def all(self) -> list[Account]:
        """Every account, open ones first, by name."""
        query = sa.select(users).order_by(users.c.active.desc(), users.c.full_name, users.c.name)
        with self._database.reading() as connection:
            return [_account(row) for row in connection.execute(query)]

    def _one(self, chosen: sa.ColumnElement[bool]) -> Account | None:
        with self._database.reading() as connection:
            row = connection.execute(sa.select(users).where(chosen)).first()
        return _account(row) if row else None

    # --- sessions

    def open_session(self, session: Session) -> None:
        """Keep a session; those that ended long ago are dropped."""
        values = {
            "id_hash": session.id_hash,
            "user_id": session.user_id,
            "created_at": session.created_at,
            "seen_at": session.seen_at,
            "expires_at": session.expires_at,
            "address": storable(session.address),
            "device": storable(session.device)[:_DEVICE],
            "revoked": False,
        }
        with self._database.writing() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.expires_at < session.created_at))
            connection.execute(sa.insert(sessions).values(**values))

    def session(self, id_hash: str) -> tuple[Session, Account] | None:
        """A session that nobody ended, with its person; whether it is still good is for the caller to say."""
        chosen = sa.and_(sessions.c.id_hash == id_hash, sessions.c.revoked.is_(False))
        with self._database.reading() as connection:
            row = connection.execute(sa.select(sessions).where(chosen)).first()
            person = row and connection.execute(sa.select(users).where(users.c.id == row.user_id)).first()
        return (_session(row), _account(person)) if row and person else None

    def sessions_of(self, user_id: str) -> list[Session]:
        """The sessions that nobody ended, last used first."""
        chosen = sa.and_(sessions.c.user_id == storable(user_id), sessions.c.revoked.is_(False))
        query = sa.select(sessions).where(chosen).order_by(sessions.c.seen_at.desc(), sessions.c.id_hash)
        with self._database.reading() as connection:
            return [_session(row) for row in connection.execute(query)]

    def seen(self, user_id: str, id_hash: str, at: datetime) -> None:
        """Note that a session (or, by its hash, a token) was used.

        Raises:
            StoreBusy: somebody else is writing; nobody is kept waiting for this.
        """
        with self._database.writing(at_once=True) as connection:
            connection.execute(sa.update(sessions).where(sessions.c.id_hash == id_hash).values(seen_at=at))
            connection.execute(sa.update(api_tokens).where(api_tokens.c.id_hash == id_hash).values(seen_at=at))
            connection.execute(sa.update(users).where(users.c.id == storable(user_id)).values(seen_at=at))

    def end_sessions(self, user_id: str, *, keep: str = "", only: str = "") -> int:
        """End a person's sessions; returns how many.

        Args:
            user_id: whose.
            keep: the hash of one that stays.
            only: the short id of the one that ends.
        """
        chosen = [sessions.c.user_id == storable(user_id), sessions.c.revoked.is_(False), sessions.c.id_hash != keep]
        if only:
            chosen.append(sa.func.substr(sessions.c.id_hash, 1, 16) == storable(only))
        with self._database.writing() as connection:
            return connection.execute(sa.update(sessions).where(*chosen).values(revoked=True)).rowcount

    def end_session(self, id_hash: str) -> None:
        """End one session."""
        with self._database.writing() as connection:
            connection.execute(sa.update(sessions).where(sessions.c.id_hash == id_hash).values(revoked=True))

    # --- API tokens

    def add_token(self, token: ApiToken) -> None:
        """Keep a token."""
        values = {
            "id_hash": token.id_hash,
            "id": token.id,
            "user_id": token.user_id,
            "name": storable(token.name),
            "rights": _joined(token.rights),
            "created_at": token.created_at,
            "expires_at": token.expires_at,
            "revoked": False,
        }
        with self._database.writing() as connection:
            connection.execute(sa.insert(api_tokens).values(**values))

    def token(self, id_hash: str) -> tuple[ApiToken, Account] | None:
        """A token that nobody withdrew, with its person."""
        chosen = sa.and_(api_tokens.c.id_hash == id_hash, api_tokens.c.revoked.is_(False))
        with self._database.reading() as connection:
            row = connection.execute(sa.select(api_tokens).where(chosen)).first()
            person = row and connection.execute(sa.select(users).where(users.c.id == row.user_id)).first()
        return (_token(row), _account(person)) if row and person else None

    def tokens_of(self, user_id: str) -> list[ApiToken]:
        """The tokens that nobody withdrew, newest first."""
        chosen = sa.and_(api_tokens.c.user_id == storable(user_id), api_tokens.c.revoked.is_(False))
        query = sa.select(api_tokens).where(chosen).order_by(api_tokens.c.created_at.desc(), api_tokens.c.id)
        with self._database.reading() as connection:
            return [_token(row) for row in connection.execute(query)]

    def withdraw_tokens(self, user_id: str, *, only: str = "") -> int:
        """Withdraw a person's tokens, or the one with this id; returns how many."""
        chosen = [api_tokens.c.user_id == storable(user_id), api_tokens.c.revoked.is_(False)]
        if only:
            chosen.append(api_tokens.c.id == storable(only))
        with self._database.writing() as connection:
            return connection.execute(sa.update(api_tokens).where(*chosen).values(revoked=True)).rowcount

    # --- wrong tries

    def tries(self, key: str) -> Tries:
        """The wrong tries under a key."""
        query = sa.select(login_failures).where(login_failures.c.key == key)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return Tries(row["count"], row["last"], row["until"]) if row else Tries()

    def put_tries(self, key: str, tries: Tries) -> None:
        """Keep the wrong tries under a key (none: forget them); old ones of others are dropped."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(login_failures).where(login_failures.c.key == key))
            if tries.count and tries.last:
                old = login_failures.c.last < tries.last - FORGOTTEN_AFTER
                connection.execute(sa.delete(login_failures).where(old))
                values = {"key": key, "count": tries.count, "last": tries.last, "until": tries.until}
                connection.execute(sa.insert(login_failures).values(**values))


def _values(account: Account) -> dict[str, Any]:
    return {
        "full_name": storable(account.user.full_name),
        "roles": _joined(account.user.roles),
        "password": account.password,
        "password_at": account.password_at,
        "password_until": account.password_until,
        "must_change": account.user.must_change,
        "active": account.user.active,
        "created_at": account.created_at,
        "seen_at": account.seen_at,
        "outside_id": account.outside_id or None,
    }


def _joined(values: Iterable[str]) -> str:
    return " ".join(sorted(values))


def _account(row: Any) -> Account:
    held = set(row.roles.split())
    roles = tuple(role for role in Role if role.value in held)
    user = User(row.id, row.name, row.full_name, roles, row.active, row.must_change)
    return Account(
        user,
        row.password,
        row.password_at,
        row.password_until,
        row.created_at,
        row.seen_at,
        row.outside_id or "",
    )


def _session(row: Any) -> Session:
    return Session(
        row.id_hash, row.user_id, row.created_at, row.seen_at, row.expires_at, row.address, device=row.device
    )


def _token(row: Any) -> ApiToken:
    held = set(row.rights.split())
    rights = frozenset(right for right in Right if right.value in held)
    return ApiToken(
        row.id_hash, row.id, row.user_id, row.name, rights, row.created_at, row.expires_at, seen_at=row.seen_at
    )
