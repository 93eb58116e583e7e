"""Measure what must not be confirmed: claims with another number or place, and true texts.

    python -m training.measure_near_misses SHARED_DATA_FOLDER

A near miss is a circulating text of the newest tenth whose own fact-check is in the base, with every number of at least two
digits changed, or every known place replaced by another one. True texts are those Mafindo checked and did not find
false; their own fact-checks are taken out of the base.
"""

import argparse
import random
import re
import time
from pathlib import Path

import pandas as pd

from analysis.claims.details import places
from analysis.claims.index import FactCheckIndex
from analysis.claims.match import claim_columns
from kentongan.core.findings import FactCheck
from training.claim_gold import newest, read

_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{2,7}")


def main() -> None:
    """Print confirm rates before and after each change, and for true texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    rows = read(parser.parse_args().shared / "hoax" / "factchecks.jsonl")
    started = time.process_time()
    index = build(rows)
    print("build, CPU seconds", round(time.process_time() - started, 1), "fact-checks", len(rows))
    late = newest(rows)
    late = late[late.narrative.str.split().str.len() >= 8]
    texts = late.narrative.tolist()
    print("as circulated", confirmed(texts, index))
    rng = random.Random(3)
    known = sorted(name for name in places() if " " not in name)
    for name, changed in (
        ("number", [other_numbers(t) for t in texts]),
        ("place", [other_places(t, known, rng) for t in texts]),
    ):
        pairs = [(old, new) for old, new in zip(texts, changed, strict=True) if old != new]
        before, after = (confirmed([pair[k] for pair in pairs], index) for k in (0, 1))
        print(f"other {name}: n {len(pairs)} before {before} after {after}")
    true = rows[(rows.source == "mafindo2015_2020") & (rows.label == "not_hoax")]
    rest = build(rows[~rows.cluster.isin(true.cluster)])
    print("true texts: n", len(true), "confirmed", confirmed(true.narrative.tolist(), rest))


def build(rows: pd.DataFrame) -> FactCheckIndex:
    """The base of all these fact-checks."""
    return FactCheckIndex.build(
        [FactCheck(str(i), r.title, r.narrative, r.date) for i, r in enumerate(rows.itertuples())]
    )


def confirmed(texts: list[str], index: FactCheckIndex) -> float:
    """Share of texts with a confirmed fact-check."""
    found = claim_columns(pd.DataFrame({"title": "", "text": texts, "url": ""}), index).claims
    return round(sum(bool(c) and c[0].decision == "confirm" for c in found) / max(len(texts), 1), 4)


def other_numbers(text: str) -> str:
    """Every number of two digits or more with each digit raised by one."""
    return _NUMBER.sub(lambda hit: re.sub(r"[1-9]", lambda d: str(int(d[0]) % 9 + 1), hit[0]), text)


def other_places(text: str, known: list[str], rng: random.Random) -> str:
    """Every known place of one word replaced by another one."""
    for name in known:
        text = re.sub(rf"\b{re.escape(name)}\b", lambda _: rng.choice(known).title(), text, flags=re.IGNORECASE)
    return text


if __name__ == "__main__":
    main()
