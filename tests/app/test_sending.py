"""`kentongan send`: an approved report to real services of this machine, and never twice without saying so."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_desk import DAY, NOW, SETTINGS, Desk

sys.path.insert(0, str(Path(__file__).parents[1] / "delivery"))
sys.path.insert(0, str(Path(__file__).parents[1] / "collectors"))

from local_server import serving
from messengers import TOKEN, World, handler

BY = ("--by", "Sari, Pranata Humas")


@pytest.fixture
def world() -> World:
    """The services."""
    return World(chats={"42", "43"})


@pytest.fixture
def sender(done: Desk, world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with a Telegram channel and a webhook, and a report that waits for approval."""
    with serving(handler(world)) as port:
        at = f"http://127.0.0.1:{port}"
        done.settings(
            SETTINGS
            + f'host_diizinkan = ["127.0.0.1:{port}"]\n'
            + f'[[kiriman]]\nnama = "Pimpinan"\njenis = "telegram"\ntujuan = ["42", "43"]\nbentuk = ["txt"]\nopsi = {{ alamat = "{at}" }}\n'
            + f'[[kiriman]]\nnama = "Portal"\njenis = "webhook"\ntujuan = ["{at}/hook"]\nbentuk = ["txt"]\nperingatan = true\n'
        )
        monkeypatch.setenv("KENTONGAN_KUNCI_TELEGRAM", TOKEN)
        yield done


def approve(desk: Desk) -> None:
    """In the checker's name."""
    said = desk.call("approve", "--day", DAY, "--by", "Budi, Ketua Tim")
    assert said.code == 0, said.err


def test_only_what_a_person_approved_goes_out(sender: Desk, world: World) -> None:
    """A draft stays in the house; so does a report that nobody sends by name."""
    assert "belum disetujui" in sender.call("send", "--day", DAY, *BY).err
    approve(sender)
    assert "--by" in sender.call("send", "--day", DAY).err
    assert "Pimpinan, Portal" in sender.call("send", "--day", DAY, *BY, "--to", "Bupati").err
    assert world.accepted == []


def test_a_dry_run_sends_nothing(sender: Desk, world: World) -> None:
    """It shows each parcel."""
    approve(sender)
    said = sender.call("send", "--day", DAY, "--dry-run")
    assert said.code == 0, said.err
    assert said.out.count("akan dikirim") == 5
    assert world.accepted == []
    assert sender.rows("SELECT * FROM deliveries") == []


def test_every_parcel_goes_out_once(sender: Desk, world: World) -> None:
    """Two chats with text and file, one webhook; a second run sends nothing, and the report counts as sent."""
    approve(sender)
    said = sender.call("send", "--day", DAY, *BY)
    assert said.code == 0, said.err
    assert len(world.accepted) == 5
    assert sender.rows("SELECT state FROM reports") == [("sent",)]
    assert "Budi, Ketua Tim" in world.accepted[0][2]
    again = sender.call("send", "--day", DAY, *BY)
    assert again.code == 0
    assert again.out.count("sudah terkirim") == 5
    assert len(world.accepted) == 5
    listed = sender.call("deliveries", "--day", DAY)
    assert listed.out.count(": terkirim (1×, Sari, Pranata Humas)") == 5


def test_one_that_fails_is_tried_again_alone(sender: Desk, world: World) -> None:
    """The others have gone out; the next run sends what is missing."""
    approve(sender)
    world.chats.discard("43")
    said = sender.call("send", "--day", DAY, *BY)
    assert said.code == 8
    assert said.err.count("chat not found") == 2
    assert sender.rows("SELECT state FROM reports") == [("approved",)]
    world.chats.add("43")
    assert sender.call("send", "--day", DAY, *BY).code == 0
    assert sorted(to for method, to, _ in world.accepted if method != "hook") == ["42", "42", "43", "43"]
    assert sender.rows("SELECT state FROM reports") == [("sent",)]


@pytest.mark.parametrize("answer", ["--again", "--arrived"])
def test_where_the_line_breaks_a_person_decides(sender: Desk, world: World, answer: str) -> None:
    """What may have arrived is not sent again by itself, however often."""
    approve(sender)
    world.hang_up = 1
    said = sender.call("send", "--day", DAY, *BY, "--to", "Portal")
    assert said.code == 8
    assert "Tidak pasti sampai" in said.err
    assert sender.call("send", "--day", DAY, *BY, "--to", "Portal").code == 8
    assert len(world.accepted) == 1
    assert sender.call("send", "--day", DAY, *BY, "--to", "Portal", answer).code == 0
    assert len(world.accepted) == (2 if answer == "--again" else 1)
    assert sender.call("send", "--day", DAY, *BY, "--to", "Portal").code == 0


def test_killed_between_sending_and_remembering(sender: Desk, world: World) -> None:
    """The service has the message, the process dies before it can note that: nothing goes out twice unsaid."""
    approve(sender)
    world.hold = True
    line = ["--config", str(sender.folder / "kentongan.toml"), "send", "--day", DAY, *BY, "--to", "Portal"]
    process = subprocess.Popen(
        [sys.executable, "-m", "kentongan", *line],
        env={**os.environ, "KENTONGAN_NOW": NOW},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert world.arrived.wait(60)
    finally:
        process.kill()
        process.wait()
        world.hold = False
        world.released.set()
    soon = sender.call("send", "--day", DAY, *BY, "--to", "Portal")
    assert (soon.code, len(world.accepted)) == (8, 1)
    assert "proses lain" in soon.err
    later = sender.call("send", "--day", DAY, *BY, "--to", "Portal", now="2026-11-16T06:20:00+07:00")
    assert (later.code, len(world.accepted)) == (8, 1)
    assert "Tidak pasti sampai" in later.err
    again = sender.call("send", "--day", DAY, *BY, "--to", "Portal", "--again", now="2026-11-16T06:21:00+07:00")
    assert (again.code, len(world.accepted)) == (0, 2)


def test_alerts_go_out_once_each(sender: Desk, world: World) -> None:
    """Every analysis offers them again; the service gets each of them one time."""
    first = sender.call("analyse", "--day", DAY)
    assert first.code == 0, first.err
    alerts = [body for method, _, body in world.accepted if method == "hook"]
    assert len(alerts) == len(sender.rows("SELECT id FROM alerts WHERE closed_at IS NULL")) > 0
    assert all(b"kentongan alerts note" in body for body in alerts)
    assert sender.call("analyse", "--day", DAY).code == 0
    assert len(world.accepted) == len(alerts)
