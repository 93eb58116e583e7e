"""What everybody speaks of is one issue, however differently the posts are worded."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from analysis.grouping_index import GroupingIndex
from analysis.subjects import NONE, find_subjects, mostly_of, with_subjects

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
    posts = np.ones(900, dtype=bool)
    found = find_subjects(counts, seconds, posts)
    assert found.terms.tolist() == [STORM]
    subject = found.of(counts, seconds, posts)
    assert (subject != NONE).tolist() == [post // 300 == 1 and post % 2 == 0 for post in range(900)]
    late = words((STORM,), (NIGHT,))
    both = np.ones(2, dtype=bool)
    assert found.of(late, np.array([2, 2]) * DAY, both).tolist() == [NONE, NONE]
    assert found.of(late, np.array([2, 2]) * DAY, both, goes_on=1).tolist() == [0, NONE]
    assert found.of(late, np.array([1, 1]) * DAY, ~both).tolist() == [NONE, NONE], "articles are not read"


def test_without_other_days_nothing_is_told() -> None:
    """One day, no posts, and articles alone have no subjects."""
    counts, seconds = stream()
    posts = np.ones(900, dtype=bool)
    for some in (slice(300, 600), slice(0, 0)):
        assert find_subjects(counts[some], seconds[some], posts[some]).number == 0
    assert find_subjects(counts, seconds, ~posts).number == 0


def test_issues_that_are_mostly_of_a_subject_are_one() -> None:
    """Two issues and a lone post of the subject become one; an issue with few of its posts stays, others keep apart."""
    story = np.array([0, 0, 1, 1, 2, 3, 3, 3])
    subject = np.array([0, 0, 0, NONE, 0, 0, NONE, NONE])
    issue, of_subject = with_subjects(np.array([0, 1, NONE, 2]), story, subject)
    assert issue[0] == issue[1] == issue[2] == of_subject[0]
    assert issue[3] not in {issue[0], NONE}
    assert sorted(set(issue.tolist())) == [0, 1]
    lost = with_subjects(np.array([0]), np.zeros(3, dtype=np.int64), np.array([0, NONE, NONE]))
    assert lost[0].tolist() == [0]
    assert lost[1].tolist() == [NONE]
    assert mostly_of(np.array([0, 0]), np.array([1, NONE]), 2).tolist() == [1, NONE]


def test_an_index_has_the_issue_and_goes_on_with_it() -> None:
    """Posts that share nothing but the storm stand in one issue, and so does what comes an hour later."""
    chance = np.random.default_rng(1)
    letters = np.array(list("bcdfghjklmnpqrstvwxyz"))

    def post(number: int) -> dict[str, object]:
        own = " ".join("".join(chance.choice(letters, 7)) for _ in range(6))
        day, storm = number // 120, number // 120 == 1 and number % 2 == 0
        at = pd.Timestamp("2026-06-01", tz="UTC") + pd.Timedelta(days=day, seconds=60 * (number % 120))
        text = f"badai {own}" if storm else own
        return {
            "id": f"p{number}",
            "title": "",
            "text": text,
            "source": "x",
            "kind": "social",
            "author": f"w{number}",
        } | {"published_at": at}

    posts = pd.DataFrame([post(number) for number in range(360)])
    posts["published_at"] = posts["published_at"].astype("datetime64[us, UTC]")
    index = GroupingIndex(posts)
    issue = index.columns().set_index("id").loc[posts["id"], "issue"]
    storm = posts["text"].str.startswith("badai").to_numpy()
    assert set(issue[storm]) != {""}
    assert issue[storm].nunique() == 1
    assert set(issue[~storm]) == {""}
    later = posts.iloc[[120, 121]].assign(id=["n0", "n1"], text=["badai angin ribut sekali", "pasar ikan ramai sekali"])
    later["published_at"] = posts["published_at"].max() + pd.Timedelta(hours=1)
    assert index.add(later)["issue"].tolist() == [issue[storm].iloc[0], ""]
