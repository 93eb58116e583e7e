"""The words of posts as the search knows them: their stems, made when a post comes in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from analysis.text.tokens import stems
from kentongan.core.posts import Post
from kentongan.core.search_terms import stems_of
from kentongan.pipeline.workspace import Workspace
from kentongan.store.posts import AddResult

_LATE = "stems_before"
_PORTION = 1000


@lru_cache(50_000)
def stem(word: str) -> str:
    """The stem of a word in lower case (Snowball's Indonesian stemmer): "kebanjiran" → "banjir"."""
    return stems((word,))[0]


def add_posts(workspace: Workspace, posts: Iterable[Post]) -> AddResult:
    """Put posts on the shelf, to be found by their words in every form; the one way in for all use cases."""
    return workspace.store.posts.add(posts, stems=_stems)


def index_late(workspace: Workspace) -> int:
    """Make the stems of posts that came in before there were any; returns how many. Goes on where it was cut off."""
    settings, shelf = workspace.store.settings, workspace.store.posts
    count = 0
    while mark := settings.get(_LATE):
        some = shelf.before_seq(int(mark), _PORTION)
        with workspace.store.writing():
            shelf.put_stems({post.id: _stems(post) for _, post in some if post.title or post.text})
            if some:
                settings.put(_LATE, str(some[-1][0]))
            else:
                settings.remove(_LATE)
        count += len(some)
    return count


def _stems(post: Post) -> str:
    return stems_of((post.title, post.text), stem)
