"""Searching: the index and the columns say what each post by itself would say, and what is marked is what was found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_reference import Doc, matches
from shelf_looks import index_is_in_step

from kentongan.core.errors import UsageError
from kentongan.core.labels import Answers, Labels
from kentongan.core.messages import Say
from kentongan.core.posts import Post, PostKind
from kentongan.core.search_fields import Found, LabelReader
from kentongan.core.search_query import Every, Node, parse, wanted_terms
from kentongan.core.search_terms import spans, stems_of, tokens
from kentongan.store.database import Store

MakePost = Callable[..., Post]
WIB = timezone(timedelta(hours=7))
# Words and their stems: one stem is a word of its own, one is none.
STEMS = {"kebanjiran": "banjir", "perbaikan": "baik", "memperbaiki": "baik", "melayani": "layan", "pelayanan": "layan"}
WORDS = [
    "banjir",
    "kebanjiran",
    "perbaikan",
    "memperbaiki",
    "baik",
    "melayani",
    "jalan",
    "Jalan",
    "café",
    "rusak",
    "2026",
]
SOURCES = ["Kaltim Post", "Media Wanasari", "X"]


def stem(word: str) -> str:
    """A stemmer small enough to be seen through."""
    return STEMS.get(word, word)


class AsWritten:
    """Names that mean what is written."""

    def find(self, field: str, text: str) -> Found | None:
        """Every name is known."""
        del field
        return Found((text,), Say(text, text))

    def near(self, field: str, text: str) -> list[str]:
        """None is near."""
        del field, text
        return []


READ = LabelReader(AsWritten(), WIB, date(2026, 11, 20))


def query(text: str) -> Node:
    """A query as it is typed."""
    return parse(text, READ)


def corpus(make_post: MakePost, count: int, seed: int = 1) -> list[Doc]:
    """Posts of few words, so that every query meets some, with labels of every sort."""
    draw = random.Random(seed)
    docs = []
    for n in range(count):
        signs = draw.choice([" ", ", ", " 🤣", "-", "! ", "\n"])
        post = make_post(
            n,
            title=signs.join(draw.choices(WORDS, k=draw.randint(0, 3))),
            text=signs.join(draw.choices(WORDS, k=draw.randint(0, 7))),
            kind=draw.choice([PostKind.NEWS, PostKind.SOCIAL]),
            source_name=draw.choice(SOURCES),
            published_at=make_post().published_at + timedelta(hours=draw.randint(-60, 60)),
        )
        answers = Answers(
            tone=draw.choice(["negatif", "netral", "berpotensi negatif", ""]),
            category=draw.choice(["INFRA", "BENCANA", ""]),
            places=tuple(draw.sample(["64.72", "64.72.01", "64.7", "99"], k=draw.randint(0, 2))),
            language=draw.choice(["ind", "jav"]),
            verification=draw.random() < 0.3,
            outside=draw.random() < 0.3,
        )
        machine = answers if draw.random() < 0.3 else None
        docs.append(Doc(post, Labels(post.id, answers, machine, draw.choice(["i-1", "i-2", ""]))))
    return docs


def fill(store: Store, docs: list[Doc]) -> None:
    """Put the corpus on the shelves."""
    store.posts.add([doc.post for doc in docs], stems=lambda post: stems_of((post.title, post.text), stem))
    store.labels.put(doc.labels for doc in docs)


def found(store: Store, node: Node) -> set[str]:
    """Ids of what is found, copies too."""
    hits = store.finder.hits(node, stem=stem)
    return {post.id for post in store.finder.every(hits, 10_000)}


leaf = (
    st.sampled_from(WORDS)
    | st.sampled_from(
        ["banj*", "per*", "202*", "jalan-jalan", '"jalan rusak"', '"kebanjiran"', '"jalan jalan"', "CAFE"]
    )
    | st.sampled_from(["nada:negatif", "nada:netral,negatif", "jenis:berita", 'sumber:"Kaltim Post"', "tempat:64.72"])
    | st.sampled_from(["kategori:INFRA", "bahasa:jav", "isu:i-1", "verifikasi:ya", "luar:tidak", "koreksi:ya"])
    | st.sampled_from(["sejak:2026-11-19", "sampai:2026-11-20", "tanggal:2026-11-20"])
)
typed = st.recursive(
    leaf,
    lambda inner: (
        st.tuples(inner, st.sampled_from([" ", " AND ", " OR ", " NOT ", " ATAU ", " -"]), inner).map(
            lambda three: f"{three[0]}{three[1]}{three[2]}"
        )
        | inner.map(lambda text: f"({text})")
        | inner.map(lambda text: f"-({text})")
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, make_post: MakePost, clock: object
) -> Iterator[tuple[Store, list[Doc]]]:
    """A small store that tests only read."""
    with Store.open(str(tmp_path_factory.mktemp("search") / "store.db"), clock=clock) as store:  # type: ignore[arg-type]
        docs = corpus(make_post, 60)
        fill(store, docs)
        yield store, docs


@given(typed)
@settings(max_examples=150, deadline=None)
def test_a_query_finds_what_each_post_by_itself_says(filled: tuple[Store, list[Doc]], text: str) -> None:
    """Whatever is joined how: the same posts as by looking at every one."""
    store, docs = filled
    node = query(text)
    assert found(store, node) == {doc.post.id for doc in docs if matches(doc, node, stem)}


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*'"()*^:-+|&{\\!', "NEAR", "OR", "NOT", "a", "nada:", "\0"])).map("".join)
)
@settings(max_examples=150, deadline=None)
def test_anything_typed_is_answered(filled: tuple[Store, list[Doc]], text: str) -> None:
    """A result or a clear message; the database never complains."""
    store, _ = filled
    try:
        node = query(text)
    except UsageError:
        return
    hits = store.finder.hits(node, stem=stem, best_first=True)
    assert len(store.finder.posts(hits, hits.page(5))) <= hits.total


@given(st.sampled_from(WORDS) | st.sampled_from(["banj*", '"jalan rusak"', "jalan-jalan", '"baik"']))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_marked_is_what_was_found(filled: tuple[Store, list[Doc]], text: str) -> None:
    """A post has a mark exactly when it is a hit."""
    store, docs = filled
    terms = wanted_terms(query(text))
    hits = found(store, query(text))
    for doc in docs:
        marks = spans(doc.post.title, terms, stem) + spans(doc.post.text, terms, stem)
        assert bool(marks) == (doc.post.id in hits)


def test_words_are_those_of_the_index(sqlite_store: Store, make_post: MakePost) -> None:
    """Our words are FTS5's words, character by character: Latin, digits, signs, emoji of any year."""
    blocks = [(0x20, 0x250), (0x300, 0x334), (0x1E00, 0x1F00), (0x2000, 0x2C00), (0x1F300, 0x1FB00)]
    characters = [chr(code) for first, last in blocks for code in range(first, last) if chr(code).isprintable()]
    text = " ".join(f"a{c}b" for c in characters if c not in "\u01e0\u01e1")  # two letters of Skolt Sámi
    sqlite_store.posts.add([make_post(1, title="", text=text)])
    with sqlite_store._database.writing() as connection:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, posts_fts, instance)")
        rows = connection.exec_driver_sql("SELECT term FROM temp.words WHERE col = 'text' ORDER BY offset")
        assert [row[0] for row in rows] == [token.word for token in tokens(text)]


