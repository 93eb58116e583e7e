"""The office's own way with categories: the lists' answer without corrections, bent by them, kept as numbers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.categories.layer import CategoryTraits, Said, category_traits, said_of, with_none
from analysis.categories.lists import category_codes, lists_digest
from analysis.categories.reading import category_columns
from analysis.measures.answers import posts_of, table_of
from analysis.measures.falls import category_fall
from analysis.office.category_learning import CategoryLessons, answering, fit, with_stand_ins
from analysis.office.lesson_rows import judged_of, pack, unpack
from analysis.office.model import OfficeModel, traits_of, words_of
from analysis.tone.reading import tone_columns
from kentongan.core.errors import ModelError
from kentongan.core.office import OwnCategory

CODES = with_none(category_codes("pemda"))
HABIT = CODES.index("LH")


@cache
def _posts() -> tuple[pd.DataFrame, pd.DataFrame, CategoryTraits]:
    """A hundred and twenty posts on public offices, how the lists judge them, and what a layer sees."""
    posts = posts_of(table_of("government_tone.tsv")[:120])
    read = category_columns(posts, "pemda")
    return posts, read, category_traits(CODES, said_of(read), words_of(posts))


def lessons(labels: np.ndarray, chosen: slice = slice(None)) -> CategoryLessons:
    """Some posts with these decisions."""
    return CategoryLessons(_posts()[2], labels, np.ones(len(labels), np.float32)).rows(chosen)


def _habit() -> np.ndarray:
    """The lists' answers, but three categories are filed under the environment."""
    said = _posts()[2].said
    return np.where(np.isin(said, [CODES.index(code) for code in ("INFRA", "ADMIND", "SEHAT")]), HABIT, said)


def test_agreement_changes_nothing() -> None:
    """Who only says that the lists are right gets the same answers."""
    traits = _posts()[2]
    assert (fit(lessons(traits.said), 1.0).answers(traits) == traits.said).all()


def test_a_habit_is_learnt() -> None:
    """An office that files one category under another is understood on posts it did not correct."""
    own, traits = _habit(), _posts()[2]
    rest = lessons(own, slice(60, 120))
    head = fit(lessons(own, slice(0, 60)), 3.0)
    moved = rest.labels == HABIT
    moved &= rest.shipped != HABIT
    assert moved.sum() >= 3
    said = answering(head)(rest)
    assert (said == rest.labels)[moved].mean() > 0.9
    assert (said == rest.labels)[~moved].mean() > 0.95
    assert np.allclose(head.scores(traits).sum(axis=1), 1, atol=1e-5)
    pairs = set(zip(traits.said.tolist(), own.tolist(), strict=True))
    assert category_fall(head) > category_fall(head, pairs)
    assert category_fall(fit(lessons(traits.said), 1.0)) == 0


def test_a_layer_is_kept_and_read_back(tmp_path: Path) -> None:
    """The same answers from the file; posts without words stay; an office with other categories gets the lists' answers."""
    posts, read, traits = _posts()
    head = fit(lessons(_habit()), 3.0)
    OfficeModel({}, {}, head).save(tmp_path, "nada-0001")
    model = OfficeModel.load(tmp_path, "nada-0001")
    empty = posts.copy()
    empty.loc[0, ["title", "text"]] = ""
    changed = model.recategorise(empty, read, category_codes("pemda"))

    assert changed.dtypes.to_dict() == read.dtypes.to_dict()
    assert changed.index.tolist() == read.index.tolist()
    assert changed.loc[0].to_dict() == read.loc[0].to_dict()
    assert changed["category"].tolist()[1:] == [CODES[k] for k in head.answers(traits)][1:]
    other = changed[changed["category"] != read["category"]]
    assert len(other)
    assert (other["category_2"] == read.loc[other.index, "category"]).all()
    assert (changed["category_unsure"] == ((changed["category"] != "") & (changed["category_score"] < 0.6)))[1:].all()
    assert model.recategorise(posts, read, category_codes("kemenag")).equals(read)
    tone = tone_columns(posts[:3])
    assert model.reread(posts[:3], tone).equals(tone)
    card = tmp_path / "nada-0001.json"
    card.write_text(card.read_text("utf-8").replace('"LH"', '"LH", "LH2"'), encoding="utf-8")
    with pytest.raises(ModelError):
        OfficeModel.load(tmp_path, "nada-0001")


def test_lessons_keep_what_the_lists_said() -> None:
    """Beside the numbers; lessons of earlier versions have none and still teach tones."""
    posts, read, _ = _posts()
    traits = traits_of(posts[:2], tone_columns(posts[:2]))
    said = said_of(read[:2])
    pieces = pack(traits, [(lists_digest("pemda"), one) for one in said])
    assert [judged_of(piece) for piece in pieces] == [(lists_digest("pemda"), one) for one in said]
    assert np.array_equal(unpack(pieces).dense, traits.dense)
    assert [judged_of(piece) for piece in [*pack(traits), b""]] == [None, None, None]
    own = (OwnCategory(code="WISATA", name="Wisata", words=("curug",)),)
    assert lists_digest("pemda", own) != lists_digest("pemda")


def test_errors_alone_get_a_counterweight() -> None:
    """Uncorrected posts with the lists' answer hold the rest where it was."""
    own, traits = _habit(), _posts()[2]
    wrong = np.flatnonzero(own != traits.said)
    few = lessons(own).rows(wrong)
    more = with_stand_ins(few, traits.rows(slice(0, 60)), 30)
    assert len(more) == len(few) + 30
    assert (more.weights[len(few) :] < 1).all()
    rest = lessons(traits.said, slice(60, 120))
    right = [(answering(fit(one, 3.0))(rest) == rest.labels).mean() for one in (few, more)]
    assert right[1] >= right[0]


def test_an_answer_that_is_gone_is_none() -> None:
    """A code that the office no longer has."""
    traits = category_traits(("A", ""), [Said("B", 0.9, ""), Said("A", 0.9, "B")], words_of(_posts()[0][:2]))
    assert traits.said.tolist() == [1, 0]
    assert np.allclose(np.exp(traits.prior).sum(axis=1), 1, atol=1e-5)
