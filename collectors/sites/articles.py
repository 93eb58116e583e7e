"""One article by its address: title, whole text, date, canonical link; all its pages, joined once.

What cannot be read is said: a page behind a login, a subscription or a browser check, a page that is no article, a text
that could not be told from its surroundings. Nothing is bypassed; the author is a person and is not taken.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from collectors.dates import UNREADABLE, Dated
from collectors.feed_entries import MAX_TEXT, MAX_TITLE
from collectors.html_text import html_to_text, one_line
from collectors.outlets import outlet_of, plain_name
from collectors.pages.article_dates import published
from collectors.pages.article_pages import further_pages, whole_address, without_page
from collectors.pages.article_text import extract_text, joined_once, without_insertions
from collectors.pages.html_pages import PAGE_TYPES, Page, read_page, text_of
from collectors.pages.json_ld import ArticleFacts, article_facts
from kentongan.core.errors import CollectError, FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import Cause
from kentongan.core.urls import canonical_url, host_of

if TYPE_CHECKING:
    from collectors.door.fetch import Door, Fetched

# Seconds for finding the text in one page; bounds on its size make more than a few of them impossible.
TEXT_SECONDS = 20.0
T = TypeVar("T")
# A text shorter than this on a page that speaks of a login is the login's.
_SHORT = 700

_NOT_PAGES = re.compile(r"^(?:image|audio|video|font)/|^application/(?:pdf|zip|octet-stream|json|vnd\.)", re.IGNORECASE)
_SUBSCRIBE = re.compile(
    r"khusus (?:untuk )?(?:pelanggan|anggota|member)|(?:dengan|untuk) berlangganan|berlangganan (?:untuk|agar|sekarang)"
    r"|konten (?:premium|berbayar|eksklusif)|artikel (?:premium|berbayar)|subscribe to (?:read|continue)|sudah berlangganan",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:silakan|silahkan|anda harus|harap|please) (?:masuk|login|log in|sign in)"
    r"|(?:masuk|login|log in) (?:untuk|terlebih dahulu|to continue)",
    re.IGNORECASE,
)
_CHECK = re.compile(
    r"just a moment|checking your browser|verif(?:y|ying) you are human|attention required! \| cloudflare"
    r"|verifikasi bahwa anda (?:adalah )?manusia|enable javascript and cookies|access denied|are you a robot",
    re.IGNORECASE,
)


class Barrier(StrEnum):
    """What keeps a page's text from the public; NONE where nothing does."""

    NONE = ""
    SUBSCRIPTION = "subscription"
    LOGIN = "login"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Article:
    """What one article's page, or pages, held.

    Args:
        url: where it was read, after redirects, without the choice of a page.
        canonical: the address the page calls its own; `url` where it names none of its own site.
        title: on one line; "" where it has none.
        text: paragraphs on lines of their own; "" where none was found.
        dated: when it was published.
        published_raw: that date as written.
        section: the rubric, "" where it names none.
        barrier: why the text may be missing.
        pages: pages it was joined from.
        notes: plain lines on what is missing.
    """

    url: str
    canonical: str
    title: str
    text: str
    dated: Dated = UNREADABLE
    published_raw: str = ""
    section: str = ""
    barrier: Barrier = Barrier.NONE
    pages: int = 1
    notes: tuple[Say, ...] = ()

    def as_post(self, source: Source) -> RawPost:
        """The article as a post of `source`."""
        outlet = outlet_of(self.canonical) if source.tier == 0 else None
        return RawPost(
            external_id=canonical_url(self.canonical),
            url=self.canonical,
            title=self.title,
            text=self.text,
            published_at=self.dated.at,
            estimated=self.dated.estimated,
            published_raw=self.published_raw[:200],
            kind=source.post_kind,
            tier=outlet.tier if outlet else None,
            official=source.official,
        )


async def read(url: str, door: Door, *, zone: str, now: datetime) -> Article:
    """The article at an address, with all its pages.

    Args:
        url: of the article.
        door: the way to the network.
        zone: of dates that name none ("WIB", "WITA", "WIT").
        now: when it is collected.

    Raises:
        FetchError: it cannot be visited.
        FormatError: what it holds is no web page.
    """
    fetched = await door.get(url, accept=PAGE_TYPES)
    page = _page(fetched)
    article = await _in_time(lambda: read_article(page, zone=zone, now=now))
    if article.barrier is not Barrier.NONE:
        return article
    return await _with_all_pages(article, page, door)


def read_article(page: Page, *, zone: str, now: datetime) -> Article:
    """What one page holds of an article; a text that cannot be found stays empty and is noted.

    Runs for up to some seconds on hostile pages, so call it in a thread.
    """
    facts = article_facts(page)
    dated, raw = published(page, facts, zone=zone, now=now)
    text = extract_text(page)
    barrier = _barrier(page, facts, text)
    if barrier is Barrier.CHECK:
        text = ""
    elif barrier is Barrier.NONE:
        # Some systems put the whole text there and only pieces into the page.
        told = without_insertions(html_to_text(facts.body))
        text = told if len(told) > 2 * len(text) else text
    title, url = _title(page, facts), without_page(page.url)
    return Article(
        url=url,
        canonical=_canonical(page, facts, url),
        title=title,
        text=_without_title(text, title)[:MAX_TEXT],
        dated=dated,
        published_raw=raw,
        section=facts.section or one_line(page.meta("article:section"))[:200],
        barrier=barrier,
        notes=_notes(barrier, text, url),
    )


