"""Which step a case of the hoax desk may take next, and who may take it. Pure: a case and what is said give an event.

Every refusal says what the case waits for. Rules after field guide 10: a person with a name and a position decides, a
verdict needs the claim, evidence and a second person, nothing is published before that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from kentongan.core.desk import STAGE_NAMES, DeskCase, Event, EventKind, Refusal, Stage, missing
from kentongan.core.desk_next import lacking, next_step
from kentongan.core.desk_words import choices, told
from kentongan.core.errors import ApprovalError, DeskError, UsageError
from kentongan.core.findings import VerificationState
from kentongan.core.messages import Say, printable
from kentongan.core.verdicts import HoaxType

MACHINE: Final = "kentongan"
#: Verdicts a person may give.
VERDICTS: Final = (
    VerificationState.TRUE,
    VerificationState.PARTLY,
    VerificationState.HOAX,
    VerificationState.FRAUD,
    VerificationState.UNVERIFIABLE,
)
MOST_TEXT: Final = 2_000
_TITLES: Final = frozenset(["h", "hj", "dr", "drs", "dra", "ir", "prof", "bapak", "ibu", "pak", "bu", "sdr", "sdri"])


def receive(case_id: str, at: datetime, by: str, *, hours: float, limit_hours: float, told: Mapping[str, Any]) -> Event:
    """A report, a post or a machine's case comes to the desk; its clock starts.

    Args:
        case_id: from its content.
        at: now.
        by: an officer, or `MACHINE` for forwarded mail.
        hours: until the verdict is wanted; `limit_hours` the outermost.
        told: what is known of it, by the names of `DeskCase`.

    Raises:
        ApprovalError: nobody's name.
    """
    who = by if by == MACHINE else named(by)
    clock = {"due": at + timedelta(hours=hours), "limit": at + timedelta(hours=limit_hours)}
    return Event(case_id, 1, EventKind.RECEIVED, who, at, {**_kept(told), **clock})


def repeat(case: DeskCase, at: datetime, by: str, told: Mapping[str, Any]) -> Event:
    """The same was reported again; what was unknown is filled in."""
    return _event(case, EventKind.REPEATED, at, by if by == MACHINE else named(by), _kept(told))


def complete(case: DeskCase, at: datetime, by: str, told: Mapping[str, Any]) -> Event:
    """The report is completed by what was asked for."""
    _in(case, {Stage.RECEIVED}, Say("dilengkapi", "completed"))
    kept = _kept(told)
    if not kept:
        raise UsageError(
            Say("Tidak ada keterangan yang ditambahkan.", "Nothing was added."),
            Say("Sebutkan --form, --where, --when, atau --question.", "Give --form, --where, --when or --question."),
        )
    return _event(case, EventKind.COMPLETED, at, named(by), kept)


def refuse(case: DeskCase, at: datetime, by: str, reason: str, note: str = "") -> Event:
    """The report is refused for one of the desk's reasons."""
    _in(case, {Stage.RECEIVED, Stage.VERIFYING}, Say("ditolak", "refused"))
    why = _choice(Refusal, reason, Say("Alasan", "The reason"))
    return _event(case, EventKind.REFUSED, at, named(by), {"reason": why, "note": short(note)})


