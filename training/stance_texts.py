"""What the stance is learnt from: posts we and strangers wrote, texts of Mafindo labelled by hand, ordinary speech.

`training/stance_posts.tsv`, mostly five stances to a topic, so that no topic speaks for a stance; `training/claim_posts*.tsv`,
by thirteen strangers; the choosing halves of `tests/quality/stance_posts*.tsv`; the half for tuning of the product's own cases; texts of
Mafindo 2015–2020 (by row and hash in `training/stance_library.tsv`); and, unread, opinions (SmSA) and our office posts. News and the
rest of the library may not train what ships, nor does any half set apart for checking.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from training.strangers import CLAIMS, posts_of

HERE = Path(__file__).parent
QUALITY = HERE.parent / "tests" / "quality"
LABELLED = ("stance_posts.tsv", "stance_posts_2.tsv", "stance_posts_3.tsv", "stance_posts_4.tsv")
#: Parts of our own topics that are left out by turns; strangers are left out one by one.
FOLDS = 5
#: The set that a stranger wrote.
EXAM = "stance_posts_4.tsv"
CASES = HERE.parent / "analysis" / "data" / "measure" / "stance_cases.tsv"


def texts(shared: Path, claims: Sequence[str] = CLAIMS) -> pd.DataFrame:
    """Training texts with ``stance``, ``origin``, ``topic`` and ``known`` (1, 0, or "" where either may be); ``claims``: strangers' files."""
    parts = [pd.read_csv(HERE / "stance_posts.tsv", sep="\t", quoting=3).assign(origin="own", known="")]
    parts.append(posts_of(*claims).drop(columns="category").assign(origin="strangers", known=""))
    checked = pd.read_csv(shared / "hoax" / "mafindo_labelled_train.csv").fillna("")
    by_hash = {digest(text): text for text in checked.narrative}
    for name in LABELLED:
        folder = CASES.parent if name == EXAM else QUALITY
        part = pd.read_csv(folder / name, sep="\t", dtype=str, keep_default_na=False, quoting=3)
        part = part[(part.split == "choose") & (part.source != "news")]
        part["text"] = [text or by_hash.get(key, "") for text, key in zip(part.text, part["hash"], strict=True)]
        part = part[part.text != ""].assign(origin="chosen", set=name)
        if name == EXAM:
            part = part.assign(origin="strangers", writer="exam")
        parts.append(part[part.columns.intersection(["text", "stance", "origin", "known", "set", "writer"])])
    cases = pd.read_csv(CASES, sep="\t", comment="#", dtype=str, keep_default_na=False, quoting=3)
    cases = cases[cases.split == "tune"].rename(columns={"matched": "known"})
    parts.append(cases[["text", "stance", "known"]].assign(origin="cases"))
    labelled = pd.read_csv(HERE / "stance_library.tsv", sep="\t")
    labelled["text"] = checked.narrative.iloc[labelled.row].tolist()
    if [digest(text) for text in labelled.text] != labelled["hash"].tolist():
        sys.exit("mafindo_labelled_train.csv is not the file that was labelled.")
    parts.append(labelled[["text", "stance"]].assign(origin="library", known="1"))
    smsa = pd.read_csv(shared / "sentiment" / "smsa_train.tsv", sep="\t", header=None, quoting=3)[0].sample(
        1500, random_state=1
    )
    parts.append(pd.DataFrame({"text": smsa, "stance": "none", "origin": "opinion", "known": "0"}))
    office = pd.read_csv(HERE / "office_posts.tsv", sep="\t").text.sample(800, random_state=1)
    parts.append(pd.DataFrame({"text": office, "stance": "none", "origin": "office", "known": "0"}))
    table = pd.concat(parts, ignore_index=True)
    table["topic"] = np.where(table.topic.isna(), 1000 + np.arange(len(table)), table.topic).astype(int)
    for name in ("set", "writer", "need", "kind"):
        table[name] = table[name].fillna("")
    table["text"] = table.text.str.replace("\\n", "\n")
    return table


def folds(table: pd.DataFrame) -> Any:
    """Names of the folds that are left out by turns: the writer, or for what is ours one of ``FOLDS`` parts of the topics."""
    topics = sorted(set(table.topic))
    side = dict(zip(topics, np.random.default_rng(0).integers(FOLDS, size=len(topics)).astype(str), strict=True))
    return table.writer.where(table.writer != "", "part " + table.topic.map(side)).to_numpy()


def digest(text: str) -> str:
    """First twelve digits of the SHA-256 of a text, as the labelled files give it."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
