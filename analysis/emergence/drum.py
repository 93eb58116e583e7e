"""The drum of a day: every issue of the office held against its own past, the office's rhythm and one promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.emergence.births import Births
from analysis.emergence.drum_beats import Alarms, Questions, alarms, questions
from analysis.emergence.heard import DAY, HOUR, Heard, hear, slots_of
from analysis.emergence.judgement import Emergence, Moment, verdict
from analysis.emergence.phases import phase_of
from analysis.emergence.rhythm import Rhythm, read_rhythm
from analysis.emergence.voices import independent, voice_keys

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drum:
    """What every issue of a day is held against, and the alarms that follow.

    Args:
        rhythm: the office's exposure per hour, gaps left out.
        rows: row of each issue in the matrices.
        heard: what was said of them.
        asked: every moment at which one could sound.
        limit: the score from which each of these does.
        rung: where the drum sounds.
        promised: false alarms a week over all issues together that the officer accepts.
    """

    rhythm: Rhythm
    rows: Mapping[str, int]
    heard: Heard
    asked: Questions
    limit: Floats
    rung: Alarms
    promised: float

    @classmethod
    def of(cls, posts: pd.DataFrame, until: datetime, *, promised: float) -> Drum:
        """The drum at a moment.

        Args:
            posts: all posts that count, with `published_at`, `author`, `source`, `kind`, `id`, `tier`, `copy_group`,
                `official`, `story` and `issue` ("" = ungrouped). Copies are folded here, and the office's own posts and
                what merely copies them are left out.
            until: the moment asked about, aware; later posts are not looked at.
            promised: see the class.
        """
        rhythm = read_rhythm(posts["published_at"], until)
        texts = independent(posts)
        grouped = texts[texts["issue"] != ""]
        names, row = np.unique(grouped["issue"].to_numpy(dtype=str), return_inverse=True)
        heard = hear(grouped, row.astype(np.int64), len(names), rhythm)
        exposure = slots_of(rhythm.exposure)
        asked = questions(heard, exposure, first_days(texts, rhythm))
        limit = asked.learn(len(exposure) - DAY, promised).of(asked.cells)
        rows = {str(name): number for number, name in enumerate(names)}
        return cls(rhythm, rows, heard, asked, limit, alarms(asked, limit), promised)

    def listen(self, issue: str) -> Emergence:
        """Whether it sounds for an issue, in words."""
        row = self.rows.get(issue)
        exposure = self.rhythm.exposure
        if row is None:
            return verdict(phase_of(np.zeros(len(exposure)), exposure, 0), 0, 0, None, None, self.promised)
        voices = self.heard.voices[row].reshape(-1, HOUR).sum(axis=1)
        begun = np.flatnonzero(voices > 0)
        phase = phase_of(voices, exposure, len(exposure) - int(begun[0]) if len(begun) else 0)
        told, since = self._telling(row)
        posts, speaking = int(self.heard.posts[row, -1]), int(self.heard.speaking[row, -1])
        return verdict(phase, posts, speaking, told, since, self.promised)

    def _telling(self, row: int) -> tuple[Moment | None, datetime | None]:
        """The most telling moment of the last day, and when the alarm that is on had sounded."""
        cells, last = self.asked.cells, self.heard.voices.shape[1] - 1
        here = np.flatnonzero(cells.row == row)
        lately = here[cells.slot[here] > last - DAY]
        if not len(lately):
            return None, None
        on = lately[self.rung.on[lately]]
        since = None
        if len(on):
            rang = here[self.rung.sounds[here] & (cells.slot[here] <= cells.slot[on[-1]])][-1]
            since = self.rhythm.until - timedelta(hours=int(last - cells.slot[rang]) / HOUR)
            lately = on
        best = lately[np.argmax(cells.score[lately] - self.limit[lately])]
        moment = Moment(
            int(cells.window[best]),
            float(cells.seen[best]),
            float(cells.expected[best]),
            int(self.asked.speaking[best]),
            float(cells.p[best]),
            float(10.0 ** -self.limit[best]),
        )
        return moment, since


def first_days(texts: pd.DataFrame, rhythm: Rhythm) -> Births:
    """Voices of every story's first day: issues as a whole, stories outside them by themselves.

    What began on the frame's first day may be older, what began on the last is still being born: both are left out.
    """
    lone = texts["issue"] == ""
    unit = texts["issue"].where(~lone, "\0" + texts["story"])
    first = texts.groupby(unit)["published_at"].transform("min")
    start = max(texts["published_at"].min(), _start(rhythm)) + pd.Timedelta(days=1) if len(texts) else _start(rhythm)
    end = pd.Timestamp(rhythm.until) - pd.Timedelta(days=1)
    kept = (first >= start) & (first < end) & (texts["published_at"] < first + pd.Timedelta(days=1))
    table = pd.DataFrame({"unit": unit[kept], "voice": voice_keys(texts[kept])}).drop_duplicates()
    voices = table.groupby("unit").size().to_numpy().astype(np.float64)
    return Births(voices, max((end - start) / pd.Timedelta(weeks=1), 0.0), rhythm.posts_per_week)


def _start(rhythm: Rhythm) -> pd.Timestamp:
    return pd.Timestamp(rhythm.until) - pd.Timedelta(hours=len(rhythm.exposure))
