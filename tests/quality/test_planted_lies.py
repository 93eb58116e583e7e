"""The check of faithfulness against 200 planted lies, and against true retellings, which it must leave alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from analysis.summaries.faithfulness import doubts

FILE = Path(__file__).parent / "planted_lies.tsv"
#: Facts whose misses were read while the check was made.
CHOSEN = 20


@dataclass
class Fact:
    """A post, true retellings of it, and lies by kind."""

    post: str
    truths: list[str] = field(default_factory=list)
    lies: list[tuple[str, str]] = field(default_factory=list)


def facts() -> list[Fact]:
    """All of them, in the file's order."""
    found: list[Fact] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition("\t")
        if mark == "S":
            found.append(Fact(rest))
        elif mark == "T":
            found[-1].truths.append(rest)
        elif mark == "L":
            kind, _, lie = rest.partition("\t")
            found[-1].lies.append((kind, lie))
    return found


def caught(some: list[Fact]) -> tuple[int, int, int, int]:
    """Lies caught, lies, truths doubted, truths."""
    lies = [bool(doubts(lie, [fact.post])) for fact in some for _, lie in fact.lies]
    truths = [bool(doubts(truth, [fact.post])) for fact in some for truth in fact.truths]
    return sum(lies), len(lies), sum(truths), len(truths)


def test_planted_lies_are_caught() -> None:
    """At least 190 of 200, and 95 of the 100 nobody looked at."""
    found, all_lies, doubted, all_truths = caught(facts())
    assert all_lies == 200
    assert found >= 198
    assert doubted <= 1
    assert all_truths == 80
    found, all_lies, doubted, _ = caught(facts()[CHOSEN:])
    assert all_lies == 100
    assert found >= 99
    assert doubted == 0


def test_a_post_bears_out_itself() -> None:
    """Every post is faithful to itself, whole and sentence by sentence."""
    for fact in facts():
        assert doubts(fact.post, [fact.post]) == ()


def test_what_the_program_counted_needs_no_post() -> None:
    """A figure of the report and the office's own name."""
    post = "Warga mengeluhkan air keruh di Sukamaju."
    said = "Sebanyak 37 warga mengeluhkan air keruh di Sukamaju, menurut Diskominfo Wanasari."
    assert {doubt.kind for doubt in doubts(said, [post])} == {"number", "word"}
    assert doubts(said, [post], known=["37", "Diskominfo Wanasari"]) == ()


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_gets_an_answer(sentence: str, post: str) -> None:
    """Whatever stands in posts: no error; a post bears out its own numbers, words and negations, whatever they are.

    Who did what may be doubted where one verb stands twice in it with others around.
    """
    doubts(sentence, [post])
    assert {doubt.kind for doubt in doubts(post, [post])} <= {"role"}
