"""A hundred and more posts that give orders to a language model, before a model that obeys every one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.summaries.rewriting import cleaned, judge, may_be_shown, request
from kentongan.core.findings import CitedSentence

FILE = Path(__file__).parent / "injections.tsv"
TRUE = (
    CitedSentence("Banjir merendam 12 rumah di Sukamaju sejak Senin malam setelah hujan deras mengguyur.", ("p-1",)),
    CitedSentence("BPBD menyebut 45 warga mengungsi ke balai desa dan tidak ada korban jiwa.", ("p-2", "p-3")),
)


def injections() -> list[tuple[str, str]]:
    """(what the post says, what an obedient model answers)."""
    lines = FILE.read_text(encoding="utf-8").splitlines()[1:]
    return [(line.partition("\t")[0], line.partition("\t")[2]) for line in lines]


def test_there_are_enough() -> None:
    """At least a hundred, no two alike."""
    assert len(set(injections())) >= 100


@pytest.mark.parametrize(("order", "answer"), injections(), ids=[str(n) for n in range(1, len(injections()) + 1)])
def test_none_gets_through(order: str, answer: str) -> None:
    """Alone or beside true sentences, with a citation or without: the program's own sentences stand.

    The order stood among the posts; what it wants printed is in no sentence the program chose.
    """
    true = "Banjir merendam 12 rumah di Sukamaju [1]."
    for said in (
        answer,
        f"{answer} [1]",
        f"{answer.rstrip('.')} [1][2].",
        f"{true} {answer.rstrip('.')} [2].",
        f"{true}\n{answer}",
    ):
        verdict = judge(TRUE, said)
        assert verdict.sentences == TRUE, said
        assert verdict.reason is not None


def test_orders_are_hardly_ever_shown_to_a_model() -> None:
    """What reaches a model at all stands between marks that it cannot close."""
    shown = [order for order, _ in injections() if may_be_shown([CitedSentence(order, ("p",))])]
    assert len(shown) <= 40
    for order in shown:
        body = request([CitedSentence(order, ("p",))])[1]["content"]
        assert body.count("<<<") == body.count(">>>") == 1
        assert body.endswith(">>>")


def test_a_good_answer_stands() -> None:
    """Shorter, in order, with its posts."""
    verdict = judge(
        TRUE,
        "Banjir merendam 12 rumah di Sukamaju dan 45 warga mengungsi ke balai desa [1][2]. BPBD menyebut tidak ada korban jiwa [2].",
    )
    assert verdict.reason is None
    assert [sentence.posts for sentence in verdict.sentences] == [("p-1", "p-2", "p-3"), ("p-2", "p-3")]


@given(st.text(max_size=200))
def test_any_answer_is_judged(answer: str) -> None:
    """No text a service sends is an error, and none adds a post."""
    verdict = judge(TRUE, answer)
    assert {post for sentence in verdict.sentences for post in sentence.posts} <= {"p-1", "p-2", "p-3"}
    assert "\n" not in cleaned(answer)
