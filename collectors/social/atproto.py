"""What every reader of the AT Protocol needs: records into posts, error shapes, wishes of authors.

A private person's identifier (DID) is personal data, so neither the external id nor the address keeps it: the id is a
digest of DID and record key, the address loses its account at intake. The digest in the address's fragment keeps apart
two people's posts with the same record key, which anybody may choose. Lexicons: app.bsky.feed.*, com.atproto.repo.*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from collectors.social.answers import inside, listed, moment, number, read_object, text
from collectors.social.errors import bad_request, closed, in_trouble, key_refused, not_found
from collectors.social.visits import Visit, over_limit
from kentongan.core.errors import FormatError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.posts import Engagement, PostKind, RawPost
from kentongan.core.runs import Cause

if TYPE_CHECKING:
    from collectors.door.fetch import Fetched, Key

SERVICE = "Bluesky"
POSTS = "app.bsky.feed.post"
PUBLIC = "https://public.api.bsky.app"
# The wish of an account to be shown to people with an account only.
MEMBERS_ONLY = "!no-unauthenticated"
# Statuses whose body says what is wrong.
READ_ALSO = (400, 401, 403, 404, 429)
_GONE = frozenset(["AccountTakedown", "AccountDeactivated", "RepoTakendown", "RepoDeactivated", "RepoSuspended"])
_NOT_FOUND = frozenset(["RepoNotFound", "RecordNotFound", "NotFound"])
_KEY = frozenset(["AuthMissing", "AuthenticationRequired", "InvalidToken", "ExpiredToken", "AuthFactorTokenRequired"])
# As servers word it under the general name InvalidRequest.
_ABSENT = re.compile(r"not found|could not (?:find|locate)", re.IGNORECASE)
_BLOCKED = frozenset(["BlockedActor", "BlockedByActor"])


def external_id(did: str, rkey: str) -> str:
    """The id under which a post is kept: one for one post, without its author's name in it."""
    return content_id("at", did, rkey)


def uri_parts(uri: object) -> tuple[str, str, str] | None:
    """DID, collection and record key of an at-uri; None for anything else."""
    written = text(uri, 1_000)
    parts = written.removeprefix("at://").split("/")
    if not written.startswith("at://") or len(parts) != 3 or not all(parts):
        return None
    return parts[0], parts[1], parts[2]


def post_of(
    did: str,
    rkey: str,
    record: Mapping[str, Any],
    visit: Visit,
    *,
    seen_at: object = None,
    view: Mapping[str, Any] | None = None,
) -> RawPost:
    """A post record as a raw post.

    Args:
        did, rkey: whose, and its key.
        record: `app.bsky.feed.post`.
        visit: the visit that found it.
        seen_at: when the network took it in; an author may write any date, so the earlier of the two counts.
        view: counts of reactions, where the service gives them.
    """
    card = inside(record, "embed", "external") or inside(record, "embed", "media", "external")
    words = (text(record.get("text")).strip(), text(card.get("title"), 500).strip())
    written, seen = moment(record.get("createdAt"), visit.now), moment(seen_at, visit.now)
    dates = [one.at for one in (written, seen) if one.at is not None and not one.estimated]
    key, counts = external_id(did, rkey), view or {}
    return RawPost(
        external_id=key,
        url=f"https://bsky.app/profile/{did}/post/{rkey}#{key[-8:]}",
        text="\n".join(filter(None, words)),
        author=did,
        published_at=min(dates) if dates else written.at,
        estimated=not dates,
        published_raw=text(record.get("createdAt"), 200),
        kind=PostKind.SOCIAL,
        platform=SERVICE,
        official=visit.source.official,
        engagement=Engagement(
            likes=number(counts.get("likeCount")),
            shares=number(counts.get("repostCount")),
            comments=number(counts.get("replyCount")),
        ),
    )


def members_only(author: Mapping[str, Any]) -> bool:
    """The author asks not to be shown to visitors without an account."""
    own = listed(inside(author, "labels").get("values"))  # as in a profile record; a list in a profile view
    labels = listed(author.get("labels")) + own
    return any(one.get("val") == MEMBERS_ONLY and not one.get("neg") for one in labels)


async def ask(visit: Visit, url: str, *, key: Key | None = None, token: str = "", what: str = "") -> Mapping[str, Any]:
    """One XRPC query.

    Args:
        visit: the visit it belongs to.
        url: whole address.
        key: for services that want the office's secret.
        token: of a session, instead.
        what: the account that is asked for, for the message when it is not there.

    Raises:
        Pause: the service's limit is reached.
        CollectError: it refused, in plain words.
    """
    headers = {"Authorization": f"Bearer {token}"} if token else None
    fetched = await visit.door.get(url, accept="application/json", headers=headers, key=key, also=READ_ALSO)
    return checked(fetched, visit, what=what)


def checked(fetched: Fetched, visit: Visit, *, what: str = "") -> Mapping[str, Any]:
    """The object in an XRPC answer.

    Raises:
        Pause: the service's limit is reached (429).
        CollectError: the error the body names.
    """
    if fetched.status == 200:
        found = read_object(fetched.body, SERVICE)
        if fetched.headers.get("ratelimit-remaining", "").strip() == "0":
            visit.rest_until = reset_of(fetched, visit.now)
        return found
    body: Mapping[str, Any] = {}
    with suppress(FormatError):  # an error page of a proxy says no more than its status
        body = read_object(fetched.body, SERVICE)
    error, message = text(body.get("error"), 100), text(body.get("message"), 300)
    if fetched.status == 429 or error == "RateLimitExceeded":
        raise over_limit(SERVICE, reset_of(fetched, visit.now), visit.source)
    if error in _KEY or fetched.status == 401:
        raise key_refused(SERVICE, "bluesky")
    if error in _GONE:
        refusal = not_found(SERVICE, what)
        refusal.cause = Cause.GONE
        raise refusal
    if error in _NOT_FOUND or _ABSENT.search(message) or fetched.status == 404:
        raise not_found(SERVICE, what)
    if error in _BLOCKED or fetched.status == 403:
        raise closed(
            SERVICE,
            Say("Gunakan sumber lain, atau masuk dengan akun kantor.", "Use another source, or the office's account."),
        )
    if fetched.status >= 500:
        raise in_trouble(SERVICE, fetched.status)
    raise bad_request(SERVICE, message or error or f"HTTP {fetched.status}")


def reset_of(fetched: Fetched, now: datetime) -> datetime:
    """When the limit is lifted: `ratelimit-reset` (epoch seconds), else five minutes from now."""
    reset = fetched.headers.get("ratelimit-reset", "").strip()
    named = datetime.fromtimestamp(int(reset), UTC) if reset.isascii() and reset.isdigit() and len(reset) < 11 else None
    soonest, latest = now + timedelta(minutes=1), now + timedelta(days=1)
    return min(max(named, soonest), latest) if named else now + timedelta(minutes=5)
