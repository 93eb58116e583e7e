"""What a book of clippings, slides and a filled template cost; and how Inter's widths stand to another font's.

    python benchmarks/papers.py [--posts 300 100000] [--runs 5] [--font ARIAL_OR_ITS_TWIN.ttf --bold FILE --text FILE]

Days are made by `tests/reports/day_factory.py` (heavy_day); CPU seconds of this process, median and spread. With --font:
the width of every word of seven letters or more of a text in Inter by that in the other font, regular and bold.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reports")]

import day_factory  # noqa: E402 - beside the tests

from reports.daily import compose_daily  # noqa: E402
from reports.flavours import Assets, flavour  # noqa: E402
from reports.font_tables import advances  # noqa: E402
from reports.template_example import example_template  # noqa: E402

FONTS = ROOT / "reports" / "fonts"


def measure(posts: int, runs: int) -> None:
    """Each flavour of a day of so many posts."""
    day = day_factory.heavy_day(posts)
    report = compose_daily(day)
    digest = hashlib.sha256(repr(sorted(report.numbers.items())).encode() + repr(report.clipping).encode())
    print(f"\n{posts} posts, report sha256 {digest.hexdigest()[:16]}")
    template = Assets(letterhead=example_template("Pemerintah Kabupaten Contoh"))
    for name, assets in (
        ("docx", Assets()),
        ("docx", template),
        ("buku-docx", Assets()),
        ("buku-pdf", Assets()),
        ("pptx", Assets()),
    ):
        form, times, size = flavour(name), [], 0
        form.render(report, day, assets)  # libraries are loaded, charts drawn
        for _ in range(runs):
            start = time.process_time()
            size = len(form.render(report, day, assets))
            times.append(time.process_time() - start)
        label = f"{name}, template" if assets.letterhead else name
        spread = f"{min(times):.2f}–{max(times):.2f}"
        print(f"{label:16} {statistics.median(times):6.2f} s CPU ({spread}, {runs} runs) {size / 1000:8.0f} kB")


def widths(regular: Path, bold: Path, text: Path) -> None:
    """Inter's widths by the other font's."""
    words = [word for word in text.read_text(encoding="utf-8").split() if len(word) > 6]
    print(f"\n{text.name}, sha256 {hashlib.sha256(text.read_bytes()).hexdigest()[:16]}")
    for name, other in (("Inter-Regular.ttf", regular), ("Inter-SemiBold.ttf", bold)):
        ours, theirs = advances((FONTS / name).read_bytes()), advances(other.read_bytes())
        known = [word for word in words if all(ord(c) in ours and ord(c) in theirs for c in word)]
        ratios = sorted(sum(ours[ord(c)] for c in w) / sum(theirs[ord(c)] for c in w) for w in known)
        print(
            f"{name} / {other.name}: {len(known)} words, least {ratios[0]:.3f}, median {statistics.median(ratios):.3f}"
        )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--posts", type=int, nargs="+", default=[300])
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--font", type=Path)
    options.add_argument("--bold", type=Path)
    options.add_argument("--text", type=Path)
    asked = options.parse_args()
    print(platform.machine(), platform.python_version(), f"{os.cpu_count()} cores", end=" ")
    print(*(f"{name} {version(name)}" for name in ("python-docx", "python-pptx", "typst")))
    for posts in asked.posts:
        measure(posts, asked.runs)
    if asked.font and asked.bold and asked.text:
        widths(asked.font, asked.bold, asked.text)


if __name__ == "__main__":
    main()
