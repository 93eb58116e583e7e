"""Which links of a listing page lead to articles, and why.

No model and no site's own rules: every link collects points for what editors' pages have in common, and the reasons
stay with it, so that a person can see why a link was taken. Points (kept from `ENOUGH` on):

======================  ======  ==========================================================
reason                  points  what it is
======================  ======  ==========================================================
``item-list``                4  named by the page's JSON-LD ItemList
``date-path``                2  a date in the path (/2026/11/21/…, 20261121…)
``slug``                     2  a path segment of four words or more
``number``                   1  a number of five digits or more in the path
``headline``                 2  a text of four words or more, 20 to 250 characters
``heading``                  1  inside a heading, or a heading inside it
``date-beside``              2  a date in the same card
``repeated``                 1  stands in a structure that the page repeats three times
``frame``                   -3  inside navigation, header, footer or aside
======================  ======  ==========================================================
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, urlsplit

from lxml import etree

from collectors.dates import UNREADABLE, Dated, read_date
from collectors.pages.html_pages import Page, text_of
from collectors.pages.json_ld import item_lists
from kentongan.core.urls import canonical_url, host_of

ENOUGH = 5
POINTS = {
    "item-list": 4,
    "date-path": 2,
    "slug": 2,
    "number": 1,
    "headline": 2,
    "heading": 1,
    "date-beside": 2,
    "repeated": 1,
    "frame": -3,
}
MOST_LINKS = 2_000
_CLIMB = 6
_REPEATED = 3

_DATE_PATH = re.compile(r"(?:^|/)20\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-](?:[0-2]?\d|3[01]))?(?:/|-|$)|(?:^|[/-])20\d{6}")
_NUMBER = re.compile(r"(?:^|[/_.=-])[a-z]{0,3}-?\d{5,}")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){3,}", re.IGNORECASE)
_NO_ARTICLE = re.compile(
    r"(?:^|/)(?:tags?|topik|topic|label|kategori|category|rubrik|indeks|penulis|author|editor|search|cari|login|"
    r"masuk|daftar|register|page|halaman|about|tentang(?:-kami)?|redaksi|kontak|contact|privacy|disclaimer|pedoman|"
    r"karir|iklan|feed|rss|wp-content|wp-admin|wp-json|cdn-cgi)(?:/|$|\.)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|docx?|xlsx?|pptx?|zip|rar|apk|css|js|xml)$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:baca (?:juga|selengkapnya|lagi)|selengkapnya|read more|lihat (?:semua|lainnya)|detail)\b", re.IGNORECASE
)
_FRAMES = frozenset(["nav", "header", "footer", "aside"])
_FRAME_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|sidebar|breadcrumb|share|sosmed|iklan|ads?)(?:$|[\s_-])"
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5"])
_DIGIT_OR_NEAR = re.compile(r"\d|kemarin|baru saja|hari ini|sejam|semenit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article that a listing page names.

    Args:
        url: absolute, without fragment.
        title: the fullest text that links to it.
        dated: the date beside it; `UNREADABLE` where none stands there.
        published_raw: that date as written.
        reasons: names of `POINTS` that spoke for or against it.
    """

    url: str
    title: str
    dated: Dated = UNREADABLE
    published_raw: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """How sure it is."""
        return sum(POINTS[reason] for reason in self.reasons)


@dataclass(slots=True)
class _Found:
    """All links of one page to one address."""

    url: str
    anchors: list[etree._Element] = field(default_factory=list)
    named: str = ""
    raw: str = ""
    listed: bool = False


def article_links(page: Page, *, zone: str, now: datetime) -> tuple[ListedArticle, ...]:
    """The articles that a page lists, in its order; () for a page that lists none.

    Args:
        page: any page; one that is an article itself lists what stands beside it, so ask only for listings.
        zone: of dates that name none.
        now: when it was collected, for "2 jam lalu".
    """
    found = _targets(page)
    for url, title, written in item_lists(page):
        key = canonical_url(url)
        if key and _own(url, page):
            one = found.setdefault(key, _Found(url))
            one.listed, one.named, one.raw = True, one.named or title, one.raw or written
    alone = _targets_below(found)
    shapes = Counter(_shape(one.anchors[0]) for one in found.values() if one.anchors)
    made = (_judged(one, alone, shapes, zone, now) for one in found.values())
    return tuple(one for one in made if one.points >= ENOUGH and one.title)


def _targets(page: Page) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    here = canonical_url(page.url)
    for anchor in page.root.iter("a"):
        url = page.address(anchor.get("href") or "").split("#", 1)[0]
        key = canonical_url(url)
        if key and key != here and _own(url, page) and may_be_article(url):
            found.setdefault(key, _Found(url)).anchors.append(anchor)
            if len(found) >= MOST_LINKS:
                break
    return found


def _own(url: str, page: Page) -> bool:
    """Of the same site: the same host, or one that differs only by `www.` or a mobile prefix."""
    return _plain_host(url) == _plain_host(page.url)


def _plain_host(url: str) -> str:
    return host_of(url).removeprefix("m.").removeprefix("amp.")


