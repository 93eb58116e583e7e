"""Placeholders such as `{{ nomor }}` in a Word file: found, named with their place, and replaced.

Word cuts what an officer types into runs as it likes (spelling, corrections, formats), so a placeholder is looked for
in a paragraph's whole text and replaced across its runs; the words take the look of its first letter. Body, tables,
content controls, text boxes, headers and footers are read alike (ECMA-376 part 1, 17.3). A text box is stored twice,
for new and for old programs: both copies are filled, one is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from kentongan.core.messages import Say, printable
from reports.word_xml import plain_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_BLANKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_STORIES = {"/header": Say("kepala halaman", "the header"), "/footer": Say("kaki halaman", "the footer")}


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph and where it is.

    Args:
        element: the `w:p`.
        place: in words, as "tabel 1, baris 2, kolom 3".
        text: what stands in it.
        in_body: it is a child of the body itself, not in a table, a box, a content control, a header or a footer.
        in_table: it stands in a cell of the body.
        in_margin: it stands in a header or a footer.
        shadow: a copy for old programs; not to be reported.
    """

    element: Any
    place: Say
    text: str
    in_body: bool
    in_table: bool
    in_margin: bool
    shadow: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A placeholder: its name and argument in one spelling, and as it was written."""

    spot: Spot
    name: str
    argument: str
    written: str


def spots(document: Any) -> Iterator[Spot]:
    """Every paragraph of the body, then of each header and footer."""
    yield from _of_story(document.element.body, None)
    for ending, story in _STORIES.items():
        parts = [r.target_part for r in document.part.rels.values() if not r.is_external and r.reltype.endswith(ending)]
        for number, part in enumerate(sorted(parts, key=lambda one: str(one.partname)), start=1):
            named = story if len(parts) == 1 else Say(f"{story.id} {number}", f"{story.en} {number}")
            yield from _of_story(part.element, named)


def _of_story(root: Any, story: Say | None) -> Iterator[Spot]:
    counts = {"p": 0, "tbl": 0}
    for element in root.iter(f"{W}p", f"{W}tbl"):
        outer = [a.tag for a in element.iterancestors()]
        if element.tag == f"{W}tbl":
            counts["tbl"] += f"{W}tbl" not in outer
            continue
        boxed, celled = f"{W}txbxContent" in outer, f"{W}tc" in outer
        counts["p"] += not boxed and not celled
        place = _place(element, counts, boxed=boxed, celled=celled)
        if story is not None:
            place = Say(f"{story.id}, {place.id}", f"{story.en}, {place.en}")
        yield Spot(
            element,
            place,
            text_of(element),
            in_body=story is None and element.getparent() is root,
            in_table=story is None and celled and not boxed,
            in_margin=story is not None,
            shadow=_FALLBACK in outer,
        )


def _place(element: Any, counts: dict[str, int], *, boxed: bool, celled: bool) -> Say:
    if celled and not boxed:
        cell = next(element.iterancestors(f"{W}tc"))
        row = next(cell.iterancestors(f"{W}tr"))
        line = 1 + sum(1 for _ in row.itersiblings(f"{W}tr", preceding=True))
        column = 1 + sum(1 for _ in cell.itersiblings(f"{W}tc", preceding=True))
        number = counts["tbl"]
        return Say(f"tabel {number}, baris {line}, kolom {column}", f"table {number}, row {line}, column {column}")
    number = max(1, counts["p"])
    if boxed:
        return Say(f"kotak teks di paragraf {number}", f"the text box at paragraph {number}")
    return Say(f"paragraf {number}", f"paragraph {number}")


def _pieces(paragraph: Any) -> list[tuple[Any, str]]:
    """The paragraph's own text in order, with the element that holds it; those of boxes inside it are not its own."""
    made = []
    for node in paragraph.iter(f"{W}t", *_BLANKS):
        if next(node.iterancestors(f"{W}p")) is not paragraph or node.getparent().tag == f"{W}tabs":
            continue
        made.append((node, (node.text or "") if node.tag == f"{W}t" else _BLANKS[node.tag]))
    return made


def text_of(paragraph: Any) -> str:
    """What is read in a paragraph, without the boxes that hang on it."""
    return "".join(text for _, text in _pieces(paragraph))


def find(spot: Spot) -> list[Found]:
    """The placeholders of a paragraph, in order."""
    made = []
    for match in _PLACEHOLDER.finditer(spot.text):
        name, _, argument = match.group(1).partition(":")
        made.append(Found(spot, normal(name), normal(argument, "-"), printable(match.group())))
    return made


def rest_of(text: str) -> str:
    """The text without its whole placeholders."""
    return _PLACEHOLDER.sub("", text)


def normal(name: str, joint: str = "_") -> str:
    """A name in one spelling: "Tanda Tangan" and "tanda-tangan" are "tanda_tangan"."""
    return joint.join(re.split(r"[\s_\-\u2010-\u2015]+", printable(name).casefold()))


def fill(paragraph: Any, value: Callable[[str, str], str | list[Any]]) -> None:
    """Replace the paragraph's placeholders.

    Args:
        paragraph: the `w:p`.
        value: from name and argument to the words, or to the runs to stand there (a field), which take the look.
    """
    for match in reversed(list(_PLACEHOLDER.finditer(text_of(paragraph)))):
        name, _, argument = match.group(1).partition(":")
        _put(paragraph, match.start(), match.end(), value(normal(name), normal(argument, "-")))


def _put(paragraph: Any, start: int, end: int, value: str | list[Any]) -> None:
    at, first = 0, True
    for node, text in _pieces(paragraph):
        low, high = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if low >= high:
            continue
        if node.tag != f"{W}t":
            node.getparent().remove(node)
            continue
        words = plain_words(value) if first and isinstance(value, str) else ""
        if first and not isinstance(value, str):
            _insert(node, text[:low], value, text[high:])
        else:
            _write(node, text[:low] + words + text[high:])
        first = False


def _write(node: Any, text: str) -> None:
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _insert(node: Any, before: str, runs: list[Any], after: str) -> None:
    """Runs in the middle of a run: what follows goes to a run of its own with the same look."""
    run = node.getparent()
    look = run.find(f"{W}rPr")
    tail = run.makeelement(run.tag)
    kept = node.makeelement(node.tag)
    _write(kept, after)
    for child in [kept, *node.itersiblings()]:
        tail.append(child)
    _write(node, before)
    made = [*runs, tail]
    for one in made:
        if look is not None and one.find(f"{W}rPr") is None:
            one.insert(0, deepcopy(look))
    for one in reversed(made):
        run.addnext(one)
