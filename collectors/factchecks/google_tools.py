"""Google Fact Check Tools: what fact-checkers who mark up their articles (ClaimReview) found.

Asked by publisher, newest first; about 2,000 results a question. These are no posts: they go to the shelf of
fact-checks. Source: developers.google.com/fact-check/tools/api, claims.search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from collectors.feed_entries import web_address
from collectors.html_text import one_line
from collectors.social.answers import inside, listed, read_object, text
from collectors.social.errors import bad_request, key_refused, not_granted
from collectors.social.youtube_answers import reasons_of
from kentongan.core.errors import CollectError, FetchError, FormatError
from kentongan.core.findings import FactCheck
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.runs import Cause

if TYPE_CHECKING:
    from collectors.door.fetch import Door, Fetched

SERVICE = "Google Fact Check Tools"
API = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
KEY = "cek_fakta"
# Indonesian members of the fact-checkers' network whose articles carry ClaimReview.
PUBLISHERS = ("turnbackhoax.id", "cekfakta.com", "cekfakta.tempo.co", "liputan6.com", "kompas.com", "tirto.id")
PAGE, MOST_PAGES = 100, 20
NOTICE = Say(
    "Google Fact Check Tools (keadaan per November 2026). Perlu kunci gratis dari Google Cloud; yang diterima hanya "
    "judul, putusan, tanggal, dan alamat artikel cek fakta. Instansi memutuskan siapa pemilik kuncinya.",
    "Google Fact Check Tools (as of November 2026). Needs a free key from Google Cloud; it gives titles, verdicts, dates "
    "and addresses of fact-checkers' articles only. The office decides who owns the key.",
)


async def published(
    door: Door, *, publishers: Sequence[str] = PUBLISHERS, days: int = 30, language: str = "id"
) -> list[FactCheck]:
    """Fact-checks of these publishers from the last days, one an article.

    Args:
        door: the way to the network; holds the key `cek_fakta`.
        publishers: their sites.
        days: not older than this.
        language: of the review.

    Raises:
        CollectError: no key, or the service refused.
    """
    found: dict[str, FactCheck] = {}
    for site in publishers:
        query = {
            "reviewPublisherSiteFilter": site,
            "languageCode": language,
            "maxAgeDays": str(days),
            "pageSize": str(PAGE),
        }
        for _ in range(MOST_PAGES):
            answer = await _ask(door, query)
            for item in read_claims(answer):
                found.setdefault(item.id, item)
            token = text(answer.get("nextPageToken"), 1_000)
            if not token:
                break
            query["pageToken"] = token
    return list(found.values())


def read_claims(answer: Mapping[str, Any]) -> list[FactCheck]:
    """The fact-checks in an answer; `{}` holds none."""
    return [
        found
        for claim in listed(answer.get("claims"))
        for review in listed(claim.get("claimReview"))
        if (found := _factcheck(claim, review)) is not None
    ]


def _factcheck(claim: Mapping[str, Any], review: Mapping[str, Any]) -> FactCheck | None:
    """One review; None without an address or any words."""
    url = web_address(text(review.get("url"), 2_000), "https://invalid.invalid/")
    said = one_line(text(claim.get("text"), 5_000))
    title = one_line(text(review.get("title"), 1_000)) or said
    if not url or not title:
        return None
    publisher = inside(review, "publisher")
    return FactCheck(
        id=content_id("fc", url),
        title=title,
        narrative=said,
        date=(text(review.get("reviewDate"), 30) or text(claim.get("claimDate"), 30))[:10],
        label=one_line(text(review.get("textualRating"), 200)),
        url=url,
        source=one_line(text(publisher.get("name"), 200)) or text(publisher.get("site"), 200),
    )


async def _ask(door: Door, query: Mapping[str, str]) -> Mapping[str, Any]:
    from collectors.door.fetch import Key

    fetched = await door.get(
        f"{API}?{urlencode(query)}",
        accept="application/json",
        key=Key(KEY, query="key"),
        also=(400, 401, 403, 429),
    )
    if fetched.status == 200:
        return read_object(fetched.body, SERVICE)
    raise _refusal(fetched)


def _refusal(fetched: Fetched) -> CollectError:
    body: Mapping[str, Any] = {}
    with suppress(FormatError):
        body = read_object(fetched.body, SERVICE)
    error = inside(body, "error")
    reasons, message = reasons_of(error), text(error.get("message"), 300)
    if fetched.status == 429 or "RESOURCE_EXHAUSTED" in reasons or "quota" in message.casefold():
        return FetchError(
            Say(f"Jatah {SERVICE} habis.", f"The allowance of {SERVICE} is used up."),
            Say("Coba lagi besok.", "Try again tomorrow."),
            cause=Cause.LIMITED,
        )
    if "SERVICE_DISABLED" in reasons or "accessNotConfigured" in reasons:
        return not_granted(
            SERVICE,
            Say("Aktifkan Fact Check Tools API di Google Cloud.", "Enable the Fact Check Tools API in Google Cloud."),
        )
    if fetched.status in (401, 403) or "API key" in message or "API_KEY_INVALID" in reasons:
        return key_refused(SERVICE, KEY)
    return bad_request(SERVICE, message or f"HTTP {fetched.status}")
