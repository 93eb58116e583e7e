"""`kentongan user …`: the office's accounts from the command line, and the first admin."""

from __future__ import annotations

import click

from kentongan.cli.command import Call, Command, Parameter, parameter
from kentongan.core.access import ROLE_NAMES, User
from kentongan.core.clock import zone
from kentongan.core.messages import Say


def _name() -> Parameter:
    return parameter("name", help=Say("Nama masuk, misalnya sari.wulandari.", "Login name, e.g. sari.wulandari."))


def _full_name() -> Parameter:
    return parameter(
        "--full-name",
        help=Say("Nama dan jabatan untuk tanda tangan.", "Name and position as the person signs."),
        required=True,
        metavar='"NAMA, JABATAN"',
    )


def _roles() -> Parameter:
    return parameter(
        "--role",
        "roles",
        help=Say("Peran; boleh diulang.", "Role; may be repeated."),
        multiple=True,
        required=True,
        type=click.Choice(["pimpinan", "analis", "redaktur_hoaks", "admin"]),
    )


def _given(call: Call, user: User, password: str) -> None:
    """Show a one-time password; it is the answer of the command and stands on standard output alone."""
    call.screen.note(Say(f"Nama masuk: {user.name}", f"Login name: {user.name}"))
    if not password:
        call.screen.say(
            Say("Orang ini masuk lewat akun kantor; tidak ada kata sandi.", "This person uses the office's login.")
        )
        return
    call.screen.say(Say(f"Kata sandi sekali pakai: {password}", f"One-time password: {password}"))
    call.screen.note(
        Say(
            "Berlaku tiga hari dan harus diganti saat pertama masuk. Sampaikan langsung kepada orangnya; "
            "Kentongan tidak menyimpannya.",
            "Good for three days, to be changed at the first log-in. Hand it over in person; Kentongan does not keep it.",
        )
    )


def _first_admin(call: Call, name: str, full_name: str) -> None:
    from kentongan.pipeline.users.users import first_admin
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        made = first_admin(workspace, name, full_name)
    _given(call, *made)


def _add(call: Call, name: str, full_name: str, roles: tuple[str, ...]) -> None:
    from kentongan.pipeline.users.users import add_user, read_roles
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        made = add_user(workspace, name, full_name, read_roles(roles))
    _given(call, *made)


def _list(call: Call) -> None:
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        accounts = workspace.store.users.all()
        where = zone(workspace.office.zone)
    if not accounts:
        call.screen.note(
            Say(
                'Belum ada pengguna. Mulai dengan: kentongan user first-admin NAMA --full-name "NAMA, JABATAN"',
                'No user yet. Begin with: kentongan user first-admin NAME --full-name "NAME, POSITION"',
            )
        )
        return
    lang = call.screen.lang
    closed, never = Say("ditutup", "closed").to(lang), Say("belum pernah", "never").to(lang)
    rows = [
        [
            one.user.name,
            ", ".join(ROLE_NAMES[role].to(lang) for role in one.user.roles) if one.user.active else closed,
            f"{one.seen_at.astimezone(where):%d-%m-%Y %H.%M}" if one.seen_at else never,
            one.user.full_name,
        ]
        for one in accounts
    ]
    headings = [
        Say("nama masuk", "login name"),
        Say("peran", "roles"),
        Say("terakhir di sini", "last here"),
        Say("nama", "name"),
    ]
    call.screen.table(headings, rows)


def _set_roles(call: Call, name: str, roles: tuple[str, ...]) -> None:
    from kentongan.pipeline.users.users import change_roles, read_roles
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        user = change_roles(workspace, name, read_roles(roles))
    names = [ROLE_NAMES[role] for role in user.roles]
    call.screen.say(
        Say(
            f"{user.full_name} sekarang: {', '.join(one.id for one in names)}.",
            f"{user.full_name} is now: {', '.join(one.en for one in names)}.",
        )
    )


def _disable(call: Call, name: str) -> None:
    from kentongan.pipeline.users.users import disable_user
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        user = disable_user(workspace, name)
    call.screen.say(Say(f"Akun {user.name} ditutup.", f"The account {user.name} is closed."))


def _enable(call: Call, name: str) -> None:
    from kentongan.pipeline.users.users import enable_user
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        made = enable_user(workspace, name)
    _given(call, *made)


def _password(call: Call, name: str) -> None:
    from kentongan.pipeline.users.users import reset_password
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        made = reset_password(workspace, name)
    _given(call, *made)


def _link(call: Call, name: str, subject: str) -> None:
    from kentongan.pipeline.users.outside_login import link
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        user = link(workspace, name, subject).user
    call.screen.say(
        Say(
            f"{user.name} sekarang masuk dengan akun kantor; kata sandi, sesi, dan tokennya berakhir.",
            f"{user.name} now logs in with the office's account; password, sessions and tokens ended.",
        )
    )


COMMANDS = (
    Command(
        name="user first-admin",
        group=Say("Pengguna dasbor: akun, peran, kata sandi.", "Users of the dashboard: accounts, roles, passwords."),
        help=Say(
            "Membuat admin pertama dengan kata sandi sekali pakai.", "Make the first admin, with a one-time password."
        ),
        run=_first_admin,
        parameters=(_name(), _full_name()),
        example='kentongan user first-admin sari.wulandari --full-name "Sari Wulandari, Pranata Humas"',
    ),
    Command(
        name="user add",
        help=Say("Menambah pengguna dengan kata sandi sekali pakai.", "Add a user, with a one-time password."),
        run=_add,
        parameters=(_name(), _full_name(), _roles()),
        example='kentongan user add budi --full-name "Budi Santoso, Analis Media" --role analis',
    ),
    Command(name="user list", help=Say("Daftar pengguna.", "List the users."), run=_list),
    Command(
        name="user roles",
        help=Say("Mengganti peran pengguna.", "Change a user's roles."),
        run=_set_roles,
        parameters=(_name(), _roles()),
    ),
    Command(
        name="user disable",
        help=Say("Menutup akun; sesi dan tokennya berakhir.", "Close an account; its sessions and tokens end."),
        run=_disable,
        parameters=(_name(),),
    ),
    Command(
        name="user enable",
        help=Say("Membuka lagi akun yang ditutup.", "Open a closed account again."),
        run=_enable,
        parameters=(_name(),),
    ),
    Command(
        name="user password",
        help=Say(
            "Kata sandi sekali pakai untuk yang lupa sandinya.", "A one-time password for who has forgotten theirs."
        ),
        run=_password,
        parameters=(_name(),),
    ),
    Command(
        name="user link",
        help=Say(
            "Menyambungkan pengguna dengan akun kantor ([masuk]).", "Link a user to the office's login ([masuk])."
        ),
        run=_link,
        parameters=(
            _name(),
            parameter(
                "--sub",
                "subject",
                help=Say(
                    "Nama orang itu pada penyedia (sub), seperti tertulis di Catatan audit.",
                    "How the provider calls the person (sub), as the audit log says.",
                ),
                required=True,
                metavar="SUB",
            ),
        ),
        example="kentongan user link sari.wulandari --sub 7f3c9d2e-1b60",
    ),
)
