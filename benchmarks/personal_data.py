"""How much personal data is masked, and how often something else is? In one command.

`python benchmarks/personal_data.py [--set 1|2|3|4|5|6|7|8|9] [--misses HALF] [--speed FILE]` on `tests/quality/personal_cases.tsv` and
`personal_clean.tsv`, or on a later set (`…_2.tsv`); what counts: `personal_data.md` beside them. Recall is over spans,
false masks over posts; the interval is a bootstrap over posts. FILE: a JSON-lines file whose `narrative` is masked for
the speed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import time
from collections import Counter
from pathlib import Path

import numpy as np

from analysis.measures.personal import ALLOW, Case, cases_in, clean_in, hidden
from analysis.personal.masking import mask

QUALITY = Path(__file__).parents[1] / "tests" / "quality"
SHIPPED = Path(__file__).parents[1] / "analysis" / "data" / "measure"
CASES, CLEAN = QUALITY / "personal_cases.tsv", QUALITY / "personal_clean.tsv"
#: Posts with personal data and clean posts, by the number of the set.
SETS = {"1": (CASES, CLEAN)} | {
    number: (folder / f"personal_cases_{number}.tsv", folder / f"personal_clean_{number}.tsv")
    for number, folder in (
        ("2", QUALITY),
        ("3", QUALITY),
        ("4", SHIPPED),
        ("5", SHIPPED),
        ("6", SHIPPED),
        ("7", SHIPPED),
        ("8", SHIPPED),
        ("9", SHIPPED),
    )
}
KINDS = {
    "n": "NIK",
    "k": "KK",
    "t": "telephone",
    "s": "e-mail",
    "p": "plate",
    "a": "address",
    "u": "account",
    "r": "bank account",
    "b": "other numbers",
}


def cases(path: Path = CASES) -> list[Case]:
    """The labelled posts of a file."""
    return cases_in(path.read_text(encoding="utf-8"))


def clean_posts(path: Path = CLEAN) -> list[tuple[str, str, str]]:
    """(half, origin, text) of every post without personal data in a file."""
    return clean_in(path.read_text(encoding="utf-8"))


def recall_interval(per_case: list[list[bool]], draws: int = 1000) -> tuple[float, float]:
    """95 % bootstrap interval of the recall over spans, posts drawn whole."""
    hits = np.array([sum(row) for row in per_case])
    sizes = np.array([len(row) for row in per_case])
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, len(hits), (draws, len(hits)))
    low, high = np.percentile(hits[drawn].sum(1) / sizes[drawn].sum(1), (2.5, 97.5))
    return float(low), float(high)


def score(half: str) -> dict[str, float]:
    """Recall and share of clean posts with a false mask on one half; what the floors pin.

    `half`: "choose" or "check" of the first set, "choose_2", "check_4" and so on of a later one; "new_3" of the third.
    """
    name, _, number = half.partition("_")
    case_path, clean_path = SETS[number or "1"]
    found = [hit for case in cases(case_path) if case.half == name for hit in hidden(case)]
    clean = [text for other, _, text in clean_posts(clean_path) if other == name]
    false = sum(mask(text, ALLOW).text != text for text in clean)
    return {"recall": sum(found) / len(found), "false_masks": false / len(clean)}


def report(half: str, paths: tuple[Path, Path], show: bool) -> None:
    """Print one half: recall in all and by kind, false masks by origin; nothing where the set has no such half."""
    rows = [case for case in cases(paths[0]) if case.half == half]
    if not rows:
        return
    results = [hidden(case) for case in rows]
    flat = [
        (kind, hit)
        for case, row in zip(rows, results, strict=True)
        for (_, _, kind), hit in zip(case.spans, row, strict=True)
    ]
    low, high = recall_interval(results)
    print(f"\n{half}: {len(rows)} posts, {len(flat)} spans")
    print(f"  recall {sum(hit for _, hit in flat) / len(flat):.4f}  [{low:.4f}, {high:.4f}]")
    for letter, name in KINDS.items():
        of_kind = [hit for kind, hit in flat if kind == letter]
        print(f"    {name:14s} {sum(of_kind):4d} of {len(of_kind):4d}  {sum(of_kind) / max(1, len(of_kind)):.3f}")
    clean = [(origin, text) for other, origin, text in clean_posts(paths[1]) if other == half]
    if not clean:
        return
    wrong = [(origin, text) for origin, text in clean if mask(text, ALLOW).text != text]
    by_origin, sizes = Counter(origin for origin, _ in wrong), Counter(origin for origin, _ in clean)
    print(f"  clean posts {len(clean)}, falsely masked {len(wrong)} = {len(wrong) / len(clean):.2%}")
    print("    " + ", ".join(f"{origin} {by_origin[origin]} of {size}" for origin, size in sizes.items()))
    if show:
        for case, row in zip(rows, results, strict=True):
            if not all(row):
                print("  MISS", repr(case.text), "->", repr(mask(case.text, ALLOW).text))
        for origin, text in wrong:
            print("  FALSE", origin, repr(text), "->", repr(mask(text, ALLOW).text))


def speed(texts: list[str], name: str) -> None:
    """CPU microseconds a text, the median of five rounds."""
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for text in texts:
            mask(text, ALLOW)
        rounds.append((time.process_time() - began) / len(texts) * 1e6)
    mean = sum(map(len, texts)) / len(texts)
    print(
        f"speed, {name}: {np.median(rounds):.1f} us a text of {mean:.0f} characters "
        f"(of five rounds {min(rounds):.1f} to {max(rounds):.1f}), {1e6 / np.median(rounds):,.0f} a second"
    )


def main() -> None:
    """Print everything."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--set", choices=tuple(SETS), default="1")
    arguments.add_argument("--misses", choices=("choose", "check", "later", "new"))
    arguments.add_argument("--speed", type=Path)
    chosen = arguments.parse_args()
    paths = SETS[chosen.set]
    for path in paths:
        print(f"{path.name} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}")
    for half in ("choose", "check", "later", "new"):
        report(half, paths, half == chosen.misses)
    speed([text for _, _, text in clean_posts(paths[1])], "clean posts")
    speed([case.text for case in cases(paths[0])], "posts with personal data")
    if chosen.speed:
        lines = chosen.speed.read_text(encoding="utf-8").splitlines()[:3000]
        speed([json.loads(line)["narrative"] for line in lines], chosen.speed.name)


if __name__ == "__main__":
    main()
