"""What the report admits of sources that failed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kentongan.core.clock import Window
from kentongan.core.messages import Say
from kentongan.core.runs import Cause, Outcome, OutcomeKind
from kentongan.pipeline.analysing import limitations

WINDOW = Window(datetime(2026, 11, 20, 23, tzinfo=UTC), datetime(2026, 11, 21, 23, tzinfo=UTC))


def test_one_reason_for_many_sources_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No internet: one line with the number of sources, and not forty lines; a reason of its own keeps its name."""
    offline = Say("Tidak ada internet.", "No internet.")
    failed = [
        Outcome(f"s{n}", f"Media {n}", OutcomeKind.FAILED, reason=offline, cause=Cause.UNREACHABLE) for n in range(40)
    ]
    own = Outcome("x", "Media X", OutcomeKind.FAILED, reason=Say("Ditolak.", "Refused."), cause=Cause.BLOCKED)
    partial = Outcome("y", "Media Y", OutcomeKind.OK, partial=True, notes=(Say("Terpotong.", "Cut."),))
    latest = {one.source_id: one for one in (*failed, own, partial)}
    monkeypatch.setattr(limitations, "latest_outcomes", lambda *_: latest)
    lines = [line.id for line in limitations._sources(None, WINDOW)]  # type: ignore[arg-type]
    assert lines == [
        "40 sumber tidak terbaca: Tidak ada internet.",
        "Media X tidak terbaca: Ditolak.",
        "Media Y: Terpotong.",
    ]
