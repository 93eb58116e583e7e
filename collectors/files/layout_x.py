"""X's interfaces as JSON. Version 2: pages of posts with their includes (twarc), one post a line with its own, and flattened ones.

https://docs.x.com/x-api/fundamentals/data-dictionary. Authors are joined by id from `includes.users`. A repost carries
the whole text of what it reposts, under "RT @name:", and no reactions: X repeats the original's count on each of them.
An edited post keeps the id of its first version, so that all versions are one post. Version 1.1 (old collections, many of
them still about): one post a line, its author inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from collectors.files.nested import first_text, number_at, objects_at, text_at

# Replies are comments; everything else stands by itself.
_REPLY, _POST = "comment", "social"


class XApi:
    """Objects of X API v2."""

    name = "X API v2"

    def fits(self, value: Mapping[str, object]) -> bool:
        """A page or an envelope with posts in `data`, or a post by its own keys."""
        data = value.get("data")
        if isinstance(data, list):
            return bool(data) and _is_post(data[0])
        return _is_post(data) if isinstance(data, dict) else _is_post(value)

    def unfold(self, value: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
        """The posts of a page, an envelope or a flattened object; what stands in `includes` is context only."""
        data = value.get("data")
        posts = data if isinstance(data, list) else [data if isinstance(data, dict) else value]
        users = {text_at(user, "id"): user for user in objects_at(value, "includes", "users")}
        others = {text_at(post, "id"): post for post in objects_at(value, "includes", "tweets")}
        for post in posts:
            if isinstance(post, dict) and _is_post(post):
                yield _row(post, users, others)


class XApiOld:
    """Objects of X API v1.1."""

    name = "X API v1.1"

    def fits(self, value: Mapping[str, object]) -> bool:
        """A post with its author inside."""
        return bool(text_at(value, "id_str") and text_at(value, "user", "screen_name") and _old_text(value))

    def unfold(self, value: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
        """The post, by the same rules as version 2."""
        if not self.fits(value):
            return
        number, account = text_at(value, "id_str"), text_at(value, "user", "screen_name")
        row: dict[str, object] = {
            "id": number,
            "url": x_address(account, number),
            "text": _old_text(value),
            "date": text_at(value, "created_at"),
            "author": account,
            "source": "X",
            "kind": _REPLY if text_at(value, "in_reply_to_status_id_str") else _POST,
        }
        reposted = value.get("retweeted_status")
        if isinstance(reposted, dict):
            row["text"] = f"RT @{text_at(reposted, 'user', 'screen_name')}: {_old_text(reposted)}"
        else:
            row |= {"likes": number_at(value, "favorite_count"), "shares": number_at(value, "retweet_count")}
        yield row


def _old_text(post: object) -> str:
    return first_text(post, ("extended_tweet", "full_text"), ("full_text",), ("text",))


def x_address(account: str, number: str) -> str:
    """The address of a post; X opens it by its number, whatever account stands before it.

    >>> x_address("", "12")
    'https://x.com/_/status/12'
    """
    name = account.strip().lstrip("@")
    known = name if name.replace("_", "").isalnum() else "_"
    return f"https://x.com/{known or '_'}/status/{number}" if number.isascii() and number.isdigit() else ""


def _is_post(value: object) -> bool:
    marks = ("author_id", "public_metrics", "edit_history_tweet_ids", "conversation_id", "referenced_tweets", "lang")
    return (
        isinstance(value, dict)
        and bool(text_at(value, "id"))
        and isinstance(value.get("text"), str)
        and any(mark in value for mark in marks)
        and ("created_at" in value or "edit_history_tweet_ids" in value)
    )


def _row(post: Mapping[str, object], users: Mapping[str, object], others: Mapping[str, object]) -> Mapping[str, object]:
    relations = {text_at(one, "type"): one for one in objects_at(post, "referenced_tweets")}
    account = _account(post, users)
    number = text_at(post, "edit_history_tweet_ids", 0) or text_at(post, "id")
    row: dict[str, object] = {
        "id": number,
        "url": x_address(account, number),
        "text": _whole_text(post),
        "date": text_at(post, "created_at"),
        "author": account,
        "source": "X",
        "kind": _REPLY if "replied_to" in relations else _POST,
    }
    if "retweeted" in relations:
        row["text"] = _reposted(row["text"], relations["retweeted"], users, others)
        return row
    for field, key in (("likes", "like_count"), ("shares", "retweet_count"), ("comments", "reply_count")):
        row[field] = number_at(post, "public_metrics", key)
    # Posts from before X counted impressions say 0.
    row["views"] = number_at(post, "public_metrics", "impression_count") or None
    return row


def _account(post: object, users: Mapping[str, object]) -> str:
    """The name after the @; where no user came along, the number, which is as good for a pseudonym."""
    joined = users.get(text_at(post, "author_id"))
    return text_at(joined, "username") or first_text(post, ("author", "username"), ("author_id",))


def _whole_text(post: object) -> str:
    """Posts of more than 280 characters have the whole in `note_tweet`."""
    return first_text(post, ("note_tweet", "text"), ("text",))


def _reposted(text: object, relation: object, users: Mapping[str, object], others: Mapping[str, object]) -> str:
    """The original's whole text under the mark of a repost; the cut one where the original did not come along."""
    # twarc's flattened form has the original inside the relation.
    original = others.get(text_at(relation, "id"), relation)
    written, whole = str(text), _whole_text(original)
    if not whole:
        return written
    mark = written.partition(": ")[0] if written.startswith("RT @") else f"RT @{_account(original, users)}"
    return f"{mark}: {whole}"
