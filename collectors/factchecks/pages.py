"""A fact-checker's page into fact-checks: by its ClaimReview, by its sections (TurnBackHoax), by the tag of its title.

A page that gives no verdict is no fact-check, and says so. Links of the section "Narasi" are the hoax itself: they are
kept as words to recognise it by, never as references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from lxml import etree

from collectors.factchecks.claim_review import reviews_of_page
from collectors.pages.html_pages import Page
from collectors.sites.articles import read_article
from kentongan.core.findings import FactCheck
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.urls import canonical_url, host_of
from kentongan.core.verdicts import Verdict, read_verdict, title_tag

#: Section → headings that open it, as written by TurnBackHoax since 2026 and before, and by cekfakta.com.
SECTIONS: Final[Mapping[str, frozenset[str]]] = {
    "narrative": frozenset({"narasi", "klaim", "isi klaim", "klaim yang beredar"}),
    "explanation": frozenset({"penjelasan", "penelusuran", "hasil penelusuran", "pemeriksaan fakta", "fakta"}),
    "conclusion": frozenset({"kesimpulan", "simpulan"}),
    "result": frozenset({"hasil periksa fakta", "hasil cek fakta", "kategori", "hasil", "rating", "putusan"}),
    "references": frozenset({"referensi", "rujukan", "sumber", "daftar pustaka"}),
}
_HEADING: Final = {name: section for section, names in SECTIONS.items() for name in names}
_BLOCKS: Final = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol blockquote table tr td th br hr figure figcaption "
    "dl dt dd pre aside nav footer".split()
)  # fmt: skip
_UNREAD: Final = frozenset(["script", "style", "noscript", "template", "nav", "footer", "aside", "form", "svg"])
_MOST_LINES, _MOST_TEXT, _MOST_LINKS = 3_000, 5_000, 10
NO_VERDICT: Final = Say("Halaman ini tidak memuat putusan.", "The page gives no verdict.")
NO_TEXT: Final = Say("Halaman ini tidak memuat artikel.", "The page holds no article.")


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page held: fact-checks, or the reason why there is none."""

    checks: tuple[FactCheck, ...] = ()
    reason: Say | None = None


def read_factcheck_page(page: Page, publisher: str, *, zone: str, now: datetime) -> PageReading:
    """The fact-checks of one page.

    Args:
        page: as fetched.
        publisher: name for what names none itself.
        zone: of dates without one.
        now: when it was collected.
    """
    article = read_article(page, zone=zone, now=now)
    title, url = article.title, article.canonical or page.url
    parts = sections(page)
    reviews = [_completed(check, title, parts, publisher) for check in reviews_of_page(page)]
    judged = [check for check in reviews if _judged(check)]
    if judged:
        return PageReading(tuple(judged))
    if not title:
        return PageReading(reason=NO_TEXT)
    label = _worded(parts) or title_tag(title)
    if not label:
        return PageReading(reason=NO_VERDICT)
    # The page's own day, not UTC's: 00.30 WIB is still that morning.
    when = article.dated.at.date().isoformat() if article.dated.at else ""
    claim = reviews[0].narrative if reviews else ""
    narrative = parts.get("narrative") or claim or ("" if "explanation" in parts else article.text[:1_000])
    key = content_id("fc", canonical_url(url), "")
    return PageReading((FactCheck(key, title, narrative[:_MOST_TEXT], when, label[:200], url, publisher),))


def sections(page: Page) -> dict[str, str]:
    """The text of each known section, in one walk over the page, so that nested parts are read once."""
    found: dict[str, list[str]] = {}
    current = ""
    own = host_of(page.url)
    for written, links in _lines(page):
        heading, line = _heading(written)
        current = heading or current
        if not current or not (line or links):
            continue
        lines = found.setdefault(current, [])
        if line and (not lines or lines[-1] != line):
            lines.append(line)
        if current == "narrative":
            lines += [link for link in links if host_of(link) != own and link not in lines][:_MOST_LINKS]
    return {name: "\n".join(lines)[:_MOST_TEXT] for name, lines in found.items() if lines}


def _heading(line: str) -> tuple[str, str]:
    """The section that a line opens, and what stands behind the heading on the same line."""
    name, colon, rest = line.partition(":")
    words = " ".join(re.sub(r"[^\w ]", " ", (name if colon else line).casefold()).split())
    section = _HEADING.get(words, "")
    return (section, rest.strip()) if section else ("", line)


def _worded(parts: Mapping[str, str]) -> str:
    """The verdict as worded: of the result, else of the conclusion, the first line or sentence that says one."""
    for name in ("result", "conclusion"):
        for sentence in re.split(r"\n|(?<=[.!?])\s+", parts.get(name, "")):
            if read_verdict(sentence) != Verdict():
                return " ".join(sentence.split())
    return ""


def _judged(check: FactCheck) -> bool:
    """It has a verdict in words: its own, or the tag of its title; a bare number is none."""
    return any(c.isalpha() for c in check.label)


def _completed(check: FactCheck, title: str, parts: Mapping[str, str], publisher: str) -> FactCheck:
    """A review with what only the page says: its headline, the text as it went round, its publisher."""
    label = check.label if any(c.isalpha() for c in check.label) else title_tag(title) or title_tag(check.title)
    # One review a page: the headline is its title, with the tag; of several each keeps its claim.
    headline = title if title and (check.title in check.narrative or not check.title) else check.title
    told = "\n".join(
        dict.fromkeys(filter(None, [*check.narrative.split("\n"), *parts.get("narrative", "").split("\n")]))
    )
    return replace(check, title=headline, label=label, narrative=told[:_MOST_TEXT], source=check.source or publisher)


def _lines(page: Page) -> Iterator[tuple[str, Sequence[str]]]:
    """The page's text in its order, line by line as its blocks break it, with the links of each line."""
    words: list[str] = []
    links: list[str] = []
    skipping: etree._Element | None = None
    count = 0
    for event, element in etree.iterwalk(page.root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS and (words or links):
            yield _line(words), tuple(links)
            words, links, count = [], [], count + 1
        if count > _MOST_LINES:
            return
        if skipping is None:
            if event == "start" and tag in _UNREAD:
                skipping = element
                continue
            words.append((element.text if event == "start" else element.tail) or "")
            links += _link(page, element) if event == "start" and tag == "a" else []
        elif skipping is element and event == "end":
            skipping = None
            words.append(element.tail or "")
    if words:
        yield _line(words), tuple(links)


def _link(page: Page, anchor: etree._Element) -> list[str]:
    address = page.address(anchor.get("href") or "")
    return [address] if address else []


def _line(words: Sequence[str]) -> str:
    return " ".join("".join(words).split())
