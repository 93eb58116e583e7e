"""The hoax desk's use cases: what an officer does with a case. Whether a step may come is decided in `core.desk_moves`.

Each function reads the case, lets the pure rule decide, and adds one event to its history; an event that was answered
for is on the disk. The page and the command line call the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from analysis.claims.desk_cases import case_of
from analysis.claims.intake import holds_no_fact
from analysis.claims.owners import ANYBODY, category_asked, whom_to_ask
from analysis.personal.masking import mask
from kentongan.core import desk_moves as moves
from kentongan.core.day import ClaimCase
from kentongan.core.desk import DeskCase, Event, Stage
from kentongan.core.errors import DeskError, UsageError
from kentongan.core.messages import Say
from kentongan.pipeline.collecting.desk_receiving import check_form, check_when
from kentongan.pipeline.workspace import Workspace

_NEAR = 5
Move = Callable[[DeskCase, datetime], Event]


@dataclass(frozen=True, slots=True)
class Board:
    """What lies on the desk: cases, those with a running clock first by their deadline, and claims nobody has taken up."""

    cases: tuple[DeskCase, ...]
    found: tuple[ClaimCase, ...]


def board(workspace: Workspace, *, everything: bool = False) -> Board:
    """The open cases (with `everything` the finished ones too) and the machine's claims of the last analysis."""
    shelf = workspace.store.desk
    cases = shelf.all()
    carried = shelf.posts()
    shown = [case for case in cases if everything or _open(case)]
    shown.sort(key=lambda case: (not case.running, case.due if case.running else case.received_at, case.id))
    day = workspace.store.issues.latest_day_before("9999-12-31") or ""
    free = tuple(claim for claim in shelf.of_day(day) if case_of(claim, cases, carried) is None)
    return Board(tuple(shown), free)


def _open(case: DeskCase) -> bool:
    return case.stage not in {Stage.CLOSED, Stage.REFUSED} or case.woken_at is not None


def find_case(workspace: Workspace, text: str) -> DeskCase:
    """The case that a person means: by its code, the start of it, or a part of its claim.

    Raises:
        UsageError: none, more than one, or a claim of the machine that nobody has taken up.
    """
    cases = workspace.store.desk.all()
    wanted = text.strip()
    found = _meant(wanted, [(case.id, case.name) for case in cases])
    if len(found) == 1:
        return next(case for case in cases if case.id == found[0])
    if not found and _meant(wanted, [(claim.id, claim.claim) for claim in workspace.store.desk.seen()]):
        raise DeskError(
            Say(
                f'Klaim "{wanted}" ditemukan mesin dan belum diambil meja.',
                f'Nobody has taken up the claim "{wanted}".',
            ),
            Say(
                f'Ambil dahulu: kentongan claims take "{wanted}"', f'Take it up first: kentongan claims take "{wanted}"'
            ),
        )
    raise _unclear(wanted, found, {case.id: case.name for case in cases})


def find_claim(workspace: Workspace, text: str) -> ClaimCase:
    """The machine's claim that a person means, of the days that are kept.

    Raises:
        UsageError: none, or more than one.
    """
    claims = workspace.store.desk.seen()
    found = _meant(text.strip(), [(claim.id, claim.claim) for claim in claims])
    if len(found) == 1:
        return next(claim for claim in claims if claim.id == found[0])
    raise _unclear(text.strip(), found, {claim.id: claim.claim for claim in claims})


def _meant(wanted: str, named: Sequence[tuple[str, str]]) -> list[str]:
    words = wanted.casefold()
    exact = [code for code, _ in named if code == wanted]
    return exact or [code for code, name in named if words and (code.startswith(wanted) or words in name.casefold())]


def _unclear(wanted: str, found: Sequence[str], names: Mapping[str, str]) -> UsageError:
    look = Say("Lihat daftarnya dengan: kentongan claims list --all", "See: kentongan claims list --all")
    if not found:
        return UsageError(Say(f'Kasus "{wanted}" tidak ditemukan.', f'There is no case "{wanted}".'), look)
    listed = "; ".join(f"{code} {names[code][:60]}" for code in found[:_NEAR])
    return UsageError(
        Say(f'"{wanted}" cocok dengan {len(found)} kasus: {listed}.', f'"{wanted}" fits {len(found)} cases: {listed}.'),
        Say("Tulis kodenya.", "Write its code."),
    )


def complete(workspace: Workspace, case: str, *, by: str, told: Mapping[str, Any]) -> DeskCase:
    """Fill in what a report lacks (form, where, when, question).

    Raises:
        UsageError: an unknown form, a time to come, or nothing at all.
    """
    check_form(str(told.get("form", "")))
    check_when(workspace, str(told.get("when", "")))
    clean = {name: _masked(workspace, value) if isinstance(value, str) else value for name, value in told.items()}
    return _move(workspace, case, lambda c, at: moves.complete(c, at, by, clean))


def refuse(workspace: Workspace, case: str, *, by: str, reason: str, note: str = "") -> DeskCase:
    """Refuse a report for one of `core.desk.Refusal`."""
    return _move(workspace, case, lambda c, at: moves.refuse(c, at, by, reason, _masked(workspace, note)))


