"""What the dashboard refuses before a view runs, in words for the person who asked."""

from __future__ import annotations

from kentongan.core.access import RIGHT_NAMES, Right
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say


class NotLoggedIn(Exception):
    """Nobody is logged in: to the door."""


class MustChange(Exception):
    """The password serves once: to the form for one's own."""


class NotAllowed(UsageError):
    """The officer's role does not reach so far."""

    def __init__(self, right: Right) -> None:
        name = RIGHT_NAMES[right]
        super().__init__(
            Say(f"Peran Anda belum boleh: {name.id}.", f"Your role may not: {name.en}."),
            Say("Minta admin kantor menambah peran Anda.", "Ask the office's admin to add a role."),
        )


class StaleForm(UsageError):
    """A form without a token of this session: an old page, or another site's doing."""

    def __init__(self) -> None:
        super().__init__(
            Say(
                "Halaman ini sudah kedaluwarsa, jadi isiannya belum disimpan.",
                "This page is out of date; nothing was saved.",
            ),
            Say("Muat ulang halamannya, lalu kirim sekali lagi.", "Reload the page, then send it again."),
        )


class NotFound(UsageError):
    """There is no such page or thing."""

    def __init__(self, what: Say | None = None) -> None:
        super().__init__(
            what or Say("Halaman ini tidak ada.", "There is no such page."),
            Say("Periksa alamatnya, atau mulai dari Hari ini.", "Check the address, or start from Today."),
        )
