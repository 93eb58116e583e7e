"""People, sessions, tokens and the log that only grows, on both databases."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kentongan.core.access import Right, Role, Tries, User
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import StoreBusy, StoreError
from kentongan.store.database import Store
from kentongan.store.users import Account, ApiToken, Session


def account(clock: StoppedClock, name: str = "sari", **fields: object) -> Account:
    """An account of one analyst."""
    user = User(f"u-{name}", name, "Sari Wulandari, Pranata Humas", (Role.PIMPINAN, Role.ANALIS), **fields)  # type: ignore[arg-type]
    return Account(user, "$argon2id$…", clock.now(), clock.now() + timedelta(days=3), clock.now(), None)


def test_an_account_comes_back_as_it_was(store: Store, clock: StoppedClock) -> None:
    """By name, by id and in the list; a name is given once."""
    first = account(clock, must_change=True)
    assert store.users.add(first)
    assert not store.users.add(account(clock))
    assert store.users.named("sari") == store.users.get("u-sari") == first
    assert store.users.all() == [first]
    assert store.users.named("tidak\0ada") is None
    assert store.users.outside("") is None


def test_sessions_end_one_by_one_and_together(store: Store, clock: StoppedClock) -> None:
    """Kept by hash; ended ones are not found; those whose time was up are dropped by the next."""
    store.users.add(account(clock))
    now = clock.now()
    for number in range(3):
        name = f"{number:064x}"
        store.users.open_session(
            Session(name, "u-sari", now, now + timedelta(seconds=number), now + timedelta(days=7), "::1", "x" * 999)
        )
    found = store.users.session(f"{2:064x}")
    assert found is not None
    assert found[0].device == "x" * 200
    assert found[1].user.name == "sari"
    assert [int(one.id_hash, 16) for one in store.users.sessions_of("u-sari")] == [2, 1, 0]
    assert store.users.end_sessions("u-orang-lain") == 0
    assert store.users.end_sessions("u-sari", keep=f"{1:064x}") == 2
    assert store.users.session(f"{2:064x}") is None
    store.users.end_session(f"{1:064x}")
    assert store.users.sessions_of("u-sari") == []
    late = now + timedelta(days=8)
    store.users.open_session(Session("f" * 64, "u-sari", late, late, late + timedelta(days=7), ""))
    with store._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar() == 1


def test_tokens(store: Store, clock: StoppedClock) -> None:
    """Rights come back; a withdrawn token is not found."""
    store.users.add(account(clock))
    token = ApiToken(
        "a" * 64, "t-1", "u-sari", "skrip", frozenset({Right.READ, Right.CORRECT}), clock.now(), clock.now()
    )
    store.users.add_token(token)
    store.users.seen("u-sari", token.id_hash, clock.now())
    held = store.users.token(token.id_hash)
    assert held is not None
    assert held[0].rights == token.rights
    assert held[0].seen_at == clock.now() == store.users.all()[0].seen_at
    assert store.users.withdraw_tokens("u-sari", only="t-2") == 0
    assert store.users.withdraw_tokens("u-sari", only="t-1") == 1
    assert store.users.token(token.id_hash) is None
    assert store.users.tokens_of("u-sari") == []


def test_wrong_tries_are_kept_and_forgotten(store: Store, clock: StoppedClock) -> None:
    """Old keys go with the next; an empty count is forgotten at once."""
    old, new = clock.now() - timedelta(hours=2), clock.now()
    store.users.put_tries("t-a", Tries(3, old))
    store.users.put_tries("t-b", Tries(5, new, new + timedelta(seconds=30)))
    assert store.users.tries("t-a") == Tries()
    assert store.users.tries("t-b") == Tries(5, new, new + timedelta(seconds=30))
    store.users.put_tries("t-b", Tries())
    assert store.users.tries("t-b") == Tries()


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit SET detail = 'lain'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 1",
        "INSERT OR REPLACE INTO audit (seq, at, by, action, subject, detail) VALUES (1, 0, 'x', 'x', '', '')",
        "TRUNCATE audit",
    ],
)
def test_the_log_only_grows(store: Store, attack: str) -> None:
    """Whatever is tried from inside, what was written stands."""
    store.audit.add("sari", "isu.gabung", "i-1", "ke i-2")
    before = store.audit.rows()
    if store._database.is_sqlite == attack.startswith("TRUNCATE") or (
        "REPLACE" in attack and not store._database.is_sqlite
    ):
        pytest.skip("the other database's words")
    with pytest.raises(StoreError), store._database.writing() as connection:
        connection.execute(sa.text(attack))
    assert store.audit.rows() == before
    assert before[0].detail == "ke i-2"


def test_the_log_is_read_in_pages_and_by_filter(store: Store) -> None:
    """Newest first; a part of an action means all of it, and no other one."""
    for number in range(5):
        store.audit.add(
            f"orang{number % 2}", ("isu.gabung", "isu.nama", "isuan.x")[number % 3], f"i-{number}", "d" * 3000
        )
    rows = store.audit.rows(limit=2)
    assert [row.subject for row in rows] == ["i-4", "i-3"]
    assert [row.subject for row in store.audit.rows(before=rows[-1].seq)] == ["i-2", "i-1", "i-0"]
    assert {row.subject for row in store.audit.rows(action="isu")} == {"i-0", "i-1", "i-3", "i-4"}
    assert {row.subject for row in store.audit.rows(action="isu.nama")} == {"i-1", "i-4"}
    assert store.audit.rows(action="%") == []
    assert {row.subject for row in store.audit.rows(by="orang1")} == {"i-1", "i-3"}
    assert store.audit.rows(until=rows[0].at) == []
    assert len(store.audit.rows(since=rows[0].at, subject="i-2")) == 1
    assert len(rows[0].detail) == 2000
    assert store.audit.names() == ["orang0", "orang1"]


def test_who_is_here_waits_for_nobody(store: Store, clock: StoppedClock, store_url: str) -> None:
    """While another process writes, noting a visit gives up at once; other writes wait as before."""
    store.users.add(account(clock))
    started, done = threading.Event(), threading.Event()

    def long_work() -> None:
        with Store.open(store_url, clock=clock) as other, other.writing():
            other.settings.put("a", "b")
            started.set()
            done.wait(20)

    work = threading.Thread(target=long_work)
    work.start()
    assert started.wait(10)
    with pytest.raises(StoreBusy):
        store.users.seen("u-sari", "a" * 64, clock.now())
    threading.Timer(0.2, done.set).start()
    store.audit.add("sari", "masuk.keluar")
    work.join(10)
    store.users.seen("u-sari", "a" * 64, clock.now())
    assert store.users.all()[0].seen_at == clock.now()
