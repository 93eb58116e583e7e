"""What a report says of itself: its state, the draft stamp, and who checked it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reports import wording
from reports.blocks import Report, State
from reports.lists import slug
from reports.redaction import redact

_CHECKED: Final = frozenset({"diperiksa", "checked-by"})


def stated(report: Report, state: State, checker: str, version: int) -> Report:
    """The report as this version in this state, with the checker's name on its cover; a draft carries its stamp."""
    name = redact(checker)
    meta = tuple((label, name if slug(label) in _CHECKED and name else value) for label, value in report.meta)
    stamp = wording.DRAFT_STAMP.to(report.lang) if state in (State.DRAFT, State.REVIEWED) else ""
    footer = report.footer.removesuffix(f" {report.version}") + f" {version}"
    return replace(report, state=state, stamp=stamp, meta=meta, version=version, footer=footer)
