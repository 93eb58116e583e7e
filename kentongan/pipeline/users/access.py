"""The door: logging in and out, who is here, and the log of what they do.

A session's token is 256 random bits in the browser; the store has its SHA-256. It ends after 12 hours without use, after
seven days at the latest, and at once when the person logs out, changes the password or loses the account.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kentongan.core.access import FREE_TRIES_ADDRESS, FREE_TRIES_NAME, Role, Tries, User
from kentongan.core.errors import LockedOut, LoginError, PasswordError, StoreError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.passwords import check_password
from kentongan.pipeline.users.outside_refusals import password_closed
from kentongan.pipeline.users.password_hashes import fits, get_ready, hashed, is_dated
from kentongan.pipeline.workspace import Workspace
from kentongan.store.audit import AuditRow
from kentongan.store.users import Account, Session

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=1)

# Names in the log for what nobody in particular did.
COMMAND_LINE = "(perintah)"
NOBODY = "(belum masuk)"


def log_in(workspace: Workspace, name: str, password: str, *, address: str = "", device: str = "") -> str:
    """Open a session for a name and its password; returns the session's token, always a new one.

    The try is counted before the password is looked at, so that many tries at once are counted too.

    Args:
        workspace: the office's.
        name: login name as typed.
        password: as typed.
        address: where the person sits; "" = at this computer.
        device: what the browser calls itself.

    Raises:
        LockedOut: too many wrong tries under this name or from this address.
        LoginError: name and password do not fit, the account is closed, its one-time password is too old, or the
            office lets the person in through its identity provider only.
    """
    get_ready()
    keys = {_key("name", name.strip().casefold()): FREE_TRIES_NAME}
    if address:
        keys[_key("address", address)] = FREE_TRIES_ADDRESS
    _count_try(workspace, keys, _known(workspace, name), address)
    account = workspace.store.users.named(name.strip().casefold())
    right = fits(account.password if account else "", password)
    now = workspace.clock.now()
    if account is None or not right or not account.user.active:
        raise LoginError(
            Say("Nama atau kata sandi tidak cocok.", "Name and password do not fit."),
            Say(
                "Periksa lagi; bila lupa, minta kata sandi sekali pakai kepada admin.",
                "Check them; if you forgot yours, ask an admin for a one-time password.",
            ),
        )
    if account.password_until is not None and account.password_until < now:
        raise LoginError(
            Say("Kata sandi sekali pakai itu sudah kedaluwarsa.", "That one-time password has expired."),
            Say("Minta yang baru kepada admin.", "Ask an admin for a new one."),
        )
    if not may_use_password(workspace, account):
        raise password_closed()
    if is_dated(account.password):
        workspace.store.users.put(replace(account, password=hashed(password)))
    _forgive(workspace, name, address)
    return open_session(workspace, account.user, address=address, device=device)


def may_use_password(workspace: Workspace, account: Account) -> bool:
    """Whether the office lets this person in by password, where it has an identity provider."""
    table = workspace.settings.tables.entrance
    return (
        not table.on or table.passwords == "semua" or (table.passwords == "admin" and Role.ADMIN in account.user.roles)
    )


def comes_from_outside(workspace: Workspace, user: User) -> bool:
    """Whether the person comes in through the office's identity provider, and so has no password here."""
    account = workspace.store.users.get(user.id)
    return account is not None and bool(account.outside_id)


def open_session(
    workspace: Workspace,
    user: User,
    *,
    address: str = "",
    device: str = "",
    how: str = "",
    longest: timedelta = LONGEST,
) -> str:
    """A new session for a person who has shown who they are; returns its token.

    Args:
        workspace: the office's.
        user: who.
        address: where the person sits.
        device: what the browser calls itself.
        how: the way in, for the log, when it was not the password.
        longest: how long it lasts however much it is used.
    """
    token = secrets.token_urlsafe(32)
    now = workspace.clock.now()
    session = Session(token_hash(token), user.id, now, now, now + longest, address, device)
    with workspace.store.writing() as store:
        store.users.open_session(session)
        store.audit.add(user.name, "masuk.berhasil", user.id, " ".join(filter(None, (address, how))))
    return token


