"""What is said of a post where posts are listed and counted: the machine's answers, or an officer's in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

NOTHING = "-"
"""The value of a decision on a category or place that says there is none."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The labels that an officer may correct.

    Args:
        tone: toward the agency, the printed one of four; "" = not read yet.
        category: code, "" = none.
        places: codes, the main one first.
        language: code of ISO 639-3, "mix" or "unknown"; "" = not read yet.
        verification: it should be checked.
        outside: it is about another region.
    """

    tone: str = ""
    category: str = ""
    places: tuple[str, ...] = ()
    language: str = ""
    verification: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one post.

    Args:
        answers: what counts.
        machine: what the machine says, where an officer says otherwise; None = nobody corrected it.
        issue_id: "" = none.
        copy_of: id of the post whose text it carries; "" = its own.
    """

    post_id: str
    answers: Answers = Answers()
    machine: Answers | None = None
    issue_id: str = ""
    copy_of: str = ""


def decided(machine: Answers, decisions: Mapping[str, str], region: str) -> Answers:
    """The answers with an officer's decisions over them.

    Args:
        machine: what the machine says.
        decisions: field of `analysis.corrections` → value as a decision holds it.
        region: the office's region code, "" = nothing is outside.
    """
    answers = machine
    if (place := decisions.get("place")) is not None:
        code = place.partition(" ")[0]
        answers = replace(answers, places=() if place == NOTHING else (code,), outside=is_outside(place, region))
    if (tone := decisions.get("tone")) is not None:
        answers = replace(answers, tone=tone)
    if (category := decisions.get("category")) is not None:
        answers = replace(answers, category="" if category == NOTHING else category)
    if (language := decisions.get("language")) is not None:
        answers = replace(answers, language=language)
    if (verification := decisions.get("verification")) is not None:
        answers = replace(answers, verification=verification == "ya")
    if (outside := decisions.get("outside")) is not None:
        answers = replace(answers, outside=outside == "ya")
    return answers


def is_outside(place: str, region: str) -> bool:
    """Whether a decided place ("64.72.01 Palaran") makes a post one about another region."""
    code = place.partition(" ")[0]
    return bool(region) and place != NOTHING and not (f"{code}.".startswith(f"{region}.") or region.startswith(code))
