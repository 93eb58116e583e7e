"""Meja hoaks: the desk's queue, a case from the report to the watched clarification, and a second person's word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.desk import DeskCase, Refusal, Stage
from kentongan.core.desk_next import EVENT_NAMES, lacking
from kentongan.core.findings import VerificationState
from kentongan.core.messages import Say
from kentongan.core.verdicts import TYPE_NAMES
from kentongan.pipeline.analysing.desk_watch import watch_view
from kentongan.pipeline.desk import cases as desk
from kentongan.pipeline.desk import intake as desk_intake
from kentongan.pipeline.desk.drafts import FOLDER, draft
from kentongan.pipeline.desk.matches import proposals_for, publishers
from kentongan.pipeline.users.access import noted
from kentongan.web.downloads import download
from kentongan.web.page import Page
from kentongan.web.refusals import NotFound
from kentongan.web.visit import Visit, Visited, may

router = APIRouter(prefix="/hoaks", include_in_schema=False)
PAGE = Page("/hoaks", Say("Meja hoaks", "Hoax desk"), "shield-check", Right.READ, router, short=Say("Hoaks", "Hoaxes"))

FORMS = ("teks", "gambar", "video", "surat", "tautan")
#: Verdicts that a person may give, in the order of the form.
STATES = (
    VerificationState.HOAX,
    VerificationState.FRAUD,
    VerificationState.PARTLY,
    VerificationState.TRUE,
    VerificationState.UNVERIFIABLE,
)
STAGES = (Stage.RECEIVED, Stage.VERIFYING, Stage.CONCLUDED, Stage.APPROVED, Stage.PUBLISHED, Stage.CLOSED)
DRAFT_FILES = ("stempel.png", "klarifikasi.txt", "whatsapp.txt", "siaran-pers.txt", "siaran-pers.docx", "stempel.svg")


@router.get("", dependencies=[may(Right.READ)])
def queue(visit: Visited, semua: bool = False, klaim: str = "") -> Response:
    """The desk's queue, and what the machine found."""
    found = desk.board(visit.workspace, everything=semua)
    return visit.page("hoax/queue.html", found=found, everything=semua, wanted=klaim, forms=FORMS)


