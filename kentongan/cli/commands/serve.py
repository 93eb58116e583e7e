"""`kentongan serve`: the dashboard and the timetable in one process."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say

if TYPE_CHECKING:
    import socket


def _serve(call: Call, host: str, port: int, timetable: bool, names: tuple[str, ...]) -> None:
    import uvicorn

    from kentongan.pipeline.timetable import run_due
    from kentongan.pipeline.users.access import has_users
    from kentongan.pipeline.workspace import open_workspace
    from kentongan.web.app import create_app

    with open_workspace(call.config) as workspace, _door(host, port) as door:
        app = create_app(workspace, partial(run_due, lang=call.screen.lang) if timetable else None, (host, *names))
        shown = f"http://{'localhost' if host in ('127.0.0.1', '::1') else host}:{door.getsockname()[1]}"
        call.screen.say(Say(f"Dasbor: {shown}  (berhenti: Ctrl+C)", f"Dashboard: {shown}  (stop: Ctrl+C)"))
        if not has_users(workspace):
            call.screen.note(
                Say(
                    "Belum ada pengguna. Buat admin: kentongan user first-admin",
                    "No user yet. Make an admin: kentongan user first-admin",
                )
            )
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5, lifespan="on"
        )
        uvicorn.Server(config).run(sockets=[door])


def _door(host: str, port: int) -> socket.socket:
    """The address, taken before anything else so that a taken one is told plainly.

    Raises:
        UsageError: it cannot be had.
    """
    import socket

    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        door = socket.socket(family, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
    except OSError as error:
        raise UsageError(
            Say(f"Alamat {host}:{port} tidak dapat dipakai.", f"The address {host}:{port} cannot be used."),
            Say(
                "Mungkin sudah dipakai program lain; pilih --port lain.",
                "Another program may use it; choose another --port.",
            ),
        ) from error
    return door


COMMAND = Command(
    name="serve",
    help=Say(
        "Membuka dasbor di peramban dan menjalankan jadwal.", "Open the dashboard in the browser and run the timetable."
    ),
    run=_serve,
    parameters=(
        parameter(
            "--host",
            help=Say(
                "Alamat komputer ini; 0.0.0.0 untuk seluruh kantor.",
                "Address of this computer; 0.0.0.0 for the whole office.",
            ),
            default="127.0.0.1",
            metavar="ALAMAT",
        ),
        parameter(
            "--name",
            "names",
            help=Say(
                "Nama yang dipakai peramban, misalnya dasbor.wanasari.go.id; boleh diulang.",
                "Name by which browsers call it, e.g. dasbor.wanasari.go.id; may be repeated.",
            ),
            multiple=True,
            metavar="NAMA",
        ),
        parameter("--port", help=Say("Nomor porta.", "Port number."), type=int, default=8600, metavar="PORTA"),
        parameter(
            "--timetable/--no-timetable",
            help=Say("Jalankan [jadwal] di proses ini.", "Run [jadwal] in this process."),
            default=True,
        ),
    ),
    example="kentongan serve --port 8600",
)
