"""Which fact-check answers a circulating text: ranks, confirmations, speed, beside what others do.

`python benchmarks/claim_matching.py --data DIR` with `hoax/factchecks.jsonl` and `claims_en/clef2020_task2` (train and dev only).

Queries are the newest tenth of the dated fact-checks that have a circulating text, without those whose text is but the title.
Four readings of "which fact-check". "Title only" is the strict one: of the query's hoax the library holds nothing but titles (its
text, and that of every near-identical fact-check, is taken out), while other fact-checks keep their texts. "Titles alone": no
fact-check has a text. "Only the own text hidden": another desk's fact-check of the same hoax keeps its text. "Title and text": the
text is known.
An answer is right when it is of the query's hoax: a near-identical title, or judged the same by hand (tests/quality/same_hoax.tsv).
The ranker saw only older fact-checks (`training/train_claim_match.py`). Intervals: 95 % bootstrap over queries.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import os
import platform
import random
import re
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pandas as pd
import Stemmer
from claim_rivals import Bm25, Rank, check_overlap, cofacts, plain_bm25, tfidf
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.claims.index import FactCheckIndex
from analysis.claims.match import match
from analysis.claims.ranking import Ranker, candidates, pair_features, read_queries, shipped_ranker
from kentongan.core.findings import FactCheck
from training.claim_gold import judged, newest, read
from training.claim_pairs import FILES, MEASURED, count, read_pairs
from training.listwise import Lists
from training.train_claim_match import as_ranker, fit_order, fit_sure

TOP = 50
DRAWS = 1_000
#: Addresses, and the day of the date every embedded tweet ends with; who wrote it, the month and the year stay: claims name them.
TWEET_TAIL = re.compile(r"(?:https?://|pic\.twitter)\S+|\d{1,2},(?= 20\d\d\s*$)")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)")
#: Set before the processes of the batch are forked, so that they share one index.
_SHARED: dict[str, FactCheckIndex] = {}


def line(name: str, ranks: np.ndarray, n: int | None = None) -> None:
    """Recall and mean reciprocal rank with the interval of R@1."""
    rng = np.random.default_rng(0)
    draws = rng.integers(0, len(ranks), (DRAWS, len(ranks)))

    def span(values: np.ndarray) -> str:
        low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
        return f"{values.mean():.3f} [{low:.3f} {high:.3f}]"

    cells = "  ".join(f"R@{k} {span((ranks <= k).astype(float))}" for k in (1, 5, 10))
    print(f"{name:<40}{n or len(ranks):>6}  {cells}  MRR {span(1 / ranks)}", flush=True)


def ours(texts: Sequence[str], index: FactCheckIndex, ranker: Ranker) -> list[list[tuple[str, ...]]]:
    """Answers per text, best first; each answer the ids of near-identical fact-checks."""
    out = []
    for start in range(0, len(texts), 500):
        block = list(texts[start : start + 500])
        found = match(block, [""] * len(block), index, ranker, TOP)
        out += [[(c.factcheck, *c.also) for c in one] for one in found]
    return out


def first_right(answers: Sequence[Sequence[tuple[str, ...]]], right: Sequence[Callable[[str], bool]]) -> np.ndarray:
    """Rank of the first right answer, infinite where there is none."""
    ranks = []
    for found, good in zip(answers, right, strict=True):
        hit = next((i + 1 for i, group in enumerate(found) if any(map(good, group))), np.inf)
        ranks.append(hit)
    return np.array(ranks, dtype=float)


def circulating_to_checks(rows: pd.DataFrame) -> None:
    """The table of circulating texts, both readings, ours and others."""
    asked = newest(rows)
    same = judged()
    cluster = dict(zip(rows.id, rows.cluster, strict=True))
    near = {(a, cluster[b]) for a, b in same if a in cluster and b in cluster}
    members = rows.groupby("cluster").id.agg(list).to_dict()
    # A judgement about one fact-check holds for its near-identical ones.
    wanted = [
        {c} | {other for one in members[c] for number in (one,) for (a, other) in near if a == number}
        for c in asked.cluster
    ]
    right = [lambda found, own=own: cluster[found] in own for own in wanted]
    hidden = set().union(*wanted)
    texts = asked.narrative.tolist()
    print(f"\ncirculating texts of {asked.date.min()} to {asked.date.max()} against {len(rows)} fact-checks")
    ranker = shipped_ranker()
    own = set(asked.id)
    readings = (
        ("title only (strict)", lambda row: row.cluster not in hidden),
        ("titles alone, nowhere a text", lambda _: False),
        ("only the own text hidden", lambda row: row.id not in own),
        ("title and text", lambda _: True),
    )
    for name, keep in readings:
        checks = [FactCheck(r.id, r.title, r.narrative if keep(r) else "", r.date) for r in rows.itertuples()]
        documents = [f"{c.title}\n{c.narrative}" for c in checks]
        index = FactCheckIndex.build(checks)
        found = ours(texts, index, ranker)
        ranks = first_right(found, right)
        line(f"ours, {name}", ranks)
        long = asked.narrative.str.split().str.len().to_numpy() >= 10
        line("  of these, 10 words or more", ranks[long])
        bm25 = Bm25(documents)
        rivals: list[tuple[str, Rank]] = [
            ("  Cofacts, more_like_this 10<70%", cofacts(bm25)),
            ("  Check, word overlap .70", check_overlap(bm25, 0.70)),
            ("  Check, word overlap .875", check_overlap(bm25, 0.875)),
            ("  BM25", plain_bm25(bm25)),
            ("  TF-IDF, words 1-2", tfidf(documents, ngram_range=(1, 2))),
            ("  TF-IDF, characters 3-5", tfidf(documents, analyzer="char_wb", ngram_range=(3, 5))),
        ]
        given = {name: found}
        for rival, rank in rivals:
            given[rival] = [[(checks[row].id,) for row in rank(text)] for text in texts]
            line(rival, first_right(given[rival], right))
        if name == readings[0][0]:
            unjudged(asked, cluster, given)


def unjudged(asked: pd.DataFrame, cluster: dict[str, int], given: dict[str, list[list[tuple[str, ...]]]]) -> None:
    """The same answers without any judgement: right is a near-identical title, or only the query's own fact-check."""
    near = [lambda found, own=own: cluster[found] == own for own in asked.cluster]
    own = [lambda found, own=own: found == own for own in asked.id]
    for reading, right in (("near-identical titles only", near), ("own fact-check only", own)):
        print(f"  without judgements: {reading}")
        for name, answers in given.items():
            line(f"  {name.strip()}", first_right(answers, right))


