"""Why posts belong to an issue, in plain words for its log."""

from __future__ import annotations

from analysis.issues.matters import matters
from analysis.issues.profiles import Profile

_WORDS = 4


def reasons(one: Profile, other: Profile) -> str:
    """The matter and the telling words that two profiles have in common."""
    table = matters()
    found = []
    common = sorted({*one.matters} & {*other.matters}, key=lambda key: (-one.matters[key] * other.matters[key], key))
    if common:
        name = table[common[0]].name if common[0] in table else ""
        found.append(f"urusan: {(name or common[0]).lower()}")
    words = sorted({*one.top} & {*other.top}, key=lambda word: (-one.top[word] * other.top[word], word))
    if words:
        found.append(f"kata bersama: {', '.join(words[:_WORDS])}")
    return "; ".join(found) or "tempat dan waktu yang sama"


def decimal(value: float) -> str:
    """0.43 → "0,43"."""
    return f"{value:.2f}".replace(".", ",")
