"""The shelf of posts: once each, unharmed, in order, on both databases."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf_looks import AGES, everything, index_is_in_step

from kentongan.core.clock import StoppedClock
from kentongan.core.posts import Complaint, ComplaintStatus, Engagement, Post, PostKind
from kentongan.store.codec import storable
from kentongan.store.database import Store
from kentongan.store.posts import AddResult
from kentongan.store.schema import post_labels
from kentongan.store.schema import posts as posts_table

MakePost = Callable[..., Post]
any_text = st.text(st.characters(), max_size=40)  # NUL, lone surrogates, controls, every script
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
counts = st.none() | st.integers(0, 2**63 - 1)
NASTY = [
    "a\0b",
    "\udc80 lepas",
    "\ud83d\ude00",
    "\u202eterbalik\u202c",
    "👩‍👩‍👧‍👦",
    "e\u0301",
    "'; DROP TABLE posts; --",
    '"',
    "\\",
    "𝕏" * 9,
]


def cleaned(post: Post) -> Post:
    """The post as the store promises to give it back."""
    texts = {name: storable(value) for name in Post.__slots__ if type(value := getattr(post, name)) is str}
    return replace(post, **texts)


def whole_table(store: Store) -> list[tuple[object, ...]]:
    """Every column but the running number, in order of insertion."""
    columns = [c for c in posts_table.c if c.name != "seq"]
    with store._database.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(posts_table.c.seq))]


def wipe(store: Store) -> None:
    """No posts."""
    with store._database.writing() as connection:
        connection.execute(sa.delete(posts_table))
        connection.execute(sa.delete(post_labels))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_post_comes_back_as_it_went_in(store: Store, data: st.DataObject) -> None:
    """Every field survives, whatever is in it; NUL and lone surrogates are replaced as documented."""
    wipe(store)
    post = data.draw(
        st.builds(
            Post,
            id=any_text.filter(bool),
            source_id=any_text,
            source_name=any_text,
            external_id=any_text,
            kind=st.sampled_from(PostKind),
            platform=any_text,
            url=any_text,
            canonical_url=any_text,
            title=any_text,
            text=any_text,
            author=any_text,
            published_at=moments,
            estimated=st.booleans(),
            collected_at=moments,
            tier=st.integers(0, 3),
            official=st.booleans(),
            engagement=st.builds(Engagement, counts, counts, counts, counts),
            complaint=st.none() | st.builds(Complaint, any_text, st.sampled_from(ComplaintStatus), any_text),
            masked=st.lists(any_text, max_size=3).map(tuple),
            fingerprint=any_text.filter(bool),
        )
    )
    assert store.posts.add([post]).new == 1
    assert store.posts.get([post.id]) == {storable(post.id): cleaned(post)}
    assert store.posts.add([post]) == AddResult(same=1)
    index_is_in_step(store)


@pytest.mark.parametrize("text", [*NASTY, "x" * 1_000_000, "kata " * 200_000, "😀" * 250_000])
def test_nasty_and_huge_texts_survive(store: Store, make_post: MakePost, text: str) -> None:
    """Odd characters and a megabyte neither fail nor change, apart from NUL and lone surrogates."""
    post = make_post(1, title=text[:300], text=text)
    store.posts.add([post])
    assert everything(store) == [cleaned(post)]
    assert "\0" not in everything(store)[0].text


def test_surrogates_are_joined_or_replaced() -> None:
    """A pair is the character it spells, a lone one and NUL leave a mark; nothing else is touched."""
    assert storable("\ud83d\ude00") == "😀"
    assert storable("a\udc80b\0c") == "a\ufffdb\ufffdc"
    assert storable("Kabupaten 😀 \u202e") == "Kabupaten 😀 \u202e"


def test_adding_again_changes_nothing(store: Store, make_post: MakePost) -> None:
    """The same harvest twice is the same store."""
    batch = [make_post(n) for n in range(2500)]
    first = store.posts.add(batch)
    assert (first.new, first.changed, first.same) == (2500, 0, 0)
    assert first.new_ids == tuple(post.id for post in batch)
    before = whole_table(store)
    assert store.posts.add(batch) == AddResult(same=2500)
    assert whole_table(store) == before
    assert store.posts.count() == 2500


def test_an_edited_item_keeps_its_id_and_first_sight(store: Store, make_post: MakePost) -> None:
    """The words and counts follow the source; id, date and first collection stay."""
    post = make_post(1, engagement=Engagement(likes=5, views=9))
    store.posts.add([post])
    later = post.collected_at + timedelta(hours=3)
    edit = make_post(1, id="p-other", text="Sudah diperbaiki.", collected_at=later, engagement=Engagement(likes=8))
    assert store.posts.add([edit]) == AddResult(changed=1, changed_ids=(post.id,))
    [kept] = everything(store)
    assert kept == replace(
        post, text="Sudah diperbaiki.", fingerprint=edit.fingerprint, engagement=Engagement(likes=8, views=9)
    )
    index_is_in_step(store)


def test_one_address_is_one_article(store: Store, make_post: MakePost) -> None:
    """Two feeds of an outlet that cut at different lengths: one post, the longer text, and no taking turns."""
    short = make_post(1, text="Warga mengeluh…")
    long = make_post(
        1, id="p-b", source_id="s-2", external_id="x-1", text="Warga mengeluh sejak lama. Dinas turun tangan."
    )
    assert store.posts.add([short]).new == 1
    assert store.posts.add([long]) == AddResult(changed=1, changed_ids=(short.id,))
    for _ in range(2):
        assert store.posts.add([short, long]) == AddResult(same=2)
    [kept] = everything(store)
    assert (kept.id, kept.text, kept.source_id) == (short.id, long.text, "s-2")


def test_file_import_then_feed_is_one_post(store: Store, make_post: MakePost) -> None:
    """An article without an id of the source is recognised by its address when its feed brings it."""
    from_file = make_post(1, id="p-file", source_id="s-file", external_id="")
    store.posts.add([from_file])
    assert store.posts.add([make_post(1)]) == AddResult(same=1)
    assert [post.id for post in everything(store)] == ["p-file"]


def test_the_same_number_at_two_sources_is_two_posts(store: Store, make_post: MakePost) -> None:
    """An external id counts only within its source, and posts without any key by their own id."""
    one = make_post(1, external_id="7", canonical_url="", url="")
    two = make_post(2, external_id="7", canonical_url="", url="", source_id="s-2")
    bare = make_post(3, external_id="", canonical_url="", url="")
    assert store.posts.add([one, two, bare, bare]).new == 3


def test_comments_under_one_page_are_not_one_post(store: Store, make_post: MakePost) -> None:
    """The address of a comment or complaint is its page's, which many share."""
    said = [make_post(n, kind=PostKind.COMMENT, canonical_url="video.example/1") for n in range(5)]
    assert store.posts.add([make_post(9, canonical_url="video.example/1"), *said]).new == 6


