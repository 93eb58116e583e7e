"""What is forgotten leaves the shelf, the search and the file, and does not come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from shelf_looks import AGES, everything, index_is_in_step

from kentongan.core.clock import Window
from kentongan.core.posts import Engagement, Post, PostKind
from kentongan.core.search_terms import Term
from kentongan.store.database import Store
from kentongan.store.posts import AddResult
from kentongan.store.schema import post_versions as versions_table

MakePost = Callable[..., Post]


def test_purge_takes_the_words_and_keeps_the_count(store: Store, make_post: MakePost) -> None:
    """Private words go for good, also when the feed still shows them; news and the office's own posts stay."""
    day = make_post(1).collected_at
    private = make_post(1, kind=PostKind.SOCIAL, text="rahasiasekali", author="a-1", engagement=Engagement(likes=3))
    official = make_post(2, kind=PostKind.SOCIAL, official=True)
    fresh = make_post(3, kind=PostKind.COMPLAINT, collected_at=day + timedelta(days=1))
    store.posts.add([private, official, fresh, make_post(4)])
    store.findings.put_readings([(private.id, {"tone": "negatif"}), (fresh.id, {"tone": "netral"})], "v1")
    assert store.purge(day + timedelta(hours=1)) == 1
    assert store.purge(day + timedelta(hours=1)) == 0
    assert store.posts.add([private]) == AddResult(same=1)
    gone = store.posts.get([private.id])[private.id]
    assert (gone.text, gone.title, gone.author, gone.url, gone.external_id) == ("", "", "", "", "")
    assert (gone.kind, gone.published_at, gone.engagement.likes) == (PostKind.SOCIAL, private.published_at, 3)
    assert store.finder.hits(Term(("rahasiasekali",), exact=True, prefix=False, shown="")).total == 0
    assert list(store.findings.readings(Window(*AGES), "v1")) == [fresh.id]
    assert store.posts.count() == 4
    index_is_in_step(store)


def test_youtube_is_kept_thirty_days(store: Store, make_post: MakePost) -> None:
    """Its words and counts go after 30 days, the office's own too, and do not come back; other platforms' stay."""
    first = make_post(1).collected_at
    video = make_post(1, kind=PostKind.VIDEO, platform="YouTube", text="judulvideo", engagement=Engagement(views=9))
    own = make_post(2, kind=PostKind.VIDEO, platform="YouTube", official=True)
    later = make_post(3, kind=PostKind.COMMENT, platform="YouTube", collected_at=first + timedelta(days=1))
    other = make_post(4, kind=PostKind.SOCIAL, platform="Mastodon", engagement=Engagement(likes=2))
    private = make_post(5, kind=PostKind.VIDEO, platform="YouTube", engagement=Engagement(likes=7))
    store.posts.add([video, own, later, other, private])
    assert store.purge_platforms(first + timedelta(days=30, seconds=-1)) == 0
    store.withdraw(private.source_id, [private.external_id])
    assert store.purge_platforms(first + timedelta(days=30)) == 3
    assert store.purge_platforms(first + timedelta(days=30)) == 0
    assert store.posts.add([video, own]) == AddResult(same=2)
    kept = store.posts.get([video.id, own.id, later.id, other.id, private.id])
    assert [bool(kept[post.id].text) for post in (video, own, later, other, private)] == [
        False,
        False,
        True,
        True,
        False,
    ]
    assert kept[private.id].engagement == Engagement()
    assert kept[other.id].engagement.likes == 2
    index_is_in_step(store)


def test_purged_words_leave_the_file(sqlite_store: Store, make_post: MakePost) -> None:
    """Not only from the table: from the pages and from the search index, too."""
    sqlite_store.posts.add(
        make_post(n, kind=PostKind.SOCIAL, title="", text=f"rahasiasekali{n} " * 50) for n in range(300)
    )
    sqlite_store.posts.add([make_post(400)])
    assert sqlite_store.purge(make_post().collected_at + timedelta(days=1)) == 300
    sqlite_store.close()
    assert b"rahasiasekali" not in Path(sqlite_store.name).read_bytes()


def versions(store: Store) -> list[tuple[object, ...]]:
    """What posts said before, oldest first."""
    query = sa.select(versions_table.c.post_id, versions_table.c.text).order_by(versions_table.c.seq)
    with store._database.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_every_wording_is_kept_until_the_post_goes(store: Store, make_post: MakePost) -> None:
    """An edit leaves the old words; a withdrawn post leaves none of them, and does not come back."""
    first = make_post(kind=PostKind.SOCIAL, text="satu", fingerprint="")
    for text in ("satu", "dua", "dua", "tiga"):
        store.posts.add([replace(first, text=text, fingerprint="")])
    assert versions(store) == [(first.id, "satu"), (first.id, "dua")]
    assert store.withdraw(first.source_id, [first.external_id, "tidak-ada"]) == 1
    assert versions(store) == []
    store.posts.add([replace(first, text="empat", fingerprint="")])
    assert [post.text for post in everything(store)] == [""]
    assert store.withdraw(first.source_id, [first.external_id]) == 0
