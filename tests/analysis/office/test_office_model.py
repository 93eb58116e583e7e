"""The office's layer: near the shipped answer without corrections, bent by them, kept as numbers, never trusted when damaged."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from analysis.learning.comparing import gain, mcnemar, wilson
from analysis.learning.held_back import compared, folds_of, groups_of, stand_ins
from analysis.measures.answers import posts_of, table_of
from analysis.office.learning import CHOICES, Choice, Lessons, fit
from analysis.office.learning import with_stand_ins as with_others
from analysis.office.lesson_rows import pack, unpack
from analysis.office.model import HEADS, OfficeModel, Traits, traits_of
from analysis.tone.model import LABELS
from analysis.tone.reading import tone_columns
from kentongan.core.errors import ModelError

CHOICE = Choice(1.0, 1.0, 1.0, 1.0)


@cache
def _posts() -> tuple[Traits, np.ndarray]:
    """Ninety posts on public offices, and how the shipped model reads them."""
    table = table_of("government_tone.tsv")[:90]
    posts = posts_of(table)
    return traits_of(posts, tone_columns(posts)), np.array([LABELS.index(tone) for tone in table["tone"]])


def lessons(labels: np.ndarray | None = None) -> Lessons:
    """All ninety with these labels."""
    traits, true = _posts()
    return Lessons("tone", traits, true if labels is None else labels, np.ones(len(true), np.float32))


def test_agreement_changes_little() -> None:
    """Who only says that the machine is right gets the same answers, and still does with few decisions."""
    shipped = lessons().base.argmax(axis=1)
    for chosen in (slice(None), slice(0, 10)):
        head = fit(lessons(shipped).rows(chosen), CHOICE)
        assert (head.scores(lessons().base, lessons().traits).argmax(axis=1) == shipped).mean() >= 0.9


def test_a_way_of_judging_is_learnt() -> None:
    """An office that calls every neutral post negative is understood on posts it did not correct."""
    _, true = _posts()
    own = np.where(true == LABELS.index("netral"), LABELS.index("negatif"), true)
    head = fit(lessons(own).rows(slice(0, 60)), CHOICE)
    rest = lessons(own).rows(slice(60, 90))
    said = head.scores(rest.base, rest.traits)
    assert np.allclose(said.sum(axis=1), 1, atol=1e-5)
    assert (said.argmax(axis=1) == rest.labels).mean() > (rest.base.argmax(axis=1) == rest.labels).mean() + 0.1


def test_a_layer_is_kept_and_read_back(tmp_path: Path) -> None:
    """The same answers from the file; other columns untouched; sarcasm and empty posts respected."""
    head = fit(lessons(), CHOICE)
    OfficeModel({"tone": head}, {"by": "Sari"}).save(tmp_path, "nada-0001")
    model = OfficeModel.load(tmp_path, "nada-0001")
    table = table_of("government_tone.tsv")[:20]
    posts = posts_of(table)
    posts.loc[3, ["title", "text"]] = ""
    read = tone_columns(posts)
    taught = model.reread(posts, read)

    assert model.digest
    assert list(taught.columns) == list(read.columns)
    assert taught.dtypes.to_dict() == read.dtypes.to_dict()
    assert taught.loc[3].to_dict() == read.loc[3].to_dict()
    assert taught["tone_agency"].tolist() == read["tone_agency"].tolist()
    scores = taught[["tone_negatif", "tone_netral", "tone_positif"]].to_numpy()
    assert taught["tone"].tolist() == [LABELS[i] for i in scores.argmax(axis=1)]
    assert not (taught["potential_negative"] & (taught["tone"] == "negatif")).any()
    assert np.allclose(scores[:3], head.scores(lessons().base, lessons().traits)[:3], atol=2e-3)


@pytest.mark.parametrize("damage", ["cut", "card", "gone", "version"])
def test_a_damaged_layer_is_refused(tmp_path: Path, damage: str) -> None:
    """Half a file, a card that is none, no file, another version."""
    head = fit(lessons().rows(slice(0, 30)), CHOICE)
    OfficeModel({"tone": head}, {}).save(tmp_path, "nada-0001")
    arrays, card = tmp_path / "nada-0001.npz", tmp_path / "nada-0001.json"
    if damage == "cut":
        arrays.write_bytes(arrays.read_bytes()[:-100])
    elif damage == "card":
        card.write_text("[]", encoding="utf-8")
    elif damage == "gone":
        arrays.unlink()
    else:
        card.write_text(card.read_text("utf-8").replace('"traits": "1"', '"traits": "0"'), encoding="utf-8")
    with pytest.raises(ModelError):
        OfficeModel.load(tmp_path, "nada-0001")


def test_lessons_outlive_the_words() -> None:
    """Numbers in, numbers out; bytes of something else are refused; nothing at all is no error."""
    traits, _ = _posts()
    back = unpack(pack(traits.rows(slice(0, 5))))
    for head in HEADS:
        assert np.array_equal(back.base[head], traits.base[head][:5])
    assert np.array_equal(back.dense, traits.dense[:5])
    assert abs(back.words - traits.words[:5]).max() < 1e-3
    assert len(unpack([])) == 0
    for wrong in (b"", b"abcd", pack(traits.rows(slice(0, 1)))[0][:-3]):
        with pytest.raises(ValueError, match="lesson"):
            unpack([wrong])


def test_copies_share_a_fold() -> None:
    """A post and its copy are never on both sides of a split."""
    traits, true = _posts()
    doubled = traits.rows(np.tile(np.arange(20), 2))
    groups = groups_of(doubled.words)
    assert groups[:20].tolist() == groups[20:].tolist()
    folds = folds_of(groups, np.tile(true[:20], 2))
    assert folds[:20].tolist() == folds[20:].tolist()
    assert len(set(folds.tolist())) > 1


def test_errors_alone_get_a_counterweight() -> None:
    """Corrections that only contradict the machine are joined by uncorrected posts until one in four is an error."""
    traits, _ = _posts()
    shipped = traits.base["tone"].argmax(axis=1)
    wrong = (shipped[:10] + 1) % 3
    assert stand_ins(shipped[:10], wrong) == 30
    assert stand_ins(shipped[:10], shipped[:10]) == 0
    few = Lessons("tone", traits.rows(slice(0, 10)), wrong, np.ones(10, np.float32))
    more = with_others(few, traits.rows(slice(10, 90)), 30)
    assert len(more) == 40
    assert (more.weights[:10] == 1).all()
    assert (more.weights[10:] < 1).all()
    head = fit(more, CHOICES[4])
    rest = traits.rows(slice(60, 90))
    kept = (head.scores(rest.base["tone"], rest).argmax(axis=1) == shipped[60:90]).mean()
    alone = fit(few, CHOICES[4]).scores(rest.base["tone"], rest).argmax(axis=1)
    assert kept > (alone == shipped[60:90]).mean()


def test_comparisons() -> None:
    """Tests and intervals against values from the books."""
    assert mcnemar(9, 1) == pytest.approx(11 / 1024)
    assert mcnemar(0, 0) == 1.0
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)
    assert wilson(8, 10).low == pytest.approx(0.4902, abs=1e-3)
    before, after = np.array([True] * 50 + [False] * 50), np.array([True] * 70 + [False] * 30)
    found = gain(before, after)
    assert found.value == pytest.approx(0.2)
    assert 0.1 < found.low < 0.2 < found.high < 0.3
    truth = np.array([0, 1, 2, 0])
    held = compared(truth, np.array([0, 0, 0, 0]), np.array([0, 1, 2, 1]))
    assert (held.n, held.shipped, held.taught, held.helped, held.harmed) == (4, 0.5, 0.75, 2, 1)
    assert not held.better
