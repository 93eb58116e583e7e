"""Which words decided a tone: the whole reading is repeated with each word left out (leave-one-out, Robnik-Šikonja &
Kononenko 2008).

Model, word lists, rules and what is said of services work together, so a reason is what changes when a word is missing,
not a weight of one of them. The words are those of the text as it was written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from analysis.frame import posts_frame
from analysis.text.clean import clean_text
from analysis.tone.model import LABELS
from analysis.tone.reading import tone_columns
from analysis.tone.rules import read
from analysis.tone.text import tone_text
from kentongan.core.messages import Say

#: Words looked at, from the beginning: a reading each.
_MAX_WORDS: Final = 120
#: A word that moves the log-odds less is no reason.
_LEAST: Final = 0.15
_WORD: Final = re.compile(r"\S+")
#: What a rule says, by its name in ``ToneReasons.rules``.
RULES: Final = {
    "sarcasm": Say("sindiran: pujian tidak dipercaya", "irony: praise is not believed"),
    "neutral": Say("dukacita atau pengumuman: netral", "condolence or notice: neutral"),
    "polite_complaint": Say("keluhan yang santun tetap keluhan", "a polite complaint is a complaint"),
    "doubt": Say("ada keraguan atau menunggu kepastian", "doubt, or waiting for certainty"),
}
_EDGES: Final = " .,;:!?\"'()[]“”…"


@dataclass(frozen=True, slots=True)
class WordReason:
    """A word of the text: its place ``[start, end)`` in code points, and its pull.

    The pull is the change of the log-odds of the tone that was said: above zero the word spoke for it, below against it.
    """

    word: str
    start: int
    end: int
    pull: float


@dataclass(frozen=True, slots=True)
class ToneReasons:
    """The tone of one text with its score (0…1), whether it is in doubt, the words behind it and the rules that spoke.

    ``rules`` holds any of ``sarcasm``, ``neutral`` (condolence or notice), ``polite_complaint``, ``doubt``.
    """

    tone: str
    score: float
    unsure: bool
    agency: str
    potential: bool
    words: tuple[WordReason, ...]
    rules: tuple[str, ...]


def tone_reasons(text: str, kind: str = "social", agency_words: Sequence[str] = (), limit: int = 8) -> ToneReasons:
    """Read one text and say why; at most ``limit`` words, the strongest first.

    Args:
        text: a post's text, or a headline with ``kind="news"``; of long texts the first 120 words are looked at.
        kind: the kind of post, as in the frame of posts.
        agency_words: the office's own names, as for :func:`analysis.tone.reading.tone_columns`.

    Raises:
        ModelError: the model file is missing or damaged.
    """
    places = [match.span() for match in _WORD.finditer(text)][:_MAX_WORDS]
    head = text[: places[-1][1]] if places else ""
    variants = [text, head] + [head[:start] + head[end:] for start, end in places]
    table = tone_columns(posts_frame([{"kind": kind, "text": variant} for variant in variants]), agency_words)
    first = table.iloc[0]
    said = np.clip(table[f"tone_{first['tone']}"].to_numpy(dtype=np.float64), 1e-6, 1 - 1e-6)
    odds = np.log(said / (1 - said))
    found = []
    for (start, end), pull in zip(places, (odds[1] - odds[2:]).tolist(), strict=True):
        word = text[start:end].strip(_EDGES)
        if word and abs(pull) >= _LEAST:
            place = text.index(word, start)
            found.append(WordReason(word, place, place + len(word), round(pull, 3)))
    found.sort(key=lambda reason: (-abs(reason.pull), reason.start))
    seen = read(tone_text(clean_text(text)))
    flags = {
        "sarcasm": seen.sarcastic,
        "neutral": seen.neutral,
        "polite_complaint": seen.asks and seen.bad > 0,
        "doubt": seen.doubt,
    }
    return ToneReasons(
        tone=str(first["tone"]),
        score=float(first[[f"tone_{label}" for label in LABELS]].max()),
        unsure=bool(first["tone_unsure"]),
        agency=str(first["tone_agency"]),
        potential=bool(first["potential_negative"]),
        words=tuple(found[:limit]),
        rules=tuple(name for name, holds in flags.items() if holds),
    )
