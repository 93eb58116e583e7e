"""People of the office: made, given roles, closed, and helped back in when a password is forgotten."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from kentongan.core.access import ROLE_NAMES, Role, User
from kentongan.core.errors import AccessError, LastAdmin, UsageError
from kentongan.core.messages import Say
from kentongan.core.passwords import login_name, one_time_password
from kentongan.pipeline.users.access import COMMAND_LINE, forget_tries, noted
from kentongan.pipeline.users.password_hashes import hashed
from kentongan.pipeline.workspace import Workspace
from kentongan.store.users import Account

# How long a password that somebody else made opens the door.
ONE_TIME = timedelta(days=3)
_SHORTEST_NAME, _LONGEST_NAME = 3, 120


def add_user(
    workspace: Workspace,
    name: str,
    full_name: str,
    roles: Iterable[Role],
    *,
    by: User | str = COMMAND_LINE,
    outside_id: str = "",
) -> tuple[User, str]:
    """A new account; returns it with its one-time password, which is kept nowhere.

    Args:
        workspace: the office's.
        name: login name; lower case.
        full_name: name and position as the person signs.
        roles: at least one.
        by: who makes it.
        outside_id: how the office's identity provider calls the person; such a person gets no password ("").

    Raises:
        UsageError: the name is taken or cannot be used, no position, no role.
    """
    user = User(f"u-{secrets.token_hex(8)}", login_name(name), _signed(full_name), _held(roles), must_change=True)
    now = workspace.clock.now()
    password = "" if outside_id else one_time_password()
    account = Account(
        replace(user, must_change=not outside_id),
        hashed(password) if password else "",
        password_at=now,
        password_until=now + ONE_TIME if password else None,
        created_at=now,
        seen_at=None,
        outside_id=outside_id,
    )
    with workspace.store.writing() as store:
        if not store.users.add(account):
            raise UsageError(
                Say(f'Nama masuk "{user.name}" sudah dipakai.', f'The login name "{user.name}" is taken.'),
                Say("Pilih nama lain; nama tidak dipakai ulang.", "Choose another one; names are not used again."),
            )
        noted(workspace, by, "akun.tambah", user.id, f"{user.name}: {_listed(user.roles)}")
    return account.user, password


def first_admin(workspace: Workspace, name: str, full_name: str) -> tuple[User, str]:
    """The office's first admin, with a one-time password.

    Raises:
        AccessError: there is one already. UsageError: see `add_user`.
    """
    with workspace.store.writing():
        if any(_manages(account.user) for account in workspace.store.users.all()):
            raise AccessError(
                Say("Kantor ini sudah mempunyai admin.", "This office has an admin already."),
                Say(
                    "Lihat: kentongan user list. Sandi yang hilang diganti dengan: kentongan user password NAMA",
                    "See: kentongan user list. A lost password is replaced by: kentongan user password NAME",
                ),
            )
        return add_user(workspace, name, full_name, [Role.ADMIN])


def find_user(workspace: Workspace, name: str) -> User:
    """The account with this login name or id, open or closed.

    Raises:
        UsageError: there is none.
    """
    return account_of(workspace, name).user


def change_roles(workspace: Workspace, name: str, roles: Iterable[Role], *, by: User | str = COMMAND_LINE) -> User:
    """Give a person these roles instead of the present ones.

    Raises:
        UsageError: no such person, no role. LastAdmin: nobody would be left to manage users.
    """
    with workspace.store.writing():
        account = account_of(workspace, name)
        fresh = replace(account.user, roles=_held(roles))
        _keep_an_admin(workspace, account.user, fresh)
        workspace.store.users.put(replace(account, user=fresh))
        noted(workspace, by, "akun.peran", fresh.id, f"{_listed(account.user.roles)} → {_listed(fresh.roles)}")
    return fresh


def rename_user(workspace: Workspace, name: str, full_name: str, *, by: User | str = COMMAND_LINE) -> User:
    """Set the name and position with which a person signs; the login name stays.

    Raises:
        UsageError: no such person, or nothing that could be a name.
    """
    with workspace.store.writing():
        account = account_of(workspace, name)
        fresh = replace(account.user, full_name=_signed(full_name))
        workspace.store.users.put(replace(account, user=fresh))
        noted(workspace, by, "akun.nama", fresh.id, f"{account.user.full_name} → {fresh.full_name}")
    return fresh


def disable_user(workspace: Workspace, name: str, *, by: User | str = COMMAND_LINE) -> User:
    """Close an account: its sessions and tokens end at once, its name stays in the log.

    Raises:
        UsageError: no such person. LastAdmin: nobody would be left to manage users.
    """
    with workspace.store.writing():
        account = account_of(workspace, name)
        fresh = replace(account.user, active=False)
        _keep_an_admin(workspace, account.user, fresh)
        workspace.store.users.put(replace(account, user=fresh))
        workspace.store.users.end_sessions(fresh.id)
        workspace.store.users.withdraw_tokens(fresh.id)
        noted(workspace, by, "akun.tutup", fresh.id, fresh.name)
    return fresh


def enable_user(workspace: Workspace, name: str, *, by: User | str = COMMAND_LINE) -> tuple[User, str]:
    """Open a closed account again, with a one-time password.

    Raises:
        UsageError: no such person.
    """
    with workspace.store.writing():
        account = account_of(workspace, name)
        workspace.store.users.put(replace(account, user=replace(account.user, active=True)))
        noted(workspace, by, "akun.buka", account.user.id, account.user.name)
        return reset_password(workspace, name, by=by)


def reset_password(workspace: Workspace, name: str, *, by: User | str = COMMAND_LINE) -> tuple[User, str]:
    """A new one-time password for a person; sessions and tokens end, and so does a pause after wrong tries.

    A person who comes in through the office's identity provider gets none ("").

    Raises:
        UsageError: no such person.
    """
    with workspace.store.writing() as store:
        account = account_of(workspace, name)
        password = "" if account.outside_id else one_time_password()
        if password:
            now = workspace.clock.now()
            account = replace(
                account,
                user=replace(account.user, must_change=True),
                password=hashed(password),
                password_at=now,
                password_until=now + ONE_TIME,
            )
            store.users.put(account)
        store.users.end_sessions(account.user.id)
        store.users.withdraw_tokens(account.user.id)
        forget_tries(workspace, account.user.name)
        noted(workspace, by, "akun.sandi_baru", account.user.id, account.user.name)
    return account.user, password


def read_roles(words: Iterable[str]) -> tuple[Role, ...]:
    """Roles as a person wrote them: "analis", "Redaktur hoaks", "leader".

    Raises:
        UsageError: a word that is no role.
    """
    found = []
    for word in words:
        plain = word.strip().casefold().replace("-", "_").replace(" ", "_")
        names = {role: {role.value, *(text.casefold().replace(" ", "_") for text in _both(role))} for role in Role}
        meant = [role for role, known in names.items() if plain in known]
        if not meant:
            listed = ", ".join(Role)
            raise UsageError(
                Say(f'Peran "{word[:40]}" tidak ada.', f'There is no role "{word[:40]}".'),
                Say(f"Yang ada: {listed}.", f"Those that exist: {listed}."),
            )
        found.append(meant[0])
    return tuple(found)


def _both(role: Role) -> tuple[str, str]:
    return ROLE_NAMES[role].id, ROLE_NAMES[role].en


def account_of(workspace: Workspace, name: str) -> Account:
    """The account with this login name or id, open or closed, with what the door knows of it.

    Raises:
        UsageError: there is none.
    """
    found = workspace.store.users.named(name.strip().casefold()) or workspace.store.users.get(name.strip())
    if found is None:
        raise UsageError(
            Say(f'Pengguna "{name[:60]}" tidak ada.', f'There is no user "{name[:60]}".'),
            Say("Lihat daftarnya: kentongan user list", "See: kentongan user list"),
        )
    return found


def _signed(full_name: str) -> str:
    text = " ".join(full_name.split())
    if not _SHORTEST_NAME <= len(text) <= _LONGEST_NAME or not text.isprintable():
        raise UsageError(
            Say("Nama lengkap dan jabatan belum diisi.", "Full name and position are missing."),
            Say('Contoh: "Sari Wulandari, Pranata Humas".', 'Example: "Sari Wulandari, Press Officer".'),
        )
    return text


def _held(roles: Iterable[Role]) -> tuple[Role, ...]:
    given = set(roles)
    if not given:
        raise UsageError(
            Say("Pilih sedikitnya satu peran.", "Choose at least one role."),
            Say("Untuk menutup akun: kentongan user disable NAMA", "To close an account: kentongan user disable NAME"),
        )
    return tuple(role for role in Role if role in given)


def _manages(user: User) -> bool:
    return user.active and Role.ADMIN in user.roles


def _keep_an_admin(workspace: Workspace, before: User, after: User) -> None:
    others = [account.user for account in workspace.store.users.all() if account.user.id != after.id]
    if _manages(before) and not any(map(_manages, [after, *others])):
        raise LastAdmin(
            Say(f"{before.full_name} adalah admin terakhir.", f"{before.full_name} is the last admin."),
            Say("Jadikan orang lain admin lebih dahulu.", "Make somebody else an admin first."),
        )


def _listed(roles: Iterable[Role]) -> str:
    return ", ".join(roles)
