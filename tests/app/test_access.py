"""The door: log-ins, sessions, pauses, passwords, accounts, and what the log says of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from office_desk import SETTINGS, Desk

from kentongan.core.access import FREE_TRIES_ADDRESS, FREE_TRIES_NAME, Role, User
from kentongan.core.errors import AccessError, LastAdmin, LockedOut, LoginError, PasswordError, UsageError
from kentongan.pipeline.users import access, password_hashes, users
from kentongan.pipeline.workspace import Workspace, open_workspace

GOOD = "payung merah di jendela"


@dataclass
class Watch:
    """A clock that tests move."""

    at: datetime = datetime(2026, 11, 20, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it was moved to."""
        return self.at

    def move(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


@pytest.fixture
def watch() -> Watch:
    """Nine in the morning."""
    return Watch()


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashes that cost a test nothing; one test below uses the real ones."""
    password_hashes._nobody.cache_clear()
    monkeypatch.setattr(password_hashes, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    yield
    password_hashes._nobody.cache_clear()


@pytest.fixture
def office(tmp_path: Path, watch: Watch) -> Iterator[Workspace]:
    """An empty office."""
    (tmp_path / "kentongan.toml").write_text(SETTINGS.replace('wilayah_tambahan = "wilayah.csv"\n', ""))
    with open_workspace(tmp_path / "kentongan.toml", clock=watch) as workspace:
        yield workspace


@pytest.fixture
def sari(office: Workspace) -> User:
    """An analyst who has set her own password."""
    user, once = users.add_user(office, "sari", "Sari Wulandari, Pranata Humas", [Role.ANALIS])
    access.change_password(office, user, once, GOOD)
    return users.find_user(office, "sari")


def acts(office: Workspace) -> list[str]:
    """What the log says, oldest first."""
    return [row.action for row in reversed(access.audit_rows(office, limit=500).rows)]


def test_a_session_from_log_in_to_log_out(office: Workspace, sari: User) -> None:
    """A token opens until it is given back; the store never has the token itself."""
    token = access.log_in(office, " Sari ", GOOD, address="10.0.0.7", device="Firefox")
    assert access.who(office, token) == sari
    assert access.log_in(office, "sari", GOOD) != token
    with office.store._database.reading() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM sessions").all())
        assert token not in kept
        assert GOOD not in str(connection.exec_driver_sql("SELECT * FROM users").all())
    access.log_out(office, token)
    assert access.who(office, token) is None
    access.log_out(office, token)
    assert acts(office)[-3:] == ["masuk.berhasil", "masuk.berhasil", "masuk.keluar"]


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "ÿ\0\ud800", "' OR 1=1 --"])
def test_made_up_tokens_open_nothing(office: Workspace, sari: User, token: str) -> None:
    """Nobody, without an error."""
    assert access.who(office, token) is None
    access.log_out(office, token)


def test_sessions_end_by_themselves(office: Workspace, sari: User, watch: Watch) -> None:
    """Twelve hours without use, seven days in any case; being here is written once a minute."""
    idle, busy = access.log_in(office, "sari", GOOD), access.log_in(office, "sari", GOOD)
    watch.move(seconds=59)
    assert access.guest(office, busy).session.seen_at == office.store.users.sessions_of(sari.id)[0].seen_at  # type: ignore[union-attr]
    before = office.store.users.session(access.token_hash(busy))
    watch.move(seconds=1)
    access.who(office, busy)
    after = office.store.users.session(access.token_hash(busy))
    assert before is not None
    assert after is not None
    assert after[0].seen_at - before[0].seen_at == timedelta(minutes=1)
    for _ in range(13):
        watch.move(hours=11)
        assert access.who(office, busy) == sari
    assert access.who(office, idle) is None
    watch.move(days=1, hours=1)
    assert access.who(office, busy) is None
    assert access.own_sessions(office, sari) == []


def test_wrong_tries_bring_pauses_that_end(office: Workspace, sari: User, watch: Watch) -> None:
    """After five a pause; tries during it are not looked at and do not lengthen it; then the right one opens."""
    for _ in range(FREE_TRIES_NAME):
        with pytest.raises(LoginError) as caught:
            access.log_in(office, "sari", "keliru sekali", address="203.0.113.9")
        assert not isinstance(caught.value, LockedOut)
    for _ in range(3):
        with pytest.raises(LockedOut) as locked:
            access.log_in(office, "sari", GOOD, address="198.51.100.1")
    assert locked.value.wait == 30
    assert "30 detik" in locked.value.to("id")
    assert acts(office).count("masuk.dikunci") == 1
    watch.move(seconds=30)
    assert access.log_in(office, "sari", GOOD, address="198.51.100.1")
    with pytest.raises(LoginError) as caught:
        access.log_in(office, "sari", "keliru lagi")
    assert not isinstance(caught.value, LockedOut)


def test_one_address_cannot_try_all_names(office: Workspace, sari: User, watch: Watch) -> None:
    """Thirty wrong tries from one address; a right one in between does not start it afresh; others go on."""
    for number in range(FREE_TRIES_ADDRESS):
        if number % 5 == 0:
            access.log_in(office, "sari", GOOD, address="203.0.113.9")
        with pytest.raises(LoginError):
            access.log_in(office, f"orang{number}", "tebakan biasa", address="203.0.113.9")
    with pytest.raises(LockedOut):
        access.log_in(office, "sari", GOOD, address="203.0.113.9")
    assert access.log_in(office, "sari", GOOD, address="203.0.113.10")


def test_an_unknown_name_looks_like_a_wrong_password(office: Workspace, sari: User) -> None:
    """Same words, same pauses; and what was typed as a name stands nowhere, for it may be a password."""
    said = {}
    for name in ("sari", "rahasia-saya-1"):
        errors = []
        for _ in range(FREE_TRIES_NAME + 1):
            with pytest.raises(LoginError) as caught:
                access.log_in(office, name, "bukan ini sandinya")
            errors.append(caught.value.to("id"))
        said[name] = errors
    assert said["sari"] == said["rahasia-saya-1"]
    with office.store._database.reading() as connection:
        for table in ("audit", "login_failures"):
            assert "rahasia-saya-1" not in str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())  # noqa: S608


def test_an_unknown_name_takes_the_same_time(office: Workspace, sari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many hashes are computed for a stranger as for a person, and for a closed account."""
    worked: list[str] = []
    real = password_hashes._HASHER

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002
            worked.append(str(hash)[:40])
            return real.verify(hash, password)

    monkeypatch.setattr(password_hashes, "_HASHER", Counting(time_cost=1, memory_cost=64, parallelism=1))
    users.add_user(office, "boss", "Budi Santoso, Kepala", [Role.ADMIN])
    users.add_user(office, "lama", "Joko Lama, Staf", [Role.ANALIS])
    users.disable_user(office, "lama")
    for name in ("sari", "tidak-ada", "lama"):
        with pytest.raises(LoginError):
            access.log_in(office, name, "keliru sekali")
    assert len(worked) == 3
    assert len({tuple(one.split("$")[:4]) for one in worked}) == 1


def test_the_real_hash_is_slow_on_purpose() -> None:
    """argon2id with at least 64 MiB and three passes, or 19 MiB and two (OWASP's least)."""
    kept = PasswordHasher().hash("x")
    kind, numbers = kept.split("$")[1], dict(part.split("=") for part in kept.split("$")[3].split(","))
    assert kind == "argon2id"
    assert int(numbers["m"]) >= 65536
    assert int(numbers["t"]) >= 3


def test_a_hundred_tries_at_once_are_all_counted(office: Workspace, sari: User) -> None:
    """No race lets more guesses through than the free ones."""
    looked: list[int] = []

    def guess() -> None:
        try:
            access.log_in(office, "sari", "tebak tebak buah", address="203.0.113.9")
        except LockedOut:
            pass
        except LoginError:
            looked.append(1)

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked) == FREE_TRIES_NAME


