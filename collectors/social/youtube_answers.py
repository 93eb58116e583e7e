"""What the YouTube Data API says: videos, comments, and the reasons of its errors."""

from __future__ import annotations

import html
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from collectors.html_text import html_to_text, one_line
from collectors.social.answers import inside, listed, moment, number, read_object, text
from collectors.social.errors import bad_request, closed, key_refused, not_found, not_granted
from collectors.social.visits import Pause, Visit, over_limit
from kentongan.core.errors import CollectError, FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import Engagement, PostKind, RawPost, Source

if TYPE_CHECKING:
    from collectors.door.fetch import Fetched
    from collectors.social.quotas import Daily

SERVICE = "YouTube"
_SPENT = frozenset(["quotaExceeded", "dailyLimitExceeded"])
_HURRIED = frozenset(["rateLimitExceeded", "userRateLimitExceeded"])
_KEY = frozenset(["keyInvalid", "keyExpired", "authError", "required", "API_KEY_INVALID"])
_NOT_SET_UP = frozenset(["accessNotConfigured", "SERVICE_DISABLED", "ipRefererBlocked", "API_KEY_SERVICE_BLOCKED"])
_ABSENT = frozenset(["videoNotFound", "channelNotFound", "playlistNotFound", "notFound"])
_ENABLE = Say(
    "Aktifkan YouTube Data API v3 untuk kunci ini di Google Cloud, dan periksa pembatasan kuncinya.",
    "Enable YouTube Data API v3 for this key in Google Cloud, and check the key's restrictions.",
)
_NO_COMMENTS = Say("Pemilik video menutup komentar.", "The owner has switched comments off.")
_ANOTHER = Say("Gunakan kanal atau video lain.", "Use another channel or video.")


def video_of(video_id: str, snippet: Mapping[str, Any], source: Source, now: datetime) -> RawPost:
    """A video; titles and descriptions of searches come with HTML entities."""
    dated = moment(snippet.get("publishedAt"), now)
    statistics = inside(snippet, "statistics")
    return RawPost(
        external_id=video_id,
        url=f"https://www.youtube.com/watch?v={video_id}",
        title=one_line(text(snippet.get("title"), 1_000)),
        text=html_to_text(html.unescape(text(snippet.get("description")))),
        author=text(snippet.get("channelId"), 200),
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=text(snippet.get("publishedAt"), 100),
        kind=PostKind.VIDEO,
        platform=SERVICE,
        official=source.official,
        engagement=Engagement(
            likes=number(statistics.get("likeCount")),
            comments=number(statistics.get("commentCount")),
            views=number(statistics.get("viewCount")),
        ),
    )


def comment_of(
    comment_id: str, video: str, snippet: Mapping[str, Any], replies: int | None, source: Source, now: datetime
) -> RawPost:
    """A comment; its address is its place under the video."""
    dated = moment(snippet.get("publishedAt"), now)
    words = text(snippet.get("textOriginal")) or html_to_text(text(snippet.get("textDisplay")))
    channel = text(inside(snippet, "authorChannelId").get("value"), 200)
    return RawPost(
        external_id=comment_id,
        url=f"https://www.youtube.com/watch?v={video}&lc={comment_id}",
        text=words.strip(),
        author=channel or text(snippet.get("authorDisplayName"), 200),
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=text(snippet.get("publishedAt"), 100),
        kind=PostKind.COMMENT,
        platform=SERVICE,
        engagement=Engagement(likes=number(snippet.get("likeCount")), comments=replies),
        official=source.official,
    )


def read_answer(
    fetched: Fetched, visit: Visit, allowance: Daily, until: datetime, *, what: str = ""
) -> Mapping[str, Any]:
    """The object in an answer.

    Raises:
        Pause: the day's allowance is gone, or too many calls a minute.
        CollectError: what the first error's `reason` means.
    """
    if fetched.status == 200:
        return read_object(fetched.body, SERVICE)
    body: Mapping[str, Any] = {}
    with suppress(FormatError):
        body = read_object(fetched.body, SERVICE)
    raise _refusal(fetched.status, inside(body, "error"), visit, allowance, until, what)


def reasons_of(error: Mapping[str, Any]) -> set[str]:
    """Every reason that an error of Google's names: in `errors[]`, in `details[]`, and its `status`."""
    found = {text(one.get("reason"), 100) for one in (*listed(error.get("errors")), *listed(error.get("details")))}
    return {one for one in (*found, text(error.get("status"), 100)) if one}


def _refusal(
    status: int, error: Mapping[str, Any], visit: Visit, allowance: Daily, until: datetime, what: str
) -> CollectError | Pause:
    reasons, message = reasons_of(error), html_to_text(text(error.get("message"), 500))
    if reasons & _SPENT:
        allowance.exhaust()
        return over_limit(SERVICE, until, visit.source)
    if reasons & _HURRIED or status == 429:
        return over_limit(SERVICE, visit.now + timedelta(minutes=10), visit.source)
    if reasons & _NOT_SET_UP:
        return not_granted(SERVICE, _ENABLE)
    if reasons & _KEY or status == 401 or "API key" in message:
        return key_refused(SERVICE, "youtube")
    if reasons & _ABSENT or status == 404:
        return not_found(SERVICE, what)
    if status == 403:
        return closed(SERVICE, _NO_COMMENTS if "commentsDisabled" in reasons else _ANOTHER)
    return bad_request(SERVICE, message or f"HTTP {status}")
