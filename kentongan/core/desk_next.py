"""What an officer does next with a case, in words and with the command that does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kentongan.core.desk import DeskCase, EventKind, Stage, missing
from kentongan.core.messages import Say

_NEXT: Final[Mapping[Stage, Say]] = {
    Stage.RECEIVED: Say(
        'Rumuskan klaimnya: kentongan claims claim {id} "…", atau tolak: kentongan claims refuse {id}.',
        'Formulate the claim: kentongan claims claim {id} "…", or refuse it: kentongan claims refuse {id}.',
    ),
    Stage.VERIFYING: Say(
        'Selesaikan langkahnya: kentongan claims done {id} NOMOR "hasil", lalu simpulkan: kentongan claims verdict {id}.',
        'Finish its steps: kentongan claims done {id} NUMBER "result", then conclude: kentongan claims verdict {id}.',
    ),
    Stage.CONCLUDED: Say(
        "Menunggu orang kedua: kentongan claims approve {id}, atau kentongan claims return {id}.",
        "It waits for a second person: kentongan claims approve {id}, or kentongan claims return {id}.",
    ),
    Stage.APPROVED: Say(
        "Buat draf: kentongan claims draft {id}, terbitkan, lalu catat: kentongan claims publish {id} TAUTAN.",
        "Make the draft: kentongan claims draft {id}, publish it, then note it: kentongan claims publish {id} LINK.",
    ),
    Stage.PUBLISHED: Say(
        "Lihat peredarannya: kentongan claims watch {id}, atau tutup: kentongan claims close {id}.",
        "See how it goes round: kentongan claims watch {id}, or close it: kentongan claims close {id}.",
    ),
    Stage.CLOSED: Say("Buka kembali: kentongan claims reopen {id}.", "Open it again: kentongan claims reopen {id}."),
    Stage.REFUSED: Say("Buka kembali: kentongan claims reopen {id}.", "Open it again: kentongan claims reopen {id}."),
}


#: Instead of the stage's own: a report that lacks something, a verdict whose drafts are written.
_COMPLETE: Final = Say(
    "Lengkapi: kentongan claims complete {id}, atau tolak: kentongan claims refuse {id}.",
    "Complete it: kentongan claims complete {id}, or refuse it: kentongan claims refuse {id}.",
)
_PUBLISH: Final = Say(
    "Isi yang kurang, terbitkan, lalu catat: kentongan claims publish {id} TAUTAN.",
    "Fill in what is missing, publish it, then note it: kentongan claims publish {id} LINK.",
)


def lacking(case: DeskCase) -> Say:
    """What a running report lacks, as a list in words; empty where nothing does or the claim stands."""
    lacks = missing(case) if case.running and not case.claim else ()
    return Say(", ".join(one.id for one in lacks), ", ".join(one.en for one in lacks))


def next_step(case: DeskCase) -> Say:
    """What an officer does with the case now."""
    text = _NEXT[case.stage]
    if case.stage is Stage.RECEIVED and missing(case):
        text = _COMPLETE
    elif case.stage is Stage.APPROVED and case.events and case.events[-1].kind is EventKind.DRAFTED:
        text = _PUBLISH
    if case.woken_at is not None:
        text = Say(
            "Beredar lagi: kentongan claims note {id}, atau kentongan claims reopen {id}.",
            "It goes round again: kentongan claims note {id}, or kentongan claims reopen {id}.",
        )
    return Say(text.id.format(id=case.id), text.en.format(id=case.id))


#: What happened, as a history says it.
EVENT_NAMES: Final[Mapping[EventKind, Say]] = {
    EventKind.RECEIVED: Say("diterima", "received"),
    EventKind.REPEATED: Say("diterima lagi", "reported again"),
    EventKind.COMPLETED: Say("dilengkapi", "completed"),
    EventKind.REFUSED: Say("ditolak", "refused"),
    EventKind.FORMULATED: Say("klaim dirumuskan", "claim formulated"),
    EventKind.PLANNED: Say("langkah direncanakan", "step planned"),
    EventKind.DONE: Say("langkah selesai", "step done"),
    EventKind.CONCLUDED: Say("disimpulkan", "concluded"),
    EventKind.RETURNED: Say("dikembalikan", "sent back"),
    EventKind.APPROVED: Say("disetujui", "approved"),
    EventKind.DRAFTED: Say("draf dibuat", "drafts made"),
    EventKind.PUBLISHED: Say("diterbitkan", "published"),
    EventKind.WOKEN: Say("naik lagi", "rises again"),
    EventKind.NOTED: Say("kenaikan dicatat", "rise noted"),
    EventKind.CLOSED: Say("ditutup", "closed"),
    EventKind.REOPENED: Say("dibuka kembali", "opened again"),
}
