"""YouTube Data API v3: videos by words or of a channel, and comments.

A search costs one of 100 searches a day, everything else comes from 10,000 units a day; both are counted here and begin
anew at midnight Pacific time (developers.google.com/youtube/v3/determine_quota_cost, 2026). A channel is read from its
uploads playlist, one unit for 50 videos. What came from here is kept 30 days (`kentongan.store.retention`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from collectors.social.answers import inside, listed, moment, number, text
from collectors.social.errors import option_missing
from collectors.social.quotas import Daily, next_midnight
from collectors.social.visits import Visit, over_limit, visited
from collectors.social.youtube_answers import SERVICE, comment_of, read_answer, video_of
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door

API = "https://www.googleapis.com/youtube/v3"
SEARCHES, UNITS = 100, 10_000
_FIRST = timedelta(days=1)
# Videos that YouTube indexes late are still found: searches overlap by so much.
_OVERLAP = timedelta(hours=2)
_PAGE, _COMMENTS_PAGE = 50, 100
# A playlist still lists videos that were taken away, without their owner and under these titles.
_GONE = ("Deleted video", "Private video")
# Comments are read of this many of the newest videos.
_VIDEOS_WITH_COMMENTS = 5


class YouTubeCollector:
    """Videos and comments.

    Options: one of `kata` (a search; else the words in the address), `kanal` (channel id "UC…"; else the one in the address) or `video` (ids, with
    commas: their comments); `komentar` ("ya": comments of the newest videos too); `jatah_pencarian` and `jatah_unit`:
    this source's share of the key's daily allowance.
    """

    kind = "youtube"
    notice = Say(
        "YouTube Data API (keadaan per November 2026). Syarat layanan Google: data hanya boleh disimpan 30 hari "
        "(Kentongan menghapus teksnya sendiri setelah itu), dilarang dipakai untuk memata-matai atau membuat profil "
        "orang, dan angka YouTube tidak boleh digabung dengan platform lain tanpa keterangan. Perlu kunci gratis dari "
        "Google Cloud. Instansi memutuskan: apakah tujuan pemantauan sesuai dengan syarat itu, siapa pemilik kunci, "
        "dan apakah komentar warga memang perlu dibaca. Nama pengomentar disamarkan.",
        "YouTube Data API (as of November 2026). Google's terms: data may be stored for 30 days only (Kentongan "
        "deletes the text by itself after that), no surveillance or profiling of people, and YouTube figures must "
        "not be mixed with other platforms' without saying so. Needs a free key from Google Cloud. The office "
        "decides whether its purpose fits these terms, who owns the key, and whether comments are needed at all. "
        "Commenters' names are replaced by pseudonyms.",
    )

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    words, channel = visit.words("search_query"), visit.option("kanal") or channel_in(visit.source.address)
    videos = [one for one in visit.option("video").replace(",", " ").split() if one]
    if words:
        found = await _search(visit, words)
    elif channel:
        found = await _uploads(visit, channel)
    elif videos:
        found = videos
    else:
        raise option_missing("kata", "banjir samarinda")
    if videos or visit.option("komentar") == "ya":
        for video in found[:_VIDEOS_WITH_COMMENTS] if not videos else found:
            await _comments(visit, video)


def channel_in(address: str) -> str:
    """The channel id in `…/channel/UC…` or `…?channel_id=UC…`; "" where there is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    segments = [part for part in parts.path.split("/") if part]
    if len(segments) > 1 and segments[0] == "channel":
        return segments[1]
    return parse_qs(parts.query).get("channel_id", [""])[0]


