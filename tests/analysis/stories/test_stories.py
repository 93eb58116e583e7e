"""Stories: posts about one event."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.copies.finding import copy_columns
from analysis.stories.features import fold_word, hash_terms, lead_text, tfidf
from analysis.stories.finding import story_columns
from analysis.text.word_set import word_set

EVENTS = {
    "ambles": "jalan ambles sukamaju lubang aspal lalu lintas macet rambu perbaikan dpupr tanah",
    "banjir": "banjir tanggul jebol mekar pengungsi perahu bpbd logistik hujan rumah terendam",
    "ktp": "antrean disdukcapil blangko ktp loket calo layanan warga nomor adminduk jam",
}
NOISE = word_set("kopi pagi senang libur nonton film lagu makan bakso malam kawan main bola tidur sepeda hujan pasar")


def day(seed: int = 1, per_event: int = 14, noise: int = 60) -> tuple[pd.DataFrame, np.ndarray]:
    """Three events among chatter, with gold numbers."""
    random = np.random.default_rng(seed)
    rows, gold = [], []
    begin = pd.Timestamp("2026-11-20", tz="UTC")
    for number, words in enumerate(EVENTS.values()):
        for _ in range(per_event):
            rows.append(" ".join(random.choice(words.split(), 8, replace=False)))
            gold.append(number)
    for number in range(noise):
        rows.append(" ".join([*random.choice(sorted(NOISE), 4, replace=False), f"kata{number}", f"lain{number}"]))
        gold.append(100 + number)
    times = [begin + pd.Timedelta(minutes=int(minute)) for minute in random.integers(0, 1400, len(rows))]
    frame = pd.DataFrame({"id": [f"p{n}" for n in range(len(rows))], "title": "", "text": rows, "published_at": times})
    frame["published_at"] = frame["published_at"].astype("datetime64[us, UTC]")
    return frame.assign(kind="social", source="", author=""), np.array(gold)


def stories(posts: pd.DataFrame) -> list[str]:
    """The story of every post."""
    return story_columns(posts, copy_columns(posts))["story"].tolist()


def test_events_are_found_among_chatter() -> None:
    """Most posts of an event share one story, and no two events do."""
    posts, gold = day()
    found = pd.Series(stories(posts))
    main = [found[gold == number].mode()[0] for number in range(3)]
    assert len(set(main)) == 3
    for number, story in enumerate(main):
        assert (found[gold == number] == story).mean() >= 0.8
        assert (gold[(found == story).to_numpy()] == number).mean() >= 0.8


def test_order_does_not_matter() -> None:
    """A shuffled frame gives the same stories."""
    posts, _ = day()
    shuffled = posts.sample(frac=1, random_state=5)
    assert dict(zip(posts["id"], stories(posts), strict=True)) == dict(
        zip(shuffled["id"], stories(shuffled), strict=True)
    )


def test_far_apart_in_time_is_another_story() -> None:
    """The same words months later are another event."""
    posts, _ = day(noise=5)
    again = [" ".join(reversed(text.split())) for text in posts["text"]]
    later = posts.assign(id="q" + posts["id"], text=again, published_at=posts["published_at"] + pd.Timedelta(days=60))
    both = pd.concat([posts, later], ignore_index=True)
    found = stories(both)
    assert not {*found[: len(posts)]} & {*found[len(posts) :]}


def test_without_dates_there_is_no_window() -> None:
    """Undated posts are grouped all the same."""
    posts, gold = day()
    posts["published_at"] = pd.Series(pd.NaT, index=posts.index, dtype="datetime64[us, UTC]")
    found = pd.Series(stories(posts))
    assert (found[gold == 0] == found[gold == 0].mode()[0]).mean() >= 0.8


def test_copies_follow_their_representative() -> None:
    """A copy is in the story of the post it copies."""
    posts, _ = day()
    again = posts.assign(id="z" + posts["id"], text="RT @x: " + posts["text"])
    both = pd.concat([posts, again], ignore_index=True)
    copies = copy_columns(both)
    found = story_columns(both, copies)["story"]
    assert (found.groupby(copies["copy_group"].to_numpy()).nunique() == 1).all()


@pytest.mark.parametrize("rows", [[], [""], ["", ""], ["sama kata ini", "sama kata ini"], ["a"], ["!!!", "???"]])
def test_tiny_inputs(rows: list[str]) -> None:
    """No post, one, two, empty and equal ones."""
    posts = pd.DataFrame({"id": [f"p{n}" for n in range(len(rows))], "title": "", "text": rows})
    posts["published_at"] = pd.Series(pd.NaT, index=posts.index, dtype="datetime64[us, UTC]")
    posts = posts.assign(kind="social", source="", author="")
    found = story_columns(posts, copy_columns(posts))
    assert len(found) == len(rows)
    assert list(found.columns) == ["story"]


def test_terms_do_not_depend_on_the_partition() -> None:
    """Hashing a part gives the part of hashing the whole."""
    texts = [f"Jalan #RusakParah di Desa{n} bikin macettt" for n in range(50)]
    whole, part = hash_terms(texts), hash_terms(texts[20:])
    np.testing.assert_array_equal(whole.buckets[whole.starts[20] :], part.buckets)


def test_words_are_folded() -> None:
    """Elongation, stop words and endings; a headline counts twice; cut between words."""
    assert fold_word("macettttt") == fold_word("macet")
    assert fold_word("yang") == ""
    assert fold_word("perbaikan") == fold_word("perbaiki")
    assert lead_text("Judul", "isi") == "Judul . Judul . isi"
    assert lead_text("", "kata " * 200).endswith("kata")


def test_rows_have_length_one_or_nothing() -> None:
    """TF-IDF rows are unit vectors; a text without words is an empty row."""
    rows = tfidf(hash_terms(["jalan rusak parah", "", "yang dan di"])).rows
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    np.testing.assert_allclose(lengths, [1, 0, 0], atol=1e-6)


def test_a_small_office_day_is_grouped() -> None:
    """Five posts about one road are one story, though every word of it stands in most of the posts at hand."""
    contents = [
        "Jalan ambles di Sukamaju bikin macet panjang",
        "Warga Sukamaju keluhkan jalan ambles di ruas pasar",
        "Jalan ambles Sukamaju belum diperbaiki, macet makin parah",
        "Lubang jalan ambles di Sukamaju makin lebar",
        "Selamat pagi semua, semoga hari ini menyenangkan",
    ]
    posts = pd.DataFrame({"id": list("abcde"), "title": "", "text": contents})
    posts["published_at"] = pd.date_range("2026-11-20", periods=5, freq="h", tz="UTC").astype("datetime64[us, UTC]")
    found = stories(posts.assign(kind="social", source="", author=""))
    assert len({*found[:4]}) == 1
    assert found[4] != found[0]
