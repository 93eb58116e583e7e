"""The judge of masking's learnt part: which of the tagger's proposals are somebody's, weighed by what the whole post says.

Learnt from what a tagger proposes in posts of writers and everyday texts that it has not learnt from, so that it knows how
far a tagger can be trusted with strangers. A logistic regression over the traits of `analysis/personal/judged.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from analysis.measures.personal import Case
from analysis.personal.judged import TRAITS
from analysis.personal.learnt import TAGS, proposals
from analysis.personal.masking import found_by_rules, readable

#: How much a false proposal in a post without personal data weighs beside one in a post that is masked anyway.
CLEAN_WEIGHT = 3.0
STRENGTH = 0.3
#: What a proposal must score for being masked, by kind: address, account, plate. Chosen on held-out writers.
LEAST = (0.3, 0.2, 0.5)


class Row(NamedTuple):
    """A proposal: its kind and traits, whether it lies in personal data, and whether its post has none."""

    kind: int
    traits: list[int]
    true: bool
    clean: bool


def proposed(cases: Iterable[Case]) -> Iterator[Row]:
    """What the tagger in use proposes in these posts besides what the rules mask."""
    for case in cases:
        text, known = readable(case.text), sorted(found_by_rules(case.text))
        masked = {place for start, end, _ in known for place in range(start, end)}
        for proposal in proposals(text, known):
            start, end, kind = proposal.found
            if any(text[place].isalnum() and place not in masked for place in range(start, end)):
                true = any(start < stop and end > first for first, stop, _ in case.spans)
                yield Row(TAGS.index(kind) - 1, proposal.traits, true, not case.spans)


def fit_judge(rows: Sequence[Row]) -> NDArray[np.float32]:
    """What every trait adds, a row a kind; a sum above nought is masked."""
    judge = np.zeros((len(LEAST), TRAITS), np.float32)
    for kind, least in enumerate(LEAST):
        own = [row for row in rows if row.kind == kind]
        told = np.zeros((len(own), TRAITS), np.float32)
        for number, row in enumerate(own):
            told[number, row.traits] = 1
        weights = [CLEAN_WEIGHT if row.clean and not row.true else 1.0 for row in own]
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(told, [row.true for row in own], weights)
        judge[kind] = model.coef_[0]
        # The first trait stands at every proposal.
        judge[kind, 0] += model.intercept_[0] - least
    return judge
