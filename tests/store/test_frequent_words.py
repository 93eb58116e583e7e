"""Frequent words are kept as truth values: whatever happens to the posts, a search finds what the index alone would find."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kentongan.core.labels import Answers, Labels
from kentongan.core.posts import Post, PostKind
from kentongan.core.search_query import Either, Every, Node, Without
from kentongan.core.search_terms import Term, stems_of
from kentongan.store import frequent_words, label_columns
from kentongan.store.database import Store
from kentongan.store.finder import Finder
from kentongan.store.frequent_words import frequent

MakePost = Callable[..., Post]
WORDS = ["jalan", "rusak", "banjir", "kebanjiran", "lampu", "pasar"]
STEMS = {"kebanjiran": "banjir"}


def stem(word: str) -> str:
    """A stemmer small enough to be seen through."""
    return STEMS.get(word, word)


def term(*words: str) -> Term:
    """What is typed as these words; more than one is a phrase."""
    return Term(words, len(words) > 1, False, " ".join(words))


QUERIES: list[Node] = [
    term("jalan"),
    term("banjir"),
    term("jalan", "rusak"),
    Every((term("jalan"), term("lampu"))),
    Every((term("jalan"), Without(term("rusak")))),
    Every((term("pasar"), term("lampu"), Without(term("jalan")))),
    Either((term("banjir"), term("pasar"))),
    Either((term("jalan", "rusak"), term("lampu"), term("pasar"))),
    Every((Either((term("jalan"), term("rusak"))), term("lampu"))),
    Without(term("jalan")),
]


def texts_of(post: Post) -> str:
    """As the shelf of posts is told them."""
    return stems_of((post.title, post.text), stem)


def change(store: Store, draw: random.Random, posts: dict[int, Post], make_post: MakePost) -> None:
    """Something that an office does with its posts."""
    what = draw.choice(["new", "new", "new", "edit", "label", "purge"])
    if what == "new" or not posts:
        for _ in range(draw.randint(1, 5)):
            n = len(posts)
            day = make_post().published_at + timedelta(minutes=n)
            posts[n] = make_post(n, title="", text=" ".join(draw.choices(WORDS, k=3)), published_at=day)
            store.posts.add([posts[n]], stems=texts_of)
        return
    n = draw.choice(list(posts))
    if what == "edit":
        posts[n] = replace(posts[n], text=" ".join(draw.choices(WORDS, k=4)))
        store.posts.add([posts[n]], stems=texts_of)
    elif what == "label":
        store.labels.put([Labels(posts[n].id, Answers(tone=draw.choice(["negatif", "netral"])), None, "")])
    elif draw.random() < 0.5:
        store.purge(make_post().collected_at + timedelta(days=1), [PostKind.NEWS])


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("remembered", [500_000, 3])
def test_what_is_kept_stays_true(
    store: Store, make_post: MakePost, monkeypatch: pytest.MonkeyPatch, seed: int, remembered: int
) -> None:
    """After every change the kept words say what a search without them says."""
    monkeypatch.setattr(frequent_words, "_FEWEST", 1)
    monkeypatch.setattr(label_columns, "_REMEMBERED", remembered)
    draw, posts, kept = random.Random(seed), dict[int, Post](), 0
    for _ in range(12):
        change(store, draw, posts, make_post)
        for query in QUERIES:
            fresh = Finder(store.finder._database)  # remembers nothing: all is asked of the index
            expected = fresh.hits(query, stem=stem).seqs.tolist()
            assert store.finder.hits(query, stem=stem).seqs.tolist() == expected
        kept = max(kept, sum(store.finder._words.knows(query, stem) for query in QUERIES))
    assert kept > 5


def test_only_words_of_many_posts_are_kept(store: Store, make_post: MakePost) -> None:
    """Below some thousand hits the index is as fast."""
    store.posts.add([make_post(n, title="", text="jalan rusak") for n in range(20)], stems=texts_of)
    assert store.finder.hits(term("jalan"), stem=stem).total == 20
    assert not store.finder._words.knows(term("jalan"), stem)


def test_memory_has_an_end(store: Store, make_post: MakePost, monkeypatch: pytest.MonkeyPatch) -> None:
    """The word that was kept longest makes room."""
    monkeypatch.setattr(frequent_words, "_FEWEST", 1)
    monkeypatch.setattr(frequent_words, "_BYTES", 6)
    store.posts.add([make_post(n, title="", text=" ".join(WORDS)) for n in range(20)], stems=texts_of)
    for word in WORDS:
        store.finder.hits(term(word), stem=stem)
    assert [word for word in WORDS if store.finder._words.knows(term(word), stem)] == WORDS[-2:]


def test_frequent_words_are_read_from_posts(store: Store, make_post: MakePost, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each word counts once a post; a search for one needs no index then."""
    assert [one.shown for one in frequent(["di di di pasar", "Di jalan", "di kota"], 0.4)] == ["di"]
    monkeypatch.setattr(frequent_words, "_FEWEST", 1)
    monkeypatch.setattr("kentongan.store.finder.LARGE", 1)
    store.posts.add([make_post(n, title="", text="jalan rusak") for n in range(5)], stems=texts_of)
    assert store.finder.warm(["Jalan rusak", "jalan"], stem) == 5
    assert store.finder._words.knows(term("jalan"), stem)
    assert store.finder._words.knows(term("rusak"), stem)
    assert not store.finder._words.knows(term("kota"), stem)
