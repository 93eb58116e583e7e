"""What is wrong with the pages of a PDF: rows cut across pages, headings left alone, glyphs that are missing.

Reads the file's own tags (ISO 32000-2, 14.7), so it works for any tagged PDF: typst's, and LibreOffice's of a DOCX.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

HEADINGS = re.compile(r"/H[1-6]?$")


@dataclass
class Tag:
    """An element of the structure tree: its kind as "/TR", the pages its content stands on, its children."""

    kind: str
    pages: list[int]
    children: list[Tag]
    entry: Any

    def walk(self) -> Iterator[Tag]:
        """Itself and everything inside, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_pages(self) -> list[int]:
        """Pages of the content inside, in reading order."""
        return [page for tag in self.walk() for page in tag.pages]


def structure(reader: PdfReader) -> Tag:
    """The structure tree."""
    numbers = {page.indirect_reference.idnum: i for i, page in enumerate(reader.pages) if page.indirect_reference}
    return _tag(reader.trailer["/Root"]["/StructTreeRoot"], None, numbers)  # type: ignore[index]


def _tag(entry: Any, page: int | None, numbers: dict[int, int]) -> Tag:
    if "/Pg" in entry:
        page = numbers[entry.raw_get("/Pg").idnum]
    tag = Tag(str(entry.get("/S", "")), [], [], entry)
    kids = entry.get("/K", [])
    for raw in kids if isinstance(kids, list) else [kids]:
        kid = raw.get_object()
        if isinstance(kid, int):
            tag.pages += [page] if page is not None else []
        elif kid.get("/Type") in ("/MCR", "/OBJR"):
            at = numbers[kid.raw_get("/Pg").idnum] if "/Pg" in kid else page
            # A link's place is that of its words; the annotation itself says nothing new.
            tag.pages += [at] if at is not None and kid["/Type"] == "/MCR" else []
        else:
            tag.children.append(_tag(kid, page, numbers))
    return tag


def cut_rows(tree: Tag) -> list[str]:
    """Table rows whose cells begin and end on different pages; a head repeated on each page is no cut."""
    return [
        f"row on pages {sorted(pages)}"
        for table in tree.walk()
        if table.kind == "/Table"
        for row in table.walk()
        if row.kind == "/TR" and len(pages := {p + 1 for p in row.all_pages()}) > 1 and not _head(table, row)
    ]


def _head(table: Tag, row: Tag) -> bool:
    return any(row in list(part.walk()) for part in table.walk() if part.kind == "/THead")


def lone_headings(tree: Tag) -> list[str]:
    """Headings at the foot of a page whose text begins on the next one."""
    found = []
    content = [tag for tag in tree.walk() if tag.pages or HEADINGS.match(tag.kind)]
    for at, tag in enumerate(content):
        if not HEADINGS.match(tag.kind):
            continue
        inside = list(tag.walk())
        own = tag.all_pages()
        after = next((t.pages[0] for t in content[at + 1 :] if t.pages and t not in inside), None)
        if own and after is not None and after != own[-1]:
            found.append(f"{tag.entry.get('/T', tag.kind)} on page {own[-1] + 1}")
    return found


def heading_levels(tree: Tag) -> list[int]:
    """The levels of the headings in reading order."""
    return [int(tag.kind[2:]) for tag in tree.walk() if re.fullmatch(r"/H[1-6]", tag.kind)]


def missing_glyphs(reader: PdfReader) -> list[str]:
    """Pages that show U+FFFD, or glyph 0 of a font addressed by glyph numbers (".notdef", an empty box)."""
    found = []
    for number, page in enumerate(reader.pages, start=1):
        if "\ufffd" in page.extract_text():
            found.append(f"replacement character on page {number}")
        fonts = page["/Resources"].get("/Font", {})  # type: ignore[union-attr]
        wide = {name for name in fonts if fonts[name].get_object().get("/Encoding") == "/Identity-H"}
        contents = page.get_contents()
        if contents is None:
            continue
        font = ""
        for operands, operator in ContentStream(contents, reader).operations:
            if operator == b"Tf":
                font = str(operands[0])
            elif operator in (b"Tj", b"TJ") and font in wide and _notdef(operands[0]):
                found.append(f"missing glyph on page {number}")
                break
    return found


def _notdef(shown: Any) -> bool:
    parts = shown if isinstance(shown, list) else [shown]
    for part in parts:
        if not isinstance(part, (str, bytes)):
            continue
        data = getattr(part, "original_bytes", part)
        if any(data[i : i + 2] == b"\0\0" for i in range(0, len(data) - 1, 2)):
            return True
    return False


def words_outside(path: Path, sides: float, ends: float) -> list[str]:
    """Words nearer to the sides of their page than `sides` points, or to its head or foot than `ends` (poppler)."""
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True)
    found = []
    width = height = 0.0
    for line in done.stdout.splitlines():
        kind = re.match(r"\s*<(page|word) ", line)
        numbers = [float(n) for n in re.findall(r'="([-\d.]+)"', line)] if kind else []
        if kind and kind[1] == "page":
            width, height = numbers
        elif kind:
            left, top, right, bottom = numbers
            if left < sides or right > width - sides or top < ends or bottom > height - ends:
                found.append(re.sub(r"<[^>]+>", "", line).strip())
    return found
