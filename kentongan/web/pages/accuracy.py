"""Akurasi: how often the machine is right, as measured, and by this office's own corrections."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from fastapi import APIRouter
from fastapi.responses import Response

from analysis.measures.answers import digest_of, scores_of
from analysis.measures.tasks import MEASURES
from analysis.measures.words import METRICS, PARTS, was_seen
from kentongan.core.access import Right
from kentongan.core.messages import Say
from kentongan.pipeline.analysing.accuracy import Row, by_corrections
from kentongan.web.page import Page
from kentongan.web.visit import Visited, may

router = APIRouter(prefix="/akurasi", include_in_schema=False)
PAGE = Page("/akurasi", Say("Akurasi", "Accuracy"), "chart-bar", Right.READ, router, group="kantor")


@router.get("", dependencies=[may(Right.READ)])
def show(visit: Visited) -> Response:
    """The office's corrections at once; the shipped sets are measured when they are asked for."""
    return visit.page(
        "accuracy/accuracy.html", own=_by_task(by_corrections(visit.workspace)), metrics=METRICS, parts=PARTS
    )


@router.get("/ukur", dependencies=[may(Right.READ)])
def measured(visit: Visited) -> Response:
    """The parts of the shipped sets whose errors nobody has read, measured now by this very machine."""
    return visit.page(
        "accuracy/measured.html",
        rows=_by_task(row for row in _shipped() if not was_seen(row.part)),
        metrics=METRICS,
        parts=PARTS,
    )


def _by_task(rows: Iterable[Row]) -> list[tuple[Row, list[Row]]]:
    """The first metric of each task and part, and the others, which stand below it."""
    groups = (list(group) for _, group in groupby(rows, key=lambda row: (row.name, row.part)))
    return [(first, rest) for first, *rest in groups]


@lru_cache(maxsize=1)
def _shipped() -> tuple[Row, ...]:
    """Measured once for as long as the program runs: neither models nor sets change meanwhile."""
    return tuple(
        Row(m.name, m.what, s.part, s.metric, s.n, s.score, digest_of(m.file), s.confusion)
        for m in MEASURES
        for s in scores_of(m)
    )
