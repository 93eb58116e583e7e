"""Floors of tone and language on posts of our own: the halves set apart for checking, the files pinned by their hash."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.frame import posts_frame
from analysis.learning.scoring import accuracy, ece, f1_of, macro_f1
from analysis.text.language import detect
from analysis.tone.reading import LABELS, tone_columns

HERE = Path(__file__).parent
#: Sets that ship, so that `kentongan accuracy` can show them.
SHIPPED = Path(__file__).parents[2] / "analysis" / "data" / "measure"
TRAINING = Path(__file__).parents[2] / "training"
#: With a larger share of common words two texts are alike.
ALIKE = 0.4
FLOORS: dict[str, Any] = json.loads((HERE / "floors.json").read_text("utf-8"))


def _half(name: str) -> pd.DataFrame:
    """The half for checking of a file that is still the one the floors were set on."""
    path = (SHIPPED if (SHIPPED / name).exists() else HERE) / name
    assert hashlib.sha256(path.read_bytes()).hexdigest() == FLOORS["own"][name], f"{name} has changed"
    table = pd.read_csv(path, sep="\t", quoting=3, dtype=str, keep_default_na=False)
    if "text" in table:
        table["text"] = table["text"].str.replace("\\n", "\n", regex=False)
    return table[table["split"] == "check"]


def _check(name: str, **scores: float) -> None:
    floors = FLOORS["floors"][name]
    low = {key: (round(value, 4), floors[key]) for key, value in scores.items() if value < floors[key]}
    assert low == {}, f"{name}: (measured, floor) {low}"


def _read(kinds: pd.Series, texts: pd.Series) -> pd.DataFrame:
    pairs = zip(kinds, texts, strict=True)
    return tone_columns(posts_frame([{"kind": k, "title" if k == "news" else "text": text} for k, text in pairs]))


def _scores(rows: pd.DataFrame, table: pd.DataFrame) -> dict[str, float]:
    return {
        "accuracy": accuracy(rows["tone"], table["tone"]),
        "macro_f1": macro_f1(rows["tone"], table["tone"], LABELS),
    }


def _calibrated(rows: pd.DataFrame, table: pd.DataFrame) -> float:
    right = table["tone"].to_numpy() == rows["tone"].to_numpy()
    return 1.0 - ece(right, table[[f"tone_{label}" for label in LABELS]].max(axis=1))


def test_tone_of_government_talk() -> None:
    """Posts, comments, complaints, messages and headlines on public offices; the scores stay honest, too."""
    rows = _half("government_tone.tsv")
    table = _read(rows["kind"], rows["text"])

    _check("tone_government", **_scores(rows, table), calibrated=_calibrated(rows, table))


def test_tone_of_government_talk_by_a_stranger_to_the_training_posts() -> None:
    """An exam written before any training post had been seen."""
    rows = _half("government_tone_2.tsv")
    table = _read(rows["kind"], rows["text"])

    _check("tone_government_2", **_scores(rows, table))


def test_tone_and_worry_of_posts_by_another_stranger() -> None:
    """An exam by somebody who never saw the program: tone, calibration and what is not negative yet."""
    rows = _half("government_tone_3.tsv")
    table = _read(rows["kind"], rows["text"])

    _check(
        "tone_government_3",
        **_scores(rows, table),
        calibrated=_calibrated(rows, table),
        potential_f1=f1_of(rows["potential"] == "1", table["potential_negative"], True),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def test_no_training_post_is_like_a_post_of_the_exams() -> None:
    """Else the exams would ask what was learnt by heart."""
    alike = []
    # The third exam is younger than the first two files: what is alike there is what a stranger's post happens to be.
    for learnt, exams in {
        ("office_posts.tsv", "office_posts_2.tsv"): (SHIPPED / "government_tone.tsv", HERE / "government_tone_2.tsv"),
        ("office_posts_3.tsv",): (
            *(SHIPPED / "government_tone.tsv", HERE / "government_tone_2.tsv"),
            *(SHIPPED / "government_tone_3.tsv", HERE / "potential_posts.tsv"),
        ),
        ("claim_posts_2.tsv", "day_posts.tsv", "day_posts_2.tsv"): (
            SHIPPED / "day_exam.tsv",
            SHIPPED / "claims_exam.tsv",
        ),
    }.items():
        asked = [_words(text) for file in exams for text in pd.read_csv(file, sep="\t", quoting=3, dtype=str)["text"]]
        ours = pd.concat([pd.read_csv(TRAINING / name, sep="\t", quoting=3) for name in learnt])["text"]
        alike += [
            text
            for text, words in zip(ours, map(_words, ours), strict=True)
            if any(len(words & other) > ALIKE * len(words | other) for other in asked)
        ]

    assert alike == []


def test_conflict_and_potential() -> None:
    """Title against body; what is not negative yet."""
    pairs, talk, more = _half("title_body.tsv"), _half("government_tone.tsv"), _half("potential_posts.tsv")
    columns = zip(pairs["title"], pairs["text"], strict=True)
    both = tone_columns(posts_frame([{"kind": "news", "title": title, "text": text} for title, text in columns]))
    said = np.concatenate(
        [both["potential_negative"], *(_read(t["kind"], t["text"])["potential_negative"] for t in (talk, more))]
    )
    true = np.concatenate([t["potential"] == "1" for t in (pairs, talk, more)])

    _check(
        "tone_conflict_and_potential",
        conflict_f1=f1_of(pairs["conflict"] == "1", both["tone_conflict"], True),
        potential_f1=f1_of(true, said, True),
    )


def test_two_languages_and_none() -> None:
    """Posts that mix, posts in no language, and posts in one that do not mix."""
    rows = _half("language_mixed.tsv")
    said, _ = detect(rows["text"].tolist())
    wanted = rows["languages"].where(rows["label"] == "one", rows["label"])

    _check("language_mixed", accuracy=accuracy(wanted, said))
