"""Sumber: what is collected, how each source stands, and new ones by their address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from collectors.feeds.source_lists import SourceEntry
from kentongan.core.access import Right
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.core.source_health import STATE_WORDS, State
from kentongan.pipeline.collecting.adding import add_post
from kentongan.pipeline.collecting.source_entries import checked_source
from kentongan.pipeline.collecting.source_trials import try_entries
from kentongan.pipeline.collecting.sources import (
    add_source,
    completed,
    find_source,
    remove_source,
    source_rows,
    switch_source,
)
from kentongan.pipeline.users.access import noted
from kentongan.web.page import Page
from kentongan.web.visit import Visited, may

router = APIRouter(prefix="/sumber", include_in_schema=False)
PAGE = Page("/sumber", Say("Sumber", "Sources"), "rss", Right.READ, router, group="kantor")


@router.get("", dependencies=[may(Right.READ)])
def listed(visit: Visited, masalah: bool = False) -> Response:
    """Every source and how it stands."""
    rows = source_rows(visit.workspace)
    return visit.page(
        "sources/list.html",
        rows=[row for row in rows if row.health.trouble or not masalah],
        total=len(rows),
        sick=sum(row.health.trouble for row in rows),
        off=sum(row.health.state is State.OFF for row in rows),
        only_trouble=masalah,
        words=STATE_WORDS,
    )


@router.post("/uji", dependencies=[may(Right.SOURCES)])
def trial(
    visit: Visited,
    alamat: Annotated[str, Form(max_length=2000)] = "",
    nama: Annotated[str, Form(max_length=200)] = "",
    wilayah: Annotated[str, Form(max_length=20)] = "",
    tingkat: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Visit an address and show what it offers, before it is kept."""
    entry = _entry(alamat, nama, wilayah, tingkat)
    [tried] = try_entries(visit.workspace, [entry])
    return visit.page("sources/trial.html", entry=entry, tried=tried)


@router.post("/tambah", dependencies=[may(Right.SOURCES)])
def add(
    visit: Visited,
    alamat: Annotated[str, Form(max_length=2000)] = "",
    jenis: Annotated[str, Form(max_length=40)] = "",
    nama: Annotated[str, Form(max_length=200)] = "",
    wilayah: Annotated[str, Form(max_length=20)] = "",
    tingkat: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Keep a source that was tried."""
    entry = _entry(alamat, nama, wilayah, tingkat, jenis)
    source = completed(visit.workspace, checked_source(entry, zone=visit.workspace.office.zone), entry)
    before = add_source(visit.workspace, source)
    noted(visit.workspace, visit.officer, "sumber.tambah", source.id, source.address)
    said = Say(
        f"{source.name} disimpan; dibaca pada putaran berikutnya.",
        f"{source.name} is kept; it is read in the next round.",
    )
    if before is not None:
        said = Say(f"{source.name} diperbarui.", f"{source.name} was updated.")
    return visit.to("/sumber", said)


@router.post("/saklar", dependencies=[may(Right.SOURCES)])
def switch(visit: Visited, sumber: Annotated[str, Form()], nyala: Annotated[bool, Form()] = False) -> Response:
    """Switch a source on or off."""
    source = switch_source(visit.workspace, sumber, on=nyala)
    noted(visit.workspace, visit.officer, "sumber.nyala" if nyala else "sumber.mati", source.id)
    said = Say(f"{source.name} dikumpulkan lagi.", f"{source.name} is collected again.")
    off = Say(f"{source.name} dimatikan; unggahannya tetap ada.", f"{source.name} is off; its posts stay.")
    return visit.to("/sumber", said if nyala else off)


@router.post("/hapus", dependencies=[may(Right.SOURCES)])
def remove(visit: Visited, sumber: Annotated[str, Form()]) -> Response:
    """Forget a source that an officer added."""
    found, _ = find_source(visit.workspace, sumber)
    remove_source(visit.workspace, sumber)
    noted(visit.workspace, visit.officer, "sumber.hapus", found.id, found.address)
    return visit.to(
        "/sumber", Say(f"{found.name} dihapus; unggahannya tetap ada.", f"{found.name} was removed; its posts stay.")
    )


@router.post("/tempel", dependencies=[may(Right.CORRECT)])
def paste(visit: Visited, teks: Annotated[str, Form(max_length=40_000)] = "") -> Response:
    """Keep one link or text that an officer pastes."""
    added = add_post(visit.workspace, teks)
    noted(visit.workspace, visit.officer, "unggahan.tempel", added.post.id)
    said = Say("Tersimpan; ikut dihitung pada analisis berikutnya.", "Kept; it counts from the next analysis.")
    return visit.to(f"/unggahan/{added.post.id}", said if added.new else Say("Sudah ada.", "It is there already."))


def _entry(address: str, name: str, region: str, tier: str, kind: str = "") -> SourceEntry:
    if not address.strip():
        raise UsageError(
            Say("Alamatnya masih kosong.", "The address is still empty."),
            Say("Tempel alamat situs atau umpannya.", "Paste the address of a site or feed."),
        )
    return SourceEntry(name.strip(), address.strip(), kind.strip(), region.strip(), tier.strip(), "", "", "", {})
