"""Take the names of private persons out of a quote: victims, suspects, witnesses, residents, reporters.

A report speaks of issues, not of citizens (field guide 17). Officials, public figures and those in `keep` stay. Where
the rules are unsure they mask, since a masked official is a nuisance and a named victim is harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from importlib.resources import files

from analysis.actors.finder import ActorFinder, names_of
from analysis.actors.lists import actor_lists
from analysis.actors.name_runs import name_runs
from analysis.actors.name_words import Quote
from analysis.places.gazetteer import Gazetteer
from analysis.places.mentions import MentionFinder
from analysis.text.person_names import WordKind, is_common, word_kind
from analysis.text.phrases import PhraseIndex, Tokens, tokenize, words

MASK = "[nama]"
# Who is introduced so is somebody of the same name.
_ACCUSED = re.compile(
    r"\b(?:korban|tersangka|pelaku|terdakwa|terduga|saksi|bernama|inisial|warga|atas nama|a\.n\.?|an)\b[^.,;]{0,24}$",
    re.IGNORECASE,
)


def mask_private_persons(text: str, keep: Sequence[str] = ()) -> str:
    """`text` with the names of private persons replaced by "[nama]".

    Args:
        text: one quote or post.
        keep: names that may stand (the office's leaders and officials); case does not matter.

    Once a name is known its later uses, whole or single words of it, are masked too, except inside the names of
    agencies, institutions and places.
    """
    plain = text.replace("\u00a0", " ")
    actors = _finders()[0].find(plain)
    public = {word for name in keep for word in words(name)} | names_of(actors)
    closed = [(start, end) for _, _, start, end in actors]
    for start, end in _figures(plain):
        closed.append((start, end))
        public |= set(words(plain[start:end]))
    quote = Quote(plain, closed)
    direct = list(_private(quote, public))
    if not direct:
        return text
    closed += [(mention.start, mention.end) for mention in _finders()[1].find(plain)]
    names = {plain[start:end] for start, end in direct}
    return _masked(text, {*direct, *_again(plain, names, public, closed)})


def _figures(text: str) -> Iterator[tuple[int, int]]:
    """The spans of public figures' names."""
    tokens = tokenize(text)
    last = 0
    for position in range(len(tokens)):
        hit = _figure_index().at(tokens.low, position) if position >= last else None
        if hit is not None and hit[0] == position + 1 and _part_of_longer(text, tokens, position):
            continue
        if hit is not None and not _ACCUSED.search(text[max(0, tokens.start[position] - 40) : tokens.start[position]]):
            last = hit[0]
            yield tokens.start[position], tokens.end[last - 1]


def _part_of_longer(text: str, tokens: Tokens, position: int) -> bool:
    """One word of a longer name, "Muhammad Gibran Alfarizqi", so somebody else's."""
    for beside, gap in (
        (position - 1, (position - 1, position)),
        (position + 1, (position, position + 1)),
    ):
        if 0 <= beside < len(tokens) and text[tokens.end[gap[0]] : tokens.start[gap[1]]] == " ":
            raw = tokens.raw[beside]
            if raw[0].isupper() and not raw.isupper() and word_kind(raw) is WordKind.NAME:
                return True
    return False


@lru_cache(maxsize=1)
def _figure_index() -> PhraseIndex[bool]:
    """The names of `data/public_figures.txt`."""
    lines = (files("analysis") / "data" / "public_figures.txt").read_text(encoding="utf-8").splitlines()
    return PhraseIndex([(words(line), True) for line in lines if line and not line.startswith("#")])


def _private(quote: Quote, public: Set[str]) -> Iterator[tuple[int, int]]:
    """The spans of the names that are not the public's: all their words an official's, or the first two."""
    for first, last in name_runs(quote):
        named = [word.low.strip(".") in public for word in quote.words[first:last] if len(word.raw) > 1]
        if named and (all(named) or named[:2] == [True, True]):
            continue
        yield quote.words[first].start, quote.words[last - 1].end


def _again(
    text: str, names: Set[str], public: Set[str], closed: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Later uses of known names, whole or by a single word of them; written otherwise too when it is no word."""
    parts = {
        part.strip(".")
        for name in names
        for place, part in enumerate(name.split())
        if len(part) > 2 and not (place and word_kind(part) is WordKind.PLAIN)
    }
    free = {part for part in parts if part.lower() not in public | actor_lists().no_name}
    wanted = sorted({*names, *free}, key=lambda name: (-len(name), name))
    known = {name.lower() for name in wanted}
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", text, re.IGNORECASE):
        said = match[0]
        exact = said in wanted
        if not exact and (said.lower() not in known or (is_common(said) and word_kind(said) is not WordKind.NAME)):
            continue
        if not any(start <= match.start() < end for start, end in closed):
            yield match.span()


def _masked(text: str, spans: Set[tuple[int, int]]) -> str:
    """The text with every span, and neighbouring spans together, replaced by one mask."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    for start, end in reversed(merged):
        text = text[:start] + MASK + text[end:]
    return text


@lru_cache(maxsize=1)
def _finders() -> tuple[ActorFinder, MentionFinder]:
    """One finder of actors and one of places for all calls."""
    return ActorFinder(), MentionFinder(Gazetteer.load())
