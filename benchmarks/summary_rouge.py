"""Our summaries beside the first three sentences, TextRank and others: `python benchmarks/summary_rouge.py --rivals PYTHON`.

Articles with reference summaries (`../shared/data/summary`), in order of time: the earlier half is for choosing, the later
one (`--half final`) for the figures of the docs. ROUGE-1, -2 and -L (F1, Lin 2004; no stemming), with bootstrapped 95 %
intervals of the difference to ours over articles; length in words; redundancy as the share of a summary's stems that an
earlier sentence of it said already. PYTHON is an interpreter with sumy and rouge-score, a scratch environment of its own;
without it TextRank is left out and the scores are ours alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
DATA = ROOT.parent / "shared" / "data" / "summary" / "detik_sum_a.csv"
LIMIT = 3
#: Articles that share this much of their word triples are copies and stand on one side only.
COPY = 0.5


@dataclass(frozen=True)
class Article:
    """Headline, text and reference summary of one article, and when it was published."""

    key: str
    title: str
    text: str
    reference: str
    at: pd.Timestamp


def articles(half: str) -> list[Article]:
    """One half of the articles in order of time, without copies of the other's."""
    frame = pd.read_csv(DATA)
    frame["at"] = pd.to_datetime(frame["tanggal"], format="mixed").dt.tz_localize("Asia/Jakarta")
    frame = frame.sort_values(["at", "id"])
    every = [Article(str(r.id), str(r.judul), str(r.isi_berita), str(r.Summary), r.at) for r in frame.itertuples()]
    middle = len(every) // 2
    first, second = every[:middle], every[middle:]
    seen = [_triples(article.text) for article in first]
    later = [a for a in second if not any(_alike(_triples(a.text), one) for one in seen)]
    return first if half == "choose" else later


def _triples(text: str) -> set[tuple[str, ...]]:
    words = tokens(text)
    return set(zip(words, words[1:], words[2:], strict=False))


