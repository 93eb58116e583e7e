"""Mastodon: the public timeline of a hashtag on one server, without a key.

Read forward from a place (`min_id`), so that a busy hour is continued in the next visit and nothing is lost; the place
lies some posts before the newest one, so that edits, late arrivals and deletions among them are seen. Authors who do
not want to be found (`noindex`, `discoverable` or `indexable` switched off) are left out, and what was taken in before
they said so is taken back. Source: docs.joinmastodon.org, methods/timelines, methods/instance, api/rate-limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from collectors.feed_entries import web_address
from collectors.html_text import html_to_text
from collectors.social.answers import MAX_ID, inside, listed, moment, not_understood, number, read_json, text
from collectors.social.errors import closed, in_trouble, not_found, option_missing
from collectors.social.visits import Visit, over_limit, visited
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Engagement, PostKind, RawPost, Source
from kentongan.core.runs import Cause, FeedState, Harvest
from kentongan.core.urls import host_of, without_account

if TYPE_CHECKING:
    from collectors.door.fetch import Door, Fetched

SERVICE = "Mastodon"
PAGE = 40
MOST_PAGES = 10
# So many posts are read again on the next visit; less than half a page, so that a quiet hashtag costs one question.
OVERLAP = PAGE // 2
# So many posts that disappeared are asked for in one visit.
ASKED_AGAIN = 5
_READ_ALSO = (401, 403, 404, 410, 422, 429)
# What a server allows is asked once a day.
_RULES_KEPT = timedelta(days=1)


class MastodonCollector:
    """A hashtag on a server.

    Options: `tagar` (one or several, with commas; else the tag in the address), `server` (else the address's).
    """

    kind = "mastodon"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    server, tags = server_and_tags(visit.source)
    if not tags:
        raise option_missing("tagar", "banjir")
    scope = await _scope(visit, server)
    query = [("limit", str(PAGE)), *scope.items(), *(("any[]", tag) for tag in tags[1:])]
    timeline = f"{server}/api/v1/timelines/tag/{quote(tags[0], safe='')}"
    place, read = text(visit.cursor.get("place"), MAX_ID), list[str]()
    for left in reversed(range(MOST_PAGES)):
        fetched = await _ask(visit, f"{timeline}?{urlencode([*query, *([('min_id', place)] if place else [])])}")
        found = _statuses(fetched)
        for status in found:
            _take(visit, status, server)
        read.extend(filter(None, (text(status.get("id"), MAX_ID) for status in reversed(found))))
        following = _further(fetched, found)
        if not place or len(found) < PAGE // 2 or following in ("", place):
            break
        place = following
        if not left:
            visit.partial = True
            visit.notes.append(
                Say(
                    "Tagar ini ramai; sisanya dibaca pada kunjungan berikutnya.",
                    "This hashtag is busy; the rest is read on the next visit.",
                )
            )
    await _honour_deletions(visit, server, read)
    _remember(visit, read)


def _remember(visit: Visit, read: Sequence[str]) -> None:
    """The next visit begins before the last posts of this one (`read`, oldest first)."""
    if len(read) > OVERLAP:
        visit.cursor["place"] = read[-OVERLAP]
    elif read:
        visit.cursor.setdefault("place", "0")
    if read:
        visit.cursor["seen"] = list(read[1 - OVERLAP :])


def server_and_tags(source: Source) -> tuple[str, tuple[str, ...]]:
    """The server's origin, and the hashtags without "#": from the options, else from `https://server/tags/banjir`."""
    try:
        parts = urlsplit(source.address)
        segments = [part for part in parts.path.split("/") if part]
    except ValueError:
        return "", ()
    server = source.options.get("server", "").strip().rstrip("/") or f"{parts.scheme}://{parts.netloc}"
    named = source.options.get("tagar", "").replace("#", " ").replace(",", " ").split()
    in_address = segments[1:2] if segments[:1] in (["tags"], ["tag"]) else []
    return server if "://" in server else f"https://{server}", tuple(named or in_address)


async def _scope(visit: Visit, server: str) -> dict[str, str]:
    """What of the hashtag the server shows to the public, as parameters.

    Raises:
        CollectError: nothing.
    """
    checked_at = moment(visit.cursor.get("rules_at"), visit.now).at
    scope = visit.cursor.get("scope")
    if checked_at and visit.now - checked_at < _RULES_KEPT and isinstance(scope, dict):
        return {text(name, 20): text(value, 20) for name, value in scope.items()}
    fetched = await visit.door.get(f"{server}/api/v2/instance", accept="application/json", also=_READ_ALSO)
    if fetched.status in (401, 403):
        raise _closed()
    rules = read_json(fetched.body, SERVICE) if fetched.status == 200 else {}  # before 4.0 there was no v2
    access = inside(rules, "configuration", "timelines_access", "hashtag_feeds")
    is_open = {where: text(access.get(where), 20) in ("", "public") for where in ("local", "remote")}
    if not any(is_open.values()):
        raise _closed()
    found = {} if all(is_open.values()) else {"local" if is_open["local"] else "remote": "true"}
    visit.cursor |= {"rules_at": visit.now.isoformat(), "scope": found}
    return found


async def _ask(visit: Visit, url: str) -> Fetched:
    """One question; errors in plain words, the limit's headers obeyed."""
    fetched = await visit.door.get(url, accept="application/json", also=_READ_ALSO)
    if fetched.status == 429:
        raise over_limit(SERVICE, reset_of(fetched.headers, visit.now), visit.source)
    if fetched.status == 200:
        if fetched.headers.get("x-ratelimit-remaining", "").strip() == "0":
            visit.rest_until = reset_of(fetched.headers, visit.now)
        return fetched
    if fetched.status in (401, 403, 422):
        raise _closed()
    if fetched.status in (404, 410):
        raise not_found(SERVICE, visit.source.name)
    raise in_trouble(SERVICE, fetched.status)


def reset_of(headers: Mapping[str, str], now: datetime) -> datetime:
    """When the limit is lifted: an ISO time, or epoch seconds as other servers write it; else five minutes from now."""
    written = headers.get("x-ratelimit-reset", "").strip()
    named = None
    if written.isascii() and written.isdigit() and len(written) < 11:
        named = datetime.fromtimestamp(int(written), UTC)
    else:
        with suppress(ValueError):
            named = datetime.fromisoformat(written)
            named = named if named.tzinfo else named.replace(tzinfo=UTC)
    if named is None:
        return now + timedelta(minutes=5)
    return min(max(named, now + timedelta(minutes=1)), now + timedelta(days=1))


def _statuses(fetched: Fetched) -> list[Mapping[str, Any]]:
    found = read_json(fetched.body, SERVICE)
    if not isinstance(found, list):
        raise not_understood(SERVICE)
    return listed(found)


def _further(fetched: Fetched, found: Sequence[Mapping[str, Any]]) -> str:
    """`min_id` of the page that comes after this one: from the `Link` header, else the newest id."""
    for part in fetched.headers.get("link", "").split(","):
        address, _, relation = part.partition(";")
        if 'rel="prev"' in relation:
            try:
                named = parse_qs(urlsplit(address.strip(" <>")).query).get("min_id", [""])
            except ValueError:
                continue
            if named[0]:
                return named[0][:MAX_ID]
    return text(found[0].get("id"), MAX_ID) if found else ""


def _take(visit: Visit, status: Mapping[str, Any], server: str) -> None:
    """Keep a status, unless it is a boost, not public, or its author does not want to be found."""
    account = inside(status, "account")
    if status.get("reblog") or text(status.get("visibility"), 20) not in ("", "public"):
        return
    if hidden(account):
        visit.withdrawn.append(text(status.get("id"), MAX_ID))
        return
    visit.add(_post(status, account, visit, server))


def hidden(account: Mapping[str, Any]) -> bool:
    """The author switched off being indexed or found; an older server that does not say is no wish."""
    return account.get("noindex") is True or account.get("discoverable") is False or account.get("indexable") is False


def _post(status: Mapping[str, Any], account: Mapping[str, Any], visit: Visit, server: str) -> RawPost:
    name = text(account.get("acct"), 300)
    url = web_address(text(status.get("url"), 2_000) or text(status.get("uri"), 2_000), server)
    warning, words = html_to_text(text(status.get("spoiler_text"))), html_to_text(text(status.get("content")))
    dated = moment(status.get("created_at"), visit.now)
    return RawPost(
        external_id=text(status.get("id"), MAX_ID),
        # Other software of the network writes the account without "@" into its addresses.
        url=url if visit.source.official else without_account(url, text(account.get("username"), 300)),
        text="\n".join(filter(None, (warning, words))),
        author=name if "@" in name or not name else f"{name}@{host_of(server)}",
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=text(status.get("created_at"), 200),
        kind=PostKind.SOCIAL,
        platform=SERVICE,
        official=visit.source.official,
        engagement=Engagement(
            likes=number(status.get("favourites_count")),
            shares=number(status.get("reblogs_count")),
            comments=number(status.get("replies_count")),
        ),
    )


async def _honour_deletions(visit: Visit, server: str, read: Sequence[str]) -> None:
    """What stood in the last page and is missing from it now is asked for by id; 404 means deleted."""
    before = visit.cursor.get("seen")
    if not read or "place" not in visit.cursor or not isinstance(before, list):
        return
    present = set(read)
    missing = [one for one in (text(each, MAX_ID) for each in before) if one and one not in present]
    for one in missing[:ASKED_AGAIN]:
        try:
            await _ask(visit, f"{server}/api/v1/statuses/{quote(one, safe='')}")
        except CollectError as error:
            if error.cause is not Cause.NOT_FOUND:
                raise
            visit.withdrawn.append(one)


def _closed() -> CollectError:
    return closed(
        SERVICE,
        Say(
            "Server ini meminta masuk untuk linimasa tagar; pilih server lain, misalnya yang dipakai warga di daerah.",
            "This server wants a login for hashtag timelines; choose another one.",
        ),
    )
