"""Drafts of what an office may say: one file a form, registered here.

A draft says only what the posts, the playbook's phrase bank and the office's settings say; everything else is a gap
"[ISI: …]". It is marked "DRAF — perlu pemeriksaan Pranata Humas" and goes nowhere by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from analysis.drafts import (
    complaint_reply,
    correction_of_claim,
    faq,
    holding_statement,
    press_release,
    right_of_reply,
    service_info,
    social_caption,
)
from analysis.drafts.base import Draft, Line, Matter, sentences_of
from analysis.drafts.sheet import sheet_of
from kentongan.core.findings import Level

Write = Callable[[Matter], tuple[Line, ...]]
FORMS: Final[Mapping[str, Write]] = {
    module.FORM: module.lines
    for module in (
        holding_statement,
        correction_of_claim,
        press_release,
        right_of_reply,
        social_caption,
        faq,
        complaint_reply,
        service_info,
    )
}
#: What stands under the draft beside the common sheet.
_MORE: Final[Mapping[str, Write]] = {
    correction_of_claim.FORM: correction_of_claim.warnings,
    right_of_reply.FORM: right_of_reply.others,
}
#: Letters carry a number; the rest only say when they were given.
_NUMBERED: Final = frozenset({press_release.FORM, right_of_reply.FORM})
#: The form of a recommendation (`analysis.advice.playbook_file.FORMS`) → the draft that serves it.
FORM_OF_ADVICE: Final[Mapping[str, str]] = {
    "pernyataan awal": holding_statement.FORM,
    "klarifikasi": correction_of_claim.FORM,
    "siaran pers": press_release.FORM,
    "hak jawab": right_of_reply.FORM,
    "info layanan": service_info.FORM,
    "balasan aduan": complaint_reply.FORM,
    "tindak lanjut lapangan": complaint_reply.FORM,
    "penguatan publikasi": social_caption.FORM,
}


def form_for(matter: Matter) -> str:
    """The form that serves the issue's recommendation; a holding statement where none does."""
    advice = matter.issue.recommendation.form
    if advice == "tindak lanjut lapangan" and matter.issue.severity.level.rank >= Level.STANDBY.rank:
        return holding_statement.FORM
    return FORM_OF_ADVICE.get(advice, holding_statement.FORM)


def draft(matter: Matter, form: str) -> Draft:
    """The draft of a form.

    Raises:
        KeyError: there is no such form.
    """
    common = sentences_of("common")
    head = [("Nomor", common["nomor"])] if form in _NUMBERED else []
    head += [("Hari/tanggal", common["tanggal"] if form in _NUMBERED else common["waktu"])]
    if form in (faq.FORM, social_caption.FORM, complaint_reply.FORM):
        head = []
    more = _MORE[form](matter) if form in _MORE else ()
    return Draft(form, sentences_of("title")[form], tuple(head), FORMS[form](matter), (*sheet_of(matter), *more))
