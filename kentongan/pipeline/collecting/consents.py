"""Legal notes of kinds of sources: shown before a kind is used, accepted by a named person, asked again when they change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from collectors.registry import notice_of
from kentongan.core.errors import ApprovalError, CollectError, UsageError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest, Outcome, OutcomeKind
from kentongan.pipeline.workspace import Workspace
from kentongan.store.consents import Consent

# A name and a position; less is a typing error.
_SHORTEST_NAME = 5


def notice_digest(notice: Say) -> str:
    """The digest of a note in both languages; another text has another digest."""
    return hashlib.blake2b(f"{notice.id}\0{notice.en}".encode(), digest_size=16).hexdigest()


def missing_consents(workspace: Workspace, kinds: Iterable[str]) -> dict[str, Say]:
    """Of these kinds the ones whose note was not accepted as it stands now, with the reason in words."""
    given = workspace.store.consents.all()
    found: dict[str, Say] = {}
    for kind in sorted(set(kinds)):
        try:
            notice = notice_of(kind)
        except CollectError:  # an unknown kind says so itself when it is visited
            continue
        if notice is None:
            continue
        consent = given.get(kind)
        if consent is None:
            found[kind] = Say(
                f"Catatan hukum untuk sumber jenis {kind} belum disetujui.",
                f"The legal note for sources of the kind {kind} was not accepted yet.",
            )
        elif consent.notice != notice_digest(notice):
            found[kind] = Say(
                f"Catatan hukum untuk sumber jenis {kind} berubah sejak disetujui {consent.by}.",
                f"The legal note for sources of the kind {kind} changed since {consent.by} accepted it.",
            )
    return found


def accept_notice(workspace: Workspace, kind: str, by: str) -> Consent:
    """Note that a named person read a kind's legal note and allows the kind.

    Raises:
        UsageError: the kind has no note.
        ApprovalError: no name was given.
    """
    notice = notice_of(kind)
    if notice is None:
        raise UsageError(
            Say(f"Jenis sumber {kind} tidak memerlukan persetujuan.", f"The kind {kind} needs no consent."),
            Say("Sumber jenis ini langsung dapat ditambahkan.", "Sources of this kind can be added at once."),
        )
    name = " ".join(by.split())
    if len(name) < _SHORTEST_NAME:
        raise ApprovalError(
            Say("Persetujuan memerlukan nama dan jabatan.", "A consent needs a name and a position."),
            Say('Contoh: --by "Nama, Kepala Bagian Hukum".', 'Example: --by "Name, Head of Legal Affairs".'),
        )
    return workspace.store.consents.put(kind, name, notice_digest(notice))


def without_consent(source: Source, reason: Say, state: FeedState) -> Harvest:
    """What a source gives that must not be visited; what was remembered of it stays."""
    advice = Say(
        f"Baca dan setujui: kentongan sources accept {source.kind}.",
        f"Read and accept it: kentongan sources accept {source.kind}.",
    )
    why = Say(f"{reason.id} {advice.id}", f"{reason.en} {advice.en}")
    outcome = Outcome(source.id, source.name, OutcomeKind.SKIPPED, reason=why, cause=Cause.CONSENT)
    return Harvest((), outcome, state)