def formulate(
    case: DeskCase, at: datetime, by: str, sentence: str, steps: Sequence[Mapping[str, Any]], *, insist: str = "",
    opinion: bool = False, confirm_with: str = "",
) -> Event:  # fmt: skip
    """One checkable sentence is made of a complete report, with the steps that will check it.

    Args:
        case: received, or being verified (the sentence is corrected).
        at, by: when and who.
        sentence: the claim.
        steps: planned with it: `text`, `owner`, `due`.
        insist: why an officer goes on although the machine sees an opinion or a gap.
        opinion: the sentence holds no fact to check.
        confirm_with: whom to ask.

    Raises:
        DeskError: the report lacks what the desk needs, or is an opinion, and nobody insists.
    """
    _in(case, {Stage.RECEIVED, Stage.VERIFYING}, Say("dirumuskan klaimnya", "formulated"))
    claim = short(sentence, 500)
    if len(claim.split()) < 3:
        raise UsageError(
            Say("Klaim terlalu pendek.", "The claim is too short."),
            Say("Tulis satu kalimat yang dapat diperiksa.", "Write one sentence that can be checked."),
        )
    if missing(case) and case.stage is Stage.RECEIVED and not insist.strip():
        listed = lacking(case)
        raise DeskError(
            Say(f"Laporan belum lengkap: {listed.id}.", f"The report is not complete: {listed.en}."),
            Say(
                f"Lengkapi dengan kentongan claims complete {case.id}, tolak dengan kentongan claims refuse {case.id}, "
                "atau lanjutkan dengan --insist ALASAN.",
                f"Complete it with kentongan claims complete {case.id}, refuse it with kentongan claims refuse {case.id}, "
                "or go on with --insist REASON.",
            ),
        )
    if opinion and not insist.strip():
        raise DeskError(
            Say("Kalimat ini pendapat, bukan klaim yang dapat diperiksa.", "This is an opinion, not a claim to check."),
            Say(
                f"Tolak: kentongan claims refuse {case.id} --reason opini, atau lanjutkan dengan --insist ALASAN.",
                f"Refuse it: kentongan claims refuse {case.id} --reason opini, or go on with --insist REASON.",
            ),
        )
    data = {"claim": claim, "steps": list(steps), "insist": short(insist), "confirm_with": confirm_with}
    return _event(case, EventKind.FORMULATED, at, named(by), data)


def plan(case: DeskCase, at: datetime, by: str, text: str, owner: str, hours: float) -> Event:
    """A further step of the verification, with its owner and its clock."""
    _in(case, {Stage.VERIFYING}, Say("diberi langkah", "given a step"))
    if not short(text):
        raise UsageError(Say("Langkah tanpa isi.", "The step is empty."), Say("Tulis langkahnya.", "Write the step."))
    if not 0 < hours <= 720:
        raise UsageError(
            Say("Tenggat langkah di luar batas.", "The deadline of the step is out of range."),
            Say("Tulis lebih dari 0 sampai 720 jam.", "Write more than 0 and at most 720 hours."),
        )
    data = {"text": short(text, 300), "owner": short(owner, 120) or named(by), "due": at + timedelta(hours=hours)}
    return _event(case, EventKind.PLANNED, at, named(by), data)


def finish(case: DeskCase, at: datetime, by: str, step: int, result: str) -> Event:
    """A step has its result."""
    _in(case, {Stage.VERIFYING}, Say("diisi hasil langkahnya", "given a result"))
    if not 1 <= step <= len(case.steps):
        raise UsageError(
            Say(f"Langkah {step} tidak ada; kasus ini memiliki {len(case.steps)}.", f"There is no step {step}."),
            Say(f"Lihat: kentongan claims show {case.id}", f"See: kentongan claims show {case.id}"),
        )
    if not short(result):
        raise UsageError(
            Say("Hasil langkah kosong.", "The result is empty."), Say("Tulis hasilnya.", "Write what was found.")
        )
    if case.steps[step - 1].done_at is not None:
        raise DeskError(
            Say(f"Langkah {step} sudah selesai.", f"Step {step} is done already."),
            Say("Tambah langkah baru bila hasilnya berubah.", "Add a new step if the result has changed."),
        )
    return _event(case, EventKind.DONE, at, named(by), {"step": step, "result": short(result)})


