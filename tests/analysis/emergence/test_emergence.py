"""Emergence through the whole drum: it sounds for more than chance, seldom for less, and says why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd

from analysis.emergence.drum import Drum
from analysis.emergence.judgement import Emergence
from analysis.emergence.rhythm import read_rhythm, spans_before
from kentongan.core.findings import Phase

NOW = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
QUIET = [float(hour) + 0.5 for hour in range(24, 340, 12)]
BURST = [*np.linspace(0.1, 2.9, 15)]


def spoken(hours_ago: Sequence[float], issue: str = "i", **columns: object) -> pd.DataFrame:
    """Posts so many hours ago, each by another account unless a column says otherwise."""
    frame = pd.DataFrame({"id": [f"{issue}{n}" for n in range(len(hours_ago))]})
    frame["author"] = frame["copy_group"] = frame["story"] = frame["id"]
    frame = frame.assign(**{"source": "", "kind": "social", "tier": 0, "official": False, "issue": issue, **columns})
    moments = [NOW - timedelta(hours=float(hours)) for hours in hours_ago]
    return frame.assign(published_at=pd.to_datetime(pd.Series(moments), utc=True).astype("datetime64[us, UTC]"))


def office(days: int = 15) -> pd.DataFrame:
    """Ungrouped posts of an office: quiet nights, busy days."""
    hours = [
        hour + (part + 0.5) / 20
        for hour in range(days * 24)
        for part in range(20 if 1 <= (NOW - timedelta(hours=hour + 0.01)).hour <= 15 else 4)
    ]
    return spoken(hours, "").assign(id=lambda f: "o" + f.index.astype(str), story=lambda f: "o" + f.index.astype(str))


OFFICE = office()


def hear(*issues: pd.DataFrame, promised: float = 1.0, until: datetime = NOW) -> Drum:
    """The drum among two dozen steady issues."""
    random = np.random.default_rng(7)
    others = [spoken(np.sort(random.uniform(0.1, 340, 20)), f"s{n}") for n in range(24)]
    return Drum.of(pd.concat([OFFICE, *others, *issues], ignore_index=True), until, promised=promised)


def judge(frame: pd.DataFrame, **more: float) -> Emergence:
    """The verdict on issue "i"."""
    return hear(frame, **more).listen("i")  # type: ignore[arg-type]


def test_a_burst_is_heard_and_explained() -> None:
    """Fifteen voices in three hours on an issue of two a day: more than the steady ones, and it is told since when."""
    drum = hear(spoken([*QUIET, *BURST]))
    found = drum.listen("i")
    assert found.emerging
    assert found.enough
    assert found.phase is Phase.GROWING
    assert "peluang kebetulan" in found.reason
    assert "paling banyak 1 sepekan" in found.reason
    assert found.since is not None
    assert NOW - timedelta(hours=3) < found.since <= NOW - timedelta(hours=1.5)
    assert not any(drum.listen(f"s{n}").emerging for n in range(24))


def test_the_usual_is_not() -> None:
    """An issue that goes on as ever."""
    assert not judge(spoken([*QUIET, 0.5, 6.5, 12.5])).emerging


def test_one_loud_account_is_not_a_crowd() -> None:
    """Forty posts by one account, and forty copies of one text."""
    assert not judge(spoken(list(np.linspace(0.1, 60, 40)), author="a-0")).emerging
    assert not judge(spoken([*QUIET, *np.linspace(0.1, 2.9, 40)], copy_group="g")).emerging


def test_the_offices_own_posts_are_nobodys_voice() -> None:
    """A campaign of the office itself raises no alarm."""
    burst = spoken(BURST, official=True).assign(id=lambda f: "x" + f["id"], copy_group=lambda f: "x" + f["id"])
    assert not judge(pd.concat([spoken(QUIET), burst])).emerging


def test_too_little_is_said_so() -> None:
    """Under five posts: no verdict, in words; without new voices none either."""
    found = judge(spoken([0.1, 30.2, 40.3, 50.4]))
    assert (found.emerging, found.enough) == (False, False)
    assert "data belum cukup" in found.reason
    assert "4 unggahan" in found.reason
    assert "perlu sedikitnya 3" in judge(spoken(QUIET)).reason
    assert not hear().listen("unknown").enough


def test_a_new_issue_is_measured_by_other_births() -> None:
    """Thirty voices on the first day among lone stories; three are nothing."""
    big, small = judge(spoken(list(np.linspace(0.1, 8, 30)))), judge(spoken([*np.linspace(0.1, 8, 5)], author="a"))
    assert big.emerging
    assert big.phase is Phase.NEW
    assert "isu baru" in big.reason
    assert not small.emerging


def test_more_tolerance_sounds_earlier() -> None:
    """The limit follows what the officer accepts; what chance does one time in three hundred never sounds."""
    frame = spoken([*QUIET, *np.linspace(0.1, 2.9, 5)])
    strict, loose = judge(frame, promised=0.001), judge(frame, promised=20.0)
    assert loose.emerging
    assert not strict.emerging
    assert not judge(spoken([*QUIET, 0.5, 6.5, 12.5]), promised=100.0).emerging


def test_a_national_outlet_outweighs_an_account() -> None:
    """The same number of voices, from outlets of higher tiers, surprises more."""
    kinds = {"kind": "news", "source": [f"m{n}" for n in range(len(QUIET) + 5)]}
    frame = spoken([*QUIET, *np.linspace(0.1, 2.9, 5)], **kinds)
    late = np.arange(len(frame)) >= len(QUIET)
    local = judge(frame.assign(tier=3))
    national = judge(frame.assign(tier=np.where(late, 1, 3)))
    assert national.score > local.score + 0.5


def test_one_burst_is_one_alarm_whenever_it_is_asked() -> None:
    """Asked every three hours, the drum tells the same moment; days later, when the talk is over, it is silent."""
    frame = spoken([*QUIET, *np.linspace(20.1, 26, 30), 5.0, 0.5])
    told = {hear(frame, until=NOW - timedelta(hours=back)).listen("i").since for back in range(0, 19, 3)}
    assert None not in told
    assert max(told) - min(told) <= timedelta(hours=1)  # type: ignore[operator]
    old = judge(spoken([*QUIET, *np.linspace(100, 106, 30), 5.0, 0.5, 0.2]))
    assert (old.emerging, old.since) == (False, None)


def test_a_loud_day_all_over_is_no_news() -> None:
    """When all the office hears doubles, an issue that doubles too surprises less."""
    frame = spoken([*np.arange(30, 340, 2.0), *np.linspace(0.2, 11, 12)])
    extra = spoken(list(np.linspace(0.05, 12, 250)), "").assign(
        id=lambda f: "e" + f["id"], copy_group=lambda f: "e" + f["id"]
    )
    extra["story"] = extra["author"] = extra["id"]
    assert judge(pd.concat([frame, extra])).score < judge(frame).score


def test_a_gap_is_not_silence() -> None:
    """After two days without collecting, the usual volume of an issue is no burst."""
    start, end = pd.Timestamp(NOW - timedelta(hours=60)), pd.Timestamp(NOW - timedelta(hours=12))
    moments = OFFICE["published_at"]
    silent = moments[(moments < start) | (moments >= end)]
    assert (read_rhythm(silent, NOW).exposure[-58:-14] == 0).all()


def test_the_rhythm_knows_day_and_night_and_holidays() -> None:
    """Busy hours weigh more than quiet ones; an average hour is one; a holiday is expected to be as quiet as a Sunday."""
    rhythm = read_rhythm(OFFICE["published_at"], NOW)
    starts = [NOW - timedelta(hours=len(rhythm.exposure) - place) for place in range(len(rhythm.exposure))]
    hours = np.array([start.hour for start in starts])
    collected = rhythm.exposure > 0
    assert rhythm.exposure[collected & (hours == 8)].mean() > 2 * rhythm.exposure[collected & (hours == 20)].mean()
    np.testing.assert_allclose(rhythm.exposure[collected].mean(), 1)
    np.testing.assert_allclose(read_rhythm(OFFICE["published_at"][:0], NOW).exposure, 1)

    # the 17th of August 2026 is a Monday: 4 posts on Sundays, 20 on other days, nothing yet on the holiday
    until = datetime(2026, 8, 17, tzinfo=UTC)
    ago = [h + p / 20 + 0.01 for h in range(35 * 24) for p in range(4 if (h // 24) % 7 == 0 else 20)]
    posts = pd.Series([until - timedelta(hours=hour) for hour in ago]).astype("datetime64[us, UTC]")
    holiday = read_rhythm(posts, until + timedelta(hours=1)).exposure[-1]
    usual = read_rhythm(posts, until).exposure
    assert holiday < usual[usual > usual.mean()].mean() / 2


def test_undated_posts_and_no_posts() -> None:
    """Unknown times and nothing at all are survived, and never alarm."""
    frame = spoken([1.0] * 6)
    frame["published_at"] = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us, UTC]")
    assert not judge(frame).emerging
    assert spans_before(frame["published_at"], NOW, 5).tolist() == [-1] * 6
    assert not Drum.of(OFFICE.iloc[:0], NOW, promised=1.0).listen("i").enough
