"""The language of the search box: from what a person typed to a tree of words and labels.

```
banjir bandang            both words, also in other forms (kebanjiran)
"jalan rusak"             exactly these words, one after the other
banjir OR longsor         either (also ATAU); binds weaker than standing side by side
banjir NOT jakarta        the first without the second (also BUKAN, or -jakarta)
(banjir OR longsor) -air  parentheses
perbaik*                  words that begin so
nada:negatif,positif      a label: one of these values (`search_fields` has the names)
```

Operators count in capitals only: "dan" and "atau" are words of the language. An operator where none can stand is passed
over; what cannot be understood is said (`UsageError`), never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.core.search_terms import STEM_MARK, Term, tokens

MAX_LENGTH: Final = 1000
MAX_LEAVES: Final = 64
MAX_DEPTH: Final = 20
SHORTEST_START: Final = 3  # letters before "*": half of all posts hold a word that begins with some two letters


@dataclass(frozen=True, slots=True)
class Label:
    """Posts with one of these values in a field; `shown` says them to a person."""

    field: str
    values: tuple[str, ...]
    shown: Say


@dataclass(frozen=True, slots=True)
class Period:
    """Posts published in [since, until); None = no bound."""

    since: datetime | None
    until: datetime | None
    shown: Say


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts; without parts every post."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Whatever the part is not."""

    part: Node


Node = Term | Label | Period | Every | Either | Without
ReadLabel = Callable[[str, list[str]], Label | Period | None]
"""Field and values as typed → the label; None where a text only looks like one ("Catatan: …"); UsageError when wrong."""

_PIECE: Final = re.compile(
    r"""(?P<minus>-?)(?:
        (?P<open>\() | (?P<close>\)) |
        (?P<name>[^\W\d_][\w-]*):(?:"(?P<quoted>[^"]*)"?|\((?P<group>[^()]*)\)|(?P<value>[^\s"()]*)) |
        "(?P<phrase>[^"]*)"? |
        (?P<word>[^\s"()]+)
    )""",
    re.VERBOSE,
)
_OR: Final = {"OR", "ATAU", "|"}
_AND: Final = {"AND", "DAN", "&", "+"}
_NOT: Final = {"NOT", "BUKAN"}
_SCHEMES: Final = {"http", "https"}
_BETWEEN: Final = re.compile(r"\s*(?:,|\||\bOR\b|\bATAU\b)\s*")


@dataclass(slots=True)
class _Reader:
    """A query being read, piece by piece."""

    pieces: list[re.Match[str]]
    read_label: ReadLabel
    at: int = 0
    leaves: int = 0
    depth: int = field(default=0)

    def peek(self) -> re.Match[str] | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def either(self) -> Node | None:
        """Parts with OR between them, up to a closing parenthesis or the end."""
        parts = [self.every()]
        while (piece := self.peek()) is not None and not piece["close"]:
            self.at += 1  # an OR: `every` stops at nothing else
            parts.append(self.every())
        kept = [part for part in parts if part is not None]
        return _joined(Either, kept)

    def every(self) -> Node | None:
        """Parts side by side, up to an OR."""
        kept: list[Node] = []
        negated = False
        while (piece := self.peek()) is not None and not piece["close"]:
            word = "" if piece["minus"] else piece["word"] or ""
            if word in _OR:
                break
            self.at += 1
            if word in _NOT:
                negated = True
            elif word not in _AND and (part := self.atom(piece)) is not None:
                kept.append(Without(part) if negated != bool(piece["minus"]) else part)
                negated = False
        return _joined(Every, kept)

    def atom(self, piece: re.Match[str]) -> Node | None:
        if piece["open"]:
            return self.group()
        label = self.label(piece) if piece["name"] else None
        part = label or _term(piece)
        if part is not None:
            self.leaves += 1
            if self.leaves > MAX_LEAVES:
                raise _too_long()
        return part

    def group(self) -> Node | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _too_long()
        inner = self.either()
        if self.peek() is None:
            raise _unpaired()
        self.at += 1
        self.depth -= 1
        return inner

    def label(self, piece: re.Match[str]) -> Label | Period | None:
        name = piece["name"]
        if name.casefold() in _SCHEMES:
            return None
        if piece["quoted"] is not None:
            values = [piece["quoted"]]
        else:
            values = [value.strip('" ') for value in _BETWEEN.split(piece["group"] or piece["value"] or "")]
        return self.read_label(name, [value for value in values if value.strip()])