@dataclass(frozen=True, slots=True)
class Guest:
    """A person who is here, and the session by which."""

    user: User
    session: Session


def guest(workspace: Workspace, token: str, *, touch: bool = True) -> Guest | None:
    """The person and the session behind a token; None when it is unknown, over or ended, or the account closed.

    Reads two rows; that the person was here is written at most once a minute, and never waited for.

    Args:
        workspace: the office's.
        token: from the browser.
        touch: this is a person's doing; False = a page that asks by itself, which keeps no session alive.
    """
    if not token or len(token) > 100:
        return None
    found = workspace.store.users.session(token_hash(token))
    if found is None:
        return None
    session, account = found
    now = workspace.clock.now()
    if not account.user.active or not lives(session, now):
        return None
    if touch and now - session.seen_at >= SEEN_EVERY:
        with suppress(StoreError):
            workspace.store.users.seen(account.user.id, session.id_hash, now)
    return Guest(account.user, session)


def who(workspace: Workspace, token: str) -> User | None:
    """The person behind a token; see `guest`."""
    found = guest(workspace, token)
    return found.user if found else None


def lives(session: Session, now: datetime) -> bool:
    """Whether a session's time is not up."""
    return now < session.expires_at and now - session.seen_at < IDLE


def log_out(workspace: Workspace, token: str) -> None:
    """End the session of this token; nothing happens when it is over."""
    found = workspace.store.users.session(token_hash(token))
    if found is None:
        return
    with workspace.store.writing() as store:
        store.users.end_session(found[0].id_hash)
        store.audit.add(found[1].user.name, "masuk.keluar", found[1].user.id)


def log_out_everywhere(workspace: Workspace, user: User, *, by: User | str = "", keep: str = "", only: str = "") -> int:
    """End a person's sessions; returns how many.

    Args:
        workspace: the office's.
        user: whose.
        by: who ends them; the person by default.
        keep: the token of one that stays.
        only: the short id (`Session.id`) of the one that ends.
    """
    with workspace.store.writing() as store:
        count = store.users.end_sessions(user.id, keep=token_hash(keep) if keep else "", only=only)
        if count:
            store.audit.add(_name(by or user), "masuk.diakhiri", user.id, str(count))
    return count


def own_sessions(workspace: Workspace, user: User) -> list[Session]:
    """The sessions of a person that still live, last used first."""
    now = workspace.clock.now()
    return [session for session in workspace.store.users.sessions_of(user.id) if lives(session, now)]


def change_password(workspace: Workspace, user: User, old: str, new: str, *, keep: str = "", address: str = "") -> None:
    """Set one's own password; every other session ends.

    Args:
        workspace: the office's.
        user: who.
        old: the present password; wrong ones are counted as at the door.
        new: the next one.
        keep: the token of the session that stays open.
        address: where the person sits.

    Raises:
        LockedOut, LoginError: the old password is wrong.
        PasswordError: the new one is too short, too common, the person's name, or the old one.
    """
    get_ready()
    _count_try(workspace, {_key("name", user.name): FREE_TRIES_NAME}, user, address)
    account = workspace.store.users.get(user.id)
    if account is None or not fits(account.password, old):
        raise LoginError(
            Say("Kata sandi yang lama tidak cocok.", "The present password is not right."),
            Say("Ketik lagi kata sandi yang Anda pakai untuk masuk.", "Type the password that you logged in with."),
        )
    _forgive(workspace, user.name, address)
    check_password(new, user.name, user.full_name)
    if fits(account.password, new):
        raise PasswordError(
            Say("Kata sandi yang baru sama dengan yang lama.", "The new password is the old one."),
            Say("Pilih yang lain.", "Choose another one."),
        )
    own = replace(account.user, must_change=False)
    fresh = replace(account, user=own, password=hashed(new), password_at=workspace.clock.now(), password_until=None)
    with workspace.store.writing() as store:
        store.users.put(fresh)
        store.users.end_sessions(user.id, keep=token_hash(keep) if keep else "")
        store.audit.add(user.name, "akun.sandi", user.id)


def has_users(workspace: Workspace) -> bool:
    """Whether anybody can log in at all."""
    return any(account.user.active for account in workspace.store.users.all())


