"""An office with many made posts and issues for `dashboard_load`: the sample day, and invented posts around it.

Words are drawn from the sample's own posts and 20 000 invented ones whose frequencies fall as those of a language do; no
real post is used. Rows go past the shelves straight into the tables, which is what makes a million a matter of minutes.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from kentongan.core.access import Role
from kentongan.core.clock import StoppedClock
from kentongan.core.findings import KnownIssue, Level
from kentongan.core.ids import content_id
from kentongan.core.search_terms import STEM_MARK, tokens
from kentongan.pipeline.analysing.analyse import analyse
from kentongan.pipeline.demo import DAY, DAY_BEFORE, _prepare, fill
from kentongan.pipeline.reports.reporting import make_report
from kentongan.pipeline.search_index import stem
from kentongan.pipeline.users.access import change_password
from kentongan.pipeline.users.users import add_user
from kentongan.pipeline.workspace import Workspace, open_workspace

NOW = datetime.fromisoformat("2026-11-16T07:00:00+07:00")
PASSWORD = "gendang bertalu pagi"  # noqa: S105 - of an office made up for this
NAME = "petugas"
DAYS = 120
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PORTION = 20_000
_POSTS = (
    "seq, id, source_id, source_name, external_id, kind, platform, url, canonical_url, title, text, author, published_at, "
    "estimated, collected_at, tier, official, likes, complaint, masked, fingerprint, stems, item_key, address_key, purged"
)
_LABELS = (
    "seq, post_id, published_at, kind, source_id, source, tone, category, place, places, language, issue_id, verification, "
    "outside, corrected, copy_of, machine, revision"
)
_KINDS = ("social", "social", "social", "social", "comment", "comment", "news", "news", "complaint", "video")
_REVISION = 10_000_000
_TONES = ("netral", "netral", "netral", "negatif", "positif", "berpotensi negatif")


def build(folder: Path, posts: int, issues: int, tell: Callable[[str], None] = print) -> Path:
    """The office's settings in `folder`; made only when it is not there yet."""
    config, mark = folder / "kentongan.toml", folder / f"made-{posts}-{issues}"
    if mark.exists():
        return config
    began = time.perf_counter()
    with as_file(files("kentongan.sample")) as sample:
        _prepare(folder, sample)
        with open_workspace(config, clock=StoppedClock(NOW)) as workspace:
            fill(workspace, sample)
            analyse(workspace, DAY_BEFORE)
            make_report(workspace, DAY, findings=analyse(workspace, DAY).findings)
            user, once = add_user(workspace, NAME, "Sari Wulandari, Pranata Humas", list(Role))
            change_password(workspace, user, once, PASSWORD)
            lexicon = _lexicon(workspace)
            ids = _issue_pages(workspace, issues)
            database = workspace.store.name
    tell(f"sample day and {issues} issues: {time.perf_counter() - began:.0f} s")
    with sqlite3.connect(database, isolation_level=None) as connection:
        _fill(connection, posts, ids, lexicon, tell)
    connection.close()
    mark.touch()
    tell(f"built in {time.perf_counter() - began:.0f} s")
    return config


def _lexicon(workspace: Workspace) -> list[str]:
    """Words of the sample by frequency, and between them invented ones."""
    counts: dict[str, int] = {}
    for post in workspace.store.posts.between(_EPOCH, NOW.astimezone(UTC) + timedelta(days=1)):
        for token in tokens(f"{post.title} {post.text}"):
            counts[token.word] = counts.get(token.word, 0) + 1
    real = sorted(counts, key=lambda word: -counts[word])
    draw = random.Random(1)
    parts = ["ba", "ra", "ti", "ku", "men", "sa", "lo", "du", "per", "na", "gi", "wu", "kan", "te", "ri", "ya"]
    invented = ["".join(draw.choices(parts, k=draw.randint(2, 4))) for _ in range(20_000)]
    mixed = itertools.chain.from_iterable(itertools.zip_longest(real, invented[: len(real)]))
    return list(dict.fromkeys([*(word for word in mixed if word), *invented]))


def _issue_pages(workspace: Workspace, count: int) -> list[str]:
    """As many issues as wanted, made after those of the sample's day; returns the ids of all."""
    store = workspace.store
    board = store.boards.latest()
    if board is None:
        raise SystemExit("the sample day was not analysed")
    known = [store.boards.issue(card.id) for _, card in store.boards.cards(board.day, limit=100)]
    models = [found[1] for found in known if found is not None]
    pages = list(models)
    for number in range(count - len(models)):
        model = models[number % len(models)]
        issue, name = content_id("i", "made", str(number)), f"{model.card.name} ({number})"
        card = dataclasses.replace(model.card, id=issue, name=name, place="lainnya", level=Level.STABLE)
        view = dataclasses.replace(model.view, id=issue, name=name)
        pages.append(dataclasses.replace(model, card=card, view=view))
    store.boards.put(board, pages)
    ids = [page.card.id for page in pages]
    old = {issue.id: issue for issue in store.issues.known()}
    made = [
        old.get(page.card.id)
        or KnownIssue(
            id=page.card.id,
            name=page.card.name,
            **{
                field.name: getattr(next(iter(old.values())), field.name)
                for field in dataclasses.fields(KnownIssue)
                if field.name not in ("id", "name")
            },
        )
        for page in pages
    ]
    store.issues.save([*old.values(), *(issue for issue in made if issue.id not in old)], board.as_of)
    return ids


