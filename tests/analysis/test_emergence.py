"""Emergence: the drum sounds for more than chance, seldom for less."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd

from analysis.emergence import Emergence, birth_p, emergence, phase_of, surprise
from analysis.rhythm import read_rhythm
from kentongan.core.clock import Window
from kentongan.core.findings import Phase

NOW = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)


def spoken(hours_ago: list[float], *, one_voice: bool = False) -> pd.DataFrame:
    """Posts so many hours ago, each by another author unless `one_voice`."""
    frame = pd.DataFrame(
        {
            "id": [f"p{n}" for n in range(len(hours_ago))],
            "author": ["a-0" if one_voice else f"a-{n}" for n in range(len(hours_ago))],
            "source": "",
            "published_at": [NOW - timedelta(hours=hours) for hours in hours_ago],
        }
    )
    frame["published_at"] = pd.to_datetime(frame["published_at"], utc=True).astype("datetime64[us, UTC]")
    return frame


def office(per_hour: int = 20, days: int = 20) -> pd.Series:
    """Moments of an office's posts: quiet nights, busy days."""
    hours = [
        hour + part / per_hour
        for hour in range(days * 24)
        for part in range(per_hour if 1 <= (NOW - timedelta(hours=hour)).hour <= 15 else 4)
    ]
    return spoken([hour + 0.01 for hour in hours])["published_at"]


RHYTHM = read_rhythm(office(), NOW)
QUIET = [float(hour) + 0.5 for hour in range(24, 400, 12)]


def judge(frame: pd.DataFrame, **more: object) -> Emergence:
    """Judge among fifty issues."""
    return emergence(frame, RHYTHM, **{"issues": 50, **more})  # type: ignore[arg-type]


def test_a_burst_is_heard_and_explained() -> None:
    """Fifteen voices in three hours on an issue of two a day."""
    found = judge(spoken([*QUIET, *np.linspace(0.1, 2.9, 15)]))
    assert found.emerging
    assert found.enough
    assert found.phase is Phase.GROWING
    assert "peluang kebetulan" in found.reason
    assert "7 sepekan" in found.reason


def test_the_usual_is_not() -> None:
    """An issue that goes on as ever."""
    assert not judge(spoken([*QUIET, 0.5, 12.5])).emerging


def test_one_loud_account_is_not_a_crowd() -> None:
    """Forty posts by one account in three hours."""
    found = judge(spoken(list(np.linspace(0.1, 60, 40)), one_voice=True))
    assert not found.emerging


def test_too_little_is_said_so() -> None:
    """Under five posts: no verdict, in words."""
    found = judge(spoken([0.1, 0.2, 0.3, 0.4]))
    assert (found.emerging, found.enough) == (False, False)
    assert "data belum cukup" in found.reason
    assert "4 unggahan" in found.reason


def test_a_new_issue_is_measured_by_other_births() -> None:
    """Thirty voices on the first day among thousands of small stories; six among them is nothing."""
    births = [1] * 4000 + [2] * 600 + [5] * 100 + [8] * 20
    big = judge(spoken(list(np.linspace(0.1, 8, 30))), births=births, stories_per_week=1500)
    small = judge(spoken(list(np.linspace(0.1, 8, 6))), births=births, stories_per_week=1500)
    assert big.emerging
    assert not small.emerging
    assert big.phase is Phase.NEW


def test_more_tolerance_sounds_earlier() -> None:
    """The limit follows the promised rate of false alarms and the number of issues."""
    frame = spoken([*QUIET, *np.linspace(0.1, 2.9, 5)])
    strict = judge(frame, false_alarms_per_week=0.01, issues=5000)
    loose = judge(frame, false_alarms_per_week=100.0, issues=5)
    assert loose.emerging
    assert not strict.emerging
    assert strict.p == loose.p


def test_a_gap_is_not_silence() -> None:
    """After a day without collecting, the usual volume of an issue is no burst."""
    gap = Window(NOW - timedelta(hours=60), NOW - timedelta(hours=12))
    rhythm = read_rhythm(office(), NOW, excluded=[gap])
    assert (rhythm.exposure[-60:-12] == 0).all()
    moments = office()
    silent = moments[~((moments >= pd.Timestamp(gap.start)) & (moments < pd.Timestamp(gap.end)))]
    assert (read_rhythm(silent, NOW).exposure[-58:-14] == 0).all()


def test_the_rhythm_knows_day_and_night() -> None:
    """Busy hours weigh more than quiet ones; an average hour is one; no posts give a flat rhythm."""
    hours = np.array(
        [(NOW - timedelta(hours=len(RHYTHM.exposure) - place)).hour for place in range(len(RHYTHM.exposure))]
    )
    open_hours = RHYTHM.exposure > 0
    assert RHYTHM.exposure[open_hours & (hours == 8)].mean() > 2 * RHYTHM.exposure[open_hours & (hours == 20)].mean()
    np.testing.assert_allclose(RHYTHM.exposure[open_hours].mean(), 1)
    np.testing.assert_allclose(read_rhythm(office()[:0], NOW).exposure, 1)


def test_the_usual_burst_rate_is_kept() -> None:
    """Steady random talk crosses a limit of one in a thousand seldom (a quick check; the benchmark measures)."""
    random = np.random.default_rng(3)
    alarms = 0
    for _ in range(150):
        rate = float(np.exp(random.normal(-1, 1)))
        counts = random.negative_binomial(3, 3 / (3 + rate * RHYTHM.exposure + 1e-9)).astype(float)
        alarms += surprise(counts, RHYTHM.exposure).p <= 1e-3
    assert alarms <= 2


def test_phases() -> None:
    """New, growing, peaking, steady, cooling and closed, from voices per hour."""
    flat = np.zeros(35 * 24)
    assert phase_of(flat, 500) is Phase.CLOSED
    steady = flat.copy()
    steady[-400::6] = 1
    assert phase_of(steady, 400) is Phase.STEADY
    assert phase_of(steady, 10) is Phase.NEW
    growing = steady.copy()
    growing[-6:] = 4
    assert phase_of(growing, 400) is Phase.GROWING
    cooling = steady.copy()
    cooling[-48:-24] = 3
    assert phase_of(cooling, 400) is Phase.COOLING
    closed = flat.copy()
    closed[-100] = 5
    assert phase_of(closed, 400) is Phase.CLOSED


def test_births_fall_with_size() -> None:
    """Larger is rarer, with and without an office's own births."""
    assert birth_p(3, []) > birth_p(10, []) > birth_p(40, [])
    assert birth_p(3, [1] * 900 + [3] * 100) > birth_p(10, [1] * 900 + [3] * 100)


def test_undated_posts_and_no_posts() -> None:
    """Unknown times and nothing at all are survived, and never alarm."""
    frame = spoken([1.0] * 6)
    frame["published_at"] = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us, UTC]")
    assert not judge(frame).emerging
    assert not judge(frame.iloc[:0]).enough
