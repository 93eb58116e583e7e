"""The learnt part of the categories: what it adds to the lists, what it leaves alone, that its numbers fit."""

import json
from importlib import resources

import numpy as np
import pandas as pd
import pytest

from analysis.categories.learnt import (
    LONGEST,
    LearntPart,
    WordRows,
    category_numbers,
    number_of,
    parts_of,
    parts_of_all,
    shares_of,
)
from analysis.categories.lists import category_codes, lists_digest
from analysis.categories.reading import CategoryJudge, category_columns
from kentongan.core.office import OwnCategory

#: Ways of speaking that no list holds.
SCENES = [
    ("KORUP", "semua ada tarifnya, biar cepat beres kita diminta setor ke orang kantor"),
    ("AIR", "dari kemarin keran cuma bunyi angin, mau cuci piring nunggu tengah malam"),
    ("PANGAN", "telor sama rawit naik lagi, emak bingung mau masak apa"),
    ("none", "ada yang punya resep bolu pisang anti bantat ga, oven listrik suhunya berapa"),
]


@pytest.mark.parametrize(("code", "text"), SCENES)
def test_a_matter_told_by_a_scene(code: str, text: str) -> None:
    """Words in common with what was learnt decide where the lists are silent."""
    assert (CategoryJudge("pemda").judge("", text).code or "none") == code


def test_the_numbers_fit_the_profile() -> None:
    """One label for each shipped code and one for none, small enough to ship, with a card."""
    numbers = category_numbers()
    files = resources.files("analysis").joinpath("models")
    card = json.loads(files.joinpath("category.json").read_text("utf-8"))

    assert numbers.labels == (*category_codes("pemda"), "")
    assert numbers.weights.shape == (len(numbers.columns), len(numbers.labels))
    assert numbers.signs.shape == (2 * len(numbers.labels) + 2, len(numbers.labels))
    assert np.isfinite(numbers.weights).all()
    assert len(files.joinpath("category.npz").read_bytes()) < 600_000
    assert {"labels", "training", "licence", "script", "date", "metrics", "intended_use", "limits"} <= set(card)


def test_reasons_are_words_of_the_post() -> None:
    """Where the learnt part decided, the words that spoke for its answer are named."""
    text = SCENES[1][1]
    judged = CategoryJudge("pemda").judge("", text)

    assert judged.code == "AIR"
    assert judged.why
    assert all(word in text for word in judged.why)


def test_many_posts_are_read_as_one_by_one() -> None:
    """The batch makes no difference, and long texts are the lists' alone."""
    texts = [text for _, text in SCENES] * 3 + ["Rapat membahas agenda kerja. " * (LONGEST // 25)]
    posts = pd.DataFrame({"title": [""] * len(texts), "text": texts})
    judge = CategoryJudge("pemda")

    assert category_columns(posts, "pemda")["category"].tolist() == [judge.judge("", text).code for text in texts]
    assert judge.weigh("", texts[-1])[1] is None


def test_the_offices_own_words_outrank_what_was_learnt() -> None:
    """A post with a word that the office added or took away is filed by the lists alone."""
    text = SCENES[1][1]
    mine = OwnCategory("PIPA", "Pipa", strong=("keran",))

    assert CategoryJudge("pemda", (mine,)).judge("", text).code == "PIPA"
    assert CategoryJudge("pemda", (OwnCategory("AIR", without=("keran",)),)).judge("", text).code == ""
    assert CategoryJudge("pemda", (mine,)).judge("", SCENES[2][1]).code == "PANGAN"


def test_only_codes_of_the_profile_are_said() -> None:
    """A learnt code that the profile does not hold is never an answer; the other profile is the lists' alone."""
    part = LearntPart([code for code in category_codes("pemda") if code != "AIR"])
    judge = CategoryJudge("pemda", learnt=part)

    assert judge.judge("", SCENES[1][1]).code != "AIR"
    assert CategoryJudge("kemenag").weigh("", SCENES[1][1])[1] is None


def test_what_idioms_and_denials_took_away_stays_away() -> None:
    """The learnt part does not bring back a matter that a trap took out of the text."""
    judge = CategoryJudge("pemda")
    assert judge.judge("", "banjir diskon akhir tahun di toko sebelah, ayo serbu").code == ""
    assert judge.weigh("", "sudah dipastikan tidak ada pungli di kantor kami")[1] is None


def test_words_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream of new words does not fill memory; the same word has the same row before."""
    monkeypatch.setattr("analysis.categories.learnt._REMEMBERED", 3)
    rows = WordRows(category_numbers())
    places = rows.of(["banjir", "jalan", "sekolah", "banjir", "12345"])

    assert places[0] == places[3] > 0
    assert places[4] == 0
    assert len(rows) == 3
    assert rows.of([]) == []
    assert not rows


def test_many_words_at_once_are_read_as_one_by_one() -> None:
    """Runs of letters of a batch are numbered together; whatever stands among the words, each has its own parts."""
    words = ["banjir", "énggal", "ka", "https", "12345", "covid19", "x" * 40, "jalan", "é", "a"]
    places, numbers, shares = parts_of_all(words)

    for place, word in enumerate(words):
        here = (places == place) & (shares > 0)
        parts = parts_of(word)
        assert sorted(numbers[here].tolist()) == sorted(map(number_of, parts)), word
        assert sorted(shares[here].tolist()) == pytest.approx(sorted(shares_of(parts))), word


def test_readings_are_made_anew_with_other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an office's corrections were measured against names the learnt part, too."""
    before = lists_digest("pemda"), lists_digest("kemenag")
    monkeypatch.setattr("analysis.categories.lists.model_digests", lambda: {"category": "other"})

    assert lists_digest("pemda") != before[0]
    assert lists_digest("kemenag") == before[1]