def _alike(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> bool:
    return len(one & other) >= COPY * max(1, min(len(one), len(other)))


# -- ROUGE ---------------------------------------------------------------------------------------------------------
def tokens(text: str) -> list[str]:
    """As rouge-score cuts a text: small ASCII letters and digits."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).split()


def rouge(reference: str, summary: str) -> tuple[float, float, float]:
    """F1 of ROUGE-1, ROUGE-2 and ROUGE-L."""
    wanted, given = tokens(reference), tokens(summary)
    return _shared(wanted, given, 1), _shared(wanted, given, 2), _f1(_longest(wanted, given), len(given), len(wanted))


def _shared(wanted: list[str], given: list[str], size: int) -> float:
    left, right = (Counter(zip(*(words[n:] for n in range(size)), strict=False)) for words in (wanted, given))
    return _f1(sum((left & right).values()), sum(right.values()), sum(left.values()))


def _f1(hits: int, given: int, wanted: int) -> float:
    return 2 * hits / (given + wanted) if hits else 0.0


def _longest(one: list[str], other: list[str]) -> int:
    row = [0] * (len(other) + 1)
    for word in one:
        new = [0]
        for place, mate in enumerate(other):
            new.append(row[place] + 1 if word == mate else max(row[place + 1], new[place]))
        row = new
    return row[-1]


# -- summaries -----------------------------------------------------------------------------------------------------
def ours(article: Article) -> list[str]:
    """The product's own."""
    from analysis.summaries.writing import summarise

    row = {
        "id": article.key,
        "title": article.title,
        "text": article.text,
        "source": "detik",
        "kind": "news",
        "tier": 1,
    }
    return [s.text for s in summarise(pd.DataFrame([{**row, "published_at": article.at}]), limit=LIMIT)]


def lead(article: Article, count: int) -> list[str]:
    """The first sentences, furniture of the page and datelines left out, as for everybody here."""
    from analysis.text.sentences import sentences

    return sentences(article.text)[:count]


def redundancy(summary: Sequence[str]) -> float:
    """Share of stems that an earlier sentence of the summary said already."""
    from analysis.text.tokens import content_words, stems

    said: set[str] = set()
    again = whole = 0
    for sentence in summary:
        words = set(stems(content_words(sentence)))
        again, whole = again + len(words & said), whole + len(words)
        said |= words
    return again / whole if whole else 0.0


def rivals(
    python: str, chosen: list[Article], pairs: list[tuple[str, str]]
) -> tuple[dict[str, list[list[str]]], list[list[float]]]:
    """Summaries by sumy and scores by rouge-score, in their own environment."""
    from analysis.text.sentences import sentences
    from analysis.text.tokens import content_words, stems

    documents = [{"sentences": [[s, list(stems(content_words(s)))] for s in sentences(a.text)]} for a in chosen]
    asked = json.dumps({"documents": documents, "scored": pairs})
    script = Path(__file__).with_name("summary_rivals.py")
    done = subprocess.run([python, str(script)], input=asked, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    return told["summaries"], told["scores"]


def interval(difference: np.ndarray, rounds: int = 2_000) -> tuple[float, float]:
    """95 % interval of the mean, by drawing articles anew."""
    draw = np.random.default_rng(0)
    means = [difference[draw.integers(0, len(difference), len(difference))].mean() for _ in range(rounds)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("choose", "final"), default="choose")
    parser.add_argument("--rivals", default="", help="an interpreter with sumy and rouge-score")
    options = parser.parse_args()
    chosen = articles(options.half)
    digest = hashlib.sha256(DATA.read_bytes()).hexdigest()[:16]
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(
        f"{DATA.name} sha256 {digest}; half “{options.half}”: {len(chosen)} articles, {chosen[0].at:%Y-%m-%d} to {chosen[-1].at:%Y-%m-%d}"
    )
    words = [len(a.reference.split()) for a in chosen]
    print(f"references: {np.mean(words):.1f} words ± {np.std(words):.1f}\n")
    start = time.process_time()
    made: dict[str, list[list[str]]] = {"ours": [ours(a) for a in chosen]}
    spent = time.process_time() - start
    made |= {f"lead-{count}": [lead(a, count) for a in chosen] for count in (3, 2)}
    if options.rivals:
        pairs = [(a.reference, " ".join(s)) for a, s in zip(chosen, made["ours"], strict=True)]
        others, scores = rivals(options.rivals, chosen, pairs)
        made |= others
        off = max(
            abs(x - y) for pair, row in zip(pairs, scores, strict=True) for x, y in zip(rouge(*pair), row, strict=True)
        )
        print(f"our ROUGE and rouge-score differ by at most {off:.1e}\n")
    show(chosen, made)
    print(f"\nours: {1000 * spent / len(chosen):.1f} ms an article (CPU)")


def show(chosen: list[Article], made: dict[str, list[list[str]]]) -> None:
    """One row a system; the differences to ours in brackets."""
    table = {
        name: np.array([rouge(a.reference, " ".join(s)) for a, s in zip(chosen, summaries, strict=True)]) * 100
        for name, summaries in made.items()
    }
    print("| | ROUGE-1 | ROUGE-2 | ROUGE-L | words | redundancy |\n|---|---|---|---|---|---|")
    for name, scores in table.items():
        cells = []
        for column in range(3):
            text = f"{scores[:, column].mean():.2f}"
            if name != "ours":
                low, high = interval(table["ours"][:, column] - scores[:, column])
                text += f" (ours {low:+.2f} to {high:+.2f})"
            cells.append(text)
        lengths = [len(" ".join(s).split()) for s in made[name]]
        again = np.mean([redundancy(s) for s in made[name]])
        print(f"| {name} | {' | '.join(cells)} | {np.mean(lengths):.1f} ± {np.std(lengths):.1f} | {again:.3f} |")


if __name__ == "__main__":
    main()
