"""What is done with a whole list of hits: keep the search by name, take it along as a table, correct all at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import FileResponse, Response, StreamingResponse
from starlette.background import BackgroundTask

from kentongan.core.access import Right
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.pipeline.issues import bulk_correcting
from kentongan.pipeline.search import export as search_export
from kentongan.pipeline.search.searching import ask, find
from kentongan.pipeline.users.access import noted
from kentongan.web.post_words import FIELDS, address, choices
from kentongan.web.visit import Visited, may

router = APIRouter(include_in_schema=False)
_Q = Annotated[str, Query(max_length=2000)]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/tabel.csv", dependencies=[may(Right.READ)])
def as_csv(visit: Visited, q: _Q = "") -> Response:
    """The hits as a CSV file."""
    asked = ask(visit.workspace, q)
    total = find(visit.workspace, asked).total
    noted(visit.workspace, visit.officer, "unggahan.tabel", "csv", f"{total}: {q}"[:500])
    parts = search_export.as_csv(visit.workspace, asked, visit.lang)
    return StreamingResponse(parts, media_type="text/csv; charset=utf-8", headers=_named(visit, "csv"))


@router.get("/tabel.xlsx", dependencies=[may(Right.READ)])
def as_xlsx(visit: Visited, q: _Q = "") -> Response:
    """The hits as a workbook."""
    asked = ask(visit.workspace, q)
    total = find(visit.workspace, asked).total
    noted(visit.workspace, visit.officer, "unggahan.tabel", "xlsx", f"{total}: {q}"[:500])
    path = search_export.as_xlsx(visit.workspace, asked, visit.lang)
    return FileResponse(path, media_type=_XLSX, headers=_named(visit, "xlsx"), background=BackgroundTask(path.unlink))


@router.post("/simpan", dependencies=[may(Right.READ)])
def save(
    visit: Visited,
    nama: Annotated[str, Form(max_length=80)],
    q: Annotated[str, Form(max_length=2000)] = "",
    urut: Annotated[str, Form(max_length=10)] = "",
    bersama: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    """Keep a search by name."""
    name = " ".join(nama.split())
    if not name:
        raise UsageError(
            Say("Pencarian itu belum diberi nama.", "The search has no name."),
            Say("Tulis namanya, lalu simpan lagi.", "Write one, then save again."),
        )
    ask(visit.workspace, q)
    shelf = visit.workspace.store.searches
    with visit.workspace.store.writing():
        shelf.save(visit.officer.name, name, q, best_first=urut == "cocok", shared=bool(bersama))
        noted(visit.workspace, visit.officer, "pencarian.simpan", name)
    return visit.to(address(q, urut), Say(f"Pencarian “{name}” disimpan.", f"The search “{name}” was saved."))


@router.post("/simpan/{number}/hapus", dependencies=[may(Right.READ)])
def forget(visit: Visited, number: int, q: Annotated[str, Form(max_length=2000)] = "") -> Response:
    """Drop one of one's own saved searches."""
    with visit.workspace.store.writing():
        gone = visit.workspace.store.searches.forget(visit.officer.name, number)
        noted(visit.workspace, visit.officer, "pencarian.hapus", str(number))
    done = Say("Pencarian dihapus dari daftar.", "The search was dropped from the list.")
    other = Say("Pencarian itu bukan milik Anda.", "That search is not yours.")
    return visit.to(address(q), done if gone else other, bad=not gone)


@router.post("/massal", dependencies=[may(Right.CORRECT)])
def look(
    visit: Visited,
    pilihan: Annotated[str, Form(max_length=120)],
    q: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """How many posts a bulk correction would change."""
    field, value = _chosen(pilihan)
    found = bulk_correcting.preview(visit.workspace, ask(visit.workspace, q), field, value, by=visit.officer)
    return visit.page(
        "posts/bulk.html",
        q=q,
        bulk=found,
        pilihan=pilihan,
        field_name=FIELDS[field],
        value_name=dict(choices(visit)[field]).get(value, value),
        asked=ask(visit.workspace, q),
        back=address(q),
    )


@router.post("/massal/simpan", dependencies=[may(Right.CORRECT)])
def correct_all(
    visit: Visited,
    pilihan: Annotated[str, Form(max_length=120)],
    jumlah: Annotated[int, Form()],
    q: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Correct every hit, as many as were shown."""
    field, value = _chosen(pilihan)
    asked = ask(visit.workspace, q)
    done = bulk_correcting.correct_all(visit.workspace, asked, field, value, by=visit.officer, expected=jumlah)
    visit.request.app.state.worker.ask()
    return visit.page("posts/bulk_done.html", q=q, bulk=done, back=address(q))


@router.post("/massal/tarik", dependencies=[may(Right.CORRECT)])
def undo_all(
    visit: Visited,
    tanda: Annotated[str, Form(max_length=60)],
    q: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take a bulk correction back."""
    count = bulk_correcting.undo(visit.workspace, tanda, by=visit.officer)
    visit.request.app.state.worker.ask()
    return visit.to(address(q), Say(f"{count} koreksi ditarik.", f"{count} corrections were taken back."))


def _chosen(text: str) -> tuple[str, str]:
    """A field and a value from one list of choices.

    Raises:
        UsageError: it is none of ours.
    """
    field, _, value = text.partition("=")
    if field not in FIELDS or not value:
        raise UsageError(
            Say("Pilih label yang akan dipasang.", "Choose the label to be set."),
            Say("Kembali, lalu pilih satu dari daftar.", "Go back and choose one of the list."),
        )
    return field, value


def _named(visit: Visited, ending: str) -> dict[str, str]:
    day = visit.workspace.today()
    name = visit.say(Say("unggahan", "posts"))
    return {"Content-Disposition": f'attachment; filename="{name}-{day}.{ending}"'}
