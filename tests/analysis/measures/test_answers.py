"""Scores of answers: classes, counts, spans and marks; what a shipped set's marks mean."""

from __future__ import annotations

import pytest

from analysis.measures import people, personal, places
from analysis.measures.answers import Answers, Labelled, Marks, Measure, Share, Spans, by_part, scores_of
from analysis.measures.tasks import MEASURES
from analysis.measures.words import METRICS, PARTS, was_seen
from kentongan.core.messages import Say


def _scores(answers: Answers) -> dict[str, float]:
    measure = Measure("m", Say("ukuran", "measure"), "government_tone.tsv", lambda _: answers)
    return {f"{one.part}/{one.metric}": round(one.score.value, 3) for one in scores_of(measure)}


def test_classes() -> None:
    """Accuracy, macro-F1 over what is true, and what the score is worth where there is one."""
    answers = by_part(["check"] * 5, list("aabbb"), list("aabba"), [0.9, 0.9, 0.9, 0.9, 0.4])
    assert _scores(answers) == {
        "check/accuracy": 0.8, "check/macro_f1": 0.8, "check/surest": 1.0, "check/ece": 0.16,
    }  # fmt: skip
    assert set(_scores({"": Labelled(["a"], ["a"])})) == {"/accuracy", "/macro_f1"}


def test_counts_spans_and_marks() -> None:
    """A share; F1 of spans over texts; precision, recall and F1 of a mark."""
    assert _scores({"": Share(3, 4)}) == {"/share": 0.75}
    assert _scores({"": Spans([(2, 0, 1), (1, 1, 0)])}) == {"/f1": 0.75}
    assert _scores({"": Marks([True, True, False, False], [True, False, True, False])}) == {
        "/precision": 0.5, "/recall": 0.5, "/f1": 0.5,
    }  # fmt: skip


def test_marked_posts_are_read() -> None:
    """What is marked in a post stands in its text, and the spans name it."""
    (case,) = personal.cases_in("check\tWA {t:0812 3000 4000} ya\\nmin")
    assert case.text == "WA 0812 3000 4000 ya\nmin"
    assert [case.text[start:end] for start, end, _ in case.spans] == ["0812 3000 4000"]
    assert personal.hidden(case) == [True]
    with pytest.raises(ValueError, match="no span"):
        personal.cases_in("check\ttanpa tanda")
    (post,) = places.posts_in("check\t33.02\tn\tK\tBanjir di [Sumbang=33.02.20|?]")
    assert post.text == "Banjir di Sumbang"
    assert (post.gold[0].codes, post.gold[0].may_stay_open) == (frozenset({"33.02.20"}), True)
    (told,) = people.posts_in("check\tkata {p:Slamet} kepada [a:Dinkes]")
    assert told.text == "kata Slamet kepada Dinkes"


def test_every_part_and_metric_has_words() -> None:
    """What `kentongan accuracy` and the page print is said in words; every task has its own name."""
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
    found = scores_of(next(measure for measure in MEASURES if measure.name == "clean"))
    assert {one.part for one in found} <= set(PARTS)
    assert {one.metric for one in found} <= set(METRICS)
    assert was_seen("choose")
    assert not was_seen("check")
