"""What a page is: where it lives, what it is called, who may open it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from kentongan.core.access import Right
from kentongan.core.messages import Say


@dataclass(frozen=True, slots=True)
class Page:
    """An entry of the menu.

    Args:
        path: of its first view.
        name: as the menu shows it.
        icon: a picture of `static/icons.svg`.
        right: what an officer needs to open it.
        router: its views.
        group: "kerja" for the day's work, "kantor" for what is set up once.
        short: for the bar at the foot of a phone; None keeps it in the menu only.
    """

    path: str
    name: Say
    icon: str
    right: Right
    router: APIRouter
    group: str = "kerja"
    short: Say | None = None
