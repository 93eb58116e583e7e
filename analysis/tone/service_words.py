"""The words of public services (``analysis/data/service_talk.toml``) found in a text, with what stands around them.

A phrase has one or more roles: a thing (road, water, waste …), a fault of that thing, the thing in order again, a
grievance, a request, praise, and so on. Clitics of Indonesian and its regional languages (*-nya, -ne, -e, -na, -nyo*)
are tried off, so that "lubangnya", "dalane" and "bauna" are found under their plain form.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from analysis.text.pieces import Piecewise
from analysis.text.tokens import normalise, standard, standard_of
from analysis.tone.government_words import GOVERNMENT_WORDS

Role = tuple[str, str]
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*2?|\d+|[.!?;\n]")
_CLITICS: Final = ("nya", "nyo", "ne", "na", "e", "ku", "mu", "lah", "kah")
_MIN_STEM: Final = 3
#: Active and passive of a root: "tambal" → ditambal, tertambal, ditambalin …
_PASSIVE: Final = ("di{}", "di{}i", "di{}kan", "di{}in", "ter{}", "ke{}")
_SENTENCE_END: Final = frozenset(".!?;\n")


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase of the lexicon: its words, the names of its roles, and the services in which it has them."""

    words: tuple[str, ...]
    names: frozenset[str]
    by_role: dict[str, tuple[str, ...]]


@dataclass(slots=True, eq=False)
class Hit:
    """A phrase found in a text, and its place among the words."""

    phrase: Phrase
    start: int
    end: int

    def plays(self, role: str) -> bool:
        """Has this role in any service."""
        return role in self.phrase.names

    def services(self, role: str) -> tuple[str, ...]:
        """The services in which it has this role ("" for any)."""
        return self.phrase.by_role.get(role, ())


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    for phrase in text.replace("\n", " ").split(","):
        words = tuple(standard(_TOKEN.findall(phrase.strip())))
        if words:
            yield words


@cache
def _data() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The services' tables and the table of what is said of any."""
    data = tomllib.loads(resources.files("analysis").joinpath("data", "service_talk.toml").read_text("utf-8"))
    return data["service"], data["say"]


@cache
def mocking_signs() -> tuple[str, ...]:
    """Signs that mock where a fault is told."""
    return tuple(_data()[1]["mocking"].split())


def _entries() -> Iterator[tuple[str, Role]]:
    """(list of phrases, role) as the file has them, forms of the mending verbs built."""
    services, say = _data()
    for service, table in services.items():
        for role, text in table.items():
            yield text, (role, service)
    for role, text in say.items():
        if role not in {"mocking", "mend"}:
            yield text, (role, "")
    yield say["mend"], ("mend_root", "")
    for root in say["mend"].replace("\n", " ").split(","):
        yield ",".join(shape.format(root.strip()) for shape in _PASSIVE), ("mended", "")
    yield ",".join(GOVERNMENT_WORDS), ("official", "")


@cache
def _lexicon() -> dict[str, dict[str, list[Phrase]]]:
    """Phrases by first word and by second ("" = none), longest first, each with all its roles."""
    roles: dict[tuple[str, ...], dict[Role, None]] = {}
    for text, role in _entries():
        for words in _phrases(text):
            roles.setdefault(words, {})[role] = None
    denials = {words[0] for words, kinds in roles.items() if ("not", "") in kinds}
    found: dict[str, dict[str, list[Phrase]]] = {}
    for words, kinds in roles.items():
        # "tidak ada yang", "ora ono sing": a grievance that also denies what follows.
        if len(words) > 1 and words[0] in denials and (("grievances", "") in kinds or ("lack", "") in kinds):
            kinds[("not", "")] = None
        by_role: dict[str, tuple[str, ...]] = {}
        for name, service in kinds:
            by_role[name] = (*by_role.get(name, ()), service)
        group = found.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", [])
        group.append(Phrase(words, frozenset(by_role), by_role))
    for groups in found.values():
        for phrases in groups.values():
            phrases.sort(key=lambda phrase: -len(phrase.words))
    return found


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(
        word for groups in _lexicon().values() for group in groups.values() for phrase in group for word in phrase.words
    )


def _plain(word: str) -> str:
    """The form the lexicon knows: the word itself, or the word without a clitic."""
    known = _vocabulary()
    if word in known:
        return word
    for clitic in _CLITICS if word.endswith(_CLITICS) else ():
        if word.endswith(clitic) and len(word) - len(clitic) >= _MIN_STEM and word[: -len(clitic)] in known:
            return word[: -len(clitic)]
    half, dash, other = word.partition("-")
    return half if dash and half == other and half in known else word


def service_words(text: str) -> list[str]:
    """Words, numbers and sentence ends, standard spelling, accents and clitics off where the lexicon knows the rest."""
    return _words.words(text)


def _words_of(piece: str) -> str:
    if not piece.isascii():
        piece = "".join(c for c in unicodedata.normalize("NFD", normalise(piece)) if not unicodedata.combining(c))
    found = standard_of(piece, _TOKEN)
    return " ".join(map(_plain, found.split(" "))) if found else ""


_words: Final = Piecewise(_words_of, "same")


def hits_in(words: list[str]) -> list[Hit]:
    """Phrases of the lexicon, left to right, the longest at each place, not overlapping."""
    table = _lexicon()
    found: list[Hit] = []
    free = 0
    for position in [place for place, word in enumerate(words) if word in table]:
        if position < free:
            continue
        groups = table[words[position]]
        following = groups.get(words[position + 1], ()) if position + 1 < len(words) else ()
        for phrase in (*following, *groups.get("", ())):
            end = position + len(phrase.words)
            if end <= position + 2 or tuple(words[position:end]) == phrase.words:
                found.append(Hit(phrase, position, end))
                free = end
                break
    return found


def by_role(hits: list[Hit]) -> dict[str, list[Hit]]:
    """The hits with each role, left to right."""
    roles: dict[str, list[Hit]] = {}
    for hit in hits:
        for role in hit.phrase.names:
            roles.setdefault(role, []).append(hit)
    return roles


def ends_sentence(word: str) -> bool:
    """Is a sentence end in the list of :func:`service_words`."""
    return word in _SENTENCE_END
