"""A text of spans to plain words that people edit, and back: words that stayed keep their emphasis and their lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from kentongan.core.report_edits import CITATION
from kentongan.core.word_merge import tokens
from reports.blocks import Span, Text

_MARK: Final = re.compile(r"\s?\[\d{1,6}\]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, or a citation (`post`), with the span it came from."""

    text: str
    span: Span
    post: str = ""

    @property
    def word(self) -> str:
        return f"#{self.post}" if self.post else self.text.strip()


def kept_text(text: Text) -> str:
    """The words with citations as `[#post-id]`; no-break spaces are plain ones, as a keyboard writes them."""
    return "".join(f" [#{span.posts[0]}]" if _cites(span) else span.text for span in text).replace("\u00a0", " ")


def respanned(machine: Text, edited: str, rows: Mapping[str, int]) -> Text:
    """The edited words as spans.

    Args:
        machine: the text the words were edited from.
        edited: as kept (`[#post-id]` cites).
        rows: post id → row of annex A; a citation of another post falls away.

    Returns:
        Words that stayed with their emphasis, level, list and address; new words plain, or with the emphasis of those
        they replace; () for no words at all.
    """
    if edited == kept_text(machine):
        return machine
    old = [piece for span in machine for piece in _pieces(span)]
    new = list(_read(edited, rows))
    matcher = SequenceMatcher(None, [p.word for p in old], [p.word for p in new], autojunk=False)
    written: list[_Piece] = []
    for tag, i, j, k, n in matcher.get_opcodes():
        if tag == "equal":
            written += [piece for o, p in zip(old[i:j], new[k:n], strict=True) for piece in _stayed(o, p)]
        elif tag == "replace":
            looks = {(o.span.strong, o.span.quiet) for o in old[i:j] if not o.post}
            strong, quiet = looks.pop() if len(looks) == 1 else (False, False)
            written += [p if p.post else replace(p, span=Span("", strong=strong, quiet=quiet)) for p in new[k:n]]
        else:
            written += new[k:n]
    return _joined(written)


def _cites(span: Span) -> bool:
    return span.quiet and len(span.posts) == 1 and not span.label and _MARK.fullmatch(span.text) is not None


def _pieces(span: Span) -> list[_Piece]:
    if _cites(span):
        return [_Piece(span.text, span, span.posts[0])]
    return [_Piece(word, span) for word in tokens(span.text.replace("\u00a0", " "))]


def _read(text: str, rows: Mapping[str, int]) -> Sequence[_Piece]:
    """Words and citations of an edited text."""
    pieces: list[_Piece] = []
    at = 0
    for hit in CITATION.finditer(text):
        pieces += [_Piece(word, Span("")) for word in tokens(text[at : hit.start()])]
        row = rows.get(hit[1])
        if row:
            mark = f"\u00a0[{row}]"
            pieces.append(_Piece(mark, Span(mark, quiet=True, posts=(hit[1],)), hit[1]))
        at = hit.end()
    return [*pieces, *(_Piece(word, Span("")) for word in tokens(text[at:]))]


def _stayed(old: _Piece, new: _Piece) -> Sequence[_Piece]:
    """A word that stayed, with its span; the space after it is its own only where it was."""
    if new.post:
        return (new,)
    word = new.text.rstrip()
    space = new.text[len(word) :]
    if old.text != old.text.rstrip() or not word:
        return (_Piece(new.text, old.span),)
    return (_Piece(word, old.span), _Piece(space, Span(""))) if space else (_Piece(word, old.span),)


def _joined(pieces: Sequence[_Piece]) -> Text:
    """Neighbours of one look as one span; a number's list stays with the words that were its own."""
    spans = []
    for (post, span), group in groupby(pieces, key=lambda piece: (piece.post, replace(piece.span, text=""))):
        words = "".join(piece.text for piece in group)
        spans.append(replace(span, text=words, posts=(post,) if post else span.posts))
    while spans and not spans[-1].text.strip():
        spans.pop()
    return tuple(spans)