def conclude(
    case: DeskCase, at: datetime, by: str, *, state: str, kind: str = "", sentence: str, fact: str = "",
    evidence: Sequence[str] = (),
) -> Event:  # fmt: skip
    """A named person gives a verdict with its evidence; it waits for a second person.

    Args:
        case: being verified, with at least one finished step.
        at, by: when and who.
        state: one of `VERDICTS`.
        kind: one of the seven types; compulsory for "hoaks".
        sentence: the conclusion in one sentence.
        fact: what is true instead.
        evidence: links or documents; "hoaks" and "penipuan" need a link.

    Raises:
        DeskError: a step before this one is missing. UsageError: no such verdict or type, or evidence is missing.
    """
    _in(case, {Stage.VERIFYING}, Say("disimpulkan", "concluded"))
    if not any(step.done_at for step in case.steps):
        raise DeskError(
            Say("Belum ada langkah verifikasi yang selesai.", "No step of the verification is finished."),
            next_step(case),
        )
    found = _choice(VerificationState, state, Say("Putusan", "The verdict"), VERDICTS)
    false = found in {VerificationState.HOAX.value, VerificationState.FRAUD.value}
    if found == VerificationState.HOAX and not kind.strip():
        kinds = choices(HoaxType)
        raise UsageError(
            Say("Putusan hoaks menyebut jenisnya.", "The verdict hoax names its type."),
            Say(f"Pilih --kind: {kinds.id}.", f"Choose --kind: {kinds.en}."),
        )
    named_kind = _choice(HoaxType, kind, Say("Jenis", "The type")) if kind.strip() else ""
    listed = [short(one, 1_000) for one in evidence if short(one)]
    if found != VerificationState.UNVERIFIABLE and not listed:
        raise UsageError(
            Say("Putusan memerlukan bukti.", "A verdict needs evidence."),
            Say(
                "Tambahkan --evidence tautan atau nomor dokumen.", "Add --evidence with a link or a document's number."
            ),
        )
    if false and not any(is_link(one) for one in listed):
        raise UsageError(
            Say(f"Putusan {found} memerlukan bukti berupa tautan.", f"The verdict {found} needs a link as evidence."),
            Say("Tambahkan --evidence https://…", "Add --evidence https://…"),
        )
    if not short(sentence):
        raise UsageError(
            Say("Kesimpulan kosong.", "The conclusion is empty."),
            Say("Tulis satu kalimat kesimpulan.", "Write the conclusion in one sentence."),
        )
    data = {
        "state": found,
        "kind": named_kind,
        "sentence": short(sentence, 500),
        "fact": short(fact),
        "evidence": listed,
    }
    return _event(case, EventKind.CONCLUDED, at, named(by), data)


def approve(case: DeskCase, at: datetime, by: str) -> Event:
    """The second person approves the verdict.

    Raises:
        ApprovalError: no name, or the same person.
    """
    _in(case, {Stage.CONCLUDED}, Say("disetujui", "approved"))
    _second_person(case, by)
    return _event(case, EventKind.APPROVED, at, named(by), {})


def send_back(case: DeskCase, at: datetime, by: str, reason: str) -> Event:
    """The second person wants more before approving."""
    _in(case, {Stage.CONCLUDED}, Say("dikembalikan", "sent back"))
    _second_person(case, by)
    return _event(case, EventKind.RETURNED, at, named(by), {"reason": _reason(reason)})


def draft(case: DeskCase, at: datetime, by: str) -> Event:
    """Drafts of a clarification are made; only of an approved verdict."""
    _in(case, {Stage.APPROVED, Stage.PUBLISHED}, Say("dibuatkan draf", "drafted"))
    return _event(case, EventKind.DRAFTED, at, named(by), {})


def publish(case: DeskCase, at: datetime, by: str, link: str) -> Event:
    """The clarification is out, at this address."""
    _in(case, {Stage.APPROVED, Stage.PUBLISHED}, Say("diterbitkan", "published"))
    if not is_link(link):
        raise UsageError(
            Say(f'"{short(link, 80)}" bukan tautan.', f'"{short(link, 80)}" is no link.'),
            Say("Tulis alamat lengkap, misalnya https://…", "Write the whole address, e.g. https://…"),
        )
    return _event(case, EventKind.PUBLISHED, at, named(by), {"link": link.strip()})


def wake(case: DeskCase, at: datetime, count: int) -> Event:
    """The machine says that the claim rises again; nothing else changes."""
    return _event(case, EventKind.WOKEN, at, MACHINE, {"count": count})


def note(case: DeskCase, at: datetime, by: str, text: str = "") -> Event:
    """An officer takes note of the rise; it wakes again only when it rises further."""
    if case.woken_at is None:
        raise DeskError(
            Say("Kasus ini tidak sedang naik lagi.", "This case does not rise again."),
            Say(f"Lihat: kentongan claims watch {case.id}", f"See: kentongan claims watch {case.id}"),
        )
    return _event(case, EventKind.NOTED, at, named(by), {"note": short(text)})


def close(case: DeskCase, at: datetime, by: str, reason: str = "") -> Event:
    """The case is put away; it still wakes when the claim comes back."""
    _in(case, {Stage.APPROVED, Stage.PUBLISHED}, Say("ditutup", "closed"))
    why = _reason(reason) if case.stage is Stage.APPROVED else short(reason)
    return _event(case, EventKind.CLOSED, at, named(by), {"reason": why})


