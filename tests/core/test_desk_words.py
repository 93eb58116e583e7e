"""The desk's fixed words in both languages."""

from __future__ import annotations

from kentongan.core.desk import Refusal
from kentongan.core.desk_words import FORM_NAMES, REFUSAL_NAMES, STATE_NAMES, choices, told
from kentongan.core.findings import VerificationState
from kentongan.core.messages import Say


def test_every_word_has_both_languages() -> None:
    """What is stored is the Indonesian word; nothing is left out."""
    assert {state.value for state in VerificationState} == {say.id for say in STATE_NAMES.values()}
    assert {one.value for one in Refusal} == {say.id for say in REFUSAL_NAMES.values()}
    assert all(say.id == form for form, say in FORM_NAMES.items())


def test_words_are_told_and_listed() -> None:
    """Several at once; a stranger's words stay; a list says what is typed."""
    assert told("hoaks, konten palsu") == Say("hoaks, konten palsu", "hoax, fabricated content")
    assert told("Dishub: tidak ada") == Say("Dishub: tidak ada", "Dishub: tidak ada")
    assert told("") == Say("", "")
    assert choices(["video", "surat"]) == Say("video, surat", "video, surat (letter)")
