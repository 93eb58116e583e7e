"""What every table of kentongan.toml shares, and how an hour is written in it."""

from __future__ import annotations

import re
from datetime import time as time_of_day
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from kentongan.core.messages import Say


def _clock_time(value: Any) -> Any:
    """Read "06.00" or "06:00"; anything else is left for pydantic to refuse."""
    if isinstance(value, str):
        match = re.fullmatch(r"(\d{1,2})[.:](\d{2})", value.strip())
        if match:
            hour, minute = int(match[1]), int(match[2])
            if hour < 24 and minute < 60:
                return time_of_day(hour, minute)
    if isinstance(value, time_of_day):
        return value
    raise ValueError("jam ditulis seperti 06.00")


CutOff = Annotated[time_of_day, BeforeValidator(_clock_time), PlainSerializer(lambda t: f"{t:%H.%M}")]


class SettingsTable(BaseModel):
    """A table of the file: frozen, and no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, str_strip_whitespace=True)


class WrongTogether(ValueError):
    """Keys of a table that are right one by one, but not together; `said` goes on from the table's name."""

    def __init__(self, said: Say) -> None:
        super().__init__(said.id)
        self.said = said