def english(text: str) -> str:
    """English stems without stop words; words run together in a name or hashtag are taken apart.

    The product reads Indonesian: between two sevens neither its table of slang nor its stemmer touches a word.
    """
    plain = _INNER_CAPITAL.sub(" ", TWEET_TAIL.sub(" ", text)).casefold()
    stems = Stemmer.Stemmer("english").stemWords(re.findall(r"[^\W_]+", plain))
    return " ".join(f"7{word}7" for word in stems if word not in ENGLISH_STOP_WORDS)


def clef(folder: Path) -> None:
    """CLEF-2020 CheckThat! task 2: tweets of the dev part to verified claims, trained on the train part."""
    claims = pd.read_csv(folder / "verified_claims.docs.tsv", sep="\t", index_col=0).fillna("")
    index = FactCheckIndex.build(
        [
            FactCheck(str(i), english(r.vclaim), english(r.title))
            for i, r in zip(claims.index, claims.itertuples(), strict=True)
        ]
    )
    row_of = {check.id: row for row, check in enumerate(index.factchecks)}
    parts = {}
    for part in ("train", "dev"):
        tweets = pd.read_csv(folder / part / "tweets.queries.tsv", sep="\t", index_col=0).fillna("")
        pairs = pd.read_csv(folder / part / "tweet-vclaim-pairs.qrels", sep="\t", header=None)
        gold = {int(q): {str(d) for d in group[2]} for q, group in pairs[pairs[3] > 0].groupby(0)}
        ids = [q for q in tweets.index if int(q) in gold]
        texts = [english(str(tweets.iloc[:, 0][q])) for q in ids]
        parts[part] = (texts, [gold[int(q)] for q in ids])
    texts, gold = parts["train"]
    queries = read_queries(texts, index)
    pairs = candidates(queries.whole, index, [frozenset()] * len(texts))
    right = np.array([index.factchecks[d].id in gold[q] for q, d in zip(*pairs, strict=True)], dtype=np.float32)
    has = np.zeros(len(texts), dtype=bool)
    has[pairs[0][right > 0]] = True
    kept = has[pairs[0]]
    overlaps = pair_features(queries, index, pairs)
    # Eight hundred tweets: a small network, held tight (chosen on the train part by cross-validation).
    lists = Lists(overlaps.order[kept], right[kept], pairs[0][kept])
    order = fit_order(lists, hidden=16, epochs=30, decay=0.1, seeds=3)
    trained = as_ranker(order, fit_sure(Lists(overlaps.sure, right, pairs[0])))
    texts, gold = parts["dev"]
    documents = [f"{c.title}\n{c.narrative}" for c in index.factchecks]
    print(f"\nCLEF-2020 task 2, dev: {len(texts)} tweets, {len(row_of)} claims; MAP@5")
    bm25 = Bm25(documents)
    words, chars = tfidf(documents), tfidf(documents, analyzer="char_wb", ngram_range=(3, 5))
    for name, answers in (
        ("ours, trained on CLEF train", ours(texts, index, trained)),
        ("ours, as shipped (Indonesian)", ours(texts, index, shipped_ranker())),
        ("Cofacts", [[(index.factchecks[r].id,) for r in cofacts(bm25)(t)] for t in texts]),
        ("Check .70", [[(index.factchecks[r].id,) for r in check_overlap(bm25, 0.7)(t)] for t in texts]),
        ("BM25", [[(index.factchecks[r].id,) for r in plain_bm25(bm25)(t)] for t in texts]),
        ("TF-IDF, words", [[(index.factchecks[r].id,) for r in words(t)] for t in texts]),
        ("TF-IDF, characters 3-5", [[(index.factchecks[r].id,) for r in chars(t)] for t in texts]),
    ):
        values = np.array([average_precision(a, g) for a, g in zip(answers, gold, strict=True)])
        draws = np.random.default_rng(0).integers(0, len(values), (DRAWS, len(values)))
        low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
        print(f"  {name:<34}{values.mean():.3f} [{low:.3f} {high:.3f}]", flush=True)


