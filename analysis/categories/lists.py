"""The category lists (field guide 13) and the traps (14), compiled once from the data files."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from analysis.categories.learnt import MODEL, PROFILE
from analysis.learning.files import model_digests
from analysis.text.phrases import PhraseIndex, words
from analysis.text.tokens import slang as general_slang
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.core.office import OwnCategory

PROFILES = ("pemda", "kemenag")
# How much a phrase of each list says; found by reading, not fitted.
STRONG, PLAIN, CONTEXT, WEAK, ELSEWHERE, WORLD = 3.0, 1.6, 2.0, 0.5, 1.2, 1.7


@dataclass(frozen=True, slots=True)
class Category:
    """One issue category.

    Args:
        code: as in settings and corrections.
        name: as printed.
        owner: who usually handles it.
        praise: a citizen's praise of the office's service is filed here, whatever it is about.
    """

    code: str
    name: str
    owner: str
    praise: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """What one phrase says.

    Args:
        category: number of the category in the profile (or of the group elsewhere).
        weight: how much it says.
        weak: counts beside others only.
        near: it counts only with one of these words near; empty = always.
        unless: it does not count with one of these near.
        upper: only in capitals.
        alone: in a text of three words or less it needs no word near it.
    """

    category: int
    weight: float
    weak: bool = False
    near: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    upper: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Traps:
    """Idioms, drills, negations, slang and matters of no office.

    Args:
        slang: read as the other word always; `plain` (the project's lists of slang and regional words) only where a
            list of categories does not know the word itself.
    """

    idioms: PhraseIndex[bool]
    damping: PhraseIndex[bool]
    elsewhere: PhraseIndex[Cue]
    groups: tuple[str, ...]
    slang: Mapping[str, tuple[str, ...]]
    plain: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Profile:
    """A compiled category list; `touched`: the phrases that the office itself added or took away."""

    name: str
    categories: tuple[Category, ...]
    index: PhraseIndex[Cue]
    vocabulary: frozenset[str]
    touched: PhraseIndex[bool]


@lru_cache(maxsize=4)
def load_profile(name: str, own: tuple[OwnCategory, ...] = ()) -> Profile:
    """The profile "pemda" or "kemenag" with what the office adds to it; UsageError for any other name."""
    tables = _tables(name, own)
    categories = tuple(
        Category(str(t["code"]), str(t["name"]), str(t["owner"]), bool(t.get("praise", False))) for t in tables
    )
    entries = [entry for number, table in enumerate(tables) for entry in _entries(number, table)]
    shared: dict[tuple[str, ...], set[int]] = {}
    for phrase, cue in entries:
        if not cue.weak:
            shared.setdefault(phrase, set()).add(cue.category)
    # a phrase that several categories claim says less for each (the idea of inverse document frequency)
    weighed = [(phrase, _thinned(cue, len(shared.get(phrase, ())))) for phrase, cue in entries]
    vocabulary = frozenset(word for phrase, _ in entries for word in phrase)
    phrases = [p for extra in own for p in (*extra.strong, *extra.words, *extra.weak, *extra.without)]
    touched = PhraseIndex([(words(phrase), True) for phrase in phrases])
    return Profile(name, categories, PhraseIndex(weighed), vocabulary, touched)


def category_codes(name: str, own: Sequence[OwnCategory] = ()) -> tuple[str, ...]:
    """The codes of a profile with the office's own, in order; quick, nothing is compiled."""
    return tuple(str(table["code"]) for table in _tables(name, own))


def lists_digest(name: str, own: Sequence[OwnCategory] = ()) -> str:
    """What the answers of a profile depend on: its lists with the office's own, the traps, and the learnt part."""
    learnt = model_digests().get(MODEL, "") if name == PROFILE else ""
    content = repr((_tables(name, own), _toml("category_traps.toml"), learnt))
    return hashlib.blake2b(content.encode(), digest_size=6).hexdigest()


def _tables(name: str, own: Sequence[OwnCategory]) -> list[dict[str, object]]:
    """The tables of a profile; the office's words are added to them, its own categories stand last."""
    if name not in PROFILES:
        raise UsageError(
            Say(f"Profil kategori {name!r} tidak dikenal.", f"There is no category profile {name!r}."),
            Say("Gunakan pemda atau kemenag.", "Use pemda or kemenag."),
        )
    shipped: list[dict[str, object]] = _toml(f"categories_{name}.toml")["category"]  # type: ignore[assignment]
    tables = {str(table["code"]): table for table in shipped}
    for extra in own:
        table = tables.setdefault(extra.code, {"code": extra.code, "name": extra.code.capitalize(), "owner": ""})
        table |= {key: value for key, value in (("name", extra.name), ("owner", extra.owner)) if value}
        added = {"strong": extra.strong, "words": extra.words, "weak": extra.weak}
        new = {phrase for phrases in added.values() for phrase in phrases}
        dropped = {words(phrase) for phrase in (*extra.without, *new)}
        for key, phrases in added.items():
            kept = [phrase for phrase in _list(table, key) if words(phrase) not in dropped]
            table[key] = [*kept, *dict.fromkeys(phrases)]
        rules: Sequence[Mapping[str, object]] = table.get("context", ())  # type: ignore[assignment]
        table["context"] = [
            {**rule, "words": [phrase for phrase in _list(rule, "words") if words(phrase) not in dropped]}
            for rule in rules
        ]
    return list(tables.values())


@lru_cache(maxsize=1)
def load_traps() -> Traps:
    """The traps, compiled once."""
    table = _toml("category_traps.toml")
    groups: Mapping[str, Sequence[str]] = table["elsewhere"]  # type: ignore[assignment]
    names = tuple(groups)
    elsewhere = [
        (words(p), Cue(number, WORLD if name == "world" else ELSEWHERE))
        for number, name in enumerate(names)
        for p in groups[name]
    ]
    slang: Mapping[str, str] = table["slang"]  # type: ignore[assignment]
    idioms: Sequence[str] = table["idioms"]  # type: ignore[assignment]
    damping: list[str] = [*table["drills"], *table["negations"]]  # type: ignore[misc]
    return Traps(
        idioms=PhraseIndex([(words(phrase), True) for phrase in idioms]),
        damping=PhraseIndex([(words(phrase), True) for phrase in damping]),
        elsewhere=PhraseIndex(dict.fromkeys(elsewhere)),
        groups=names,
        slang={word: words(value) for word, value in slang.items()},
        plain={word: words(value) for word, value in (general_slang() | regional_words()).items()},
    )


def regional_words() -> dict[str, str]:
    """Words of regional languages that mean nothing else in Indonesian → Indonesian."""
    lines = (files("analysis") / "data" / "regional_words.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if line]
    return {row[0]: row[1] for row in rows if row[3] == "yes"}


def _toml(name: str) -> dict[str, object]:
    """A data file as a table."""
    return tomllib.loads((files("analysis") / "data" / name).read_text(encoding="utf-8"))


def _entries(number: int, table: Mapping[str, object]) -> list[tuple[tuple[str, ...], Cue]]:
    """Every phrase of one category with what it says; a context adds to a phrase that also stands in a list."""
    factor = float(str(table.get("factor", 1.0)))
    found: list[tuple[tuple[str, ...], Cue]] = []
    barred: dict[str, frozenset[str]] = {}
    rules: Sequence[Mapping[str, object]] = table.get("context", ())  # type: ignore[assignment]
    for rule in rules:
        near, unless = frozenset(_list(rule, "with")), frozenset(_list(rule, "against"))
        upper, alone = bool(rule.get("upper", False)), bool(rule.get("alone", False))
        for phrase in _list(rule, "words"):
            barred[phrase] = unless
            cue = Cue(number, CONTEXT * factor, near=near, unless=unless, upper=upper, alone=alone)
            found.append((words(phrase), cue))
    for key, weight in (("strong", STRONG), ("words", PLAIN), ("weak", WEAK)):
        for phrase in dict.fromkeys(_list(table, key)):
            unless = barred.get(phrase, frozenset())
            found.append((words(phrase), Cue(number, weight * factor, weak=key == "weak", unless=unless)))
    return found


def _list(table: Mapping[str, object], key: str) -> list[str]:
    """A list of strings of a table, [] where absent."""
    value = table.get(key, [])
    return [str(item) for item in value] if isinstance(value, list) else []


def _thinned(cue: Cue, claims: int) -> Cue:
    """The cue with its weight shared among the categories that claim its phrase."""
    if claims <= 1 or cue.weak:
        return cue
    return replace(cue, weight=cue.weight / claims**0.5)
