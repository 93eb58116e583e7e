"""What a person may ask of the office about themselves (UU 27/2022): what is kept, a copy of it, and its erasure.

A request is logged under a number made from the identifier with the office's key: the same person gives the same
number, and nobody without the key can tell whose it is.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from kentongan.core.access import User
from kentongan.core.identifiers import Identifier, read_identifier
from kentongan.core.ids import pseudonym
from kentongan.core.posts import Post
from kentongan.pipeline.users.access import COMMAND_LINE, noted
from kentongan.pipeline.workspace import Workspace
from kentongan.store.codec import encode
from kentongan.store.privacy import Place, texts_of
from kentongan.store.retention import PERSONAL

_OF_POSTS = {"readings", "lessons", "post_versions"}
_AROUND = 80


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a person.

    Args:
        request: number of the request in the log.
        own: posts the person wrote, oldest first; blanked ones too, which are only counts.
        private: posts of other private people that name the person.
        public: news and the office's own posts that name the person.
        elsewhere: other places: the hoax desk, reports, corrections.
        person: what was looked for.
    """

    request: str
    own: tuple[Post, ...]
    private: tuple[Post, ...]
    public: tuple[Post, ...]
    elsewhere: tuple[Place, ...]
    person: Identifier

    @property
    def erasable(self) -> tuple[Post, ...]:
        """The posts that an erasure blanks: the person's own, and those of private people that name the person."""
        return tuple(post for post in (*self.own, *self.private) if post.title or post.text or post.author)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is kept."""
        return not (self.own or self.private or self.public or self.elsewhere)


def find_person(workspace: Workspace, identifier: str, *, by: User | str = COMMAND_LINE) -> Kept:
    """Look through the whole database for a person; logged without the identifier.

    Raises:
        UsageError: the identifier is too short to mean one person.
    """
    kept = _find(workspace, identifier)
    noted(workspace, by, "privasi.cari", kept.request, _counts(kept))
    return kept


def export_person(workspace: Workspace, identifier: str, *, by: User | str = COMMAND_LINE) -> tuple[Kept, str]:
    """What is kept of a person, and the same as JSON to hand over.

    Own posts are given whole, with earlier wordings and what was read in them. Of other people's posts only the words
    around the person's name: the rest is theirs.

    Raises:
        UsageError: the identifier is too short to mean one person.
    """
    kept = _find(workspace, identifier)
    ids = [post.id for post in kept.own]
    shelf = workspace.store.privacy
    earlier, read, corrected = shelf.earlier(ids), shelf.read_in(ids), shelf.corrected_in(ids)
    posts: list[dict[str, Any]] = [
        {
            **encode(post),
            "earlier_wordings": [{"title": title, "text": text} for one, title, text in earlier if one == post.id],
            "readings": [json.loads(data) for one, data in read if one == post.id],
            "corrections": [{"field": field, "value": value} for one, field, value in corrected if one == post.id],
        }
        for post in kept.own
    ]
    named = [
        {
            "id": post.id,
            "published_at": encode(post.published_at),
            "source": post.source_name,
            "kind": post.kind.value,
            "around": _around(post, kept.person),
        }
        for post in (*kept.private, *kept.public)
    ]
    whole = {
        "office": workspace.office.agency,
        "made_at": encode(workspace.clock.now()),
        "request": kept.request,
        "posts_of_the_person": posts,
        "posts_that_name_the_person": named,
        "other_places": [encode(place) for place in kept.elsewhere],
    }
    noted(workspace, by, "privasi.ekspor", kept.request, _counts(kept))
    return kept, json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def erase_person(workspace: Workspace, identifier: str, *, by: User | str = COMMAND_LINE) -> tuple[Kept, int]:
    """Blank the person's posts and those of private people that name them; returns what was found, and how many.

    What stays, and is listed for an officer to weigh: news, the office's own posts, report files that were written or sent,
    and the hoax desk's histories. Kept reports lose the quotes; findings of past days are rewritten by the next analysis.

    Raises:
        UsageError: the identifier is too short to mean one person.
    """
    with workspace.store.writing() as store:
        kept = _find(workspace, identifier)
        count = store.privacy.erase([post.id for post in kept.erasable])
        noted(workspace, by, "privasi.hapus", kept.request, f"{count}; {_counts(kept)}")
    return kept, count


def request_number(identifier: str, key: bytes) -> str:
    """The number of a person's requests in the log."""
    plain = " ".join(identifier.split()).casefold().removeprefix("@")
    digest = hashlib.blake2b(b"privacy\0" + plain.encode("utf-8", "surrogatepass"), key=key[:64], digest_size=8)
    return f"r-{digest.hexdigest()}"


def _find(workspace: Workspace, identifier: str) -> Kept:
    person = read_identifier(identifier)
    shelf = workspace.store.privacy
    own = shelf.by_authors({pseudonym(account, workspace.key) for account in person.accounts})
    ids = {post.id for post in own}
    others = [post for post in shelf.naming(person) if post.id not in ids]
    private = tuple(post for post in others if post.kind in PERSONAL and not post.official)
    public = tuple(post for post in others if post.kind not in PERSONAL or post.official)
    erasable = {post.id for post in (*own, *private)}
    elsewhere = tuple(place for place in shelf.elsewhere(person) if not _goes_with(place, erasable))
    return Kept(request_number(identifier, workspace.key), tuple(own), private, public, elsewhere, person)


def _goes_with(place: Place, posts: set[str]) -> bool:
    """Whether a row belongs to one of these posts and goes when it is blanked."""
    return place.table in _OF_POSTS and place.post in posts


def _around(post: Post, person: Identifier) -> str:
    for text in texts_of(post):
        if found := person.pattern.search(text):
            return " ".join(text[max(0, found.start() - _AROUND) : found.end() + _AROUND].split())
    return ""


def _counts(kept: Kept) -> str:
    return f"{len(kept.own)}/{len(kept.private)}/{len(kept.public)}/{len(kept.elsewhere)}"
