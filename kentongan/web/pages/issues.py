"""Isu: the board by status, an issue's page, and what officers decide there."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.board import IssuePage
from kentongan.core.clock import zone
from kentongan.core.day import PostView
from kentongan.core.errors import UsageError
from kentongan.core.findings import Level
from kentongan.core.messages import Say, dated
from kentongan.pipeline.issues import decisions as issue_desk
from kentongan.pipeline.users.access import noted
from kentongan.store.boards import Wanted
from kentongan.web.page import Page
from kentongan.web.refusals import NotFound
from kentongan.web.strips import day_strip
from kentongan.web.visit import Visit, Visited, may

router = APIRouter(prefix="/isu", include_in_schema=False)
PAGE = Page("/isu", Say("Isu", "Issues"), "messages", Right.READ, router, short=Say("Isu", "Issues"))
PER_PAGE = 30
FIRST_POSTS = 8
PLACES = {
    "prioritas": Say("Prioritas", "Priority"),
    "potensi": Say("Berpotensi negatif", "May become negative"),
    "positif": Say("Positif", "Positive"),
    "lainnya": Say("Lainnya", "Others"),
}
#: What an officer may set on an issue, by the form's name of it.
FIELDS = {"nama": "name", "opd": "owner", "kategori": "category", "usg": "severity"}


@router.get("", dependencies=[may(Right.READ)])
def board(
    visit: Visited,
    status: str = "",
    bagian: str = "",
    kategori: str = "",
    q: Annotated[str, Query(max_length=200)] = "",
    hari: str = "",
    sesudah: int = -1,
) -> Response:
    """The issues of a day."""
    shelf = visit.workspace.store.boards
    found = shelf.day(hari) if hari else shelf.latest()
    if found is None:
        return visit.page("issues/board.html", board=None)
    wanted = Wanted(
        place=bagian if bagian in PLACES else "",
        level=Level(status) if status in list(Level) else None,
        category=kategori,
        text=q,
    )
    rows = shelf.cards(found.day, wanted, limit=PER_PAGE + 1, after=sesudah)
    shown = rows[:PER_PAGE]
    query = {"status": status, "bagian": bagian, "kategori": kategori, "q": q, "hari": hari}
    query = {name: value for name, value in query.items() if value}

    def link(**changed: str | int) -> str:
        return "/isu?" + urlencode({name: value for name, value in {**query, **changed}.items() if value != ""})

    return visit.page(
        "issues/board.html",
        board=found,
        cards=[(card, day_strip(card.history, found.day)) for _, card in shown],
        total=shelf.how_many(found.day, wanted),
        levels=shelf.levels(found.day),
        places=PLACES,
        categories=shelf.categories(found.day),
        days=shelf.days(14),
        wanted=wanted,
        link=link,
        following=link(sesudah=shown[-1][0]) if len(rows) > PER_PAGE else "",
        is_first=sesudah < 0,
    )


@router.get("/{issue}", dependencies=[may(Right.READ)])
def issue_page(visit: Visited, issue: str, hari: str = "", semua: bool = False) -> Response:
    """One issue."""
    file = issue_desk.issue_file(visit.workspace, issue, hari)
    if file is None:
        raise NotFound(Say("Isu ini tidak ada.", "There is no such issue."))
    view = file.page.view
    shown = view.posts if semua else view.posts[:FIRST_POSTS]
    posts = visit.workspace.store.posts.get(shown)
    claims = [case for case in visit.workspace.store.desk.all() if case.issue_id == issue]
    return visit.page(
        "issues/issue.html",
        file=file,
        view=view,
        page=file.page,
        cited=_cited(file.page),
        posts=[posts[one] for one in shown if one in posts],
        more=len(view.posts) > len(shown),
        claims=claims,
        dated=dated,
        history=day_strip(view.history, file.day, width=480, height=90),
        near=_near(visit, file),
        field_names=FIELD_NAMES,
        categories=_categories(visit),
    )


FIELD_NAMES = {
    "name": Say("nama", "name"),
    "owner": Say("penanggung jawab", "owner"),
    "category": Say("kategori", "category"),
    "severity": Say("penilaian", "assessment"),
    "merge": Say("digabung ke", "merged into"),
    "split": Say("unggahan dipisahkan", "posts split off"),
    "not_same": Say("bukan isu yang sama dengan", "not the same as"),
}


def _cited(page: IssuePage) -> dict[str, tuple[int, PostView]]:
    """The cited posts with their numbers, in the order in which the page names them."""
    view = page.view
    named = [post for sentence in view.summary for post in sentence.posts] + [quote.post_id for quote in view.evidence]
    named += [*view.recommendation.posts[:5], *(view.response.posts if view.response else ())]
    order = [post for post in dict.fromkeys(named) if post in page.cited]
    return {post: (number, page.cited[post]) for number, post in enumerate(order, start=1)}


def _near(visit: Visit, file: issue_desk.IssueFile) -> list[tuple[str, str]]:
    """Issues of the same category first, then the others of the day: what this one may be merged with."""
    shelf, own = visit.workspace.store.boards, file.page.card
    same = shelf.cards(file.day, Wanted(category=own.category), limit=20) if own.category else []
    others = shelf.cards(file.day, limit=20)
    found = {card.id: card.name for _, card in [*same, *others] if card.id != own.id}
    return list(found.items())[:30]


def _categories(visit: Visit) -> list[tuple[str, str]]:
    from analysis.categories.reading import categories_of

    office = visit.workspace.office
    return [(one.code, one.name) for one in categories_of(office.profile, office.own_categories)]


@router.post("/peringatan/{alert}", dependencies=[may(Right.DECIDE)])
def note_alert(visit: Visited, alert: str, jam: Annotated[int, Form()] = 0) -> Response:
    """Take note of an alarm."""
    found = issue_desk.take_note(visit.workspace, alert, by=visit.officer.full_name, hours=min(max(jam, 0), 72))
    noted(visit.workspace, visit.officer, "peringatan.dicatat", found.id, found.issue_id)
    return visit.to("/", Say("Peringatan sudah dicatat.", "The alert is noted."))


@router.post("/{issue}/ubah", dependencies=[may(Right.DECIDE)])
def change(
    visit: Visited,
    issue: str,
    bidang: Annotated[str, Form()],
    nilai: Annotated[str, Form(max_length=300)] = "",
    alasan: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Set its name, owner, category or assessment."""
    if bidang not in FIELDS:
        raise UsageError(Say("Bidang itu tidak dapat diubah.", "That field cannot be changed."))
    issue_desk.describe(visit.workspace, issue, FIELDS[bidang], nilai, by=visit.officer.full_name, reason=alasan)
    return _decided(visit, issue, f"isu.{bidang}", nilai, Say("Tersimpan.", "Saved."))