async def _with_all_pages(article: Article, page: Page, door: Door) -> Article:
    """The article with the text of its other pages: on one page where the site shows it so, else page by page."""
    whole = whole_address(page)
    if whole:
        text = await _text_at(whole, door)
        if len(text) > len(article.text):
            return replace(article, text=text[:MAX_TEXT], notes=())
    texts, missing = [article.text], 0
    addresses = further_pages(page)
    for address in addresses:
        text = await _text_at(address, door)
        texts.append(text)
        missing += not text
    if len(texts) == 1:
        return article
    joined = "\n".join(joined_once([_without_title(text, article.title).splitlines() for text in texts]))
    notes = article.notes
    if missing:
        notes += (
            Say(
                f"{missing} dari {len(texts)} halaman artikel tidak terbaca: {article.url}",
                f"{missing} of the article's {len(texts)} pages could not be read: {article.url}",
            ),
        )
    return replace(article, text=joined.strip()[:MAX_TEXT], pages=len(texts) - missing, notes=notes)


async def _text_at(url: str, door: Door) -> str:
    """The text of another page of an article; "" where it cannot be had, which costs this page only."""
    try:
        page = _page(await door.get(url, accept=PAGE_TYPES))
        return await _in_time(lambda: extract_text(page))
    except CollectError:
        return ""


def _page(fetched: Fetched) -> Page:
    kind = fetched.headers.get("content-type", "")
    if _NOT_PAGES.match(kind):
        raise FormatError(
            Say(
                f"Alamat ini bukan halaman artikel ({kind.split(';')[0]}).",
                f"The address is no article page ({kind.split(';')[0]}).",
            ),
            Say("Unduh berkasnya dan impor bila perlu.", "Download the file and import it if it is needed."),
        )
    location = fetched.headers.get("content-location", "")
    return read_page(fetched.body, kind, fetched.final_url, content_location=location)


async def _in_time(work: Callable[[], T]) -> T:
    try:
        async with asyncio.timeout(TEXT_SECONDS):
            return await asyncio.to_thread(work)
    except TimeoutError as error:
        raise FormatError(
            Say("Halaman terlalu rumit untuk dibaca.", "The page is too intricate to be read."),
            Say("Buka artikelnya di peramban bila penting.", "Open the article in a browser if it matters."),
            cause=Cause.SLOW,
        ) from error


def _title(page: Page, facts: ArticleFacts) -> str:
    """The headline: JSON-LD's, else `og:title`, else the first heading, else the page's title; whole, without the site's name."""
    headings = [text_of(element) for element in page.root.iter("h1")]
    named = facts.headline or one_line(page.meta("og:title", "twitter:title"))
    title = (
        named
        or next((text for text in headings if len(text.split()) > 2), "")
        or _page_title(page)
        or next(iter(headings), "")
    )
    site = re.escape(page.meta("og:site_name") or host_of(page.url))
    title = re.sub(rf"\s+[-–—|]\s+{site}\s*$", "", one_line(title), flags=re.IGNORECASE)
    # Systems cut headlines for search engines; the heading on the page is whole.
    start = title.rstrip(".… ")[:50]
    whole = (text for text in headings if start and text.startswith(start) and len(text) > len(title))
    return next(whole, title)[:MAX_TITLE]


def _page_title(page: Page) -> str:
    """The page's `<title>`, without what follows a heading that it begins with."""
    title = page.title()
    begins = (text for element in page.root.iter("h2", "h3") if (text := text_of(element)) and title.startswith(text))
    return next((text for text in begins if len(text.split()) > 1), title)


def _without_title(text: str, title: str) -> str:
    """The text without the headline as its first line."""
    first, _, rest = text.partition("\n")
    return rest.lstrip() if title and plain_name(first) == plain_name(title) else text


def _canonical(page: Page, facts: ArticleFacts, url: str) -> str:
    """The address the page calls its own, if it is on the same site and names an article.

    Another site's address would let one page speak for another; the front page's is a mistake of many systems.
    """
    links = (e.get("href") or "" for e in page.root.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    for written in (next(links, ""), page.meta("og:url"), facts.url):
        found = page.address(written)
        if not found or host_of(found) != host_of(url):
            continue
        parts = urlsplit(found)
        if parts.path.strip("/") or parts.query:
            return without_page(found)
    return url


def _barrier(page: Page, facts: ArticleFacts, text: str) -> Barrier:
    """Why the text is missing or short; a long text is an article whatever stands around it."""
    if len(text) > _SHORT:
        return Barrier.NONE
    around = text_of(page.root)[:20_000] if len(text) < _SHORT else ""
    if _CHECK.search(page.title()) or (len(around) < 2_000 and _CHECK.search(around)):
        return Barrier.CHECK
    if not facts.free or _SUBSCRIBE.search(text) or (len(text) < 250 and _SUBSCRIBE.search(around)):
        return Barrier.SUBSCRIPTION
    password = any((element.get("type") or "").lower() == "password" for element in page.root.iter("input"))
    if _LOGIN.search(text) or (len(text) < 250 and (password or _LOGIN.search(around))):
        return Barrier.LOGIN
    return Barrier.NONE


def _notes(barrier: Barrier, text: str, url: str) -> tuple[Say, ...]:
    if barrier is Barrier.SUBSCRIPTION:
        return (Say(f"Hanya untuk pelanggan, isi lengkap tidak dibaca: {url}", f"For subscribers only: {url}"),)
    if barrier is Barrier.LOGIN:
        return (Say(f"Meminta masuk (login), isi lengkap tidak dibaca: {url}", f"Asks for a login: {url}"),)
    if barrier is Barrier.CHECK:
        return (
            Say(
                f"Situs menampilkan pemeriksaan peramban, isi tidak dibaca: {url}",
                f"A browser check stands there: {url}",
            ),
        )
    if not text:
        return (Say(f"Isi artikel tidak ditemukan di halamannya: {url}", f"No article text was found on: {url}"),)
    return ()