def formulate(
    workspace: Workspace, case: str, sentence: str, *, by: str, insist: str = "", confirm_with: str = ""
) -> DeskCase:
    """Make one checkable sentence of a report; its verification is planned with the first owners and clocks.

    `confirm_with` names who can confirm it; without it the playbook does.
    """
    claim = _masked(workspace, sentence)

    def decide(found: DeskCase, at: datetime) -> Event:
        category = found.category or category_asked(f"{claim} {found.said}")
        known = "" if found.confirm_with == ANYBODY else found.confirm_with
        ask = moves.short(confirm_with, 120) or known or whom_to_ask(category, workspace.office, claim)
        # A corrected sentence keeps the steps it has.
        steps = [] if found.steps else usual_steps(found, ask, moves.named(by), at)
        return moves.formulate(
            found, at, by, claim, steps, insist=insist, opinion=holds_no_fact(claim), confirm_with=ask
        )  # fmt: skip

    return _move(workspace, case, decide)


def usual_steps(case: DeskCase, ask: str, officer: str, at: datetime) -> list[dict[str, Any]]:
    """The steps every verification takes (field guide 10), by the case's form; all within its clock."""
    due = max(case.due, at + timedelta(minutes=30))
    half = at + (due - at) / 2
    seen = {
        "gambar": "Telusuri gambar (reverse image): kapan dan di mana pertama kali muncul; periksa tanda suntingan atau AI",
        "video": "Telusuri potongan video (reverse image): rekaman asli, tanggal, dan tempat; periksa tanda AI",
        "surat": "Periksa nomor, format, tanda tangan, stempel, TTE/QR, dan jabatan penanda tangan",
        "tautan": "Periksa domain tautan (go.id atau tiruan) tanpa mengisi data apa pun",
    }.get(case.form)
    texts = [
        ("Cari sumber pertama: siapa, kapan, di mana, dan bunyi aslinya", officer, half),
        ("Cari cek fakta terdahulu dan keterangan di situs resmi", officer, half),
        *([(seen, officer, half)] if seen else []),
        (f"Konfirmasi kepada {ask}", ask, due),
    ]
    return [{"text": text, "owner": owner, "due": until} for text, owner, until in texts]


def plan(workspace: Workspace, case: str, text: str, *, by: str, owner: str = "", hours: float = 0.0) -> DeskCase:
    """Add a step to the verification; its clock is the desk's unless hours are given."""
    wanted = hours or workspace.settings.desk_clock().target
    return _move(workspace, case, lambda c, at: moves.plan(c, at, by, _masked(workspace, text), owner, wanted))


def finish(workspace: Workspace, case: str, step: int, result: str, *, by: str) -> DeskCase:
    """Write down what a step brought."""
    return _move(workspace, case, lambda c, at: moves.finish(c, at, by, step, _masked(workspace, result)))


def conclude(
    workspace: Workspace, case: str, *, by: str, state: str, kind: str = "", sentence: str, fact: str = "",
    evidence: Sequence[str] = (),
) -> DeskCase:  # fmt: skip
    """Give a verdict with its evidence; it waits for a second person."""
    told, true = _masked(workspace, sentence), _masked(workspace, fact)
    return _move(
        workspace,
        case,
        lambda c, at: moves.conclude(c, at, by, state=state, kind=kind, sentence=told, fact=true, evidence=evidence),
    )


def approve(workspace: Workspace, case: str, *, by: str) -> DeskCase:
    """A second person approves the verdict."""
    return _move(workspace, case, lambda c, at: moves.approve(c, at, by))


def send_back(workspace: Workspace, case: str, *, by: str, reason: str) -> DeskCase:
    """A second person sends the verdict back."""
    return _move(workspace, case, lambda c, at: moves.send_back(c, at, by, _masked(workspace, reason)))


def publish(workspace: Workspace, case: str, link: str, *, by: str) -> DeskCase:
    """Note where the clarification was published; from now on the claim is known to the library and is watched."""
    with workspace.store.writing():
        found = _move(workspace, case, lambda c, at: moves.publish(c, at, by, link))
        entry, shelf = found.as_factcheck(workspace.office.agency), workspace.store.factchecks
        # Two verdicts on one page, or a page of the library: each stays an entry of its own.
        if shelf.holder(entry.url) not in {"", found.id}:
            entry = replace(entry, url=f"{entry.url}#{found.id}")
        shelf.upsert([entry], origin="meja")
    return found


def take_note(workspace: Workspace, case: str, *, by: str, text: str = "") -> DeskCase:
    """Take note that a published claim rises again."""
    return _move(workspace, case, lambda c, at: moves.note(c, at, by, _masked(workspace, text)))


def close(workspace: Workspace, case: str, *, by: str, reason: str = "") -> DeskCase:
    """Put a case away."""
    return _move(workspace, case, lambda c, at: moves.close(c, at, by, _masked(workspace, reason)))


def reopen(workspace: Workspace, case: str, *, by: str, reason: str) -> DeskCase:
    """Begin a case anew, with a fresh clock."""
    clock = workspace.settings.desk_clock()
    return _move(
        workspace,
        case,
        lambda c, at: moves.reopen(
            c, at, by, _masked(workspace, reason), hours=clock.hours(c.category), limit_hours=clock.limit
        ),
    )


def _move(workspace: Workspace, text: str, decide: Move) -> DeskCase:
    """One step of one case, decided and kept under the writers' lock."""
    with workspace.store.writing():
        case = find_case(workspace, text)
        return workspace.store.desk.append(decide(case, workspace.clock.now()))


def _masked(workspace: Workspace, text: str) -> str:
    """What an officer typed, without anybody's number or address in it."""
    return mask(text, workspace.office.official_accounts).text
