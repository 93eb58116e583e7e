"""The labels of posts: one narrow row a post, born with it, kept in step by the analysis and by corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.labels import Answers, Labels
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import post_labels, posts

_PORTION = 1000
_NAMES = (
    *("tone", "category", "place", "places", "language", "verification", "outside"),
    *("issue_id", "copy_of", "corrected", "machine"),
)


class PostLabels:
    """The labels of every post."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, labels: Iterable[Labels]) -> int:
        """Keep these labels; rows that stand already so are not written, posts that are not there are passed over.

        Returns:
            How many rows changed.
        """
        wanted = list(labels)
        changed = 0
        with self._database.writing() as connection:
            number = next_revision(connection)
            for at in range(0, len(wanted), _PORTION):
                some = wanted[at : at + _PORTION]
                held = _held(connection, {storable(i) for one in some for i in (one.post_id, one.copy_of) if i})
                rows = [_row(one, held) for one in some if storable(one.post_id) in held]
                different = [row for row in rows if any(held[row["this"]][name] != row[name] for name in _NAMES)]
                if different:
                    statement = sa.update(post_labels).where(post_labels.c.post_id == sa.bindparam("this"))
                    values: dict[str, Any] = {name: sa.bindparam(name) for name in _NAMES} | {"revision": number}
                    connection.execute(statement.values(values), different)
                changed += len(different)
        return changed

    def of(self, ids: Iterable[str]) -> dict[str, Labels]:
        """The labels of posts, by id, in the order asked; those that are not there are left out."""
        wanted = list(dict.fromkeys(storable(i) for i in ids))
        other = post_labels.alias()
        query = sa.select(*(post_labels.c[name] for name in ("post_id", *_NAMES)), other.c.post_id.label("original"))
        query = query.outerjoin_from(post_labels, other, other.c.seq == post_labels.c.copy_of)
        found: dict[str, Labels] = {}
        with self._database.reading() as connection:
            for some in _portions(wanted):
                for row in connection.execute(query.where(post_labels.c.post_id.in_(some))).mappings():
                    found[row["post_id"]] = _labels(dict(row))
        return {i: found[i] for i in wanted if i in found}

    def copies(self, post_id: str, limit: int = 200) -> tuple[int, list[str]]:
        """How many posts carry a post's text (or that of the post it copies) beside it, and the newest of their ids."""
        with self._database.reading() as connection:
            query = sa.select(post_labels.c.seq, post_labels.c.copy_of).where(
                post_labels.c.post_id == storable(post_id)
            )
            held = connection.execute(query).first()
            if held is None:
                return 0, []
            first = held.copy_of or held.seq
            mine = sa.or_(post_labels.c.copy_of == first, post_labels.c.seq == first)
            others = sa.and_(mine, post_labels.c.seq != held.seq)
            count = connection.scalar(sa.select(sa.func.count()).select_from(post_labels).where(others)) or 0
            newest = sa.select(post_labels.c.post_id).where(others).order_by(post_labels.c.published_at.desc())
            return count, list(connection.execute(newest.limit(limit)).scalars())

    def move_issue(self, gone: str, into: str) -> int:
        """Posts of an issue that was merged belong to the other one; returns how many."""
        with self._database.writing() as connection:
            if connection.scalar(sa.select(sa.exists().where(post_labels.c.issue_id == storable(gone)))):
                number = next_revision(connection)
                moved = sa.update(post_labels).where(post_labels.c.issue_id == storable(gone))
                return connection.execute(moved.values(issue_id=storable(into), revision=number)).rowcount
        return 0


def next_revision(connection: Connection) -> int:
    """The number of the next change; only one writes at a time."""
    return (connection.scalar(sa.select(sa.func.max(post_labels.c.revision))) or 0) + 1


def add_new(connection: Connection) -> None:
    """A row without answers for every post that has none yet: those after the last one that has."""
    last = sa.select(sa.func.coalesce(sa.func.max(post_labels.c.seq), 0)).scalar_subquery()
    source = sa.select(
        *(posts.c[name] for name in ("seq", "id", "published_at", "kind", "source_id", "source_name")),
        sa.literal(next_revision(connection), sa.BigInteger),
    ).where(posts.c.seq > last)
    names = ["seq", "post_id", "published_at", "kind", "source_id", "source", "revision"]
    connection.execute(sa.insert(post_labels).from_select(names, source))


def follow(connection: Connection, chosen: Sequence[int]) -> None:
    """These posts (by seq) changed: their rows take over date and source, and a new revision."""
    number = next_revision(connection)
    taken = {
        label: sa.select(posts.c[name]).where(posts.c.seq == post_labels.c.seq).scalar_subquery()
        for label, name in (("published_at", "published_at"), ("source_id", "source_id"), ("source", "source_name"))
    }
    for at in range(0, len(chosen), _PORTION):
        some = post_labels.c.seq.in_(list(chosen[at : at + _PORTION]))
        connection.execute(sa.update(post_labels).where(some).values(**taken, revision=number))


def _held(connection: Connection, ids: set[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    columns = [post_labels.c[name] for name in ("seq", "post_id", *_NAMES)]
    for some in _portions(sorted(ids)):
        for row in connection.execute(sa.select(*columns).where(post_labels.c.post_id.in_(some))):
            found[row.post_id] = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return found


def _row(labels: Labels, held: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    answers = labels.answers
    original = held.get(storable(labels.copy_of))
    return {
        "this": storable(labels.post_id),
        "tone": storable(answers.tone),
        "category": storable(answers.category),
        "place": storable(answers.places[0]) if answers.places else "",
        "places": storable(" ".join(answers.places)),
        "language": storable(answers.language),
        "verification": answers.verification,
        "outside": answers.outside,
        "issue_id": storable(labels.issue_id),
        "copy_of": original["seq"] if original and labels.copy_of != labels.post_id else None,
        "corrected": labels.machine is not None,
        "machine": "" if labels.machine is None else dumps(labels.machine),
    }


def _labels(row: Mapping[str, Any]) -> Labels:
    return Labels(
        post_id=row["post_id"],
        answers=Answers(
            tone=row["tone"],
            category=row["category"],
            places=tuple(row["places"].split()),
            language=row["language"],
            verification=row["verification"],
            outside=row["outside"],
        ),
        machine=loads(Answers, row["machine"]) if row["machine"] else None,
        issue_id=row["issue_id"],
        copy_of=row["original"] or "",
    )


def _portions(ids: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(ids), _PORTION):
        yield ids[at : at + _PORTION]