async def _search(visit: Visit, words: str) -> list[str]:
    """The newest videos with these words since the last search; returns their ids."""
    until = next_midnight(visit.now)
    searches = Daily(visit.cursor, "pencarian", visit.share("jatah_pencarian", SEARCHES), visit.now)
    since = moment(visit.cursor.get("sejak"), visit.now).at
    after = since - _OVERLAP if since else visit.now - _FIRST
    query = {
        "part": "snippet",
        "type": "video",
        "q": words,
        "order": "date",
        "publishedAfter": f"{after:%Y-%m-%dT%H:%M:%SZ}",
        "regionCode": "ID",
        "relevanceLanguage": "id",
        "maxResults": str(_PAGE),
    }
    if not searches.spend():
        raise over_limit(f"pencarian {SERVICE}", until, visit.source)
    answer = await _ask(visit, "search", query, on_empty=searches)
    items = listed(answer.get("items"))
    found = [_add_video(visit, item, inside(item, "id").get("videoId")) for item in items]
    if answer.get("nextPageToken") and len(items) >= _PAGE:
        visit.partial = True
        visit.notes.append(
            Say(
                "Hasil pencarian lebih dari 50 video; yang lebih lama tidak dibaca agar jatah harian cukup.",
                "The search has more than 50 videos; the older ones were left out to save the daily allowance.",
            )
        )
    visit.cursor["sejak"] = visit.now.isoformat()
    return [one for one in found if one]


async def _uploads(visit: Visit, channel: str) -> list[str]:
    """The newest uploads of a channel: its playlist has the channel's id with UU in place of UC."""
    playlist = "UU" + channel.removeprefix("UC")
    query = {"part": "snippet,contentDetails", "playlistId": playlist, "maxResults": str(_PAGE)}
    answer = await _ask(visit, "playlistItems", query, what=channel)
    found = [
        _add_video(visit, item, inside(item, "snippet", "resourceId").get("videoId"))
        for item in listed(answer.get("items"))
    ]
    return [one for one in found if one]


def _add_video(visit: Visit, item: Mapping[str, Any], video_id: object) -> str:
    """Keep a video; returns its id, "" where it has none."""
    name = text(video_id, 100)
    if not name:
        visit.rejected += 1
        return ""
    snippet = inside(item, "snippet")
    if snippet.get("title") in _GONE and not snippet.get("videoOwnerChannelId"):
        visit.withdrawn.append(name)
        return ""
    visit.add(video_of(name, snippet, visit.source, visit.now))
    return name


async def _comments(visit: Visit, video: str) -> None:
    """The newest comments of a video; a video with comments switched off is a note, not a failure."""
    query = {
        "part": "snippet",
        "videoId": video,
        "order": "time",
        "maxResults": str(_COMMENTS_PAGE),
        "textFormat": "plainText",
    }
    try:
        answer = await _ask(visit, "commentThreads", query, what=video)
    except CollectError as error:
        if error.cause not in (Cause.BLOCKED, Cause.NOT_FOUND):
            raise
        visit.notes.append(Say(f"Komentar video {video}: {error.to('id')}", f"Comments of {video}: {error.to('en')}"))
        return
    for thread in listed(answer.get("items")):
        top = inside(thread, "snippet", "topLevelComment")
        replies = number(inside(thread, "snippet").get("totalReplyCount"))
        visit.add(comment_of(text(top.get("id"), 200), video, inside(top, "snippet"), replies, visit.source, visit.now))


async def _ask(
    visit: Visit, method: str, query: Mapping[str, str], *, what: str = "", on_empty: Daily | None = None
) -> Mapping[str, Any]:
    """One call; an allowance that Google says is gone is remembered as gone until midnight there."""
    from collectors.door.fetch import Key

    until = next_midnight(visit.now)
    units = Daily(visit.cursor, "unit", visit.share("jatah_unit", UNITS), visit.now)
    allowance = on_empty or units
    if on_empty is None and not units.spend():
        raise over_limit(SERVICE, until, visit.source)
    fetched = await visit.door.get(
        f"{API}/{method}?{urlencode(query)}",
        accept="application/json",
        key=Key("youtube", query="key"),
        also=(400, 401, 403, 404, 429),
    )
    return read_answer(fetched, visit, allowance, until, what=what)
