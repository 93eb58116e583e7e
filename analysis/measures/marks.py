"""Posts in which spans are marked: the plain text, and where each span stands in it."""

from __future__ import annotations

import re


def unmarked(marked: str, mark: re.Pattern[str]) -> tuple[str, list[tuple[int, int, str]]]:
    """Take the marks out of a post.

    Args:
        marked: the post as labelled.
        mark: matches one mark; its groups ``words`` and ``label`` are what stands in the post and what is said of it.

    Returns:
        The text, and (start, end, label) of each span in it, in order.
    """
    text, spans, last = "", [], 0
    for found in mark.finditer(marked):
        text += marked[last : found.start()]
        spans.append((len(text), len(text) + len(found["words"]), found["label"]))
        text += found["words"]
        last = found.end()
    return text + marked[last:], spans
