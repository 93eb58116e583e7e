"""Articles in several pages: where the other pages are, and the address that shows them all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from collectors.pages.html_pages import Page
from kentongan.core.urls import host_of

# Pages of one article that are read at most.
MOST_PAGES = 8
# How portals show an article on one page; asked for only where the page shows a pager.
_ALL: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(
        "akurat.co antaranews.com kompas.com kompas.tv kompasiana.com kontan.co.id okezone.com pikiran-rakyat.com suara.com "
        "tribunnews.com viva.co.id tvonenews.com fajar.co.id wartaekonomi.co.id grid.id bolasport.com indozone.id "
        "hukumonline.com jatimnetwork.com ayocirebon.com ayoindonesia.com hops.id pojoksatu.id".split(),
        ("page", "all"),
    ),
    "detik.com": ("single", "1"),
    "sindonews.com": ("showpage", "all"),
    "inews.id": ("", "all"),
    "idxchannel.com": ("", "all"),
}
_NUMBERED = frozenset(["page", "halaman", "hal", "p", "pg", "paged"])
_SHOWS_ALL = frozenset(_ALL.values())
_PAGE_SEGMENT = re.compile(r"^(?:(?:page|halaman)/)?(\d{1,2}|all)$", re.IGNORECASE)


def whole_address(page: Page) -> str:
    """The address that shows all pages of the article at once; "" where it has one page or the site has no such address.

    The site's own link to it counts first, then what is known of the portal.
    """
    numbers = dict(_pages(page))
    if "all" in numbers:
        return numbers["all"]
    if not any(number.isdigit() and int(number) > 1 for number in numbers):
        return ""
    host = host_of(page.url)
    known = next((way for domain, way in _ALL.items() if host == domain or host.endswith(f".{domain}")), None)
    if known is None:
        return ""
    parts = urlsplit(page.url)
    name, value = known
    if not name:
        return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{value}", fragment=""))
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in _NUMBERED]
    return urlunsplit(parts._replace(query=urlencode([*query, (name, value)]), fragment=""))


def further_pages(page: Page) -> tuple[str, ...]:
    """The addresses of pages two, three, … of the same article, at most `MOST_PAGES` - 1; gaps in the pager are filled."""
    found = {int(number): url for number, url in _pages(page) if number.isdigit() and int(number) > 1}
    if not found:
        return ()
    last = min(max(found), MOST_PAGES)
    template = found[min(found)]
    made = (found.get(number) or _with_number(template, min(found), number) for number in range(2, last + 1))
    return tuple(dict.fromkeys(filter(None, made)))


def without_page(url: str) -> str:
    """The address of the article without the choice of a page."""
    parts = urlsplit(url)
    kept = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True)
        if not (k in _NUMBERED and (v.isdigit() or v == "all")) and (k, v) not in _SHOWS_ALL
    ]
    return urlunsplit(parts._replace(query=urlencode(kept), fragment=""))


def _pages(page: Page) -> Iterator[tuple[str, str]]:
    """Number ("2", "all") and address of each link to another page of this article."""
    own = urlsplit(without_page(page.url))
    for element in page.root.iter("a", "link"):
        if element.tag == "link" and "next" not in (element.get("rel") or "").lower().split():
            continue
        url = page.address(element.get("href") or "").split("#", 1)[0]
        parts = urlsplit(url)
        if not url or (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            continue
        number = _number(own.path, own.query, parts.path, parts.query)
        if number:
            yield number, url


def _number(own_path: str, own_query: str, path: str, query: str) -> str:
    """Which page of this article an address of the same host shows; "" where it is something else."""
    asked = dict(parse_qsl(query))
    if path.rstrip("/") == own_path.rstrip("/"):
        rest = {name: value for name, value in asked.items() if name not in _NUMBERED}
        way = next(((name, value) for name, value in asked.items() if (name, value) in _SHOWS_ALL), None)
        if way is not None:
            return "all"
        number = next((value for name, value in asked.items() if name in _NUMBERED), "")
        return number if number.isdigit() and len(number) < 3 and rest == dict(parse_qsl(own_query)) else ""
    below = path.rstrip("/").removeprefix(own_path.rstrip("/") + "/")
    match = _PAGE_SEGMENT.match(below) if below != path.rstrip("/") and own_path.strip("/") else None
    return match[1].lower() if match else ""


def _with_number(template: str, old: int, new: int) -> str:
    """The address of page `new` after the example of page `old`; "" where the number stands nowhere plainly."""
    parts = urlsplit(template)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if any(name in _NUMBERED and value == str(old) for name, value in query):
        told = [(name, str(new) if name in _NUMBERED and value == str(old) else value) for name, value in query]
        return urlunsplit(parts._replace(query=urlencode(told)))
    head, _, tail = parts.path.rstrip("/").rpartition("/")
    return urlunsplit(parts._replace(path=f"{head}/{new}")) if tail == str(old) else ""