@router.post("/terima", dependencies=[may(Right.DESK)])
def receive(
    visit: Visited,
    teks: Annotated[str, Form()] = "",
    bentuk: Annotated[str, Form(max_length=20)] = "teks",
    tempat: Annotated[str, Form(max_length=200)] = "",
    waktu: Annotated[str, Form(max_length=100)] = "",
    tanya: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Take a pasted message in."""
    told = {"form": bentuk.strip().casefold(), "where": tempat, "when": waktu, "question": tanya}
    received = desk_intake.receive_text(visit.workspace, teks, by=visit.officer.full_name, told=told)
    noted(visit.workspace, visit.officer, "hoaks.terima", received.case.id)
    said = Say("Laporan diterima.", "The report was received.")
    if not received.new:
        said = Say("Kabar ini sudah ada di meja; laporannya dihitung.", "The desk has this already; it was counted.")
    return visit.to(f"/hoaks/{received.case.id}", said)


@router.post("/ambil", dependencies=[may(Right.DESK)])
def take(visit: Visited, klaim: Annotated[str, Form()]) -> Response:
    """Take up a claim that the machine found."""
    received = desk_intake.take(visit.workspace, klaim, by=visit.officer.full_name)
    noted(visit.workspace, visit.officer, "hoaks.ambil", received.case.id)
    return visit.to(f"/hoaks/{received.case.id}", Say("Klaim diambil.", "The claim was taken up."))


@router.get("/{case}", dependencies=[may(Right.READ)])
def case_page(visit: Visited, case: str) -> Response:
    """One case with what may be done now."""
    found = _case(visit, case)
    posts = visit.workspace.store.posts.get(found.posts[:8])
    drafts = visit.workspace.report_folder / FOLDER / found.id
    return visit.page(
        "hoax/case.html",
        case=found,
        lacks=lacking(found),
        issues=visit.workspace.store.boards.shown([found.issue_id]),
        posts=list(posts.values()),
        event_names=EVENT_NAMES,
        stages=STAGES,
        states=STATES,
        kinds=TYPE_NAMES,
        refusals=list(Refusal),
        watch=watch_view(visit.workspace, found) if found.published_at else None,
        drafts=[name for name in DRAFT_FILES if (drafts / name).is_file()],
        forms=FORMS,
    )


@router.get("/{case}/kecocokan", dependencies=[may(Right.READ)])
def matches(visit: Visited, case: str) -> Response:
    """What fact-checkers said before; asked for by the page once it stands, because it takes a moment."""
    found = _case(visit, case)
    rows = [(one, publishers(one)) for one in proposals_for(visit.workspace, found)]
    return visit.page("hoax/matches.html", case=found, rows=rows)


@router.get("/{case}/draf/{name}", dependencies=[may(Right.READ)])
def draft_file(visit: Visited, case: str, name: str) -> Response:
    """One of the drafts on disk."""
    found = _case(visit, case)
    if name not in DRAFT_FILES:
        raise NotFound
    path = visit.workspace.report_folder / FOLDER / found.id / name
    if not path.is_file():
        raise NotFound
    return download(path.read_bytes(), f"{found.id}-{name}")


@router.post("/{case}/lengkapi", dependencies=[may(Right.DESK)])
def complete(
    visit: Visited,
    case: str,
    bentuk: Annotated[str, Form(max_length=20)] = "",
    tempat: Annotated[str, Form(max_length=200)] = "",
    waktu: Annotated[str, Form(max_length=100)] = "",
    tanya: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Fill in what the report lacks."""
    told = {"form": bentuk.strip().casefold(), "where": tempat, "when": waktu, "question": tanya}
    kept = {name: value for name, value in told.items() if value}
    return _moved(visit, "lengkapi", lambda by: desk.complete(visit.workspace, case, by=by, told=kept))


@router.post("/{case}/rumuskan", dependencies=[may(Right.DESK)])
def formulate(
    visit: Visited,
    case: str,
    klaim: Annotated[str, Form()] = "",
    tetap: Annotated[str, Form(max_length=300)] = "",
    tanya: Annotated[str, Form(max_length=120)] = "",
) -> Response:
    """Make one checkable sentence of the report."""
    return _moved(
        visit,
        "rumuskan",
        lambda by: desk.formulate(visit.workspace, case, klaim, by=by, insist=tetap, confirm_with=tanya),
    )


@router.post("/{case}/tolak", dependencies=[may(Right.DESK)])
def refuse(
    visit: Visited, case: str, alasan: Annotated[str, Form()] = "", keterangan: Annotated[str, Form()] = ""
) -> Response:
    """Refuse the report."""
    return _moved(visit, "tolak", lambda by: desk.refuse(visit.workspace, case, by=by, reason=alasan, note=keterangan))


@router.post("/{case}/langkah", dependencies=[may(Right.DESK)])
def plan(
    visit: Visited,
    case: str,
    teks: Annotated[str, Form()] = "",
    oleh: Annotated[str, Form(max_length=120)] = "",
    jam: Annotated[float, Form(ge=0, le=240)] = 0.0,
) -> Response:
    """Add a step to the verification."""
    return _moved(visit, "langkah", lambda by: desk.plan(visit.workspace, case, teks, by=by, owner=oleh, hours=jam))


@router.post("/{case}/hasil", dependencies=[may(Right.DESK)])
def finish(visit: Visited, case: str, nomor: Annotated[int, Form()], hasil: Annotated[str, Form()] = "") -> Response:
    """Write down what a step brought."""
    return _moved(visit, "hasil", lambda by: desk.finish(visit.workspace, case, nomor, hasil, by=by))


@router.post("/{case}/putusan", dependencies=[may(Right.VERDICT)])
def conclude(
    visit: Visited,
    case: str,
    putusan: Annotated[str, Form()] = "",
    jenis: Annotated[str, Form()] = "",
    kalimat: Annotated[str, Form()] = "",
    fakta: Annotated[str, Form()] = "",
    bukti: Annotated[str, Form()] = "",
) -> Response:
    """Give a verdict with its evidence, a line each."""
    evidence = [line.strip() for line in bukti.splitlines() if line.strip()]
    return _moved(
        visit,
        "putusan",
        lambda by: desk.conclude(
            visit.workspace, case, by=by, state=putusan, kind=jenis, sentence=kalimat, fact=fakta, evidence=evidence
        ),
    )


@router.post("/{case}/setujui", dependencies=[may(Right.VERDICT)])
def approve(visit: Visited, case: str) -> Response:
    """A second person's approval."""
    return _moved(visit, "setujui", lambda by: desk.approve(visit.workspace, case, by=by))


@router.post("/{case}/kembalikan", dependencies=[may(Right.VERDICT)])
def send_back(visit: Visited, case: str, alasan: Annotated[str, Form()] = "") -> Response:
    """A second person sends it back."""
    return _moved(visit, "kembalikan", lambda by: desk.send_back(visit.workspace, case, by=by, reason=alasan))


@router.post("/{case}/draf", dependencies=[may(Right.DESK)])
def make_drafts(visit: Visited, case: str) -> Response:
    """Write the drafts of the clarification."""
    return _moved(visit, "draf", lambda by: draft(visit.workspace, case, by=by).case)


@router.post("/{case}/terbit", dependencies=[may(Right.DESK)])
def publish(visit: Visited, case: str, tautan: Annotated[str, Form()] = "") -> Response:
    """Note where the clarification was published."""
    return _moved(visit, "terbit", lambda by: desk.publish(visit.workspace, case, tautan, by=by))


@router.post("/{case}/catat", dependencies=[may(Right.DESK)])
def take_note(visit: Visited, case: str, teks: Annotated[str, Form()] = "") -> Response:
    """Take note that it rises again."""
    return _moved(visit, "catat", lambda by: desk.take_note(visit.workspace, case, by=by, text=teks))


@router.post("/{case}/tutup", dependencies=[may(Right.DESK)])
def close(visit: Visited, case: str, alasan: Annotated[str, Form()] = "") -> Response:
    """Put the case away."""
    return _moved(visit, "tutup", lambda by: desk.close(visit.workspace, case, by=by, reason=alasan))


@router.post("/{case}/buka", dependencies=[may(Right.DESK)])
def reopen(visit: Visited, case: str, alasan: Annotated[str, Form()] = "") -> Response:
    """Begin anew."""
    return _moved(visit, "buka", lambda by: desk.reopen(visit.workspace, case, by=by, reason=alasan))


def _case(visit: Visit, case: str) -> DeskCase:
    found = visit.workspace.store.desk.get(case)
    if found is None:
        raise NotFound(Say("Kasus ini tidak ada.", "There is no such case."))
    return found


def _moved(visit: Visit, action: str, move: Callable[[str], DeskCase]) -> Response:
    """Take a step in the officer's name, log it, and go back to the case."""
    found = move(visit.officer.full_name)
    noted(visit.workspace, visit.officer, f"hoaks.{action}", found.id)
    return visit.to(f"/hoaks/{quote(found.id)}", Say("Tersimpan.", "Saved."))
