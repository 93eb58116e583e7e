"""Advice for the command line becomes advice for the page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kentongan.core.desk import DeskCase, Stage
from kentongan.core.desk_next import next_step
from kentongan.core.messages import Say
from kentongan.web.advice import in_the_web

CASE = "k-ebdd2fc04c2aa469"


@pytest.mark.parametrize(
    ("do", "told", "address"),
    [
        (
            Say(
                f"Lengkapi dengan kentongan claims complete {CASE}, tolak dengan kentongan claims refuse {CASE}, "
                "atau lanjutkan dengan --insist ALASAN.",
                f"Complete it with kentongan claims complete {CASE}, refuse it with kentongan claims refuse {CASE}, "
                "or go on with --insist REASON.",
            ),
            Say(
                "Lengkapi dengan “Lengkapi”, tolak dengan “Tolak laporan”, atau lanjutkan dengan “Tetap diperiksa karena”.",
                "Complete it with “Complete”, refuse it with “Refuse the report”, or go on with “Checked all the same "
                "because”.",
            ),
            f"/hoaks/{CASE}",
        ),
        (
            Say(f"Lihat: kentongan claims show {CASE}", f"See: kentongan claims show {CASE}"),
            Say("Lihat: halaman kasusnya", "See: the page of the case"),
            f"/hoaks/{CASE}",
        ),
        (
            Say("Sebutkan --form, --where, --when, atau --question.", "Give --form, --where, --when or --question."),
            Say(
                "Sebutkan “Bentuk”, “Beredar di”, “Sejak”, atau “Yang ditanyakan”.",
                "Give “Form”, “Where”, “Since” or “Question”.",
            ),
            "",
        ),
        (
            Say("Lihat daftarnya dengan: kentongan claims list --all", "See: kentongan claims list --all"),
            Say("Lihat daftarnya dengan: Meja hoaks", "See: the hoax desk"),
            "/hoaks?semua=true",
        ),
        (Say("Tulis kodenya.", "Write its code."), Say("Tulis kodenya.", "Write its code."), ""),
        (
            Say("Jalankan kentongan learn.", "Run kentongan learn."),
            Say(
                "Ini dikerjakan pengelola di komputer kantor: jalankan kentongan learn.",
                "Whoever looks after the office's computer does this: run kentongan learn.",
            ),
            "",
        ),
    ],
)
def test_a_command_becomes_a_button_and_its_page(do: Say, told: Say, address: str) -> None:
    """Whole sentences in both languages; what no page can do is somebody else's."""
    found = in_the_web(do)
    assert found is not None
    assert (found.text, found.address) == (told, address)


def test_every_next_step_of_a_case_can_be_followed_on_its_page() -> None:
    """None of them is left to the command line."""
    now = datetime(2026, 11, 16, tzinfo=UTC)
    case = DeskCase(CASE, Stage.RECEIVED, now, now, now)
    cases = [replace(case, stage=stage) for stage in Stage] + [replace(case, stage=Stage.PUBLISHED, woken_at=now)]
    for one in cases:
        found = in_the_web(next_step(one))
        assert found is not None
        assert found.address == f"/hoaks/{CASE}"
        assert not re.search(r"kentongan|--|komputer", found.text.id + found.text.en)
    assert in_the_web(None) is None
