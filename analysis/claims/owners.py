"""The claim's words → whom to ask: an OPD of the office that it names, a body that it names, or the owner of its matter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, Final

from analysis.advice.playbook import unit_for
from kentongan.core import desk_words
from kentongan.core.office import Office

#: Where neither words nor category name anybody.
ANYBODY: Final = desk_words.ANYBODY.id
#: A name as short as "PU" counts in capitals only.
_SHORT: Final = 3


def whom_to_ask(category: str, office: Office, claim: str = "") -> str:
    """The OPD or body that can confirm a claim.

    Args:
        category: of the claim, "" for none.
        office: its OPD come first.
        claim: its words, "" where only the category is known.
    """
    named = _unit_named(claim, office) or _body_named(_plain(claim), office)
    return named or unit_for(category, office) or str(_table()["usual_owner"].get(category, ANYBODY))


def category_asked(text: str) -> str:
    """The category whose words stand in a text most often, the first of the table among equals; "" for none."""
    plain = _plain(text)
    hits = {code: len(set(pattern.findall(plain))) for code, pattern in _categories()}
    best = max(hits.values(), default=0)
    return next((code for code, count in hits.items() if count == best and best), "")


def _unit_named(claim: str, office: Office) -> str:
    """The OPD that a claim names, the one named first; an OPD's short names count as its name."""
    found = [
        (match.start(), -len(name), unit.name)
        for unit in office.units
        for name in (unit.name, *unit.aliases)
        if name.strip() and (match := _name(name).search(claim))
    ]
    return min(found)[2] if found else ""


@cache
def _name(name: str) -> re.Pattern[str]:
    flags = 0 if len(name.strip()) <= _SHORT else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", flags)


def _body_named(plain: str, office: Office) -> str:
    """The body that stands first in the text; of two that begin there the longer name ("BPJS Kesehatan", not "BPJS")."""
    found = [
        (match.start(), -len(match[0]), number)
        for number, pattern in enumerate(_bodies())
        if (match := pattern.search(plain))
    ]
    if not found:
        return ""
    body = _table()["body"][min(found)[2]]
    return unit_for(body.get("category", "-"), office) or str(body["name"])


def _plain(text: str) -> str:
    """Small letters, hyphens as blanks, without words that only look like a matter ("air mata", "polisi tidur")."""
    return _idioms().sub(" ", _spaced(text))


def _spaced(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    # Longer ones first: an alternation takes the first that fits.
    known = sorted({_spaced(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("analysis").joinpath("data", name).read_text("utf-8"))


@cache
def _table() -> dict[str, Any]:
    return _toml("claim_owners.toml")


@cache
def _idioms() -> re.Pattern[str]:
    return _pattern([*_table()["idioms"]["words"], *_toml("category_traps.toml")["idioms"]])


@cache
def _categories() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, _pattern(phrases)) for code, phrases in _table()["confirm_with"].items())


@cache
def _bodies() -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(body["words"]) for body in _table()["body"])