def test_old_hashes_are_renewed(office: Workspace, sari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the parameters change, the next log-in writes a new hash, and only then."""
    old = office.store.users.named("sari")
    monkeypatch.setattr(password_hashes, "_HASHER", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    access.log_in(office, "sari", GOOD)
    new = office.store.users.named("sari")
    assert old is not None
    assert new is not None
    assert ("t=1" in old.password, "t=2" in new.password) == (True, True)
    access.log_in(office, "sari", GOOD)
    assert office.store.users.named("sari").password == new.password  # type: ignore[union-attr]


def test_changing_the_password_ends_other_sessions(office: Workspace, sari: User) -> None:
    """The one at work stays; a wrong old password counts as a try; a poor new one changes nothing."""
    here, elsewhere = access.log_in(office, "sari", GOOD), access.log_in(office, "sari", GOOD)
    with pytest.raises(LoginError):
        access.change_password(office, sari, "keliru sekali", "tiga kucing oranye", keep=here)
    for poor in ("pendek", "sari123456", GOOD):
        with pytest.raises(PasswordError):
            access.change_password(office, sari, GOOD, poor, keep=here)
    assert access.who(office, elsewhere) == sari
    access.change_password(office, sari, GOOD, "tiga kucing oranye", keep=here)
    assert access.who(office, here) == sari
    assert access.who(office, elsewhere) is None
    with pytest.raises(LoginError):
        access.log_in(office, "sari", GOOD)
    assert access.log_in(office, "sari", "tiga kucing oranye")


def test_a_one_time_password_opens_only_the_own_account(office: Workspace, watch: Watch) -> None:
    """Until it is changed nothing else may be done; after three days it opens nothing."""
    user, once = users.add_user(office, "budi", "Budi Santoso, Kepala Dinas", [Role.PIMPINAN])
    assert user.must_change
    found = access.who(office, access.log_in(office, "budi", once))
    assert found is not None
    assert found.must_change
    watch.move(days=3, seconds=1)
    with pytest.raises(LoginError, match="kedaluwarsa"):
        access.log_in(office, "budi", once)
    _, again = users.reset_password(office, "budi")
    access.change_password(office, user, again, "enam gelas teh pahit")
    watch.move(days=30)
    assert access.who(office, access.log_in(office, "budi", "enam gelas teh pahit")) == users.find_user(office, "budi")


def test_a_closed_account_is_out_at_once(office: Workspace, sari: User) -> None:
    """Its sessions end with it, its password opens nothing, its name is not given again; it can be opened again."""
    users.add_user(office, "admin1", "Rina Kartika, Admin Sistem", [Role.ADMIN])
    token = access.log_in(office, "sari", GOOD)
    users.disable_user(office, "sari", by="admin1")
    assert access.who(office, token) is None
    with pytest.raises(LoginError, match="tidak cocok"):
        access.log_in(office, "sari", GOOD)
    with pytest.raises(UsageError, match="sudah dipakai"):
        users.add_user(office, "SARI", "Sari Lain, Staf", [Role.ANALIS])
    _, once = users.enable_user(office, "sari", by="admin1")
    assert access.log_in(office, "sari", once)
    assert acts(office)[-4:] == ["akun.tutup", "akun.buka", "akun.sandi_baru", "masuk.berhasil"]


def test_the_last_admin_stays(office: Workspace, sari: User) -> None:
    """Neither closed nor given other roles, until somebody else is one."""
    users.first_admin(office, "rina", "Rina Kartika, Admin Sistem")
    with pytest.raises(AccessError, match="sudah mempunyai admin"):
        users.first_admin(office, "rina2", "Rina Kartika, Admin Sistem")
    for attempt in (
        lambda: users.disable_user(office, "rina"),
        lambda: users.change_roles(office, "rina", [Role.ANALIS]),
    ):
        with pytest.raises(LastAdmin):
            attempt()
    users.change_roles(office, "sari", [Role.ANALIS, Role.ADMIN], by="rina")
    assert not users.disable_user(office, "rina").active
    with pytest.raises(LastAdmin):
        users.change_roles(office, "sari", [Role.ANALIS])


def test_roles_hold_at_once(office: Workspace, sari: User) -> None:
    """An open session has the new roles with its next request."""
    token = access.log_in(office, "sari", GOOD)
    users.change_roles(office, "sari", [Role.PIMPINAN])
    assert access.who(office, token).roles == (Role.PIMPINAN,)  # type: ignore[union-attr]


def test_sessions_can_be_ended_one_by_one(office: Workspace, sari: User) -> None:
    """By their short id, only one's own; all but the present one at once."""
    here, phone = (access.log_in(office, "sari", GOOD, device=device) for device in ("PC", "HP"))
    other, _ = users.add_user(office, "budi", "Budi Santoso, Kepala Dinas", [Role.ADMIN])
    phone_id = access.token_hash(phone)[:16]
    assert access.log_out_everywhere(office, other, only=phone_id) == 0
    assert access.log_out_everywhere(office, sari, only=phone_id) == 1
    assert access.who(office, phone) is None
    access.log_in(office, "sari", GOOD)
    assert access.log_out_everywhere(office, sari, keep=here) == 1
    assert [one.device for one in access.own_sessions(office, sari)] == ["PC"]


def test_the_command_line_makes_people(desk: Desk) -> None:
    """The password stands alone on standard output; the list shows who is who; mistakes get one line."""
    begun = desk.call("user", "first-admin", "rina", "--full-name", "Rina Kartika, Admin Sistem")
    assert begun.code == 0, begun.err
    assert begun.out.startswith("Kata sandi sekali pakai: ")
    assert desk.call("user", "first-admin", "lain", "--full-name", "Orang Lain, Staf").code == 9
    made = desk.call("--lang", "en", "user", "add", "budi", "--full-name", "Budi S, Leader", "--role", "pimpinan")
    assert made.out.startswith("One-time password: ")
    assert desk.call("user", "roles", "budi", "--role", "analis", "--role", "pimpinan").code == 0
    listed = desk.call("user", "list").out
    assert "Pimpinan, Analis" in listed
    assert "belum pernah" in listed
    assert desk.call("user", "disable", "rina").code == 9
    assert desk.call("user", "disable", "budi").code == 0
    assert "ditutup" in desk.call("user", "list").out
    assert desk.call("user", "enable", "budi").out.startswith("Kata sandi sekali pakai: ")
    assert desk.call("user", "password", "siapa").code == 2
    assert "Traceback" not in desk.call("user", "add", "x y", "--full-name", "X", "--role", "admin").err
    password = begun.out.split(": ")[1].strip()
    assert password not in str(desk.rows("SELECT * FROM audit"))
    assert password not in str(desk.rows("SELECT * FROM users"))


def test_people_of_the_provider_have_no_password_here(desk: Desk) -> None:
    """Who is linked comes in by the provider alone; of the others only admins keep their password by default."""
    for words in (("first-admin", "sari"), ("add", "budi", "--role", "analis"), ("add", "tini", "--role", "admin")):
        said = desk.call("user", *words, "--full-name", "Nama Orang, Jabatan")
        assert said.code == 0, said.err
    assert desk.call("user", "link", "tini", "--sub", "7f3c").code == 2
    table = 'penerbit = "https://sso.kantor.go.id"\nklien = "k"\nalamat_dasbor = "https://d.kantor.go.id"\n'
    desk.settings(f'{SETTINGS}\n[masuk]\n{table}peran = {{"humas" = ["analis"]}}\n')
    linked = desk.call("user", "link", "tini", "--sub", "7f3c")
    assert linked.code == 0, linked.err
    assert desk.call("user", "link", "budi", "--sub", "7f3c").code == 2
    assert "akun kantor" in desk.call("user", "password", "tini").out
    with open_workspace(desk.folder / "kentongan.toml") as workspace:
        account = workspace.store.users.named("tini")
        assert account is not None
        assert (account.outside_id, account.password) == ("https://sso.kantor.go.id 7f3c", "")
        ways = {}
        for name in ("sari", "budi", "tini"):
            _, once = users.reset_password(workspace, name)
            try:
                ways[name] = bool(access.log_in(workspace, name, once or GOOD))
            except LoginError as error:
                ways[name] = error.what.id
    assert ways == {
        "sari": True,
        "budi": "Kata sandi tidak dipakai untuk akun ini.",
        "tini": "Nama atau kata sandi tidak cocok.",
    }
    assert any("sub 7f3c" in line for line in [str(row) for row in desk.rows("SELECT detail FROM audit")])
