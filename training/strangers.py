"""Posts by people who had never seen the program, each told only what the labels mean: on claims, and of an office's day.

Every file has ``writer`` (eight, five and three of claims, eight and two of days), ``need``, ``category``, ``kind`` and ``text``; claims have
``stance`` beside, days ``tone`` and ``potential``.
"""

from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
CLAIMS = ("claim_posts.tsv", "claim_posts_2.tsv", "claim_posts_3.tsv")
DAYS = ("day_posts.tsv", "day_posts_2.tsv")


def posts_of(*names: str) -> pd.DataFrame:
    """All posts of these files, texts as one line each; other columns are "" where a file has none."""
    tables = [pd.read_csv(HERE / name, sep="\t", dtype=str, keep_default_na=False, quoting=3) for name in names]
    return pd.concat(tables, ignore_index=True).fillna("")
