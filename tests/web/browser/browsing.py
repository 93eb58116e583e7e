"""What browser tests share: a served office, a clock that goes, screens, and the way in."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from dashboard import NOW, PASSWORD, OpenOffice

from kentongan.config.delivery import ChannelTable, MailTable
from kentongan.core.access import Role

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@dataclass
class Served:
    """A running dashboard: its address and the office behind it."""

    url: str
    office: OpenOffice


class TickingClock:
    """The sample's morning, moving on as the clock on the wall does."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def now(self) -> datetime:
        """The moment on the wall."""
        return NOW + timedelta(seconds=time.monotonic() - self._begun)


def enter(page: Page, role: Role) -> None:
    """Log in as a person does."""
    page.goto("/masuk")
    page.get_by_label("Nama pengguna").fill(role.value.replace("_", "."))
    page.get_by_label("Sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/")


def mail_server(served: Any) -> Any:
    """A real SMTP server of this machine, and the office's one channel to it."""
    from aiosmtpd.controller import Controller

    class Mailbox:
        def __init__(self) -> None:
            self.received: list[bytes] = []

        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
            self.received.append(envelope.content)
            return "250 OK"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.stop = controller.stop  # type: ignore[attr-defined]
    workspace = served.office.workspace
    mail = MailTable(peladen="127.0.0.1", porta=port, keamanan="tanpa", pengirim="humas@kantor.example")
    channel = ChannelTable(nama="Pimpinan", jenis="surel", tujuan=["pimpinan@kantor.example"], bentuk=["txt"])
    tables = workspace.settings.tables.model_copy(update={"channels": (channel,), "mail": mail})
    settings = replace(workspace.settings, tables=tables)
    served.office.app.state.workspace = replace(workspace, settings=settings)
    return box
