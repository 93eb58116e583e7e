"""Threads: keyword search of Meta's interface, after its App Review.

2,200 questions in 24 hours. Without the approved permission only the office's own posts are searched, and sensitive
words give nothing at all, so an empty answer proves nothing: the outcome says so. Source: developers.facebook.com/docs/
threads/keyword-search, January 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from collectors.feed_entries import web_address
from collectors.plugins.graph import ask_graph
from collectors.social.answers import MAX_ID, inside, listed, moment, text
from collectors.social.errors import option_missing
from collectors.social.quotas import RollingCount
from collectors.social.visits import Visit, over_limit, visited
from kentongan.core.clock import Clock
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind, RawPost, Source
from kentongan.core.runs import FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door

SERVICE = "Threads"
API = "https://graph.threads.com/v1.0/keyword_search"
QUERIES, SPAN = 2_200, timedelta(days=1)
PAGE, MOST_PAGES = 100, 3
_FIRST = timedelta(days=1)
_OVERLAP = timedelta(minutes=30)


class ThreadsCollector:
    """Public posts with these words.

    Options: `kata` (else the words in the address), `cara` ("tagar" for a topic tag), `jatah`: this source's share of the daily questions.
    """

    kind = "threads"
    notice = Say(
        "Pencarian Threads (keadaan per Januari 2026). Perlu aplikasi Meta dengan izin threads_basic dan "
        "threads_keyword_search yang lolos App Review; tanpa izin itu yang dicari hanya unggahan kantor sendiri. Kata "
        "yang dianggap peka tidak memberi hasil, jadi jawaban kosong bukan bukti tidak ada unggahan. Token berlaku 60 "
        "hari. Instansi memutuskan: tujuan pemakaian yang ditulis dalam App Review, pemilik aplikasi, dan kesediaan "
        "mematuhi syarat platform Meta. Nama akun disamarkan.",
        "Threads search (as of January 2026). Needs a Meta app with the permissions threads_basic and "
        "threads_keyword_search approved in App Review; without them only the office's own posts are searched. Words "
        "held to be sensitive give nothing, so an empty answer proves nothing. A token lasts 60 days. The office "
        "decides what purpose it states in App Review, who owns the app, and whether it accepts Meta's platform "
        "terms. Account names are replaced by pseudonyms.",
    )

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    words = visit.words()
    if not words:
        raise option_missing("kata", "banjir")
    allowance = RollingCount(visit.cursor, "pertanyaan", visit.share("jatah", QUERIES), SPAN, visit.now)
    newest = moment(visit.cursor.get("terbaru"), visit.now).at
    since = newest - _OVERLAP if newest else visit.now - _FIRST
    query = {
        "q": words,
        "search_type": "RECENT",
        "search_mode": "TAG" if visit.option("cara") == "tagar" else "KEYWORD",
        "since": str(int(since.timestamp())),
        "limit": str(PAGE),
        "fields": "id,text,permalink,timestamp,username",
    }
    after, latest = "", newest
    for number in range(MOST_PAGES):
        if not allowance.spend():
            raise over_limit(SERVICE, allowance.free_at(), visit.source)
        answer = await ask_graph(
            visit, f"{API}?{urlencode(query | ({'after': after} if after else {}))}", "threads", SERVICE
        )
        for item in listed(answer.get("data")):
            post = _post(item, visit)
            visit.add(post)
            latest = max(filter(None, (latest, post.published_at)), default=None)
        after = text(inside(answer, "paging", "cursors").get("after"), 1_000)
        if not after or not answer.get("data"):
            break
        if number == MOST_PAGES - 1:
            visit.partial = True
            visit.notes.append(_MORE)
    if latest:
        visit.cursor["terbaru"] = latest.isoformat()
    if not visit.posts and not visit.rejected:
        visit.notes.append(_PROVES_NOTHING)


_MORE = Say(
    "Hasil pencarian lebih dari 300 unggahan; yang lebih lama terlewat. Persempit kata kuncinya.",
    "More than 300 posts were found; older ones were missed. Use narrower words.",
)
_PROVES_NOTHING = Say(
    "Jawaban kosong bukan bukti tidak ada unggahan: izin mungkin belum disetujui, atau kata kuncinya dianggap peka.",
    "An empty answer proves nothing: the permission may be missing, or the words are held to be sensitive.",
)


def _post(item: Mapping[str, Any], visit: Visit) -> RawPost:
    dated = moment(item.get("timestamp"), visit.now)
    published: datetime | None = dated.at
    return RawPost(
        external_id=text(item.get("id"), MAX_ID),
        url=web_address(text(item.get("permalink"), 2_000), "https://www.threads.com/"),
        text=text(item.get("text")).strip(),
        author=text(item.get("username"), 200),
        published_at=published,
        estimated=dated.estimated,
        published_raw=text(item.get("timestamp"), 100),
        kind=PostKind.SOCIAL,
        platform=SERVICE,
        official=visit.source.official,
    )
