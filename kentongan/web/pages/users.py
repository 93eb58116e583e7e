"""Pengguna: who has an account, with which roles; one-time passwords; closing and opening accounts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from kentongan.core.access import ROLE_NAMES, ROLE_TASKS, Right, User
from kentongan.core.acts import act_name
from kentongan.core.errors import KentonganError
from kentongan.core.messages import Say
from kentongan.pipeline.users import access, users
from kentongan.store.users import Account
from kentongan.web.page import Page
from kentongan.web.refusals import NotFound
from kentongan.web.visit import Visit, Visited, may

router = APIRouter(prefix="/pengguna", include_in_schema=False, dependencies=[may(Right.USERS)])
PAGE = Page("/pengguna", Say("Pengguna", "Users"), "users", Right.USERS, router, group="kantor")


@router.get("")
def everybody(visit: Visited) -> Response:
    """All accounts, open ones first, and the form for a new one."""
    return _list(visit)


def _list(visit: Visit, *, error: KentonganError | None = None, typed: dict[str, object] | None = None) -> Response:
    return visit.page(
        "users/list.html",
        status=400 if error else 200,
        accounts=visit.workspace.store.users.all(),
        role_names=ROLE_NAMES,
        role_tasks=ROLE_TASKS,
        error=error,
        typed=typed or {"nama": "", "lengkap": "", "peran": []},
    )


@router.post("")
def add(
    visit: Visited,
    nama: Annotated[str, Form()] = "",
    lengkap: Annotated[str, Form()] = "",
    peran: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """A new account; its one-time password is shown on the answer and nowhere else."""
    try:
        user, password = users.add_user(visit.workspace, nama, lengkap, users.read_roles(peran or []), by=visit.officer)
    except KentonganError as error:
        return _list(visit, error=error, typed={"nama": nama, "lengkap": lengkap, "peran": peran or []})
    return visit.page("users/password.html", user=user, password=password, made=True)


@router.get("/{user_id}")
def one(visit: Visited, user_id: str) -> Response:
    """An account."""
    return _one(visit, _account(visit, user_id))


def _one(visit: Visit, account: Account, error: KentonganError | None = None) -> Response:
    rows = access.audit_rows(visit.workspace, by=account.user.name, limit=10).rows
    return visit.page(
        "users/one.html",
        status=400 if error else 200,
        account=account,
        sessions=access.own_sessions(visit.workspace, account.user),
        acts=[(row, act_name(row.action)) for row in rows],
        role_names=ROLE_NAMES,
        role_tasks=ROLE_TASKS,
        error=error,
    )


@router.post("/{user_id}")
def change(
    visit: Visited,
    user_id: str,
    lengkap: Annotated[str, Form()] = "",
    peran: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Name and roles."""
    account = _account(visit, user_id)
    roles = users.read_roles(peran or [])
    try:
        with visit.workspace.store.writing():
            if " ".join(lengkap.split()) != account.user.full_name:
                users.rename_user(visit.workspace, user_id, lengkap, by=visit.officer)
            if set(roles) != set(account.user.roles):
                users.change_roles(visit.workspace, user_id, roles, by=visit.officer)
    except KentonganError as error:
        return _one(visit, account, error)
    return visit.to(f"/pengguna/{user_id}", Say("Perubahan disimpan.", "The changes were saved."))


@router.post("/{user_id}/tutup")
def close(visit: Visited, user_id: str) -> Response:
    """Close the account: out at once, everywhere."""
    account = _account(visit, user_id)
    try:
        users.disable_user(visit.workspace, user_id, by=visit.officer)
    except KentonganError as error:
        return _one(visit, account, error)
    name = account.user.full_name
    return visit.to(f"/pengguna/{user_id}", Say(f"Akun {name} ditutup.", f"The account of {name} is closed."))


@router.post("/{user_id}/buka")
def reopen(visit: Visited, user_id: str) -> Response:
    """Open it again, with a one-time password."""
    _account(visit, user_id)
    user, password = users.enable_user(visit.workspace, user_id, by=visit.officer)
    return visit.page("users/password.html", user=user, password=password, made=False)


@router.post("/{user_id}/sandi")
def new_password(visit: Visited, user_id: str) -> Response:
    """A one-time password for who has forgotten theirs."""
    _account(visit, user_id)
    user, password = users.reset_password(visit.workspace, user_id, by=visit.officer)
    return visit.page("users/password.html", user=user, password=password, made=False)


@router.post("/{user_id}/keluarkan")
def send_out(visit: Visited, user_id: str) -> Response:
    """End the person's sessions."""
    user: User = _account(visit, user_id).user
    count = access.log_out_everywhere(visit.workspace, user, by=visit.officer)
    return visit.to(f"/pengguna/{user_id}", Say(f"{count} sesi diakhiri.", f"{count} sessions were ended."))


def _account(visit: Visit, user_id: str) -> Account:
    found = visit.workspace.store.users.get(user_id)
    if found is None:
        raise NotFound(Say("Pengguna itu tidak ada.", "There is no such user."))
    return found
