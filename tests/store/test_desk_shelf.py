"""The hoax desk's shelf and the library's pages, on each kind of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kentongan.core import desk_moves as moves
from kentongan.core.clock import StoppedClock
from kentongan.core.desk import Stage
from kentongan.core.errors import DeskError
from kentongan.core.findings import FactCheck
from kentongan.store.database import Store
from kentongan.store.factchecks import MOST_TRIES

SARI = "Sari Wulandari, Pranata Humas"
TOLD = {"said": "Bantuan Rp600.000 \x00 \ud83d", "form": "tautan", "where": "WA", "when": "tadi", "posts": ["p-1"]}


def test_a_history_only_grows(store: Store, clock: StoppedClock) -> None:
    """Events come back as they went in; one that is not the next is refused, and nothing changes."""
    first = moves.receive("k-1", clock.now(), SARI, hours=3, limit_hours=24, told=TOLD)
    case = store.desk.append(first)
    assert (case.stage, case.due - clock.now()) == (Stage.RECEIVED, timedelta(hours=3))
    claim = moves.formulate(case, clock.now(), SARI, "Pemkab memberi bantuan Rp600.000", [])
    after = store.desk.append(claim)
    for late in (first, claim, replace(claim, number=9)):
        with pytest.raises(DeskError):
            store.desk.append(late)
    assert store.desk.get("k-1") == after
    assert store.desk.all() == [after]
    assert store.desk.get("k-2") is None
    assert store.desk.all(until=clock.now()) == []


def test_posts_of_a_case_are_noted_once(store: Store, clock: StoppedClock) -> None:
    """A stance that is read later takes the place of none."""
    at = clock.now()
    assert store.desk.add_posts("k-1", [("p-1", at, ""), ("p-2", at, "spreads")]) == 2
    assert store.desk.add_posts("k-1", [("p-1", at, "spreads"), ("p-2", at, "")]) == 0
    assert store.desk.posts() == {"k-1": {"p-1": (at, "spreads"), "p-2": (at, "spreads")}}


def test_pages_wait_are_read_or_given_up(store: Store) -> None:
    """A page is noted once, whatever its address looks like today; an article that is known is no page to read."""
    shelf = store.factchecks
    shelf.upsert([FactCheck("a", "[SALAH] Kabar", url="https://x.id/cek/0")], "berkas")
    assert (
        shelf.note_pages("x", ["https://x.id/cek/1", "https://www.x.id/cek/1?utm_source=a", "https://x.id/cek/0", "??"])
        == 1
    )
    assert shelf.note_pages("x", ["https://x.id/cek/1", "https://x.id/cek/2"]) == 1
    one, two = sorted(shelf.waiting("x", 9))
    assert shelf.page_read(one, [FactCheck("b", "[SALAH] Lain", url=one)], "x") == 1
    for left in range(MOST_TRIES - 1, -1, -1):
        shelf.page_failed(two, "tidak terbaca")
        assert len(shelf.waiting("x", 9)) == (1 if left else 0)
    counts = shelf.page_counts()["x"]
    assert (counts.read, counts.failed, counts.waiting) == (1, 1, 0)
    assert shelf.origins() == {"berkas": 1, "x": 1}


def test_a_poorer_record_takes_nothing_away(store: Store) -> None:
    """The same article from a service without its text keeps its text; its group is found anew only when it changed."""
    shelf = store.factchecks
    whole = FactCheck("a", "[SALAH] Kabar", "isi kabar", "2026-11-01", "Salah", "https://x.id/1", "X")
    shelf.upsert([whole])
    shelf.put_groups({"a": "a"})
    assert shelf.upsert([FactCheck("g", "[SALAH] Kabar", url="http://www.x.id/1/")]) == 0
    assert [replace(check, url="") for check in shelf.all()] == [replace(whole, url="")]
    shelf.put_groups({"a": "a"})
    shelf.upsert(shelf.all())
    assert shelf.groups() == {"a": "a"}
