"""Scores against values worked out by hand."""

import pytest

from analysis.learning.scoring import accuracy, confusion, ece, f1_of, interval, macro_f1, surest

TRUE = ["a", "a", "b", "b", "c"]
SAID = ["a", "b", "b", "b", "a"]


def test_accuracy_and_f1() -> None:
    """a: 1 hit of 2 true and 2 said; b: 2 hits of 2 and 3; c: never said."""
    assert accuracy(TRUE, SAID) == pytest.approx(3 / 5)
    assert [f1_of(TRUE, SAID, label) for label in "abc"] == pytest.approx([2 / 4, 4 / 5, 0.0])
    assert macro_f1(TRUE, SAID, "abc") == macro_f1(TRUE, SAID) == pytest.approx((0.5 + 0.8) / 3)


def test_interval_is_repeatable_and_holds_the_score() -> None:
    """The same seed gives the same interval; all right gives no width."""
    low, high = interval(accuracy, TRUE * 20, SAID * 20)

    assert (low, high) == interval(accuracy, TRUE * 20, SAID * 20)
    assert 0.4 < low < 0.6 < high < 0.8
    assert interval(accuracy, TRUE, TRUE) == (1.0, 1.0)


def test_confusion_counts() -> None:
    """Rows are true, columns are said."""
    rows = [line.split() for line in confusion(TRUE, SAID, "abc").splitlines()[1:]]

    assert rows == [["a", "1", "1", "0"], ["b", "0", "2", "0"], ["c", "1", "0", "0"]]


def test_calibration_error() -> None:
    """Four answers at .75 of which three are right are calibrated; all wrong at 1.0 is as bad as can be."""
    assert ece([True, True, True, False], [0.75] * 4) == pytest.approx(0.0)
    assert ece([False, False], [1.0, 1.0]) == pytest.approx(1.0)
    assert ece([True, False], [0.95, 0.55]) == pytest.approx((0.05 + 0.55) / 2)


def test_surest_leaves_the_doubtful_out() -> None:
    """The one wrong answer has the lowest score."""
    assert surest([True, True, True, True, False], [0.9, 0.8, 0.9, 0.7, 0.4]) == 1.0


def test_unequal_lengths_are_refused() -> None:
    """A lost answer must not pass unseen."""
    with pytest.raises(ValueError, match="one length"):
        accuracy(["a"], ["a", "b"])
