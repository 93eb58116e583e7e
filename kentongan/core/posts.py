"""Source, RawPost, Post: what was published, and where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kentongan.core.ids import content_id


class PostKind(StrEnum):
    """What sort of public item a post is."""

    NEWS = "news"
    SOCIAL = "social"
    VIDEO = "video"
    COMMENT = "comment"
    COMPLAINT = "complaint"
    MESSAGE = "message"


# The three groups in which a report counts, in its order (field guide 6, section 3).
GROUPS: dict[PostKind, str] = {
    PostKind.NEWS: "news",
    PostKind.SOCIAL: "social",
    PostKind.VIDEO: "social",
    PostKind.COMMENT: "social",
    PostKind.MESSAGE: "social",
    PostKind.COMPLAINT: "complaint",
}


class ComplaintStatus(StrEnum):
    """Where a complaint stands; `UNKNOWN` when the export does not say."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet, account, site, inbox or file that posts come from.

    Args:
        id: content-derived, stable (`source_id`).
        kind: the collector that reads it: "feed", "file", "chat", "paste" or a plugin's kind.
        name: as the office calls it; for a feed the outlet's name.
        address: URL or file name; "" for pasted text.
        post_kind: what its posts are, unless a post says otherwise.
        region: official region code of its home ("" = national or unknown).
        tier: 1 national, 2 regional, 3 local, 0 unknown (media tiers, field guide 5).
        zone: the zone of dates that name none: "WIB", "WITA" or "WIT".
        official: the office's own channel; its releases are counted apart.
        terms: a note on the terms of use.
        enabled: collected or not.
        options: what its collector needs beside the address (a hashtag, a mailbox's folder); never a secret.
    """

    id: str
    kind: str
    name: str
    address: str = ""
    post_kind: PostKind = PostKind.NEWS
    region: str = ""
    tier: int = 0
    zone: str = "WIB"
    official: bool = False
    terms: str = ""
    enabled: bool = True
    options: Mapping[str, str] = field(default_factory=dict, hash=False)


def source_id(kind: str, address: str, name: str = "") -> str:
    """The id of a source: by its address, or by its name where it has none."""
    return content_id("s", kind, address or name)


@dataclass(frozen=True, slots=True)
class Engagement:
    """Reactions at the time of collecting; None = the platform did not say, which is not 0."""

    likes: int | None = None
    shares: int | None = None
    comments: int | None = None
    views: int | None = None

    def total(self) -> int | None:
        """Likes, shares and comments together; None when none of them is known."""
        known = [n for n in (self.likes, self.shares, self.comments) if n is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a complaint export says beside the text; "" where it says nothing."""

    ticket: str = ""
    status: ComplaintStatus = ComplaintStatus.UNKNOWN
    unit: str = ""
    category: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class RawPost:
    """One item as it came: unmasked, in memory only, never stored.

    Args:
        external_id: the source's own id (guid, ticket, message id); "" when it has none.
        author: account or person as written; only its pseudonym is kept.
        published_at: aware; None when no date could be read.
        estimated: the date was assumed (no zone given, none at all, or in the future).
        published_raw: the date as written, for the notes on data quality.
        source_name: the outlet or platform when one file holds many ("" = the source's own name).
        tier: media tier when the row knows better than its source (None = the source's).
    """

    external_id: str = ""
    url: str = ""
    title: str = ""
    text: str = ""
    author: str = ""
    published_at: datetime | None = None
    estimated: bool = False
    published_raw: str = ""
    kind: PostKind = PostKind.NEWS
    platform: str = ""
    source_name: str = ""
    tier: int | None = None
    official: bool = False
    engagement: Engagement = field(default_factory=Engagement)
    complaint: Complaint | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One public item as it is kept: masked, pseudonymous, dated.

    Args:
        id: content-derived from source and external id (or canonical URL, or text).
        source_id: the source it was collected from.
        source_name: outlet or platform as shown to people.
        external_id: the source's own id, "" when none.
        canonical_url: key of the address ("" when there is none).
        published_at: aware, UTC.
        estimated: `published_at` was assumed.
        masked: kinds of personal data that were masked in title and text.
        fingerprint: BLAKE2b of title and text, to see edits.
    """

    id: str
    source_id: str
    source_name: str
    external_id: str
    kind: PostKind
    platform: str
    url: str
    canonical_url: str
    title: str
    text: str
    author: str
    published_at: datetime
    estimated: bool
    collected_at: datetime
    tier: int = 0
    official: bool = False
    engagement: Engagement = field(default_factory=Engagement)
    complaint: Complaint | None = None
    masked: tuple[str, ...] = ()
    fingerprint: str = ""


def as_record(post: Post) -> Mapping[str, object]:
    """The columns of the analysis frame (`analysis.frame`) for one post."""
    return {
        "id": post.id,
        "url": post.url,
        "title": post.title,
        "text": post.text,
        "published_at": post.published_at,
        "source": post.source_name,
        "kind": post.kind.value,
        "author": post.author,
        "tier": post.tier,
        "official": post.official,
    }
