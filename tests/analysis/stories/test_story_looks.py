"""The second look at stories: telling words, words of one's own, merging and attaching."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from analysis.stories.attachment import attach_lone
from analysis.stories.centroids import merge_alike
from analysis.stories.features import Weighted, hash_terms, tfidf
from analysis.stories.finding import SECOND, second_look
from analysis.stories.first_look import first_look
from analysis.stories.kinds import ARTICLE, POST, kinds_of
from analysis.stories.members import without_strangers
from analysis.stories.neighbours import Edges, texts_in_view
from analysis.stories.words import own_words, reweighted, story_information, without_chatter

FLOOD = ["banjir sukamaju tanggul jebol", "tanggul sukamaju jebol perahu", "banjir sukamaju perahu", "tanggul sukamaju"]
FIRE = ["kebakaran pasar baru api", "api pasar baru pedagang", "kebakaran pasar baru", "pedagang pasar baru api"]
CHATTER = [f"semoga cepat senang kabar{number}" for number in range(4)] + ["semoga cepat", "senang cepat"]


def weighted(texts: list[str]) -> Weighted:
    """The texts as the grouping sees them."""
    return tfidf(hash_terms(texts))


def column(texts: list[str], word: str) -> int:
    """The column of a word."""
    used = np.unique(hash_terms(texts).buckets)
    return int(np.searchsorted(used, hash_terms([word]).buckets[0]))


def all_pairs(rows: int) -> Edges:
    """Edges between all texts."""
    one, other = np.nonzero(~np.eye(rows, dtype=bool))
    ones = np.ones(len(one), dtype=np.float32)
    return Edges(one.astype(np.int64), other.astype(np.int64), ones, ones)


def test_a_word_of_one_story_tells_more_than_a_word_of_all() -> None:
    """ "Sukamaju" stands in one story only, "warga" in both equally often."""
    texts = [f"{text} warga" for text in FLOOD + FIRE]
    labels = np.array([0] * 4 + [1] * 4)
    one = weighted(texts)
    told = story_information(one.counts, labels, one.df[POST], np.ones(8, dtype=np.float32))
    assert told[column(texts, "sukamaju")] > 0.1
    assert told[column(texts, "warga")] == pytest.approx(0.0, abs=1e-9)
    again = reweighted(one, labels)
    assert np.asarray(again.rows.power(2).sum(axis=1)).ravel() == pytest.approx(np.ones(8), abs=1e-5)
    assert again.rows[0, column(texts, "sukamaju")] > again.rows[0, column(texts, "warga")]


def test_chatter_has_no_words_of_its_own() -> None:
    """A group whose words stand everywhere falls apart, one with a name of its own stays."""
    texts = FLOOD + CHATTER * 3
    labels = np.array([0] * 4 + [1] * 4 + list(range(2, 2 + len(texts) - 8)))
    counts = weighted(texts).counts
    shares = own_words(counts, labels)
    assert shares[0] == pytest.approx(1.0)
    assert shares[1] < 0.3
    found = without_chatter(counts, labels, 0.4)
    assert len(set(found[:4])) == 1
    assert len(set(found[4:8])) == 4


def test_parts_of_one_event_merge_and_others_do_not() -> None:
    """Two halves of the flood become one; the fire stays; without an edge nothing merges."""
    one = weighted(FLOOD + FLOOD[::-1] + FIRE)
    labels = np.array([0] * 4 + [1] * 4 + [2] * 4)
    found = merge_alike(one.rows, labels, all_pairs(12), gate=4, least=0.45)
    assert found.tolist() == [0] * 8 + [1] * 4
    none = all_pairs(12).where(np.zeros(12 * 11, dtype=bool))
    assert merge_alike(one.rows, labels, none, gate=4, least=0.45).tolist() == labels.tolist()


def test_a_lone_post_joins_the_story_that_explains_its_words() -> None:
    """Eight posts on the flood take in a ninth, and neither a post on the fire nor chatter."""
    texts = [f"{text} jalan{number}" for number, text in enumerate(FLOOD * 3)]
    texts += ["perahu untuk warga sukamaju tanggul", "api pasar baru", "semoga cepat senang"]
    one = weighted(texts + [f"obrolan{number} lain{number} biasa{number}" for number in range(100)])
    labels = np.array([0] * 12 + list(range(1, 104)))
    found = attach_lone(one, labels, all_pairs(15), np.full(115, 115), gate=4, least=0.0)
    assert found[12] == found[0]
    assert len({found[0], found[13], found[14]}) == 3


def test_a_story_that_fills_the_stream_still_takes_in_its_own() -> None:
    """Where every other post is about the flood, its words are common; a post with two of them joins all the same."""
    texts = [f"{text} jalan{number}" for number, text in enumerate(FLOOD * 25)]
    texts += ["sukamaju perahu ladang senja kupu meja", "api pasar baru dekat kantor"]
    texts += [f"obrolan{number} lain{number} biasa{number}" for number in range(60)]
    labels = np.array([0] * 100 + list(range(1, 63)))
    edges = all_pairs(162)
    found = attach_lone(weighted(texts), labels, edges, np.full(162, 162), gate=4, least=0.0)
    assert found[100] == found[0]
    assert found[101] != found[0]


def test_the_more_texts_in_view_the_more_a_lone_post_must_show() -> None:
    """The same post and story: joined among five hundred texts, alone among thirty thousand."""
    texts = [f"{text} jalan{number}" for number, text in enumerate(FLOOD * 3)] + ["perahu sukamaju kabar ladang senja"]
    one = weighted(texts + [f"obrolan{number} lain{number} biasa{number}" for number in range(100)])
    labels = np.array([0] * 12 + list(range(1, 102)))
    few, many = (
        attach_lone(one, labels, all_pairs(113), np.full(113, seen), gate=4, least=0.0) for seen in (500, 30_000)
    )
    assert few[12] == few[0]
    assert many[12] != many[0]


def flood_and_a_stranger(others: int) -> tuple[Weighted, np.ndarray]:
    """Twelve posts on the flood and one that shares a word with them in one group, and chatter alone."""
    texts = [f"{text} jalan{number}" for number, text in enumerate(FLOOD * 3)]
    texts += ["perahu mainan merah ulang tahun adik kado lilin"]
    one = weighted(texts + [f"obrolan{number} lain{number} biasa{number}" for number in range(others)])
    return one, np.array([0] * 13 + list(range(1, others + 1)))


def test_who_is_not_borne_out_by_the_others_leaves_the_story() -> None:
    """The birthday boat stands alone, the posts on the flood stay together, and lone posts are as they were."""
    one, labels = flood_and_a_stranger(100)
    found = without_strangers(one, labels, np.full(len(labels), 20_000), gate=4, least=0.75, few=3.0)
    assert len(set(found[:12])) == 1
    assert found[12] not in set(found[:12])
    assert len(np.unique(found)) == 102


def test_a_text_does_not_vouch_for_itself() -> None:
    """In a group of two, each is held against the other one only: words of its own are no reason to stay."""
    texts = ["banjir sukamaju tanggul jebol perahu", "kebakaran pasar baru api pedagang", *FLOOD]
    one = weighted(texts + [f"obrolan{number} lain{number}" for number in range(100)])
    labels = np.array([0, 0, 1, 1, 1, 1, *range(2, 102)])
    found = without_strangers(one, labels, np.full(len(labels), 1_000), gate=4, least=0.75, few=0.75)
    assert found[0] != found[1]
    assert len(set(found[2:6])) == 1


def test_articles_stay_in_their_story() -> None:
    """The same group of articles keeps all its members."""
    one, labels = flood_and_a_stranger(100)
    articles = dataclasses.replace(one, kinds=np.full(len(labels), ARTICLE))
    found = without_strangers(articles, labels, np.full(len(labels), 20_000), gate=4, least=0.75, few=3.0)
    assert found.tolist() == labels.tolist()


def test_where_most_posts_are_alone_edges_that_may_be_chance_bind_nothing() -> None:
    """Twelve posts on the flood among a hundred lone ones: together by edges beyond chance, apart by others."""
    texts = [f"{text} jalan{number}" for number, text in enumerate(FLOOD * 3)]
    one = weighted(texts + [f"obrolan{number} lain{number} biasa{number}" for number in range(100)])
    first, edges = np.array([0] * 12 + list(range(1, 101))), all_pairs(12)
    for evidence, groups in ((1.0, 101), (-1.0, 112)):
        so = dataclasses.replace(edges, evidence=np.full(len(edges.rows), evidence, dtype=np.float32))
        found = second_look(one, so, first, np.full(112, 112), SECOND)
        assert len(np.unique(found)) == groups


def test_texts_in_view_are_of_a_kind_and_of_the_days_around() -> None:
    """Three posts in a day, one four days later, an article, and one post without a date."""
    hour = 3600
    times = np.array([0, hour, 2 * hour, 3 * hour, 96 * hour, 0])
    kinds = np.array([POST, POST, ARTICLE, POST, POST, POST])
    assert texts_in_view(times, 5, np.full(6, 48 * hour), kinds).tolist() == [4, 4, 1, 4, 2, 5]


def test_two_posts_need_more_than_a_pair_among_thousands_shows_by_chance() -> None:
    """Two rare words in common are no story among 20,000 posts; four are."""
    texts = ["senja ladang kupu", "senja ladang meja", "gempa tambun gedung retak", "gempa tambun gedung retak parah"]
    texts += [f"{word} obrolan{number}" for number, word in enumerate(("senja", "ladang") * 150)]
    one = weighted(texts + [f"biasa{number} lain{number}" for number in range(20_000)])
    pairs = np.array([[0, 1], [1, 0], [2, 3], [3, 2]])
    shared = [one.rarity[POST, one.counts[a].multiply(one.counts[b]).indices].sum() for a, b in pairs.tolist()]
    evidence = (np.array(shared) - np.log(20_000)).astype(np.float32)
    edges = Edges(pairs[:, 0], pairs[:, 1], np.full(4, 0.6, dtype=np.float32), np.maximum(evidence, 4))
    found = first_look(one, edges)
    assert found[0] != found[1]
    assert found[2] == found[3]


def test_each_kind_has_its_own_rarity() -> None:
    """What every article says is common among articles, however many posts there are that do not say it."""
    article = " ".join(f"kata{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    articles = [f"{article} pemerintah menteri negara rakyat sidang nomor{row}" for row in range(20)]
    posts = [f"obrolan{row} sore" for row in range(5_000)]
    one = weighted(articles + posts)
    place = column(articles + posts, "kataa")
    assert kinds_of(one.counts).tolist() == [ARTICLE] * 20 + [POST] * 5_000
    assert one.rarity[ARTICLE, place] < one.rarity[POST, place] - 1
    alone = weighted(posts)
    assert np.array_equal(alone.rarity[POST], alone.rarity[ARTICLE])


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["satu"]])
def test_nothing_to_look_at(texts: list[str]) -> None:
    """Empty input stays what it is."""
    one = weighted(texts)
    labels = np.arange(len(texts), dtype=np.int64)
    again = reweighted(one, labels)
    assert again.rows.shape == one.rows.shape
    edges = all_pairs(len(texts))
    assert without_chatter(one.counts, labels, 0.4).tolist() == labels.tolist()
    assert merge_alike(one.rows, labels, edges, gate=4, least=0.4).tolist() == labels.tolist()
    assert attach_lone(one, labels, edges, labels + 1, gate=4, least=0.0).tolist() == labels.tolist()
