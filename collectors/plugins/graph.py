"""Meta's Graph interfaces (Threads, Instagram): one call, and what their error codes mean."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from collectors.social.answers import inside, number, read_object, text
from collectors.social.errors import bad_request, in_trouble, key_refused, not_found, not_granted
from collectors.social.visits import Pause, Visit, over_limit
from kentongan.core.errors import CollectError, FormatError
from kentongan.core.messages import Say

# developers.facebook.com/docs/graph-api/guides/error-handling
_KEY = frozenset([102, 190, 458, 459, 460, 463, 464, 467])
_LIMIT = frozenset([4, 17, 18, 32, 613])
_PERMISSION = frozenset([3, 10, *range(200, 300)])
_TROUBLE = frozenset([1, 2])


async def ask_graph(visit: Visit, url: str, key: str, service: str) -> Mapping[str, Any]:
    """One call.

    Args:
        visit: the visit it belongs to.
        url: whole address without the token.
        key: name of the office's token.
        service: as people call it.

    Raises:
        Pause: too many calls.
        CollectError: it refused, in plain words.
    """
    from collectors.door.fetch import Key

    fetched = await visit.door.get(
        url, accept="application/json", key=Key(key, query="access_token"), also=(400, 401, 403, 404, 429, 500)
    )
    body: Mapping[str, Any] = {}
    if fetched.status == 200:
        body = read_object(fetched.body, service)
        if not body.get("error"):
            return body
    else:
        with suppress(FormatError):
            body = read_object(fetched.body, service)
    raise _refusal(inside(body, "error"), fetched.status, visit, key, service)


def _refusal(error: Mapping[str, Any], status: int, visit: Visit, key: str, service: str) -> CollectError | Pause:
    code, message = number(error.get("code")) or 0, text(error.get("message"), 300)
    if code in _LIMIT or status == 429:
        return over_limit(service, visit.now + timedelta(hours=1), visit.source)
    if code in _KEY or status == 401:
        return key_refused(service, key)
    if code in _PERMISSION or status == 403:
        return not_granted(
            service,
            Say(
                "Selesaikan App Review Meta untuk izin yang dibutuhkan, lalu buat token baru.",
                "Finish Meta's App Review for the permission it needs, then make a new token.",
            ),
        )
    if code in _TROUBLE or status >= 500:
        return in_trouble(service, status)
    if status == 404:
        return not_found(service, visit.source.name)
    return bad_request(service, message or f"HTTP {status}")
