"""How well the text and the date of an article are read from its page.

    python benchmarks/article_text.py [FOLDER]

Without a folder: pages in the layouts of Indonesian portals, made by `tests/collectors/portal_pages.py`. With a folder:
its `*.html` and `*.html.gz` beside `*.json` of the same name with `{"url", "title", "text", "published"}` as gold.
Words are compared as multisets. Prints the data's hash and the machine.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import platform
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "collectors")]

import portal_pages  # noqa: E402

from collectors.pages.html_pages import read_page  # noqa: E402
from collectors.sites.articles import read_article  # noqa: E402

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Gold:
    """A page and what it should give."""

    name: str
    body: bytes
    url: str
    title: str
    text: str
    published: datetime
    day_only: bool = False


def made() -> Iterator[Gold]:
    """The pages that the tests make."""
    for build in portal_pages.ALL:
        page = build()
        text = "\n".join(portal_pages.PARAGRAPHS)
        day_only = not page.zone_known
        yield Gold(page.name, page.html.encode(), page.url, portal_pages.TITLE, text, portal_pages.PUBLISHED, day_only)


def stored(folder: Path) -> Iterator[Gold]:
    """Pages of a folder with their gold."""
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")]):
        told = json.loads((folder / f"{path.name.partition('.html')[0]}.json").read_text(encoding="utf-8"))
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        published = datetime.fromisoformat(told["published"])
        yield Gold(path.name, body, told["url"], told["title"], told["text"], published)


def main() -> None:
    """Read every page and print the table."""
    pages = list(stored(Path(sys.argv[1])) if len(sys.argv) > 1 else made())
    digest = hashlib.blake2b(b"".join(page.body for page in pages), digest_size=8).hexdigest()
    print(f"{len(pages)} pages, hash {digest}; trafilatura {version('trafilatura')}, {platform.machine()}")
    print(f"{'page':24} {'precision':>9} {'recall':>7} {'title':>6} {'date':>5} {'ms':>6}")
    totals: Counter[str] = Counter()
    for page in pages:
        started = time.process_time()
        found = read_article(read_page(page.body, "text/html", page.url), zone="WIB", now=max(NOW, page.published))
        spent = (time.process_time() - started) * 1000
        gold, got = Counter(_WORD.findall(page.text.lower())), Counter(_WORD.findall(found.text.lower()))
        both = (gold & got).total()
        right = found.dated.at == page.published or (
            page.day_only
            and found.dated.estimated
            and found.dated.at is not None
            and found.dated.at.date() == page.published.date()
        )
        precision, recall = both / max(1, got.total()), both / max(1, gold.total())
        same = found.title == page.title
        print(f"{page.name[:24]:24} {precision:9.3f} {recall:7.3f} {same!s:>6} {right!s:>5} {spent:6.1f}")
        totals.update(gold=gold.total(), got=got.total(), both=both, titles=same, dates=right)
    precision, recall = totals["both"] / max(1, totals["got"]), totals["both"] / max(1, totals["gold"])
    print(
        f"together: precision {precision:.3f}, recall {recall:.3f}, titles {totals['titles']}, dates {totals['dates']}"
    )


if __name__ == "__main__":
    main()