def noted(workspace: Workspace, by: User | str, action: str, subject: str = "", detail: str = "") -> None:
    """Write down that somebody did something. Call it inside `store.writing()` with the act itself.

    Args:
        workspace: the office's.
        by: who; a login name, or what acted by itself.
        action: in two parts, "isu.gabung".
        subject: the id of what it was done to.
        detail: what a reader needs beside it; no text of a post, nothing of a private person.
    """
    workspace.store.audit.add(_name(by), action, subject, detail)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the log, and where the next one begins (None = that was all)."""

    rows: tuple[AuditRow, ...]
    next: int | None


def audit_rows(
    workspace: Workspace,
    *,
    by: str = "",
    action: str = "",
    subject: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> AuditPage:
    """A page of the log, newest first; the filters are those of `store.audit.Audit.rows`."""
    rows = workspace.store.audit.rows(
        by=by, action=action, subject=subject, since=since, until=until, before=before, limit=limit + 1
    )
    shown = tuple(rows[:limit])
    return AuditPage(shown, shown[-1].seq if len(rows) > limit else None)


def token_hash(token: str) -> str:
    """What the store has of a token. It is 256 random bits: one SHA-256 is enough, nobody can guess them."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _name(by: User | str) -> str:
    return by.name if isinstance(by, User) else by


def _known(workspace: Workspace, name: str) -> User | None:
    account: Account | None = workspace.store.users.named(name.strip().casefold())
    return account.user if account else None


def _key(kind: str, text: str) -> str:
    return content_id("t", kind, text)


def _count_try(workspace: Workspace, keys: dict[str, int], user: User | None, address: str) -> None:
    """Count a try under every key, or refuse it while a pause lasts; a right password takes it back.

    Only the try that begins a pause is logged, and only under a name that exists: people type passwords as names.
    """
    now = workspace.clock.now()
    with workspace.store.writing() as store:
        held = {key: store.users.tries(key) for key in keys}
        wait = max(tries.wait(now) for tries in held.values())
        if not wait:
            for key, free in keys.items():
                after = held[key].another(now, free)
                store.users.put_tries(key, after)
                if after.until is not None:
                    store.audit.add(NOBODY, "masuk.dikunci", user.id if user else "", f"{address} {after.count}")
    if wait:
        seconds = max(1, round(wait.total_seconds()))
        raise LockedOut(
            Say(
                f"Terlalu banyak percobaan masuk yang keliru. Coba lagi {_span(seconds).id} lagi.",
                f"Too many wrong tries to log in. Try again in {_span(seconds).en}.",
            ),
            Say(
                "Bila bukan Anda yang mencoba, beri tahu admin.",
                "If it was not you who tried, tell an admin.",
            ),
            wait=seconds,
        )


def count_try_from(workspace: Workspace, address: str) -> None:
    """Count a try from an address that brings no name; `forgive` takes it back.

    Raises:
        LockedOut: too many wrong tries from there.
    """
    if address:
        _count_try(workspace, {_key("address", address): FREE_TRIES_ADDRESS}, None, address)


def forget_tries(workspace: Workspace, name: str) -> None:
    """Forget the wrong tries under a name, and end the pause that they brought."""
    workspace.store.users.put_tries(_key("name", name), Tries())


def _forgive(workspace: Workspace, name: str, address: str) -> None:
    """After a right password: the name starts afresh, the address loses the one try that was right.

    An address does not start afresh, or who has an account could guess at those of others between two log-ins.
    """
    with workspace.store.writing():
        forget_tries(workspace, name.strip().casefold())
        forgive(workspace, address)


def forgive(workspace: Workspace, address: str) -> None:
    """Take the last try from an address back: it was right."""
    key = _key("address", address)
    with workspace.store.writing() as store:
        held = store.users.tries(key)
        count = max(0, held.count - 1)
        store.users.put_tries(
            key, replace(held, count=count, until=held.until if count >= FREE_TRIES_ADDRESS else None)
        )


def _span(seconds: int) -> Say:
    if seconds < 90:
        return Say(f"{seconds} detik", f"{seconds} seconds")
    minutes = -(-seconds // 60)
    return Say(f"{minutes} menit", f"{minutes} minutes")
