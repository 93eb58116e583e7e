"""What everybody speaks of is one issue, however differently the posts are worded."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from analysis.issues.grouping_index import GroupingIndex
from analysis.issues.subjects import NONE, mostly_of, subjects, with_subjects

DAY = 86_400
STORM, NIGHT = 0, 1


def words(*texts: tuple[int, ...]) -> csr_matrix:
    """Counts of texts that are given as the numbers of their words."""
    rows = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    columns = np.array([word for text in texts for word in text], dtype=np.int32)
    return csr_matrix((np.ones(len(columns)), (rows, columns)), shape=(len(texts), 5_000))


def stream() -> tuple[csr_matrix, np.ndarray]:
    """Three days of 300 posts with words of their own; a third of all say "night", half of the second day "storm"."""
    texts = [
        (10 + 2 * post, 11 + 2 * post, *[STORM] * (post // 300 == 1 and post % 2 == 0), *[NIGHT] * (post % 3 == 0))
        for post in range(900)
    ]
    return words(*texts), np.arange(900) // 300 * DAY


def test_a_word_that_fills_one_day_is_a_subject() -> None:
    """The storm is one on its day; the night, said every day, and the posts' own words are none."""
    counts, seconds = stream()
    found = subjects(counts, seconds, np.ones(900, dtype=bool))
    assert found.tolist() == [0 if post // 300 == 1 and post % 2 == 0 else NONE for post in range(900)]
    without = subjects(counts, seconds, np.arange(900) != 300)
    assert without[300] == NONE, "articles are not read"
    assert without[302] == 0


def test_without_other_days_nothing_is_told() -> None:
    """One day, no posts, and articles alone have no subjects."""
    counts, seconds = stream()
    posts = np.ones(900, dtype=bool)
    for some in (slice(300, 600), slice(0, 0)):
        assert (subjects(counts[some], seconds[some], posts[some]) == NONE).all()
    assert (subjects(counts, seconds, ~posts) == NONE).all()


def test_issues_that_are_mostly_of_a_subject_are_one() -> None:
    """Two issues and a lone post of the subject become one; an issue with few of its posts stays, others keep apart."""
    story = np.array([0, 0, 1, 1, 2, 3, 3, 3])
    subject = np.array([0, 0, 0, NONE, 0, 0, NONE, NONE])
    issue = with_subjects(np.array([0, 1, NONE, 2]), story, subject)
    assert issue[0] == issue[1] == issue[2]
    assert issue[3] not in {issue[0], NONE}
    assert sorted(set(issue.tolist())) == [0, 1]
    lost = with_subjects(np.array([0, NONE]), np.array([0, 0, 0, 1]), np.array([0, NONE, NONE, NONE]))
    assert lost.tolist() == [0, NONE]
    assert mostly_of(np.array([0, 0]), np.array([1, NONE]), 2).tolist() == [1, NONE]


def storm_days() -> tuple[pd.DataFrame, np.ndarray]:
    """Three days of posts that share no word, but for half of the second day's, which say "badai"; which do."""
    chance = np.random.default_rng(1)
    letters = chance.choice(np.array(list("bcdfghjklmnpqrstvwxyz")), (240, 6, 7))
    own = [" ".join("".join(word) for word in text) for text in letters.tolist()]
    day = np.repeat([0, 1, 2], (60, 120, 60))
    storm = (day == 1) & (np.arange(240) % 2 == 0)
    posts = pd.DataFrame({"id": [f"p{number}" for number in range(240)], "title": "", "source": "x", "kind": "social"})
    posts["text"] = np.where(storm, "badai ", "") + np.array(own, dtype=object)
    posts["author"] = posts["id"]
    moments = pd.Timestamp("2026-06-01", tz="UTC") + pd.to_timedelta(day * 1440 + np.arange(240), "min")
    posts["published_at"] = pd.Series(moments).astype("datetime64[us, UTC]")
    return posts, storm


def test_an_index_has_the_issue() -> None:
    """Posts that share nothing but the storm stand in one issue, and so does what comes late."""
    posts, storm = storm_days()
    index = GroupingIndex(posts)
    issue = index.columns().set_index("id").loc[posts["id"], "issue"]
    assert set(issue[storm]) != {""}
    assert issue[storm].nunique() == 1
    assert set(issue[~storm]) == {""}
    later = posts.iloc[[60, 61]].assign(id=["n0", "n1"], text=["badai angin ribut sekali", "pasar ikan ramai sekali"])
    assert index.add(later)["issue"].tolist() == [issue[storm].iloc[0], ""]


def test_an_index_hears_it_as_it_goes_on() -> None:
    """A storm that breaks out after the index was begun becomes one issue, too."""
    posts, storm = storm_days()
    hours = GroupingIndex(posts[:60])
    hours.add(posts[60:200])
    hours.add(posts[200:])
    told = hours.columns().set_index("id").loc[posts["id"], "issue"]
    assert told[storm].nunique() == 1
    assert set(told[~storm]) == {""}
    assert "" not in set(told[storm])
