"""What the WordPress REST API answers, and how its addresses are made (developer.wordpress.org/rest-api).

Shared hosts put a byte order mark or a PHP notice before the JSON, security plugins answer a login page with status
200: whatever comes is read here into posts or into one plain error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from collectors.feed_entries import MAX_TEXT, MAX_TITLE, web_address
from collectors.html_text import html_to_text, one_line
from collectors.outlets import outlet_of
from kentongan.core.errors import FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import Cause

REST_RELATION = "https://api.w.org/"
POSTS = "wp/v2/posts"
JSON_TYPES = "application/json, */*;q=.1"
# `author` and `_embed` would bring persons whom nobody needs; the API of users is never called.
FIELDS = "id,guid,date_gmt,modified_gmt,link,title,excerpt,content"
_LINK = re.compile(r'<([^<>]{1,1000})>\s*;[^,<]*?\brel\s*=\s*"?https://api\.w\.org/"?', re.IGNORECASE)
_START = re.compile(r"[\[{]")
# Places where JSON may start that are tried: a PHP notice has brackets too.
_STARTS = 200
_HIDDEN = re.compile(r"^rest_(?:cannot|forbidden|login|not_logged|no_route|disabled|user_cannot|api)")


@dataclass(frozen=True, slots=True)
class WordPressPost:
    """One post as the API gave it.

    Args:
        number: the API's id.
        changed: when it was last edited; None where the answer did not say.
        protected: it wants a password; its text is not public.
        post: ready to be kept.
    """

    number: int
    changed: datetime | None
    protected: bool
    post: RawPost


@dataclass(frozen=True, slots=True)
class Refused:
    """The API's own error.

    Args:
        code: as `rest_forbidden`.
        status: HTTP status it speaks of.
    """

    code: str
    status: int

    @property
    def hidden(self) -> bool:
        """The site does not show its API to us."""
        return bool(_HIDDEN.match(self.code)) or self.status in (401, 403, 404)

    @property
    def past_the_end(self) -> bool:
        """There are fewer pages than the one asked for."""
        return self.code == "rest_post_invalid_page_number"


def rest_root(headers: Mapping[str, str], base_url: str) -> str:
    """The API's root by the header `Link: <…>; rel="https://api.w.org/"`; "" where there is none."""
    match = _LINK.search(headers.get("link", ""))
    return web_address(match[1], base_url) if match else ""


def roots_of(address: str) -> tuple[str, ...]:
    """Where the API of a site may be: the address itself if it is one, else with and without pretty permalinks."""
    if "rest_route=" in address:
        return (address[: address.index("rest_route=")] + "rest_route=/",)
    if "/wp-json" in address:
        return (address[: address.index("/wp-json")] + "/wp-json/",)
    home = address.split("#", 1)[0].split("?", 1)[0]
    home = home if home.endswith("/") else urljoin(home, "./") if "." in home.rsplit("/", 1)[1] else home + "/"
    return (urljoin(home, "wp-json/"), urljoin(home, "?rest_route=/"))


def home_of(root: str) -> str:
    """The site that an API root belongs to."""
    return root.split("wp-json", 1)[0].split("?", 1)[0].removesuffix("index.php")


def route(root: str, path: str, query: Mapping[str, str]) -> str:
    """The address of a route under an API root of either form."""
    told = urlencode(query, safe=",:")
    if "rest_route=" in root:
        return f"{root.rstrip('/')}/{path}" + (f"&{told}" if told else "")
    return f"{root.rstrip('/')}/{path}" + (f"?{told}" if told else "")


def read_answer(body: bytes, *, what: str) -> list[dict[str, Any]] | dict[str, Any]:
    """The JSON of an answer, whatever PHP printed before it.

    Args:
        body: as it came.
        what: the address, for the message.

    Raises:
        FormatError: there is no JSON of the API in it (a login page, a maintenance page).
    """
    text = body.decode("utf-8-sig", "replace")
    decoder = json.JSONDecoder()
    for count, match in enumerate(_START.finditer(text)):
        if count >= _STARTS:
            break
        try:
            found, _ = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            return found
        if isinstance(found, dict) and ("code" in found or "namespaces" in found or "id" in found):
            return found
    host = urlsplit(what).hostname or what
    raise FormatError(
        Say(f"REST WordPress di {host} tidak menjawab dengan JSON.", f"The WordPress REST of {host} answers no JSON."),
        Say("Umpan (RSS) atau peta situsnya dicoba sebagai gantinya.", "Its feed or sitemap is tried instead."),
        cause=Cause.BLOCKED,
    )


def refusal(answer: object) -> Refused | None:
    """The error in an answer; None if it is none."""
    if not isinstance(answer, dict) or not isinstance(answer.get("code"), str):
        return None
    data = answer.get("data")
    status = data.get("status") if isinstance(data, dict) else 0
    return Refused(answer["code"][:100], status if isinstance(status, int) else 0)


def read_posts(answer: Iterable[Mapping[str, Any]], source: Source, *, base_url: str) -> tuple[WordPressPost, ...]:
    """The posts of an answer; what has no number, or neither title nor text, is left out."""
    found = (_one(item, source, base_url) for item in answer)
    return tuple(one for one in found if one is not None)


def _one(item: Mapping[str, Any], source: Source, base_url: str) -> WordPressPost | None:
    number = item.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    url = web_address(_string(item.get("link")), base_url)
    title = one_line(_rendered(item, "title"))[:MAX_TITLE]
    content, excerpt = _rendered(item, "content"), _rendered(item, "excerpt")
    text = (html_to_text(content) or html_to_text(excerpt))[:MAX_TEXT]
    if not title and not text:
        return None
    written = _string(item.get("date_gmt"))
    published = utc_moment(written)
    outlet = outlet_of(url) if source.tier == 0 else None
    post = RawPost(
        external_id=_rendered(item, "guid")[:500] or external_id(number, base_url),
        url=url,
        title=title,
        text=text,
        published_at=published,
        estimated=published is None,
        published_raw=written[:200],
        kind=source.post_kind,
        tier=outlet.tier if outlet else None,
        official=source.official,
    )
    return WordPressPost(number, utc_moment(_string(item.get("modified_gmt"))), _protected(item), post)


def external_id(number: int, base_url: str) -> str:
    """The id of a post whose guid is not told, in the form that WordPress gives most of them: `https://site/?p=42`."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}/?p={number}"


def utc_moment(written: str) -> datetime | None:
    """`2026-08-05T03:00:00` of a `_gmt` field as a moment; None for an empty date ("0000-00-00T00:00:00")."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment if moment.year >= 1990 else None


def _rendered(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return _string(value.get("rendered")) if isinstance(value, dict) else _string(value)


def _protected(item: Mapping[str, Any]) -> bool:
    return any(isinstance(part := item.get(key), dict) and part.get("protected") is True for key in _PROTECTED)


_PROTECTED = ("content", "excerpt")


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
