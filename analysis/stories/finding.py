"""Posts → stories (peristiwa): posts about one event within a few days.

Works on representatives (copies follow theirs) and looks twice:

1. The *first look* (`analysis.stories.first_look`) weighs words by rarity and says which posts belong to any event at all.
2. The *second look* weighs words by what they tell about the stories just found (`analysis.stories.words`). Communities
   of the closest neighbours among the posts inside, whose common words must not be chance where much of the stream
   belongs to no event; parts of one event merge by their centroids; groups without words of their own are chatter and
   fall apart; posts whom the rest of their story does not vouch for leave it (`analysis.stories.members`); lone posts
   attach to the story that explains their words (`analysis.stories.attachment`). The second round of attaching sees the
   stories grown by the first and asks for more; at last every member is looked at again.

One setting serves short posts and articles, alone or mixed, at every size: docs/algorithms.md has the figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.copies.finding import time_order
from analysis.stories.attachment import attach_lone
from analysis.stories.centroids import merge_alike, paired
from analysis.stories.communities import communities, dense
from analysis.stories.features import Weighted, hash_terms, lead_texts, tfidf
from analysis.stories.first_look import ease_of, first_look
from analysis.stories.members import without_strangers
from analysis.stories.neighbours import Edges, nearest, texts_in_view
from analysis.stories.words import reweighted, without_chatter
from kentongan.core.ids import content_id

Ints = npt.NDArray[np.int64]

HOUR = 3600
NEWS_WINDOW = 72 * HOUR
POST_WINDOW = 48 * HOUR


@dataclass(frozen=True, slots=True)
class Second:
    """The second look (see the module).

    Args:
        gate: posts that make a group large enough to be looked at again, to merge and to take in others.
        cosine: least of an edge.
        evidence: least of an edge by the first look; eased by how eventful the stream is (`stories.first_look.ease_of`).
        merge: least cosine of the centroids of two groups that merge.
        own_words: least share of words of its own (`analysis.stories.words.own_words`).
        attach: least log odds of a lone post, per round.
        stay, stay_few: least log odds of a member, in a group that passes the gate and in a smaller one.
    """

    gate: int = 4
    cosine: float = 0.40
    evidence: float = 0.0
    merge: float = 0.45
    own_words: float = 0.52
    attach: tuple[float, ...] = (0.0, 0.5)
    stay: float = 0.75
    stay_few: float = 3.0


SECOND = Second()


def canonical_order(posts: pd.DataFrame) -> Ints:
    """Row positions by time of publication (unknown last), then id: the order in which everything is computed."""
    return time_order(posts["published_at"], posts["id"].to_numpy(dtype=object))


def story_columns(posts: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """The story of every post.

    Args:
        posts: the frame of posts.
        copies: `copy_group` and `representative` of the same rows (`analysis.copies.finding.copy_columns`).

    Returns:
        One column `story`, ids derived from the story's earliest post; a post that fits nothing is its own story. The
        answer does not depend on the order of the rows.
    """
    stands = copies["representative"].to_numpy(dtype=bool)
    chosen = np.flatnonzero(stands)
    if not len(chosen):
        return pd.DataFrame({"story": pd.Series([], dtype=str)}, index=posts.index[:0])
    order = canonical_order(posts.iloc[chosen])
    chosen = chosen[order]
    sample = posts.iloc[chosen]
    labels = group_stories(sample)
    ids = sample["id"].tolist()
    first = np.unique(labels, return_index=True)[1]
    names = np.array([content_id("s", ids[position]) for position in first.tolist()], dtype=object)
    by_group = pd.Series(names[labels], index=copies["copy_group"].to_numpy()[chosen])
    return pd.DataFrame({"story": by_group.loc[copies["copy_group"].to_numpy()].to_numpy()}, index=posts.index)


def group_stories(posts: pd.DataFrame) -> Ints:
    """A story number for each row; rows must be distinct texts in canonical order."""
    weighted = tfidf(hash_terms(lead_texts(posts)))
    return look_twice(weighted, posts)[0]


def look_twice(weighted: Weighted, posts: pd.DataFrame, unseen: Ints | None = None) -> tuple[Ints, Weighted]:
    """A story number for each row, and the texts as the second look weighed them.

    Args:
        weighted: the texts of `posts`.
        posts: distinct texts in canonical order.
        unseen: see `analysis.stories.neighbours.nearest`.
    """
    moments = posts["published_at"]
    dated = int(moments.notna().sum())
    seconds = moments.dt.as_unit("s").astype("int64").to_numpy()
    edges = nearest(weighted, seconds, dated, windows_of(posts), unseen)
    first = first_look(weighted, edges)
    weighted = reweighted(weighted, first)
    in_view = texts_in_view(seconds, dated, windows_of(posts), weighted.kinds)
    return second_look(weighted, edges, first, in_view), weighted


def windows_of(posts: pd.DataFrame) -> Ints:
    """Seconds between each post and the furthest that may be of its story."""
    return np.where(posts["kind"].to_numpy() == "news", NEWS_WINDOW, POST_WINDOW).astype(np.int64)


def second_look(weighted: Weighted, edges: Edges, first: Ints, in_view: Ints, rules: Second = SECOND) -> Ints:
    """Story numbers after a look at the texts with words weighed by what they tell about the stories of the first.

    Args:
        weighted: the texts, so weighed.
        edges: from texts to their neighbours.
        first: story numbers.
        in_view: see `attach_lone`.
        rules: see `Second`.
    """
    n = weighted.rows.shape[0]
    inside = np.bincount(first, minlength=1)[first] >= rules.gate
    if not inside.any():
        return first
    # the neighbours of the first look serve again: searching anew finds no better ones
    among = inside[edges.rows] & inside[edges.columns]
    one, other = edges.rows[among], edges.columns[among]
    cosine = paired(weighted.rows, weighted.rows, one, other)
    ease = ease_of(inside, weighted.kinds)
    close = (cosine >= rules.cosine) & (edges.evidence[among] >= rules.evidence - np.minimum(ease[one], ease[other]))
    labels = communities(n, one[close], other[close], cosine[close])
    labels = dense(np.where(inside, labels, labels.max() + 1 + first))
    labels = merge_alike(weighted.rows, labels, edges, gate=rules.gate, least=rules.merge)
    labels = without_chatter(weighted.counts, labels, rules.own_words)
    labels = without_strangers(weighted, labels, in_view, gate=rules.gate, least=rules.stay, few=rules.stay_few)
    for least in rules.attach:
        labels = attach_lone(weighted, labels, edges, in_view, gate=rules.gate, least=least)
    return without_strangers(weighted, labels, in_view, gate=rules.gate, least=rules.stay, few=rules.stay_few)
