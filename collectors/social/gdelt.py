"""GDELT DOC 2.0: news of the world's press by words, without a key and without a promise.

The service sheds load, so it is asked at most once an hour and never again after a refusal. It cuts every answer at 250
articles; a full answer is halved in time and asked again, a slice a visit. Errors are plain text with status 200.
Attribution is owed: every article's platform is "GDELT". Source: blog.gdeltproject.org, DOC 2.0 API debuts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from collectors.feed_entries import web_address
from collectors.html_text import one_line
from collectors.outlets import outlet_of
from collectors.social.answers import listed, moment, read_object, text
from collectors.social.errors import bad_request, option_missing
from collectors.social.visits import Pause, Visit, over_limit, visited
from kentongan.core.clock import Clock
from kentongan.core.errors import FetchError, FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind, RawPost, Source
from kentongan.core.runs import Cause, FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door

SERVICE = "GDELT"
API = "https://api.gdeltproject.org/api/v2/doc/doc"
MOST = 250
EVERY = timedelta(hours=1)
_FIRST = timedelta(days=1)
_SHORTEST = timedelta(minutes=30)
# GDELT meets an article some time after it appeared.
_OVERLAP = timedelta(hours=3)


class GdeltCollector:
    """Articles with these words from Indonesia's press.

    Options: `kata` (a query of GDELT's own language), `negara` ("ID" unless given), `bahasa` ("" for every language).
    """

    kind = "gdelt"
    notice = Say(
        "GDELT (keadaan per November 2026). Layanan terbuka dan gratis; penyebutan sumber wajib, dan Kentongan "
        "menuliskannya. Layanan ini sering menolak saat sibuk, sehingga hanya ditanya sekali sejam dan tidak boleh "
        "menjadi satu-satunya sumber. Yang diterima hanya judul, alamat, dan waktu ditemukan. Instansi memutuskan: "
        "apakah kata kunci yang dikirim ke layanan luar negeri ini boleh diketahui pihak lain.",
        "GDELT (as of November 2026). An open service, free of charge; it must be named as the source, which "
        "Kentongan does. It often refuses when busy, so it is asked once an hour and must not be the only source. "
        "It gives titles, addresses and times of discovery only. The office decides whether the words it sends to "
        "this service abroad may be known to others.",
    )

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    words = visit.words("query")
    if not words:
        raise option_missing("kata", '"banjir" Samarinda')
    visit.rest_until = visit.now + EVERY
    start, end = _slice(visit)
    answer = await _ask(visit, words, start, end)
    articles = listed(answer.get("articles"))
    if len(articles) >= MOST and end - start > _SHORTEST:
        # Too full to be whole: the first half is asked for next time, then the rest.
        middle = start + (end - start) / 2
        visit.cursor |= {"dari": start.isoformat(), "sampai": middle.isoformat()}
        visit.partial = True
        visit.notes.append(
            Say(
                "Hasil mencapai batas 250 artikel; rentang waktunya dibagi dua dan ditanya lagi pada kunjungan berikutnya.",
                "The answer reached the limit of 250 articles; its span is halved and asked again on the next visit.",
            )
        )
    else:
        visit.cursor |= {"dari": end.isoformat(), "sampai": ""}
    for article in articles:
        _take(visit, article)


def _slice(visit: Visit) -> tuple[datetime, datetime]:
    """The span that is asked for: a halved one, else from where the last ended until now."""
    end = moment(visit.cursor.get("sampai"), visit.now).at
    start = moment(visit.cursor.get("dari"), visit.now).at
    if start is None:
        return visit.now - _FIRST, visit.now
    return (start, end) if end and end > start else (min(start, visit.now) - _OVERLAP, visit.now)


async def _ask(visit: Visit, words: str, start: datetime, end: datetime) -> Mapping[str, Any]:
    country, language = visit.option("negara", "ID"), visit.option("bahasa")
    query = " ".join(filter(None, (words, f"sourcecountry:{country}", f"sourcelang:{language}" if language else "")))
    parameters = {
        "query": query,
        "mode": "artlist",
        "format": "json",
        "maxrecords": str(MOST),
        "sort": "datedesc",
        "startdatetime": f"{start.astimezone(UTC):%Y%m%d%H%M%S}",
        "enddatetime": f"{end.astimezone(UTC):%Y%m%d%H%M%S}",
    }
    try:
        fetched = await visit.door.get(f"{API}?{urlencode(parameters)}", accept="application/json", also=(429,))
    except FetchError as error:
        if error.cause is Cause.LIMITED:
            raise _busy(visit) from error
        raise
    if fetched.status == 429:
        raise _busy(visit)
    body = fetched.body.strip()
    if not body:
        return {}
    try:
        return read_object(body, SERVICE)
    except FormatError:
        said = body[:300].decode("utf-8", "replace")
        if body.startswith((b"<", b"{", b"[")):
            raise
        if "limit requests" in said.casefold() or "rate" in said.casefold().split():
            raise _busy(visit) from None
        raise bad_request(SERVICE, said) from None


def _busy(visit: Visit) -> Pause:
    return over_limit(SERVICE, visit.now + EVERY, visit.source)


def _take(visit: Visit, article: Mapping[str, Any]) -> None:
    """An article: its own address, and when GDELT saw it (not when it appeared, so the date is an estimate)."""
    url = web_address(text(article.get("url"), 2_000), "https://invalid.invalid/")
    dated = moment(article.get("seendate"), visit.now)
    outlet = outlet_of(url)
    if not url:
        visit.rejected += 1
        return
    visit.add(
        RawPost(
            external_id=url[:500],
            url=url,
            title=one_line(text(article.get("title"), 1_000)),
            published_at=dated.at,
            estimated=True,
            published_raw=text(article.get("seendate"), 50),
            kind=PostKind.NEWS,
            platform=SERVICE,
            source_name=outlet.name if outlet else text(article.get("domain"), 200),
            tier=outlet.tier if outlet else None,
        )
    )