@router.post("/{issue}/gabung", dependencies=[may(Right.DECIDE)])
def merge(
    visit: Visited, issue: str, ke: Annotated[str, Form()], alasan: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    """This issue becomes part of another one."""
    _, stays = issue_desk.merge(visit.workspace, issue, ke, by=visit.officer.full_name, reason=alasan)
    said = Say(
        f"Digabung ke “{stays.name}”. Papan sedang dihitung ulang.",
        f"Merged into “{stays.name}”. The board is being computed anew.",
    )
    return _decided(visit, issue, "isu.gabung", stays.id, said, back=f"/isu/{stays.id}")


@router.post("/{issue}/beda", dependencies=[may(Right.DECIDE)])
def part(
    visit: Visited, issue: str, dari: Annotated[str, Form()], alasan: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    """Two issues are not the same."""
    _, other = issue_desk.part(visit.workspace, issue, dari, by=visit.officer.full_name, reason=alasan)
    said = Say(f"Dicatat: bukan isu yang sama dengan “{other}”.", f"Noted: not the same issue as “{other}”.")
    return _decided(visit, issue, "isu.beda", dari, said)


@router.post("/{issue}/pisah", dependencies=[may(Right.DECIDE)])
async def split(visit: Visited, issue: str, request: Request) -> Response:
    """The chosen posts become an issue of their own."""
    from starlette.concurrency import run_in_threadpool

    form = await request.form()
    posts = [str(one) for one in form.getlist("unggahan")][:500]
    reason = str(form.get("alasan", ""))[:500]

    def work() -> Response:
        issue_desk.split(visit.workspace, issue, posts, by=visit.officer.full_name, reason=reason)
        said = Say(f"{len(posts)} unggahan dipisahkan.", f"{len(posts)} posts were split off.")
        return _decided(visit, issue, "isu.pisah", " ".join(posts), said)

    return await run_in_threadpool(work)


@router.post("/{issue}/batal", dependencies=[may(Right.DECIDE)])
def undo(visit: Visited, issue: str, keputusan: Annotated[str, Form()]) -> Response:
    """Take a decision back."""
    gone = issue_desk.take_back(visit.workspace, issue, keputusan, by=visit.officer.full_name)
    said = Say("Keputusan dibatalkan.", "The decision was taken back.")
    return _decided(visit, issue, "isu.batal", f"{gone.field_name}: {gone.value}", said)


@router.post("/{issue}/catatan", dependencies=[may(Right.DECIDE)])
def note(
    visit: Visited,
    issue: str,
    teks: Annotated[str, Form()] = "",
    opd: Annotated[str, Form(max_length=200)] = "",
    tenggat: Annotated[str, Form(max_length=30)] = "",
) -> Response:
    """Write a note or a follow-up."""
    due = _moment(tenggat, visit)
    issue_desk.write_note(visit.workspace, issue, teks, by=visit.officer.full_name, owner=opd, due=due)
    noted(visit.workspace, visit.officer, "isu.catatan", issue)
    return visit.to(f"/isu/{issue}#catatan", Say("Catatan disimpan.", "The note was saved."))


@router.post("/{issue}/selesai", dependencies=[may(Right.DECIDE)])
def finish(visit: Visited, issue: str, nomor: Annotated[int, Form()], hasil: Annotated[str, Form()] = "") -> Response:
    """End a follow-up."""
    issue_desk.finish_follow_up(visit.workspace, issue, nomor, by=visit.officer.full_name, result=hasil)
    noted(visit.workspace, visit.officer, "isu.tindak-lanjut", issue, str(nomor))
    return visit.to(f"/isu/{issue}#catatan", Say("Tindak lanjut selesai.", "The follow-up is finished."))


def _decided(visit: Visit, issue: str, action: str, detail: str, said: Say, back: str = "") -> Response:
    """Log a decision, have the boards made anew, and go back to the issue."""
    noted(visit.workspace, visit.officer, action, issue, detail[:500])
    visit.request.app.state.worker.ask()
    return visit.to(back or f"/isu/{issue}", said)


def _moment(text: str, visit: Visit) -> datetime | None:
    """What a field of date and time holds, in the office's zone.

    Raises:
        UsageError: it is no moment.
    """
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(
            Say(f'Tenggat "{text}" tidak terbaca.', f'The date "{text}" cannot be read.'),
            Say("Contoh: 2026-11-23T16:00.", "Example: 2026-11-23T16:00."),
        ) from error
    return moment.replace(tzinfo=zone(visit.workspace.office.zone))
