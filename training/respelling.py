"""The same texts in other everyday spellings, so that less of what is learnt hangs on how a writer types."""

import random
from collections import defaultdict
from typing import Final

from analysis.text.tokens import slang, standard

#: What a text read in another spelling weighs beside itself, and how many of its words are respelt.
AGAIN: Final = 0.5
CASUAL: Final = 0.6


def respelt(plain: list[str]) -> list[str]:
    """Plain texts in standard spelling, then all of them once more in everyday spellings."""
    formal = [" ".join(standard(text.split(" "))) for text in plain]
    return [*formal, *casual(formal)]


def casual(those: list[str]) -> list[str]:
    """Texts in standard spelling with everyday spellings of many of their words, drawn by the same dice every time."""
    known = defaultdict(list)
    for form, word in slang().items():
        if form.isalpha() and " " not in word:
            known[word].append(form)
    # The shortest spellings are those that people type.
    short = {word: sorted(forms, key=lambda form: (len(form), form))[:4] for word, forms in known.items()}
    dice = random.Random(1)

    def spelt(word: str) -> str:
        return dice.choice(short[word]) if word in short and dice.random() < CASUAL else word

    return [" ".join(map(spelt, text.split(" "))) for text in those]
