"""JSON-LD of pages (schema.org): what editors' systems tell search engines about an article or a list of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from collectors.html_text import one_line
from collectors.pages.html_pages import Page

# Types that are an article (schema.org/Article and what lies below it in use by newsrooms).
ARTICLE_TYPES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle "
    "ReviewNewsArticle BlogPosting LiveBlogPosting Report TechArticle SocialMediaPosting VideoObject".split()
)
# Blocks looked at on one page, and things in one block.
_MOST_BLOCKS = 50
_MOST_THINGS = 2_000
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_RAW_CONTROL = re.compile(r"[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What a page's JSON-LD says of its article; "" where it is silent.

    Args:
        headline, published, modified, url, section, body: as written.
        free: False where it says that reading wants an account or money (isAccessibleForFree).
    """

    headline: str = ""
    published: str = ""
    modified: str = ""
    url: str = ""
    section: str = ""
    body: str = ""
    free: bool = True


def things(page: Page) -> Iterator[Mapping[str, Any]]:
    """Every object of every JSON-LD block, outer ones first; broken blocks give nothing."""
    count = 0
    for number, element in enumerate(page.root.iter("script")):
        if number >= 500 or count >= _MOST_BLOCKS:
            return
        if (element.get("type") or "").strip().lower().split(";")[0] != "application/ld+json":
            continue
        count += 1
        block = _loads("".join(map(str, element.itertext())))
        waiting, seen = [block], 0
        while waiting and seen < _MOST_THINGS:
            one = waiting.pop(0)
            seen += 1
            if isinstance(one, dict):
                yield one
                waiting += [value for value in one.values() if isinstance(value, dict | list)]
            elif isinstance(one, list):
                waiting += one[:_MOST_THINGS]


def article_facts(page: Page) -> ArticleFacts:
    """What the page says of the article it holds; the first article with a date, else the first one."""
    found = [thing for thing in things(page) if _types(thing) & ARTICLE_TYPES]
    news = [thing for thing in found if "VideoObject" not in _types(thing)] or found
    best = next((thing for thing in news if _string(thing, "datePublished")), news[0] if news else {})
    return ArticleFacts(
        headline=one_line(_string(best, "headline") or _string(best, "name")),
        published=_string(best, "datePublished"),
        modified=_string(best, "dateModified"),
        url=_string(best, "mainEntityOfPage") or _string(best, "url"),
        section=one_line(_string(best, "articleSection"))[:200],
        body=_string(best, "articleBody"),
        free=_free(best),
    )


def item_lists(page: Page) -> Iterator[tuple[str, str, str]]:
    """Address, title and date text of what the page's ItemLists and blogs name."""
    for thing in things(page):
        kinds = _types(thing)
        listed = thing.get("itemListElement") if "ItemList" in kinds else thing.get("blogPost")
        for element in listed if isinstance(listed, list) else ():
            if not isinstance(element, dict):
                continue
            inner = element.get("item")
            both = [inner, element] if isinstance(inner, dict) else [element]
            address = _first(both, "url", "@id") or (inner if isinstance(inner, str) else "")
            url = page.address(address)
            if url:
                yield url, one_line(_first(both, "headline", "name")), _first(both, "datePublished")


def _loads(text: str) -> object:
    """JSON as sites write it: in comments, with raw line breaks in strings, with a semicolon after it,
    with a comma before a closing bracket.
    """
    bare = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    bare = bare.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>")
    plain = _RAW_CONTROL.sub(" ", bare).strip().rstrip(";")
    for candidate in (bare, plain, _TRAILING_COMMA.sub(r"\1", plain)):
        try:
            found: object = json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
        return found
    return None


def _types(thing: Mapping[str, Any]) -> frozenset[str]:
    kind = thing.get("@type")
    named = kind if isinstance(kind, list) else [kind]
    return frozenset(str(one).rpartition("/")[2] for one in named if isinstance(one, str))


def _first(several: list[dict[str, Any]], *keys: str) -> str:
    return next((found for one in several for key in keys if (found := _string(one, key))), "")


def _string(thing: Mapping[str, Any], key: str) -> str:
    """A text; of a list its first, of an object its name or address."""
    value = thing.get(key)
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or value.get("name") or value.get("@value")
    return value.strip() if isinstance(value, str) else ""


def _free(thing: Mapping[str, Any]) -> bool:
    """False only where the page says so plainly."""
    value = thing.get("isAccessibleForFree")
    return not (value is False or (isinstance(value, str) and value.strip().lower() in ("false", "no", "0")))
