"""feedparser's own tests, read where they are present and never copied: every file without a crash, and title, link,
author and date as they expect, except where `feedparser_exceptions.toml` says why ours is better.

KENTONGAN_FEEDPARSER_TESTS names the `tests` folder of feedparser's source package; without it, `../feedparser-tests`
beside the repository is looked at.
"""

from __future__ import annotations

import ast
import fnmatch
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from collectors import feed_entries
from collectors.feeds.reading import read_feed
from collectors.html_text import one_line
from kentongan.core.errors import FormatError
from kentongan.core.posts import RawPost, Source

HERE = Path(__file__).parents[1]
DEFAULT = HERE.parents[3] / "feedparser-tests"
FOLDER = Path(os.environ.get("KENTONGAN_FEEDPARSER_TESTS", "") or DEFAULT)
REASONS = tomllib.loads((HERE / "feedparser_exceptions.toml").read_text(encoding="utf-8"))["reason"]
FIELDS = {
    "title": "title",
    "link": "link",
    "author": "author",
    "published_parsed": "date",
    "updated_parsed": "date",
    "created_parsed": "date",
}
# What their test server says where the file's comment names no header.
BASE = "http://127.0.0.1:8097/"
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SOURCE = Source("s-asing", "feed", "asing")

pytestmark = pytest.mark.skipif(
    not (FOLDER / "wellformed").is_dir(),
    reason="feedparser's tests are not here; set KENTONGAN_FEEDPARSER_TESTS to the tests folder of its source package",
)


@dataclass(frozen=True)
class Expectation:
    """One clause of a file's comment: entry `number` (-1 = the feed) has `value` in `field`."""

    number: int
    field: str
    value: Any


def files() -> list[Path]:
    """All of their feeds."""
    return sorted(FOLDER.rglob("*.xml"))


def name_of(path: Path) -> str:
    """The path below their folder."""
    return path.relative_to(FOLDER).as_posix()


def expectations(body: bytes) -> Iterator[Expectation]:
    """Clauses on the fields that we keep; `not bozo and entries[0]['title'] == 'x'` has one."""
    text = decoded(body)
    found = re.search(r"Expect:\s*(.+?)\s*-->", text, re.DOTALL)
    if found is None:
        return
    try:
        tree = ast.parse(" ".join(found[1].split()), mode="eval")
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            where = ast.unparse(node.left)
            match = re.fullmatch(r"(?:entries\[(\d+)\]|(feed))(?:\['(\w+)'\]|\.(\w+))", where)
            field = FIELDS.get((match[3] or match[4]) if match else "")
            if match is None or field is None or (match[2] and field != "title"):
                continue
            try:
                value = ast.literal_eval(node.comparators[0])
            except ValueError:
                continue
            yield Expectation(-1 if match[2] else int(match[1]), field, value)


def decoded(body: bytes) -> str:
    """Their comment, whatever the file is written in."""
    for name in ("utf-8", "utf-16", "utf-32", "cp037", "latin-1"):
        try:
            text = body.decode(name)
        except UnicodeError:
            continue
        if "Expect" in text:
            return text
    return ""


def header(body: bytes, wanted: str) -> str:
    """A header that the file's comment names."""
    found = re.search(rf"(?im)^\s*Header:\s*{wanted}\s*:\s*(.+?)\s*$", decoded(body))
    return found[1] if found else ""


def ours(body: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[RawPost]] | None:
    """The feed's title and every entry as we read it, also those that are then rejected; None for what is no feed."""
    posts: list[RawPost] = []
    as_post = feed_entries._as_post

    def noted(*args: Any, **options: Any) -> RawPost:
        posts.append(as_post(*args, **options))
        return posts[-1]

    monkeypatch.setattr(feed_entries, "_as_post", noted)
    base = header(body, "Content-Location") or BASE
    try:
        reading = read_feed(body, header(body, "Content-type"), SOURCE, base_url=base, now=NOW)
    except FormatError:
        return None
    finally:
        monkeypatch.undo()
    return reading.title, posts


def agrees(title: str, posts: list[RawPost], wanted: Expectation) -> bool:
    """Ours is what they expect: texts as a reader sees them, moments as moments."""
    if wanted.number < 0:
        return title == one_line(wanted.value)
    if wanted.number >= len(posts):
        return False
    post = posts[wanted.number]
    if wanted.field == "date":
        if wanted.value is None:
            return post.published_at is None
        expected = datetime(*wanted.value[:6], tzinfo=UTC)
        return post.published_at == expected
    value = str(wanted.value)
    if wanted.field == "title":
        return post.title == one_line(value)
    return (post.url if wanted.field == "link" else post.author) == " ".join(value.split())


def reason_for(name: str, field: str) -> str:
    """Why ours may differ there; "" where nothing is written."""
    for one in REASONS:
        if field in one["fields"] and any(fnmatch.fnmatch(name, pattern) for pattern in one["files"]):
            return str(one["why"])
    return ""


def test_every_file_is_read_or_refused_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """No crash; and where nothing is written to the contrary, their expectations are met."""
    paths = files()
    counts: Counter[str] = Counter()
    differing, unused = [], {(name, field) for one in REASONS for name in one["files"] for field in one["fields"]}
    for path in paths:
        body, name = path.read_bytes(), name_of(path)
        read = ours(body, monkeypatch)
        counts["files"] += 1
        for wanted in expectations(body):
            counts["clauses"] += 1
            counts[wanted.field] += 1
            if read is not None and agrees(*read, wanted):
                counts["agreed"] += 1
            elif reason_for(name, wanted.field):
                counts["excepted"] += 1
                unused -= {
                    (pattern, field)
                    for pattern, field in unused
                    if field == wanted.field and fnmatch.fnmatch(name, pattern)
                }
            else:
                differing.append(f"{name}: {wanted} but {describe(read, wanted)}")
    sys.stdout.write(f"\nfeedparser's tests: {dict(counts)}\n")
    assert counts["files"] > 1500
    assert counts["clauses"] > 300
    assert not differing, "\n".join(differing)
    assert not unused, f"reasons that nothing needs: {sorted(unused)}"


def describe(read: tuple[str, list[RawPost]] | None, wanted: Expectation) -> str:
    """What we have instead."""
    if read is None:
        return "we refused the file"
    title, posts = read
    if wanted.number < 0:
        return repr(title)
    if wanted.number >= len(posts):
        return f"we have {len(posts)} entries"
    post = posts[wanted.number]
    return repr({"title": post.title, "link": post.url, "author": post.author, "date": post.published_at}[wanted.field])
