"""How well the stance to a claim is read: macro-F1 with its interval, confusion table and two baselines, in one command.

`python benchmarks/stance_accuracy.py [--data DIR] [--check]`: DIR is the measuring data (`hoax/factchecks.jsonl`,
`events/berita_2025-06-18_19.jsonl`, `summary/detik_sum_a.csv`); without it only the posts we wrote are measured. The half set apart for checking
is measured with `--check` only, and its errors are not shown. Labels and guidelines: `tests/quality/stance_posts.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

import pandas as pd

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from analysis.claims.match import Candidate  # noqa: E402
from analysis.claims.verification import verification_columns  # noqa: E402
from analysis.frame import posts_frame  # noqa: E402
from analysis.learning.scoring import accuracy, confusion, f1_of, interval, macro_f1  # noqa: E402
from analysis.stance.reading import stance_columns  # noqa: E402

POSTS: Final = (
    *(ROOT / "tests" / "quality" / f"stance_posts{part}.tsv" for part in ("", "_2", "_3")),
    ROOT / "analysis" / "data" / "measure" / "stance_posts_4.tsv",
)
NEWS: Final = "events/berita_2025-06-18_19.jsonl"
LIBRARY: Final = "hoax/factchecks.jsonl"
SUMMARIES: Final = "summary/detik_sum_a.csv"
LABELS: Final = ("spreads", "denies", "quotes", "asks", "none")
OPENING: Final = 260
#: The set whose writer has never seen the program.
STRANGER: Final = "stance_posts_4"
#: The one-word rule: the first list with a word in the text.
ONE_WORD: Final = (
    (
        "denies",
        re.compile(r"\b(?:hoax|hoaks|salah|bantah|membantah|klarifikasi|tidak benar|palsu|penipuan)\b", re.IGNORECASE),
    ),
    ("asks", re.compile(r"\b(?:benarkah|apakah|apa benar)\b|\?", re.IGNORECASE)),
    ("quotes", re.compile(r"\b(?:beredar|viral|diduga|diklaim)\b", re.IGNORECASE)),
)


def labelled(data: Path | None) -> pd.DataFrame:
    """The labelled posts with their texts; rows of others' texts only where ``data`` holds them unchanged."""
    parts = [pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=3) for path in POSTS]
    table = pd.concat([part.assign(set=path.stem) for path, part in zip(POSTS, parts, strict=True)], ignore_index=True)
    table["title"] = ""
    texts = _others(data) if data else {}
    for place, row in table.iterrows():
        if row.source != "own":
            table.loc[place, ["title", "text"]] = texts.get(row.ref, ("", ""))
    whole = [f"{title}\n{text}" if title else text for title, text in zip(table.title, table.text, strict=True)]
    same = [hashlib.sha256(t.encode()).hexdigest()[:12] == h for t, h in zip(whole, table.hash, strict=True)]
    return _as_read(table[same].reset_index(drop=True))


def _as_read(table: pd.DataFrame) -> pd.DataFrame:
    """Column ``press``; headlines written by us parted from their opening, line breaks as such."""
    headline = table.ref == "headline"
    table["press"] = (table.source == "news") | headline
    parted = table.text[headline].str.partition("\\n")
    table.loc[headline, "title"], table.loc[headline, "text"] = parted[0], parted[2]
    own = table.source == "own"
    table.loc[own, "text"] = table.text[own].str.replace("\\n", "\n")
    return table


def _others(data: Path) -> dict[str, tuple[str, str]]:
    found = {}
    for line in (data / NEWS).read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["url"]] = (row["judul"] or "", (row["isi_berita"] or "")[:OPENING])
    for line in (data / LIBRARY).read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["id"]] = ("", row["narrative"] or "")
    for row in pd.read_csv(data / SUMMARIES, dtype=str, keep_default_na=False).to_dict("records"):
        found[row["tautan"]] = (row["judul"], row["isi_berita"][:OPENING])
    return found


def answers(table: pd.DataFrame, *, known: bool = True) -> list[str]:
    """The product's stance of each post; ``known=False`` leaves out what the matcher would say."""
    posts = posts_frame(
        [
            {
                "id": str(i),
                "title": row.title,
                "text": row.text,
                "url": row.ref if row.source == "news" else "",
                "kind": "news" if row.press else "social",
                "tier": 2 if row.press else 0,
            }
            for i, row in enumerate(table.itertuples())
        ]
    )
    checks = verification_columns(posts)
    flags, scores = checks.needs_verification.tolist(), checks.needs_verification_score.tolist()
    claims = [(Candidate("f", 0.9, "suggest"),) if known and k == "1" else () for k in table.known]
    return [found or "none" for found in stance_columns(posts, flags, claims, scores).claim_stance]


def one_word(table: pd.DataFrame) -> list[str]:
    """The baseline: one word decides; with a known claim what has none of them spreads it."""
    found = []
    for row in table.itertuples():
        text = f"{row.title} {row.text}"
        said = next((name for name, words in ONE_WORD if words.search(text)), "")
        found.append(said or ("spreads" if row.known == "1" else "none"))
    return found


def shown(name: str, true: list[str], said: list[str]) -> None:
    """One line of figures."""
    f1: Any = partial(macro_f1, labels=LABELS)
    low, high = interval(f1, true, said)
    each = "  ".join(f"{label} {f1_of(true, said, label):.3f}" for label in LABELS)
    print(
        f"{name:34} n {len(true)}  accuracy {accuracy(true, said):.3f}  "
        f"macro-F1 {f1(true, said):.3f} [{low:.3f}, {high:.3f}]  {each}"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--errors", action="store_true", help="show the misread posts of the half for choosing")
    given = parser.parse_args()
    table = labelled(given.data)
    digest = " ".join(hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in POSTS)
    print(f"posts {digest}, {len(table)} readable; {platform.machine()}, Python {platform.python_version()}")
    for split in ("choose", "check") if given.check else ("choose",):
        part = table[table.split == split].reset_index(drop=True)
        true, said = part.stance.tolist(), answers(part)
        print(f"\n{split}")
        shown("one word", true, one_word(part))
        shown("product", true, said)
        unmatched = answers(part, known=False)
        shown("product, nothing matched", true, unmatched)
        parts = {name: rows_of.index.tolist() for name, rows_of in part.groupby("set")}
        parts["the three older sets"] = part.index[part.set != STRANGER].tolist()
        parts |= {s: part.index[part.source == s].tolist() for s in ("news", "library", "own")}
        parts[f"{STRANGER}, headlines"] = part.index[(part.set == STRANGER) & part.press].tolist()
        parts[f"{STRANGER}, other posts"] = part.index[(part.set == STRANGER) & ~part.press].tolist()
        for name, rows in parts.items():
            if rows:
                shown(f"  {name}", [true[i] for i in rows], [said[i] for i in rows])
        rows = parts[STRANGER]
        shown(f"  {STRANGER}, nothing matched", [true[i] for i in rows], [unmatched[i] for i in rows])
        print(confusion([true[i] for i in rows], [said[i] for i in rows], LABELS))
        print(confusion(true, said, LABELS))
        if given.errors and split == "choose":
            for row, found in zip(part.itertuples(), said, strict=True):
                if row.stance != found:
                    print(f"{row.source} {row.ref[-40:]} | true {row.stance} | said {found} | {row.title} | {row.text}")


if __name__ == "__main__":
    main()
