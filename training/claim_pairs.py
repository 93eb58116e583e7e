"""Messages written by hand beside the fact-checks they carry (`tests/quality/claim_pairs*.tsv`), and what confirming them is worth.

Read and counted in one way by training, benchmark and floors. Guidelines: ``tests/quality/claim_pairs.md``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

FOLDER: Final = Path(__file__).parents[1] / "tests" / "quality"
FILES: Final = tuple(FOLDER / f"claim_pairs{part}.tsv" for part in ("", "_2", "_3"))
#: Messages by several hands: close to what they pass on (the half whose errors were read trains), freely retold ones, and such that
#: nobody has read.
MEASURED: Final = tuple(FOLDER / name for name in ("claim_pairs_4.tsv", "claim_retold.tsv", "claim_pairs_5.tsv"))
#: More of them, about other fact-checks; only training reads them, and no figure is taken on them.
LEARNT: Final = tuple(Path(__file__).parent / f"claim_messages{part}.tsv" for part in ("", "_2", "_3"))


def read_pairs(paths: Sequence[Path] = FILES) -> pd.DataFrame:
    """Each reading one row: file, half, kind of detail changed, factcheck, right, text, said (the details that tell this reading)."""
    out = []
    for path in paths:
        for text in path.read_text("utf-8").splitlines():
            if not text or text.startswith("#"):
                continue
            half, kinds, check, message = text.split("\t")
            slots = [slot.split("|") for slot in re.findall(r"\{([^}]*)\}", message)]
            each = kinds.split(",")
            for k in range(min(map(len, slots))):
                parts = iter([slot[k] for slot in slots])
                filled = re.sub(r"\{[^}]*\}", lambda _, parts=parts: next(parts), message)  # type: ignore[misc]
                said = [slot[k] for slot in slots if not k or slot[k] != slot[0]]
                kind = "" if not k else each[min(k, len(each)) - 1]
                out.append((path.stem, half, kind, check, k == 0, filled, said))
    return pd.DataFrame(out, columns=["file", "half", "kind", "factcheck", "right", "text", "said"])


class Count(NamedTuple):
    """Messages confirmed rightly and wrongly, and messages that carry the claim."""

    good: int
    wrong: int
    meant: int


def judge(
    pair: Any, sure: str, cluster: Mapping[str, int], words: Mapping[str, str], same: Container[tuple[str, str]]
) -> tuple[bool, bool]:
    """Whether the fact-check ``sure`` is of the pair's hoax, or another one that names this very reading's details."""
    own = cluster[sure] == cluster[pair.factcheck] or (sure, pair.factcheck) in same
    return own, not own and all(part.casefold() in words[sure] for part in pair.said)


def count(pairs: pd.DataFrame, confirmed: Sequence[str], rows: pd.DataFrame, same: Container[tuple[str, str]]) -> Count:
    """How many confirmations ("" none) are right; a changed message confirmed as another fact-check that names it is left out."""
    cluster = dict(zip(rows.id, rows.cluster, strict=True))
    words = {row.id: f"{row.title} {row.narrative}".casefold() for row in rows.itertuples()}
    good = wrong = 0
    for pair, sure in zip(pairs.itertuples(), confirmed, strict=True):
        if not sure:
            continue
        own, named = judge(pair, sure, cluster, words, same)
        good += bool(pair.right) and (own or named)
        wrong += not (own or named) if pair.right else not named
    return Count(good, wrong, int(pairs.right.sum()))