def _fill(
    connection: sqlite3.Connection, count: int, issues: list[str], lexicon: list[str], tell: Callable[[str], None]
) -> None:
    """The posts with their words and labels; the index of words is made at the end, in one go."""
    began = time.perf_counter()
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    (first,) = connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM posts").fetchone()
    for statement in ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000", "PRAGMA temp_store=MEMORY", "BEGIN"):
        connection.execute(statement)
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    sources = [(content_id("s", "made", str(n)), f"Media {n:03}") for n in range(400)]
    categories = [
        row[0] for row in connection.execute("SELECT DISTINCT category FROM post_labels WHERE category != ''")
    ]
    places = [row[0] for row in connection.execute("SELECT DISTINCT places FROM post_labels")] or [""]
    made = _rows(count, first, lexicon, sources, issues, categories, places)
    while rows := list(itertools.islice(made, _PORTION)):
        posts, labels = zip(*rows, strict=True)
        for table, names, some in (("posts", _POSTS, posts), ("post_labels", _LABELS, labels)):
            marks = ", ".join("?" * len(names.split(", ")))
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", some)  # noqa: S608 - our own names
    tell(f"{count} posts written: {time.perf_counter() - began:.0f} s")
    connection.execute("INSERT INTO posts_fts(posts_fts) VALUES ('rebuild')")
    connection.execute("INSERT INTO posts_fts(posts_fts) VALUES ('optimize')")  # as it is after weeks of `Finder.tidy`
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA optimize=0x10002")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    tell(f"words indexed: {time.perf_counter() - began:.0f} s")


def _rows(
    count: int,
    first: int,
    lexicon: list[str],
    sources: list[tuple[str, str]],
    issues: list[str],
    categories: list[str],
    places: list[str],
) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    """Posts with their labels, in the order in which they were published."""
    draw, numbers = random.Random(2), np.random.default_rng(2)
    weights = 1 / np.arange(2, len(lexicon) + 2)
    cumulative = np.cumsum(weights / weights.sum())
    roots = [stem(word) for word in lexicon]
    marks = [f"{STEM_MARK}{root}" if root != word else "" for word, root in zip(lexicon, roots, strict=True)]
    end = int((NOW.astimezone(UTC) - _EPOCH).total_seconds()) * 1_000_000
    step = DAYS * 86_400_000_000 // count
    for at in range(0, count, _PORTION):
        some = min(_PORTION, count - at)
        kinds = draw.choices(_KINDS, k=some)
        lengths = [120 if kind == "news" else draw.randint(8, 40) for kind in kinds]
        words = np.searchsorted(cumulative, numbers.random(sum(lengths))).tolist()
        begin = 0
        for n in range(some):
            seq, kind, own = first + at + n, kinds[n], words[begin : begin + lengths[n]]
            begin += lengths[n]
            source, name = sources[seq * 7 % len(sources)]
            post, moment = f"p-{seq:016x}", end - (count - at - n) * step
            title = " ".join(lexicon[word] for word in own[:9]) if kind == "news" else ""
            text = " ".join(lexicon[word] for word in own)
            stems = " ".join(dict.fromkeys(mark for word in own if (mark := marks[word]))) or "-"
            complaint = f'{{"status":"open","ticket":"{seq}"}}' if kind == "complaint" else ""
            key = f"media.example/{seq}"
            place, issue = draw.choice(places), issues[int(draw.random() ** 3 * len(issues))]
            copied = seq - 1 if seq % 6 == 0 and at + n else None
            address = ("web" if kind == "news" else "X", f"https://{key}", key)
            said = (title, text, "", moment, 0, moment + 60_000_000, seq % 4, 0, seq % 50, complaint, "[]", post, stems)
            labels = (draw.choice(_TONES), draw.choice(categories), place.split(" ")[0], place, "ind")
            flags = (issue if draw.random() < 0.6 else "", seq % 20 == 0, seq % 9 == 0, 0, copied, "", _REVISION)
            yield (
                (seq, post, source, name, str(seq), kind, *address, *said, f"e-{seq}", f"u-{seq}", 0),
                (seq, post, moment, kind, source, name, *labels, *flags),
            )