@pytest.mark.parametrize("best", [False, True])
def test_pages_follow_one_another(store: Store, make_post: MakePost, best: bool) -> None:
    """Page by page every hit comes once, in order, also of posts of one moment; and on both databases."""
    batch = [
        make_post(n, title="", text="jalan " * (n % 5 + 1), published_at=make_post().published_at) for n in range(23)
    ]
    store.posts.add(batch)
    hits = store.finder.hits(query("jalan"), best_first=best)
    seen, after = [], None
    while keys := hits.page(5, after):
        seen += [hit.post.id for hit in store.finder.posts(hits, keys)]
        after = keys[-1]
    assert len(seen) == 23
    assert set(seen) == {post.id for post in batch}
    if not best:
        assert seen == [post.id for post in reversed(batch)]


def test_both_databases_agree_with_the_reference(store: Store, make_post: MakePost) -> None:
    """Labels, dates, phrases, and all that joins them."""
    docs = corpus(make_post, 40)
    fill(store, docs)
    for text in (
        "rusak nada:negatif",
        '"jalan rusak" OR tempat:64.72',
        "-rusak",
        "(rusak OR 2026) -jalan sejak:2026-11-19",
        "NOT (rusak nada:netral,negatif)",
        'jalan sumber:"Kaltim Post" kategori:INFRA',
        "isu:i-1 verifikasi:tidak",
    ):
        assert found(store, query(text)) == {doc.post.id for doc in docs if matches(doc, query(text), stem)}, text


