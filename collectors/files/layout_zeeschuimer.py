"""Zeeschuimer's NDJSON: what a browser showed, one item a line, the platform's own object under `data`.

https://github.com/digitalmethodsinitiative/zeeschuimer. Read are TikTok (posts and comments), Instagram (both of its
forms), X and Threads; items of other platforms are counted as not used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from collectors.files.layout_x import x_address
from collectors.files.nested import dig, first_text, number_at, text_at

Fields = dict[str, object]


class Zeeschuimer:
    """Items collected with Zeeschuimer."""

    name = "Zeeschuimer"

    def fits(self, value: Mapping[str, object]) -> bool:
        """The envelope around each item."""
        return isinstance(value.get("data"), dict) and ("source_platform" in value or "timestamp_collected" in value)

    def unfold(self, value: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
        """The item as a post."""
        platform = text_at(value, "source_platform").casefold()
        read = next((reader for name, reader in _READERS.items() if name in platform), None)
        found = read(value.get("data")) if read else None
        if found and (found.get("text") or found.get("title")):
            yield found


def _tiktok(data: object) -> Fields:
    account = first_text(data, ("author", "uniqueId"), ("author",))
    number = text_at(data, "id")
    return {
        "id": number,
        "url": f"https://www.tiktok.com/@{account or '_'}/video/{number}" if number else "",
        "text": text_at(data, "desc"),
        "date": number_at(data, "createTime"),
        "author": account,
        "source": "TikTok",
        "kind": "social",
        **_counts(data, "stats", likes="diggCount", shares="shareCount", comments="commentCount", views="playCount"),
    }


def _tiktok_comment(data: object) -> Fields:
    return {
        "id": text_at(data, "cid"),
        "url": text_at(data, "share_info", "url").partition("?")[0],
        "text": first_text(data, ("text",), ("comment",)),
        "date": number_at(data, "create_time"),
        "author": first_text(data, ("user", "unique_id"), ("user", "uid")),
        "source": "TikTok",
        "kind": "comment",
        "likes": number_at(data, "digg_count"),
        "comments": number_at(data, "reply_comment_total"),
    }


def _instagram(data: object) -> Fields:
    """The mobile form (`code`, `caption.text`), or the older graph form (`shortcode`, edges)."""
    code = first_text(data, ("code",), ("shortcode",))
    caption = ("edge_media_to_caption", "edges", 0, "node", "text")
    return {
        "id": code,
        "url": f"https://www.instagram.com/p/{code}/" if code else "",
        "text": first_text(data, ("caption", "text"), caption, ("caption",)),
        "date": number_at(data, "taken_at") or number_at(data, "taken_at_timestamp"),
        "author": first_text(data, ("user", "username"), ("owner", "username")),
        "source": "Instagram",
        "kind": "social",
        "likes": _either(data, ("like_count",), ("edge_media_preview_like", "count")),
        "comments": _either(data, ("comment_count",), ("edge_media_to_comment", "count")),
        "views": _either(data, ("play_count",), ("view_count",), ("video_view_count",)),
    }


def _x(data: object) -> Fields:
    """X's own web objects; a repost holds the original in `retweeted_status_result`."""
    data = dig(data, "tweet") or data
    number = first_text(data, ("rest_id",), ("legacy", "id_str"), ("id",))
    account = _x_account(data)
    fields: Fields = {
        "id": number,
        "url": x_address(account, number),
        "text": _x_text(data),
        "date": text_at(data, "legacy", "created_at"),
        "author": account,
        "source": "X",
        "kind": "comment" if text_at(data, "legacy", "in_reply_to_status_id_str") else "social",
    }
    original = dig(data, "legacy", "retweeted_status_result", "result")
    original = dig(original, "tweet") or original
    if isinstance(original, dict):
        fields["text"] = f"RT @{_x_account(original)}: {_x_text(original)}"
        return fields
    counts = _counts(data, "legacy", likes="favorite_count", shares="retweet_count", comments="reply_count")
    return {**fields, **counts, "views": _either(data, ("views", "count"), ("ext_views", "count"))}


def _x_text(data: object) -> str:
    """Long posts have the whole in `note_tweet`."""
    return first_text(data, ("note_tweet", "note_tweet_results", "result", "text"), ("legacy", "full_text"))


def _x_account(data: object) -> str:
    user = ("core", "user_results", "result")
    return first_text(data, (*user, "legacy", "screen_name"), (*user, "core", "screen_name"), ("user", "screen_name"))


def _threads(data: object) -> Fields:
    code, account = text_at(data, "code"), text_at(data, "user", "username")
    replied = dig(data, "text_post_app_info", "is_reply") is True
    return {
        "id": code,
        "url": f"https://www.threads.com/@{account or '_'}/post/{code}" if code else "",
        "text": text_at(data, "caption", "text"),
        "date": number_at(data, "taken_at"),
        "author": account,
        "source": "Threads",
        "kind": "comment" if replied else "social",
        "likes": number_at(data, "like_count"),
        **_counts(data, "text_post_app_info", shares="repost_count", comments="direct_reply_count"),
    }


def _counts(data: object, under: str, **keys: str) -> Fields:
    return {field: number_at(data, under, key) for field, key in keys.items()}


def _either(data: object, *paths: tuple[str | int, ...]) -> object:
    """The first count that is said, 0 too."""
    return next((found for path in paths if (found := number_at(data, *path)) is not None), None)


# By a part of `source_platform`, the narrower first.
_READERS: Mapping[str, Callable[[object], Fields]] = {
    "tiktok-comments": _tiktok_comment,
    "tiktok": _tiktok,
    "instagram": _instagram,
    "threads": _threads,
    "twitter": _x,
    "x.com": _x,
}
