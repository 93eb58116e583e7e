"""The hoax desk's clocks as the office set them (field guide 4.2 and 10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Categories of which the first look comes sooner: aid and recruitment, where people lose money within the hour.
URGENT: Final = frozenset(["BANSOS", "TENAGA"])


@dataclass(frozen=True, slots=True)
class DeskClock:
    """Hours of the desk.

    Args:
        target: until the verdict is wanted (Jabar Saber Hoaks: 3 h).
        urgent: the same for aid and recruitment.
        limit: the outermost (Klinik Hoaks: 24 h).
        wake_least: posts a day from which a published claim that goes round again wakes the desk.
    """

    target: float = 3.0
    urgent: float = 1.0
    limit: float = 24.0
    wake_least: int = 3

    def hours(self, category: str) -> float:
        """Until the verdict on a claim of this category is wanted."""
        return min(self.urgent, self.target) if category in URGENT else self.target
