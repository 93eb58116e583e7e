"""Voices: who is counted when posts are many and mouths are few."""

import pandas as pd

from analysis.emergence.voices import folded, independent, voices


def spoken(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Posts of (kind, source, author)."""
    frame = pd.DataFrame(rows, columns=["kind", "source", "author"])
    return frame.assign(id=[f"p{n}" for n in range(len(frame))])


def test_a_newsroom_is_one_voice_whoever_signs() -> None:
    """Two reporters of one outlet are one; one reporter's name in two outlets is two."""
    assert voices(spoken(("news", "Pos", "Ani"), ("news", "Pos", "Budi"))) == 1
    assert voices(spoken(("news", "Pos", "Ani"), ("news", "Lensa", "Ani"))) == 2


def test_an_account_is_one_voice_and_the_unknown_each_their_own() -> None:
    """Ten posts of one account are one voice; posts without an account are not thrown together by their platform."""
    assert voices(spoken(*[("social", "X", "a1")] * 10)) == 1
    assert voices(spoken(*[("social", "X", "")] * 3)) == 3
    assert voices(spoken(*[("complaint", "", "")] * 2)) == 2


def test_no_posts_no_voices() -> None:
    """Nothing said, nobody heard."""
    assert voices(spoken()) == 0


def test_copies_are_one_text_and_the_offices_own_release_is_nobody_elses() -> None:
    """The earliest stands for its copies, in any order of rows; outlets that carry the release add no voice."""
    rows = [
        ("r", "g1", 0, True),
        ("n1", "g1", 1, False),
        ("n2", "g1", 2, False),
        ("o", "g2", 3, False),
        ("c", "g2", 4, False),
    ]
    posts = pd.DataFrame(rows, columns=["id", "copy_group", "hour", "official"])
    posts["published_at"] = pd.Timestamp("2026-11-20T00:00Z") + pd.to_timedelta(posts["hour"], unit="h")
    for frame in (posts, posts[::-1]):
        assert folded(frame)["id"].tolist() == ["r", "o"]
        assert independent(frame)["id"].tolist() == ["o"]
