"""Two tweet streams that no setting was chosen on: B³ of stories on the crises before and after May 2013.

`python benchmarks/grouping_kept_apart.py --data DIR`: crisislex_t6 cut by time into two streams that share no crisis
(Sandy, Queensland, Boston and West, Texas; Oklahoma and Alberta), each grouped by itself with the one setting. On-topic posts
of a crisis are one event, all others stand alone.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import pandas as pd
from grouping import bcubed, read

from analysis.copies import copy_columns
from analysis.stories import story_columns

CUT = pd.Timestamp("2013-05-01", tz="UTC")


def main() -> None:
    """Print a line a stream."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    posts, gold, digest = read(parser.parse_args().data / "events" / "crisislex_t6.jsonl")
    print(f"crisislex_t6.jsonl sha256 {digest[:16]}")
    early = (posts["published_at"] < CUT).to_numpy()
    for name, chosen in (("before May 2013", early), ("from May 2013", ~early)):
        part = posts[chosen].reset_index(drop=True)
        begun = time.process_time()
        found = pd.factorize(story_columns(part, copy_columns(part))["story"])[0]
        p, r, f = bcubed(gold[chosen], found)
        print(
            f"{name:<16}{len(part):>6} posts  B3 P {p:.3f} R {r:.3f} F {f:.3f}  {time.process_time() - begun:.1f} CPU-s"
        )


if __name__ == "__main__":
    main()
