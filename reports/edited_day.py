"""An officer's words where a document is drawn from the day itself: the sheet file and the brief say what the report says."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from kentongan.core.clock import zone
from kentongan.core.day import DayFindings, IssueView
from kentongan.core.findings import CitedSentence, Recommendation
from kentongan.core.report_edits import CITATION, cited
from reports import wording

_TIME: Final = re.compile(r"(?:(\d{1,2}) ([A-Za-z]{3,4}) )?(\d{1,2})[.:](\d{2})")
_NEXT: Final = frozenset({"laporan berikut", "next report"})


def with_words(day: DayFindings, texts: Mapping[str, str]) -> DayFindings:
    """The day with the officers' words for recommendations, summaries and impacts.

    Args:
        day: as found.
        texts: edited texts as kept, by key of their passage (`reports.passages`).
    """
    if not texts:
        return day

    def worded(issues: tuple[IssueView, ...]) -> tuple[IssueView, ...]:
        return tuple(_issue(day, issue, texts) for issue in issues)

    claims = tuple(
        replace(case, confirm_with=_bare(said)) if (said := _ask(case.id, texts)) else case for case in day.claims
    )
    return replace(
        day,
        priority=worded(day.priority),
        potential=worded(day.potential),
        positive=worded(day.positive),
        claims=claims,
    )


def deadline_of(text: str, day: DayFindings) -> datetime | None:
    """The moment that "10.00" or "4 Feb 10.00" means in a report of this day; None for the next report.

    Raises:
        ValueError: it says no moment.
    """
    words = " ".join(text.split()).removesuffix(".")
    if words.casefold() in _NEXT:
        return None
    hit = _TIME.fullmatch(words.removesuffix(f" {day.office.zone}"))
    if hit is None:
        raise ValueError(text)
    end = day.window.end.astimezone(zone(day.office.zone))
    number, month, hour, minute = hit.groups()
    due = end.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    if number is None:
        return due
    names = (
        [name[:3].casefold() for name in wording.MONTHS["id"]],
        [name[:3].casefold() for name in wording.MONTHS["en"]],
    )
    place = next((months.index(month[:3].casefold()) for months in names if month[:3].casefold() in months), None)
    if place is None:
        raise ValueError(text)
    due = due.replace(month=place + 1, day=int(number))
    return due if due >= end - timedelta(days=180) else due.replace(year=due.year + 1)


def _issue(day: DayFindings, issue: IssueView, texts: Mapping[str, str]) -> IssueView:
    def text(section: str, *fields: str) -> str | None:
        return next((texts[key] for f in fields if (key := f"{section}/{issue.id}/{f}") in texts), None)

    advice = _advice(day, issue, {
        "action": text("rekomendasi", "rekomendasi", "recommendation") or text("potensi", "saran", "advice")
        or text("positif", "saran-penguatan", "how-to-strengthen"),
        "owner": text("rekomendasi", "penanggung-jawab", "owner"),
        "deadline": text("rekomendasi", "tenggat", "deadline"),
        "form": text("rekomendasi", "bentuk", "form"),
        "reason": text("rekomendasi", "alasan", "reason"),
    })  # fmt: skip
    summary, impact = text("prioritas", "ringkasan", "summary"), text("prioritas", "dampak", "impact")
    changed = replace(issue, recommendation=advice)
    if impact is not None:
        changed = replace(changed, impact=_bare(impact))
    if summary is not None:
        changed = replace(changed, summary=(CitedSentence(_bare(summary), cited(summary)),) if summary else ())
    return changed


def _ask(claim: str, texts: Mapping[str, str]) -> str:
    return texts.get(f"hoaks/{claim}/konfirmasi-ke", "") or texts.get(f"hoaks/{claim}/ask", "")


def _advice(day: DayFindings, issue: IssueView, said: Mapping[str, str | None]) -> Recommendation:
    advice = issue.recommendation
    words = {name: _bare(text) for name, text in said.items() if text is not None}
    if due := words.pop("deadline", ""):
        with contextlib.suppress(ValueError):
            advice = replace(advice, deadline=deadline_of(due, day))
    # The table writes the issue's name behind the advice where the advice does not hold it.
    if "action" in words:
        words["action"] = words["action"].removesuffix(f" — {issue.name}")
    return replace(
        advice,
        action=words.get("action", advice.action),
        owner=words.get("owner", advice.owner),
        form=words.get("form", advice.form),
        reason=words.get("reason", advice.reason),
    )


def _bare(text: str) -> str:
    return CITATION.sub("", text).strip()
