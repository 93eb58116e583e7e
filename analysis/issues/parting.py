"""Which stories of an issue have nothing to do with the rest of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.issues.corpus import Corpus
from analysis.issues.profiles import affinity, dot

FALLS_APART = 0.08


def leaving(
    corpus: Corpus, parts: Sequence[tuple[str, ...]], members: Sequence[str], *, local: bool
) -> Iterator[tuple[str, ...]]:
    """Those of the issue's stories that share neither words, matter, place nor fact-check with the rest.

    Args:
        corpus: the posts at hand.
        parts: the issue's real stories, two or more.
        members: all its posts at hand.
        local: see `analysis.issues.profiles.affinity`.
    """
    main = corpus.profile(max(parts, key=lambda ids: (len(ids), ids[0])))
    for ids in sorted(parts):
        mine = corpus.profile(ids)
        rest = [post for post in members if post not in {*ids}]
        found = affinity(mine, corpus.profile(rest), local=local)
        near = max(dot(mine.top, main.top), found.words)
        if near < FALLS_APART and not (found.matter or found.place or found.claim):
            yield ids
