"""Grouping beside other tools on the same made posts: CPU-seconds and B³, each tool in a process of its own.

`python benchmarks/grouping_peers.py --peers-python PYTHON [--sizes 3000 10000] [--seeds 1]`: PYTHON is an interpreter
with bertopic, umap-learn, hdbscan and river (one that is missing is named and left out). BERTopic and HDBSCAN get TF-IDF
reduced to 100 dimensions by SVD, so that nothing is downloaded. Settings are the tools' own but for those named below;
posts of no cluster count alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

LEAST_CLUSTER = 4
DIMENSIONS = 100

Labels = Sequence[int]


def ours(posts: list[dict[str, str]]) -> Labels:
    """Copies, stories and issues; the label is the story."""
    import pandas as pd

    from analysis.issues.grouping_index import GroupingIndex

    frame = pd.DataFrame(posts)
    frame["published_at"] = pd.to_datetime(frame["published_at"], utc=True, format="ISO8601")
    found = GroupingIndex(frame).columns().set_index("id").loc[frame["id"], "story"]
    return pd.factorize(found)[0].tolist()


def _vectors(texts: list[str]) -> object:
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    rows = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(texts)
    return normalize(TruncatedSVD(DIMENSIONS, random_state=1).fit_transform(rows))


def bertopic(posts: list[dict[str, str]]) -> Labels:
    """BERTopic: UMAP, HDBSCAN with clusters of four and more, c-TF-IDF."""
    from bertopic import BERTopic

    texts = _texts(posts)
    topics, _ = BERTopic(min_topic_size=LEAST_CLUSTER).fit_transform(texts, _vectors(texts))
    return _alone(topics)


def hdbscan(posts: list[dict[str, str]]) -> Labels:
    """HDBSCAN with clusters of four and more."""
    from hdbscan import HDBSCAN

    return _alone(HDBSCAN(min_cluster_size=LEAST_CLUSTER).fit_predict(_vectors(_texts(posts))).tolist())


def textclust(posts: list[dict[str, str]]) -> Labels:
    """River's textclust over words, post after post; micro-clusters are the groups."""
    from river import cluster, feature_extraction

    words = feature_extraction.BagOfWords(lowercase=True, ngram_range=(1, 1))
    model = cluster.TextClust(radius=0.7, tgap=1000, fading_factor=1e-5, micro_distance="tfidf_cosine_distance")
    labels = []
    for moment, text in enumerate(_texts(posts)):
        bag = words.transform_one(text)
        model.learn_one(bag, t=moment)
        labels.append(int(model.predict_one(bag, type="micro") or 0))
    return labels


TOOLS: dict[str, Callable[[list[dict[str, str]]], Labels]] = {
    "ours": ours,
    "BERTopic": bertopic,
    "HDBSCAN": hdbscan,
    "textclust": textclust,
}


def _texts(posts: list[dict[str, str]]) -> list[str]:
    return [f"{post['title']} {post['text']}" for post in posts]


def _alone(labels: Sequence[int]) -> Labels:
    most = max(labels, default=0) + 1
    return [label if label >= 0 else most + row for row, label in enumerate(labels)]


def child(tool: str, path: Path) -> None:
    """Run one tool; its imports, and what it does once, do not count."""
    posts = json.loads(path.read_text("utf-8"))
    try:
        TOOLS[tool](posts[:300])  # imports and compilation
    except ImportError as error:
        print(json.dumps({"missing": str(error)}))
        return
    begun = time.process_time()
    labels = TOOLS[tool](posts)
    print(json.dumps({"cpu": time.process_time() - begun, "labels": list(map(int, labels))}))


def compare(size: int, seed: int, python: str) -> None:
    """All tools on one collection."""
    import numpy as np
    from grouping import bcubed
    from grouping_made import digest, week

    posts, gold = week(size, seed, days=7 * size / 1_000_000)
    print(f"{size} posts, seed {seed}, sha256 {digest(posts)}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts.json"
        path.write_text(posts.assign(published_at=posts["published_at"].astype(str)).to_json(orient="records"), "utf-8")
        mine = 0.0
        for tool in TOOLS:
            command = [sys.executable if tool == "ours" else python, __file__, "--child", tool, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            found = json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else {"missing": done.stderr[-200:]}
            if "missing" in found:
                print(f"  {tool:<10} not measured: {found['missing']}", flush=True)
                continue
            mine = mine or found["cpu"]
            p, r, f = bcubed(gold, np.array(found["labels"]))
            print(
                f"  {tool:<10} {found['cpu']:>8.1f} CPU-s {size / found['cpu']:>8.0f} posts/s  ours × {found['cpu'] / mine:<6.1f}"
                f" B3 P {p:.3f} R {r:.3f} F {f:.3f}",
                flush=True,
            )


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers-python", default=sys.executable)
    parser.add_argument("--sizes", type=int, nargs="+", default=[3_000, 10_000])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args.child[0], Path(args.child[1]))
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for size in args.sizes:
        for seed in args.seeds:
            compare(size, seed, args.peers_python)


if __name__ == "__main__":
    main()
