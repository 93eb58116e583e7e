"""Words of a text, read in the quick way and in the plain one."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from analysis.text.phrases import Tokens

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@given(st.text(st.characters() | st.sampled_from("aB9_ .,-–“”'’\n\u200bé½²İ"), max_size=30))
@example("Jum'at di Kec. Leles – “rusak”")
@example("a_b  c\n\nd")
@example("")
def test_words_and_their_places(text: str) -> None:
    """The same words, small letters and places as the pattern gives, whatever the text."""
    tokens = Tokens(text)
    matches = list(WORD.finditer(text))
    assert list(tokens.raw) == [match[0] for match in matches]
    assert list(tokens.low) == [match[0].lower().replace("’", "'") for match in matches]
    assert [(start, end) for start, end in zip(tokens.start, tokens.end, strict=True)] == [m.span() for m in matches]
