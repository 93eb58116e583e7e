"""Do issues keep their identity? Streams played look by look; in one command.

`python benchmarks/identity.py --data DIR [--every 1]`: DIR holds events/berita_2025-06-18_19.jsonl; the sample fortnight
comes with the package and is looked at once a day.

Continuing = an issue that has posts at two looks in a row. It keeps its id when most of its posts that are still issue
posts stand under the same id at the next look. An id is reused when it names posts none of which it named before. Merged =
ids that ever went into another one. The last look against one look at everything: BCubed, one shot as gold.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
from grouping import bcubed

from analysis.day.links import link_day
from analysis.places.gazetteer import Gazetteer
from analysis.steps import Context, read_posts
from collectors.dates import read_date
from kentongan.core.clock import SystemClock
from kentongan.core.findings import KnownIssue
from kentongan.core.office import Office
from kentongan.pipeline.analysing.annotating import frame_of

UNSAID = {"source_region": "", "platform": "", "official": False}


def real_days(path: Path) -> pd.DataFrame:
    """The real news stream as an analysis frame."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    now = SystemClock().now()
    table = pd.DataFrame(
        {
            "id": [f"p{n}" for n in range(len(rows))],
            "url": [row["url"] for row in rows],
            "title": [row["judul"] or "" for row in rows],
            "text": [row["isi_berita"] or "" for row in rows],
            "published_at": [read_date(row["tanggal_publikasi"], zone="WIB", now=now).at for row in rows],
            "source": [row["sumber"] for row in rows],
            "kind": "news",
            "author": "",
            "tier": 0,
        }
    )
    table["published_at"] = pd.to_datetime(table["published_at"], utc=True).astype("datetime64[us, UTC]")
    return table[table["published_at"] > pd.Timestamp("2025-06-16", tz="UTC")].reset_index(drop=True)


def looks(frame: pd.DataFrame, office: Office, every: timedelta) -> list[dict[str, str]]:
    """Post → issue after every look."""
    step = pd.Timedelta(every)
    first = frame["published_at"].min().floor(step) + step
    known: Sequence[KnownIssue] = ()
    found = []
    for moment in pd.date_range(first, frame["published_at"].max().ceil(step) + step, freq=step):
        part = frame[frame["published_at"] < moment].reset_index(drop=True)
        linked, links = link_day(part, known, office, moment.to_pydatetime())
        known = links.issues
        found.append({p: i for p, i in zip(linked["id"], linked["issue"], strict=True) if i})
    return found


def report(name: str, digest: str, frame: pd.DataFrame, office: Office, every: timedelta) -> None:
    """Play a stream and print its line."""
    frame = frame.assign(**UNSAID)
    frame = frame.join(read_posts(frame, Context(office, Gazetteer.load(), None)))
    begun = time.process_time()
    states = looks(frame, office, every)
    seconds = time.process_time() - begun
    kept = continuing = 0
    ever: dict[str, set[str]] = {}
    reused = 0
    for before, after in zip([{}, *states], states, strict=False):
        members: dict[str, set[str]] = {}
        for post, issue in after.items():
            members.setdefault(issue, set()).add(post)
        for issue, posts in members.items():
            reused += issue in ever and not posts & ever[issue]
            ever.setdefault(issue, set()).update(posts)
        old: dict[str, list[str]] = {}
        for post, issue in before.items():
            old.setdefault(issue, []).append(post)
        for issue, posts in old.items():
            homes = Counter(after[post] for post in posts if post in after)
            if homes:
                continuing += 1
                kept += homes.most_common(1)[0][0] == issue
    last = set(states[-1].values())
    gone = [issue for issue in ever if issue not in last]
    merged = sum(1 for issue in gone if any(post in states[-1] for post in ever[issue]))
    whole, _ = link_day(frame, (), office, (frame["published_at"].max() + timedelta(hours=1)).to_pydatetime())
    one = [issue or f"alone {n}" for n, issue in enumerate(whole["issue"])]
    many = [states[-1].get(post) or f"alone {n}" for n, post in enumerate(whole["id"])]
    p, r, f = bcubed(np.unique(one, return_inverse=True)[1], np.unique(many, return_inverse=True)[1])
    print(
        f"{name:14} {digest[:12]}  {len(frame):6} posts {len(states):4} looks {len(ever):5} ids | kept "
        f"{kept}/{continuing} = {kept / max(continuing, 1):.4f} | reused {reused} | merged {merged} = "
        f"{merged / max(len(ever), 1):.3f} | against one look P {p:.3f} R {r:.3f} F {f:.3f} | {seconds:.0f} CPU-s"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--every", type=float, default=1.0, help="hours between two looks at the real days")
    arguments = parser.parse_args()
    print(f"{platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores")
    sample = Path(str(files("kentongan.sample"))) / "medsos.jsonl"
    frame, _ = frame_of(sample, SystemClock(), [])
    when = [json.loads(line)["created_at"] for line in sample.read_text(encoding="utf-8").splitlines()]
    frame["published_at"] = pd.to_datetime(pd.Series(when, index=frame.index), utc=True).astype("datetime64[us, UTC]")
    office = Office(agency="Pemerintah Kabupaten Wanasari", short="WANASARI", region="99.01", kind="kabupaten")
    digest = hashlib.sha256(sample.read_bytes()).hexdigest()
    report("sample, daily", digest, frame, office, timedelta(days=1))
    if arguments.data:
        path = arguments.data / "events" / "berita_2025-06-18_19.jsonl"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        report("real days", digest, real_days(path), Office(agency="", short=""), timedelta(hours=arguments.every))


if __name__ == "__main__":
    main()
