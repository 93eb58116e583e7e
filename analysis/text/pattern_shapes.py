"""What a small pattern says of the texts it can stand in, read off its letters: how a match begins, and what it must hold.

Both are prefilters in the sense of Cox ("Regular Expression Matching with a Trigram Index", 2012): never wrong to leave a
text aside, sometimes in vain not to. Read are letters, escapes, classes, groups ``(?:…|…)``, looks ahead and the signs
``? + * {m,n}``.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

#: Letters of a pattern's opening that are looked up.
SIZE: Final = 8
#: What takes no letter where a word begins.
_ZERO_WIDTH: Final = re.compile(r"(?:\\b|\^(?:\\W(?:\{0,\d\}|[?*]))?)+")
#: The opening of a pattern that begins with any digit; a private character, which no pattern holds.
ANY_DIGIT: Final = "\ue000"
_WORD: Final = re.compile(r"\w+")
_REPEATS: Final = re.compile(r"[?+*]|\{\d*,?\d*\}")
#: Fewest letters of what a match must hold, and most strings of which one must be there: what is shorter stands everywhere.
FEWEST: Final = 3
_MOST: Final = 24


class _Node(NamedTuple):
    """One piece of a pattern: a letter, a group of alternatives, or anything (``alternatives`` None, no letter)."""

    letter: str
    alternatives: tuple[tuple["_Node", ...], ...] | None
    optional: bool
    repeated: bool


def openings(pattern: str) -> frozenset[str]:
    """The first letters, up to `SIZE`, that a match of the pattern may begin with, lower case.

    One shorter than `SIZE` stands for whatever follows; what stands behind the openings is no matter. A digit, of
    whatever script, is U+E000 alone.
    """
    done, whole = _starts_of_any(_parsed(pattern))
    # Inside an opening a digit ends it.
    return frozenset(opening[:1] + opening[1:].partition(ANY_DIGIT)[0] for opening in done | whole)


def needs(pattern: str) -> frozenset[str]:
    """Parts of words, lower case, of which every match of the pattern holds at least one; empty where nothing can be said.

    Of the pieces that a match must have, the one whose shortest form is the longest; the first piece, by which a match is
    found, only where no other tells.
    """
    parts = [max(_WORD.findall(need), key=len, default="") for need in _needs_of_any(_parsed(pattern))]
    return frozenset(parts) if all(len(part) >= FEWEST for part in parts) else frozenset()


def _needs_of_any(alternatives: Sequence[Sequence[_Node]]) -> tuple[str, ...]:
    each = [_needs(nodes) for nodes in alternatives]
    together = tuple(sorted({need for one in each for need in one}))
    return together if all(each) and len(together) <= _MOST else ()


def _needs(nodes: Sequence[_Node]) -> tuple[str, ...]:
    found: list[tuple[str, ...]] = []
    run: tuple[str, ...] = ("",)
    for node in nodes:
        forms = _forms(node)
        longer = tuple(dict.fromkeys(map("".join, product(run, forms))))
        if 0 < len(longer) <= _MOST and not node.repeated:
            run = longer
            continue
        found.append(longer if 0 < len(longer) <= _MOST else run)
        # What may come again, or was too much, begins anew.
        run = forms or ("",)
        if not forms and node.alternatives and not node.optional:
            found.append(_needs_of_any(node.alternatives))
    first, *later = (forms if len(forms) <= _MOST else () for forms in (*found, run))
    best = max(later, key=_shortest, default=())
    best = best if _shortest(best) >= FEWEST else first
    return best if _shortest(best) >= FEWEST else ()


def _shortest(forms: Sequence[str]) -> int:
    return min(map(len, forms), default=0)


def _forms(node: _Node) -> tuple[str, ...]:
    """All that this piece of a pattern may be, where that is a short list."""
    forms: tuple[str, ...] = ()
    if node.alternatives is None:
        forms = (node.letter,) if node.letter and node.letter != ANY_DIGIT else ()
    else:
        each = [_forms_of(nodes) for nodes in node.alternatives]
        forms = tuple(form for one in each for form in one) if all(each) else ()
    return (*forms, "") if forms and node.optional else forms


def _forms_of(nodes: Sequence[_Node]) -> tuple[str, ...]:
    each = [() if node.repeated else _forms(node) for node in nodes]
    count = 1
    for forms in each:
        count *= len(forms)
    return tuple(map("".join, product(*each))) if 0 < count <= _MOST else ()


# A pattern's openings and its needs are asked for one after the other.
@lru_cache(maxsize=1)
def _parsed(pattern: str) -> tuple[tuple[_Node, ...], ...]:
    zero = _ZERO_WIDTH.match(pattern)
    pattern = pattern[zero.end() :] if zero else pattern
    alternatives, end = _alternatives(pattern, 0)
    if end != len(pattern):
        raise re.error("unbalanced parenthesis", pattern, end)
    return alternatives


def _alternatives(pattern: str, at: int) -> tuple[tuple[tuple[_Node, ...], ...], int]:
    found: list[tuple[_Node, ...]] = []
    nodes: list[_Node] = []
    while at < len(pattern) and pattern[at] != ")":
        char = pattern[at]
        if char == "|":
            found.append(tuple(nodes))
            nodes, at = [], at + 1
            continue
        letter: str = ""
        group: tuple[tuple[_Node, ...], ...] | None = None
        if pattern.startswith("(?:", at):
            group, at = _alternatives(pattern, at + 3)
            at += 1
        elif pattern.startswith(("(?!", "(?="), at):
            # Looks ahead and takes no letter.
            group, at = ((),), _alternatives(pattern, at + 3)[1] + 1
        elif char == "[":
            at = pattern.index("]", at + 2) + 1
        elif char == "\\":
            kind = pattern[at + 1]
            # A digit settles an opening: what stands behind it is no matter.
            group = ((_Node(ANY_DIGIT, None, optional=False, repeated=True),),) if kind == "d" else None
            letter = "" if kind.isalpha() else kind
            at += 2
        else:
            letter = "" if char in ".(^$" else char.lower()
            at += 1
        sign = _REPEATS.match(pattern, at)
        mark = sign[0] if sign else ""
        nodes.append(
            _Node(letter, group, mark[:1] in {"?", "*"} or mark.startswith(("{0", "{,")), mark[:1] not in {"", "?"})
        )
        at += len(mark)
    return (*found, tuple(nodes)), at


def _starts_of_any(alternatives: Iterable[Sequence[_Node]]) -> tuple[frozenset[str], frozenset[str]]:
    done: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    for nodes in alternatives:
        more, short = _starts(nodes)
        done, whole = done | more, whole | short
    return done, whole


def _starts(nodes: Sequence[_Node]) -> tuple[frozenset[str], frozenset[str]]:
    """Openings that are settled, and those of matches that end before `SIZE` letters."""
    done: set[str] = set()
    live = {""}
    for node in nodes:
        settled: frozenset[str] = frozenset()
        short: frozenset[str] = frozenset([node.letter])
        if node.alternatives is not None:
            settled, short = _starts_of_any(node.alternatives)
        elif not node.letter:
            settled, short = frozenset([""]), frozenset()
        if node.repeated:
            settled, short = settled | short, frozenset()
        if node.optional:
            short |= {""}
        done |= {(before + more)[:SIZE] for before in live for more in settled}
        live = {before + more for before in live for more in short}
        done |= {opening[:SIZE] for opening in live if len(opening) >= SIZE}
        live = {opening for opening in live if len(opening) < SIZE}
        if not live:
            break
    return frozenset(done), frozenset(live)