def may_be_article(url: str) -> bool:
    """False for addresses that plainly lead to something else: the front page, lists, files, pages of the office."""
    path = unquote(urlsplit(url).path)
    return not (_NO_ARTICLE.search(path) or _FILE.search(path)) and (len(path) > 1 or bool(urlsplit(url).query))


def _targets_below(found: dict[str, _Found]) -> dict[etree._Element, set[str]]:
    """For the ancestors of the links: which addresses stand below them (two are enough to know)."""
    below: defaultdict[etree._Element, set[str]] = defaultdict(set)
    for key, one in found.items():
        for anchor in one.anchors:
            for element in _ancestors(anchor):
                if len(below[element]) < 2:
                    below[element].add(key)
    return below


def _ancestors(anchor: etree._Element) -> Iterator[etree._Element]:
    element: etree._Element | None = anchor
    for _ in range(_CLIMB + 1):
        if element is None or element.tag in ("body", "html"):
            return
        yield element
        element = element.getparent()


def _card(anchor: etree._Element, alone: dict[etree._Element, set[str]]) -> etree._Element:
    """The largest piece of the page around a link that holds this article only."""
    card = anchor
    for element in _ancestors(anchor):
        if len(alone.get(element, ())) > 1:
            break
        card = element
    return card


def _shape(anchor: etree._Element) -> str:
    """Tags and classes from the link upwards: what a template repeats is the same each time."""
    steps = [f"{element.tag}.{(element.get('class') or '').strip()}" for element in _ancestors(anchor)]
    return "<".join(steps[:4])


def _judged(
    one: _Found, alone: dict[etree._Element, set[str]], shapes: Counter[str], zone: str, now: datetime
) -> ListedArticle:
    title, anchor = _title(one)
    reasons = ["item-list"] if one.listed else []
    reasons += _by_address(one.url)
    if len(title.split()) >= 4 and 20 <= len(title) <= 250:
        reasons.append("headline")
    if any(_in_heading(each) for each in one.anchors):
        reasons.append("heading")
    dated, raw = UNREADABLE, ""
    if one.raw:
        dated, raw = read_date(one.raw, zone=zone, now=now), one.raw
    if dated.at is None and anchor is not None:
        dated, raw = _date_beside(_card(anchor, alone), title, zone, now)
    if dated.at is not None:
        reasons.append("date-beside")
    if any(shapes[_shape(each)] >= _REPEATED for each in one.anchors):
        reasons.append("repeated")
    if one.anchors and all(_in_frame(each) for each in one.anchors):
        reasons.append("frame")
    return ListedArticle(one.url, title[:1_000], dated, raw[:200], tuple(reasons))


def _by_address(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    path = unquote(parts.path)
    if _DATE_PATH.search(path):
        yield "date-path"
    if any(_SLUG.search(segment) for segment in path.split("/")):
        yield "slug"
    if _NUMBER.search(path) or _NUMBER.search(parts.query):
        yield "number"


def _title(one: _Found) -> tuple[str, etree._Element | None]:
    """The fullest text of the links to one address that is no "Baca selengkapnya", and its link."""
    best, at = one.named, (one.anchors[0] if one.anchors else None)
    if best:
        return best, at
    for anchor in one.anchors:
        heading = next((each for each in anchor.iter(*_HEADINGS)), None)
        text = text_of(heading if heading is not None else anchor)
        text = text or " ".join((anchor.get("title") or "").split())
        if not _MORE.match(text) and len(best) < len(text) <= 400:
            best, at = text, anchor
    if not best:
        pictures = (image.get("alt") or "" for anchor in one.anchors for image in anchor.iter("img"))
        best = next((" ".join(text.split()) for text in pictures if text.strip()), "")
    return best, at


def _in_heading(anchor: etree._Element) -> bool:
    inside = next(anchor.iter(*_HEADINGS), None) is not None
    return inside or any(element.tag in _HEADINGS for element in list(_ancestors(anchor))[1:3])


def _in_frame(anchor: etree._Element) -> bool:
    """In navigation, header, footer or aside, by tag or by class; an article's own header is none."""
    for element in anchor.iterancestors():
        if element.tag in ("article", "main"):
            return False
        if element.tag in _FRAMES or element.get("role") in ("navigation", "banner", "contentinfo"):
            return True
        words = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if element.tag not in ("body", "html") and _FRAME_WORDS.search(words):
            return True
    return False


def _date_beside(card: etree._Element, title: str, zone: str, now: datetime) -> tuple[Dated, str]:
    """A `<time>` in the card, else the first short text in it that is a date."""
    for element in card.iter("time"):
        for written in (element.get("datetime") or "", text_of(element)):
            dated = read_date(written, zone=zone, now=now)
            if dated.at is not None:
                return dated, written
    for piece in card.itertext():
        written = " ".join(str(piece).split())
        if not 3 < len(written) <= 80 or written in title or not _DIGIT_OR_NEAR.search(written):
            continue
        dated = read_date(written, zone=zone, now=now)
        if dated.at is not None:
            return dated, written
    return UNREADABLE, ""