def reopen(case: DeskCase, at: datetime, by: str, reason: str, *, hours: float, limit_hours: float) -> Event:
    """The case begins anew with a fresh clock: new facts, or the claim came back in another form."""
    _in(case, {Stage.REFUSED, Stage.APPROVED, Stage.PUBLISHED, Stage.CLOSED}, Say("dibuka kembali", "opened again"))
    data = {"reason": _reason(reason), "due": at + timedelta(hours=hours), "limit": at + timedelta(hours=limit_hours)}
    return _event(case, EventKind.REOPENED, at, named(by), data)


def named(by: str) -> str:
    """A person's name and position as "Nama, jabatan".

    Raises:
        ApprovalError: one of them is missing.
    """
    name, comma, role = " ".join(by.split())[:200].partition(",")
    if len(name.strip()) < 3 or not comma or len(role.strip()) < 3:
        raise ApprovalError(
            Say("Langkah ini memerlukan nama dan jabatan.", "This step needs a name and a position."),
            Say('Tulis --by "Nama, Jabatan".', 'Write --by "Name, Position".'),
        )
    return f"{name.strip()}, {role.strip()}"


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the words of one stand in the other, whole or as initials.

    Titles and positions do not count; a name without a word of its own may be anybody's.
    """
    left, right = sorted((_name_words(one), _name_words(other)), key=len)
    return not left or all(any(_may_be(word, known) for known in right) for word in left)


def _may_be(word: str, other: str) -> bool:
    initial = min(word, other, key=len)
    return word == other or (len(initial) == 1 and max(word, other, key=len).startswith(initial))


def is_link(text: str) -> bool:
    """An address of the web."""
    return re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?", text.strip(), re.IGNORECASE) is not None


def short(text: str, most: int = MOST_TEXT) -> str:
    """What a person wrote, on one line and within bounds."""
    line = printable(text)
    return line[:most].rstrip()


def _name_words(by: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", by.partition(",")[0].casefold())
    return frozenset(word for word in words if word not in _TITLES)


def _second_person(case: DeskCase, by: str) -> None:
    who = named(by)
    author = case.conclusion.by if case.conclusion else ""
    if same_person(who, author):
        raise ApprovalError(
            Say(f"Putusan ini dibuat oleh {author}.", f"This verdict was given by {author}."),
            Say(
                "Persetujuan diberikan orang lain. Bila namanya mirip, tulis nama lengkap.",
                "Another person approves it. Write full names where they are alike.",
            ),
        )


def _in(case: DeskCase, stages: set[Stage], doing: Say) -> None:
    if case.stage not in stages:
        stage = STAGE_NAMES[case.stage]
        raise DeskError(
            Say(
                f"Kasus {case.id} berstatus {stage.id}, jadi tidak dapat {doing.id}.",
                f"The case {case.id} is {stage.en} and cannot be {doing.en}.",
            ),
            next_step(case),
        )


def _choice(kind: Any, text: str, what: Say, allowed: Sequence[Any] = ()) -> str:
    words = " ".join(text.casefold().replace("-", " ").split())
    options = [str(one.value) for one in (allowed or kind)]
    # The English words may be typed as well.
    spoken = {one: (one.casefold(), told(one).en.casefold()) for one in options}
    found = [one for one in options if words in spoken[one]] or [
        one for one in options if words and any(words in name for name in spoken[one])
    ]
    if len(found) == 1:
        return found[0]
    listed = choices(options)
    raise UsageError(
        Say(f'{what.id} "{short(text, 60)}" tidak dikenal.', f'{what.en} "{short(text, 60)}" is unknown.'),
        Say(f"Pilih: {listed.id}.", f"Choose: {listed.en}."),
    )


def _reason(text: str) -> str:
    if len(short(text)) < 3:
        raise UsageError(
            Say("Langkah ini memerlukan alasan.", "This step needs a reason."),
            Say('Tambahkan --reason "…".', 'Add --reason "…".'),
        )
    return short(text)


def _kept(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: short(value) if isinstance(value, str) else value for name, value in told.items() if value}


def _event(case: DeskCase, kind: EventKind, at: datetime, by: str, data: Mapping[str, Any]) -> Event:
    return Event(case.id, len(case.events) + 1, kind, by, at, data)
