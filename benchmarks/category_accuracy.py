"""How often are category, owner and tone toward the agency right? On posts labelled by hand; in one command.

`python benchmarks/category_accuracy.py --data DIR [--errors choose,choose2]`: DIR holds events/berita_2025-06-18_19.jsonl; without it
the news part is left out. Labels: tests/quality/category_*.tsv, agency_tone_2.tsv with their guidelines.

Macro-F1 is the mean over "none" and the categories with at least five posts of that label in the rows that are scored. "second"
counts a code that a careful officer could just as well have chosen (`also`) as right. The owner is right when the
office's unit of the category is. Intervals: 95 % percentile bootstrap over posts.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import sys
import time
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.categories.reading import category_columns, owner_of
from analysis.learning import scoring
from analysis.measures.answers import digest_of
from kentongan.core.office import Office, Unit
from kentongan.pipeline.collecting.starting import _UNITS

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "quality"))
import agency_truth
import category_truth

HALVES = ("choose", "check", "choose2", "check2")
TONES = ["negatif", "netral", "positif"]
UNITS = tuple(Unit(name, codes, aliases) for name, codes, aliases in _UNITS)


def category_line(name: str, table: pd.DataFrame, profile: str) -> None:
    """One row of scores."""
    if table.empty:
        return
    labels = category_truth.scored_labels(table)
    metric = partial(scoring.macro_f1, labels=labels)
    low, high = scoring.interval(metric, table["label"], table["said"])
    office = Office("x", "x", profile=profile, units=UNITS if profile == "pemda" else ())
    owners = [owner_of(code.replace("none", ""), office) for code in table["label"]]
    said = [owner_of(code.replace("none", ""), office) for code in table["said"]]
    print(
        f"{name:<24}{len(table):>6}{scoring.accuracy(table['label'], table['said']):>8.3f}"
        f"{metric(table['label'], table['said']):>8.3f}  {low:.3f}–{high:.3f}"
        f"{metric(table['label'], table['lenient']):>9.3f}{scoring.accuracy(owners, said):>8.3f}{len(labels):>7}"
    )


def calibration(table: pd.DataFrame) -> None:
    """Calibration of the posts that were given a category, and what "ragu" is worth."""
    given = table[table["said"] != "none"]
    right = (given["label"] == given["said"]).tolist()
    sure = given[~given["unsure"]]
    print(
        f"  given a category {len(given)}: ECE {scoring.ece(right, given['score']):.3f}, right {sum(right) / len(given):.3f}, "
        f"the surest 80 % {scoring.surest(right, given['score']):.3f}; ragu {given['unsure'].mean():.3f} of them, "
        f"the others right {(sure['label'] == sure['said']).mean():.3f}"
    )


def categories(shared: Path | None, errors: tuple[str, ...]) -> None:
    """All tables of the category step."""
    head = f"{'':<24}{'posts':>6}{'acc':>8}{'macroF1':>8}  {'95 %':<11}{'second':>9}{'owner':>8}{'labels':>7}"
    for profile in ("pemda", "kemenag"):
        table = category_truth.judged(profile, shared)
        print(f"\n{profile}\n{head}")
        for half in HALVES:
            rows = table[table["half"] == half]
            for part in ("news", "sample", "posts"):
                category_line(f"{half} {part}", rows[rows["part"] == part], profile)
            category_line(half, rows, profile)
        both = table[table["half"].isin(["check", "check2"])]
        category_line("check and check2", both, profile)
        calibration(both)
        if profile == "pemda":
            labels = category_truth.scored_labels(both)
            print("  F1: " + ", ".join(f"{c} {scoring.f1_of(both['label'], both['said'], c):.2f}" for c in labels))
        print(scoring.confusion(both["label"], both["said"], category_truth.scored_labels(both)))
        for row in table[table["half"].isin(errors) & (table["label"] != table["said"])].itertuples():
            print(row.half, row.part, row.label, row.also or "-", "→", row.said, "|", row.title, "|", row.text[:160])
    strangers(head, errors)


def strangers(head: str, errors: tuple[str, ...]) -> None:
    """The posts of a stranger to the program, apart from the others."""
    print(f"\nstrangers (pemda), labels {digest_of(category_truth.STRANGERS)[:16]}\n{head}")
    table = category_truth.said_of(category_truth.strangers(), "pemda")
    for half in ("choose", "check"):
        category_line(f"strangers {half}", table[table["half"] == half], "pemda")
    check = table[table["half"] == "check"]
    calibration(check)
    labels = category_truth.scored_labels(table)
    print("  F1 (check): " + ", ".join(f"{c} {scoring.f1_of(check['label'], check['said'], c):.2f}" for c in labels))
    for row in table[(table["half"] == "choose") & (table["label"] != table["said"])].itertuples():
        if "strangers" in errors:
            print(row.label, row.also or "-", "→", row.said, "|", row.title, "|", row.text[:160])


def agency(errors: tuple[str, ...]) -> None:
    """All tables of the tone toward the agency."""
    _agency(agency_truth.read(), agency_truth.digest(), errors)
    _agency(agency_truth.read_strangers(), agency_truth.digest(agency_truth.STRANGERS), errors)


def _agency(table: pd.DataFrame, digest: str, errors: tuple[str, ...]) -> None:
    print(f"\ntone toward the agency, labels {digest[:16]}")
    for half in [half for half in HALVES if half in set(table["half"])]:
        rows = table[table["half"] == half]
        metric = partial(scoring.macro_f1, labels=TONES)
        low, high = scoring.interval(metric, rows["agency"], rows["said_agency"])
        print(
            f"{half:<10}{len(rows):>5}  agency: acc {scoring.accuracy(rows['agency'], rows['said_agency']):.3f}, macro-F1 "
            f"{metric(rows['agency'], rows['said_agency']):.3f} ({low:.3f}–{high:.3f});  event: acc "
            f"{scoring.accuracy(rows['event'], rows['said_event']):.3f}, macro-F1 {metric(rows['event'], rows['said_event']):.3f}"
        )
    both = table[table["half"].isin(["check", "check2"])]
    print(scoring.confusion(both["agency"], both["said_agency"], TONES))
    print((both["agency"] == both["said_agency"]).groupby(both["case"]).mean().round(2).to_dict())
    for row in table[table["half"].isin(errors) & (table["agency"] != table["said_agency"])].itertuples():
        print(row.half, row.case, row.agency, "→", row.said_agency, "|", row.text)


def speed() -> None:
    """CPU time of the category step on short posts."""
    posts = category_truth.truth("pemda", None)
    posts = posts[posts["title"] == ""]
    many = pd.concat([posts] * 10, ignore_index=True)
    category_columns(posts, "pemda")
    start = time.process_time()
    category_columns(many, "pemda")
    each = (time.process_time() - start) / len(many) * 1e6
    print(f"\ncategory: {each:.0f} µs of CPU time a post of {posts['text'].str.len().mean():.0f} characters")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument(
        "--errors",
        default="",
        help='halves whose errors are listed, e.g. choose,choose2; "strangers": their half choose',
    )
    arguments = parser.parse_args()
    errors = tuple(arguments.errors.split(",")) if arguments.errors else ()
    print(f"{platform.machine()}, Python {platform.python_version()}; category labels {category_truth.digest()[:16]}")
    if arguments.data:
        news = (arguments.data / category_truth.NEWS).read_bytes()
        print(f"news {hashlib.sha256(news).hexdigest()[:16]}")
    categories(arguments.data, errors)
    agency(errors)
    speed()


if __name__ == "__main__":
    main()