def average_precision(answers: Sequence[tuple[str, ...]], gold: set[str], depth: int = 5) -> float:
    """Average precision of the first answers; of near-identical claims the first stands for all."""
    hits, total = 0, 0.0
    for place, group in enumerate(answers[:depth]):
        if gold & set(group):
            hits += 1
            total += hits / (place + 1)
    return total / min(len(gold), depth)


def confirmations(rows: pd.DataFrame, index: FactCheckIndex) -> None:
    """Precision and recall of *confirm* on messages written by hand, by half and set; Wilson intervals."""
    pairs = read_pairs((*FILES, *MEASURED))
    found = match(pairs.text.tolist(), [""] * len(pairs), index, shipped_ranker(), 10)
    pairs["sure"] = [next((c.factcheck for c in answers if c.decision == "confirm"), "") for answers in found]
    pairs["shown"] = [any(c.decision != "none" for c in answers) for answers in found]
    same = judged()
    print(
        "\nconfirmations of messages written by hand (a changed message confirmed as another fact-check that names its"
    )
    print("changed detail is left out)")
    for half in ("choose", "check", "read", "apart"):
        part = pairs[pairs.half == half]
        for name, group in [*part.groupby("file"), *([("all", part)] if half.startswith("ch") else [])]:
            good, wrong, meant = count(group, group.sure.tolist(), rows, same)
            spans = [wilson(good, good + wrong), wilson(good, meant)]
            print(
                f"  {half:<7} {name:<14} meant {meant}, changed {len(group) - meant}: precision {good / max(good + wrong, 1):.3f} "
                f"[{spans[0][0]:.3f} {spans[0][1]:.3f}] ({good} right, {wrong} wrong), recall {good / meant:.3f} "
                f"[{spans[1][0]:.3f} {spans[1][1]:.3f}], meant and shown {group[group.right].shown.mean():.3f}",
                flush=True,
            )


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Interval of a share (Wilson 1927)."""
    if not n:
        return 0.0, 1.0
    share, spread = hits / n, z * z / n
    half = z * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    return (share + spread / 2 - half) / (1 + spread), (share + spread / 2 + half) / (1 + spread)


def checks_of(rows: pd.DataFrame) -> list[FactCheck]:
    """All fact-checks as the library holds them."""
    return [FactCheck(r.id, r.title, r.narrative, r.date) for r in rows.itertuples()]


def enlarged(checks: list[FactCheck], size: int) -> list[FactCheck]:
    """The library with fact-checks made of the same words added: half of one title and text with half of another's."""
    rng = random.Random(1)
    out = list(checks)

    def mixed(one: str, other: str) -> str:
        a, b = one.split(), other.split()
        words = a[: len(a) // 2 + 1] + b[len(b) // 2 :]
        rng.shuffle(words)
        return " ".join(words)

    while len(out) < size:
        one, other = rng.choice(checks), rng.choice(checks)
        out.append(FactCheck(f"s{len(out)}", mixed(one.title, other.title), mixed(one.narrative, other.narrative)))
    return out


def _batch(texts: list[str]) -> int:
    return len(match(texts, [""] * len(texts), _SHARED["index"], shipped_ranker(), 10))


def speed(checks: list[FactCheck], texts: list[str], size: int) -> None:
    """CPU time of build, of single queries and of a batch; wall time of a batch on two processes."""
    many = enlarged(checks, size)[:size]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    index = FactCheckIndex.build(many)
    built = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ranker = shipped_ranker()
    match(texts[:20], [""] * 20, index, ranker, 10)
    single = []
    for text in texts[:200]:
        start = time.process_time()
        match([text], [""], index, ranker, 10)
        single.append(1000 * (time.process_time() - start))
    print(
        f"  {size:>7} fact-checks: build {built:.1f} s CPU, peak memory of the process {after / 1024:.0f} MB (before {before / 1024:.0f}); "
        f"one query median {np.median(single):.1f} ms, 95th percentile {np.percentile(single, 95):.1f} ms",
        flush=True,
    )
    start = time.process_time()
    for first in range(0, len(texts), 500):
        match(texts[first : first + 500], [""] * len(texts[first : first + 500]), index, ranker, 10)
    one = len(texts) / (time.process_time() - start)
    _SHARED["index"] = index
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        list(pool.map(_batch, [texts[:20]] * 2))
        start = time.perf_counter()
        blocks = [texts[first : first + 100] for first in range(0, len(texts), 100)]
        list(pool.map(_batch, blocks))
        two = len(texts) / (time.perf_counter() - start)
    print(
        f"          batch: {one:.0f} posts/s of CPU time on one core, {two:.0f} posts/s by the clock on two", flush=True
    )


def main() -> None:
    """Print data, machine and every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", choices=["checks", "clef", "pairs", "speed", "large"], action="append")
    arguments = parser.parse_args()
    chosen = arguments.only or ["checks", "clef", "pairs", "speed"]
    path = arguments.data / "hoax" / "factchecks.jsonl"
    for file in (path, *FILES):
        print(file.name, hashlib.sha256(file.read_bytes()).hexdigest()[:16])
    print(platform.machine(), platform.python_version(), f"{os.cpu_count()} cores", "numpy", np.__version__)
    if "clef" in chosen:
        clef(arguments.data / "claims_en" / "clef2020_task2")
    if set(chosen) == {"clef"}:
        return
    rows = read(path)
    if "checks" in chosen:
        circulating_to_checks(rows)
    checks = checks_of(rows)
    if "pairs" in chosen:
        confirmations(rows, FactCheckIndex.build(checks))
    posts = [text for text in rows.narrative if len(text.split()) >= 6][::5]
    if "speed" in chosen:
        print("\nspeed (circulating texts as posts)")
        speed(checks, posts, 20_000)
    if "large" in chosen:
        speed(checks, posts[:400], 200_000)


if __name__ == "__main__":
    main()
