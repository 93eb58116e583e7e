"""What these tables hold as written by us is in our words: fact-checks' texts are asked for by id, row or hash."""

import csv
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from training.claim_pairs import FILES, LEARNT, MEASURED, read_pairs

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
#: So many words in a row that also stand in a fact-check's circulating text are a copy.
RUN = 8
OWN = (
    "training/agency_posts.tsv",
    "training/claim_posts.tsv",
    "training/claim_posts_2.tsv",
    "training/day_posts.tsv",
    "training/day_posts_2.tsv",
    "training/office_posts.tsv",
    "training/office_posts_2.tsv",
    "training/office_posts_3.tsv",
    "training/stance_posts.tsv",
    "analysis/data/measure/agency_tone.tsv",
    "analysis/data/measure/citizen_posts.tsv",
    "analysis/data/measure/government_tone.tsv",
    "analysis/data/measure/stance_cases.tsv",
    "tests/quality/government_tone_2.tsv",
    "analysis/data/measure/government_tone_3.tsv",
    *(f"tests/quality/stance_posts{part}.tsv" for part in ("", "_2", "_3")),
    "analysis/data/measure/stance_posts_4.tsv",
)


def _words(text: str) -> list[str]:
    return re.sub(r"[^\w\s]", " ", text.lower()).split()


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[k:] for k in range(RUN)), strict=False)


def _table(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.shared
def test_nothing_of_ours_copies_a_circulating_text(shared_data: Path) -> None:
    """No message beside a fact-check, and no post of ours, shares eight words in a row with any fact-check's text."""
    pairs = read_pairs((*FILES, *MEASURED, *LEARNT))
    texts = [*pairs.text[pairs.right], *(row.get("text") or "" for name in OWN for row in _table(ROOT / name))]
    ours = {run for text in texts for run in _runs(_words(text))}
    openings = {run[:2] for run in ours}
    copied = set()
    with (shared_data / "hoax" / "factchecks.jsonl").open("rb") as lines:
        for line in lines:
            words = _words(json.loads(line)["narrative"] or "")
            if len(words) >= RUN and not openings.isdisjoint(pairwise(words)):
                copied |= ours.intersection(_runs(words))

    assert copied == set()


def test_texts_of_the_library_are_known_by_hash_alone() -> None:
    """Of the posts that others wrote the tables of stances hold no text."""
    for name in OWN:
        rows = _table(ROOT / name) if "/stance_posts" in name and "training" not in name else []
        assert all(not row["text"] for row in rows if row["source"] != "own")