def test_a_key_given_up_can_be_anothers_at_once(store: Store, make_post: MakePost) -> None:
    """In one batch an article goes over to another source, and its old number is used for something else."""
    store.posts.add([make_post(1, text="pendek")])
    taken_over = make_post(1, id="p-2", source_id="s-2", external_id="", text="teks yang jauh lebih panjang")
    reused = make_post(1, id="p-3", canonical_url="", url="", text="lain sama sekali")
    assert store.posts.add([taken_over, reused]).new_ids == ("p-3",)


def test_doubles_within_one_batch(store: Store, make_post: MakePost) -> None:
    """A batch may hold an item twice, an edit of it, and the same article from elsewhere."""
    post = make_post(1)
    edit = make_post(1, text="Teks baru.")
    other = make_post(1, id="p-x", source_id="s-2", external_id="9", text="pendek")
    result = store.posts.add([post, post, edit, other, make_post(2)])
    assert (result.new, result.changed, result.same) == (2, 1, 2)
    assert result.changed_ids == ()
    assert store.posts.get([post.id])[post.id].text == "Teks baru."


small_posts = st.builds(
    lambda n, source, ext, url, text, likes, estimated: (n, source, ext, url, text, likes, estimated),
    st.integers(1, 4),
    st.sampled_from(["s-1", "s-2"]),
    st.sampled_from(["", "e1", "e2"]),
    st.sampled_from(["", "u1", "u2"]),
    st.sampled_from(["", "pendek", "agak panjang", "panjang sekali teksnya"]),
    st.sampled_from([None, 1, 2]),
    st.booleans(),
)


@pytest.mark.more
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(small_posts, max_size=14), cuts=st.lists(st.integers(0, 14), max_size=4))
def test_portions_never_change_the_result(
    empty_sqlite: Path, clock: StoppedClock, make_post: MakePost, drawn: list[tuple[object, ...]], cuts: list[int]
) -> None:
    """However the same posts are split over calls, the table ends up the same and each post is told apart alike."""
    batch = [
        make_post(
            n,
            id=f"p-{n}",
            source_id=source,
            external_id=ext,
            canonical_url=url,
            text=text,
            engagement=Engagement(likes=likes),
            estimated=estimated,
        )
        for n, source, ext, url, text, likes, estimated in drawn
    ]
    tables, sums = [], []
    for borders in ([], sorted(cuts), list(range(len(batch)))):
        with tempfile.TemporaryDirectory() as folder:
            path = shutil.copy(empty_sqlite, Path(folder) / "k.db")
            with Store.open(str(path), clock=clock) as store:
                edges = [0, *borders, len(batch)]
                results = [store.posts.add(batch[a:b]) for a, b in pairwise(edges) if a < b]
                tables.append(whole_table(store))
                sums.append([sum(getattr(r, name) for r in results) for name in ("new", "changed", "same")])
                index_is_in_step(store)
    assert tables[0] == tables[1] == tables[2]
    assert sums[0] == sums[1] == sums[2]
    assert sum(sums[0]) == len(batch)


def test_between_is_ordered_and_half_open(store: Store, make_post: MakePost) -> None:
    """By date, then id; the start belongs to it and the end does not."""
    batch = [make_post(n, published_at=make_post(n % 7).published_at) for n in range(60)]
    store.posts.add(reversed(batch))
    found = everything(store)
    assert found == sorted(batch, key=lambda p: (p.published_at, p.id))
    start, end = batch[1].published_at, batch[3].published_at
    inside = list(store.posts.between(start, end))
    assert inside == [p for p in found if start <= p.published_at < end]
    assert store.posts.count(start, end) == len(inside)


def test_reading_can_stop_half_way_and_writing_goes_on(store: Store, make_post: MakePost) -> None:
    """A reader that is not finished neither blocks a writer nor sees what is written meanwhile."""
    store.posts.add(make_post(n) for n in range(3000))
    stream = store.posts.between(*AGES)
    first = next(stream)
    assert store.posts.add([make_post(5000)]).new == 1
    assert len([first, *stream]) == 3000


def test_a_date_without_zone_is_refused(store: Store, make_post: MakePost) -> None:
    """No guessing: and nothing of the batch is kept."""
    naive = make_post(2, published_at=datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        store.posts.add([make_post(1), naive])
    assert store.posts.count() == 0
