"""A Post as a row of the table `posts`, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from kentongan.core.ids import content_id
from kentongan.core.posts import Complaint, Engagement, Post, PostKind
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.schema import posts

Row = dict[str, Any]

# Kinds whose address names the item itself. A comment, a complaint or a chat message has the address of the page it
# stands on, if any: many of them share it.
ADDRESSED = frozenset({PostKind.NEWS, PostKind.SOCIAL, PostKind.VIDEO})

_TEXTS = (
    "id",
    "source_id",
    "source_name",
    "external_id",
    "platform",
    "url",
    "canonical_url",
    "title",
    "text",
    "author",
    "fingerprint",
)
_texts_of = attrgetter(*_TEXTS)
_COUNTS = ("likes", "shares", "comments", "views")
_LARGEST = 2**63 - 1

# In the order in which `post_of` reads them.
COLUMNS = tuple(
    posts.c[name]
    for name in (
        *("id", "source_id", "source_name", "external_id", "kind", "platform", "url", "canonical_url", "title", "text"),
        *("author", "published_at", "estimated", "collected_at", "tier", "official"),
        *(*_COUNTS, "complaint", "masked", "fingerprint"),
    )
)


def row_of(post: Post, stems: Callable[[Post], str] | None) -> Row:
    """The row for a post; texts made storable, counts cut at 2^63 - 1, keys and an absent fingerprint computed.

    Raises:
        ValueError: a date without zone.
    """
    if post.published_at.tzinfo is None or post.collected_at.tzinfo is None:
        raise ValueError(f"post {post.id} has a date without zone")
    texts = _texts_of(post)
    together = "".join(texts)
    plain = together.isascii() and "\0" not in together  # one look instead of eleven: most posts have nothing odd
    row: Row = dict(zip(_TEXTS, texts if plain else map(storable, texts), strict=True))
    counted = post.engagement
    row.update(
        kind=post.kind.value,
        published_at=post.published_at,
        estimated=post.estimated,
        collected_at=post.collected_at,
        tier=post.tier,
        official=post.official,
        complaint="" if post.complaint is None else dumps(post.complaint),
        masked=dumps(post.masked) if post.masked else "[]",
        stems=storable(stems(post)) if stems else "",
        item_key=content_id("e", post.source_id, post.external_id) if post.external_id else None,
        address_key=content_id("u", post.canonical_url) if post.canonical_url and post.kind in ADDRESSED else None,
        purged=False,
    )
    for name, value in zip(_COUNTS, (counted.likes, counted.shares, counted.comments, counted.views), strict=True):
        row[name] = value if value is None else min(value, _LARGEST)
    row["fingerprint"] = row["fingerprint"] or content_id("f", post.title, post.text)
    return row


def post_of(row: Sequence[Any]) -> Post:
    """The post of a row of `COLUMNS`."""
    return Post(
        id=row[0],
        source_id=row[1],
        source_name=row[2],
        external_id=row[3],
        kind=PostKind(row[4]),
        platform=row[5],
        url=row[6],
        canonical_url=row[7],
        title=row[8],
        text=row[9],
        author=row[10],
        published_at=row[11],
        estimated=row[12],
        collected_at=row[13],
        tier=row[14],
        official=row[15],
        engagement=Engagement(row[16], row[17], row[18], row[19]),
        complaint=loads(Complaint, row[20]) if row[20] else None,
        masked=() if row[21] == "[]" else loads(tuple[str, ...], row[21]),
        fingerprint=row[22],
    )


def revision(held: Row, incoming: Row) -> Row:
    """What changes in a held post when it is met again; {} when nothing does.

    The words change when its own source edited it, or when another source brings a longer text of the same article (one
    outlet's feeds cut at different lengths): then that source becomes its own, so that the two do not take turns.
    Unknown counts never replace known ones; a read date replaces an assumed one; a purged post stays purged.

    Args:
        held: at least `HELD` of what is stored, with `length` of the text in characters.
        incoming: the row of the post that was met.
    """
    if held["purged"]:
        return {}
    changes: Row = {}
    own = held["source_id"] == incoming["source_id"]
    worded = bool(incoming["title"] or incoming["text"])
    if worded and incoming["fingerprint"] != held["fingerprint"] and (own or len(incoming["text"]) > held["length"]):
        changes = {name: incoming[name] for name in ("title", "text", "fingerprint", "masked", "stems")}
        if not own:
            changes |= {name: incoming[name] for name in ("source_id", "source_name", "external_id", "item_key")}
    if incoming["complaint"] and incoming["complaint"] != held["complaint"]:
        changes["complaint"] = incoming["complaint"]
    for name in _COUNTS:
        if incoming[name] is not None and incoming[name] != held[name]:
            changes[name] = incoming[name]
    if held["estimated"] and not incoming["estimated"]:
        changes |= {"published_at": incoming["published_at"], "estimated": False}
    return changes


HELD = (
    "seq",
    "id",
    "source_id",
    "item_key",
    "address_key",
    "fingerprint",
    "complaint",
    *_COUNTS,
    "estimated",
    "purged",
)
