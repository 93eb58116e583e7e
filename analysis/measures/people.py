"""Agencies, officials and institutions in marked posts, and private persons: never taken for actors, their names masked."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from analysis.actors.finder import ActorFinder
from analysis.actors.private_persons import mask_private_persons
from analysis.measures.answers import Answers, Share, Spans, text_of
from analysis.measures.marks import unmarked

KINDS = {"a": "agency", "o": "official", "i": "institution"}
_MARK = re.compile(r"[\[{](?P<label>[aoipc]):(?P<words>[^\]}]*)[\]}]")
#: Titles that stay when a name goes.
_TITLES = frozenset(
    "bapak ibu pak bu mbak mas kak hj haji mbah mak kh tgk ustaz tn ny by keluarga saudara nenek mama opung ompu "
    "daeng alias bin binti tahun".split()
)


class Post(NamedTuple):
    """A labelled post: (start, end, letter) of every span."""

    half: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


class Outcome(NamedTuple):
    """One post: entities hit, false, missed by kind; private persons, extracted, left; officials, lost; in any kind."""

    hits: Counter[str]
    false: Counter[str]
    missed: Counter[str]
    private: int
    extracted: int
    left: int
    officials: int
    lost: int
    anyhow: tuple[int, int, int]
    notes: tuple[str, ...]


def posts_in(content: str) -> list[Post]:
    """The labelled posts of a set: half and marked post a line; a line break within a post is written as backslash and n."""
    rows = []
    for line in content.splitlines():
        half, marked = line.replace("\\n", "\n").split("\t")
        text, spans = unmarked(marked, _MARK)
        rows.append(Post(half, text, tuple(spans)))
    return rows


def _names(text: str) -> list[str]:
    """The words that name somebody: no title, three letters or more, or initials."""
    found = re.findall(r"[^\W\d_][\w.']*", text)
    return [
        word.strip(".").lower()
        for word in found
        if word.strip(".").lower() not in _TITLES and (len(word) > 2 or word.isupper())
    ]


def look(post: Post, finder: ActorFinder) -> Outcome:
    """What the finder and the masking make of one post."""
    hits, false, missed, notes = Counter[str](), Counter[str](), Counter[str](), []
    entities = finder.find(post.text)
    extracted = 0
    for start, end, letter in post.spans:
        over = [kind for kind, _, s, e in entities if s < end and start < e]
        if letter == "p":
            extracted += bool(over)
            notes += [f"EXTRACTED {post.text[start:end]} as {over}"] if over else []
        elif letter in KINDS:
            (hits if KINDS[letter] in over else missed)[KINDS[letter]] += 1
            notes += [] if KINDS[letter] in over else [f"missed {KINDS[letter]} {post.text[start:end]!r} (said {over})"]
    for kind, said, s, e in entities:
        if not any(KINDS.get(letter) == kind and s < end and start < e for start, end, letter in post.spans):
            false[kind] += 1
            notes.append(f"false {kind} {said!r}")
    wanted = [(start, end) for start, end, letter in post.spans if letter in KINDS]
    met = sum(any(s < end and start < e for _, _, s, e in entities) for start, end in wanted)
    vain = sum(not any(s < end and start < e for start, end in wanted) for _, _, s, e in entities)
    masked = Counter(_names(mask_private_persons(post.text)))
    outside = Counter(_names(_without(post, "p")))
    left = 0
    privates = [post.text[s:e] for s, e, letter in post.spans if letter == "p"]
    for name in privates:
        stays = [word for word in _names(name) if masked[word] > outside[word]]
        left += bool(stays)
        notes += [f"LEFT {name!r}"] if stays else []
    officials = [post.text[s:e] for s, e, letter in post.spans if letter == "o"]
    lost = sum(any(masked[word] < 1 for word in _names(name)) for name in officials)
    notes += [f"LOST in {mask_private_persons(post.text)!r}"] if lost else []
    return Outcome(
        hits,
        false,
        missed,
        len(privates),
        extracted,
        left,
        len(officials),
        lost,
        (met, vain, len(wanted) - met),
        tuple(notes),
    )


def _without(post: Post, letter: str) -> str:
    text = post.text
    for start, end, kind in reversed(post.spans):
        if kind == letter:
            text = f"{text[:start]} {text[end:]}"
    return text


def actors(file: str) -> Answers:
    """Actors of the right kind, false and missed ones."""
    return {
        half: Spans([(row.hits.total(), row.false.total(), row.missed.total()) for row in rows])
        for half, rows in _looked_at(file)
    }


def names_masked(file: str) -> Answers:
    """Share of the private persons of whose name nothing is left after masking."""
    return {
        half: Share(sum(row.private - row.left for row in rows), sum(row.private for row in rows))
        for half, rows in _looked_at(file)
    }


@cache
def _looked_at(file: str) -> list[tuple[str, list[Outcome]]]:
    finder, rows = ActorFinder(), posts_in(text_of(file))
    return [
        (half, [look(row, finder) for row in rows if row.half == half]) for half in sorted({row.half for row in rows})
    ]
