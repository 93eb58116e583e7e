"""Bluesky accounts: what one author published, without a key.

From the public view of the network (`app.bsky.feed.getAuthorFeed`), or straight from the server that holds the account
(`com.atproto.repo.listRecords`, option `server`), which counts no reactions but needs nobody in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from collectors.social.answers import inside, listed, moment, text
from collectors.social.atproto import POSTS, PUBLIC, SERVICE, ask, external_id, members_only, post_of, uri_parts
from collectors.social.errors import closed, option_missing
from collectors.social.visits import Visit, visited
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door

PAGE = 50
MOST_PAGES = 5
# So many posts that disappeared are asked for in one visit (limit of app.bsky.feed.getPosts).
_ASKED_AGAIN = 25


class BlueskyCollector:
    """One account's posts; reposts of others are left out.

    Options: `akun` (handle or DID; else the account in the address), `balasan` ("ya" brings replies too), `server`.
    """

    kind = "bluesky"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    actor = visit.option("akun") or account_in(visit.source.address)
    if not actor:
        raise option_missing("akun", "bpbd.contoh.go.id")
    server = visit.option("server").rstrip("/")
    seen, whole = await (_from_server(visit, server, actor) if server else _from_network(visit, actor))
    await _honour_deletions(visit, server, seen, whole=whole)
    visit.cursor["seen"] = seen[:PAGE]


def account_in(address: str) -> str:
    """The handle or DID in `https://bsky.app/profile/<account>`; "" where there is none."""
    try:
        parts = [part for part in urlsplit(address).path.split("/") if part]
    except ValueError:
        return ""
    return parts[1].lstrip("@") if len(parts) > 1 and parts[0] == "profile" else ""


async def _from_network(visit: Visit, actor: str) -> tuple[list[str], bool]:
    """Pages from the newest on until what is known; returns the posts' record keys, and whether these are all."""
    wanted = "posts_with_replies" if visit.option("balasan") == "ya" else "posts_no_replies"
    until = moment(visit.cursor.get("newest"), visit.now).at
    newest, seen, page = "", [], ""
    for number in range(MOST_PAGES):
        query = {"actor": actor, "limit": str(PAGE), "filter": wanted} | ({"cursor": page} if page else {})
        answer = await ask(visit, f"{PUBLIC}/xrpc/app.bsky.feed.getAuthorFeed?{urlencode(query)}", what=actor)
        oldest = ""
        for item in listed(answer.get("feed")):
            post, reason = inside(item, "post"), inside(item, "reason")
            where = uri_parts(post.get("uri"))
            if where is None or text(reason.get("$type"), 200).endswith("#reasonPin"):  # pinned: out of order
                continue
            oldest = text(reason.get("indexedAt") or post.get("indexedAt"), 50)
            newest = max(newest, oldest)
            if reason:  # a repost
                continue
            if members_only(inside(post, "author")):
                raise _members_only(actor)
            visit.cursor["did"] = where[0]
            visit.add(
                post_of(where[0], where[2], inside(post, "record"), visit, seen_at=post.get("indexedAt"), view=post)
            )
            seen.append(where[2])
        page = text(answer.get("cursor"), 1_000)
        last = moment(oldest, visit.now).at
        if not page or until is None or last is None or last <= until:
            break
        if number == MOST_PAGES - 1:
            _cut(visit)
    if newest:
        visit.cursor["newest"] = newest
    return seen, not page


async def _from_server(visit: Visit, server: str, actor: str) -> tuple[list[str], bool]:
    """The same from the account's own server, whose record keys are times and therefore in order."""
    known = text(visit.cursor.get("newest"), 100)
    seen: list[str] = []
    page, whole = "", False
    for number in range(MOST_PAGES):
        query = {"repo": actor, "collection": POSTS, "limit": str(PAGE)} | ({"cursor": page} if page else {})
        answer = await ask(visit, f"{server}/xrpc/com.atproto.repo.listRecords?{urlencode(query)}", what=actor)
        if number == 0:  # not earlier: asked for a strange account's profile, a server asks the network and fails
            await _respect_profile(visit, server, actor)
        records = [(where, one) for one in listed(answer.get("records")) if (where := uri_parts(one.get("uri")))]
        for (did, _, rkey), item in records:
            record = inside(item, "value")
            visit.cursor["did"] = did
            seen.append(rkey)
            if not record.get("reply") or visit.option("balasan") == "ya":
                visit.add(post_of(did, rkey, record, visit))
        page, whole = text(answer.get("cursor"), 1_000), len(records) < PAGE
        if whole or not page or not known or seen[-1] <= known:
            break
        if number == MOST_PAGES - 1:
            _cut(visit)
    if seen:
        visit.cursor["newest"] = max(seen)
    return seen, whole


async def _respect_profile(visit: Visit, server: str, actor: str) -> None:
    """An account that wants to be read by signed-in users only is not read; one without a profile has no such wish."""
    query = urlencode({"repo": actor, "collection": "app.bsky.actor.profile", "rkey": "self"})
    try:
        held = await ask(visit, f"{server}/xrpc/com.atproto.repo.getRecord?{query}", what=actor)
    except CollectError as error:
        if error.cause is not Cause.NOT_FOUND:
            raise
        return
    if members_only(inside(held, "value")):
        raise _members_only(actor)


async def _honour_deletions(visit: Visit, server: str, seen: Sequence[str], *, whole: bool) -> None:
    """What stood there last time and no longer does is asked for by name; what is gone is taken back."""
    did, before = text(visit.cursor.get("did"), 300), visit.cursor.get("seen")
    if not did or not isinstance(before, list):
        return
    present, reach = set(seen), "" if whole else min(seen, default="")
    missing = [k for one in before if (k := text(one, 200)) and k not in present and k >= reach][:_ASKED_AGAIN]
    if not missing:
        return
    if server:
        gone = [key for key in missing if not await _still_there(visit, server, did, key)]
    else:
        uris = urlencode([("uris", f"at://{did}/{POSTS}/{key}") for key in missing])
        answer = await ask(visit, f"{PUBLIC}/xrpc/app.bsky.feed.getPosts?{uris}")
        left = {where[2] for one in listed(answer.get("posts")) if (where := uri_parts(one.get("uri")))}
        gone = [key for key in missing if key not in left]
    visit.withdrawn.extend(external_id(did, key) for key in gone)


async def _still_there(visit: Visit, server: str, did: str, key: str) -> Mapping[str, Any] | None:
    query = urlencode({"repo": did, "collection": POSTS, "rkey": key})
    try:
        return await ask(visit, f"{server}/xrpc/com.atproto.repo.getRecord?{query}")
    except CollectError as error:
        if error.cause is Cause.NOT_FOUND:
            return None
        raise


def _members_only(actor: str) -> CollectError:
    return closed(
        SERVICE,
        Say(
            f"Akun {actor} hanya ingin dibaca pengguna yang masuk; keinginan itu dihormati. Matikan sumber ini.",
            f"The account {actor} wants to be read by signed-in users only; that is respected. Switch this source off.",
        ),
    )


def _cut(visit: Visit) -> None:
    visit.partial = True
    visit.notes.append(
        Say(
            "Unggahan baru lebih banyak daripada yang dibaca sekali jalan; yang lebih lama terlewat.",
            "There were more new posts than one visit reads; the older ones were missed.",
        )
    )
