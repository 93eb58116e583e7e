"""Reading posts with all the processor's cores: the same answers in the same order as one process gives.

The steps of `analysis.steps` look at one post at a time, so chunks can be read anywhere. Few posts are read here: other
processes cost about a second before their first post.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.speed.compiled import expect
from analysis.steps import Context, read_posts
from kentongan.pipeline.analysing.processes import helpful, size_of_next, work_in_order

if TYPE_CHECKING:
    import pandas as pd

#: Posts a chunk: enough to make the passing to and fro small, few enough to keep memory flat.
CHUNK = 1_000


def read_in_order(
    posts: pd.DataFrame, context: Context, *, chunk: int = CHUNK, processes: int | None = None
) -> Iterator[pd.DataFrame]:
    """The reading columns of `posts`, chunk by chunk in their order; the index is kept.

    Args:
        posts: the frame of posts.
        context: what the steps know beside the posts.
        chunk: posts a chunk, at most.
        processes: how many read at once; None = as many as help, 1 = this one alone.

    Raises:
        ModelError: a model file is damaged.
    """
    expect(len(posts))
    wanted = processes if processes is not None else helpful(len(posts))
    yield from work_in_order(_read, in_chunks(posts, chunk), context, processes=wanted)


def in_chunks(posts: pd.DataFrame, chunk: int = CHUNK) -> Iterator[pd.DataFrame]:
    """The frame in pieces of so many rows, the last ones smaller, so that all who work on them end together."""
    start = 0
    while start < len(posts):
        size = size_of_next(len(posts) - start, chunk)
        yield posts.iloc[start : start + size]
        start += size


def _read(context: Context, part: pd.DataFrame) -> pd.DataFrame:
    return read_posts(part, context)
