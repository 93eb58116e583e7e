"""What was heard of every issue, ten minutes by ten minutes: voices, weighed by who speaks, from the frame of posts.

A newcomer counts above one who speaks again, a national outlet above a local one, and both above volume: a voice that
spoke of the issue within the last day counts half, within the last hour nothing, and outlets count by their tier. Copies
are folded by the caller.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.emergence.rhythm import Rhythm, spans_before
from analysis.emergence.voices import voice_keys

HOUR = 6
"""Ten-minute slots an hour; all matrices are by slot."""

DAY = 24 * HOUR
WEEK = 7 * DAY
AGAIN = 0.5
"""What a voice counts that was heard on the issue within the last day."""

TIER_WEIGHT = (1.0, 1.5, 1.25, 1.0)
"""By media tier: none (an account, a complaint), national, regional, local."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Heard:
    """Matrices of issues × slots, oldest slot first.

    Args:
        weighted: voices of the slot, weighed (see the module).
        voices: distinct voices of the slot.
        speaking: distinct voices of the 24 hours that end with the slot.
        posts: posts so far.
    """

    weighted: Floats
    voices: Floats
    speaking: Floats
    posts: Floats

    @classmethod
    def counted(cls, counts: Floats) -> Heard:
        """From plain counts of voices that are all different."""
        return cls(counts, counts, rolling(counts, DAY), np.cumsum(counts, axis=1))


def hear(posts: pd.DataFrame, row: Ints, rows: int, rhythm: Rhythm) -> Heard:
    """The matrices.

    Args:
        posts: `published_at`, `author`, `source`, and `kind`, `id`, `tier` where known.
        row: the issue's number of each post.
        rows: how many issues.
        rhythm: gives the span.
    """
    slots = len(rhythm.exposure) * HOUR
    number = spans_before(posts["published_at"], rhythm.until, slots, 3600 // HOUR)
    tier = posts["tier"].to_numpy(dtype=np.int64) if "tier" in posts else np.zeros(len(posts), dtype=np.int64)
    table = pd.DataFrame(
        {
            "row": row,
            "voice": voice_keys(posts),
            "slot": number,
            "weight": np.array(TIER_WEIGHT)[np.clip(tier, 0, len(TIER_WEIGHT) - 1)],
        }
    )[number >= 0]
    written = np.zeros((rows, slots))
    np.add.at(written, (table["row"].to_numpy(), table["slot"].to_numpy()), 1.0)
    table = table.groupby(["row", "voice", "slot"], sort=True)["weight"].max().reset_index()
    place, when = table["row"].to_numpy(dtype=np.int64), table["slot"].to_numpy(dtype=np.int64)
    same = (place[1:] == place[:-1]) & (table["voice"].to_numpy()[1:] == table["voice"].to_numpy()[:-1])
    since = np.full(len(table), slots + DAY)
    since[1:][same] = np.diff(when)[same]
    until_next = np.full(len(table), DAY)
    until_next[:-1][same] = np.minimum(np.diff(when)[same], DAY)
    weighted, voices, speaking = np.zeros((rows, slots)), np.zeros((rows, slots)), np.zeros((rows, slots + DAY))
    newness = np.where(since < HOUR, 0.0, np.where(since < DAY, AGAIN, 1.0))
    np.add.at(weighted, (place, when), table["weight"].to_numpy() * newness)
    np.add.at(voices, (place, when), 1.0)
    np.add.at(speaking, (place, when), 1.0)
    np.add.at(speaking, (place, when + until_next), -1.0)
    return Heard(weighted, voices, np.cumsum(speaking, axis=1)[:, :slots], np.cumsum(written, axis=1))


def slots_of(hourly: Floats) -> Floats:
    """Exposure per slot, so that an hour's slots sum up to the hour's."""
    return np.repeat(hourly, HOUR) / HOUR


def rolling(counts: Floats, length: int) -> Floats:
    """Sums over the last `length` slots."""
    total = np.concatenate([np.zeros((len(counts), 1)), np.cumsum(counts, axis=1)], axis=1)
    here = np.arange(1, counts.shape[1] + 1)
    return np.asarray(total[:, here] - total[:, np.maximum(here - length, 0)], dtype=float)
