"""Daftar pantau and Aturan peringatan: what is listened for, and what rings; tried on the past before it is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.errors import KentonganError, UsageError
from kentongan.core.messages import Say
from kentongan.pipeline.analysing.rules_desk import JUDGED, Tried, change_rules, change_watch_list, try_rules, words_of
from kentongan.pipeline.users.access import noted
from kentongan.web.page import Page
from kentongan.web.visit import Visit, Visited, may

watch_router = APIRouter(prefix="/pantauan", include_in_schema=False)
WATCH = Page("/pantauan", Say("Daftar pantau", "Watch list"), "eye", Right.READ, watch_router, group="kantor")
rules_router = APIRouter(prefix="/aturan", include_in_schema=False)
RULES = Page("/aturan", Say("Aturan peringatan", "Alert rules"), "bell", Right.READ, rules_router, group="kantor")

#: key → what it means, and what it changes.
MEANINGS = {
    "alarm_palsu_per_minggu": Say(
        "Alarm palsu yang dapat diterima per pekan. Makin kecil, makin jarang berbunyi dan makin lambat.",
        "False alarms a week that are acceptable. Smaller rings less often, and later.",
    ),
    "lonjakan_minimal": Say("Unggahan dalam 6 jam untuk pertumbuhan tertinggi (G=5).", "Posts in 6 hours for G=5."),
    "kenaikan_minimal": Say("Unggahan dalam 24 jam untuk G=3 dan G=4.", "Posts in 24 hours for G=3 and G=4."),
    "media_nasional_g5": Say("Media nasional yang memberitakan untuk G=5.", "National outlets for G=5."),
}


@watch_router.get("", dependencies=[may(Right.READ)])
def watch_list(visit: Visited) -> Response:
    """The words that are listened for."""
    return visit.page("rules/watch.html", table=visit.workspace.settings.tables.office_table)


@watch_router.post("", dependencies=[may(Right.RULES)])
def set_watch_list(
    visit: Visited,
    kata_pantau: Annotated[str, Form(max_length=40_000)] = "",
    sebutan: Annotated[str, Form(max_length=40_000)] = "",
    nama_pimpinan: Annotated[str, Form(max_length=40_000)] = "",
) -> Response:
    """Keep the words."""
    words = {
        "kata_pantau": words_of(kata_pantau),
        "sebutan": words_of(sebutan),
        "nama_pimpinan": words_of(nama_pimpinan),
    }
    _use(visit, change_watch_list(visit.workspace, words))
    noted(visit.workspace, visit.officer, "pantauan.ubah", "", "; ".join(f"{k}: {len(w)}" for k, w in words.items()))
    said = Say(
        "Daftar pantau disimpan; berlaku pada analisis berikutnya.",
        "The watch list is kept; it counts from the next analysis.",
    )
    return visit.to("/pantauan", said)


@rules_router.get("", dependencies=[may(Right.READ)])
def rules(visit: Visited) -> Response:
    """The rules as they stand, and the last trial of this officer."""
    return _rules(visit, _present(visit))


@rules_router.post("/uji", dependencies=[may(Right.RULES)])
def trial(
    visit: Visited,
    alarm_palsu_per_minggu: Annotated[str, Form(max_length=20)] = "",
    lonjakan_minimal: Annotated[str, Form(max_length=20)] = "",
    kenaikan_minimal: Annotated[str, Form(max_length=20)] = "",
    media_nasional_g5: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Play the last 30 days with these values."""
    values = (alarm_palsu_per_minggu, lonjakan_minimal, kenaikan_minimal, media_nasional_g5)
    judged = {key: value.strip() for key, value in zip(JUDGED, values, strict=True) if value.strip()}
    lang = visit.lang
    worker = visit.request.app.state.worker
    worker.try_out(_owner(visit), lambda workspace: (judged, try_rules(workspace, judged, lang=lang)))
    return visit.to("/aturan#uji")


@rules_router.post("/simpan", dependencies=[may(Right.RULES)])
def keep(visit: Visited) -> Response:
    """Keep the values that were tried."""
    found = visit.request.app.state.worker.trials.get(_owner(visit))
    if not isinstance(found, tuple):
        raise UsageError(
            Say("Uji dulu aturannya pada 30 hari terakhir.", "Try the rules on the last 30 days first."),
            Say("Isi nilainya, lalu pilih Uji.", "Fill in the values, then choose Try."),
        )
    judged = found[0]
    _use(visit, change_rules(visit.workspace, judged, {}))
    visit.request.app.state.worker.trials.pop(_owner(visit), None)
    noted(visit.workspace, visit.officer, "aturan.ubah", "", "; ".join(f"{k}={v}" for k, v in judged.items()))
    return visit.to("/aturan", Say("Aturan disimpan.", "The rules are kept."))


@rules_router.post("/waktu", dependencies=[may(Right.RULES)])
def keep_times(
    visit: Visited,
    tenang_mulai: Annotated[str, Form(max_length=10)] = "00.00",
    tenang_selesai: Annotated[str, Form(max_length=10)] = "00.00",
    jeda_jam: Annotated[str, Form(max_length=10)] = "24",
) -> Response:
    """Keep when alerts are told."""
    told = {"tenang_mulai": tenang_mulai, "tenang_selesai": tenang_selesai, "jeda_jam": jeda_jam}
    _use(visit, change_rules(visit.workspace, {}, told))
    noted(visit.workspace, visit.officer, "aturan.waktu", "", "; ".join(f"{k}={v}" for k, v in told.items()))
    return visit.to("/aturan", Say("Waktu peringatan disimpan.", "The times of alerts are kept."))


def _rules(visit: Visit, values: dict[str, object]) -> Response:
    trials = visit.request.app.state.worker.trials
    owner = _owner(visit)
    found = trials.get(owner)
    return visit.page(
        "rules/rules.html",
        values={**values, **(found[0] if isinstance(found, tuple) else {})},
        present=values,
        meanings=MEANINGS,
        alerts=visit.workspace.settings.tables.alerts,
        trying=owner in trials and found is None,
        tried=found[1] if isinstance(found, tuple) and isinstance(found[1], Tried) else None,
        failed=found if isinstance(found, KentonganError) else None,
    )


def _present(visit: Visit) -> dict[str, object]:
    judged = visit.workspace.settings.tables.judgement.model_dump(by_alias=True)
    return {key: judged[key] for key in JUDGED}


def _owner(visit: Visit) -> str:
    return f"aturan:{visit.officer.id}"


def _use(visit: Visit, workspace: object) -> None:
    """From now on every visit sees the new settings."""
    visit.request.app.state.workspace = workspace