def parse(query: str, read_label: ReadLabel) -> Node:
    """The tree of a query; `Every()` for an empty one.

    Args:
        query: as typed.
        read_label: understands `name:value`.

    Raises:
        UsageError: parentheses that do not match, an unknown field or value, no word that could be looked for, too long.
    """
    if len(query) > MAX_LENGTH:
        raise _too_long()
    reader = _Reader(list(_PIECE.finditer(query)), read_label)
    tree = reader.either()
    if reader.peek() is not None:
        raise _unpaired()
    if tree is None:
        if query.strip():
            raise UsageError(
                Say("Tidak ada kata yang dapat dicari.", "There is no word to look for."),
                Say("Tulis sedikitnya satu kata atau angka, misalnya: banjir", "Write a word or a number: banjir"),
            )
        return Every()
    return tree


def leaves(node: Node, *, wanted: bool = True) -> Iterator[tuple[Term | Label | Period, bool]]:
    """Every word and label of the tree with whether it is wanted (not under an odd number of "not")."""
    if isinstance(node, Without):
        yield from leaves(node.part, wanted=not wanted)
    elif isinstance(node, Every | Either):
        for part in node.parts:
            yield from leaves(part, wanted=wanted)
    else:
        yield node, wanted


def wanted_terms(node: Node) -> list[Term]:
    """The words and phrases to be marked in what is found."""
    return list(dict.fromkeys(leaf for leaf, wanted in leaves(node) if wanted and isinstance(leaf, Term)))


def narrowed(text: str, tree: Node, field: str, value: str) -> str:
    """The query with a label more; without it where it is already there.

    Args:
        text: as typed; `tree` = what it means.
        field: the label's name, as `search_fields` has it.
        value: as stored or shown.
    """
    label = f'{field}:"{value}"' if re.search(r'[\s(),|"]', value) else f"{field}:{value}"
    pieces = [found[0] for found in _PIECE.finditer(text)]
    if label in pieces:
        pieces.remove(label)
        return " ".join(pieces)
    if isinstance(tree, Either):
        return f"({text.strip()}) {label}"
    return f"{text.strip()} {label}".strip()


def _joined(kind: type[Every | Either], parts: list[Node]) -> Node | None:
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return kind(tuple(flat))


def _term(piece: re.Match[str]) -> Term | None:
    exact = piece["phrase"] is not None
    typed = (piece["phrase"] if exact else piece[0].removeprefix("-")).replace(STEM_MARK, " ")
    prefix = not exact and typed.endswith("*")
    words = tuple(token.word for token in tokens(typed))
    if prefix and words and len(words[-1]) < SHORTEST_START:
        raise UsageError(
            Say(f'Awalan "{typed}" terlalu pendek.', f'The beginning "{typed}" is too short.'),
            Say(
                f"Tulis sedikitnya {SHORTEST_START} huruf sebelum *.",
                f"Write {SHORTEST_START} letters before * at least.",
            ),
        )
    return Term(words, exact, prefix, " ".join(typed.split())) if words else None


def _too_long() -> UsageError:
    return UsageError(
        Say("Pencarian ini terlalu panjang.", "This search is too long."),
        Say(
            f"Paling banyak {MAX_LENGTH} huruf, {MAX_LEAVES} kata, dan {MAX_DEPTH} kurung bertingkat.",
            f"At most {MAX_LENGTH} characters, {MAX_LEAVES} words and {MAX_DEPTH} parentheses inside one another.",
        ),
    )


def _unpaired() -> UsageError:
    return UsageError(
        Say("Kurung buka dan kurung tutup tidak berpasangan.", "The parentheses do not match."),
        Say(
            "Lengkapi kurungnya, atau pakai tanda kutip bila kurung itu bagian dari tulisan yang dicari.",
            "Complete them, or use quotation marks when they are part of what you look for.",
        ),
    )
