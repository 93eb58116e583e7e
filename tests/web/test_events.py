"""Server-sent events over a real server: told once, missed by nobody, survives a restart, ends with the session."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from api_client import program
from dashboard import NOW, OpenOffice
from one_server import serving

from kentongan.core.access import Right, Role
from kentongan.core.alerting import AlertState, Decided
from kentongan.core.clock import StoppedClock
from kentongan.core.findings import Alert
from kentongan.pipeline.users import users
from kentongan.pipeline.workspace import database_address
from kentongan.store.database import Store
from kentongan.web.api import events

EVENTS = "/api/v1/events"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.2)


def ring(office: OpenOffice, name: str) -> None:
    """Another process finds an alarm, while the earlier ones stand."""
    address = database_address(office.workspace.settings)
    with Store.open(address, clock=StoppedClock(NOW)) as store:
        states = dict(store.alerts.states())
        alert = Alert(f"w-{name}", f"i-{name}", "drum", NOW, 9.0, f"alasan {name}\nid: 1\n\nevent: palsu")
        states[alert.issue_id, alert.rule] = AlertState(alert, NOW, waiting=False, silent_until=None)
        assert store.alerts.keep(Decided((alert,), states)) == [alert]


class Listener:
    """An event stream that is read line by line."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.iter_lines()

    def next(self, kind: str) -> dict[str, str]:
        """The fields of the next event of a kind ("" = a heartbeat's comment)."""
        fields: dict[str, str] = {}
        for line in self._lines:
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif fields.get("event", "") == kind:
                return fields
            else:
                fields = {}
        raise AssertionError("the stream ended")

    def rest(self) -> list[str]:
        """What comes until the server ends the stream."""
        return list(self._lines)


@contextmanager
def listening(url: str, **headers: str | bytes) -> Iterator[Listener]:
    """An open stream."""
    with httpx.Client(timeout=10) as client, client.stream("GET", url, headers=headers) as response:
        assert response.status_code == 200, response.read()
        assert response.headers["content-type"].startswith("text/event-stream")
        assert "no-store" in response.headers["cache-control"]
        assert "content-encoding" not in response.headers
        yield Listener(response)


def test_alarms_are_heard_across_processes_and_restarts(own_office: OpenOffice) -> None:
    """Once each, in order; what happened while nobody listened comes first after a restart; no text ends an event."""
    bearer = {"Authorization": f"Bearer {program(own_office).token}", "Accept-Encoding": "gzip"}
    with serving(own_office, EVENTS) as url, listening(url, **bearer) as heard:
        ready = heard.next("ready")
        ring(own_office, "satu")
        first = heard.next("alert")
        assert '"id": "w-satu"' in first["data"]
        assert "event: palsu" in first["data"]
        assert int(first["id"]) > int(ready["id"])
    ring(own_office, "dua")
    ring(own_office, "tiga")
    with serving(own_office, EVENTS) as url, listening(url, **bearer, **{"Last-Event-ID": first["id"]}) as heard:
        assert '"id": "w-dua"' in heard.next("alert")["data"]
        assert '"id": "w-tiga"' in heard.next("alert")["data"]
        ring(own_office, "empat")
        assert '"id": "w-empat"' in heard.next("alert")["data"]
        heard.next("")
    with serving(own_office, EVENTS) as url, listening(f"{url}?after={first['id']}", **bearer) as heard:
        assert '"id": "w-dua"' in heard.next("alert")["data"]


def test_a_page_listens_with_its_session_until_it_ends(own_office: OpenOffice) -> None:
    """The officer's cookie will do here; logging out ends the stream; listening keeps no session alive."""
    cookie = {"Cookie": f"kentongan={own_office.visitor().cookies['kentongan']}"}
    before = own_office.workspace.store.users.sessions_of(own_office.person(Role.ANALIS).id)
    with serving(own_office, EVENTS) as url, listening(url, **cookie) as heard:
        heard.next("ready")
        heard.next("")
        after = own_office.workspace.store.users.sessions_of(own_office.person(Role.ANALIS).id)
        assert [one.seen_at for one in after] == [one.seen_at for one in before]
        users.disable_user(own_office.workspace, "analis")
        heard.rest()
        assert httpx.get(url, headers=cookie).status_code == 401


def test_streams_are_few_and_given_back(own_office: OpenOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """One person cannot hold the server with open streams; a closed one makes room again."""
    monkeypatch.setattr(events, "MOST_STREAMS", 2)
    bearer = {"Authorization": f"Bearer {program(own_office, Role.ANALIS, Right.READ).token}"}
    with serving(own_office, EVENTS) as url:
        with listening(url, **bearer) as one, listening(url, **bearer) as two:
            one.next("ready")
            two.next("ready")
            refused = httpx.get(url, headers=bearer)
            assert refused.status_code == 429
            assert refused.headers["retry-after"] == "60"
        give_up = time.monotonic() + 10
        while time.monotonic() < give_up:
            with httpx.Client(timeout=10) as client, client.stream("GET", url, headers=bearer) as response:
                if response.status_code == 200:
                    break
            time.sleep(0.05)
        else:
            pytest.fail("no room was made")


def test_odd_ids_begin_now(own_office: OpenOffice) -> None:
    """A made-up or later id hears what comes, and nothing old."""
    bearer = {"Authorization": f"Bearer {program(own_office).token}"}
    ring(own_office, "lama")
    with serving(own_office, EVENTS) as url:
        for odd in ("99999999999999999999", "²", "-1", "abc"):
            with listening(url, **bearer, **{"Last-Event-ID": odd.encode("latin-1")}) as heard:
                assert heard.next("ready")["id"] == str(own_office.workspace.store.audit.last())
