"""Mafindo's own database of fact-checks (Yudistira, public API version 2), by the key Mafindo gives an office.

A page of articles a request, as a form; the key goes with the form. Source: github.com/mafindo/docs, docs/v2. In what order articles
come is not said, so that both ends are looked at (`pipeline/factchecks/sync.py`). The key is the office's; what comes is for its
own library, not to be passed on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from collectors.door.exchanges import Key
from collectors.feed_entries import web_address
from collectors.html_text import html_to_text, one_line
from collectors.social.answers import listed, not_understood, read_json, text
from collectors.social.errors import bad_request, in_trouble, key_refused
from kentongan.core.errors import CollectError, FetchError
from kentongan.core.findings import FactCheck
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.runs import Cause
from kentongan.core.urls import host_of
from kentongan.core.verdicts import title_tag

if TYPE_CHECKING:
    from collectors.door.fetch import Door, Fetched

SERVICE: Final = "Mafindo (Yudistira)"
API: Final = "https://yudistira.turnbackhoax.id/api/antihoax/"
KEY: Final = "mafindo"
PER_PAGE: Final = 100
#: Mafindo publishes on these; an address elsewhere is the hoax's or a reference.
_OWN: Final = frozenset(["turnbackhoax.id", "www.turnbackhoax.id", "cekfakta.com", "www.cekfakta.com"])
_LINK: Final = re.compile(r"https?://[^\s<>\"')]{8,500}")
_TRUE: Final = "1"


async def total(door: Door, *, api: str = "") -> int:
    """How many articles there are.

    Raises:
        CollectError: no key, or the service refused.
    """
    answer = await _ask(door, f"{api or API}get_total", {})
    found = _first_number(answer)
    if found is None:
        raise not_understood(SERVICE)
    return found


async def page(door: Door, offset: int, *, api: str = "") -> tuple[list[FactCheck], int]:
    """The fact-checks from an offset on, and how many articles came, those without words or verdict included.

    Raises:
        CollectError: no key, or the service refused.
    """
    answer = await _ask(door, api or API, {"limit": str(PER_PAGE), "offset": str(offset)})
    items = listed(answer.get("data") if isinstance(answer, dict) else answer)
    return [check for item in items if (check := read_article(item)) is not None], len(items)


def read_article(item: Mapping[str, Any]) -> FactCheck | None:
    """One article; None without an id, a title or a verdict. Its text stays as it circulated, the explanation apart."""
    number, title = text(item.get("id"), 30), one_line(text(item.get("title"), 1_000))
    label = one_line(text(item.get("classification"), 200)) or title_tag(title) or _status(item)
    if not number or not title or not label:
        return None
    told = html_to_text(text(item.get("content"), 20_000))
    source = web_address(text(item.get("source_link"), 2_000).strip(), "https://invalid.invalid/")
    return FactCheck(
        id=content_id("fc", "mafindo", number),
        title=title,
        narrative="\n".join(part for part in (told, source) if part)[:5_000],
        date=text(item.get("tanggal"), 30)[:10],
        label=label,
        url=_address(item),
        source="Mafindo",
    )


def _status(item: Mapping[str, Any]) -> str:
    """The plain verdict, where nothing more is said: "1" true, "2" false."""
    return {_TRUE: "Benar", "2": "Salah"}.get(text(item.get("status"), 3).strip(), "")


def _address(item: Mapping[str, Any]) -> str:
    """Mafindo's own article among claim reviews and references, "" where none is named."""
    named = [text(review.get("claim_url"), 2_000) for review in listed(item.get("claim_review"))]
    named += _LINK.findall(text(item.get("references"), 5_000))
    return next(
        (url for one in named if (url := web_address(one.strip(), "https://invalid.invalid/")) and _ours(url)), ""
    )


def _ours(url: str) -> bool:
    return host_of(url) in _OWN and len(url.split("/", 3)[-1]) > 5


def _first_number(answer: object) -> int | None:
    """The number in an answer that holds one: bare, as a text, in a list or under any name."""
    if isinstance(answer, bool):
        return None
    if isinstance(answer, int):
        return answer
    if isinstance(answer, str):
        return int(answer) if re.fullmatch(r"\d{1,9}", answer.strip()) else None
    parts = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ()
    return next((found for part in parts if (found := _first_number(part)) is not None), None)


async def _ask(door: Door, url: str, form: Mapping[str, str]) -> Any:
    fetched = await door.get(
        url, accept="application/json", key=Key(KEY, form="key"), form=form, also=(400, 401, 403, 404, 429)
    )
    if fetched.status != 200:
        raise _refusal(fetched)
    answer = read_json(fetched.body, SERVICE)
    # A refused key may come as an object with a message and status 200.
    if isinstance(answer, dict) and "data" not in answer and _first_number(answer) is None:
        raise _said(text(answer.get("message") or answer.get("error"), 300))
    return answer


def _refusal(fetched: Fetched) -> CollectError:
    if fetched.status == 429:
        return FetchError(
            Say(f"{SERVICE} meminta jeda.", f"{SERVICE} asks for a pause."),
            Say("Coba lagi nanti; yang sudah dibaca tersimpan.", "Try again later; what was read is kept."),
            cause=Cause.LIMITED,
        )
    if fetched.status in (401, 403):
        return key_refused(SERVICE, KEY)
    return (
        in_trouble(SERVICE, fetched.status) if fetched.status == 404 else bad_request(SERVICE, f"HTTP {fetched.status}")
    )


def _said(message: str) -> CollectError:
    return (
        key_refused(SERVICE, KEY)
        if re.search(r"\bkey\b|kunci|auth", message, re.IGNORECASE)
        else not_understood(SERVICE)
    )
