"""Early signs: seen from few posts of many voices that hang together, never from one voice or from a word alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis.day.alarms import crossed
from analysis.emergence.early_issues import gathered, told_of
from analysis.emergence.early_signs import Sign, early_signs
from analysis.emergence.word_bursts import LEAST_VOICES
from kentongan.core.findings import EARLY, Level, Rise, Severity

START = datetime(2026, 11, 2, tzinfo=UTC)
NOW = START + timedelta(days=4)
BEGUN = NOW - timedelta(hours=5)
WORDS = [
    f"{first}{last}" for first in "bamo cedi fugu halo jani kuto lepi".split() for last in "ran sut mel tog vik".split()
]
FALL = (
    "gapura pasar induk roboh tadi",
    "kabarnya gapura itu roboh menimpa lapak",
    "lapak pedagang tertimpa gapura, induk macet",
    "gapura roboh! pasar induk ditutup polisi",
    "habis lewat, gapura menimpa mobil di pasar",
    "pasar induk lumpuh gara-gara gapura",
    "tolong hati-hati gapura roboh depan lapak",
)


def frame(rows: list[tuple[datetime, str, str]]) -> pd.DataFrame:
    """Posts of (moment, author, text)."""
    posts = pd.DataFrame(rows, columns=["published_at", "author", "text"])
    posts["published_at"] = pd.to_datetime(posts["published_at"], utc=True).astype("datetime64[us, UTC]")
    posts["id"] = [f"p{number:04}" for number in range(len(posts))]
    posts["copy_group"] = posts["story"] = posts["id"]
    return posts.assign(title="", source="", kind="social", official=False)


def talk() -> list[tuple[datetime, str, str]]:
    """Four days of talk about nothing in common, two hundred voices a day."""
    random = np.random.default_rng(4)
    return [
        (START + timedelta(minutes=7.2 * number), f"u{number}", " ".join(random.choice(WORDS, 4, replace=False)))
        for number in range(800)
    ]


def fallen(authors: list[str] | None = None) -> list[tuple[datetime, str, str]]:
    """Seven posts within two hours about one thing, each in its own words."""
    who = authors or [f"w{number}" for number in range(len(FALL))]
    return [(BEGUN + timedelta(minutes=15 * n), who[n], text) for n, text in enumerate(FALL)]


def signs_of(rows: list[tuple[datetime, str, str]], until: datetime = NOW, per_week: float = 0.1) -> tuple[Sign, ...]:
    """The signs of these posts."""
    return early_signs(frame(sorted(rows)), until, per_week=per_week)


def test_a_few_voices_that_hang_together_are_a_sign() -> None:
    """Seen at the fifth voice, with its words, its posts and the numbers used."""
    (sign,) = signs_of(talk() + fallen())
    assert sign.since == BEGUN + timedelta(minutes=15 * (LEAST_VOICES - 1))
    assert "gapura" in sign.words
    assert len(sign.posts) == len(FALL)
    assert "gapura" in sign.reason
    assert f"{sign.seen} sumber berbeda" in sign.reason


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(talk(), id="nothing happens"),
        pytest.param(talk() + fallen(["w0"] * len(FALL)), id="one busy voice"),
        pytest.param(
            talk() + [(at, who, f"gapura {WORDS[n]} {WORDS[-n - 1]}") for n, (at, who, _) in enumerate(fallen())],
            id="a word alone",
        ),
        pytest.param([row for row in talk() + fallen() if row[0] > NOW - timedelta(hours=20)], id="no past"),
        pytest.param([], id="no posts"),
    ],
)
def test_what_is_no_sign(rows: list[tuple[datetime, str, str]]) -> None:
    """No crowd, nothing in common, or nothing to compare with."""
    assert signs_of(rows) == ()


def test_nothing_is_a_sign_where_none_is_wanted() -> None:
    """0 switches them off."""
    assert signs_of(talk() + fallen(), per_week=0) == ()


def test_the_future_does_not_matter() -> None:
    """Asked as soon as it could be seen, it is the same sign of the same moment."""
    (later,) = signs_of(talk() + fallen())
    (earlier,) = signs_of(talk() + fallen(), until=later.since + timedelta(seconds=1))
    assert earlier.since == later.since
    assert set(earlier.posts) <= set(later.posts)
    assert signs_of(talk() + fallen(), until=later.since) == ()


def test_loose_posts_of_a_sign_become_one_story() -> None:
    """What grouping left loose is one story; what it has grouped stays as it is."""
    posts = frame(sorted(talk() + fallen()))
    (sign,) = early_signs(posts, NOW, per_week=0.1)
    inside = posts["id"].isin(sign.posts)
    stories = gathered(posts, [sign])
    assert stories[inside].nunique() == 1
    assert stories[~inside].equals(posts.loc[~inside, "story"])
    grouped = posts.assign(story=posts["story"].where(~inside, "s-known"))
    assert gathered(grouped, [sign]).equals(grouped["story"])


def test_only_young_issues_are_told_of() -> None:
    """An issue with a past is the drum's."""
    posts = frame(sorted(talk() + fallen()))
    signs = early_signs(posts, NOW, per_week=0.1)
    issue = posts["id"].isin(signs[0].posts).map({True: "i-1", False: ""})
    assert told_of(signs, posts.assign(issue=issue), NOW) == {"i-1": signs[0]}
    issue.iloc[0] = "i-1"
    assert told_of(signs, posts.assign(issue=issue), NOW) == {}


def test_one_rise_is_one_alert_at_one_level() -> None:
    """Asked again it has the same id; at a higher level or another moment of beginning it has another."""
    rise = Rise(EARLY, BEGUN, "sebab", 2.0)

    def id_of(at: datetime, rise: Rise, level: Level = Level.ALERT) -> str:
        found = crossed("i-1", at, Severity(3, 3, 3, level), ["p"], rise)
        return next(one.id for one in found if one.rule == EARLY)

    assert id_of(NOW, rise) == id_of(NOW + timedelta(hours=6), rise)
    assert id_of(NOW, rise) != id_of(NOW, rise, Level.STANDBY)
    assert id_of(NOW, rise) != id_of(NOW, Rise(EARLY, NOW, "sebab", 2.0))
