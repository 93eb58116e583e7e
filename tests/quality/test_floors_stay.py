"""Floors of quality are not lowered silently: the best that was ever committed holds, or its lowering says why.

A floor that has to fall is written into ``lowered.json`` with a reason: ``"floors.json: tone_smsa_valid/accuracy":
{"to": 0.88, "why": "…"}``. Names that say "flagged_" are ceilings, but for later hoaxes; there lower is better.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
LOWERED: dict[str, dict[str, Any]] = json.loads((HERE / "lowered.json").read_text("utf-8"))
FILES = sorted(path.name for path in HERE.glob("*floors.json"))


def numbers(tree: Any, path: str = "") -> Iterator[tuple[str, float]]:
    """Every floor with its name, "tone_smsa_valid/accuracy"; entries of a list are named by what is no floor."""
    if isinstance(tree, list):
        for item in tree:
            name = " ".join(str(value) for value in item.values() if isinstance(value, str) and len(value) < 40)
            yield from numbers(item, name)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key not in ("data", "note", "first", "sha256"):
                yield from numbers(
                    value, f"{path}/{key}" if path and key != "floors" else key if key != "floors" else path
                )
    elif isinstance(tree, int | float):
        yield path, float(tree)


def is_ceiling(name: str) -> bool:
    """Whether less is better."""
    last = name.rpartition("/")[2]
    return (
        ("flagged_" in name and "later_hoaxes" not in name)
        or last.startswith("max_")
        or ("/" in name and last == "ece")
    )


def lowered(name: str, before: dict[str, float], now: dict[str, float], allowed: dict[str, Any]) -> list[str]:
    """What is worse than before, or gone, without a reason of twenty characters in `allowed`."""
    found = []
    for key, value in before.items():
        sign = -1 if is_ceiling(key) else 1
        present = now.get(key)
        worse = present is None or sign * present < sign * value - 1e-9
        excuse = allowed.get(f"{name}: {key}", {})
        bound = excuse.get("to")
        excused = len(str(excuse.get("why", ""))) >= 20 and (
            (present is None and bound is None)
            or (present is not None and bound is not None and sign * present >= sign * bound)
        )
        if worse and not excused:
            found.append(f"{name}: {key} was {value}, is {present}")
    return found


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=HERE, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout


@pytest.mark.parametrize("name", FILES)
def test_no_floor_fell_silently(name: str) -> None:
    """Against every committed version of the file."""
    if shutil.which("git") is None or not any((folder / ".git").exists() for folder in HERE.parents):
        pytest.skip("no git here: the floors of the past cannot be read")
    now = dict(numbers(json.loads((HERE / name).read_text("utf-8"))))
    best: dict[str, float] = {}
    for commit in _git("log", "--format=%H", "--", name).split():
        try:
            past = json.loads(_git("show", f"{commit}:./{name}"))
        except (subprocess.CalledProcessError, ValueError):
            continue  # the commit that removed it, or a version nobody could read
        for key, value in numbers(past):
            keep = min if is_ceiling(key) else max
            best[key] = keep(best.get(key, value), value)

    assert lowered(name, best, now, LOWERED) == []


def test_a_fall_is_seen() -> None:
    """A lower floor, a higher ceiling and a floor that is gone are seen; a reason lets them pass, down to its bound."""
    before = {"tone/accuracy": 0.9, "claims/flagged_news": 0.01, "gone": 0.5}
    now = {"tone/accuracy": 0.85, "claims/flagged_news": 0.02}
    reason = "the measuring set grew by harder posts"

    assert len(lowered("f.json", before, now, {})) == 3
    excuses = {"f.json: tone/accuracy": {"to": 0.85, "why": reason}, "f.json: gone": {"why": reason}}
    assert lowered("f.json", before, now, excuses) == ["f.json: claims/flagged_news was 0.01, is 0.02"]
    assert len(lowered("f.json", before, {**now, "tone/accuracy": 0.8}, excuses)) == 2
    assert len(lowered("f.json", before, now, {"f.json: tone/accuracy": {"to": 0.85, "why": "oops"}})) == 3


def test_lists_and_tables_give_names() -> None:
    """Both shapes of our files."""
    tree = {"data": {"x": "1"}, "floors": {"tone": {"accuracy": 0.9}}}
    assert dict(numbers(tree)) == {"tone/accuracy": 0.9}
    assert dict(numbers([{"file": "a.jsonl", "first": 3, "b3_f": 0.8}])) == {"a.jsonl/b3_f": 0.8}
