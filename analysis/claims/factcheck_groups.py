"""Fact-checks of one claim by several publishers: near-identical titles or claims are one group, all of them are kept.

Candidates by cosine of TF-IDF vectors of the title's own words (tags and words of every fact-check left out), then a check
word by word: most of both titles shared, and no amount, year, place, institution or name that differs. A pair that is
not grouped costs a second line on the screen; a wrong one would lend a verdict to another claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.claims.details import conflicts, details
from analysis.claims.vectors import BOILERPLATE
from analysis.text.tokens import content_words, stems
from kentongan.core.findings import FactCheck
from kentongan.core.verdicts import title_tag

#: Cosine from which a pair is looked at, and shares of the shorter and of the longer title that both must hold.
LOOKED_AT: Final = 0.7
SHORTER, LONGER, LEAST = 0.85, 0.7, 4
_NEAREST: Final = 12
_LEAD: Final = re.compile(
    r"^(?:\W{0,3}[\[(][^\])]{2,40}[\])]\s*|(?:cek fakta|periksa fakta|fakta atau hoaks|hoaks atau fakta|hoaks|salah|keliru)\s*[:!,]\s*)+",
    re.IGNORECASE,
)


def claim_of(check: FactCheck) -> str:
    """What a fact-check's title says was claimed, without tag and rubric; its claim where the title is nothing else."""
    title = _LEAD.sub("", check.title).strip()
    return title if len(title.split()) >= 3 or not check.narrative else check.narrative[:300]


def group_factchecks(checks: Sequence[FactCheck], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Groups that are new or changed: fact-check → id of its group, which is one of its members'.

    Args:
        checks: the whole library.
        known: the groups as they are; those with "" or without one are placed. None = place all.
    """
    known = known or {}
    fresh = [i for i, check in enumerate(checks) if not known.get(check.id)]
    if not fresh:
        return {}
    texts = [claim_of(check) for check in checks]
    words = [frozenset(stems([w for w in content_words(text) if w not in BOILERPLATE])) for text in texts]
    pairs = [(a, b) for a, b in _candidates(words, fresh) if _alike(words[a], words[b])]
    rare = _rarity(words)
    read = {i: details(texts[i]) for i in {i for pair in pairs for i in pair}}
    same = [
        (a, b) for a, b in pairs if not conflicts(read[a], read[b], rare) and not _other_verdict(checks[a], checks[b])
    ]
    return _named(checks, same, known, fresh)


def _candidates(words: Sequence[frozenset[str]], fresh: Sequence[int]) -> list[tuple[int, int]]:
    from sparse_dot_topn import sp_matmul_topn

    vectors = _vectors(words)
    near = sp_matmul_topn(vectors[fresh], vectors.T.tocsr(), top_n=_NEAREST, threshold=LOOKED_AT, n_threads=1).tocoo()
    rows = np.asarray(fresh)[near.row]
    low, high = np.minimum(rows, near.col), np.maximum(rows, near.col)
    found = np.unique(np.column_stack([low, high])[low < high], axis=0)
    return [(int(a), int(b)) for a, b in found]


def _vectors(words: Sequence[frozenset[str]]) -> Any:
    places: dict[str, int] = {}
    columns = [places.setdefault(word, len(places)) for one in words for word in sorted(one)]
    rows = np.repeat(np.arange(len(words)), [len(one) for one in words])
    matrix = sparse.csr_matrix(
        (np.ones(len(columns), dtype=np.float32), (rows, columns)), shape=(len(words), max(len(places), 1))
    )  # fmt: skip
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    matrix = matrix @ sparse.diags(np.log((len(words) + 1) / (frequency + 1)) + 1).astype(np.float32)
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.maximum(norms, 1e-9)).astype(np.float32) @ matrix).tocsr()


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if one == other:
        return len(one) >= 2
    shared, short, long = len(one & other), min(len(one), len(other)), max(len(one), len(other))
    return shared >= LEAST and shared >= SHORTER * short and shared >= LONGER * long


def _rarity(words: Sequence[frozenset[str]]) -> Any:
    """A word of at most 3 in 1,000 titles may be a name."""
    counts: dict[str, int] = {}
    for one in words:
        for word in one:
            counts[word] = counts.get(word, 0) + 1
    most = max(3.0, 0.003 * len(words))
    return lambda token: counts.get(next(iter(stems([token])), token), 0) <= most


def _other_verdict(one: FactCheck, other: FactCheck) -> bool:
    """One title says true and the other one false: whatever the words, not one answer."""
    true = {"benar", "fakta"}
    left, right = title_tag(one.title).casefold(), title_tag(other.title).casefold()
    return bool(left and right) and (left in true) != (right in true)


def _named(
    checks: Sequence[FactCheck], same: Sequence[tuple[int, int]], known: Mapping[str, str], fresh: Sequence[int]
) -> dict[str, str]:
    """Components over the new pairs and the known groups; the earliest member of a component names it."""
    edges = list(same)
    first: dict[str, int] = {}
    for i, check in enumerate(checks):
        group = known.get(check.id)
        if group:
            edges.append((first.setdefault(group, i), i))
    left, right = zip(*edges, strict=True) if edges else ((), ())
    size = len(checks)
    graph = sparse.csr_matrix((np.ones(len(edges)), (left, right)), shape=(size, size))
    component = connected_components(graph, directed=False)[1]
    names: dict[int, str] = {}
    held: dict[int, str] = {}
    for i in sorted(range(size), key=lambda i: (checks[i].date or "9999", checks[i].id)):
        # A group keeps its name as long as it lives.
        if known.get(checks[i].id):
            held.setdefault(int(component[i]), known[checks[i].id])
        names.setdefault(int(component[i]), checks[i].id)
    final = {checks[i].id: held.get(int(component[i]), names[int(component[i])]) for i in range(size)}
    touched = {int(component[i]) for i in fresh}
    return {
        check.id: final[check.id]
        for i, check in enumerate(checks)
        if int(component[i]) in touched and final[check.id] != known.get(check.id, "")
    }