def test_search_follows_an_edit(store: Store, make_post: MakePost) -> None:
    """Old words are forgotten and new ones found at once; a purge takes them all."""
    store.posts.add([make_post(1, title="Banjir bandang", text="Sungai meluap")])
    assert len(found(store, query("BANJIR"))) == 1
    store.posts.add([make_post(1, title="Longsor", text="Tebing runtuh")])
    assert found(store, query("banjir")) == set()
    assert len(found(store, query('"tebing runtuh"'))) == 1
    index_is_in_step(store)
    store.purge(make_post().collected_at + timedelta(days=1), [PostKind.NEWS])
    assert found(store, query("longsor")) == set()


def test_copies_are_folded(store: Store, make_post: MakePost) -> None:
    """The original stands for its copies; where it is no hit, the newest copy does."""
    batch = [make_post(n, title="", text="jalan", source_name="A" if n else "B") for n in range(4)]
    store.posts.add(batch)
    store.labels.put(Labels(post.id, copy_of=batch[0].id if n else "") for n, post in enumerate(batch))
    hits = store.finder.hits(query("jalan"))
    assert [(hit.post, hit.copies) for hit in store.finder.posts(hits, hits.page(9))] == [(batch[0], 3)]
    assert hits.total == 4
    hits = store.finder.hits(query("sumber:A"))
    assert [(hit.post, hit.copies) for hit in store.finder.posts(hits, hits.page(9))] == [(batch[3], 2)]


def test_facets_count_every_hit(store: Store, make_post: MakePost) -> None:
    """Tone, source, category, places and days of all hits, copies among them."""
    docs = corpus(make_post, 40)
    fill(store, docs)
    node = query("nada:negatif OR rusak")
    facets = store.finder.hits(node, stem=stem).facets(timedelta(hours=7))
    chosen = [doc for doc in docs if matches(doc, node, stem)]
    assert sum(facets.tone.values()) == len(chosen)
    assert facets.tone["negatif"] == sum(doc.labels.answers.tone == "negatif" for doc in chosen)
    assert facets.place.get("64.72", 0) == sum("64.72" in doc.labels.answers.places for doc in chosen)
    days = [(doc.post.published_at.astimezone(WIB).date() - date(1970, 1, 1)).days for doc in chosen]
    assert facets.day == {day: days.count(day) for day in set(days)}


def test_only_changed_labels_are_written(store: Store, make_post: MakePost) -> None:
    """The same labels again write nothing; one other label writes one row."""
    docs = corpus(make_post, 10)
    fill(store, docs)
    assert store.labels.put(doc.labels for doc in docs) == 0
    other = Labels(docs[0].post.id, Answers(tone="positif"))
    assert store.labels.put([other, *(doc.labels for doc in docs[1:])]) == 1
    assert store.labels.of([docs[0].post.id]) == {docs[0].post.id: other}
    assert found(store, query("nada:positif")) == {docs[0].post.id}


def test_labels_follow_a_merge(store: Store, make_post: MakePost) -> None:
    """Posts of a merged issue belong to the other one."""
    fill(store, corpus(make_post, 20))
    both = found(store, query("isu:i-1 OR isu:i-2"))
    assert store.labels.move_issue("i-1", "i-2")
    assert found(store, query("isu:i-2")) == both
    assert store.labels.move_issue("i-1", "i-2") == 0


def test_everything_is_every_post(store: Store, make_post: MakePost) -> None:
    """An empty query finds all posts, newest first, whether or not they were analysed."""
    batch = [make_post(n) for n in range(30)]
    store.posts.add(batch)
    hits = store.finder.hits(Every())
    assert hits.total == store.finder.warm() == 30
    assert [hit.post for hit in store.finder.posts(hits, hits.page(3))] == batch[:-4:-1]


def test_saved_searches_are_each_their_own(store: Store) -> None:
    """Mine and what others share; mine alone can I drop; one name is one search."""
    store.searches.save("siti", "Banjir", "banjir")
    store.searches.save("siti", "Banjir", "banjir OR longsor", shared=True)
    store.searches.save("budi", "Jalan", '"jalan rusak"')
    (shared,) = store.searches.seen_by("sari")
    assert (shared.name, shared.query, shared.shared) == ("Banjir", "banjir OR longsor", True)
    assert [one.name for one in store.searches.seen_by("budi")] == ["Banjir", "Jalan"]
    assert not store.searches.forget("budi", shared.id)
    assert store.searches.forget("siti", shared.id)
