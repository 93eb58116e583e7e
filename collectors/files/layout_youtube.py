"""YouTube Data API v3 as JSON: comment threads with their replies, comments, videos and search results.

https://developers.google.com/youtube/v3/docs. A page is an object around `items`; files hold pages or single items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from collectors.files.nested import dig, first_text, number_at, objects_at, text_at

_ITEMS = ("youtube#commentThread", "youtube#comment", "youtube#video", "youtube#searchResult", "youtube#playlistItem")
_PAGES = tuple(f"{item}ListResponse" for item in (*_ITEMS[:3], "youtube#search", "youtube#playlistItem"))


class YouTubeApi:
    """Objects of YouTube Data API v3."""

    name = "YouTube Data API"

    def fits(self, value: Mapping[str, object]) -> bool:
        """The API names the kind of each page and each item."""
        return value.get("kind") in (*_ITEMS, *_PAGES) or _is_thread(value)

    def unfold(self, value: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
        """Every comment of every thread, or every video."""
        for item in (value,) if value.get("kind") not in _PAGES else objects_at(value, "items"):
            if _is_thread(item):
                yield from _thread(item)
            elif item.get("kind") == "youtube#comment":
                yield _comment(item, text_at(item, "snippet", "videoId"))
            else:
                yield from _video(item)


def _is_thread(value: object) -> bool:
    return isinstance(dig(value, "snippet", "topLevelComment"), dict)


def _thread(thread: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    video = text_at(thread, "snippet", "videoId")
    top = dig(thread, "snippet", "topLevelComment")
    yield {**_comment(top, video), "comments": number_at(thread, "snippet", "totalReplyCount")}
    for reply in objects_at(thread, "replies", "comments"):
        yield _comment(reply, video)


def _comment(comment: object, video: str) -> dict[str, object]:
    """One comment; `textOriginal` is what was written, `textDisplay` is HTML."""
    number = text_at(comment, "id")
    of_video = text_at(comment, "snippet", "videoId") or video
    return {
        "id": number,
        "url": f"https://www.youtube.com/watch?v={of_video}&lc={number}" if of_video and number else "",
        "text": first_text(comment, ("snippet", "textOriginal"), ("snippet", "textDisplay")),
        "date": text_at(comment, "snippet", "publishedAt"),
        # A display name can change, a channel does not.
        "author": first_text(comment, ("snippet", "authorChannelId", "value"), ("snippet", "authorDisplayName")),
        "source": "YouTube",
        "kind": "comment",
        "likes": number_at(comment, "snippet", "likeCount"),
    }


def _video(item: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    number = first_text(item, ("snippet", "resourceId", "videoId"), ("id", "videoId"), ("id",))
    if not isinstance(item.get("snippet"), dict) or not number:
        return
    yield {
        "id": number,
        "url": f"https://www.youtube.com/watch?v={number}",
        "title": text_at(item, "snippet", "title"),
        "text": text_at(item, "snippet", "description"),
        "date": text_at(item, "snippet", "publishedAt"),
        "author": first_text(item, ("snippet", "channelId"), ("snippet", "channelTitle")),
        "source": "YouTube",
        "kind": "video",
        "likes": number_at(item, "statistics", "likeCount"),
        "comments": number_at(item, "statistics", "commentCount"),
        "views": number_at(item, "statistics", "viewCount"),
    }
