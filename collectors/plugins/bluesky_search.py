"""Bluesky's search by words, with the office's own account.

Closed to strangers on purpose since 2025; signed in with an app password it is a search for people, not a data feed,
and may not reach the end of what there is. The session lives in memory only. Lexicon app.bsky.feed.searchPosts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from collectors.social.answers import inside, listed, moment, text
from collectors.social.atproto import READ_ALSO, SERVICE, ask, checked, external_id, members_only, post_of, uri_parts
from collectors.social.errors import key_refused, option_missing
from collectors.social.visits import Visit, visited
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door

PAGE, MOST_PAGES = 100, 3
_FIRST = timedelta(days=1)
_OVERLAP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Session:
    access: str
    refresh: str


# By server and account: signing in is limited to a few times an hour, so a session is used while the process lives.
_sessions: dict[tuple[str, str], _Session] = {}


class BlueskySearchCollector:
    """Posts with these words.

    Options: `kata` (the query), `akun` (the office's handle), `bahasa` ("id" unless given), `server` (its home).
    The app password is the key `bluesky`.
    """

    kind = "bluesky_search"
    notice = Say(
        "Pencarian Bluesky (keadaan per November 2026). Pencarian ini hanya untuk pengguna yang masuk; pengelola "
        "Bluesky menyebutnya alat bantu bagi orang, bukan pasokan data, dan hasilnya belum tentu lengkap. Perlu akun "
        "kantor dan sandi aplikasi (bukan sandi akun). Penulis yang hanya mau dibaca pengguna yang masuk dilewati. "
        "Instansi memutuskan: akun mana yang dipakai, siapa penanggung jawabnya, dan apakah siaran terbuka "
        "(jenis jetstream, tanpa kunci) sudah cukup.",
        "Bluesky search (as of November 2026). For signed-in users only; its maintainers call it a tool for people, "
        "not a data feed, and it may be incomplete. Needs an account of the office and an app password (not the "
        "account's own). Authors who want to be read by signed-in users only are left out. The office decides which "
        "account is used, who answers for it, and whether the open stream (kind jetstream, no key) is enough.",
    )

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    words, account = visit.words(), visit.option("akun")
    server = visit.option("server", "https://bsky.social").rstrip("/")
    if not words:
        raise option_missing("kata", "banjir samarinda")
    if not account:
        raise option_missing("akun", "humas.contoh.go.id")
    newest = moment(visit.cursor.get("terbaru"), visit.now).at
    since = (newest - _OVERLAP if newest else visit.now - _FIRST).astimezone(UTC)
    language = visit.option("bahasa", "id")
    query = {"q": words, "sort": "latest", "limit": str(PAGE), "since": f"{since:%Y-%m-%dT%H:%M:%S.000Z}"}
    query |= {} if language == "semua" else {"lang": language}
    page, latest = "", newest
    for number in range(MOST_PAGES):
        answer = await _search(visit, server, account, query | ({"cursor": page} if page else {}))
        posts = listed(answer.get("posts"))
        for post in posts:
            seen = _take(visit, post)
            latest = max(filter(None, (latest, seen)), default=None)
        page = text(answer.get("cursor"), 1_000)
        if not page or not posts:
            break
        if number == MOST_PAGES - 1:
            visit.partial = True
            visit.notes.append(
                Say(
                    "Hasil pencarian lebih dari 300 unggahan; yang lebih lama terlewat. Persempit kata kuncinya.",
                    "More than 300 posts were found; older ones were missed. Use narrower words.",
                )
            )
    if latest:
        visit.cursor["terbaru"] = latest.isoformat()


def _take(visit: Visit, post: Mapping[str, Any]) -> Any:
    """Keep a post, unless its author does not want to be shown to strangers; returns when it was indexed."""
    where = uri_parts(post.get("uri"))
    if where is None:
        visit.rejected += 1
        return None
    if members_only(inside(post, "author")):
        visit.withdrawn.append(external_id(where[0], where[2]))
    else:
        visit.add(post_of(where[0], where[2], inside(post, "record"), visit, seen_at=post.get("indexedAt"), view=post))
    return moment(post.get("indexedAt"), visit.now).at


async def _search(visit: Visit, server: str, account: str, query: Mapping[str, str]) -> Mapping[str, Any]:
    """One page; an expired session is renewed once."""
    url = f"{server}/xrpc/app.bsky.feed.searchPosts?{urlencode(query)}"
    session = await _signed_in(visit, server, account)
    try:
        return await ask(visit, url, token=session.access)
    except CollectError as error:
        if error.cause is not Cause.KEY:
            raise
    _sessions[server, account] = session = await _renewed(visit, server, account, session)
    return await ask(visit, url, token=session.access)


async def _signed_in(visit: Visit, server: str, account: str) -> _Session:
    """The session of this process, or a new one."""
    if (server, account) not in _sessions:
        _sessions[server, account] = await _new_session(visit, server, account)
    return _sessions[server, account]


async def _new_session(visit: Visit, server: str, account: str) -> _Session:
    url, login = f"{server}/xrpc/com.atproto.server.createSession", {"identifier": account}
    login["password"] = visit.door.secret("bluesky")
    fetched = await visit.door.get(url, accept="application/json", json=login, also=READ_ALSO)
    return _session(checked(fetched, visit, what=account))


async def _renewed(visit: Visit, server: str, account: str, session: _Session) -> _Session:
    """A fresh session by the refresh token; where that is refused as well, by the password."""
    del _sessions[server, account]
    url = f"{server}/xrpc/com.atproto.server.refreshSession"
    headers = {"Authorization": f"Bearer {session.refresh}"}
    try:
        fetched = await visit.door.get(url, accept="application/json", headers=headers, form={}, also=READ_ALSO)
        return _session(checked(fetched, visit))
    except CollectError as error:
        if error.cause is not Cause.KEY:
            raise
    return await _new_session(visit, server, account)


def _session(answer: Mapping[str, Any]) -> _Session:
    access, refresh = text(answer.get("accessJwt"), 5_000), text(answer.get("refreshJwt"), 5_000)
    if not access or not (access + refresh).isascii():
        raise key_refused(SERVICE, "bluesky")
    return _Session(access, refresh)
