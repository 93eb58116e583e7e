"""Signs that many posts of an issue were made together: counts with their base, at the level of the issue.

A sign is no verdict and names nobody: campaigns of citizens, fans and offices look the same from here. Four signs that
the literature on coordinated behaviour agrees on (Nizzoli et al. 2021; Pacheco et al. 2021), each in plain counts:
the same wording, the same minutes, the same link, the same hashtag from few accounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.emergence.voices import voice_keys, voices
from analysis.text.figures_in_words import decimal
from kentongan.core.urls import canonical_url, host_of

SOCIAL = ("social", "comment", "video")
LEAST_POSTS = 8
_MINUTES = 10
_HALF = 0.5
_LINKED, _TAGGED = 0.6, 0.6
_POSTS_PER_VOICE = 2.0
# So many times what an even spread over the hours that were posted in would put into ten minutes.
_SYNCHRONY = 6.0
_LINK = re.compile(r"https?://[^\s<>\"']{4,300}", re.IGNORECASE)
_TAG = re.compile(r"(?<![\w&/])#(\w{2,60})")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign.

    Args:
        kind: "copies", "synchrony", "link" or "hashtag".
        count, of: so many of so many posts.
        text: Indonesian, with the counts; no account is named.
    """

    kind: str
    count: int
    of: int
    text: str


def coordination_signs(posts: pd.DataFrame) -> tuple[Sign, ...]:
    """The signs among an issue's posts; none below eight social posts of private accounts.

    Args:
        posts: of the window, with `kind`, `official`, `text`, `url`, `author`, `source`, `copy_group`, `published_at`.
    """
    social = posts[posts["kind"].isin(SOCIAL) & ~posts["official"].astype(bool)]
    if len(social) < LEAST_POSTS:
        return ()
    found = (_copies(social), _synchrony(social), _link(social), _hashtag(social))
    return tuple(sign for sign in found if sign is not None)


def _copies(social: pd.DataFrame) -> Sign | None:
    sizes = social["copy_group"].value_counts()
    most, total = int(sizes.iloc[0]), len(social)
    if most < LEAST_POSTS or most < _HALF * total:
        return None
    accounts = voices(social[social["copy_group"] == sizes.index[0]])
    return Sign("copies", most, total, f"{most} dari {total} unggahan berkalimat sama, dari {accounts} akun")


def _synchrony(social: pd.DataFrame) -> Sign | None:
    """The ten minutes with most accounts, against an even spread over the hours in which anything was posted."""
    frame = social.assign(voice=voice_keys(social)).sort_values("published_at")
    when = frame["published_at"].to_numpy(dtype="datetime64[s]").astype(np.int64)
    first = np.searchsorted(when, when - _MINUTES * 60)
    speaking = frame["voice"].to_numpy()
    crowd = [len(set(speaking[start : place + 1])) for place, start in enumerate(first)]
    most = max(crowd)
    hours = len(np.unique(when // 3600))
    even = len(frame) * _MINUTES / (hours * 60)
    if most < LEAST_POSTS or most < _SYNCHRONY * max(even, 1.0):
        return None
    text = f"{most} akun mengunggah dalam {_MINUTES} menit (bila merata: {decimal(even)} unggahan)"
    return Sign("synchrony", most, len(frame), text)


def _link(social: pd.DataFrame) -> Sign | None:
    links = [{canonical_url(link) for link in _LINK.findall(text)} - {""} for text in social["text"]]
    linked = sum(map(bool, links))
    counts = pd.Series([link for found in links for link in found], dtype=object).value_counts()
    if counts.empty:
        return None
    most = int(counts.iloc[0])
    if most < LEAST_POSTS or most < _LINKED * linked:
        return None
    host = host_of(f"https://{str(counts.index[0]).split('://')[-1]}")
    return Sign("link", most, linked, f"{most} dari {linked} unggahan bertautan menuju satu halaman di {host}")


def _hashtag(social: pd.DataFrame) -> Sign | None:
    tags = [{tag.casefold() for tag in _TAG.findall(text)} for text in social["text"]]
    counts = pd.Series([tag for found in tags for tag in found], dtype=object).value_counts()
    if counts.empty:
        return None
    tag, most = str(counts.index[0]), int(counts.iloc[0])
    carriers = social[[tag in found for found in tags]]
    accounts = voices(carriers)
    if most < LEAST_POSTS or most < _TAGGED * len(social) or most < _POSTS_PER_VOICE * accounts:
        return None
    return Sign("hashtag", most, len(social), f"tagar #{tag} pada {most} unggahan dari {accounts} akun saja")
