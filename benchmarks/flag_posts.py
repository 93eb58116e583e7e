"""Which posts are flagged "perlu verifikasi": posts labelled by hand, and how quiet ordinary streams stay, in one command.

`python benchmarks/flag_posts.py [--data DIR] [--check] [--errors]`: the posts are `analysis/data/measure/verification_posts.tsv`, labels and
kinds in `tests/quality/verification_posts.md`. The half set apart for checking and two more strangers' posts that nobody has read
(`verification_posts_2.tsv`) are measured with `--check` only and their errors are never shown; `--errors` shows those of the other. With `--data` (the measuring data) the share flagged of real texts nobody trained on is printed, each
posted without a source so that no guard helps, but for the news of a known outlet.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from analysis.claims.match import circulating  # noqa: E402
from analysis.claims.verification import verification_columns  # noqa: E402
from analysis.frame import posts_frame  # noqa: E402
from analysis.learning.scoring import ece, interval  # noqa: E402
from analysis.measures.claims import posts_with_headlines  # noqa: E402

POSTS: Final = ROOT / "analysis" / "data" / "measure" / "verification_posts.tsv"
APART: Final = POSTS.with_name("verification_posts_2.tsv")
SAMPLE: Final = ROOT / "kentongan" / "sample"
NEWS: Final = "events/berita_2025-06-18_19.jsonl"
#: Articles of which title, opening and text are read.
ARTICLES: Final = 800
OPENING: Final = 300


def labelled(path: Path = POSTS) -> pd.DataFrame:
    """The labelled posts with what the program says of each: ``flagged`` and ``score``."""
    table = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=3)
    found = verification_columns(posts_with_headlines(table))
    return table.assign(
        asks=table.need == "y",
        flagged=found.needs_verification.to_numpy(),
        score=found.needs_verification_score.to_numpy(),
    )


def recall(asks: Any, flagged: Any) -> float:
    """Share of the posts that ask for a check which are flagged."""
    return float(flagged[asks.astype(bool)].mean())


def precision(asks: Any, flagged: Any) -> float:
    """Share of the flagged posts that ask for a check; NaN where none is."""
    return float(asks[flagged.astype(bool)].mean()) if flagged.any() else float("nan")


def figures(part: pd.DataFrame) -> dict[str, float]:
    """What the floors are measured with: precision, recall, AUC and calibration error of the score."""
    asks, flagged = part.asks.to_numpy(), part.flagged.to_numpy()
    return {
        "precision": precision(asks, flagged),
        "recall": recall(asks, flagged),
        "auc": float(roc_auc_score(asks, part.score)),
        "ece": ece(asks, part.score),
    }


def shown(name: str, part: pd.DataFrame) -> None:
    """One line of figures with intervals, and recall by kind."""
    asks, flagged = part.asks.to_numpy(), part.flagged.to_numpy()
    found = figures(part)
    auc = interval(lambda a, s: float(roc_auc_score(a, s)), asks, part.score.to_numpy())
    spans = [interval(partial(of), asks, flagged) for of in (precision, recall)]
    said = [
        f"{key} {found[key]:.3f} [{low:.3f}, {high:.3f}]"
        for key, (low, high) in zip(("precision", "recall", "auc"), [*spans, auc], strict=True)
    ]
    print(
        f"{name}: {asks.sum()} of {len(part)} ask, {flagged.sum()} flagged; {'  '.join(said)}  ece {found['ece']:.3f}"
    )
    kinds = part[part.asks].groupby("kind").flagged.agg(["sum", "size"])
    print("  flagged by kind:", ", ".join(f"{kind} {row['sum']} of {row['size']}" for kind, row in kinds.iterrows()))


def streams(data: Path) -> dict[str, list[dict[str, Any]]]:
    """Real texts by name, as posts."""
    opinions = pd.read_csv(data / "sentiment" / "smsa_valid.tsv", sep="\t", header=None, quoting=3)[0].tolist()
    slang = (data / "lexicon" / "stif_informal_formal" / "dev.inf").read_text("utf-8").splitlines()
    news = [json.loads(line) for line in (data / NEWS).read_text("utf-8").splitlines()]
    titles, bodies = [n["judul"] or "" for n in news], [n["isi_berita"] or "" for n in news]
    checks = [json.loads(line) for line in (data / "hoax" / "factchecks.jsonl").read_text("utf-8").splitlines()]
    hoaxes = [circulating(c["narrative"] or "") for c in checks if (c["date"] or "") >= "2021"]
    hoaxes = [text for text in hoaxes if len(text.split()) >= 6]
    texts = {
        "circulating hoaxes 2021-2025": hoaxes,
        "- of 6-14 words": [text for text in hoaxes if len(text.split()) <= 14],
        "- of 40-149 words": [text for text in hoaxes if 40 <= len(text.split()) < 150],
        "opinions, SmSA valid": opinions,
        "slang, STIF dev": slang,
        "news titles alone": titles[:ARTICLES],
        "news, first 300 characters": [body[:OPENING] for body in bodies[:ARTICLES]],
        "news, full text": bodies[:ARTICLES],
        "the sample day, no claim": ordinary_sample(),
    }
    posts = {name: [{"text": text} for text in those] for name, those in texts.items()}
    outlet = [{"title": t, "text": b, "kind": "news", "tier": 2} for t, b in zip(titles, bodies, strict=True)]
    return posts | {"news of a known outlet": outlet}


def ordinary_sample() -> list[str]:
    """Social posts of the sample day that speak of none of its claims."""
    social = [json.loads(line) for line in (SAMPLE / "medsos.jsonl").read_text("utf-8").splitlines()]
    truth = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
    voices = {ref for hoax in truth["hoaxes"] for kind in ("spreading", "denying", "asking") for ref in hoax[kind]}
    return [row["text"] for row in social if row["id"] not in voices]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    digests = [hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in (POSTS, APART)]
    print(f"posts {', '.join(digests)}; {platform.machine()}, Python {platform.python_version()}")
    table = labelled()
    halves = ("choose", "check") if given.check else ("choose",)
    for half in halves:
        shown(half, table[table.split == half])
    if given.check:
        apart = labelled(APART)
        shown("never read", apart)
        shown("check and never read", pd.concat([table[table.split == "check"], apart]))
    if given.errors:
        wrong = table[(table.split == "choose") & (table.asks != table.flagged)].sort_values(["asks", "score"])
        for post in wrong.itertuples():
            print(f"  {'missed' if post.asks else 'false alarm'}\t{post.score:.2f}\t{post.kind}\t{post.text}")
    if given.data:
        for name, rows in streams(given.data).items():
            posts = posts_frame([{"id": str(number), **row} for number, row in enumerate(rows)])
            share = np.mean(verification_columns(posts).needs_verification)
            print(f"{name:32} {len(rows):6}  flagged {share:.2%}")


if __name__ == "__main__":
    main()
