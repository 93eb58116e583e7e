"""Unggahan: search, what was found, one post, and corrections of its labels."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.clock import zone
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.core.search_fields import KINDS, date_in_words
from kentongan.core.search_query import narrowed
from kentongan.core.search_terms import marked
from kentongan.pipeline.issues import posts as post_desk
from kentongan.pipeline.search.searching import DAYS, LANGUAGES, Asked, Facet, ask, facets, page, result_of
from kentongan.pipeline.search_index import stem
from kentongan.web.page import Page
from kentongan.web.pages import post_lists
from kentongan.web.post_words import FIELD_OF, FIELDS, address, choices, is_private, rows
from kentongan.web.refusals import NotFound
from kentongan.web.strips import bars
from kentongan.web.visit import Visit, Visited, is_inside, may

router = APIRouter(prefix="/unggahan", include_in_schema=False)
PAGE = Page("/unggahan", Say("Unggahan", "Posts"), "search", Right.READ, router, short=Say("Unggahan", "Posts"))
Text = Annotated[str, Query(max_length=2000)]
# Before the address of a post, which would take every name.
router.include_router(post_lists.router)


@router.get("", dependencies=[may(Right.READ)])
def show(
    visit: Visited,
    q: Text = "",
    urut: str = "",
    sesudah: Text = "",
    salinan: str = "",
    sejak: str = "",
    sampai: str = "",
) -> Response:
    """The search box and what was found."""
    if sejak or sampai:
        dated = " ".join([q, *([f"sejak:{sejak}"] if sejak else []), *([f"sampai:{sampai}"] if sampai else [])])
        return visit.to(address(dated.strip(), urut, salinan))
    best = urut == "cocok"
    shared: dict[str, Any] = {"q": q, "urut": urut, "salinan": salinan, "saved": _saved(visit), "address": address}
    try:
        found = page(visit.workspace, q, after=sesudah, best_first=best, fold=salinan != "semua")
    except UsageError as error:
        return visit.page("posts/list.html", status=400, found=None, error=error, **shared)
    counted = facets(visit.workspace, found.asked, best_first=best)
    return visit.page(
        "posts/list.html",
        found=found,
        error=None,
        facets=counted,
        histogram=_histogram(visit, counted["tanggal"]),
        narrowed=lambda field, value: address(narrowed(q, found.asked.tree, field, value), urut, salinan),
        following=f"{address(q, urut, salinan, found.next)}" if found.next else "",
        is_first=not sesudah,
        choices=choices(visit),
        **rows(visit, found.asked),
        **shared,
    )


@router.get("/{post}", dependencies=[may(Right.READ)])
def one(visit: Visited, post: str, q: Text = "") -> Response:
    """One post."""
    file = post_desk.post_file(visit.workspace, post)
    if file is None:
        raise NotFound(Say("Unggahan ini tidak ada.", "There is no such post."))
    asked = _asked(visit, q)
    return visit.page(
        "posts/post.html",
        file=file,
        post=file.post,
        labels=file.labels,
        q=q,
        title_marked=marked(file.post.title, asked.terms, stem),
        text_marked=marked(file.post.text, asked.terms, stem),
        choices=choices(visit),
        fields=FIELDS,
        field_of=FIELD_OF,
        languages=LANGUAGES,
        kinds=KINDS,
        private=is_private,
    )


@router.get("/{post}/alasan", dependencies=[may(Right.READ)])
def why(visit: Visited, post: str) -> Response:
    """Why it was read so; the page of a post fetches this by itself."""
    found = visit.workspace.store.posts.get([post]).get(post)
    if found is None:
        raise NotFound(Say("Unggahan ini tidak ada.", "There is no such post."))
    return visit.page("posts/why.html", post=found, reasons=post_desk.reasons(visit.workspace, found))


@router.post("/{post}/koreksi", dependencies=[may(Right.CORRECT)])
def correct(
    visit: Visited,
    post: str,
    bidang: Annotated[str, Form(max_length=40)],
    nilai: Annotated[str, Form(max_length=200)],
    alasan: Annotated[str, Form(max_length=500)] = "",
    kembali: Annotated[str, Form(max_length=3000)] = "",
    q: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Correct a label."""
    changed = post_desk.correct_post(visit.workspace, post, bidang, nilai, by=visit.officer, reason=alasan)
    said = (
        Say("Koreksi disimpan.", "The correction was saved.")
        if changed
        else Say("Sudah demikian.", "It is so already.")
    )
    return _changed(visit, post, said, kembali, q)


@router.post("/{post}/tarik", dependencies=[may(Right.CORRECT)])
def take_back(
    visit: Visited,
    post: str,
    bidang: Annotated[str, Form(max_length=40)],
    kembali: Annotated[str, Form(max_length=3000)] = "",
    q: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take a correction back."""
    post_desk.undo(visit.workspace, post, bidang, by=visit.officer)
    return _changed(visit, post, Say("Koreksi ditarik.", "The correction was taken back."), kembali, q)


def _changed(visit: Visit, post: str, said: Say, back: str, q: str) -> Response:
    """After a correction: the row anew where htmx asked for it, else the page the officer came from."""
    visit.request.app.state.worker.ask()
    result = result_of(visit.workspace, post)
    if visit.request.headers.get("HX-Request") == "true" and result is not None:
        return visit.page("posts/row.html", result=result, q=q, said=said, **rows(visit, _asked(visit, q)))
    return visit.to(back if is_inside(back) and back else f"/unggahan/{post}", said)


def _asked(visit: Visit, q: str) -> Asked:
    """The query that led here; one that cannot be read marks nothing."""
    try:
        return ask(visit.workspace, q)
    except UsageError:
        return ask(visit.workspace, "")


def _saved(visit: Visit) -> list[Any]:
    return visit.workspace.store.searches.seen_by(visit.officer.name)


def _histogram(visit: Visit, days: Facet) -> Any:
    """Hits a day as bars, days without any among them."""
    counts = {date.fromisoformat(day): count for day, _, count in days.values}
    if not counts:
        return ()
    last = max(counts)
    first = max(min(counts), last - timedelta(days=DAYS - 1))
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    today = visit.workspace.clock.now().astimezone(zone(visit.workspace.office.zone)).date()
    names = [visit.say(date_in_words(day, today)) for day in span]
    return bars([counts.get(day, 0) for day in span], names, width=240, height=48)
