"""What a place is talked of.

Where nearly all posts that name a village in these days speak of one matter, one more that names it probably does as
well, even if it says no more than "how shall my child get to school tomorrow".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from analysis.issues.corpus import Corpus

NEAR_DAYS = 1.5
LEAST_POSTS = 5
LEAST_SHARE = 0.6


class TalkOfPlaces:
    """Who speaks of which place when, and in which issue; copies folded.

    Args:
        corpus: the posts at hand.
        issue_of: post → issue.
    """

    def __init__(self, corpus: Corpus, issue_of: Mapping[str, str]) -> None:
        self._said: dict[str, list[tuple[float, str]]] = {}
        for post, reading, day in corpus.distinct():
            if day is not None:
                for place in reading.places:
                    self._said.setdefault(place, []).append((day, issue_of.get(post, "")))

    def of(self, places: Mapping[str, float], day: float | None) -> str:
        """The issue that one of the places is talked of for, the rarest named place first; "" for none."""
        if day is None:
            return ""
        for place in sorted(places, key=lambda name: (len(self._said.get(name, ())), name)):
            near = [issue for when, issue in self._said.get(place, ()) if abs(when - day) <= NEAR_DAYS]
            counts = Counter(near)
            for issue, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
                if issue and count >= LEAST_POSTS and count >= LEAST_SHARE * len(near):
                    return issue
        return ""
