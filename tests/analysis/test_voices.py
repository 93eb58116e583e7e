"""Voices: who is counted when posts are many and mouths are few."""

import pandas as pd

from analysis.voices import voices


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
