"""ClaimReview (schema.org) as newsrooms write it into their pages and as the Data Commons feed carries it.

The verdict is `reviewRating.alternateName`, in the publisher's own words; the number is a scale of its own and is not
read. What the review was about keeps the addresses where it appeared, so that a shared address is recognised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from collectors.feed_entries import web_address
from collectors.html_text import html_to_text, one_line
from collectors.pages.html_pages import Page
from collectors.pages.json_ld import things
from kentongan.core.findings import FactCheck
from kentongan.core.ids import content_id
from kentongan.core.urls import canonical_url

_MOST_TEXT, _MOST_APPEARANCES = 5_000, 10


def reviews_of_page(page: Page) -> list[FactCheck]:
    """The reviews in a page's JSON-LD, each once."""
    found = [read_review(thing, base_url=page.url) for thing in things(page) if is_review(thing)]
    return told_apart(list({check.id: check for check in found if check is not None}.values()))


def told_apart(checks: Sequence[FactCheck]) -> list[FactCheck]:
    """Several reviews of one page as several articles: from the second on the address gets a fragment of its own."""
    seen: Counter[str] = Counter()
    out = []
    for check in checks:
        seen[check.url] += 1
        out.append(replace(check, url=f"{check.url}#klaim-{seen[check.url]}") if seen[check.url] > 1 else check)
    return out


def is_review(thing: Mapping[str, Any]) -> bool:
    """Its type is ClaimReview, alone or among others."""
    kind = thing.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and one.rpartition("/")[2] == "ClaimReview" for one in kinds)


def read_review(review: Mapping[str, Any], *, base_url: str = "https://invalid.invalid/") -> FactCheck | None:
    """One review; None without an address of its own or a claim.

    Several reviews may stand on one page: the claim is part of the id then, the address is the page's.
    """
    url = web_address(_text(review, "url") or _text(review, "mainEntityOfPage"), base_url)
    if "invalid.invalid" in url:
        return None
    url = url or (base_url if "invalid.invalid" not in base_url else "")
    claim = _clean(_text(review, "claimReviewed"))
    title = _clean(_text(review, "headline") or _text(review, "name"))
    if not url or not (claim or title):
        return None
    about = _first(review.get("itemReviewed"))
    seen = [address for address in _appearances(about) if canonical_url(address) != canonical_url(url)]
    rating = _first(review.get("reviewRating"))
    return FactCheck(
        id=content_id("fc", canonical_url(url), claim),
        title=title or claim,
        narrative="\n".join(dict.fromkeys(filter(None, [claim, *seen]))),
        date=_text(review, "datePublished")[:10],
        label=_clean(_text(rating, "alternateName"))[:200],
        url=url,
        source=_clean(_text(_first(review.get("author")), "name") or _text(_first(review.get("publisher")), "name"))[
            :200
        ],
    )


def _appearances(about: Mapping[str, Any]) -> Iterator[str]:
    listed = [about.get("appearance"), about.get("firstAppearance")]
    flat = [one for value in listed for one in (value if isinstance(value, list) else [value])]
    for one in flat[:_MOST_APPEARANCES]:
        address = one if isinstance(one, str) else _text(one, "url") if isinstance(one, Mapping) else ""
        found = web_address(address, "https://invalid.invalid/")
        if found and "invalid.invalid" not in found:
            yield found


def _first(value: object) -> Mapping[str, Any]:
    one = value[0] if isinstance(value, list) and value else value
    return one if isinstance(one, Mapping) else {"name": one} if isinstance(one, str) else {}


def _text(thing: Mapping[str, Any], key: str) -> str:
    value = thing.get(key)
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("url") or value.get("@value") or value.get("name")
    return value.strip()[:_MOST_TEXT] if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """Plain words on one line: some write HTML, some escape it twice."""
    return one_line(html_to_text(unescape(text))) if "<" in text or "&" in text else one_line(text)
