"""When an article was published, by what its page says.

The extractor's own date is a day without a time, so it is not used. In order: JSON-LD, `article:published_time`, other
metadata, `<time>`, the date line under the headline. A day without a time gives way to the same day with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from lxml import etree

from collectors.dates import UNREADABLE, Dated, read_date
from collectors.pages.html_pages import Page, text_of
from collectors.pages.json_ld import ArticleFacts

_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "content_publisheddate",
    "publishdate",
    "publish-date",
    "published_time",
    "pubdate",
    "publisheddate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "originalpublicationdate",
    "date",
)
_MONTH_LINE = re.compile(
    r"\d{1,2}\s+(?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)[a-z]*\.?,?\s+20\d\d"
    r"|\d{1,2}[/-]\d{1,2}[/-]20\d\d",
    re.IGNORECASE,
)
_NAMED_ZONE = re.compile(r"\b(?:WIB|WITA|WIT)\b", re.IGNORECASE)
_UTC_WRITTEN = re.compile(r"T(\d\d):(\d\d).*(?:Z|[+-]00:?00)$")
_LONGEST_LINE = 160
# Pieces of text looked at after the headline, and before it where there is none.
_PIECES = 400
_FRAMES = frozenset(["nav", "footer", "aside", "script", "style", "noscript", "template"])


def published(page: Page, facts: ArticleFacts, *, zone: str, now: datetime) -> tuple[Dated, str]:
    """The moment of publication, and its text as written; `UNREADABLE` and "" where the page names none."""
    first: tuple[Dated, str] | None = None
    for written in _written(page, facts):
        dated = read_date(written, zone=zone, now=now)
        if dated.at is None:
            continue
        if first is None:
            first = (dated, written)
        if not dated.estimated and (first[1] == written or _same_day(dated, first[0])):
            return _local_or_utc(page, dated, written, zone, now)
        if first[0].estimated is False:
            break
    return first or (UNREADABLE, "")


def _written(page: Page, facts: ArticleFacts) -> Iterator[str]:
    if facts.published:
        yield facts.published
    for name in _META:
        found = page.meta(name)
        if found:
            yield found
    for element in page.root.iter("time"):
        if not any(parent.tag in _FRAMES for parent in element.iterancestors()):
            yield element.get("datetime") or text_of(element)
            break
    yield from _date_lines(page)


def _date_lines(page: Page) -> Iterator[str]:
    """Short texts with a date, from the headline on: "Jumat, 20 November 2026 18:33 WIB"."""
    headline = next(page.root.iter("h1"), None)
    passed, looked = headline is None, 0
    for event, element in etree.iterwalk(page.root, events=("start",)):
        del event
        if element is headline:
            passed = True
        if not passed or element.tag in _FRAMES:
            continue
        for piece in (element.text, element.tail):
            line = " ".join((piece or "").split())
            looked += bool(line)
            if 8 <= len(line) <= _LONGEST_LINE and _MONTH_LINE.search(line):
                yield line
        if looked > _PIECES:
            return


def _same_day(one: Dated, other: Dated) -> bool:
    return one.at is not None and other.at is not None and abs(one.at - other.at) <= timedelta(hours=24)


def _local_or_utc(page: Page, dated: Dated, written: str, zone: str, now: datetime) -> tuple[Dated, str]:
    """Believe the date line where the metadata call the same clock reading UTC that the line calls WIB.

    Systems that put a Z behind local time are common; the line that readers see is right then.
    """
    utc = _UTC_WRITTEN.search(written.strip())
    if utc is None:
        return dated, written
    for line in _date_lines(page):
        if _NAMED_ZONE.search(line) and re.search(rf"\b{utc[1]}[.:]{utc[2]}\b", line):
            shown = read_date(line, zone=zone, now=now)
            if shown.at is not None and not shown.estimated:
                return shown, line
    return dated, written
