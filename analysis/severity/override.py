"""An officer's own USG or level for an issue: it outranks the machine's until it is taken back, with name and reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.severity.usg import level_of
from kentongan.core.findings import Correction, Level, Severity

FIELD = "severity"
_USG = re.compile(r"U?\s*([1-5])\s*[/, ]?\s*S?\s*([1-5])\s*[/, ]?\s*G?\s*([1-5])", re.IGNORECASE)


def overrides(corrections: Sequence[Correction]) -> dict[str, Correction]:
    """The latest decision on each issue's severity; one with an empty value takes the earlier ones back."""
    found: dict[str, Correction] = {}
    for one in sorted(corrections, key=lambda c: c.at):
        if one.field_name != FIELD:
            continue
        found.pop(one.subject, None)
        if one.value.strip() and readable(one.value):
            found[one.subject] = one
    return found


def readable(value: str) -> bool:
    """Whether the value says three figures of 1 to 5 ("U4 S3 G5", "4/3/5") or a level ("siaga")."""
    return bool(_USG.fullmatch(value.strip())) or value.strip().lower() in set(Level)


def overridden(machine: Severity, issue: str, decided: Mapping[str, Correction]) -> Severity:
    """The severity to show: the officer's where there is one, with the machine's own kept in the arithmetic."""
    one = decided.get(issue)
    if one is None:
        return machine
    by = f"{one.by} ({one.reason})" if one.reason else one.by
    suggested = f"Saran mesin U{machine.urgency} S{machine.seriousness} G{machine.growth}, {machine.level.value}."
    figures = _USG.fullmatch(one.value.strip())
    if figures is None:
        return replace(machine, level=Level(one.value.strip().lower()), adjusted=suggested, overridden_by=by)
    u, s, g = (int(figure) for figure in figures.groups())
    return replace(
        machine, urgency=u, seriousness=s, growth=g, level=level_of(u + s + g), adjusted=suggested, overridden_by=by
    )
