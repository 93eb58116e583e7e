"""Streams no office sends, and every office sends once: groups, issues and alarms stay sane, and come in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis.day.alarms import alarms_at
from analysis.day.links import link_day
from analysis.frame import posts_frame
from analysis.places.gazetteer import Gazetteer
from analysis.steps import Context, read_posts
from kentongan.core.clock import Window
from kentongan.core.office import Office

NOW = datetime(2026, 11, 20, tzinfo=UTC)
OFFICE = Office(agency="", short="")
_HEADS = "bcdfghjklmnprst"
_TAILS = ("anga", "ola", "urek", "impi", "esat", "obang", "ilatu", "umaran")
WORDS = [f"{a}{b}{c}{d}" for a in _HEADS for b in "aiueo" for c in _HEADS for d in _TAILS]


def posts(
    texts: list[str], when: Callable[[int], datetime | None] = lambda n: NOW - timedelta(minutes=n % 1000)
) -> pd.DataFrame:
    """A frame of social posts by different people."""
    rows = [
        {"id": f"p{n}", "text": text, "published_at": when(n), "kind": "social", "source": "X", "author": f"a{n}"}
        for n, text in enumerate(texts)
    ]
    return posts_frame(rows).assign(source_region="", platform="X", official=False)


def random_texts(number: int, length: int = 12) -> list[str]:
    """Texts that have nothing in common but chance."""
    random = np.random.default_rng(3)
    return [" ".join(random.choice(WORDS, length)) + f" k{n}z" for n in range(number)]


def link(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Groups and issues of a frame that was not read, and the number of issues; within a second a hundred posts."""
    blank = {"outside": False, "tone_agency": "netral", "tone": "netral", "category": "", "potential_negative": False}
    begun = time.monotonic()
    found, links = link_day(frame.assign(**blank), (), OFFICE, NOW)
    # A bound against the quadratic, not a measurement: a slow machine needs a tenth of it.
    assert time.monotonic() - begun < 20 + len(frame) / 100
    assert len(found) == len(frame)
    assert found["copy_group"].astype(bool).all()
    assert found["story"].astype(bool).all()
    return found, len(links.issues)


def test_all_posts_equal() -> None:
    """One text a thousand times: one group, one issue at most."""
    found, issues = link(posts(["Jembatan Kali Wening putus diterjang banjir semalam"] * 1000))
    assert found["copy_group"].nunique() == 1
    assert found["representative"].sum() == 1
    assert issues <= 1


def test_all_posts_different() -> None:
    """Nothing in common: nothing is grouped."""
    found, issues = link(posts(random_texts(1000)))
    assert found["copy_group"].nunique() == 1000
    assert found["story"].nunique() > 990
    assert issues <= 1


def test_one_word_each() -> None:
    """Too little to say that two are one."""
    found, _ = link(posts([WORDS[n % len(WORDS)] for n in range(1000)]))
    assert found["representative"].all()


def test_empty_texts() -> None:
    """Pictures without a word are no copies of each other, and no issue."""
    found, issues = link(posts([""] * 500))
    assert found["copy_group"].nunique() == 500
    assert issues == 0


@pytest.mark.parametrize("text", ["Jalan rusak di Sukamaju", "", "🔥🔥🔥", "\u202e\u200b", "a" * 100_000])
def test_one_post(text: str) -> None:
    """A single post stands alone."""
    found, issues = link(posts([text]))
    assert found["representative"].tolist() == [True]
    assert issues == 0


def test_no_post() -> None:
    """An empty day has no groups and no issues."""
    found, links = link_day(
        posts([]).assign(outside=False, tone_agency="", tone="", category="", potential_negative=False), (), OFFICE, NOW
    )
    assert found.empty
    assert links.issues == ()


@pytest.mark.more
def test_a_hundred_thousand_copies_among_others() -> None:
    """A flood of one text costs no more than its reading, and does not swallow the rest."""
    flood = ["Tolak kenaikan tarif parkir di Pasar Wanasari Baru sekarang juga"] * 100_000
    found, _ = link(posts([*flood, *random_texts(200)]))
    assert found["copy_group"].iloc[:100_000].nunique() == 1
    assert found["copy_group"].iloc[100_000:].nunique() == 200
    assert not set(found["story"].iloc[:100_000]) & set(found["story"].iloc[100_000:])


def test_every_post_in_the_same_second() -> None:
    """A dump without times of its own: grouped by words alone."""
    texts = [
        *random_texts(300),
        *[f"Jembatan Kali Wening putus, warga ke-{n} terjebak banjir di Sukamaju" for n in range(30)],
    ]
    found, issues = link(posts(texts, lambda _: NOW - timedelta(hours=1)))
    assert found["story"].iloc[300:].nunique() <= 3
    assert not set(found["story"].iloc[:300]) & set(found["story"].iloc[300:])
    assert issues >= 1


@pytest.mark.parametrize("year", [1970, 2015, 2099])
def test_wrong_clocks(year: int) -> None:
    """Posts dated decades away hurt neither the others nor the alarm."""
    texts = [f"Jembatan Kali Wening putus, warga ke-{n} terjebak banjir di Sukamaju" for n in range(40)]
    frame = posts(
        [*texts, *random_texts(60)],
        lambda n: (
            datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=n) if n % 10 == 0 else NOW - timedelta(minutes=5 * n)
        ),
    )
    found, _ = link(frame)
    dated = found["published_at"] > pd.Timestamp(NOW - timedelta(days=2))
    dated &= found["published_at"] <= pd.Timestamp(NOW)
    assert found.loc[dated & (found.index < 40), "story"].nunique() <= 3
    read = found.drop(
        columns=[c for c in found if c in ("tone", "tone_agency", "category", "potential_negative", "outside")]
    )
    read = read.join(read_posts(frame, Context(OFFICE, Gazetteer.load(), None)))
    alarms_at(read, {}, OFFICE, Window(NOW - timedelta(days=1), NOW))


def test_the_order_of_rows_does_not_matter() -> None:
    """Shuffled, the same posts give the same groups, stories and issues."""
    texts = [
        *random_texts(200),
        *[f"Air PDAM keruh di Tegalrandu, warga ke-{n} mengeluh bau lumpur" for n in range(25)] * 2,
    ]
    frame = posts(texts)
    found, _ = link(frame)
    mixed, _ = link(frame.sample(frac=1.0, random_state=5).reset_index(drop=True))
    columns = ["copy_group", "representative", "story", "issue"]
    one = found.set_index("id")[columns].sort_index()
    other = mixed.set_index("id")[columns].sort_index()
    pd.testing.assert_frame_equal(one, other)
