"""What browser tests share: a served office, a clock that goes, screens, and the way in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dashboard import NOW, PASSWORD, OpenOffice

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
