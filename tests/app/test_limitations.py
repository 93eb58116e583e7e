"""What the report admits of sources that failed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from office_desk import DAY, SETTINGS, Desk

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


def test_a_region_in_no_list_is_said_once_by_each_run_and_in_the_report(desk: Desk) -> None:
    """The work goes on; the line names the key and what to write; a known region is not spoken of."""
    assert "instansi.wilayah" not in desk.call("analyse", "--day", DAY).err
    desk.settings(SETTINGS.replace('wilayah = "99.01"', 'wilayah = "97.77"'))
    for words, told in (
        (("analyse",), "tidak ada wilayah 97.77"),
        (("daily",), "tidak ada wilayah 97.77"),
    ):
        said = desk.call(*words, "--day", DAY)
        assert said.code == 0
        assert said.err.count(told) == 1
        assert "penilaian.wilayah_tambahan" in said.err
    assert "there is no region 97.77" in desk.call("analyse", "--day", DAY, "--lang", "en").err
    assert "Kode wilayah instansi (97.77) tidak dikenal" in desk.page()
