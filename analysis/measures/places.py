"""Places and whose business they are in marked posts: found, the right one of the same name, outside the region, authority."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analysis.measures.answers import Answers, Share, Spans, by_part, text_of
from analysis.measures.marks import unmarked
from analysis.places.authority import LEVELS, authority_of
from analysis.places.gazetteer import Gazetteer, bare_name, name_key
from analysis.places.reading import PlaceReader, PlaceSpan

AUTHORITY = dict(zip("NPKDVB", LEVELS, strict=True))
_MARK = re.compile(r"\[(?P<words>[^\[\]=]+)=(?P<label>[^\[\]]+)\]")


class Gold(NamedTuple):
    """A labelled mention: where, the right codes, whether leaving it open is right too, whether it counts at all."""

    start: int
    end: int
    codes: frozenset[str]
    may_stay_open: bool
    counts: bool


class Post(NamedTuple):
    """A labelled post."""

    half: str
    region: str
    outside: bool
    authority: str
    text: str
    gold: tuple[Gold, ...]


class Counts(NamedTuple):
    """What one post adds: right, false and missed mentions; same-name mentions, right ones; words for each miss."""

    right: int
    false: int
    missed: int
    shared: int
    shared_right: int
    notes: tuple[str, ...]


def posts_in(content: str) -> list[Post]:
    """The labelled posts of a set: half, region, outside, authority and marked post a line."""
    rows = []
    for line in content.splitlines():
        half, region, outside, authority, marked = line.split("\t")
        text, spans = unmarked(marked, _MARK)
        gold = []
        for start, end, label in spans:
            codes = label.removeprefix("~").split("|")
            gold.append(Gold(start, end, frozenset(codes) - {"?"}, "?" in codes, not label.startswith("~")))
        rows.append(Post(half, region, outside == "y", authority, text, tuple(gold)))
    return rows


@cache
def reader(region: str) -> PlaceReader:
    """One reader an office."""
    return PlaceReader(Gazetteer.load(), region)


def compare(post: Post, places: tuple[PlaceSpan, ...]) -> Counts:
    """Labelled and found mentions of one post side by side."""
    gazetteer, notes = Gazetteer.load(), []
    right = false = missed = shared = shared_right = 0
    used: set[int] = set()
    for gold in post.gold:
        over = [k for k, (_, _, start, end) in enumerate(places) if start < gold.end and gold.start < end]
        used.update(over)
        said = {places[k][0] for k in over if places[k][0]}
        if not gold.counts:
            continue
        words = post.text[gold.start : gold.end]
        hit, wrong = bool(said & gold.codes), bool(said - gold.codes)
        right += hit
        false += wrong
        if not hit and gold.codes and not gold.may_stay_open:
            missed += 1
        if wrong or (not hit and gold.codes and not gold.may_stay_open):
            notes.append(
                f"{words}: labelled {'|'.join(sorted(gold.codes)) or '?'}, said {'|'.join(sorted(said)) or '-'}"
            )
        if over and gold.codes and not gold.may_stay_open and namesakes(gazetteer, gold.codes):
            shared += 1
            shared_right += hit and not wrong
    for k, (code, name, _, _) in enumerate(places):
        if code and k not in used:
            false += 1
            notes.append(f"{name} ({code}): nothing labelled")
    return Counts(right, false, missed, shared, shared_right, tuple(notes))


def namesakes(gazetteer: Gazetteer, codes: frozenset[str]) -> bool:
    """Another place of that name lies neither inside nor around the labelled ones."""
    code = min(codes, key=len)
    others = gazetteer.by_key(name_key(bare_name(gazetteer.name(code))))
    return any(not (other.startswith(code) or code.startswith(other)) for other in others)


def mentions(file: str) -> Answers:
    """Mentions with the right code, spans without a label, labelled ones missed."""
    return {half: Spans([(row.right, row.false, row.missed) for _, row in rows]) for half, rows in _compared(file)}


def same_name(file: str) -> Answers:
    """Of the mentions found whose name several places bear, the share with the right code."""
    return {
        half: Share(sum(row.shared_right for _, row in rows), sum(row.shared for _, row in rows))
        for half, rows in _compared(file)
    }


def authority(file: str) -> Answers:
    """Whose business the matter of a post is."""
    judged = [post for post in posts_in(text_of(file)) if post.authority != "-"]
    said = [authority_of([("", post.text)]).level for post in judged]
    return by_part([post.half for post in judged], [AUTHORITY[post.authority] for post in judged], said)


@cache
def _compared(file: str) -> list[tuple[str, list[tuple[Post, Counts]]]]:
    rows = posts_in(text_of(file))
    return [
        (half, [(row, compare(row, reader(row.region).read("", row.text)[0])) for row in rows if row.half == half])
        for half in sorted({row.half for row in rows})
    ]
