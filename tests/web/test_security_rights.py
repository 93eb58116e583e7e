"""Who may go where: every route of the application's own list, against every role. Nothing is open by forgetting."""

from __future__ import annotations

import pytest
from api_client import Client, program
from dashboard import OpenOffice
from site_map import PUBLIC, Way, ways

from kentongan.core.access import Right, Role, may
from kentongan.pipeline.users import access, api_tokens, users

# What changes something must need more than reading; these concern only the officer's own account or screen.
OWN_AFFAIRS = {
    *("/keluar", "/sandi", "/akun/sesi", "/akun/token", "/akun/token/cabut"),
    *("/unggahan/simpan", "/unggahan/simpan/{number}/hapus"),
}

_OPENED: set[Way] = set()


def guarded(office: OpenOffice) -> list[Way]:
    """Every way that is not a stranger's."""
    return [way for way in ways(office.app) if (way.method, way.path) not in PUBLIC]


def test_every_route_declares_its_right(office: OpenOffice) -> None:
    """A route without a declared right is a failure, and so is one that changes things and asks only for reading."""
    found = guarded(office)
    assert len(found) > 40
    assert {(way.method, way.path) for way in ways(office.app)} >= PUBLIC
    assert [way for way in found if not way.rights] == []
    careless = [way for way in found if way.method not in ("GET", "HEAD") and way.rights <= {Right.READ, Right.OWN}]
    assert [way.path for way in careless if way.path not in OWN_AFFAIRS and "/cari" not in way.path] == []


@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "stranger")
def test_nobody_goes_beyond_their_role(office: OpenOffice, role: Role | None) -> None:
    """Pages and forms that the role does not reach are refused before they do anything; what it reaches opens."""
    browser = office.visitor(role)
    token = browser.token("/akun" if role else "/masuk")
    assert token
    log = len(access.audit_rows(office.workspace, limit=10_000).rows)
    for way in guarded(office):
        if way.api:
            continue
        allowed = role is not None and all(may(role, right) for right in way.rights)
        if way.method == "GET":
            if allowed and way in _OPENED:  # for one role is enough
                continue
            answer = browser.get(way.filled())
            if allowed:
                _OPENED.add(way)
                assert answer.status_code not in (401, 403, 500), (way, answer.status_code)
            else:
                assert answer.status_code == (303 if role is None else 403), (way, answer.status_code)
        elif not allowed:
            answer = browser.post(way.filled(), token=token)
            assert answer.status_code == (303 if role is None else 403), (way, answer.status_code)
            if role is not None:
                assert "belum boleh" in answer.text, way
            else:
                assert answer.headers["location"] == "/masuk"
    done = access.audit_rows(office.workspace, limit=10_000).rows[:-log]
    assert {row.action for row in done} <= {"unggahan.tabel"}  # a table that was downloaded


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_the_api_stays_within_token_and_role(office: OpenOffice, role: Role) -> None:
    """A token with every right it can have opens what the role may; without a token nothing opens."""
    granted = [right for right in api_tokens.GRANTABLE if may(role, right)]
    client, nobody = program(office, role, *granted), Client(office.app)
    for way in guarded(office):
        if not way.api or way.path.endswith("/events"):
            continue
        path = way.filled(day="2026-11-16").removeprefix("/api/v1")
        assert nobody.send(way.method, path).status_code == 401, way
        allowed = all(right in granted for right in way.rights)
        answer = client.send(way.method, path)
        assert (answer.status_code == 403) is not allowed, (way, answer.status_code)
        assert answer.status_code != 401, way


def test_a_one_time_password_opens_the_own_account_only(own_office: OpenOffice) -> None:
    """Until it is changed every other way is closed, whatever the role."""
    _, once = users.add_user(own_office.workspace, "baru", "Orang Baru, Staf", list(Role))
    browser = own_office.visitor(None)
    browser.cookies["kentongan"] = access.log_in(own_office.workspace, "baru", once)
    for way in guarded(own_office):
        if way.api or way.method != "GET":
            continue
        answer = browser.get(way.filled())
        if way.rights == {Right.OWN}:
            assert answer.status_code == 200, way
        else:
            assert (answer.status_code, answer.headers["location"]) == (303, "/sandi"), way


def test_what_belongs_to_another_person_is_out_of_reach(own_office: OpenOffice) -> None:
    """Sessions and tokens are found by one's own account only, whoever knows their names."""
    workspace, victim = own_office.workspace, own_office.person(Role.ADMIN)
    admin = own_office.visitor(Role.ADMIN)
    token, secret = api_tokens.make_token(workspace, victim, "milik admin", [Right.READ], 30)
    (session,) = access.own_sessions(workspace, victim)
    thief = own_office.visitor(Role.ANALIS)
    assert "0 sesi" in _news(thief.post("/akun/sesi", page="/akun", sesi=session.id).headers["set-cookie"])
    assert thief.post("/akun/token/cabut", page="/akun", kode=token.id).status_code == 400
    workspace.store.searches.save(victim.name, "milik admin", "banjir")
    (kept,) = workspace.store.searches.seen_by(victim.name)
    thief.post(f"/unggahan/simpan/{kept.id}/hapus", page="/akun")
    assert workspace.store.searches.seen_by(victim.name) == [kept]
    assert admin.get("/akun").status_code == 200
    assert api_tokens.program(workspace, secret) is not None
    assert secret not in admin.get("/akun").text


def _news(cookie: str) -> str:
    """The message in a cookie."""
    from base64 import urlsafe_b64decode

    packed = cookie.split("kabar=", 1)[1].split(";", 1)[0].strip('"')
    return urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
