"""The text of an article page without what surrounds it, by trafilatura (Barbaresi, ACL 2021), within bounds.

trafilatura's work can grow with the square of the number of elements (measured: 1 MB of headings took 13.6 s of CPU,
10,000 elements of the worst kind 3 s), so a page is looked at only up to bounds; it is given bytes and never an address,
because its own downloader has no guard.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from collectors.html_text import tidy
from collectors.pages.html_pages import Page

# Elements a page may have; of the portals seen none had half of them.
MAX_ELEMENTS = 10_000
# Longest markup given to the extractor, in bytes, without scripts and the like; 3 MB of text 240 elements deep took 10 s.
MAX_BYTES = 600_000
_BODIES = (
    ".//*[@itemprop='articleBody']",
    ".//article",
    ".//main",
)
_NO_TEXT = frozenset(["script", "style", "svg", "noscript", "iframe", "template", "option", "select", "form", "path"])
_SCRIPTS = ("script", "style", "svg", "noscript", "iframe", "template")
# Lines that portals put between the paragraphs.
_BETWEEN = re.compile(
    r"^\W*(?:(?:baca|lihat|simak|tonton|saksikan)\s+(?:juga|pula|artikel|berita|video|halaman|selengkapnya|selanjutnya)\b"
    r"|also read\b|pilihan (?:editor|redaksi)\b|artikel (?:terkait|lainnya)\b|berita (?:terkait|lainnya)\b"
    r"|halaman (?:selanjutnya|berikutnya|sebelumnya)\b|lanjut(?:kan membaca| ke halaman)\b|advertisement\b|iklan$"
    r"|scroll (?:to continue|ke bawah)\b|\[?gambas:|ikuti (?:berita|kami|saluran|whatsapp)\b|follow (?:berita|us)\b"
    r"|dapatkan (?:update|berita)\b|cek berita dan artikel\b|copyright ©|jangan lewatkan\b|\[dilarang (?:meng)?"
    # Persons who wrote it are nobody's business here.
    r"|(?:penulis|pewarta|reporter|editor|wartawan|kontributor|uploader|pewarta/editor)\s*:\s)",
    re.IGNORECASE,
)
_LONGEST_BETWEEN = 260
_INSERTED = (
    "p",
    "div",
    "span",
    "table",
    "strong",
    "b",
    "em",
    "i",
    "li",
    "ul",
    "section",
    "blockquote",
    "h2",
    "h3",
    "h4",
)
# A cell with more characters than this holds the article: the table is there for the layout.
_TEXT_CELL = 600


def extract_text(page: Page) -> str:
    """The article's text, paragraphs on lines of their own; "" where none was found (it is never guessed).

    Runs for up to some seconds on hostile pages, so call it in a thread.
    """
    # 0.2 s to load, and no command line needs it.
    from trafilatura import extract

    root = _within_bounds(page.root)
    if root is None:
        return ""
    markup = etree.tostring(_prepared(root), encoding="utf-8", method="html")
    try:
        found = extract(markup[:MAX_BYTES], include_comments=False, favor_precision=True)
    except Exception:  # noqa: BLE001 (whatever a hostile page makes the library raise costs this page's text only)
        return ""
    return without_insertions(tidy(found or ""))


def _prepared(root: etree._Element) -> etree._Element:
    """A copy without links to other news between the paragraphs, and with tables that only part the page undone."""
    copied = deepcopy(root)
    etree.strip_elements(copied, *_SCRIPTS, with_tail=False)
    for element in list(copied.iter(*_INSERTED)):
        text = " ".join(_beginning(element, _LONGEST_BETWEEN + 1).split())
        if 0 < len(text) <= _LONGEST_BETWEEN and _BETWEEN.match(text) and element.getparent() is not None:
            _remove(element)
    for cell in list(copied.iter("td")):
        if len(_beginning(cell, _TEXT_CELL + 1)) > _TEXT_CELL:
            for around in (cell, *cell.iterancestors("tr", "tbody", "table")):
                around.tag = "div"
    return copied


def _beginning(element: etree._Element, enough: int) -> str:
    """The text below an element, or more than `enough` characters of it: elements nest, and all of it would be read often."""
    text = ""
    for piece in element.itertext():
        text += str(piece)[: enough + 1]
        if len(text) > enough:
            break
    return text


def _remove(element: etree._Element) -> None:
    """Take an element away; the text after it stays where it was, as a paragraph of its own would."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = f"\n{element.tail}" if element.tail and element.tail.strip() else ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def without_insertions(text: str) -> str:
    """The text without "Baca juga: …" and what else portals put between paragraphs, and without repeated lines."""
    kept = (line for line in text.splitlines() if not (len(line) <= _LONGEST_BETWEEN and _is_between(line)))
    return "\n".join(joined_once([list(kept)])).strip()


def _is_between(line: str) -> bool:
    """An insertion, or the numbers of a pager."""
    return bool(_BETWEEN.match(line)) or (0 < len(line) <= 30 and not any(map(str.isalpha, line)))


def joined_once(pages: list[list[str]]) -> list[str]:
    """The lines of an article's pages after each other; a line of more than a few words that was there is left out.

    Page two of many portals repeats the picture's caption and the first paragraph of page one.
    """
    seen: set[str] = set()
    lines: list[str] = []
    for page in pages:
        for line in page:
            plain = "".join(filter(str.isalnum, line.casefold()))
            if len(plain) > 20 and plain in seen:
                continue
            seen.add(plain)
            lines.append(line)
    return lines


def _within_bounds(root: etree._Element) -> etree._Element | None:
    """The page, or of an enormous one the part that says it is the article; None where even that is too large."""
    if _count(root) <= MAX_ELEMENTS:
        return root
    for path in _BODIES:
        for part in root.iterfind(path):
            if _count(part) <= MAX_ELEMENTS and len(" ".join(map(str, part.itertext())).split()) > 40:
                return part
    return None


def _count(root: etree._Element) -> int:
    return sum(1 for element in root.iter() if element.tag not in _NO_TEXT)
